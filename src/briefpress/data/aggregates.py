"""Exact numbers in; what they come to — their sum, mean, median, least or greatest — exactly, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction


def total(numbers: Sequence[Fraction]) -> Fraction:
    """Their sum."""
    return sum(numbers, Fraction(0))


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """Their sum by their number, of which there is one at least."""
    return total(numbers) / len(numbers)


def median(numbers: Sequence[Fraction]) -> Fraction:
    """The one in the middle, or what lies halfway between the two that are."""
    ranked, half = sorted(numbers), len(numbers) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


OF_NUMBERS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": total, "mean": mean, "median": median, "min": min, "max": max,
}  # fmt: skip
"""What numbers come to, by the names that tables and values have for it."""
