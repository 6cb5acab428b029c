"""A web page in; the words of its main text, without what stands around it on a site, out."""

from __future__ import annotations

from typing import Any

from briefpress.engines.documents.charset import page_of
from briefpress.engines.documents.laid import Block, Gathering
from briefpress.engines.documents.markup import gather, local

_SECTIONING = ("article", "aside", "main", "nav", "section")
_PART = 0.1
"""The share of a page's words that its main text has at least, else it isn't believed to be the main text."""


def read(data: bytes) -> list[Block]:
    """The main text of a web page: its `main`, else its articles, else all but what its landmarks set apart."""
    root = page_of(data)
    whole = len("".join(root.itertext()))
    for found in (root.xpath("//main|//*[@role='main']"), root.xpath("//article[not(ancestor::article)]")):
        shown = [e for e in found if e.get("hidden") is None]
        if shown and sum(len("".join(e.itertext())) for e in shown) > _PART * whole:
            blocks = _blocks(shown)
            if blocks:
                return blocks
    return _blocks([root])


def _blocks(roots: list[Any]) -> list[Block]:
    gathering = Gathering()
    for root in roots:
        gather(root, gathering, _is_beside)
        gathering.end()
    return gathering.blocks


def _is_beside(element: Any) -> bool:
    """Whether an element is head, foot or side of the whole site, not of a part of the text (HTML-AAM, 3.4)."""
    name = local(element)
    if name not in ("header", "footer", "aside") or any(local(a) in _SECTIONING for a in element.iterancestors()):
        return False
    return name != "header" or not any(local(e) == "h1" for e in element.iter())
