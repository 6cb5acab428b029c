"""The tokens of a style, a language and a width in; what a form needs to know of what it is drawn on out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from briefpress import lettering
from briefpress.charts import letters
from briefpress.charts.sizes import NARROW, TALL, WIDE
from briefpress.colours import NoColourError, colour_of
from briefpress.contrast import ratio

COLOURS = 6
"""How many colours a style has for series: its tokens chart-1 to chart-6."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on: the tokens of its style, the language of its brief, its width in pixels.

    `reach` are two figures that its scale must reach, where it shares that with other charts.
    `margins` are the pixels that words want on these before and behind what lies; `named` is whether its series are
    named on it, and not beside.
    """

    tokens: Mapping[str, str]
    lang: str = "en"
    width: int = WIDE
    reach: tuple[float, ...] = ()
    margins: tuple[int, int] = (0, 0)
    named: bool = True

    @property
    def size(self) -> float:
        """The size of letters, in pixels; contrast.py tells of what is no number."""
        with suppress(ValueError):
            return min(40.0, max(6.0, float(self.tokens["chart-letters"])))
        return 13.0

    @property
    def family(self) -> str:
        """The families of its letters: the style's, and for Chinese characters that of its language's region.

        Whatever else the style's lack, a printing program finds in the order of the machine's fonts, Japanese first.
        """
        house, *rest = (part.strip().replace('"', "") for part in self.tokens["display-font"].split(","))
        own = lettering.cjk(self.lang)
        return ", ".join([house, *(own.sans if own else ()), *rest])

    @property
    def line(self) -> float:
        """From one line of letters to the next, in pixels."""
        return round(1.2 * self.size, 1)

    @property
    def tall(self) -> float:
        """How high a drawing may be, in pixels: on a page as high as this holds, on a phone as high as it gets."""
        return math.inf if self.width <= NARROW else TALL

    @property
    def colours(self) -> list[str]:
        """The colours of series, of which neighbours differ in lightness."""
        return [self.tokens[f"chart-{n}"] for n in range(1, COLOURS + 1)]

    def breadth(self, words: str) -> float:
        """About how wide words are, in pixels."""
        return letters.breadth(words) * self.size

    def wrapped(self, words: str, room: float) -> list[str]:
        """Words in lines that so many pixels have room for."""
        return letters.wrapped(words, room / self.size, self.lang)

    def on(self, ground: str) -> str:
        """The colour of words on a coloured ground: that of the page or the ink, whichever is read more easily."""
        words = self.tokens["page"], self.tokens["ink"]
        with suppress(NoColourError):  # contrast.py tells of what is none
            under = colour_of(ground, {})
            return max(words, key=lambda colour: ratio(colour_of(colour, {}), under))
        return words[1]
