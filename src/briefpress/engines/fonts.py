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
        place = folder(self.package)
        return place / self.file if place else None


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


_BEYOND_LATIN = 0x370


def unslanted(letters: str, faces: Iterable[Face]) -> str:
    """Those letters of a text that an italic face lacks and the upright one beside it has: Cyrillic, Greek."""
    letters = "".join(sorted(c for c in set(letters) if ord(c) >= _BEYOND_LATIN and c.isalpha()))
    if not letters:
        return ""
    import uharfbuzz

    own = {(f.family, f.weight, f.style): set(uharfbuzz.Face(data).unicodes) for f, data in whole(faces).items()}
    pairs = ((there, own.get((family, weight, "normal"), set())) for (family, weight, style), there in own.items()
             if style == "italic")  # fmt: skip
    lacking = set().union(*(upright - there for there, upright in pairs))
    return "".join(c for c in letters if ord(c) in lacking)


def lacking(letters: str, faces: Iterable[Face]) -> str:
    """Those letters of a text that one of some faces hasn't: all of them where none of the faces is installed."""
    import uharfbuzz

    known = [set(uharfbuzz.Face(data).unicodes) for data in whole(faces).values()]
    everywhere = set.intersection(*known) if known else set()
    return "".join(sorted(c for c in set(letters) if ord(c) not in everywhere and not c.isspace()))


def whole(faces: Iterable[Face]) -> dict[Face, bytes]:
    """The bytes of each face that is installed."""
    return {f: f.path.read_bytes() for f in faces if f.path is not None and f.path.is_file()}


def subset(letters: str, faces: Iterable[Face]) -> dict[Face, bytes]:
    """Each face with the letters of a text alone, and the features that the styles use."""
    wanted = letters + "".join(map(chr, range(0x20, 0x7F)))
    return {face: subset_of(data, wanted) for face, data in whole(faces).items()}


def subset_of(data: bytes, letters: str, index: int = 0) -> bytes:
    """A font, of the number that it has in its file, with the letters of a text and what shapes them."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update({ord(c) for c in letters})
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data, index), wanted).blob.data)


def may_be_embedded(data: bytes, index: int = 0) -> bool:
    """Whether a font lets a part of it be put into a document: fsType of its table OS/2 (OpenType 1.9.1)."""
    import uharfbuzz

    table = bytes(uharfbuzz.Face(data, index).reference_table("OS/2").data)
    return len(table) >= 10 and not int.from_bytes(table[8:10], "big") & (RESTRICTED | NO_SUBSETTING)


RESTRICTED, NO_SUBSETTING = 0x0002, 0x0100
