"""Drawings as a Word document shows them: in dots, of which there are never too many; their letters as they were."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from briefpress import drawings
from briefpress.diagnostics import StageError
from briefpress.engines import vega
from briefpress.word.dots import MOST
from briefpress.word.shots import Shot, shots

LATIN = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15">Fl\xfc\xdfe</text></svg>'
).encode("latin-1")


def shot(size: str, inner: str = '<rect width="10" height="10"/>') -> Shot:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inner}</svg>'
    return shots({"images/a.svg": svg.encode()}, vega.rasters)["images/a.svg"]


def dots(one: Shot) -> tuple[int, int]:
    with Image.open(io.BytesIO(one.data)) as picture:
        return picture.size


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ('width="8000" height="6000"', (8000, 6000)),
        ('width="60000" height="60000"', (60000, 60000)),
        ('viewBox="0 0 1e6 5e5"', (1e6, 5e5)),
        ('width="1000cm" viewBox="0 0 10 10" height="5000mm"', (37795, 18898)),
    ],
)
def test_a_huge_drawing_gets_no_more_dots_than_a_sheet_shows_and_keeps_its_shape(size, shown):
    one = shot(size)
    assert max(dots(one)) == pytest.approx(MOST, abs=2)
    assert one.size == pytest.approx(shown, rel=0.001)


def test_a_drawing_that_says_no_size_has_that_of_css_whatever_is_in_it():
    assert shot("", '<rect width="1e6" height="1e6"/>').size == (300, 150)
    assert shot('width="30"', '<rect width="1e6" height="1e6"/>').size == (30, 150)


def test_a_drawing_of_a_plain_size_has_288_dots_to_the_inch():
    assert dots(shot('width="1in" height="48pt"')) == (288, 192)


def test_a_drawing_that_no_page_can_show_is_refused_in_words():
    for size in ('width="1e9" height="1"', 'width="-5" height="5" viewBox="0 0 9 9"'):
        with pytest.raises(StageError) as told:
            shot(size)
        assert told.value.diagnostics[0].code == "ENG002"


def test_a_drawing_in_other_letters_than_utf_8_keeps_its_words():
    said = drawings.text(LATIN)
    assert "Flüße" in said
    assert "encoding" not in said
    assert "Flüße" in drawings.with_letters(said, "de")[0]
    assert shots({"a.svg": LATIN}, vega.rasters)["a.svg"].size == (60, 20)
