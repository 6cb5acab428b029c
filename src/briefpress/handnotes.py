"""Blocks with notes made by hand, as office programs and old pages have them, in; the same with real notes, out.

A note by hand is a link with a number to a place that begins a paragraph or an item of a list, from which a link leads
back. Only where that is so, and the place is called once, is it taken for a note: everything else stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from briefpress import ast
from briefpress.model import Blocks, Node

_SIGN = re.compile(r"^[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]+|[ivx]{1,5})\s*[\])]?\.?$")
_BACK = re.compile(r"^[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶↩︎↑^⏎]+|back|return)\s*[\])]?\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Body:
    """A note's text: the place that it begins with, the place that it leads back to, and its inlines without either."""

    anchor: str
    call: str
    inlines: list[Node]


def noted(blocks: Blocks) -> Blocks:
    """Make notes of those that an author has made by hand."""
    calls = _calls(blocks)
    if not calls:
        return blocks
    bodies = {body.anchor: body for body in _bodies(blocks) if calls.get(body.anchor) in (body.call, None)}
    wanted = {anchor: body for anchor, body in bodies.items() if anchor in calls}
    if not wanted:
        return blocks
    without = [kept for block in blocks if (kept := _without(block, wanted)) is not None]
    while without and without[-1]["t"] == "HorizontalRule":
        without.pop()
    changed: Blocks = ast.rewrite(without, lambda node: _called(node, wanted))
    # A note that only another note calls would be lost.
    return changed if _notes(changed) == _notes(blocks) + len(wanted) else blocks


def _notes(blocks: Blocks) -> int:
    return sum(node["t"] == "Note" for node in ast.walk(blocks))


def _target(node: Node) -> str:
    """Where a link within the section leads that is nothing but the sign of a note, or nothing."""
    if node["t"] != "Link" or not node["c"][2][0].startswith("#") or not _SIGN.match(ast.plain(node["c"][1]).strip()):
        return ""
    return str(node["c"][2][0][1:])


def _calls(blocks: Blocks) -> dict[str, str | None]:
    """The places that are called once, each with the id of its call, if that has one."""
    times: Counter[str] = Counter()
    ids: dict[str, str | None] = {}
    before: Node | None = None
    for node in ast.walk(blocks):
        if target := _target(node):
            times[target] += 1
            near = before if before is not None and before["t"] == "Span" and not before["c"][1] else None
            ids[target] = node["c"][0][0] or (near["c"][0][0] if near else None)
        if node["t"] not in ("Superscript", "Str"):
            before = node
    return {target: ids[target] for target, count in times.items() if count == 1}


def _bodies(blocks: Blocks) -> list[_Body]:
    found = []
    for block in blocks:
        texts = [b["c"] for b in (block, *_items(block)) if b["t"] in ("Para", "Plain")]
        found += [body for inlines in texts if (body := _body(inlines)) is not None]
    return found


def _items(block: Node) -> list[Node]:
    """The items of a list that are one paragraph each."""
    items = {"OrderedList": lambda c: c[1], "BulletList": lambda c: c}.get(block["t"])
    return [item[0] for item in items(block["c"]) if len(item) == 1] if items else []


def _body(inlines: list[Node]) -> _Body | None:
    """The note that a paragraph is, or None: it begins with a place, and has a link with a sign back to its call."""
    if not inlines:
        return None
    if len(inlines) == 1 and inlines[0]["t"] == "Span" and inlines[0]["c"][0][0]:
        inlines = [ast.span(ast.attr(inlines[0]["c"][0][0]), []), *inlines[0]["c"][1]]
    first = inlines[:1] if inlines[0]["t"] in ("Span", "Link", "Superscript") else []
    anchor = next((n["c"][0][0] for n in ast.walk(first) if n["t"] in ("Span", "Link") and n["c"][0][0]), "")
    back = next((n for n in ast.walk(inlines) if _is_back(n)), None)
    if not anchor or back is None:
        return None
    left = _trimmed(list(ast.rewrite(inlines, lambda n: [] if n is back or _is_place(n, anchor) else None)))
    return _Body(anchor, back["c"][2][0][1:], left) if left else None


def _is_back(node: Node) -> bool:
    return (
        node["t"] == "Link"
        and node["c"][2][0].startswith("#")
        and bool(_BACK.match(ast.plain(node["c"][1]).strip() or "^"))
    )


def _is_place(node: Node, anchor: str) -> bool:
    empty = node["t"] in ("Superscript", "Span") and not ast.plain(node["c"][1] if node["t"] == "Span" else node["c"])
    return bool(empty and (node["t"] == "Superscript" or node["c"][0][0] in ("", anchor)))


def _trimmed(inlines: list[Node]) -> list[Node]:
    inlines = ast.trimmed(inlines)
    return ast.trimmed(inlines[1:]) if inlines[:1] == [{"t": "Str", "c": "."}] else inlines


def _without(block: Node, wanted: dict[str, _Body]) -> Node | None:
    """The block less the notes in it; None where nothing is left."""
    if block["t"] in ("Para", "Plain"):
        body = _body(block["c"])
        return None if body and body.anchor in wanted else block
    if block["t"] not in ("OrderedList", "BulletList"):
        return block
    items: list[Any] = block["c"][1] if block["t"] == "OrderedList" else block["c"]
    kept = [i for i in items if len(i) != 1 or _without(i[0], wanted) is not None]
    if len(kept) == len(items):
        return block
    if not kept:
        return None
    return {"t": block["t"], "c": [block["c"][0], kept] if block["t"] == "OrderedList" else kept}


def _called(node: Node, wanted: dict[str, _Body]) -> Node | None:
    """A note in place of the link that calls it, out of the superscript that it stands in."""
    body = wanted.get(_target(node))
    if body is not None:
        return {"t": "Note", "c": [ast.para(body.inlines)]}
    if node["t"] == "Superscript" and [n["t"] for n in node["c"] if n["t"] != "Span"] == ["Note"]:
        note: Node = next(n for n in node["c"] if n["t"] == "Note")
        return note
    return None
