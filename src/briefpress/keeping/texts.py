"""The bytes of a document in; its text, read within the bounds of a build, out."""

from __future__ import annotations

from pathlib import Path

from briefpress import cache
from briefpress.engines.documents import reading
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.ledger import Text


def text_of(root: Path, data: bytes, ending: str, first_page: int | None = None) -> Text:
    """The text of a document of the brief in a folder, from its store where it was read before.

    Raises UnreadableError where it can't be had.
    """
    text = reading.read_all([reading.Wanted(data, ending, first_page)], cache.store_of(root))[0]
    if isinstance(text, reading.Refusal):
        raise UnreadableError(text.said, text.hint)
    return text
