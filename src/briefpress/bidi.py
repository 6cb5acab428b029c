"""The tree of a page that is read from the right in; the same with its runs from the left kept whole, out.

WeasyPrint 70 orders letters box by box, and boxes from the right: `the <em>river</em> Po` would be printed as “Po river
the”. A run over several boxes is put into one of its own direction (UAX #9, 3.3.2).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any

_BLOCKS = ("p", "li", "td", "th", "dt", "dd", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "div")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""The scripts that are read from the right, Hebrew to Arabic and their forms."""

_LEFT = r"A-Za-z\u00c0-\u024f\u0370-\u058f"
_PART = re.compile(
    rf"[{_RIGHT}](?:[^{_LEFT}{_RIGHT}]*[{_RIGHT}])*\W*"  # from the right, with the digits and signs between
    rf"|(?:(?!\s+(?:$|[{_RIGHT}]))[^{_RIGHT}])+"  # from the left, but for the spaces behind it
    r"|\s+"
)
"""A text of one direction; the spaces at the end of one from the left belong to neither."""


def keep_runs(tree: Element, from_right: bool) -> None:
    """Change a tree; `from_right` says whether it is as a whole read from the right."""
    if not from_right and not tree.xpath(".//*[@dir='rtl']"):
        return
    for block in list(tree.iter(*_BLOCKS, "span")):
        if block.tag == "span" and block.get("class") != "footnote":
            continue
        if _from_right(block, from_right):
            _keep(block)


def _from_right(element: Element, otherwise: bool) -> bool:
    named = next((e.get("dir") for e in (element, *element.iterancestors()) if e.get("dir")), "")
    return named == "rtl" if named else otherwise


def _kind(words: str) -> str:
    """R where a text has letters from the right, L where it has others, N where it has none."""
    if re.search(f"[{_RIGHT}]", words):
        return "R"
    return "L" if any(unicodedata.bidirectional(c) == "L" for c in words) else "N"


def _keep(block: Element) -> None:
    if block.tag == "p" and _kind("".join(block.itertext())) == "L":
        block.set("dir", "ltr")
        return
    parts = list(_parts(block))
    kinds = [_kind_of(part) for part in parts]
    for child in list(block):
        block.remove(child)
    block.text = None
    at = 0
    while at < len(parts):
        end = _end_of_run(kinds, at)
        if end - at > 1:
            run = etree.SubElement(block, "span", {"dir": "ltr"})
            for part in parts[at:end]:
                _append(run, part)
        else:
            _append(block, parts[at])
        at = max(end, at + 1)


def _parts(block: Element) -> Any:
    """The pieces of a block's own text, parted where the direction changes, and its elements."""
    yield from _PART.findall(block.text or "")
    for child in block:
        tail, child.tail = child.tail, None
        yield child
        yield from _PART.findall(tail or "")


def _kind_of(part: Any) -> str:
    """The direction of a part of a block; B for what ends a line, and a run with it."""
    if isinstance(part, str):
        return _kind(part)
    if part.tag == "br" or part.tag in _BLOCKS:
        return "B"
    return "N" if part.get("class") == "footnote" else _kind("".join(part.itertext()))


def _end_of_run(kinds: list[str], begin: int) -> int:
    """Where the run ends that begins at a part: behind its last letters from the left, or with the block itself."""
    end = begin
    for at in range(begin, len(kinds) if kinds[begin] == "L" else begin):
        if kinds[at] in "RB":
            break
        if kinds[at] == "L" or "R" not in kinds:
            end = at + 1
    return end


def _append(parent: Element, part: Any) -> None:
    if not isinstance(part, str):
        if part.get("class") == "footnote" and not part.get("dir"):
            part.set("dir", "rtl")
        parent.append(part)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + part
    else:
        parent.text = (parent.text or "") + part
