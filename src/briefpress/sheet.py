"""The house's own style sheet in; what in it is no CSS, or would fetch something, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tinycss2

from briefpress.diagnostics import Diagnostic, Span, finding

_ALONE = "A page needs nothing but itself: write it as a `data:` address, or name a logo in brief.yaml."


def faults(css: str, path: str) -> list[Diagnostic]:
    """A finding for each rule that isn't CSS, for each `@import`, and for each address of a file."""
    return [
        finding("STYLE001", message, Span(path, node.source_line, node.source_column), hint)
        for node, message, hint in _faults(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    ]


def _faults(nodes: Any) -> Iterator[tuple[Any, str, str]]:
    for node in nodes:
        if node.type == "error":
            yield (
                node,
                "Up to here, this is no CSS.",
                "Look for a brace, a bracket or a quotation mark too few or too many.",
            )
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            yield node, "`@import` fetches another style sheet.", "Put its rules into styles/house.css."
        elif node.type == "url" or (node.type == "function" and node.lower_name in ("url", "image-set", "src")):
            address = node.value if node.type == "url" else tinycss2.serialize(node.arguments).strip("\"' ")
            if not address.startswith(("data:", "#")):
                yield node, f"The style sheet fetches `{address[:60]}`.", _ALONE
        else:
            for part in (
                getattr(node, "prelude", None),
                getattr(node, "content", None),
                getattr(node, "arguments", None),
            ):
                yield from _faults(part or ())
            if node.type == "qualified-rule":
                yield from _declarations(node)


def _declarations(rule: Any) -> Iterator[tuple[Any, str, str]]:
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            yield node, "Up to here, this is no declaration.", "Write it as `name: value;`."
