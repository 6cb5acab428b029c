"""Weighed claims and the documents in; those that were found nowhere, with the pages that nobody could read, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefpress.ledger import Document, Entry


def noted(entries: Iterable[Entry], documents: Mapping[str, Document]) -> list[Entry]:
    """The entries; one that was not found says on which pages of its sources, unread, it may stand."""
    return [_noted(entry, documents) if entry.verdict == "not found" else entry for entry in entries]


def _noted(entry: Entry, documents: Mapping[str, Document]) -> Entry:
    cited = [documents[key] for key in entry.claim.keys if key in documents]
    said = [
        f"It may stand on {document.text.unread_pages} of `{document.path}`: pictures, which nobody could read."
        for document in cited
        if document.text.unread
    ]
    return replace(entry, note=" ".join(part for part in (entry.note, *said) if part)) if said else entry
