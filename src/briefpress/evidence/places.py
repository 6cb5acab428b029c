"""A document and a part of its text in; the place by which readers find it, and the passage in its context, out."""

from __future__ import annotations

import re

from briefpress.ledger import Document, Excerpt, Place
from briefpress.lineends import joined

CONTEXT = 200
"""How many characters of a document are shown before and behind a passage."""


def place_of(document: Document, begin: int, end: int) -> Place:
    """The place of a part of a document's text: the page and the paragraph in which it begins."""
    paragraph = document.text.at(begin)
    return Place(document.key, paragraph.page, paragraph.number, (begin, end), document.sha256)


def excerpt_of(document: Document, begin: int, end: int) -> Excerpt:
    """A part of a document's text with some `CONTEXT` characters before and behind it, cut between words."""
    words = document.text.words
    before, after = words[max(begin - CONTEXT, 0) : begin], words[end : end + CONTEXT]
    if begin > CONTEXT and not words[begin - CONTEXT - 1].isspace():
        before = _behind_a_space(before)
    if end + CONTEXT < len(words) and not words[end + CONTEXT].isspace():
        after = _behind_a_space(after[::-1])[::-1]
    return Excerpt(running(before), running(words[begin:end]), running(after))


def running(words: str) -> str:
    """A part of a document as one line: spaces made one, words that a line broke made whole.

    Spaces at its edges stay, so that the parts of an excerpt can be put together.
    """
    return re.sub(r"\s+", " ", joined(words))


def _behind_a_space(words: str) -> str:
    parts = re.split(r"(?=\s)", words, maxsplit=1)
    return parts[-1]
