"""The words of a source that a gap of a quotation leaves out in; the negation that is lost with them, if any, out."""

from __future__ import annotations

import re

from briefpress.evidence.quotations.quoting import NEGATION

_SENTENCE_ENDS = re.compile(r"[.!?…։؟।][\"'”’»)\]]*\s|[。！？]|\n\s*\n")
_ASIDE = re.compile(r"\s*[,(–—-].*[,)–—-]\s*", re.DOTALL)
_HARMLESS = re.compile(
    r"\s(?:only|least|merely|just|less|later|more|fewer)\b|(?:without|ohne|sans|без|sin|sem)\b", re.IGNORECASE
)
"""What makes a negation none of the verb: `not only`, `no less`; and words that deny a circumstance alone."""


def lost(left_out: str) -> str:
    """The first negation among the words that a gap leaves out of the midst of a sentence, or nothing.

    Whole sentences between may say what they will, and so may what commas, dashes or brackets set apart.
    """
    if _SENTENCE_ENDS.search(left_out) or _ASIDE.fullmatch(left_out):
        return ""
    found = (m for m in NEGATION.finditer(left_out) if not _HARMLESS.match(left_out, m.end()))
    return next((m[0] for m in found if not _HARMLESS.fullmatch(m[0])), "")
