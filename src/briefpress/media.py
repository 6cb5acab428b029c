"""A resolved manuscript and its drawings in; the EPUB, bound, and the web page, composed and made, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefpress.diagnostics import Outcome
from briefpress.look import Look
from briefpress.model import Artifact, BoundBook, ResolvedManuscript
from briefpress.settings import Format
from briefpress.stages import compose
from briefpress.stages.bind import bind
from briefpress.stages.page import html_file


@dataclass(frozen=True, slots=True)
class Screens:
    """What is made of a brief for screens, where it is asked for: the book, which waits for the PDF, and the page."""

    book: BoundBook | None = None
    page: Artifact | None = None


def screen_media(
    resolved: ResolvedManuscript, drawings: Mapping[str, str], look: Look, formats: Sequence[Format]
) -> Outcome[Screens]:
    """Make those of the formats that are no paper."""
    book = bind(resolved.project, compose.ebook(resolved, drawings, look)) if "epub" in formats else Outcome(None)
    page = html_file(compose.screen(resolved, drawings, look)) if "html" in formats else Outcome(None)
    return Outcome(Screens(book.value, page.value), (*book.diagnostics, *page.diagnostics))
