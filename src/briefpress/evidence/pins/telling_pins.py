"""Weighed claims with pins in; a finding for each pin that leads nowhere, or no longer where it led, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.pins.pins import Pin, key_of
from briefpress.evidence.pins.shifts import receipt_of
from briefpress.evidence.pins.tethers import is_stray
from briefpress.evidence.receipts.lock import Lock
from briefpress.ledger import SOUND, Document, Entry
from briefpress.model import LOCK, Library
from briefpress.validate import nearest

_FORMS = "A pin is `KEY#p3` (page 3), `KEY#p3.2` (its paragraph 2) or `KEY#par12` (the twelfth paragraph of all)."


def tells(entry: Entry, documents: Mapping[str, Document]) -> bool:
    """Whether what is wrong with a claim is told here."""
    return entry.claim.kind == "pin" or is_stray(entry, documents)


def told(entries: Iterable[Entry], lock: Lock, library: Library) -> Iterator[Diagnostic]:
    """What is wrong with pins, on the line of the sentence of each, and with claims found outside of theirs."""
    for entry in entries:
        if entry.claim.kind == "pin" and entry.verdict not in SOUND:
            yield from _pin(entry, lock, library)
        elif is_stray(entry, library.documents):
            said = f"“{_short(entry.claim.words)}” stands at {entry.place}, which isn't what it is pinned to."
            hint = f"Pin it to that passage, or say what `{entry.claim.pin}` says."
            yield finding("EVID023", said, entry.claim.span, hint)


def _pin(entry: Entry, lock: Lock, library: Library) -> Iterator[Diagnostic]:
    written, place = entry.claim.pin, entry.claim.span
    pin = Pin.of(written)
    key = key_of(written)
    if pin is None:
        yield finding("EVID020", f"`{written}` is no pin.", place, _FORMS)
    elif key not in library.records:
        like = nearest(key, list(library.records))
        hint = f"Did you mean `{like}{written[len(key) :]}`?" if like else "Add the record to the bibliography."
        if library.whole:
            yield finding("EVID020", f"`{written}`: no record has the key `{key}`.", place, hint)
    elif entry.verdict == "unchecked":
        if not entry.reason:
            yield _unchecked(entry, lock, library)
    elif entry.verdict == "not found":
        hint = "`p3.2` is a page and a paragraph on it; `par12` a paragraph of all."
        yield finding("EVID020", f"`{written}` leads nowhere: {entry.note}", place, hint)
    else:
        yield _changed(entry, lock)


def _unchecked(entry: Entry, lock: Lock, library: Library) -> Diagnostic:
    key = key_of(entry.claim.pin)
    said = f"Nobody has looked whether the passage `{entry.claim.pin}` is there"
    if key in library.accessions or key in lock.keys:
        said += f": the document isn't here, and {LOCK} has no receipt of this claim."
        hint = "Run `briefpress verify --lock` where the document is."
    else:
        said += ": there is no document."
        hint = f"Put it into sources/documents/, called `{key}` with the ending of its kind."
    return finding("EVID024", said, entry.claim.span, hint)


def _changed(entry: Entry, lock: Lock) -> Diagnostic:
    receipt = receipt_of(entry, lock)
    since = f" since {receipt.day.isoformat()}" if receipt else ""
    if entry.verdict == "wrong page":
        hint = f"{entry.note} Change the pin."
        return finding("EVID021", f"The passage `{entry.claim.pin}` has moved{since}.", entry.claim.span, hint)
    now = f" It reads now: “{_short(entry.excerpt.passage.strip())}”" if entry.excerpt else ""
    hint = (
        f"Read it. If it still bears the sentence out, delete line {receipt.line if receipt else 0} of {LOCK} and run "
        "`briefpress verify --lock`; else change the sentence or the pin."
    )
    said = f"The passage `{entry.claim.pin}` was changed{since}.{now}"
    return finding("EVID022", said, entry.claim.span, hint, [receipt.span] if receipt else [])


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:117].rsplit(' ', 1)[0]} …"
