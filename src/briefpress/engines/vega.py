"""Vega-Lite specifications in; drawings out, in SVG or in dots, by vl-convert.

vl-convert holds Python's lock while it works and takes half a second to start, so a build runs it in a second Python.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from briefpress.diagnostics import StageError, finding
from briefpress.engines import fonts

_COUNTED = re.compile(r'<(?:clipPath|linearGradient|radialGradient) id="(([A-Za-z]+)_?\d+)"')
_OUTWARD = re.compile(r"""url\((?!\s*["']?\s*#)[^)]{0,60}\)?""", re.IGNORECASE)
_FIRST = re.compile("(<text[^>]*>)<tspan>")
_RUN = re.compile(">([^<>]*[\u0590-\u08ff][^<>]*)<")
"""Words with letters of Hebrew or Arabic, and of the scripts beside them."""
_MARK = "\N{RIGHT-TO-LEFT MARK}"


def version() -> str:
    """vl-convert's version. Raises StageError (ENG001) where it isn't there."""
    from importlib import metadata

    try:
        return metadata.version("vl-convert-python")
    except metadata.PackageNotFoundError as error:
        raise _missing() from error


@cache
def warm() -> None:
    """Start vl-convert, which takes longer than drawing, while other engines work.

    Raises StageError (ENG001) where it isn't there.
    """
    _draw({"mark": "bar", "data": {"values": [{"x": 1}]}, "encoding": {"x": {"field": "x", "type": "quantitative"}}})


def draw(specifications: Sequence[dict[str, Any]]) -> list[str]:
    """Each specification as SVG, with letters as text. Nothing is fetched: data is in the specification.

    Raises StageError: ENG001 vl-convert isn't there, ENG002 it failed.
    """
    return [_draw(specification) for specification in specifications]


def attempt(specification: dict[str, Any]) -> tuple[str, str]:
    """A specification that may be at fault, as SVG; or nothing, and what Vega says of it.

    Raises StageError (ENG001) where vl-convert isn't there.
    """
    try:
        drawn: str = _converter().vegalite_to_svg(specification, allowed_base_urls=[])
    except ValueError as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = next((line for line in lines[1:] if not line.startswith("at ")), "no reason given")
        return "", said.partition("Error: ")[2] or said
    return _tidied(drawn), ""


def outward(svg: str) -> str:
    """What in a drawing leads out of it: a link, a picture, or a paint at an address. Nothing where all is within."""
    from lxml import etree

    for element in etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True)).iter("*"):
        if etree.QName(element).localname in ("a", "image", "script", "foreignObject"):
            return f"<{etree.QName(element).localname}>"
        for value in map(str, element.attrib.values()):
            if found := _OUTWARD.search(value):
                return found[0]
    return ""


def rasters(drawings: Sequence[tuple[str, float]]) -> list[bytes]:
    """Each drawing in SVG as a PNG, with so many dots to its pixel. Nothing is fetched.

    Raises StageError as `draw` does. Time and memory go with the dots, which the caller has bounded.
    """
    return [_raster(svg, dots) for svg, dots in drawings]


def to_pdf(svg: str) -> bytes:
    """A drawing in SVG as a PDF, which holds the fonts that it is written in. Raises StageError as `draw` does."""
    try:
        made: bytes = _converter().svg_to_pdf(svg)
    except (ValueError, RuntimeError) as error:
        raise _failed("A drawing can't be looked at for its fonts", error) from error
    return made


def _raster(svg: str, dots: float) -> bytes:
    try:
        made: bytes = _converter().svg_to_png(svg, scale=dots)
    except (ValueError, RuntimeError) as error:
        raise _failed("A drawing can't be made a picture of dots", error) from error
    return made


def _draw(specification: dict[str, Any]) -> str:
    try:
        drawn: str = _converter().vegalite_to_svg(specification, allowed_base_urls=[])
    except ValueError as error:
        raise _failed("A chart can't be drawn", error) from error
    return _tidied(drawn)


def _tidied(svg: str) -> str:
    """A drawing whose clips are numbered from 1, and whose lines of words each have their own place.

    Vega gives none to the first of several lines; WeasyPrint shifts what has none by the breadth of the widest.
    """
    return _RUN.sub(_from_right, _FIRST.sub(r'\1<tspan x="0">', _numbered(svg)))


def _from_right(found: re.Match[str]) -> str:
    """Words that begin with a letter from the right, ordered from there as a whole: "17 أكتوبر 2019" begins with 17."""
    strong = next((kind for c in found[1] if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return found[0] if strong == "L" else f">{_MARK}{found[1]}{_MARK}<"


def _numbered(svg: str) -> str:
    """A drawing whose clips and gradients are numbered from 1: Vega counts them on from drawing to drawing."""
    for n, (name, kind) in enumerate(dict.fromkeys(_COUNTED.findall(svg)), 1):
        svg = svg.replace(f' id="{name}"', f' id="{kind}-{n}"').replace(f'="url(#{name})"', f'="url(#{kind}-{n})"')
    return svg


@cache
def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise _missing() from error
    # Days are drawn as they are written, wherever the machine stands.
    os.environ["TZ"] = "UTC"
    for package in dict.fromkeys(face.package for face in fonts.FACES):
        if (letters := fonts.folder(package)) is not None:
            vl_convert.register_font_directory(str(letters))
    return vl_convert


def _failed(what: str, error: Exception) -> StageError:
    said = [*str(error).strip().splitlines(), "no reason given"]
    return StageError(finding("ENG002", f"{what}: {said[0]}"))


def _missing() -> StageError:
    return StageError(
        finding("ENG001", "vl-convert isn't on this machine.", hint="Run `pip install vl-convert-python`.")
    )
