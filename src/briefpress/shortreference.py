"""A CSL record in; its reference in short, as one names a source in talking of it, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefpress import csl_record

_TAGS = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>")
_LONGEST = 160


def who_and_when(record: Mapping[str, Any]) -> str:
    """`Marsh and Vance 2020`, as far as the record has them."""
    return " ".join(part for part in (_who(record), csl_record.year(record)) if part)


def title(record: Mapping[str, Any]) -> str:
    """What a work is called, without mark-up, cut short where it has more words than one reads."""
    return _plain(record.get("title") or record.get("title-short") or "")


def address(record: Mapping[str, Any]) -> str:
    """Where a work is to be had on the web: its DOI's address, or its own."""
    doi = str(record.get("DOI") or "").strip()
    if re.fullmatch(r"10\.\d{4,9}/[^\s<>\"]+", doi):
        return f"https://doi.org/{doi}"
    own = str(record.get("URL") or "").strip()
    return own if re.fullmatch(r"https?://[^\s<>\"]+", own) else ""


def _who(record: Mapping[str, Any]) -> str:
    for role in ("author", "editor", "issuing-body", "authority", "publisher", "container-title"):
        names = [name for one in csl_record.people(record, role) if (name := _name(one))]
        if len(names) > 2:
            return f"{names[0]} et al."
        if names:
            return " and ".join(names)
    return ""


def _name(one: Mapping[str, Any]) -> str:
    particle = str(one.get("non-dropping-particle") or "")
    return _plain(str(one.get("literal") or f"{particle} {one.get('family') or one.get('given') or ''}"))


def _plain(text: str) -> str:
    words = " ".join(_TAGS.sub("", str(text)).split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
