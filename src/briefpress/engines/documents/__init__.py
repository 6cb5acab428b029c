"""The bytes of a source document in; its text, by pages and paragraphs, out."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from briefpress.engines.documents.refusal import UnreadableError
from briefpress.ledger import Paragraph, Text


def read(data: bytes, ending: str) -> Text:
    """The text of a document by its ending: .txt, .md, .html or .pdf.

    Raises UnreadableError for other endings, and for a PDF that can't be opened or holds pictures alone.
    """
    kind = ending.lower()
    if kind in (".txt", ".md"):
        pages = [("", _decoded(data))]
    elif kind in (".html", ".htm"):
        pages = [("", _html_text(data))]
    elif kind == ".pdf":
        pages = [(str(number), text) for number, text in enumerate(_pdf_text(data), 1)]
    else:
        raise UnreadableError(f"`{ending}` is no kind of document that is read here")
    if not any(re.search(r"\w", text) for _, text in pages):
        raise UnreadableError("it is a scan, pictures without text" if kind == ".pdf" else "there is no word in it")
    return _paragraphs(pages)


_BREAK = re.compile(r"\n[ \t\r]*\n\s*")


def _paragraphs(pages: list[tuple[str, str]]) -> Text:
    """The pages of a text as one, its paragraphs those between empty lines."""
    parts: list[str] = []
    found: list[Paragraph] = []
    at = 0
    for page, text in pages:
        for number, words in enumerate((part.strip() for part in _BREAK.split(text) if part.strip()), 1):
            found.append(Paragraph(at, at + len(words), number, page))
            parts.append(words)
            at += len(words) + 2
    return Text("\n\n".join(parts), tuple(found))


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


def _pdf_text(data: bytes) -> list[str]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise UnreadableError("a password locks it" if locked else "it is no PDF that can be opened") from error
