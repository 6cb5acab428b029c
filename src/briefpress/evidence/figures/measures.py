"""A figure of the brief and the places that have its number in; whether they speak of the same measure, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefpress.evidence.figures import units
from briefpress.evidence.figures.bearings import bearings
from briefpress.evidence.figures.concordance import Concordance
from briefpress.evidence.figures.contradicting import alike, counted, same
from briefpress.evidence.figures.findingfigures import Borne
from briefpress.evidence.figures.quantities import DATE
from briefpress.evidence.figures.stated import Stated
from briefpress.evidence.figures.subjects import stems

Found = Sequence[tuple[Concordance, list[Borne]]]

REACH = 200
"""How far from a figure of the brief words may stand that tell what it is of."""

CLEARLY, APART, ALONE = 1.5, 0.7, 1.0
"""How many times more, and how much more, another figure must speak of the same; how much where the number's place
speaks of nothing of it."""

LEAST = 1.5
"""How much it must speak of the same where that place speaks of some of it."""

_LAST = re.compile(r"[^\W\d_]+\s$")

WORDS = 2
"""How many of the words around a number a document must know to be asked whether it speaks of the same."""


def about(stated: Stated) -> Mapping[str, float]:
    """What a figure of the brief is about: the words of its sentence by how near they stand."""
    claim = stated.claim
    text = claim.sentence.text
    others = [quantity.begin for quantity in stated.others if not claim.begin <= quantity.begin < claim.end]
    within = max(0, claim.begin - REACH), min(len(text), claim.end + REACH)
    return bearings(text, (claim.begin, claim.end), within, others).near


def nearer(stated: Stated, found: Found, known: Sequence[Concordance]) -> tuple[Concordance, int] | None:
    """The figure of the same kind with another value that speaks plainly more of the same than any with the number.

    None where the number's own place speaks of about as much: the words of an editor aren't those of the source. Nor
    of a date or a difference, which stand in any sentence.
    """
    if stated.quantity.unit in (DATE, units.POINTS) or stated.quantity.ordinal:
        return None
    wanted = about(stated)
    here = _most(wanted, found)
    ours = {(document.document.key, one.index) for document, borne in found for one in borne}
    rows = [
        (document.bearings(index).on(wanted), -index, document)
        for document in known
        for index in alike(stated, document, frozenset(wanted))
        if (document.document.key, index) not in ours
    ]
    best, index, document = max(rows, key=lambda row: row[:2], default=(0.0, 0, None))
    enough = best >= ALONE if not here else best >= max(LEAST, CLEARLY * here, APART + here)
    if document and enough:
        return document, -index
    return _led(stated, found, known) if 0 < here < ALONE else None


def _led(stated: Stated, found: Found, known: Sequence[Concordance]) -> tuple[Concordance, int] | None:
    """The figure right behind the same word as one of the brief, where no place with its number has that word near.

    `We granted 71` speaks against 46 that were granted: it counts the same things, or leaves unsaid which.
    """
    claim, unit = stated.claim, stated.quantity.unit
    word, things = _ahead(claim.sentence.text, claim.begin), counted(claim.sentence.text, claim.end)
    if not word or any(word & document.bearings(one.index).near.keys() for document, borne in found for one in borne):
        return None
    for document in known:
        words = document.document.text.words
        for index in sorted(document.alike(unit, word)):
            figure, theirs = document.figures[index], counted(words, document.figures[index].end)
            elsewhere = figure.ordinal or any(same(figure, other) for other in stated.others)
            if not elsewhere and word == _ahead(words, document.hedged(index)[0]) and (not theirs or theirs & things):
                return document, index
    return None


def _ahead(text: str, at: int) -> frozenset[str]:
    """The word that ends where a figure begins, if it tells anything."""
    match = _LAST.search(text, max(0, at - 30), at)
    return stems(match[0]) if match else frozenset()


def astray(stated: Stated, found: Found, known: Sequence[Concordance]) -> bool:
    """Whether a plain number stands only where nothing is spoken of that it is of, in documents that do speak of that.

    At least two of the words around it must stand by other figures there: else the document has other words for it, or
    another language.
    """
    if stated.quantity.unit or stated.quantity.ordinal:
        return False
    wanted = about(stated)
    spoken = {stem for stem in wanted for document in known if document.alike("", frozenset((stem,)))}
    return len(spoken) >= WORDS and len(spoken) == len(wanted) and not _most(wanted, found)


def _most(wanted: Mapping[str, float], found: Found) -> float:
    """How much the place of a number that speaks most of what is wanted does so."""
    return max(document.bearings(one.index).on(wanted) for document, borne in found for one in borne)
