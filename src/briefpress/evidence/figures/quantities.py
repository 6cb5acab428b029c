"""A text in; its figures out: numbers, shares, sums of money, measures and dates, each with its part of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from briefpress.evidence.figures import numberwords, numerals, units
from briefpress.evidence.figures.daysintext import Day, dates
from briefpress.evidence.figures.numerals import Amount
from briefpress.evidence.figures.occurrences import digits
from briefpress.evidence.figures.sharesinwords import shares

DATE = "date"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: where it begins and ends, its unit, and its value, or the two ends of a range.

    The unit is that of `units`, `date`, or nothing for a plain number. `spelled` is one in words, `ordinal` a place in
    an order. `other` is what it can stand for besides: 1.960 where nobody knows which sign parts decimals.
    """

    begin: int
    end: int
    unit: str
    values: tuple[Amount, ...] | tuple[Day, ...]
    spelled: bool = False
    ordinal: bool = False
    other: tuple[Amount, ...] = ()

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Its values where they are numbers."""
        return tuple(value for value in self.values if isinstance(value, Amount))

    @property
    def days(self) -> tuple[Day, ...]:
        """Its values where they are dates."""
        return tuple(value for value in self.values if isinstance(value, Day))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text's figures are read: its languages by their tags, the likeliest first, and its sign of decimals.

    That is `sure` where its author is known to keep to it.
    """

    languages: tuple[str, ...]
    decimal: str = ""
    sure: bool = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages without their regions, each once."""
        return _codes(self.languages)


@cache
def _codes(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.partition("-")[0].lower() for tag in tags))


_LETTERS = "A-Za-z_\u00c0-\u1fff"
"""Letters of scripts that part words: a number that follows one is a part of a name, as in G7."""

_DIGITS = re.compile(rf"(?<![{_LETTERS}\d])(?<!\d[,.:/])(?<![{_LETTERS}][-‑]){numerals.NUMERAL}")
MOST_ALIKE = 20
"""A number that is more times another is no item of the same list."""

_COUNTED = re.compile(r"(?:\d|\bhalf|\bpour|\bpor|\bper)[\s\u00a0]?$")
_SCALE = re.compile(r"(?:[mb]illi|milliard|mill[oó]n)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|bis|à|a|до)\s|\sand\s")
_CHANGED = re.compile(
    r"\b(?:rose|rising|rises?|risen|grew|grow(?:s|n|ing)?|increas\w+|climb\w*|jump\w*|soar\w*|doubl\w+|tripl\w+"
    r"|fell|fall(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|cut|reduc\w+|lower\w*|rais(?:ed|es|ing)"
    r"|went|mov(?:ed|es|ing)|chang\w+|expand\w*|dwindl\w+|plung\w+|slid|slump\w*|sank|up|down"
    r"|stieg\w*|gestiegen|wuchs\w*|gewachsen|fiel\w*|gefallen|sank\w*|gesunken|erhöh\w+|gesenkt"
    r"|augment\w+|pass[éeant]+|baiss\w+|diminu\w+|chut\w+|aument\w+|subi\w+|cay\w+|baj\w+|disminu\w+|pas[aó]\w*"
    r"|вырос\w*|увелич\w+|снизил\w*|сократил\w*|упал\w*)\b[^.;:!?]*\b(?:from|von|d[eu]|с|со)\s$",
    re.IGNORECASE,
)
"""What changed from one number to another has both; it is no range."""

_CHANGE_REACH = 60
_LIST = re.compile(r",?\s(?:and|or|und|oder|et|ou|y|o|и|или)\s")
_BETWEEN = re.compile(r"(?:between|zwischen|entre|между)\s$", re.IGNORECASE)
_HALF_MORE = re.compile(r" and a half")


def quantities(text: str, reading: Reading) -> list[Quantity]:
    """The figures of a text in their order; none of them overlap."""
    starts = digits(text)
    found = [Quantity(d.begin, d.end, DATE, d.days) for d in dates(text, reading.languages, starts)]
    shared = (Quantity(begin, end, units.SHARE, (amount,), spelled=True) for begin, end, amount in shares(text, starts))
    found = _with(found, shared)
    for language in reading.codes:
        found = _with(found, _spelled(text, reading, language))
    return _ranges(text, _with(found, _in_digits(text, reading, starts)))


def _with(found: list[Quantity], more: Iterable[Quantity]) -> list[Quantity]:
    """Figures and, of some more, those that don't overlap with any of them, in their order."""
    begins, kept = [quantity.begin for quantity in found], list(found)
    for quantity in more:
        index = bisect_left(begins, quantity.end)
        if index == 0 or found[index - 1].end <= quantity.begin:
            kept.append(quantity)
    kept.sort(key=lambda quantity: quantity.begin)
    return kept


def _spelled(text: str, reading: Reading, language: str) -> Iterator[Quantity]:
    """Numbers in words, with their units."""
    for match in numberwords.runs(text, language):
        if _SCALE.match(match[0]) or _COUNTED.search(text, max(0, match.start() - 6), match.start()):
            # The million of `5.7 million`, the cent of `26 pour cent`.
            continue
        value = numberwords.value(match[0], language)
        if value is None:
            continue
        last = match.end()
        amount = Amount(value, numberwords.step(value, match[0]))
        if half := _HALF_MORE.match(text, last):
            amount, last = Amount(value + Fraction(1, 2), Fraction(1, 2)), half.end()
        yield _measured(text, match.start(), last, amount, reading, spelled=True)


def _in_digits(text: str, reading: Reading, starts: Sequence[int]) -> Iterator[Quantity]:
    last = floor = 0
    for start in starts:
        match = _DIGITS.match(text, start) if start >= last else None
        if match is None:
            continue
        begin, end = match.span()
        last = end
        if text[end : end + 1] in (":", "/") and text[end + 1 : end + 2].isdigit():
            continue
        if text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdigit():
            continue
        values = numerals.amounts(match[0], reading.decimal, sure=reading.sure)
        if not values:
            continue
        if order := _ORDINAL.match(text, end):
            yield Quantity(begin, order.end(), "", values[:1], ordinal=True)
            continue
        quantity = _measured(text, begin, end, values[0], reading, floor=floor)
        after = text[quantity.end : quantity.end + 1]
        if quantity.end == end and re.match(f"[{_LETTERS}]", after):
            # Part of a name: 5G, 3D.
            continue
        if len(values) > 1:
            factor = quantity.amounts[0].step / values[0].step
            quantity = replace(quantity, other=tuple(value.times(factor) for value in values[1:]))
        floor = quantity.end
        yield quantity


def _measured(
    text: str, begin: int, end: int, amount: Amount, reading: Reading, *, spelled: bool = False, floor: int = 0
) -> Quantity:
    """A number with what it is counted in and its unit, which may stand before it or behind it."""
    name = ""
    if (ahead := units.BEFORE.search(text, max(floor, begin - 6), begin)) and ahead.lastgroup:
        name, begin = (units.SHARE if ahead.lastgroup == "share" else ahead.lastgroup), ahead.start()
    factor, last = units.scale(text, end, reading.codes, bool(name))
    if factor == 1 and not name:
        # In `5m euros` the money stands behind.
        short, beyond = units.scale(text, end, reading.codes, True)
        behind, _ = units.unit(text, beyond)
        if short != 1 and behind in units.CURRENCIES:
            factor, last = short, beyond
    amount = amount.times(factor)
    behind, closing = units.unit(text, last)
    if not name or behind == name:
        name, last = behind or name, closing if behind else last
    name, factor = units.BASES.get(name, (name, Fraction(1)))
    amount = amount.times(factor)
    return Quantity(begin, last, name, (amount,), spelled=spelled)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Figures with the two ends of a range made one; an end takes its unit from the other, as items of a list do."""
    kept: list[Quantity] = []
    chained = False
    for quantity in reversed(found):
        behind = kept[-1] if kept else None
        between = text[quantity.end : behind.begin] if behind and behind.begin - quantity.end < 8 else ""
        if behind is None or not between or len(quantity.values) > 1 or quantity.ordinal or behind.ordinal:
            kept.append(quantity)
            chained = False
            continue
        alike = quantity.unit == behind.unit or (not quantity.unit and behind.unit != DATE)
        ranged = len(behind.values) == 1 and bool(_RANGE.fullmatch(between))
        if ranged and between.strip() == "and":
            ranged = bool(_BETWEEN.search(text, max(0, quantity.begin - 10), quantity.begin))
        chained = bool(_LIST.fullmatch(between)) or (chained and between == ", ")
        if alike and (ranged or chained) and behind.unit != DATE:
            quantity = _of_unit(quantity, behind)
        if ranged and quantity.unit != DATE:
            ranged = not _CHANGED.search(text, max(0, quantity.begin - _CHANGE_REACH), quantity.begin)
        if alike and ranged and quantity.unit == behind.unit:
            both = (*quantity.values, *behind.values)
            joined = replace(quantity, end=behind.end, values=both, spelled=quantity.spelled and behind.spelled)
            kept[-1] = joined
        else:
            kept.append(quantity)
    kept.reverse()
    return kept


def _of_unit(quantity: Quantity, behind: Quantity) -> Quantity:
    """A plain number with the unit of the one behind it, and its thousands or millions where those make it the less."""
    if quantity.unit or not quantity.amounts:
        return quantity
    first, second = quantity.amounts[0], behind.amounts[0]
    if first.value > MOST_ALIKE * second.value:
        # In `121,400, or 65 per cent` the one explains the other.
        return quantity
    factor = next(
        (Fraction(10**p) for p in (12, 9, 6, 3) if second.value >= 10**p and second.step >= 10 ** (p - 3)), None
    )
    if factor and second.value.denominator == 1 and first.value < 1000 <= second.value and second.step != 1:
        first = first.times(factor)
    return replace(quantity, unit=behind.unit, values=(first,), other=())
