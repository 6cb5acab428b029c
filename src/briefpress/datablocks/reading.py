"""The blocks of data of a section in; each with the rows of its file, or findings, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefpress import ast, cache, files
from briefpress.charts.kind import UnreadableError
from briefpress.charts.kinds import KINDS
from briefpress.charts.settings import Chart
from briefpress.data import reading
from briefpress.data.columns import missing_columns, no_days, no_numbers
from briefpress.data.record import Recorded, recorded, source_line
from briefpress.data.rows import Data, Value
from briefpress.datablocks import saying
from briefpress.datablocks.block import Block, Settings, kind_of
from briefpress.datablocks.namedfiles import NamedFile, named_file
from briefpress.datamodel import Dataset
from briefpress.diagnostics import Diagnostic, Span, finding, has_errors
from briefpress.model import Node, Project, Section, SourceMap
from briefpress.scan import sightings
from briefpress.tables import collation, making
from briefpress.tables.lines import Lines
from briefpress.tables.places import Places, columns_named
from briefpress.tables.settings import DataTable


@dataclass(slots=True)
class Reader:
    """Reads blocks of data: what they say, and the rows that they name."""

    project: Project
    places: SourceMap
    store: cache.Store
    braces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)
    datasets: list[Dataset] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    added: dict[tuple[str, str, str], list[tuple[Span, Span]]] = field(default_factory=dict)

    def blocks(self, section: Section) -> Iterator[tuple[Node, Block]]:
        """The blocks of a section that can be made, each with its node."""
        seen: Counter[str] = Counter()
        braces = self.braces.get(section.path, {})
        for node in ast.walk(section.blocks):
            if node["t"] != "CodeBlock" or not (kind := kind_of(node)):
                continue
            place = self.places.find(section.path, "block", kind, seen[kind])
            seen[kind] += 1
            told = saying.said(self.project.root, node["c"][1], kind, place, braces)
            self.found += told.found
            self.inputs |= {told.file} - {""}
            if told.settings is None:
                continue
            self._cited(section, told.settings, told.marks, place)
            if block := self._block(section, node["c"][0][0], told.settings, told.marks, place):
                yield node, block

    def _block(
        self, section: Section, identifier: str, settings: Settings, marks: Mapping[str, Span], place: Span
    ) -> Block | None:
        """A block with the rows of its file, which is kept among what is made of data."""
        data = self._data(settings, marks, place)
        if data is None:
            return None
        lines = self._lines(settings, data, Places(marks, place)) if isinstance(settings, DataTable) else None
        if isinstance(settings, DataTable) and lines is None:
            return None
        asked = marks.get("data", place)
        source = settings.source if isinstance(settings.source, str) else ""
        made = settings.source is None or settings.source is True
        if made and (record := self._record(data.path)) and record.record:
            source = source_line(record.record)
            self._see(section, source, asked, record.mark("source"))
        keys = tuple(dict.fromkeys(seen.name for seen in sightings(source) if seen.kind == "cite"))
        self.datasets.append(
            Dataset(
                data.path, section.path, identifier, data.lines,
                "table" if isinstance(settings, DataTable) else "chart", asked, len(data.rows),
                settings.sheet, settings.query or "", _asked(settings),
                _columns_shown(settings, marks, place), keys, made, _below(lines, data),
                self._areas(settings, marks, place),
            )
        )  # fmt: skip
        return Block(identifier, settings, data, place, source, lines)

    def _areas(self, settings: Settings, marks: Mapping[str, Span], place: Span) -> tuple[str, Span] | None:
        """The file beside that of its data which a chart names, and where."""
        key = KINDS[settings.type].file if isinstance(settings, Chart) else ""
        if not key:
            return None
        at = marks.get(key, place)
        return files.relative(self.project.root, (self.project.root / at.path).parent / getattr(settings, key)), at

    def _cited(self, section: Section, settings: Settings, marks: Mapping[str, Span], place: Span) -> None:
        """Keep the places of the citations in a block's own texts."""
        texts = {key: getattr(settings, key) for key in ("caption", "source", "credit")}
        if isinstance(settings, DataTable):
            texts |= {f"notes.{n}.text": note.text for n, note in enumerate(settings.notes)}
        for key, text in texts.items():
            if isinstance(text, str):
                self._see(section, text, marks.get(key, place))

    def where(self) -> SourceMap:
        """The places of everything in the sections, those in blocks of data among them."""
        places = dict(self.places.places)
        for name, spans in self.added.items():
            there = [(span, span) for span in places.get(name, ())]
            places[name] = tuple(span for _, span in sorted([*there, *spans]))
        return SourceMap(places)

    def _record(self, path: str) -> Recorded | None:
        record = recorded(self.project.root, path)
        self.inputs |= {record.path} if record else set()
        return record

    def _data(self, settings: Settings, marks: Mapping[str, Span], place: Span) -> Data | None:
        data, found = reading.read(self.project.root, settings, marks.get("data", place), marks, self.store)
        self.found += found
        if data is None:
            return None
        self.inputs.add(data.path)
        if isinstance(settings, Chart) and (key := KINDS[settings.type].file):
            data = self._with_file(settings, data, key, marks.get(key, place))
            if data is None:
                return None
        found = missing_columns(data, _columns_named(settings, marks, place))
        if isinstance(settings, Chart) and not found:
            found = _undrawable(settings, data, marks, place)
        self.found += found
        return None if has_errors(found) else data

    def _with_file(self, chart: Chart, data: Data, key: str, place: Span) -> Data | None:
        """The rows with what is in the other file that a chart names by a key."""
        kind, file = KINDS[chart.type], named_file(self.project.root, getattr(chart, key), place)
        if not isinstance(file, NamedFile):
            self.found.append(file)
            return None
        self.inputs.add(file.path)
        if kind.opened is None:
            return None
        try:
            return kind.opened(chart, data, file.path, file.content)
        except UnreadableError as error:
            said = f"`{file.path}` can't be drawn: {error}."
            self.found.append(finding("CHART004", said, Span(file.path), error.hint, (place,)))
            return None

    def _lines(self, settings: DataTable, data: Data, places: Places) -> Lines | None:
        lang = self.project.brief.lang

        def collate(names: Sequence[str]) -> Sequence[str]:
            return collation.ordered(names, lang, self.store)

        lines, found = making.made(settings, data, places, collate, lang)
        self.found += found
        return lines

    def _see(self, section: Section, text: str, stands: Span, written: Span | None = None) -> None:
        """Keep the places of the citations in a block, which a scan of the section takes for code.

        They come in the order of where they stand in the section, and may be `written` elsewhere.
        """
        for seen in sightings(text):
            self.added.setdefault((section.path, seen.kind, seen.name), []).append((stands, written or stands))


def _columns_shown(settings: Settings, marks: Mapping[str, Span], place: Span) -> tuple[str, ...]:
    """The columns on which what is shown rests; none where it is all of them."""
    if isinstance(settings, DataTable) and settings.columns is None:
        return ()
    return tuple(_columns_named(settings, marks, place))


def _below(lines: Lines | None, data: Data) -> tuple[int, ...]:
    """The lines of the file that the rows of a table show, below its head; nought for rows that show none."""
    if lines is None or not data.lines:
        return ()
    return tuple(0 if line.row is None else data.lines[line.row] for line in lines.lines[1:])


def _columns_named(settings: Settings, marks: Mapping[str, Span], place: Span) -> dict[str, Span]:
    """The columns that a block names, each with its place."""
    if isinstance(settings, DataTable):
        places = Places(marks, place)
        return {name: places.at(path) for name, path in reversed(list(columns_named(settings)))}
    named = KINDS[settings.type].columns(settings)
    return {n.column: marks.get(n.key, place) for n in named}


def _asked(settings: Settings) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """What `where` asks for, each column with its values."""
    return tuple((name, tuple(v) if isinstance(v, list) else (v,)) for name, v in settings.where.items())


def _undrawable(chart: Chart, data: Data, marks: Mapping[str, Span], place: Span) -> list[Diagnostic]:
    kind = KINDS[chart.type]
    found: list[Diagnostic] = []
    for named in kind.columns(chart):
        if named.numbers:
            found += no_numbers(data, named.column, marks.get(named.key, place))
    for named in kind.days(chart, data):
        found += no_days(data, named.column, marks.get(named.key, place))
    if found:
        return found
    for fault in kind.faults(chart, data):
        asked = marks.get(fault.key, place)
        where, related = (asked, ()) if fault.line is None else (Span(data.path, fault.line, 1), (asked,))
        found.append(finding(fault.code, fault.message, where, fault.hint, related))
    return found
