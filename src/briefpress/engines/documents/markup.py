"""A tree of HTML or XHTML in; its words as blocks, and the pages that it marks, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from briefpress.engines.documents.laid import Gathering, raised

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_NO_TEXT = frozenset((
    "script", "style", "template", "noscript", "head", "title", "nav", "svg", "iframe", "object", "embed",
    "button", "select", "input", "textarea", "datalist", "audio", "video", "canvas", "map", "meter", "progress",
    "annotation", "annotation-xml", "del", "rt", "rp", "search",
))  # fmt: skip
_NO_TEXT_ROLES = frozenset((
    "navigation", "search", "banner", "contentinfo", "dialog", "alertdialog", "menu", "menubar", "toolbar",
    "tablist", "doc-backlink", "doc-noteref", "doc-toc", "doc-pagelist",
))  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CONSENT = re.compile(r"(?:cookie|consent|gdpr)s?[-_]*(?:banner|bar|notice|popup|overlay|modal|dialog|sdk|consent|law)",
                      re.IGNORECASE)  # fmt: skip
_CALLS = frozenset(["footnote-ref", "footnoteref", "noteref", "footnote-back", "footnote-backref", "reference"])
_TYPE = "{http://www.idpf.org/2007/ops}type"

Skip = Callable[[Any], bool]


def gather(root: Any, into: Gathering, skip: Skip, pages: Mapping[str, str] | None = None) -> None:
    """Add the words of a tree, but for elements that `skip` names, and what no reader sees or that is no text.

    `pages` are the names of pages by the ids of the elements at which they begin; a page break that tells its own name
    (EPUB 3.3, `pagebreak`) needs none.
    """
    stack: list[tuple[Any, str]] = [(root, "begins")]
    notes = pres = 0
    while stack:
        element, state = stack.pop()
        name = local(element)
        apart = name in _BLOCKS and not _fills_cell(element)
        if state == "begins":
            if name and (page := _page(element, pages or {})):
                into.turn(page)
            if (
                not name
                or _is_break(element)
                or not _has_text(element, name)
                or (element is not root and skip(element))
            ):
                stack.append((element, "passed"))
                continue
            stack.append((element, "ends"))
            if apart:
                into.end(note=notes > 0)
            notes += _is_note(element)
            pres += name == "pre"
            _open(element, name, into, kept=pres > 0)
            stack.extend((child, "begins") for child in reversed(element))
            continue
        if state == "ends":
            if name in ("td", "th"):
                into.end_cell()
            elif name == "q":
                into.add("”")
            if apart:
                into.end(note=notes > 0)
            notes -= _is_note(element)
            pres -= name == "pre"
        if element is not root and element.tail:
            into.add(element.tail, kept=pres > 0)


def _open(element: Any, name: str, into: Gathering, *, kept: bool) -> None:
    """Add what stands before the first element within an element, its lines `kept` or not."""
    if name == "br":
        into.end_line()
    elif name == "q":
        into.add("“")
    if element.text:
        digits = name == "sup" and re.fullmatch(r"[-+−]?\d{1,3}", element.text.strip())
        into.add(raised(element.text.strip()) if digits else element.text, kept=kept)


def local(element: Any) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _types(element: Any) -> set[str]:
    return {
        *(element.get("role") or "").lower().split(),
        *(element.get(_TYPE) or element.get("epub:type") or "").split(),
    }


def _has_text(element: Any, name: str) -> bool:
    if name in _NO_TEXT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    if _types(element) & _NO_TEXT_ROLES or (name == "dialog" and element.get("open") is None):
        return False
    if (style := element.get("style")) and _HIDDEN.search(style):
        return False
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    if name not in ("html", "body", "main", "article") and _CONSENT.search(named):
        return False
    return not _is_call(element, name)


def _is_call(element: Any, name: str) -> bool:
    """Whether an element is the call of a note, or leads back from it: a mark that is no word of the text."""
    if _types(element) & {"noteref", "backlink", "referrer"} or _CALLS & set((element.get("class") or "").split()):
        return name in ("a", "sup", "span")
    if name == "sup":
        links = [child for child in element if local(child) == "a"]
        return any((link.get("href") or "").startswith("#") for link in links)
    return name == "a" and (element.get("href") or "").startswith("#") and _alone_in(element, "sup")


def _alone_in(element: Any, holder: str) -> bool:
    return len(element) == 1 and local(element[0]) == holder and not (element.text or "").strip()


def _is_note(element: Any) -> bool:
    return bool(_types(element) & {"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})


def _fills_cell(element: Any) -> bool:
    """Whether an element is all that a cell holds: it is then no paragraph of its own, but the cell."""
    holder = element.getparent()
    return (
        holder is not None
        and local(holder) in ("td", "th")
        and len(holder) == 1
        and not (holder.text or "").strip()
        and local(element) in ("p", "div")
        and not any(local(child) in _BLOCKS for child in element)
    )


def _is_break(element: Any) -> bool:
    return bool(_types(element) & {"pagebreak", "doc-pagebreak"})


def _page(element: Any, pages: Mapping[str, str]) -> str:
    """The name of the page that begins with an element, if one does."""
    if named := pages.get(element.get("id") or element.get("name") or ""):
        return named
    if not _is_break(element):
        return ""
    said = element.get("title") or element.get("aria-label") or "".join(element.itertext())
    return re.sub(r"^(?:page|seite)\s+|[\s.]+$", "", " ".join(said.split()), flags=re.IGNORECASE)
