"""A document, and what its author wishes, in; its files in the brief, and the record that it may have, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefpress.accession import FOLDER, RECORD, Accession
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.engines import git, web
from briefpress.engines.documents.about import about
from briefpress.engines.documents.kinds import READ_HERE
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.files import sha256
from briefpress.keeping import bringing, proposal, reserve, shelf, stocktaking, unread
from briefpress.keeping.bringing import Brought
from briefpress.keeping.texts import text_of
from briefpress.ledger import Text
from briefpress.model import Library
from briefpress.records import Record
from briefpress.validate import nearest

_KEY = re.compile(r"[\w][\w.-]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for."""

    source: str
    key: str = ""
    rights: str = ""
    archived: str = ""
    address: str = ""
    first_page: int | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to be kept: its key, its files, its text, the record that it may have, and what is to be told."""

    key: str
    accession: Accession
    text: Text
    record: Record
    files: Mapping[str, bytes]
    found: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def addition(root: Path, library: Library, wish: Wish, day: datetime.date) -> Addition:
    """What adding a document comes to; nothing is written yet. Raises StageError (SRC008) where it can't be kept."""
    brought = _brought(wish)
    try:
        text = text_of(root, brought.data, brought.ending, wish.first_page)
    except UnreadableError as error:
        raise _refused(f"`{wish.source}` can't be kept: {error}.", error.hint or READ_HERE) from error
    address = wish.address or brought.address
    said = about(brought.data, brought.ending)
    record = proposal.proposed("", said, address, day)
    remarks = [brought.remark] if brought.remark else []
    if said.made and not said.issued:
        day_of_file = f"The document doesn't say when it came out, only that its file is of {said.made}"
        remarks.append(f"{day_of_file}: look for the date, and give it as `issued`.")
    key = wish.key or _key(library, record, brought.name, remarks)
    _check_key(key)
    file = f"{key}{brought.ending}"
    accession = Accession(file, sha256(brought.data), day, address, wish.archived, wish.rights, wish.first_page)
    found = _fits(root, library, key, accession, wished=bool(wish.key))
    found += unread.told(f"{FOLDER}/{file}", text)
    found += reserve.told(Span(shelf.path_of(key, RECORD)), accession.rights, private=accession.private)
    for field_, here, there in proposal.disagreements(record, library.records.get(key, {})):
        message = f"The {field_} of the document is `{here}`; the bibliography has `{there}` for `{key}`."
        hint = f"Correct the record; or if it is the wrong document, remove {FOLDER}/{key}.* and add the right one."
        found.append(finding("SRC012", message, library.places.get(key), hint))
    remarks += [
        f"The same document is kept for `{other}`."
        for other, kept in sorted(library.accessions.items())
        if kept.sha256 == accession.sha256 and other != key
    ]
    return Addition(
        key,
        accession,
        text,
        {"id": key, **{k: v for k, v in record.items() if k != "id"}},
        shelf.kept(key, accession, brought.data, text),
        tuple(found),
        tuple(remarks),
    )


def _refused(said: str, hint: str, place: Span | None = None) -> StageError:
    return StageError(finding("SRC008", said, place, hint))


def _brought(wish: Wish) -> Brought:
    try:
        if bringing.is_address(wish.source):
            return bringing.from_web(wish.source, local=wish.local)
        return bringing.from_file(Path(wish.source))
    except bringing.NotBroughtError as error:
        raise _refused(str(error), error.hint) from error
    except web.WebError as error:
        raise _refused(str(error), advice(error)) from error


def advice(error: web.WebError) -> str:
    """What to do about an address that can't be had."""
    if isinstance(error, web.RefusedError) and "own network" in str(error):
        return "If that is meant, add `--local`."
    if isinstance(error, web.NoNetworkError | web.UnknownHostError | web.UnreachableError | web.BusyError):
        return "Try again later, or save the document and add the file, with `--address` for where it is from."
    if isinstance(error, web.GoneError):
        return "Look for it in a web archive; add that address, or what you saved, with `--address` for the first one."
    return "Save it in your browser and add the file, with `--address` for where it is from."


def _key(library: Library, record: Record, name: str, remarks: list[str]) -> str:
    """The key of the work in the bibliography, else one that is free."""
    if same := proposal.same_work(record, library.records):
        remarks.append(f"The bibliography has it as `{same}`.")
        return same
    if name in library.records:
        return name
    return proposal.key_for(record, {*library.records, *library.accessions}, name)


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        proposed = re.sub(r"[^\w.-]+", "-", key).strip("-.") or "marsh2020"
        hint = f"A key that a document has is of letters, digits, dots and hyphens: `--key {proposed}`."
        raise _refused(f"`{key}` can't be the name of a file.", hint)


def _fits(root: Path, library: Library, key: str, accession: Accession, *, wished: bool) -> list[Diagnostic]:
    """What is to be said of the key, which the author may have `wished`. Raises StageError where it is taken."""
    folder = root / FOLDER
    record = folder / f"{key}{RECORD}"
    if record.exists():
        kept = library.accessions.get(key)
        same = kept is not None and kept.sha256 == accession.sha256
        said = f"`{key}` has this very document already." if same else f"`{key}` has a document already."
        hint = f"`briefpress source refresh {key}` compares it with what is there now; another work needs another key."
        raise _refused(said, hint, Span(f"{FOLDER}/{record.name}"))
    others = sorted(folder.glob(f"{key}.*")) if folder.is_dir() else []
    for path in others:
        if (
            path.is_file()
            and path.stem == key
            and (path.name != accession.file or sha256(path.read_bytes()) != accession.sha256)
        ):
            hint = f"To keep that one, `briefpress source add {FOLDER}/{path.name}`; else move it away first."
            said = f"Another document of `{key}` stands there, which nothing writes over."
            raise _refused(said, hint, Span(f"{FOLDER}/{path.name}"))
    found = []
    if wished and key not in library.records and library.whole and (like := nearest(key, sorted(library.records))):
        said = f"The bibliography has no record `{key}`."
        hint = f"If `{like}` is meant, remove sources/documents/{key}.* and add it as that one."
        found.append(finding("SRC004", said, Span(f"{FOLDER}/{accession.file}"), hint))
    if accession.private and accession.file in git.seen(folder, [accession.file]).tracked:
        found.append(stocktaking.in_git(f"{FOLDER}/{accession.file}"))
    return found
