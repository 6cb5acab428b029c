"""A document and a part of its text in; its place, and the passage in its context, out."""

from __future__ import annotations

from briefpress.ledger import Document, Excerpt, Place

CONTEXT = 200
"""How many characters of context stand on either side of a passage, at most."""


def place_of(document: Document, begin: int, end: int) -> Place:
    """The page and the paragraph in which a part of a document's text begins."""
    paragraph = document.text.at(begin)
    return Place(document.key, paragraph.page, paragraph.number, (begin, end))


def excerpt_of(document: Document, begin: int, end: int) -> Excerpt:
    """A part of a document's text and the words around it, cut between words."""
    words = document.text.words
    before, after = words[max(0, begin - CONTEXT) : begin], words[end : end + CONTEXT]
    if begin > CONTEXT:
        before = before.partition(" ")[2]
    if end + CONTEXT < len(words):
        after = after.rpartition(" ")[0]
    return Excerpt(before, words[begin:end], after)
