"""What each format promises: a tagged PDF, an EPUB without a fault, a web page whole by itself, the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest

from briefpress.engines.validators import File, validate
from conftest import PIXEL, REFERENCES, BriefFolder, Built

FORMS = ("pdf", "epub", "html")
DOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
TITLE = "Rivers & ‘bridges’ <of> the élite"
BRIEF = """\
title: Rivers & "bridges" <of> the élite
subtitle: What remains
authors: [{name: Ida Márš, affiliation: Harbour Institute}, T. Vance]
date: 2026-01-15
edition: "1.0"
lang: en-GB
name: rivers
description: A test & its description.
keywords: [rivers, bridges]
publisher: {name: Harbour Institute, place: Bristol, url: "https://harbour.example"}
identifier: {doi: 10.5555/river.1, issn: 1234-5679, series: Briefs, number: 7}
licence: CC-BY-4.0
citations: {style: STYLE, groups: true, annotations: true}
look: {contents: true, abbreviations: true}
abbreviations: {ICC: International Criminal Court}
"""
FILLING = "\n\n".join(f"The river ran on, past mile {i}, and nobody said a word of it. " * 9 for i in range(8))
ONE = f"""\
# The river & its *banks* [@marsh2020]^[Noted in a heading.] {{#sec:river}}

::: {{.summary title="In brief"}}
What?
:   The ICC met.[^s]
:::

[^s]: First note, with `code`.

    And its second paragraph.

Text [@marsh2020, p. 3; @daily2022]. Then $E = mc^2$.

## A part with “quotes” {{#sec:part}}

![A figure [@survey2023]](p.svg){{#fig:one alt="Dots" source="@court2021." credit="N. Name"}}

![](p.png){{.decorative}} A line with a picture that says nothing.

{FILLING}

Called late.[^late]

[^late]: The late note.
"""
TWO = f"""\
# Méthode & sources

::: {{.box #box:one title="Boxed"}}
- item
- ![Cell](p.png){{#fig:two alt="A pixel"}}
:::

| Head | Number |
|:-----|-------:|
| Row [@court2021] | 1^[Noted in a cell.] |

: A table [@marsh2020] {{#tbl:one source="@survey2023."}}

| a | b |
|---|---|
| 1 | 2 |

```{{.chart #fig:chart}}
data: d.csv
x: k
y: v
caption: A chart
alt: Two bars.
```

@fig:one @fig:two @fig:chart @tbl:one @box:one @sec:river @sec:part

{FILLING}

::: timeline
2020
:   Begun.
:::

# Last of all

```
code <b>&amp;</b> block
```

> A quotation.

Line one<br>line two. <https://example.org/a?b=c&d=e>
"""


def _write(folder: BriefFolder, style: str = "chicago-notes-bibliography", more: str = "") -> BriefFolder:
    files: dict[str, str | bytes] = {
        "report/brief.yaml": BRIEF.replace("STYLE", style) + more, "report/01-one.md": ONE, "report/02-two.md": TWO,
        "report/p.svg": DOT, "report/p.png": PIXEL, "report/d.csv": "k,v\nOne,1\nTwo,2\n",
        "sources/references.yaml": REFERENCES,
    }  # fmt: skip
    return folder.write(files)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief of everything, that cites by author and date: it has more links than one that cites in notes."""
    return _write(BriefFolder(tmp_path_factory.mktemp("dated")), "chicago-author-date").built()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief of everything."""
    return _write(BriefFolder(tmp_path_factory.mktemp("built"))).built()


@pytest.mark.parametrize(("which", "form"), [("built", "pdf"), ("built", "epub"), ("dated", "pdf"), ("dated", "html")])
def test_no_validator_has_anything_against_a_brief_of_everything(request, which, form):
    verdicts = validate([File(form, request.getfixturevalue(which).paths[form], form.upper())], without={"veraPDF"})
    assert len(verdicts) >= 1 + (form != "html")
    assert [d.message for v in verdicts for d in v.findings if d.code != "CHK016"] == []


# the PDF


@pytest.fixture(scope="module")
def pages(built: Built) -> list[str]:
    """The words of each page of the PDF."""
    document = pypdfium2.PdfDocument(built.paths["pdf"])
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def test_the_pdf_is_tagged_and_says_what_it_is(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == f"{TITLE}: What remains"
            assert xmp["dc:creator"] == ["Ida Márš", "T. Vance"]


def _outline(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        yield from walk(outline.root, 0)


def test_the_bookmarks_of_the_pdf_are_its_headings(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        titles = [title for _, title in _outline(pdf)]
    assert titles == [
        TITLE, "Contents", "The river & its banks", "A part with “quotes”", "Méthode & sources", "Last of all",
        "Abbreviations", "References", "Law and documents", "Data", "Literature", "Press",
    ]  # fmt: skip


def test_each_note_stands_at_the_foot_of_the_page_of_its_call(pages):
    late = next(i for i, page in enumerate(pages) if "Called late." in page)
    assert "The late note." in pages[late]
    first = next(i for i, page in enumerate(pages) if "International Criminal Court (ICC) met." in page)
    assert first != late
    for said in ("First note, with code.", "And its second paragraph.", "Noted in a heading."):
        assert said in pages[first]
        assert pages[first].index(said) > pages[first].index("(ICC) met.")


def test_running_heads_and_bookmarks_are_without_the_calls_of_notes(pages):
    assert sum(page.count("The river & its banks") for page in pages) > 3, (
        "in the contents, on the page and above pages"
    )
    assert len(re.findall("its banks\u2060?1", " ".join(pages))) == 1, "the heading alone calls a note"


def test_the_contents_of_the_pdf_name_the_right_pages(pages):
    contents = next(page for page in pages if "Contents" in page)
    listed = re.findall(r"(The river & its banks|Méthode & sources|Last of all|References) (\d+)", contents)
    assert len(listed) == 4
    for title, number in listed:
        assert title in pages[int(number) - 1], (title, number)
        assert f" {number}" in pages[int(number) - 1], "the page bears that number"


def test_the_pdf_has_a_cover_or_a_masthead_and_the_paper_that_is_asked_for(brief):
    sizes, texts = {}, {}
    for paper, cover in (("a4", "true"), ("letter", "false")):
        built = brief("# A\n\nWords.\n", settings=f"look: {{paper: {paper}, cover: {cover}}}\n").built("pdf")
        with pikepdf.open(built.paths["pdf"]) as pdf:
            sizes[paper] = {tuple(round(float(v)) for v in page.mediabox) for page in pdf.pages}
        texts[cover] = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(built.paths["pdf"])]
    assert sizes == {"a4": {(0, 0, 595, 842)}, "letter": {(0, 0, 612, 792)}}
    assert "A test of the river" in texts["true"][0]
    assert "Words." not in texts["true"][0]
    assert "A test of the river" in texts["false"][0]
    assert "Words." in texts["false"][0]


def test_every_link_of_the_pdf_leads_to_a_place_that_it_has(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        places = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        links = [a for page in pdf.pages for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link"]
        inner = [str(link.Dest) for link in links if "/Dest" in link]
    assert len(inner) > 20
    assert set(inner) <= places


# the EPUB


def _home(name: str) -> str:
    return name.rpartition("/")[2]


def test_every_link_of_the_e_book_leads_to_a_place_that_it_has(built):
    chapters = {_home(name): tree for name, tree in built.chapters.items()}
    ids = {(name, e.get("id")) for name, tree in chapters.items() for e in tree.iter() if e.get("id")}
    count = 0
    for name, tree in chapters.items():
        for link in tree.iter("{*}a"):
            file, mark, anchor = unquote(link.get("href")).partition("#")
            if mark and ":" not in file:
                assert ((file or name), anchor) in ids
                count += 1
    assert count > 20


def test_notes_of_the_e_book_are_numbered_through_and_lead_there_and_back(built):
    numbers = []
    for tree in built.chapters.values():
        ids = {e.get("id"): e for e in tree.iter() if e.get("id")}
        for call in tree.iter("{*}a"):
            if call.get("role") == "doc-noteref":
                note = ids[call.get("href")[1:]]
                assert note.get("role") == "doc-footnote"
                back = next(a for a in note.iter("{*}a") if a.get("role") == "doc-backlink")
                assert ids[back.get("href")[1:]] is call
                numbers.append(int("".join(call.itertext())))
                assert "".join(back.itertext()) == str(numbers[-1])
    assert len(numbers) > 8
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_e_book_s_contents_list_its_chapters_by_their_words_alone(built):
    from lxml import etree

    nav = etree.fromstring(built.epub_file("EPUB/nav.xhtml"))
    toc = next(n for n in nav.iter("{*}nav") if n.get("{http://www.idpf.org/2007/ops}type") == "toc")
    entries = [" ".join("".join(a.itertext()).split()) for a in toc.iter("{*}a")]
    wanted = (
        "The river & its banks",
        "A part with “quotes”",
        "Méthode & sources",
        "Last of all",
        "Abbreviations",
        "References",
    )
    assert [e for e in entries if e in wanted] == list(wanted)
    titles = [next(t.iter("{*}title")).text for t in built.chapters.values()]
    assert "The river & its banks" in titles


def test_the_e_book_says_of_itself_what_the_brief_says(built):
    package = built.epub_file("EPUB/content.opf").decode()
    for said in (
        "https://doi.org/10.5555/river.1", "en-GB", "Ida Márš", "T. Vance", "2026-01-15", "Harbour Institute",
        "rivers", "bridges", "A test &amp; its description.", "MathML", "alternativeText",
    ):  # fmt: skip
        assert said in package


# the web page


def test_the_web_page_asks_for_nothing_but_what_the_reader_follows(built):
    tree = built.html
    for element in tree.iter():
        for name in ("src", "srcset", "data", "poster", "background", "{http://www.w3.org/1999/xlink}href"):
            value = element.get(name)
            assert (value or "#").startswith(("data:", "#")), (element.tag, name, value)
        if element.tag in ("script", "iframe", "object", "embed", "base"):
            assert element.get("href", element.get("src")) is None
        if element.tag == "link":
            # The address of another page is no file that a browser fetches.
            assert element.get("rel") in ("canonical", "alternate") or element.get("href").startswith("data:")
    css = "".join(tree.xpath("//style/text()"))
    assert "@import" not in css
    assert re.findall(r"url\(\s*(?!['\"]?(?:data:|#))", css) == []


def test_the_web_page_has_one_title_one_language_and_no_id_twice(built):
    tree = built.html
    assert tree.get("lang") == "en-GB"
    assert [h.text_content() for h in tree.xpath("//h1")] == [TITLE]
    assert tree.findtext(".//title") == f"{TITLE}: What remains"
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", i) for i in ids)
    levels = [int(e.tag[1]) for e in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is left out"


def test_every_link_in_the_web_page_leads_to_a_place_that_it_has(built):
    tree = built.html
    ids = {e.get("id") for e in tree.iter() if e.get("id")}
    inner = {unquote(a.get("href")[1:]) for a in tree.iter("a") if (a.get("href") or "").startswith("#")}
    assert inner <= ids


def test_the_letters_of_the_web_page_are_all_in_it_with_the_figures_that_the_look_asks_for(brief):
    import base64
    import io

    from fontTools.ttLib import TTFont

    settings = "subtitle: Łódź\npublisher: {name: Přístav}\nauthors: [Ōta Ž]\n"
    title = "title: A test of the river\ndate: 2026-01-15\n"
    built = brief("# A\n\nWords.\n", settings=settings, title=title).built("html")
    faces = re.findall(r"data:font/otf;base64,([^\"')]+)", built.paths["html"].read_text())
    assert faces
    for face in faces:
        font = TTFont(io.BytesIO(base64.b64decode(face)))
        assert {ord(c) for c in "ŁódźPřístavŌtaŽ"} <= set(font.getBestCmap())
        assert {"onum", "pnum"} <= {f.FeatureTag for f in font["GSUB"].table.FeatureList.FeatureRecord}


# the same bytes

_BUILD = """\
import sys
from pathlib import Path
from briefpress.pipeline import run
from briefpress.running import Request, printing
request = Request(Path(sys.argv[1]))
with printing(request) as printer:
    report = run(request, printer)
assert report.outputs, report.diagnostics
"""


def _hashes(root: Path, **surroundings: str) -> dict[str, str]:
    environment = {**os.environ, **surroundings}
    subprocess.run([sys.executable, "-c", _BUILD, root], env=environment, check=True, cwd=root, capture_output=True)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((root / "output").iterdir())}


@pytest.mark.parametrize("date", ["date: 2026-01-15\n", ""], ids=["dated", "undated"])
def test_two_builds_of_one_brief_in_two_folders_and_two_surroundings_give_the_same_bytes(tmp_path, date):
    one, two = (_write(BriefFolder(tmp_path / name / "x")).root for name in ("one", "a longer name for the other"))
    for root in (one, two):
        settings = root / "report" / "brief.yaml"
        settings.write_text(settings.read_text().replace("date: 2026-01-15\n", date))
    first = _hashes(one, PYTHONHASHSEED="1", TZ="Asia/Yerevan", LC_ALL="C.UTF-8")
    other = _hashes(two, PYTHONHASHSEED="3", TZ="America/New_York", LC_ALL="POSIX", LANG="")
    assert len(first) == 8
    assert first == other
    if date:
        # The charts now come from the store.
        assert first == _hashes(one, PYTHONHASHSEED="2", TZ="UTC", LC_ALL="C")


def test_a_book_whose_brief_lets_pictures_be_without_description_does_not_claim_that_they_have_one(tmp_path):
    checks = "checks: {FIG001: {severity: warning, why: The archive has no descriptions yet.}}\n"
    folder = BriefFolder(tmp_path)
    settings = f"title: A test\nauthors: [Ida Marsh]\ndate: 2026-01-15\n{checks}"
    text = "# A\n\n![The low river](p.png)\n"
    folder.write({"report/brief.yaml": settings, "report/01.md": text, "report/p.png": PIXEL})
    built = folder.built("epub")
    assert [d.code for d in built.report.diagnostics] == ["FIG001"]
    (image,) = [i for c in built.chapters.values() for i in c.iter("{*}img")]
    assert image.get("alt") == "The low river"
    with zipfile.ZipFile(built.paths["epub"]) as book:
        package = book.read("EPUB/content.opf").decode()
    assert "alternativeText" not in package
    assert "Pictures without alternative text: 1 of 1." in package
