"""The sections of two editions in; which of the one became which of the other, and which moved, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from briefpress.editions.aligning import Match, rising
from briefpress.editions.text import SectionText

_SHARED = 0.5
"""From this part of their words in common on, a section was made of another, whatever they are called."""

_SOME = 0.15
"""So many words in common have two sections of one file, or of one title, of which one was made of the other."""


def paired(old: Sequence[SectionText], new: Sequence[SectionText]) -> list[Match]:
    """Every section once, in the order of the new edition; what went stands behind what it stood behind.

    The same file with the same title comes first, then the same title, the same file, and those that are alike.
    """
    known: dict[tuple[str, int], int] = {}
    words = [_words(section, known) for section in old], [_words(section, known) for section in new]
    found: dict[int, int] = {}
    left = set(range(len(new)))

    def common(i: int, j: int) -> float:
        most = max(words[0][i].bit_count(), words[1][j].bit_count())
        return (words[0][i] & words[1][j]).bit_count() / most if most else 1.0

    tests: tuple[Callable[[int, int], float], ...] = (
        lambda i, j: float(old[i].path == new[j].path and old[i].title == new[j].title),
        lambda i, j: float(old[i].title == new[j].title and common(i, j) >= _SOME),
        lambda i, j: float(old[i].path == new[j].path and common(i, j) >= _SOME),
        lambda i, j: share if (share := common(i, j)) >= _SHARED else 0.0,
    )
    for test in tests:
        for i in (i for i in range(len(old)) if i not in found):
            scores = {j: test(i, j) for j in sorted(left)}
            best = max(scores, key=scores.__getitem__, default=None)
            if best is not None and scores[best]:
                found[i] = best
                left.discard(best)
    return _in_order(len(old), len(new), found)


def _in_order(before: int, after: int, found: dict[int, int]) -> list[Match]:
    became = {j: i for i, j in found.items()}
    out: list[Match] = [(became.get(j), j) for j in range(after)]
    for i in (i for i in range(before) if i not in found):
        place = next((at for at, (one, _) in enumerate(out, 1) if one == i - 1), 0)
        out.insert(place, (i, None))
    return out


def moved(pairs: Sequence[Match]) -> set[int]:
    """The places of the pairs that stand elsewhere among the others than they did: as few as explain the new order."""
    both = [(at, one) for at, (one, other) in enumerate(pairs) if one is not None and other is not None]
    stayed = {both[index][0] for index in rising([one for _, one in both])}
    return {at for at, _ in both} - stayed


def _words(section: SectionText, known: dict[tuple[str, int], int]) -> int:
    """The words of a section, each time that one stands there as a bit of its own; `known` has which.

    So each section can be held against all others: two hundred sections on each side take a fifth of a second.
    """
    count: Counter[str] = Counter()
    bits = bytearray()
    for word in (word for block in section.blocks for word in block.told.casefold().split()):
        place = known.setdefault((word, count[word]), len(known))
        bits.extend(bytes(max(0, place // 8 + 1 - len(bits))))
        bits[place // 8] |= 1 << place % 8
        count[word] += 1
    return int.from_bytes(bits, "little")
