"""Markdown texts in; their blocks, with the HTML in them carried over into blocks like all others, out.

pandoc leaves HTML in Markdown as it is, tag by tag, so that writers drop it, or print it unsound. Here each run of it
is put together again, with a mark wherever Markdown stands in it, read as HTML, and the Markdown set in for the marks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from briefpress import ast, cache, frames, rawhtml
from briefpress.diagnostics import StageError, finding
from briefpress.engines import pandoc
from briefpress.model import Blocks, Node, slug

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*?(/?)>")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<![A-Za-z].*?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_FETCHES = re.compile(r"\\|url\s*\(|src\s*\(|image|cross-fade|element\s*\(|expression|@", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_KNOWN = frozenset(
    ("alt", "by", "caption", "credit", "class", "id", "media", "role", "source", "style", "title", "to", "wrapper",
     "custom-style", "start", "cols", "align", "scope", "colspan", "rowspan")
)  # fmt: skip
_OURS = re.compile(
    r"^(footnotes?|footnote-\w+|note-number|cite|page|p|label|xref|math|backlinks?|long-word|section-number|skip"
    r"|part-[\w-]+|slots?|slot-name|table-(?:block|scroll)|csl-[\w-]+|references|reference-group|drawing"
    r"|masthead|colophon|titlepage|briefpress-[\w-]+)$"
)
"""Classes that the program itself gives: an author's `class="footnote"` would send a word to the foot of the page."""

_ACTING = frozenset(("srcset", "srcdoc", "formaction", "action", "poster", "background", "xlink:href"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))

WRITE_TEX = "Write formulas in the TeX that pandoc knows, and the dollar sign of a price as `\\$`."
"""What to do with a formula that pandoc can't read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as blocks, and what it has that no brief can: an element, `@` and an attribute, `raw-` and a format."""

    blocks: Blocks
    refused: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """The formulas that can't be read, and why."""


def read(texts: Sequence[str], store: cache.Store | None = None) -> list[Reading]:
    """Read each text alone; what was read before comes from the store. Raises StageError as `pandoc.read_many` does."""
    if store is None or store.folder is None or not texts:
        return _read(texts)
    keys = [store.key("text", pandoc.version(), text) for text in texts]
    known = [_known(store.get(key)) for key in keys]
    left = [number for number, reading in enumerate(known) if reading is None]
    for number, reading in zip(left, _read([texts[number] for number in left]), strict=True):
        known[number] = reading
        store.put(keys[number], msgspec.msgpack.encode(reading))
    return [reading for reading in known if reading is not None]


def with_values(reading: Reading, names: Sequence[str]) -> Reading:
    """What was read with the signs of `frames` in it, with spans in their place."""
    return Reading(
        frames.spans(reading.blocks, names),
        tuple(map(frames.bare, reading.refused)),
        tuple((frames.bare(tex), why) for tex, why in reading.unread),
    )


def _known(data: bytes | None) -> Reading | None:
    try:
        return msgspec.msgpack.decode(data, type=Reading) if data else None
    except msgspec.DecodeError:
        return None


def _read(texts: Sequence[str]) -> list[Reading]:
    aside = _Aside()
    trees = [aside.tree(blocks) for blocks in pandoc.read_many(texts)]
    refused = [aside.refused_since_last(tree) for tree in trees]
    aside.carry()
    read = [_without_programs(aside.restored(t), r) for t, r in zip(trees, refused, strict=True)]
    return [Reading(blocks, names, tuple(_unread(blocks))) for blocks, names in read]


_PRICES = re.compile(r"[\d.,]+\s?[^\\{}=^_]*(?:\s[a-z]{2,}\s|[\s(][A-Z]{2,3}$)|[\d.,]+[^\\{}=^_)]*\([^)]*$")
"""A number, and a word that is no command or a currency's letters: what stands between the signs of two prices."""

_WHY = re.compile(r"^unexpected (?:control sequence )?(.+)$", re.MULTILINE)


def _unread(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """The formulas that `read_many.lua` marked: the TeX of each, and what is wrong with it."""
    for node in ast.walk(blocks):
        if node["t"] == "Span" and "unread" in node["c"][0][1] and node["c"][1][0]["t"] == "Math":
            at = _WHY.search(ast.attribute(node["c"][0], "why")) or _WHY.search(ast.attribute(node["c"][0], "data-why"))
            sign = at[1].strip() if at else ""
            why = f"`{sign.strip(chr(34))}` can't stand in it" if sign and sign != "eof" else "it ends too early"
            yield node["c"][1][0]["c"][1], why
        elif node["t"] == "Math" and _PRICES.match(node["c"][1]):
            yield node["c"][1], "its dollar signs look like prices"


def _without_programs(tree: Blocks, refused: tuple[str, ...]) -> tuple[Blocks, tuple[str, ...]]:
    """The tree with attributes that every format takes, and the names of those that run a program or fetch a file."""
    names = list(refused)

    def change(node: Node) -> Node | None:
        if node["t"] == "Link":
            node = _unhandled(node)
        attr = ast.attr_of(node)
        if node["t"] == "Div" and any(b["t"] == "Plain" for b in node["c"][1]):
            # Words right in a division: without a paragraph, neither a page nor a screen reader sets them apart.
            node = ast.div(node["c"][0], _in_paragraphs(node["c"][1]))
        if not attr or not (attr[1] or attr[2]):
            return node
        names.extend(f"@{key}" for key, value in attr[2] if _acts(key, value))
        kept = [_own(key, value, node["t"]) for key, value in attr[2] if not _acts(key, value)]
        return ast.with_attr(node, [attr[0], [c for c in attr[1] if not _OURS.match(c)], kept])

    changed: Blocks = ast.rewrite(tree, change)
    return _in_paragraphs(changed), tuple(names)


def _in_paragraphs(blocks: Blocks) -> Blocks:
    return [ast.para(b["c"]) if b["t"] == "Plain" else b for b in blocks]


def _unhandled(link: Node) -> Node:
    """A link with an account in its words, as `[@name](https://social.example/name)`, which cites nothing."""
    address = link["c"][2][0].casefold()

    def change(node: Node) -> list[Node] | None:
        named = node["t"] == "Cite" and node["c"][0][0]["citationMode"]["t"] == "AuthorInText"
        return list(node["c"][1]) if named and node["c"][0][0]["citationId"].casefold() in address else None

    return {"t": "Link", "c": [link["c"][0], ast.rewrite(link["c"][1], change), link["c"][2]]}


def _acts(key: str, value: str) -> bool:
    """Whether an attribute runs a program or fetches a file."""
    return key.lower().startswith("on") or key.lower() in _ACTING or (key == "style" and bool(_FETCHES.search(value)))


def _own(key: str, value: str, kind: str) -> list[str]:
    """An attribute as every format takes it: what isn't known here, and so could make a page unsound, is data."""
    if key == "lang":
        known = bool(_LANGUAGE.match(value))
    elif key == "dir":
        known = value in ("ltr", "rtl", "auto")
    elif key in ("width", "height", "style"):
        known = kind == "Image"
    elif key == "role":
        # Our own notes and references are known by theirs.
        known = not value.startswith("doc-")
    else:
        known = key in _KNOWN or key.startswith(("aria-", "data-"))
    return [key if known else f"data-{re.sub(r'[^a-z0-9-]', '-', key.lower())}", value]


class _Aside:
    """Sets each run of HTML aside, reads all runs at once, and sets them in again."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._refused: list[tuple[str, ...]] = []
        self._kept: list[Blocks] = []
        self._read: list[Blocks] = []

    def tree(self, tree: Any) -> Any:
        """The tree with a `Pending` node for each run of HTML."""
        if isinstance(tree, list):
            items = [self.tree(item) for item in tree]
            kinds = {item["t"] for item in items if isinstance(item, dict) and "t" in item}
            if "RawInline" in kinds:
                return self._inlines(items)
            return self._blocks(items) if "RawBlock" in kinds else items
        if isinstance(tree, dict):
            return {key: self.tree(value) for key, value in tree.items()}
        return tree

    def _inlines(self, items: list[Node]) -> list[Node]:
        """A line with HTML in it: the whole of it is one run, for tags may close late or never."""
        if all(i["t"] != "RawInline" or not _comments_aside(i) for i in items):
            return [i for i in items if i["t"] != "RawInline"]
        parts, plain = [], []
        for item in [*items, None]:
            if item is not None and item["t"] != "RawInline":
                plain.append(item)
                continue
            if plain:
                parts.append(self._mark(plain))
                plain = []
            if item is not None:
                parts.append(self._source(item))
        return [self._pending("".join(parts), inline=True)]

    def _blocks(self, items: list[Node]) -> list[Node]:
        out: list[Node] = []
        begin = 0
        while begin < len(items):
            if items[begin]["t"] != "RawBlock":
                out.append(items[begin])
                begin += 1
                continue
            end = _closed(items, begin)
            parts = [self._part(item) for item in items[begin:end]]
            if any(parts):
                out.append(self._pending("\n".join(parts), inline=False))
            begin = end
        return out

    def _part(self, block: Node) -> str:
        if block["t"] == "RawBlock":
            return self._source(block)
        if block["t"] == "Plain":
            return self._mark(block["c"])
        # A division, for that closes a paragraph which the author left open.
        return f"<div>{self._mark([block])}</div>"

    def _source(self, raw: Node) -> str:
        form = raw["c"][0]
        if form in ("html", "html4", "html5"):
            return html.escape(raw["c"][1]) if _is_no_tag(raw["c"][1]) else str(_comments_aside(raw))
        return f"<raw-{form}></raw-{form}>"

    def _mark(self, nodes: list[Node]) -> str:
        self._kept.append(nodes)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def _pending(self, text: str, *, inline: bool) -> Node:
        try:
            made = rawhtml.sound(text)
        except RecursionError as error:
            begins = " ".join(rawhtml.MARK.sub("…", text).split())[:40]
            said = f"The HTML that begins `{begins}` is nested too deep."
            raise StageError(finding("SECT008", said, hint="Close the tags that are open.")) from error
        self._html.append(made.html)
        self._refused.append(made.refused)
        return {"t": "Pending", "c": [len(self._html) - 1, inline]}

    def refused_since_last(self, tree: Blocks) -> tuple[str, ...]:
        """What can't be carried in the runs of a tree, those within runs among them."""
        names: list[str] = []
        for node in ast.walk(tree):
            if node["t"] == "Pending":
                index = node["c"][0]
                for name in self._refused[index]:
                    inner = rawhtml.MARK.search(name)
                    names += self._within(inner[0]) if inner else [name]
                for mark in rawhtml.MARK.findall(self._html[index]):
                    names += self.refused_since_last(self._kept[int(mark[1:-1])])
        return tuple(names)

    def _within(self, mark: str) -> list[str]:
        below = self.refused_since_last(self._kept[int(mark[1:-1])])
        return [f"{rawhtml.WITHIN}{name.removeprefix(rawhtml.WITHIN)}" for name in below]

    def carry(self) -> None:
        """Read every run."""
        self._read = pandoc.read_many(self._html, "html")

    def restored(self, tree: Blocks) -> Blocks:
        """The tree with what was read in place of each `Pending` node."""
        if not self._read:
            return tree
        blocks: Blocks = ast.rewrite(tree, self._restore)
        return blocks

    def _restore(self, node: Node) -> list[Node] | None:
        if node["t"] != "Pending":
            return None
        index, inline = node["c"]
        blocks = self._filled(self._read[index])
        if not inline:
            return blocks
        return [
            i for block in blocks for i in (block["c"] if block["t"] in ("Plain", "Para") else ast.inlines_of([block]))
        ]

    def _code(self, node: Node) -> Node:
        """Code with the words for its marks; a span that looks like code where more than words stands in it."""
        attr, written = node["c"]
        kept = [(piece, rawhtml.MARK.fullmatch(piece)) for piece in rawhtml.MARK.split(written) if piece]
        nodes = [
            n
            for piece, is_mark in kept
            for n in (self.restored(self._kept[int(piece[1:-1])]) if is_mark else [{"t": "Str", "c": piece}])
        ]
        if node["t"] == "CodeBlock" or all(n["t"] in ("Str", "Space", "SoftBreak") for n in nodes):
            return {"t": node["t"], "c": [attr, ast.plain(nodes)]}
        return ast.span([attr[0], [*attr[1], "code"], attr[2]], nodes)

    def _filled(self, blocks: Blocks) -> Blocks:
        """What was read, with the Markdown in place of its marks."""

        def fill(node: Node) -> Node | list[Node] | None:
            if node["t"] in ("Code", "CodeBlock") and rawhtml.MARK.search(node["c"][1]):
                return self._code(node)
            if node["t"] == "Header" and _NUMBERED.match(node["c"][1][0]):
                # The id that pandoc made of a heading is that of its marks.
                level, attr, words = node["c"]
                return ast.header(level, [slug(ast.plain(words)), *attr[1:]], words)
            if node["t"] == "Str" and rawhtml.MARK.search(node["c"]):
                out: list[Node] = []
                for piece in rawhtml.MARK.split(node["c"]):
                    if rawhtml.MARK.fullmatch(piece):
                        out += self.restored(self._kept[int(piece[1:-1])])
                    elif piece:
                        out.append({"t": "Str", "c": piece})
                return out
            if node["t"] in ("Plain", "Para") and any(i["t"] in _BLOCKS for i in node["c"]):
                return _parted(node)
            if node["t"] == "Div" and node["c"][0] == ["", [], []]:
                return list(node["c"][1])
            return None

        filled: Blocks = ast.rewrite(blocks, fill)
        return filled


_BARE = re.compile(r"<[A-Za-z][\w-]*((?:\s+[A-Za-z][\w-]*)+)\s*>")
_FLAGS = frozenset(
    ("allowfullscreen", "async", "autofocus", "autoplay", "checked", "compact", "controls", "default", "defer",
     "disabled", "formnovalidate", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted", "nomodule",
     "noshade",
     "novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed", "selected")
)  # fmt: skip
"""The attributes of HTML that need no value."""


def _is_no_tag(text: str) -> bool:
    """Whether what pandoc takes for a tag is words between two signs, as `a<b or c>d`, or an anchor that is none."""
    bare = _BARE.fullmatch(text)
    return text == "<a>" or (bare is not None and not _FLAGS & set(bare[1].lower().split()))


_LISTS = ("BulletList", "OrderedList", "DefinitionList")
_NUMBERED = re.compile(r"^(?:section|\d+)?(?:-\d+)*$")
_BLOCKS = frozenset(("Para", "Plain", "Header", *_LISTS, "BlockQuote", "CodeBlock", "Div", "Table", "Figure",
                     "HorizontalRule", "LineBlock"))  # fmt: skip


def _parted(paragraph: Node) -> list[Node]:
    """The blocks that stand in a paragraph for their marks, and what else is in it as paragraphs between them."""
    out: list[Node] = []
    words: list[Node] = []
    for node in [*paragraph["c"], None]:
        if node is not None and node["t"] not in _BLOCKS:
            words.append(node)
            continue
        if any(w["t"] not in ("Space", "SoftBreak") for w in words):
            out.append({"t": paragraph["t"], "c": words})
        words = []
        if node is not None:
            out.append(node)
    return out


def _comments_aside(raw: Node) -> str:
    """The text of a raw node without comments and declarations, which are for the author alone."""
    return _COMMENT.sub("", raw["c"][1]) if raw["c"][0].startswith("html") else str(raw["c"][1])


@lru_cache(maxsize=10_000)
def _tags(text: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((m[1], m[2].lower(), m[3]) for m in _TAG.finditer(_COMMENT.sub("", text)))


def _closed(items: list[Node], begin: int) -> int:
    """The index behind the block that closes the element which the block at `begin` opens; the next where none does."""
    opened = next((m for m in _TAG.finditer(_comments_aside(items[begin])) if not m[1]), None)
    if opened is None or opened[2].lower() in _VOID:
        return begin + 1
    name, depth = opened[2].lower(), 0
    for index in range(begin, len(items)):
        if items[index]["t"] != "RawBlock":
            continue
        for close, tag, alone in _tags(items[index]["c"][1]):
            if tag == name and not alone:
                depth += -1 if close else 1
        if depth <= 0:
            return index + 1
    return begin + 1
