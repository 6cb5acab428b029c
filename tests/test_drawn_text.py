"""The words of a drawing are shaped and ordered in print as the words of a paragraph are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from lxml import etree

from briefpress import drawings
from briefpress.engines import vega
from briefpress.engines.weasyprint import print_page


def shown(said: str, text: str) -> list[bytes]:
    """The glyphs that a page shows, by their numbers, in its order: a paragraph's, then a drawing's."""
    html = f"""<html lang="en"><title>A</title><style>p {{ font: 13px Source Sans Pro }}</style>
<p>{said}</p><img alt="a" src="drawing.svg">"""
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">{text}</svg>'
    with pikepdf.open(io.BytesIO(print_page(html, {"drawing.svg": drawn.encode()}).data)) as pdf:
        return [_glyphs(operands) for of in _streams(pdf.pages[0]) for operands, sign in of if str(sign) == "TJ"]


def _streams(holder: Any) -> Iterator[Any]:
    yield pikepdf.parse_content_stream(holder)
    for form in holder.get("/Resources", {}).get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            yield from _streams(form)


def _glyphs(operands: Any) -> bytes:
    return b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))


@pytest.mark.parametrize("said", ["الصادرات والواردات", "שלום עולם", "हिन्दी", "Ausfuhr"])
@pytest.mark.parametrize("anchor", ["start", "end"])
def test_words_of_a_drawing_have_the_glyphs_of_a_paragraph_in_its_order(said: str, anchor: str):
    text = f'<text x="150" y="20" text-anchor="{anchor}" font-family="Source Sans Pro" font-size="13px">{said}</text>'
    whole = b"".join(shown(said, text))
    assert whole[: len(whole) // 2] == whole[len(whole) // 2 :] != b""


def test_letters_with_places_of_their_own_keep_them():
    text = '<text x="10 40 70" y="20" font-family="Source Sans Pro" font-size="13px">abc</text>'
    assert len(shown("", text)) == 3


def test_each_line_of_words_has_its_own_place():
    spec = {
        "data": {"values": [{"said": "one\nand two"}]},
        "mark": {"type": "text", "lineBreak": "\n"},
        "encoding": {"text": {"field": "said"}},
    }
    (svg,) = vega.draw([spec])
    assert [line.get("x") for line in etree.fromstring(svg.encode()).iter("{*}tspan")] == ["0", "0"]


def test_a_drawing_in_a_page_from_the_right_keeps_its_sides():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text text-anchor="end">a</text></svg>'
    (drawing,) = drawings.inline({"wide": svg}, "fig-a")
    assert drawing.get("direction") == "ltr"


def test_a_day_in_arabic_is_read_from_the_right_in_a_drawing():
    mark = "\N{RIGHT-TO-LEFT MARK}"
    spec = {
        "data": {"values": [{"said": said} for said in ("17 أكتوبر 2019", "Oslo (أوسلو)", "2019")]},
        "mark": "text",
        "encoding": {"text": {"field": "said"}},
    }
    (svg,) = vega.draw([spec])
    said = [text.text for text in etree.fromstring(svg.encode()).iter("{*}text")]
    assert said == [f"{mark}17 أكتوبر 2019{mark}", "Oslo (أوسلو)", "2019"]
