"""Two sequences in; which item of the one became which of the other, in one order, out.

What is the same is matched first, then what is alike in the gaps between. Bounded: a gap of n by m items costs at most
some thousand comparisons, or n times a few where it is longer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

Match = tuple[int | None, int | None]
"""The places of an item in the old and in the new sequence; None where it isn't."""

Likeness = Callable[[int, int], float]
"""How alike two items are, of 100: nought where one wasn't made of the other."""

_TABLE = 3_000
_NEAR = 10


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], likeness: Likeness) -> list[Match]:
    """Every item once, in the order of reading: what went stands before what came in its place."""
    if list(old) == list(new):
        return [(index, index) for index in range(len(old))]
    out: list[Match] = []
    before = after = 0
    for one, other in [*_same(old, new), (len(old), len(new))]:
        out += _gap(range(before, one), range(after, other), likeness)
        if one < len(old):
            out.append((one, other))
        before, after = one + 1, other + 1
    return out


def _same(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The most items that both have in the same order, each time one comes with the same time in the other."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(new):
        places[item].append(index)
    seen: dict[Hashable, int] = defaultdict(int)
    pairs = []
    for index, item in enumerate(old):
        there = places.get(item, ())
        if seen[item] < len(there):
            pairs.append((index, there[seen[item]]))
            seen[item] += 1
    return [pairs[index] for index in rising([other for _, other in pairs])]


def rising(values: Sequence[int]) -> list[int]:
    """The places of the longest run of values, each greater than the one before it."""
    tails: list[int] = []
    ends: list[int] = []
    came: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        came.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    out = []
    at = ends[-1] if ends else -1
    while at >= 0:
        out.append(at)
        at = came[at]
    return out[::-1]


def _gap(old: range, new: range, likeness: Likeness) -> Iterator[Match]:
    pairs = _alike(old, new, likeness) if old and new else []
    before, after = old.start, new.start
    for one, other in [*pairs, (old.stop, new.stop)]:
        yield from ((index, None) for index in range(before, one))
        yield from ((None, index) for index in range(after, other))
        if one < old.stop:
            yield (one, other)
        before, after = one + 1, other + 1


def _alike(old: range, new: range, likeness: Likeness) -> Sequence[tuple[int, int]]:
    """The pairs in one order that are most alike together; in a long gap, each with the most alike of those nearby."""
    if len(old) * len(new) > _TABLE:
        return list(_nearby(old, new, likeness))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    took = [[False] * len(new) for _ in old]
    for row, one in enumerate(old):
        for column, other in enumerate(new):
            score = likeness(one, other)
            apart = max(best[row][column + 1], best[row + 1][column])
            together = best[row][column] + score
            took[row][column] = score > 0 and together >= apart
            best[row + 1][column + 1] = max(apart, together)
    pairs = []
    row, column = len(old) - 1, len(new) - 1
    while row >= 0 and column >= 0:
        if took[row][column]:
            pairs.append((old[row], new[column]))
            row, column = row - 1, column - 1
        elif best[row][column + 1] >= best[row + 1][column]:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _nearby(old: range, new: range, likeness: Likeness) -> Iterator[tuple[int, int]]:
    at = new.start
    for one in old:
        scores = {other: likeness(one, other) for other in range(at, min(at + _NEAR, new.stop))}
        like = max(scores, key=scores.__getitem__, default=None)
        if like is not None and scores[like]:
            yield one, like
            at = like + 1
