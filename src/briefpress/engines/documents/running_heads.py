"""The pages of a PDF in; the same without the lines at head and foot that repeat, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefpress.engines.documents.columns import grouped
from briefpress.engines.documents.pieces import Piece, Sheet

_ZONE = 0.16
"""The share of a page's height, above and below, in which heads and feet stand."""
_MOST = 4
"""Lines of the longest head."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_FEWEST = 3
"""Pages on which a running head stands at least; two where there are no more than three."""

_Place = tuple[bool, int]
"""Whether a line stands at the head, and how high, in steps of three points."""


def without(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without running heads and feet, and without their numbers."""
    edges = [[(head, line) for head in (True, False) for line in _edge(sheet, head=head)] for sheet in sheets]
    fewest = 2 if len(sheets) <= 3 else _FEWEST
    repeated, counting = _repeated(edges, fewest), _counting(edges, fewest)
    out = []
    for index, (sheet, lines) in enumerate(zip(sheets, edges, strict=True)):
        gone: list[Piece] = []
        inner = set()
        for head, line in lines:
            if head in inner:
                continue
            if any(_said(p) in repeated.get(near, ()) for p in line for near in _near(head, p)) or any(
                number - index in counting.get(near, ())
                for p in line
                for near in _near(head, p)
                for number in _numbers(p)
            ):
                gone += line
            else:
                inner.add(head)
        out.append(replace(sheet, pieces=tuple(p for p in sheet.pieces if p not in gone)) if gone else sheet)
    return out


def _repeated(edges: list[list[tuple[bool, list[Piece]]]], fewest: int) -> dict[_Place, set[str]]:
    """What stands at the same place on several pages."""
    seen: dict[tuple[_Place, str], set[int]] = defaultdict(set)
    for index, lines in enumerate(edges):
        for head, line in lines:
            for piece in line:
                for near in _near(head, piece):
                    seen[near, _said(piece)].add(index)
    found: dict[_Place, set[str]] = defaultdict(set)
    for (place, said), pages in seen.items():
        if len(pages) >= fewest:
            found[place].add(said)
    return found


def _counting(edges: list[list[tuple[bool, list[Piece]]]], fewest: int) -> dict[_Place, set[int]]:
    """The places at which numbers count the pages, and by how much they differ from ours.

    Only the outermost lines: a number further in that goes with the pages is one of the text.
    """
    seen: dict[tuple[_Place, int], set[int]] = defaultdict(set)
    for index, lines in enumerate(edges):
        for head in (True, False):
            for piece in next((line for side, line in lines if side == head), ()):
                for near in _near(head, piece):
                    for number in _numbers(piece):
                        seen[near, number - index].add(index)
    found: dict[_Place, set[int]] = defaultdict(set)
    for (place, offset), pages in seen.items():
        if len(pages) >= fewest:
            found[place].add(offset)
    return found


def _edge(sheet: Sheet, *, head: bool) -> list[list[Piece]]:
    """The outermost lines of a page, from its edge inward."""
    heights = [p.middle for p in sheet.pieces]
    if not heights:
        return []
    low, high = (0.0, sheet.height) if min(heights) >= 0 else (min(heights), max(heights))
    zone = _ZONE * (high - low)
    near = [p for p in sheet.pieces if (p.middle > high - zone if head else p.middle < low + zone)]
    lines = grouped(near)
    return (lines if head else lines[::-1])[:_MOST]


def _near(head: bool, piece: Piece) -> Iterator[_Place]:
    """The steps at which a piece may be looked for: a page may be a little off."""
    step = round(piece.middle / 3)
    return ((head, step + off) for off in (-1, 0, 1))


def _said(piece: Piece) -> str:
    """What a piece says; a number in Roman figures counts pages, whichever it is."""
    words = " ".join(piece.words.casefold().split())
    return "#" if _ROMAN.fullmatch(words.strip(" -–—|.·[]()")) else words


def _numbers(piece: Piece) -> list[int]:
    return [int(number) for number in _NUMBER.findall(piece.words) if len(number) < 6]
