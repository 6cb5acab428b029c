"""The page list of the EPUB: each break stands at the word with which the PDF's page begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import pagebreaks
from books import messages
from briefpress.ebook.alignment import Alignment, letters, place_of
from briefpress.ebook.pagelist import set_breaks
from briefpress.engines.pdf_text import Piece, Tag
from briefpress.pipeline import run
from briefpress.running import Request
from conftest import PIXEL, PRINTER, BriefFolder

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "{http://www.idpf.org/2007/ops}type"


# alignment


_PARTS = st.tuples(st.text("abcdefgh", min_size=30, max_size=60), st.booleans(), st.booleans())


@settings(deadline=None)  # a loaded machine is no fault of the text
@given(st.lists(_PARTS, max_size=12, unique_by=lambda part: part[0][:8]))
def test_each_letter_that_two_texts_share_is_found_where_it_stands_in_the_other(parts):
    # No part stands twice, and what stands in one alone is of other letters: which is meant must not be in question.
    here = there = ""
    wanted = {}
    for i, (said, only_here, only_there) in enumerate(parts):
        here += f"{i}9{i}7" * 3 if only_here else ""
        there += "ßöä" * 9 if only_there else ""
        wanted |= {len(here) + k: len(there) + k for k in range(len(said))}
        here, there = here + said, there + said
    found = Alignment(here, there)
    assert {index: found.counterpart(index) for index in wanted} == wanted


def test_of_words_that_stand_twice_those_count_that_go_on():
    assert Alignment("titleonethetext", "titlecontentsoneonethetext").counterpart(5) == 16


@pytest.mark.parametrize("text", ["Straße", "ﬁne", "e\u0301lan", "한국 1", "a—b c", "№ 5", "İzmir"])
def test_a_letter_s_number_leads_to_the_character_that_it_is_in(text):
    for number in range(len(letters(text))):
        at = place_of(text, number)
        assert len(letters(text[:at])) <= number < len(letters(text[: at + 1]))
    assert place_of(text, len(letters(text))) == len(text)


# where a break can stand


def _chapter(body: str) -> Any:
    return etree.fromstring(
        f'<html xmlns="{XHTML}" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>'
    )


def _with_breaks(body: str, *pages: str, labels: tuple[str, ...] = ()) -> str:
    """A chapter's body with its breaks as `[label]`, for a PDF whose pages say what is given."""
    tree = _chapter(body)
    tags = Tag("Document", {}, tuple(Piece(words, number) for number, words in enumerate(pages, 1)))
    set_breaks({"EPUB/text/ch001.xhtml": tree}, tags, labels or tuple(map(str, range(1, len(pages) + 1))))
    out = etree.tostring(tree[0], encoding="unicode")
    out = re.sub(r'<span [^>]*aria-label="([^"]*)"/>', r"[\1]", out)
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", out).removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("body", "pages", "wanted"),
    [
        ("<p>One two three.</p>", ("One ", "two three."), "[1]<p>One [2]two three.</p>"),
        ("<p>One <em>two</em> three.</p>", ("One ", "two three."), "[1]<p>One [2]<em>two</em> three.</p>"),
        ("<p>One.</p><p>Two two.</p>", ("One.", "Two two."), "[1]<p>One.</p>[2]<p>Two two.</p>"),
        ("<p>Gutenbergs Kind.</p>", ("Guten\u00ad", "bergs Kind."), "[1]<p>Gutenbergs[2] Kind.</p>"),
        ("<p>一二三四五六</p>", ("一二三", "四五六"), "[1]<p>一二三[2]四五六</p>"),
        ("<ul><li>Alpha</li><li>Gamma</li></ul>", ("Alpha", "Gamma"), "[1]<ul><li>Alpha</li><li>[2]Gamma</li></ul>"),
        ("<p>Alpha</p><ul><li>Gamma</li></ul>", ("Alpha", "Gamma"), "[1]<p>Alpha</p>[2]<ul><li>Gamma</li></ul>"),
        (
            "<p>Alpha</p><section id='s'><h1>Gamma</h1></section>", ("Alpha", "Gamma"),
            "[1]<p>Alpha</p>[2]<section id=\"s\"><h1>Gamma</h1></section>",
        ),
        (
            "<table><tr><td>Alpha</td></tr><tr><td>Gamma</td></tr></table>", ("Alpha", "Gamma"),
            "[1]<table><tr><td>Alpha</td></tr><tr><td>[2]Gamma</td></tr></table>",
        ),
        (
            "<p>Alpha</p><div><table><caption>Gamma</caption></table></div>", ("Alpha", "Gamma"),
            "[1]<p>Alpha</p>[2]<div><table><caption>Gamma</caption></table></div>",
        ),
        (
            "<p>Alpha</p><figure id='f'><figcaption>Gamma</figcaption></figure>", ("Alpha", "Gamma"),
            "[1]<p>Alpha</p>[2]<figure id=\"f\"><figcaption>Gamma</figcaption></figure>",
        ),
        (
            "<div role='list'><div>Alpha</div><div>Gamma</div></div>", ("Alpha", "Gamma"),
            "[1]<div role=\"list\"><div>Alpha</div><div>[2]Gamma</div></div>",
        ),
        ("<nav><ol><li>Alpha</li><li>Gamma</li></ol></nav><p>Delta</p>", ("Alpha", "Gamma"),
         "[1]<nav><ol><li>Alpha</li><li>Gamma</li></ol></nav>[2]<p>Delta</p>"),
        ("<p>Alpha</p><p>Gamma</p>", ("Alpha", "", "Gamma"), "[1]<p>Alpha</p>[2][3]<p>Gamma</p>"),
        ("<p>Alpha</p><p>Gamma</p>", ("Alpha", "§§ 77777", "Gamma", "8888"), "[1]<p>Alpha</p>[2][3]<p>Gamma</p>[4]"),
        ("<p>Alpha</p><aside role='doc-endnotes'>Gamma</aside>", ("Alpha", "Gamma"),
         "[1]<p>Alpha</p><aside role=\"doc-endnotes\">Gamma</aside>[2]"),
    ],
)  # fmt: skip
def test_a_break_stands_before_all_that_begins_with_its_page_where_html_lets_it(body, pages, wanted):
    assert _with_breaks(body, *pages) == wanted


def test_a_page_that_begins_with_a_picture_begins_before_it():
    tree = _chapter("<p>Alpha</p><figure id='f'><img alt='A tall gauge' src='a.png'/></figure><p>Gamma</p>")
    picture = Tag("Figure", {"Alt": "A tall gauge"}, (Piece("", 2),))
    set_breaks({"a": tree}, Tag("Document", {}, (Piece("Alpha", 1), picture, Piece("Gamma", 2))), ("1", "2"))
    figure = tree.find(f".//{{{XHTML}}}figure")
    assert figure.getprevious().get("aria-label") == "2"


def test_notes_at_the_foot_of_a_page_move_nothing():
    tree = _chapter("<p>Alpha gamma.</p><p>Delta epsilon.</p>")
    note = Tag("Note", {}, (Piece("Delta epsilon.", 1),))
    tags = Tag("Document", {}, (Piece("Alpha ", 1), note, Piece("gamma.", 2), Piece("Delta epsilon.", 3)))
    set_breaks({"a": tree}, tags, ("i", "1", "2"))
    out = re.sub(r"<span [^>]*>", "|", etree.tostring(tree[0], encoding="unicode"))
    assert re.sub(r"<[^>]*>", "", out) == "|Alpha |gamma.|Delta epsilon."


def test_the_id_of_a_break_is_none_that_the_author_gives():
    tree = _chapter("<p id='page-2'>Alpha</p><p>Gamma</p>")
    tags = Tag("Document", {}, (Piece("Alpha", 1), Piece("Gamma", 2)))
    assert [b.id for b in set_breaks({"a": tree}, tags, ("1", "2"))] == ["pdf-page-1", "pdf-page-2"]


# whole editions


def _pages(pdf: bytes) -> list[str]:
    """The letters of each page of a PDF, as PDFium finds them by their place: it knows no tags."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [letters(page.get_textpage().get_text_bounded()) for page in document]


def _ends(words: str) -> tuple[str, str]:
    """Some letters of the first and of the last line of a text."""
    lines = words.strip().splitlines() or [""]
    return letters(lines[0])[:10], letters(lines[-1])[-10:]


def test_every_page_of_the_first_brief_begins_and_ends_in_its_e_book_with_words_of_its_own(repository):
    report = run(Request(repository, until="check"), PRINTER)
    assert pagebreaks.differing(report) == {}
    made = {a.format: a for a in report.artifacts}
    breaks = pagebreaks.of_epub(made["epub"].data)
    pages = _pages(made["pdf"].data)
    assert len(pages) == len(breaks.labels) > 12
    for number, page in list(enumerate(pages, 1))[2:]:
        first, last = _ends(breaks.words[number])
        assert first in page, number
        assert last in page, number
        following = breaks.words.get(number + 1, "")
        assert not following or last + _ends(following)[0] not in page, number


def _long(folder: Path) -> BriefFolder:
    """A brief of all that can stand in the way: notes, side notes, pictures, long tables, texts for one medium."""
    said = "Of item {n} the survey said that water fell by {n} parts, that nobody saw it, and that all paid for it.{x} "
    sections: dict[str, str | bytes] = {"report/pixel.png": PIXEL}
    for s in range(1, 9):
        text = [
            f"# Part {s} of the account {{#sec:part{s}}}",
            f"[^s{s}]: A note of {s}, which runs on. {'And on. ' * 30}",
        ]
        text.append('::: {.only media="paper"}\nOn paper alone stands this.\n:::')
        text.append('::: {.only media="ebook"}\nIn the e-book alone stands this, and it is long. It is long.\n:::')
        for n in range(1, 10):
            number = s * 100 + n
            text.append(f"## Item {number}\n\n" + "".join(said.format(n=number + k, x="") for k in range(n % 4 + 2)))
            text.append(said.format(n=number, x=f"^[Note {number}, with words that the text has: nobody saw it.]"))
            if n % 3 == 0:
                size = "height=60mm" if s % 2 else "height=20mm"
                text.append(f'![Gauge {number}](pixel.png){{#fig:f{number} alt="A gauge {number}" {size}}}')
            if n % 4 == 0:
                rows = "".join(f"| {k} | place | {k * number} |\n" for k in range(s * n))
                text.append(f"| No | Where | Level |\n|---|---|---|\n{rows}\n: Levels {number} {{#tbl:t{number}}}")
            if n % 5 == 0:
                text.append('::: {.box title="Beside"}\n' + said.format(n=1, x="") * 3 + f"[^s{s}]\n:::")
                text.append("::: {.sidenote}\nThe same is said at the side.\n:::")
        sections[f"report/{s:02}-part.md"] = "\n\n".join(text)
    settings = "title: The long account\nauthors: [Ida Marsh]\ndate: 2026-01-15\nlook: {contents: true}\n"
    return BriefFolder(folder).write({"report/brief.yaml": settings, **sections})


def test_every_heading_figure_and_table_of_a_long_brief_has_the_page_of_the_pdf_in_the_e_book(tmp_path):
    built = _long(tmp_path).built("pdf", "epub")
    made = {a.format: a for a in built.report.artifacts}
    assert made["pdf"].pages > 40
    assert pagebreaks.differing(built.report) == {}
    assert messages(built.paths["epub"]) == []
    breaks = pagebreaks.of_epub(made["epub"].data)
    assert sum(i.startswith("tbl-") for i in breaks.page_of) == 16
    pages = _pages(made["pdf"].data)
    begun = {number: _ends(words)[0] for number, words in breaks.words.items()}
    # The cover and the contents, which are three pages, aren't set alike.
    assert [number for number, first in begun.items() if number > 4 and first not in pages[number - 1]] == []


def test_the_page_list_names_each_break_and_the_source_is_the_pdf(brief):
    folder = brief("# One\n\nText.\n", "# Two\n\nMore.\n", settings="identifier: {isbn: 978-1-4028-9462-6}\n")
    built = folder.built("pdf", "epub")
    nav = etree.fromstring(built.epub_file("EPUB/nav.xhtml"))
    (listed,) = (n for n in nav.iter("{*}nav") if n.get(OPS) == "page-list")
    entries = [(a.text, a.get("href")) for a in listed.iter("{*}a")]
    assert [label for label, _ in entries] == pagebreaks.of_pdf(built.paths["pdf"].read_bytes())[0]
    for label, address in entries:
        file, _, anchor = address.partition("#")
        (place,) = (e for e in etree.fromstring(built.epub_file(f"EPUB/{file}")).iter() if e.get("id") == anchor)
        assert (place.get("aria-label"), place.get("role"), place.get(OPS)) == (label, "doc-pagebreak", "pagebreak")
    package = etree.fromstring(built.epub_file("EPUB/content.opf"))
    (source,) = (m.text for m in package.iter("{*}meta") if m.get("property") == "pageBreakSource")
    assert source == "urn:isbn:9781402894626" == package.findtext(".//{*}source")


def test_without_isbn_and_doi_the_source_is_the_identifier_that_the_pdf_has_itself(brief):
    import pikepdf

    built = brief("# One\n\nText.\n").built("pdf", "epub")
    with pikepdf.open(built.paths["pdf"]) as pdf, pdf.open_metadata() as xmp:
        own = xmp["xmpMM:DocumentID"]
    assert f'property="pageBreakSource">urn:{own}<' in built.epub_file("EPUB/content.opf").decode()


def test_an_e_book_that_is_made_without_a_pdf_has_no_pages_and_claims_none(brief):
    built = brief("# One\n\nText.\n").built("epub")
    package = built.epub_file("EPUB/content.opf").decode()
    for claim in ("pageBreakSource", "pageBreakMarkers", "pageNavigation", "dc:source", "PDF"):
        assert claim not in package
    assert b"page-list" not in built.epub_file("EPUB/nav.xhtml")
    assert all(e.get(OPS) != "pagebreak" for tree in built.chapters.values() for e in tree.iter())
