"""The blocks of a section in; the same for paper, with notes too long for the foot of a page at its end, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import Expanded
from briefpress.model import Blocks, Node
from briefpress.scan import mask_code, note_spans
from briefpress.wording import Words

LINES = 30
"""A note of more lines stands at the end of its section. A page of A4 or Letter has some 60 lines of small type."""

TOGETHER = 35
"""Of notes that one page must take, the longest go there until the rest have no more lines than these."""

_LETTERS = 85
"""What a line of small type holds."""

_APART = 250
"""Calls with so many letters between them may stand on two pages: a paragraph of fewer is on one page as a whole."""

_PICTURE, _FORMULA, _ITEM = 20.0, 3.0, 1.25
"""The lines that a picture of no given height takes, a formula on a line of its own, and an item of a list at least."""

_HEIGHT = re.compile(r"([\d.]+)(mm|cm|in|pt|px|em|)$")
_UNITS = {"mm": 0.27, "cm": 2.7, "in": 6.9, "pt": 0.096, "px": 0.072, "": 0.072, "em": 0.76}
"""The lines in a unit of length."""


def too_long(blocks: Blocks) -> list[Node]:
    """The notes of a section that go to its end: layout can't carry a note on overleaf, and would cut it off."""
    stream = _Stream()
    stream.follow(blocks)
    long = {id(note) for _, note, lines in stream.calls if lines > LINES}
    for place, _, _ in stream.calls:
        near = [(note, lines) for at, note, lines in stream.calls if place <= at < place + _APART]
        left = {id(note): lines for note, lines in near if id(note) not in long}
        # One that has gone leaves a line behind.
        while sum(left.values()) + len(near) - len(left) > TOGETHER and max(left.values(), default=0) > 1:
            longest = max(left, key=left.__getitem__)
            long.add(longest)
            del left[longest]
    return [note for _, note, _ in stream.calls if id(note) in long]


def told(path: str, blocks: Blocks, source: Expanded) -> list[Diagnostic]:
    """A warning for each long note of the section that a text was read as."""
    said = "This note is too long for the foot of a page; on paper it stands at the end of its section."
    hint = "Put it into the text, or into a section of its own, if readers are not to turn the page."
    found = []
    for note in too_long(blocks):
        found.append(finding("NOTE004", said, _place(source, ast.plain(note["c"])) or Span(path), hint))
    return found


def _place(source: Expanded, words: str) -> Span | None:
    """Where a note of some words stands. One that begins with a list or a table is known by its first word alone."""
    if place := source.find(words, (6, 3)):
        return place
    text = source.text
    first = re.findall(r"\w+", words)[:1]
    spans = [(begin, end) for _, begin, end, _ in note_spans(mask_code(text))]
    known = (begin for begin, end in spans if first and first[0] in re.findall(r"\w+", text[end : end + 200])[:3])
    at = next(known, -1)
    if at < 0:
        return None
    place = Span.at("", text, at)
    return source.span(place.line, place.column)


class _Stream:
    """The notes that blocks call, each with the letters before its call and its lines.

    What may be parted by the end of a page stands _APART letters apart: paragraphs, and rows of a table, but not
    a heading and what it is over, nor the cells of a row.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[int, Node, float]] = []
        self._letters = 0
        self._rows = 0

    def follow(self, tree: Any) -> None:
        """Go on through a part of the text."""
        if isinstance(tree, list):
            for item in tree:
                self.follow(item)
        if not isinstance(tree, dict) or "t" not in tree:
            return
        kind = tree["t"]
        content: Any = tree.get("c")
        if kind == "Note":
            self.calls.append((self._letters, tree, _lines(content)))
        elif kind == "Table":
            self.follow(content[1][1])
            self._rows += 1
            for row in _rows(tree):
                self.follow(row)
                self._letters += _APART
            self._rows -= 1
        elif kind in ("Str", "Code", "Math"):
            self._letters += 0 if self._rows else len(content if kind == "Str" else content[1])
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self._letters += 0 if self._rows else 1
        else:
            self.follow(content)
            self._letters += _APART if kind in ("Para", "Plain", "LineBlock", "CodeBlock") and not self._rows else 0


def _rows(table: Node) -> list[list[Blocks]]:
    """The rows of a table, each as the blocks of its cells."""
    _, _, _, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    return [[cell[4] for cell in row[1]] for row in rows]


def _lines(blocks: Blocks, letters: float = _LETTERS) -> float:
    """The lines of small type, of so many letters each, that blocks take, as well as that can be told."""
    return sum(_of_block(block, letters) for block in blocks)


def _of_block(block: Node, letters: float) -> float:
    kind = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        return _of_inlines(content, letters)
    if kind == "CodeBlock":
        return sum(max(1, ceil(len(line) / letters)) for line in str(content[1]).split("\n"))
    if kind == "LineBlock":
        return sum(max(1.0, _of_inlines(line, letters)) for line in content)
    if kind in ("BulletList", "OrderedList"):
        return sum(max(_ITEM, _lines(item, letters)) for item in (content if kind == "BulletList" else content[1]))
    if kind == "DefinitionList":
        return sum(1 + sum(_lines(d, letters) for d in definitions) for _, definitions in content)
    if kind == "Table":
        rows = [1 + max((_lines(c, letters / len(cells)) for c in cells), default=0) for cells in _rows(block)]
        return 2 + _lines(content[1][1], letters) + sum(rows)
    if kind == "Figure":
        return 2 + _lines(content[1][1], letters) + _lines(content[2], letters)
    if kind == "Header":
        return 2 + _of_inlines(content[2], letters)
    inner = content[1] if kind == "Div" else content if kind == "BlockQuote" else []
    return 1 + _lines(inner, letters)


def _of_inlines(inlines: Sequence[Node], letters: float) -> float:
    high, breaks = 0.0, 0
    for node in ast.walk(inlines):
        if node["t"] == "Image":
            high += _of_picture(node)
        elif node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath":
            high += _FORMULA
        breaks += node["t"] == "LineBreak"
    return high + breaks + ceil(len(ast.plain(inlines).strip()) / letters)


def _of_picture(image: Node) -> float:
    """The lines that a picture takes: by its height where that is given, else by what is likely."""
    height = _HEIGHT.match(ast.attribute(image["c"][0], "height"))
    return min(float(height[1]) * _UNITS[height[2]], 2 * _PICTURE) if height else _PICTURE


def at_end(blocks: Blocks, section: int, words: Words) -> Blocks:
    """A section with its long notes behind its last block, each with its number; at their calls stands the page."""
    long = {id(note) for note in too_long(blocks)}
    moved: Blocks = []

    def change(node: Node) -> Node | None:
        if node["t"] != "Note" or id(node) not in long:
            return None
        name = f"long-note-{section}-{len(moved) + 1}"
        way = ast.link(f"#{name}", ast.text(words.see_page), ast.attr("", ["to-long-note"]))
        pointer = ast.span(ast.attr(f"{name}-call"), [way])
        back = ast.link(f"#{name}-call", ast.text(words.note), ast.attr("", ["long-note-number"]))
        moved.append(ast.div(ast.attr(name, ["long-note"], role="doc-footnote"), [ast.para([back]), *node["c"]]))
        return {"t": "Note", "c": [ast.para([pointer])]}

    changed: Any = ast.rewrite(blocks, change)
    return [*changed, *moved]
