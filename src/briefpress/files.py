"""Paths and bytes in; text, hashes, paths held inside the brief, and files replaced as a whole, out."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import posixpath
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from briefpress import folderlock

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
"""The characters that XML can't hold, and so no EPUB, halves of a pair (an escape in JSON or YAML can make them) among
them; and the two that turn words around, so that none reads them."""


_ASIDE = ".new-"
"""How the name of a file begins that is being written."""

LARGEST = 100 << 20
"""Bytes of the largest file that a build reads as a whole."""

LARGEST_DATA = 8 << 30
"""Bytes of the largest file that a build reads piece by piece."""

RESTS = "briefpress.rests"
"""The audit event (PEP 578) of a file that any build of a brief rests on: its path."""


class OutsideBriefError(Exception):
    """A path leads out of the brief's folder."""


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path, with every link followed, is in the brief's folder. One that leads to itself is nowhere."""
    return (real := _followed(path)) is not None and real.is_relative_to(root.resolve())


def _followed(path: Path) -> Path | None:
    """A path with every link followed; None where one leads to itself."""
    try:
        return path.resolve()
    except RuntimeError:
        return None


def inside(root: Path, path: Path) -> Path:
    """The path with every link followed; raises OutsideBriefError where that leaves the brief's folder."""
    real = _followed(path)
    if real is None or not real.is_relative_to(root.resolve()):
        raise OutsideBriefError(str(path))
    return real


def _own(root: Path, path: Path) -> Path:
    """As `inside`, for who reads: a link that leads to itself is an OSError."""
    if path.is_symlink() and _followed(path) is None:
        raise OSError(errno.ELOOP, "is a link that leads to itself", str(path))
    return inside(root, path)


def read_inside(root: Path, path: Path) -> bytes:
    """The bytes of a file of the brief.

    Raises OutsideBriefError where the path leads out of the brief's folder, OSError where it can't be read, is no
    plain file (a pipe would keep a build waiting for ever), or is larger than any brief needs.
    """
    watch = _watching.get()
    if watch is None:
        return _read(root, path)
    whole, watch.whole = watch.whole, False
    data = _read(root, path)
    watch.whole = whole
    watch.see(relative(root, path), sha256(data))
    return data


def _read(root: Path, path: Path) -> bytes:
    if (given := _instead.get(_own(root, path))) is not None:
        return given
    return _plain(root, path, LARGEST)[0].read_bytes()


def _plain(root: Path, path: Path, largest: int) -> tuple[Path, int]:
    """Where a plain file of the brief is, and its size. Raises as `read_inside` does."""
    real = _own(root, path)
    status = real.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EISDIR if real.is_dir() else errno.EINVAL, "is no plain file", str(path))
    if status.st_size > largest:
        raise OSError(errno.EFBIG, f"has more than {largest >> 20} MB", str(path))
    return real, status.st_size


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file that may be too large to be read as a whole: where it is, its SHA-256, its size, its first bytes.

    `state` is what the disk says of it, which tells a file that was written to since.
    """

    real: Path
    sha256: str
    size: int
    start: bytes
    state: tuple[int, ...]


def fingerprint(root: Path, path: Path, largest: int, start: int = 0) -> Fingerprint:
    """What tells a file of the brief from another, read piece by piece. Raises as `read_inside` does.

    A watch sees it as read.
    """
    watch = _watching.get()
    whole = watch.whole if watch else True
    if watch:
        watch.whole = False
    real, size = _plain(root, path, largest)
    with real.open("rb") as stream:
        state = _state(os.fstat(stream.fileno()))
        first = stream.read(start)
        stream.seek(0)
        told = hashlib.file_digest(stream, "sha256").hexdigest()
    if watch:
        watch.whole, watch.seen[relative(root, path)] = whole, told
    return Fingerprint(real, told, size, first, state)


def is_as_it_was(seen: Fingerprint) -> bool:
    """Whether a file is still the one that was looked at. A watch isn't whole where it isn't."""
    try:
        same = _state(seen.real.stat()) == seen.state
    except OSError:
        same = False
    if not same and (watch := _watching.get()) is not None:
        watch.whole = False
    return same


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


_instead: dict[Path, bytes] = {}
"""Of all threads: the stages of a build read in several."""


@contextlib.contextmanager
def instead(path: Path, data: bytes) -> Iterator[None]:
    """In this block a file of the brief has these bytes to all that reads it, and the disk what it had."""
    real = path.resolve()
    _instead[real] = data
    try:
        yield
    finally:
        del _instead[real]


def is_there(root: Path, path: Path) -> bool:
    """Whether something is where a file of the brief may be, be it a link that leads nowhere."""
    there = path.exists() or path.is_symlink()
    if not there and (watch := _watching.get()) is not None:
        watch.see(relative(root, path), ABSENT)
    return there


@dataclass(slots=True)
class Watch:
    """The files of a brief that were looked at: the SHA-256 of what was read by path, ABSENT for what wasn't there.

    It isn't `whole` where a file couldn't be read: what is told of that rests on what lies beside it. Nor is it where
    one was another when it was looked at again: somebody saved it between, and both have come into what was made.
    """

    seen: dict[str, str] = field(default_factory=dict)
    whole: bool = True

    def see(self, path: str, told: str) -> None:
        """Take down what was seen of a file; the first time counts."""
        self.whole = self.seen.setdefault(path, told) == told and self.whole


ABSENT, UNREADABLE = "", "?"
_watching: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextlib.contextmanager
def watched() -> Iterator[Watch]:
    """What is read of the brief in this block, by `read_inside` in the thread that entered it."""
    watch = Watch()
    token = _watching.set(watch)
    try:
        yield watch
    finally:
        _watching.reset(token)


def as_watched(root: Path, path: str) -> str:
    """What a watch would say of a file now; UNREADABLE where it can't be read, which no watch says."""
    try:
        if not is_there(root, root / path):
            return ABSENT
        if (given := _instead.get(inside(root, root / path))) is not None:
            return sha256(given)
        with _plain(root, root / path, LARGEST_DATA)[0].open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OutsideBriefError, OSError, ValueError):
        return UNREADABLE


def relative(root: Path, path: Path) -> str:
    """A path as findings and the manifest name it: from the brief's folder, with `/`, without `..`."""
    absolute = Path(os.path.normpath(path))
    with contextlib.suppress(ValueError):
        return absolute.relative_to(root).as_posix()
    with contextlib.suppress(ValueError):
        return absolute.relative_to(root.resolve()).as_posix()
    return absolute.as_posix()


def as_named_in(asker: str, path: str) -> str:
    """A path from the brief's folder, as a file of the brief names it: from its own folder."""
    return posixpath.relpath(path, posixpath.dirname(asker) or ".")


def shipped(folder: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a folder that comes with the program, by its path from there, in the order of their names."""

    def below(place: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
        for item in sorted(place.iterdir(), key=lambda i: i.name):
            if item.is_dir():
                yield from below(item, f"{prefix}{item.name}/")
            else:
                yield f"{prefix}{item.name}", item.read_bytes()

    return below(resources.files("briefpress") / folder, "")


def replace_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder as one: all are written aside first, then each takes its name.

    A crash leaves each file whole, the old or the new. Raises OSError, with the folder as it was, where one
    can't be written aside; OutsideBriefError for a name that leads out of the folder.
    """
    if strange := next((name for name in files if Path(name).is_absolute() or ".." in Path(name).parts), ""):
        raise OutsideBriefError(strange)
    folder.mkdir(parents=True, exist_ok=True)
    aside: list[tuple[Path, Path]] = []
    with folderlock.beside_others(folder, lambda: _clear(folder)):
        try:
            for name, data in files.items():
                handle, temporary = tempfile.mkstemp(dir=folder, prefix=_ASIDE)
                aside.append((Path(temporary), folder / name))
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                Path(temporary).chmod(0o666 & ~umask())
            for _, final in aside:
                if final.is_dir():
                    raise IsADirectoryError(f"`{final.as_posix()}` is a folder")
            for temporary_path, final in aside:
                temporary_path.replace(final)
        finally:
            for temporary_path, _ in aside:
                temporary_path.unlink(missing_ok=True)
    return tuple(final for _, final in aside)


def _clear(folder: Path) -> None:
    """Take away what a process that was killed wrote aside."""
    for entry in os.scandir(folder):
        if entry.name.startswith(_ASIDE) and entry.is_file(follow_symlinks=False):
            Path(entry.path).unlink(missing_ok=True)


def replace_inside(root: Path, folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder of the brief as one. Raises OutsideBriefError, OSError as `replace_all` does.

    A brief may come from strangers: a link in it is not to lead what is written elsewhere.
    """
    for place in {folder, *((folder / name).parent for name in files)}:
        inside(root, place)
    return replace_all(folder, files)


def unwritable(folder: Path, error: OSError | OutsideBriefError) -> tuple[str, None, str]:
    """What to say of a folder that can't be written to: the message, no place, the hint."""
    blocking = next((p for p in (folder, *folder.parents) if p.exists() and not p.is_dir()), None)
    if blocking is not None:
        said = f"`{blocking.as_posix()}` is a file, so nothing can be put into it."
    elif isinstance(error, OutsideBriefError):
        said = f"The folder `{folder.as_posix()}` is a link that leads out of the brief's folder."
    elif isinstance(error, IsADirectoryError):
        said = f"{error}, where a file is to go."
    else:
        said = f"The folder `{folder.as_posix()}` can't be written to: {error.strerror or error}."
    return said, None, "Name another folder: `--output DIR`. What was there is as it was."


def umask() -> int:
    """What the user keeps others from doing with a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
