"""The parts of a Word document in; their trees, new elements, and their bytes again, out."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

Tree: TypeAlias = Any
"""An element of lxml's XML tree."""

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
W, R, WP, A, PIC = (f"{{{NAMES[n]}}}" for n in ("w", "r", "wp", "a", "pic"))
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def parse(data: bytes) -> Tree:
    """The tree of a part. Raises lxml's XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def serialize(tree: Tree) -> bytes:
    """The bytes of a part."""
    data: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data


def root(name: str) -> Tree:
    """A new part of Word's own vocabulary."""
    return etree.Element(f"{W}{name}", nsmap={k: NAMES[k] for k in ("w", "r", "wp", "a", "pic", "v", "o")})


def add(parent: Tree, name: str, text: str | None = None, /, **attributes: str | int) -> Tree:
    """A new last child in Word's namespace; so are its attributes."""
    child = etree.SubElement(parent, f"{W}{name}", {f"{W}{k}": str(v) for k, v in attributes.items()})
    child.text = text
    return child


def new(name: str, /, **attributes: str | int) -> Tree:
    """A new element in Word's namespace; so are its attributes."""
    return etree.Element(f"{W}{name}", {f"{W}{k}": str(v) for k, v in attributes.items()})


def value(element: Tree | None, path: str) -> str:
    """The `w:val` of what a path finds below an element, or nothing."""
    found = element.find(path, NAMES) if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def words_of(element: Tree) -> str:
    """The words in an element, as they are read: tabs and the ends of lines are spaces; notes aren't among them."""
    parts = []
    for item in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{{{NAMES['m']}}}t"):
        if item.tag.endswith("}t"):
            parts.append(item.text or "")
        elif item.tag == f"{W}noBreakHyphen":
            parts.append("\u2011")
        elif item.getparent().tag == f"{W}r":
            parts.append(" ")
    return "".join(parts)


_PROPERTIES = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
    "rPr", "sectPr",
)  # fmt: skip
"""The properties of a paragraph that we set, in the order that they have to have (ECMA-376, part 1, 17.3.1.26)."""


def properties(paragraph: Tree) -> Tree:
    """The properties of a paragraph, which it has from now on."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = new("pPr")
        paragraph.insert(0, found)
    return found


def put(paragraph: Tree, name: str, /, **attributes: str | int) -> Tree:
    """Give a paragraph a property, in its place, instead of the one of that name that it may have."""
    there = properties(paragraph)
    for old in there.findall(f"{W}{name}"):
        there.remove(old)
    rank = {f"{W}{n}": i for i, n in enumerate(_PROPERTIES)}
    own = new(name, **attributes)
    before = sum(1 for child in there if rank.get(child.tag, 0) < rank[own.tag])
    there.insert(before, own)
    return own


def set_style(paragraph: Tree, identifier: str) -> None:
    """Give a paragraph a style."""
    put(paragraph, "pStyle", val=identifier)
