"""A number in digits and a language's signs in; the values that it can have, out: 1,960 and 1.960, 26.4 and 26,4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

SPACES = " \u00a0\u202f\u2009"
"""What parts groups of three digits in print: a space, and those at which no line ends (ISO 80000-1, 7.3.1)."""

NUMERAL = (
    rf"(?:\d{{1,3}}(?:(?P<group>[,.'’{SPACES}])\d{{3}}(?:(?P=group)\d{{3}})*)(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
)
"""Digits with their separators. `group` may stand in a pattern once."""

MOST_DIGITS = 24
"""A longer number is no figure of a brief, but takes long to reckon with."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what its last written digit counts: 5.7 billion is exact to 0.1 billion."""

    value: Fraction
    step: Fraction = Fraction(1)

    def times(self, factor: Fraction) -> Amount:
        """The same with a word for thousands, millions or billions behind it."""
        return self if factor == 1 else Amount(self.value * factor, self.step * factor)


def amounts(digits: str, decimal: str = "", *, sure: bool = True) -> tuple[Amount, ...]:
    """What a number in digits can stand for where `decimal` parts its decimals: several values where that isn't known.

    Groups of three leave no doubt where there are two of them, or spaces between; `1,960` alone does, and `1,96` not.
    Nor does `1,960` where the point parts decimals; `1.960` does there unless that is `sure`, for many write it.
    """
    if sum(c.isdigit() for c in digits) > MOST_DIGITS:
        return ()
    plain = re.sub(rf"['’{SPACES}]", "", digits)
    signs = [c for c in plain if c in ".,"]
    if not signs:
        return (_amount(plain, ""),)
    last = signs[-1]
    if len(set(signs)) == 2:
        return (_amount(plain.replace(signs[0], ""), last),)
    if len(signs) > 1:
        return (_amount(plain.replace(last, ""), ""),)
    grouped = len(plain) - plain.index(last) == 4 and plain[0] != "0" and plain.index(last) <= 3
    if not grouped:
        return (_amount(plain, last),)
    whole, parted = _amount(plain.replace(last, ""), ""), _amount(plain, last)
    if not decimal:
        return whole, parted
    if last != decimal:
        return (whole,)
    return (parted,) if sure else (parted, whole)


def _amount(digits: str, decimal: str) -> Amount:
    whole, _, places = digits.partition(decimal) if decimal else (digits, "", "")
    if not places:
        return plain(int(whole))
    return Amount(Fraction(int(whole + places), 10 ** len(places)), Fraction(1, 10 ** len(places)))


_POINT = re.compile(r"(?<![\d.,])\d+\.\d{1,2}(?![\d.,]*\d)")
_COMMA = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d.,]*\d)")
SAMPLE = 200_000


def decimal_sign(text: str) -> str:
    """The sign by which a text parts decimals, as far as its numbers tell: nothing where they don't."""
    text = text[:SAMPLE]
    points, commas = len(_POINT.findall(text)), len(_COMMA.findall(text))
    if points == commas:
        return ""
    return "." if points > commas else ","


def plain(number: int) -> Amount:
    """A whole number as an amount."""
    return Amount(Fraction(number))
