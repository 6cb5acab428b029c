"""A document and its record in; how its figures are read, and when it came out, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefpress import csl_record
from briefpress.evidence.figures import numerals
from briefpress.evidence.figures.daysintext import Day
from briefpress.evidence.figures.quantities import Reading
from briefpress.ledger import Document
from briefpress.wording import numerals as signs_of

_ENGLISH = re.compile(r"\b(?:the|of|and)\b")


def reading_of(document: Document, record: Mapping[str, Any], tag: str) -> Reading:
    """How a document's figures are read: in the language of its record, else English or the brief's.

    Decimals are parted as most of its own numbers show; where they show nothing, as in its language where that is
    known, and in either way where it isn't.
    """
    said = str(record.get("language") or "")
    words = document.text.words
    english = len(_ENGLISH.findall(words, 0, 5000)) > len(words[:5000]) / 200
    own = said if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", said) else "en" if english else ""
    shown = numerals.decimal_sign(words)
    decimal = shown or (signs_of(own).decimal if own else "")
    return Reading(tuple(dict.fromkeys(name for name in (own, tag, "en") if name)), decimal, sure=bool(shown or said))


def issued(record: Mapping[str, Any]) -> Day:
    """The day on which a CSL record says that its work came out, as exactly as it says; an empty one if it doesn't."""
    year, month, day = (*csl_record.issued(record), 0, 0, 0)[:3]
    return Day(year, month, day)
