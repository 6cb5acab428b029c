"""Every form of chart says what its data says, in its place, in words that can be read, and refuses what it can't."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise, product
from math import dist
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefpress.charts import days, scales, sizes
from briefpress.charts.along import along
from briefpress.charts.apart import apart
from briefpress.charts.canvas import COLOURS, Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.kinds import KINDS
from briefpress.charts.letters import breadth, wrapped
from briefpress.charts.sizes import NARROW, WIDE
from briefpress.colours import colour_of
from briefpress.contrast import GRAPHICS, TEXT, ratio
from briefpress.data.rows import Data
from briefpress.engines import vega
from briefpress.look import Look
from briefpress.settings import Style
from chart_forms import EXAMPLES, chart_of, data_of
from drawn import misplaced
from eyes import APART, MACHADO, STEP, grey, seen

STYLES = get_args(Style)


def canvas(style: str = "institute", width: int = WIDE, lang: str = "en") -> Canvas:
    return Canvas(Look(style, "a4").tokens, lang, width)


def made(block: str, csv: str, on: Canvas | None = None) -> dict[str, Any]:
    chart, data = chart_of(block), data_of(csv)
    assert not list(KINDS[chart.type].faults(chart, data))
    return specification(chart, data, on or canvas())


def rows(drawn: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """The rows of all layers with a mark."""
    return [row for layer in drawn["layer"] if layer["mark"]["type"] == mark for row in layer["data"]["values"]]


def words(drawn: dict[str, Any]) -> list[str]:
    return [row["said"].replace("\n", " ") for row in rows(drawn, "text")]


# what is drawn of the data


def test_bars_stand_from_nought_with_their_figures_at_their_ends():
    drawn = made("x: k\ny: {field: v, format: percent}\n", "k,v\na,0.25\nb,-0.1\n")
    assert [row["v"] for row in rows(drawn, "bar")] == [0.25, -0.1]
    low, high = drawn["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < -0.1
    assert high > 0.25
    assert words(drawn) == ["25%", "−10%"]


def test_the_figures_of_a_chart_have_as_many_decimals_each():
    drawn = made("x: k\ny: {field: v, format: percent}\n", "k,v\na,0.35\nb,0.264\n")
    assert words(drawn) == ["35.0%", "26.4%"]


@pytest.mark.parametrize(("sort", "order"), [("file", "bca"), ("value", "cba"), ("name", "abc")])
def test_bars_stand_in_the_order_that_is_asked_for(sort, order):
    drawn = made(f"x: k\ny: v\nsort: {sort}\n", "k,v\nb,2\nc,3\na,1\n")
    assert "".join(row["n"] for row in rows(drawn, "bar")) == order


def test_long_names_lie_beside_their_bars_and_years_stand_however_many_there_are():
    def lies(block: str, csv: str) -> bool:
        return made(block, csv)["layer"][-1]["encoding"]["y"]["type"] == "nominal"

    block = "x: k\ny: v\n"
    assert lies(block, "k,v\nFalls on level ground,1\nBurns,2\n")
    assert not lies(block, "k,v\na,1\nb,2\n")
    assert lies(block + "lying: true\n", "k,v\na,1\nb,2\n")
    many = "k,v\n" + "".join(f"{y},{10 * y}\n" for y in range(1980, 2020))
    assert not lies(block, many)
    assert made(block, many)["layer"][0]["encoding"]["y"]["axis"], "where figures have no room an axis tells them"


def test_parts_are_stacked_in_order_and_a_share_fills_its_bar():
    csv = "k,s,v\na,x,1\na,y,3\nb,x,2\nb,y,\n"
    parts = rows(made("x: k\ny: v\nseries: s\nstacked: true\n", csv), "bar")
    assert [(p["n"], p["v"], p["to"]) for p in parts] == [("a", 0, 1), ("a", 1, 4), ("b", 0, 2)]
    whole = made("x: k\ny: v\nseries: s\nstacked: share\n", csv)
    assert [(p["v"], p["to"]) for p in rows(whole, "bar")] == [(0, 0.25), (0.25, 1), (0, 1)]
    assert {"25%", "75%", "100%"} <= set(words(whole))


def test_parts_below_nought_are_stacked_downwards():
    drawn = made("x: k\ny: v\nseries: s\nstacked: true\n", "k,s,v\na,x,2\na,y,-1\na,z,3\n")
    assert [(p["v"], p["to"]) for p in rows(drawn, "bar")] == [(0, 2), (0, -1), (2, 5)]
    assert "5" not in words(drawn), "which is no sum of the bar"


def test_a_line_has_a_gap_where_a_cell_is_empty_and_a_dot_where_a_figure_stands_alone():
    drawn = made("type: line\nx: k\ny: v\n", "k,v\n" + "".join(f"{y},{'' if y in (1949, 1951) else 3}\n"
                                                             for y in range(1900, 2000)))  # fmt: skip
    line = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "line")["data"]["values"]
    assert [row["x"] for row in line if row["v"] is None] == [1949, 1951]
    dots = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "point")["data"]["values"]
    assert [row["x"] for row in dots] == [1950, 1999]


def test_the_name_of_a_line_stands_where_the_line_ends_in_whatever_order_its_file_is():
    csv = "k,s,v\n2023,A,9\n2020,B,4\n2019,B,1\n2021,A,2\n"
    drawn = made("type: line\nx: k\ny: v\nseries: s\nlabels: true\n", csv)
    assert words(drawn) == ["A 9", "B 4"]
    dotted = next(la for la in drawn["layer"] if la["mark"].get("strokeDash") == [1, 3])["data"]["values"]
    assert [(row["x"], row["v"]) for row in dotted] == [(2020, 4)], "a line that ends before is led to its name"


def test_days_stand_as_far_apart_as_they_are():
    drawn = made("type: line\nx: k\ny: v\n", "k,v\n2023-10,1\n2023-11,2\n2024-10,3\n")
    places = [row["x"] for row in rows(drawn, "line")]
    assert [b - a for a, b in pairwise(places)] == [31, 335]
    line = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "line")
    assert "Jan 2024" in line["encoding"]["x"]["axis"]["labelExpr"]


def test_the_axis_of_a_line_begins_at_nought_unless_it_is_told_not_to():
    csv = "k,v\n2020,96\n2021,99\n"

    def ends(more: str) -> list[float]:
        drawn = made("type: line\nx: k\ny: v\n" + more, csv)
        line = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "line")
        domain: list[float] = line["encoding"]["y"]["scale"]["domain"]
        return domain

    assert ends("")[0] == 0
    low, high = ends("zero: false\n")
    assert 90 < low <= 96 < 99 <= high
    assert ends("zero: false\nticks: [80, 90, 100]\n") == [80, 100]


def test_a_line_across_stands_at_its_figure_and_the_scale_reaches_it():
    drawn = made("type: line\nx: k\ny: v\nreference: [{value: 140, label: Limit}, {value: 20}]\n", "k,v\n1,9\n2,99\n")
    assert {140, 20} <= {row["v"] for row in rows(drawn, "rule")}
    assert {"Limit", "20"} <= set(words(drawn))
    line = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["y"]["scale"]["domain"][1] >= 140


def test_a_line_that_stands_leaves_out_the_words_in_its_way():
    drawn = made("x: k\ny: v\nlying: true\nreference: {value: 62}\n", "k,v\na,100\nb,60\nc,10\n")
    pieces = [layer["encoding"] for layer in drawn["layer"] if layer["mark"].get("strokeDash")]
    middle = drawn["height"] / 2
    assert len(pieces) == 2
    assert pieces[0]["y2"]["value"] < middle < pieces[1]["y"]["value"]
    assert (pieces[0]["y"]["value"], pieces[1]["y2"]["value"]) == (0, drawn["height"])


def test_a_slope_has_its_names_and_figures_at_both_ends_and_on_a_telephone_its_names_once():
    block, csv = EXAMPLES["slope"]
    assert {"Harbour €9.80", "€16.90 Harbour"} <= set(words(made(block, csv)))
    assert {"€9.80", "€16.90 Harbour"} <= set(words(made(block, csv, canvas(width=NARROW))))


def test_dots_are_sorted_by_their_last_series_and_told_apart_by_their_signs():
    drawn = made(*EXAMPLES["dot-series"])
    assert drawn["layer"][0]["data"]["values"][0]["n"] == "Harbour"
    shapes = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "point")["encoding"]["shape"]["scale"]
    assert len(set(shapes["range"])) == 2


def test_a_range_tells_both_its_ends():
    drawn = made(*EXAMPLES["range"])
    assert {"1.2", "2.1", "0.7", "1.5", "Came true"} <= set(words(drawn))
    assert (rows(drawn, "bar")[0]["v"], rows(drawn, "bar")[0]["to"]) == (1.2, 2.1)


def test_figures_are_written_as_the_language_writes_them():
    drawn = made("x: k\ny: {field: v, format: percent(1)}\n", "k,v\na,0.264\n", canvas(lang="de"))
    assert words(drawn) == ["26,4\u00a0%"]


# scales and places


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=1), st.booleans(), st.integers(2, 10))
def test_a_scale_reaches_all_figures_and_its_ticks_are_round_and_as_many_as_wanted(values, zero, wanted):
    scale = scales.over(values, zero=zero, ticks=wanted)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    assert 2 <= len(scale.ticks) <= 2 * wanted + 2
    assert not zero or scale.low <= 0 <= scale.high


@given(st.lists(st.tuples(st.floats(0, 300), st.integers(8, 40)), min_size=1, max_size=12))
def test_labels_are_pushed_apart_within_their_side_and_keep_their_order(labels):
    wanted, room = [a for a, _ in labels], [float(r) for _, r in labels]
    got = apart(wanted, room, 0, 300)
    order = sorted(range(len(got)), key=lambda i: (wanted[i], i))
    for one, other in pairwise(order):
        assert got[other] - got[one] >= (room[one] + room[other]) / 2 - 0.05
    over = max(0.0, sum(room) - 300) / 2
    assert got[order[0]] - room[order[0]] / 2 >= -over - 0.05
    assert got[order[-1]] + room[order[-1]] / 2 <= 300 + over + 0.05


def test_labels_with_room_stay_where_they_belong():
    assert apart([10, 100, 50], [20, 20, 20], 0, 300) == [10, 100, 50]
    assert apart([50, 52], [20, 20], 0, 300) == [41, 61]


@given(st.text(alphabet="abc WMil 中", max_size=60), st.floats(4, 40))
def test_words_are_broken_into_lines_without_losing_a_letter(text, room):
    lines = wrapped(text, room)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == "".join(text.split())
    assert all(breadth(line) <= room or len(line.removesuffix("-")) == 1 for line in lines)


@pytest.mark.parametrize(
    ("word", "lang", "lines"),
    [
        ("Donaudampfschifffahrt", "de", ["Donaudampf-", "schifffahrt"]),
        ("здравоохранения", "ru", ["здраво-", "охранения"]),
        ("Donaudampfschifffahrt", "xx", ["Donaudampf-", "schifffahrt"]),
        ("Rhein-Main-Gebietskoerperschaft", "de", ["Rhein-Main-", "Gebietskoer-", "perschaft"]),
        ("国民经济和社会发展统计公报", "zh", ["国民经济和社", "会发展统计公", "报"]),
        ("الديمقراطيةالاجتماعية", "ar", ["الديمقراطي", "ةالاجتماعي", "ة"]),
    ],
)
def test_a_word_without_room_is_broken_as_its_language_breaks_it(word: str, lang: str, lines: list[str]):
    assert wrapped(word, 6.2, lang) == lines


@given(st.text(alphabet="abc WMil", min_size=1, max_size=40), st.sampled_from(STYLES))
def test_words_are_not_broken_where_they_have_the_room_that_they_want(text, style):
    on = canvas(style)
    assert on.wrapped(text, on.breadth(text)) == [" ".join(text.split())]


@pytest.mark.parametrize("lang", ["en", "de", "fr", "ru", "ar", "he", "zh", "zh-Hant", "es", "hy", "xx"])
@pytest.mark.parametrize(("first", "last"), [("2023-10-01", "2023-10-09"), ("2023-01", "2025-06"), ("1950-01", "2024")])
def test_an_axis_of_time_has_room_for_its_words_in_every_language(lang, first, last):
    on = canvas(lang=lang)
    foot = along([first, last], "", on, 400)
    pixel = 400 / (foot.last - foot.first)

    def wide(said: str | list[str]) -> float:
        return max(map(on.breadth, [said] if isinstance(said, str) else said))

    assert len(foot.ticks) >= 2
    for (a, one), (b, other) in pairwise(zip(foot.ticks, foot.said, strict=True)):
        assert (b - a) * pixel >= (wide(one) + wide(other)) / 2
    assert all(foot.first <= t <= foot.last for t in foot.ticks)


def test_what_is_no_day_is_no_day():
    assert days.day("2023-02-30") is None
    assert days.day("20231") is None
    assert not days.are_days([2020, 2021]), "years are numbers"


# colours


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("by", MACHADO)
def test_the_colours_of_series_are_told_apart_by_whoever_sees_them(style, by):
    colours = [colour_of(c, {}) for c in canvas(style).colours]
    assert len(colours) == COLOURS
    assert min(dist(seen(a, by), seen(b, by)) for a, b in combinations(colours, 2)) >= APART


@pytest.mark.parametrize("style", STYLES)
def test_the_colours_of_neighbours_differ_in_grey_and_all_stand_out_from_the_page(style):
    tokens = Look(style, "a4").tokens
    colours = [colour_of(c, {}) for c in canvas(style).colours]
    assert min(abs(grey(a) - grey(b)) for a, b in pairwise(colours)) >= STEP
    page = colour_of(tokens["page"], {})
    assert min(ratio(colour, page) for colour in colours) >= GRAPHICS
    for ground in (colour.hex for colour in colours):
        assert ratio(colour_of(canvas(style).on(ground), {}), colour_of(ground, {})) >= TEXT, "figures in their parts"


# what comes out

ON = [("institute", WIDE), ("institute", NARROW), ("ministry", NARROW), ("newsroom", WIDE)]
"""Where each example is drawn: the letters of one style are large, those of another its own."""


@cache
def drawings() -> dict[tuple[str, str, int], str]:
    """Every example in every style and width, drawn in one go."""
    asked = {
        (name, style, width): made(*EXAMPLES[name], canvas(style, width))
        for name, (style, width) in product(EXAMPLES, ON)
    }
    return dict(zip(asked, vega.draw(list(asked.values())), strict=True))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_words_of_a_chart_leave_it_or_stand_upon_others(name):
    for style, width in ON:
        svg = drawings()[name, style, width]
        assert misplaced(svg) == [], (style, width)
        assert re.search(rf'<svg[^>]* width="{width}"', svg)


def test_the_same_chart_is_the_same_bytes_whatever_was_drawn_before():
    first = drawings()
    names = [key for key in first if key[1:] == (STYLES[0], NARROW)][::-1]
    again = vega.draw([made(*EXAMPLES[name], canvas(style, width)) for name, style, width in names])
    assert again == [first[key] for key in names]


NAME = st.text(alphabet="aeimnorstwMW -", min_size=1, max_size=28).filter(lambda s: s.strip() == s and "  " not in s)


@settings(max_examples=5, deadline=None)
@given(
    st.lists(NAME, min_size=2, max_size=6, unique_by=str.casefold),
    st.lists(st.integers(-999, 99999), min_size=12, max_size=12),
    st.sampled_from([WIDE, NARROW]),
    st.sampled_from(STYLES),
)
def test_the_words_of_any_chart_have_room(names, figures, width, style):
    csv = "n,k,v,w\n" + "".join(
        f"{name},{year},{v},{v + abs(w)}\n"
        for (name, year), (v, w) in zip(product(names, (2013, 2023)), product(figures, figures), strict=False)
    )
    # One row a name, for forms without series.
    few = "n,k,v,w\n" + "".join(line + "\n" for line in csv.splitlines() if ",2023," in line)
    on = canvas(style, width)
    asked = [
        ("x: n\ny: v\n", few), ("x: n\ny: v\nseries: k\nlying: true\n", csv),
        ("type: line\nx: k\ny: v\nseries: n\nlabels: true\n", csv), ("type: slope\nx: k\ny: v\nseries: n\n", csv),
        ("type: dot\nx: n\ny: v\nreference: {value: 0, label: None}\n", few),
        ("type: range\nx: n\nlow: v\nhigh: w\n", few), ("x: k\ny: w\nseries: n\nstacked: true\n", csv),
    ]  # fmt: skip
    for (block, _), svg in zip(asked, vega.draw([made(*one, on) for one in asked]), strict=True):
        assert misplaced(svg) == [], block


ODD = ['It\'s "x" \\ y', "</script>", "\u2028", "a.b[0]", "${x}", "中", "2020", ""]


def test_names_of_any_signs_are_drawn_as_they_are():
    rows = tuple({"k": name, "s": kind, "v": 3, "w": 4} for name in ODD for kind in ("A", '"B"'))
    columns = ("k", "s", "v", "w")
    several, one = Data("d.csv", columns, rows), Data("d.csv", columns, rows[::2])
    asked = [
        ("x: k\ny: v\nseries: s\n", several), ("x: k\ny: v\nlying: false\n", one),
        ("x: s\ny: v\nseries: k\nstacked: true\n", Data("d.csv", columns, rows[:12])),
        ("type: line\nx: k\ny: v\nseries: s\n", several), ("type: dot\nx: k\ny: v\nseries: s\n", several),
        ("type: slope\nx: s\ny: v\nseries: k\n", several), ("type: range\nx: k\nlow: v\nhigh: w\n", one),
    ]  # fmt: skip
    for svg in vega.draw([specification(chart_of(block), data, canvas()) for block, data in asked]):
        said = " ".join(etree.fromstring(svg.encode()).itertext())
        assert "script>" in said
        assert 'It\'s "x" \\ y' in said


# what can't be drawn

SERIES = "x: k\ny: v\nseries: s\n"


@pytest.mark.parametrize(
    ("block", "csv", "code", "key", "said"),
    [
        (SERIES, "k,v,s\na,1,x\na,2,x\n", "CHART001", "x", "More than one row of `d.csv` is for a, x."),
        ("type: line\n" + SERIES, "k,v,s\n" + "".join(f"1,1,{n}\n" for n in range(7)), "CHART001", "series",
         "`s` has 7 series; a chart holds 6 lines."),
        ("type: line\nhighlight: 3\n" + SERIES, "k,v,s\n" + "".join(f"1,1,{n}\n" for n in range(13)), "CHART001",
         "series", "`s` has 13 series; a chart holds 12 lines."),
        (SERIES + "stacked: true\n", "k,v,s\n" + "".join(f"1,1,{n}\n" for n in range(7)), "CHART001", "series",
         "`s` has 7 series; a chart holds 6 in one bar."),
        ("x: k\ny: v\n", "k,v\n" + "".join(f"{n},1\n" for n in range(41)), "CHART001", "x",
         "`k` has 41 names; a chart of this form holds 40."),
        (SERIES + "stacked: share\n", "k,v,s\na,1,x\na,-2,y\n", "CHART001", "stacked",
         "`-2` is below nought, and can't be a share of a whole."),
        ("x: k\ny: v\nstacked: true\n", "k,v\na,1\n", "DATA003", "stacked", "Bars without series can't be stacked."),
        ("type: slope\n" + SERIES, "k,v,s\n2020,1,x\n2020,2,y\n", "CHART001", "x",
         "All rows of `d.csv` are for one moment, 2020; a slope goes from one to another."),
        ("type: slope\n" + SERIES, "k,v,s\n1,1,x\n2,2,x\n3,2,x\n", "CHART001", "x",
         "`k` has 3 moments; a slope goes from one to another."),
        ("type: range\nx: k\nlow: v\nhigh: w\n", "k,v,w\na,3,2.5\n", "CHART001", "low",
         "a goes from 3 in `v` down to 2.5 in `w`."),
        ("type: range\nx: k\nlow: v\nhigh: w\n", "k,v,w\na,3,\n", "CHART001", "low",
         "a has one end of its range, in `v`, not the other."),
        ("type: range\nx: k\nlow: v\nhigh: w\n", "k,v,w\na,1,2\na,1,2\n", "CHART001", "x",
         "More than one row of `d.csv` is for a."),
        ("type: dot\n" + SERIES, "k,v,s\n" + "".join(f"1,1,{n}\n" for n in range(6)), "CHART001", "series",
         "`s` has 6 series; a chart holds 5 dots in a row."),
        ("x: k\ny: v\n", "k,v\na,\nb,\n", "CHART001", "data", "`d.csv` has no figure in `v`."),
        ("type: line\nx: k\ny: v\n", "k,v\n" + "".join(f"{n},1\n" for n in range(5001)), "CHART001", "data",
         "`d.csv` has 5,001 rows for a chart, which holds 5,000."),
        ("x: k\ny: {field: v, format: per cent}\n", "k,v\na,1\n", "DATA003", "y", "`per cent` is no format"),
        ("x: k\ny: v\nhighlight: c\n", "k,v\na,1\n", "DATA003", "highlight", "`c` isn't in the data."),
    ],
)  # fmt: skip
def test_what_a_form_can_t_show_truly_is_told_with_what_to_do(block, csv, code, key, said):
    chart, data = chart_of(block), data_of(csv)
    (fault,) = KINDS[chart.type].faults(chart, data)
    assert (fault.code, fault.key) == (code, key)
    assert fault.message.startswith(said)
    assert fault.hint


def test_a_row_at_fault_is_told_at_its_line_of_the_data(brief):
    text = "# A\n\n```{.chart}\ntype: range\ndata: d.csv\nx: k\nlow: v\nhigh: w\nalt: Ranges.\n```\n"
    (found,) = brief(text, files={"report/d.csv": "k,v,w\na,1,2\nb,3,2\n"}).found()
    assert (found.code, str(found.span), [str(s) for s in found.related]) == (
        "CHART001", "report/d.csv:3:1", ["report/01-section.md:7:1"],
    )  # fmt: skip


def test_every_column_that_a_form_names_is_looked_for(brief):
    text = "# A\n\n```{.chart}\ntype: range\ndata: d.csv\nx: k\nlow: {field: lo}\nhigh: hi\nalt: Ranges.\n```\n"
    found = brief(text, files={"report/d.csv": "k,v,w\na,1,2\n"}).found()
    assert [(f.code, str(f.span)) for f in found] == [
        ("DATA002", "report/01-section.md:7:7"), ("DATA002", "report/01-section.md:8:1"),
    ]  # fmt: skip


def test_data_whose_rows_have_no_lines_is_drawn_and_judged():
    data = Data("d.xlsx", ("k", "v", "w"), ({"k": "a", "v": 3, "w": 2},))
    chart = chart_of("type: range\nx: k\nlow: v\nhigh: w\n")
    (fault,) = KINDS["range"].faults(chart, data)
    assert fault.line is None


# what is as high as a page


ONE_EACH = "k,v\n" + "".join(f"Municipality {i},{(i * 37) % 91 + 3}\n" for i in range(40))
FORTY = "k,s,v\n" + "".join(
    f"Municipality {i},{s},{(i * 37) % 91 + j}\n" for i in range(40) for j, s in enumerate("ab")
)
MOMENTS = "d,k,v\n" + "".join(f"{2010 + i // 4}-{i % 4 * 3 + 1:02d},Event {i} of these,{i}\n" for i in range(40))
GROUPS = "k,s,v\n" + "".join(f"Place {i},{s},{i + j}\n" for i in range(15) for j, s in enumerate("abcdef"))
PANELS = "y,d,v\n" + "".join(f"{y},District {i},{(i * y) % 13}\n" for i in range(24) for y in range(2015, 2024))


@pytest.mark.parametrize(
    ("block", "csv"),
    [
        ("x: k\ny: v\n", ONE_EACH),
        ("type: dot\nx: k\ny: v\nseries: s\n", FORTY),
        ("x: k\ny: v\nseries: s\nstacked: true\n", FORTY),
        ("x: k\ny: v\nseries: s\nlying: true\n", GROUPS),
        ("type: timeline\nstart: d\nevent: k\n", MOMENTS),
        ("type: line\nx: y\ny: v\npanels: d\n", PANELS),
    ],
    ids=["bars", "dots", "stacks", "groups", "timeline", "panels"],
)
def test_the_most_that_a_form_holds_fits_on_a_page_without_being_made_smaller(block: str, csv: str):
    (svg,) = vega.draw([made(block, csv)])
    height = float(etree.fromstring(svg.encode()).get("height"))
    assert height <= sizes.TALL * 1.08
    assert not misplaced(svg)


# days, and what isn't there


def test_an_axis_of_days_says_in_which_year_each_stands():
    days_of = [f"{year}-{month:02}-{day:02}" for year, month in ((2023, 12), (2024, 1)) for day in (3, 13, 23)]
    at = along(days_of, "", canvas(lang="en-GB"), 300)
    assert [words for words in at.said if isinstance(words, list)] == [["3 Dec", "2023"], ["14 Jan", "2024"]]


@pytest.mark.parametrize(
    "block",
    [
        "x: m\ny: v\n",
        "x: m\ny: v\nlying: true\n",
        "type: dot\nx: m\ny: v\n",
        "type: range\nx: m\nlow: v\nhigh: w\n",
        "type: slope\nx: m\ny: v\nseries: s\n",
    ],
)
@pytest.mark.parametrize(("lang", "said"), [("en-GB", "Oct 2023"), ("de", "Okt. 2023")])
def test_months_are_told_in_the_brief_s_language_wherever_they_stand(block: str, lang: str, said: str):
    (svg,) = vega.draw([made(block, "m,s,v,w\n2023-10,a,1,2\n2023-12,a,2,3\n", canvas(lang=lang))])
    written = list(etree.fromstring(svg.encode()).itertext())
    assert said in written
    assert "2023-10" not in written


@pytest.mark.parametrize("block", ["x: k\ny: v\n", "x: k\ny: v\nlying: true\n", "type: dot\nx: k\ny: v\n",
                                   "x: k\ny: v\nseries: s\n", "type: range\nx: k\nlow: v\nhigh: w\n"])  # fmt: skip
def test_a_figure_that_is_not_there_is_told_from_nought(block: str):
    drawn = made(block, "k,s,v,w\nNone,a,,\nNought,a,0,1\n")
    ends_of = [row["said"] for row in rows(drawn, "text") if row.get("n") == "None" and "up" not in row]
    assert ends_of == ["–"]


def test_a_figure_below_nought_stands_clear_of_its_line_in_a_dot_plot():
    drawn = made("type: dot\nx: k\ny: v\n", "k,v\na,-0.4\nb,8\n")
    assert {row["n"]: row["left"] for row in rows(drawn, "text") if "left" in row} == {"a": True, "b": False}


def test_a_range_without_breadth_is_seen():
    drawn = made("type: range\nx: k\nlow: v\nhigh: w\n", "k,v,w\na,1,1\nb,0,3\n")
    stroked = [layer for layer in drawn["layer"] if "stroke" in layer["encoding"]]
    assert [row["n"] for layer in stroked for row in layer["data"]["values"]] == ["a"]
