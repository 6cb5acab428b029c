"""A figure of the brief and a document's figures in; those that bear it out, the best first, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from briefpress.evidence.figures import units
from briefpress.evidence.figures.agreement import agree, bounds
from briefpress.evidence.figures.concordance import Concordance
from briefpress.evidence.figures.currencies import alike, currency
from briefpress.evidence.figures.daysintext import Day
from briefpress.evidence.figures.hedges import Hedge
from briefpress.evidence.figures.numerals import Amount
from briefpress.evidence.figures.quantities import DATE, Quantity
from briefpress.evidence.figures.stated import Stated
from briefpress.evidence.figures.subjects import stems

NEAR = 80
"""How far apart the two ends of a range may stand."""

MOST = 2000
"""Of more figures that agree with one, as two does with every 2, no more are looked at."""

_WIDE: tuple[Hedge, ...] = ("over", "at least", "under", "at most")
"""Hedges that hold of so many numbers that one of them bears a figure out only where it speaks of the same."""

LARGE = 10**6
"""From here on a number is the same with its currency and without."""


@dataclass(frozen=True, slots=True)
class Borne:
    """A figure of a document that bears out one of the brief: its index, how much else is shared, what differs.

    It is `close` where its value is nearly the same.
    """

    index: int
    shared: int
    equal: bool
    hedge: Hedge
    close: bool = True


def context(stated: Stated, reach: int = 100) -> frozenset[str]:
    """What the words around a figure of the brief are about."""
    text, claim = stated.claim.sentence.text, stated.claim
    begin, end = max(0, claim.begin - reach), min(len(text), claim.end + reach)
    # Between words, so that no half of one is taken for another.
    begin = text.find(" ", begin, claim.begin) + 1 or claim.begin if begin else 0
    end = max(text.rfind(" ", claim.end, end), claim.end) if end < len(text) else end
    return stems(text[begin : claim.begin]) | stems(text[claim.end : end])


def borne_out(stated: Stated, document: Concordance) -> list[Borne]:
    """Every figure of a document that agrees with one of the brief: those in whose sentence most else is shared first.

    An amount agrees by `agreement.agree`, with the same unit; a plain number of the document where its sentence has
    that unit beside it, as a table or a list does. A date agrees with the same one and with a more exact one.
    """
    quantity = stated.quantity
    found = _days(quantity, document) if quantity.unit == DATE else _amounts(stated, document)
    about = context(stated)
    weighed = [replace(one, shared=len(about & document.about(one.index))) for one in islice(found, MOST)]
    if stated.hedge in _WIDE:
        weighed = [one for one in weighed if one.close or one.shared or not about]
    if not weighed and quantity.other:
        # 1.960 in an English text is most likely about two, but may be about two thousand.
        return borne_out(replace(stated, quantity=replace(quantity, values=quantity.other, other=())), document)
    return sorted(weighed, key=lambda one: (-one.shared, not one.equal, one.hedge != stated.hedge, one.index))


def _days(quantity: Quantity, document: Concordance) -> Iterator[Borne]:
    first, *rest = (_on(day, document) for day in quantity.days)
    if all(rest):
        for index in first:
            yield Borne(index, 0, True, "")


def _on(day: Day, document: Concordance) -> list[int]:
    if found := document.on(day):
        return found
    if day == Day(day.year):
        # 1960 without a sign in it is a year or a number.
        return [index for index, _ in document.within("", day.year, day.year)]
    return []


def _amounts(stated: Stated, document: Concordance) -> Iterator[Borne]:
    quantity = stated.quantity
    first, *rest = quantity.amounts
    if not rest:
        yield from _agreeing(stated, first, document)
        return
    found = list(_agreeing(stated, first, document))
    other_end = {borne.index for amount in rest for borne in _agreeing(stated, amount, document)}
    near = [one for one in found if any(_near(document, one.index, i) for i in _around(one.index) if i in other_end)]
    if near:
        yield from near
        return
    # Both ends may stand in one sentence, each with its own words around it.
    sentences = {document.sentence(index) for index in islice(sorted(other_end), MOST)}
    yield from (one for one in islice(found, MOST) if document.sentence(one.index) in sentences)


def _around(index: int) -> range:
    return range(max(0, index - 2), index + 3)


def _near(document: Concordance, index: int, other: int) -> bool:
    return abs(document.figures[index].begin - document.figures[other].begin) <= NEAR


def _agreeing(stated: Stated, amount: Amount, document: Concordance) -> Iterator[Borne]:
    """The figures of a document that agree with a number."""
    unit, hedged = stated.quantity.unit, stated.hedge
    share = unit in (units.SHARE, units.POINTS)
    wide = bounds(amount, hedged, share)
    money = _currency(stated.claim.sentence.text, stated.quantity)
    for theirs in _units(stated, amount, document):
        for index, found in document.within(theirs, float(wide.low), float(wide.high)):
            figure = document.figures[index]
            if figure.ordinal and not stated.quantity.ordinal:
                continue
            if not alike(money, _currency(document.document.text.words, figure)):
                continue
            if not theirs and unit and not _of_unit(document, index, unit, amount, found):
                continue
            hedge = document.hedge(index)
            if agree(amount, hedged, found, hedge, share):
                apart = abs(found.value - amount.value)
                yield Borne(index, 0, not apart, hedge, close=apart * 50 <= amount.value)


def _currency(text: str, quantity: Quantity) -> str:
    return currency(text, quantity.begin, quantity.end, quantity.unit)


def _units(stated: Stated, amount: Amount, document: Concordance) -> Iterable[str]:
    """The units of a document in which a number may stand there."""
    unit = stated.quantity.unit
    if unit:
        return (unit, "")
    if stated.claim.sentence.role == "cell":
        # The head of its column may have the unit.
        return document.units
    return ("", *(units.CURRENCIES if amount.value >= LARGE else ()))


def _of_unit(document: Concordance, index: int, unit: str, amount: Amount, found: Amount) -> bool:
    """Whether a plain number of a document has a unit by what stands beside it; only one that is hardly another."""
    if unit in units.CURRENCIES and found.value >= LARGE:
        return True
    return abs(found.value - amount.value) <= amount.step and any(
        other.unit == unit for other in document.beside(index)
    )


def difference(stated: Stated, document: Concordance) -> tuple[int, int] | None:
    """Two shares in one sentence of a document that lie as far apart as the brief says, in percentage points.

    The indexes of those whose sentence shares most with the brief's; the same twice for the two ends of a range.
    """
    if stated.quantity.unit != units.POINTS or len(stated.quantity.values) > 1:
        return None
    wanted = bounds(stated.quantity.amounts[0], stated.hedge, share=True)
    about = context(stated)
    found: list[tuple[int, int, int]] = []
    shares = [index for index, figure in enumerate(document.figures) if figure.unit == units.SHARE]
    for one, index in enumerate(shares):
        first, end = document.figures[index], document.sentence(index)[1]
        for other in shares[one : one + 9]:
            second = document.figures[other]
            if second.begin >= end:
                break
            if wanted.hold(abs(first.amounts[0].value - second.amounts[-1].value)):
                found.append((len(about & document.about(index)), -index, other))
    if not found:
        return None
    _, index, other = max(found)
    return -index, other
