"""Every component stands in every format with all its words, in its order, wherever an author puts it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress import abbreviations, ast, components
from briefpress.engines import pandoc
from conftest import REFERENCES, BriefFolder, Built

BRIEF = """\
title: A test of the river
authors: [Ida Marsh]
date: 2026-01-15
publisher: {name: Harbour Institute, place: Bristol}
identifier: {doi: 10.5555/river}
abbreviations: {ICC: International Criminal Court, EU: European Union, UNUSED: Never Used}
look: {abbreviations: true}
"""
FORMS = ("pdf", "epub", "html")
DOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
TEXT = """\
    # All of them

    ::: {.summary title="In *brief*"}
    Leading words.

    What is new?
    :   Slot the first.[^slot]

    What to do?
    :   Slot the second.

        Its second paragraph.
    :::

    [^slot]: A note in a slot.

    ::: {.key-judgements title="Judgements"}
    1.  It is **likely** that the first holds.
    2.  It is unlikely that the second does.
    :::

    ::: {.callout title="A call-out"}
    Called out.

    - A list in it
    - Its second item
    :::

    ::: sidenote
    Aside of the text.
    :::

    ::: {.pullquote by="B. Speaker [@marsh2020]"}
    Pulled words.
    :::

    ::: {.box #box:one title="A box"}
    Boxed words.

    ![A boxed figure](p.svg){#fig:boxed alt="Dots"}
    :::

    ::: timeline
    10 November 2020
    :   A ceasefire.

    December 2022
    :   A road is shut.
    :::

    A term
    :   Its definition.

    | Head | Other |
    |------|-------|
    | Cell | More  |

    : A captioned table {#tbl:one source="From @daily2022." credit="Compiled by us"}

    ![A captioned figure](p.svg){#fig:one alt="Dots" source="From @survey2023." credit="Photo: N. Name"}

    @box:one @fig:boxed @tbl:one @fig:one
    """
ADVICE = """\
    # Recommendations

    ::: {.recommendations to="To the *first*"}
    1.  Do one.
    2.  Do two.
    :::

    Between them.

    ::: {.recommendations title="And then" to="To the second"}
    Foreword.

    1.  Do three.
    :::

    ::: about
    About the authors.
    :::

    ::: disclaimer
    Views are their own.
    :::

    ::: suggested-citation
    :::
    """


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief with one of each component."""
    folder = BriefFolder(tmp_path_factory.mktemp("components"))
    files: dict[str, str | bytes] = {
        "report/brief.yaml": BRIEF, "report/01-all.md": TEXT, "report/02-advice.md": ADVICE, "report/p.svg": DOT,
        "sources/references.yaml": REFERENCES,
    }  # fmt: skip
    return folder.write(files).built()


ORDER = (
    "In brief", "Leading words.", "What is new?", "Slot the first.", "What to do?", "Slot the second.",
    "Its second paragraph.", "Judgements", "It is likely that the first holds.", "It is unlikely that the second does.",
    "Called out.", "A list in it", "Its second item", "Boxed words.", "Figure 1. A boxed figure", "10 November 2020",
    "A ceasefire.", "December 2022", "A road is shut.", "A term", "Its definition.", "Table 1. A captioned table",
    "Head", "Cell", "From Ben Okoro", "Compiled by us", "Figure 2. A captioned figure", "From Water Office",
    "Photo: N. Name", "Recommendations", "To the first", "Do one.", "Do two.", "Between them.", "To the second",
    "And then", "Foreword.", "Do three.", "About the authors.", "Views are their own.",
    "Suggested citation", "Marsh, Ida. A Test of the River. Harbour Institute, 2026. https://doi.org/10.5555/river.",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_every_component_stands_in_every_format_in_the_order_of_the_text(built, form):
    words = built.text(form).replace("\u00a0", " ").replace(" ", "")
    at = words.index("Inbrief")
    for said in ORDER:
        found = words.find(said.replace(" ", ""), at)
        assert found >= 0, f"“{said}” doesn't stand behind what comes before it"
        at = found
    for aside in ("A call-out", "Aside of the text.", "Pulled words.", "B. Speaker", "A box", "A note in a slot."):
        assert aside.replace(" ", "") in words


def test_components_are_divisions_with_their_parts_in_the_web_page(built):
    tree = built.html

    def parts(name: str) -> list[str]:
        (component, *_) = tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")
        return [e.get("class") or e.tag for e in component]

    assert parts("summary") == ["part-title", "p", "slots"]
    assert parts("slots") == ["slot", "slot"]
    assert parts("slot") == ["slot-name", "p"]
    assert parts("key-judgements") == ["part-title", "ol"]
    assert parts("callout") == ["part-title", "p", "ul"]
    assert parts("timeline") == ["dl"]
    assert parts("pullquote") == ["blockquote"]
    assert tree.xpath("//*[@class='pullquote']//blockquote/div/@class") == ["part-by"]
    assert tree.xpath("//*[@class='box']//figure//img/@alt") == ["Dots"]
    assert tree.xpath("//table/caption")[0].text_content().startswith("Table")


def test_components_with_a_title_are_known_by_it_and_none_is_a_landmark(built):
    named = {e.get("aria-label"): e.get("role") for e in built.html.xpath("//main//div[@aria-label]")}
    assert named["In brief"] == "group"
    assert named["A call-out"] == "note"
    assert named["To the second: And then"] == "group"
    assert "region" not in {e.get("role") for e in built.html.xpath("//main//div")}


def test_recommendations_are_numbered_on_through_the_brief(built):
    lists = built.html.xpath("//*[contains(@class, 'recommendations')]/ol")
    assert [int(ol.get("start", "1")) for ol in lists] == [1, 3]
    starts = [
        int(ol.get("start", "1"))
        for c in built.chapters.values()
        for ol in c.iter("{*}ol")
        if "recommendations" in (ol.getparent().get("class") or "")
    ]
    assert starts == [1, 3]
    assert re.search(r"2\. Do two\..*3\. Do three\.", built.text("pdf"))


ODD = {
    "an empty component": "::: callout\n:::\n\nWords.",
    "a component of nothing but a title": '::: {.callout title="A title alone"}\n:::',
    "a summary without a list": "::: summary\nNo slots here.\n:::",
    "two summaries of one title": '::: {.summary title="One"}\nFirst.\n:::\n\n::: {.summary title=One}\nSecond.\n:::',
    "a slot of a list and a table": "::: summary\nSlot\n:   - Item\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n:::",
    "a table without a caption": "| a | b |\n|---|---|\n| Cell | 2 |",
    "a box without a label": '::: {.box title="Unlabelled"}\nBoxed.\n:::',
    "a box without a title": "::: box\nBoxed.\n:::",
    "a component in a list": "- Item\n\n  ::: callout\n  Inside the item.\n  :::\n\n- Next item",
    "a component in a quotation": "> Quoted\n>\n> ::: callout\n> Inside the quotation.\n> :::",
    "a component in a component": "::::: box\nOuter.\n\n::: {.callout title=Inner}\nInner words.\n:::\n:::::",
    "a component in a definition": "Term\n:   Text.\n\n    ::: {.box title=Defined}\n    In the definition.\n    :::",
    "a component in a note": "Text.[^1]\n\n[^1]: Noted.\n\n    ::: callout\n    Called out in a note.\n    :::",
    "a note in a title": '::: {.callout title="Titled^[Noted in the title.]"}\nWords.\n:::',
    "a note in a table's cell": "| a | b |\n|---|---|\n| Cell^[Noted in a cell.] | 2 |",
    "a note with a list in it": "Text.[^1] More.\n\n[^1]: Noted.\n\n    - First\n    - Second",
    "recommendations that are no list": "::: {.recommendations to=All}\nDo it.\n:::",
    "recommendations in a list of two levels": "::: recommendations\n1. One\n   a. Sub one\n   b. Sub two\n2. Two\n:::",
    "a timeline without a list": "::: timeline\nNothing happened.\n:::",
    "a pull quote with a title": '::: {.pullquote title="Heard" by="A. Name"}\nPulled.\n:::',
    "a figure in a box in a list": "1. One\n\n   ::: box\n   ![Deep](p.svg){alt=Dots}\n   :::",
    "a heading in a component": "::: {.box title=Headed}\n## Inside a box\n\nWords.\n:::",
    "code and a line block": "::: callout\n```\ncode = 1\n```\n\n| line one\n|   line two\n:::",
    "a title that begins like a list": '::: {.callout title="1990. A year"}\nWords.\n:::',
    "a picture without a caption in a box": "::: box\n![](p.svg){alt=Dots source='A house' credit='1. A name'}\n:::",
    "an inline picture with a credit": "See ![](p.svg){alt=Dots credit='A. Name'} in the line.",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_uses_lose_no_word_in_any_format(brief, name):
    source = ODD[name]
    built = brief(f"# Odd\n\n{source}\n", files={"report/p.svg": DOT}).built()
    wanted = re.sub(r"\[\^1\]:?|\{[^{}]*\}|[^\w .:^]|:::+.*$|p\.svg|^#+|\^", " ", source, flags=re.MULTILINE)
    printed = re.findall(r"(?:title|by|source|credit|to)=['\"]?([^'\"}^]+)", source)
    for form in FORMS:
        words = re.sub(r"\W+", " ", built.text(form))
        for word in [w for text in (wanted, *printed) for w in re.findall(r"[A-Za-z]{3,}|1990", text)]:
            assert word in words, f"{form} lacks “{word}”"


# abbreviations


def _written(text: str, **known: str) -> str:
    blocks = pandoc.read_many([text])[0]
    return " ".join(ast.plain(abbreviations.write_out(blocks, known), notes=True).split())


NAMES = {"ICC": "International Criminal Court", "EU": "European Union", "UN": "United Nations"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The ICC met. The ICC rose.", "The International Criminal Court (ICC) met. The ICC rose."),
        ("The ICC's rules.", "The International Criminal Court’s (ICC’s) rules."),
        ("The UN's rules.", "The United Nations’ (UN’s) rules."),
        ("The EU/UN talks.", "The European Union (EU)/United Nations (UN) talks."),
        ("Courts (ICC) met.", "Courts (International Criminal Court, ICC) met."),
        ("An EU-wide rule of the EU.", "An EU-wide rule of the European Union (EU)."),
        ("The International Criminal Court (ICC) met.", "The International Criminal Court (ICC) met."),
        ("The **International Criminal Court** (ICC). ICC.", "The International Criminal Court (ICC). ICC."),
        ("The *International Criminal Court*, **ICC**.", "The International Criminal Court, ICC."),
        ("The ICC (International Criminal Court).", "The ICC (International Criminal Court)."),
        ("An EUISS paper.", "An EUISS paper."),
        ("# The ICC\n\nThe ICC.", "The ICC The International Criminal Court (ICC)."),
        ("> The ICC\n\nThe ICC.", "The ICC The International Criminal Court (ICC)."),
        ("[The ICC](x.html) and the ICC.", "The ICC and the International Criminal Court (ICC)."),
        ("ICC\n:   The ICC.", "ICC The International Criminal Court (ICC)."),
        ("Text.^[The ICC.] The ICC.", "Text.The International Criminal Court (ICC). The ICC."),
    ],
)
def test_an_abbreviation_is_written_out_where_it_is_first_used(text, written):
    assert _written(text, **NAMES) == written


def test_an_abbreviation_in_chinese_stands_between_signs_of_its_own():
    assert _written("欧盟EU宣布。EU同意。", EU="欧洲联盟") == "欧盟欧洲联盟（EU）宣布。EU同意。"


def test_titles_of_components_and_source_lines_are_left_as_they_are(brief):
    text = '# A\n\n::: {.callout title="On the ICC"}\nThe ICC met.\n:::\n'
    words = brief(text, settings="abbreviations: {ICC: International Criminal Court}\n").built("html").text("html")
    assert "On the ICC The International Criminal Court (ICC) met." in words


def test_an_abbreviation_is_written_out_once_in_each_medium_at_its_own_first_use(brief):
    text = """\
        # A

        ::: {.only media="paper"}
        The EU, on paper.
        :::

        The EU, everywhere. The EU again.
        """
    built = brief(text, settings="abbreviations: {EU: European Union}\n").built()
    assert "The European Union (EU), on paper. The EU, everywhere. The EU again." in built.text("pdf")
    for form in ("html", "epub"):
        assert "The European Union (EU), everywhere. The EU again." in built.text(form)


def test_the_first_use_is_the_first_of_all_sections_and_the_list_at_the_end_has_what_is_used(brief):
    settings = "abbreviations: {eu: european uplands, EU: European Union, ABC: Alphabet}\nlook: {abbreviations: true}\n"
    folder = brief("# A\n\nNothing yet.\n", "# B\n\nThe EU met.\n", "# C\n\nThe EU rose.\n", settings=settings)
    assert [(d.code, str(d.span)) for d in folder.found()] == [
        ("ABBR001", "report/brief.yaml:4:17"), ("ABBR001", "report/brief.yaml:4:59"),
    ]  # fmt: skip
    built = folder.built()
    for form in FORMS:
        words = built.text(form)
        assert "The European Union (EU) met." in words
        assert "The EU rose." in words
        listed = words.rpartition("Abbreviations")[2]
        assert "European Union" in listed
        assert "Alphabet" not in listed


def test_a_part_of_a_longer_word_is_no_use_of_an_abbreviation(brief):
    found = brief("# A\n\nThe EUISS wrote.\n", settings="abbreviations: {EU: European Union}\n").found()
    assert [d.code for d in found] == ["ABBR001"]


def test_a_class_that_is_nearly_a_component_is_found_and_one_that_is_far_from_any_is_not(brief):
    found = brief("# A\n\n::: calout\nText.\n:::\n\n::: x\nText.\n:::\n\n::: mybox\nText.\n:::\n").found()
    assert [(d.code, d.span.line, d.hint) for d in found] == [("COMP001", 3, "Did you mean `callout`?")]


# what holds for every text

_word = st.sampled_from(
    ["river", "bridge", "*late*", "`code`", "“so”", "water^[noted]", "ICC", "EU/ICC", "ICC's", "(EU)", "H~2~O"]
)
_line = st.lists(_word, min_size=1, max_size=6).map(" ".join)
_text = st.recursive(
    _line | _line.map(lambda t: f'![{t}](p.png){{alt="x" source="src" credit="crd"}}'),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
        | inner.map(lambda t: "- " + t.replace("\n", "\n  "))
        | st.tuples(st.sampled_from([*components.COMPONENTS, "only"]), inner).map(
            lambda pair: f':::::: {{.{pair[0]} title="ttl" by="bye"}}\n{pair[1].replace("::::::", ":::::")}\n::::::'
        )
        | inner.map(lambda t: "Term\n:   " + t.replace("\n", "\n    "))
    ),
    max_leaves=6,
)


def _letters(tree: Any) -> list[str]:
    return re.findall(r"\w+", ast.plain(tree, notes=True))


@settings(max_examples=60, deadline=None)
@given(_text)
def test_shaping_loses_no_word_and_repeats_none(text):
    blocks = pandoc.read_many([text])[0]
    printed = list(components.printed_attributes(blocks))
    before = sorted([*_letters(blocks), *(w for p in printed for w in re.findall(r"\w+", p))])
    assert sorted(_letters(components.shape(blocks, ast.text))) == before


@settings(max_examples=60, deadline=None)
@given(_text)
def test_writing_out_only_adds_and_adds_each_name_once_at_most(text):
    blocks = pandoc.read_many([text])[0]
    written = _letters(abbreviations.write_out(blocks, NAMES))
    rest = iter(written)
    assert all(word in rest for word in _letters(blocks)), "the words of the text stand in the same order"
    for full in NAMES.values():
        assert " ".join(written).count(full) <= 1
