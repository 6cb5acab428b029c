"""A manuscript's AST and the brief's abbreviations in; each written out where it is first used, out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefpress import ast
from briefpress.model import Blocks, Node

_LEFT_ALONE = {"Header", "Quoted", "BlockQuote", "Link", "Code", "CodeBlock", "Figure", "Table", "Cite"}


def used(tree: Blocks, known: Mapping[str, str]) -> tuple[str, ...]:
    """The abbreviations that a text uses, in their own order."""
    words = set(re.findall(r"[\w&-]+", ast.plain(tree, notes=True)))
    return tuple(short for short in known if short in words or short in ast.plain(tree, notes=True))


def write_out(tree: Blocks, known: Mapping[str, str]) -> Blocks:
    """Write each abbreviation out at its first use: `Collective Security Treaty Organization (CSTO)`.

    Headings, quotations, captions, tables and links stay as they are. Where the author has written it out,
    nothing is added.
    """
    if not known:
        return tree
    pending = dict(known)
    pattern = re.compile(
        r"(?<![\w-])(" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")(?![\w-])"
    )

    def visit(item: object) -> object:
        if isinstance(item, list):
            out: list[object] = []
            for i, child in enumerate(item):
                if isinstance(child, dict) and child.get("t") == "Str":
                    out.extend(_expand(child, pattern, pending, item[:i], item[i + 1 :]))
                else:
                    out.append(visit(child))
            return out
        if isinstance(item, dict) and item.get("t") not in _LEFT_ALONE:
            return {k: visit(v) for k, v in item.items()}
        return item

    return visit(tree)  # type: ignore[return-value]  # a list in, a list out


def _expand(
    word: Node, pattern: re.Pattern[str], pending: dict[str, str], before: list[Node], after: list[Node]
) -> list[Node]:
    match = pattern.search(word["c"])
    if not match or match[1] not in pending:
        return [word]
    short = match[1]
    full = pending.pop(short)
    written = ast.plain([n for n in before if n["t"] != "Note"][-30:]).casefold()
    following = ast.plain([n for n in after if n["t"] != "Note"][:30]).lstrip(" (").casefold()
    if full.casefold() in written or following.startswith(full.casefold()):
        return [word]
    head, tail = word["c"][: match.start()], word["c"][match.end() :]
    words = ast.text(full)
    words[0] = {"t": "Str", "c": head + words[0]["c"]}
    return [*words, {"t": "Space"}, {"t": "Str", "c": f"({short}){tail}"}]
