"""Records of data: source lines made of them, findings, the way back from figures, and data that is fetched again."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import json
import re
import sqlite3

import pytest
import yaml

from briefpress.codes import REGISTRY
from briefpress.data.record import DataRecord, recorded, source_line
from briefpress.files import sha256
from briefpress.keeping import datarecords
from conftest import inputs_of
from datafiles import sheet_xml, xlsx_bytes

TRADE = "year,partner,share\n2022,Russia,0.30\n2023,Russia,0.35\n2023,European Union,0.15\n2024,Russia,0.36\n"
FIGURES = """\
trade:
  first: {data: trade.csv, where: {year: 2022}, column: share, form: percent}
  last: {data: trade.csv, where: {year: 2023, partner: Russia}, column: share, form: percent}
  growth: {expression: "change(trade.first, trade.last)", form: percent(0)}
"""
SECTION = """\
# Trade

Russia had {{ trade.last }} of the trade, {{ trade.growth }} more than before [@survey2023].
See @fig:trade and @tbl:trade.

```{.chart #fig:trade}
type: bar
data: ../sources/data/trade.csv
x: year
y: {field: share, format: .0%}
series: partner
caption: The trade
alt: Bars that rise.
```

```{.table #tbl:trade}
data: ../sources/data/trade.csv
columns: {year: Year, partner: Partner, share: {title: Share, format: .0%}}
caption: The same in figures
source: Our own count.
```
"""
PATH = "sources/data/trade.csv"
RECORD = f"{PATH}.source.yaml"


def record_of(data, **said):
    """The text of a record of a file's bytes or text."""
    raw = data if isinstance(data, bytes) else data.encode()
    return yaml.safe_dump({"sha256": sha256(raw), **said}, sort_keys=False)


@pytest.fixture
def trade(brief):
    """A brief with a chart, a table and values of one file, which has a record."""
    said = {"source": "survey2023", "licence": "CC-BY-4.0", "retrieved": datetime.date(2026, 1, 10)}
    files = {PATH: TRADE, "sources/data/figures.yaml": FIGURES, RECORD: record_of(TRADE, **said)}
    return brief(SECTION, files=files)


def codes(found):
    return [d.code for d in found]


# the source line


def test_a_source_line_cites_the_keys_of_the_record_and_names_a_licence_that_asks_for_it():
    zeros = "0" * 64
    assert source_line(DataRecord(sha256=zeros)) == ""
    assert source_line(DataRecord(sha256=zeros, address="https://example.org/a.csv")) == ""
    assert source_line(DataRecord(sha256=zeros, source="@marsh2020", licence="CC0-1.0")) == "@marsh2020."
    several = DataRecord(sha256=zeros, source=("marsh2020", "doi:10/x.y"), licence="CC-BY-SA-4.0")
    terms = "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)"
    assert source_line(several) == f"@marsh2020; @{{doi:10/x.y}} ({terms})."
    assert source_line(DataRecord(sha256=zeros, source="a", licence="OGL-Canada-2.0")).startswith(
        "@a ([OGL-Canada-2.0]"
    )


def test_a_chart_without_a_source_has_the_line_of_its_record_and_the_source_is_in_the_references(trade):
    built = trade.built("html")
    assert not built.report.diagnostics
    lines = {figure.get("id"): " ".join(part.text_content().split())
             for figure in built.html.xpath("//*[@id='fig-trade' or @id='tbl-trade']")
             for part in figure.xpath(".//*[contains(@class, 'part-source')]")}  # fmt: skip
    assert "Water Office" in lines["fig-trade"]
    assert "CC BY 4.0" in lines["fig-trade"]
    assert lines["tbl-trade"].endswith("Our own count.")
    assert "River Survey" in built.html.xpath("string(//*[@id='refs' or contains(@class, 'references')])")


@pytest.mark.parametrize("said", ['source: ""', "source: false"])
def test_a_source_line_is_left_away_where_the_author_says_so(trade, said):
    trade.write({"report/01-section.md": SECTION.replace("alt: Bars that rise.", f"alt: Bars that rise.\n{said}")})
    report = trade.run(until="cite")
    assert not report.diagnostics
    assert [(d.kind, d.sources) for d in report.manuscript.datasets] == [("chart", ()), ("table", ())]


def test_a_key_of_a_record_that_is_not_in_the_bibliography_is_told_once_at_the_record(trade):
    trade.write({RECORD: record_of(TRADE, source=["survey2023", "nobody1999"])})
    found = trade.found()
    assert [(d.code, d.span.path, d.span.line) for d in found] == [("CITE001", RECORD, 2)]
    trade.write({"report/01-section.md": SECTION.replace("alt: Bars that rise.", "alt: Bars.\nsource: Ours.")})
    found = trade.found()
    assert [(d.code, d.span.path, d.span.line) for d in found] == [("DATA012", RECORD, 4)]


def test_another_source_in_a_record_makes_the_figures_anew_and_why_says_so(trade):
    trade.run(until="cite")
    assert not any(one.ran for one in trade.run(until="cite").stages)
    trade.write({RECORD: (trade.root / RECORD).read_text().replace("survey2023", "marsh2020")})
    told = {one.stage: one.why for one in trade.run(until="cite").stages if one.ran}
    assert told["illustrate"] == f"{RECORD} changed"
    assert "assemble" not in told


# findings


def test_a_file_without_a_record_is_told_once_with_the_places_of_its_use(trade):
    (trade.root / RECORD).unlink()
    (found,) = trade.found(unrecorded=True)
    assert (found.code, found.severity, found.span.path) == ("DATA010", "warning", PATH)
    assert [place.line for place in found.related] == [8, 17, 3, 3]
    assert f"data add {PATH}" in found.hint


def test_a_cell_that_was_changed_by_hand_is_an_error_until_the_record_is_renewed(trade):
    trade.write({PATH: TRADE.replace("0.35", "0.39")})
    (found,) = trade.found()
    assert (found.code, found.severity, found.span.path) == ("DATA011", "error", RECORD)
    assert found.related
    done = trade.command("-q", "data", "add", PATH)
    assert done.exit_code == 0, done.output
    assert not trade.found(unrecorded=True)
    said = yaml.safe_load((trade.root / RECORD).read_text())
    assert said["source"] == "survey2023"
    assert said["retrieved"] != datetime.date(2026, 1, 10), "that was the day of the other file"


def test_a_record_without_its_file_is_told_and_one_of_an_unused_file_is_looked_at(trade):
    trade.write({"sources/data/gone.csv.source.yaml": record_of("a\n1\n")})
    trade.write(
        {"sources/data/idle.csv": "a\n1\n", "sources/data/idle.csv.source.yaml": record_of("", source="no1900")}
    )
    assert [(d.code, d.span.path) for d in trade.found()] == [
        ("DATA013", "sources/data/gone.csv.source.yaml"),
        ("DATA012", "sources/data/idle.csv.source.yaml"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source: survey2023\n", "`sha256` is missing."),
        ("sha256: 1234\n", "SHA-256"),
        ("sha256: {zeros}\nsorce: x\n", "`sorce` is no key of a record of data."),
        ("sha256: {zeros}\nshrink: 3\n", "a share from 0 to 1"),
        ("- a\n", "holds no keys"),
        ("", "holds no keys"),
    ],
)
def test_a_faulty_record_is_one_error_with_its_place(trade, text, said):
    trade.write({RECORD: text.replace("{zeros}", sha256(TRADE.encode()))})
    (found,) = trade.found()
    assert (found.code, found.span.path) == ("DATA014", RECORD)
    assert said in found.message


# the way back


def test_each_figure_table_and_value_leads_to_its_rows_its_record_and_its_sources(trade):
    traced = {one.name: one for one in trade.run(until="cite").traced}
    assert sorted(traced) == ["fig-trade", "tbl-trade", "trade.growth", "trade.last"]
    figure = traced["fig-trade"]
    assert (figure.kind, figure.place, figure.keys) == ("figure", "report/01-section.md:8:1", ("survey2023",))
    (file,) = figure.files
    assert (file.path, file.rows, file.lines, file.sha256) == (PATH, 4, (2, 3, 4, 5), sha256(TRADE.encode()))
    assert (file.record, file.retrieved, file.licence) == (RECORD, "2026-01-10", "CC-BY-4.0")
    growth = traced["trade.growth"]
    assert (growth.words, growth.expression) == ("17%", "change(trade.first, trade.last)")
    assert [(f.column, f.lines) for f in growth.files] == [("share", (2,)), ("share", (3,))]


def test_the_manifest_leads_from_each_figure_to_its_sources_and_names_the_record_as_what_went_in(trade):
    report = trade.built("html").report
    manifest = json.loads((trade.root / "output/manifest.json").read_text())
    predicate = manifest["predicate"]
    assert inputs_of(predicate)[RECORD] == sha256((trade.root / RECORD).read_bytes())
    by_name = {one["name"]: one for one in predicate["briefpress_data"]}
    assert by_name["fig-trade"]["files"][0]["sources"] == ["survey2023"]
    assert by_name["trade.last"]["files"] == [
        {"path": PATH, "sha256": sha256(TRADE.encode()), "rows": 1, "lines": [3], "column": "share", "record": RECORD,
         "sources": ["survey2023"], "retrieved": "2026-01-10", "licence": "CC-BY-4.0"}
    ]  # fmt: skip
    page = next(p for p in report.outputs if p.suffix == ".html").read_text()
    assert 'data-value="trade.last"' in page
    assert 'id="fig-trade"' in page


def test_a_value_is_traced_to_its_query_its_sheet_and_how_it_came_of_several_rows(trade):
    book = xlsx_bytes(("One", sheet_xml([["k", "v"], ["a", 7], ["b", 8]])), ("Two", sheet_xml([["k", "v"], ["a", 70]])))
    query = "SELECT max(share) AS most FROM data"
    trade.write({
        "sources/data/book.xlsx": book,
        "sources/data/book.xlsx.source.yaml": record_of(book),
        "sources/data/figures.yaml":
            "sum: {data: trade.csv, where: {year: 2023}, sum: share}\n"
            f"most: {{data: trade.csv, query: {query}, column: most}}\n"
            "two: {data: book.xlsx, sheet: Two, column: v}\n",
        "report/01-section.md": "# A\n\nIt is {{ sum }}, {{ most }} and {{ two }}.\n",
    })  # fmt: skip
    told = {one.name: one.files[0] for one in trade.run(until="assemble").traced}
    assert (told["sum"].made, told["sum"].lines) == ("sum", (3, 4))
    assert (told["most"].query, told["most"].lines) == (query, ())
    assert told["two"].sheet == "Two"
    said = trade.command("data", "trace").output
    assert "trade.csv, lines 3–4, column share: sum" in said
    assert f"trade.csv, 1 row of the query `{query}`, column most" in said
    assert "book.xlsx, sheet Two, line 2, column v" in said


def test_what_a_condition_rests_on_is_traced_held_against_its_record_and_moves(fetched):
    folder, has = fetched
    folder.write({"report/01-section.md": '# A\n\nWords.\n\n[Much.]{.when test="trade.growth > 0.1"}\n'})
    (one,) = folder.run(until="assemble").traced
    assert (one.kind, one.name, one.words, one.expression) == (
        "condition",
        "trade.growth",
        "holds",
        "trade.growth > 0.1",
    )
    assert [(file.path, file.lines) for file in one.files] == [(PATH, (2,)), (PATH, (3,))]
    assert {PATH, RECORD, "sources/data/figures.yaml"} <= set(folder.run("html").edition.made.inputs)
    has(TRADE.replace("0.35", "0.31"))
    _, told = refreshed(folder)
    assert told["data"][0]["moves"][0]["changes"] == [{"where": "", "old": "holds", "new": "doesn't hold"}]
    folder.write({PATH: TRADE.replace("0.35", "0.32")})
    assert "DATA011" in codes(folder.found(unrecorded=True))


def test_trace_prints_the_way_as_a_tree_and_as_json_and_knows_labels(trade):
    done = trade.command("-q", "data", "trace", "fig:trade")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == "figure fig-trade  (report/01-section.md:8:1)"
    assert lines[1].startswith(f"└─ {PATH}, lines 2–5  sha256 ")
    assert f"├─ {RECORD}, retrieved 2026-01-10, CC-BY-4.0" in lines[2]
    assert "└─ survey2023, Water Office 2023, River survey" in lines[3]
    told = json.loads(trade.command("-q", "data", "trace", "trade.growth", "--as", "json").stdout)
    assert told[0]["expression"] == "change(trade.first, trade.last)"
    unknown = trade.command("data", "trace", "fig:trde")
    assert unknown.exit_code == 2
    assert "Did you mean `fig-trade`?" in unknown.output


# keeping


def test_add_writes_a_record_and_keeps_what_people_wrote_into_it(trade):
    (trade.root / RECORD).write_text(f"# from the office\nsource: survey2023 # asked twice\nsha256: {'0' * 64}\n")
    done = trade.command("-q", "data", "add", "trade.csv", "--unit", "share=of all trade", "--licence", "CC0-1.0")
    assert done.exit_code == 0, done.output
    text = (trade.root / RECORD).read_text()
    assert text.startswith("# from the office\nsource: survey2023 # asked twice\n")
    assert recorded(trade.root, PATH).record == DataRecord(
        sha256=sha256(TRADE.encode()), source="survey2023", unit={"share": "of all trade"}, licence="CC0-1.0"
    )


def test_add_copies_a_file_from_elsewhere_and_writes_over_nothing(trade, tmp_path):
    (tmp_path / "levels.csv").write_text("year,level\n2024,3\n")
    done = trade.command("-q", "data", "add", str(tmp_path / "levels.csv"), "--source", "@survey2023")
    assert done.exit_code == 0, done.output
    assert recorded(trade.root, "sources/data/levels.csv").record.sources == ("survey2023",)
    (tmp_path / "levels.csv").write_text("year,level\n2024,4\n")
    done = trade.command("-q", "data", "add", str(tmp_path / "levels.csv"))
    assert done.exit_code == 1
    assert "error DATA015: `sources/data/levels.csv` is another file, which nothing writes over." in done.stdout
    assert (trade.root / "sources/data/levels.csv").read_text() == "year,level\n2024,3\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"<!doctype html><title>Log in</title>", "is a web page"),
        ("a.csv", b"a,b\n1\n", "This row has 1 cell; the header has 2."),
        ("a.docx", b"a,b\n1\n", "is no data file by its name"),
    ],
)
def test_what_is_no_data_cannot_be_added_and_leaves_nothing_behind(trade, tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    before = sorted(trade.root.rglob("*.*"))
    done = trade.command("-q", "data", "add", str(tmp_path / name))
    assert done.exit_code == 1
    assert "DATA015" in done.stdout
    assert said.lower() in done.stdout.lower()
    assert sorted(p for p in trade.root.rglob("*.*") if ".briefpress" not in str(p)) == before


def test_add_fetches_a_file_that_is_not_there_yet_and_notes_the_day_and_the_address(trade, site):
    address = site.has(
        "/levels.csv", "année,niveau\n2024,3\n".encode("latin-1"), Content_Type="text/csv; charset=latin-1"
    )
    done = trade.command("-q", "data", "add", address, "--local")
    assert done.exit_code == 0, done.output
    record = recorded(trade.root, "sources/data/levels.csv").record
    assert (record.address, record.retrieved is not None) == (address, True)
    assert (trade.root / "sources/data/levels.csv").read_text(encoding="utf-8").startswith("année")
    done = trade.command("-q", "data", "add", "levels-2.csv", "--address", address, "--local")
    assert done.exit_code == 0, done.output
    assert (trade.root / "sources/data/levels-2.csv").is_file()


def test_list_and_show_tell_how_each_file_stands(trade):
    trade.write({"sources/data/idle.csv": "a\n1\n", "sources/data/old/trade-2025-01-01.csv": TRADE})
    told = json.loads(trade.command("-q", "--report", "json", "data", "list").stdout)
    assert [(one["path"], one["state"], one["used"]) for one in told["data"]] == [
        ("sources/data/idle.csv", "no record", 0),
        (PATH, "current", 4),
    ]
    shown = trade.command("-q", "data", "show", "trade.csv")
    assert "4 rows, 3 columns" in shown.stdout
    assert "before: sources/data/old/trade-2025-01-01.csv" in shown.stdout
    assert "value trade.growth, report/01-section.md:3:" in shown.stdout


# refreshing


@pytest.fixture
def fetched(trade, site):
    """The brief whose file has an address of the test's own server, and what lets that have another file."""
    address = site.has("/trade.csv", TRADE, Content_Type="text/csv")
    trade.write({RECORD: record_of(TRADE, source="survey2023", address=address, retrieved=datetime.date(2026, 1, 10))})

    def has(body, **headers):
        site.pages.pop("/trade.csv", None)
        site.has("/trade.csv", body, **{"Content_Type": "text/csv", **headers})

    return trade, has


def refreshed(folder, *more):
    done = folder.command("-q", "--report", "json", "data", "refresh", "--local", *more)
    return done.exit_code, json.loads(done.stdout)


def test_what_is_the_same_is_left_as_it_is(fetched):
    folder, _ = fetched
    before = (folder.root / RECORD).read_bytes()
    code, told = refreshed(folder)
    assert (code, told["data"][0]["state"], told["outputs"]) == (0, "unchanged", [])
    assert (folder.root / RECORD).read_bytes() == before


def test_a_new_file_takes_its_place_with_what_moves_from_old_to_new_and_the_old_one_is_kept(fetched):
    folder, has = fetched
    new = TRADE.replace("0.35", "0.45") + "2024,European Union,0.14\n"
    has(new)
    code, told = refreshed(folder, "--check")
    assert (code, told["data"][0]["taken"]) == (0, False)
    assert [d["code"] for d in told["diagnostics"]] == ["DATA018"]
    assert (folder.root / PATH).read_text() == TRADE
    code, told = refreshed(folder)
    (one,) = told["data"]
    assert (code, one["state"], one["taken"], one["rows"]) == (0, "changed", True, [4, 5])
    moves = {move["name"]: move for move in one["moves"]}
    assert moves["trade.last"]["changes"] == [{"where": "", "old": "35%", "new": "45%"}]
    assert moves["trade.growth"]["changes"] == [{"where": "", "old": "17%", "new": "50%"}]
    assert "trade.first" not in moves
    assert moves["fig-trade"]["changes"] == [
        {"where": "Russia, 2023, share", "old": "0.35", "new": "0.45"},
        {"where": "European Union, 2024, share", "old": "", "new": "0.14"},
    ]
    assert moves["tbl-trade"]["changes"] == [
        {"where": "2023, Russia, Share", "old": "35%", "new": "45%"},
        {"where": "2024, European Union, Share", "old": "", "new": "14%"},
    ]
    assert {d["code"] for d in told["diagnostics"]} == {"DATA019"}
    assert {d["line"] for d in told["diagnostics"]} == {3, 8, 17}
    assert (folder.root / PATH).read_text() == new
    (old,) = datarecords.earlier(folder.root, PATH)
    assert (folder.root / old).read_text() == TRADE
    assert recorded(folder.root, old).record.sha256 == sha256(TRADE.encode())
    assert recorded(folder.root, PATH).record.sha256 == sha256(new.encode())
    assert not folder.found(unrecorded=True)


@pytest.mark.parametrize(
    ("new", "said", "accepted"),
    [
        ("year,partner,portion\n2022,Russia,0.3\n2023,Russia,0.4\n2024,Russia,0.4\n2025,Russia,0.4\n",
         "its columns are others", True),
        ("\n".join(TRADE.splitlines()[:3]) + "\n", "it lost 50% of its rows, and its record allows 20%", True),
        (TRADE.replace("2023,Russia,0.35", "2023,Turkey,0.35"), "the brief can't be made with it (VAL003", True),
        (re.sub(r"0\.(\d\d)", r"\1", TRADE), "every number in `share` is 100 times what it was", True),
        ("<!DOCTYPE html><title>Log in</title>", "a web page", False),
        ("year,partner,share\n2022,Russia\n", "it can't be read as data", False),
        ("", "it can't be read as data", False),
    ],
)  # fmt: skip
def test_what_is_not_as_the_brief_was_made_with_is_refused_and_nothing_changes(fetched, new, said, accepted):
    folder, has = fetched
    has(new)
    code, told = refreshed(folder)
    assert (code, told["data"][0]["state"], told["data"][0]["taken"]) == (1, "refused", False)
    assert {d["code"] for d in told["diagnostics"]} == {"DATA017"}
    assert said in " ".join(d["message"] for d in told["diagnostics"])
    assert (folder.root / PATH).read_text() == TRADE
    assert not (folder.root / "sources/data/old").exists()
    _, told = refreshed(folder, "--accept")
    assert told["data"][0]["taken"] is accepted
    assert (folder.root / PATH).read_text() == (new if accepted else TRADE)


def test_an_address_that_is_dead_is_told_and_what_is_kept_stays_while_other_files_are_fetched(fetched, site):
    folder, has = fetched
    has("gone", status=404)
    other = site.has("/b.csv", "a\n2\n", Content_Type="text/csv")
    folder.write({"sources/data/b.csv": "a\n1\n", "sources/data/b.csv.source.yaml": record_of("a\n1\n", address=other)})
    code, told = refreshed(folder)
    assert code == 0
    assert {one["path"]: one["state"] for one in told["data"]} == {PATH: "unseen", "sources/data/b.csv": "changed"}
    assert [d["code"] for d in told["diagnostics"]] == ["DATA016"]
    assert (folder.root / "sources/data/b.csv").read_text() == "a\n2\n"


def test_a_file_that_was_changed_by_hand_is_not_written_over(fetched):
    folder, has = fetched
    mine = TRADE.replace("0.35", "0.39")
    folder.write({PATH: mine})
    has(TRADE + "2025,Russia,0.33\n")
    code, told = refreshed(folder)
    assert (code, [d["code"] for d in told["diagnostics"]]) == (1, ["DATA011"])
    assert (folder.root / PATH).read_text() == mine
    code, told = refreshed(folder, "--accept")
    assert (code, told["data"][0]["taken"]) == (0, True)
    (old,) = datarecords.earlier(folder.root, PATH)
    assert (folder.root / old).read_text() == mine


@pytest.mark.parametrize("changed", [PATH, RECORD])
def test_what_somebody_changes_while_the_address_is_asked_is_not_written_over(fetched, site, changed):
    folder, has = fetched
    has(TRADE.replace("0.36", "0.37"))
    mine = (folder.root / changed).read_text().replace("0.36", "0.40") + "notes: mine\n" * (changed == RECORD)
    site.meanwhile = lambda: folder.write({changed: mine})
    code, told = refreshed(folder)
    assert (code, told["data"][0]["taken"], told["outputs"]) == (1, False, [])
    assert [d["code"] for d in told["diagnostics"]] == ["DATA011"]
    assert (folder.root / changed).read_text() == mine
    assert not (folder.root / "sources/data/old").exists()


@pytest.mark.parametrize("check", [True, False])
def test_what_moves_is_told_of_the_file_that_moves_it_alone(fetched, site, check):
    folder, has = fetched
    has(TRADE.replace("0.35", "0.45"))
    address = site.has("/boats.csv", "boats\n8\n", Content_Type="text/csv")
    folder.write({
        "sources/data/boats.csv": "boats\n7\n",
        "sources/data/boats.csv.source.yaml": record_of("boats\n7\n", address=address),
        "sources/data/figures.yaml": FIGURES + "boats: {data: boats.csv, column: boats}\n",
        "report/01-section.md": SECTION + "\nThere are {{ boats }} boats.\n",
    })  # fmt: skip
    _, told = refreshed(folder, *["--check"] * check)
    moved = {one["path"]: [m["name"] for m in one["moves"] if m["kind"] == "value"] for one in told["data"]}
    assert moved == {"sources/data/boats.csv": ["boats"], PATH: ["trade.last", "trade.growth"]}


def test_what_is_taken_nevertheless_is_told_with_what_was_against_it(fetched):
    folder, has = fetched
    has(TRADE.replace("2023,Russia", "2023,Turkey").replace("year,", "n,year,").replace("\n2", "\n1,2"))
    said = folder.command("data", "refresh", "--local", "--accept").output
    assert "It is taken nevertheless, though its columns are others; the brief can't be made with it (VAL003" in said


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("\n".join([TRADE.splitlines()[0], *reversed(TRADE.splitlines()[1:])]) + "\n",
         "4 rows as before; the same rows in another order."),
        (TRADE + "2025,Russia,0.40\n", "4 → 5 rows; 1 row not there before, 0 gone."),
    ],
)  # fmt: skip
def test_what_is_otherwise_is_told_in_numbers(fetched, new, told):
    folder, has = fetched
    has(new)
    assert refreshed(folder, "--check")[1]["data"][0]["told"] == told


def test_a_bare_name_that_several_files_have_is_told_with_their_paths(fetched):
    folder, _ = fetched
    folder.write({"sources/data/more/trade.csv": TRADE})
    assert folder.command("data", "refresh", PATH, "--local").exit_code == 0
    said = folder.command("data", "refresh", "trade.csv")
    assert said.exit_code == 2
    assert f"Several files of data are called `trade.csv`: sources/data/more/trade.csv, {PATH}." in said.output


@pytest.mark.parametrize(
    "units", [["share=share of trade", "yaer=year"], ["tonnes", "share=share"], ["tonnes", "people"]]
)
def test_a_unit_that_would_be_lost_is_told(trade, units):
    said = trade.command("data", "add", PATH, *(part for unit in units for part in ("--unit", unit)))
    assert said.exit_code == 1
    assert "DATA015: `--unit " in said.output
    assert "It has: year, partner, share." in said.output


def test_a_file_cannot_have_been_had_on_a_day_that_is_still_to_come(trade):
    said = trade.command("data", "add", PATH, "--retrieved", "2999-01-01")
    assert said.exit_code == 2
    assert "2999-01-01 is still to come" in said.output


def test_a_file_that_is_gone_comes_back(fetched):
    folder, _ = fetched
    (folder.root / PATH).unlink()
    code, told = refreshed(folder)
    assert (code, told["data"][0]["state"]) == (0, "restored")
    assert not folder.found(unrecorded=True)


def test_a_file_that_comes_back_as_another_is_told_to_be_one(fetched):
    folder, has = fetched
    (folder.root / PATH).unlink()
    has(TRADE.replace("0.35", "0.45"))
    _, told = refreshed(folder)
    assert told["data"][0]["taken"]
    assert told["data"][0]["told"].startswith("It wasn't here, and is another than its record knew: 4 rows")


def test_a_large_file_is_counted_and_a_database_of_several_tables_is_not(fetched, site):
    folder, _ = fetched
    rows = "".join(f"{n},{n % 7}\n" for n in range(120_000))
    address = site.has("/large.csv", f"n,share\n{rows}", Content_Type="text/csv")
    old = f"n,share\n{rows[: rows.index('110000,')]}"
    folder.write({"sources/data/large.csv": old, "sources/data/large.csv.source.yaml": record_of(old, address=address)})
    several = folder.root / "sources/data/several.sqlite"
    for value in (1, 2):
        several.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(several)) as con:
            con.executescript("CREATE TABLE a (x); CREATE TABLE b (y)")
            con.execute("INSERT INTO a VALUES (?)", (value,))
            con.commit()
        if value == 1:
            before = several.read_bytes()
    address = site.has("/several.sqlite", several.read_bytes())
    folder.write({
        "sources/data/several.sqlite": before,
        "sources/data/several.sqlite.source.yaml": record_of(before, address=address),
    })  # fmt: skip
    code, told = refreshed(folder, "large.csv", "several.sqlite")
    large, tables = told["data"]
    assert (code, large["rows"], large["told"]) == (0, [110_000, 120_000], "110,000 → 120,000 rows.")
    assert (tables["rows"], tables["taken"]) == ([None, None], True)
    assert "several tables" in tables["told"]


def test_of_earlier_states_the_youngest_are_kept(fetched):
    folder, has = fetched
    for n in range(datarecords.KEPT + 2):
        has(f"{TRADE}2030,Russia,0.{n + 1}\n")
        assert refreshed(folder)[0] == 0
    kept = datarecords.earlier(folder.root, PATH)
    assert len(kept) == datarecords.KEPT
    rows = [list(csv.reader(io.StringIO((folder.root / one).read_text())))[-1][-1] for one in kept]
    assert rows == [f"0.{n + 1}" for n in reversed(range(1, datarecords.KEPT + 1))]
    records = sorted(p.name for p in (folder.root / "sources/data/old").glob("*.yaml"))
    assert len(records) == datarecords.KEPT


def test_brief_yaml_says_how_grave_it_is_that_an_address_is_dead(fetched):
    folder, has = fetched
    has("gone", status=404)
    assert refreshed(folder)[0] == 0
    settings = folder.root / "report/brief.yaml"
    settings.write_text(settings.read_text() + "checks: {DATA016: {severity: error, why: the night run must tell}}\n")
    code, told = refreshed(folder)
    assert (code, [d["severity"] for d in told["diagnostics"]]) == (1, ["error"])


def test_earlier_states_of_files_of_one_name_in_two_folders_are_kept_apart(fetched, site):
    folder, has = fetched
    address = site.has("/more.csv", "a\n2\n", Content_Type="text/csv")
    folder.write({
        "sources/data/more/trade.csv": "a\n1\n",
        "sources/data/more/trade.csv.source.yaml": record_of("a\n1\n", address=address),
    })  # fmt: skip
    has(TRADE + "2030,Russia,0.1\n")
    assert refreshed(folder)[0] == 0
    (one,) = datarecords.earlier(folder.root, PATH)
    (other,) = datarecords.earlier(folder.root, "sources/data/more/trade.csv")
    assert (folder.root / one).read_text() == TRADE
    assert (folder.root / other).read_text() == "a\n1\n"
    assert other.startswith("sources/data/old/more/trade-")


def test_a_file_named_that_has_no_address_is_told_to_have_none(trade):
    done = trade.command("-q", "data", "refresh", "trade.csv")
    assert done.exit_code == 0
    told = trade.command("data", "refresh", "trade.csv").stdout
    assert f"{PATH}: It has no address, and stays as it is." in told


@pytest.mark.parametrize("code", ["DATA010", "DATA013", "DATA016", "DATA018", "DATA019"])
def test_what_is_no_fault_of_the_brief_can_be_put_up_with(code):
    assert (REGISTRY[code].severity, REGISTRY[code].firm) == ("warning", False)
