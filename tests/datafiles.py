"""Rows in; a file of data of any kind, written without the libraries that the program reads it with, out."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import duckdb

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ODS = " ".join(
    f'xmlns:{short}="urn:{name}"'
    for short, name in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)


def csv_bytes(rows: list[list[Any]], sign: str = ",") -> bytes:
    """Rows as Python's csv writes them."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def json_bytes(rows: list[list[Any]]) -> bytes:
    """Rows as a list of objects, an empty cell as null."""
    header, *body = rows
    objects = [{n: None if c == "" else c for n, c in zip(header, row, strict=True)} for row in body]
    return json.dumps(objects, ensure_ascii=False).encode()


def cell_xml(row: int, column: int, value: Any) -> str:
    """A cell of a sheet; raw XML, where it begins with `<`, stands as it is."""
    name = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("@", name)
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else ""
    return f'<c r="{name}"><v>{value!r}</v></c>'


def sheet_xml(rows: list[list[Any]], before: str = "", behind: str = "", hidden: tuple[int, ...] = ()) -> str:
    """A sheet's XML, with what stands before and behind its cells."""
    lines = []
    for i, row in enumerate(rows, 1):
        mark = ' hidden="1"' if i in hidden else ""
        lines.append(f'<row r="{i}"{mark}>{"".join(cell_xml(i, j, c) for j, c in enumerate(row))}</row>')
    return f"<worksheet {_MAIN}>{before}<sheetData>{''.join(lines)}</sheetData>{behind}</worksheet>"


def xlsx_bytes(*sheets: tuple[str, str], states: dict[str, str] | None = None) -> bytes:
    """A workbook of sheets by name, each its XML."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
        '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    named, related = [], [f'<Relationship Id="rId0" Type="{_OFFICE}/styles" Target="styles.xml"/>']
    for i, (name, xml) in enumerate(sheets, 1):
        state = (states or {}).get(name, "visible")
        named.append(f'<sheet name={quoteattr(name)} sheetId="{i}" state="{state}" r:id="rId{i}"/>')
        related.append(f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>')
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    parts["xl/workbook.xml"] = f"<workbook {_MAIN} {_R}><sheets>{''.join(named)}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_RELATIONS}">{"".join(related)}</Relationships>'
    return zip_bytes(parts)


def ods_bytes(rows: list[list[Any]], name: str = "Levels") -> bytes:
    """An OpenDocument spreadsheet of one sheet; raw XML, where a cell begins with `<`, stands as it is."""

    def cell(value: Any) -> str:
        if isinstance(value, str) and value.startswith("<"):
            return value
        if isinstance(value, str):
            text = f"<text:p>{escape(value)}</text:p>"
            return (
                f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
                if value
                else ("<table:table-cell/>")
            )
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    body = f'<table:table table:name="{name}">{lines}</table:table>'
    content = (
        f"<office:document-content {_ODS}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="{kind}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    return zip_bytes({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def zip_bytes(parts: dict[str, str]) -> bytes:
    """An archive of texts by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def write_sqlite(path: Path, rows: list[list[Any]], table: str = "levels") -> Path:
    """A database with one table, whose columns have no types."""
    header, *body = rows
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as con:
        con.execute(f'CREATE TABLE "{table}" ({", ".join(_quoted(name) for name in header)})')
        con.executemany(
            f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(header))})',  # a name of the test's
            [[None if cell == "" else cell for cell in row] for row in body],
        )
    con.close()
    return path


def write_parquet(path: Path, select: str) -> Path:
    """A Parquet file with what a query gives."""
    path.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config={"threads": "1"}) as con:
        con.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def values_of(rows: list[list[Any]]) -> str:
    """A query that gives rows of texts and numbers, each column of one kind."""

    def cell(value: Any) -> str:
        if value == "":
            return "NULL"
        return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else f"{value!r}"

    header, *body = rows
    lines = ", ".join(f"({', '.join(map(cell, row))})" for row in body)
    return f"SELECT * FROM (VALUES {lines}) AS t({', '.join(_quoted(name) for name in header)})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
