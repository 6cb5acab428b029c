"""The bytes of a source document in; its text out."""

from __future__ import annotations

import re
from typing import Any

from lxml import html


class UnreadableError(Exception):
    """The document's text can't be had. The text says why."""


def text_of(data: bytes, ending: str) -> str:
    """The text of a document by its ending: .txt, .md, .html or .pdf.

    Raises UnreadableError for other endings, and for a PDF that can't be opened or holds pictures alone.
    """
    if ending in (".txt", ".md"):
        return data.decode("utf-8-sig", "replace")
    if ending in (".html", ".htm"):
        tree: Any = html.document_fromstring(data or b"<p/>")
        for element in tree.xpath("//script|//style"):
            element.drop_tree()
        return str(tree.text_content())
    if ending == ".pdf":
        return _pdf_text(data)
    raise UnreadableError(f"`{ending}` is no kind of document that is read here")


def _pdf_text(data: bytes) -> str:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()
    text = "\n".join(pages)
    if not re.search(r"\w", text):
        raise UnreadableError("it is a scan, pictures without text")
    return text
