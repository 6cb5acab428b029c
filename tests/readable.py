"""A PDF's tags in; a tree of lines that a person can read and compare, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefpress.engines.pdf_text import Piece, Tag

_INLINE = {"Span", "Link", "Reference", "Note", "Lbl", "Code", "Quote", "BibEntry"}
_SILENT = {"Span"}
"""Inline tags that say nothing of their own."""


def tree(tag: Tag) -> str:
    """A line for each tag, the text of its inline tags beside it; page and line breaks leave no trace."""
    return "\n".join(_lines(tag, 0)) + "\n"


def _lines(tag: Tag, depth: int) -> Iterator[str]:
    inline = _inline(tag)
    words = _clean(_words(tag)) if inline else ""
    yield "  " * depth + tag.kind + _told(tag) + (f" “{words}”" if words else "")
    if not inline:
        for kid in tag.kids:
            if isinstance(kid, Piece):
                if kid.words.strip():
                    yield "  " * (depth + 1) + f"“{_clean(kid.words)}”"
            else:
                yield from _lines(kid, depth + 1)


def _inline(tag: Tag) -> bool:
    return all(isinstance(kid, Piece) or (kid.kind in _INLINE and _inline(kid)) for kid in tag.kids)


def _words(tag: Tag) -> str:
    parts = []
    for kid in tag.kids:
        if isinstance(kid, Piece):
            # A line ends in a space, or is broken within a word.
            parts.append(kid.words if kid.words.endswith((" ", "\x02", "\u00ad")) else f"{kid.words} ")
        elif kid.kind in _SILENT and not _told(kid):
            parts.append(_words(kid))
        else:
            parts.append(f"[{kid.kind}{_told(kid)} {_clean(_words(kid))}] ")
    return "".join(parts)


def _told(tag: Tag) -> str:
    shown = {k: v for k, v in tag.entries.items() if k not in ("Headers",) and (k != "ID" or tag.kind == "Note")}
    return "".join(f" {key}={value}" for key, value in shown.items())


def _clean(words: str) -> str:
    return re.sub(r"\s+([.,;:!?)”’])", r"\1", " ".join(words.replace("\x02", "").replace("\u00ad", "").split()))
