"""What Python tells of the files that it opens, lists, renames and runs, in; the facts that a build rests on, out.

The interpreter's own audit events (PEP 578) name each file that is opened, whichever stage opens it: none has to be
trusted to say so. They don't name what is merely looked for; so that the names in every folder that a brief keeps its
things in are facts as well. Other programs are given text and bytes, and read no file of a brief.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from briefpress import cache, facts, files, ownkey, standing
from briefpress.facts import Fact
from briefpress.gitfiles import deciding
from briefpress.replacing import PUT
from briefpress.standing import Call
from briefpress.surroundings import surroundings

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_KEPT = ("report", "sources", "styles", "editions")
"""The folders of a brief, in all of whose names a build may look for something."""


UNHEARD = "briefpress.unheard"
"""The audit event of work that other Pythons do, whose files nobody here hears of: no record is kept of it."""


class Ear:
    """A standard stream, and what is written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._said: list[str] = []
        self._whole = True

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":  # whoever writes to it isn't heard
            self._whole = False
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write."""
        count = self._stream.write(text)
        self._said.append(text)
        return count

    @property
    def said(self) -> str | None:
        """All that was written; None where some of it may have gone another way."""
        return "".join(self._said) if self._whole else None


class Witness:
    """Sees, from `begin` on, what a build does with files; `keep` makes the record of it.

    A file is taken when it is opened and again at the end, a folder when it is first looked into: where the two differ,
    somebody worked on the brief meanwhile, and nothing is kept.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        # A stage may name a file by the way that leads to it, or by where that ends.
        self._way, self._root = os.path.abspath(call.root), os.path.realpath(call.root)
        self._seen: dict[tuple[str, str], str] = {}
        self._opened: dict[str, None] = {}
        self._programs: dict[str, Fact] = {}
        self._written: dict[str, str] = {}
        self._before = self._output()
        self._made: list[str] = []
        self._machine: tuple[Fact, ...] = ()
        self._spoiled = self._asks_git = False
        self._open = True
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._put: dict[str, None] = {}
        self._rests: dict[str, None] = {}
        self._modules = tuple(folder + os.sep for folder in self._installed())

    def begin(self) -> None:
        """Begin to listen. It never ends, but after `keep` nothing is heard."""
        self._see("top", "")
        for name in _KEPT:
            for folder, _, _ in os.walk(os.path.join(self._root, name)):
                self._see("folder", folder)
        sys.addaudithook(self._hear)
        self._looking.start()

    def keep(self, said: str | None) -> None:
        """Keep what the build said with all that it rests on, if that is known and stayed as it was."""
        self._open = False
        self._looking.join()
        known = None if said is None or self._spoiled else self._known()
        data = standing.encoded(said, known) if said is not None and known is not None else None
        if data is not None:
            store = cache.store_of(Path(self._call.root))
            store.put(self._call.name, data)
            store.settle()

    def _installed(self) -> Iterator[str]:
        """Folders that Python imports from and that other facts tell of.

        One that holds the brief isn't left out; one within the brief only where it is this program's, or Python's own:
        it may be any folder that somebody stands in.
        """
        own = os.path.dirname(__file__)
        for folder in (own, *map(os.path.abspath, sys.path)):
            holds = f"{self._root}{os.sep}".startswith(f"{folder}{os.sep}")
            python = self._within(sys.prefix) and folder.startswith(f"{sys.prefix}{os.sep}")
            if not holds and (folder == own or python or not self._within(folder)):
                yield folder

    def _output(self) -> frozenset[str]:
        """What lies in the brief's own folder for what comes out."""
        folder = os.path.join(self._root, facts.OUTPUT)
        with suppress(OSError):
            return frozenset(os.path.join(folder, name) for name in os.listdir(folder))
        return frozenset()

    def _look(self) -> None:
        try:
            self._machine = tuple(surroundings())
        except Exception:  # noqa: BLE001  # without it there is no record, and the build goes on
            self._spoiled = True

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        hear = _EVENTS.get(event)
        if hear is None or not self._open or threading.current_thread() is self._looking:
            return
        try:
            hear(self, *arguments)
        except Exception:  # noqa: BLE001  # it would be raised where the file is opened
            self._spoiled = True

    def _heard_open(self, path: object, _mode: object, flags: int) -> None:
        if isinstance(path, int) or path is None:
            return
        name = self._absolute(path)
        if flags & _WRITES:
            self._written.setdefault(name, "")
        elif name not in self._opened and name not in self._written and not name.startswith(self._modules):
            self._opened[name] = None
            if self._within(name):
                self._see("file", name)
                self._see_folders(os.path.dirname(name))
            elif not name.startswith(_PASSING):
                self._see("installed", name)

    def _heard_list(self, path: object = None) -> None:
        if isinstance(path, int):
            return
        name = self._absolute(path or ".")
        if self._within(name) and not name.startswith(self._modules):
            self._see_folders(name)

    def _heard_rename(self, source: object, target: object, *_folders: int) -> None:
        old, new = self._absolute(source), self._absolute(target)
        self._written[new] = facts.state(self._root, "file", old)

    def _heard_mkdir(self, path: object, *_rest: object) -> None:
        if not os.path.lexists(self._absolute(path)):  # it is told before it is tried
            self._made.append(self._absolute(path) + os.sep)

    def _heard_put(self, path: str, data: bytes) -> None:
        self._put[self._absolute(path)] = None
        self._written[self._absolute(path)] = files.sha256(data)

    def _heard_rest(self, path: str) -> None:
        self._rests[self._absolute(os.path.realpath(path))] = None

    def _heard_unheard(self) -> None:
        self._spoiled = True

    def _heard_run(self, program: object, *_rest: object) -> None:
        name = os.fsdecode(program)  # type: ignore[arg-type]  # what can be run
        if name not in self._programs:
            # One that isn't there is a fact, too: it may come.
            self._programs[name] = "program", name, facts.state("", "program", name)
            if os.path.basename(name).partition(".")[0] == "git":
                self._asks_git = True
                for path in deciding(self._root, (*_KEPT, facts.OUTPUT)):
                    self._see("file", path)

    def _absolute(self, path: object) -> str:
        name = os.path.abspath(os.fsdecode(path))  # type: ignore[arg-type]  # a path, as Python told
        return self._root + name[len(self._way) :] if f"{name}{os.sep}".startswith(self._way + os.sep) else name

    def _within(self, name: str) -> bool:
        return name.startswith(self._root + os.sep)

    def _see_folders(self, name: str) -> None:
        """A folder that something was looked for in, and those that lead to it."""
        while self._within(name) and ("folder", name) not in self._seen:
            self._see("folder", name)
            name = os.path.dirname(name)

    def _see(self, kind: str, name: str) -> None:
        if (kind, name) not in self._seen:
            self._seen[kind, name] = ""  # of two threads the first looks
            self._seen[kind, name] = facts.state(self._root, kind, self._named(name))

    def _named(self, path: str) -> str:
        """A path as facts name it: from the brief's folder, where it is in it."""
        return path[len(self._root) + 1 :] if self._within(path) else path

    def _known(self) -> tuple[Fact, ...] | None:
        """All facts, those of the brief first; None where something changed under the build."""
        out = {path: was for path, was in self._written.items() if self._came_out(path)}
        if self._asks_git and not self._before.issuperset(out):
            return None  # whether git would take what came out, the next build is the first to ask
        passed = os.path.join(self._root, facts.OUTPUT)
        known: list[Fact] = []
        for (kind, path), was in self._seen.items():
            aside = path in self._written or f"{path}{os.sep}".startswith(tuple(self._made)) or self._is_ours(path)
            if not aside and (kind, path) != ("folder", passed):
                known.append((kind, self._named(path), was))
        for path, was in out.items():
            known.append(("file", self._named(path), facts.state(self._root, "file", path)))
            if was and was.split()[0] != known[-1][2].split()[0]:
                return None
        # Were a file of these not heard of, no change of it would ever be.
        if not {("file", self._named(path)) for path in (*self._rests, *self._put)} <= {fact[:2] for fact in known}:
            return None
        return (*known, *self._machine, *self._programs.values()) if facts.stand(self._root, known) else None

    def _came_out(self, path: str) -> bool:
        """Whether a file that was written is there still, and was written for whoever builds."""
        return path in self._put or (os.path.isfile(path) and not self._is_ours(path) and not path.endswith(".pyc"))

    def _is_ours(self, path: str) -> bool:
        """Whether a path is of what this program keeps for itself, or of no file."""
        key = ownkey.place()
        outside = (*([os.path.dirname(key)] if key else []), *_NO_FILES)
        kept = (os.path.join(self._root, ".briefpress"),) if self._within(path) else outside
        return f"{path}{os.sep}".startswith(tuple(f"{folder}{os.sep}" for folder in kept))


_NO_FILES = ("/proc", "/dev", "/sys")
_PASSING = tuple(f"{folder}{os.sep}" for folder in (*_NO_FILES, tempfile.gettempdir()))
"""Where nothing outside of a brief lies that is the same the next time."""

_EVENTS: dict[str, Callable[..., None]] = {
    "open": Witness._heard_open,
    "os.listdir": Witness._heard_list,
    "os.scandir": Witness._heard_list,
    "os.mkdir": Witness._heard_mkdir,
    "os.rename": Witness._heard_rename,
    "os.link": Witness._heard_rename,
    PUT: Witness._heard_put,
    files.RESTS: Witness._heard_rest,
    UNHEARD: Witness._heard_unheard,
    "subprocess.Popen": Witness._heard_run,
}
