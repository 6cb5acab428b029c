"""A kept document and its address in; what of it changed since, the claims that rest on it, and its new files, out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import structs

from briefpress.accession import FOLDER, RECORD, TEXT, Accession
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines import web
from briefpress.engines.documents.kinds import ENDINGS
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.files import OutsideBriefError, is_inside, read_inside, sha256
from briefpress.keeping import bringing, passages, shelf
from briefpress.keeping.adding import advice
from briefpress.keeping.passages import Passage
from briefpress.keeping.revisions import Revision, numbers_in, revisions
from briefpress.keeping.texts import text_of
from briefpress.ledger import Entry, Paragraph, Place, Text

State = Literal["unchanged", "restored", "changed", "unseen"]
"""As it was; here again; another; not to be seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a document does: its state, what changed (numbers first), and the files by which it would be kept so.

    `old` and `new` are its paragraphs, `accession` its record then; `is_kept` whether the new one stands in
    sources/documents already, changed by hand. `told` is a sentence for people.
    """

    key: str
    state: State
    told: str
    old: tuple[Passage, ...] = ()
    new: tuple[Passage, ...] = ()
    changed: tuple[Revision, ...] = ()
    files: Mapping[str, bytes] | None = None
    accession: Accession | None = None
    is_kept: bool = False
    found: tuple[Diagnostic, ...] = ()

    def label(self, revision: Revision) -> str:
        """What a pin calls a paragraph that changed: as it is now, or as it was where it went."""
        if revision.new is not None:
            return self.new[revision.new].label
        return self.old[revision.old or 0].label


def look(root: Path, key: str, accession: Accession, day: datetime.date, *, local: bool = False) -> Look:
    """Look at a document again: at its file where that was changed by hand, else at its address."""
    path = root / FOLDER / accession.file
    place = Span(f"{FOLDER}/{accession.file}")
    if path.stem != key:
        return _unseen(key, f"The record of `{key}` is of `{accession.file}`.", f"Call it {key}{path.suffix}.", place)
    try:
        data = read_inside(root, path) if path.is_file() else None
    except OutsideBriefError:
        return _unseen(key, "The document is a link that leads out of the brief.", "Put the file itself there.", place)
    except OSError as error:
        return _unseen(key, f"The document can't be read: {error.strerror}.", "Look at its rights.", place)
    if data is not None and sha256(data) != accession.sha256:
        return _compared(root, key, accession, data, None, day)
    if not accession.address:
        here = "It is as it was added" if data is not None else "It isn't here"
        return _as_added(root, key, accession, data, f"{here}, and has no address to look at.")
    try:
        brought = bringing.from_web(accession.address, local=local)
    except bringing.NotBroughtError as error:
        return _unseen(key, str(error), error.hint, place)
    except web.WebError as error:
        kept = " What is kept stays." if data is not None else ""
        archived = f" An archived copy: {accession.archived}" if accession.archived else ""
        hint = archived.strip() if archived and isinstance(error, web.GoneError) else advice(error)
        return _unseen(key, f"{error}{kept}", hint, place)
    if ENDINGS.get(brought.ending) != ENDINGS.get(Path(accession.file).suffix.lower()):
        said = f"At the address of `{key}` stands a `{brought.ending}` now, where `{accession.file}` was."
        return _unseen(key, said, brought.remark or "To keep it, add it under another key.", place)
    if sha256(brought.data) != accession.sha256:
        return _compared(root, key, accession, brought.data, data, day)
    if data is None:
        return _restored(root, key, accession, brought.data, "It is here again, as it was added.")
    return _as_added(root, key, accession, data, "It is as it was added.")


def _unseen(key: str, said: str, hint: str, place: Span) -> Look:
    return Look(key, "unseen", said, found=(finding("SRC009", said, place, hint),))


def _as_added(root: Path, key: str, accession: Accession, data: bytes | None, told: str) -> Look:
    """A document that is as it was, or isn't here. A kept text that isn't of it is made anew."""
    if data is None:
        place = Span(f"{FOLDER}/{accession.file}")
        found = (finding("SRC009", f"`{key}`: {told}", place, "Put the file there again."),)
        return Look(key, "unseen", told, found=() if accession.private else found)
    if passages.hash_of(_kept(root, key)) == accession.sha256:
        return Look(key, "unchanged", told)
    return _restored(root, key, accession, data, f"{told[:-1]}; its text is made anew.")


def _restored(root: Path, key: str, accession: Accession, data: bytes, told: str) -> Look:
    try:
        text = text_of(root, data, Path(accession.file).suffix, accession.first_page)
    except UnreadableError as error:
        return _unseen(key, f"It can't be read: {error}.", error.hint, Span(f"{FOLDER}/{accession.file}"))
    return Look(key, "restored", told, files=shelf.kept(key, accession, data, text, _record(root, key)))


def _compared(
    root: Path, key: str, accession: Accession, data: bytes, before: bytes | None, day: datetime.date
) -> Look:
    """A document beside what it was: as the bytes of before have it, or else its kept text."""
    ending, page, place = Path(accession.file).suffix, accession.first_page, Span(f"{FOLDER}/{accession.file}")
    try:
        text = text_of(root, data, ending, page)
        old = passages.passages(text_of(root, before, ending, page)) if before is not None else None
    except UnreadableError as error:
        return _unseen(key, f"`{key}` can't be compared: {error}.", error.hint, place)
    old, new = old or passages.read(_kept(root, key)), passages.passages(text)
    changed = tuple(sorted(revisions(old, new), key=lambda revision: not revision.numbers)) if old else ()
    told = _told(changed, accession) if old else "It isn't what was added, and no text of that was kept."
    hint = f"`briefpress source refresh {key} --accept` keeps it as it is now."
    found = finding("SRC010", f"`{key}`: {told}", place, hint)
    renewed = structs.replace(accession, sha256=sha256(data), added=day)
    files = shelf.kept(key, renewed, data, text, _record(root, key))
    return Look(key, "changed", told, old, new, changed, files, renewed, before is None, (found,))


def _kept(root: Path, key: str) -> str:
    """The kept text of a document; nothing where there is none."""
    path = root / FOLDER / f"{key}{TEXT}"
    sound = path.is_file() and is_inside(root, path)
    return path.read_text(encoding="utf-8", errors="replace") if sound else ""


def _record(root: Path, key: str) -> str:
    return (root / FOLDER / f"{key}{RECORD}").read_text(encoding="utf-8-sig")


def _told(changed: Sequence[Revision], accession: Accession) -> str:
    if not changed:
        return "Its bytes are others, its words as they were."
    count, numbers = len(changed), sum(revision.numbers for revision in changed)
    said = f"{count} paragraph{'s' * (count != 1)} changed since {accession.added}"
    if count == 1:
        return f"{said}, {'and a number in it' if numbers else 'but no number'}."
    return f"{said}, numbers in {numbers} of them." if numbers else f"{said}, but no number."


def resting(seen: Look, text: Text | None, ledger: Iterable[Entry]) -> Iterator[Diagnostic]:
    """The claims of the brief that rest on a paragraph that changed.

    `text` is that of the document that the ledger was made with.
    """
    for entry in ledger:
        if seen.key not in entry.claim.keys or text is None:
            continue
        touched = [revision for revision in seen.changed if _rests(entry, revision, seen, text)]
        if touched:
            words = entry.claim.words if len(entry.claim.words) <= 60 else f"{entry.claim.words[:57].rstrip()}…"
            said = f"“{words}” rests on a passage that changed: `{seen.key}#{seen.label(touched[0])}`."
            yield finding("SRC011", said, entry.claim.span, "Compare it with the source, and say what that says.")


def _rests(entry: Entry, revision: Revision, seen: Look, text: Text) -> bool:
    """Whether a claim was found in a paragraph that changed, or would have been in what it was."""
    index = revision.new if seen.is_kept else revision.old
    place = entry.place
    if place is not None and (place.key != seen.key or place.extent or place.paragraph):
        return index is not None and place.key == seen.key and _stands(place, text.paragraphs[index])
    if entry.claim.kind == "figure":
        lost = set(numbers_in(revision.words("old"))) - set(numbers_in(revision.words("new")))
        return bool(lost & set(numbers_in(entry.claim.words)))
    sought, there = (
        "".join(c for c in words.casefold() if c.isalnum()) for words in (entry.claim.words, revision.words("old"))
    )
    return sought in there


def _stands(place: Place, paragraph: Paragraph) -> bool:
    """Whether a place lies in a paragraph of its document."""
    if place.extent:
        return paragraph.begin < place.extent[1] and paragraph.end > place.extent[0]
    return (place.page, place.paragraph) == (paragraph.page, paragraph.number)
