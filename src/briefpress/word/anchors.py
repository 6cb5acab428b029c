"""The ids of a text's AST in; the same with names that Word allows to its bookmarks, out."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from briefpress import ast
from briefpress.files import sha256
from briefpress.model import Blocks, Node
from briefpress.word.blocks import is_region

LONGEST = 40
"""The letters of the longest name of a bookmark."""

_OTHER = re.compile(r"\W", re.ASCII)


class Names:
    """The name of a bookmark for each id: letters of English, digits and underscores, the first one a letter."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, identifier: str) -> str:
        """The name for an id, the same each time. Word takes names that differ in capitals alone for one."""
        if identifier not in self._names:
            name = _OTHER.sub("_", identifier)
            plain = name[:1].isalpha() and len(name) <= LONGEST and name.lower() not in self._taken
            if not plain:
                name = f"at_{name[:20].strip('_')}_{sha256(identifier.encode())[:12]}"
            self._names[identifier] = name
            self._taken.add(name.lower())
        return self._names[identifier]


def renamed(blocks: Blocks, names: Names) -> Blocks:
    """The blocks with every id, and every link to one, by the name of its bookmark."""

    def change(node: Node) -> Node | None:
        attr = ast.attr_of(node)
        if attr is None or is_region(attr):
            return None
        new: Any = ast.with_attr(node, [names.of(attr[0]), *attr[1:]]) if attr[0] else node
        if node["t"] == "Link" and new["c"][2][0].startswith("#"):
            target, title = new["c"][2]
            new = {"t": "Link", "c": [*new["c"][:2], [f"#{names.of(unquote(target[1:]))}", title]]}
        return None if new is node else new

    changed: Blocks = ast.rewrite(blocks, change)
    return changed
