"""The chart and table blocks of a manuscript in; the figures and tables that they stand for, or findings, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from briefpress import ast, cache, components, files, markdown, rawhtml, yamlfile
from briefpress.braces import escaped
from briefpress.charts import described, drawing, sizes, tabled
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import UnreadableError
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.charts.settings import Chart
from briefpress.data import exchange, reading
from briefpress.data.columns import missing_columns, no_numbers
from briefpress.data.record import Recorded, recorded, source_line
from briefpress.data.rows import Data, Value
from briefpress.diagnostics import Diagnostic, Span, finding, has_errors
from briefpress.model import Dataset, Manuscript, Node, Project, Section, ShownData, SourceMap
from briefpress.scan import sightings
from briefpress.tables import building, collation, making
from briefpress.tables.lines import Lines
from briefpress.tables.places import Places, columns_named
from briefpress.tables.settings import DataTable
from briefpress.validate import nearest, validate

_Settings = Chart | DataTable


@dataclass(frozen=True, slots=True)
class MadeOfData:
    """What the blocks of data of a manuscript stand for.

    `nodes` has a figure or table by the `id` of its block's node, `charts` the specifications by their targets,
    `inputs` the files that were read, `datasets` what was made of them, `shown` what they show, `where` the
    places of everything in the sections, those in the blocks among them.
    """

    nodes: Mapping[int, Node]
    charts: Mapping[str, Node]
    inputs: frozenset[str]
    datasets: tuple[Dataset, ...]
    shown: tuple[ShownData, ...]
    where: SourceMap
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block that a chart or a table is made of; its `source` line is the author's, or that of the file's record."""

    identifier: str
    settings: _Settings
    data: Data
    place: Span
    source: str
    lines: Lines | None = None

    @property
    def below(self) -> dict[str, str]:
        """The lines below what it makes, by what they are."""
        return {key: text for key, text in (("source", self.source), ("credit", self.settings.credit)) if text}

    @property
    def texts(self) -> tuple[str, ...]:
        """Its settings that are Markdown."""
        notes = [note.text for note in self.settings.notes] if isinstance(self.settings, DataTable) else []
        return tuple(t for t in (self.settings.caption, *self.below.values(), *notes) if t)


def made_of_data(project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store) -> MadeOfData:
    """Read every block of data and its file, and make what it asks for. The charts aren't drawn here."""
    reader = _Reader(project, manuscript.where, store, manuscript.braces)
    blocks = {id(n): b for s in manuscript.sections for n, b in reader.blocks(s)}
    maker = _Maker(project, tokens, _inlines(blocks, reader.found, store), reader.found)
    nodes = {key: maker.node(block) for key, block in blocks.items()}
    return MadeOfData(
        nodes,
        maker.charts,
        frozenset(reader.inputs),
        tuple(dict.fromkeys(reader.datasets)),
        tuple(maker.shown),
        reader.where(),
        tuple(reader.found),
    )


def stand_in(node: Node) -> Node | None:
    """What bears the label of a chart or a table that can't be made, so that references to it are no fault as well."""
    if node["t"] != "CodeBlock" or not (kind := _kind(node)):
        return None
    attr = ast.attr(node["c"][0][0])
    empty: list[object] = [None, []]
    if kind == "chart":
        return {"t": "Figure", "c": [attr, empty, []]}
    bare = {"t": "Table", "c": [ast.attr(), empty, [], [ast.attr(), []], [], [ast.attr(), []]]}
    return ast.div(ast.attr(attr[0], ["table-block"]), [bare])


def _kind(node: Node) -> Literal["", "chart", "table"]:
    classes = node["c"][0][1]
    return "chart" if "chart" in classes else "table" if "table" in classes else ""


def _inlines(blocks: Mapping[int, _Block], found: list[Diagnostic], store: cache.Store) -> dict[str, list[Node]]:
    """Each piece of Markdown in the blocks as pandoc reads it."""
    strings = sorted({text for block in blocks.values() for text in block.texts})
    read = dict(zip(strings, markdown.read([ast.line(text) for text in strings], store), strict=True))
    for block in blocks.values():
        for text in block.texts:
            for name in rawhtml.outermost(read[text].refused):
                found.append(finding("HTML001", rawhtml.said(name), block.place, rawhtml.hint(name)))
            for tex, why in read[text].unread:
                found.append(finding("MATH001", f"The formula `{tex}` can't be read: {why}.", block.place))
    return {text: ast.inlines_of_line(reading.blocks) for text, reading in read.items()}


@dataclass(slots=True)
class _Reader:
    """Reads blocks of data: what they say, and the rows that they name."""

    project: Project
    places: SourceMap
    store: cache.Store
    braces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)
    datasets: list[Dataset] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    added: dict[tuple[str, str, str], list[tuple[Span, Span]]] = field(default_factory=dict)

    def blocks(self, section: Section) -> Iterator[tuple[Node, _Block]]:
        """The blocks of a section that can be made, each with its node."""
        seen: Counter[str] = Counter()
        for node in ast.walk(section.blocks):
            if node["t"] != "CodeBlock" or not (kind := _kind(node)):
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
                        tuple(_columns_named(settings, marks, place)), keys, made,
                    )
                )  # fmt: skip
                yield node, _Block(identifier, settings, data, place, source, lines)

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

    def _data(self, settings: _Settings, marks: Mapping[str, Span], place: Span) -> Data | None:
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
            like = nearest(path.name, near)
            hint = f"Did you mean `{like}`?" if like else "Paths are read from the section's own folder."
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
    ) -> tuple[_Settings | None, Mapping[str, Span]]:
        parsed = yamlfile.parse(text, place.path, place.line + 1)
        self.found += parsed.diagnostics
        if parsed.diagnostics:
            return None, {}
        if not isinstance(parsed.value, dict):
            hint = "It holds lines such as `data: ../sources/data/trade.csv`."
            self.found.append(finding("DATA003", f"This {kind} block holds no keys.", place, hint))
            return None, {}
        wanted: type[_Settings] = DataTable
        said = _filled(parsed.value, braces) if braces else parsed.value
        if kind == "chart":
            name = asked_for(said)
            if name not in KINDS:
                like = f"Did you mean `{like}`? " if (like := nearest(name, list(KINDS))) else ""
                hint = f"{like}It can be {', '.join(f'`{k}`' for k in KINDS)}."
                told = f"`type` can't be `{name}`."
                self.found.append(finding("DATA003", told, parsed.marks.get("type", place), hint))
                return None, {}
            wanted = KINDS[name].settings
        settings, wrong = validate(said, wanted, place.path, {**parsed.marks, "": place})
        self.found += [_as_block_fault(f, kind) for f in wrong]
        return settings, parsed.marks


@dataclass(slots=True)
class _Maker:
    """Makes figures and tables of blocks that were read."""

    project: Project
    tokens: Mapping[str, str]
    inlines: Mapping[str, list[Node]]
    found: list[Diagnostic]
    charts: dict[str, Node] = field(default_factory=dict)
    shown: list[ShownData] = field(default_factory=list)
    tables: int = 0

    def node(self, block: _Block) -> Node:
        """The figure or the table that a block stands for."""
        settings = block.settings
        lines = [components.part(f"part-{key}", self.inlines[text]) for key, text in block.below.items()]
        caption = self.inlines.get(settings.caption, []) if settings.caption else []
        if isinstance(settings, Chart):
            return self._figure(block, settings, caption, lines)
        if block.lines is None:
            return ast.div(ast.attr(), [])
        self.tables += 1
        name = re.sub(r"[^\w.-]", "-", block.identifier) or f"table-{self.tables}"
        table = building.table(block.lines, caption, name, self.project.brief.lang)
        notes = building.notes(block.lines, self.inlines, name)
        self.shown.append(_shown(block))
        return ast.div(ast.attr(block.identifier, ["table-block"]), [table, *notes, *lines])

    def _figure(self, block: _Block, chart: Chart, caption: list[Node], lines: list[Node]) -> Node:
        name = re.sub(r"[^\w.-]", "-", block.identifier) or "chart"
        target = f"charts/{name}-{len(self.charts) // 2 + 1}.svg"
        for name, width in ((target, sizes.WIDE), (sizes.narrow(target), sizes.NARROW)):
            canvas = Canvas(self.tokens, self.project.brief.lang, width)
            self.charts[name] = drawing.specification(chart, block.data, canvas)
        lang = self.project.brief.lang
        figures = tabled.table(chart, block.data, lang)
        self.shown.append(replace(_shown(block), picture=target, table=figures))
        alt = chart.alt if chart.alt is not None else described.description(chart, block.data, lang)
        image = {"t": "Image", "c": [ast.attr("", ["chart"]), ast.text(alt), [target, ""]]}
        said = [ast.plain_block(caption)] if caption else []
        return {"t": "Figure", "c": [ast.attr(block.identifier), [None, said], [ast.plain_block([image]), *lines]]}


def _shown(block: _Block) -> ShownData:
    """What a block shows of its file."""
    data, whole = block.data, exchange.is_whole(block.settings)
    return ShownData(data.path, block.place.path, block.identifier, "" if whole else exchange.csv_of(data))


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


def _columns_named(settings: _Settings, marks: Mapping[str, Span], place: Span) -> dict[str, Span]:
    """The columns that a block names, each with its place."""
    if isinstance(settings, DataTable):
        places = Places(marks, place)
        return {name: places.at(path) for name, path in reversed(list(columns_named(settings)))}
    named = KINDS[settings.type].columns(settings)
    return {n.column: marks.get(n.key, place) for n in named}


def _asked(settings: _Settings) -> tuple[tuple[str, tuple[Value, ...]], ...]:
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
