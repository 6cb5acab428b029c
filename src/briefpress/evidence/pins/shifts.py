"""Pinned claims and the lock in; the same claims, each knowing where its passage has gone to since, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefpress.evidence.pins.pins import Pin, has_pages, pages, paragraphs, passage, place_at
from briefpress.evidence.places import excerpt_of
from briefpress.evidence.receipts import fingerprints
from briefpress.evidence.receipts.lock import Lock, Receipt
from briefpress.ledger import Document, Entry, Text

MOVED = "It stands at `{}` now."
"""The note on a passage that has moved."""


def followed(entries: Iterable[Entry], lock: Lock, documents: Mapping[str, Document]) -> list[Entry]:
    """What a pin leads to is still what it was when the lock was written; else it is looked for, and its entry says so.

    `wrong page` is one whose passage stands elsewhere now, `altered` one whose passage is nowhere as it was.
    """
    kept: dict[str, Receipt] = {}
    for receipt in lock.receipts:
        if receipt.kind == "pin" and receipt.passage:
            kept.setdefault(receipt.claim[:16], receipt)
    return [_followed(e, kept, documents) if e.claim.kind == "pin" else e for e in entries]


def receipt_of(entry: Entry, lock: Lock) -> Receipt | None:
    """The receipt by which the passage of a pinned claim is known, whatever the words that are pinned to it."""
    half = fingerprints.of_pin(entry.claim.pin)
    return next((r for r in lock.receipts if r.kind == "pin" and r.passage and r.claim.startswith(half)), None)


def _followed(entry: Entry, kept: Mapping[str, Receipt], documents: Mapping[str, Document]) -> Entry:
    receipt = kept.get(fingerprints.of_pin(entry.claim.pin))
    pin = Pin.of(entry.claim.pin)
    if receipt is None or pin is None or (document := documents.get(pin.key)) is None:
        return entry
    words = document.text.words
    part = passage(pin, document.text)
    if part is not None and fingerprints.of_passage(words[slice(*part)]) == receipt.passage:
        return entry
    for other, there in _like(pin, document.text):
        if fingerprints.of_passage(words[slice(*there)]) == receipt.passage:
            found = Pin.of(other) or pin
            place, excerpt = place_at(found, document, there), excerpt_of(document, *there)
            return replace(entry, verdict="wrong page", place=place, excerpt=excerpt, note=MOVED.format(other))
    return replace(entry, verdict="altered") if part is not None else entry


def _like(pin: Pin, text: Text) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each passage of a document of the kind that a pin names, pages or paragraphs, and the pin that leads to it."""
    if pin.nth or not has_pages(text):
        how = "par" if pin.nth else "p"
        yield from ((f"{pin.key}#{how}{n}", part) for n, (_, part) in enumerate(paragraphs(text), 1))
    elif "." not in pin.page or pin.page.casefold() in pages(text):
        yield from ((f"{pin.key}#p{page}", part) for page, part in pages(text).items())
    else:
        yield from ((f"{pin.key}#p{p.page}.{p.number}", part) for p, part in paragraphs(text))
