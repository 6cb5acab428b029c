"""Two texts in; the runs of letters that they share, in their order, out.

Both are made of the same sentences, but one may have what the other hasn't, and lines break their words differently:
so letters are compared, and neither spaces, signs nor marks.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_GRAM = 24
"""So many letters in a row are seldom twice in a text: where they stand once in both, they are the same place."""

_LEAST = 3
"""A shorter run says nothing."""

_ROOM = 200_000_000
"""Letters of the one times letters of the other, up to which each is compared with each: 25 MB of bits."""


class _Letters(dict[int, str]):
    """Letters and digits without case and marks; all else is dropped. Each character is read by itself."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(c for c in plain if unicodedata.category(c)[0] in "LN")
        return self[code]


_LETTERS = _Letters()


def letters(text: str) -> str:
    """The letters of a text as they are compared."""
    return text.translate(_LETTERS)


def place_of(text: str, number: int) -> int:
    """Where in a text the letter with this number stands, from 0; the text's end where it has fewer."""
    for i, character in enumerate(text):
        number -= len(_LETTERS[ord(character)])
        if number < 0:
            return i
    return len(text)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that both texts have: where they begin in each, and how many they are."""

    one: int
    other: int
    size: int


class Alignment:
    """Two texts laid side by side: for each letter of the one, where the other goes on."""

    def __init__(self, one: str, other: str) -> None:
        self._end = len(other)
        self._runs = _joined(_shared(one, other, (0, len(one), 0, len(other)), _GRAM))
        self._starts = [run.one for run in self._runs]

    def counterpart(self, index: int) -> int:
        """Where the first letter from `index` on that both texts have stands in the other one; else its end."""
        at = bisect_right(self._starts, index) - 1
        if at >= 0 and index < self._runs[at].one + self._runs[at].size:
            return self._runs[at].other + index - self._runs[at].one
        return self._runs[at + 1].other if at + 1 < len(self._runs) else self._end


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs in their order, those that go on in both texts made one, without those that say nothing."""
    out: list[Run] = []
    for run in sorted(runs, key=lambda run: run.one):
        last = out[-1] if out else None
        if last and (last.one + last.size, last.other + last.size) == (run.one, run.other):
            out[-1] = Run(last.one, last.other, last.size + run.size)
        else:
            out.append(run)
    return [run for run in out if run.size >= _LEAST]


_Span = tuple[int, int, int, int]
"""From and to in the one text, from and to in the other."""


def _shared(one: str, other: str, span: _Span, gram: int) -> Iterator[Run]:
    """The runs within a span: what its ends share, what stands once in both, and what is alike in between."""
    i, i_end, j, j_end = span
    tail = _alike(one[i:i_end][::-1], other[j:j_end][::-1])
    if tail:
        yield Run(i_end - tail, j_end - tail, tail)
        i_end, j_end = i_end - tail, j_end - tail
    head = _alike(one[i:i_end], other[j:j_end])
    if head:
        yield Run(i, j, head)
        i, j = i + head, j + head
    if i == i_end or j == j_end:
        return
    anchors = _anchors(one, other, (i, i_end, j, j_end), gram)
    if anchors:
        yield from anchors
        ends = [*anchors, Run(i_end, j_end, 0)]
        for run in ends:
            yield from _shared(one, other, (i, run.one, j, run.other), gram)
            i, j = run.one + run.size, run.other + run.size
    elif (i_end - i) * (j_end - j) <= _ROOM:
        yield from _likeness(one, other, (i, i_end, j, j_end))


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _anchors(one: str, other: str, span: _Span, gram: int) -> list[Run]:
    """The longest chain of runs that hold a piece which stands once in both texts."""
    i, i_end, j, j_end = span
    here, there = _single(one, i, i_end, gram), _single(other, j, j_end, gram)
    pairs = [(at, there[piece]) for piece, at in here.items() if piece in there]
    runs: list[Run] = []
    for at, place in _rising(sorted(pairs)):
        last = runs[-1] if runs else None
        if last and at < last.one + last.size and at - last.one == place - last.other:
            runs[-1] = Run(last.one, last.other, at - last.one + gram)
        elif not last or (at >= last.one + last.size and place >= last.other + last.size):
            runs.append(Run(at, place, gram))
    return runs


def _single(text: str, start: int, end: int, gram: int) -> dict[str, int]:
    """The pieces of a text that stand in it once, and where."""
    seen: dict[str, int] = {}
    for at in range(start, end - gram + 1):
        piece = text[at : at + gram]
        seen[piece] = -1 if piece in seen else at
    return {piece: at for piece, at in seen.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of the chains in which both places rise."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(ends[length - 1] if length else -1)
        if length == len(lowest):
            lowest.append(place)
            ends.append(at)
        else:
            lowest[length], ends[length] = place, at
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _likeness(one: str, other: str, span: _Span) -> Iterator[Run]:
    """The longest letters in common of two short texts.

    Of words that stand twice, those count that go on: from the last run to the first, each reaches back as far as it
    can.
    """
    from rapidfuzz.distance import LCSseq

    i, i_end, j, j_end = span
    steps = [step for step in LCSseq.opcodes(one[i:i_end], other[j:j_end]) if step.tag == "equal"]
    for step in reversed(steps):
        start, place = i + step.src_start, j + step.dest_start
        size = min(step.src_end - step.src_start, i_end - start, j_end - place)
        if size <= 0:
            continue
        while start > i and place > j and one[start - 1] == other[place - 1]:
            start, place, size = start - 1, place - 1, size + 1
        yield Run(start, place, size)
        i_end, j_end = start, place
