"""The chart and table blocks of a manuscript in; the figures and tables that they stand for, or findings, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from briefpress import ast, cache, components, markdown, rawhtml
from briefpress.charts import described, drawing, plain, sizes, tabled
from briefpress.charts.canvas import Canvas
from briefpress.charts.settings import Chart
from briefpress.data import exchange
from briefpress.datablocks.block import Block, kind_of
from briefpress.datablocks.reading import Reader
from briefpress.datamodel import Dataset, ShownData
from briefpress.diagnostics import Diagnostic, finding
from briefpress.model import Manuscript, Node, Project, SourceMap
from briefpress.tables import building


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


def made_of_data(project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store) -> MadeOfData:
    """Read every block of data and its file, and make what it asks for. The charts aren't drawn here."""
    reader = Reader(project, manuscript.where, store, manuscript.braces)
    blocks = {id(n): b for s in manuscript.sections for n, b in reader.blocks(s)}
    maker = _Maker(project, tokens, _inlines(blocks, reader.found, store))
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
    if node["t"] != "CodeBlock" or not (kind := kind_of(node)):
        return None
    attr = ast.attr(node["c"][0][0])
    empty: list[object] = [None, []]
    if kind == "chart":
        return {"t": "Figure", "c": [attr, empty, []]}
    bare = {"t": "Table", "c": [ast.attr(), empty, [], [ast.attr(), []], [], [ast.attr(), []]]}
    return ast.div(ast.attr(attr[0], ["table-block"]), [bare])


def _inlines(blocks: Mapping[int, Block], found: list[Diagnostic], store: cache.Store) -> dict[str, list[Node]]:
    """Each piece of Markdown in the blocks as pandoc reads it."""
    strings = sorted({text for block in blocks.values() for text in block.texts})
    read = dict(zip(strings, markdown.read([ast.line(text) for text in strings], store), strict=True))
    for block in blocks.values():
        for text in block.texts:
            for name in rawhtml.outermost(read[text].refused):
                found.append(finding("HTML001", rawhtml.said(name), block.place, rawhtml.hint(name)))
            for tex, why in read[text].unread:
                said = f"The formula `{tex}` can't be read: {why}."
                found.append(finding("MATH001", said, block.place, markdown.WRITE_TEX))
    return {text: ast.inlines_of_line(reading.blocks) for text, reading in read.items()}


@dataclass(slots=True)
class _Maker:
    """Makes figures and tables of blocks that were read."""

    project: Project
    tokens: Mapping[str, str]
    inlines: Mapping[str, list[Node]]
    charts: dict[str, Node] = field(default_factory=dict)
    shown: list[ShownData] = field(default_factory=list)
    tables: int = 0

    def node(self, block: Block) -> Node:
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

    def _figure(self, block: Block, chart: Chart, caption: list[Node], lines: list[Node]) -> Node:
        name = re.sub(r"[^\w.-]", "-", block.identifier) or "chart"
        target = f"charts/{name}-{len(self.charts) // 2 + 1}.svg"
        lang = self.project.brief.lang
        for drawn, width in ((target, sizes.WIDE), (sizes.narrow(target), sizes.NARROW)):
            self.charts[drawn] = drawing.specification(chart, block.data, Canvas(self.tokens, lang, width))
            if isinstance(chart, plain.Plain):
                # What its author made of it is seen where it is drawn.
                place = [block.place.path, block.place.line, block.place.column]
                self.charts[drawn]["usermeta"] |= {"place": place, "room": width}
        figures = tabled.table(chart, block.data, lang)
        self.shown.append(replace(_shown(block), picture=target, table=figures))
        alt = chart.alt if chart.alt is not None else described.description(chart, block.data, lang)
        image = {"t": "Image", "c": [ast.attr("", ["chart"]), ast.text(alt), [target, ""]]}
        said = [ast.plain_block(caption)] if caption else []
        return {"t": "Figure", "c": [ast.attr(block.identifier), [None, said], [ast.plain_block([image]), *lines]]}


def _shown(block: Block) -> ShownData:
    """What a block shows of its file."""
    data, whole = block.data, exchange.is_whole(block.settings)
    return ShownData(data.path, block.place.path, block.identifier, "" if whole else exchange.csv_of(data))
