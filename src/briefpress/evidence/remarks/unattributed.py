"""Sentences in; the quotations in them that nobody could look up, for nothing near them is cited, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.quotations.claims import said
from briefpress.evidence.text.whereabouts import within
from briefpress.ledger import Sentence
from briefpress.model import Written
from briefpress.wording import word_count

_EXEMPT = ("heading", "term", "alt", "caption", "about", "disclaimer", "suggested-citation", "source", "by")
MIN_WORDS = 5
"""Fewer words between quotation marks may be a title, or a word that its author keeps at a distance."""


def unattributed(sentences: Sequence[Sentence], written: Mapping[str, Written]) -> Iterator[Diagnostic]:
    """A finding for each quotation of five words and more without a citation; none in a brief that cites nothing."""
    if not any(sentence.citings for sentence in sentences):
        return
    for claim in said(sentences):
        sentence = claim.sentence
        if claim.citings or sentence.role in _EXEMPT or word_count(claim.words) < MIN_WORDS:
            continue
        words = claim.words if len(claim.words) <= 60 else f"{claim.words[:57].rstrip()}…"
        place = within(written.get(sentence.section), sentence.span, sentence.text, claim.begin, claim.end)
        hint = (
            "Cite whom it is from, in its sentence or at the end of its paragraph, and it is compared with the source."
        )
        yield finding("CLAIM002", f"“{words}” is quoted from nobody: nothing near it is cited.", place, hint)
