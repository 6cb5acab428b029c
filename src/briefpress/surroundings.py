"""This machine in; what of it can change what a build makes — programs' own files, fonts, libraries, settings — out.

It alone says what a machine is. What the keys of stages have of it is told by `versions`, of the same places.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from briefpress import facts
from briefpress.facts import Fact

_VARIABLES = (
    "LC_* LD_* DYLD_* XDG_* FC_* FONTCONFIG_* PANGO_* FREETYPE_* HB_* PYPANDOC_* WEASYPRINT_*"
    " SOURCE_DATE_EPOCH PATH HOME LANG LANGUAGE PYTHONPATH PYTHONHOME PYTHONUTF8 PYTHONOPTIMIZE LOCALAPPDATA WINDIR"
)
"""The names of variables that this program, an engine or a library of it reads: one that comes matters, too."""

_SETTINGS = ("/etc/fonts", "/usr/local/etc/fonts", "/opt/homebrew/etc/fonts", f"{sys.prefix}/etc/fonts")
_FONTS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts",
)  # fmt: skip
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib", "/opt/local/lib",
              f"{sys.prefix}/lib", f"{sys.base_prefix}/lib")  # fmt: skip
PROFILES = ("/usr/share/color/icc", "/usr/local/share/color/icc", "/Library/ColorSync/Profiles")
"""Where systems keep the ICC profiles that programs share."""

_DIRECTORY = re.compile(rb"<dir(?:\s+prefix=[\"'](\w+)[\"'])?[^>]*>\s*([^<]+?)\s*</dir>")


PROGRAM = str(Path(__file__).parent)
"""The folder of this program."""


def surroundings() -> Iterator[Fact]:
    """Facts of the machine, each folder of it once."""
    for kind, name in dict.fromkeys(_named()):
        yield kind, name, facts.state("", kind, name)


def _named() -> Iterator[tuple[str, str]]:
    yield "python", ""
    yield "environ", _VARIABLES
    yield "tree", PROGRAM
    yield from (("packages", path) for path in package_folders())
    yield from fonts()
    yield from (("tree", path) for path in PROFILES)
    yield from (("libraries", path) for path in library_folders())
    yield "installed", "/etc/ld.so.cache"


def fonts() -> Iterator[tuple[str, str]]:
    """What fontconfig chooses letters by: the kinds and the names of facts."""
    yield "program", "fc-list"
    settings = [*_SETTINGS, *_own_settings()]
    yield "environ", "FONTCONFIG_* FC_*"
    yield from (("tree", path) for path in settings)
    yield from (("tree", path) for path in _font_folders(settings))


def _own_settings() -> Iterator[str]:
    """Where fontconfig looks for settings of the user's."""
    yield os.path.expanduser("~/.fonts.conf.d")
    yield str(Path(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")) / "fontconfig")
    if "FONTCONFIG_FILE" in os.environ:
        yield str(Path(os.environ["FONTCONFIG_FILE"]).parent)
    yield from filter(None, os.environ.get("FONTCONFIG_PATH", "").split(os.pathsep))


def _font_folders(settings: list[str]) -> Iterator[str]:
    """Where fonts are, by the system's manner and by what fontconfig's settings name."""
    yield from (os.path.expanduser(path) for path in _FONTS)
    if sys.platform == "win32":
        yield str(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
        yield str(Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts")
    shared = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    yield str(Path(shared) / "fonts")
    for file in [Path("~/.fonts.conf").expanduser(), *(p for s in settings for p in sorted(Path(s).rglob("*.conf")))]:
        try:
            told = file.read_bytes()
        except OSError:
            continue
        for prefix, said in _DIRECTORY.findall(told):
            base = {b"xdg": shared, b"relative": str(file.parent)}.get(prefix, "")
            yield os.path.join(base, os.path.expanduser(os.fsdecode(said)))


def package_folders() -> Iterator[str]:
    """Where Python finds packages, in its order."""
    return (path or os.curdir for path in sys.path if os.path.isdir(path or os.curdir))


def library_folders() -> Iterator[str]:
    """Where shared libraries are, by the system's manner and by what the user names."""
    for folder in _LIBRARIES:
        yield os.path.realpath(folder)
        yield from sorted(os.path.realpath(path) for path in Path(folder).glob("*-linux-*") if path.is_dir())
    for name in ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES"):
        yield from filter(None, os.environ.get(name, "").split(os.pathsep))
