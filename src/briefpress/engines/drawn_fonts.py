"""Drawings in SVG in; the fonts of this machine that vl-convert sets their letters in, out.

It measures every word of a chart as it lays it out, and takes a letter that a family lacks from any font of the
machine. It tells of none; but the PDF that it makes of a drawing holds them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from briefpress.engines import fonts, machine_fonts, vega


def of_each(drawings: Sequence[str]) -> list[dict[str, str]]:
    """Of each drawing the SHA-256 of the fonts of this machine that it is written in, by the names of their files.

    Raises StageError: ENG001 vl-convert isn't there, ENG002 it or fontconfig failed, ENG003 that ran past its time.
    """
    own = {Path(face.file).stem for face in fonts.FACES if face.path is not None}
    return [machine_fonts.named(_names(svg) - own) if _needs_more(svg) else {} for svg in drawings]


def _needs_more(svg: str) -> bool:
    """Whether a drawing may have letters that the program's own fonts lack, or asks for other fonts first.

    To look is a tenth of a second, which the charts of most briefs needn't cost.
    """
    root: Any = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    words = "".join("".join(text.itertext()) for text in root.iter("{*}text"))
    if not words.strip():
        return False
    if root.xpath("//*[local-name()='style'] | //@style"):
        return True
    first = {stack.partition(",")[0].strip("\"' ") for stack in root.xpath("//@font-family")}
    faces = fonts.of(first)
    return not first or first != {face.family for face in faces} or bool(fonts.lacking(words, faces))


def _names(svg: str) -> set[str]:
    """The PostScript names of the fonts that a drawing is written in."""
    import pikepdf

    with pikepdf.open(io.BytesIO(vega.to_pdf(svg))) as pdf:
        told = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        # A subset's name has six letters and a plus before it (ISO 32000-2, 9.9.2).
        return {str(one["/FontName"]).lstrip("/").rpartition("+")[2] for one in told}
