"""The bytes of a source document in; its text out."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html


class UnreadableError(Exception):
    """The document's text can't be had. The text says why."""


def text_of(data: bytes, ending: str) -> str:
    """The text of a document by its ending: .txt, .md, .html or .pdf.

    Raises UnreadableError for other endings, and for a PDF that can't be opened or holds pictures alone.
    """
    kind = ending.lower()
    if kind in (".txt", ".md"):
        text = _decoded(data)
    elif kind in (".html", ".htm"):
        text = _html_text(data)
    elif kind == ".pdf":
        text = _pdf_text(data)
    else:
        raise UnreadableError(f"`{ending}` is no kind of document that is read here")
    if not re.search(r"\w", text):
        raise UnreadableError("it is a scan, pictures without text" if kind == ".pdf" else "there is no word in it")
    return text


def _decoded(data: bytes) -> str:
    """A text of whatever origin: UTF-8 or UTF-16, else Windows-1252, as old files are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _html_text(data: bytes) -> str:
    try:
        tree: Any = html.document_fromstring(data)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("there is no HTML in it") from error
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return str(tree.text_content())


def _pdf_text(data: bytes) -> str:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise UnreadableError("a password locks it" if locked else "it is no PDF that can be opened") from error
