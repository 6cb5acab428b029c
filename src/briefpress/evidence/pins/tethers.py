"""Weighed claims in pinned parts of sentences in; the same, those found outside of their passage told apart, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from briefpress.evidence.pins.pins import Pin, passage
from briefpress.evidence.places import excerpt_of, place_of
from briefpress.ledger import SOUND, Claim, Document, Entry, Kind, Text

Weigh = Callable[[Iterable[Claim], Mapping[str, Document]], Sequence[Entry]]


def held(entries: Iterable[Entry], documents: Mapping[str, Document], weigh: Mapping[Kind, Weigh]) -> list[Entry]:
    """A sound quotation or figure in a pinned part of its sentence must stand in that passage: else `wrong page`.

    `weigh` looks for a claim of a kind in documents: what stands in several places is looked for in the passage alone.
    """
    return [_held(entry, documents, weigh) for entry in entries]


def _held(entry: Entry, documents: Mapping[str, Document], weigh: Mapping[Kind, Weigh]) -> Entry:
    if entry.claim.kind == "pin" or not entry.claim.pin or entry.verdict not in SOUND:
        return entry
    parts = _parts(entry.claim, documents)
    if not parts or entry.place is None or _within(entry, parts):
        return entry
    for document, part in parts:
        (again,) = weigh[entry.claim.kind]([entry.claim], {document.key: _only(document, part)})
        if again.verdict in SOUND:
            if again.place is None or again.place.extent is None:
                return again
            begin, end = (part[0] + offset for offset in again.place.extent)
            return replace(again, place=place_of(document, begin, end), excerpt=excerpt_of(document, begin, end))
    note = f"It does not stand in {' or '.join(f'`{pin}`' for pin in entry.claim.pin.split())}, to which it is pinned."
    return replace(entry, verdict="wrong page", note=note)


def is_stray(entry: Entry, documents: Mapping[str, Document]) -> bool:
    """Whether a claim was found, but not in a passage that it is pinned to."""
    pinned = entry.claim.kind != "pin" and entry.claim.pin and entry.verdict == "wrong page"
    return bool(pinned) and not _within(entry, _parts(entry.claim, documents))


def _parts(claim: Claim, documents: Mapping[str, Document]) -> list[tuple[Document, tuple[int, int]]]:
    """The passages of a claim's pins. A pin that leads nowhere is told where it is weighed itself."""
    found = []
    for pin in filter(None, map(Pin.of, claim.pin.split())):
        document = documents.get(pin.key)
        part = passage(pin, document.text) if document else None
        if document and part:
            found.append((document, part))
    return found


def _within(entry: Entry, parts: Sequence[tuple[Document, tuple[int, int]]]) -> bool:
    if entry.place is None or entry.place.extent is None:
        return False
    begin, end = entry.place.extent
    return any(d.key == entry.place.key and part[0] <= begin and end <= part[1] for d, part in parts)


def _only(document: Document, part: tuple[int, int]) -> Document:
    """A document with nothing in it but a part of its text."""
    begin, end = part
    inside = tuple(
        replace(p, begin=max(p.begin, begin) - begin, end=min(p.end, end) - begin)
        for p in document.text.paragraphs
        if p.begin < end and p.end > begin
    )
    return replace(document, text=Text(document.text.words[begin:end], inside))
