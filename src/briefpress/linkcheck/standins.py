"""A record and the addresses that are known to be dead in; the same with its archived copy's address instead, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefpress.linkcheck.addresses import archived_copy, whole_page
from briefpress.model import Library


def stood_in(key: str, library: Library) -> Mapping[str, Any]:
    """A record of the library; where its address is dead, and an archived copy is known, the copy's instead of it."""
    record = library.records[key]
    url = str(record.get("URL") or "")
    copy = archived_copy(key, library) if url and whole_page(url) in library.dead else ""
    return {**record, "URL": copy} if copy else record
