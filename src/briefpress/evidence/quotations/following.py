"""A quotation's pieces and a folded passage in; where in it they follow one another as they may, out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from briefpress.evidence.quotations.edges import cuts_before, cuts_behind
from briefpress.evidence.quotations.folding import Folded
from briefpress.evidence.quotations.quoting import NEGATION, Joint, Piece, Quoting

GAP_CHARACTERS = 3_000
"""How much of a source `[…]` may leave out: about a page."""

GAP_PARAGRAPHS = 3
"""How many paragraphs farther on the source may go on behind `[…]`."""

REPLACED_WORDS = 6
"""How many words of the source `[words]` may stand for."""

_ENOUGH = 400


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands in a folded passage: from the first letter to behind the last, and its pieces."""

    begin: int
    end: int
    pieces: tuple[tuple[int, int], ...]


def follow(quoting: Quoting, passage: Folded) -> list[Found]:
    """Each place at which the pieces of a quotation stand in order, no farther apart than their joints allow."""
    lowered = lower(passage.text)
    reached = [Found(b, e, ((b, e),)) for b, e in _places(quoting.pieces[0], passage, lowered)]
    for joint, piece in zip(quoting.joints, quoting.pieces[1:], strict=True):
        reached = _joined(reached, joint, _places(piece, passage, lowered), passage)
    return [_with_marks(found, quoting, passage.text) for found in reached]


def lower(text: str) -> str:
    """A text in small letters, each where it was."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _places(piece: Piece, passage: Folded, lowered: str) -> list[tuple[int, int]]:
    wanted = lower(piece.text)
    found: list[tuple[int, int]] = []
    begin = lowered.find(wanted)
    while begin >= 0 and len(found) < _ENOUGH:
        end = begin + len(wanted)
        if _same_case(piece, passage.text[begin:end]) and _whole(piece, passage, begin, end):
            found.append((begin, end))
        begin = lowered.find(wanted, begin + 1)
    return found


def _same_case(piece: Piece, text: str) -> bool:
    return text == piece.text or all(
        a == b or i in piece.free for i, (a, b) in enumerate(zip(piece.text, text, strict=True))
    )


def _whole(piece: Piece, passage: Folded, begin: int, end: int) -> bool:
    first, last = passage.extent(begin, end)
    before = not piece.tight_before and cuts_before(passage.raw, first)
    return not before and (piece.tight_after or not cuts_behind(passage.raw, last))


def _joined(reached: list[Found], joint: Joint, places: list[tuple[int, int]], passage: Folded) -> list[Found]:
    ends = [found.end for found in reached]
    out = []
    for begin, end in places:
        # The nearest end before it: if that is too far, all are.
        index = bisect_right(ends, begin) - 1
        if index >= 0 and _near(joint, passage, ends[index], begin):
            before = reached[index]
            out.append(Found(before.begin, end, (*before.pieces, (begin, end))))
    return out


def _near(joint: Joint, passage: Folded, end: int, begin: int) -> bool:
    left_out = passage.text[end:begin]
    if joint == "ending":
        return len(left_out) <= 16 and len(left_out.split()) <= 2
    if joint in ("own", "denial"):
        few = len(left_out) <= 200 and len(left_out.split()) <= REPLACED_WORDS
        return few and (joint == "denial" or not NEGATION.search(left_out))
    raw = passage.raw[passage.ends[end - 1] : passage.begins[begin]]
    return len(left_out) <= GAP_CHARACTERS and raw.count("\n\n") <= GAP_PARAGRAPHS


def _with_marks(found: Found, quoting: Quoting, text: str) -> Found:
    """The same with the marks and the stop that the quotation has at its ends, where the source has them too."""
    head, tail = quoting.pieces[0].head, quoting.pieces[-1].tail
    begin = found.begin - len(head) if head and text.endswith(head, 0, found.begin) else found.begin
    end = found.end
    if tail and text.startswith(tail, end):
        end += len(tail)
    elif "'" in tail and text[end : end + 2].lstrip(".,").startswith("'"):
        end = text.index("'", end) + 1
    return Found(begin, end, found.pieces)
