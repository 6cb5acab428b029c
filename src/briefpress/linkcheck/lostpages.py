"""A page that a server gave in; whether it is but a page that says that nothing is there, out."""

from __future__ import annotations

import posixpath
import re
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lxml import etree, html
from rapidfuzz import fuzz

from briefpress.engines import web

_SAYS_SO = re.compile(
    r"\b404\b|\b(?:page|document|file|article|content|resource)\b.{0,20}\bnot (?:be )?found\b|^\W*not found\W*$"
    r"|\bno longer (?:exists|available)\b|\bdoes(?:n['’]t| not) exist\b"
    r"|\bnicht gefunden\b|\bintrouvable\b|\bnon trouvée?\b|\bno encontrad[ao]\b|\bне найден[ао]?\b|չի գտնվել"
    r"|غير موجودة|לא נמצא|不存在|找不到",
    re.IGNORECASE,
)
"""What titles and first headings say in the languages that the program knows, where a page isn't there."""

_ALIKE = 97.0
_LETTERS = 20_000
_NOWHERE = "there-is-no-such-page-as-this"


@dataclass
class Probes:
    """Knows for each folder of a site what it answers to an address that can't be one, and asks once."""

    local: bool
    bounds: web.Bounds
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _answers: dict[str, str] = field(default_factory=dict)

    def lost(self, there: web.Fetched) -> str:
        """A sentence that says why a page is none, or nothing.

        It says so itself; or its address, which named a page, leads to the front of the site; or the same text comes
        for an address that nobody ever made.
        """
        if "html" not in there.media:
            return ""
        if _is_deep(there.asked) and there.moves and not _is_deep(there.address):
            return f"It leads to the front of the site, `{there.address}`."
        title, text = _read(there.data)
        if _SAYS_SO.search(title):
            return f"The page says of itself “{title[:80]}”, though its server doesn't."
        nowhere = self._nowhere(there.address) if _is_deep(there.address) else ""
        if nowhere and fuzz.ratio(text, nowhere) >= _ALIKE:
            return "Its server gives the same page for addresses that can't exist."
        return ""

    def _nowhere(self, address: str) -> str:
        parts = urlsplit(address)
        folder = posixpath.dirname(parts.path.rstrip("/"))
        probe = urlunsplit((parts.scheme, parts.netloc, f"{folder.rstrip('/')}/{_NOWHERE}", "", ""))
        with self._guard:
            known = self._answers.get(probe)
        if known is None:
            try:
                known = _read(web.fetch(probe, local=self.local, bounds=self.bounds).data)[1]
            except web.WebError:
                known = ""
            with self._guard:
                self._answers[probe] = known
        return known


def _is_deep(address: str) -> bool:
    """Whether an address names a page of a site, not its front, also not that of one of its languages."""
    parts = urlsplit(address)
    return bool(parts.query) or not re.fullmatch(r"/?(?:[a-z]{2}(?:-[A-Za-z]{2})?/?)?(?:index\.\w+)?", parts.path)


def _read(data: bytes) -> tuple[str, str]:
    """The title of a page with its first heading, and its text, each in one line."""
    try:
        tree: Any = html.document_fromstring(data)
    except (etree.LxmlError, ValueError):
        return "", ""
    # All at once: to take each out of its place takes as long as all that stands before it.
    etree.strip_elements(tree, "script", "style", "noscript", with_tail=False)
    heads = [" ".join(e.text_content().split()) for e in (*tree.xpath("//title")[:1], *tree.xpath("//h1")[:1])]
    said = next((head for head in heads if _SAYS_SO.search(head)), heads[0] if heads else "")
    return said, " ".join(tree.text_content().split())[:_LETTERS]
