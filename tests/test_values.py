"""Values in the text: what they come to, exactly, where they stand, and that nothing but their words is printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefpress import ast, frames, markdown, yamlfile
from briefpress.diagnostics import Span
from briefpress.expand import expand
from briefpress.values import settings as figures_file
from briefpress.values.evaluation import Evaluation, FaultyError
from briefpress.values.expressions import ExpressionError, parsed
from briefpress.values.speaking import operands
from conftest import PIXEL
from datafiles import sheet_xml, xlsx_bytes

TRADE = "year,land,share,sum,day\n2020,Armenia,0.20,1200,2020-12-31\n2021,Armenia,,7.125,2021-12-31\n" \
        "2023,Armenia,0.264,1849.50,2023-12-31\n2023,Georgia,0.1,900,2023-12-31\n"  # fmt: skip
FIGURES = """\
    trade:
      share_2020: {data: trade.csv, where: {year: 2020}, column: share}
      share_2023: {data: trade.csv, where: {year: 2023, land: Armenia}, column: share, form: percent}
      growth: {expression: "change(trade.share_2020, trade.share_2023)", form: percent(0)}
      land: {data: trade.csv, where: {year: 2020}, column: land}
      total: {data: trade.csv, sum: sum}
    pledge: {value: 270, source: marsh2020}
"""


@pytest.fixture
def folder(brief):
    """A brief with data and values; its sections are given."""

    def make(*sections, figures=FIGURES, csv=TRADE, **more):
        files = {"sources/data/trade.csv": csv, "sources/data/figures.yaml": figures}
        return brief(*sections, files={**files, **more.pop("files", {})}, **more)

    return make


def cited(folder, until="cite"):
    """The text of a brief as renderers take it, and the findings."""
    report = folder.run(until=until)
    errors = [d for d in report.diagnostics if d.severity == "error"]
    assert not errors, errors
    return (report.cited or report.text).whole(project=report.project)


def words(folder):
    return ast.plain([b for s in cited(folder).sections for b in s.blocks], notes=True)


# Expressions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", 1),
        ("-2 ** 2", -4),
        ("2 ** -1", Fraction(1, 2)),
        ("a.b / 4", Fraction(5, 2)),
        ("change(8, a.b)", Fraction(1, 4)),
        ("share(a.b, 40)", Fraction(1, 4)),
        ("round(2.675, 2)", Fraction(268, 100)),
        ("round(-0.5)", -1),
        ("mean(1, 2, 4.5)", Fraction(5, 2)),
        ("sum([1, 2, a.b])", 13),
        ("max(1, a.b) - min(1, a.b)", 9),
        ("abs(0 - a.b)", 10),
        ("1 if land == 'Armenia' else 2", 1),
        ("land", "Armenia"),
        ("1 < a.b <= 10", True),
        ("land in ('Georgia', 'Armenia') and not a.b > 10", True),
        ("land not in ['Armenia']", False),
        ("land == 3 or empty != ''", False),
        ("(1 < 2) == 1 or true == 1", False),
        ("1e2", 100),
    ],
)
def test_an_expression_comes_to_what_it_says_exactly(text, value):
    names = {"a.b": Fraction(10), "land": "Armenia", "empty": "", "true": True}
    assert parsed(text).value(names.__getitem__) == value


@pytest.mark.parametrize(
    ("text", "told", "column"),
    [
        ("", "It ends too early", 0),
        ("1 +", "It ends too early", 3),
        ("1 + * 2", "It can't be read from `* 2` on", 4),
        ("1 // 2", "`1 // 2` can't stand in an expression", 0),
        ("open('x')", "There is no function `open`", 0),
        ("a.b.__class__()", "`a.b.__class__()` can't stand in an expression", 0),
        ("(1).real", "Only names have dots", 1),
        ("[1, 2][0]", "`[1, 2][0]` can't stand in an expression", 0),
        ("[x for x in y]", "`[x for x in y]` can't stand in an expression", 0),
        ("(lambda: 1)()", "`(lambda: 1)()` can't stand in an expression", 0),
        ("f'{a}'", "`f'{a}'` can't stand in an expression", 0),
        ("(a := 1)", "`a := 1` can't stand in an expression", 1),
        ("round(x=1)", "There is no function `round`", 0),
        ("2 ** 101", "A power is a whole number of at most 100", 5),
        ("2 ** 0.5", "A power is a whole number of at most 100", 5),
        ("((9 ** 99) ** 99)", "This number has too many digits", 1),
        ("1e999999999", "This number can't be read", 0),
        ("1 / (2 - 2)", "`2 - 2` is nought, and nothing can be divided by it", 5),
        ("change(0, 2)", "`0` is nought, and nothing can be divided by it", 7),
        ("0 ** -1", "`0` is nought, and nothing can be divided by it", 0),
        ("'a' + 1", "`'a'` is the text `a`, where a number is wanted", 0),
        ("1 + (1 < 2)", "`1 < 2` is true or false, where a number is wanted", 5),
        ("'a' < 1", "Only two numbers or two texts can be compared by size", 0),
        ("(1 < 2) < (2 < 3)", "Only two numbers or two texts can be compared by size", 1),
        ("'é' == 'ü' or 1 / 0", "`0` is nought, and nothing can be divided by it", 18),
        ("'a' in 'abc'", "Behind `in` stands a list", 7),
        ("1 and 2", "`1` is no condition", 0),
        ("round(1, 99)", "`round` takes 0 to 12 decimals", 9),
        ("share(1)", "`share` takes 2 values, not 1", 0),
        ("max()", "`max` is given nothing", 0),
        ("[1, 2]", "A list can't stand here", 0),
        ("'\\x41'", "`\\` means nothing here", 1),
        ("1 + " * 200 + "1", "It has more than 500 signs", 0),
        ("-" * 60 + "1", "It is nested too deep", 31),
        ("(" * 240 + "1" + ")" * 240, "It can't be read from", 200),
    ],
)
def test_nothing_but_an_expression_is_read_and_nothing_runs(text, told, column):
    with pytest.raises(ExpressionError) as error:
        parsed(text).value(lambda _: Fraction(1))
    assert str(error.value).startswith(told)
    assert error.value.column == column


def test_a_condition_holds_or_not_and_a_number_is_none():
    assert parsed("year > 2020").holds(lambda _: Fraction(2021))
    with pytest.raises(ExpressionError, match="This is no condition"):
        parsed("year").holds(lambda _: Fraction(2021))


# What values come to


@pytest.mark.parametrize(
    ("keys", "value", "lines"),
    [
        ("where: {year: 2020}, column: share", "0.20", (2,)),
        ("where: {year: [2019, 2020]}, column: share", "0.20", (2,)),
        ("where: {share: 0.2}, column: land", "Armenia", (2,)),
        ("where: {land: Georgia}, column: day", "2023-12-31", (5,)),
        ("count: true", 4, (2, 3, 4, 5)),
        ("count: true, where: {land: Armenia}", 3, (2, 3, 4)),
        ("sum: sum", Fraction("3956.625"), (2, 3, 4, 5)),
        ("mean: sum, where: {year: 2023}", Fraction("1374.75"), (4, 5)),
        ("median: sum", Fraction(1050), (2, 3, 4, 5)),
        ("median: sum, where: {land: Armenia}", 1200, (2, 3, 4)),
        ("min: sum", Fraction("7.125"), (2, 3, 4, 5)),
        ("max: share, missing: skip", Fraction("0.264"), (2, 3, 4, 5)),
        ("first: sum", 1200, (2,)),
        ("last: land", "Georgia", (5,)),
    ],
)
def test_a_value_is_a_cell_or_an_aggregate_with_the_lines_that_it_rests_on(keys, value, lines, folder):
    root = folder("# A\n\nWords.\n", figures=f"a: {{data: trade.csv, {keys}}}\n").root
    result = Evaluation(root, figures_file.named(root)).result("a")
    assert result.operand == (Fraction(value) if not isinstance(value, str) or value[0] == "0" else value)
    assert [c.lines for c in result.cells] == [lines]


def test_a_number_chooses_no_row_that_has_it_as_a_code(folder):
    figures = (
        "a: {data: trade.csv, where: {code: 1}, column: n}\nb: {data: trade.csv, where: {code: '01'}, column: n}\n"
    )
    root = folder("# A\n\nWords.\n", csv="code,n\n01,5\n1,7\n1.0,8\n", figures=figures).root
    work = Evaluation(root, figures_file.named(root))
    assert work.result("b").operand == 5
    with pytest.raises(FaultyError):
        work.result("a")
    (told,) = work.findings()
    assert told.message == "`sources/data/trade.csv` has 2 rows with code 1."
    assert told.hint.startswith("They stand on lines 3, 4.")


def test_an_expression_rests_on_the_cells_and_sources_of_all_that_it_names(folder):
    root = folder(
        "# A\n\nWords.\n", figures=FIGURES + "    all: {expression: trade.growth * pledge, source: ida}\n"
    ).root
    result = Evaluation(root, figures_file.named(root)).result("all")
    assert result.operand == Fraction(32, 100) * 270
    assert [(c.path, c.column, c.lines) for c in result.cells] == [
        ("sources/data/trade.csv", "share", (2,)), ("sources/data/trade.csv", "share", (4,))]  # fmt: skip
    assert {key: str(place) for key, place in result.sources.items()} == {
        "ida": "sources/data/figures.yaml:8:42", "marsh2020": "sources/data/figures.yaml:7:22"}  # fmt: skip


def test_the_rows_of_a_value_may_be_chosen_by_a_variable(folder):
    figures = 'a: {data: trade.csv, where: {land: "{{ land }}", year: "{{ when.year }}"}, column: sum}\n'
    root = folder("# A\n\nWords.\n", figures=figures).root
    given = operands({"land": "Georgia", "when": {"year": 2023}})
    assert Evaluation(root, figures_file.named(root), given).result("a").operand == 900
    work = Evaluation(root, figures_file.named(root), {"lnd": "Georgia"})
    with pytest.raises(FaultyError):
        work.result("a")
    assert [(d.code, d.message, d.hint) for d in work.findings()] == [
        ("VAL001", "There is no variable `land`.", "Did you mean `lnd`?")]  # fmt: skip


def test_a_list_of_wanted_values_takes_variables_and_leaves_out_none_that_is_not_there(folder):
    figures = (
        'both: {data: trade.csv, where: {year: ["{{ base }}", 2023], land: Armenia}, sum: sum}\n'
        "typo: {data: trade.csv, where: {land: [Armenia, Gorgia]}, sum: sum}\n"
        "none: {data: trade.csv, where: {land: [Armenia, Gorgia]}, count: true}\n"
    )
    said = {"figures": figures, "settings": "variables: {base: 2020}\n"}
    here = folder("# One\n\n{{ both }}, {{ typo }}, {{ none }}\n", **said)
    found = [d for d in here.run(until="assemble").diagnostics if d.code == "VAL003"]
    assert [(str(d.span), d.message, d.hint) for d in found] == [
        ("sources/data/figures.yaml:2:49", "No row of `sources/data/trade.csv` has `Gorgia` in the column `land`.",
         "Did you mean `Georgia`?"),
    ]  # fmt: skip
    assert words(folder("# One\n\n{{ both }}, {{ none }}\n", **said)).endswith("3049.5, 3\n")


def test_a_chain_of_expressions_is_reckoned_and_a_circle_of_them_is_one_fault(folder):
    chain = "a0: {value: 1, source: marsh2020}\n" + "".join(
        f"a{n}: {{expression: a{n - 1} + 1}}\n" for n in range(1, 60)
    )
    root = folder("# A\n\nWords.\n", figures=chain).root
    assert Evaluation(root, figures_file.named(root)).result("a59").operand == 60
    deep = "".join(f"b{n}: {{expression: b{n + 1}}}\n" for n in range(2000)) + "b2000: {value: 1, source: marsh2020}\n"
    (fault,) = folder("# A\n\n{{ b0 }}\n", figures=deep).found()
    assert (fault.code, fault.message) == ("VAL006", "`b0` rests on more than 100 values, each on the next.")
    circle = "".join(f"a{n}: {{expression: a{(n + 1) % 9}}}\n" for n in range(9))
    root = folder("# A\n\nWords.\n", figures=circle).root
    work = Evaluation(root, figures_file.named(root))
    for name in ("a3", "a0", "a8"):
        with pytest.raises(FaultyError):
            work.result(name, Span("report/01.md", 3))
    assert [(d.code, d.related) for d in work.findings()] == [("VAL007", (Span("report/01.md", 3),))]


# Where they stand


def test_values_stand_in_every_part_of_a_text(folder):
    text = """\
        ---
        title: Of {{ trade.share_2023 }}
        ---

        {{ trade.share_2020 }}. It grew {{ trade.growth }}, to {{ trade.share_2023 | percent(0) }}: {{ pledge }}m.

        ## In {{ trade.land }}'s year

        "{{ trade.land }}" and '{{ trade.land }}' *{{ trade.land }}* [{{ trade.land }}](https://x.example/{{ pledge }})
        and $x = {{ trade.share_2023 }}$.^[In {{ trade.land }}.] `{{ trade.land }}` and \\{{ trade.land }}

        | land             | total                        |
        |------------------|------------------------------|
        | {{ trade.land }} | {{ trade.total | currency(EUR) }} |

        +------------------+------------------------------+
        | Land             | Total                        |
        +==================+==============================+
        | {{ trade.land }} | {{ trade.total | number(1) }} |
        +------------------+------------------------------+

        [A span]{lang="{{ trade.land }}"} [@marsh2020, p. {{ pledge }}]. <span title="{{ trade.share_2023 }}">B</span>
        ![C](c.png){alt="{{ trade.share_2023 }}" #fig:{{ trade.land }}} [D](https://x.example/{{ trade.total }})
        """
    manuscript = cited(folder(text.replace("number(1) }} |", "number(1)}} |"), files={"report/c.png": PIXEL}))
    blocks = manuscript.sections[0].blocks
    said = " ".join(ast.plain(blocks, notes=True).split())
    assert said.startswith("Of 26.4% 0.20. It grew 32%, to 26%: 270m. In Armenia’s year “Armenia” and ‘Armenia’")
    assert "Armenia and x = 26.4\\%.In Armenia. {{ trade.land }} and {{ trade.land }}" in said
    assert "Armenia €3,956.63" in said
    assert "Land Total Armenia 3,956.6" in said
    assert "The Price of Neutrality" in said
    assert ", 270" in said
    assert not frames.holds_signs(repr(blocks))
    assert ["title", "26.4%"] in [pair for n in ast.walk(blocks) for pair in (ast.attr_of(n) or [0, 0, []])[2]]
    (picture,) = (n for n in ast.walk(blocks) if n["t"] == "Image")
    assert (ast.plain(picture["c"][1]), picture["c"][0][0]) == ("26.4%", "fig-Armenia")
    assert {n["c"][2][0] for n in ast.walk(blocks) if n["t"] == "Link"} >= {"https://x.example/3956.625"}
    spans = [(n["c"][0][2], ast.plain(n["c"][1])) for n in ast.walk(blocks) if ast.has_class(n, "value")]
    assert [(["data-value", "trade.growth"]) in pairs for pairs, _ in spans].count(True) == 1
    assert spans[0] == ([["data-value", "trade.share_2020"]], "0.20")
    assert next(n["c"][1][0] for n in ast.walk(blocks) if n["t"] == "Header" and n["c"][0] == 2) == "in-armenias-year"
    assert next(n["c"][2][0] for n in ast.walk(blocks) if n["t"] == "Link" and "x.ex" in n["c"][2][0]).endswith("/270")


def test_the_words_of_a_value_are_no_mark_up_in_a_tag_an_attribute_or_an_address(folder):
    evil = 'A "b" <i title="c">&amp; *d*'
    figures = f"evil: {{value: {evil!r}, source: marsh2020}}\nword: {{value: a_b*c, source: marsh2020}}\n"
    text = """\
        # A

        <span title="{{ evil }}">B</span> [C {{ evil }}]{title="{{ evil }}"} [D](https://x.example/{{ word }}) [E][f]

        [f]: https://y.example/{{ word }}
        """
    blocks = cited(folder(text, figures=figures)).sections[0].blocks
    titles = [v for n in ast.walk(blocks) for k, v in (ast.attr_of(n) or [0, 0, []])[2] if k == "title"]
    assert titles == [evil, evil]
    assert f"C {evil}" in ast.plain(blocks)
    addresses = [n["c"][2][0] for n in ast.walk(blocks) if n["t"] == "Link"]
    assert addresses == ["https://x.example/a_b*c", "https://y.example/a_b*c"]


def test_a_cell_of_several_lines_stands_in_one_paragraph_of_the_text(folder):
    csv = 'year,note\n2020,"One\n\ntwo"\n'
    figures = "note: {data: trade.csv, where: {year: 2020}, column: note}\n"
    (paragraph,) = cited(folder("Of {{ note }}.\n", csv=csv, figures=figures)).sections[0].blocks
    assert ast.plain([paragraph]).split() == ["Of", "One", "two."]


def test_values_are_written_in_the_language_of_the_brief(folder):
    said = words(
        folder(
            "# A\n\n{{ trade.total }} {{ trade.total | number(2) }} {{ trade.share_2023 }}.\n", settings="lang: de\n"
        )
    )
    assert "3956,625 3.956,63 26,4\u00a0%." in said


@pytest.mark.parametrize(("first", "others"), [("> ", "> "), ("- ", "  "), ("1.  ", "    "), ("> - ", ">   ")])
def test_a_block_in_a_list_or_a_quotation_has_its_values_and_its_own_lines(folder, first, others):
    keys = ["```{.table}", "data: ../sources/data/trade.csv", 'caption: "Of {{ trade.land }}"', "sort: SORT", "```"]
    within = "".join(f"{others if n else first}{line}\n" for n, line in enumerate(keys))
    alone = "".join(f"{line}\n" for line in keys)
    text = f"# A\n\n{within}\nWords.\n\n{alone}"
    assert words(folder(text.replace("SORT", "year"))).count("Of Armenia") == 2
    found = folder(text.replace("SORT", "nobody")).found()
    assert [(d.code, d.span.line) for d in found] == [("DATA002", 6), ("DATA002", 14)]


def test_a_list_that_ends_before_its_block_does_takes_no_other_s_end(folder):
    text = "# A\n\n- ```{.table}\n  data: x.csv\n\nOf {{ trade.land }}.\n\n```{.text}\nB\n```\n"
    assert "Of Armenia." in ast.plain(folder(text).run(until="assemble").manuscript.sections[0].blocks)


def test_a_value_stands_in_the_strings_of_a_block_once_its_yaml_is_read(folder):
    figures = 'quote: {value: "a: [b] *c* {d", source: marsh2020}\nland: {value: Georgia, source: marsh2020}\n'
    block = """\
        # A

        ```{.table}
        data: ../sources/data/trade.csv
        caption: "{{ quote }} in {{ land }}"
        columns: {land: "Of {{ quote }}"}
        ```
        """
    assert "a: [b] *c* {d in Georgia Of a: [b] *c* {d" in " ".join(words(folder(block, figures=figures)).split())


def test_braces_that_a_line_break_parts_or_that_are_half_closed_are_told_and_those_of_formulas_are_not(folder):
    told, left = "It is {{ pledge |\nnumber }}, {{\npledge }} or {{ pledge }.", "\\{{ pledge, $\\sqrt{{x}y}$ and `{{ x`"
    text = f"# A\n\n{told}\n\n{left}.\n"
    found = [(d.code, d.span.line, d.span.column) for d in folder(text).found()]
    assert found == [("SECT005", 3, 7), ("SECT005", 4, 12), ("SECT005", 5, 14)]


def test_a_value_with_the_name_of_a_variable_is_told(folder):
    figures = "pledge: {value: 270, source: marsh2020}\nlang: {value: 1, source: marsh2020}\n"
    made = folder("# A\n\n{{ pledge }}\n", figures=figures, settings="variables: {pledge: 3}\n")
    assert [(d.code, str(d.span)) for d in made.found() if d.severity == "error"] == [
        ("VAL002", "sources/data/figures.yaml:1:1"), ("VAL002", "sources/data/figures.yaml:2:1")]  # fmt: skip


def test_what_is_left_of_empty_cells_and_what_is_no_day_are_told_in_plain_words(folder):
    figures = (
        "none: {data: trade.csv, where: {year: 2021}, sum: share, missing: skip}\n"
        "day: {data: trade.csv, sum: sum, form: date}\n"
    )
    assert [d.message for d in folder("# A\n\n{{ none }} {{ day }}\n", figures=figures).found()] == [
        "All cells that `none` is to be made of, in the column `share`, are empty.",
        "`day` can't be written as `date`: `3956.625` is no day, such as 2026-01-15.",
    ]


def test_braces_in_the_words_of_a_value_are_no_value_in_a_block(folder):
    figures = "quote: {value: 'so {{ land }} it is', source: marsh2020}\nland: {value: Georgia, source: marsh2020}\n"
    block = '# A\n\n```{.table}\ndata: ../sources/data/trade.csv\ncaption: "{{ quote }}, {{ land }}"\n```\n'
    assert "so {{ land }} it is, Georgia" in words(folder(block, figures=figures))


def test_values_stand_in_the_title_and_the_like_of_the_brief(folder):
    made = folder("# A\n\nWords.\n", title="title: Of {{ trade.share_2023 }}\nauthors: [A]\ndate: 2026-01-15\n",
                  settings='description: "{{ pledge }} million"\nkeywords: ["{{ trade.land }}", b]\n')  # fmt: skip
    report = made.run(until="cite")
    brief = report.project.brief
    assert (brief.title, brief.description, brief.keywords) == ("Of 26.4%", "270 million", ("Armenia", "b"))
    assert [(v.name, str(v.place)) for v in report.cited.whole(project=report.project).values] == [
        ("trade.share_2023", "report/brief.yaml:1:1"), ("pledge", "report/brief.yaml:4:1"),
        ("trade.land", "report/brief.yaml:5:12")]  # fmt: skip


def test_the_manuscript_knows_each_value_with_its_place_and_what_it_rests_on(folder):
    made = folder(
        '# A\n\n{{ include "parts/a.md" }}\n', files={"report/parts/a.md": "One.\n\nIt grew {{ trade.growth }}.\n"}
    )
    manuscript = cited(made)
    (value,) = manuscript.values
    assert {"sources/data/figures.yaml", "sources/data/trade.csv"} <= manuscript.inputs
    assert (value.name, value.words, str(value.place)) == ("trade.growth", "32%", "report/parts/a.md:3:9")
    assert (value.expression, str(value.defined)) == (
        "change(trade.share_2020, trade.share_2023)",
        "sources/data/figures.yaml:4:3",
    )
    assert [c.lines for c in value.cells] == [(2,), (4,)]


def test_a_fault_of_a_value_is_told_once_with_every_place_that_uses_it(folder):
    made = folder("# A\n\n{{ cell }} and {{ twice }}.\n", "# B\n\n{{ twice | number }}.\n",
                  figures="cell: {data: trade.csv, where: {year: 2021}, column: share}\n"
                          "twice: {expression: 2 * cell}\n")  # fmt: skip
    (fault,) = made.found()
    assert (fault.code, str(fault.span)) == ("VAL004", "sources/data/trade.csv:3:1")
    assert [str(place) for place in fault.related] == [
        "sources/data/figures.yaml:1:1", "report/01-section.md:3:1", "report/01-section.md:3:16",
        "report/02-section.md:3:1"]  # fmt: skip


def test_a_value_is_held_against_its_source_as_if_it_were_written_by_hand(folder):
    files = {"sources/documents/marsh2020.txt": "Trade was 26.4% in that year.\n"}
    found = []
    for said in ("26.4%", "{{ trade.share_2023 }}", "31.7%", "{{ wrong | percent }}"):
        text = f"# A\n\nTrade was {said} in that year [@marsh2020].\n"
        made = folder(text, files=files, figures=FIGURES + "    wrong: {value: 0.317, source: marsh2020}\n")
        found.append([(d.code, d.message, str(d.span)) for d in made.found(until="verify")])
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert found[2] != found[0]


def test_hidden_rows_of_a_workbook_that_only_values_read_are_told_once(folder):
    book = xlsx_bytes(("One", sheet_xml([["k", "v"], ["a", 7], ["b", 8]], hidden=(2,))))
    figures = "sum: {data: book.xlsx, sum: v}\nb: {data: book.xlsx, where: {k: b}, column: v}\n"
    made = folder("# A\n\n{{ sum }} {{ b }}\n", figures=figures, files={"sources/data/book.xlsx": book})
    assert [(d.code, d.span.path) for d in made.found()] == [("DATA008", "sources/data/book.xlsx")]


# For editors


def test_the_schema_of_figures_yaml_takes_what_the_program_takes_and_nothing_else(repository):
    schema = json.loads((repository / "docs/figures.schema.json").read_text())
    check = jsonschema.Draft202012Validator(schema)
    for brief in (".", "docs/specimen-data"):
        text = (repository / brief / "sources/data/figures.yaml").read_text()
        assert not list(check.iter_errors(yamlfile.parse(text, "figures.yaml").value))
    assert check.is_valid({"größe": {"a": {"expression": "1"}, "b": {"c": {"value": 2, "source": ["x", "y"]}}}})
    for wrong in (
        {"a": {"data": "x.csv", "wehre": {"year": 1}}},
        {"a": {"data": "x.csv", "value": 1}},
        {"a": {"where": {"year": 1}}},
        {"a": 5},
        {"a b": {"value": 1}},
    ):
        assert not check.is_valid(wrong), wrong


# Rebuilding


def test_a_changed_cell_reruns_only_what_rests_on_it(folder):
    made = folder("# A\n\nIt is {{ trade.share_2020 }}.\n", "# B\n\nWords.\n")

    def ran():
        return {one.stage: one for one in made.run(until="cite").stages}

    def rerun(csv):
        made.write({"sources/data/trade.csv": csv})
        return [name for name, one in ran().items() if one.ran]

    ran()
    assert "assemble" not in rerun(TRADE)
    assert "assemble" not in rerun(TRADE.replace("900", "901"))
    assert "assemble" in rerun(TRADE.replace("0.20", "0.21"))


# Any value in any place


@pytest.mark.parametrize(
    "text", ["{{ a.b }}. A year", "{{ a.b }}) A year", "({{ a.b }}) A year", "- {{ a.b }}. A year"]
)
def test_a_value_at_the_start_of_a_line_is_no_number_of_a_list(text):
    expanded = expand(None, "a.md", text, 0, {}, Fixed("2023"))
    (read,) = markdown.read([expanded.framed])
    assert "OrderedList" not in repr(read.blocks)
    assert ast.plain(markdown.with_values(read, ("a.b",)).blocks).strip() == expanded.text.removeprefix("- ").strip()


def test_letters_of_an_author_that_are_like_the_signs_are_kept_and_nothing_is_framed():
    text = "\U000f5000{{ a.b }}\U000f6000"
    expanded = expand(None, "a.md", text, 0, {}, Fixed("2023"))
    assert (expanded.framed, expanded.names) == ("\U000f50002023\U000f6000\n", ())


_INLINE = (
    "It is {} now.", "*{}*", "**{}** x", "_{}_", "“{}”", '"{}"', "'{}'", "A {}'s",
    "A ({})", "[{}](https://x.example/a)", "x{}", "A {}x", "A {}, {}", "A {}%", "~~{}~~", "x^{}^", "[{}]{{.mark}}",
    "> A {}", "- A {}", "# {}", "x^[{}]",
    "| a |\n|---|\n| {} |", "<b>{}</b>", "[@marsh2020, p. {}]", "![{}](a.png)", "<p>{}</p>", "Term\n:   A {}",
    "**{}**: {}",
)  # fmt: skip
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"))
_WORDS = st.text(_LETTERS, min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)  # fmt: skip


@dataclass
class Fixed:
    """Says the same words for every name."""

    said: str
    names: list[str] = field(default_factory=list)

    def words(self, *_):
        return self.said

    def given(self, *_):
        return self.said


def straight(tree):
    """Texts with straight quotation marks: within raised letters pandoc turns those that are escaped, too."""
    if isinstance(tree, str):
        return re.sub("[“”„]", '"', re.sub("[‘’]", "'", tree))
    if isinstance(tree, list):
        return [straight(item) for item in tree]
    return {k: straight(v) for k, v in tree.items()} if isinstance(tree, dict) else tree


def unspanned(tree):
    """A tree without the spans of values, the words beside them joined."""
    if isinstance(tree, list):
        flat = []
        for item in map(unspanned, tree):
            inner = (
                item["c"][1] if isinstance(item, dict) and "t" in item and ast.has_class(item, frames.CLASS) else [item]
            )
            for one in inner:
                if flat and all(isinstance(x, dict) and x.get("t") == "Str" for x in (flat[-1], one)):
                    flat[-1] = {"t": "Str", "c": flat[-1]["c"] + one["c"]}
                else:
                    flat.append(one)
        return flat
    return {k: unspanned(v) for k, v in tree.items()} if isinstance(tree, dict) else tree


@settings(deadline=None, derandomize=True, max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.lists(_WORDS, min_size=4, max_size=6))
@example(["26.4%", "−3", "1,234.5", "€5 *million*", "`a` {b} [c](d) $e$ \\f <g> @h"])
@example(["1.", "(a)", "- x", "'", '"', "a\u00a0b", "#", "0"])
def test_the_words_of_any_value_are_in_any_place_once_unframed_and_exactly(said):
    texts, plain = [], []
    for value in said:
        for place in _INLINE:
            source = "x\n\n" + place.format(*["{{ a.b }}"] * 2)
            expanded = expand(None, "a.md", source, 0, {}, Fixed(value))
            assert expanded.diagnostics == (), place
            assert expanded.names == ("a.b",)
            texts.append(expanded.framed)
            plain.append(expanded.text)
    read = markdown.read([*texts, *plain])
    for number, (framed, unframed) in enumerate(zip(read[: len(texts)], read[len(texts) :], strict=True)):
        value, place = said[number // len(_INLINE)], _INLINE[number % len(_INLINE)]
        spans = markdown.with_values(framed, ("a.b",))
        assert not frames.holds_signs(repr(spans)), place
        printed = straight(ast.plain(spans.blocks, notes=True))
        if not place.startswith(("[@", "![")):
            assert printed.count(straight(value)) >= place.count("{}"), place
        assert straight(unspanned(spans.blocks)) == straight(unspanned(unframed.blocks)), place


@pytest.mark.parametrize("said", ["7", "A much longer value"])
def test_a_value_leaves_the_columns_of_a_table_where_they_are(said):
    text = """\
Land                          Level
---------------------------- --------
Of {{ a.b }} now              low
Armenia                       high

+-----------------------------+-------+
| Of {{ a.b }} now            | low   |
+-----------------------------+-------+
"""
    expanded = expand(None, "a.md", text, 0, {}, Fixed(said))
    assert expanded.diagnostics == ()
    (read,) = markdown.read([expanded.framed])
    tables = [n for n in read.blocks if n["t"] == "Table"]
    assert ["low" in ast.plain(t["c"][4]).split("\n") for t in tables] == [True, True]
    assert [f"Of {said} now" in " ".join(ast.plain(t["c"][4]).split()) for t in tables] == [True, True]


def test_what_a_value_can_not_be_is_told_however_it_is_written(folder):
    chain = "".join(f"  x{i}: {{expression: g.x{i + 1} + 1}}\n" for i in range(3000))
    figures = f"g:\n{chain}  x3000: {{value: 1}}\n  y: {{value: -.inf}}\n"
    found = folder("# S\n\n{{ g.x0 }} and {{ g.y }}.\n", figures=figures).found()
    told = {f.code: f.message for f in found if f.code in ("VAL002", "VAL006")}
    assert told == {
        "VAL002": "`g.y` is `-.inf`, which is no number that can be shown.",
        "VAL006": "`g.x0` rests on more than 100 values, each on the next.",
    }
    assert {f.code for f in found} <= {"VAL002", "VAL006", "VAL010"}
