"""The lines of a table in; a pandoc Table and the notes below it out, header cells with their scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefpress import ast
from briefpress.model import Blocks, Node
from briefpress.tables.lines import Cell, Line, Lines
from briefpress.wording import language

_ALIGNS = {"start": "AlignDefault", "left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}

TOTALS = "totals"
"""The class of the body of a table that holds its totals."""


def table(made: Lines, caption: Sequence[Node], name: str, lang: str) -> Node:
    """A pandoc Table. `name` is what the ids of its notes begin with, one of its own in its section.

    Each group is a body of its own, whose header stands in it; totals are the last body, for a foot would be
    repeated on each page.
    """
    builder = _Builder(made, name, lang)
    head = [builder.row(line) for line in made.lines if line.kind == "head"]
    groups = sorted({line.group for line in made.lines if line.group >= 0})
    bodies = [builder.body([line for line in made.lines if line.group == n]) for n in groups]
    totals = [builder.row(line) for line in made.lines if line.kind == "total"]
    if totals:
        bodies.append([ast.attr("", [TOTALS]), 1, [], totals])
    return {
        "t": "Table",
        "c": [
            ast.attr(),
            [None, [ast.plain_block(caption)] if caption else []],
            [[{"t": _ALIGNS[column.align]}, {"t": "ColWidthDefault"}] for column in made.columns],
            [ast.attr(), head],
            bodies,
            [ast.attr(), []],
        ],
    }


def notes(made: Lines, inlines: Mapping[str, list[Node]], name: str) -> Blocks:
    """The notes of a table, each with its letter, which leads back to the first cell that calls it."""
    found = []
    for letter, note in made.notes:
        back = ast.link(f"#{_call(name, letter)}", [_raised(letter)])
        words = [back, {"t": "Space"}, *inlines[note.text]]
        found.append(ast.div(ast.attr(_note(name, letter), ["part-note"]), [ast.plain_block(words)]))
    return found


class _Builder:
    def __init__(self, made: Lines, name: str, lang: str) -> None:
        words = language(lang).words
        self._made, self._name, self._word, self._rtl = made, name, words.note, words.direction == "rtl"
        self._called: set[str] = set()

    def body(self, lines: Sequence[Line]) -> list[object]:
        """A body of a table: the header of a group, and its rows."""
        heads = [self.row(line) for line in lines if line.kind == "group"]
        rows = [self.row(line) for line in lines if line.kind != "group"]
        headed = int(any(cell.scope == "row" for line in lines for cell in line.cells))
        return [ast.attr("", ["grouped"] if heads else []), headed, heads, rows]

    def row(self, line: Line) -> list[object]:
        """A row, with what kind it is where that is to be seen."""
        kinds = [] if line.kind in ("head", "row") else [line.kind]
        aligns = [column.align for column in self._made.columns]
        cells, at = [], 0
        for cell in line.cells:
            cells.append(self._cell(cell, "start" if cell.span > 1 else aligns[at]))
            at += cell.span
        return [ast.attr("", kinds), cells]

    def _cell(self, cell: Cell, align: str) -> list[object]:
        classes = ["highlighted"] if cell.highlighted else []
        attributes = ast.attr("", classes, **({"scope": cell.scope} if cell.scope else {}))
        said = ast.text(cell.words.said)
        inlines = [{"t": "Strong", "c": said}] if cell.highlighted and said else said
        if cell.letters:
            inlines = [
                *inlines,
                ast.span(ast.attr("", ["calls"]), [n for sign in cell.letters for n in self._call(sign)]),
            ]
        if cell.words.blank:
            # It stands to the right of the figure, which is before it where text is read from the right.
            blank = ast.span(ast.attr("", ["blank"]), [{"t": "Str", "c": cell.words.blank}])
            inlines = [blank, *inlines] if self._rtl else [*inlines, blank]
        return [attributes, {"t": _ALIGNS[align]}, 1, cell.span, [ast.plain_block(inlines)]]

    def _call(self, letter: str) -> list[Node]:
        """The call of a note, by name for those who hear it. Only the first has an id, for the way back."""
        link = ast.link(f"#{_note(self._name, letter)}", [_raised(letter)],
                        ast.attr("", ["call"], aria_label=f"{self._word} {letter}"))  # fmt: skip
        first = letter not in self._called
        self._called.add(letter)
        return [ast.span(ast.attr(_call(self._name, letter)), [link])] if first else [link]


def _note(name: str, letter: str) -> str:
    return f"{name}-note-{letter}"


def _call(name: str, letter: str) -> str:
    return f"{name}-call-{letter}"


def _raised(letter: str) -> Node:
    return {"t": "Superscript", "c": ast.text(letter)}
