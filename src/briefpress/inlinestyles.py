"""The tree of a page whose elements bear style attributes in; the same with classes instead, and their rules, out.

A strict content security policy lets no style attribute have effect. pandoc writes them for the columns of tables and
the sizes of pictures, and drawings may hold some.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Element: TypeAlias = Any

_PLAIN = re.compile(r"[\w\s:;.,%#-]*")
"""What nearly every style attribute is made of: nothing in it quotes, opens or closes."""

WITHIN = "#content"
"""The element that holds the text. Its name gives the rules the rank over other sheets that a style attribute has."""


def as_classes(tree: Element) -> str:
    """Take the style attributes off a tree; the rules that say the same. Equal attributes share a class."""
    names: dict[str, str] = {}
    for element in tree.xpath(".//*[@style]"):
        declared = _declared(element.attrib.pop("style"))
        if not declared:
            continue
        name = names.setdefault(declared, f"as-{len(names) + 1}")
        element.set("class", f"{element.get('class', '')} {name}".strip())
    return "".join(f"{WITHIN} .{name} {{ {declared} }}\n" for declared, name in names.items())


def _declared(style: str) -> str:
    """The declarations of a style attribute. What is none has no effect in a browser either, but could end the rule."""
    if _PLAIN.fullmatch(style):
        return "; ".join(part.strip() for part in style.split(";") if part.strip())
    import tinycss2

    parsed = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return "; ".join(node.serialize() for node in parsed if node.type == "declaration")
