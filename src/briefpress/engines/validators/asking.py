"""A validator's name, place and way of being asked in; what it says of a file, in bounded time, out."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefpress.settings import Format

SECONDS = 300
"""How long a validator may look at one artifact."""

_GRACE = 5
"""How long a program that is told to end may take for it: Ace has a browser to close."""

MEMORY = 3 << 30
"""How much memory, in bytes, a validator without a bound of its own may take."""

CHECK_EXTRA = "Run `pip install 'briefpress[check]'`."

Level = Literal["error", "warning"]
"""How grave a remark is."""

Box = tuple[int, float, float, float, float]
"""A place on paper: the page, from 1, then left, bottom, right and top in points from its lower left corner."""


class BrokenError(Exception):
    """A validator gave no answer that can be read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a validator has to say: by which of its rules, how grave it is, what, and where."""

    rule: str
    level: Level
    message: str
    place: str = ""
    boxes: tuple[Box, ...] = ()

    def __str__(self) -> str:
        return " ".join(part for part in (self.rule, self.message.strip(), self.place) if part)


@dataclass(frozen=True, slots=True)
class Validator:
    """A program that judges artifacts of one format: whether it is here, and how to ask it.

    `missing` gives the way to get what is lacking, or nothing. `ask` takes the artifact and an empty folder to work
    in; it raises BrokenError, OSError, ValueError or subprocess.TimeoutExpired where there is no answer to read.
    One that is `for_press` judges a PDF for a press, too: the others ask for what nobody prints.
    """

    name: str
    format: Format
    missing: Callable[[], str]
    version: Callable[[], str]
    ask: Callable[[Path, Path], list[Remark]]
    for_press: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that has ended: its exit code, and what it wrote."""

    code: int
    out: bytes
    err: str

    def answer(self) -> bytes:
        """What it wrote. Raises BrokenError where that is nothing."""
        if self.out.strip():
            return self.out
        said = self.err.strip().splitlines()
        raise BrokenError(said[-1] if said else f"it ended with {self.code}")


def run(
    arguments: Sequence[str], *, memory: int = MEMORY, surroundings: Mapping[str, str] | None = None, folder: Path
) -> Ended:
    """Run a program in a folder, no longer than SECONDS and in no more memory than that, in bytes; 0 is no bound.

    Raises subprocess.TimeoutExpired, with the program and what it had started ended.
    """
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(surroundings or {})},
        cwd=folder,
        start_new_session=True,
    )
    _bound(process.pid, memory)
    try:
        out, err = process.communicate(timeout=SECONDS)
    except BaseException:
        _end(process)
        raise
    return Ended(process.returncode, out, err.decode("utf-8", "replace"))


def _bound(process: int, memory: int) -> None:
    if not memory:
        return
    try:
        import resource

        resource.prlimit(process, resource.RLIMIT_AS, (memory, memory))
    except (ImportError, AttributeError, OSError, ValueError):
        pass  # Not Linux, or it has ended already; time bounds it all the same.


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, so that it ends what it has started, then make it."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.communicate(timeout=_GRACE)
            break
        except subprocess.TimeoutExpired:
            continue


def no_module(name: str) -> Callable[[], str]:
    """Tells whether a Python package is lacking."""
    return lambda: "" if importlib.util.find_spec(name) else CHECK_EXTRA


def package_version(name: str) -> Callable[[], str]:
    """Tells the version of a Python package that is here."""
    return lambda: importlib.metadata.version(name)


def package_folder(name: str) -> Path | None:
    """Where the files of a Python package are."""
    found = importlib.util.find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(places[0]) if places else None


def beside_python(name: str) -> str:
    """The program of a package, from beside this Python first."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else name
