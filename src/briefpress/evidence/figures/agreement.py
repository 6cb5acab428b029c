"""A figure of the brief and one of a document in; whether the one may be said where the other stands, out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from briefpress.evidence.figures.hedges import Hedge
from briefpress.evidence.figures.numerals import Amount

_ABOUT, _NEARLY = Fraction(1, 20), Fraction(1, 10)
"""How far what is called about a number, or nearly one, may lie from it, at most."""

_FULL = Fraction(1, 80)
"""How far a number written out in full with noughts at its end, 115,000, may lie from what it rounds."""

_SCALED = Fraction(1, 20)
"""The same of one with a word for its noughts: 2 million is not said of 2.3."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that a figure may stand for, and whether the ends are among them."""

    low: Fraction
    high: Fraction
    with_low: bool = True
    with_high: bool = True

    def hold(self, value: Fraction) -> bool:
        """Whether a value lies within."""
        return self.low < value < self.high or (
            (self.with_low and value == self.low) or (self.with_high and value == self.high)
        )


def bounds(amount: Amount, hedge: Hedge, share: bool = False) -> Bounds:
    """What a figure as it is written, rounded as it is and hedged, may be said of.

    Without a hedge it stands for what rounds to it: 26 per cent for 26.4, 115,000 for 115,183. A hedge widens that:
    about, to half of its last digit that is no nought (five also counts for one); more than, to a quarter above it or
    its next round number; nearly, to a tenth below it; less than and up to, to a quarter below it.
    """
    value, coarse = amount.value, _round_step(amount)
    if hedge == "about":
        room = max(min(coarse / 2, abs(value) * _ABOUT), _rounding(amount, share))
        return Bounds(value - room, value + room)
    if hedge in ("over", "at least"):
        return Bounds(value, value + max(coarse, value / 4), with_low=hedge == "at least")
    if hedge == "nearly":
        return Bounds(value * (1 - _NEARLY), value, with_high=False)
    if hedge in ("under", "at most"):
        return Bounds(value * Fraction(3, 4), value, with_high=hedge == "at most")
    room = _rounding(amount, share)
    return Bounds(value - room, value + room)


def _rounding(amount: Amount, share: bool) -> Fraction:
    """How far what a figure rounds may lie from it: half of what its last written digit counts, within reason."""
    written = amount.value / amount.step
    if not share and amount.step >= 1 and (amount.step == 1 or written >= 1000):
        # In full, be it in kilograms what was written in tonnes.
        coarse = _noughts(written) * amount.step
        return min(coarse / 2, abs(amount.value) * _FULL) if coarse > amount.step else amount.step / 2
    if amount.step > 1 and not share:
        return min(amount.step / 2, abs(amount.value) * _SCALED)
    return amount.step / 2


def _noughts(value: Fraction) -> Fraction:
    """What the last digit of a whole number counts that is no nought: 1,000 in 115,000."""
    power = 1
    while value and value % (power * 10) == 0:
        power *= 10
    return Fraction(power)


def _round_step(amount: Amount) -> Fraction:
    """The same where five counts for a nought as well, as in `about 25`; of a number with decimals, its last one."""
    if amount.value.denominator != 1 or amount.value == 0:
        return amount.step
    step = _noughts(amount.value)
    return max(amount.step, step * 5 if (amount.value / step) % 5 == 0 else step)


_UPWARD: tuple[Hedge, ...] = ("over", "at least")
_DOWNWARD: tuple[Hedge, ...] = ("under", "at most", "nearly")


def agree(amount: Amount, hedge: Hedge, found: Amount, theirs: Hedge, share: bool = False) -> bool:
    """Whether a figure of the brief agrees with one of a document; each with its hedge.

    With the same hedge the same number does. No bound agrees with one the other way, nor with the number itself that
    it is said to be above or below. (The over of `burned over 4,870 hectares` may be none: below 5,000 it is let pass.)
    """
    if found.value == amount.value:
        if hedge in ("over", "at least"):
            return theirs in _UPWARD or (hedge == "at least" and not theirs)
        if hedge in _DOWNWARD:
            return theirs in _DOWNWARD or (hedge == "at most" and not theirs)
        return True
    if hedge in _UPWARD and theirs in _DOWNWARD:
        return False
    return bounds(amount, hedge, share).hold(found.value)
