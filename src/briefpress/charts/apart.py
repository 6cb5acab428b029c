"""Where labels belong, and how much room each wants, in; where they stand without touching, as near as can be, out."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], room: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of labels along one side, pushed apart within two ends. They keep their order.

    Labels that touch are taken together, and together stand where the sum of the squares of their ways is least
    (pool adjacent violators, as in isotonic regression). Where the ends have no room for all, they go over both.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    spare = high - low - sum(room)
    if spare < 0:
        low, high = low + spare / 2, high - spare / 2
    groups: list[tuple[float, float, list[int]]] = []  # the top of a group where it would stand, its room, its labels
    for i in order:
        top, size, held = wanted[i] - room[i] / 2, room[i], [i]
        top = min(max(top, low), high - size)
        while groups and groups[-1][0] + groups[-1][1] > top:
            above, height, others = groups.pop()
            # The mean of the tops that each label would give the group.
            top = (above * len(others) + (top - height) * len(held)) / (len(others) + len(held))
            size, held = height + size, others + held
            top = min(max(top, low), high - size)
        groups.append((top, size, held))
    out = [0.0] * len(wanted)
    for top, _, held in groups:
        for i in held:
            out[i] = round(top + room[i] / 2, 2)
            top += room[i]
    return out
