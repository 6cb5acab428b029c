"""Nodes of pandoc's AST in; walks, rewritten copies, plain text and new nodes out. Nothing is changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from briefpress.model import Blocks, Node

API_VERSION = [1, 23, 1, 1]
Attr = list[Any]
Rewrite = Callable[[Node], Node | list[Node] | None]

_BRANCHES = (dict, list)


def walk(tree: Any) -> Iterator[Node]:
    """Every node of a tree, a parent before its children, in the order of the text."""
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if "t" in item:
                yield item
            stack.extend(child for child in reversed(item.values()) if isinstance(child, _BRANCHES))
        elif isinstance(item, list):
            stack.extend(child for child in reversed(item) if isinstance(child, _BRANCHES))


def rewrite(tree: Any, change: Rewrite) -> Any:
    """A copy of a tree in which `change` has been put to each node, children first.

    `change` returns the node to stand there, several, or None to leave it as it is. A part that nothing
    changes is shared with the old tree.
    """
    if isinstance(tree, list):
        # A list is copied from the first item on that changes: most lists of a document stay as they are.
        out: list[Any] | None = None
        for index, item in enumerate(tree):
            new = rewrite(item, change) if isinstance(item, _BRANCHES) else item
            if out is None:
                if new is item:
                    continue
                out = tree[:index]
            if isinstance(new, list) and isinstance(item, dict):
                out.extend(new)
            else:
                out.append(new)
        return tree if out is None else out
    if isinstance(tree, dict):
        node = tree
        for key, value in tree.items():
            if isinstance(value, _BRANCHES) and (copy := rewrite(value, change)) is not value:
                node = {**node, key: copy}
        if "t" not in node:
            return node
        new = change(node)
        return node if new is None else new
    return tree


def plain(tree: Any, notes: bool = False) -> str:
    """The words of a tree as a reader hears them; those of notes only where asked for."""
    parts: list[str] = []
    _plain(tree, notes, parts)
    return "".join(parts)


_BREAKS = {"Space", "SoftBreak", "LineBreak"}
_BLOCK = {"Para", "Plain", "Header", "CodeBlock", "LineBlock"}


def _plain(tree: Any, notes: bool, parts: list[str]) -> None:
    if isinstance(tree, list):
        for item in tree:
            _plain(item, notes, parts)
        return
    if not isinstance(tree, dict):
        return
    kind = tree.get("t")
    content: Any = tree.get("c")
    if kind == "Str":
        parts.append(str(content))
    elif kind in _BREAKS:
        parts.append(" ")
    elif kind in ("Code", "Math", "CodeBlock"):
        parts.append(str(content[1]))
    elif kind == "Quoted":
        double = content[0]["t"] == "DoubleQuote"
        parts.append("“" if double else "‘")
        _plain(content[1], notes, parts)
        parts.append("”" if double else "’")
    elif kind == "Cite":
        _plain(content[1], notes, parts)
    elif kind == "LineBlock":
        for line_of_verse in content:
            _plain([*line_of_verse, {"t": "Space"}], notes, parts)
    elif kind == "DefinitionList":
        for term, definitions in content:
            _plain([{"t": "Plain", "c": term}, definitions], notes, parts)
    elif kind in ("RawInline", "RawBlock") or (kind == "Note" and not notes):
        return
    else:
        for value in tree.values():
            _plain(value, notes, parts)
    if kind in _BLOCK:
        parts.append("\n")


def attr_of(node: Node) -> Attr | None:
    """A node's attributes: `[id, [classes], [[key, value]]]`, or None where its type has none."""
    kind = node["t"]
    if kind in ("Div", "Span", "Code", "CodeBlock", "Link", "Image", "Figure", "Table"):
        return list(node["c"][0])
    if kind == "Header":
        return list(node["c"][1])
    return None


def with_attr(node: Node, attr: Attr) -> Node:
    """The same node with other attributes."""
    content = list(node["c"])
    content[1 if node["t"] == "Header" else 0] = attr
    return {"t": node["t"], "c": content}


def has_class(node: Node, name: str) -> bool:
    """Whether a node bears a class."""
    attr = attr_of(node)
    return attr is not None and name in attr[1]


def attribute(attr: Attr, key: str) -> str:
    """The value of a key among attributes, or nothing."""
    return next((str(v) for k, v in attr[2] if k == key), "")


def without(attr: Attr, *keys: str) -> Attr:
    """Attributes less some keys."""
    return [attr[0], attr[1], [[k, v] for k, v in attr[2] if k not in keys]]


def attr(identifier: str = "", classes: Sequence[str] = (), **pairs: str) -> Attr:
    """New attributes. An underscore in a key stands for a hyphen, one at its end for nothing."""
    return [identifier, list(classes), [[k.rstrip("_").replace("_", "-"), v] for k, v in pairs.items()]]


def text(words: str) -> list[Node]:
    """Inlines for a text: its words, with spaces between."""
    out: list[Node] = []
    for i, word in enumerate(words.split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def para(inlines: Sequence[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain_block(inlines: Sequence[Node]) -> Node:
    """A run of inlines as a block that is no paragraph."""
    return {"t": "Plain", "c": list(inlines)}


def div(attributes: Attr, blocks: Blocks) -> Node:
    """A division."""
    return {"t": "Div", "c": [attributes, blocks]}


def span(attributes: Attr, inlines: Sequence[Node]) -> Node:
    """A span."""
    return {"t": "Span", "c": [attributes, list(inlines)]}


def header(level: int, attributes: Attr, inlines: Sequence[Node]) -> Node:
    """A heading of a level from 1 to 6."""
    return {"t": "Header", "c": [level, attributes, list(inlines)]}


def link(target: str, inlines: Sequence[Node], attributes: Attr | None = None) -> Node:
    """A link."""
    return {"t": "Link", "c": [attributes or attr(), list(inlines), [target, ""]]}


def document(blocks: Blocks, meta: Node | None = None) -> Node:
    """A whole pandoc document."""
    return {"pandoc-api-version": API_VERSION, "meta": meta or {}, "blocks": blocks}


def meta_text(value: str) -> Node:
    """A metadata value that is text, not Markdown."""
    return {"t": "MetaString", "c": value}


def meta_inlines(inlines: Sequence[Node]) -> Node:
    """A metadata value with markup."""
    return {"t": "MetaInlines", "c": list(inlines)}


_GUARD = "[]{} "


def line(markdown: str) -> str:
    """Markdown of one line so written that it is read as one: `@key.` or `1990. A year` alone would open a list."""
    return _GUARD + " ".join(markdown.split())


def inlines_of_line(blocks: Blocks) -> list[Node]:
    """The inlines of what `line` wrote, as it was read."""
    flat = [inner for block in blocks for inner in (block["c"][1] if block["t"] == "Div" else [block])]
    out = [n for block in flat if block["t"] in ("Para", "Plain") for n in ({"t": "Space"}, *block["c"])]
    return out[3:]


def inlines_of(blocks: Blocks) -> list[Node]:
    """The inlines of the first paragraph among blocks."""
    first = next((b for b in blocks if b["t"] in ("Para", "Plain")), None)
    return list(first["c"]) if first else []


def trimmed(inlines: list[Node]) -> list[Node]:
    """Inlines without the spaces and breaks at either end."""
    begin, end = 0, len(inlines)
    while begin < end and inlines[begin]["t"] in _BREAKS:
        begin += 1
    while end > begin and inlines[end - 1]["t"] in _BREAKS:
        end -= 1
    return inlines[begin:end]
