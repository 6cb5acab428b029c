"""Blocks in; Markdown that is read as the same blocks out, every sign that would be taken for mark-up escaped."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from briefpress import ast
from briefpress.engines import pandoc
from briefpress.model import Blocks, Node

_RISKY = re.compile(r"[{}]|&#?\w+;?|^:|^-@|-{2,}|\.{3}|^=+$|^[Tt]able:|^-+$|^!include|^%|<<|>>|^\.{2}|^~|^@|\\")
_SIGN = re.compile(r"([!-/:-@\[-`{-~])")
_WORD = re.compile(r"\w+")


def written(blocks: Blocks) -> str:
    """The Markdown of blocks."""
    return pandoc.to_markdown(_escaped(blocks)).strip("\n") + "\n" if blocks else ""


def raw(text: str) -> Node:
    """Markdown that is written as it stands."""
    return {"t": "RawInline", "c": ["markdown", text]}


def literal(words: str) -> str:
    """A text so written that each of its signs stands for itself."""
    return _SIGN.sub(r"\\\1", words)


def words_of(tree: Any) -> list[str]:
    """Every word that a tree prints or has spoken, those of notes, alternative texts and formulas among them."""
    return _WORD.findall(" ".join(_said(tree)).replace("\xad", ""))


def _said(tree: Any) -> list[str]:
    out: list[str] = []
    _say(tree, out)
    return ["".join(out)]


_LIMITS = frozenset(("Para", "Plain", "Header", "CodeBlock", "Note", "Math", "Code", "Image", "RawInline", "RawBlock"))


def _say(tree: Any, out: list[str]) -> None:
    if isinstance(tree, list):
        for item in tree:
            _say(item, out)
    elif isinstance(tree, dict):
        kind = tree.get("t")
        content: Any = tree.get("c")
        if kind in _LIMITS:
            out.append(" ")
        if kind == "Str":
            out.append(str(content))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            out.append(" ")
        elif kind in ("Code", "CodeBlock", "Math"):
            out.append(str(content[1]))
        elif kind == "Cite":
            for one in tree["c"][0]:
                out.append(f" {one['citationId']} ")
                _say([one["citationPrefix"], {"t": "Space"}, one["citationSuffix"]], out)
        elif kind == "Image":
            _say(content[1], out)
            out.append(f" {ast.attribute(content[0], 'alt')}")
        elif kind not in ("RawInline", "RawBlock"):
            for value in tree.values():
                _say(value, out)
        if kind in _LIMITS:
            out.append(" ")


def _escaped(blocks: Blocks) -> Blocks:
    """The blocks with each text that pandoc would not escape, or that means something here alone, escaped."""
    changed: Blocks = _map(blocks)
    return changed


def _map(tree: Any) -> Any:
    if isinstance(tree, list):
        if tree and all(isinstance(i, dict) and "t" in i for i in tree) and any(i["t"] == "Str" for i in tree):
            tree = _joined(tree)
        return [_map(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    kind = tree.get("t")
    if kind == "Str" and _RISKY.search(tree["c"]):
        return raw(literal(tree["c"]))
    if kind == "CodeBlock":
        attr, text = tree["c"]
        names = [
            c for c in attr[1] if re.fullmatch(r"[A-Za-z][\w+#-]*", c) and c not in ("chart", "table", "sourceCode")
        ]
        # With a name it is written between fences: what is only indented would be taken for text by some.
        return {"t": "CodeBlock", "c": [["", names[:1] or ["text"], []], text]}
    if kind in ("Math", "Code", "Image", "Link"):
        bare = kind == "Link" and ast.plain(tree["c"][1]) == tree["c"][2][0]
        return (
            tree
            if bare or kind in ("Math", "Code")
            else {**tree, "c": [tree["c"][0], _map(tree["c"][1]), tree["c"][2]]}
        )
    return {key: _map(value) for key, value in tree.items()}


def _joined(nodes: list[Node]) -> list[Node]:
    """Inlines with neighbouring texts made one, so that signs are seen together."""
    out: list[Node] = []
    for is_text, run in groupby(nodes, key=lambda n: n["t"] == "Str"):
        items = list(run)
        out += [{"t": "Str", "c": "".join(i["c"] for i in items)}] if is_text else items
    return out
