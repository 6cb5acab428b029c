"""A part of a document's text in; its place there, and a short passage with its context, out."""

from __future__ import annotations

import re

from briefpress.ledger import Document, Excerpt, Place

CONTEXT = 200
"""Letters of context before and after a passage."""

LONGEST = 800
"""Letters of the longest passage that is shown whole."""


def place_of(document: Document, begin: int, end: int) -> Place:
    """The page and paragraph in which a part of a document's text begins."""
    paragraph = document.text.at(begin)
    return Place(document.key, paragraph.page, paragraph.number, (begin, end), document.sha256)


def excerpt_of(document: Document, begin: int, end: int) -> Excerpt:
    """A part of a document's text with its context, cut between words; of a long part its beginning."""
    words = document.text.words
    before = words[max(begin - CONTEXT, 0) : begin]
    after = words[end : end + CONTEXT]
    if begin > CONTEXT:
        before = re.sub(r"^\S*\s+", "… ", before, count=1)
    if end + CONTEXT < len(words):
        after = re.sub(r"\s+\S*$", " …", after, count=1)
    passage = words[begin:end]
    if len(passage) > LONGEST:
        passage, after = re.sub(r"\s+\S*$", " …", passage[:LONGEST]), ""
    return Excerpt(_line(before), _line(passage), _line(after))


def _line(text: str) -> str:
    """A text with one space wherever there are several; those at its ends are what parts it from its neighbours."""
    return re.sub(r"\s+", " ", text)
