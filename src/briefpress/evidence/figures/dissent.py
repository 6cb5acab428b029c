"""The ledger in; the same, claims of one row or paragraph told apart whose sources give different values, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from briefpress import shortreference
from briefpress.evidence.figures.agreement import agree
from briefpress.evidence.figures.contradicting import LEAST, counted, same
from briefpress.evidence.figures.hedges import Hedge, hedge
from briefpress.evidence.figures.quantities import DATE, Quantity, quantities
from briefpress.evidence.figures.stated import reading
from briefpress.evidence.figures.subjects import stems
from briefpress.evidence.figures.units import POINTS, SHARE
from briefpress.evidence.quotations.claims import nearest
from briefpress.ledger import SOUND, Dissent, Entry

NEAR = 2
"""In a row, plain numbers of which one is more than twice the other count different things."""

MOST = 60
"""Of more claims in a row or a paragraph no pairs are looked at: that is a table of data."""

_CLAUSE = re.compile(r"[;:,.()–—]\s|\b(?:and|but|while|whereas|und|aber|et|mais|y|pero)\b")
_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]*")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a claim: its hedge, what its clause is about, whom and which days that names, what it counts."""

    entry: Entry
    quantity: Quantity
    hedge: Hedge
    about: frozenset[str]
    named: frozenset[str]
    days: tuple[Quantity, ...]
    counts: frozenset[str]


def marked(entries: Sequence[Entry], records: Mapping[str, Any], tag: str) -> list[Entry]:
    """The entries, each with the claims beside it that are of the same measure, of another value, from another source.

    In a row of a table what stands in another cell is of the same measure if it has the same unit: the row says of
    what. In a paragraph the clauses must share words, and not name different things or days.
    """
    found: dict[int, list[Dissent]] = defaultdict(list)
    for place in _together(entries):
        texts = {entry.claim.sentence.text for entry in place}
        read = {text: quantities(text, reading(tag)) for text in texts}
        figures = [figure for e in place for figure in _figures(e, read[e.claim.sentence.text], records)]
        for one, other in combinations(figures, 2) if len(figures) <= MOST else ():
            if one.entry is not other.entry and _differ(one, other):
                for mine, yours in ((one.entry, other.entry), (other.entry, one.entry)):
                    known = found[id(mine)]
                    if all(dissent.claim is not yours.claim for dissent in known):
                        known.append(Dissent(yours.claim.words, tuple(sorted(sources(yours, mine))), yours.claim))
    return [replace(e, dissent=(*found[id(e)], *e.dissent)) if id(e) in found else e for e in entries]


def _together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The claims of each row and of each paragraph that don't all rest on the same sources."""
    places: dict[tuple[bool, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        sentence = entry.claim.sentence
        if entry.claim.kind != "pin":
            places[sentence.row is not None, sentence.row.number if sentence.row else sentence.block].append(entry)
    return (group for group in places.values() if len({_own_sources(entry) for entry in group}) > 1)


def _figures(entry: Entry, every: Sequence[Quantity], records: Mapping[str, Any]) -> Iterator[_Figure]:
    claim = entry.claim
    text = claim.sentence.text
    for quantity in every:
        if claim.begin <= quantity.begin and quantity.end <= claim.end and not quantity.ordinal:
            begin, end = _clause(text, quantity)
            words = f"{text[begin : quantity.begin]} {text[quantity.end : end]}"
            said_by = stems(" ".join(_of_source(records.get(key, {})) for key in claim.keys))
            named = stems(" ".join(_NAME.findall(words))) - said_by
            days = tuple(q for q in every if q.unit == DATE and q is not quantity and begin <= q.begin and q.end <= end)
            hedged, things = hedge(text, quantity.begin, quantity.end)[0], counted(text, quantity.end)
            yield _Figure(entry, quantity, hedged, stems(words) - said_by, named, days, things)


def _clause(text: str, quantity: Quantity) -> tuple[int, int]:
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, quantity.begin)), default=0)
    behind = _CLAUSE.search(text, quantity.end)
    return begin, behind.start() if behind else len(text)


def _of_source(record: Mapping[str, Any]) -> str:
    """What a source is called where one tells who says a thing: that is no part of what is said."""
    names = (record.get(name) for name in ("publisher", "container-title"))
    return " ".join((shortreference.who_and_when(record), *(name for name in names if isinstance(name, str))))


def _differ(one: _Figure, other: _Figure) -> bool:
    return _other_source(one.entry, other.entry) and _same_measure(one, other) and not _same_value(one, other)


def _other_source(one: Entry, other: Entry) -> bool:
    mine, yours = sources(one, other), sources(other, one)
    return bool(mine and yours) and not mine & yours


def sources(entry: Entry, beside: Entry) -> frozenset[str]:
    """The source of a claim: the one in which it was found, else those that are cited nearest to it.

    A cell without a citation rests on all that its row cites: what another cell cites is that one's.
    """
    own = _own_sources(entry)
    lent = not entry.claim.sentence.citings and beside.claim.sentence.citings
    return own - _own_sources(beside) if lent else own


def _own_sources(entry: Entry) -> frozenset[str]:
    if entry.place and entry.verdict in SOUND:
        return frozenset((entry.place.key,))
    return frozenset(nearest(entry.claim)) if entry.claim.citings else frozenset()


def _same_measure(one: _Figure, other: _Figure) -> bool:
    mine, yours = one.quantity, other.quantity
    if mine.unit != yours.unit:
        return False
    first, second = one.entry.claim.sentence, other.entry.claim.sentence
    if first.row is not None:
        return first.cell != second.cell and (bool(mine.unit) or _of_one_order(mine, yours))
    if not _of_the_same(one, other):
        return False
    if one.named - other.named and other.named - one.named:
        return False
    return not (one.days and other.days) or any(same(a, b) for a in one.days for b in other.days)


def _of_the_same(one: _Figure, other: _Figure) -> bool:
    """Whether clauses speak of the same: half of their words are shared, or they count the same things."""
    mine, yours = one.quantity, other.quantity
    shared = len(one.about & other.about)
    alike = shared > 0 and 2 * shared >= min(len(one.about), len(other.about))
    if mine.unit == DATE:
        return alike and shared >= LEAST and all(day.day and day.month for day in (*mine.days, *yours.days))
    return alike or (not mine.unit and bool(one.counts & other.counts) and _of_one_order(mine, yours))


def _of_one_order(mine: Quantity, yours: Quantity) -> bool:
    low, high = sorted((mine.amounts[0].value, yours.amounts[0].value))
    return high <= NEAR * low


def _same_value(one: _Figure, other: _Figure) -> bool:
    mine, yours = one.quantity, other.quantity
    if mine.unit == DATE:
        return same(mine, yours)
    share = mine.unit in (SHARE, POINTS)
    return any(
        agree(a, one.hedge, b, other.hedge, share) or agree(b, other.hedge, a, one.hedge, share)
        for a in (*mine.amounts, *mine.other)
        for b in (*yours.amounts, *yours.other)
    )
