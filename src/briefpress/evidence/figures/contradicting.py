"""A figure of the brief and a document that lacks it in; the figure that the document has of the same measure, out."""

from __future__ import annotations

import re
from itertools import islice

from briefpress.evidence.figures.concordance import Concordance
from briefpress.evidence.figures.daysintext import Day
from briefpress.evidence.figures.findingfigures import context
from briefpress.evidence.figures.quantities import DATE, Quantity
from briefpress.evidence.figures.stated import Stated
from briefpress.evidence.figures.subjects import stems

LEAST = 2
"""So many words that tell what it is about a sentence must share with the brief's to speak of the same."""

_COUNTED = re.compile(r"(?:[\s\u00a0]+[^\W\d_][\w’'-]*){1,3}")


def rival(stated: Stated, document: Concordance) -> tuple[int, int] | None:
    """The index of the figure of the same measure with another value, and how many words its sentence shares.

    Of the same measure is what has the same unit, or counts the same things, in a sentence that shares at least two
    words (one, if there is but one) and a third of those around the brief's figure; of dates only days, of which half
    must be shared. What bears out another figure of the brief's sentence is none, but speaks for its own sentence.
    """
    quantity, about = stated.quantity, context(stated)
    dated = quantity.unit == DATE
    if quantity.ordinal or (dated and not all(day.day and day.month for day in quantity.days)):
        return None
    if not about:
        return None
    least = max(min(LEAST, len(about)) + dated, len(about) / (2 if dated else 3))
    best: tuple[int, int, int] | None = None
    words = document.document.text.words
    for index, shared in alike(stated, document, about).items():
        figure = document.figures[index]
        if shared < least:
            continue
        if dated and not all(day.day and day.month for day in figure.days):
            continue
        shared += sum(any(same(other, mine) for mine in stated.others) for other in islice(document.beside(index), 9))
        near = len(about & stems(words[max(0, figure.begin - 60) : figure.end + 60]))
        if best is None or (shared, near, -index) > best:
            best = shared, near, -index
    return (-best[2], best[0]) if best else None


def alike(stated: Stated, document: Concordance, about: frozenset[str]) -> dict[int, int]:
    """The figures with the unit of one of the brief, or that count the same things, that bear out none of its sentence.

    By the index of each, how many words its sentence shares with what the brief's is about.
    """
    unit, words = stated.quantity.unit, document.document.text.words
    things = counted(stated.claim.sentence.text, stated.quantity.end)
    found = {}
    for index, shared in document.alike(unit, about).items():
        figure = document.figures[index]
        if figure.ordinal or any(same(figure, other) for other in stated.others):
            continue
        if unit or things & counted(words, figure.end):
            found[index] = shared
    return found


def counted(text: str, end: int) -> frozenset[str]:
    """What a number that ends at an offset counts: the words behind it."""
    match = _COUNTED.match(text, end)
    return stems(match[0]) if match else frozenset()


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have a value in common as they are rounded, or one date lies in the other."""
    if one.unit != other.unit:
        return False
    if one.unit == DATE:
        return any(mine in _coarser(yours) or yours in _coarser(mine) for mine in one.days for yours in other.days)
    return any(
        abs(mine.value - yours.value) <= max(mine.step, yours.step) / 2
        for mine in one.amounts
        for yours in other.amounts
    )


def _coarser(day: Day) -> tuple[Day, ...]:
    return tuple(day.coarser)
