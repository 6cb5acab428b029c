"""A document's text in; the cells of its tables with what stands at the head of each, and what they count in, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from briefpress.evidence.figures import units
from briefpress.ledger import Paragraph, Text

_PART = " | "
_CAPTION = 200
"""A longer paragraph above a table is no caption, and what stands further on in a head no unit."""

_COUNTED = re.compile(
    r"(?:\bin |\(|[€£$]\s?|, |^)(?:\w+ )?"
    r"(?=thousand|million|billion|trillion|Tausend|Millionen|Milliarden|millones|млн|тыс)",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"(?:^|[(\[,:]|\bin )\s?(?:of )?(?=[^\s)])")
_SCALED = re.compile(
    r"(?:thousands?|millions?|billions?|Tausend|Millionen|Milliarden|milliers|milliards|miles|millones)(?: of| de)? ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it lies, the words at the head of its row and column, those of the other columns, the caption."""

    begin: int
    end: int
    row: str
    column: str
    columns: str
    caption: str

    def factor(self, languages: tuple[str, ...]) -> Fraction:
        """What its numbers are counted in, as its column's head or the caption says: 10⁶ for `in millions`."""
        for told in (self.column, self.caption):
            for match in _COUNTED.finditer(told):
                factor, _ = units.scale(told, match.end(), languages, money=False)
                if factor != 1:
                    return factor
        return Fraction(1)

    @property
    def unit(self) -> str:
        """The unit that its column's head names, first or behind a comma or in brackets; else that of its row's."""
        # `Tonnes` begins a head with a capital.
        told = (head[:_CAPTION] for head in (self.column, self.row) if head)
        return next((name for head in told for name in _measures(head[0].lower() + head[1:])), "")


def _measures(head: str) -> Iterator[str]:
    for match in _MEASURED.finditer(head):
        scale = _SCALED.match(head, match.end())
        name, end = units.unit(head, scale.end() if scale else match.end())
        if name and not head[end : end + 2].strip(" )],.;|/"):
            yield name


def cells(text: Text) -> Iterator[Cell]:
    """The cells of all tables in their order but those of the head: rows are paragraphs of parts with ` | ` between."""
    if _PART not in text.words:
        return
    head: list[str] = []
    caption = ""
    before: Paragraph | None = None
    for paragraph in text.paragraphs:
        words = text.words[paragraph.begin : paragraph.end]
        if _PART not in words:
            head, before = [], paragraph
            continue
        parts = words.split(_PART)
        if not head:
            head = parts
            told = text.words[before.begin : before.end] if before else ""
            caption = told if len(told) <= _CAPTION else ""
            continue
        at = paragraph.begin
        for number, part in enumerate(parts):
            column = head[number] if number < len(head) else ""
            yield Cell(at, at + len(part), parts[0], column, " ".join(head), caption)
            at += len(part) + len(_PART)
