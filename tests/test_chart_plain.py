"""A chart in plain Vega-Lite has its data from the brief, its looks from the house, and no way out of either."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from briefpress import ast, cache, yamlfile
from briefpress.beside import Companion
from briefpress.charts import plain
from briefpress.charts.canvas import Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.kinds import KINDS
from briefpress.charts.sizes import NARROW, WIDE
from briefpress.data.rows import Data
from briefpress.diagnostics import StageError
from briefpress.engines import vega
from briefpress.look import Look
from briefpress.stages import draw as drawing
from chart_forms import LEVELS, chart_of, data_of
from chart_many import drawn

BARS = "mark: bar\nencoding:\n  x: {field: k, type: nominal}\n  y: {field: v, type: quantitative}\n"
CSV = "k,v\na,1\nb,\nc,3\n"


def canvas(width: int = WIDE, lang: str = "en") -> Canvas:
    return Canvas(Look("institute", "a4").tokens, lang, width)


def faults(block: str, csv: str = CSV) -> list[tuple[str, str]]:
    return [(f.code, f.key) for f in plain.KIND.faults(chart_of(block), data_of(csv))]


# what is drawn


def test_its_data_are_the_rows_of_the_file_and_an_empty_cell_is_no_nought():
    spec = specification(chart_of(BARS), data_of(CSV), canvas())
    assert spec["data"] == {"values": [{"k": "a", "v": 1}, {"k": "b", "v": None}, {"k": "c", "v": 3}]}
    assert spec["usermeta"]["shown"]["rows"] == [["a", 1], ["b", ""], ["c", 3]]
    svg, wrong = vega.attempt(spec)
    assert wrong == ""
    assert svg.count('aria-roledescription="bar"') == 2


def test_it_has_the_letters_and_colours_of_the_house_unless_its_author_says_otherwise():
    tokens = canvas().tokens
    spec = specification(chart_of(BARS + "config: {axis: {gridColor: '#123456'}}\n"), data_of(CSV), canvas())
    assert spec["config"]["axis"]["gridColor"] == "#123456"
    assert spec["config"]["axis"]["labelColor"] == tokens["ink"]
    svg, _ = vega.attempt(spec)
    assert 'stroke="#123456"' in svg
    assert f'fill="{tokens["accent"]}"' in svg
    assert set(re.findall(r'font-family="([^",]+)', svg)) == {tokens["display-font"].split(",")[0].strip('"')}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_single_view_is_as_wide_as_other_charts_and_one_with_a_width_keeps_it(width):
    for name in ("plain", "plain-layers"):
        assert f' width="{width}"' in vega.attempt(drawn(name, canvas(width)))[0]
    own = specification(chart_of(BARS + "width: 100\n"), data_of(CSV), canvas(width))
    assert own["width"] == 100
    assert "autosize" not in own


def test_figures_have_the_signs_of_the_language():
    spec = specification(chart_of(BARS), data_of("k,v\na,1.5\n"), canvas(lang="de"))
    assert ">0,2<" in vega.attempt(spec)[0]


def test_days_are_those_of_the_file_wherever_the_machine_stands_and_the_bytes_the_same():
    code = (
        "import sys, json; from briefpress.engines import vega; print(json.dumps(vega.attempt(json.load(sys.stdin))))"
    )
    spec = drawn("plain", canvas())
    made = {
        subprocess.run([sys.executable, "-c", code], input=json.dumps(spec), env={**os.environ, "TZ": zone},
                       capture_output=True, text=True, check=True).stdout
        for zone in ("America/Los_Angeles", "Pacific/Auckland")
    }  # fmt: skip
    assert len(made) == 1
    svg, wrong = json.loads(made.pop())
    assert not wrong
    assert "Sep 19, 2023" in svg or "Sep 24" in svg


def test_clips_and_gradients_are_numbered_in_each_drawing_for_itself():
    shaded = BARS.replace("mark: bar", "mark: {type: bar, clip: true, color: {gradient: linear, stops: "
                          "[{offset: 0, color: white}, {offset: 1, color: black}]}}")  # fmt: skip
    spec = specification(chart_of(shaded), data_of(CSV), canvas())
    first, again = vega.attempt(spec)[0], vega.attempt(spec)[0]
    assert first == again
    used, there = set(re.findall(r'="url\(#([^)]*)\)"', first)), set(re.findall(r' id="([^"]*)"', first))
    assert used == there
    assert {name.partition("-")[0] for name in used} == {"clip", "gradient"}
    assert {int(name.partition("-")[2]) for name in used} == set(range(1, len(used) + 1))


def test_a_block_is_plain_by_its_keys():
    assert plain.is_plain({"layer": []})
    assert not plain.is_plain({"x": "a", "y": "b"})
    assert plain.parted({"data": "a", "alt": "b", "mark": "bar", "height": 3}) == {
        "data": "a", "alt": "b", "spec": {"mark": "bar", "height": 3},
    }  # fmt: skip


# what is refused


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("layer: [{data: {url: 'https://example.org/a.csv'}, mark: bar}]\n", "spec.layer.0.data"),
        ("datasets: {a: [{x: 1}]}\n", "spec.datasets"),
        ("transform: [{lookup: k, from: {data: {url: b.csv}, key: k}}]\n", "spec.transform.0.lookup"),
        ("transform: [{sample: 5}]\n", "spec.transform.0.sample"),
        ("transform: [{calculate: 'random() + 1', as: r}]\n", "spec.transform.0.calculate"),
        ("transform: [{filter: 'datum.v < now()'}]\n", "spec.transform.0.filter"),
        ("params: [{name: p, expr: 'now ()'}]\n", "spec.params.0.expr"),
        ("transform: [{calculate: 'year(datetime( ))', as: r}]\n", "spec.transform.0.calculate"),
        ("transform: [{calculate: 'n\\u006fw()', as: r}]\n", "spec.transform.0.calculate"),
        ("transform: [{filter: {not: 'random() > 0.5'}}]\n", "spec.transform.0.filter.not"),
        ("transform: [{filter: {and: [{or: ['random() > 0.5']}]}}]\n", "spec.transform.0.filter.and.0.or.0"),
        ("config: {signals: [{name: p, init: 'random()'}]}\n", "spec.config.signals.0.init"),
        ("title: {text: {signal: 'now()'}}\n", "spec.title.text.signal"),
        ("config: {style: {bar: {href: 'https://example.org'}}}\n", "spec.config.style.bar.href"),
        ("usermeta: {shown: 1}\n", "spec.usermeta"),
        ("layer: [{mark: {type: point, href: 'https://example.org'}}]\n", "spec.layer.0.mark.href"),
        ("layer: [{mark: {type: image, url: 'file:///etc/hostname'}}]\n", "spec.layer.0.mark.type"),
        ("layer: [{mark: text, encoding: {href: {field: k}}}]\n", "spec.layer.0.encoding.href"),
        ("layer: [{mark: point, encoding: {url: {field: k}}}]\n", "spec.layer.0.encoding.url"),
    ],
)
def test_what_comes_from_elsewhere_or_by_chance_is_refused_at_its_key(more, key):
    assert ("CHART010", key) in faults(BARS + more)


def test_a_filter_s_words_and_a_day_that_is_given_are_no_chance():
    more = "transform: [{filter: {field: k, equal: 'now (2024)'}}, {calculate: 'datetime(2024, 1, 1)', as: d}]\n"
    assert faults(BARS + more) == []


@pytest.mark.parametrize("more", ["background: 'url(http://127.0.0.1/a)'\n",
                                  """config: {bar: {fill: {expr: "'URL( //127.0.0.1/a)'"}}}\n"""])  # fmt: skip
def test_a_drawing_that_leads_out_of_the_brief_is_refused(more):
    specs = {"a.svg": placed(specification(chart_of(BARS + more), data_of(CSV), canvas()))}
    with pytest.raises(StageError) as raised:
        drawing._plain(specs)
    assert [d.code for d in raised.value.diagnostics] == ["CHART010"]
    assert "leads out of the brief: `" in raised.value.diagnostics[0].message


def test_the_clips_and_gradients_of_a_drawing_are_within_it():
    clipped = '<svg><a id="b"/><path clip-path="url(#clip-1)" fill="url( \'#g\')"/><text>url(http://x)</text></svg>'
    assert vega.outward(clipped) == "<a>"
    assert not vega.outward(clipped.replace('<a id="b"/>', ""))


def test_vega_itself_is_told_from_vega_lite():
    assert faults("$schema: https://vega.github.io/schema/vega/v5.json\nmarks: []\n") == [("CHART010", "spec.$schema")]


def test_a_huge_repeat_is_refused_however_it_is_nested():
    columns = ", ".join("kv" * 3)
    block = f"repeat: {{row: [{columns}], column: [{columns}]}}\nspec: {{mark: bar}}\n"
    assert ("CHART010", "spec") in faults(block)
    nested = "mark: bar"
    for _ in range(5):
        nested = f"hconcat: [{{{nested}}}, {{{nested}}}]"
    assert ("CHART010", "spec") in faults(nested + "\n")
    assert faults("layer: [{mark: bar}, {mark: rule}]\n") == []


def test_deep_nesting_is_a_finding():
    text = "mark: bar\nlayer: " + "[{layer: " * 60 + "[]" + "}]" * 60
    assert [f.code for f in yamlfile.parse(text, "a.md").diagnostics] == ["CONF001"]


@pytest.mark.parametrize(
    ("block", "code", "key", "hint"),
    [
        (BARS.replace("mark: bar", "mark: baar"), "CHART011", "spec.mark", "Did you mean `bar`?"),
        (BARS.replace("quantitative", "quantitativ"), "CHART011", "spec.encoding.y.type",
         "Did you mean `quantitative`?"),
        (BARS.replace("  y:", "  yy:"), "CHART011", "spec.encoding.yy", "Did you mean"),
        (BARS.replace("{field: v,", "{field: v, aggregate: summ,"), "CHART011", "spec.encoding.y.aggregate",
         "Did you mean `sum`?"),
        (BARS.replace("{field: v,", "{field: w,"), "DATA002", "spec.encoding.y.field", "It has: k, v."),
        (BARS + "transform: [{calcualte: 'datum.v', as: w}]\n", "CHART011", "spec.transform.0",
         "Did you mean `calculate`?"),
        (BARS + "encodng: {}\n", "CHART011", "spec.encodng", "Did you mean `encoding`?"),
        ("layer: [{encoding: {x: {field: k}}}]\n", "CHART011", "spec.layer.0", "Say what is drawn: `mark: bar`."),
    ],
)  # fmt: skip
def test_a_word_that_vega_lite_would_pass_over_is_told_with_the_likest(block, code, key, hint):
    (found,) = plain.KIND.faults(chart_of(block), data_of(CSV))
    assert (found.code, found.key) == (code, key)
    assert found.hint.startswith(hint)


def test_columns_that_a_transform_makes_are_known():
    made = BARS.replace("field: v", "field: share") + (
        "transform:\n- joinaggregate: [{op: sum, field: v, as: all}]\n- {calculate: datum.v / datum.all, as: share}\n"
    )
    assert faults(made) == []
    assert faults(BARS.replace("field: v", "field: value") + "transform: [{fold: [v]}]\n") == []
    assert faults(BARS.replace("field: v", "field: anything") + "transform: [{pivot: k, value: v}]\n") == []
    assert faults(BARS.replace("field: v", r"field: 'a\.b'"), "k,a.b\nx,1\n") == []


def test_too_much_data_is_told_with_what_to_do():
    wide = Data("d.csv", tuple(f"c{n}" for n in range(50)), tuple(dict.fromkeys((f"c{n}" for n in range(50)), 1)
                                                                for _ in range(1300)))  # fmt: skip
    found = list(plain.KIND.faults(chart_of("mark: bar\n"), wide))
    assert [(f.code, f.key) for f in found] == [("CHART001", "data")]
    assert "1,300 rows of 50 columns" in found[0].message
    long = Data("d.csv", ("v",), tuple({"v": n} for n in range(5001)))
    assert [f.code for f in plain.KIND.faults(chart_of("mark: bar\n"), long)] == ["CHART001"]


# in a brief


def block(text: str, more: str = "", alt: str = "alt: Bars.\n") -> str:
    return f"# A\n\n```{{.chart}}\ndata: d.csv\n{alt}{text}{more}```\n"


def test_what_is_wrong_is_told_at_its_line_of_the_section(brief):
    (found,) = brief(block(BARS.replace("field: v", "field: w")), files={"report/d.csv": CSV}).found()
    assert (found.code, str(found.span)) == ("DATA002", "report/01-section.md:9:7")


def test_data_of_its_own_is_refused_at_its_place(brief):
    text = "# A\n\n```{.chart}\ndata: {url: 'https://example.org/a.csv'}\nalt: Bars.\nmark: bar\n```\n"
    (found,) = brief(text).found()
    assert (found.code, str(found.span)) == ("DATA003", "report/01-section.md:4:1")


def test_the_author_says_what_it_shows(brief):
    (found,) = brief(block(BARS, alt=""), files={"report/d.csv": CSV}).found()
    assert "alt" in found.message


def test_a_specification_in_a_file_is_json_or_yaml_and_what_is_wrong_in_it_told_there(brief):
    spec: dict[str, Any] = {
        "mark": "bar",
        "encoding": {"x": {"field": "k", "type": "nominal"}, "y": {"field": "v", "type": "quantitative"}},
    }
    file = json.dumps(spec, indent="\t")
    sound = brief(block("spec: bars.vl.json\n"), files={"report/d.csv": CSV, "report/bars.vl.json": file})
    assert sound.found() == ()
    wrong = file.replace('"v"', '"w"')
    (found,) = sound.write({"report/bars.vl.json": wrong}).found()
    assert (found.code, found.span and found.span.path) == ("DATA002", "report/bars.vl.json")
    (found,) = sound.write({"report/bars.vl.json": "[1]"}).found()
    assert found.code == "CHART004"


def test_a_short_form_may_stand_in_a_file_and_the_block_s_own_keys_go_before(brief):
    files = {
        "report/01-section.md": "# A\n\n```{.chart}\nspec: ../sources/charts/bars.yaml\nalt: Bars.\n```\n",
        "sources/charts/bars.yaml": "x: k\ny: v\ndata: ../data/d.csv\nalt: Other.\n",
        "sources/data/d.csv": "k,v\na,1\n",
    }
    assert brief(files=files).found() == ()


# bounds


LOOP = "length(sequence(0, 1e10)) + datum.v"


def placed(spec: dict[str, Any]) -> dict[str, Any]:
    return {**spec, "usermeta": {**spec["usermeta"], "place": ["report/01-section.md", 3, 1], "room": WIDE}}


def test_a_drawing_that_is_smaller_than_its_room_keeps_its_size():
    specs = {"a.svg": placed(drawn("plain-facet", canvas()))}
    own = vega.attempt(drawn("plain-facet", canvas()))[0]
    (made,) = drawing._plain(specs).values()
    size = re.search(r'<svg[^>]* width="(\d+)" height="(\d+)" viewBox="0 0 (\d+) (\d+)"', made)
    assert size
    assert size[1] == size[3] == str(WIDE)
    assert size[2] == size[4]
    assert made.partition("><")[2] == own.partition("><")[2]


def test_a_chart_that_never_ends_is_stopped_and_told_with_what_is_wrong_with_the_others(monkeypatch):
    monkeypatch.setattr(drawing, "_SECONDS", 10)
    endless = chart_of(BARS + f"transform: [{{calculate: '{LOOP}', as: w}}]\n")
    broken = chart_of(BARS + "transform: [{calculate: 'datum.v +', as: w}]\n")
    specs = {
        name: placed(specification(chart, data_of(CSV), canvas()))
        for name, chart in (("a.svg", endless), ("b.svg", broken), ("c.svg", chart_of(BARS)))
    }
    specs["b.svg"]["usermeta"]["place"] = ["report/01-section.md", 30, 1]
    specs["c.svg"]["usermeta"]["place"] = ["report/01-section.md", 60, 1]
    with pytest.raises(StageError) as raised:
        drawing._plain(specs)
    assert [(d.code, str(d.span)) for d in raised.value.diagnostics] == [
        ("CHART012", "report/01-section.md:3:1"), ("CHART011", "report/01-section.md:30:1"),
    ]  # fmt: skip
    assert "Unexpected end of input" in raised.value.diagnostics[1].message


def test_what_its_author_made_of_a_chart_is_told_on_its_block_however_often_it_is_drawn(brief):
    block = "```{.chart}\ndata: d.csv\nalt: Bars.\n" + BARS + "transform: [{calculate: 'datum.v +', as: w}]\n```\n"
    folder = brief(f"# A\n\n{block}", files={"report/d.csv": CSV})
    for before in ("", "Words.\n\n"):
        folder.write({"report/01-section.md": f"# A\n\n{before}{block}"})
        found = [d for d in folder.run("html").diagnostics if d.severity == "error"]
        assert [(d.code, str(d.span)) for d in found] == [("CHART011", f"report/01-section.md:{5 if before else 3}:6")]


def test_a_chart_that_moves_in_the_text_is_not_drawn_again(tmp_path):
    store, spec = cache.store_of(tmp_path), placed(specification(chart_of(BARS), data_of(CSV), canvas()))
    with Companion("Drawing the charts", 60) as drawer:
        for line in (3, 30):
            moved = {**spec, "usermeta": {**spec["usermeta"], "place": ["report/01-section.md", line, 1]}}
            assert drawing.draw({"a.svg": moved}, store, drawer).svg["a.svg"].startswith("<svg")
            store.settle()
    assert len(list(tmp_path.rglob("chart-*"))) == 1


def test_the_keys_of_a_block_go_before_those_of_its_file(brief):
    block = "```{.chart}\nspec: chart.yaml\nalt: The block's.\n```\n"
    said = "data: d.csv\nx: k\ny: v\nalt: The file's.\ncaption: Of the file\n"
    text = brief(f"# A\n\n{block}", files={"report/d.csv": CSV, "report/chart.yaml": said}).run(until="cite").manuscript
    (figure,) = (n for n in ast.walk(text.sections[0].blocks) if n["t"] == "Figure")
    (image,) = (n for n in ast.walk(figure) if n["t"] == "Image")
    assert ast.plain(image["c"][1]) == "The block's."
    assert "Of the file" in ast.plain([figure])
    assert "report/chart.yaml" in text.inputs


def test_expressions_read_nothing():
    for call in ("fetch('http://127.0.0.1')", "require('fs')", "this.constructor.constructor('return 1')()",
                 "load('/etc/hostname')", "globalThis"):  # fmt: skip
        spec = specification(chart_of(BARS), data_of(CSV), canvas())
        spec["transform"] = [{"calculate": call, "as": "w"}]
        spec["encoding"]["x"]["field"] = "w"
        svg, wrong = vega.attempt(spec)
        assert wrong or ">undefined<" in svg or ">null<" in svg, call


def test_every_example_can_be_drawn_beside():
    with Companion("Drawing a chart", 60) as drawer:
        svg, wrong = drawer.call(vega.attempt, drawn("plain-facet", canvas()))
    assert not wrong
    assert svg.startswith("<svg")
    assert KINDS[plain.NAME] is plain.KIND
    assert data_of(LEVELS).rows


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "February"), ("de", "Februar"), ("fr-CA", "février"), ("ru", "февраль"), ("hy", "փետրվար"), ("zh", "二月"),
     ("ar", "\N{RIGHT-TO-LEFT MARK}مارس\N{RIGHT-TO-LEFT MARK}"), ("xx", "February")],
)  # fmt: skip
def test_its_months_are_those_of_the_brief_s_language(lang: str, said: str):
    block = "mark: line\nencoding:\n  x: {field: m, type: temporal}\n  y: {field: v, type: quantitative}\n"
    csv = "m,v\n" + "".join(f"2023-{month:02},{month}\n" for month in range(1, 13))
    svg, wrong = vega.attempt(specification(chart_of(block), data_of(csv), canvas(lang=lang)))
    assert not wrong
    assert said in re.findall(">([^<>]+)</text>", svg)
