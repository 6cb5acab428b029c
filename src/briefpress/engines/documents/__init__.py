"""The bytes of a source document in; its text, by pages and paragraphs, out. One kind of document a module."""

from __future__ import annotations

import re

from briefpress.engines.documents.kinds import ENDINGS, kind_of
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.ledger import Text

__all__ = ["ENDINGS", "VERSION", "UnreadableError", "kind_of", "read"]

VERSION = "1"
"""Another whenever the same bytes give another text: what was read before isn't believed then."""

LARGEST = 256 << 20
"""Bytes of the largest document."""


def read(data: bytes, ending: str, first_page: int | None = None) -> Text:
    """The text of a document by its ending: .txt, .md, .html, .pdf, .docx, .odt or .epub.

    `first_page` is what its first page is called in print, where it has pages that are counted. Raises UnreadableError
    for other endings, and for a document whose text can't be had.
    """
    from briefpress.engines.documents.laid import text_of

    kind = kind_of(ending)
    if len(data) > LARGEST:
        raise UnreadableError(f"it has more than {LARGEST >> 20} MB", "Keep the part that is cited.")
    unread: tuple[str, ...] = ()
    if kind == "pdf":
        from briefpress.engines.documents import pdf

        blocks, unread = pdf.read(data, first_page)
    elif kind == "text":
        from briefpress.engines.documents import plain

        blocks = plain.read(data, first_page or 1)
    elif kind == "markdown":
        from briefpress.engines.documents import marked_up

        blocks = marked_up.read(data)
    elif kind == "html":
        from briefpress.engines.documents import webpage

        blocks = webpage.read(data)
    elif kind == "docx":
        from briefpress.engines.documents import docx

        blocks = docx.read(data)
    elif kind == "odt":
        from briefpress.engines.documents import odt

        blocks = odt.read(data)
    else:
        from briefpress.engines.documents import epub

        blocks = epub.read(data)
    text = text_of(blocks, unread)
    if not re.search(r"\w", text.words):
        raise UnreadableError("there is no word in it", "Look whether it is the file that you mean.")
    return text
