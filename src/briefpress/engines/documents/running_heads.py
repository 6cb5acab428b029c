"""The pages of a PDF in; the same without the lines at head and foot that repeat, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefpress.engines.documents.columns import rows
from briefpress.engines.documents.pdf_lines import Piece, Sheet

_ZONE = 0.16
"""The share of a page's height, above and below, in which heads and feet stand."""
_MOST = 4
"""Lines of the longest head."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_Line = tuple[str, bool, int]
"""What a line says, its numbers left out; whether it stands at the head; its place, in steps of three points."""


def without(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without running heads and feet, and without their numbers."""
    edges = [(_edge(sheet, head=True), _edge(sheet, head=False)) for sheet in sheets]
    seen: dict[_Line, dict[int, list[int]]] = defaultdict(dict)
    for index, both in enumerate(edges):
        for head, lines in zip((True, False), both, strict=True):
            for line in lines:
                key, numbers = _key(line, head)
                seen[key].setdefault(index, numbers)
    repeated = {key for key, places in seen.items() if _repeats(places, len(sheets))}
    out = []
    for sheet, both in zip(sheets, edges, strict=True):
        gone: list[Piece] = []
        for head, lines in zip((True, False), both, strict=True):
            for line in lines:
                # A page may be a little off: the steps beside count as well.
                text, _, step = _key(line, head)[0]
                if not any((text, head, near) in repeated for near in (step - 1, step, step + 1)):
                    break
                gone.append(line)
        kept = tuple(p for p in sheet.pieces if not any(g.bottom <= p.middle <= g.top for g in gone))
        out.append(replace(sheet, pieces=kept) if gone else sheet)
    return out


def _edge(sheet: Sheet, *, head: bool) -> list[Piece]:
    """The outermost lines of a page, from its edge inward."""
    heights = [p.middle for p in sheet.pieces]
    if not heights:
        return []
    low, high = (0.0, sheet.height) if min(heights) >= 0 else (min(heights), max(heights))
    zone = _ZONE * (high - low)
    near = [p for p in sheet.pieces if (p.middle > high - zone if head else p.middle < low + zone)]
    lines = rows(near)
    return (lines if head else lines[::-1])[:_MOST]


def _key(line: Piece, head: bool) -> tuple[_Line, list[int]]:
    words = " ".join(line.words.casefold().split())
    bare = words.strip(" -–—|.·[]()")
    if _ROMAN.fullmatch(bare):
        return ("#", head, round(line.middle / 3)), []
    return (_NUMBER.sub("#", words), head, round(line.middle / 3)), [int(n[:9]) for n in _NUMBER.findall(words)]


def _repeats(places: dict[int, list[int]], pages: int) -> bool:
    """Whether what stands on some pages is a running head: it says the same on all of them, or counts them.

    On three pages at least, or on two where there are but two or three: beyond that, two alike are a coincidence.
    """
    if len(places) < (2 if pages <= 3 else 3):
        return False
    steps = [{number - index for number in numbers} for index, numbers in places.items()]
    same = {tuple(numbers) for numbers in places.values()}
    counted = max((sum(step in s for s in steps) for step in set().union(*steps)), default=0)
    return len(same) == 1 or counted >= 0.8 * len(places) or not any(places.values())
