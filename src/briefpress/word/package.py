"""The parts of a Word document in; the package that holds them, each declared and related, out."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from lxml import etree

from briefpress.engines import pack
from briefpress.word.styles import Page
from briefpress.word.xml import RELATIONSHIPS, TYPES, R, Tree, W, add, parse, root, serialize

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN, STYLES, SETTINGS, FONTS = "word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml"
NOTES, NUMBERS, THEME, CORE, APP = (
    "word/footnotes.xml", "word/numbering.xml", "word/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml",
)  # fmt: skip
PLACES = "customXml/briefpress.xml"
_TYPES = {
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}


def reference(styles: bytes, page: Page) -> bytes:
    """The reference document of a style, for pandoc: an empty one with its sheet and its styles."""
    body = add(tree := root("document"), "body")
    add(body, "p")
    body.append(section(page))
    types = etree.Element(f"{TYPES}Types", nsmap={None: TYPES[1:-1]})  # type: ignore[dict-item]  # lxml's own way
    for ending, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                         ("xml", "application/xml")):  # fmt: skip
        etree.SubElement(types, f"{TYPES}Default", {"Extension": ending, "ContentType": kind})
    for name, kind in ((MAIN, f"{_WORD}.document.main+xml"), (STYLES, f"{_WORD}.styles+xml")):
        etree.SubElement(types, f"{TYPES}Override", {"PartName": f"/{name}", "ContentType": kind})
    return pack.pack({
        "[Content_Types].xml": serialize(types),
        "_rels/.rels": _relations({"rId1": ("officeDocument", MAIN)}),
        MAIN: serialize(tree),
        "word/_rels/document.xml.rels": _relations({"rId1": ("styles", "styles.xml")}),
        STYLES: styles,
    })  # fmt: skip


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    tree = etree.Element(f"{RELATIONSHIPS}Relationships", nsmap={None: RELATIONSHIPS[1:-1]})  # type: ignore[dict-item]
    for identifier, (kind, target) in targets.items():
        etree.SubElement(tree, f"{RELATIONSHIPS}Relationship",
                         {"Id": identifier, "Type": f"{_OFFICE}/{kind}", "Target": target})  # fmt: skip
    return serialize(tree)


def section(page: Page, running: Mapping[str, str] | None = None, *, first: bool = False, lines: bool = False,
            rtl: bool = False) -> Tree:  # fmt: skip
    """The properties of a section: its sheet, its running lines by what they are, whether its first sheet has its own.

    `lines` numbers the lines of each sheet; every fifth number is shown (ECMA-376, part 1, 17.6).
    """
    there = etree.Element(f"{W}sectPr")
    for kind, identifier in (running or {}).items():
        name, _, sheet = kind.partition("-")
        add(there, f"{name}Reference", type=sheet).set(f"{R}id", identifier)
    add(there, "pgSz", w=page.width, h=page.height)
    add(there, "pgMar", top=page.top, right=page.right, bottom=page.bottom, left=page.left, header=page.header,
        footer=page.footer, gutter=0)  # fmt: skip
    if lines:
        add(there, "lnNumType", countBy=5, restart="newPage")
    if first:
        add(there, "titlePg")
    if rtl:
        add(there, "bidi")
    return there


class Package:
    """The parts of a document as they are changed and added to."""

    def __init__(self, data: bytes) -> None:
        self.parts: dict[str, bytes] = pack.unpack(data)
        self._types = parse(self.parts["[Content_Types].xml"])
        self._relations = parse(self.parts["word/_rels/document.xml.rels"])
        self._count = 0

    def tree(self, name: str) -> Tree:
        """The tree of a part. Raises KeyError where there is none."""
        return parse(self.parts[name])

    def put(self, name: str, part: Any) -> None:
        """Put a part, as a tree or as bytes, in place of the one of that name."""
        self.parts[name] = part if isinstance(part, bytes) else serialize(part)

    def relate(self, name: str, part: Any, kind: str) -> str:
        """Add a part that the document refers to; the id of the relationship."""
        self.put(name, part)
        if kind in _TYPES:
            self.declare(name, _TYPES[kind])
        self._count += 1
        identifier = f"bpId{self._count}"
        target = name.removeprefix("word/") if name.startswith("word/") else f"../{name}"
        etree.SubElement(self._relations, f"{RELATIONSHIPS}Relationship",
                         {"Id": identifier, "Type": f"{_OFFICE}/{kind}", "Target": target})  # fmt: skip
        return identifier

    def declare(self, name: str, kind: str) -> None:
        """Name the media type of a part."""
        etree.SubElement(self._types, f"{TYPES}Override", {"PartName": f"/{name}", "ContentType": kind})

    def drop(self, name: str) -> None:
        """Take a part out, and whatever refers to it."""
        self.parts.pop(name, None)
        for override in self._types.findall(f"{TYPES}Override[@PartName='/{name}']"):
            self._types.remove(override)
        for relation in list(self._relations):
            if f"word/{relation.get('Target')}" == name:
                self._relations.remove(relation)
        if "_rels/.rels" in self.parts:
            tree = parse(self.parts["_rels/.rels"])
            for relation in [r for r in tree if r.get("Target", "").lstrip("/") == name]:
                tree.remove(relation)
            self.parts["_rels/.rels"] = serialize(tree)

    def lend(self, name: str) -> None:
        """Give a part in the document's folder the document's relationships to pictures, which pandoc's notes lack."""
        path = f"word/_rels/{name.rpartition('/')[2]}.rels"
        tree = self.tree(path)
        there = {relation.get("Id") for relation in tree}
        for relation in self._relations:
            if relation.get("Type", "").endswith("/image") and relation.get("Id") not in there:
                tree.append(copy(relation))
        self.put(path, tree)

    def places(self, part: bytes, identity: str) -> None:
        """Add a part of data of our own, known by an identity (ECMA-376, part 1, 15.2.5 and 22.5)."""
        data = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
        own = etree.Element(f"{{{data}}}datastoreItem", {f"{{{data}}}itemID": identity}, nsmap={"ds": data})
        etree.SubElement(own, f"{{{data}}}schemaRefs")
        self.relate(PLACES, part, "customXml")
        props = "customXml/itemProps1.xml"
        self.put(props, own)
        self.declare(props, _TYPES["customXmlProps"])
        self.parts["customXml/_rels/briefpress.xml.rels"] = _relations({"rId1": ("customXmlProps", "itemProps1.xml")})

    def packed(self) -> bytes:
        """The bytes of the package: the same parts give the same bytes."""
        rank = {"[Content_Types].xml": 0, "_rels/.rels": 1}
        self.put("[Content_Types].xml", self._types)
        self._relations[:] = sorted(self._relations, key=lambda r: str(r.get("Id")))
        self.put("word/_rels/document.xml.rels", self._relations)
        return pack.pack(dict(sorted(self.parts.items(), key=lambda part: (rank.get(part[0], 2), part[0]))))
