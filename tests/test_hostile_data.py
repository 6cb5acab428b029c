"""Data that was made to do harm, or by accident: it is told, within bounds, and no answer rests on the machine."""

from __future__ import annotations

import io
import os
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefpress import cache, files, seals, versions, yamlfile
from briefpress.data import reading
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Diagnostic, Span
from datafiles import sheet_xml, xlsx_bytes, zip_bytes

BLOCK = Span("report/01-section.md", 4, 1)
CSV = b"a,b\n1,x\n2,y\n"


@pytest.fixture
def root(tmp_path):
    """The folder of a brief, with a folder for its data."""
    (tmp_path / "sources/data").mkdir(parents=True)
    (tmp_path / "report").mkdir()
    return tmp_path


def read(root: Path, name: str, content: bytes | None = None, **asked: Any) -> tuple[Data | None, list[Diagnostic]]:
    """Read a file of the brief's data as a block asks for it."""
    if content is not None:
        (root / "sources/data" / name).write_bytes(content)
    return reading.read(root, Selection(data=f"../sources/data/{name}", **asked), BLOCK)


def cells(root: Path, name: str, content: bytes | None = None, **asked: Any) -> list[list[str]]:
    """The cells of a file that is sound, as it writes them."""
    data, found = read(root, name, content, **asked)
    assert found == []
    assert data is not None
    return [list(row.values()) for row in data.texts]


def told(root: Path, name: str, content: bytes | None = None, **asked: Any) -> tuple[str, str]:
    """The one thing that is wrong with a file, and what to do."""
    data, found = read(root, name, content, **asked)
    assert data is None
    assert len(found) == 1
    return f"{found[0].span}: {found[0].message}", found[0].hint


# names, links, and files that change


def test_a_name_that_is_too_long_for_any_file_is_told(root):
    said, _ = told(root, "x" * 300 + ".csv")
    assert said.startswith(f"{BLOCK}: There is no data file")


@pytest.mark.parametrize("name", ["a.csv", "a.csv.source.yaml", "figures.yaml"])
def test_a_link_that_leads_to_itself_is_told(brief, name):
    folder = brief("# River\n\n{{ g.x }}\n\n```{.table}\ndata: ../sources/data/a.csv\n```\n",
                   files={"sources/data/a.csv": CSV, "sources/data/figures.yaml": b"g: {x: {value: 1}}\n"})  # fmt: skip
    link = folder.root / "sources/data" / name
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    assert any("itself" in f"{f.message}" or "can't be read" in f.message for f in folder.found())


@pytest.mark.parametrize("cell", [b'{"a": "\\ud800"}', b'{"a\\udc00": 1}'])
def test_half_of_a_pair_is_no_letter(root, cell):
    assert "can't be printed" in told(root, "a.json", b"[" + cell + b"]")[0]
    assert "U+D800" in yamlfile.parse('a: "\\ud800"', "brief.yaml").diagnostics[0].message


def test_a_file_that_is_written_to_while_it_is_read_is_told_and_nothing_of_it_kept(root, tmp_path):
    path = database(root, "CREATE TABLE t (a); INSERT INTO t VALUES ('old')")
    old = path.read_bytes()

    class Slow(cache.Store):
        """A store that takes so long to look that the file is another."""

        def get(self, key: str) -> bytes | None:
            path.write_bytes(old.replace(b"old", b"new"))
            return super().get(key)

    asked = Selection(data="../sources/data/a.db")
    with files.watched() as watch:
        data, found = reading.read(
            root, asked, BLOCK, store=Slow(tmp_path / "store", seals.seal_of(tmp_path / "store"))
        )
    assert data is None
    assert [f.message for f in found] == ["The data file was written to while it was read."]
    assert not watch.whole
    path.write_bytes(old)
    data, _ = reading.read(root, asked, BLOCK, store=cache.Store(tmp_path / "store", seals.seal_of(tmp_path / "store")))
    assert data is not None
    assert data.rows == ({"a": "old"},)


# SQLite


def database(root: Path, script: str) -> Path:
    """A database that a script makes."""
    path = root / "sources/data/a.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as con:
        con.executescript(script)
    return path


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The machine stands elsewhere."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


@pytest.mark.parametrize(
    "asked",
    [
        "datetime('2020-07-01 12:00', 'localtime')",
        "strftime('%s', '2020-01-01', 'UTC')",
        "datetime(CAST('now' AS BLOB))",
        "date('now' || char(0))",
        "date('subsec')",
        "julianday()",
    ],
)
def test_no_function_of_sqlite_tells_the_moment_or_the_zone_of_the_machine(root, asked):
    database(root, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    with zone("Asia/Tokyo"):
        said, hint = told(root, "a.db", query=f"SELECT {asked} AS day FROM t")  # noqa: S608  # a text of the test's
    assert "asks for the day on which it is answered, or for the zone" in said
    assert "UTC" in hint


def test_a_view_answers_the_same_each_time_whichever_way_it_is_read(root):
    database(root, "CREATE TABLE t (d); INSERT INTO t VALUES ('2020-02-03'); "
             "CREATE VIEW years AS SELECT strftime('%Y', d) AS year FROM t; "
             "CREATE VIEW today AS SELECT datetime('now') AS day; "
             "CREATE VIEW chance AS SELECT random() AS n")  # fmt: skip
    assert cells(root, "a.db", sheet="years") == cells(root, "a.db", query="SELECT year FROM years") == [["2020"]]
    assert "The table `today` asks for the day" in told(root, "a.db", sheet="today")[0]
    assert "The query asks for the day" in told(root, "a.db", query="SELECT day FROM today")[0]
    assert "The table `chance` calls `random`" in told(root, "a.db", sheet="chance")[0]


def test_a_database_that_was_cut_off_is_no_table_of_empty_cells(root):
    path = database(root, "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y')")
    whole = path.read_bytes()
    assert told(root, "a.db", whole[:5000]) == (
        f"sources/data/a.db: The database was cut off: 5,000 of its {len(whole):,} bytes are there.",
        "Copy it anew.",
    )


def test_a_transaction_that_was_never_ended_is_told(root):
    path = database(root, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    journal = path.with_name("a.db-journal")
    journal.write_bytes(bytes(512))
    assert cells(root, "a.db") == [["1"]]
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    assert "stands in the file `-journal` beside it" in told(root, "a.db")[0]


def test_another_sqlite_is_another_key():
    assert versions.installed()["sqlite"] == sqlite3.sqlite_version


def test_what_a_query_of_sqlite_can_not_have_is_no_damage_of_the_file(root):
    database(root, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    said, _ = told(root, "a.db", query="SELECT hex(zeroblob(16000000)) AS a FROM t")
    assert said == f"{BLOCK}: The query can't be answered: string or blob too big."
    assert "calls `sqlite_compileoption_get`" in told(root, "a.db", query="SELECT sqlite_compileoption_get(1) AS a")[0]
    assert "does more than read tables" in told(root, "a.db", query="WITH x AS (SELECT 1) DELETE FROM t")[0]


# DuckDB

LARGE = b"a,b\n" + b"1234567,abcdefghijklmnopqrstuvwxyz\n" * 1_000_000
"""More than is read as a whole."""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT sql FROM duckdb_views, (WITH duckdb_views AS (SELECT 1) SELECT 1)",
        "WITH Duckdb_Tables AS (SELECT * FROM duckdb_tables) SELECT * FROM duckdb_tables",
        """SELECT * FROM "/etc/a.csv", (WITH "/etc/a.csv" AS (SELECT 1) SELECT 1)""",
    ],
)
def test_no_name_of_a_query_s_own_opens_a_table_of_the_engine_or_a_file(root, query):
    said, _ = told(root, "a.csv", CSV, query=query)
    assert "calls a table of its own" in said
    assert cells(root, "a.csv", query="WITH mine AS (SELECT a FROM data) SELECT * FROM mine") == [["1"], ["2"]]


def test_two_columns_whose_names_are_one_to_sql_never_share_their_cells(root):
    said, _ = told(root, "a.csv", CSV, query="SELECT a AS a, b AS A FROM data")
    assert said == f"{BLOCK}: Two columns of the answer are called `a` and `A`, which is one name to SQL."


def test_no_line_of_a_large_file_is_left_out_however_long_it_is(root):
    long, asked = LARGE + b"5," + b"x" * 40_000_000, "SELECT count(*) AS n FROM data"
    said, _ = told(root, "a.csv", long + b"\n", query=asked)
    assert said == "sources/data/a.csv:1000002:1: This row is longer than any that is read (4 MB)."
    assert cells(root, "a.csv", long, query=asked) == [["1000001"]]


def test_an_error_of_a_query_is_no_damage_of_the_file(root):
    said, _ = told(root, "a.csv", CSV, query="SELECT strptime(b, '%Y') AS year FROM data")
    assert said.startswith(f"{BLOCK}: The query can't be answered: Could not parse string")
    long = " + ".join(["1"] * 900)
    assert told(root, "a.csv", query="SELECT " + long)[0] == f"{BLOCK}: The query is nested too deep."
    assert told(root, "a.csv", query=" -- later")[0] == f"{BLOCK}: The query is empty."


# bounds


def test_objects_that_share_no_key_are_no_table_of_all_their_keys(root):
    rows = ",".join(f'{{"k{i}": 1}}' for i in range(100_000))
    began = time.monotonic()
    assert told(root, "a.json", f"[{rows}]".encode())[0].endswith("The file has 1,001 columns.")
    assert time.monotonic() - began < 10


def test_a_key_that_stands_twice_among_very_many_is_found_at_once(root):
    keys = ",".join(f'"k{i}": 1' for i in range(200_000))
    began = time.monotonic()
    assert "`k0` stands twice" in told(root, "a.json", f'[{{{keys}, "k0": 2}}]'.encode())[0]
    assert time.monotonic() - began < 10


def test_a_table_has_no_more_cells_than_memory_holds(root):
    head = ",".join(f"c{i}" for i in range(1000))
    wide = f"{head}\n".encode() + (b"," * 999 + b"\n") * 4001
    assert told(root, "a.csv", wide)[0].endswith("The file has more than 4,000 rows of 1000 columns.")


def test_an_answer_has_no_more_letters_than_a_brief_shows(root):
    said, hint = told(root, "a.csv", CSV, query="SELECT repeat('x', 70000000) AS a FROM data LIMIT 1")
    assert said == "sources/data/a.csv: The cells hold more than 64 million letters."
    assert "aggregate" in hint
    database(root, "CREATE TABLE t (a); WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 70) "
             "INSERT INTO t SELECT hex(zeroblob(500000)) FROM c")  # fmt: skip
    assert "more than 64 million letters" in told(root, "a.db")[0]


def test_a_query_that_is_stopped_leaves_nothing_on_the_disk(root, monkeypatch, tmp_path):
    from briefpress.data import foreign

    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(foreign, "SECONDS", 3)
    said, _ = told(root, "a.csv", CSV, query="SELECT count(*) AS n FROM range(1000000000000000)")
    assert "was stopped after 3 seconds" in said
    assert list(aside.iterdir()) == []


def test_a_finding_quotes_no_more_of_a_file_than_can_be_read(root):
    said, _ = told(root, "a.json", b'[{"a": ' + b"9" * 100_000 + b"}]")
    assert len(said) < 200
    long = b"x" * 30_000
    _, hint = told(root, "a.csv", long + b"\n1\n", query="SELECT a FROM data")
    assert len(hint) < 400


# what an author is told


@pytest.mark.parametrize(
    ("content", "line", "said", "hint"),
    [
        (b"\n\na,b\n1,2\n", 1, "The first line of the data file is blank.", "Delete it"),
        (b"Exports by country\n\na,b\n1,2\n", 3, "This row has 2 cells; the header has 1.", "delete what stands above"),
        (b'a,b\n1,2\n3,"x\n4,5\n6,7\n', 3, "A quotation mark in this row is never closed.", "Close every"),
        (b'a,b\n1,"x\ny" z\n', 2, "This isn't CSV: ',' expected after '\"'. The row goes on to line 3.", "Close every"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", 2, "A cell of this row has more than 131,072 letters.", "section"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_where_it_begins(root, content, line, said, hint):
    assert told(root, "a.csv", content)[0] == f"sources/data/a.csv:{line}:1: {said}"
    assert hint in told(root, "a.csv")[1]


def test_marks_that_nobody_sees_are_no_letters_of_a_name(root):
    data, _ = read(root, "a.csv", b"\xef\xbb\xbf" * 2 + CSV)
    assert data is not None
    assert data.columns == ("a", "b")
    assert "is in UTF-16" in told(root, "a.csv", CSV.decode().encode("utf-16-be"))[0]


def test_a_cell_far_from_the_others_is_named(root):
    far = sheet_xml([["a"], [1]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    said, _ = told(root, "a.xlsx", xlsx_bytes(("S", far)))
    assert said == (
        "sources/data/a.xlsx:1048576:16384: The cell XFD1048576 is filled, so far from the others that there are "
        "17,179,869,184 cells."
    )


def test_a_strict_workbook_and_comments_within_one_are_read(root):
    parts = dict(_parts(xlsx_bytes(("S", sheet_xml([["a"], [1]])))))
    strict = "http://purl.oclc.org/ooxml"
    old = "http://schemas.openxmlformats.org"
    for name, text in parts.items():
        text = text.replace(f"{old}/spreadsheetml/2006/main", f"{strict}/spreadsheetml/main")
        parts[name] = text.replace(f"{old}/officeDocument/2006/relationships", f"{strict}/officeDocument/relationships")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("<Relationship ", "<!-- made by hand --><Relationship ", 1)
    assert cells(root, "a.xlsx", zip_bytes(parts)) == [["1"]]


def _parts(workbook: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode()


@pytest.mark.parametrize(
    "block",
    [
        "type: line\nx: d\ny: v\n",
        "alt: A\nmark: line\nencoding:\n  x: {field: d, type: temporal}\n  y: {field: v, type: quantitative}\n",
    ],
)
def test_a_day_that_is_none_is_told_and_not_drawn_as_a_name_or_nowhere(brief, block):
    days = b"d,v\n2023-01-01,1\n2023-02-01,2\n30 February,3\n"
    section = f"# River\n\n```{{.chart}}\ndata: ../sources/data/a.csv\n{block}```\n"
    folder = brief(section, files={"sources/data/a.csv": days})
    told = [f for f in folder.found() if f.code == "DATA009"]
    assert [f"{f.span}: {f.message}" for f in told] == [
        "sources/data/a.csv:4:1: `30 February`, in the column `d`, is no day."
    ]
    assert told[0].related[0].path == "report/01-section.md"


@pytest.mark.parametrize("odd", [b"a,b\n", b"NaN,x\n"])
@pytest.mark.parametrize("query", ["SELECT sum(a) AS a FROM data", "SELECT sum(CAST(a AS BIGINT)) AS a FROM data"])
def test_the_cell_that_makes_texts_of_a_large_file_s_numbers_is_named(root, odd, query):
    said, hint = told(root, "a.csv", LARGE + odd + LARGE.partition(b"\n")[2], query=query)
    first = odd.partition(b",")[0].decode()
    assert said == f"sources/data/a.csv: `{first}`, in the column `a`, is no number: 1 of 2,000,001 cells are none."
    assert "WHERE" in hint


def test_a_query_that_is_too_long_is_told_as_that(brief):
    long = "SELECT " + "1, " * 4000 + "a FROM data"
    section = f"# River\n\n```{{.table}}\ndata: ../sources/data/a.csv\nquery: {long}\n```\n"
    found = brief(section, files={"sources/data/a.csv": CSV}).found()
    assert found[0].message.endswith("; it wants a SELECT of at most 10,000 letters.")
