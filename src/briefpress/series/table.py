"""A folder in; the rows of its series, each with the name of the brief that is made of it, or findings, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import structs

from briefpress import files, yamlfile
from briefpress.data import reading
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.expand import decode
from briefpress.model import BRIEF, slug
from briefpress.series.filling import Filler
from briefpress.settings import Series
from briefpress.validate import nearest, validate
from briefpress.variants import Row

MOST = 2000
"""So many briefs a series may have."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a series in the order of its table, and the title and the language of the page that lists them."""

    rows: tuple[Row, ...]
    title: str = ""
    lang: str = "en"
    publisher: str = ""
    found: tuple[Diagnostic, ...] = ()


def table(root: Path) -> Table:
    """The rows of a series. Raises StageError where its table can't be read, or not every row has a name of its own.

    What else is wrong with brief.yaml is told when a brief is made of it.
    """
    text, found = decode(files.read_inside(root, root / BRIEF), BRIEF)
    parsed = yamlfile.parse(text, BRIEF)
    raw = parsed.value if isinstance(parsed.value, dict) else {}
    marks = {k.removeprefix("series."): place for k, place in parsed.marks.items() if k.startswith("series.")}
    place = parsed.marks.get("series", Span(BRIEF))
    series, wrong = validate(raw.get("series"), Series, BRIEF, {**marks, "": place})
    found += [*parsed.diagnostics, *wrong]
    if series is None or wrong:
        raise StageError(*found)
    said = structs.asdict(series)
    wanted = Selection(**{key: said[key] for key in Selection.__struct_fields__})
    data, told = reading.read(root.resolve(), wanted, marks.get("data", place), marks)
    if data is None:
        raise StageError(*found, *told)
    namer = _Namer(root, series, data, marks, str(raw.get("lang") or "en"))
    rows = namer.rows()
    if namer.found:
        raise StageError(*found, *told, *namer.found)
    title = series.title or _text(raw.get("identifier"), "series")
    return Table(rows, title, str(raw.get("lang") or "en"), _text(raw.get("publisher"), "name"), tuple(told))


def _text(data: Any, key: str) -> str:
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else ""


class UnknownBriefError(Exception):
    """No brief of a series has this name: it, and the nearest that there is, or nothing."""

    def __init__(self, name: str, like: str) -> None:
        super().__init__(name)
        self.name, self.like = name, like


def chosen(known: Table, names: Iterable[str]) -> tuple[Row, ...]:
    """The rows of the briefs with these names, in the table's order; all, where none is named.

    Raises UnknownBriefError.
    """
    wanted = {slug(name): name for name in names}
    there = {row.name for row in known.rows}
    for name, written in wanted.items():
        if name not in there:
            raise UnknownBriefError(written, nearest(name, sorted(there)))
    return tuple(row for row in known.rows if not wanted or row.name in wanted)


@dataclass(slots=True)
class _Namer:
    """Names the rows of a table."""

    root: Path
    series: Series
    data: Data
    marks: Mapping[str, Span]
    lang: str
    found: list[Diagnostic] = field(default_factory=list)

    def rows(self) -> tuple[Row, ...]:
        """The rows, each with its name."""
        data, place = self.data, self.marks.get("name", Span(BRIEF))
        if "{{" not in self.series.name and self.series.name not in data.columns:
            like = nearest(self.series.name, list(data.columns))
            hint = f"Did you mean `{like}`?" if like else f"It has: {', '.join(data.columns)}."
            said = f"`{data.path}` has no column `{self.series.name}`."
            self.found.append(finding("SER003", said, place, hint, (Span(data.path, 1, 1),)))
            return ()
        if len(data.rows) > MOST:
            said = f"`{data.path}` has {len(data.rows):,} rows; a series has at most {MOST:,} briefs."
            self.found.append(finding("SER003", said, place, "Choose rows by `where` or `query`."))
            return ()
        first: dict[str, Span] = {}
        rows = []
        for number in range(len(data.rows)):
            row = Row("", data.place(number), data.rows[number], data.texts[number])
            said = self._said(row, place)
            if self.found and self.found[0].code == "VAL001":
                return ()
            name = slug(said) if any(c.isalnum() for c in said) else ""
            if not name:
                hint = "Fill the cell, or take the row out by `where`."
                asked = f"`{self.series.name}`"
                self.found.append(finding("SER001", f"This row says nothing for {asked}, by which its brief is called.",
                                          row.place, hint, (place,)))  # fmt: skip
            elif name in first:
                hint = 'Name the briefs by what tells the rows apart: `name: "{{ row.COLUMN }}-{{ row.OTHER }}"`.'
                self.found.append(finding("SER002", f"Two rows make a brief of the name `{name}`.", row.place, hint,
                                          (first[name],)))  # fmt: skip
            else:
                first[name] = row.place
                rows.append(Row(name, row.place, row.values, row.texts))
        return tuple(rows)

    def _said(self, row: Row, place: Span) -> str:
        """What a row says of its brief's name; nothing where a cell of it is empty."""
        if "{{" not in self.series.name:
            return row.texts[self.series.name]
        filler = Filler(self.root, self.lang, row)
        said = filler.text(self.series.name, place)
        wrong = [d for d in filler.findings() if d.code != "VAL004"]
        self.found += wrong
        return "" if "{{" in said and not wrong else said
