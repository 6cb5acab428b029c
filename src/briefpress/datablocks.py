"""The chart and table blocks of a manuscript in; the figures and tables that they stand for, or findings, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefpress import ast, cache, components, files, markdown, rawhtml, yamlfile
from briefpress.braces import escaped
from briefpress.charts import drawing, plain, sizes
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import UnreadableError
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.charts.settings import Chart
from briefpress.data import reading
from briefpress.data.columns import missing_columns, no_numbers
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, Span, finding, has_errors
from briefpress.model import Dataset, Manuscript, Node, Project, Section, SourceMap
from briefpress.scan import sightings
from briefpress.tables import building
from briefpress.tables.settings import DataTable
from briefpress.validate import nearest, validate
from briefpress.wording import numerals

_Settings = Chart | DataTable


@dataclass(frozen=True, slots=True)
class MadeOfData:
    """What the blocks of data of a manuscript stand for.

    `nodes` has a figure or table by the `id` of its block's node, `charts` the specifications by their targets,
    `inputs` the files that were read, `datasets` what was made of them, `where` the places of everything in the
    sections, those in the blocks among them.
    """

    nodes: Mapping[int, Node]
    charts: Mapping[str, Node]
    inputs: frozenset[str]
    datasets: tuple[Dataset, ...]
    where: SourceMap
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block that a chart or a table is made of."""

    identifier: str
    settings: _Settings
    data: Data
    place: Span

    @property
    def texts(self) -> tuple[str, ...]:
        """Its settings that are Markdown."""
        return tuple(t for t in (self.settings.caption, self.settings.source, self.settings.credit) if t)


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


def _kind(node: Node) -> str:
    return next((k for k in ("chart", "table") if k in node["c"][0][1]), "")


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
    added: dict[tuple[str, str, str], list[Span]] = field(default_factory=dict)

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
            self._see(section, settings, marks, place)
            if data := self._data(settings, marks, place):
                identifier = node["c"][0][0]
                self.datasets.append(Dataset(data.path, section.path, identifier, data.lines))
                yield node, _Block(identifier, settings, data, place)

    def where(self) -> SourceMap:
        """The places of everything in the sections, those in blocks of data among them."""
        places = dict(self.places.places)
        for name, spans in self.added.items():
            places[name] = tuple(sorted([*places.get(name, ()), *spans]))
        return SourceMap(places)

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

    def _see(self, section: Section, settings: _Settings, marks: Mapping[str, Span], place: Span) -> None:
        """Keep the places of the citations in a block, which a scan of the section takes for code."""
        for key in ("caption", "source", "credit"):
            for seen in sightings(getattr(settings, key)):
                self.added.setdefault((section.path, seen.kind, seen.name), []).append(marks.get(key, place))

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


@dataclass(slots=True)
class _Maker:
    """Makes figures and tables of blocks that were read."""

    project: Project
    tokens: Mapping[str, str]
    inlines: Mapping[str, list[Node]]
    found: list[Diagnostic]
    charts: dict[str, Node] = field(default_factory=dict)

    def node(self, block: _Block) -> Node:
        """The figure or the table that a block stands for."""
        settings = block.settings
        lines = [
            components.part(f"part-{key}", self.inlines[text])
            for key in ("source", "credit")
            if (text := getattr(settings, key))
        ]
        caption = self.inlines.get(settings.caption, []) if settings.caption else []
        if isinstance(settings, Chart):
            return self._figure(block, settings, caption, lines)
        try:
            table = building.table(settings, block.data, caption, numerals(self.project.brief.lang))
        except ValueError as error:
            self.found.append(finding("DATA003", f"A format is wrong: {error}.", block.place,
                                      "Formats are written `.0%`, `,` or `.1f`."))  # fmt: skip
            return ast.div(ast.attr(), [])
        return ast.div(ast.attr(block.identifier, ["table-block"]), [table, *lines])

    def _figure(self, block: _Block, chart: Chart, caption: list[Node], lines: list[Node]) -> Node:
        name = re.sub(r"[^\w.-]", "-", block.identifier) or "chart"
        target = f"charts/{name}-{len(self.charts) // 2 + 1}.svg"
        for name, width in ((target, sizes.WIDE), (sizes.narrow(target), sizes.NARROW)):
            canvas = Canvas(self.tokens, self.project.brief.lang, width)
            self.charts[name] = drawing.specification(chart, block.data, canvas)
            if isinstance(chart, plain.Plain):
                # What its author made of it is seen where it is drawn.
                place = [block.place.path, block.place.line, block.place.column]
                self.charts[name]["usermeta"] |= {"place": place, "room": width}
        image = {"t": "Image", "c": [ast.attr("", ["chart"]), ast.text(chart.alt), [target, ""]]}
        said = [ast.plain_block(caption)] if caption else []
        return {"t": "Figure", "c": [ast.attr(block.identifier), [None, said], [ast.plain_block([image]), *lines]]}


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
        return {name: marks.get(f"columns.{name}", place) for name in settings.columns or ()}
    named = KINDS[settings.type].columns(settings)
    return {n.column: marks.get(n.key, place) for n in named}


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
