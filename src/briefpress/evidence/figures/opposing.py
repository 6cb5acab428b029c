"""A figure of the brief and the documents cited around it in; those that have another value for it, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefpress.evidence.figures.concordance import Concordance
from briefpress.evidence.figures.contradicting import rival
from briefpress.evidence.figures.findingfigures import borne_out
from briefpress.evidence.figures.stated import Stated
from briefpress.evidence.places import excerpt_of, place_of
from briefpress.ledger import Dissent


def opposed(stated: Stated, documents: Iterable[Concordance]) -> Iterator[Dissent]:
    """What each document has instead of a figure that another bears out, where it speaks of the same (`rival`)."""
    for document in documents:
        against = None if borne_out(stated, document) else rival(stated, document)
        if against:
            begin, end = document.hedged(against[0])
            place, excerpt = place_of(document.document, begin, end), excerpt_of(document.document, begin, end)
            yield Dissent(excerpt.passage, (place.key,), place=place, excerpt=excerpt)
