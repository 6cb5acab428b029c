"""A document and its text in; a warning for the pages of it that nobody could read, out."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.ledger import Text


def told(path: str, text: Text) -> Iterator[Diagnostic]:
    """SRC014 where pages of the document at a path are pictures."""
    if text.unread:
        said = f"Nothing is compared with what is on {text.unread_pages}: pictures without text."
        hint = "Have their letters recognized, `ocrmypdf --skip-text in.pdf out.pdf`, and keep that instead."
        yield finding("SRC014", said, Span(path), hint)
