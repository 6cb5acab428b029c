"""A document in; its figures by their units, values and days, and the words of the sentence of each, out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from briefpress.evidence.figures import numerals, units
from briefpress.evidence.figures.bearings import Bearings, bearings
from briefpress.evidence.figures.daysintext import Day
from briefpress.evidence.figures.hedges import Hedge, hedge
from briefpress.evidence.figures.numerals import Amount
from briefpress.evidence.figures.quantities import DATE, Quantity, Reading
from briefpress.evidence.figures.readings import issued, reading_of
from briefpress.evidence.figures.subjects import stems
from briefpress.evidence.figures.tables import Cell, cells
from briefpress.evidence.figures.unbroken import unbroken
from briefpress.evidence.figures.units import SHARE
from briefpress.ledger import Document

_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^\sa-z])|[。！？]|\n\s*\n|[;\u2022]")
_RELATIVE = re.compile(r"\b(?:last|this|next) (?:year|month|week|spring|summer|autumn|fall|winter)\b|\byesterday\b")
HEADING = 90
"""A longer paragraph is no heading of the one below it."""

REACH = 400
"""How far from a figure its sentence is looked for, on either side."""


class Concordance:
    """The figures of a document, read when they are first asked for."""

    def __init__(self, document: Document, record: Mapping[str, Any], tag: str) -> None:
        self.document = document
        self._record, self._tag = record, tag
        self._contexts: dict[int, frozenset[str]] = {}
        self._bearings: dict[int, Bearings] = {}
        self._postings: dict[str, dict[str, list[int]]] = {}
        self._subjects: dict[tuple[int, int], frozenset[str]] = {}

    @cached_property
    def figures(self) -> list[Quantity]:
        """All figures in the order of the text."""
        return unbroken(self.document.text.words, self.reading)

    @cached_property
    def reading(self) -> Reading:
        """How its figures are read."""
        return reading_of(self.document, self._record, self._tag)

    @cached_property
    def _begins(self) -> list[int]:
        return [figure.begin for figure in self.figures]

    @cached_property
    def _amounts(self) -> dict[str, tuple[list[float], list[tuple[int, Amount]]]]:
        """The numbers of each unit, sorted: as floats, to be found fast, and as what they are exactly."""
        by_unit: dict[str, list[tuple[float, int, Amount]]] = defaultdict(list)
        for index, figure in enumerate(self.figures):
            cell = self._cell(figure.begin)
            factor = cell.factor(self.reading.codes) if cell else 1
            scaled = [amount.times(Fraction(factor)) for amount in figure.amounts] if factor != 1 else []
            for amount in (*figure.amounts, *figure.other, *scaled):
                by_unit[figure.unit].append((float(amount.value), index, amount))
            if cell and not figure.unit and cell.unit:
                name, base = units.BASES.get(cell.unit, (cell.unit, Fraction(1)))
                for amount in scaled or figure.amounts:
                    measured = amount.times(base)
                    by_unit[name].append((float(measured.value), index, measured))
            if figure.unit == DATE and len(figure.days) == 1 and figure.days[0] == Day(figure.days[0].year):
                # A year may be a plain number as well.
                by_unit[""].append((float(figure.days[0].year), index, numerals.plain(figure.days[0].year)))
        known = {}
        for unit, rows in by_unit.items():
            rows.sort(key=lambda row: row[:2])
            known[unit] = [row[0] for row in rows], [row[1:] for row in rows]
        return known

    @cached_property
    def _days(self) -> dict[Day, list[int]]:
        days: dict[Day, list[int]] = defaultdict(list)
        for index, figure in enumerate(self.figures):
            for day in figure.days:
                for known in day.coarser:
                    days[known].append(index)
        return days

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the document names, and that in which its record says that it came out."""
        named = {day.year for figure in self.figures for day in figure.days}
        return frozenset({*named, self.issued.year} - {0})

    @cached_property
    def issued(self) -> Day:
        """When its record says that it came out."""
        return issued(self._record)

    @property
    def undated(self) -> bool:
        """Whether it speaks of last year or this month, and nobody knows from when."""
        return not self.issued.year and bool(_RELATIVE.search(self.document.text.words))

    def within(self, unit: str, low: float, high: float) -> Iterator[tuple[int, Amount]]:
        """The numbers of a unit from one value to another, each with the index of its figure."""
        floats, rows = self._amounts.get(unit, ([], []))
        margin = 1e-9 * max(abs(low), abs(high))
        return iter(rows[bisect_left(floats, low - margin) : bisect_right(floats, high + margin)])

    def on(self, day: Day) -> list[int]:
        """The indexes of the figures that are a day or lie within it; the year of those without one is any it names."""
        found = self._days.get(day, [])
        if day.year in self.years and day.month:
            undated = self._days.get(Day(0, day.month, day.day), [])
            return sorted({*found, *(i for i in undated if any(not d.year for d in self.figures[i].days))})
        return found

    @property
    def units(self) -> tuple[str, ...]:
        """The units of its numbers."""
        return tuple(self._amounts)

    def alike(self, unit: str, about: frozenset[str]) -> Counter[int]:
        """The figures of a unit in whose sentences some words stand: how many of them, by the index of each."""
        if unit not in self._postings:
            postings: dict[str, list[int]] = defaultdict(list)
            for index, figure in enumerate(self.figures):
                if figure.unit == unit:
                    for stem in self.about(index):
                        postings[stem].append(index)
            self._postings[unit] = postings
        return Counter(index for stem in sorted(about) for index in self._postings[unit].get(stem, ()))

    def hedge(self, index: int) -> Hedge:
        """How the document hedges a figure."""
        return self._hedged(index)[0]

    def hedged(self, index: int) -> tuple[int, int]:
        """Where a figure begins and ends with its hedge."""
        return self._hedged(index)[1:]

    def _hedged(self, index: int) -> tuple[Hedge, int, int]:
        figure = self.figures[index]
        return hedge(self.document.text.words, figure.begin, figure.end)

    def sentence(self, index: int) -> tuple[int, int]:
        """Where the sentence of a figure begins and ends."""
        words, figure = self.document.text.words, self.figures[index]
        paragraph = self.document.text.at(figure.begin)
        first, last = (
            max(paragraph.begin, figure.begin - REACH),
            min(max(paragraph.end, figure.end), figure.end + REACH),
        )
        begin = first
        for match in _SENTENCE.finditer(words, first, figure.begin):
            begin = match.end()
        behind = _SENTENCE.search(words, figure.end, last)
        return begin, behind.start() + 1 if behind else last

    def about(self, index: int) -> frozenset[str]:
        """What the sentence of a figure is about."""
        if index not in self._contexts:
            within = self.sentence(index)
            if within not in self._subjects:
                self._subjects[within] = stems(self.document.text.words[slice(*within)])
            self._contexts[index] = self._subjects[within]
        return self._contexts[index]

    def bearings(self, index: int) -> Bearings:
        """What a figure is about, by how near it stands; of a table's, the heads of its row and column."""
        if index not in self._bearings:
            self._bearings[index] = self._borne(index)
        return self._bearings[index]

    def _borne(self, index: int) -> Bearings:
        figure, words = self.figures[index], self.document.text.words
        if cell := self._cell(figure.begin):
            told = f"{cell.row} {cell.column} {words[cell.begin : cell.end]}"
            return bearings(told, (len(told), len(told)), (0, len(told)), (), topic=f"{cell.columns} {cell.caption}")
        within = self.sentence(index)
        others = [other.begin for other in self.beside(index)]
        before, topic = self._before(within[0])
        if figure.unit == SHARE:
            # `One new tenancy in six` has what it is of within.
            before += f" {words[figure.begin : figure.end]}"
        return bearings(words, (figure.begin, figure.end), within, others, before, topic)

    def _before(self, begin: int) -> tuple[str, str]:
        """The sentence before one in its paragraph; what stands before that, and a heading above it."""
        text = self.document.text
        at = max(bisect_right(text.paragraphs, begin, key=lambda paragraph: paragraph.begin) - 1, 0)
        told = text.words[max(text.paragraphs[at].begin, begin - REACH) : begin].rstrip()
        last = max((match.end() for match in _SENTENCE.finditer(told)), default=0)
        above = text.paragraphs[at - 1] if at else None
        heading = text.words[above.begin : above.end] if above and above.end - above.begin <= HEADING else ""
        return told[last:], f"{heading} {told[:last]}"

    @cached_property
    def _cells(self) -> list[Cell]:
        return list(cells(self.document.text))

    def _cell(self, offset: int) -> Cell | None:
        at = bisect_right(self._cells, offset, key=lambda cell: cell.begin) - 1
        return self._cells[at] if at >= 0 and offset <= self._cells[at].end else None

    def beside(self, index: int) -> Iterator[Quantity]:
        """The other figures of a figure's sentence."""
        begin, end = self.sentence(index)
        at = bisect_left(self._begins, begin)
        while at < len(self.figures) and self.figures[at].begin < end:
            if at != index:
                yield self.figures[at]
            at += 1
