"""The AST of a document of another program in; the same with what a brief has, and as a brief has it, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from briefpress import ast, links
from briefpress.files import UNPRINTABLE
from briefpress.importing.log import Log
from briefpress.importing.written import raw
from briefpress.model import Blocks, Node, slug

Take = Callable[[str], str]
_LANG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_KIND = {"Figure": "fig", "Table": "tbl", "Header": "sec"}
_PREFIX = re.compile(r"^(?:fig|figure|tab|tbl|table|sec|section|sub|subsec|ch|chap|app)[:_-]+", re.IGNORECASE)
_WIDTH = re.compile(r"^\d+(?:\.\d+)?%$")
_NO_ALT = ("image", "picture", "figure", "graphic")
"""What pandoc and office programs write where nobody has described a picture."""
_DOTLESS = re.compile("ı([\u0300-\u036f])")
_NAMED = re.compile(r"^\s*(?:\d+(?:\.\d+)*|\[[^\]]*\])\s*$")


def tidied(blocks: Blocks, take: Take, log: Log) -> Blocks:
    """The blocks of a document as a brief has them; `take` gives a picture's address in the brief."""
    # What a citation looked like in its own language is no text.
    blocks = ast.rewrite(blocks, lambda n: _bare(n) if n["t"] == "Cite" else None)
    blocks = _without_comments(blocks, log)
    labels = _labels(blocks)
    targets = {a[0] for n in ast.walk(blocks) if (a := ast.attr_of(n)) and a[0]}
    called = {
        n["c"][2][0][1:] for n in ast.walk(blocks) if n["t"] == "Link" and n["c"][2][0].startswith("#")
    }  # fmt: skip
    work = _Tidying(take, log, labels, targets, called)
    changed: Blocks = ast.rewrite(blocks, work.change)
    return [b for b in changed if not _is_empty(b)]


def _labels(blocks: Blocks) -> dict[str, str]:
    """The label that each figure, table and heading with an id has in a brief, by that id."""
    out: dict[str, str] = {}
    inner = [n for n in ast.walk(blocks) if n["t"] == "Div" and [b["t"] for b in n["c"][1]] == ["Table"]]
    named = [(n["c"][0][0], "tbl") for n in inner]
    named += [(a[0], _KIND[n["t"]]) for n in ast.walk(blocks) if n["t"] in _KIND and (a := ast.attr_of(n))]
    for identifier, kind in named:
        if identifier and identifier not in out:
            name = re.sub(r"[^\w.-]+", "-", _PREFIX.sub("", identifier)).strip("-.") or slug(identifier)
            label, n = f"{kind}:{name}", 1
            while label in out.values():
                n += 1
                label = f"{kind}:{name}-{n}"
            out[identifier] = label
    return out


class _Tidying:
    def __init__(self, take: Take, log: Log, labels: dict[str, str], targets: set[str], called: set[str]) -> None:
        self._take, self._log, self._labels = take, log, labels
        self._targets, self._called = targets, called
        self._placed: set[str] = {""}
        self._referred = called & set(labels)
        self._changers: dict[str, Callable[[Node], Node | list[Node] | None]] = {
            "Div": self._div, "Span": self._span, "Header": self._header, "Image": self._image, "Link": self._link,
            "Para": self._paragraph, "Plain": self._paragraph, "Figure": self._figure, "Table": self._table,
            "RawBlock": self._raw, "RawInline": self._raw, "Str": self._text, "Code": self._code,
            "Math": self._math, "CodeBlock": self._code_block, "Underline": lambda n: list(n["c"]),
        }  # fmt: skip

    def change(self, node: Node) -> Node | list[Node] | None:
        """The node as a brief has it."""
        change = self._changers.get(node["t"])
        return change(node) if change else None

    def _text(self, node: Node) -> Node | None:
        # LaTeX puts accents on an i without its dot, which is the letter with that accent.
        text = _DOTLESS.sub(lambda m: unicodedata.normalize("NFC", f"i{m[1]}"), UNPRINTABLE.sub("", node["c"]))
        return {"t": "Str", "c": text} if text != node["c"] else None

    def _code_block(self, node: Node) -> list[Node] | None:
        caption = ast.attribute(node["c"][0], "caption")
        if not caption:
            return None
        self._log.changed("Captions of code stand below it as text", 0)
        return [node, ast.para(ast.text(caption))]

    def _code(self, node: Node) -> Node | list[Node]:
        return {"t": "Code", "c": [ast.attr(), node["c"][1]]} if node["c"][1].strip() else []

    def _math(self, node: Node) -> Node | list[Node]:
        kind, text = node["c"]
        label = re.search(r"\\label\{([^{}]*)\}", text)
        if label:
            self._log.left(f"The formula `{label[1]}` has no number here.", "A brief numbers no formulas.")
        text = re.sub(r"\\label\{[^{}]*\}\s*", "", text)
        bare = re.fullmatch(r"\s*\\begin\{(equation|displaymath|math)\*?\}(.*)\\end\{\1\*?\}\s*", text, re.DOTALL)
        text = " ".join((bare[2] if bare else text).split()) if kind["t"] == "InlineMath" or bare else text.strip()
        return {"t": "Math", "c": [kind, text]} if text else []

    def _raw(self, node: Node) -> list[Node] | None:
        if node["c"][0] == "markdown":
            return None
        shown = " ".join(node["c"][1].split())[:60]
        self._log.left(f"`{shown}` can't be carried over.", "Say it in Markdown, if readers need it.")
        return []

    def _div(self, node: Node) -> Node | list[Node]:
        (identifier, _, pairs), blocks = node["c"]
        if identifier in self._labels and [b["t"] for b in blocks] == ["Table"]:
            table = blocks[0]
            return [ast.with_attr(table, ast.attr(self._label(identifier)))]
        lang = [[k, v] for k, v in pairs if k == "lang" and _LANG.match(v)]
        if lang:
            return ast.div(["", [], lang], blocks)
        return [*self._anchor(identifier, block=True), *blocks]

    def _anchor(self, identifier: str, block: bool = False) -> list[Node]:
        """A place that a link of the document leads to."""
        if identifier not in self._called - self._placed or identifier in self._labels:
            return []
        self._placed.add(identifier)  # some readers give one id to several places
        place = ast.span(ast.attr(identifier), [])
        return [ast.para([place])] if block else [place]

    def _span(self, node: Node) -> Node | list[Node]:
        (identifier, classes, pairs), inlines = node["c"]
        kept = [[k, v] for k, v in pairs if k == "lang" and _LANG.match(v)]
        marks = [c for c in classes if c in ("mark", "smallcaps")]
        if kept or marks:
            return ast.span(["", marks, kept], inlines)
        return [*self._anchor(identifier), *inlines]

    def _header(self, node: Node) -> Node | list[Node]:
        level, (identifier, classes, _), inlines = node["c"]
        inlines = ast.trimmed([n for n in inlines if n["t"] != "LineBreak"])
        if not ast.plain(inlines).strip():
            pictures = [n for n in ast.walk(inlines) if n["t"] == "Image"]
            return [ast.para([p]) for p in pictures]
        label = self._label(identifier) if identifier in self._referred else ""
        kept = [c for c in classes if c in ("unnumbered", "unlisted")]
        return ast.header(min(level, 6), [label, kept, []], inlines)

    def _label(self, identifier: str) -> str:
        label = self._labels[identifier]
        if label != identifier:
            self._log.changed("Labels are written as a brief has them, such as `tbl:x` for `tab:x`", 0)
        return label

    def _image(self, node: Node) -> Node:
        attr, words, (target, _) = node["c"]
        width = [[k, v] for k, v in attr[2] if k == "width" and _WIDTH.match(v)]
        alt = [[k, v] for k, v in attr[2] if k == "alt"]
        if ast.plain(words).strip().lower() in _NO_ALT:
            words = []
        return {"t": "Image", "c": [[attr[0], [], [*alt, *width]], words, [self._take(target), ""]]}

    def _paragraph(self, node: Node) -> Node | list[Node] | None:
        blank = {"t": "Str", "c": "\xa0"}
        shown = [n for n in node["c"] if n["t"] not in ("Space", "SoftBreak", "LineBreak") and n != blank]
        if not shown:
            return []
        if any(n["t"] != "Image" for n in shown):
            return None
        # What an office program knows of a picture that stands alone is its description, and no caption.
        return [{"t": node["t"], "c": [_described(n)]} for n in shown]

    def _figure(self, node: Node) -> Node | list[Node]:
        attr, caption, blocks = node["c"]
        words = [n for b in caption[1] if b["t"] in ("Plain", "Para") for n in (*b["c"], {"t": "Space"})]
        images = [n for n in ast.walk(blocks) if n["t"] == "Image"]
        others = [b for b in blocks if not (b["t"] in ("Para", "Plain") and all(n["t"] == "Image" for n in b["c"]))]
        label = self._label(attr[0]) if attr[0] in self._labels else ""
        if len(images) == 1 and not others:
            own, alt, target = images[0]["c"]
            spoken = ast.attribute(own, "alt") or ast.plain(alt).strip()
            words = ast.trimmed(words)
            pairs = [p for p in own[2] if p[0] != "alt"]
            if spoken and spoken != ast.plain(words).strip():
                pairs = [["alt", spoken], *pairs]
            return ast.para([{"t": "Image", "c": [[label, [], pairs], words, target]}])
        if len([b for b in blocks if b["t"] == "Table"]) == 1 and len(blocks) == 1:
            return _captioned(blocks[0], words, label)
        if not label and not words:
            return list(blocks)
        said = "A figure of several parts stands here as its parts, with its caption below."
        self._log.left(said, "Make one picture of it, or give each its own caption.")
        return [*blocks, *([ast.para(ast.trimmed(words))] if words else [])]

    def _table(self, node: Node) -> Node:
        attr, caption, *rest = node["c"]
        label = self._label(attr[0]) if attr[0] in self._labels else attr[0] if attr[0].startswith("tbl:") else ""
        words = [n for b in caption[1] if b["t"] in ("Plain", "Para") for n in (*b["c"], {"t": "Space"})]
        caption = [None, [ast.plain_block(ast.trimmed(words))]] if words else [None, []]
        return {"t": "Table", "c": [ast.attr(label), caption, *rest]}

    def _link(self, node: Node) -> Node | list[Node]:
        attr, words, (target, _) = node["c"]
        if place := self._anchor(attr[0]):
            return [*place, ast.link(target, words)]
        how = ast.attribute(attr, "reference-type")
        if how and target.startswith("#"):
            return self._reference(target[1:], how, words)
        if not ast.plain(words).strip() and not any(n["t"] == "Image" for n in ast.walk(words)):
            return []
        if target.startswith("#"):
            name = target[1:]
            if name in self._labels:
                return ast.link(f"#{self._labels[name]}", words)
            return ast.link(target, words) if name in self._targets else list(words)
        if not target or target.lower().startswith(("javascript:", "about:")):
            return list(words)
        if (wrong := links.fault(target)) is not None and not links.is_inner(target):
            self._log.left(wrong[0], wrong[1])
        return ast.link(target, words)

    def _reference(self, name: str, how: str, words: list[Node]) -> Node | list[Node]:
        """A cross-reference: its number alone where the document's sentence has the word before it."""
        if name not in self._labels and "," in name:
            several = [self._reference(part.strip(), how, [{"t": "Str", "c": f"[{part}]"}]) for part in name.split(",")]
            parted = [
                [{"t": "Str", "c": ","}, {"t": "Space"}, *(one if isinstance(one, list) else [one])] for one in several
            ]
            return [node for one in parted for node in one][2:]
        if name not in self._labels:
            self._log.left(f"The reference to `{name}` leads to nothing that a brief numbers.",
                           "Say in words what it points at.")  # fmt: skip
            return [{"t": "Str", "c": f"({name})"}] if _NAMED.match(ast.plain(words)) else list(words)
        self._log.changed("Cross-references are written as a brief has them, such as `@fig:x`", 0)
        label = self._labels[name]
        return raw(f"@{label}" if how.lower().endswith("label") else f"[-@{label}]")


def _bare(cite: Node) -> Node:
    """A citation with nothing but its keys, prefixes and suffixes; a comma parts a key from what follows it."""
    citations = []
    for one in cite["c"][0]:
        suffix = list(one["citationSuffix"])
        in_text = one["citationMode"]["t"] == "AuthorInText"
        if suffix and not in_text and not (suffix[0]["t"] == "Str" and suffix[0]["c"][:1] in ",;:."):
            suffix = [{"t": "Str", "c": ","}, {"t": "Space"}, *ast.trimmed(suffix)]
        citations.append({**one, "citationSuffix": suffix})
    return {"t": "Cite", "c": [citations, []]}


def _described(image: Node) -> Node:
    attr, words, target = image["c"]
    spoken = ast.attribute(attr, "alt") or " ".join(ast.plain(words).split())
    pairs = [p for p in attr[2] if p[0] != "alt"]
    return {"t": "Image", "c": [[attr[0], attr[1], [*([["alt", spoken]] if spoken else []), *pairs]], [], target]}


def _captioned(table: Node, words: list[Node], label: str) -> Node:
    attr, caption, *rest = table["c"]
    own = caption if caption[1] or not words else [None, [ast.plain_block(ast.trimmed(words))]]
    return {"t": "Table", "c": [[label or attr[0], *attr[1:]], own, *rest]}


def _is_empty(block: Node) -> bool:
    return block["t"] in ("Para", "Plain", "BlockQuote", "BulletList", "LineBlock") and not block["c"]


def _without_comments(blocks: Blocks, log: Log) -> Blocks:
    """Tracked changes taken as they would be accepted, and comments told."""
    count = {"insertion": 0, "deletion": 0}

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Span":
            return None
        attr, inlines = node["c"]
        if "comment-start" in attr[1]:
            who, said = ast.attribute(attr, "author"), " ".join(ast.plain(inlines).split())
            log.left(f"A comment{f' by {who}' if who else ''} isn't carried over: “{said[:200]}”.",
                     "Do what it says, or put it into the text.")  # fmt: skip
            return []
        if {"comment-end", "paragraph-insertion", "paragraph-deletion"} & set(attr[1]):
            return []
        for kind in count:
            if kind in attr[1]:
                count[kind] += 1
                return [] if kind == "deletion" else list(inlines)
        return None

    kept: Blocks = ast.rewrite(blocks, change)
    if sum(count.values()):
        said = f"The document has tracked changes: {count['insertion']} insertions, {count['deletion']} deletions"
        log.changed(f"{said}; all were accepted", 0, "Read the section; in the document nothing was changed.")
    return kept
