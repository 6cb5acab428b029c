"""The blocks of a section as pandoc read them in; its paragraphs letter by letter, each letter with its marks, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from briefpress.engines.reviewed.marked import NOTE
from briefpress.model import Blocks, Node

ATOM = "\ue000"
"""Stands for what is no text of the author's, but becomes some: a citation, a cross-reference, a formula, a picture."""

ATOMS = ATOM + NOTE

Marks = tuple[str, ...]
"""What a letter stands in, outermost first: `Emph`, `Strong`, a link with its address; for an atom, what it holds."""

_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_OWN_LETTERS = re.compile("[\ue000-\uf8ff\u2029]")
_MARKED = frozenset(("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph, a heading, a cell or the like: what it stands in, what it is, and its letters with their marks."""

    within: Marks
    kind: str
    text: str
    marks: tuple[Marks, ...]


def is_note(leaf: Leaf) -> bool:
    """Whether a leaf is of a note: it stands behind the paragraph that calls it."""
    return bool(leaf.within) and leaf.within[0].startswith("Note ")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and what it stands in."""

    text: str
    marks: Marks


def leaves(blocks: Blocks) -> tuple[Leaf, ...]:
    """Every leaf of a section in the order of the text; those of a note stand behind the paragraph that calls it."""
    reader = _Reader()
    reader.blocks(blocks, ())
    return tuple(reader.found)


class _Reader:
    def __init__(self) -> None:
        self.found: list[Leaf] = []
        self._notes = 0

    def blocks(self, blocks: Iterable[Node], within: Marks) -> None:
        for block in blocks:
            self._block(block, within)

    def _block(self, block: Node, within: Marks) -> None:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            self._leaf(kind, content, within)
        elif kind == "Header":
            self._leaf(f"Header {content[0]}", content[2], within)
        elif kind == "LineBlock":
            for line in content:
                self._leaf("Line", line, within)
        elif kind == "BlockQuote":
            self.blocks(content, (*within, kind))
        elif kind == "Div":
            self.blocks(content[1], (*within, f"Div {_encoded(content[0])}"))
        elif kind in ("BulletList", "OrderedList"):
            above = kind if kind == "BulletList" else f"{kind} {_encoded(content[0])}"
            for number, item in enumerate(content if kind == "BulletList" else content[1]):
                self.blocks(item, (*within, f"{above} {number}"))
        elif kind == "DefinitionList":
            for number, (term, definitions) in enumerate(content):
                self._leaf("Term", term, (*within, f"{kind} {number}"))
                for second, definition in enumerate(definitions):
                    self.blocks(definition, (*within, f"{kind} {number}.{second}"))
        elif kind == "Figure":
            self.blocks(content[1][1], (*within, f"{kind} {_encoded(content[0])} caption"))
            self.blocks(content[2], (*within, f"{kind} {_encoded(content[0])}"))
        elif kind == "Table":
            self._table(content, within)
        else:
            # Code, rules: nothing of them may change, and nothing in them is looked for.
            self.found.append(Leaf(within, f"{kind} {_encoded(content)}", "", ()))

    def _table(self, content: list[Any], within: Marks) -> None:
        attr, caption, columns, head, bodies, foot = content
        above = f"Table {_encoded([attr, columns])}"
        self.blocks(caption[1], (*within, f"{above} caption"))
        parts = [("head", head[1]), ("foot", foot[1])]
        for number, body in enumerate(bodies):
            parts[-1:-1] = [(f"heads {number}", body[2]), (f"body {number}", body[3])]
        for name, rows in parts:
            for row, (_, cells) in enumerate(rows):
                for column, cell in enumerate(cells):
                    place = _encoded([name, row, column, cell[1:4]])
                    self.found.append(Leaf((*within, f"{above} {place}"), "Cell", "", ()))
                    self.blocks(cell[4], (*within, f"{above} {place}"))

    def _leaf(self, kind: str, inlines: list[Node], within: Marks) -> None:
        notes: list[Node] = []
        letters = list(_letters(inlines, (), notes))
        text = "".join(letter.text for letter in letters)
        marks = tuple(letter.marks for letter in letters for _ in letter.text)
        self.found.append(Leaf(within, kind, text, marks))
        for note in notes:
            self._notes += 1
            self.blocks(note["c"], (f"Note {self._notes}",))


def _letters(inlines: Iterable[Node], within: Marks, notes: list[Node]) -> Iterator[Letter]:
    for node in inlines:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield Letter(_OWN_LETTERS.sub("\ufffd", content), within)
        elif kind in ("Space", "SoftBreak"):
            yield Letter(" ", ())
        elif kind == "LineBreak":
            yield Letter("\n", within)
        elif kind == "Quoted":
            marks = _QUOTES[content[0]["t"]]
            yield Letter(marks[0], within)
            yield from _letters(content[1], within, notes)
            yield Letter(marks[1], within)
        elif kind in _MARKED:
            yield from _letters(content, (*within, kind), notes)
        elif kind in ("Span", "Link"):
            held = [content[0], *content[2:]]
            yield from _letters(content[1], (*within, f"{kind} {_encoded(held)}"), notes)
        elif kind == "Code":
            yield Letter(_OWN_LETTERS.sub("\ufffd", content[1]), (*within, f"Code {_encoded(content[0])}"))
        elif kind == "Note":
            notes.append(node)
            yield Letter(NOTE, within)
        else:
            yield Letter(ATOM, (*within, f"{kind} {_encoded(_bare(content))}"))


def _bare(content: Any) -> Any:
    """What an atom holds, without what pandoc counts through the text."""
    if isinstance(content, list):
        return [_bare(item) for item in content]
    if isinstance(content, dict):
        return {k: _bare(v) for k, v in content.items() if k not in ("citationNoteNum", "citationHash")}
    return content


def _encoded(content: Any) -> str:
    return msgspec.json.encode(content).decode()
