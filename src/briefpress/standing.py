"""The words of a command line in; what the build that they name said, where all that it rests on still stands, out.

It is asked before anything is imported that would take time, and so imports next to nothing.
"""

from __future__ import annotations

import os
import sys

from briefpress import __version__, facts, ownkey, plainfile

TYPE_CHECKING = False  # typing takes as long to import as all else here
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefpress.facts import Fact

LARGEST = 16 << 20
"""Bytes of the largest record: some hundred for each file of a brief."""

_VALUED = ("-C", "--report")
_QUIET = ("-q", "--quiet")
_NEVER = ("--why", "-h", "--help")
"""Who asks why a stage ran wants the stages."""


class Call:
    """A call of `build`: the brief's folder as it was named, whether to be quiet, the name of the build's record."""

    __slots__ = ("name", "quiet", "root")

    def __init__(self, root: str, quiet: bool, words: Sequence[str]) -> None:
        self.root, self.quiet = root, quiet
        # Elsewhere, a relative path for an output or a report is another one.
        here = os.getcwd() if any(word.startswith("--output") or "=" in word for word in words) else ""
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.name = f"standing-{facts.digest(__version__, here, str(colour), *words)}"

    @property
    def path(self) -> str:
        """Where the record is kept."""
        return os.path.join(self.root, facts.STORE, self.name)


def call_of(words: Sequence[str]) -> Call | None:
    """The build that the words of a command line name; None for any other command.

    One that tells in a file as well (`--report FORM=FILE`) is none of them: the file would have to be written anew.
    """
    root, quiet, i = ".", False, 0
    while i < len(words) and words[i].startswith("-"):
        if words[i] in _VALUED and i + 1 < len(words):
            root = words[i + 1] if words[i] == "-C" else root
            i += 2
        elif words[i] in _QUIET or words[i].startswith("--report="):
            quiet = quiet or words[i] in _QUIET
            i += 1
        else:
            return None
    if any("=" in word.removeprefix("--report=") for word in words[:i]):
        return None
    if i == len(words) or words[i] != "build" or any(word in _NEVER for word in words):
        return None
    try:
        return Call(root, quiet, words)
    except OSError:  # the folder that we are in is gone
        return None


def told(call: Call) -> str | None:
    """What the build said on standard output; None where no record of it is kept, or something is not as it was."""
    try:
        key = _key_of(call)
        if key is None:
            return None
        data = ownkey.opened(key, call.name, plainfile.read(call.path, LARGEST))
        if data is None:
            return None
        said, known = decoded(data)
        if not facts.stand(call.root, known):
            return None
    except (OSError, ValueError, KeyError, MemoryError):
        return None
    try:  # noqa: SIM105  # contextlib would have to be imported
        os.utime(call.path)  # when it was used last, by which the store is kept small
    except OSError:  # a store that can be read alone
        pass
    return said


def _key_of(call: Call) -> bytes | None:
    """The key of this user's seal; None where there is none, or it would lie within the brief. Raises OSError."""
    place = ownkey.place()
    return ownkey.read(place) if place is not None and ownkey.is_apart(call.root, place) else None


def encoded(said: str, known: Iterable[Fact]) -> bytes | None:
    """A record as it is kept; None where something in it can't be written down."""
    fields = [said, *(field for fact in known for field in fact)]
    return None if any("\0" in field for field in fields) else "\0".join(fields).encode("utf-8", "surrogateescape")


def decoded(data: bytes) -> tuple[str, Iterable[Fact]]:
    """What was said, and the facts. Raises ValueError, at the latest as they are read, where a part is missing."""
    said, *fields = data.decode("utf-8", "surrogateescape").split("\0")
    parts = iter(fields)
    return said, zip(parts, parts, parts, strict=True)
