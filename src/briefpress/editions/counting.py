"""What changed between two editions in; what counts of it, each thing once and where it is now, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from briefpress.editions.changes import Changes, SectionChange, UnitChange

Became = Literal["", "same", "added", "removed", "reworded", "moved"]

FIGURES = ("figure", "table")


def became(unit: UnitChange) -> Became:
    """What became of a unit, as it counts; nothing of one that stays, or is told where it moved to."""
    if unit.way == "away" or not unit.changed:
        return ""
    return "moved" if unit.move and unit.how == "same" else unit.how


def counting(section: SectionChange, changes: Changes) -> Iterator[UnitChange]:
    """The units of a section that count: no heading that is told as the title of a section, here or elsewhere."""
    titles = {other.title for other in changes.sections if split_from(other, changes)}
    for place, unit in enumerate(section.units):
        heading = unit.sort == "heading"
        called = heading and (
            (place == 0 and (section.was or section.how == "added"))
            or (unit.how == "removed" and unit.blocks[0].block.words in titles)
        )
        if became(unit) and not called:
            yield unit


def split_from(section: SectionChange, changes: Changes) -> str:
    """The title of the section that a new one was a part of: half of its units or more moved here from there."""
    units = [unit for unit in section.units if unit.sort != "heading"]
    here = [unit.move for unit in units if unit.way == "here"]
    if section.how != "added" or not here:
        return ""
    origins = {unit.move: other.title for other in changes.sections for unit in other.units if unit.way == "away"}
    [(title, count)] = Counter(origins[move] for move in here).most_common(1)
    return title if 2 * count >= len(units) else ""
