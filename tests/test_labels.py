"""Figures, tables, boxes and sections: numbered once, named in every format, and found where a label is wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from briefpress import ast
from briefpress.engines import pandoc
from briefpress.model import Manuscript, Project, Section, SourceMap
from briefpress.settings import Brief, SectionMeta
from briefpress.stages.number import number
from conftest import BriefFolder, Built

BRIEF = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
FORMS = ("pdf", "epub", "html")
DOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"

ONE = """\
    # The river {#sec:river}

    Before any of them stands: @fig:late, @tbl:late, @box:late and @sec:bridge.

    ![A first figure](p.svg){#fig:early alt="Dots"}

    | a | b |
    |---|---|
    | 1 | 2 |

    : A first table {#tbl:early}

    ![A figure without a label](p.svg){alt="Dots"}

    ::: {.box #box:early title="A first box"}
    Boxed.
    :::

    ::: {.box title="A box without label"}
    Boxed as well.
    :::
    """
TWO = """\
    # The *bridge* [@marsh2020] and @tbl:early.^[Noted.] {#sec:bridge}

    Group: [@fig:early; @tbl:early]. Alone: [-@fig:early]. Prefix: [see @fig:early, left; and @fig:late].
    Named: @sec:river. In text: @fig:early [right panel]. Box: @box:early.

    ::: {.box #box:late}
    ![A figure in a box](p.svg){#fig:late alt="Dots"}

    | a | b |
    |---|---|
    | 1 | 2 |

    : A table in a box {#tbl:late}
    :::
    """


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two sections whose labels are used in the other."""
    folder = BriefFolder(tmp_path_factory.mktemp("labels"))
    files: dict[str, str | bytes] = {
        "report/brief.yaml": BRIEF,
        "report/01-one.md": ONE,
        "report/02-two.md": TWO,
        "report/p.svg": DOT,
        "sources/references.yaml": "references:\n- {id: marsh2020, type: book, title: Neutrality, issued: 2020}\n",
    }
    return folder.write(files).built()


def _said(built: Built, form: str) -> str:
    return built.text(form).replace("\u00a0", " ")


@pytest.mark.parametrize("form", FORMS)
def test_references_name_what_stands_before_and_behind_them_and_in_other_sections(built, form):
    assert "stands: Figure 3, Table 2, Box 2 and “The bridge and Table 1.”." in _said(built, form)


@pytest.mark.parametrize("form", FORMS)
def test_references_print_in_groups_alone_and_with_words_around_them(built, form):
    words = _said(built, form)
    assert "Group: (Figure 1; Table 1)." in words
    assert "Alone: 1." in words
    assert "Prefix: (see Figure 1, left; and Figure 3)." in words
    assert "Named: “The river”." in words
    assert "In text: Figure 1 (right panel). Box: Box 1." in words


@pytest.mark.parametrize("form", FORMS)
def test_figures_tables_and_labelled_boxes_bear_their_numbers_in_the_order_of_the_text(built, form):
    words = _said(built, form)
    for label in (
        "Figure 1. A first figure", "Table 1. A first table", "Figure 2. A figure without a label",
        "Box 1.", "Figure 3. A figure in a box", "Table 2. A table in a box",
    ):  # fmt: skip
        assert label in words
    if form != "pdf":  # where a box's title hangs in the margin
        assert "Box 1. A first box" in words
    assert "Box 2." in words
    assert "Box 3." not in words


def test_every_reference_in_the_web_page_leads_to_what_it_names(built):
    tree = built.html
    links = tree.xpath("//a[@class='xref']")
    assert len(links) == 13
    for link in links:
        target = tree.get_element_by_id(link.get("href")[1:])
        words = link.text_content().replace("\u00a0", " ")
        if words.startswith(("Figure", "Table", "Box")):
            assert f"{words}." in target.text_content().replace("\u00a0", " ")


def test_every_reference_in_the_e_book_leads_to_its_chapter(built):
    homes = {
        (name.rpartition("/")[2], e.get("id"))
        for name, tree in built.chapters.items()
        for e in tree.iter()
        if e.get("id")
    }
    links = [
        (name.rpartition("/")[2], a.get("href"))
        for name, tree in built.chapters.items()
        for a in tree.iter("{*}a")
        if a.get("class") == "xref"
    ]
    assert len(links) == 13
    for home, href in links:
        file, _, anchor = href.partition("#")
        assert (file or home, anchor) in homes


LANGUAGES = {
    "en": ("Figure 1", "Table 1", "Box 1"),
    "fr": ("Figure 1", "Tableau 1", "Encadré 1"),
    "de": ("Abbildung 1", "Tabelle 1", "Kasten 1"),
    "ru": ("Рисунок 1", "Таблица 1", "Врезка 1"),
    "hy": ("Գծապատկեր 1", "Աղյուսակ 1", "Ներդիր 1"),
    "ar": ("الشكل 1", "الجدول 1", "الإطار 1"),
    "zh": ("图 1", "表 1", "专栏 1"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_and_references_speak_the_language_of_the_brief(brief, lang):
    text = """\
        # A

        See: @fig:a, @tbl:a, @box:a.

        ![Caption](p.svg){#fig:a alt="Dots"}

        | a | b |
        |---|---|
        | 1 | 2 |

        : Caption {#tbl:a}

        ::: {.box #box:a}
        Boxed.
        :::
        """
    built = brief(text, files={"report/p.svg": DOT}, settings=f"lang: {lang}\n").built("html", "epub")
    for form in ("html", "epub"):
        words = _said(built, form)
        # Within a sentence a label is a common noun, which these languages write small.
        names = [n[0].lower() + n[1:] if lang in ("fr", "ru", "hy") else n for n in LANGUAGES[lang]]
        assert re.sub(r"See\s:", "See:", words).count("See: " + ", ".join(names)) == 1
        assert f"{LANGUAGES[lang][0]}{'' if lang == 'zh' else '.'} Caption" in words


ODD_PLACES = """\
    # A

    +--------------------------------------+--------------------------------------+
    | Head                                 | Head                                 |
    +======================================+======================================+
    | ![In a cell](p.svg){#fig:cell alt=x} | [A span]{#spot}                      |
    +--------------------------------------+--------------------------------------+

    Term
    :   Its text.

        ![In a definition](p.svg){#fig:term alt="Dots"}

    - ![In a tight list](p.svg){#fig:list alt="Dots"}
    - An item.

      ::: {.box #box:list title="In a list"}
      Boxed.
      :::

    Text.[^n] @fig:cell @fig:term @fig:list @box:list @fig:note @fig:plain [spot](#spot)

    [^n]: In a note.

        ![In a note](p.svg){#fig:note alt="Dots"}

    ![](p.svg){#fig:plain alt="Without a caption" source="A house."}
    """


def test_what_stands_in_a_cell_a_definition_a_list_and_a_note_is_numbered_and_found(brief):
    built = brief(ODD_PLACES, files={"report/p.svg": DOT}).built()
    for form in FORMS:
        words = _said(built, form)
        assert "Figure 1 Figure 2 Figure 3 Box 1 Figure 4 Figure 5" in words
        assert "Figure 5." in words
        assert "A house." in words


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("# A\n\nSee @fig:none.\n", "REF001", "3:5"),
        ("# A\n\nText.[^1]\n\n[^1]: See [@tbl:none].\n", "REF001", "5:12"),
        ("# A {#sec:a}\n\n## B {#sec:a}\n\nSee @sec:a.\n", "REF002", "3:8"),
        ("# A {#sec:a}\n", "REF003", "1:7"),
        ("# A\n\nSee [there](#none).\n", "LINK001", "3:13"),
        ("# A\n\nSee [there](09-none.md).\n", "LINK001", "3:13"),
        ("# A\n\nSee [there](01-section.md#none).\n", "LINK001", "3:13"),
    ],
)
def test_an_unknown_label_a_label_given_twice_and_one_never_used_are_found_with_their_place(brief, text, code, place):
    (found,) = brief(text).found()
    assert (found.code, str(found.span)) == (code, f"report/01-section.md:{place}")


def test_a_label_given_in_two_sections_is_found_in_the_second_and_names_the_first(brief):
    (found,) = brief("# A {#sec:x}\n\n@sec:x\n", "# B {#sec:x}\n").found()
    assert (found.code, str(found.span)) == ("REF002", "report/02-section.md:1:7")
    assert "report/01-section.md:1:7" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "See ![Words](p.svg){#fig:x alt=Dots} in a line. @fig:x",
        "::: {.callout #box:x}\nA call-out.\n:::\n\n@box:x",
        "## A heading {#fig:x}\n\n@fig:x",
        "[A span]{#sec:x} @sec:x",
    ],
)
def test_a_label_on_a_thing_of_another_kind_is_found_and_the_hint_says_where_such_labels_stand(brief, text):
    (found,) = brief(f"# A\n\n{text}\n", files={"report/p.svg": DOT}).found()
    assert found.code == "REF001"
    assert "is on no" in found.message
    assert found.hint


def test_a_label_on_a_thing_of_another_kind_is_found_also_where_no_reference_uses_it(brief):
    text = "# A\n\nSee ![Words](p.svg){#fig:x alt=Dots} in a line.\n"
    (found,) = brief(text, files={"report/p.svg": DOT}).found()
    assert (found.code, found.span.line) == ("REF003", 3)
    assert "is on no figure" in found.hint


def test_two_sections_with_one_title_and_headings_alike_keep_apart(brief):
    text = "# Notes\n\n## Method\n\nHere [up](#notes) and [down](#method).\n"
    built = brief(text, text).built()
    tree = built.html
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    first, second = tree.xpath("//section[h2='Notes']")
    for section in (first, second):
        for link in section.xpath(".//p/a"):
            assert section in [
                tree.get_element_by_id(link.get("href")[1:]),
                *tree.get_element_by_id(link.get("href")[1:]).iterancestors(),
            ]


def test_links_lead_to_sections_by_their_files_and_to_headings_in_them(brief):
    one = "# One\n\nTo [two](02-section.md), [its part](02-section.md#part), [the part](#part), [own](#one).\n"
    tree = brief(one, "# Two\n\n## Part\n\nText.\n").built("html").html
    links = {
        a.text: tree.get_element_by_id(a.get("href")[1:])[0].text for a in tree.xpath("//p/a[starts-with(@href, '#')]")
    }
    assert links == {"two": "Two", "its part": "Part", "the part": "Part", "own": "One"}


def test_headings_in_letters_of_every_script_are_led_to_in_every_format(brief):
    titles = ["Բաժին երկու", "Раздел", "القسم", "Ενότητα", "Überblick", "2020"]
    sections = [f"# {title}\n\nText.\n" for title in titles]
    links = " ".join(f"[{i}]({i:02}-section.md)" for i in range(2, len(titles) + 2))
    built = brief(f"# Start\n\n{links}\n", *sections).built()
    assert len(built.html.xpath("//p/a[starts-with(@href, '#')]")) == len(titles)


@pytest.mark.parametrize(
    "title", ["Content", "Contents", "Notes", "Abbreviations", "Cite 1", "fn1", "Ref marsh2020", "Refs 1"]
)
def test_a_heading_never_takes_an_id_that_the_pages_themselves_use(brief, title):
    settings = (
        "citations: {groups: true}\nabbreviations: {EU: European Union}\nlook: {abbreviations: true, contents: true}\n"
    )
    built = brief(f"# {title}\n\nThe EU.^[A note.] [@marsh2020]\n", settings=settings).built("html", "epub")
    ids = [e.get("id") for e in built.html.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for chapter in built.chapters.values():
        ids = [e.get("id") for e in chapter.iter() if e.get("id")]
        assert len(ids) == len(set(ids))


def test_sections_bear_numbers_where_the_look_wants_them_but_for_those_without(brief):
    one = "# One {#sec:one}\n\n## Part {#sec:part}\n\n@sec:two, @sec:part, [-@sec:part] and @sec:one.\n"
    two = "# Aside {.unnumbered}\n\n## Below {#sec:below}\n\n@sec:below\n"
    three = "# Two {#sec:two}\n\n## Part\n"
    built = brief(one, two, three, settings="look: {number_sections: true}\n").built()
    for form in FORMS:
        words = _said(built, form)
        assert "Section 2, Section 1.1, 1.1 and Section 1." in words
        assert "“Below”" in words
    headings = [" ".join(h.text_content().split()) for h in built.html.xpath("//main//h2 | //main//h3")]
    assert headings == ["1 One", "1.1 Part", "Aside", "Below", "2 Two", "2.1 Part"]


def test_a_reference_to_what_another_medium_alone_has_is_found(brief):
    text = """\
        # A

        ::: {.only media="paper"}
        ![On paper](p.svg){#fig:paper alt="Dots"}

        Here it is: @fig:paper.
        :::

        Everywhere: @fig:paper and [there](#fig:paper).
        """
    found = brief(text, files={"report/p.svg": DOT}).found()
    assert [(d.code, d.span.line) for d in found] == [("REF001", 9), ("LINK001", 9)]
    assert "ebook, screen" in found[0].message


# what holds for every text

_words = st.lists(
    st.sampled_from(["river", "bridge", "low", "*late*", "`code`", "[link](#a)", "“so”"]), min_size=1, max_size=6
)
_blocks = st.recursive(
    _words.map(" ".join)
    | _words.map(lambda w: "## " + " ".join(w))
    | _words.map(lambda w: f'![{" ".join(w)}](p.png){{alt="x"}}')
    | _words.map(lambda w: f"| a | b |\n|---|---|\n| {w[0]} | 2 |\n\n: {' '.join(w)}"),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
        | inner.map(lambda t: "- " + t.replace("\n", "\n  "))
        | inner.map(lambda t: f"::: callout\n{t}\n:::")
    ),
    max_leaves=8,
)
_PROJECT = Project(root=None, brief=Brief("T"), sections=(), references=())  # type: ignore[arg-type]


def _numbered(blocks: Any) -> Any:
    outcome = number(_PROJECT, Manuscript((Section("report/a.md", SectionMeta(), blocks),), SourceMap()))
    return outcome.value.sections[0].blocks


@settings(max_examples=60, deadline=None)
@given(st.lists(_blocks, min_size=1, max_size=5))
def test_numbering_adds_labels_and_takes_no_word_away(texts):
    blocks = pandoc.read_many(["# A {#a}\n\n" + "\n\n".join(texts)])[0]
    done = _numbered(blocks)
    assert re.sub(r"(Figure|Table) \d+\. ?\n?", "", ast.plain(done)).split() == ast.plain(blocks).split()
    figures = [ast.plain(n["c"][1]) for n in ast.walk(done) if n["t"] == "Figure"]
    assert [int(re.match(r"Figure (\d+)\.", f)[1]) for f in figures] == list(range(1, len(figures) + 1))
    ids = [a[0] for n in ast.walk(done) if (a := ast.attr_of(n)) and a[0]]
    assert len(ids) == len(set(ids))


@settings(max_examples=40, deadline=None)
@given(_blocks)
def test_a_rewrite_that_changes_nothing_gives_back_the_very_tree(text):
    blocks = pandoc.read_many([text])[0]
    assert ast.rewrite(blocks, lambda _: None) is blocks


def test_the_number_of_a_figure_is_the_same_in_every_format(built):
    orders = [re.findall(r"(Figure|Table|Box) (\d+)\. (A \w+ \w+)", _said(built, form)) for form in ("html", "epub")]
    assert len(orders[0]) == 6
    assert orders[0] == orders[1]
    for kind, n, caption in orders[0]:
        assert kind == "Box" or f"{kind} {n}. {caption}" in _said(built, "pdf")


def test_the_page_is_one_that_a_parser_of_html_reads_as_written(built):
    tree = html.document_fromstring(built.paths["html"].read_bytes())
    assert len(tree.xpath("//h1")) == 1


def test_a_quotation_in_the_title_of_a_section_has_inner_marks_where_a_reference_names_it(brief):
    built = brief('# The "river" {#sec:river}\n\nSee @sec:river.\n').built("html")
    assert "See “The ‘river’”." in built.text("html")
