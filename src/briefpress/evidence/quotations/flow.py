"""A document's text in; its paragraphs as sentences run on in them over pages, in pieces of bounded length, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefpress.ledger import Paragraph, Text

LENGTH = 1_500
"""About how many letters a piece has."""

_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]+)[\])]?[.\s]?\s*[^\W\d_]")
_ENDED = re.compile(r"[.!?…][\"'’”»)\]\d]*\s*$")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document's text, and what parts it from the one before: an empty line, a line's end, or nothing."""

    begin: int
    end: int
    before: str


def flow(text: Text) -> list[Stretch]:
    """The paragraphs of a text, long ones in pieces, each behind the one that it goes on from.

    A paragraph that a page parts stands together; notes that stood between its parts come behind it.
    """
    out: list[Stretch] = []
    for index in _order(text):
        paragraph = text.paragraphs[index]
        out += _pieces(text.words, paragraph)
    return out


def _order(text: Text) -> list[int]:
    order: list[int] = []
    for index, paragraph in enumerate(text.paragraphs):
        order.append(index)
        if not paragraph.continues:
            continue
        place = len(order) - 1
        while place > 0 and _is_note(text, order[place - 1], paragraph):
            place -= 1
        if 0 < place < len(order) - 1 and not _ended(text, order[place - 1]):
            order.insert(place, order.pop())
    return order


def _is_note(text: Text, index: int, going_on: Paragraph) -> bool:
    """Whether a paragraph is a note below the text that goes on elsewhere, or may be: it has a note's mark, or ends."""
    paragraph = text.paragraphs[index]
    if paragraph.note or paragraph.page == going_on.page:
        return paragraph.note
    return bool(_NOTE.match(text.words, paragraph.begin, paragraph.end)) or _ended(text, index)


def _ended(text: Text, index: int) -> bool:
    paragraph = text.paragraphs[index]
    return bool(_ENDED.search(text.words[max(paragraph.begin, paragraph.end - 12) : paragraph.end]))


def _pieces(words: str, paragraph: Paragraph) -> list[Stretch]:
    out = []
    begin, before = paragraph.begin, "\n" if paragraph.continues else "\n\n"
    while paragraph.end - begin > LENGTH * 2:
        space = _SPACE.search(words, begin + LENGTH, begin + LENGTH * 2)
        end = space.start() if space else begin + LENGTH
        out.append(Stretch(begin, end, before))
        begin, before = end, ""
    out.append(Stretch(begin, paragraph.end, before))
    return out
