"""Source documents of every kind: what is read from them, and what they say of themselves."""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pikepdf
import pytest
import weasyprint
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from briefpress import cache, seals
from briefpress.cli import main
from briefpress.engines.documents import UnreadableError, read
from briefpress.engines.documents.about import About, about
from briefpress.engines.documents.reading import Refusal, Wanted, attempt, read_all
from briefpress.engines.pandoc import program
from briefpress.ledger import Text
from ending import coming_to_an_end

TREATY = (
    "The contracting parties shall keep the river open to ships of every flag",
    "Each party may close a lock for repair, but for no longer than thirty days",
    "The commission sits at Halmer and meets in March, June and October",
)


def blocks(text: Text) -> list[str]:
    return [text.words[p.begin : p.end] for p in text.paragraphs]


def one_line(text: Text) -> list[str]:
    """The paragraphs on one line each, their broken words joined."""
    return [block.replace("-\n", "").replace("\n", " ") for block in blocks(text)]


def by_pandoc(markdown: str, form: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"document.{form}"
        command = [
            program(),
            "-f",
            "markdown",
            "-t",
            form,
            "--standalone",
            "--metadata",
            "title=A title",
            "-o",
            str(out),
        ]
        subprocess.run(command, input=markdown.encode(), check=True, capture_output=True)
        return out.read_bytes()


def printed(body: str, css: str = "") -> bytes:
    style = f"<style>@page {{ size: a5; margin: 2cm }} p {{ margin: 0; text-indent: 1em }} {css}</style>"
    out = weasyprint.HTML(string=f'<html lang="en">{style}{body}</html>').write_pdf()
    assert out is not None
    return bytes(out)


def prose(seed: int, sentences: int) -> str:
    chance = Random(seed)  # noqa: S311
    names = [
        "water",
        "river",
        "lock",
        "harbour",
        "council",
        "minister",
        "agreement",
        "provisional",
        "administration",
        "representative",
        "levy",
    ]
    return " ".join(
        " ".join(chance.choice(names) for _ in range(chance.randint(5, 14))).capitalize() + "."
        for _ in range(sentences)
    )


def packed(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def refused(data: bytes, ending: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(data, ending)
    return caught.value


# Every kind


WRITERS: dict[str, Callable[[str], bytes]] = {
    ".txt": lambda text: text.encode(),
    ".md": lambda text: text.encode(),
    ".html": lambda text: f"<main>{''.join(f'<p>{p}</p>' for p in text.split(chr(10) * 2))}</main>".encode(),
    ".pdf": lambda text: printed("".join(f"<p>{p}</p>" for p in text.split("\n\n"))),
    ".docx": lambda text: by_pandoc(text, "docx"),
    ".odt": lambda text: by_pandoc(text, "odt"),
    ".epub": lambda text: by_pandoc(text, "epub"),
}
WORD = st.text("abcdefghijklmnopqrstuvwxyzéßøл", min_size=1, max_size=12)
PARAGRAPH = st.lists(WORD, min_size=3, max_size=60).map(lambda words: " ".join(["So", *words]) + ".")


@pytest.mark.parametrize("ending", WRITERS)
def test_the_words_that_go_into_a_document_come_out_in_order(ending: str) -> None:
    @settings(max_examples=8 if ending in (".txt", ".html") else 3, deadline=None, derandomize=True, database=None)
    @given(st.lists(PARAGRAPH, min_size=1, max_size=12))
    def holds(paragraphs: list[str]) -> None:
        read_back = [p for p in one_line(read(WRITERS[ending]("\n\n".join(paragraphs)), ending)) if p != "A title"]
        assert " ".join(read_back).split() == " ".join(paragraphs).split()

    holds()


@pytest.mark.parametrize("ending", WRITERS)
def test_every_kind_tells_its_paragraphs_apart(ending: str) -> None:
    assert [
        p for p in one_line(read(WRITERS[ending]("\n\n".join(f"{p}." for p in TREATY)), ending)) if p != "A title"
    ] == [f"{p}." for p in TREATY]


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_bytes_are_the_same_text(ending: str) -> None:
    data = WRITERS[ending](prose(1, 9))
    assert read(data, ending) == read(data, ending.upper())


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".odt", ".epub"])
def test_a_torn_document_is_refused(ending: str) -> None:
    data = WRITERS[ending](prose(2, 30))
    assert refused(data[: len(data) // 2], ending).hint
    assert refused(b"", ending).hint


def test_a_document_without_a_word_is_refused() -> None:
    for ending, data in {".txt": b" \n\n--\n", ".html": b"<p>&nbsp;</p>", ".md": b"---\ntitle: x\n---\n"}.items():
        assert "no word" in str(refused(data, ending))
    assert "no kind of document" in str(refused(b"x", ".xlsx"))


# Text and Markdown


def test_form_feeds_part_the_pages_of_a_text() -> None:
    text = read(b"One.\n\nTwo goes\fon here.\n\nThree.\f", ".txt", 7)
    assert [(p.page, p.number, p.continues) for p in text.paragraphs] == [
        ("7", 1, False), ("7", 2, False), ("8", 1, True), ("8", 2, False),
    ]  # fmt: skip


def test_heads_and_numbers_that_repeat_on_the_pages_of_a_text_are_gone() -> None:
    body = [prose(seed, 4) for seed in range(6)]
    whole = " ".join(body).split()
    parts = [whole[n * len(whole) // 5 : (n + 1) * len(whole) // 5] for n in range(5)]
    pages = []
    for n, part in enumerate(parts):
        rows = ["   ".join(part[at : at + 9]) for at in range(0, len(part), 9)]
        pages.append("\n".join(["The River Papers      Part 2", "", *rows, "", f"       - {n + 1} -"]))
    assert " ".join(read("\f".join(pages).encode(), ".txt").words.split()) == " ".join(whole)


def test_what_repeats_within_the_pages_of_a_text_stays() -> None:
    pages = [f"Chapter {'ABC'[n]}\n\n{prose(n, 3)}\n\nThe vote was taken.\n\n{prose(n + 9, 2)}" for n in range(3)]
    text = read("\f".join(pages).encode(), ".txt")
    assert blocks(text).count("The vote was taken.") == 3
    assert [block for block in blocks(text) if block.startswith("Chapter")] == ["Chapter A", "Chapter B", "Chapter C"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_is_read_in_whatever_encoding_it_has(codec: str) -> None:
    said = "The café – “so it said” – is at number 12.\n"
    assert read(said.encode(codec), ".txt").words == said.strip()


def test_lines_that_no_program_wrapped_are_paragraphs() -> None:
    lines = [prose(3, 4), prose(4, 5), prose(5, 4)]
    assert blocks(read("\n".join(lines).encode(), ".txt")) == lines


def test_markdown_is_read_without_its_markup() -> None:
    body = "The *river* is [**low**](x.html)[^1], \\*so\\* `x` and <b>more</b>.\n\n[^1]: Said so.\n"
    text = f"---\ntitle: No\n---\n# Head\n\n{body}".encode()
    assert blocks(read(text, ".md")) == ["Head", "The river is low, *so* x and more.", "Said so."]


# Web pages


def test_a_page_is_read_without_what_stands_around_its_text() -> None:
    page = b"""<body><header><a>Site</a></header><nav>Home</nav><div class="cookie-banner">We use cookies</div>
      <article><header><h1>Low water</h1></header><p>The river is <b>low</b>.</p><aside><p>A box.</p></aside>
      <script>var x</script><p hidden>Not seen</p><p style="display: none">Nor this</p>
      <div role="dialog">Subscribe</div>
      </article><aside>Other news</aside><footer>Imprint</footer></body>"""
    assert blocks(read(page, ".html")) == ["Low water", "The river is low.", "A box."]
    without = page.replace(b"<article>", b"<div>").replace(b"</article>", b"</div>")
    assert blocks(read(without, ".html")) == ["Low water", "The river is low."]


def test_the_blocks_of_a_page_are_paragraphs_and_the_cells_of_its_rows_stand_apart() -> None:
    page = b"""<main>Bare words<ul><li>One<li>Two <ul><li>Below</ul></ul><p>A line<br>and   another
      <table><tr><th>Year<th>Dead<tr><td><p>2020</p><td>1&nbsp;960</table><dl><dt>Lock<dd>A gate</dl></main>"""
    assert blocks(read(page, ".html")) == [
        "Bare words", "One", "Two", "Below", "A line\nand another", "Year | Dead", "2020 | 1\u00a0960", "Lock",
        "A gate",
    ]  # fmt: skip


def test_the_call_of_a_note_is_no_word_and_a_power_is_no_digit() -> None:
    page = b"""<p>It is low.<sup><a href="#n1">1</a></sup> It holds 10<sup>6</sup> m<sup>3</sup>.</p>
      <p id="n1">1. Said so.</p>"""
    assert blocks(read(page, ".html")) == ["It is low. It holds 10⁶ m³.", "1. Said so."]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<meta charset=iso-8859-1><p>caf\xe9 \x93so\x94".encode("latin-1"), "café “so”"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>река'.encode("cp1251"), "река"),
        ("\ufeff<p>река".encode("utf-16-le"), "река"),
        ("<meta charset=utf-16><p>река".encode(), "река"),
        ("<p>caf\xe9".encode("latin-1"), "café"),
        ("<?xml version='1.0' encoding='koi8-r'?><html><p>река</p></html>".encode("koi8-r"), "река"),
    ],
)
def test_the_encoding_of_a_page_is_found_as_browsers_find_it(page: bytes, said: str) -> None:
    assert read(page, ".html").words == said


def test_a_page_nested_without_end_is_refused_in_bounded_time() -> None:
    with coming_to_an_end():
        assert "nested too deep" in str(refused(b"<main>Low" + b"<div>" * 100_000 + b"<p>high</p>", ".html"))
        assert read(b"<main>" + b"<div>" * 1000 + b"<p>The river is low.</p>", ".html").words == "The river is low."


# Packed documents


WORD_XML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{WORD_XML}"><w:body>{{}}</w:body></w:document>'


def test_tracked_changes_are_read_as_accepted_and_hidden_words_not_at_all() -> None:
    said = """<w:p><w:r><w:t xml:space="preserve">The river is </w:t></w:r>
      <w:del><w:r><w:delText>high</w:delText></w:r></w:del>
      <w:ins><w:r><w:t>low</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>.</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>
      <w:p><w:r><w:t>paragraph.</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>2020</w:t></w:r></w:p></w:tc>
      <w:tc><w:p><w:r><w:t>1,960</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
    text = read(packed({"word/document.xml": BODY.format(said)}), ".docx")
    assert blocks(text) == ["The river is low.", "One paragraph.", "2020 | 1,960"]
    assert {p.page for p in text.paragraphs} == {""}


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_notes_stand_behind_their_paragraph(form: str) -> None:
    text = read(by_pandoc("The river[^1] is low.\n\nThe lock is shut.\n\n[^1]: A note.\n", form), f".{form}")
    said = [(block, p.note) for block, p in zip(blocks(text), text.paragraphs, strict=True)]
    assert said[1:] == [("The river is low.", False), ("A note.", True), ("The lock is shut.", False)]


def book(spine: str, nav: str = "", encryption: str = "") -> bytes:
    html = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{}</body></html>'
    return packed({
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
        **({"META-INF/encryption.xml": encryption} if encryption else {}),
        "O/p.opf": """<package xmlns:dc="x"><metadata><dc:title>Locks</dc:title><dc:creator>Ida Marsh</dc:creator>
          <dc:identifier>urn:isbn:9780306406157</dc:identifier><dc:date>2019</dc:date></metadata><manifest>
          <item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml"
          media-type="application/xhtml+xml"/><item id="n" properties="nav" href="n.xhtml"
          media-type="application/xhtml+xml"/>
          </manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>""",
        "O/n.xhtml": html.format(nav), "O/b b.xhtml": html.format("<p>Last&nbsp;words.</p>"),
        "O/a.xhtml": html.format(spine),
    })  # fmt: skip


def test_a_book_is_read_in_the_order_of_its_spine_by_the_pages_of_its_page_list() -> None:
    nav = '<nav epub:type="page-list"><a href="a.xhtml#x">xii</a><a href="a.xhtml#y">13</a></nav><nav>Contents</nav>'
    spine = '<p>Before.</p><p id="x">The river <span id="y"/>is low.</p><p>Then.</p>'
    text = read(book(spine, nav), ".epub")
    assert [(p.page, p.number, p.continues) for p in text.paragraphs] == [
        ("", 1, False), ("xii", 1, False), ("13", 1, True), ("13", 2, False), ("13", 3, False),
    ]  # fmt: skip
    assert blocks(text) == ["Before.", "The river", "is low.", "Then.", "Last\u00a0words."]


def test_a_page_break_in_a_book_tells_its_own_name() -> None:
    before, within = '<div epub:type="pagebreak" title="Page 4"/>', '<i role="doc-pagebreak" title="5">5</i>'
    text = read(book(f"{before}<p>Low.</p><p>So{within} high.</p>"), ".epub")
    assert [(p.page, p.continues) for p in text.paragraphs] == [("4", False), ("4", False), ("5", True), ("5", False)]


def test_a_book_that_is_encrypted_is_refused_and_one_says_what_it_is() -> None:
    assert "encrypted" in str(refused(book("<p>x</p>", encryption='<enc Algorithm="aes"/>'), ".epub"))
    said = about(book("<p>x</p>"), ".epub")
    assert (said.title, said.authors, said.isbn, said.issued, said.kind) == (
        "Locks", ("Ida Marsh",), "9780306406157", "2019", "book",
    )  # fmt: skip


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    bomb = packed({"word/document.xml": BODY.format("<w:p/>") + " " * (80 << 20)})
    assert len(bomb) < 1 << 20
    assert "far too large" in str(refused(bomb, ".docx"))


def test_a_small_document_that_unpacks_to_much_is_not_read_in_the_process_of_the_build() -> None:
    bomb = packed({"word/document.xml": BODY.format("<w:p/>" * 300_000 + "<w:p><w:r><w:t>Low</w:t></w:r></w:p>")})
    assert len(bomb) < 1 << 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = read_all([Wanted(bomb, ".docx")], cache.Store(None))[0]
    assert isinstance(text, Text)
    assert text.words == "Low"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 150 << 10


def test_a_book_whose_spine_names_a_part_again_has_it_once() -> None:
    package = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
      <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
      <item id="b" href="./a.xhtml" media-type="application/xhtml+xml"/></manifest>
      <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/></spine></package>"""
    container = '<container><rootfile full-path="o.opf"/></container>'
    parts = {"META-INF/container.xml": container, "o.opf": package, "a.xhtml": "<html><body><p>Low</p></body></html>"}
    assert blocks(read(packed(parts), ".epub")) == ["Low"]


def test_a_text_longer_than_any_document_is_refused() -> None:
    assert "more than 20,000,000 letters" in str(refused(b"water " * 3_500_000, ".txt"))


def test_an_archive_of_a_version_or_a_packing_to_come_is_refused_and_says_nothing() -> None:
    whole = packed({"word/document.xml": BODY.format("<w:p/>")})
    entry = whole.rfind(b"PK\x01\x02")
    newer = whole[: entry + 6] + (99).to_bytes(2, "little") + whole[entry + 8 :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", BODY.format("<w:p/>"))
    assert "no DOCX that can be opened" in str(refused(newer, ".docx"))
    assert "packed in a way that its format doesn't have" in str(refused(out.getvalue(), ".docx"))
    assert [about(newer, ending) for ending in (".docx", ".odt", ".epub")] == [About()] * 3


def test_a_row_of_empty_cells_is_read_in_bounded_time() -> None:
    with coming_to_an_end():
        row = "<td>" * 20_000
        text = read(f"<main><table><tr><td>||<td>a{row}b<td>c|<td><td>|{row}</table></main>".encode(), ".html")
    assert text.words.startswith("|| | a | |")
    assert text.words.endswith("| | b | c|")


def test_a_note_that_calls_itself_is_read_once_and_what_is_nested_too_deep_is_refused() -> None:
    call = '<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t>Note</w:t></w:r>{call}</w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD_XML}">{note}</w:footnotes>'
    body = BODY.format(f"<w:p><w:r><w:t>Low</w:t></w:r>{call}</w:p>")
    assert blocks(read(packed({"word/document.xml": body, "word/footnotes.xml": notes}), ".docx")) == ["Low", "Note"]
    deep = "<w:sdt>" * 1500 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:sdt>" * 1500
    assert "nested too deep" in str(refused(packed({"word/document.xml": BODY.format(deep)}), ".docx"))


def test_no_entity_is_expanded_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    doctype = f'<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "{"&a;" * 9}"><!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    body = doctype + BODY.format("<w:p><w:r><w:t>Low &b; &f; water</w:t></w:r></w:p>")
    words = read(packed({"word/document.xml": body}), ".docx").words
    assert "hidden" not in words
    assert "lol" not in words


def test_a_document_that_a_password_locks_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("<p>Low"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    assert "password" in str(refused(out.getvalue(), ".pdf"))
    assert "password" in str(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"))


# PDF


HEADS = """@page { @top-left { content: "The river report" } @top-right { content: string(part) }
  @bottom-center { content: "Page " counter(page) } } h2 { string-set: part content(text) }"""


def test_a_sentence_that_runs_over_a_page_is_whole_and_heads_and_feet_are_gone() -> None:
    paragraphs = [prose(seed, 6) for seed in range(24)]
    css = HEADS + "p { hyphens: auto; text-align: justify }"
    text = read(printed("<h2>One</h2>" + "".join(f"<p>{p}</p>" for p in paragraphs), css), ".pdf")
    assert not any("report" in block or "Page" in block for block in blocks(text))
    whole: list[str] = []
    for block, paragraph in zip(blocks(text), text.paragraphs, strict=True):
        if paragraph.continues:
            whole[-1] += f"\n{block}"
        else:
            whole.append(block)
    assert [w.replace("-\n", "").replace("\n", " ") for w in whole] == ["One", *paragraphs]
    assert sum(p.continues for p in text.paragraphs) >= 2
    assert any("-\n" in block for block in blocks(text))


def test_a_head_drawn_behind_a_word_that_a_page_breaks_is_no_part_of_it() -> None:
    """The program's own PDFs draw heads last: PDFium then joins them to a hyphen at the end of the page."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from briefpress.engines import weasyprint; weasyprint.warm(); "
        "import test_documents as t; t.test_a_sentence_that_runs_over_a_page_is_whole_and_heads_and_feet_are_gone()"
    )
    done = subprocess.run([sys.executable, "-c", script, str(Path(__file__).parent)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-600:]


def test_paragraphs_that_white_parts_are_told_apart() -> None:
    paragraphs = [prose(seed, 1 + seed % 5) for seed in range(14)]
    css = "p { text-indent: 0; margin-bottom: 1em; orphans: 9; widows: 9 }"
    assert one_line(read(printed("".join(f"<p>{p}</p>" for p in paragraphs), css), ".pdf")) == paragraphs


def test_two_columns_are_read_one_after_the_other() -> None:
    paragraphs = [prose(seed, 5) for seed in range(14)]
    body = "<h1>Low water in both of the columns of a page</h1><div>" + "".join(f"<p>{p}</p>" for p in paragraphs)
    css = (
        "div { columns: 2; column-gap: 8mm; text-align: justify; hyphens: auto; font-size: 9pt } h1 { font-size: 15pt }"
    )
    text = read(printed(body, css), ".pdf")
    assert " ".join(one_line(text)).split("page ", 1)[1].replace("- ", "") == " ".join(paragraphs)


def test_columns_drawn_line_by_line_across_the_page_are_read_one_after_the_other() -> None:
    left = [f"left line {n} of a column whose words fill it" for n in range(8)]
    right = [f"right line {n} of a column whose words fill it" for n in range(8)]
    rows = "".join(f"1 0 0 1 40 {700 - n * 12} Tm ({a}) Tj 1 0 0 1 300 {700 - n * 12} Tm ({b}) Tj "
                   for n, (a, b) in enumerate(zip(left, right, strict=True)))  # fmt: skip
    assert read(drawn(f"BT /F 10 Tf {rows} ET"), ".pdf").words.split() == " ".join([*left, *right]).split()


def drawn(*contents: str) -> bytes:
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                BaseFont=pikepdf.Name.Helvetica))  # fmt: skip
    for content in contents:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(content.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_notes_at_the_foot_of_a_page_stand_behind_its_text() -> None:
    css = ".n { float: footnote; font-size: 7pt } ::footnote-call { font-size: 60%; vertical-align: super }"
    body = "".join(
        f'<p>{prose(s, 5)} It ends<span class="n">Note {s} says {prose(s, 1)}</span> here.</p>' for s in range(8)
    )
    text = read(printed(body, css), ".pdf")
    notes = [block for block, p in zip(one_line(text), text.paragraphs, strict=True) if p.note]
    assert notes == [f"{s + 1}. Note {s} says {prose(s, 1)}" for s in range(8)]
    by_page = [(p.page, p.note) for p in text.paragraphs]
    assert by_page == sorted(by_page)
    assert sum("It ends here." in block for block in one_line(text)) >= 6


def test_the_rows_of_a_table_are_paragraphs_with_their_cells_apart() -> None:
    rows = [("North", "1960", "26"), ("South", "2040", "31"), ("East", "11", "4")]
    table = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    text = read(printed(f"<p>{prose(1, 4)}</p><table>{table}</table><p>{prose(2, 4)}", "td { padding: 0 2em }"), ".pdf")
    assert [block for block in blocks(text) if "|" in block] == [" | ".join(row) for row in rows]


STEPS = [
    ("Step", "Who", "By"),
    ("Environmental consent to the works", "The agency of the province", "June 2023"),
    ("Contract for dredging", "Port board", "February 2024, at the latest"),
    ("First stage, to 12.4 metres", "The contractor and its partners abroad", "end of 2026"),
    ("East quay", "Port board", "2028"),
    ("West quay lengthened, and its cranes", "Port board", "2029"),
]


def tabled(rows: list[tuple[str, ...]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows) + "</table>"


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("aligned", ["top", "middle", "bottom"])
@pytest.mark.parametrize("hyphens", ["auto", "none"])
def test_a_cell_of_several_lines_is_whole_wherever_in_its_row_it_stands(
    columns: int, aligned: str, hyphens: str
) -> None:
    css = f"td {{ vertical-align: {aligned}; padding: 2px 6px; width: 8em; hyphens: {hyphens} }} p {{ margin: 1em 0 }}"
    rows = [row[:columns] for row in STEPS]
    text = read(printed(f"<p>{prose(1, 3)}</p>{tabled(rows)}<p>{prose(2, 1)}</p>", css), ".pdf")
    assert one_line(text) == [prose(1, 3), *(" | ".join(row) for row in rows), prose(2, 1)]


def test_a_word_that_is_broken_in_a_cell_is_whole_where_no_white_parts_the_rows() -> None:
    lines = [(700, "Environ-", "June 2023"), (688, "mental", ""), (676, "Contract", "2024"), (664, "Depth", "2030")]
    drawing = "".join(f"1 0 0 1 {x} {y} Tm ({words}) Tj " for y, *cells in lines
                      for x, words in zip((40, 120), cells, strict=True) if words)  # fmt: skip
    assert one_line(read(drawn(f"BT /F 10 Tf {drawing} ET"), ".pdf"))[0] == "Environmental | June 2023"


@pytest.mark.parametrize("padding", ["0 2em", "2px 2em"])
def test_rows_of_single_lines_stay_apart_whatever_stands_in_them(padding: str) -> None:
    rows = [("Grain", "Quality", "Tonnes"), *((name, "good", str(n * 77)) for n, name in enumerate(["rye", "oats"], 5)),
            ("wheat", "poor", "12"), ("spelt", "fair", "7")]  # fmt: skip
    css = f"td {{ padding: {padding} }} tr:first-child td {{ padding-bottom: 9px }}"
    text = read(printed(f"<p>{prose(1, 4)}</p>{tabled(rows)}<p>{prose(2, 4)}</p>", css), ".pdf")
    assert [block for block in blocks(text) if "\n" not in block and "|" in block] == [" | ".join(row) for row in rows]


def test_a_page_is_called_what_its_label_says_or_counted_from_the_first() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("<p>One</p><p style='break-before: page'>Two"))) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r, St=4)])
        pdf.save(out)
    for first, pages in ((None, ["iv", "v"]), (31, ["31", "32"])):
        assert [p.page for p in read(out.getvalue(), ".pdf", first).paragraphs] == pages
    assert [p.page for p in read(printed("<p>One</p><p style='break-before: page'>Two"), ".pdf").paragraphs] == [
        "1",
        "2",
    ]


def test_a_page_that_lies_on_its_side_is_read_like_one_that_stands() -> None:
    paragraphs = [prose(seed, 5) for seed in range(3)]
    standing = printed("".join(f"<p>{p}</p>" for p in paragraphs))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(standing)) as pdf:
        for page in pdf.pages:
            box = [float(edge) for edge in page.mediabox]
            page.contents_add(f"q 0 1 -1 0 {box[3]} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, box[3], box[2]]
            page.Rotate = 90
        pdf.save(out)
    assert one_line(read(out.getvalue(), ".pdf")) == one_line(read(standing, ".pdf"))


def test_a_digit_above_the_line_calls_a_note_or_is_a_power() -> None:
    body = "<p>The river<sup>12</sup> holds 10<sup>6</sup> m<sup>3</sup> at the lock.<sup>3</sup> It is low."
    text = read(printed(body, "sup { font-size: 60% }"), ".pdf")
    assert one_line(text) == ["The river holds 10⁶ m³ at the lock. It is low."]


def scanned(pages: int, *, text: bytes = b"") -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("L", (600, 840), 200 + page) for page in range(pages)]
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:])
    if not text:
        return out.getvalue()
    whole = io.BytesIO()
    with pikepdf.open(out) as scan, pikepdf.open(io.BytesIO(text)) as written:
        scan.pages.insert(1, written.pages[0])
        scan.save(whole)
    return whole.getvalue()


def test_a_scan_is_refused_with_the_way_to_its_letters() -> None:
    error = refused(scanned(3), ".pdf")
    assert str(error) == "it is a scan, pictures without text"
    assert "ocrmypdf" in error.hint
    assert str(refused(scanned(3, text=printed(f"<p>{prose(1, 5)}")), ".pdf")).endswith("; only page 2 has text")


def test_a_picture_among_pages_of_text_is_told_as_unread() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scanned(1))) as scan, pikepdf.open(
        io.BytesIO(printed("".join(f"<p style='break-before: page'>{prose(s, 5)}" for s in range(4))))
    ) as written:  # fmt: skip
        written.pages.insert(2, scan.pages[0])
        written.save(out)
    assert read(out.getvalue(), ".pdf").unread == ("3",)


def test_a_pdf_whose_fonts_do_not_tell_their_letters_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(f"<p>{prose(1, 9)}"))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                letters = thing.ToUnicode.read_bytes()
                thing.ToUnicode = pdf.make_stream(re.sub(rb"(<[0-9a-f]+>) <00([0-9a-f]{2})>", rb"\1 <f0\2>", letters))
        pdf.save(out)
    error = refused(out.getvalue(), ".pdf")
    assert str(error) == "its fonts don't tell which letters their glyphs are"
    assert "--force-ocr" in error.hint


def test_a_pdf_says_what_it_is() -> None:
    people, day = '<meta name="author" content="Ida Marsh">', '<meta name="dcterms.created" content="2023-04-05">'
    said = about(printed(f"<title>Low water</title>{people}{day}<p>x"), ".pdf")
    assert (said.title, said.authors, said.issued, said.lang) == ("Low water", ("Ida Marsh",), "2023-04-05", "en")


# The store


def test_a_text_that_was_read_before_comes_from_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = tmp_path / "brief"
    wanted = [Wanted(WRITERS[ending](prose(1, 3)), ending) for ending in (".txt", ".pdf", ".docx")] + [
        Wanted(b"", ".pdf")
    ]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = cache.store_of(brief)
    assert store.folder
    cold = read_all(wanted, store)
    store.settle()
    assert cold == [attempt(one) for one in wanted]
    assert isinstance(cold[3], Refusal)
    kept = {file.name: store.get(file.name) for file in store.folder.glob("document-*")}
    assert len(kept) == 4
    for name, data in kept.items():
        assert data
        store.put(name, data.replace(b"water", b"brine"))
    store.settle()
    warm = read_all(wanted, store)
    assert all(isinstance(text, Text) and "brine" in text.words for text in warm[:3])
    assert warm[3] == cold[3]
    shifted = read_all([Wanted(wanted[1].data, ".pdf", 40)], store)[0]
    assert isinstance(shifted, Text)
    assert {p.page for p in shifted.paragraphs} == {"40"}
    assert "brine" not in shifted.words


def test_a_text_in_the_store_that_another_machine_put_there_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief, wanted = tmp_path / "brief", [Wanted(b"Low water.", ".txt")]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    theirs = cache.store_of(brief)
    honest = read_all(wanted, theirs)
    theirs.settle()
    (file,) = (theirs.folder or brief).glob("document-*")
    forged = b'[{"words":"High water.","paragraphs":[{"begin":0,"end":11,"number":1}]},null]'
    theirs.put(file.name, forged)
    theirs.settle()
    assert read_all(wanted, theirs) != honest
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert read_all(wanted, cache.store_of(brief)) == honest
    file.write_bytes(forged)
    assert read_all(wanted, cache.store_of(brief)) == honest
    key = tmp_path / "ours/briefpress/seal"
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "entry",
    [
        b"{}",
        b"torn",
        b'[{"words":"High water.","paragraphs":[]},null]',
        b'[{"words":"High water.","paragraphs":[{"begin":0,"end":90,"number":1}]},null]',
        b'[{"words":"High water.","paragraphs":[{"begin":-4,"end":3,"number":1}]},null]',
        b'[{"words":"High water.","paragraphs":[{"begin":0,"end":9,"number":1},{"begin":5,"end":10,"number":2}]},null]',
        b"[null,null]",
    ],
)
def test_an_entry_of_the_store_that_does_not_hold_together_is_as_good_as_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    brief, wanted = tmp_path / "brief", [Wanted(b"Low water.", ".txt")]
    store = cache.store_of(brief)
    honest = read_all(wanted, store)
    store.settle()
    assert store.folder
    (file,) = store.folder.glob("document-*")
    store.put(file.name, entry)
    store.settle()
    assert read_all(wanted, store) == honest


@pytest.mark.parametrize("home", ["file/below", "brief/.cache"])
def test_without_a_place_for_its_seal_outside_of_the_brief_a_machine_reads_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / home))
    texts = read_all([Wanted(b"Low water.", ".txt")], cache.store_of(tmp_path / "brief"))
    assert [text.words for text in texts if isinstance(text, Text)] == ["Low water."]
    assert not (tmp_path / "brief").exists()


def test_a_seal_that_others_could_read_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = seals.seal_of(tmp_path / "brief")
    assert first == seals.seal_of(tmp_path / "brief")
    (tmp_path / "briefpress/seal").chmod(0o644)
    assert seals.seal_of(tmp_path / "brief") != first


def test_the_key_of_another_user_is_neither_used_nor_overwritten_and_doctor_tells_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, key = seals.seal_of(tmp_path / "brief"), tmp_path / "briefpress/seal"
    assert first is not None
    whose = os.getuid()
    with monkeypatch.context() as other:
        other.setattr(os, "getuid", lambda: whose + 1)
        assert seals.seal_of(tmp_path / "brief") is None
        assert f"{key} is another user's" in CliRunner().invoke(main, ["doctor"]).output
    assert key.read_bytes() == first.key
    assert seals.seal_of(tmp_path / "brief") == first
    assert "another user's" not in CliRunner().invoke(main, ["doctor"]).output


def test_several_documents_are_read_side_by_side_in_their_order() -> None:
    wanted = [Wanted(printed(f"<p>Number {n}"), ".pdf") for n in range(4)] + [Wanted(b"x", ".xlsx")]
    texts = read_all(wanted, cache.Store(None))
    assert [text.words for text in texts if isinstance(text, Text)] == [f"Number {n}" for n in range(4)]
    assert isinstance(texts[4], Refusal)


# What they say of themselves


def test_a_page_says_of_itself_what_reference_managers_read() -> None:
    page = b"""<html lang="en-GB"><head><title>T | Harbour</title>
      <meta name="citation_title" content="The river treaty"><meta name="citation_author" content="Marsh, Ida">
      <meta name="citation_author" content="Vale, Jon"><meta name="citation_publication_date" content="2020/04/12">
      <meta name="citation_journal_title" content="Water"><meta name="citation_doi" content="doi:10.1234/abc.5">
      <link rel="canonical" href="https://harbour.example/treaty"></head><body>x</body></html>"""
    found = about(page, ".html")
    assert found == About("The river treaty", ("Ida Marsh", "Jon Vale"), "2020-04-12", "", "Water", "en-GB",
                          "10.1234/abc.5", "", "https://harbour.example/treaty", "", "article-journal")  # fmt: skip


def test_a_page_says_of_itself_what_search_engines_read() -> None:
    page = b"""<html><head><title>T</title><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
      "headline": "The river is low", "author": [{"name": "Ida Marsh"}], "datePublished": "2024-06-12T08:00:00Z",
      "publisher": {"name": "The Gauge"}}]}</script></head><body>x</body></html>"""
    found = about(page, ".htm")
    assert (found.title, found.authors, found.issued) == ("The river is low", ("Ida Marsh",), "2024-06-12")
    assert (found.publisher, found.kind) == ("The Gauge", "article-newspaper")


def test_front_matter_says_what_a_text_is() -> None:
    found = about(b"---\ntitle: River\nauthor: Ministry of Trade and Industry\ndate: 2021-03\n---\n\nx\n", ".md")
    assert (found.title, found.authors, found.issued) == ("River", ("Ministry of Trade and Industry",), "2021-03")


def test_a_document_that_cannot_be_read_says_nothing() -> None:
    for ending in (".pdf", ".docx", ".odt", ".epub", ".xlsx", ".txt"):
        assert about(b"torn", ending) == About()
    assert about(b"---\ntitle: " + b"1" * 5000 + b"\n---\nx", ".md").title == "1" * 2000


def test_a_pdf_whose_metadata_are_torn_says_the_rest_without_a_word_on_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "torn.pdf"
    with pikepdf.open(io.BytesIO(printed("<p>Low"))) as pdf:
        pdf.docinfo["/Title"] = pikepdf.String("The river")
        pdf.Root.Metadata = pdf.make_stream(b"<river/>")
        pdf.save(file, fix_metadata_version=False)
    program = "import sys; from briefpress.engines.documents.about import about\n"
    program += "print(about(open(sys.argv[1], 'rb').read(), '.pdf').title)"
    done = subprocess.run([sys.executable, "-c", program, str(file)], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("The river\n", "")
