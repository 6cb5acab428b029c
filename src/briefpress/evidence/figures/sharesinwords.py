"""A text in; the shares that it has in words, out: a third, two in five, half of the vote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from briefpress.evidence.figures.numerals import Amount
from briefpress.evidence.figures.occurrences import lowered, occurrences

_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PART = re.compile(rf"(?P<part>{'|'.join(_PARTS)})s?\b")
_COUNT = re.compile(rf"(?<!\w)(?P<count>{'|'.join(COUNTS[:9])}|an?)[ -]$")
_RATIO = re.compile(
    rf"(?P<count>{'|'.join(COUNTS)}) (?:(?!of\b)[a-z]+ ){{0,2}}(?:in|out of)(?: every)? "
    rf"(?P<whole>{'|'.join((*_TEENS, *COUNTS[1:]))}|a hundred|\d{{1,3}})\b"
)
_IN_DIGITS = re.compile(
    r"(?<![\d.,])(?P<count>\d{1,2}) (?:in|out of) (?P<whole>\d|10|20|100)\b"
    r"(?![.,]?\d| (?:year|month|week|day|hour)s?\b)"
)
_HALF = re.compile(r"half(?: (?:of|the|its|their|a million|all)\b)")
_CLEAR = re.compile(r" (?:of|lower|higher|more|less|fewer|larger|smaller|cheaper)\b")
_SAID = re.compile(r"(?:about|around|nearly|almost|roughly|than|over|some|least|under|one) $")


def shares(text: str, starts: Iterable[int]) -> Iterator[tuple[int, int, Amount]]:
    """Each share in words: where it begins and ends, and what it is of a hundred.

    `A third course` and `a quarter` of a year are none: a part with `a` before it is one where `of` or a
    word such as lower stands behind it, or one such as nearly before it. `starts` is where digits begin.
    """
    small = lowered(text)
    for at in occurrences(small, COUNTS):
        if ratio := _RATIO.match(small, at):
            whole = ratio["whole"]
            among = (
                100 if whole == "a hundred" else int(whole) if whole.isdigit() else (*COUNTS, *_TEENS).index(whole) + 1
            )
            yield from _share(at, ratio.end(), COUNTS.index(ratio["count"]) + 1, among)
    for at in starts:
        if ratio := _IN_DIGITS.match(small, at):
            yield from _share(*ratio.span(), int(ratio["count"]), int(ratio["whole"]))
    for at in occurrences(small, _PARTS):
        part, count = _PART.match(small, at), _COUNT.search(small, max(0, at - 7), at)
        if part is None or count is None:
            continue
        begin, end, number = count.start(), part.end(), count["count"]
        if number not in COUNTS and not (_CLEAR.match(small, end) or _said(small, begin)):
            continue
        yield from _share(begin, end, COUNTS.index(number) + 1 if number in COUNTS else 1, _PARTS[part["part"]])
    for at in occurrences(small, ["half"]):
        if _HALF.match(small, at) or _said(small, at):
            yield from _share(at, at + 4, 1, 2)


def _said(small: str, at: int) -> bool:
    return bool(_SAID.search(small, max(0, at - 9), at))


def _share(begin: int, end: int, part: int, whole: int) -> Iterator[tuple[int, int, Amount]]:
    """A share as people say it: within one and a half of a hundred, and closer where it is small."""
    if 0 < part < whole:
        share = Fraction(100 * part, whole)
        yield begin, end, Amount(share, min(Fraction(3), share / 5))
