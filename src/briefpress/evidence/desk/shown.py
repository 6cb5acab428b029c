"""Texts of the ledger, as long as they come, in; the pieces that the desk shows of them, marked and cut short, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefpress.ledger import Change, Excerpt

SENTENCE = 900
"""Letters of a sentence around its claims; a block quote may have any number."""

CONTEXT, PASSAGE = 260, 1200
"""Letters on each side of a passage, and of the passage: more of a private document isn't shown."""

ALIKE = 14
"""Words at each end of what a quotation and its passage have in common, between two differences."""

CUT = " […] "


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, and the numbers of the claims that it is a part of; `ends` are those that end with it."""

    text: str
    claims: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def pieces(text: str, extents: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A sentence cut wherever a claim begins or ends, in order, without what is far from all of them."""
    sound = [(max(0, min(b, len(text))), max(0, min(e, len(text)))) for b, e in extents]
    first, last = min((b for b, _ in sound), default=0), max((e for _, e in sound), default=0)
    room = max(0, SENTENCE - (last - first)) // 2 if len(text) > SENTENCE else len(text)
    begin, end = _word_at(text, first - room), len(text) - _word_at(text[::-1], len(text) - last - room)
    cuts = sorted({begin, end, *(at for extent in sound for at in extent)})
    found = [Piece(CUT.lstrip())] if begin else []
    for left, right in pairwise(cuts):
        within = tuple(i for i, (b, e) in enumerate(sound) if b <= left and right <= e)
        words = text[left:right]
        found.append(
            Piece(
                words if len(words) <= PASSAGE else _shortened(words, PASSAGE // 2),
                within,
                tuple(i for i in within if sound[i][1] == right),
            )
        )
    return (*found, Piece(CUT.rstrip())) if end < len(text) else tuple(found)


def short(excerpt: Excerpt) -> Excerpt:
    """A passage and its context, neither longer than the desk shows of a document."""
    before, passage, after = excerpt.before, excerpt.passage, excerpt.after
    if len(before) > CONTEXT:
        before = "… " + before[_word_at(before, len(before) - CONTEXT) :].lstrip()
    if len(after) > CONTEXT:
        after = after[: len(after) - _word_at(after[::-1], len(after) - CONTEXT)].rstrip() + " …"
    return Excerpt(before, passage if len(passage) <= PASSAGE else _shortened(passage, PASSAGE // 2), after)


def differences(changes: Sequence[Change]) -> Iterator[Change]:
    """The comparison of a quotation with its passage, long parts that are alike cut short."""
    for index, change in enumerate(changes):
        words = change.words.split()
        if change.of != "both" or len(words) <= 2 * ALIKE:
            yield change if len(change.words) <= PASSAGE else Change(change.of, _shortened(change.words, PASSAGE // 2))
            continue
        head = words[:ALIKE] if index else []
        tail = words[-ALIKE:] if index < len(changes) - 1 else []
        yield Change("both", " ".join([*head, "…", *tail]))


def _shortened(text: str, ends: int) -> str:
    return text[:ends].rpartition(" ")[0] + CUT + text[-ends:].partition(" ")[2]


def _word_at(text: str, offset: int) -> int:
    """The offset of the next word at an offset or behind it; 0 where that is the beginning."""
    if offset <= 0:
        return 0
    space = text.find(" ", offset, offset + 60)
    return space + 1 if space >= 0 else offset
