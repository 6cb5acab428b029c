"""The blocks of a section in; its words, block by block in the order of reading, each of them once, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from briefpress import ast
from briefpress.editions.words import Block, Kind, Mark, Stress
from briefpress.model import Blocks, Node
from briefpress.tables.classes import BLANK, CALLS

Shown = Callable[[str], tuple[str, str]]
"""The target of a picture in; the SHA-256 of what it shows, and the name of its file beside the text, out."""

_OWN = ("references", "changes", "vouched", "section-number", "label", CALLS, BLANK)
"""The classes of what the program adds to a text: lists, marks, numbers and blanks."""

_PARTS: dict[str, Kind] = {
    "part-title": "title",
    "part-to": "title",
    "slot-name": "title",
    "part-by": "credit",
    "part-source": "credit",
    "part-note": "credit",
    "part-credit": "credit",
}
_STRESS: dict[str, Stress] = {
    "Emph": "emphasis",
    "Underline": "emphasis",
    "Strong": "strong",
    "Superscript": "raised",
    "Subscript": "lowered",
    "Strikeout": "struck",
    "SmallCaps": "capitals",
}


def blocks_of(tree: Blocks, shown: Shown) -> tuple[Block, ...]:
    """The words of a section that is resolved; `shown` tells of its pictures."""
    reader = _Reader(shown)
    reader.read(tree, "paragraph")
    return tuple(reader.out)


class _Reader:
    """Walks the blocks of a section. `label` is the figure or table in which it is, `depth` that of lists."""

    def __init__(self, shown: Shown) -> None:
        self.out: list[Block] = []
        self._shown = shown
        self._label = ""
        self._depth = 0
        self._sign = ""

    def read(self, blocks: Iterable[Node], kind: Kind) -> None:
        for block in blocks:
            self._block(block, kind)

    def _block(self, node: Node, kind: Kind) -> None:
        name, content = node["t"], node.get("c", ())
        if name in ("Para", "Plain"):
            self._run(content, kind)
        elif name == "Header":
            self._run(content[2], "heading", content[0])
        elif name == "Div":
            self._division(node, kind)
        elif name == "BlockQuote":
            self.read(content, "quote")
        elif name in ("BulletList", "OrderedList"):
            self._list(node)
        elif name == "DefinitionList":
            for term, definitions in content:
                self._run(term, "title")
                for definition in definitions:
                    self.read(definition, kind)
        elif name == "LineBlock":
            self._run([inline for line in content for inline in (*line, {"t": "Space"})], kind)
        elif name == "CodeBlock":
            self.out.append(Block("code", content[1]))
        elif name in ("Figure", "Table"):
            self._captioned(node)

    def _division(self, node: Node, kind: Kind) -> None:
        (identifier, classes, _), blocks = node["c"]
        if identifier == "refs" or any(own in classes for own in _OWN):
            if "changes" in classes and self.out and self.out[-1].kind == "heading":
                self.out.pop()  # the heading of the list alone
            return
        part = next((_PARTS[name] for name in classes if name in _PARTS), kind)
        outside = self._label
        if "table-block" in classes:
            self._label = identifier or f"table-{len(self.out)}"
        self.read(blocks, part)
        self._label = outside

    def _list(self, node: Node) -> None:
        ordered = node["t"] == "OrderedList"
        items = node["c"][1] if ordered else node["c"]
        number = node["c"][0][0] if ordered else 0
        self._depth += 1
        for item in items:
            self._sign = f"{number}." if ordered else "•"
            number += 1
            self.read(item, "item")
            self._sign = ""
        self._depth -= 1

    def _captioned(self, node: Node) -> None:
        (identifier, *_), (_, caption), *rest = node["c"]
        outside = self._label
        # A table of the author's stands in a division that bears its id.
        self._label = outside or identifier or f"{node['t'].casefold()}-{len(self.out)}"
        self.read(caption, "caption")
        if node["t"] == "Table":
            _, head, bodies, foot = rest
            self._rows(head[1], 1)
            for body in bodies:
                self._rows(body[2], 1)
                self._rows(body[3], 0)
            self._rows(foot[1], 0)
        else:
            self.read(rest[0], "paragraph")
        self._label = outside

    def _rows(self, rows: Iterable[Any], level: int) -> None:
        for _, cells in rows:
            line = _Line(self._shown)
            for number, cell in enumerate(cells):
                if number:
                    line.part()
                for block in _leaves(cell[4]):
                    line.say(" ")
                    line.add(block)
            self._put(line, "row", level)

    def _run(self, inlines: Iterable[Node], kind: Kind, level: int = 0) -> None:
        line = _Line(self._shown)
        line.add(inlines)
        if kind == "paragraph" and len(line.marks) == 1 and line.marks[0].of == "formula":
            kind = "formula" if line.marks[0].end - line.marks[0].begin == len(line.words) else kind
        if kind == "item":
            level = self._depth
        self._put(line, kind, level)

    def _put(self, line: _Line, kind: Kind, level: int) -> None:
        label, sign = self._label, self._sign if kind == "item" else ""
        if line.words.strip() or (kind == "row" and line.notes):
            self.out.append(Block(kind, line.words.rstrip(" "), level, label, sign, marks=tuple(line.marks)))
            self._sign = ""
        for picture in line.pictures:
            self.out.append(Block("figure", *picture[:1], label=label, digest=picture[1], picture=picture[2]))
        for at, note in line.notes:
            self._note(note, at)

    def _note(self, blocks: Blocks, at: int) -> None:
        cited = len(blocks) == 1 and blocks[0]["t"] == "Cite"
        for run in _leaves(blocks[0]["c"][1] if cited else blocks):
            line = _Line(self._shown)
            line.add([{"t": "Cite", "c": [blocks[0]["c"][0], run]}] if cited else run)
            if line.words.strip():
                self.out.append(
                    Block("note", line.words.rstrip(" "), label=self._label, at=at, marks=tuple(line.marks))
                )
                at = -1


def _cited(citation: Node) -> str:
    """What a citation says: its key, and the words before and behind it."""
    parts = (ast.plain(citation["citationPrefix"]), citation["citationId"], ast.plain(citation["citationSuffix"]))
    return " ".join(" ".join(parts).split())


def _leaves(blocks: Any) -> Iterator[list[Node]]:
    """The runs of inlines of blocks, whatever lists and quotations they stand in."""
    for node in blocks if isinstance(blocks, list) else [blocks]:
        if isinstance(node, list):
            yield from _leaves(node)
        elif node["t"] in ("Para", "Plain"):
            yield node["c"]
        elif node["t"] == "CodeBlock":
            yield [{"t": "Code", "c": node["c"]}]
        elif node["t"] == "LineBlock":
            yield [inline for line in node["c"] for inline in (*line, {"t": "Space"})]
        elif node["t"] == "DefinitionList":
            for term, definitions in node["c"]:
                yield term
                yield from _leaves(definitions)
        elif node["t"] == "Header":
            yield node["c"][2]
        elif node["t"] == "OrderedList" or node["t"] == "Div":
            yield from _leaves(node["c"][1])
        elif node["t"] in ("BulletList", "BlockQuote"):
            yield from _leaves(node["c"])
        elif node["t"] in ("Figure", "Table"):
            yield from _leaves([n for n in ast.walk(node["c"][1:]) if n["t"] in ("Para", "Plain", "CodeBlock")])


class _Line:
    """Words put together from inlines, and where in them something is set otherwise or called."""

    def __init__(self, shown: Shown) -> None:
        self.words = ""
        self.marks: list[Mark] = []
        self.notes: list[tuple[int, Blocks]] = []
        self.pictures: list[tuple[str, str, str]] = []
        self._shown = shown

    def say(self, words: str) -> None:
        """Add words; a space only where there is none yet."""
        if words == " " and (not self.words or self.words[-1].isspace()):
            return
        self.words += words

    def part(self) -> None:
        """Begin the next cell of a row."""
        self.words = self.words.rstrip(" ") + "\t"

    def add(self, inlines: Iterable[Node]) -> None:
        """Add inlines."""
        for node in inlines:
            self._one(node)

    def _one(self, node: Node) -> None:
        kind, content = node["t"], node.get("c", ())
        begin = len(self.words)
        if kind == "Str":
            self.say(str(content))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self.say(" ")
        elif kind in ("Code", "Math"):
            self.say(" ".join(str(content[1]).split()))
            self._mark(begin, "code" if kind == "Code" else "formula")
        elif kind == "Quoted":
            double = content[0]["t"] == "DoubleQuote"
            self.say("“" if double else "‘")
            self.add(content[1])
            self.say("”" if double else "’")
        elif kind == "Note":
            self.notes.append((len(self.words.rstrip(" ")), content))
        elif kind == "Image":
            said = " ".join(ast.plain(content[1]).split())
            self.pictures.append((said, *self._shown(content[2][0])))
        elif kind == "Cite":
            self._cite(content[0], content[1])
        elif kind == "Link":
            self.add(content[1])
            of: Stress = "reference" if ast.has_class(node, "xref") else "link"
            self._mark(begin, of, content[2][0])
        elif kind == "Span":
            if not any(own in content[0][1] for own in _OWN):
                self.add(content[1])
        elif kind in _STRESS:
            self.add(content)
            self._mark(begin, _STRESS[kind])

    def _cite(self, citations: Sequence[Node], written: Sequence[Node]) -> None:
        """A citation as its style writes it: in full or in short, by a number or a name, it is the same one."""
        begin = len(self.words)
        to = "; ".join(_cited(citation) for citation in citations)
        for node in written:
            if node["t"] == "Note":
                self.notes.append((len(self.words.rstrip(" ")), [{"t": "Cite", "c": [citations, node["c"]]}]))
            else:
                self._one(node)
        self._mark(begin, "reference", to)

    def _mark(self, begin: int, of: Stress, to: str = "") -> None:
        end = len(self.words)
        if end > begin:
            self.marks.append(Mark(begin, end, of, to))
