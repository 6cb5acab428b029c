"""A text in the mark-up that CSL's records allow, `<i>`, `<b>`, `<sup>`, `<sub>`, in; pandoc inlines out."""

from __future__ import annotations

from typing import Any

from lxml import html

from briefpress import ast
from briefpress.model import Node

_KINDS = {"i": "Emph", "em": "Emph", "b": "Strong", "strong": "Strong", "sup": "Superscript", "sub": "Subscript"}


def inlines(text: str) -> list[Node]:
    """The words of a text with its mark-up; a tag that CSL doesn't know leaves its words behind."""
    return _inside(html.fragment_fromstring(text, create_parent="div"))


def _inside(element: Any) -> list[Node]:
    out = _words(element.text)
    for child in element:
        inner = _inside(child) if isinstance(child.tag, str) else []
        out += [{"t": _KINDS[child.tag], "c": inner}] if child.tag in _KINDS else inner
        out += _words(child.tail)
    return out


def _words(text: str | None) -> list[Node]:
    return ast.text(" ".join((text or "").replace("\n", " ").split(" ")))
