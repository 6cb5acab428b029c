"""Notes in the PDF: each stands once, whole, and on the page of its call or the next."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import pairwise

import pypdfium2
import pytest

from briefpress.engines.weasyprint import print_page

CSS = """
@page { size: 100mm 120mm; margin: 12mm }
body { margin: 0; font: 10pt/14pt serif; orphans: 2; widows: 2 }
p { margin: 0 0 6pt }
.footnote { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 11pt }
"""


def _page(lead: int, paragraphs: int = 30) -> tuple[str, int]:
    """Paragraphs that call four notes each, so that many a page has no room for a line and its notes."""
    count = 0
    body = [f'<div style="height: {lead}pt"></div>']
    for _ in range(paragraphs):
        words = ""
        for _ in range(4):
            count += 1
            note = f"note{count}start " + "more " * (count * 7 % 30) + f"note{count}end"
            words += f'word word word word call{count}x<span class="footnote" id="fn{count}">{note}</span> and word '
        body.append(f"<p>{words}</p>")
    head = f"<head><title>Notes</title><style>{CSS}</style></head>"
    return f"<!DOCTYPE html><html lang=en>{head}<body>{''.join(body)}</body></html>", count


@pytest.mark.parametrize("lead", [0, 24, 40])
def test_no_note_is_lost_where_a_line_fits_only_once_notes_have_moved_on(lead: int):
    html, count = _page(lead)
    data = print_page(html, {}).data
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = " ".join(pages)
    for i in range(1, count + 1):
        assert text.count(f"note{i}start") == 1, f"note {i}"
        assert text.count(f"note{i}end") == 1, f"note {i}"
        call = next(n for n, page in enumerate(pages) if f"call{i}x" in page)
        begin = next(n for n, page in enumerate(pages) if f"note{i}start" in page)
        assert begin - call in (0, 1), f"note {i}"


def _short(lead: int) -> str:
    """Paragraphs of three lines, each with a call in the first or in the last, so that some page has room for one."""
    words = "word " * 12
    body = "".join(
        f'<p>{words * (n % 2)}call{n}x<span class="footnote">note{n}start</span> {words}{words * (1 - n % 2)}</p>'
        for n in range(40)
    )
    head = f"<head><title>Notes</title><style>{CSS}</style></head>"
    return f'<!DOCTYPE html><html lang=en>{head}<body><div style="height: {lead}pt"></div>{body}</body></html>'


@pytest.mark.parametrize("lead", range(0, 45, 3))
def test_a_paragraph_goes_to_the_next_page_before_a_note_leaves_its_call(lead: int):
    with pypdfium2.PdfDocument(io.BytesIO(print_page(_short(lead), {}).data)) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    for n in range(40):
        (call,) = (number for number, page in enumerate(pages) if f"call{n}x" in page)
        (note,) = (number for number, page in enumerate(pages) if f"note{n}start" in page)
        assert note == call, f"note {n}"


LISTS = """# A

The river.[^n]

[^n]: Begin:

    - one
    - two

    1. loose

    2. as well

        - within

    End.
"""


@pytest.mark.parametrize("style", ["institute", "newsroom", "ministry"])
def test_the_items_of_a_list_in_a_note_stand_line_below_line(style, brief):
    pdf = brief(LISTS, settings=f"look: {{style: {style}}}\n").built("pdf").paths["pdf"]
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True, text=True)
    feet = {word: float(foot) for foot, word in re.findall(r'yMax="([\d.]+)">([^<]+)</word>', done.stdout)}
    lines = [feet[word] for word in ("Begin:", "one", "two", "loose", "well", "within", "End.")]
    for above, below in pairwise(lines):
        assert 8 < below - above < 25
