"""A PDF's tags and their text in; words beyond the edge of a page, and notes on another page than their calls, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from briefpress.engines.pdf_text import Piece, Tag


@dataclass(frozen=True, slots=True)
class Away:
    """A note away from its call: its number, the pages of both, from 1, and its words."""

    number: str
    call: int
    note: int
    words: str


def cut_off(root: Tag) -> list[tuple[int, str]]:
    """The pages, from 1, with text of which a part lies beyond the edge, and that text."""
    pages: dict[int, list[str]] = defaultdict(list)
    for piece in root.pieces():
        if piece.beyond:
            pages[piece.page].append(piece.words)
    found = [(page, " ".join(" ".join(words).split())) for page, words in sorted(pages.items())]
    return [(page, words) for page, words in found if words]


def away(root: Tag) -> list[Away]:
    """The notes that begin on another page than their calls: a call is what stands before its note in the tags."""
    found = []
    last = 0
    for part in _parts(root):
        if isinstance(part, Piece):
            last = part.page
            continue
        pieces = list(part.pieces())
        if pieces and last and pieces[0].page != last:
            number, *words = " ".join(piece.words for piece in pieces).split() or [""]
            # A long note stands at the end of its section, and begins with a word: that has been told.
            if number.isdigit():
                found.append(Away(number, last, pieces[0].page, " ".join(words)))
    return found


def _parts(tag: Tag) -> Iterator[Tag | Piece]:
    """Each note as a whole, and each piece of text outside them, in their order."""
    for kid in tag.kids:
        if isinstance(kid, Piece) or kid.kind == "Note":
            yield kid
        else:
            yield from _parts(kid)
