"""A folder in; the turn of one process to write there, for as long as it takes, out.

The lock (flock) is of the folder itself: no file is left behind, and the system gives it back with the process, however
that ends.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # looked at before each use

_PAUSE = 0.02

PATIENCE = 5.0
"""Seconds for which a writer waits who may do without: a stranger can keep the turn for ever."""


@contextmanager
def turn(folder: Path, seconds: float) -> Iterator[bool]:
    """Wait for the turn to write in a folder, and keep it. Whether it is kept: not every system knows such locks.

    Raises TimeoutError where others have theirs for so many seconds, OSError where the folder can't be read.
    """
    if fcntl is None:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _taken(handle, folder, time.monotonic() + seconds, fcntl.LOCK_EX)
    finally:
        os.close(handle)


def _taken(handle: int, folder: Path, end: float, kind: int) -> bool:
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                said = "another build is writing there, and doesn't come to an end"
                raise TimeoutError(errno.ETIMEDOUT, said, str(folder)) from None
            time.sleep(_PAUSE)
        except OSError:  # a file system without locks
            return False
        else:
            return True


@contextmanager
def beside_others(folder: Path, clear: Callable[[], None]) -> Iterator[None]:
    """Write in a folder while others may do so, too. Where nobody does at first, what dead ones left is cleared.

    Nobody can know where the system has no such locks: there it stays. Who keeps the turn to himself is waited for, and
    not for ever. Raises OSError where the folder can't be read.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks, or one who never gives back what he has
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                clear()
            _taken(handle, folder, time.monotonic() + PATIENCE, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)
