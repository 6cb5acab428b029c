"""The blocks of a document in the order of reading in; its text, with its paragraphs by their places, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefpress.engines.documents.refusal import UnreadableError
from briefpress.ledger import Paragraph, Text

CELLS = " | "
"""What parts the cells of a row, so that two numbers beside each other aren't one."""

LONGEST = 20_000_000
"""Letters of the longest text: some 10,000 pages."""

_PARTED = "\n\n"
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")
_LINE_END = "\x0b"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of it on one page: its words, its lines parted by line ends.

    `page` is the name of its page; a block that `continues` goes on with the last block of the text, or the last note.
    """

    words: str
    page: str = ""
    continues: bool = False
    note: bool = False


def text_of(blocks: Iterable[Block], unread: tuple[str, ...] = ()) -> Text:
    """The text of blocks; those without a word that can be seen are left out.

    Raises UnreadableError where it is longer than any document is.
    """
    parts: list[str] = []
    found: list[Paragraph] = []
    at, number, page = 0, 0, ""
    for block in blocks:
        words = _UNSEEN.sub("", block.words).strip()
        if not words:
            continue
        number = number + 1 if block.page == page else 1
        page = block.page
        found.append(Paragraph(at, at + len(words), number, page, block.continues, block.note))
        parts.append(words)
        at += len(words) + len(_PARTED)
        if at > LONGEST:
            raise UnreadableError(f"it has more than {LONGEST:,} letters", "Keep the part of it that is cited.")
    return Text(_PARTED.join(parts), tuple(found), unread)


def raised(digits: str) -> str:
    """Digits that stand above the line, as letters of their own: 10⁶ is not 106."""
    return digits.translate(_RAISED)


class Gathering:
    """Blocks in the making: words are added, line ends, cells, the turn of a page, the end of a block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = ""
        self._words: list[str] = []
        self._continues = False

    def add(self, words: str, *, kept: bool = False) -> None:
        """Words, whose spaces and line ends are one space, or `kept` as they are."""
        self._words.append(words.replace("\r\n", "\n").replace("\n", _LINE_END) if kept else words)

    def end_line(self) -> None:
        """The next words stand on a new line of the block."""
        self._words.append(_LINE_END)

    def end_cell(self) -> None:
        """The next words stand in another cell of the row."""
        self._words.append(CELLS)

    def turn(self, page: str) -> None:
        """The next words stand on another page; a block that is open goes on there."""
        begun = self.end() or self._continues
        self.page, self._continues = page, begun

    def end(self, *, note: bool = False) -> bool:
        """The block ends; whether there was one."""
        joined = _SPACES.sub(" ", _UNSEEN_BUT_LINES.sub("", "".join(self._words)))
        lines = (line.strip(" ") for line in joined.split(_LINE_END))
        words = re.sub(r"\n{2,}", "\n", "\n".join(lines).strip())
        words = _without_empty_ends(words) if CELLS in "".join(self._words) else words
        self._words.clear()
        if not words or words == "|":
            return False
        self.blocks.append(Block(words, self.page, self._continues, note))
        self._continues = False
        return True


def _without_empty_ends(row: str) -> str:
    """A row without the empty cells at its ends; the strokes of a cell's own words stay."""
    first = re.match(r"(?:\|\s+)*", row)
    begin, end = first.end() if first else 0, len(row)
    while row[end - 1 : end] == "|" and row[end - 2 : end - 1].isspace():
        end -= 1
        while end > begin and row[end - 1].isspace():
            end -= 1
    return row[begin:end]


_UNSEEN_BUT_LINES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff]")
