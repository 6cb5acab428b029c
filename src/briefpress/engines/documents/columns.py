"""The pieces of a page's lines in; the same as columns in the order in which they are read, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefpress.engines.documents.laid import CELLS
from briefpress.engines.documents.pdf_lines import Piece

_FILLED = 0.55
"""The share of a column's width that its lines fill in the mean: prose does, the cells of a table don't."""
_NARROWEST = 7
"""The width of the narrowest column, in heights of a line."""
_FEWEST = 6
"""Lines in both columns together, of which each has two at least."""
_CELL = 2.5
"""From how many heights on a gap in a line parts cells of a table."""
_WHITE = 0.8
"""From how many heights of a line on a gap between lines, above the usual, parts what stands above and below."""
_DEEPEST = 4


def in_order(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """Columns in the order of reading, each with its lines from its head to its foot."""
    down = sorted(pieces, key=lambda piece: (-piece.middle, piece.left))
    bands = _bands(down) if depth < _DEEPEST else None
    if bands is None:
        return [rows(down)] if down else []
    flows: list[list[Piece]] = []
    for left, right, across in bands:
        if across:
            flows += in_order(across, depth + 1)
        else:
            flows += in_order(left, depth + 1) + in_order(right, depth + 1)
    return flows


def _bands(down: list[Piece]) -> list[tuple[list[Piece], list[Piece], list[Piece]]] | None:
    """Bands of a page, from above: two columns, or what reaches across them. None where there is but one column."""
    starts = Counter(round(piece.left / 2) for piece in down)
    leftmost = min(starts, default=0)
    best: tuple[int, list[tuple[list[Piece], list[Piece], list[Piece]]]] = (0, [])
    for start, number in starts.most_common(12):
        if number < 2 or start == leftmost:
            continue
        bands, lines = _cut(down, start * 2 - 2)
        if lines > best[0]:
            best = lines, bands
    return best[1] or None


def _cut(down: list[Piece], x: float) -> tuple[list[tuple[list[Piece], list[Piece], list[Piece]]], int]:
    """The bands that a gutter at `x` makes, and how many lines are in columns."""
    bands: list[tuple[list[Piece], list[Piece], list[Piece]]] = []
    lines = 0
    for crosses, run in _runs(down, x):
        left = [piece for piece in run if piece.right <= x + 1]
        right = [piece for piece in run if piece.left >= x - 1]
        if not crosses and _are_columns(left, right):
            lines += len(run)
            bands.append((left, right, []))
        elif bands and bands[-1][2]:
            bands[-1][2].extend(run)
        else:
            bands.append(([], [], list(run)))
    return bands, lines


def _runs(down: list[Piece], x: float) -> Iterator[tuple[bool, list[Piece]]]:
    run: list[Piece] = []
    before, lowest = False, 0.0
    for piece in down:
        crosses = piece.left < x - 1 and piece.right > x + 1
        # White across both columns: what stands below, notes or another part, is read when both are.
        if run and (crosses != before or lowest - piece.top > _WHITE * piece.height):
            yield before, run
            run = []
        lowest = min(lowest, piece.bottom) if run else piece.bottom
        before = crosses
        run.append(piece)
    if run:
        yield before, run


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    if min(len(left), len(right)) < 2 or len(left) + len(right) < _FEWEST:
        return False
    return all(_is_prose(side) for side in (left, right))


def _is_prose(side: list[Piece]) -> bool:
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    height = max(piece.height for piece in side) or 1
    filled = sum(piece.right - piece.left for piece in rows(side)) / (len(rows(side)) * width) if width else 0
    return filled >= _FILLED and width >= _NARROWEST * height


def rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that stand beside each other, joined to one line."""
    out: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if out and abs(out[-1][0].middle - piece.middle) < 0.4 * min(out[-1][0].height, piece.height):
            out[-1].append(piece)
        else:
            out.append([piece])
    return [_joined(row) for row in out]


def _joined(row: list[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda piece: piece.left)
    words = row[0].words
    for before, piece in pairwise(row):
        wide = piece.left - before.right > _CELL * max(before.height, piece.height)
        words += (CELLS if wide else " ") + piece.words
    return replace(row[0], words=words, right=max(piece.right for piece in row),
                   top=max(piece.top for piece in row), bottom=min(piece.bottom for piece in row))  # fmt: skip
