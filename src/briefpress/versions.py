"""The program, the libraries and the fonts of this machine in; what tells one state of them from another, out."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_NOT_OURS = ("__pycache__",)


@cache
def program() -> str:
    """The SHA-256 of this program's files by their names: what it makes changes with its code, not with its version."""
    digest = hashlib.sha256()
    for place in _files(Path(__file__).parent):
        with open(place, "rb") as stream:  # noqa: PTH123  # hundreds of them, in every build
            data = stream.read()
        digest.update(f"{os.path.basename(place)}\0{len(data)}\0".encode() + data)  # noqa: PTH119
    return digest.hexdigest()


def _files(folder: str | Path) -> list[str]:
    """The files below a folder, in order."""
    found = []
    with os.scandir(folder) as there:
        for file in sorted(there, key=lambda f: f.name):
            if file.is_dir():
                found += _files(file.path) if file.name not in _NOT_OURS else []
            else:
                found.append(file.path)
    return found


@cache
def _installed() -> dict[str, str]:
    """The version of every library that Python finds, by its name in lower case, with `_` for `-`."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208  # as above
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library, _, version = name.rpartition(".")[0].partition("-")
                # The first that Python finds is the one that it imports.
                found.setdefault(library.lower().replace(".", "_"), version)
    return found


def of(*libraries: str) -> dict[str, str]:
    """The version of each library by its name; nothing for one that isn't here."""
    return {name: _installed().get(name.lower().replace("-", "_").replace(".", "_"), "") for name in libraries}


_SETS_TYPE = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi", "libglib-2", "libraqm")
_LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")


@cache
def typesetters() -> str:
    """The shared libraries that letters are set with, by name, which has their version, and size; their SHA-256."""
    found = []
    for folder in (*_LIBRARIES, *map(str, Path("/usr/lib").glob("*-linux-*"))):
        try:
            with os.scandir(folder) as there:
                found += [f"{f.name} {f.stat().st_size}" for f in there if f.name.startswith(_SETS_TYPE)]
        except OSError:
            continue
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


_FONTS = ("~/.fonts", "~/.local/share/fonts", "/usr/local/share/fonts", "/usr/share/fonts")
_CONFIGURED = ("/etc/fonts", "~/.config/fontconfig")


@cache
def fonts() -> str:
    """The SHA-256 of what this machine's fonts are called, how large they are and when they were changed; and of what
    chooses among them. To read them all would take longer than to print.
    """
    digest = hashlib.sha256()
    for variable in ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        digest.update(f"{variable}={os.environ.get(variable, '')}\0".encode())
    said = os.environ.get("XDG_DATA_HOME", "")
    for folder in (*_FONTS, *_CONFIGURED, *([f"{said}/fonts"] if said else [])):
        try:
            places = _files(Path(folder).expanduser())
        except (OSError, RuntimeError):
            continue
        for place in places:
            status = os.stat(place)  # noqa: PTH116  # as above
            digest.update(f"{place}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()
