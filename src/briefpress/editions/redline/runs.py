"""A block that changed in; its words as HTML, with what came and what went marked, and the calls of its notes, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from briefpress.editions.changes import BlockChange
from briefpress.editions.tokens import Piece
from briefpress.editions.words import Block, Stress
from briefpress.wording import ChangesWords

Side = Literal["", "old", "new"]
"""Which words are shown: all, or those of one edition, with what the other lacks marked."""

_ELEMENTS: dict[Stress, str] = {
    "emphasis": "em",
    "strong": "strong",
    "code": "code",
    "formula": "code",
    "raised": "sup",
    "lowered": "sub",
    "struck": "s",
    "capitals": "small",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one piece that are set alike; a call of notes has none, but their HTML."""

    of: Literal["both", "old", "new"]
    words: str
    stress: tuple[Stress, ...] = ()
    calls: Markup = field(default_factory=Markup)


def runs(change: BlockChange, side: Side = "", calls: Mapping[int, Markup] | None = None) -> Iterator[Run]:
    """The runs of a block's words in their order. `calls` has what stands behind a letter of the words as they are.

    In a block that went, those of the words as they were.
    """
    before = after = 0
    left = dict(calls or {})
    for piece in change.pieces:
        was, now = piece.of_side("old"), piece.of_side("new")
        if piece.of == "old" or (piece.of == "both" and side == "old"):
            block, at, words = change.old, before, was
        else:
            block, at, words = change.new, after, now
        before, after = before + len(was), after + len(now)
        if block is None or (side and piece.of not in ("both", side)):
            continue
        # Calls are counted in the words that are there now, or that went with them.
        own = left if block is change.block else {}
        yield from _parted(piece, block, at, words, own)
    for _, call in sorted(left.items()):
        yield Run("both", "", calls=call)


def _parted(piece: Piece, block: Block, at: int, words: str, calls: dict[int, Markup]) -> Iterator[Run]:
    """The words of a piece, parted wherever they are set otherwise or a note is called."""
    end = at + len(words)
    edges = {at, end} | {edge for mark in block.marks for edge in (mark.begin, mark.end) if at < edge < end}
    edges |= {call for call in calls if at < call < end}
    ordered = sorted(edges)
    for begin, last in pairwise(ordered):
        stress = tuple(m.of for m in block.marks if m.begin <= begin and last <= m.end and m.of in _ELEMENTS)
        yield Run(piece.of, words[begin - at : last - at], stress)
        if last in calls:
            yield Run("both", "", calls=calls.pop(last))


def html(found: Sequence[Run], words: ChangesWords, *, whole: bool = False) -> Markup:
    """Runs as HTML. What came and what went says so to those who don't see it; `whole` where its block says it."""
    out = Markup()
    index = 0
    while index < len(found):
        of = found[index].of
        last = index
        while last < len(found) and found[last].of == of:
            last += 1
        inside = Markup().join(_one(run) for run in found[index:last])
        out += inside if of == "both" or whole else marked(inside, of, words)
        index = last
    return out


def marked(inside: Markup, of: Literal["old", "new"], words: ChangesWords) -> Markup:
    """What came, underlined, or what went, struck out: to the ear between a word and a bracket."""
    name, said = ("ins", words.inserted) if of == "new" else ("del", words.deleted)
    heard = Markup('<span class="heard">[{}: </span>').format(said), Markup('<span class="heard">]</span>')
    return Markup("<{0}>{1}{2}{3}</{0}>").format(name, heard[0], inside, heard[1])


def _one(run: Run) -> Markup:
    out = Markup.escape(run.words) + run.calls
    for stress in run.stress:
        out = Markup("<{0}>{1}</{0}>").format(_ELEMENTS[stress], out)
    return out
