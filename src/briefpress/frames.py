"""The words of values with signs around them in, as pandoc read them; spans that know the values' names, out.

The signs are letters of a private-use area (plane 15), one for each name and one for the end. Only pandoc sees them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from briefpress import ast
from briefpress.model import Node

CLASS = "value"
"""The class of the words of a value, whose name is in `data-value`."""

_FIRST, _END = 0xF5000, "\U000f6000"
MOST = 4096
"""So many names can be framed in a section."""

_SIGN = re.compile(r"[\U000f5000-\U000f6000]")
_WRITTEN = re.compile(r"[\U000f5000-\U000f6000]|%F3%B5%[89AB][0-9A-F]%[89AB][0-9A-F]|%F3%B6%80%80", re.IGNORECASE)
"""A sign, also as it stands in an address."""


def framed(words: str, number: int) -> str:
    """Words with the signs of the name of that number around them; bare ones where there are too many names."""
    return f"{chr(_FIRST + number)}{words}{_END}" if number < MOST else words


def holds_signs(text: str) -> bool:
    """Whether a text has the signs as letters of its own."""
    return _SIGN.search(text) is not None


def bare(text: str) -> str:
    """A text without the signs."""
    return _WRITTEN.sub("", text)


def spans(tree: Any, names: Sequence[str]) -> Any:
    """A tree in which each pair of signs has become a span, but where only words can stand.

    These are addresses, attributes, formulas, alternative texts, and what is said of a citation, its locator.
    """
    if isinstance(tree, str):
        return bare(tree)
    if isinstance(tree, list):
        if any(_opens(item) for item in tree):
            tree = _paired(tree, names)
        return [spans(item, names) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") in ("Cite", "Image", "Math", "Code"):
        return _bare(tree)
    return {key: spans(value, names) for key, value in tree.items()}


def _opens(item: Any) -> bool:
    return isinstance(item, dict) and item.get("t") == "Str" and _SIGN.search(item["c"]) is not None


def _bare(tree: Any) -> Any:
    if isinstance(tree, str):
        return bare(tree)
    if isinstance(tree, list):
        return [_bare(item) for item in tree]
    return {key: _bare(value) for key, value in tree.items()} if isinstance(tree, dict) else tree


def _paired(inlines: list[Node], names: Sequence[str]) -> list[Node]:
    """Inlines with a span from each sign to the next end; signs without their other half are left out."""
    out: list[Node] = []
    inner: list[Node] | None = None
    name = ""
    for node in inlines:
        pieces = re.split(r"([\U000f5000-\U000f6000])", node["c"]) if _opens(node) else [node]
        for piece in pieces:
            into = out if inner is None else inner
            if not isinstance(piece, str):
                into.append(piece)
            elif piece == _END:
                if inner:
                    out.append(ast.span(ast.attr("", [CLASS], data_value=name), inner))
                inner = None
            elif _SIGN.fullmatch(piece):
                out += inner or []
                inner, name = [], names[ord(piece) - _FIRST]
            elif piece:
                into.append({"t": "Str", "c": piece})
    return [*out, *(inner or [])]
