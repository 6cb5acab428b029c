"""The blocks of a text as every medium has them in; the same as pandoc's DOCX writer keeps all of them, out.

The writer knows paragraphs, lists, tables and pictures. A line of a component bears the name of its style; what else is
in one stands in a division that the writer makes a pair of bookmarks of, which `mending` finds again and takes away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefpress import ast
from briefpress.components import component_of
from briefpress.model import Blocks, Node
from briefpress.tables.classes import TOTALS
from briefpress.typesetting import OF_SECTION
from briefpress.wording import language

REGION = re.compile(r"bp\d+\.([a-z0-9-]+)")
"""The name of a bookmark around a part of the text, and what kind of part it is."""

_OWN = "of the program"
"""The class of such a part's division. It has spaces: so no author can give it to one that he calls alike."""

TITLES = {
    "summary": "Summary Title",
    "key-judgements": "Judgements Title",
    "recommendations": "Recommendations Title",
    "callout": "Callout Title",
    "sidenote": "Side Note Title",
    "box": "Box Title",
    "about": "About Title",
    "disclaimer": "Small Print Title",
    "suggested-citation": "Small Print Title",
}
_PARTS = {
    "part-to": "Addressee",
    "part-by": "Quote By",
    "part-source": "Source",
    "part-note": "Source",
    "part-credit": "Credit",
    "slot-name": "Summary Name",
    "annotation": "Annotation",
    "backlinks": "Ways Back",
}
_ROWS = {"group": "Table Group", "subtotal": "Table Total", "total": "Table Total"}
_MARKS = {"section-number": "Section Number", "label": "Label", "vouched": "Vouched", "affiliation": "Affiliation"}
_NUMBER = re.compile(r"([\d.]+) ?(mm|cm|in|pt|px|%|)$")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
TALLEST = 170.0
"""The height in millimetres of the tallest picture, as on the printed page."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room that pictures have, in millimetres: in the text column, and over it and what they may reach into."""

    column: float
    whole: float


def for_writer(blocks: Blocks, sizes: Mapping[str, tuple[float, float]], room: Room) -> Blocks:
    """The blocks of a whole text. `sizes` has the width and height of each picture, in pixels of 96 to the inch."""
    return _Rewriter(sizes, room).blocks(blocks, nested=False)


def styled(name: str, blocks: Blocks) -> Node:
    """Blocks whose paragraphs have a style of a name."""
    return ast.div(ast.attr("", [], custom_style=name), blocks)


class _Rewriter:
    def __init__(self, sizes: Mapping[str, tuple[float, float]], room: Room) -> None:
        self._sizes, self._room, self._count = sizes, room, 0

    def blocks(self, blocks: Blocks, *, nested: bool, within: str = "") -> Blocks:
        """Rewrite blocks; `nested` is what stands in a component, a list or a cell, `within` the component."""
        return [new for block in blocks for new in self._block(block, nested=nested, within=within)]

    def _region(self, kind: str, blocks: Blocks) -> Node:
        self._count += 1
        return ast.div([f"bp{self._count}.{kind}", [_OWN], []], blocks)

    def _block(self, node: Node, *, nested: bool, within: str) -> Blocks:
        kind, content = node["t"], node.get("c", [])
        if kind == "Div":
            return self._div(node, nested=nested, within=within)
        if kind == "Figure":
            return self._figure(node, nested=nested)
        if kind == "Table":
            return self._table(ast.attr(), node, [], nested=nested)
        if kind in ("Para", "Plain"):
            return self._paragraph(node)
        if kind == "Header":
            level, attr, inlines = content
            if "reference-group" in attr[1]:
                return [_bare(attr, [styled("Reference Group", [ast.para(self._inlines(inlines))])])]
            return [ast.header(level, [attr[0], [], []], self._inlines(inlines))]
        if kind == "BlockQuote":
            return [{"t": kind, "c": self.blocks(content, nested=True, within=within)}]
        if kind == "BulletList":
            return [{"t": kind, "c": [self.blocks(item, nested=True, within=within) for item in content]}]
        if kind == "OrderedList":
            return [{"t": kind, "c": [content[0], [self.blocks(i, nested=True, within=within) for i in content[1]]]}]
        if kind == "DefinitionList":
            return self._definitions(content, within)
        if kind == "LineBlock":
            return [styled("Line Block", [ast.para(self._lines(content))])]
        if kind == "HorizontalRule":
            return [styled("Rule", [ast.para([{"t": "Str", "c": "\u00a0"}])])]
        return [_marked(node)]

    def _paragraph(self, node: Node) -> Blocks:
        new: Node = {"t": node["t"], "c": self._inlines(node["c"])}
        task = bool(node["c"]) and ast.has_class(node["c"][0], "task")
        return [styled("Task", [ast.para(new["c"])])] if task else [new]

    def _inlines(self, inlines: list[Node], room: float | None = None) -> list[Node]:
        """Inlines with their pictures in the room that they have, and the blocks of their notes rewritten."""

        def change(node: Node) -> Node | None:
            if node["t"] == "Note":
                return {"t": "Note", "c": self.blocks(node["c"], nested=True)}
            return self._sized(node, room) if node["t"] == "Image" else None

        new: list[Node] = _marked(ast.rewrite(inlines, change))
        return new

    def _caption(self, caption: Blocks) -> Blocks:
        return [ast.para(self._inlines(block["c"])) for block in caption if block["t"] in ("Para", "Plain")]

    def _lines(self, lines: list[list[Node]]) -> list[Node]:
        out: list[Node] = []
        for line in lines:
            out += [*([{"t": "LineBreak"}] if out else []), *self._inlines(line)]
        return out

    def _div(self, node: Node, *, nested: bool, within: str) -> Blocks:
        attr, blocks = node["c"]
        classes = attr[1]
        if OF_SECTION in classes:
            return [self._region(f"section-{ast.attribute(attr, 'nth')}", self.blocks(blocks, nested=False))]
        if "table-block" in classes:
            table, *parts = blocks
            return self._table(attr, table, parts, nested=nested)
        if name := component_of(node):
            inner = [part for block in blocks for part in self._of_component(block, name)]
            return [_bare(attr, [self._region(name, inner)])]
        if part := next((_PARTS[c] for c in classes if c in _PARTS), ""):
            return [_bare(attr, [styled(part, self.blocks(blocks, nested=True))])]
        if "part-title" in classes:
            return [_bare(attr, [styled(TITLES.get(within, "About Title"), self.blocks(blocks, nested=True))])]
        if "abbreviations" in classes:
            return self.blocks(blocks, nested=True, within="abbreviations")
        if attr[0] == "refs" or "csl-entry" in classes:
            return [ast.div(attr, self.blocks(blocks, nested=True, within=within))]
        return [_bare(attr, self.blocks(blocks, nested=nested, within=within))]

    def _of_component(self, block: Node, name: str) -> Blocks:
        if name == "pullquote" and block["t"] == "BlockQuote":
            return self.blocks(block["c"], nested=True, within=name)
        return self._block(block, nested=True, within=name)

    def _definitions(self, entries: list[list[Blocks]], within: str) -> Blocks:
        term, text = {
            "timeline": ("Timeline Date", "Timeline Entry"),
            "abbreviations": ("Abbreviation", "Abbreviation Text"),
        }.get(within, ("Definition Term", "Definition"))
        out: Blocks = []
        for name, definitions in entries:
            out.append(styled(term, [ast.para(self._inlines(name))]))
            inner = [block for definition in definitions for block in self.blocks(definition, nested=True)]
            out.append(self._region("entry" if text == "Definition" else f"{within}-entry", inner))
        return out

    def _figure(self, node: Node, *, nested: bool) -> Blocks:
        """A caption, the picture, and the lines below it, each a paragraph of its own."""
        attr, (_, caption), inside = node["c"]
        room = self._room.column if nested else self._room.whole

        out = [styled("caption", self._caption(caption))] if caption else []
        for block in inside:
            if block["t"] in ("Para", "Plain"):
                out.append(styled("Figure", [ast.para(self._inlines(block["c"], room))]))
            else:
                out += self._block(block, nested=True, within="")
        return [_bare(attr, [self._region("figure" if nested else "figure-wide", out)])]

    def _table(self, attr: ast.Attr, table: Node, parts: Blocks, *, nested: bool) -> Blocks:
        """A caption, the table, and the lines below it. How many of its columns are heads is told by the region."""
        if table["t"] != "Table":
            return [_bare(attr, self.blocks([table, *parts], nested=nested))]
        own, (short, caption), columns, head, bodies, foot = table["c"]
        rewritten = [[part[0], [self._row(row) for row in part[1]]] for part in (head, foot)]
        bodies = [
            [b[0], b[1], *([self._row(row, grouped="grouped" in b[0][1]) for row in rows] for rows in b[2:])]
            for b in bodies
        ]
        bare: Node = {"t": "Table", "c": [own, [short, []], columns, rewritten[0], bodies, rewritten[1]]}
        # The labels of totals are heads of their rows in a table whose other rows have none.
        heads = max((body[1] for body in bodies if TOTALS not in body[0][1]), default=0)
        reach = "-wide" if not nested and len(columns) > 2 else ""
        out = [styled("caption", self._caption(caption))] if caption else []
        out += [bare, *self.blocks(parts, nested=True)]
        return [_bare([attr[0] or own[0], [], []], [self._region(f"table-{heads}{reach}", out)])]

    def _row(self, row: list[Any], *, grouped: bool = False) -> list[Any]:
        """A row, its cells in the style of its kind; the name of a row of a group is set in from the group's."""
        attr, cells = row
        style = next((_ROWS[name] for name in attr[1] if name in _ROWS), "")
        out = []
        for number, cell in enumerate(cells):
            blocks = self.blocks(cell[4], nested=True)
            name = style or ("Table Entry" if grouped and not number else "")
            if name and any(block.get("c") for block in blocks):
                # The writer gives a Plain in a table a style of its own.
                blocks = [styled(name, [ast.para(b["c"]) if b["t"] == "Plain" else b for b in blocks])]
            out.append([*cell[:4], blocks])
        return [attr, out]

    def _sized(self, image: Node, room: float | None = None) -> Node | None:
        """A picture in millimetres: as wide as its author wants it or as it is, and no wider than its room."""
        attr, words, target = image["c"]
        room = self._room.column if room is None else room
        natural = self._sizes.get(target[0])
        if natural is None:
            return None
        shape = natural[0] / natural[1]
        wide, tall = _length(ast.attribute(attr, "width"), room), _length(ast.attribute(attr, "height"), TALLEST)
        if "chart" in attr[1]:
            wide = room
        wide = wide or (tall * shape if tall else natural[0] * _MILLIMETRES["px"])
        tall = tall or wide / shape
        scale = min(1.0, room / wide, TALLEST / tall)
        pairs = [*ast.without(attr, "width", "height")[2], ["width", f"{wide * scale:.2f}mm"],
                 ["height", f"{tall * scale:.2f}mm"]]  # fmt: skip
        return {"t": "Image", "c": [[attr[0], attr[1], pairs], words, target]}


def is_region(attr: ast.Attr) -> bool:
    """Whether attributes are those of a part that this module marked, and no author's."""
    return _OWN in attr[1]


def _bare(attr: ast.Attr, blocks: Blocks) -> Node:
    """A division with what pandoc's writer knows of its attributes: its id, its language and its direction."""
    return ast.div([attr[0], [], _spoken(attr)], blocks)


def _spoken(attr: ast.Attr) -> list[list[str]]:
    """The language that attributes name, and its direction."""
    lang, side = ast.attribute(attr, "lang"), ast.attribute(attr, "dir")
    side = side or (language(lang).words.direction if lang else "")
    return [[key, said] for key, said in (("lang", lang), ("dir", side)) if said]


def _length(given: str, whole: float) -> float:
    """A length in millimetres, a share of the whole where it is in per cent; 0 where there is none."""
    match = _NUMBER.match(given)
    if match is None:
        return 0.0
    return float(match[1]) * (whole / 100 if match[2] == "%" else _MILLIMETRES[match[2]])


def _marked(tree: Any) -> Any:
    """Inlines with the names of the styles that their classes have in Word, and nothing else of their attributes."""

    def change(node: Node) -> Node | None:
        attr = ast.attr_of(node)
        if attr is None or node["t"] not in ("Span", "Link", "Code", "CodeBlock"):
            return None
        kept = _spoken(attr)
        if node["t"] == "Span" and (style := next((_MARKS[c] for c in attr[1] if c in _MARKS), "")):
            kept.append(["custom-style", style])
        return ast.with_attr(node, [attr[0], [], kept])

    return ast.rewrite(tree, change)
