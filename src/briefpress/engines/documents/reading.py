"""Source documents in; the text of each, from the store or read within bounds, side by side, out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from briefpress import cache, files
from briefpress.beside import Companion
from briefpress.diagnostics import StageError
from briefpress.engines import pandoc
from briefpress.engines.documents import ENDINGS, VERSION, UnreadableError, kind_of, read
from briefpress.ledger import Text

SECONDS = 120
MEMORY = 2 << 30
_SMALL = 1 << 20
"""Bytes of a document, unpacked, that takes less to read here than another Python takes to start."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to read: its bytes, the ending of its name, and what its first page is called, if that is known."""

    data: bytes
    ending: str
    first_page: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document can't be read, as UnreadableError tells it, and as the store keeps it."""

    said: str
    hint: str


def read_all(wanted: Sequence[Wanted], store: cache.Store) -> list[Text | Refusal]:
    """The text of each document, or why it can't be read.

    What was read before comes from the store, if this machine read it: what a quotation is held to must not come with
    the brief. A PDF, or any document that is large or unpacks to much, is read by a Python of its own, which is stopped
    after 120 seconds or at 2 GB.
    """
    if not wanted:
        return []
    keys = [_key(one, store) for one in wanted]
    known = {key: outcome for key in keys if key and (outcome := _known(store.get(key)))}
    left = [(one, key) for one, key in zip(wanted, keys, strict=True) if key not in known]
    here = [pair for pair in left if not _is_heavy(pair[0])]
    heavy = [pair for pair in left if _is_heavy(pair[0])]
    read_now = {id(one): attempt(one) for one, _ in here}
    if heavy:
        abreast = min(os.cpu_count() or 1, len(heavy), 2)
        shares = [[one for one, _ in heavy[start::abreast]] for start in range(abreast)]
        with ThreadPoolExecutor(abreast) as workers:
            for share, texts in zip(shares, workers.map(_beside, shares), strict=True):
                read_now |= {id(one): text for one, text in zip(share, texts, strict=True) if text is not None}
    for one, key in left:
        if key and id(one) in read_now:
            outcome = read_now[id(one)]
            pair = (outcome, None) if isinstance(outcome, Text) else (None, outcome)
            store.put(key, msgspec.json.encode(pair))
    return [known.get(key) or read_now.get(id(one), _STOPPED) for one, key in zip(wanted, keys, strict=True)]


def _known(data: bytes | None) -> Text | Refusal | None:
    """What was made of a document on this machine before; None where there is nothing that holds together."""
    if data is None:
        return None
    try:
        text, refusal = msgspec.json.decode(data, type=tuple[Text | None, Refusal | None])
    except msgspec.DecodeError:
        return None
    if text is None:
        return refusal
    ends = [0, *(paragraph.end for paragraph in text.paragraphs), len(text.words)]
    begins = [0, *(paragraph.begin for paragraph in text.paragraphs), len(text.words)]
    within = all(end <= begin for end, begin in zip(ends, begins[1:], strict=False))
    return text if text.paragraphs and within and all(b <= e for b, e in zip(begins, ends, strict=True)) else None


_STOPPED = Refusal(
    f"reading it takes more than {SECONDS} seconds or {MEMORY >> 30} GB of memory", "Keep the part of it that is cited."
)


def attempt(one: Wanted) -> Text | Refusal:
    """The text of a document, or why it can't be read."""
    try:
        return read(one.data, one.ending, one.first_page)
    except UnreadableError as error:
        return Refusal(str(error), error.hint)


def _is_heavy(one: Wanted) -> bool:
    kind = ENDINGS.get(one.ending.lower())
    if kind in ("docx", "odt", "epub"):
        from briefpress.engines.documents.archive import unpacked  # costs a build without documents its time

        return max(len(one.data), unpacked(one.data)) > _SMALL
    return kind == "pdf" or (kind != "text" and len(one.data) > _SMALL)


def _beside(share: Sequence[Wanted]) -> list[Text | Refusal | None]:
    """The texts of documents, read by another Python; None for one at which it had to be stopped, or broke."""
    out: list[Text | Refusal | None] = []
    left = list(share)
    while left:
        with Companion("Reading a document", SECONDS, MEMORY) as reader:
            for one in tuple(left):
                left.remove(one)
                try:
                    out.append(reader.call(attempt, one))
                except StageError:
                    out.append(None)
                    break
    return out


def _key(one: Wanted, store: cache.Store) -> str:
    """The key of a document's text in the store; nothing where it has no kind."""
    try:
        kind = kind_of(one.ending)
    except UnreadableError:
        return ""
    from importlib.metadata import version  # costs a build without documents its time

    engine = pandoc.version() if kind == "markdown" else version("pypdfium2") if kind == "pdf" else version("lxml")
    return store.key("document", VERSION, kind, engine, str(one.first_page or ""), files.sha256(one.data))
