"""Pictures and drawings as the sections have them in; the same as Word can show them, with their sizes, out.

Word shows SVG since 2016 alone, in letters of its own machine, so that a chart's words may run into each other: what is
drawn becomes a picture of dots, in the letters of the house.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefpress import drawings, files
from briefpress.charts import sizes
from briefpress.look import Look
from briefpress.model import ResolvedManuscript
from briefpress.word.dots import bounded
from briefpress.word.front import LOGO

_SHOWN = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
"""How files begin that every Word shows, and the endings that their names have."""

_UNIT = 96.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name in the document, its bytes, its width and height in pixels of 96 to the inch."""

    name: str
    data: bytes
    size: tuple[float, float]


Rasters = Callable[[Sequence[tuple[str, float]]], list[bytes]]
"""Makes pictures of drawings, each with the dots that its pixels get."""


def shots(pictures: Mapping[str, bytes], rasters: Rasters) -> dict[str, Shot]:
    """Each picture by its name. Raises StageError (ENG002) of a drawing that no picture can be made of."""
    drawn = {name: bounded(name, drawings.text(data)) for name, data in pictures.items() if _is_drawing(data)}
    made = dict(zip(drawn, rasters(list(drawn.values())), strict=True)) if drawn else {}
    return {name: _shot(name, made.get(name, data), drawn[name][1] if name in drawn else 1)
            for name, data in pictures.items()}  # fmt: skip


def pictures_of(
    manuscript: ResolvedManuscript, drawn: Mapping[str, str], look: Look, rasters: Rasters
) -> dict[str, Shot]:
    """The pictures, the charts and the logo of a brief by the names that its text has for them."""
    charts_here = {name: svg.encode() for name, svg in drawn.items() if sizes.narrow(name) in drawn}
    logo = {LOGO: files.read_inside(manuscript.project.root, look.logo)} if look.logo else {}
    return shots({**manuscript.pictures, **charts_here, **logo}, rasters)


def _is_drawing(data: bytes) -> bool:
    return not data.startswith((*_SHOWN, b"RIFF"))


def _shot(name: str, data: bytes, dots: float) -> Shot:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
        if data.startswith(b"RIFF"):
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            data = out.getvalue()
    ending = next(e for magic, e in _SHOWN.items() if data.startswith(magic))
    plain = re.sub(r"[^A-Za-z0-9-]", "-", PurePosixPath(name).stem)[:40]
    return Shot(f"shots/{plain}-{files.sha256(data)[:12]}{ending}", data, (width / dots, height / dots))
