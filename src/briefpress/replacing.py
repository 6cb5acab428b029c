"""The files of an edition and a folder in; the folder with all of them at one moment, whatever cuts that off, out.

The files are written into a new folder beside the one that is to have them, with links to all else that this one holds.
Then both exchange their names, which is one step: whoever looks finds the old edition or the new one. The folder that
was there gets the new files too, and its name back, so that it stays the one in which a shell or a server may stand.

Where that can't be (folders in the folder, a mount, a file system without such a step, other users beside it), a list
of what is to be moved is kept first: what cuts the moving off, the next build finishes before anything else.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from briefpress import exchanging, files, plainfile
from briefpress.folderlock import turn

PATIENCE = 60.0
"""Seconds for which one build waits until another has put its files into the same folder, which takes a part of one."""

LEFT = 3600
"""Seconds after which, on a system without locks, what was begun is taken for left behind: it takes a part of one."""

_NEW, _LISTED, _DECIDED = "new", "names", "decided"
"""What is kept aside: the files, the names of those that are the edition's, and the same once they are to be moved."""

_LINK = "link"
_LIST = 1 << 20
"""Bytes of the largest list of names."""

PUT = "briefpress.put"
"""The audit event (PEP 578) of a file that was put into a folder: its path and its bytes."""


def replace_together(folder: Path, contents: Mapping[str, bytes], root: Path | None = None) -> tuple[Path, ...]:
    """Put files into a folder as one; their paths. What the folder holds beside them stays.

    Where `root` is given nothing is written outside of it: raises OutsideBriefError where the folder is a link that
    leads there. Raises OSError where the files can't be written, with the folder as it was; TimeoutError, which is one,
    where another build doesn't come to an end there.
    """
    if root is not None:
        files.inside(root, folder)
    folder.mkdir(parents=True, exist_ok=True)
    real = folder.resolve()
    if not os.access(real, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(folder))
    for name in contents:
        if (real / name).is_dir():
            raise IsADirectoryError(f"`{(folder / name).as_posix()}` is a folder")
    home = _home(real, root)
    with turn(home, PATIENCE) as alone:
        _mend(home, real, alone=alone)
        aside = Path(tempfile.mkdtemp(dir=home, prefix=_prefix(real)))
        try:
            _write_aside(aside, contents)
            if home == real or not _exchange(aside, real, contents):
                _decide(aside)
                _move(aside, real, contents)
        finally:
            _clear(aside, real)
    for name, data in contents.items():
        sys.audit(PUT, str(real / name), data)
    return tuple(folder / name for name in contents)


def mend(folder: Path, root: Path | None = None) -> None:
    """Finish what a build that was cut off began to put into a folder, or take it away. Others' work is left alone."""
    real = folder.resolve()
    if (root is not None and not files.is_inside(root, real)) or not real.is_dir():
        return
    home = _home(real, root)
    with suppress(OSError):
        if _begun(home, real):
            with turn(home, 0) as alone:
                _mend(home, real, alone=alone)


def _home(real: Path, root: Path | None) -> Path:
    """Where files are written aside: beside the folder, or in it, where nothing may be written beside it.

    Nor is anything written there where other users may: one of them could keep the turn for ever.
    """
    beside, status = real.parent, real.parent.stat()
    may = os.access(beside, os.R_OK | os.W_OK | os.X_OK) and status.st_dev == real.stat().st_dev
    shared = sys.platform != "win32" and bool(status.st_mode & (stat.S_ISVTX | stat.S_IWOTH))
    return beside if may and not shared and (root is None or files.is_inside(root, beside)) else real


def _prefix(real: Path) -> str:
    return f".{real.name}.new-"


def _begun(home: Path, real: Path) -> list[Path]:
    with os.scandir(home) as there:
        ours = [entry for entry in there if entry.name.startswith(_prefix(real)) and _is_own(entry)]
    return [Path(entry.path) for entry in ours if entry.is_dir(follow_symlinks=False)]


def _is_own(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is this user's, and nobody else may put anything into it."""
    status = entry.stat(follow_symlinks=False)
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & stat.S_IWOTH)


def _mend(home: Path, real: Path, *, alone: bool) -> None:
    """With the turn to write, nobody who lives has begun what is there; without locks, nobody so long ago."""
    for aside in _begun(home, real):
        if alone:
            _settle(aside, real, _decided(aside))
            continue
        with suppress(FileNotFoundError):  # another build does the same
            if aside.stat().st_mtime < time.time() - LEFT:
                decided = _decided(aside)
                _settle(aside, real, () if _is_outdone(aside, real, decided) else decided)


def _settle(aside: Path, real: Path, names: Collection[str]) -> None:
    _move(aside, real, names)
    _clear(aside, real)


def _decided(aside: Path) -> Collection[str]:
    """The names of the files that are to be moved; none where that was not decided, or the list is none of ours."""
    try:
        return _names(aside / _DECIDED)
    except OSError:
        return ()


def _is_outdone(aside: Path, real: Path, names: Collection[str]) -> bool:
    """Whether another build has put files there since: to finish the older edition then would mix the two."""
    there = [real / name for name in names if (real / name).exists()]
    return any(path.stat().st_mtime_ns > (aside / _DECIDED).stat().st_mtime_ns for path in there)


def _write_aside(aside: Path, contents: Mapping[str, bytes]) -> None:
    _write(aside / ".gitignore", b"*\n")
    (aside / _NEW).mkdir()
    for name, data in contents.items():
        _write(aside / _NEW / name, data)
    _write(aside / _LISTED, b"\0".join(map(os.fsencode, contents)))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _exchange(aside: Path, real: Path, names: Collection[str]) -> bool:
    """Let the new files be there at one moment; whether that could be done."""
    new = aside / _NEW
    try:
        if not _links(real, new, names):
            return False
        new.chmod(stat.S_IMODE(real.stat().st_mode))
        exchanging.exchange(new, real)
    except OSError:
        return False
    with suppress(OSError):  # the edition is there: what follows is for the sake of who stands in the folder
        old = new
        for name in names:
            (aside / _LINK).hardlink_to(real / name)
            (aside / _LINK).replace(old / name)
        if _links(real, old, names):
            exchanging.exchange(old, real)
    return True


def _links(here: Path, there: Path, names: Collection[str]) -> bool:
    """Let all that a folder holds, but the files of these names, be in another, too; False where it can't be."""
    with os.scandir(here) as held:
        others = [entry for entry in held if entry.name not in names and not os.path.lexists(there / entry.name)]
    if any(entry.is_dir(follow_symlinks=False) for entry in others):
        return False
    for entry in others:
        os.link(entry.path, there / entry.name, follow_symlinks=False)
    return True


def _decide(aside: Path) -> None:
    (aside / _LISTED).replace(aside / _DECIDED)


def _move(aside: Path, real: Path, names: Collection[str]) -> None:
    for entry in _held(aside):
        if entry.name in names:
            Path(entry.path).replace(real / entry.name)


def _clear(aside: Path, real: Path) -> None:
    """Take away what was written aside. What others put into the folder meanwhile is given to it."""
    with suppress(OSError):
        ours = _names(aside / _LISTED)
        for entry in _held(aside):
            if entry.name not in ours and not os.path.lexists(real / entry.name):
                Path(entry.path).replace(real / entry.name)
    shutil.rmtree(aside, ignore_errors=True)


def _names(listed: Path) -> set[str]:
    return {os.fsdecode(name) for name in plainfile.read(listed, _LIST).split(b"\0")}


def _held(aside: Path) -> list[os.DirEntry[str]]:
    """The plain files that are kept aside. A brief may come from strangers: no link is followed, nor moved."""
    new = aside / _NEW
    if new.is_symlink() or not new.is_dir():
        return []
    with os.scandir(new) as there:
        return [entry for entry in there if entry.is_file(follow_symlinks=False)]
