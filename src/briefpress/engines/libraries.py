"""Nothing in; the versions of the system's libraries that set and print the text, which no lock can pin, out.

Their functions are asked by ctypes, so that WeasyPrint needn't be imported for it.
"""

from __future__ import annotations

import ctypes
import sys
import zlib
from collections.abc import Mapping
from functools import cache

_NAMES = {"pango": ("pango-1.0", "0"), "harfbuzz": ("harfbuzz", "0"), "fontconfig": ("fontconfig", "1")}
"""What each library is called in the name of its file, and the number of its interface."""


@cache
def libraries() -> Mapping[str, str]:
    """The version of each library that is here, by its name: Pango, HarfBuzz, fontconfig, and Python's own zlib."""
    found = {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in _NAMES:
        if (library := _loaded(name)) is not None:
            found[name] = _version(name, library)
    return dict(sorted(found.items()))


def _loaded(name: str) -> ctypes.CDLL | None:
    stem, number = _NAMES[name]
    forms = {
        "win32": (f"lib{stem}-{number}.dll",),
        "darwin": (f"lib{stem}.{number}.dylib", f"lib{stem}.dylib"),
    }
    for form in forms.get(sys.platform, (f"lib{stem}.so.{number}",)):
        try:
            return ctypes.CDLL(form)
        except OSError:
            continue
    return None


def _version(name: str, library: ctypes.CDLL) -> str:
    if name == "fontconfig":
        number = library.FcGetVersion()  # fontconfig.h, FC_VERSION: 10000 major + 100 minor + revision
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    ask = library.pango_version_string if name == "pango" else library.hb_version_string
    ask.restype = ctypes.c_char_p
    said: bytes = ask()
    return said.decode()
