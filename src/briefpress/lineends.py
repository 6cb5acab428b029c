"""A part of a document's text in; the same with the words whole that the end of a line broke, out."""

from __future__ import annotations

import re

HYPHEN = r"[-\u2010\u00ad][^\S\n]*\n\s*"
"""A hyphen at the end of a line, and what lies between it and the next one's first letter."""

BROKEN = rf"(?<=[^\W\d_]){HYPHEN}(?=[^\W\d_])"
"""The same within a word of letters. Behind a figure the hyphen is the author's own: `1990-` / `based`."""

_BROKEN = re.compile(BROKEN)


def joined(words: str) -> str:
    """A part of a document whose broken words are whole, without their hyphens; soft hyphens go everywhere."""
    return _BROKEN.sub("", words).replace("\u00ad", "")
