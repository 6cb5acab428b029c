"""Quotations and documents in; for each the verdict, and the passage that it is or comes nearest to, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from briefpress.ledger import Claim, Document, Entry, Place

ALTERED = 80.0
_FOLD = str.maketrans({**dict.fromkeys('’‘‚‛“”„‟"«»‹›「」『』', "'"), "–": "-", "—": "-", "\u00ad": None, "…": "..."})
_GUILLEMETS = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")


def weigh(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Entry]:
    """The entry of each quotation, in their order."""
    texts = {key: folded(document.text.words) for key, document in documents.items()}
    return [_weighed(claim, texts) for claim in claims]


def _weighed(claim: Claim, texts: Mapping[str, str]) -> Entry:
    known = [key for key in claim.keys if key in texts]
    if not known:
        return Entry(claim, "unchecked")
    wanted = folded(claim.words)
    for key in known:
        if wanted in texts[key]:
            return Entry(claim, "exact", Place(key))
    from rapidfuzz import fuzz

    best = max(
        ((fuzz.partial_ratio_alignment(wanted, texts[key]), key) for key in known),
        key=lambda row: row[0].score if row[0] else 0,
    )
    alignment, key = best
    if alignment and alignment.score >= ALTERED:
        passage = texts[key][alignment.dest_start : alignment.dest_end].strip()
        return Entry(claim, "altered", Place(key), note=passage)
    return Entry(claim, "not found")


def folded(text: str) -> str:
    """A text as it is compared: case, kinds of quotation mark and dash, spaces and line ends made one."""
    text = _GUILLEMETS.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLD)
    text = re.sub(r"-\n(?=[a-z])", "", text)
    return " ".join(text.casefold().split()).strip(" .,;")
