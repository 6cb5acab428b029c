"""A document's text in; its figures, those in words that a hyphen breaks over two lines among them, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from briefpress.evidence.figures.quantities import Quantity, Reading, quantities

_BROKEN = re.compile(r"(?<=[^\W\d_])(?:\u00ad\n?|-\n)(?=[^\W\d_])")
_OWN = re.compile(r"(?:ty|\b(?:one|two|three|four|five|six|seven|eight|nine))$", re.IGNORECASE)


def unbroken(text: str, reading: Reading) -> list[Quantity]:
    """The figures of a text as if no word of it were broken, each with its part of the text as it is."""
    if "\u00ad" not in text and "-\n" not in text:
        return quantities(text, reading)
    pieces, starts, shifts, last, gone = [], [0], [0], 0, 0
    for match in _BROKEN.finditer(text):
        # The hyphen of `twenty-six` and `three-fifths` is its own.
        begin = match.start()
        kept = begin + (match[0][0] == "-" and bool(_OWN.search(text, max(0, begin - 6), begin)))
        pieces.append(text[last:kept])
        last = match.end()
        gone += last - kept
        starts.append(last - gone)
        shifts.append(gone)
    joined = "".join([*pieces, text[last:]])

    def at(offset: int) -> int:
        return offset + shifts[bisect_right(starts, offset) - 1]

    return [replace(one, begin=at(one.begin), end=at(one.end - 1) + 1) for one in quantities(joined, reading)]
