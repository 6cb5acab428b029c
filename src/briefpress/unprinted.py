"""The blocks of a section in; findings for the words in its attributes that no page would print, out."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress import ast, components
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import Expanded
from briefpress.model import Node, Section

_WORDS = (*components.PRINTED, "caption", "note", "subtitle", "summary", "fig-cap", "tbl-cap")
"""Attributes whose names say that a reader is to see them."""

_CALLOUTS = ("admonition", "alert", "caution", "danger", "important", "info", "note", "tip", "warning")
"""What other programs call a callout; Quarto has `callout-` before it."""


def told(section: Section, source: Expanded) -> Iterator[Diagnostic]:
    """An error for each attribute whose words would be lost; `source` is what the section was read from."""
    for node in ast.walk(section.blocks):
        if node["t"] not in ("Div", "Image", "Table") or any(map(components.nearly, node["c"][0][1])):
            continue
        printed = _printed(node)
        for key, value in node["c"][0][2]:
            if key in _WORDS and key not in printed and value.strip():
                said = f"Nothing prints `{key}` here, so that readers would not see “{_short(value)}”."
                place = source.find(value, (6, 3, 1)) or Span(section.path)
                yield finding("COMP003", said, place, _hint(node, key, printed))


def _printed(node: Node) -> tuple[str, ...]:
    if node["t"] != "Div":
        return components.AFTER
    own = components.component_of(node) or any(c in ("figure", "table") for c in node["c"][0][1])
    return components.PRINTED if own else ()


def _hint(node: Node, key: str, printed: tuple[str, ...]) -> str:
    if any(c in _CALLOUTS or c.startswith("callout-") for c in node["c"][0][1]):
        return f'Write `::: {{.callout {key}="…"}}`.' if key == "title" else "Write it into the text, in a `.callout`."
    if printed:
        return f"Write it into the text; what is printed are {', '.join(f'`{name}`' for name in printed)}."
    return "Write it into the text, or make it a component, such as `.callout`."


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:40].rsplit(' ', 1)[0]} …"
