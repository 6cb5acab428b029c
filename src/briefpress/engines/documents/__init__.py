"""The bytes of a source document in; its text, by pages and paragraphs, out. One kind of document a module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefpress.engines.documents.kinds import ENDINGS, Kind, kind_of
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.ledger import Text

if TYPE_CHECKING:
    from briefpress.engines.documents.laid import Block

__all__ = ["ENDINGS", "VERSION", "UnreadableError", "kind_of", "read"]

VERSION = "4"
"""Another whenever the same bytes give another text: what was read before isn't believed then."""

LARGEST = 256 << 20
"""Bytes of the largest document."""


def read(data: bytes, ending: str, first_page: int | None = None) -> Text:
    """The text of a document by its ending: .txt, .md, .html, .pdf, .docx, .odt or .epub.

    `first_page` is what its first page is called in print, where it has pages that are counted. Raises UnreadableError
    for other endings, and for a document whose text can't be had.
    """
    from briefpress.engines.documents.laid import text_of  # costs a build without documents its time

    kind = kind_of(ending)
    if len(data) > LARGEST:
        raise UnreadableError(f"it has more than {LARGEST >> 20} MB", "Keep the part that is cited.")
    try:
        blocks, unread = _blocks(data, kind, first_page)
    except RecursionError as error:
        raise UnreadableError("it is nested too deep", "Save its text alone, as .txt or .md.") from error
    text = text_of(blocks, unread)
    if not re.search(r"\w", text.words):
        raise UnreadableError("there is no word in it", "Look whether it is the file that you mean.")
    return text


def _blocks(data: bytes, kind: Kind, first_page: int | None) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of a document, and the pages that are pictures; only the modules of its kind are imported."""
    if kind == "pdf":
        from briefpress.engines.documents import pdf

        return pdf.read(data, first_page)
    if kind == "text":
        from briefpress.engines.documents import plain

        return plain.read(data, first_page or 1), ()
    if kind == "markdown":
        from briefpress.engines.documents import marked_up

        return marked_up.read(data), ()
    if kind == "html":
        from briefpress.engines.documents import webpage

        return webpage.read(data), ()
    if kind == "docx":
        from briefpress.engines.documents import docx

        return docx.read(data), ()
    if kind == "odt":
        from briefpress.engines.documents import odt

        return odt.read(data), ()
    from briefpress.engines.documents import epub

    return epub.read(data), ()
