"""Tables of data hold every cell of their rows once, in order, total them exactly, and say what heads what."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from fractions import Fraction
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefpress import ast, cache, yamlfile
from briefpress.data import delimited, tabling
from briefpress.data.numbers import exact, rounded
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, Span
from briefpress.editions.text import text_of
from briefpress.engines import collation
from briefpress.tables import building, making
from briefpress.tables import collation as names_in_order
from briefpress.tables.lines import Line, Lines, letter
from briefpress.tables.places import Places
from briefpress.tables.settings import DataTable
from briefpress.validate import validate
from briefpress.wording import language
from conftest import BriefFolder, Built
from table_blocks import EXAMPLES

PLACES = """\
region,place,year,exports,share,joined
North,Öland,2023,1200.5,0.26,2001-02
North,Oslo,2023,800,0.125,2002
South,Zell,2022,,0.2,2010-05-04
South,Ähre,2022,45.25,0.315,2011
South,Ahorn,2023,1045.25,0.1,2012
"""
LANGUAGES = ("ar", "de", "en", "es", "fr", "he", "hy", "ru", "zh")


def rows_of(csv: str) -> Data:
    grid, found = delimited.read(csv.encode(), "d.csv", Span("a.md"), ",")
    assert (grid is not None, found) == (True, [])
    data, wrong = tabling.table(grid, "d.csv", Span("a.md"))  # type: ignore[arg-type]
    assert data is not None, wrong
    return data


def tried(block: str, csv: str = PLACES, lang: str = "en") -> tuple[Lines | None, list[Diagnostic]]:
    parsed = yamlfile.parse(f"data: d.csv\n{block}", "a.md", 1)
    table, wrong = validate(parsed.value, DataTable, "a.md", parsed.marks)
    assert wrong == []
    assert table is not None

    def collate(names: Any) -> Any:
        return collation.ordered(names, lang)

    return making.made(table, rows_of(csv), Places(parsed.marks, Span("a.md", 1)), collate, lang)


def lines(block: str, csv: str = PLACES, lang: str = "en") -> Lines:
    made, found = tried(block, csv, lang)
    assert made is not None, found
    return made


def said(line: Line) -> list[str]:
    return [cell.words.said for cell in line.cells]


def shown(block: str, csv: str = PLACES, lang: str = "en") -> list[list[str]]:
    return [said(line) for line in lines(block, csv, lang).lines[1:]]


def fault(block: str, csv: str = PLACES) -> Diagnostic:
    (found,) = tried(block, csv)[1]
    return found


# order


def test_rows_are_sorted_by_the_alphabet_of_the_language():
    csv = "n\nZebra\nÖl\noso\nÄhre\nñu\nnube\n"
    assert [row[0] for row in shown("sort: n", csv, "de")] == ["Ähre", "ñu", "nube", "Öl", "oso", "Zebra"]
    assert [row[0] for row in shown("sort: n", csv, "sv")] == ["ñu", "nube", "oso", "Zebra", "Ähre", "Öl"]
    assert [row[0] for row in shown("sort: n", csv, "es")] == ["Ähre", "nube", "ñu", "Öl", "oso", "Zebra"]


def test_the_order_of_names_that_is_kept_is_that_of_these_names_in_this_language(tmp_path):
    store = cache.store_of(tmp_path)
    asked = [(["Zebra", "Ähre"], "de"), (["Zebra", "Ähre"], "sv"), (["b", "a"], "de"), (["Ähre", "Zebra"], "de")]
    for _ in range(2):
        told = [list(names_in_order.ordered(names, lang, store)) for names, lang in asked]
        assert told == [["Ähre", "Zebra"], ["Zebra", "Ähre"], ["a", "b"], ["Ähre", "Zebra"]]
        store.settle()


@pytest.mark.parametrize("order", ["up", "down"])
def test_empty_cells_stand_last_in_either_direction_and_what_sorts_alike_as_in_the_file(order):
    csv = "n,v\na,\nb,1\nc,10\nd,1.0\ne,2\n"
    places = [row[0] for row in shown(f"sort: {{column: v, order: {order}}}", csv)]
    assert places == (["b", "d", "e", "c", "a"] if order == "up" else ["c", "e", "b", "d", "a"])


def test_the_first_column_that_is_named_weighs_most_and_numbers_stand_before_names():
    csv = "a,b\ny,2\nx,1\ny,n/a\nx,10\n"
    assert shown("sort: [{column: a, order: down}, b]", csv) == [["y", "2"], ["y", "n/a"], ["x", "1"], ["x", "10"]]


_names = st.text(st.sampled_from("aÄößñ é-’10жЁ中"), max_size=5).map(lambda t: " ".join(t.split())).filter(bool)


@settings(max_examples=8, deadline=None)  # each asks pandoc
@given(st.lists(_names, min_size=1, max_size=40))
def test_no_name_is_lost_or_made_when_names_are_put_in_order(names):
    assert sorted(collation.ordered(names, "fr")) == sorted(set(names))


# nothing lost

_figure = st.one_of(st.just(""), st.decimals(-9999, 9999, places=2).map(str), st.integers(-99, 99).map(str))
_row = st.tuples(st.sampled_from(["North", "South", "East"]), st.integers(0, 5).map(str), _figure)


@given(
    st.lists(_row, min_size=1, max_size=30),
    st.sampled_from([None, 1, 3]),
    st.booleans(),
    st.sampled_from(["up", "down"]),
)
def test_every_row_is_shown_once_or_counted_and_totals_are_the_exact_sum_of_all(rows, limit, grouped, order):
    csv = "region,name,v\n" + "".join(f"{','.join(row)}\n" for row in rows)
    numeric = any(row[2] for row in rows)
    block = f"sort: {{column: name, order: {order}}}\ncolumns: {{name: Name, v: V, region: Region}}\n"
    block += "groups: region\n" if grouped else ""
    block += f"limit: {{rows: {limit}{', rest: {v: sum}' if numeric else ''}}}\n" if limit else ""
    if numeric:
        block += "total: {columns: {v: sum, region: count}, label: All}\nnotes: [{column: v, text: Known figures.}]\n"
    made = lines(block, csv)
    there = [said(line) for line in made.lines if line.kind == "row"]
    written = Counter((n, v.replace("-", "−") or ("–" if numeric else ""), r) for r, n, v in rows)
    assert all(count <= written[tuple(row)] for row, count in Counter(map(tuple, there)).items() if _plain(row))
    if not limit:
        assert len(there) == len(rows)
    else:
        assert len(there) == sum(
            min(limit, n) for n in (Counter(r for r, _, _ in rows).values() if grouped else [len(rows)])
        )
    if not grouped:
        ranks = [int(row[0]) for row in there]
        assert ranks == sorted(ranks, reverse=order == "down")
    if not numeric:
        return
    whole = sum((exact(v) or Fraction(0) for _, _, v in rows), Fraction(0))
    total = next(said(line) for line in made.lines if line.kind == "total")
    assert exact(total[1].replace("−", "-")) == whole
    assert total[2] == str(len(rows))
    parts = [row[1] for row in there] + [said(line)[1] for line in made.lines if line.kind == "rest"]
    assert sum((exact(p.replace("−", "-")) or Fraction(0) for p in parts), Fraction(0)) == whole


def _plain(row: list[str]) -> bool:
    """Whether a row's figure is written as the file writes it: nought has no sign."""
    return bool(re.search(r"[1-9–]", row[1])) or not row[1]


@given(st.lists(st.decimals(-999, 999, places=3).map(str), min_size=1, max_size=12))
def test_a_total_is_the_sum_of_what_is_shown_within_its_rounding(figures):
    csv = "n,v\n" + "".join(f"r{i},{v}\n" for i, v in enumerate(figures))
    made = shown("columns: {n: N, v: {format: number(1)}}\ntotal: {columns: {v: sum}}", csv)
    values = [exact(row[1].replace("−", "-").replace(",", "")) or Fraction(0) for row in made]
    assert abs(sum(values[:-1], Fraction(0)) - values[-1]) <= Fraction(1, 20) * (len(figures) + 1)
    assert values[-1] == rounded(sum((exact(v) or Fraction(0) for v in figures), Fraction(0)), 1)


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["x", "1", "-2.50", "007", "n/a", "+3", "−4", "a b"])] * 2), min_size=1, max_size=5
    )
)
def test_a_table_without_formats_says_every_cell_as_the_file_does(rows):
    csv = "a,b\n" + "".join(f"{x},{y}\n" for x, y in rows)
    columns = list(zip(*rows, strict=True))
    numeric = [all(exact(v) is not None and v != "007" for v in column) for column in columns]
    wanted = [[v.replace("-", "−") if n else v for v, n in zip(row, numeric, strict=True)] for row in rows]
    assert shown("", csv) == wanted


# totals

FOUR = "n,v\na,1.10\nb,2.25\nc,0.1\nd,0.15\n"


@pytest.mark.parametrize(
    ("aggregate", "label", "value"),
    [("sum", "Total", "3.60"), ("mean", "Mean", "0.9"), ("median", "Median", "0.625"), ("min", "Lowest", "0.10"),
     ("max", "Highest", "2.25"), ("count", "Number", "4")],
)  # fmt: skip
def test_a_total_is_exact_and_named_by_what_it_is(aggregate, label, value):
    assert shown(f"total: {{columns: {{v: {aggregate}}}}}", FOUR)[-1] == [label, value]


def test_a_total_has_the_format_of_its_column_and_shares_have_as_many_decimals():
    block = "columns: {place: Place, share: {format: percent}, exports: {format: currency(EUR)}}\n"
    block += "total: {columns: {share: sum, exports: max}, label: All}"
    assert [row[1:] for row in shown(block, lang="de")] == [
        ["26,0\u00a0%", "1.200,50\u00a0€"], ["12,5\u00a0%", "800,00\u00a0€"], ["20,0\u00a0%", "–"],
        ["31,5\u00a0%", "45,25\u00a0€"], ["10,0\u00a0%", "1.045,25\u00a0€"], ["100,0\u00a0%", "1.200,50\u00a0€"],
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_totals_are_those_of_the_language(lang):
    assert list(language(lang).words.totals) == ["sum", "subtotal", "mean", "median", "min", "max", "count"]
    made = shown("columns: {place: Place, exports: E}\nlimit: 2\ntotal: {columns: {exports: mean}}", lang=lang)
    assert made[-1][0] == language(lang).words.totals["mean"]
    assert made[2] == [language(lang).words.others.get("few", language(lang).words.others["other"]).format(n=3), ""]
    if lang != "en":
        assert not set(language("en").words.totals.values()) & (
            set(language(lang).words.totals.values()) - {"Total", "Median", "Subtotal"}
        )


def test_groups_stand_in_the_order_of_their_rows_each_with_its_subtotal():
    block = "columns: {place: Place, exports: E}\nsort: {column: region, order: down}\n"
    block += "groups: {column: region, subtotal: {columns: {exports: sum}}}\nnotes: [{column: exports, text: Known.}]"
    made = lines(block)
    assert [(line.kind, *said(line)) for line in made.lines[1:]] == [
        ("group", "South"), ("row", "Zell", "–"), ("row", "Ähre", "45.25"), ("row", "Ahorn", "1045.25"),
        ("subtotal", "Subtotal", "1090.50"),
        ("group", "North"), ("row", "Öland", "1200.5"), ("row", "Oslo", "800"), ("subtotal", "Subtotal", "2000.5"),
    ]  # fmt: skip


def test_the_rest_of_a_limit_is_one_row_and_the_total_is_of_all():
    block = "columns: {place: Place, exports: E}\nsort: {column: exports, order: down}\n"
    block += (
        "limit: {rows: 2, rest: {exports: sum}}\ntotal: {columns: {exports: sum}}\nnotes: [{total: true, text: Known.}]"
    )
    assert shown(block)[2:] == [["and 3 others", "845.25"], ["Total", "3091.00"]]
    assert len(shown("limit: 5")) == 5, "where nothing is left out, nothing is said"


# columns


def test_decimal_points_stand_below_each_other():
    made = lines("columns: {place: Place, exports: E}")
    ends = [line.cells[1].words.said + line.cells[1].words.blank for line in made.lines[1:]]
    assert ends == ["1200.5\u2007", "800\u2008\u2007\u2007", "–", "45.25", "1045.25"]


def test_an_empty_figure_is_a_dash_or_what_the_block_says_and_an_empty_word_nothing():
    csv = "n,v,w\na,,\nb,1,x\n"
    assert shown("", csv)[0] == ["a", "–", ""]
    assert shown("missing: n/a", csv)[0] == ["a", "n/a", "n/a"]
    assert shown("missing: n/a\ncolumns: {n: N, v: {missing: ''}, w: W}", csv)[0] == ["a", "", "n/a"]


# notes and highlights


def test_notes_have_letters_in_the_order_in_which_a_reader_meets_them():
    block = """\
columns: {place: Place, exports: E}
groups: region
total: {columns: {exports: max}}
notes:
  - {total: true, column: exports, text: Of one place.}
  - {row: Oslo, column: exports, text: Estimated.}
  - {group: South, text: Estimated.}
  - {row: {place: Ahorn, year: 2023}, text: A village.}
  - {column: exports, text: Millions.}
"""
    made = lines(block)
    assert [(sign, note.text) for sign, note in made.notes] == [
        ("a", "Millions."), ("b", "Estimated."), ("c", "A village."), ("d", "Of one place.")]  # fmt: skip
    called = {
        (said(line)[0], n): cell.letters for line in made.lines for n, cell in enumerate(line.cells) if cell.letters
    }
    assert called == {("Place", 1): ("a",), ("Oslo", 1): ("b",), ("South", 0): ("b",), ("Ahorn", 0): ("c",),
                      ("Highest", 1): ("d",)}  # fmt: skip
    assert [letter(n) for n in (0, 25, 26, 27, 52, 702)] == ["a", "z", "aa", "ab", "ba", "aaa"]


def test_a_note_that_two_cells_call_is_one_note_which_leads_back_to_the_first():
    made = lines("notes: [{row: {region: North}, text: Counted.}]")
    table = building.table(made, [], "t", "en")
    ids = [attr[0] for n in ast.walk([table]) if (attr := ast.attr_of(n)) and attr[0]]
    calls = [n for n in ast.walk([table]) if n["t"] == "Link"]
    assert ids == ["t-call-a"]
    assert [n["c"][2][0] for n in calls] == ["#t-note-a", "#t-note-a"]


def test_of_two_totals_the_first_calls_the_notes():
    block = "columns: {place: P, exports: E}\nnotes: [{total: true, text: Of all.}]\n"
    made = lines(f"{block}total: [{{columns: {{exports: max}}}}, {{columns: {{exports: min}}}}]")
    assert [line.cells[0].letters for line in made.lines if line.kind == "total"] == [("a",), ()]


def test_the_blank_beside_a_figure_stands_on_its_right_in_every_direction():
    for lang, place in (("en", -1), ("ar", 0)):
        table = building.table(lines("columns: {place: P, exports: E}", lang=lang), [], "t", lang)
        (first, *_) = [n for n in ast.walk([table]) if ast.has_class(n, "table-blank")]
        (cell,) = [n["c"] for n in ast.walk([table]) if n["t"] == "Plain" and first in n["c"]]
        assert cell[place] is first


def test_a_condition_chooses_the_cells_that_stand_out_and_an_empty_cell_meets_none():
    block = "columns: {place: Place, exports: E}\nhighlight:\n  - {when: value < 1000, column: exports}\n"
    block += "  - {when: row.year == 2022 and row.share > 0.3}\n"
    lit = [(said(line)[0], n) for line in lines(block).lines for n, cell in enumerate(line.cells) if cell.highlighted]
    assert lit == [("Oslo", 1), ("Ähre", 0), ("Ähre", 1)]


def test_a_column_that_no_name_can_have_is_named_with_lines_in_a_condition():
    csv = "n,Share (approx.)\na,1\nb,2\n"
    made = lines("highlight: [{when: row.Share__approx__ > 1}]", csv)
    assert [said(line)[0] for line in made.lines if line.cells[0].highlighted] == ["b"]


def test_what_stands_out_is_bold_so_that_no_colour_alone_tells_it():
    node = building.table(lines("highlight: [{row: North}]", PLACES.split("South")[0]), [], "t", "en")
    cells = [cell for row in node["c"][4][0][3] for cell in row[1]]
    assert cells
    for attr, _, _, _, blocks in cells:
        assert "highlighted" in attr[1]
        assert blocks[0]["c"][0]["t"] == "Strong"


# faults


@pytest.mark.parametrize(
    ("block", "code", "place", "words"),
    [
        ("columns: {place: {format: numbr}}", "DATA030", "a.md:2:19", "`numbr`"),
        ("columns: {place: {format: date}}", "DATA030", "d.csv:2:1", "is no day"),
        ("columns: {region: R, place: {format: percent}}", "DATA030", "d.csv:2:1", "is no number"),
        ("total: {columns: {place: sum}}", "DATA031", "a.md:2:19", "isn't numbers alone"),
        ("columns: {place: P}\ntotal: {columns: {exports: max}}", "DATA031", "a.md:3:19", "doesn't show"),
        ("columns: {exports: E}\ntotal: {columns: {exports: max}}", "DATA031", "a.md:3:19", "label of this row"),
        ("columns: {place: P, year: {format: date}}\ntotal: {columns: {year: max}}", "DATA031", "a.md:3:19", "days"),
        ("groups: region\nnotes: [{text: x, group: Nrth}]", "DATA034", "a.md:3:19", "no group"),
        ("total: {columns: {}}", "DATA031", "a.md:2:9", "no column"),
        ("total: {columns: {exports: sum}}", "DATA033", "a.md:2:19", "is empty"),
        ("limit: {rows: 2, rest: {exports: sum}}", "DATA033", "a.md:2:25", "is empty"),
        ("notes: [{row: Nowhere, text: x}]", "DATA034", "a.md:2:10", "`Nowhere`"),
        ("limit: 1\nnotes: [{row: {place: Oslo}, text: x}]", "DATA034", "a.md:3:10", "`Oslo`"),
        ("columns: {place: P}\nnotes: [{column: exports, text: x}]", "DATA034", "a.md:3:10", "doesn't show"),
        ("notes: [{text: x}]", "DATA034", "a.md:2:9", "for no cell"),
        ("notes: [{text: x, total: true}]", "DATA034", "a.md:2:19", "no row of totals"),
        ("notes: [{text: x, group: North}]", "DATA034", "a.md:2:19", "no group"),
        ("notes: [{text: x, row: North, total: true}]", "DATA034", "a.md:2:9", "more than one"),
        ("highlight: [{}]", "DATA034", "a.md:2:13", "for no cell"),
        ("highlight: [{when: row.exports >}]", "DATA035", "a.md:2:14", "can't be read"),
        ("highlight: [{when: exports > 2}]", "DATA035", "a.md:2:14", "no `exports`"),
        ("highlight: [{when: value > 2}]", "DATA035", "a.md:2:14", "no `value`"),
        ("highlight: [{when: row.place > 2}]", "DATA035", "d.csv:2:1", "two numbers or two texts"),
        ("highlight: [{when: row.year + 1}]", "DATA035", "d.csv:2:1", "no condition"),
        ("total: {columns: {share: sum, year: max}}", "DATA037", "a.md:2:1", "no one word"),
    ],
)  # fmt: skip
def test_what_a_table_can_t_do_is_told_once_at_the_key_or_the_row(block, code, place, words):
    found = fault(block)
    assert (found.code, str(found.span)) == (code, place)
    assert words in found.message
    assert found.hint


def test_shares_that_come_to_a_whole_may_be_summed_and_others_are_told():
    block = "columns: {place: P, share: {format: percent}}\ntotal: {columns: {share: sum}}"
    for nearly in (PLACES, PLACES.replace("0.315", "0.319")):
        assert tried(block, nearly)[1] == []
    made, (found,) = tried(block, PLACES.replace("0.315", "0.415"))
    assert (found.code, str(found.span), made is not None) == ("DATA032", "a.md:3:19", True)


@pytest.mark.parametrize(
    "key", ["sort: plce", "groups: plce", "total: {columns: {plce: sum}}", "notes: [{column: plce, text: x}]",
            "highlight: [{row: {plce: x}}]", "limit: {rows: 1, rest: {plce: sum}}"],
)  # fmt: skip
def test_a_column_that_the_data_hasn_t_is_told_wherever_it_is_named(brief, key):
    made = brief(f"# A\n\n```{{.table}}\ndata: d.csv\n{key}\n```\n", files={"report/d.csv": PLACES})
    (found,) = made.found()
    assert (found.code, found.span.line, found.hint) == ("DATA002", 5, "Did you mean `place`?")


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_found_in_the_examples(name):
    csv, block = EXAMPLES[name]
    made, found = tried(block, csv)
    assert (made is not None, found) == (True, [])


# in every format

BLOCK = """\
# A

@tbl:places and @tbl:rest.

```{.table #tbl:places}
data: ../sources/data/places.csv
columns:
  place: Place
  joined: {title: Joined, format: date(month)}
  exports: {title: Exports, format: number}
sort: place
groups: {column: region, subtotal: {columns: {exports: sum}}}
total: {columns: {exports: sum}}
notes:
  - {column: exports, text: "In *millions*, of {{ known }} places [@survey2023]."}
  - {row: Oslo, column: exports, text: Estimated.}
highlight: [{when: row.exports > 1000, column: exports}]
caption: Exports by region
source: Made up.
```

```{.table #tbl:rest}
data: ../sources/data/places.csv
columns: {place: Place, exports: Exports}
limit: {rows: 3, rest: {exports: sum}}
notes: [{column: exports, text: Known figures.}]
caption: The rest
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from conftest import REFERENCES

    folder = BriefFolder(tmp_path_factory.mktemp("tables"))
    wishes = "title: Tables\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
    figures = "known: {value: 4, source: survey2023}\n"
    files = {"report/brief.yaml": wishes, "report/01-a.md": BLOCK, "sources/references.yaml": REFERENCES,
             "sources/data/places.csv": PLACES, "sources/data/figures.yaml": figures}  # fmt: skip
    return folder.write(files).built("pdf", "epub", "html", "docx")


def test_every_header_cell_says_what_it_heads_on_the_web_and_in_the_e_book(built):
    chapter = next(c for name, c in built.chapters.items() if not name.endswith("title_page.xhtml"))
    for tree in (built.html, chapter):
        heads = tree.xpath("//*[local-name()='table']//*[local-name()='th']")
        scopes = Counter(head.get("scope") for head in heads)
        assert scopes == {"col": 5, "rowgroup": 2, "row": 5 + 2 + 1 + 3 + 1}
        groups = [h for h in heads if h.get("scope") == "rowgroup"]
        assert [g.get("colspan") for g in groups] == ["3", "3"]
        assert all(len(g.getparent().getparent().xpath(".//*[@scope='rowgroup']")) == 1 for g in groups)


@pytest.mark.parametrize("form", ["html", "epub"])
def test_a_note_and_its_call_lead_to_each_other(built, form):
    trees = [built.html] if form == "html" else list(built.chapters.values())
    (tree,) = [t for t in trees if t.xpath("//*[contains(@class, 'part-note')]")]
    calls = tree.xpath("//*[contains(concat(' ', @class, ' '), ' call ')]")
    assert [c.get("aria-label") for c in calls] == ["Note a", "Note b", "Note a"]
    for call in calls:
        (note,) = tree.xpath("//*[@id=$id]", id=call.get("href").partition("#")[2])
        assert "part-note" in note.get("class")
        (back,) = [a for a in note.iter() if str(a.get("href", "")).endswith(f"{call.getparent().get('id')}")]
        assert "".join(back.itertext()) == "".join(call.itertext())


@pytest.mark.parametrize("form", ["html", "epub", "pdf"])
def test_the_words_of_a_table_and_of_its_notes_stand_in_every_format(built, form):
    words = built.text(form).replace("\u00a0", " ")
    for part in ("Table 1. Exports by region", "February 2001", "1,200.5", "Subtotal", "3,091.00",
                 "In millions, of 4 places", "Estimated.", "and 2 others", "Water Office"):  # fmt: skip
        assert part in words


def test_the_cells_of_a_group_know_its_header_in_the_pdf(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        tables = [e for e in _elements(pdf.Root.StructTreeRoot.K) if str(e.S) == "/Table"]
        cells = [e for e in _elements(tables[0]) if str(e.S) in ("/TH", "/TD")]
        ids = {str(e.ID): e for e in cells if str(e.S) == "/TH"}
        groups = [name for name, e in ids.items() if e.A.get("/ColSpan") == 3]
        assert [str(ids[g].A.Scope) for g in groups] == ["/Row", "/Row"]
        heads = [[str(h) for h in e.A.Headers] for e in cells if str(e.S) == "/TD"]
    assert [next((g for g in groups if g in named), "") for named in heads] == [groups[0]] * 8 + [groups[1]] * 6 + [
        ""
    ] * 2
    assert all(len(named) == (3 if set(named) & set(groups) else 2) for named in heads)


def test_word_repeats_the_head_and_shows_groups_and_totals(built):
    with zipfile.ZipFile(built.paths["docx"]) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    w = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    rows = body.xpath("//w:tbl", namespaces=w)[0].xpath("w:tr", namespaces=w)
    assert [bool(row.xpath("w:trPr/w:tblHeader", namespaces=w)) for row in rows] == [True] + [False] * 10
    styles = [row.xpath("string(w:tc[1]/w:p/w:pPr/w:pStyle/@w:val)", namespaces=w) for row in rows]
    assert styles == ["TableHead", "TableGroup", *["TableEntry"] * 3, "TableTotal", "TableGroup", *["TableEntry"] * 2,
                      "TableTotal", "TableTotal"]  # fmt: skip
    anchors = set(body.xpath("//w:tbl//w:hyperlink/@w:anchor", namespaces=w))
    assert anchors
    assert anchors <= set(body.xpath("//w:bookmarkStart/@w:name", namespaces=w))


def test_a_figure_in_a_table_that_was_sorted_is_held_against_the_sources_on_the_line_of_its_row(brief):
    block = "```{.table #tbl:t}\ndata: d.csv\nsort: {column: share, order: down}\ngroups: region\n"
    block += "columns: {place: Place, share: {title: Share, format: percent}}\n"
    block += "notes: [{row: Mill, column: share, text: Estimated.}]\nsource: '@marsh2020'\n```\n\n@tbl:t\n"
    files = {"report/d.csv": "place,region,share\nFord,North,0.312\nMill,South,0.264\nWeir,North,0.417\n",
             "sources/documents/marsh2020.txt": "Ford 31.2%, weir 41.7%, mill 26.5%.\n"}  # fmt: skip
    found = [f for f in brief(f"# A\n\n{block}", files=files).found("verify") if "26.4" in f.message]
    assert [str(f.span) for f in found] == ["report/d.csv:3:1"]


def test_the_text_of_an_edition_has_the_words_of_a_table_without_the_blanks_beside_them(brief):
    block = "```{.table}\ndata: d.csv\nnotes: [{row: a, column: v, text: Estimated.}]\n```\n"
    report = brief(f"# A\n\n{block}", files={"report/d.csv": "n,v\na,1\nb,2.25\n"}).run(until="cite")
    assert report.cited is not None
    assert report.project is not None
    text = text_of(report.cited.whole(project=report.project))
    rows = [b.words for section in text.sections for b in section.blocks if b.kind in ("row", "credit")]
    assert rows == ["n\tv", "a\t1", "b\t2.25", "a Estimated."]


def _elements(element: Any) -> list[Any]:
    found, stack = [], [element]
    while stack:
        item = stack.pop(0)
        if isinstance(item, pikepdf.Array):
            stack[:0] = list(item)
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            found.append(item)
            stack.insert(0, item.get("/K", pikepdf.Array([])))
    return found


def test_a_table_is_the_same_node_each_time():
    block = "sort: place\nnotes: [{column: exports, text: x}]\nhighlight: [{column: share}]"
    assert building.table(lines(block), ast.text("A"), "t", "en") == building.table(
        lines(block), ast.text("A"), "t", "en"
    )


@pytest.mark.parametrize(("key", "fits"), [("", False), ("limit: 1000", True), ("groups: place\nlimit: 500", True)])
def test_a_table_shows_a_thousand_rows_and_no_more(key, fits):
    csv = "place,year\n" + "".join(f"{'NS'[n % 2]},{n}\n" for n in range(1001))
    made, found = tried(key, csv)
    assert ([f.code for f in found], made is not None) == ([] if fits else ["DATA038"], fits)
