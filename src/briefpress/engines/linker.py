"""The names of the shared libraries that print in; that Python's search for them costs nothing, while it holds, out."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from collections.abc import Iterator

_FILES = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)  # fmt: skip
"""What WeasyPrint loads, by the names that the linker knows on Linux."""


@contextlib.contextmanager
def by_file_name() -> Iterator[None]:
    """Have libraries found by the linker alone, where it knows all of them.

    WeasyPrint asks for each by the names that it has on Windows first. For every one that isn't there Python's search
    runs ldconfig, the compiler and its linker: 86 processes, a third of a second. The names of the files come last.
    """
    if not (sys.platform == "linux" and all(map(_is_known, _FILES))):
        yield
        return
    search, ctypes.util.find_library = ctypes.util.find_library, _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _not_found(name: str) -> None:
    """What a search answers that finds nothing."""


def _is_known(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
