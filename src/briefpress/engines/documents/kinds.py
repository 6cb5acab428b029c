"""The ending of a file in; the kind of document that it has, or why it can't be read, out."""

from __future__ import annotations

from typing import Literal

from briefpress.engines.documents.refusal import UnreadableError

Kind = Literal["text", "markdown", "html", "pdf", "docx", "odt", "epub"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
}
"""The kind of document by the ending of its name."""

READ_HERE = "Save it as .pdf with its text in it, .docx, .odt, .epub, .html, .md or .txt."
"""What to do with a document of another kind."""


def kind_of(ending: str) -> Kind:
    """The kind of document with an ending. Raises UnreadableError for an ending that none has."""
    kind = ENDINGS.get(ending.lower())
    if kind is None:
        raise UnreadableError(f"`{ending}` is no kind of document that is read here", READ_HERE)
    return kind
