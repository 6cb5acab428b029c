"""Two folders of one file system in; each under the name of the other, at one moment, out."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: a path as it stands (Linux, fcntl.h)."""

_EXCHANGE = 2
"""RENAME_EXCHANGE (Linux, renameat2(2)) and RENAME_SWAP (macOS, renamex_np(2)): the same number."""


def exchange(one: Path, other: Path) -> None:
    """Give each of two folders the other's name. A reader finds the one or the other, and never neither.

    Raises OSError where this system, or this file system, has no such step.
    """
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no way to exchange folders", str(one))
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "no way to exchange folders", str(one))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))
