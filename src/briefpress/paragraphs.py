"""The pages of a draft in; the same with its number in each paragraph of the text, which a style sheet shows, out.

Lines fall otherwise on every screen, so that readers of a web page or an e-book cite paragraphs. The numbers run
through the whole brief, and a paragraph has the same in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

KEY = "data-paragraph"
"""The attribute that holds the number."""

_ITEMS = ("li", "dd", "blockquote", "div")
"""What may hold words without a paragraph around them."""
_BLOCKS = ("p", "ul", "ol", "dl", "dt", "dd", "li", "div", "section", "blockquote", "pre", "hr")
_NO_TEXT = ("figure", "table", "nav", "aside", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6")
_NOTES = ("doc-endnotes", "doc-footnote", "doc-bibliography")
_PARTS = ("footnotes", "titlepage", "references", "csl-entry", "slot-name", "record-files")


def number(texts: Iterable[Any]) -> None:
    """Number the paragraphs of trees of HTML or XHTML, one after the other."""
    count = 0
    for text in texts:
        for element in _paragraphs(text):
            count += 1
            element.set(KEY, str(count))


def _paragraphs(element: Any) -> Iterable[Any]:
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in _NO_TEXT or child.get("role") in _NOTES or child.get("id") == "refs" or _is_apart(child):
            continue
        if (name == "p" or (name in _ITEMS and _holds_words(child))) and _words(child):
            yield child
        if name != "p":
            yield from _paragraphs(child)


def _is_apart(element: Any) -> bool:
    """Whether it is a title, a source line or the like, or stands outside the text."""
    classes = (element.get("class") or "").split()
    return any(name in _PARTS or name.startswith("part-") for name in classes)


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _holds_words(element: Any) -> bool:
    """Whether it begins with words, or with what runs on in a line, and not with a block."""
    first = next(element.iterchildren(etree.Element), None)
    plain = first is None or etree.QName(first).localname not in (*_BLOCKS, *_NO_TEXT)
    return bool((element.text or "").strip()) or plain
