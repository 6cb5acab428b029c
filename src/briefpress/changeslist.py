"""The blocks of a section in; where its author wants the list of what changed since the last edition, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefpress import ast
from briefpress.diagnostics import Diagnostic, finding
from briefpress.model import Blocks, Node, Section, SourceMap

CLASS = "changes"


def told(section: Section, where: SourceMap) -> list[Diagnostic]:
    """A finding for each list of changes in which words stand (EDIT020), which the list would displace."""
    return [
        finding(
            "EDIT020",
            "Words stand in `::: changes`, where the list of changes will.",
            where.find(section.path, "div", CLASS, number),
            "Put them before or behind it, and leave it empty.",
        )
        for number, node in enumerate(places(section.blocks))
        if node["c"][1]
    ]


def places(blocks: Blocks) -> Iterator[Node]:
    """The divisions in which the list is to stand. Only blocks are looked through: there is none within a paragraph."""
    for block in blocks:
        if block["t"] == "Div" and ast.has_class(block, CLASS):
            yield block
        else:
            for inner in _within(block):
                yield from places(inner)


def _within(block: Node) -> list[Any]:
    name = block["t"]
    if name == "Div":
        return [block["c"][1]]
    if name == "BlockQuote":
        return [block["c"]]
    if name == "BulletList":
        return list(block["c"])
    if name == "DefinitionList":
        return [definition for _, definitions in block["c"] for definition in definitions]
    return list(block["c"][1]) if name == "OrderedList" else []


def filled(blocks: Blocks, listed: Blocks) -> Blocks:
    """The blocks with the list in its place, which is none in a note: what stands there stays."""
    found = {id(node) for node in places(blocks)}

    def change(node: Node) -> Node | None:
        return ast.div(node["c"][0], listed) if id(node) in found else None

    out: Blocks = ast.rewrite(blocks, change)
    return out
