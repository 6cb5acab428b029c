"""The kind and the name of a thing that a build rests on in; the state that it is in now, out.

The brief's own files are held to their content, never to a date; what is installed on the machine, to size and date. It
is asked before anything is imported that would take time, and so imports next to nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys

TYPE_CHECKING = False  # typing takes as long to import as all else here
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Fact = tuple[str, str, str]
"""A kind of KINDS, the name of a thing and its state."""

OUTPUT = "output"
STORE = os.path.join(".briefpress", "cache")
"""Where in a brief's folder the store is, with the records of its builds."""

"""What a brief's folder holds that no build reads."""

SETS_TYPE = tuple(f"lib{name}" for name in ("pango", "harfbuzz", "fontconfig", "freetype", "fribidi", "cairo", "glib"))
"""How the names of the shared libraries begin that letters are set with."""

_PACKAGES = (".dist-info", ".egg-link", ".pth")


def state(root: str, kind: str, name: str) -> str:
    """The state of a thing, as text; one that isn't there has a state, too.

    Names are paths, from the brief's folder `root` where they aren't absolute. Raises KeyError for an unknown kind.
    """
    try:
        return KINDS[kind](root, name)
    except OSError as error:
        return f"error {error.errno}"


def stand(root: str, facts: Iterable[Fact]) -> bool:
    """Whether everything is as it was."""
    return all(state(root, kind, name) == was for kind, name, was in facts)


def digest(*texts: str) -> str:
    """The SHA-256 of texts, in hexadecimal."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()


def _leads(root: str, path: str) -> str:
    """Where a path leads, with every link followed: from the brief's folder, if it stays there."""
    real, top = os.path.realpath(path), os.path.realpath(root)
    return real[len(top) :] if real.startswith(top + os.sep) else real


def _file(root: str, name: str) -> str:
    """A file of the brief, or one that came out: where it is, and its content."""
    path = os.path.join(root, name)
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be waited for
        return "no file"
    with open(path, "rb") as stream:
        return f"{hashlib.file_digest(stream, 'sha256').hexdigest()} {_leads(root, path)}"


def _folder(root: str, name: str) -> str:
    """A folder of the brief: where it is, what the things in it are called, and where those that are links lead."""
    path = os.path.join(root, name)
    with os.scandir(path) as entries:
        names = sorted(f"{e.name} {e.is_dir()} {os.readlink(e) if e.is_symlink() else ''}" for e in entries)
    return digest(_leads(root, path), *names)


def _top(root: str, _name: str) -> str:
    """The brief's folder: which folders are in it, apart from what programs keep there."""
    with os.scandir(root) as entries:
        return digest(
            *sorted(e.name for e in entries if e.is_dir() and e.name != OUTPUT and not e.name.startswith("."))
        )


def _installed(_root: str, name: str) -> str:
    """A file of the machine: where it is, its size and its date."""
    return f"{_dated(os.stat(name))} {os.path.realpath(name)}"


def _program(root: str, name: str) -> str:
    """A program, by the path that it was called by or where a shell finds it."""
    for folder in ("",) if os.path.dirname(name) else os.get_exec_path():
        for path in (os.path.join(folder, name), os.path.join(folder, f"{name}.exe")):
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return _installed(root, path)
    return "absent"


def _tree(_root: str, name: str) -> str:
    """A folder of the machine, with all that is below it, by size and date."""
    found, wanted, seen = [], [name], set()
    while wanted:
        try:
            entries = list(os.scandir(wanted.pop()))
        except OSError:  # fontconfig names folders that needn't be there
            continue
        for entry in entries:
            try:
                status = entry.stat()
            except OSError:  # a link that leads nowhere
                continue
            if not stat.S_ISDIR(status.st_mode):
                found.append(f"{entry.path} {_dated(status)}")
            elif entry.name != "__pycache__" and (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                wanted.append(entry.path)
    return digest(*sorted(found))


def _packages(_root: str, name: str) -> str:
    """A folder of Python's packages: which are installed there, in which version, and since when."""
    with os.scandir(name) as entries:
        return digest(*sorted(f"{e.name} {_dated(e.stat())}" for e in entries if e.name.endswith(_PACKAGES)))


def _libraries(_root: str, name: str) -> str:
    """A folder of shared libraries: when one came or went, and those that letters are set with, by size and date."""
    with os.scandir(name) as entries:
        found = sorted(f"{e.name} {_dated(e.stat())}" for e in entries if e.name.startswith(SETS_TYPE))
    return digest(str(os.stat(name).st_mtime_ns), *found)


def _environ(_root: str, names: str) -> str:
    """The variables of these names, with a space between; with `*` at its end, a name is how several begin."""
    whole = names.split()
    begun = tuple(name[:-1] for name in whole if name.endswith("*"))
    found = sorted((name, value) for name, value in os.environ.items() if name in whole or name.startswith(begun))
    return digest(*(f"{name}={value}" for name, value in found))


def _python(_root: str, _name: str) -> str:
    return f"{sys.version} {sys.prefix} {sys.flags.optimize}"


def _dated(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


KINDS: dict[str, Callable[[str, str], str]] = {
    "python": _python,
    "environ": _environ,
    "top": _top,
    "folder": _folder,
    "file": _file,
    "packages": _packages,
    "program": _program,
    "installed": _installed,
    "libraries": _libraries,
    "tree": _tree,
}
"""What tells the state of a thing, by its kind."""
