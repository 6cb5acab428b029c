"""A number as a file writes it in; its exact value, and its digits as they are rounded and grouped, out."""

from __future__ import annotations

import re
from fractions import Fraction

from briefpress.data.rows import Value

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?", re.ASCII)
_DIGITS = 400
"""As many digits as the greatest number of a file can have, and some: beyond them a power of ten is a trap."""


def exact(text: str) -> Fraction | None:
    """The exact value of a number as it is written; None where the text is no number, or has too many digits."""
    found = _found(text)
    return Fraction(found[0]) if found else None


def exactly(value: Value | Fraction, text: str = "") -> Fraction | None:
    """The exact value of a cell, by its text where that is a number; None where the cell holds words."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str):
        return None
    found = exact(text)
    return exact(str(value)) if found is None else found


def decimals(text: str) -> int | None:
    """How many decimals a number as it is written has, those behind an exponent counted out; None for no number."""
    found = _found(text)
    return found[1] if found else None


def _found(text: str) -> tuple[str, int] | None:
    text = text.strip().replace("−", "-")
    if len(text) > _DIGITS or not (match := _NUMBER.fullmatch(text)):
        return None
    power = int(match[3] or 0) if len(match[3] or "") < 6 else _DIGITS + 1
    if abs(power) > _DIGITS:
        return None
    return text, max(0, len(match[1] or match[2] or "") - power)


def rounded(number: Fraction, places: int) -> Fraction:
    """A number rounded to so many decimals, a half away from nought, as editors and spreadsheets do."""
    scale: int = 10**places
    whole = (abs(number) * scale * 2 + 1) // 2
    return Fraction(whole if number >= 0 else -whole, scale)


def digits(number: Fraction, places: int) -> tuple[str, str]:
    """The digits of a number's size before and behind the point, once it is rounded."""
    scale: int = 10**places
    whole, part = divmod(int(abs(rounded(number, places)) * scale), scale)
    return str(whole), f"{part:0{places}}" if places else ""


def needed(number: Fraction, most: int) -> int:
    """How many decimals, of so many at most, a number wants, so that the last of them is no nought."""
    return next((n for n in range(most) if rounded(number, n) == rounded(number, most)), most)


def grouped(whole: str, sign: str, sizes: tuple[int, int]) -> str:
    """Digits in groups: the last as long as the first of the sizes, those before it as the second."""
    first, others = sizes
    groups = [whole[-first:]]
    rest = whole[:-first]
    while rest:
        groups.insert(0, rest[-others:])
        rest = rest[:-others]
    return sign.join(groups)
