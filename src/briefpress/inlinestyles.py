"""The tree of a page whose elements bear style attributes in; the same with classes instead, and their rules, out.

A strict content security policy lets no style attribute have effect. pandoc writes them for the columns of tables and
the sizes of pictures, and drawings may hold some.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Element: TypeAlias = Any

WITHIN = "#content"
"""The element that holds the text. Its name gives the rules the rank over other sheets that a style attribute has."""


def as_classes(tree: Element) -> str:
    """Take the style attributes off a tree; the rules that say the same. Equal attributes share a class."""
    names: dict[str, str] = {}
    for element in tree.xpath(".//*[@style]"):
        declared = "; ".join(part.strip() for part in element.attrib.pop("style").split(";") if part.strip())
        # What would end the rule can't be in a declaration that means anything.
        if not declared or set(declared) & set("{}<>@\\"):
            continue
        name = names.setdefault(declared, f"as-{len(names) + 1}")
        element.set("class", f"{element.get('class', '')} {name}".strip())
    return "".join(f"{WITHIN} .{name} {{ {declared} }}\n" for declared, name in names.items())
