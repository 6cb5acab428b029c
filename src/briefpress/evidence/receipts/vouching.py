"""Weighed claims and the lock in; what the lock vouches for, and a finding for each receipt that can't be true, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefpress.accession import FOLDER
from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.receipts import fingerprints
from briefpress.evidence.receipts.lock import Lock, Receipt, sorted_lines
from briefpress.ledger import SOUND, Claim, Entry, Place
from briefpress.model import Library

Of = tuple[str, str, str]


def of_claim(claim: Claim, key: str) -> Of:
    """What a receipt of a claim in the document of a key is of (`Receipt.of`)."""
    return key, claim.kind, fingerprints.of_claim(claim, key)


def by_claim(entries: Iterable[Entry]) -> dict[Of, Entry]:
    """The entry of each claim, by all that a receipt of it could be of."""
    return {of_claim(e.claim, key): e for e in entries for key in e.claim.keys}


def vouched(entries: Sequence[Entry], lock: Lock, library: Library) -> list[Entry]:
    """The entries; one that no document here bears out has the verdict of its receipt, where that is still good.

    A receipt is good while what is known of the document has the hash that was found then. Where the document is here
    and bears a claim out as its receipt says, the entry has the day of that: an annex is the same on all machines.
    """
    good = {r.of: r for r in reversed(lock.receipts) if not is_outdated(r, library)}
    return [_vouched(entry, good, library) for entry in entries] if good else list(entries)


def _vouched(entry: Entry, good: Mapping[Of, Receipt], library: Library) -> Entry:
    if entry.verdict in SOUND:
        found = good.get(of_claim(entry.claim, entry.place.key)) if entry.place else None
        return replace(entry, receipt=found.day.isoformat()) if found and agrees(found, entry) else entry
    for key in entry.claim.keys:
        if key not in library.documents and (receipt := good.get(of_claim(entry.claim, key))):
            place = Place(key, receipt.page, receipt.paragraph, sha256=receipt.document)
            return Entry(entry.claim, receipt.verdict, place, receipt=receipt.day.isoformat(), on_trust=True)
    return entry


def is_outdated(receipt: Receipt, library: Library) -> bool:
    """Whether a receipt is of another document than the one that is known."""
    known = hash_of(receipt.key, library)
    return bool(known) and known != receipt.document


def known(lock: Lock, library: Library) -> frozenset[str]:
    """The sources whose documents somebody has: they are here, have a record, or were looked into for the lock."""
    return lock.keys.union(library.documents, library.accessions)


def away(lock: Lock, library: Library) -> dict[str, str]:
    """How to put back each document that somebody has, but that isn't here."""
    out = {}
    for key in sorted(known(lock, library) - library.documents.keys()):
        record = library.accessions.get(key)
        name = f"{FOLDER}/{record.file}" if record else f"a file called `{key}` in {FOLDER}, whatever its ending"
        out[key] = f"The document of `{key}` isn't on this machine: put it back as {name}"
    return out


def hash_of(key: str, library: Library) -> str:
    """The SHA-256 of a document: of the one that is here, else of the one that its record is of, else nothing."""
    if document := library.documents.get(key):
        return document.sha256
    return library.accessions[key].sha256 if key in library.accessions else ""


def told(entries: Sequence[Entry], lock: Lock, library: Library, *, whole: bool) -> Iterator[Diagnostic]:
    """An error for receipts of claims or documents that are no longer there, and for those that a document refutes.

    Where the brief couldn't be read as a `whole`, nothing is said of claims that aren't in it.
    """
    known = by_claim(entries)
    gone: dict[str, list[Receipt]] = {}
    outdated: dict[str, list[Receipt]] = {}
    untidy: list[Receipt] = []
    # What has become of the passages of these is told at their pins.
    shifted = {fingerprints.of_pin(e.claim.pin) for e in entries if e.claim.kind == "pin" and e.verdict not in SOUND}
    for receipt in lock.receipts:
        if receipt.key in library.documents and receipt.kind == "pin" and receipt.claim[:16] in shifted:
            continue
        entry = known.get(receipt.of)
        if entry is None:
            gone.setdefault(receipt.key, []).append(receipt)
        elif is_outdated(receipt, library):
            outdated.setdefault(receipt.key, []).append(receipt)
        elif receipt.key in library.documents:
            if entry.verdict not in SOUND:
                yield _refuted(receipt, entry)
            elif not agrees(receipt, entry):
                untidy.append(receipt)
    if whole:
        yield from (_gone(key, receipts) for key, receipts in gone.items())
    yield from (_outdated_told(key, receipts, library) for key, receipts in outdated.items())
    if untidy or not sorted_lines(lock):
        yield _untidy(untidy, lock)


def agrees(receipt: Receipt, entry: Entry) -> bool:
    """Whether a receipt says of a claim what was found now."""
    now = (entry.place.key, entry.place.page, entry.place.paragraph) if entry.place else None
    return (receipt.key, receipt.page, receipt.paragraph) == now and receipt.verdict == entry.verdict


def _gone(key: str, receipts: Sequence[Receipt]) -> Diagnostic:
    one = len(receipts) == 1
    said = f"{_lines(receipts)} of {'a claim' if one else 'claims'} on `{key}` that the brief doesn't have any more."
    hint = (
        f"`briefpress verify --lock` drops {'it' if one else 'them'}. If you changed the claim, run it where the "
        "document is, and the new words are checked."
    )
    return finding("LOCK004", said, receipts[0].span, hint, [r.span for r in receipts[1:]])


def _outdated_told(key: str, receipts: Sequence[Receipt], library: Library) -> Diagnostic:
    document = library.documents.get(key)
    what = f"`{document.path}`" if document else f"the document that sources/documents/{key}.source.yaml tells of"
    said = f"{_lines(receipts)} of another document than {what}: its hash isn't the same."
    hint = "Run `briefpress verify --lock` where the document is, and each claim on it is looked for again."
    return finding("LOCK005", said, receipts[0].span, hint, [r.span for r in receipts[1:]])


def _refuted(receipt: Receipt, entry: Entry) -> Diagnostic:
    said = f"The document of `{receipt.key}` is here, and doesn't bear out the claim that the line vouches for."
    hint = f"The claim stands at {entry.claim.span}: correct it, then run `briefpress verify --lock`."
    return finding("LOCK006", said, receipt.span, hint, [entry.claim.span])


def _untidy(untidy: Sequence[Receipt], lock: Lock) -> Diagnostic:
    if untidy:
        said = f"{_lines(untidy)} of a claim that is found at another place now, or by another verdict."
        return finding("LOCK007", said, untidy[0].span, "`briefpress verify --lock` writes it as it is.")
    said = "Lines stand twice or out of their order, as a merge leaves them."
    first = lock.receipts[0]
    return finding("LOCK007", said, first.span, "It does no harm; `briefpress verify --lock` tidies them.")


def _lines(receipts: Sequence[Receipt]) -> str:
    numbers = [str(receipt.line) for receipt in receipts]
    if len(numbers) == 1:
        return f"Line {numbers[0]} is"
    shown = numbers if len(numbers) <= 6 else [*numbers[:5], f"{len(numbers) - 5} more"]
    return f"Lines {', '.join(shown[:-1])} and {shown[-1]} are"
