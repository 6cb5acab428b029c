"""Sentences in; the figures that they state, and the claims that those of them are which cite, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefpress.evidence.figures.hedges import Hedge, hedge
from briefpress.evidence.figures.quantities import Quantity, Reading, quantities
from briefpress.evidence.quotations.claims import MIN_WORDS
from briefpress.ledger import Citing, Claim, Sentence
from briefpress.wording import numerals, word_count

SMALL = 12
"""Numbers in words up to it count things in passing, two requests or three courses, unless they measure something."""

_APART = ("heading", "quote", "source", "by")
"""What holds no figures of the author's own: a block quote is compared as a whole."""

_LABELS = re.compile(
    r"(?:\b(?:Arts?\.?|Articles?|Resolutions?|Directives?|Regulations?|Decisions?|Decrees?|Protocols?|Annex(?:es)?|Chapters?"
    r"|Sections?|Figures?|Figs?\.|Tables?|Box(?:es)?|Options?|Steps?|Phases?|Parts?|Vols?\.|Volumes?|Issues?|Nos?\.|Nr\."
    r"|Numbers?|Rules?|Paragraphs?|Paras?\.|Cases?|Law|Act|Notes?|[Pp]ages?|pp?\.|chapters?|sections?|paragraphs?"
    r"|articles?|Artikel|Kapitel|Abschnitt|Seite|S\.|chapitre|artículo|capítulo|стать\w+|глав\w+|§+|#|№|n°)"
    r"[\s\u00a0]?(?:\d[\d.,]*(?:[,\s]+(?:and|or|to)?\s*|[-–]))?)$"
)
_NAME = re.compile(r"(?:^|.)\b([A-Z][\w’'-]*)[\s\u00a0]$", re.DOTALL)
_LISTED = re.compile(r"^\s*[(\[]?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the brief: its claim, what it amounts to, how it is hedged, all figures of its sentence."""

    claim: Claim
    quantity: Quantity
    hedge: Hedge
    others: tuple[Quantity, ...]


@lru_cache(maxsize=64)
def reading(tag: str) -> Reading:
    """How the figures of a brief in a language are read."""
    # Many an author writes 1.960 in English as well.
    return Reading((tag, "en"), numerals(tag).decimal, sure=False)


def stated(sentences: Sequence[Sentence], tag: str) -> Iterator[Stated]:
    """Each figure of a sentence that cites, or that stands in something that does, as a claim.

    It rests on all citations of its sentence, the nearest first, else on those of what it stands in.
    """
    for sentence in sentences:
        if not (sentence.citings or sentence.around):
            continue
        found = figures(sentence, tag)
        others = tuple(quantity for quantity, _, _, _ in found)
        for quantity, hedged, begin, end in found:
            citings = _nearest_first(sentence.citings, end) or sentence.around
            pin = next((m.get("pin") for m in sentence.marks if m.begin <= begin and end <= m.end and m.get("pin")), "")
            words = sentence.text[begin:end]
            claim = Claim("figure", words, begin, end, sentence, citings, sentence.span, pin)
            yield Stated(claim, quantity, hedged, others)


def figures(sentence: Sentence, tag: str) -> list[tuple[Quantity, Hedge, int, int]]:
    """The figures of a sentence, each with its hedge and the part of the sentence that both are.

    No figures are: those in quotations, which are compared with them; numbers of tables, notes and sections; numbers
    in names (F-16, Article 5, France 24); small numbers in words that measure nothing.
    """
    if sentence.role in _APART:
        return []
    apart = [*sentence.aside, *(span for span in sentence.quoted if _compared(sentence.text[slice(*span)]))]
    found = []
    for quantity in quantities(sentence.text, reading(tag)):
        if any(b < quantity.end and quantity.begin < e for b, e in apart):
            continue
        if _counts(quantity) and not _in_name(sentence.text, quantity):
            hedged, begin, end = hedge(sentence.text, quantity.begin, quantity.end)
            found.append((quantity, hedged, begin, end))
    return found


def _compared(words: str) -> bool:
    return word_count(words) >= MIN_WORDS or any(c.isdigit() for c in words)


def _counts(quantity: Quantity) -> bool:
    """Whether somebody would look a figure up."""
    if quantity.spelled and not quantity.unit:
        return any(amount.value > SMALL for amount in quantity.amounts)
    if quantity.spelled:
        return any(amount.value > 1 for amount in quantity.amounts)
    return True


def _in_name(text: str, quantity: Quantity) -> bool:
    """Whether a number is a part of a name, or the number of a chapter or a list."""
    ahead, behind = text[max(0, quantity.begin - 40) : quantity.begin], text[quantity.end :]
    if _LABELS.search(ahead):
        return True
    if quantity.ordinal:
        return bool(re.match(r"[\s-](?:[A-Z]|century)", behind))
    if quantity.unit or quantity.spelled:
        return False
    if not text[: quantity.begin].strip("( [") and re.match(r"[.)]\s", behind):
        return True
    if re.match(r"[-‑][A-Z]|\.[a-z]", behind):
        return True
    named = _NAME.search(ahead)
    first = named is not None and not text[: quantity.begin - len(named[1]) - 1].strip("“\"'‘( ")
    return named is not None and not first and quantity.end - quantity.begin <= 3 and named[1] not in ("I", "A")


def _nearest_first(citings: Sequence[Citing], end: int) -> tuple[Citing, ...]:
    """All citations of a sentence: those behind its figure in their order, then those before it, the last first."""
    behind = [c for c in citings if c.at >= end]
    before = [c for c in citings if c.at < end]
    return (*behind, *reversed(before))
