"""The tokens of a style, a language and a width in; what a form needs to know of what it is drawn on out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from briefpress.charts.sizes import WIDE

LETTER = 0.51
"""About how wide a letter is, as a part of its size."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on: the tokens of its style, the language of its brief, its width in pixels."""

    tokens: Mapping[str, str]
    lang: str = "en"
    width: int = WIDE

    @property
    def size(self) -> float:
        """The size of letters, in pixels; contrast.py tells of what is no number."""
        with suppress(ValueError):
            return min(40.0, max(6.0, float(self.tokens["chart-letters"])))
        return 13.0

    @property
    def letter(self) -> float:
        """About how wide a letter is, in pixels."""
        return LETTER * self.size
