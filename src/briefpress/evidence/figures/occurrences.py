"""A text and some words in; where they begin in it, out: far faster than a pattern of them all, for long documents."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = re.compile(r"\d+")


def occurrences(text: str, words: Iterable[str]) -> list[int]:
    """Where words of a text begin that begin as some of these do, in order; in capitals they are others."""
    found: set[int] = set()
    for word in words:
        at = text.find(word)
        while at >= 0:
            if at == 0 or not text[at - 1].isalnum():
                found.add(at)
            at = text.find(word, at + 1)
    return sorted(found)


def digits(text: str) -> list[int]:
    """Where each run of digits in a text begins."""
    return [match.start() for match in _DIGITS.finditer(text)]


def lowered(text: str) -> str:
    """A text in small letters, each where it was: as it is where a capital has no small letter of its own (İ)."""
    small = text.lower()
    return small if len(small) == len(text) else text
