"""Files of data of each kind: what they hold is read as it is, what is wrong with one is told once, at its place."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefpress import cache
from briefpress.codes import REGISTRY
from briefpress.data import delimited, reading
from briefpress.data.cells import is_no_number
from briefpress.data.columns import no_numbers
from briefpress.data.rows import MAX_ROWS, Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Span
from datafiles import (
    csv_bytes,
    json_bytes,
    ods_bytes,
    sheet_xml,
    values_of,
    write_parquet,
    write_sqlite,
    xlsx_bytes,
    zip_bytes,
)

HERE = Path(__file__).parent
BLOCK = Span("report/01-section.md", 4, 1)
LEVELS = [["year", "place", "share"], [2023, "Upper ford", 0.25], [2024, "Lower ford", ""], [2025, "Mill", -3]]
CSV = csv_bytes(LEVELS)
BOOK = xlsx_bytes(("Levels", sheet_xml(LEVELS)))


@pytest.fixture
def root(tmp_path):
    """The folder of a brief, with a folder for its data."""
    (tmp_path / "sources/data").mkdir(parents=True)
    (tmp_path / "report").mkdir()
    return tmp_path


def read(root: Path, name: str, content: bytes | None = None, **asked: Any) -> tuple[Data | None, list[Any]]:
    """Read a file of the brief's data as a block asks for it."""
    if content is not None:
        (root / "sources/data" / name).write_bytes(content)
    return reading.read(root, Selection(data=f"../sources/data/{name}", **asked), BLOCK)


def rows_of(root: Path, name: str, content: bytes | None = None, **asked: Any) -> list[list[Any]]:
    """The header and rows of a file that is sound."""
    data, found = read(root, name, content, **asked)
    assert found == []
    assert data is not None
    return [list(data.columns), *(list(row.values()) for row in data.rows)]


# the kinds


def kinds(root: Path, rows: list[list[Any]]) -> dict[str, bytes | None]:
    """A table in each kind of file; what isn't bytes was written."""
    folder = root / "sources/data"
    write_sqlite(folder / "levels.sqlite", rows)
    write_parquet(folder / "levels.parquet", values_of(rows))
    columns = {name: [row[i] if row[i] != "" else None for row in rows[1:]] for i, name in enumerate(rows[0])}
    return {
        "levels.csv": csv_bytes(rows),
        "levels.tsv": csv_bytes(rows, "\t"),
        "levels.json": json_bytes(rows),
        "columns.json": json.dumps(columns).encode(),
        "levels.xlsx": xlsx_bytes(("Levels", sheet_xml(rows))),
        "levels.ods": ods_bytes(rows),
        "levels.sqlite": None,
        "levels.parquet": None,
    }


def test_all_kinds_of_one_table_give_the_same_data(root):
    for name, content in kinds(root, LEVELS).items():
        assert rows_of(root, name, content) == LEVELS, name
        assert [type(row["year"]) for row in read(root, name)[0].rows] == [int, int, int], name


def test_all_kinds_of_one_table_answer_a_query_alike(root):
    query = "SELECT place, year + 1 AS following FROM data WHERE share IS NOT NULL ORDER BY year DESC"
    for name, content in kinds(root, LEVELS).items():
        assert rows_of(root, name, content, query=query) == [
            ["place", "following"], ["Mill", 2026], ["Upper ford", 2024]
        ], name  # fmt: skip


def test_rows_are_chosen_by_their_values_in_all_kinds(root):
    for name, content in kinds(root, LEVELS).items():
        chosen = rows_of(root, name, content, where={"year": [2023, "2025"], "place": ["Mill", "Upper ford"]})
        assert [row[1] for row in chosen[1:]] == ["Upper ford", "Mill"], name


def test_a_row_that_was_chosen_stands_on_its_own_line(root):
    data, _ = read(root, "levels.csv", CSV, where={"place": ["Lower ford", "Mill"]})
    assert [str(data.place(row)) for row in (0, 1)] == ["sources/data/levels.csv:3:1", "sources/data/levels.csv:4:1"]


_texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12).map(str.strip)
_words = _texts.filter(lambda text: text[:1] not in tuple("=+-@−#<") and not is_no_number(text))
_numbers = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.9g}"))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(_words, _numbers), min_size=1, max_size=6))
def test_what_is_written_is_read_back_the_same(root, pairs):
    rows = [["name", "value"], *([name, value] for name, value in pairs)]
    delimited, found = read(root, "a.csv", csv_bytes(rows))
    assert found == []
    assert [text["name"] for text in delimited.texts] == [row[0] for row in rows[1:]]
    assert [row["value"] for row in delimited.rows] == [row[1] for row in rows[1:]]
    assert rows_of(root, "a.json", json_bytes(rows)) == rows
    assert rows_of(root, "a.xlsx", xlsx_bytes(("A", sheet_xml(rows)))) == rows


def test_numbers_keep_the_digits_of_their_file_and_codes_are_texts(root):
    rows = b"code,price\n007,1.10\n1_0,\xe2\x88\x924\nE10,1e3\n12345678901234567890,.5\n"
    data, _ = read(root, "a.csv", rows)
    assert [tuple(text.values()) for text in data.texts] == [
        ("007", "1.10"), ("1_0", "−4"), ("E10", "1e3"), ("12345678901234567890", ".5")
    ]  # fmt: skip
    assert [tuple(row.values()) for row in data.rows] == [
        ("007", 1.1), ("1_0", -4), ("E10", 1000.0), (12345678901234567890.0, 0.5)
    ]  # fmt: skip
    data, _ = read(root, "a.json", b'[{"code": "007", "price": 1.10}, {"price": 2, "sold": true}]')
    assert [tuple(text.values()) for text in data.texts] == [("007", "1.10", ""), ("", "2", "true")]


_cells = st.sampled_from(
    [
        "",
        "1",
        "-2.50",
        "+3",
        ".5",
        "1e3",
        "−4",
        "007",
        "n/a",
        "1_0",
        "e5",
        "5.",
        ".",
        "12345678901234567890",
        " 7 ",
        "1.10",
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(_cells, _cells), min_size=1, max_size=5))
def test_a_file_that_is_too_large_to_be_read_has_the_kinds_of_cells_that_a_smaller_one_has(root, rows):
    from briefpress.engines import duck
    from briefpress.engines.grids import Grid

    path = root / "sources/data/a.csv"
    path.write_bytes(csv_bytes([["a", "b"], *(["x" * (not a and not b) or a, b] for a, b in rows)]))
    grid, found = delimited.read(path.read_bytes(), "a.csv", BLOCK, ",")
    assert found == []
    query = "SELECT * FROM data"
    whole = duck.of_rows(str(root), grid.columns, grid.rows, query, 10)
    piecemeal = duck.of_delimited(str(path), ",", grid.columns, query, 10)
    assert isinstance(whole, Grid)
    assert piecemeal == whole
    assert [tuple(map(type, row)) for row in piecemeal.rows] == [tuple(map(type, row)) for row in whole.rows]


def test_a_word_is_no_missing_number_where_the_column_has_words_too(root):
    assert rows_of(root, "a.csv", b"name\nNan\n5\nOslo\n") == [["name"], ["Nan"], [5], ["Oslo"]]
    _, found = read(root, "a.csv", b"share\nNaN\n5\n")
    assert [(f.code, str(f.span)) for f in found] == [("DATA004", "sources/data/a.csv:2:1")]


def test_a_file_is_known_for_what_it_is_behind_a_byte_order_mark(root):
    _, found = read(root, "a.csv", b'\xef\xbb\xbf[{"a": 1}]')
    assert [f.message for f in found] == ["The file is JSON, though its name ends in .csv."]


def test_a_cell_of_excel_is_the_number_that_excel_shows(root):
    made = "<c r='@'><f>0.1+0.2</f><v>0.30000000000000004</v></c>"
    day = "<c r='@' s='1'><v>45200</v></c>"
    moment = "<c r='@' s='2'><v>45200.5</v></c>"
    rows = [["a", "day", "moment", "code", "yes"], [made, day, moment, "007", "<c r='@' t='b'><v>1</v></c>"]]
    assert rows_of(root, "a.xlsx", xlsx_bytes(("A", sheet_xml(rows))))[1] == [
        0.3, "2023-10-01", "2023-10-01T12:00:00", "007", "true"
    ]  # fmt: skip


def test_moments_with_a_zone_are_told_in_utc_wherever_the_machine_stands(root, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    write_parquet(root / "sources/data/a.parquet", "SELECT TIMESTAMPTZ '2023-01-05 12:00+02' AS zone")
    assert rows_of(root, "a.parquet") == [["zone"], ["2023-01-05T10:00:00Z"]]


def test_the_kinds_of_parquet_are_written_as_iso_8601_and_exactly(root):
    write_parquet(
        root / "sources/data/a.parquet",
        "SELECT 1.10::DECIMAL(5, 2) AS price, 0.1::FLOAT AS f, true AS yes, DATE '2023-01-05' AS d, NULL AS nothing, "
        "TIMESTAMP '2023-01-05' AS stamp, TIMESTAMPTZ '2023-01-05 12:00+02' AS zone, 'x'::ENUM('x') AS e, "
        "9007199254740993::BIGINT AS n",
    )
    data, found = read(root, "a.parquet")
    assert found == []
    assert list(data.texts[0].values()) == [
        "1.10", "0.1", "true", "2023-01-05", "", "2023-01-05", "2023-01-05T10:00:00Z", "x", "9007199254740993"
    ]  # fmt: skip
    assert data.rows[0]["n"] == 9007199254740993
    assert data.lines == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\xef\xbb\xbf" + CSV),
        ("a.csv", CSV.replace(b"\n", b"\r")),
        ("a.csv", CSV.replace(b"\n", b"\r\n")),
        ("a.csv", CSV.replace(b"Mill", b'"Mill"')),
        ("A.CSV", CSV),
    ],
)
def test_a_mark_and_line_ends_of_any_kind_change_nothing(root, name, content):
    assert rows_of(root, name, content) == LEVELS


def test_quotation_marks_commas_and_lines_stand_within_a_cell(root):
    data, _ = read(root, "a.csv", b'a,b\n"1, or ""2""\nthen",x\ny,z\n')
    assert data.rows[0]["a"] == '1, or "2"\nthen'
    assert data.lines == (3, 4)


def test_a_sheet_is_chosen_by_its_name_or_number_and_the_only_one_shown_needs_none(root):
    other = sheet_xml([["x"], [1]])
    book = xlsx_bytes(("Notes", other), ("Levels", sheet_xml(LEVELS)))
    assert rows_of(root, "a.xlsx", book, sheet="Levels") == LEVELS
    assert rows_of(root, "a.xlsx", book, sheet=2) == LEVELS
    assert rows_of(root, "a.xlsx", xlsx_bytes(("Notes", sheet_xml([])), ("Levels", sheet_xml(LEVELS)))) == LEVELS
    hidden = xlsx_bytes(("Notes", other), ("Levels", sheet_xml(LEVELS)), states={"Notes": "hidden"})
    assert rows_of(root, "a.xlsx", hidden) == LEVELS


def test_a_table_may_stand_anywhere_in_its_sheet_and_knows_its_rows(root):
    rows = [["", "", ""], ["", "year", "share"], ["", "", ""], ["", 2024, 0.5]]
    data, found = read(root, "a.xlsx", xlsx_bytes(("A", sheet_xml(rows))))
    assert (data.columns, data.lines, found) == (("year", "share"), (4,), [])


def test_the_shapes_of_a_geopackage_are_left_out(root):
    path = write_sqlite(root / "sources/data/a.gpkg", [["name", "geom"], ["Mill", b"GP\x00"]], "places")
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name)")
        con.execute("INSERT INTO gpkg_geometry_columns VALUES ('places', 'geom')")
    con.close()
    assert rows_of(root, "a.gpkg") == [["name"], ["Mill"]]


def test_a_build_of_text_files_loads_no_engine(root):
    (root / "sources/data/levels.csv").write_bytes(CSV)
    asked = (
        "import sys; from pathlib import Path; from briefpress.datablocks import making; "
        "from briefpress.data import reading; "
        "from briefpress.data.selection import Selection; from briefpress.diagnostics import Span; "
        f"wanted = Selection(data='../sources/data/levels.csv'); root = Path({str(root)!r}); "
        "data, _ = reading.read(root, wanted, Span('report/a.md')); "
        "print(len(data.rows), sorted({'duckdb', 'python_calamine', 'sqlite3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert done.stdout == "3 []\n"


# queries


def answers(root: Path, query: str, name: str = "levels.csv") -> list[list[Any]]:
    """What a query answers, without its header."""
    return rows_of(root, name, query=query)[1:]


@pytest.mark.parametrize("name", ["levels.csv", "levels.sqlite"])
def test_an_answer_without_an_order_stands_in_that_of_its_columns(root, name):
    rows = [["place", "share"], *([f"Ford {i * 7 % 10}", i] for i in range(20))]
    (root / "sources/data/levels.csv").write_bytes(csv_bytes(rows))
    write_sqlite(root / "sources/data/levels.sqlite", rows)
    told = answers(root, "SELECT place, sum(share) AS share FROM data GROUP BY place", name)
    assert [row[0] for row in told] == [f"Ford {i}" for i in range(10)]


def test_rows_of_the_file_that_a_query_chooses_keep_the_order_of_the_file(root):
    rows = [["place", "share"], *([f"Ford {i * 7 % 10}", i] for i in range(20))]
    (root / "sources/data/levels.csv").write_bytes(csv_bytes(rows))
    assert [row[0] for row in answers(root, "SELECT share FROM data WHERE share > 4")] == list(range(5, 20))


def test_sums_of_decimals_are_exact(root):
    (root / "sources/data/levels.csv").write_bytes(b"a\n" + b"0.1\n" * 10 + b"1.25\n")
    data, _ = read(root, "levels.csv", query="SELECT sum(a) AS total FROM data")
    assert data.texts[0]["total"] == "2.25"


_REFUSED = (
    "DROP TABLE data", "COPY data TO 'out.csv'", "ATTACH 'other.db' AS other", "PRAGMA database_list",
    "SELECT 1 AS a; DROP TABLE data", "INSERT INTO data VALUES (1)", "SET threads=4", "INSTALL httpfs",
    "SELECT * FROM 'other.csv'", "SELECT * FROM read_text('brief.yaml')", "SELECT * FROM glob('*')",
    "SELECT * FROM duckdb_settings()", "SELECT * FROM information_schema.tables", "SELECT random() AS a",
    "SELECT now() AS a", "SELECT current_date AS a", "SELECT age(DATE '2020-01-01') AS a", "SELECT getenv('HOME') AS a",
    "SELECT * FROM data USING SAMPLE 1", "SELECT place FROM data GROUP BY place LIMIT 1",
    "SELECT * FROM query('SELECT 1')", "SELECT (SELECT uuid()) AS a", "EXPLAIN SELECT 1", "CREATE TABLE x (a INT)",
    "SELECT load_extension('x') AS a", "SELECT place, place FROM data", "SELECT nothing FROM data", "SELECT",
)  # fmt: skip


def test_nothing_but_one_settled_select_over_the_file_runs(root):
    from briefpress.engines import duck, sqlite

    folder = root / "sources/data"
    (folder / "other.csv").write_text("a\n1\n")
    (folder / "levels.csv").write_bytes(CSV)
    write_sqlite(folder / "levels.sqlite", LEVELS)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    for query in _REFUSED:
        told = (
            duck.of_delimited(str(folder / "levels.csv"), ",", LEVELS[0], query, 10),
            sqlite.of_query(str(folder / "levels.sqlite"), query, 10),
        )
        assert [getattr(one, "code", one) for one in told] == ["DATA006", "DATA006"], query
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_an_engine_may_read_the_one_file_alone(root):
    import duckdb

    from briefpress.engines import duck

    folder = root / "sources/data"
    (folder / "levels.csv").write_bytes(CSV)
    (folder / "other.csv").write_bytes(CSV)
    con, _ = duck._connected(str(folder / "levels.csv"))
    assert con.execute(f"SELECT count(*) FROM read_csv('{folder}/levels.csv')").fetchone() == (3,)
    for forbidden in (
        f"SELECT * FROM read_csv('{folder}/other.csv')", f"COPY (SELECT 1) TO '{folder}/levels.csv'", "LOAD httpfs",
        f"ATTACH '{folder}/x.db'", "SET enable_external_access=true", "SET memory_limit='9GB'",
    ):  # fmt: skip
        with pytest.raises(duckdb.Error):
            con.execute(forbidden).fetchall()


def test_a_query_without_end_is_stopped(root, monkeypatch):
    from briefpress.data import foreign

    monkeypatch.setattr(foreign, "SECONDS", 1)
    write_sqlite(root / "sources/data/levels.sqlite", LEVELS)
    endless = "WITH RECURSIVE t(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM t) SELECT sum(a) AS s FROM t"
    _, found = read(root, "levels.sqlite", query=endless)
    assert [f.code for f in found] == ["DATA007"]
    assert "stopped after 1 seconds" in found[0].message


def test_a_query_that_wants_too_much_memory_is_told(root):
    (root / "sources/data/levels.csv").write_bytes(CSV)
    _, found = read(
        root, "levels.csv", query="SELECT count(DISTINCT repeat(x::VARCHAR, 999)) n FROM range(9000000) t(x)"
    )
    assert [f.code for f in found] == ["DATA006"]
    assert "memory" in found[0].message


MEASURED = """
import resource, sys, time
from pathlib import Path
from briefpress.data import delimited, reading
from briefpress.data.selection import Selection
from briefpress.diagnostics import Span
root, query = Path(sys.argv[1]), sys.argv[2]
before = time.monotonic()
data, found = reading.read(root, Selection(data="../sources/data/big.csv", query=query or None), Span("report/a.md", 1))
assert not found or not query, found
told = [list(row.values()) for row in data.rows] if data else found[0].code
own = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print([told, (int(own) >> 10, beside >> 10), time.monotonic() - before])
"""


@pytest.mark.parametrize("count", [300_000, pytest.param(10_000_000, marks=pytest.mark.long)])
def test_a_large_file_is_aggregated_in_bounded_memory_and_not_read_without_a_query(root, count):
    with (root / "sources/data/big.csv").open("w", encoding="utf-8") as stream:
        stream.write("day,district,code,value\n")
        for i in range(count):
            stream.write(f"2023-{i % 12 + 1:02}-{i % 28 + 1:02},District {i % 50},{i % 1000:04},{i % 997}.25\n")
    query = "SELECT district, count(*) AS n, sum(value) AS total, min(code) AS code FROM data GROUP BY district"

    def ask(query: str) -> Any:
        asked = [sys.executable, "-c", MEASURED, str(root), query]
        return eval(subprocess.run(asked, capture_output=True, check=True, text=True).stdout)  # noqa: S307  # our own

    told, (own, beside), seconds = ask(query)
    print(f"{count:,} rows: {own} MB here, {beside} MB in the second Python, {seconds:.1f} s")
    assert len(told) == 50
    assert sum(row[1] for row in told) == count
    assert sum(row[2] for row in told) == sum(i % 997 + 0.25 for i in range(count))
    assert min(row[3] for row in told) == "0000"
    assert own < 300
    assert beside < 600
    told, (own, _), _ = ask("")
    assert told == "DATA007"
    assert own < 400


# what is kept


def test_what_another_python_read_comes_from_the_store_until_a_byte_of_the_file_changes(brief, monkeypatch):
    from briefpress.data import foreign

    asked = []
    monkeypatch.setattr(foreign, "workbook", lambda *given, read=foreign.workbook: asked.append(1) or read(*given))
    block = "```{.table}\ndata: ../sources/data/levels.xlsx\nwhere: {place: Mill}\n```\n"
    folder = brief(f"# River\n\n{block}", files={"sources/data/levels.xlsx": BOOK})
    assert folder.found() == ()
    assert len(asked) == 1
    folder.write({"report/01-section.md": f"# River\n\nIt is low.\n\n{block}"})
    assert folder.found() == ()
    assert len(asked) == 1, "the section changed, not the file"
    folder.write({"sources/data/levels.xlsx": xlsx_bytes(("Levels", sheet_xml([*LEVELS, [2026, "Mill", 7]])))})
    assert folder.found() == ()
    assert len(asked) == 2


def test_what_is_kept_of_a_file_is_of_the_sheet_and_the_query_that_were_asked_for(root):
    store = cache.store_of(root)
    book = xlsx_bytes(("A", sheet_xml([["a"], [1]])), ("B", sheet_xml([["a"], [2]])))
    (root / "sources/data/a.xlsx").write_bytes(book)

    def answer(**asked: Any) -> list[Any]:
        wanted = Selection(data="../sources/data/a.xlsx", **asked)
        data, found = reading.read(root, wanted, BLOCK, store=store)
        store.settle()
        assert found == []
        return [row["a"] for row in data.rows]

    assert [answer(sheet="A"), answer(sheet="B"), answer(sheet="A")] == [[1], [2], [1]]
    asked = [f"SELECT a * {n} AS a FROM data" for n in (10, 20)]
    assert [answer(sheet="A", query=query) for query in (*asked, asked[0])] == [[10], [20], [10]]


def test_a_warning_about_a_file_is_told_in_each_build(root):
    store = cache.store_of(root)
    (root / "sources/data/a.xlsx").write_bytes(xlsx_bytes(("A", sheet_xml([["a"], [1], [2]], hidden=(3,)))))
    for _ in range(2):
        _, found = reading.read(root, Selection(data="../sources/data/a.xlsx"), BLOCK, store=store)
        assert [f.code for f in found] == ["DATA008"]
        store.settle()


def test_a_value_of_a_workbook_in_the_text_and_the_title_is_not_read_again_where_the_text_changes(brief, monkeypatch):
    from briefpress.data import foreign

    asked = []
    monkeypatch.setattr(foreign, "workbook", lambda *given, read=foreign.workbook: asked.append(1) or read(*given))
    files = {
        "sources/data/levels.xlsx": BOOK,
        "sources/data/figures.yaml": "low: {data: levels.xlsx, where: {place: Mill}, column: share}\n",
    }
    folder = brief("# River\n\nIt is {{ low }}.\n", settings='title: "{{ low }} m"\n', title="", files=files)
    assert folder.run(until="cite").project.brief.title == "−3 m"
    before = len(asked)
    folder.write({"report/01-section.md": "# River\n\nIt is low, {{ low }}.\n"})
    assert folder.run(until="cite").project.brief.title == "−3 m"
    assert (before > 0, len(asked)) == (True, before), "the section changed, not the file"
    other = xlsx_bytes(("Levels", sheet_xml([*LEVELS[:-1], [2025, "Mill", -4]])))
    assert folder.write({"sources/data/levels.xlsx": other}).run(until="cite").project.brief.title == "−4 m"


@pytest.mark.parametrize("name", ["levels.xlsx", "levels.parquet", "levels.sqlite"])
def test_a_changed_cell_of_any_kind_of_file_runs_what_rests_on_it_again(brief, name):
    def written(rows: list[list[Any]]) -> None:
        content = kinds(folder.root, rows)[name]
        if content is not None:
            (folder.root / "sources/data" / name).write_bytes(content)

    block = f"```{{.table}}\ndata: ../sources/data/{name}\nquery: SELECT place, share FROM data ORDER BY place\n```\n"
    folder = brief(f"# River\n\n{block}", "# Bridge\n\nIt is old.\n", files={"sources/data/x": b""})
    written(LEVELS)
    assert folder.found() == ()
    assert {one.stage for one in folder.run(until="cite").stages if one.ran} == set()
    written([*LEVELS[:-1], [2025, "Mill", -4]])
    report = folder.run(until="cite")
    ran = {one.stage for one in report.stages if one.ran}
    assert ran >= {"illustrate", "number", "cite"}
    assert "assemble" not in ran
    assert "−4" in str(report.resolved) or "-4" in str(report.resolved)
    assert f"sources/data/{name}" in report.resolved.inputs


# what is wrong


@dataclass(frozen=True)
class Bad:
    """A file with one fault, and what is asked of it."""

    name: str
    content: bytes | Callable[[], bytes]
    asked: dict[str, Any] = field(default_factory=dict)
    numbers: str = ""


def sheet(*rows: list[Any], **more: Any) -> bytes:
    """A workbook of one sheet."""
    return xlsx_bytes(("Levels", sheet_xml(list(rows), **more)))


def _bomb() -> bytes:
    """A workbook that unpacks to 260 MB."""
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(260):
            part.write(bytes(1 << 20))
    return stream.getvalue()


ROWS = b"year,share\n2024,0.5\n"
BAD = {
    "utf-16": Bad("a.csv", CSV.decode().encode("utf-16")),
    "windows-1252": Bad("a.csv", "year,place\n2024,Ilmès\n".encode("cp1252")),
    "nul": Bad("a.csv", b"year,share\n2024,\x00\n"),
    "empty": Bad("a.csv", b""),
    "blank": Bad("a.csv", b"\n\n"),
    "header-only": Bad("a.csv", b"year,share\n"),
    "header-with-a-gap": Bad("a.csv", b"year,,share\n2024,1,2\n"),
    "header-with-a-comma-at-its-end": Bad("a.csv", b"year,share,\n2024,1,\n"),
    "header-again": Bad("a.csv", ROWS + ROWS),
    "header-of-too-many-names": Bad("a.csv", ",".join(f"a{i}" for i in range(200_000)).encode() + b"\n1\n"),
    "header-name-twice": Bad("a.csv", b"share,share\n1,2\n"),
    "ragged-long": Bad("a.csv", ROWS + b"2025,1,2\n"),
    "ragged-short": Bad("a.csv", ROWS + b"2025\n"),
    "ragged-tsv": Bad("a.tsv", b"year\tshare\n2024\n"),
    "quote-open": Bad("a.csv", ROWS + b'2025,"1\n'),
    "quote-in-the-middle": Bad("a.csv", ROWS + b'2025,"a" b\n'),
    "semicolons": Bad("a.csv", b"year;share\n2024;0,5\n"),
    "tabs-in-csv": Bad("a.csv", b"year\tshare\n2024\t1\n"),
    "commas-in-tsv": Bad("a.tsv", ROWS),
    "formula-sum": Bad("a.csv", ROWS + b"2025,=SUM(B2:B3)\n"),
    "formula-plus": Bad("a.csv", ROWS + b"2025,+cmd|' /C calc'!A0\n"),
    "formula-at": Bad("a.csv", ROWS + b"2025,@SUM(B2)\n"),
    "error-in-csv": Bad("a.csv", ROWS + b"2025,#REF!\n"),
    "nan-in-csv": Bad("a.csv", ROWS + b"2025,NaN\n"),
    "infinity-in-csv": Bad("a.csv", ROWS + b"2025,-inf\n"),
    "beyond-all-floats": Bad("a.csv", ROWS + b"2025,1e999\n"),
    "html-in-csv": Bad("a.csv", b"<!DOCTYPE html><p>Sign in</p>"),
    "workbook-in-csv": Bad("a.csv", BOOK),
    "gzip-in-csv": Bad("a.csv", b"\x1f\x8b\x08\x00"),
    "json-in-csv": Bad("a.csv", b'[{"year": 2024}]'),
    "csv-in-xlsx": Bad("a.xlsx", CSV),
    "csv-in-parquet": Bad("a.parquet", CSV),
    "csv-in-sqlite": Bad("a.sqlite", CSV),
    "ending-unknown": Bad("a.dta", CSV),
    "ending-xls": Bad("a.xls", b"\xd0\xcf\x11\xe0"),
    "column-vanished": Bad("a.csv", ROWS, {"where": {"yaer": 2024}}),
    "value-vanished": Bad("a.csv", CSV, {"where": {"place": "Lower frod"}}),
    "value-like-none": Bad("a.csv", CSV, {"where": {"year": 1066}}),
    "values-never-together": Bad("a.csv", CSV, {"where": {"year": 2023, "place": "Mill"}}),
    "sheet-of-a-csv": Bad("a.csv", CSV, {"sheet": "Levels"}),
    "decimal-comma": Bad("a.csv", b'year,share\n2024,"0,5"\n', numbers="share"),
    "thousands": Bad("a.csv", b'year,share\n2024,"1,234,567"\n', numbers="share"),
    "unit": Bad("a.csv", b"year,share\n2024,26%\n", numbers="share"),
    "number-as-text-in-json": Bad("a.json", b'[{"share": 1}, {"share": "2"}]', numbers="share"),
    "number-as-text-in-excel": Bad("a.xlsx", sheet(["share"], [1], ["2"]), numbers="share"),
    "mixed-in-json": Bad("a.json", b'[{"share": 1},\n {"share": "low"}]', numbers="share"),
    "json-broken": Bad("a.json", b'[{"year": 2024},\n {"year" 2025}]'),
    "json-cut-off": Bad("a.json", b'[{"year": 2024},\n'),
    "json-a-number": Bad("a.json", b"7"),
    "json-of-lists": Bad("a.json", b'[["year"], [2024]]'),
    "json-with-a-list-within": Bad("a.json", b'{"meta": {}, "rows": [{"year": 2024}]}'),
    "json-columns-of-unlike-length": Bad("a.json", b'{"year": [2024, 2025], "share": [1]}'),
    "json-nested": Bad("a.json", b'[{"year": 2024},\n {"year": {"from": 1}}]'),
    "json-nan": Bad("a.json", b'[{"share": 1}, {"share": NaN}]'),
    "json-key-twice": Bad("a.json", b'[{"share": 1, "share": 2}]'),
    "json-too-deep": Bad("a.json", b"[" * 100_000),
    "excel-formula-never-worked-out": Bad("a.xlsx", sheet(["share"], ["<c r='@'><f>1+1</f></c>"])),
    "excel-error": Bad("a.xlsx", sheet(["share"], ["<c r='@' t='e'><f>A9</f><v>#REF!</v></c>"])),
    "excel-infinity": Bad("a.xlsx", sheet(["share"], ["<c r='@'><v>1E400</v></c>"])),
    "excel-merged": Bad("a.xlsx", sheet(
        ["place", "share"], ["Mill", 1], ["", 2], behind='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')),
    "excel-hidden-rows": Bad("a.xlsx", sheet(["share"], [1], [2], hidden=(3,))),
    "excel-hidden-columns": Bad("a.xlsx", sheet(
        ["share", "b"], [1, 2], before='<cols><col min="2" max="2" hidden="1"/></cols>')),
    "excel-empty": Bad("a.xlsx", sheet()),
    "excel-two-sheets": Bad("a.xlsx", xlsx_bytes(("A", sheet_xml(LEVELS)), ("B", sheet_xml(LEVELS)))),
    "excel-no-such-sheet": Bad("a.xlsx", BOOK, {"sheet": "Levles"}),
    "excel-sheet-nought": Bad("a.xlsx", BOOK, {"sheet": 0}),
    "excel-cut-off": Bad("a.xlsx", BOOK[: len(BOOK) // 2]),
    "excel-password": Bad("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "excel-bomb": Bad("a.xlsx", _bomb),
    "another-archive": Bad("a.xlsx", zip_bytes({"word/document.xml": "<w/>"})),
    "ods-error": Bad("a.ods", ods_bytes([["share"], [
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"]])),
    "parquet-cut-off": Bad("a.parquet", b"PAR1\x15\x04"),
    "sqlite-cut-off": Bad("a.sqlite", b"SQLite format 3\x00" + b"\x10" * 200),
    "query-no-select": Bad("a.csv", CSV, {"query": "DELETE FROM data"}),
    "query-broken": Bad("a.csv", CSV, {"query": "SELECT FROM GROUP"}),
    "query-unknown-column": Bad("a.csv", CSV, {"query": "SELECT yaer FROM data"}),
    "query-of-another-file": Bad("a.csv", CSV, {"query": "SELECT * FROM '../brief.yaml'"}),
    "query-of-the-moment": Bad("a.csv", CSV, {"query": "SELECT now() AS day"}),
    "query-that-divides-by-nought": Bad("a.csv", CSV, {"query": "SELECT 1 / 0 AS share FROM data"}),
    "query-of-names-that-sql-takes-for-one": Bad("a.csv", b"year,Year\n1,2\n", {"query": "SELECT year FROM data"}),
    "query-without-order": Bad("a.csv", CSV, {"query": "SELECT place FROM data GROUP BY place LIMIT 2"}),
    "query-without-rows": Bad("a.csv", CSV, {"query": "SELECT * FROM data WHERE year = 0"}),
    "too-many-rows": Bad("a.csv", b"a\n" + b"1\n" * (MAX_ROWS + 1)),
    "too-large": Bad("a.csv", b"a\n" + b"1\n" * (17 << 20)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_once_with_its_place_and_what_to_do(root, name, golden):
    bad = BAD[name]
    content = bad.content() if callable(bad.content) else bad.content
    data, found = read(root, bad.name, content, **bad.asked)
    if data and bad.numbers:
        found += no_numbers(data, bad.numbers, BLOCK)
    assert len(found) == 1
    (told,) = found
    assert (data is None) == (told.severity == "error" and not bad.numbers)
    assert told.code in REGISTRY
    assert told.hint
    assert str(root) not in told.message + told.hint
    golden(f"data/{name}.txt", f"{told.span}: {told.severity} {told.code}: {told.message}\n  hint: {told.hint}\n")


def test_every_golden_text_has_its_bad_file():
    assert {p.stem for p in (HERE / "golden/data").glob("*.txt")} == set(BAD)


def parquet_of(root: Path, select: str) -> list[str]:
    """What is found in a Parquet file."""
    write_parquet(root / "sources/data/a.parquet", select)
    return [f"{f.span} {f.code} {f.message}" for f in read(root, "a.parquet")[1]]


def test_what_parquet_can_hold_and_a_table_can_not_is_told(root):
    assert parquet_of(root, "SELECT 'NaN'::DOUBLE AS share") == [
        "sources/data/a.parquet DATA004 `nan` is no number that can be shown, in the column `share`, in row 1."
    ]
    assert parquet_of(root, "SELECT [1, 2] AS years") == [
        "sources/data/a.parquet DATA004 "
        "The column `years` holds values of the kind INTEGER[], not numbers, texts or days."
    ]
    assert parquet_of(root, f"SELECT range AS n FROM range({MAX_ROWS + 1})") == [
        f"sources/data/a.parquet DATA007 The file has more than {MAX_ROWS:,} rows."
    ]


def test_what_sqlite_can_hold_and_a_table_can_not_is_told(root):
    path = root / "sources/data/a.db"
    for value, said in ((float("inf"), "`inf` is no number that can be shown"), (b"\x00", "holds bytes")):
        write_sqlite(path, [["share"], [value]])
        _, found = read(root, "a.db")
        assert [f.code for f in found] == ["DATA004"]
        assert said in found[0].message
    write_sqlite(path, LEVELS, "levels")
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE places (name)")
    con.close()
    _, found = read(root, "a.db")
    assert found[0].message == "The database has more than one table."
    assert "`levels`, `places`" in found[0].hint
    assert rows_of(root, "a.db", sheet="LEVELS") == LEVELS
    assert [f.hint for f in read(root, "a.db", sheet="levles")[1]] == ["Did you mean `levels`?"]
    with sqlite3.connect(path) as con:
        con.execute("INSERT INTO levels VALUES (2026, CAST(x'e974e9' AS TEXT), 1)")
    con.close()
    assert [f.message for f in read(root, "a.db", sheet="levels")[1]] == ["A text in the database isn't in UTF-8."]
    path.with_name("a.db-wal").write_bytes(b"x")
    _, found = read(root, "a.db", sheet="levels")
    assert "wasn't closed" in found[0].message


def test_a_file_outside_of_the_brief_is_refused_by_whatever_way_it_is_named(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("elsewhere") / "levels.csv"
    outside.write_bytes(CSV)
    (root / "sources/data/link.csv").symlink_to(outside)
    (root / "sources/data/inner.csv").symlink_to(root / "sources/data/levels.csv")
    (root / "sources/data/levels.csv").write_bytes(CSV)
    for name in ("link.csv", f"../../../{outside.parent.name}/levels.csv", str(outside)):
        _, found = read(root, name)
        assert [f.code for f in found] == ["DATA001"]
        assert "outside" in found[0].message or "There is no data file" in found[0].message
    assert rows_of(root, "inner.csv") == LEVELS


def test_a_pipe_or_a_folder_is_no_data_file(root):
    os.mkfifo(root / "sources/data/pipe.csv")
    (root / "sources/data/folder.csv").mkdir()
    for name in ("pipe.csv", "folder.csv"):
        _, found = read(root, name)
        assert "is no plain file" in found[0].message
