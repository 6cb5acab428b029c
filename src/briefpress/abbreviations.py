"""A text's AST and the brief's abbreviations in; each written out where it is first used, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefpress import ast
from briefpress.model import Blocks, Node

_LEFT_ALONE = {
    "Header", "Quoted", "BlockQuote", "Link", "Image", "Code", "CodeBlock", "Math", "Figure", "Table", "Cite",
    "RawInline", "RawBlock",
}  # fmt: skip
_BLOCKS = {"Para", "Plain", "LineBlock"}
_EAST_ASIAN = "\u2e80-\ufaff"
_POSSESSIVE = re.compile(r"^(['’])s\b")


def used(tree: Blocks, known: Mapping[str, str]) -> tuple[str, ...]:
    """The abbreviations that a text uses, in their own order."""
    if not known:
        return ()
    found = set(pattern(known).findall(ast.plain(tree, notes=True)))
    return tuple(short for short in known if short in found)


def write_out(tree: Blocks, known: Mapping[str, str]) -> Blocks:
    """Write each abbreviation out at its first use: `Collective Security Treaty Organization (CSTO)`.

    Headings, titles, terms, quotations, captions, tables and links stay as they are. Where the author has written
    it out, nothing is added.
    """
    if not known:
        return tree
    written: Blocks = _Writer(known).visit(tree)
    return written


def pattern(known: Mapping[str, str]) -> re.Pattern[str]:
    """Any of the abbreviations as a word: not as a part of one, and not before or behind a hyphen."""
    shorts = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    letter = rf"[^\W{_EAST_ASIAN}]"
    return re.compile(rf"(?<!{letter})(?<!-)({shorts})(?!{letter})(?!-)")


class _Writer:
    """Walks a text in its order, and keeps what is still to be written out and what the block has said so far."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._pattern, self._pending, self._said = pattern(known), dict(known), ""

    def visit(self, item: Any) -> Any:
        if isinstance(item, list):
            out: list[Any] = []
            for i, child in enumerate(item):
                if isinstance(child, dict) and child.get("t") == "Str":
                    out += self._words(child["c"], item[i + 1 :])
                else:
                    out.append(self.visit(child))
            return out
        if not isinstance(item, dict):
            return item
        kind = item.get("t")
        if kind == "Note":
            said, self._said = self._said, ""
            note = {"t": kind, "c": self.visit(item["c"])}
            self._said = said
            return note
        if kind in _BLOCKS:
            self._said = ""
        if kind in _LEFT_ALONE or (kind == "Div" and _is_line(item)):
            self._said += ast.plain(item)
            return item
        if kind == "DefinitionList":
            return {"t": kind, "c": [[term, self.visit(definitions)] for term, definitions in item["c"]]}
        if kind in ("Space", "SoftBreak", "LineBreak"):
            self._said += " "
        return {key: self.visit(value) for key, value in item.items()}

    def _words(self, word: str, after: list[Node]) -> list[Node]:
        """A word, or the words that stand in its place where an abbreviation in it is used for the first time."""
        text, end = "", 0
        for match in self._pattern.finditer(word):
            full = self._pending.pop(match[1], None)
            if full is None:
                continue
            text, end = text + word[end : match.start()], match.end()
            if self._is_spelled_out(full, text, word[end:], after):
                text += match[1]
                continue
            owner = _POSSESSIVE.match(word[end:])
            end += owner.end() if owner else 0
            text += _in_full(match[1], full, owner[1] if owner else "", text.endswith(("(", "[", "（")))
        self._said += text + word[end:]
        return ast.text(text + word[end:]) if text else [{"t": "Str", "c": word}]

    def _is_spelled_out(self, full: str, before: str, rest: str, after: list[Node]) -> bool:
        said = (self._said + before).casefold()[-len(full) - 40 :]
        following = rest + ast.plain([n for n in after if n["t"] != "Note"][: 2 * len(full.split()) + 4])
        return full.casefold() in said or following.lstrip(" ’s(,").casefold().startswith(full.casefold())


def _is_line(div: Node) -> bool:
    """Whether a division is a line of a component, such as its title, or the list of references."""
    identifier, classes, _ = div["c"][0]
    return identifier == "refs" or any(c == "slot-name" or c.startswith("part-") for c in classes)


def _in_full(short: str, full: str, apostrophe: str, in_brackets: bool) -> str:
    """The name with its abbreviation: `the Court (ICC)`, `the Court’s (ICC’s)`, and in brackets `(the Court, ICC)`."""
    if apostrophe:
        full += apostrophe if full.endswith("s") else f"{apostrophe}s"
        short += f"{apostrophe}s"
    if re.search(f"[{_EAST_ASIAN}]", full):
        return f"{full}，{short}" if in_brackets else f"{full}（{short}）"
    return f"{full}, {short}" if in_brackets else f"{full} ({short})"
