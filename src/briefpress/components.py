"""A section's AST as pandoc read it in; the same with every component in the one shape that renderers know, out.

An author writes `title="…"`, `source="…"` and the like as attributes. They are Markdown: each becomes a block of
the component, so that citations in them are citations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefpress import ast
from briefpress.model import Blocks, Node
from briefpress.validate import nearest

COMPONENTS = {
    "summary": "group",
    "key-judgements": "group",
    "recommendations": "group",
    "callout": "note",
    "sidenote": "note",
    "pullquote": "",
    "box": "note",
    "timeline": "",
    "about": "",
    "disclaimer": "",
    "suggested-citation": "",
}
"""The components, and the ARIA role of each where it has a title; nothing where plain text will do.

None is a landmark: those lead to the parts of a page, and a brief has too many components for that.
"""

STRUCTURE = ("only", "refs", "figure", "table", "abbreviations", "chart", "decorative", "changes")
BEFORE = ("to", "title")
AFTER = ("by", "source", "credit")
PRINTED = (*BEFORE, *AFTER)

Read = Callable[[str], list[Node]]


def printed_attributes(tree: Blocks) -> Iterator[str]:
    """Every attribute of a component, picture or table that is Markdown to be printed, in the order of the text."""
    for node in ast.walk(tree):
        if node["t"] in ("Div", "Image", "Table"):
            keys = AFTER if node["t"] != "Div" else PRINTED
            for key, value in node["c"][0][2]:
                if key in keys and (node["t"] != "Div" or _is_component(node)):
                    yield value


def shape(tree: Blocks, read: Read) -> Blocks:
    """Give every component of a tree its one shape; `read` turns Markdown into inlines."""

    def change(node: Node) -> Node | None:
        if node["t"] == "Div":
            return _component(node, read) if _is_component(node) else None
        maker = {"Figure": _figure, "Table": _table}.get(node["t"])
        return maker(node, read) if maker else None

    def stand_alone(node: Node) -> Node | None:
        return _figure(_as_figure(node), read) if _is_lone_picture(node) else None

    for step in (change, stand_alone):
        tree = ast.rewrite(tree, step)
    tree = ast.rewrite(tree, lambda n: _inline_picture(n, read) if n["t"] == "Image" else None)
    shaped: Blocks = ast.rewrite(tree, _notes_apart)
    return shaped


def _notes_apart(node: Node) -> Node | list[Node] | None:
    """Notes that a link calls stand behind it, for their calls are links; what a note calls is part of its own text."""
    if node["t"] not in ("Link", "Note"):
        return None
    notes = [inner for inner in ast.walk(node["c"]) if inner["t"] == "Note"]
    if not notes:
        return None
    bare = ast.rewrite(node["c"], lambda n: [] if n["t"] == "Note" else None)
    if node["t"] == "Link":
        return [{"t": "Link", "c": bare}, *notes]
    return {"t": "Note", "c": [*bare, *(block for note in notes for block in note["c"])]}


def component_of(node: Node) -> str:
    """The name of the component that a Div is, or nothing."""
    return next((c for c in node["c"][0][1] if c in COMPONENTS), "")


def nearly(name: str) -> str:
    """The component that the class of a division may have been meant for, or nothing."""
    from rapidfuzz.distance import OSA

    known = [*COMPONENTS, *STRUCTURE]
    like = nearest(name, known) if name not in known else ""
    return like if like and OSA.distance(name.casefold(), like) <= (2 if len(like) > 6 else 1) else ""


def _is_component(node: Node) -> bool:
    return bool(component_of(node)) or any(c in ("figure", "table") for c in node["c"][0][1])


def part(name: str, inlines: list[Node], **pairs: str) -> Node:
    """A line of a component: its title, its source, whom it is addressed to."""
    return ast.div(ast.attr("", [name], **pairs), [ast.plain_block(inlines)])


def _component(node: Node, read: Read) -> Node:
    attr, blocks = node["c"]
    name = component_of(node)
    before = [part(f"part-{k}", read(v)) for k in BEFORE if (v := ast.attribute(attr, k))]
    after = [part(f"part-{k}", read(v)) for k in AFTER if (v := ast.attribute(attr, k))]
    identifier, classes, pairs = ast.without(attr, *PRINTED)
    role = COMPONENTS.get(name, "")
    if name == "summary":
        blocks = [_slots(b) for b in blocks]
    if name == "pullquote":
        return ast.div([identifier, classes, pairs], [*before, {"t": "BlockQuote", "c": [*blocks, *after]}])
    label = ": ".join(ast.plain(ast.rewrite(line, _uncited)).strip() for line in before)
    if role and label:
        pairs = [*pairs, ["role", role], ["aria-label", label]]
    return ast.div([identifier, classes, pairs], [*before, *blocks, *after])


def _uncited(node: Node) -> list[Node] | None:
    return [] if node["t"] in ("Cite", "Note") else None


def _slots(block: Node) -> Node:
    """A summary's definition list is its named slots: each a division with its name and its text."""
    if block["t"] != "DefinitionList":
        return block
    slots = []
    for name, definitions in block["c"]:
        body = [b for definition in definitions for b in definition]
        paragraphs = [ast.para(b["c"]) if b["t"] == "Plain" else b for b in body]
        slots.append(ast.div(ast.attr("", ["slot"]), [part("slot-name", name), *paragraphs]))
    return ast.div(ast.attr("", ["slots"]), slots)


def _is_lone_picture(block: Node) -> bool:
    """Whether a paragraph is nothing but a picture with a label, a source or a credit, or one in a link with a caption.

    pandoc itself makes figures only of pictures with a caption, and not in tight lists, table cells and links.
    """
    if block["t"] not in ("Para", "Plain") or len(block["c"]) != 1:
        return False
    inner = _unlinked(block["c"])
    if [n["t"] for n in inner] != ["Image"]:
        return False
    attr, words, _ = inner[0]["c"]
    captioned = inner is not block["c"] and bool(words) and bool(ast.attribute(attr, "alt"))
    return bool(attr[0]) or captioned or any(ast.attribute(attr, key) for key in AFTER)


def _unlinked(inlines: list[Node]) -> list[Node]:
    return list(inlines[0]["c"][1]) if inlines[0]["t"] == "Link" else inlines


def _as_figure(block: Node) -> Node:
    """A paragraph that is a picture, or a link with one, as a figure."""
    (image,) = _unlinked(block["c"])
    (identifier, classes, pairs), words, target = image["c"]
    own = ["", classes, pairs]
    spoken = ast.text(ast.attribute(own, "alt")) or words
    picture = {"t": "Image", "c": [ast.without(own, "alt"), spoken, target]}
    if (link := block["c"][0])["t"] == "Link":
        picture = {"t": "Link", "c": [link["c"][0], [picture], link["c"][2]]}
    caption = [ast.plain_block(words)] if words else []
    return {"t": "Figure", "c": [ast.attr(identifier), [None, caption], [ast.plain_block([picture])]]}


def _inline_picture(image: Node, read: Read) -> Node | list[Node] | None:
    """A picture in a line of text: what it shows is told in `alt`; its caption, source and credit in a note."""
    attr, words, (target, title) = image["c"]
    lines = [ast.para(read(v)) for k in AFTER if (v := ast.attribute(attr, k))]
    alt = ast.attribute(attr, "alt")
    if not alt and not lines:
        return None
    if alt:
        if words and ast.plain(words) != alt:
            lines.insert(0, ast.para(words))
        words = ast.text(alt)
    bare = {"t": "Image", "c": [ast.without(attr, "alt", *AFTER), words, [target, title]]}
    return [bare, {"t": "Note", "c": lines}] if lines else bare


def _figure(node: Node, read: Read) -> Node:
    attr, caption, blocks = node["c"]
    lines: list[Node] = []

    def strip(image: Node) -> Node | None:
        if image["t"] != "Image":
            return None
        own, alt, target = image["c"]
        lines.extend(part(f"part-{k}", read(v)) for k in AFTER if (v := ast.attribute(own, k)))
        return {"t": "Image", "c": [ast.without(own, *AFTER), alt, target]}

    stripped = ast.rewrite(blocks, strip)
    return {"t": "Figure", "c": [attr, caption, [*stripped, *lines]]}


def _table(node: Node, read: Read) -> Node:
    """A table with a label, caption or source stands in a Div that bears them, so that it can scroll and be told."""
    attr, *rest = node["c"]
    source = [part(f"part-{k}", read(v)) for k in AFTER if (v := ast.attribute(attr, k))]
    identifier, classes, pairs = ast.without(attr, *AFTER)
    bare = {"t": "Table", "c": [["", classes, pairs], *rest]}
    return ast.div(ast.attr(identifier, ["table-block"]), [bare, *source])
