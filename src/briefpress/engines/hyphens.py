"""A word and a language in; where it may be broken, by Pyphen, which WeasyPrint breaks words by too, out."""

from __future__ import annotations

from functools import cache
from typing import Any


def places(word: str, lang: str) -> list[int]:
    """After how many letters of a word a hyphen may stand; none where Pyphen has no list of the language."""
    found = _list(lang)
    return [int(place) for place in found.positions(word)] if found else []


@cache
def _list(lang: str) -> Any:
    import pyphen

    name = pyphen.language_fallback(lang)
    return pyphen.Pyphen(lang=name) if name else None
