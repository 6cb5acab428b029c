"""The letters of a text and the scripts that it is in; subsets of this machine's fonts that have them, out.

Fontconfig tells where they are. A machine without it, or without a font, gives none: the page is then shown in a font
of its reader's. Where fontconfig is there and fails, nothing is known of the fonts, and nothing can be made.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefpress import files, lettering
from briefpress.diagnostics import StageError, finding
from briefpress.engines.fonts import Face, may_be_embedded, subset_of
from briefpress.lettering import Script

_WEIGHTS = {"Regular": 400, "Bold": 700}
_ITALICS = {400: "Italic", 700: "Bold Italic"}
_SECONDS = 20
_HINT = "Run `fc-list` by hand: it lists the fonts of this machine, or says what keeps it from them."


@dataclass(frozen=True, slots=True)
class _Listed:
    """A face as fontconfig tells of it: `index` is its number among those that its file holds, where it has one."""

    family: str
    style: str
    file: str
    index: str
    name: str


@cache
def _listed() -> tuple[_Listed, ...]:
    """The faces of this machine. In order: of two files with one name the same is taken on every run.

    Raises StageError: ENG002 fontconfig failed, ENG003 it ran past its time.
    """
    told = "%{family[0]}|%{style[0]}|%{file}|%{index}|%{postscriptname}\n"
    try:
        done = subprocess.run(
            ["fc-list", ":fontformat", "--format", told],
            capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
    except FileNotFoundError:
        return ()
    except subprocess.TimeoutExpired as error:
        raise StageError(finding("ENG003", f"fc-list was stopped after {_SECONDS} seconds.", hint=_HINT)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise StageError(finding("ENG002", f"fc-list failed: {error}", hint=_HINT)) from error
    lines = sorted(done.stdout.decode("utf-8", "surrogateescape").splitlines())
    return tuple(_Listed(*(line.split("|") + [""] * 4)[:5]) for line in lines)


@cache
def _places() -> dict[tuple[str, str], tuple[str, int]]:
    """The file of each family of Noto and style, with its number in it. Raises StageError as `_listed` does."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for face in _listed():
        ours = face.family.startswith("Noto ") and face.style in (*_WEIGHTS, *_ITALICS.values())
        if ours and face.index.isdigit():
            found.setdefault((face.family, face.style), (face.file, int(face.index) & 0xFFFF))
    return found


def lacking(scripts: Iterable[Script]) -> tuple[str, ...]:
    """The families of scripts that aren't on this machine. Raises StageError as `subsets` does."""
    return tuple(f for s in scripts for f in (s.serif[0], s.sans[0]) if (f, "Regular") not in _places())


def subsets(letters: str, scripts: Iterable[Script], whole: Script | None = None) -> dict[Face, bytes]:
    """The faces of each script with the letters of a text that are its own; of the script `whole`, with all letters.

    Raises StageError (ENG002, ENG003) where fontconfig fails.
    """
    out: dict[Face, bytes] = {}
    for script in scripts:
        own = _own(letters, script, letters if script == whole else "")
        for family in (script.serif[0], script.sans[0]):
            for style, weight in _WEIGHTS.items():
                place = _places().get((family, style))
                made = _subset(*place, own) if place else None
                if made:
                    name = f"{family.replace(' ', '')}-{style}.{'otf' if made[:4] == b'OTTO' else 'ttf'}"
                    out[Face(family, weight, "normal", "", name)] = made
    return out


def italics(letters: str) -> dict[Face, bytes]:
    """Subsets of Noto's italic faces, which have the letters that the house's lack.

    Raises StageError as `subsets` does.
    """
    out: dict[Face, bytes] = {}
    for family in lettering.SLANTED if letters else ():
        for weight, style in _ITALICS.items():
            place = _places().get((family, style))
            made = _subset(*place, letters) if place else None
            if made:
                out[Face(family, weight, "italic", "", f"{family}-{style}.ttf".replace(" ", ""))] = made
    return out


def sources(faces: Iterable[Face]) -> dict[str, str]:
    """The SHA-256 of each file of this machine that faces are subsets of, by the file's name."""
    places = (_places().get((face.family, _style(face))) for face in faces if not face.package)
    return _told(place[0] for place in places if place)


def named(names: Collection[str]) -> dict[str, str]:
    """The SHA-256 of each file of this machine that has a face with one of these PostScript names, by its own name.

    Raises StageError as `subsets` does.
    """
    return _told(face.file for face in _listed() if face.name in names) if names else {}


def of_bytes(contents: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of fonts that are here by their families, by the names of their files.

    One whose file isn't found keeps the name of its family. Raises StageError as `subsets` does.
    """
    wanted = {files.sha256(data): family for family, data in contents.items()}
    sizes = {len(data) for data in contents.values()}
    alike = {face.file for face in _listed() if _size(face.file) in sizes} if contents else set()
    found = {digest: name for name, digest in _told(alike).items() if digest in wanted}
    return {found.get(digest, family): digest for digest, family in wanted.items()}


def _told(places: Iterable[str]) -> dict[str, str]:
    return {Path(file).name: _sha256(file) for file in sorted(set(places))}


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return -1


def _style(face: Face) -> str:
    styles = {("normal", weight): style for style, weight in _WEIGHTS.items()}
    styles |= {("italic", weight): style for weight, style in _ITALICS.items()}
    return styles[face.style, face.weight]


@cache
def _sha256(file: str) -> str:
    return files.sha256(Path(file).read_bytes())


def _own(letters: str, script: Script, more: str) -> str:
    return "".join(sorted({*re.findall(f"[{script.letters}]", letters), *more, " "}))


def _subset(file: str, index: int, letters: str) -> bytes | None:
    try:
        data = Path(file).read_bytes()
    except OSError:
        return None
    return subset_of(data, letters, index) if may_be_embedded(data, index) else None
