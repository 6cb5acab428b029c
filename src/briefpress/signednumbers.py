"""The blocks of a text that is read from the right in; the same with each signed number read from the left, out.

A sign before a number takes the direction of the line (UAX #9, W4 to N2), so that it would stand behind it: `5-`. CLDR
has a mark before such signs; an element with a direction does the same, and leaves the words as they were written.
"""

from __future__ import annotations

import re

from briefpress import ast
from briefpress.model import Blocks, Node

_SIGNED = re.compile(r"(?<![^\s(\[])[-+−±][0-9][0-9.,\u00a0\u202f]*(?:(?<=[0-9])[%‰])?(?<![.,])")


def from_left(blocks: Blocks) -> Blocks:
    """Put each number with a sign before it into a run from the left."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Str" or not _SIGNED.search(node["c"]):
            return None
        out: list[Node] = []
        at = 0
        for number in _SIGNED.finditer(node["c"]):
            out += _plain(node["c"][at : number.start()])
            out.append(ast.span(ast.attr("", [], dir="ltr"), _plain(number[0])))
            at = number.end()
        return [*out, *_plain(node["c"][at:])]

    changed: Blocks = ast.rewrite(blocks, change)
    return changed


def _plain(words: str) -> list[Node]:
    return [{"t": "Str", "c": words}] if words else []
