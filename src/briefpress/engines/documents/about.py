"""The bytes of a source document in; what it says of itself — title, authors, date, identifiers — out."""

from __future__ import annotations

from briefpress.engines.documents import kinds
from briefpress.engines.documents.facts import About
from briefpress.engines.documents.refusal import UnreadableError

__all__ = ["About", "about"]


def about(data: bytes, ending: str) -> About:
    """What a document says of itself, by its ending as `read` takes it. A document that can't be read says nothing."""
    from briefpress.engines.documents import about_markup, about_packed, about_pdf

    ways = {
        "pdf": about_pdf.facts,
        "html": about_markup.of_page,
        "markdown": about_markup.of_front_matter,
        "docx": about_packed.of_docx,
        "odt": about_packed.of_odt,
        "epub": about_packed.of_epub,
    }
    try:
        kind = kinds.kind_of(ending)
        return ways[kind](data) if kind in ways else About()
    except (UnreadableError, ValueError, RecursionError):  # a number of 5,000 digits has no text
        return About()
