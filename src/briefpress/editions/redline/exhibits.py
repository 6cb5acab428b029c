"""A figure or a table and what became of it in; both side by side where it changed, as HTML, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from briefpress.editions.changes import BlockChange, UnitChange
from briefpress.editions.redline.runs import Run, Side, html, runs
from briefpress.editions.words import Block
from briefpress.wording import language

Address = Callable[[str, Block], str]
"""The side and the block of a figure in; the address of its picture, or nothing where it is lost, out."""

_NARROW = 3
_SHORT = 1_600
_LOW = 15
"""A table of more columns than these, more letters or more rows has no room beside another: it stands above it."""


class Exhibits:
    """Writes the figures and tables of a redline; `address` tells where their pictures are."""

    def __init__(self, address: Address, lang: str) -> None:
        self._address = address
        self._words = language(lang).words
        self._said = self._words.changes

    def of(self, unit: UnitChange) -> Markup:
        """A figure or table: once where it stayed, came or went, else as it was and as it is."""
        write = self._table if unit.sort == "table" else self._figure
        if unit.how != "reworded":
            side: Side = "old" if unit.how == "removed" else "new"
            return write(unit, side)
        return self._beside(lambda side: write(unit, side), above=unit.sort == "table" and _large(unit))

    def _beside(self, write: Callable[[Side], Markup], *, above: bool = False) -> Markup:
        """What was beside what is, or above it."""
        old: tuple[str, Side] = (self._said.before, "old")
        sides = [
            Markup('<div class="side" role="group" aria-label="{0}"><p class="side-name">{0}</p>{1}</div>').format(
                name, write(side)
            )
            for name, side in (old, (self._said.now, "new"))
        ]
        return Markup('<div class="sides{}">{}</div>').format(" above" if above else "", Markup().join(sides))

    def pictures(self, unit: UnitChange) -> Markup:
        """The pictures that stand in a paragraph."""
        found = [block for block in unit.blocks if block.block.kind == "figure"]
        if not found:
            return Markup()
        if all(block.how == "same" for block in found):
            return Markup().join(self._picture(block, "new") for block in found)
        return self._beside(lambda side: Markup().join(self._picture(block, side) for block in found))

    def _figure(self, unit: UnitChange, side: Side) -> Markup:
        parts = Markup()
        for block in _of_side(unit, side):
            kind = block.block.kind
            if kind == "caption":
                parts += Markup("<figcaption>{}</figcaption>").format(self._line(block, side))
            elif kind == "figure":
                parts += self._picture(block, side)
            elif kind != "note":
                parts += Markup('<p class="part-source">{}</p>').format(self._line(block, side))
        return Markup("<figure>{}</figure>").format(parts)

    def _picture(self, block: BlockChange, side: Side) -> Markup:
        here = block.old if side == "old" else block.new
        if here is None:
            return Markup()
        address = self._address("old" if side == "old" else "new", here)
        picture = Markup('<img src="{}" alt="{}">').format(address, here.words) if address else Markup()
        if address and (block.how in ("same", "added", "removed") or all(p.of == "both" for p in block.pieces)):
            return picture
        # The alternative text too is what readers are given.
        said = Markup('<p class="described"><b>{}{}</b>{}</p>').format(
            self._said.described, self._words.colon, self._line(block, side)
        )
        return picture + said

    def _line(self, block: BlockChange, side: Side) -> Markup:
        return html(list(runs(block, side)), self._said)

    def _table(self, unit: UnitChange, side: Side) -> Markup:
        blocks = list(_of_side(unit, side))
        rows = [b for b in blocks if b.block.kind == "row"]
        caption = next((b for b in blocks if b.block.kind == "caption"), None)
        head = [row for row in rows if row.block.level]
        body = [row for row in rows if not row.block.level]
        parts = Markup()
        if caption is not None:
            parts += Markup("<caption>{}</caption>").format(self._line(caption, side))
        if head:
            parts += Markup("<thead>{}</thead>").format(Markup().join(self._row(r, side, "th") for r in head))
        parts += Markup("<tbody>{}</tbody>").format(Markup().join(self._row(r, side, "td") for r in body))
        out = Markup("<table>{}</table>").format(parts)
        rest = [b for b in blocks if b.block.kind not in ("row", "caption", "note")]
        lines = Markup().join(Markup('<p class="part-source">{}</p>').format(self._line(b, side)) for b in rest)
        name = caption.block.words if caption else self._words.table
        scroll = Markup('<div class="table-scroll" tabindex="0" role="group" aria-label="{}">{}</div>')
        return Markup('<div class="table-block">{}{}</div>').format(scroll.format(name, out), lines)

    def _row(self, row: BlockChange, side: Side, cell: str) -> Markup:
        scope = Markup(' scope="col"') if cell == "th" else ""
        cells = Markup().join(
            Markup("<{0}{1}>{2}</{0}>").format(cell, scope, html(found, self._said))
            for found in _cells(list(runs(row, side)))
        )
        return Markup("<tr>{}</tr>").format(cells)


def _of_side(unit: UnitChange, side: Side) -> Iterator[BlockChange]:
    return (b for b in unit.blocks if (b.old if side == "old" else b.new) is not None)


def _large(unit: UnitChange) -> bool:
    """Whether a table is larger than half a page."""
    rows = [block.block.words for block in unit.blocks if block.block.kind == "row"]
    columns = max((row.count("\t") + 1 for row in rows), default=0)
    return columns > _NARROW or len(rows) > _LOW or sum(map(len, rows)) > _SHORT


def _cells(found: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of a row, cell by cell."""
    cell: list[Run] = []
    for run in found:
        first, *more = run.words.split("\t")
        cell.append(Run(run.of, first, run.stress, run.calls))
        for part in more:
            yield [one for one in cell if one.words or one.calls]
            cell = [Run(run.of, part, run.stress)]
    yield [one for one in cell if one.words or one.calls]
