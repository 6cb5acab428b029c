"""Sections are pandoc Markdown, each read alone: front matter, includes, variables, media, languages, HTML."""

from __future__ import annotations

import re

import pikepdf
import pytest
from lxml import etree

from briefpress.engines import pdf_text
from briefpress.spacetables import cuts
from conftest import PIXEL, BriefFolder, Built
from readable import tree

BRIEF = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
FORMS = ("pdf", "epub", "html")


def test_notes_of_one_name_in_two_sections_keep_apart(brief):
    text = "# {0}\n\nSaid {0}.[^1] Again.[^n]\n\n[^1]: Noted {0}.\n[^n]: And {0}.\n"
    built = brief(text.format("one"), text.format("two")).built()
    for form in FORMS:
        words = built.text(form)
        for said in ("Noted one.", "And one.", "Noted two.", "And two."):
            assert words.count(said) == 1, (form, said)


def test_a_section_is_read_alone_so_that_what_one_leaves_open_ends_with_it(brief):
    one = "# One\n\n[link]: https://one.example\n\n<!-- a comment that is never closed\n"
    words = brief(one, "# Two\n\nThe [link] isn't one here.\n").built("html").text("html")
    assert "The [link] isn’t one here." in words


def test_a_title_in_front_matter_is_the_heading_where_the_text_has_none(brief):
    one = "---\ntitle: From the *front*\n---\n\nWords.\n"
    two = "---\ntitle: Not this\n---\n\n# Its own\n\nWords.\n"
    tree = brief(one, two).built("html").html
    assert [h.text_content() for h in tree.xpath("//main//h2")] == ["From the *front*", "Its own"]


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief with parts for one medium."""
    folder = BriefFolder(tmp_path_factory.mktemp("media"))
    files: dict[str, str | bytes] = {
        "report/brief.yaml": BRIEF,
        "report/01-a.md": """\
            # Everywhere

            For all.

            ::: {.only media="paper"}
            For paper.^[Noted on paper.]
            :::

            ::: {.only media="screen ebook"}
            For screens.
            :::

            Words [in print]{.only media=paper}[on a screen]{.only media="screen ebook"}.^[Noted for all.]

            - An item

              ::: {.only media="ebook"}
              In the book.
              :::
            """,
        "report/02-b.md": "---\nmedia: screen\n---\n\n# On the screen alone\n\nScreen words.^[Noted on screen.]\n",
        "report/03-c.md": "---\nmedia: [paper, ebook]\n---\n\n# Not on the screen\n\nOther words.\n",
    }
    return folder.write(files).built()


@pytest.mark.parametrize(
    ("form", "there", "absent"),
    [
        ("pdf", ["For paper.", "Words in print.", "Noted on paper.", "Not on the screen"],
         ["For screens.", "In the book.", "Screen words.", "Noted on screen."]),
        ("html", ["For screens.", "Words on a screen.", "Screen words.", "Noted on screen."],
         ["For paper.", "In the book.", "Not on the screen", "Noted on paper."]),
        ("epub", ["For screens.", "Words on a screen.", "In the book.", "Not on the screen"],
         ["For paper.", "Screen words.", "Noted on paper.", "Noted on screen."]),
    ],
)  # fmt: skip
def test_a_part_for_one_medium_stands_in_that_medium_alone(media, form, there, absent):
    words = media.text(form)
    assert "For all." in words
    assert "Noted for all." in words
    for said in there:
        assert said in words
    for said in absent:
        assert said not in words


def test_a_medium_that_is_none_is_found_be_it_of_a_division_or_of_words(brief):
    found = brief("# A\n\n::: {.only media=print}\nX\n:::\n\n[y]{.only} z\n").found()
    assert [d.code for d in found] == ["SECT006", "SECT006"]


def test_includes_and_variables_stand_as_if_written_there(brief):
    text = """\
        # {{ title }}

        {{ include "parts/one.md" }}

        By {{ who }} of {{ place }}, edition {{ edition }}, {{ identifier.series }}. `{{ who }}` and \\{{ who }}.

        ```
        {{ who }}
        ```
        """
    files = {
        "report/parts/one.md": "Included, {{ who }}.[^1]\n\n[^1]: A note of its own.\n\n{{ include deeper/two.md }}\n",
        "report/parts/deeper/two.md": "![A picture](../../p.png){alt='A pixel'}\n\nDeeper [up](#up).\n\n## Up\n",
        "report/p.png": PIXEL,
    }
    settings = 'edition: "2.0"\nvariables: {who: "I. *Marsh*", place: here}\nidentifier: {series: Papers}\n'
    own = "---\nvariables: {place: there}\n---\n" + "\n".join(line[8:] for line in text.split("\n"))
    built = brief(own, files=files, settings=settings).built()
    for form in FORMS:
        words = built.text(form)
        assert "By I. *Marsh* of there, edition 2.0, Papers. {{ who }} and {{ who }}." in words
        assert "Included, I. *Marsh*." in words
        assert "A note of its own." in words
        assert "Deeper up." in words
    assert len(built.html.xpath("//figure//img")) == 1


def test_a_finding_in_an_included_file_names_that_file_and_its_line(brief):
    files = {"parts/part.md": "First.\n\nSaid [@nosuch].\n"}
    (found,) = brief('# A\n\n{{ include "../parts/part.md" }}\n', files=files).found()
    assert (found.code, str(found.span)) == ("CITE001", "parts/part.md:3:7")


# languages

QUOTED = {
    "en": "“so ‘it’ is”", "en-GB": "‘so “it” is’", "fr": "«\u202fso «\u202fit\u202f» is\u202f»", "de": "„so ‚it‘ is“",
    "ru": "«so „it“ is»", "hy": "«so “it” is»", "ar": "«so ”it“ is»", "he": "”so ’it’ is”",
    "zh": "“so ‘it’ is”", "en-gb": "‘so “it” is’",
}  # fmt: skip


@pytest.mark.parametrize("lang", QUOTED)
def test_quotation_marks_are_those_of_the_language(brief, lang):
    built = brief("# A\n\nSaid \"so 'it' is\".\n", settings=f"lang: {lang}\n").built("html")
    spaces = str.maketrans({"\u00a0": " ", "\u202f": " "})
    assert f"Said {QUOTED[lang]}.".translate(spaces) in built.text("html").translate(spaces)
    assert built.html.get("lang") == lang


def test_a_section_in_another_language_says_so_and_has_its_marks_and_its_direction(brief):
    one = '# English\n\nSaid "so".\n'
    two = '---\nlang: ar\n---\n\n# عربي\n\nقال "كذا".\n\n## فرع\n\nنص.\n'
    built = brief(one, two).built()
    assert "Said “so”." in built.text("html")
    assert "قال «كذا»." in built.text("html")
    spoken = built.html.xpath("//*[@lang='ar']")
    assert spoken
    assert {e.get("dir") for e in spoken} == {"rtl"}
    chapter = next(c for c in built.chapters.values() if "كذا" in "".join(c.itertext()))
    assert [
        e.get("dir")
        for e in chapter.iter()
        if e.get("lang") == "ar" or e.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    ]


@pytest.mark.parametrize("lang", ["ar", "hy", "ru", "zh"])
def test_a_brief_in_another_language_has_no_english_word_of_ours(brief, lang):
    text = "# Ա\n\nԲ.^[Գ] [@daily2022]\n\n| ա | բ |\n|---|---|\n| 1 | 2 |\n"
    settings = f"lang: {lang}\nlook: {{contents: true}}\ntitle: Ծ\n"
    # No font for Chinese comes with the program, and none need be on the machine that runs this.
    forms = ("epub", "html") if lang == "zh" else FORMS
    built = brief(text, settings=settings, title="authors: [Ի]\ndate: 2026-01-15\n").built(*forms)
    ours = re.compile(r"\b(Contents|References|Notes?|Cited|Table|Figure|Back to|Skip|Page|Section)\b")
    for form in forms:
        assert not ours.search(built.text(form)), form
    for chapter in built.chapters.values():
        for element in chapter.iter():
            assert not ours.search(" ".join(v for k, v in element.attrib.items() if k in ("title", "aria-label"))), (
                element.attrib
            )
    for element in built.html.iter():
        assert not ours.search(" ".join(v for k, v in element.attrib.items() if k in ("title", "aria-label"))), (
            element.attrib
        )


def test_a_brief_written_from_the_right_runs_from_the_right_in_every_format(brief):
    built = brief("# قسم\n\nنص عربي.\n", settings="lang: ar\n").built()
    assert built.html.get("dir") == "rtl"
    for chapter in built.chapters.values():
        body = next(chapter.iter("{*}body"))
        assert "rtl" in (chapter.get("dir"), body.get("dir"))
    assert b'page-progression-direction="rtl"' in built.epub_file("EPUB/content.opf")


# HTML and formulas in the Markdown

HTML = """\
    # A

    One<br>two<br/>three. H<sub>2</sub>O and <b>bold</b>.<!-- unseen --> Four&nbsp;five.

    <hr>

    <!-- unseen
    as well -->

    <div class="callout">In a division.</div>

    <img src="p.png" alt="A pixel">

    <table><tr><td>A cell</td></tr></table>
    """


def test_html_without_an_end_tag_comments_and_pictures_in_html_stand_in_every_format(brief):
    built = brief(HTML, files={"report/p.png": PIXEL}).built()
    for form in FORMS:
        words = built.text(form).replace("\u00a0", " ")
        for said in ("two", "three. H2O and bold", "Four five.", "In a division.", "A cell"):
            assert said in words
        assert "unseen" not in words
    assert built.html.xpath("//main//img/@alt") == ["A pixel"]
    assert b"unseen" not in built.paths["html"].read_bytes()


BROKEN = """\
# A <sup>1</sup>

<div>
<p>Never *closed* [@marsh2020]
</div>

<table>
<tr><th>Country<th colspan=2>Value
<tr><td rowspan=2>North[^n]<td>1<td>2
<tr><td>3<td>**4**
</table>

[^n]: A note in a cell.

<ul><li>first<li>second</ul>

<details><summary>More</summary>

What *stands* in it.

</details>

<p align=center>Centred <font color=red>red</font>, <i>unclosed &amp; <b>more</i> so</p>

</span></div> Still here, <kbd>Ctrl</kbd> and [spanned]{style="color: red"}.
"""


CARRIED = ("Never closed", "Country", "North", "A note in a cell.", "first", "second", "More", "What stands in it.",
           "Centred red, unclosed & more so", "Still here, Ctrl and spanned.")  # fmt: skip


def test_html_as_people_write_it_is_carried_into_every_format(brief):
    built = brief(BROKEN).built()
    for form in FORMS:
        words = built.text(form)
        for said in CARRIED:
            assert said in words, (form, said)
        assert "<" not in words
    (table,) = built.html.xpath("//main//table")
    assert [c.get("rowspan") for c in table.xpath(".//td[@rowspan]")] == ["2"]
    assert [c.text for c in table.xpath("./thead//th")] == ["Country", "Value"]
    assert [e.text for e in built.html.xpath("//p//strong")] == ["More", "more", " so"]
    assert [e.text for e in built.html.xpath("//td/strong")] == ["4"]
    assert len(built.html.xpath("//main//li[text()='first' or text()='second']")) == 2


def test_a_section_titled_by_its_front_matter_is_led_to_by_the_contents(brief):
    built = brief("---\ntitle: High water\n---\n\nThe river is high.\n", settings="look: {contents: true}\n").built()
    (line,) = built.html.xpath("//nav//a[contains(., 'High water')]/@href")
    assert built.html.get_element_by_id(line[1:]).xpath("string(.//h2)") == "High water"


def test_a_decorative_picture_has_an_empty_alternative_in_html_and_in_the_book(brief):
    built = brief("# A\n\n![](p.png){.decorative} A line.\n", files={"report/p.png": PIXEL}).built()
    assert built.html.xpath("//main//img/@alt") == [""]
    assert [i.get("alt") for c in built.chapters.values() for i in c.iter("{*}img")] == [""]


def test_sections_may_end_in_markdown(brief):
    folder = brief("# One\n\nFirst.\n", files={"report/02-two.markdown": "# Two\n\nSecond.\n"})
    assert "Second." in folder.built("html").text("html")


HANDMADE = """\
# A

First.<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup> Second<a id="r2" href="#n2"><sup>2</sup></a> m<sup>3</sup>.
Third <sup id="rz1"><a href="#z1">1</a></sup>, and [see](#part) [7](#part).

## Part {#part}

<hr>

<p><a name="_ftn1" href="#_ftnref1">[1]</a> The *one* note.</p>

<p id="n2">The other note [@daily2022]. <a href="#r2">↩</a></p>

<ol><li id="z1">A listed note. <a href="#rz1">^</a></li></ol>
"""


def test_notes_made_by_hand_become_notes_and_nothing_else_does(brief):
    built = brief(HANDMADE, settings="citations: {style: chicago-author-date}\n").built()
    for form in FORMS:
        words = built.text(form)
        for said in ("The one note.", "The other note (Okoro 2022).", "A listed note."):
            assert words.count(said) == 1, (form, said)
    assert built.html.xpath("//main//sup[text()='3' and not(ancestor::a)]")
    assert [a.text for a in built.html.xpath("//main//p/a[@href='#part']")] == ["see", "7"]
    assert len(built.html.xpath("//a[@role='doc-noteref']")) == 3
    assert len(built.report.artifacts[0].inventory.notes) == 3


def test_notes_made_by_hand_that_call_each_other_lose_nothing(brief):
    text = """\
    # A

    Text <a id="r1" href="#n1">1</a>.

    <p><a id="n1" href="#r1">1</a> One, see <a id="r2" href="#n2">2</a>.</p>

    <p><a id="n2" href="#r2">2</a> Two.</p>
    """
    words = brief(text).built("html").text("html")
    assert "One, see" in words
    assert "Two." in words


def test_a_link_with_a_number_to_a_paragraph_that_leads_nowhere_back_is_no_note(brief):
    text = '# A\n\nSee <a href="#x">1</a>.\n\n<p id="x">A paragraph of its own.</p>\n'
    built = brief(text).built("html")
    assert not built.html.xpath("//a[@role='doc-noteref']")
    assert built.html.xpath("//main//a[@href='#x']")


def test_what_runs_or_fetches_is_in_no_artifact_not_even_in_a_draft(brief):
    text = """\
    # A

    <script>alert(1)</script> [b]{onclick="alert(2)"} <video src="/etc/hostname"></video> <b onmouseover="x()">c</b>

    [d](javascript:alert(3)) ![e](https://daily.example/e.png)
    """
    report = brief(text).run(draft=True)
    contents = b"".join(a.data for a in report.artifacts if a.format != "pdf")
    for gone in (b"alert(1)", b"alert(2)", b"onclick", b"onmouseover", b"<video", b"hostname"):
        assert gone not in contents


@pytest.mark.parametrize("form", ["epub", "html"])
def test_formulas_are_mathml_with_their_source_for_those_who_hear_them(brief, form):
    built = brief("# A\n\nSo $E = mc^2$ and $\\frac{a+b}{c}$.\n").built(form)
    assert "E=mc2" in built.text(form).replace(" ", "").replace("\u2009", "")
    pages = [built.html] if form == "html" else built.chapters.values()
    assert [m.get("alttext") for p in pages for m in p.xpath("//*[local-name()='math']")] == [
        "E = mc^2",
        "\\frac{a+b}{c}",
    ]


def test_a_formula_in_a_heading_is_written_in_one_way_wherever_headings_are_listed(brief):
    text = "# The law of $x^2$\n\nLow.\n\n## Its $\\frac{a}{b}$ part\n\nHigh.\n"
    built = brief(text, settings="look: {contents: true}\n").built("pdf", "epub", "html")
    wanted = ["The law of x^2", r"Its \frac{a}{b} part"]
    with pikepdf.open(built.paths["pdf"]) as pdf, pdf.open_outline() as outline:
        marked = [title for item in outline.root for title in (item.title, *(below.title for below in item.children))]
    assert [title for title in marked if title in wanted] == wanted
    nav = etree.fromstring(built.epub_file("EPUB/nav.xhtml"))
    assert nav.xpath("//*[@id='toc']//*[local-name()='a']/text()") == wanted
    assert built.html.xpath("//nav[@class='contents']//a/text()") == wanted
    assert "<title>The law of x^2</title>" in built.epub_file("EPUB/text/ch001.xhtml").decode()


def test_formulas_are_drawn_on_paper_and_tagged_as_such(brief):
    built = brief("# A\n\nSo $E = mc^2$ and $\\text{Անի}_2$.\n").built("pdf")
    told = tree(pdf_text.tags(built.paths["pdf"].read_bytes()))
    assert "Formula Alt=E = mc^2" in told
    assert "Անի" in told, "what the font of formulas hasn't is text"


def test_what_only_looks_like_a_citation_a_label_or_a_division_is_left_alone(brief):
    text = "# A\n\nWrite `[@nosuch]`, a@b.example, `{{ no }}` and:\n\n```\n@nosuch {#fig:x}\n::: callout\n```\n"
    folder = brief(text)
    assert folder.found() == ()
    assert "[@nosuch]" in folder.built("html").text("html")


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "«{}»", "„{}“", "'{}'"])
def test_a_quotation_is_compared_whatever_its_marks(brief, marks):
    files = {"sources/documents/marsh2020.txt": "The river was never in her gift."}
    text = "# A\n\nSaid " + marks.format("The river was ever in her gift") + " [@marsh2020].\n"
    (found,) = brief(text, files=files).found()
    assert found.code == "EVID002"


def test_who_said_a_pulled_quotation_is_no_part_of_it(brief):
    files = {"sources/documents/marsh2020.txt": "The river was never in anyone's gift."}
    text = '# A\n\n::: {.pullquote by="A. Name [@marsh2020]"}\nThe river was never in anyone\'s gift.\n:::\n'
    assert brief(text, files=files).found() == ()


@pytest.mark.parametrize("text", [
    "- - -\n\nA long sentence.\n\n- - -\n",
    "A sentence of\ntwo lines\n--- ---\nand a third one\n",
    "- An item is\n--- ---\nlong enough\n",
    "```\nYear Level\n---- -----\n123456789\n```\n",
    "Jahr  Höhe\n----- ----\n2024  hoch\n",
    "年年  Level\n----- -----\n年年  12\n",
])  # fmt: skip
def test_only_a_word_across_the_edge_of_a_column_of_a_table_of_spaces_is_told(text):
    assert cuts(text) == []


@pytest.mark.parametrize(("text", "line"), [
    ("Yearlong Level\n------ ------\n1234   12\n", 1),
    ("------ ------\n12     12\n123456789  12\n------ ------\n", 3),
    ("-------------\nA      B\nfoo    bar\n------ ------\n1234   8\n\n12345678 abc\n-------------\n", 7),
])  # fmt: skip
def test_a_word_across_the_edge_of_a_column_is_found_in_every_table_of_spaces(text, line):
    assert [stray.line for stray in cuts(text)] == [line]
