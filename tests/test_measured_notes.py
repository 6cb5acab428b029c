"""Notes are measured once each, and print to the same bytes as where WeasyPrint measures them all again and again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefpress.engines import measured_notes
from briefpress.engines.weasyprint import print_page, warm

NOTES = (
    "A short one.",
    "A long one, which needs more lines than one. " * 6,
    '<p style="margin: 5pt 0">Two</p><p style="margin: 9pt 0 7pt">paragraphs</p>',
    "<ul><li>a list<li>of two</ul>",
    "<table><tr><th>a<td>table<tr><th>and<td>more</table>",
    '<b style="float: right">afloat</b> What goes round it. ' * 2,
    '<p>One page</p><p style="break-before: page; break-inside: avoid">and another.</p>',
    '<i style="position: absolute; right: 0">aside</i>A mark.',
)
WITHIN = 'It has <span class="note">a note of its own</span>.'
AREAS = {
    "with a rule": "padding-top: 4pt; border-top: 1pt solid",
    "bare": "",
    "with margins that meet those of its notes": "margin: 9pt 3pt 0",
    "bounded": "max-height: 40mm",
}
STYLES = {
    "on the line's page": "footnote-policy: line; position: relative",
    "moved down": "position: relative; top: 3pt; margin: 4pt 0 -2pt",
    "whole": "footnote-policy: block; margin-top: 6pt",
}


def _page(area: str, style: str, notes: Sequence[str] = NOTES) -> str:
    said = "".join(
        f'<p>{"Words that stand above. " * (i % 5)}<span class="note">{i} {notes[i % len(notes)]}</span></p>'
        for i in range(36)
    )
    return f"""<html lang="en"><title>A</title><style>
@page {{ size: 100mm 130mm; margin: 9mm; @footnote {{ {area} }} }}
html {{ font: 9pt/12pt serif; orphans: 2; widows: 2 }} .note {{ float: footnote; {style} }}</style>{said}"""


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("area", AREAS.values(), ids=AREAS)
def test_notes_that_are_measured_once_print_to_the_same_bytes(monkeypatch, area, style):
    once = print_page(_page(area, style), {}).data
    monkeypatch.setattr(measured_notes, "_up_to", lambda *_: ())
    assert print_page(_page(area, style), {}).data == once


def test_notes_within_notes_print_to_the_same_bytes(monkeypatch):
    page = _page(AREAS["with a rule"], STYLES["on the line's page"], (*NOTES, WITHIN))
    once = print_page(page, {}).data
    monkeypatch.setattr(measured_notes, "_up_to", lambda *_: ())
    assert print_page(page, {}).data == once


def test_a_page_of_notes_lays_each_out_twice_to_measure_and_to_print_it(monkeypatch):
    warm()
    from weasyprint.layout import block

    laid = []
    original = block.block_container_layout

    def counted(context, box, *rest):
        if box.element_tag == "span":
            laid.append(box)
        return original(context, box, *rest)

    monkeypatch.setattr(block, "block_container_layout", counted)
    html = """<style>.note { float: footnote }</style>""" + "".join(
        f'<p>word<span class="note">note {i}</span></p>' for i in range(12)
    )
    assert print_page(f'<html lang="en"><title>A</title>{html}', {}).pages == 1
    assert len(laid) == 24
