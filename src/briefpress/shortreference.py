"""A CSL record in; its reference in short, as one names a source in talking of it, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TAGS = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>")
_LONGEST = 160


def who_and_when(record: Mapping[str, Any]) -> str:
    """`Marsh and Vance 2020`, as far as the record has them."""
    return " ".join(part for part in (_who(record), year(record)) if part)


def title(record: Mapping[str, Any]) -> str:
    """What a work is called, without mark-up, cut short where it has more words than one reads."""
    return _plain(record.get("title") or record.get("title-short") or "")


def year(record: Mapping[str, Any]) -> str:
    """The year in which a work was published, or nothing. A date is in any form that CSL's records have."""
    issued = record.get("issued")
    if isinstance(issued, Mapping):
        issued = issued.get("date-parts") or issued.get("raw") or issued.get("literal") or issued.get("year")
    while isinstance(issued, list) and issued:
        issued = issued[0]
    found = re.search(r"\d{4}", str(issued or ""))
    return found[0] if found else ""


def address(record: Mapping[str, Any]) -> str:
    """Where a work is to be had on the web: its DOI's address, or its own."""
    doi = str(record.get("DOI") or "").strip()
    if re.fullmatch(r"10\.\d{4,9}/[^\s<>\"]+", doi):
        return f"https://doi.org/{doi}"
    own = str(record.get("URL") or "").strip()
    return own if re.fullmatch(r"https?://[^\s<>\"]+", own) else ""


def _who(record: Mapping[str, Any]) -> str:
    for role in ("author", "editor", "issuing-body", "authority", "publisher", "container-title"):
        people = record.get(role)
        if isinstance(people, list):
            names = [name for one in people if (name := _name(one))]
            if len(names) > 2:
                return f"{names[0]} et al."
            if names:
                return " and ".join(names)
        elif isinstance(people, str) and people.strip():
            return _plain(people)
    return ""


def _name(one: Any) -> str:
    if not isinstance(one, Mapping):
        return _plain(str(one))
    particle = str(one.get("non-dropping-particle") or "")
    return _plain(str(one.get("literal") or f"{particle} {one.get('family') or one.get('given') or ''}"))


def _plain(text: str) -> str:
    words = " ".join(_TAGS.sub("", str(text)).split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
