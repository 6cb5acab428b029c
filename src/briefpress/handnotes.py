"""Blocks with notes made by hand, as office programs and old pages have them, in; the same with real notes, out.

A note by hand is a link with a sign, such as a number, to a place that begins a paragraph, a division or an item of a
list. A link there leads back to the call, or the same sign stands at its head. Only where that is so, and one link
alone calls the place, is it taken for a note: everything else stays as it is. A sign that opens a paragraph is the
number of an entry, in a list of contents or of questions, and calls nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from briefpress import ast
from briefpress.model import Blocks, Node

_SIGN = re.compile(r"^[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]+|[ivx]{1,5})\s*[\])]?\.?$")
_BACK = re.compile(r"^[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶↩︎↑^⏎]+|back|return)\s*[\])]?\.?$", re.IGNORECASE)
_HEADING = re.compile(r"^(foot|end)?notes$", re.IGNORECASE)
_MARKED = ("Superscript", "Span", "Strong", "Emph")
"""What a place or a way back may stand in, and what goes with it where nothing else does."""

_LINES = ("Para", "Plain", "Header")
_BELONGS = ("BulletList", "OrderedList", "DefinitionList", "BlockQuote", "CodeBlock", "LineBlock")


@dataclass(frozen=True, slots=True)
class _Call:
    """A link that calls a note: its sign, whether that is raised or in brackets, and the places that a way back to it
    may lead to.
    """

    link: Node
    sign: str
    raised: bool
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Blocks that could be a note's text: the ids that they begin with, and the number that they have in a list."""

    anchors: tuple[str, ...]
    blocks: Blocks
    number: str = ""


def noted(blocks: Blocks) -> Blocks:
    """Make notes of those that an author has made by hand."""
    calls = _calls(blocks)
    if not calls:
        return blocks
    work = _Notes(calls)
    left = work.without(blocks)
    if not work.bodies:
        return blocks
    while left and (left[-1]["t"] == "HorizontalRule" or _is_heading(left[-1])):
        left.pop()
    changed: Blocks = ast.rewrite(left, work.called)
    # A note that only another note calls would be lost.
    return changed if _notes(changed) == _notes(blocks) + len(work.bodies) else blocks


def _notes(blocks: Blocks) -> int:
    return sum(node["t"] == "Note" for node in ast.walk(blocks))


def _is_heading(block: Node) -> bool:
    """Whether a block is the heading of the notes, which have gone to their calls."""
    return bool(block["t"] == "Header" and _HEADING.match(ast.plain(block["c"][2]).strip()))


def _target(node: Node) -> str:
    """Where a link within the section leads that is nothing but the sign of a note, or nothing."""
    if node["t"] != "Link" or not node["c"][2][0].startswith("#") or not _SIGN.match(ast.plain(node["c"][1]).strip()):
        return ""
    return str(node["c"][2][0][1:])


def _bare(sign: str) -> str:
    return sign.strip(" []().")


def _calls(blocks: Blocks) -> dict[str, list[_Call]]:
    """The places that could be notes, each with the links that may call it."""
    calls: dict[str, list[_Call]] = {}
    before: Node | None = None
    lifted = {id(n) for s in ast.walk(blocks) if s["t"] == "Superscript" for n in ast.walk(s["c"])}
    spans: dict[int, set[str]] = defaultdict(set)
    lines: dict[int, str] = {}
    heads = set()
    for node in ast.walk(blocks):
        inside = [id(n) for n in ast.walk(node["c"]) if _target(n)] if node["t"] in (*_LINES, "Span") else []
        for link in inside:
            if node["t"] == "Span":
                spans[link].add(node["c"][0][0])
            else:
                lines[link] = node["c"][1][0] if node["t"] == "Header" else _begins(node)
        if node["t"] in ("Para", "Plain") and (first := next((n for n in node["c"] if ast.plain(n).strip()), None)):
            heads.add(id(first))
    for node in ast.walk(blocks):
        if target := _target(node):
            near = before if before is not None and before["t"] == "Span" and not before["c"][1] else None
            words = ast.plain(node["c"][1]).strip()
            in_it = any(n["t"] == "Superscript" for n in ast.walk(node["c"][1]))
            raised = id(node) in lifted or in_it or words.startswith("[")
            places = {node["c"][0][0], near["c"][0][0] if near else "", *spans[id(node)]}
            places |= {lines.get(id(node), "")} if raised else set()
            if raised or id(node) not in heads:
                calls.setdefault(target, []).append(_Call(node, _bare(words), raised, frozenset(places - {""})))
        if node["t"] not in ("Superscript", "Str"):
            before = node
    return calls


class _Notes:
    """Takes the notes out of blocks, and sets them in at their calls."""

    def __init__(self, calls: Mapping[str, list[_Call]]) -> None:
        self._calls = calls
        self.bodies: dict[str, Blocks] = {}
        self._callers: dict[int, str] = {}

    def without(self, blocks: Blocks) -> Blocks:
        """The blocks less the notes in them."""
        out: Blocks = []
        at = 0
        while at < len(blocks):
            block, rest = blocks[at], blocks[at + 1 :]
            more = self._more(block, rest)
            if (pair := _numbered(block, rest[0] if rest else None)) and self._taken(pair):
                at += 1
            elif more and self._taken(_unit([block, *more])):
                at += len(more)
            elif (kept := self._kept(block)) is not None:
                out.append(kept)
            at += 1
        return out

    def _more(self, block: Node, rest: Blocks) -> Blocks:
        """The lists and the like behind a note's first paragraph, up to the next note or the end."""
        if _begins(block) not in self._calls:
            return []
        more = list(takewhile(lambda b: b["t"] in _BELONGS, rest))
        behind = rest[len(more) : len(more) + 1]
        parted = any(_begins(n) in self._calls for n in ast.walk(more) if n["t"] in _LINES)
        return more if not parted and all(_begins(b) in self._calls for b in behind) else []

    def _kept(self, block: Node) -> Node | None:
        """A block less the notes in it; None where nothing is left."""
        kind = block["t"]
        if kind in ("Para", "Plain"):
            return None if self._taken(_unit([block])) else block
        if kind == "Div":
            attr, inner = block["c"]
            # One with a class may be a component, which is more than a note.
            if not attr[1] and self._taken(_unit(inner, attr[0])):
                return None
            left = self.without(inner)
            if left != inner and all(b["t"] == "HorizontalRule" or _is_heading(b) for b in left):
                return None
            return ast.div(attr, left) if left != inner else block
        if kind in ("OrderedList", "BulletList"):
            items: list[Blocks] = block["c"][1] if kind == "OrderedList" else block["c"]
            left_items = [i for i in items if not self._taken(_of_item(i))]
            if len(left_items) == len(items):
                return block
            if not left_items:
                return None
            return {"t": kind, "c": [block["c"][0], left_items] if kind == "OrderedList" else left_items}
        return block

    def _taken(self, unit: _Unit | None) -> bool:
        """Whether blocks are a note's text; it is kept for its call."""
        if unit is None:
            return False
        anchor = next((a for a in unit.anchors if a in self._calls and a not in self.bodies), "")
        if not anchor or any(_begins(b) for b in unit.blocks[1:]):
            return False
        calls = self._calls[anchor]
        ways = [n for n in ast.walk(unit.blocks) if _is_back(n)]
        led = [(call, w) for call in calls for w in ways if w["c"][2][0][1:] in call.places]
        if len({id(call.link) for call, _ in led}) > 1 or (not led and len(calls) > 1):
            return False
        call, back = led[0] if led else (calls[0], None)
        bare = _cleared(unit.blocks, back, anchor)
        signed = _without_sign(bare, call.sign)
        if back is None and not (call.raised and (signed != bare or unit.number == call.sign)):
            return False
        if not ast.plain(signed, notes=True).strip():
            return False
        if len(calls) > 1:  # others, such as “see note 2”, lead there too
            place = ast.span(ast.attr(anchor), [])
            signed = [ast.para([place, *signed[0]["c"]]), *signed[1:]] if signed[0]["t"] == "Para" else signed
        self.bodies[anchor] = signed
        self._callers[id(call.link)] = anchor
        return True

    def called(self, node: Node) -> Node | None:
        """A note in place of the link that calls it, out of the superscript that it stands in."""
        if anchor := self._callers.get(id(node)):
            return {"t": "Note", "c": self.bodies[anchor]}
        if node["t"] == "Superscript":
            inner = [n for n in node["c"] if n["t"] != "Span" and n.get("c") not in ("[", "]", "(", ")")]
            if [n["t"] for n in inner] == ["Note"]:
                note: Node = inner[0]
                return note
        return None


def _unit(blocks: Blocks, outer: str = "", number: str = "") -> _Unit | None:
    """Blocks as a note's text, if they begin with a place."""
    if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
        return None
    anchors = tuple(a for a in (outer, _begins(blocks[0])) if a)
    return _Unit(anchors, blocks, number) if anchors else None


def _of_item(item: Blocks) -> _Unit | None:
    """An item of a list as a note's text; its id is on a division in it."""
    if len(item) == 1 and item[0]["t"] == "Div":
        return _unit(item[0]["c"][1], item[0]["c"][0][0])
    return _unit(item)


def _numbered(block: Node, following: Node | None) -> _Unit | None:
    """A place alone, and a list of one item behind it: `<p id="fn1">1. A note.</p>` as pandoc reads it."""
    if following is None or following["t"] != "OrderedList" or len(following["c"][1]) != 1:
        return None
    if block["t"] not in ("Para", "Plain") or ast.plain(block["c"]).strip():
        return None
    return _unit(following["c"][1][0], _begins(block), str(following["c"][0][0]))


def _begins(block: Node) -> str:
    """The id of the place that a paragraph begins with, or nothing."""
    if block["t"] not in ("Para", "Plain") or not block["c"]:
        return ""
    first = block["c"][:1] if block["c"][0]["t"] in (*_MARKED, "Link") else []
    return next((n["c"][0][0] for n in ast.walk(first) if n["t"] in ("Span", "Link") and n["c"][0][0]), "")


def _is_back(node: Node) -> bool:
    return (
        node["t"] == "Link"
        and node["c"][2][0].startswith("#")
        and bool(_BACK.match(ast.plain(node["c"][1]).strip() or "^"))
    )


def _cleared(blocks: Blocks, back: Node | None, anchor: str) -> Blocks:
    """A note's text without the way back, and without the place that it begins with."""

    def clear(node: Node) -> list[Node] | None:
        if node is back:
            return []
        if node["t"] not in _MARKED:
            return None
        attr, inner = node["c"] if node["t"] == "Span" else (ast.attr(), node["c"])
        if attr[0] == anchor:
            return list(inner)
        return [] if not inner and not attr[0] else None

    cleared = [_trimmed(b) for b in ast.rewrite(blocks, clear)]
    return [b for b in cleared if b["t"] not in ("Para", "Plain") or b["c"]]


def _trimmed(block: Node) -> Node:
    if block["t"] not in ("Para", "Plain"):
        return block
    inlines = ast.trimmed(block["c"])
    inlines = ast.trimmed(inlines[1:]) if inlines[:1] == [{"t": "Str", "c": "."}] else inlines
    return ast.para(inlines)


def _without_sign(blocks: Blocks, sign: str) -> Blocks:
    """A note's text without the sign of its call at its head: `1.`, `[1]`, a raised 1."""
    if not blocks or blocks[0]["t"] != "Para":
        return blocks
    first, *rest = blocks[0]["c"]
    said = ast.plain([first]).strip()
    if first["t"] in ("Str", "Superscript", "Link") and _SIGN.match(said) and _bare(said) == sign and rest:
        return [ast.para(ast.trimmed(rest)), *blocks[1:]]
    return blocks
