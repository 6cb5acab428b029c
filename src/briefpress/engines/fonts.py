"""The letters that a page needs in; font files, whole for print or subset for the screen, out."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FEATURES = ("lnum", "onum", "pnum", "tnum", "sups")
"""The OpenType features that a style sheet may ask for, and a subset would lose: the kinds of figures."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font face: its family, weight and style in CSS's words, and its file."""

    family: str
    weight: int
    style: str
    package: str
    file: str

    @property
    def path(self) -> Path | None:
        """The font's file, or None where its package isn't installed."""
        return folder(self.package) / self.file if folder(self.package) else None  # type: ignore[operator]


_Named = tuple[tuple[int, str, str], ...]
_SOURCE: _Named = (
    (400, "normal", "Regular.otf"),
    (400, "italic", "It.otf"),
    (600, "normal", "Semibold.otf"),
    (700, "normal", "Bold.otf"),
    (700, "italic", "BoldIt.otf"),
)
_ROBOTO: _Named = (
    (400, "normal", "Regular.ttf"),
    (400, "italic", "Italic.ttf"),
    (700, "normal", "Bold.ttf"),
    (700, "italic", "BoldItalic.ttf"),
    (900, "normal", "Black.ttf"),
)


def _family(family: str, package: str, stem: str, named: _Named) -> tuple[Face, ...]:
    return tuple(Face(family, weight, style, package, f"{stem}-{name}") for weight, style, name in named)


FACES = (
    *_family("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro", _SOURCE),
    *_family("Source Sans Pro", "font_source_sans_pro", "SourceSansPro", _SOURCE),
    *_family("Roboto", "font_roboto", "Roboto", _ROBOTO),
)
"""The letters of the program's styles: each family has those of Latin, Greek and Cyrillic."""


def of(families: Iterable[str]) -> tuple[Face, ...]:
    """The faces of those families that come with the program; others are the machine's."""
    wanted = set(families)
    return tuple(face for face in FACES if face.family in wanted)


@cache
def folder(package: str) -> Path | None:
    """The folder of a package's font files, or None where it isn't installed."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "files"


def rule(face: Face, address: str) -> str:
    """The @font-face rule of a face whose file is at an address."""
    kind = "truetype" if face.file.endswith(".ttf") else "opentype"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("{address}") format("{kind}"); font-display: swap; }}\n'
    )


def whole(faces: Iterable[Face]) -> dict[Face, bytes]:
    """The bytes of each face that is installed."""
    return {f: f.path.read_bytes() for f in faces if f.path is not None and f.path.is_file()}


def subset(letters: str, faces: Iterable[Face]) -> dict[Face, bytes]:
    """Each face with the letters of a text alone, and the features that the styles use."""
    import uharfbuzz

    out = {}
    for face, data in whole(faces).items():
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update({ord(c) for c in letters} | set(range(0x20, 0x7F)))
        wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
        made = uharfbuzz.subset(uharfbuzz.Face(data), wanted)
        out[face] = bytes(made.blob.data)
    return out
