"""The blocks of a section in; the same for paper, with notes too long for the foot of a page at its end, out."""

from __future__ import annotations

from math import ceil
from typing import Any

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import Blocks, Node, Section
from briefpress.scan import find_words
from briefpress.wording import Words

LINES = 30
"""A note of more lines stands at the end of its section. A page of A4 or Letter has some 60 lines of small type."""

_LETTERS = 85
"""What a line of small type holds."""


def is_long(note: Node) -> bool:
    """Whether a note is too long for the foot of a page: layout can't carry it on overleaf, and would cut it off."""
    return sum(_lines(block) for block in ast.walk(note["c"])) > LINES


def told(section: Section, text: str) -> list[Diagnostic]:
    """A warning for each long note of a section, whose text is `text`."""
    said = "This note is too long for the foot of a page; on paper it stands at the end of its section."
    hint = "Put it into the text, or into a section of its own, if readers are not to turn the page."
    words = [ast.plain(n["c"]) for n in ast.walk(section.blocks) if n["t"] == "Note" and is_long(n)]
    places = [find_words(section.path, text, w, (6, 3)) or Span(section.path) for w in words]
    return [finding("NOTE004", said, place, hint) for place in places]


def _lines(block: Node) -> int:
    if block["t"] in ("Para", "Plain", "Header"):
        return ceil(len(ast.plain(block["c"])) / _LETTERS)
    if block["t"] == "CodeBlock":
        return str(block["c"][1]).count("\n") + 1
    return len(block["c"]) if block["t"] == "LineBlock" else 0


def at_end(blocks: Blocks, section: int, words: Words) -> Blocks:
    """A section with its long notes behind its last block, each with its number; at their calls stands the page."""
    moved: Blocks = []

    def change(node: Node) -> Node | None:
        if node["t"] != "Note" or not is_long(node):
            return None
        name = f"long-note-{section}-{len(moved) + 1}"
        way = ast.link(f"#{name}", ast.text(words.see_page), ast.attr("", ["to-long-note"]))
        pointer = ast.span(ast.attr(f"{name}-call"), [way])
        back = ast.link(f"#{name}-call", ast.text(words.note), ast.attr("", ["long-note-number"]))
        moved.append(ast.div(ast.attr(name, ["long-note"], role="doc-footnote"), [ast.para([back]), *node["c"]]))
        return {"t": "Note", "c": [ast.para([pointer])]}

    changed: Any = ast.rewrite(blocks, change)
    return [*changed, *moved]
