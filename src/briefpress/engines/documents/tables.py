"""The pieces of a column in; the rows of its tables whose cells have several lines, each as one piece, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefpress.engines.documents.laid import CELLS
from briefpress.engines.documents.pieces import Piece

_BESIDE = 0.3
"""From how many heights on two pieces overlap that stand beside each other: lines that are set tight do by less."""
_GUTTER = 0.5
"""The white between two columns of a table, in heights of a line, at least."""
_PADDED = 1.12
"""From how many distances between lines on the white between two lines parts rows."""
_FAR = 3.0
"""From how many heights on what stands below is no row of the table above."""
_FEWEST = 3
"""Rows that white parts, at least: the head alone may have it too, where rows stand as close as lines."""
_MARK = 2.5
"""The width of a column of marks or numbers, in heights of a line: with one column beside it, it is a list."""
_STEP = 1.5
"""By how many points edges may differ that are the same."""
_SHARED = 0.6
"""The share of the lines of a column that have the same edge, at least."""
_TALLEST = 6
"""Lines of a cell at most, where columns of prose might be meant."""
_NUMBER = re.compile(r"[\d\W]*\d[\d\W]*")

_Band = list[Piece]
"""Pieces that stand beside each other, be it a line of a cell beside the middle of two others."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a table, from where to where, its bands from above, and the least distance between its lines."""

    columns: tuple[tuple[float, float], ...]
    bands: tuple[_Band, ...]
    pitch: float

    def cells(self, pieces: Sequence[Piece]) -> list[list[Piece]]:
        """The pieces of each column, from above."""
        return [_down(p for p in pieces if begin <= p.left <= end) for begin, end in self.columns]

    def room(self, column: int) -> float:
        """As far to the right as a line of a column can reach."""
        end = self.columns[column][1]
        if column + 1 == len(self.columns):
            return end
        return max(end, self.columns[column + 1][0] - _GUTTER * self.bands[0][0].height)


def rows(pieces: Sequence[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """Each row of the tables that have a cell of several lines, as one piece, and the pieces that it is made of.

    A row is one paragraph, its cells parted and whole: the lines of each stand together, however it is aligned.
    """
    return [pair for grid in _grids(_bands(pieces)) for pair in _whole(grid, _rows(grid))]


def across(pieces: Sequence[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """The same of a page whose columns nobody has told yet: of tables that can't be columns of prose.

    Those have three columns at least, and rows of a few lines that white parts.
    """
    found: list[tuple[Piece, list[Piece]]] = []
    for grid in _grids(_bands(pieces)):
        if len(grid.columns) > 2 and sum(_apart(grid)) + 1 >= _FEWEST:
            rows = _rows(grid)
            if all(len(_lines(cell)) <= _TALLEST for row in rows for cell in grid.cells(row)):
                found += _whole(grid, rows)
    return found


def _whole(grid: _Grid, rows: Sequence[list[Piece]]) -> list[tuple[Piece, list[Piece]]]:
    """The rows as one piece each, where one of them has a cell of several lines."""
    if not any(len(_lines(cell)) > 1 for row in rows for cell in grid.cells(row)):
        return []
    return [(_joined(grid, row), row) for row in rows if sum(map(bool, grid.cells(row))) > 1]


def _down(pieces: Iterator[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: (-piece.middle, piece.left))


def _bands(pieces: Sequence[Piece]) -> list[_Band]:
    bands: list[_Band] = []
    lowest = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if bands and piece.top - lowest > _BESIDE * piece.height:
            bands[-1].append(piece)
            lowest = min(lowest, piece.bottom)
        else:
            bands.append([piece])
            lowest = piece.bottom
    return bands


def _grids(bands: Sequence[_Band]) -> Iterator[_Grid]:
    """The runs of bands that keep two columns at least apart."""
    at = 0
    while at < len(bands):
        end, columns = at, _columns(bands[at])
        while len(columns) > 1 and end + 1 < len(bands) and not _is_far(bands[end], bands[end + 1]):
            wider = _columns([piece for band in bands[at : end + 2] for piece in band])
            # Words that reach over two columns are those of a line below the table, or above another.
            if len(wider) < 2 or (len(wider) < len(columns) and end - at + 1 >= _FEWEST):
                break
            end, columns = end + 1, wider
        run = tuple(bands[at : end + 1])
        if end > at and not _is_list(columns, bands[at][0].height):
            grid = _Grid(columns, run, min(_pitch(a, b) for a, b in pairwise(run)))
            if _is_aligned(grid):
                yield grid
        at = end + 1


def _columns(pieces: Sequence[Piece]) -> tuple[tuple[float, float], ...]:
    """What of the width pieces cover, as far as white parts it."""
    out: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if out and piece.left - out[-1][1] < _GUTTER * piece.height:
            out[-1] = out[-1][0], max(out[-1][1], piece.right)
        else:
            out.append((piece.left, piece.right))
    return tuple(out)


def _is_aligned(grid: _Grid) -> bool:
    """Whether several bands have the same columns, at the same edges: those of a line that is stretched have others."""
    if sum(sum(map(bool, grid.cells(band))) > 1 for band in grid.bands) < _FEWEST:
        return False
    for cell in grid.cells([piece for band in grid.bands for piece in band]):
        edges = ([p.left for p in cell], [p.right for p in cell], [(p.left + p.right) / 2 for p in cell])
        if not any(sum(abs(e - at) < _STEP for e in side) >= _SHARED * len(side) for side in edges for at in side):
            return False
    return True


def _is_far(above: _Band, below: _Band) -> bool:
    return _pitch(above, below) > _FAR * above[0].height


def _is_list(columns: Sequence[tuple[float, float]], height: float) -> bool:
    return len(columns) == 2 and columns[0][1] - columns[0][0] < _MARK * height


def _pitch(above: _Band, below: _Band) -> float:
    """How far the lowest line of a band is from the highest of the next."""
    return min(piece.middle for piece in above) - max(piece.middle for piece in below)


def _rows(grid: _Grid) -> list[list[Piece]]:
    apart = _apart(grid)
    padded = sum(apart) + 1 >= _FEWEST
    out = [list(grid.bands[0])]
    for parted, band in zip(apart, grid.bands[1:], strict=True):
        if not parted and _goes_on(grid, out[-1], band, padded=padded):
            out[-1] += band
        else:
            out.append(list(band))
    return out


def _apart(grid: _Grid) -> list[bool]:
    """Whether white parts each band from the next."""
    least = _PADDED * _line_pitch(grid)
    return [_pitch(a, b) > least for a, b in pairwise(grid.bands)]


def _line_pitch(grid: _Grid) -> float:
    """The distance between the lines of a cell: within a band too, where one stands beside the middle of two."""
    within = [
        a.middle - b.middle
        for band in grid.bands
        for cell in grid.cells(band)
        for a, b in pairwise(cell)
        if a.middle - b.middle > _BESIDE * a.height
    ]
    return min([grid.pitch, *within])


def _goes_on(grid: _Grid, row: Sequence[Piece], band: _Band, *, padded: bool) -> bool:
    """Whether a band has further lines of the cells of the row above: a word is broken, or its line had no room.

    `padded` tells that white parts the rows of the table. Numbers below each other are never one.
    """
    goes_on = False
    pairs = list(zip(grid.cells(row), grid.cells(band), strict=True))
    alone = any(bool(above) != bool(below) for above, below in pairs)
    for column, (above, below) in enumerate(pairs):
        if not above or not below:
            continue
        last, first = above[-1], below[0]
        if _NUMBER.fullmatch(last.words) and _NUMBER.fullmatch(first.words):
            return False
        full = last.right + 0.2 * last.height + first.first > grid.room(column)
        small = first.words[:1].islower()
        broken = small and last.words.endswith("-")
        goes_on |= broken or (padded and (full or (small and alone)))
    return goes_on


def _lines(cell: Sequence[Piece]) -> list[str]:
    """The lines of a cell; what white parts in one of them stays apart."""
    lines: list[list[Piece]] = []
    for piece in cell:
        if lines and lines[-1][0].middle - piece.middle < _BESIDE * piece.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [CELLS.join(p.words for p in sorted(line, key=lambda p: p.left)) for line in lines]


def _joined(grid: _Grid, row: Sequence[Piece]) -> Piece:
    """A row as one piece. Its height is that of its first line, by which the size of its letters is known."""
    cells = [cell for cell in grid.cells(row) if cell]
    words = CELLS.join("\n".join(_lines(cell)) for cell in cells)
    highest = max(row, key=lambda piece: piece.middle)
    return replace(highest, words=words, left=min(p.left for p in row), right=max(p.right for p in row),
                   first=cells[0][0].first, inner=cells[-1][0].left)  # fmt: skip
