"""The pieces of a page's lines in; the same as columns in the order in which they are read, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefpress.engines.documents import tables
from briefpress.engines.documents.laid import CELLS
from briefpress.engines.documents.pieces import Piece

_FILLED = 0.7
"""The share of a column's width that its words fill in the mean: prose does, the cells of a table don't."""
_WRAPPED = 0.8
"""The same where the other side is only a few words: of lines that a program wrapped."""
_NARROWEST = 7
"""The width of the narrowest column, in heights of a line."""
_MARK = 3.5
"""The width, in heights of a line, of marks and numbers of items at most: they are no column."""
_FEWEST = 6
"""Lines in both columns together, of which each has two at least."""
_CELL = 2.5
"""From how many heights on a gap in a line parts cells of a table whose edge one more row shares."""
_WIDEST = 5
"""From how many on it always parts cells."""
_NUMBER = 2
"""The width, in heights of a line, of a number or a mark that stands before its item."""
_STEP = 1.5
"""By how many points edges may differ that are the same."""
_WHITE = 0.8
"""From how many heights of a line on the white between two lines parts what stands above and below."""
_DEEPEST = 4


def in_order(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """Columns in the order of reading, each with its lines from its head to its foot."""
    whole, rest = _apart(pieces, tables.across(pieces))
    down = sorted([*whole, *rest], key=lambda piece: (-piece.middle, piece.left))
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
    """Whether the lines on both sides of a gutter are columns: both of prose, or one, and beside it a few words."""
    few, many = sorted((grouped(left), grouped(right)), key=len)
    if not few or max(_extent(few)) - min(_extent(few)) < _MARK * few[0][0].height:
        return False
    # The rows of a table stand beside each other; prose beside something else has lines of its own.
    if len(few) < len(many) and any(len(side) > 2 and _filled(side[:-1]) >= _WRAPPED for side in (few, many)):
        return True
    return len(few) > 1 and len(few) + len(many) >= _FEWEST and min(_filled(few), _filled(many)) >= _FILLED


def _extent(side: list[list[Piece]]) -> tuple[float, float]:
    return min(row[0].left for row in side), max(row[-1].right for row in side)


def _filled(side: list[list[Piece]]) -> float:
    """How much of the width of a column its words fill in the mean; nothing where it is too narrow for one."""
    left, right = _extent(side)
    if right - left < _NARROWEST * max(piece.height for row in side for piece in row):
        return 0.0
    return sum(piece.right - piece.left for row in side for piece in row) / (len(side) * (right - left))


def grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that stand beside each other, from above and from the left."""
    out: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if out and abs(out[-1][0].middle - piece.middle) < 0.4 * min(out[-1][0].height, piece.height):
            out[-1].append(piece)
        else:
            out.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in out]


def rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that stand beside each other, joined to one line, and rows of tables with all lines of their cells."""
    whole, rest = _apart(pieces, tables.rows(pieces))
    lines = grouped(rest)
    joined = [_joined(row, [*lines[max(at - 4, 0) : at], *lines[at + 1 : at + 5]]) for at, row in enumerate(lines)]
    return sorted([*joined, *whole], key=lambda line: -line.middle) if whole else joined


def _apart(pieces: Sequence[Piece], tabled: Sequence[tuple[Piece, list[Piece]]]) -> tuple[list[Piece], Sequence[Piece]]:
    """The rows of tables, and the pieces that are in none of them."""
    taken = {id(piece) for _, parts in tabled for piece in parts}
    return [row for row, _ in tabled], [piece for piece in pieces if id(piece) not in taken] if taken else pieces


def _joined(row: list[Piece], around: list[list[Piece]]) -> Piece:
    if len(row) == 1:
        return row[0]
    words, inner = row[0].words, 0.0
    for before, piece in pairwise(row):
        if _is_cell(before, piece, around):
            words, inner = words + CELLS + piece.words, piece.left
        else:
            words += f" {piece.words}"
    return replace(row[0], words=words, right=max(piece.right for piece in row), inner=inner,
                   top=max(piece.top for piece in row), bottom=min(piece.bottom for piece in row))  # fmt: skip


def _is_cell(before: Piece, piece: Piece, around: list[list[Piece]]) -> bool:
    """Whether a piece is a cell of a table, not the rest of a line that is stretched to its column's width.

    A table has the same edges in its rows, and two numbers beside each other are never one.
    """
    if before.words[-1:].isdigit() and piece.words[:1].isdigit():
        return True
    gap = (piece.left - before.right) / max(before.height, piece.height)
    mark = before.right - before.left < _NUMBER * before.height
    if gap > _WIDEST or (mark and gap < _CELL):
        return gap > _WIDEST  # the number of a note or an item is no cell
    number = any(letter.isdigit() for letter in piece.words)
    beside = [row[1:] for row in around if len(row) > 1]
    aligned = sum(
        any(abs(o.left - piece.left) < _STEP or (number and abs(o.right - piece.right) < _STEP) for o in row)
        for row in beside
    )
    return aligned >= (1 if gap > _CELL else 2)  # one alone may be a coincidence
