"""The blocks of data of a section in; what they say, and the rows of their files, or findings, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefpress import ast, cache, files, yamlfile
from briefpress.braces import escaped
from briefpress.charts import plain
from briefpress.charts.kind import UnreadableError
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.charts.settings import Chart
from briefpress.data import reading
from briefpress.data.columns import missing_columns, no_numbers
from briefpress.data.record import Recorded, recorded, source_line
from briefpress.data.rows import Data, Value
from briefpress.datablocks.block import Block, Settings, kind_of
from briefpress.datamodel import Dataset
from briefpress.diagnostics import Diagnostic, Span, finding, has_errors
from briefpress.model import Node, Project, Section, SourceMap
from briefpress.scan import sightings
from briefpress.tables import collation, making
from briefpress.tables.lines import Lines
from briefpress.tables.places import Places, columns_named
from briefpress.tables.settings import DataTable
from briefpress.validate import nearest, validate


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
        for node in ast.walk(section.blocks):
            if node["t"] != "CodeBlock" or not (kind := kind_of(node)):
                continue
            place = self.places.find(section.path, "block", kind, seen[kind])
            seen[kind] += 1
            settings, marks = self._settings(node["c"][1], kind, place, self.braces.get(section.path, {}))
            if settings is None:
                continue
            source = settings.source if isinstance(settings.source, str) else ""
            said = {"caption": settings.caption, "source": source, "credit": settings.credit}
            if isinstance(settings, DataTable):
                said |= {f"notes.{n}.text": note.text for n, note in enumerate(settings.notes)}
            for key, text in said.items():
                self._see(section, text, marks.get(key, place))
            if data := self._data(settings, marks, place):
                lines = self._lines(settings, data, Places(marks, place)) if isinstance(settings, DataTable) else None
                if isinstance(settings, DataTable) and lines is None:
                    continue
                named = marks.get("data", place)
                made = settings.source is None or settings.source is True
                if made and (record := self._record(data.path)) and record.record:
                    source = source_line(record.record)
                    self._see(section, source, named, record.mark("source"))
                identifier = node["c"][0][0]
                keys = tuple(dict.fromkeys(seen.name for seen in sightings(source) if seen.kind == "cite"))
                self.datasets.append(
                    Dataset(
                        data.path, section.path, identifier, data.lines, kind, named, len(data.rows),
                        settings.sheet, settings.query or "", _asked(settings),
                        _columns_shown(settings, marks, place), keys, made, _below(lines, data),
                    )
                )  # fmt: skip
                yield node, Block(identifier, settings, data, place, source, lines)

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
        name, kind = getattr(chart, key), KINDS[chart.type]
        read = self._file(name, place)
        if read is None or kind.opened is None:
            return None
        try:
            return kind.opened(chart, data, *read)
        except UnreadableError as error:
            said = f"`{read[0]}` can't be drawn: {error}."
            self.found.append(finding("CHART004", said, Span(read[0]), error.hint, (place,)))
            return None

    def _file(self, name: str, place: Span) -> tuple[str, bytes] | None:
        """The path from the brief's folder and the bytes of a file that a block names."""
        root = self.project.root
        path = (root / place.path).parent / name
        try:
            content = files.read_inside(root, path)
        except files.OutsideBriefError:
            hint = "Put it into sources/data/."
            self.found.append(finding("CHART004", f"`{name}` is outside the brief's folder.", place, hint))
            return None
        except (OSError, ValueError) as error:
            near = sorted(p.name for p in path.parent.glob("*")) if files.is_inside(root, path.parent) else []
            hint = f"Paths are read from the folder of {place.path}."
            if like := nearest(path.name, near):
                hint = f"Did you mean `{files.as_named_in(place.path, files.relative(root, path.with_name(like)))}`?"
            said = f"There is no file `{name}`."
            if isinstance(error, OSError) and path.exists():
                said = f"`{name}` can't be read: it {error.strerror}."
            self.found.append(finding("CHART004", said, place, hint))
            return None
        named = files.relative(root, path)
        self.inputs.add(named)
        return named, content

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

    def _settings(
        self, text: str, kind: str, place: Span, braces: Mapping[str, str]
    ) -> tuple[Settings | None, Mapping[str, Span]]:
        parsed = yamlfile.parse(text, place.path, place.line + 1)
        self.found += parsed.diagnostics
        if parsed.diagnostics:
            return None, {}
        if not isinstance(parsed.value, dict):
            hint = "It holds lines such as `data: ../sources/data/trade.csv`."
            self.found.append(finding("DATA003", f"This {kind} block holds no keys.", place, hint))
            return None, {}
        wanted: type[Settings] = DataTable
        said = _filled(parsed.value, braces) if braces else parsed.value
        marks: Mapping[str, Span] = parsed.marks
        if kind == "chart":
            whole = self._with_specification(said, marks, place)
            if whole is None:
                return None, {}
            said, marks = whole
            name = asked_for(said)
            if name not in KINDS:
                like = f"Did you mean `{like}`? " if (like := nearest(name, list(KINDS))) else ""
                hint = f"{like}It can be {', '.join(f'`{k}`' for k in KINDS)}."
                told = f"`type` can't be `{name}`."
                self.found.append(finding("DATA003", told, marks.get("type", place), hint))
                return None, {}
            wanted = KINDS[name].settings
            if name == plain.NAME:
                said = plain.parted(said)
                marks = {**{f"spec.{key}": mark for key, mark in marks.items()}, **marks}
        if isinstance(said.get("data"), dict):
            hint = "Name a file of the brief: `data: ../sources/data/trade.csv`."
            self.found.append(finding("DATA003", "`data` is a file of the brief.", marks.get("data", place), hint))
            return None, {}
        settings, wrong = validate(said, wanted, place.path, {**marks, "": place})
        self.found += [_as_block_fault(f, kind) for f in wrong]
        return settings, marks

    def _with_specification(
        self, said: dict[str, Any], marks: Mapping[str, Span], place: Span
    ) -> tuple[dict[str, Any], Mapping[str, Span]] | None:
        """What a block says with what the file that it names as `spec` says: the block's own keys go before."""
        name = said.get("spec")
        if not isinstance(name, str):
            return said, marks
        if (read := self._file(name, marks.get("spec", place))) is None:
            return None
        path, content = read
        own = {key: value for key, value in said.items() if key != "spec"}
        try:
            parsed = yamlfile.parse(content.decode().removeprefix("\ufeff").replace("\t", " "), path)
        except UnicodeDecodeError:
            self.found.append(finding("CHART004", f"`{path}` isn't UTF-8.", Span(path), "Save it as UTF-8.", (place,)))
            return None
        self.found += parsed.diagnostics
        if not isinstance(parsed.value, dict):
            if not parsed.diagnostics:
                self.found.append(finding("CHART004", f"`{path}` holds no keys.", Span(path), related=(place,)))
            return None
        return {**parsed.value, **own}, {**parsed.marks, **marks}


_MARKDOWN = ("caption", "source", "credit", "notes")
"""The keys of a block whose texts are Markdown."""


def _filled(value: Any, braces: Mapping[str, str], *, markdown: bool = False) -> Any:
    """What a block says, with the words for the braces in its texts: no word of them is read as YAML."""
    if isinstance(value, dict):
        return {key: _filled(v, braces, markdown=markdown or key in _MARKDOWN) for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(item, braces, markdown=markdown) for item in value]
    if isinstance(value, str) and "{{" in value:
        for written, words in braces.items():
            value = value.replace(written, escaped(words) if markdown else words)
    return value


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
    if found:
        return found
    for fault in kind.faults(chart, data):
        asked = marks.get(fault.key, place)
        where, related = (asked, ()) if fault.line is None else (Span(data.path, fault.line, 1), (asked,))
        found.append(finding(fault.code, fault.message, where, fault.hint, related))
    return found


def _as_block_fault(fault: Diagnostic, kind: str) -> Diagnostic:
    """A finding about brief.yaml's kind of fault, told of a block in a section."""
    message = fault.message.split(" is no key of ")[0]
    if message != fault.message:
        message += f" is no key of a {kind}."
    return replace(fault, code="DATA003", message=message)
