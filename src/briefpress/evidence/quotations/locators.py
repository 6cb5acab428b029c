"""The locator of a citation and a place in a document in; whether they disagree, out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from briefpress.ledger import Citing, Document

_NUMBERED = re.compile(r"\s*[\[(§¶]?\s*(\d{1,4})[\])]?[.:]?\s+\S")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ENOUGH = 3
_AROUND = 40
"""So many numbers at the heads of so many paragraphs on either side show that a document counts its paragraphs."""


def disagrees(citing: Citing, document: Document, begin: int, end: int) -> bool:
    """Whether a part of a document's text stands on none of the pages, or in none of the paragraphs, of a locator.

    Pages count by what they are called. Paragraphs count by the numbers that the document prints at their heads, so
    that only a document that has such numbers can disagree; sections, notes and what else can be located never do.
    """
    if not citing.locator:
        return False
    if citing.label == "page":
        pages = pages_of(document, begin, end)
        return bool(pages) and not any(_within(page, citing.locator) for page in pages)
    if citing.label == "paragraph":
        numbers = numbers_of(document, begin, end)
        return bool(numbers) and not any(_within(number, citing.locator) for number in numbers)
    return False


def pages_of(document: Document, begin: int, end: int) -> tuple[str, ...]:
    """The pages that a part of a document's text touches, by their names."""
    paragraphs = document.text.paragraphs
    first, last = _touched(document, begin, end)
    return tuple(dict.fromkeys(p.page for p in paragraphs[first:last] if p.page))


def numbers_of(document: Document, begin: int, end: int) -> tuple[str, ...]:
    """The printed number of the paragraph that a part begins in, of those that it reaches, and what we count it as."""
    first, last = _touched(document, begin, end)
    around = range(max(0, first - _AROUND), min(len(document.text.paragraphs), last + _AROUND))
    heads = {}
    for index in around:
        paragraph = document.text.paragraphs[index]
        if match := _NUMBERED.match(document.text.words, paragraph.begin, paragraph.end):
            heads[index] = match[1]
    if len(heads) < _ENOUGH:
        return ()
    governing = [number for index, number in heads.items() if index <= first][-1:]
    within = [number for index, number in heads.items() if first < index < last]
    counted = [str(p.number) for p in document.text.paragraphs[first:last]]
    return tuple(dict.fromkeys([*governing, *within, *counted]))


def _touched(document: Document, begin: int, end: int) -> tuple[int, int]:
    paragraphs = document.text.paragraphs
    first = bisect_right(paragraphs, begin, key=lambda p: p.begin) - 1
    return max(first, 0), bisect_left(paragraphs, end, key=lambda p: p.begin)


def _within(name: str, locator: str) -> bool:
    """Whether a page or a paragraph is among those of a locator: `12`, `12–14`, `xii`, `3,7`, `213-15`."""
    number = _number(name)
    for part in re.split(r"[,;]", locator):
        first, _, last = (p.strip() for p in re.sub(r"[–—]", "-", part).partition("-"))
        if name.casefold() in (first.casefold(), part.strip().casefold()):
            return True
        low, high = _number(first), _number(last)
        if number is None or low is None or (high is not None and number[0] != high[0]) or number[0] != low[0]:
            continue
        top = high[1] if high else low[1]
        if top < low[1] and high:
            # `213-15` is `213-215`.
            top = int(str(low[1])[: -len(last)] + last) if last.isdecimal() and len(last) < len(str(low[1])) else low[1]
        if low[1] <= number[1] <= top:
            return True
    return False


def _number(name: str) -> tuple[str, int] | None:
    """A page's number and how it is written; `12.3` is twelve."""
    if match := re.match(r"\d{1,9}(?!\d)", name):
        return "arabic", int(match[0])
    letters = name.casefold()
    if not letters or any(c not in _ROMAN for c in letters):
        return None
    values = [_ROMAN[c] for c in letters]
    return "roman", sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
