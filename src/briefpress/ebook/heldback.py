"""The chapters of an edition that isn't final, or is retracted, in; the same with a notice at each head, out."""

from __future__ import annotations

from collections.abc import Iterable

from briefpress import paragraphs, status
from briefpress.ebook.xml import OPS, XHTML, Tree, add, find, one
from briefpress.settings import Brief


def tell(chapters: Iterable[Tree], brief: Brief) -> None:
    """Say at each head what the edition is; number the paragraphs of one that isn't final."""
    bodies = [one(chapter, "h:body") for chapter in chapters]
    if status.held_back(brief):
        paragraphs.number(bodies)
    for body in bodies:
        if not find(body, ".//h:section[@class='titlepage']"):
            notice = add(body, "section", {"class": "notice", f"{OPS}type": "notice", "role": "doc-notice"})
            add(notice, f"{XHTML}p", text=status.notice(brief))
            body.insert(0, notice)
