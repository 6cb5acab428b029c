"""The blocks of the sections in; what their author wrote, passage by passage, and which of it a text lacks, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefpress import ast
from briefpress.model import Blocks, Node, Passage, Section
from briefpress.settings import Medium

_SPECIFICATIONS = ("chart", "table")
"""Code blocks of these classes are settings, not words."""


def passages(sections: Iterable[Section]) -> tuple[Passage, ...]:
    """Every run of words that no citation, note, link, formula or picture parts, in the order of the sections.

    The words of notes and captions may stand elsewhere than where they were written: they float.
    """
    out: list[Passage] = []
    for section in sections:
        _Reader(section, out).read(section.blocks)
    return tuple(out)


class _Reader:
    """Walks one section, and ends a passage wherever a page may put something of its own between two words."""

    def __init__(self, section: Section, out: list[Passage]) -> None:
        self._path, self._out = section.path, out
        self._media: tuple[Medium, ...] = section.meta.for_media
        self._floats = False
        self._run: list[str] = []

    def read(self, blocks: Blocks) -> None:
        """Read blocks from the first to the last."""
        self._visit(blocks)
        self._end()

    def _end(self) -> None:
        words = " ".join("".join(self._run).split())
        self._run = []
        if letters(words):
            self._out.append(Passage(self._path, words, self._media, self._floats))

    def _visit(self, item: Any) -> None:
        if isinstance(item, list):
            for child in item:
                self._visit(child)
        elif isinstance(item, dict):
            self._node(item)

    def _node(self, node: Node) -> None:
        kind, content = node.get("t"), node.get("c")
        if kind == "Str":
            self._run.append(str(content))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self._run.append(" ")
        elif kind == "Code":
            self._run.append(str(node["c"][1]))
        elif kind in ("Cite", "Math", "Image", "RawInline", "RawBlock"):
            self._end()
        elif kind == "Note":
            self._floating(content)
        elif kind == "CodeBlock":
            self._code(node)
        elif kind in ("Div", "Span") and ast.has_class(node, "only"):
            self._for_media(node)
        elif kind in ("Figure", "Table"):
            self._captioned(node)
        elif kind == "LineBlock":
            self._apart(node["c"])
        elif kind == "DefinitionList":
            self._apart(part for entry in node["c"] for part in entry)
        elif kind in _INLINE:
            self._visit(content)
        else:
            self._end()
            self._visit(content)
            self._end()

    def _code(self, node: Node) -> None:
        self._end()
        if not any(ast.has_class(node, name) for name in _SPECIFICATIONS):
            self._run.append(str(node["c"][1]))
            self._end()

    def _for_media(self, node: Node) -> None:
        self._end()
        outside, named = self._media, ast.attribute(node["c"][0], "media").split()
        self._media = tuple(m for m in outside if m in named)
        self._visit(node["c"][1])
        self._end()
        self._media = outside

    def _floating(self, content: Any) -> None:
        self._end()
        outside, self._floats = self._floats, True
        self._visit(content)
        self._end()
        self._floats = outside

    def _apart(self, parts: Iterable[Any]) -> None:
        for part in parts:
            self._end()
            self._visit(part)
        self._end()

    def _captioned(self, node: Node) -> None:
        _, (_, caption), *rest = node["c"]
        self._floating(caption)
        self._apart(_cells(rest) if node["t"] == "Table" else rest)


_INLINE = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Quoted", "Span")


def _cells(rest: Sequence[Any]) -> Iterator[Blocks]:
    """The blocks of each cell of a table, row by row, its head first and its foot last."""
    _, head, bodies, foot = rest
    rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
    for _, cells in rows:
        for cell in cells:
            yield cell[4]


class _Kept(dict[int, int | None]):
    """Letters, digits and signs are kept, all else is dropped: marks, spaces, hyphens, punctuation."""

    def __missing__(self, code: int) -> int | None:
        kind = unicodedata.category(chr(code))
        self[code] = code if kind[0] in "LN" or kind in ("Sc", "Sm", "So") else None
        return self[code]


_KEPT = _Kept()


def letters(text: str) -> str:
    """The letters of a text, however it was broken over lines, set in capitals or joined in ligatures."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KEPT)


def lost(
    wanted: Iterable[Passage], text: str, medium: Medium, parting: re.Pattern[str] | None = None
) -> tuple[list[Passage], list[Passage]]:
    """The passages that a text hasn't, and those that stand in it elsewhere than they were written.

    `parting` finds words that a page may write out, such as abbreviations: a passage is looked for in parts there.
    """
    stream = letters(text)
    missing, moved, at = [], [], 0
    for passage in wanted:
        if medium not in passage.media:
            continue
        parts = parting.split(passage.words) if parting else [passage.words]
        for part in filter(None, map(letters, parts)):
            found = stream.find(part, 0 if passage.floats else at)
            if found >= 0:
                at = at if passage.floats else found + len(part)
            elif part in stream:
                moved.append(passage)
            else:
                missing.append(passage)
                break
    return missing, moved
