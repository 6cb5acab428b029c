"""Units that went and units that came in; which of them moved, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefpress.editions.units import Unit

_ALIKE = 75.0
"""From here on, of 100, something that came elsewhere is what went, reworded."""

_LETTERS = 1_500
_SHORT = 40
"""With fewer letters, what is alike hasn't moved: it is said in two places. What is the same, and there once, has."""

_LEAST = 8
_MOST = 40_000
"""So many pairs are compared at most; beyond, only what is the same letter by letter has moved."""


def moves(gone: Sequence[Unit], come: Sequence[Unit]) -> list[tuple[int, int]]:
    """The places of what moved, in the order in which it came: what is the same first, then what is most alike."""
    found = _same(gone, come)
    left = set(range(len(gone))) - found.keys(), set(range(len(come))) - set(found.values())
    for one, other in _alike(gone, come, sorted(left[0]), sorted(left[1])):
        found[one] = other
    return sorted(found.items(), key=lambda pair: pair[1])


def _same(gone: Sequence[Unit], come: Sequence[Unit]) -> dict[int, int]:
    places: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((gone, come)):
        for index, unit in enumerate(units):
            places[unit.identity][side].append(index)
    return {
        was[0]: now[0] for was, now in places.values() if len(was) == len(now) == 1 and len(gone[was[0]].told) >= _LEAST
    }


def _alike(
    gone: Sequence[Unit], come: Sequence[Unit], before: Sequence[int], after: Sequence[int]
) -> list[tuple[int, int]]:
    if len(before) * len(after) > _MOST:
        return []
    from rapidfuzz import fuzz

    scored = [
        (score, one, other)
        for one in before
        for other in after
        if gone[one].sort == come[other].sort
        and min(len(gone[one].told), len(come[other].told)) >= _SHORT
        and (score := fuzz.ratio(gone[one].told[:_LETTERS], come[other].told[:_LETTERS], score_cutoff=_ALIKE))
    ]
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, one, other in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if one not in used[0] and other not in used[1]:
            pairs.append((one, other))
            used[0].add(one)
            used[1].add(other)
    return pairs
