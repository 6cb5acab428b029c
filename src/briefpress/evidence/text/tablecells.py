"""The rows of tables in; the columns of their cells, and what in them is for people alone to compare, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from briefpress.ledger import Entry, Sentence


def columns(rows: Iterable[Any]) -> Iterator[tuple[range, ...]]:
    """The columns of each cell, row by row: a cell that spans rows takes its columns from those below it.

    `rows` are those of one head, body or foot: no cell spans more.
    """
    taken: Counter[int] = Counter()
    for row in rows:
        found, column = [], 0
        below: Counter[int] = Counter()
        for cell in row[1]:
            while taken[column]:
                column += 1
            found.append(range(column, column + cell[3]))
            below.update(dict.fromkeys(found[-1], cell[2]))
            column += cell[3]
        taken = Counter({at: left - 1 for at, left in (taken + below).items() if left > 1})
        yield tuple(found)


def by_hand(sentences: Iterable[Sentence], ledger: Iterable[Entry]) -> tuple[Sentence, ...]:
    """The sentences of rows that cite and claim nothing which could be looked up: words against words."""
    claimed = {entry.claim.sentence.row.number for entry in ledger if entry.claim.sentence.row}
    in_rows = [(sentence.row.number, sentence) for sentence in sentences if sentence.row]
    citing = {number for number, sentence in in_rows if sentence.citings}
    return tuple(sentence for number, sentence in in_rows if number in citing - claimed)
