"""Blocks in; the same without what is for their checkers alone, and findings for pins astray, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.ledger import Sentence
from briefpress.model import Blocks, Manuscript, Node, Section, Written
from briefpress.scan import find_words
from briefpress.validate import nearest

CLASSES = ("claim", "translation")
"""Classes that an author gives to parts of a sentence for those who check it."""

ATTRIBUTES = ("data-pin", "data-original")
"""Attributes that do so, called as `markdown` has them."""

_SIGNS = re.compile(r"\.(?:claim|translation)\b|\b(?:pin|original|class)\s*=", re.IGNORECASE)


def bare(blocks: Blocks) -> Blocks:
    """Blocks as a reader is to have them: no artifact says what its evidence is pinned to."""
    out: Blocks = ast.rewrite(blocks, _bare)
    return out


def told(manuscript: Manuscript, sentences: Iterable[Sentence]) -> Iterator[Diagnostic]:
    """An error for each pin that stands at no words of one of the sentences, and for each claim without one."""
    read = {mark.get("pin") for sentence in sentences for mark in sentence.marks}
    for section in manuscript.sections:
        if _marked(section, manuscript.written):
            yield from _astray(section, manuscript.written.get(section.path), read)


def _marked(section: Section, written: Mapping[str, Written]) -> bool:
    """Whether a look at the text is worth its time."""
    text = written[section.path].text if section.path in written else ""
    return not text or bool(_SIGNS.search(text))


def _bare(node: Node) -> Node | list[Node] | None:
    attr = ast.attr_of(node)
    if attr is None or not (set(attr[1]) & set(CLASSES) or any(key in ATTRIBUTES for key, _ in attr[2])):
        return None
    left = ast.without([attr[0], [c for c in attr[1] if c not in CLASSES], attr[2]], *ATTRIBUTES)
    if node["t"] == "Span" and not any(left):
        inside: Sequence[Node] = node["c"][1]
        return list(inside)
    return ast.with_attr(node, left)


def _astray(section: Section, written: Written | None, read: Collection[str]) -> Iterator[Diagnostic]:
    for node in ast.walk(section.blocks):
        attr = ast.attr_of(node)
        if attr is None:
            continue
        if set(attr[1]) & set(CLASSES):
            yield from _misspelt(section, written, attr)
        pin = ast.attribute(attr, "data-pin")
        if pin.strip() and (not _may_tie(node, attr) or pin not in read):
            said = f"The pin `{pin}` ties nothing: it stands at no words of a sentence."
            hint = 'Put the words into brackets: `[the contingent was limited]{.claim pin="…"}`.'
            yield finding("EVID025", said, _place(section, written, pin), hint)
        elif "claim" in attr[1] and not pin.strip():
            said = "A `.claim` without a pin is tied to nothing."
            hint = 'Say where it is from: `{.claim pin="KEY#p3"}`, or take the class away.'
            yield finding("EVID025", said, _place(section, written, ast.plain(node["c"])), hint)


def _may_tie(node: Node, attr: Any) -> bool:
    return node["t"] == "Span" or (node["t"] == "Div" and "translation" in attr[1])


def _misspelt(section: Section, written: Written | None, attr: Any) -> Iterator[Diagnostic]:
    """A warning for each attribute that nothing reads."""
    known = [key.removeprefix("data-") for key in ATTRIBUTES]
    for key, _ in attr[2]:
        name = key.removeprefix("data-")
        if key.startswith("data-") and name not in known:
            like = nearest(name, known)
            which = next(c for c in attr[1] if c in CLASSES)
            said = f"Nothing reads the attribute `{name}` of a `.{which}`."
            hint = f"Did you mean `{like}`?" if like else "It may have `pin` and `original`; take the other away."
            yield finding("EVID027", said, _place(section, written, name), hint)


def _place(section: Section, written: Written | None, words: str) -> Span:
    place = find_words("", written.text, words, (6, 3, 1)) if written and words else None
    if written is None or place is None:
        return Span(section.path)
    path, line = written.origins[place.line - 1]
    return Span(path, line, place.column)
