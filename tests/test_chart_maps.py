"""Panels share one scale, timelines keep their days, maps their areas; their words have room; what is false is told."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise, product
from math import dist
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress.charts import days, inside, projecting, shapes
from briefpress.charts.canvas import Canvas
from briefpress.charts.classes import classes
from briefpress.charts.drawing import specification
from briefpress.charts.kinds import KINDS
from briefpress.charts.panels import _LEAST
from briefpress.charts.sizes import NARROW, WIDE
from briefpress.charts.tones import tones
from briefpress.colours import colour_of
from briefpress.data.rows import Data
from briefpress.engines import vega
from briefpress.look import Look
from briefpress.settings import Style
from chart_forms import chart_of
from chart_many import EXAMPLES, JOBS, MAP, drawn, rows_of
from district_shapes import NAMES, RATES, features, topology, written
from drawn import misplaced
from eyes import MACHADO, grey, seen

STYLES = get_args(Style)
FORMS = [name for name in EXAMPLES if not name.startswith("plain")]


def canvas(style: str = "institute", width: int = WIDE, lang: str = "en") -> Canvas:
    return Canvas(Look(style, "a4").tokens, lang, width)


def made(block: str, csv: str, on: Canvas | None = None) -> dict[str, Any]:
    return specification(*rows_of(block, csv), on or canvas())


def panels(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [panel for row in spec["vconcat"] for panel in row.get("hconcat", [])]


def texts(view: dict[str, Any]) -> list[str]:
    return [
        row["said"].replace("\n", " ")
        for layer in view["layer"] if layer["mark"]["type"] == "text" for row in layer["data"]["values"]
    ]  # fmt: skip


def values(view: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [row for layer in view["layer"] if layer["mark"]["type"] == mark for row in layer["data"]["values"]]


def faults(block: str, csv: str, content: bytes | None = None) -> list[Any]:
    chart, data = rows_of(block, csv, content)
    return list(KINDS[chart.type].faults(chart, data))


# panels


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n.startswith("panels")])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_panels_of_a_chart_have_one_scale_and_one_size(name, width):
    found = panels(drawn(name, canvas(width=width)))
    assert len(found) > 1
    assert len({(p["width"], p["height"]) for p in found}) == 1
    assert found[0]["width"] >= _LEAST
    domains = set()
    for panel in found:
        for layer in panel["layer"]:
            for channel in ("x", "y"):
                scale = layer["encoding"].get(channel, {}).get("scale")
                if scale and ("domain" in scale or "domainMin" in scale):
                    # 24.0 is 24: the figure that is greatest may stand in a panel as it is, or as what all reach.
                    ends = [re.sub(r"\.0\b", "", json.dumps(scale[k])) for k in sorted(scale) if k.startswith("domain")]
                    domains.add((channel, *ends))
    assert len(domains) == 2


def test_panels_stand_in_the_order_that_is_asked_for_and_each_has_its_name():
    def order(sort: str) -> list[str]:
        block = f"type: line\nx: year\ny: rate\npanels: {{field: region, sort: {sort}}}\n"
        return [texts(panel)[-1] for panel in panels(made(block, JOBS))]

    assert order("file")[:2] == ["Harbour", "Uplands"]
    assert order("name")[:2] == ["Harbour", "Isles of the South"]
    assert order("value")[0] == "Uplands"


def test_a_panel_that_lacks_a_place_keeps_its_room():
    drawing = made("x: k\ny: v\npanels: p\n", "p,k,v\nA,x,1\nA,y,2\nB,y,3\n")
    domains = [panel["layer"][0]["encoding"]["x"]["scale"]["domain"] for panel in panels(drawing)]
    assert domains == [["x", "y"], ["x", "y"]]
    assert [row["v"] for row in values(panels(drawing)[1], "bar") if row["v"] is not None] == [3]


def test_the_names_of_rows_and_of_series_stand_once():
    rows = [texts(panel) for panel in panels(drawn("panels-lying", canvas()))]
    assert ["Mill Lane" in words for words in rows] == [True, False, False]
    spec = drawn("panels-series", canvas())
    assert texts(spec["vconcat"][0]) == ["Adults", "Children"]
    assert not any({"Adults", "Children"} & set(texts(panel)) for panel in panels(spec))


def test_a_highlighted_panel_bears_the_accent_and_the_others_are_grey():
    tokens = canvas().tokens
    colours = {
        texts(p)[-1]: {row["c"] for row in values(p, "line")} for p in panels(drawn("panels-highlight", canvas()))
    }
    assert colours.pop("Uplands") == {tokens["accent"]}
    assert set.union(*colours.values()) == {tokens["muted"]}


# timelines


def test_events_stand_in_the_order_of_their_days_and_these_are_said_as_finely_as_they_are_told():
    words = texts(drawn("timeline", canvas()))
    said = ["2016", "Mar 2018 – Nov 2019", "Jun 14, 2019 – Feb 1, 2021", "Mar 11, 2020", "Mar 18, 2020", "Apr 2, 2020",
            "2022 – 2023", "Sep 19, 2023"]  # fmt: skip
    assert [w for w in words if w in said and w != "2016"] == said[1:]
    german = texts(drawn("timeline-days", canvas(lang="de")))
    assert "19. Sept. 2023" in german


def test_time_goes_evenly_down_a_timeline_and_spans_that_overlap_lie_side_by_side():
    spec = drawn("timeline", canvas())
    dots = values(spec, "point")
    first, last = days.day("2016"), days.last_day("2023")
    assert first
    assert last
    for dot, said in zip(dots, ["2016", "2020-03-11", "2020-03-18", "2020-04-02", "2023-09-19"], strict=True):
        at = days.day(said)
        assert at
        assert dot["y"] == pytest.approx((at - first) / (last - first) * spec["height"], abs=0.1)
    spans = next(la for la in spec["layer"] if la["mark"].get("strokeCap"))["data"]["values"]
    assert spans[0]["x"] != spans[1]["x"], "the first audit begins before the talks end"
    assert spans[0]["x"] == spans[2]["x"]


def test_a_highlighted_event_lies_over_its_neighbours():
    on = canvas()
    dots = values(drawn("timeline-highlight", on), "point")
    assert [dot["c"] == on.tokens["accent"] for dot in dots] == [False] * (len(dots) - 1) + [True]


def test_the_last_day_of_a_month_and_of_a_year_are_known():
    assert [str(days.last_day(v)) for v in ("2024-02", "2023-12", "2023", 2023, "2023-05-06", "9999")] == [
        "2024-02-29", "2023-12-31", "2023-12-31", "2023-12-31", "2023-05-06", "9999-12-31",
    ]  # fmt: skip
    assert days.last_day("soon") is None


# maps


def test_topojson_and_geojson_of_one_country_are_one_country():
    one, other = shapes.read(written(topology())), shapes.read(written(features()))
    assert [a.properties for a in one] == [a.properties for a in other]
    assert one[0].properties == {"id": "D00", "name": "Harbour"}
    drawn_one, drawn_other = (projecting.drawn([a.rings for a in areas], 640, 400) for areas in (one, other))
    assert not any(a == b for area in one for ring in area.rings for a, b in pairwise(ring)), "arcs share their ends"
    for ring, same in zip(drawn_one.areas, drawn_other.areas, strict=True):
        for point in ring[0]:
            assert min(dist(point, q) for q in same[0]) < 0.6


@pytest.mark.parametrize(("west", "south"), [(20, 45), (-75, -40), (178, 50), (10, -1.2), (0, 0)])
def test_degrees_are_drawn_with_their_true_areas_wherever_they_are(west, south):
    rings = [a.rings for a in shapes.read(written(features(west=west, south=south)))]
    turned = [tuple(tuple((x - 360 if x > 180 else x, y) for x, y in ring) for ring in area) for area in rings]
    areas = projecting.drawn(turned, 600, 600)
    assert max(areas.width, areas.height) == pytest.approx(600, abs=0.2)
    assert areas.width < 2.2 * areas.height < 5 * areas.width, "a country at the date line isn't torn"

    def size(ring: Any, *, degrees: bool) -> float:
        from math import radians, sin

        at = [(radians(x % 360 if west > 90 else x), sin(radians(y))) for x, y in ring] if degrees else list(ring)
        return abs(sum(a * d - b * c for (a, b), (c, d) in pairwise([*at, at[0]]))) / 2

    parts = [size(new[0], degrees=False) / size(old[0], degrees=True)
             for new, old in zip(areas.areas, turned, strict=True)]  # fmt: skip
    assert max(parts) / min(parts) < 1.03


def test_areas_bear_the_colour_of_their_class_and_those_without_a_figure_are_hatched():
    chart, data = rows_of(f"{MAP}classes: [0.05, 0.1, 0.15]\n", RATES)
    spec = specification(chart, data, canvas())
    colours = [row["c"] for row in spec["layer"][0]["data"]["values"]]
    scale = tones(canvas().tokens["accent"], 4)
    for name, colour in zip(NAMES, colours, strict=True):
        rate = next(row["rate"] for row in data.rows if row["district"] == name)
        if isinstance(rate, str):
            assert colour == canvas().tokens["page"]
        else:
            assert colour == scale[sum(rate >= bound for bound in (0.05, 0.1, 0.15))]
    assert {"4% – 5%", "5% – 10%", "10% – 15%", "15% – 17%", "No figure"} <= set(texts(spec))
    hatching = next(la for la in spec["layer"] if la["mark"]["type"] == "rule")["data"]["values"]
    rings = projecting.drawn([a.rings for a in shapes.read(written(topology()))], WIDE - 2, 400).areas[7]
    xs = [x for ring in rings for x, _ in ring]
    assert all(min(xs) - 0.2 <= line[end] <= max(xs) + 0.2 for line in hatching for end in ("x", "x2"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["map", "map-equal"])
def test_no_word_of_an_area_s_name_is_broken(name, style):
    written_out = {word for words in texts(drawn(name, canvas(style))) for word in words.split()}
    parts = {part for area in NAMES for word in area.split() for part in (word[:-1], word[1:])}
    assert not {w for w in written_out & parts if not any(w in area.split() for area in NAMES)}


def test_a_map_without_gaps_has_no_sign_for_them():
    spec = made(MAP, RATES.replace("Marsh,", "Marsh,0.1"))
    assert "No figure" not in texts(spec)


def test_the_words_of_the_key_are_those_of_the_language():
    assert "Keine Angabe" in texts(drawn("map", canvas(lang="de")))
    assert "4 % – 7 %" in [
        t.replace("\u00a0", " ").replace("\u202f", " ") for t in texts(drawn("map", canvas(lang="de")))
    ]


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), min_size=1, max_size=60),
       st.sampled_from(["quantile", "equal"]), st.integers(2, 6))  # fmt: skip
def test_every_figure_has_a_class_whose_bounds_hold_it(figures, by, count):
    found = classes(figures, by, count)
    assert len(found.bounds) < count
    assert list(found.bounds) == sorted(set(found.bounds))
    for value in figures:
        low, high = found.spans[found.of(value)]
        assert low <= value <= high


def test_a_bound_begins_a_class():
    found = classes([1.0, 5.0, 9.0, 10.0, 12.0], [5, 10], 5)
    assert [found.of(value) for value in (1.0, 4.99, 5.0, 9.0, 10.0, 12.0)] == [0, 0, 1, 1, 2, 2]


def test_quantiles_have_as_many_figures_each():
    found = classes([float(v) for v in range(1, 101)], "quantile", 4)
    assert len(found.bounds) == 3
    sizes = [sum(found.of(v) == i for v in range(1, 101)) for i in range(4)]
    assert max(sizes) - min(sizes) <= 2


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("by", MACHADO)
@pytest.mark.parametrize("count", [2, 4, 6])
def test_the_tones_of_classes_darken_for_whoever_sees_them(style, by, count):
    found = [colour_of(c, {}) for c in tones(canvas(style).tokens["accent"], count)]
    lightness = [seen(colour, by)[0] for colour in found]
    assert all(a - b >= 0.08 for a, b in pairwise(lightness))
    assert all(grey(a) - grey(b) >= 0.06 for a, b in pairwise(found)), "in grey"


def test_words_stand_inside_their_area():
    ring = (
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 20.0),
        (20.0, 20.0),
        (20.0, 80.0),
        (100.0, 80.0),
        (100.0, 100.0),
        (0.0, 100.0),
    )
    spot = inside.spot([ring], 60, 12)
    assert spot is not None
    assert not 20 < spot[1] < 80, "an area like a C has its room above and below"
    assert inside.spot([ring], 101, 12) is None


# what comes out

ON = [("institute", WIDE), ("institute", NARROW), ("ministry", NARROW), ("newsroom", WIDE)]


@cache
def drawings() -> dict[tuple[str, str, int], str]:
    asked = {(n, s, w): drawn(n, canvas(s, w)) for n, (s, w) in product(FORMS, ON)}
    return dict(zip(asked, vega.draw(list(asked.values())), strict=True))


@pytest.mark.parametrize("name", FORMS)
def test_no_words_of_these_leave_their_drawing_or_stand_upon_others(name):
    for style, width in ON:
        svg = drawings()[name, style, width]
        assert misplaced(svg) == [], (style, width)
        assert re.search(rf'<svg[^>]* width="{width}"', svg), (style, width)


def test_the_same_panels_timelines_and_maps_are_the_same_bytes():
    first = drawings()
    names = [key for key in first if key[1:] == ("institute", NARROW)][::-1]
    assert vega.draw([drawn(n, canvas(s, w)) for n, s, w in names]) == [first[key] for key in names]


WORDS = st.text(alphabet="aeimnorstwMW -", min_size=1, max_size=30).filter(lambda s: s.strip() == s and "  " not in s)


@settings(max_examples=5, deadline=None)
@given(
    st.lists(WORDS, min_size=2, max_size=8, unique_by=str.casefold),
    st.lists(st.integers(1, 99999), min_size=8, max_size=8),
    st.lists(st.dates(days.date(1900, 1, 1), days.date(2030, 1, 1)), min_size=8, max_size=8),
    st.sampled_from([WIDE, NARROW]),
    st.sampled_from(STYLES),
)
def test_the_words_of_any_panels_timeline_or_map_have_room(names, figures, when, width, style):
    rows = tuple(
        {"p": name, "k": year, "v": v, "d": str(d)}
        for (name, year), v, d in zip(product(names, (2013, 2023)), figures * 2, when * 2, strict=False)
    )
    long = Data("d.csv", ("p", "k", "v", "d"), rows)
    few = Data("d.csv", ("p", "k", "v", "d"), rows[::2])
    area = Data("d.csv", ("p", "v"), tuple({"p": n, "v": v} for n, v in zip(names, figures, strict=False)))
    asked = [
        ("type: line\nx: k\ny: v\npanels: p\nlabels: true\n", long), ("x: k\ny: v\npanels: p\n", long),
        ("x: p\ny: v\npanels: k\nlying: true\n", long), ("type: dot\nx: p\ny: v\npanels: k\n", long),
        ("type: timeline\nstart: d\nevent: p\n", few),
    ]  # fmt: skip
    specs = [specification(chart_of(block), data, canvas(style, width)) for block, data in asked]
    chart = chart_of("type: map\nshapes: s\nkey: {column: p, property: name}\nvalue: v\n")
    opened = KINDS["map"].opened
    assert opened
    specs.append(specification(chart, opened(chart, area, "s", written(topology(names))), canvas(style, width)))
    for spec, svg in zip(specs, vega.draw(specs), strict=True):
        assert misplaced(svg) == [], spec["usermeta"]


# what can't be drawn


@pytest.mark.parametrize(
    ("block", "csv", "code", "key", "said"),
    [
        ("x: k\ny: v\npanels: p\n", "k,v,p\na,1,A\n", "CHART001", "panels", "`p` has 1 value; a chart has 2 to 24"),
        ("x: k\ny: v\npanels: p\n", "k,v,p\n" + "".join(f"a,1,{n}\n" for n in range(25)), "CHART001", "panels",
         "`p` has 25 values;"),
        ("x: k\ny: v\npanels: p\n", "k,v,p\na,1,A\na,2,A\na,1,B\n", "CHART001", "x", "More than one row"),
        ("x: k\ny: v\npanels: p\nhighlight: C\n", "k,v,p\na,1,A\na,1,B\n", "DATA003", "highlight", "`C` isn't in"),
        ("type: timeline\nstart: d\nevent: e\n", "d,e\nsoon,Talks\n", "DATA009", "start", "`soon` is no day."),
        ("type: timeline\nstart: d\nevent: e\n", "d,e\n,Talks\n", "CHART001", "start", "An event has no day."),
        ("type: timeline\nstart: d\nend: f\nevent: e\n", "d,f,e\n2023-05,2023-04,Talks\n", "CHART001", "end",
         "`Talks` ends, 2023-04, before it begins, 2023-05."),
        ("type: timeline\nstart: d\nevent: e\n", "d,e\n" + "2023,Talks\n" * 41, "CHART001", "data",
         "`d.csv` has 41 events; a timeline holds 40."),
        (MAP, RATES + "Harbor,3\n", "CHART002", "key", "`Harbor` is no area of `districts.topojson`."),
        (MAP, RATES.replace("Mills,", "Mils,"), "CHART002", "key", "`Mils` is no area"),
        (MAP, RATES + "Mills,3\n", "CHART001", "key", "More than one row of `d.csv` is for Mills."),
        (MAP.replace("property: name", "property: nmae"), RATES, "DATA003", "key",
         "No area of `districts.topojson` has a property `nmae`."),
        (f"{MAP}classes: [3, 2]\n", RATES, "DATA003", "classes", "The bounds of the classes don't rise."),
        (MAP, RATES.replace("Ford,0.119\n", ""), "CHART003", "key", "1 of 12 areas have no row in `d.csv`: `Ford`."),
    ],
)  # fmt: skip
def test_what_can_t_be_shown_truly_is_told_with_what_to_do(block, csv, code, key, said):
    found = faults(block, csv)
    assert (found[0].code, found[0].key) == (code, key)
    assert found[0].message.startswith(said)
    assert found[0].hint


def test_a_row_without_its_area_is_told_with_the_one_that_is_likest():
    (found, missing) = faults(MAP, RATES.replace("Mills,", "Mils,"))
    assert found.hint.startswith("Did you mean `Mills`?")
    assert (found.line, missing.code) == (4, "CHART003")


TRIANGLE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}


def deep(depth: int) -> bytes:
    inner: Any = TRIANGLE
    for _ in range(depth):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    return written(inner)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "it is no JSON"),
        (b"[1]", "it holds no object"),
        (b"[" * 100_000, "it is no JSON"),
        (b'{"type": "FeatureCollection", "features": []}', "it has no polygons"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "it holds a `Point`, which is no area"),
        (b'{"type": "Polygon", "coordinates": [[[1, "x"], [1, 2], [2, 3]]]}', "a point in it is no pair of numbers"),
        (b'{"type": "Polygon", "coordinates": [[[1, 1e300], [1, 2], [2, 3]]]}', "a point in it is no pair"),
        (b'{"type": "Polygon", "coordinates": 3}', "a polygon in it is no list"),
        (written({**topology(), "arcs": []}), "it names an arc"),
        (written({"type": "FeatureCollection", "features": [TRIANGLE] * 2001}), "it has 2,001 areas"),
        (deep(12), "its collections stand too deep"),
        # Each of many areas names one long arc again: small in the file, large when it is unrolled.
        (written({"type": "Topology", "arcs": [[[n, n % 7] for n in range(10_000)]],
                  "objects": {"a": {"type": "GeometryCollection",
                                    "geometries": [{"type": "Polygon", "arcs": [[0]]}] * 100}}}),
         "it has more than 500,000 points"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_areas_or_too_many_is_refused(content, said):
    with pytest.raises(shapes.ShapesError, match=re.escape(said)) as raised:
        shapes.read(content)
    assert raised.value.hint


@pytest.mark.parametrize("cut", range(0, 1400, 97))
def test_no_broken_file_of_shapes_is_more_than_a_finding(cut):
    whole = written(topology())
    for broken in (whole[:cut], whole[:cut] + b"null" + whole[cut + 4 :], whole[:cut] + b"9" + whole[cut + 1 :]):
        try:
            areas = shapes.read(broken)
        except shapes.ShapesError:
            continue
        assert projecting.drawn([a.rings for a in areas], 640, 400).width <= 641


def test_a_map_s_file_is_looked_for_in_the_brief_and_what_is_wrong_told_at_its_place(brief):
    def found(shape: str, files: dict[str, bytes]) -> list[tuple[str, str]]:
        text = f"# A\n\n```{{.chart}}\ndata: d.csv\nalt: A map.\n{MAP.replace('districts.topojson', shape)}```\n"
        folder = brief(text, files={"report/d.csv": RATES, **files})
        return [(f.code, str(f.span)) for f in folder.found()]

    sound = written(topology())
    assert found("shapes.json", {"report/shapes.json": sound}) == []
    assert found("none.json", {}) == [("CHART004", "report/01-section.md:7:1")]
    assert found("../../out.json", {}) == [("CHART004", "report/01-section.md:7:1")]
    assert found("broken.json", {"report/broken.json": b"{}"}) == [("CHART004", "report/broken.json")]


def test_areas_without_a_row_are_a_warning_and_the_map_is_drawn(brief):
    text = f"# A\n\n```{{.chart}}\ndata: d.csv\nalt: A map.\n{MAP}```\n"
    csv = RATES.replace("Ford,0.119\n", "")
    folder = brief(text, files={"report/d.csv": csv, "report/districts.topojson": written(topology())})
    assert [(f.code, f.severity) for f in folder.found()] == [("CHART003", "warning")]


# where its areas are from


def test_the_areas_of_a_map_are_a_file_of_data_with_a_record_and_the_map_is_traced_to_both(brief):
    there = {"sources/data/d.csv": RATES, "sources/data/d.topojson": written(topology())}
    block = (
        "type: map\ndata: ../sources/data/d.csv\nshapes: ../sources/data/d.topojson\nvalue: rate\n"
        "key: {column: district, property: name}\nalt: Districts.\ncaption: Rates\n"
    )
    folder = brief(f"# A\n\n```{{.chart #fig:map}}\n{block}```\n", files=there)
    bare = {d.span.path: d for d in folder.found(unrecorded=True) if d.code == "DATA010"}
    assert list(bare) == ["sources/data/d.csv", "sources/data/d.topojson"]
    assert [place.line for place in bare["sources/data/d.topojson"].related] == [6]
    for path in bare:
        added = folder.command("data", "add", path, "--source", "marsh2020")
        assert added.exit_code == 0, added.output
    assert f"{len(NAMES)} rows" in added.output
    assert "DATA010" not in {d.code for d in folder.found(unrecorded=True)}
    told = folder.command("data", "trace", "fig:map").output
    assert "d.csv, lines" in told
    assert "d.topojson" in told
    (folder.root / "sources/data/d.topojson").write_bytes(written(topology(west=21.0)))
    assert "DATA011" in {d.code for d in folder.found(unrecorded=True)}
    folder.write({"sources/data/d.topojson": "{}"})
    assert "holds no areas of a map: it has no polygons" in folder.command("data", "add", "d.topojson").output
