"""Weighed claims and the lock of before in; the lock that is true of them now, and what changed in it, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefpress.evidence.pins.shifts import receipt_of
from briefpress.evidence.receipts import fingerprints
from briefpress.evidence.receipts.lock import Lock, Receipt, written
from briefpress.evidence.receipts.vouching import Of, by_claim, is_outdated, of_claim
from briefpress.ledger import SOUND, Entry
from briefpress.model import Library


@dataclass(frozen=True, slots=True)
class Renewal:
    """A lock as it is to be: its text, its receipts counted, the claims that are new in it, what it drops and why."""

    text: str
    count: int
    added: tuple[Entry, ...]
    dropped: tuple[tuple[Receipt, str], ...]


def renewed(entries: Sequence[Entry], lock: Lock, library: Library, day: datetime.date) -> Renewal:
    """A receipt for each claim that a document here bears out, with its old day where nothing changed.

    What documents that aren't here were found to say stays, as long as the brief still says it; so does what a pin
    was tied to, where the passage has changed since: that is for somebody to look at.
    """

    def last(receipt: Receipt) -> tuple[bool, int]:
        # Of two receipts of one finding, as a merge leaves them, the older one that is of this document.
        return not is_outdated(receipt, library), -receipt.day.toordinal()

    before = {receipt.of: receipt for receipt in sorted(lock.receipts, key=last)}
    known = by_claim(entries)
    kept: dict[Of, Receipt] = {}
    added: list[Entry] = []
    for entry in entries:
        if new := _receipt(entry, library, day):
            old = before.get(new.of)
            added += [entry] if old is None and new.of not in kept else []
            kept[new.of] = old if old and _same(old, new) else new
    held = [r for e in entries if e.claim.kind == "pin" and e.verdict not in SOUND and (r := receipt_of(e, lock))]
    for receipt in [*held, *(r for r in before.values() if r.key not in library.documents and r.of in known)]:
        kept.setdefault(receipt.of, receipt)
    dropped = tuple((r, _why(r, known, library)) for r in before.values() if r.of not in kept)
    return Renewal(written(kept.values()), len(kept), tuple(added), dropped)


def _receipt(entry: Entry, library: Library, day: datetime.date) -> Receipt | None:
    """What was found of a claim in a document that is here."""
    place = entry.place
    if entry.verdict not in SOUND or place is None or place.key not in library.documents:
        return None
    document = library.documents[place.key]
    passage = ""
    if entry.claim.kind == "pin" and place.extent:
        passage = fingerprints.of_passage(document.text.words[slice(*place.extent)])
    of = of_claim(entry.claim, place.key)
    return Receipt(*of, document.sha256, place.page, place.paragraph, entry.verdict, day, passage)  # type: ignore[arg-type]


def _same(old: Receipt, new: Receipt) -> bool:
    def without_day(r: Receipt) -> tuple[object, ...]:
        return r.document, r.page, r.paragraph, r.verdict, r.passage

    return without_day(old) == without_day(new)


def _why(receipt: Receipt, known: Mapping[Of, Entry], library: Library) -> str:
    entry = known.get(receipt.of)
    if entry is None:
        return "the brief doesn't say it any more"
    if entry.verdict in SOUND:
        return "another source that it cites bears it out"
    return f"`{library.documents[receipt.key].path}` doesn't bear it out"
