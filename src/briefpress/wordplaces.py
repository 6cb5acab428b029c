"""A section's text in; for each pair of braces in it, what reads the words that come to stand there, out."""

from __future__ import annotations

import html
import re
from enum import Enum

from briefpress.braces import escaped

_BRACED = r"\{\{[^{}]*\}\}"
_FORMULA = re.compile(
    r"(?<!\\)\$\$.+?\$\$|(?<![\\$\w])\$(?=[^\s$])(?:(?!\n[ \t]*\n)[^$])*?(?<=[^\s\\$])\$(?![\d$])", re.DOTALL
)
_TAG = re.compile(rf"<[A-Za-z/](?:[^<>{{}}\"']|\"[^\"\n]*\"|'[^'\n]*'|{_BRACED})*>")
_ATTRIBUTES = re.compile(rf"(?<!\{{)\{{(?!\{{)[^{{}}\n]*(?:{_BRACED}[^{{}}\n]*)+\}}")
_ADDRESS = re.compile(rf"\]\([^()\n]*?(?:{_BRACED}[^()\n]*?)+\)|^ {{0,3}}\[[^\]\n]+\]:.*", re.MULTILINE)
_TEX = {"%": r"\%", "−": "-", ",": "{,}", "\u00a0": r"\,", "\u202f": r"\,", " ": r"\ ", "€": r"\text{€}", "$": r"\$"}


class Reader(Enum):
    """What reads the words: Markdown as prose, or as an attribute or an address; HTML in a tag; TeX in a formula."""

    PROSE = "prose"
    ATTRIBUTE = "attribute"
    TAG = "tag"
    FORMULA = "formula"


class Places:
    """Knows what reads each place of a text, in which code is blanked out."""

    def __init__(self, masked: str) -> None:
        kinds = (
            (_FORMULA, Reader.FORMULA),
            (_TAG, Reader.TAG),
            (_ATTRIBUTES, Reader.ATTRIBUTE),
            (_ADDRESS, Reader.ATTRIBUTE),
        )
        self._runs = [(*match.span(), kind) for pattern, kind in kinds for match in pattern.finditer(masked)]

    def reader(self, offset: int) -> Reader:
        """What reads the words at an offset of the text."""
        return next((kind for begin, end, kind in self._runs if begin < offset < end), Reader.PROSE)


def so_written(words: str, reader: Reader) -> str:
    """Words so written that what reads them takes them as they are."""
    if reader is Reader.TAG:
        return html.escape(words)
    if reader is Reader.FORMULA:
        return "".join(_TEX.get(sign, sign) for sign in words)
    return escaped(words)
