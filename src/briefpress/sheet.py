"""The house's own style sheet in; what in it is no CSS, or would fetch something, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefpress.colours import SILENT
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.scan import blanked

_ALONE = "A page needs nothing but itself: write it as a `data:` address, or name a logo in brief.yaml."


def faults(css: str, path: str) -> list[Diagnostic]:
    """A finding for each rule that isn't CSS, for each `@import`, and for each address of a file."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    found = [
        finding("STYLE001", message, Span(path, node.source_line, node.source_column), hint)
        for node, message, hint in (*_faults(rules), *_fetched(rules))
    ]
    bare = SILENT.sub(blanked, css)
    if (at := _open_brace(bare)) is not None:
        place = Span.at(path, bare, at)
        found.append(
            finding("STYLE001", "This brace is never closed.", place, "Close it with `}` where its rule ends.")
        )
    return found


def fetches(css: str, *, rules: bool) -> str:
    """The first address that CSS would fetch, or nothing: of rules, or of declarations alone."""
    import tinycss2

    if rules:
        nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    else:
        nodes = tinycss2.parse_component_value_list(css, skip_comments=True)
    return next((message for _, message, _ in _fetched(nodes)), "")


def fixes_look(css: str) -> bool:
    """Whether a rule keeps readers' own sheets from changing how the text looks."""
    # Most sheets, long for the letters in them, don't have to be looked at twice.
    return bool(_IMPORTANT.search(css) and _IMPORTANT.search(SILENT.sub(blanked, css)))


_IMPORTANT = re.compile(r"!\s*important\b", re.IGNORECASE)


def _open_brace(css: str) -> int | None:
    """Where a brace stands that is never closed."""
    opened: list[int] = []
    for match in re.finditer(r"[{}]", css):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None


def _faults(rules: Any) -> Iterator[tuple[Any, str, str]]:
    """What isn't CSS among rules and, for those of rules, declarations."""
    for node in rules:
        if node.type == "error":
            yield (
                node,
                "Up to here, this is no CSS.",
                "Look for a brace or bracket too few or too many.",
            )
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            slashes = next((n for n, m in pairwise(node.prelude) if n == m == "/"), None)
            if slashes is not None:
                yield slashes, "`//` begins no comment in CSS, so that this rule is lost.", "Write `/* … */`."
            yield from _declarations(node)


def _declarations(rule: Any) -> Iterator[tuple[Any, str, str]]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            yield node, "Up to here, this is no declaration.", "Write it as `name: value;`."
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _faults([node])
        elif node.type == "declaration":
            colon = next((v for v in node.value if v == ":"), None)
            if colon is not None:
                yield colon, f"A semicolon is missing: `{node.name}` goes on here.", "Close each line with `;`."


def _fetched(nodes: Any) -> Iterator[tuple[Any, str, str]]:
    """Each address of a file in a tree of CSS, and each `@import`."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            yield node, "`@import` fetches another style sheet.", "Put its rules into styles/house.css."
        elif node.type == "at-rule" and node.lower_at_keyword == "namespace":
            continue
        elif node.type == "url":
            yield from _outside(node, node.value)
        else:
            if node.type == "function" and _ADDRESSED.search(node.lower_name):
                for part in node.arguments:
                    if part.type == "string":
                        yield from _outside(part, part.value)
            for part in ("prelude", "content", "arguments"):
                yield from _fetched(getattr(node, part, None) or ())


_ADDRESSED = re.compile(r"(?:^|-)(?:url|src|image|image-set|cross-fade)$")


def _outside(node: Any, address: str) -> Iterator[tuple[Any, str, str]]:
    if not address.strip().lower().startswith(("data:", "#")):
        yield node, f"The style sheet fetches `{address.strip()[:60]}`.", _ALONE
