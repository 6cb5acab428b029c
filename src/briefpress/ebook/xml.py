"""The files of an EPUB in; their trees, what is looked for in them, and their bytes again, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from lxml import etree

Tree: TypeAlias = Any
"""An element of lxml's XML tree."""

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NAMES = {"h": XHTML[1:-1], "o": OPF[1:-1], "d": DC[1:-1], "e": OPS[1:-1]}
PACKAGE = "EPUB/content.opf"
NAV = "EPUB/nav.xhtml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)


def parse(data: bytes) -> Tree:
    """The tree of a file. Raises lxml's XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def serialize(tree: Tree) -> bytes:
    """The bytes of a tree, with the doctype of a page where it is one."""
    doctype = "<!DOCTYPE html>" if tree.tag == f"{XHTML}html" else None
    data: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True, doctype=doctype)  # type: ignore[arg-type, assignment]  # the stubs know no None
    return data


def find(tree: Tree, path: str) -> list[Tree]:
    """What an XPath finds: `h:` is XHTML, `e:` EPUB's own attributes, `o:` the package, `d:` Dublin Core."""
    found: list[Tree] = tree.xpath(path, namespaces=NAMES)
    return found


def one(tree: Tree, path: str) -> Tree:
    """The first that an XPath finds, of what pandoc always writes."""
    return find(tree, path)[0]


def add(parent: Tree, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Tree:
    """A new last child, in the namespace of its parent where its name has none."""
    name = name if name.startswith("{") else f"{{{etree.QName(parent).namespace}}}{name}"
    child = etree.SubElement(parent, name, dict(attributes or {}))
    child.text = text or None
    return child


def kinds(element: Tree, name: str) -> list[str]:
    """The words of an attribute that has several, such as `class` or `role`."""
    return (element.get(name) or "").split()


def words_of(element: Tree) -> str:
    """An element's words as a list of contents has them.

    Calls of notes are left out; a picture gives its alternative text, a formula its TeX source.
    """
    said = find(
        element,
        ".//text()[not(ancestor::h:a[@role='doc-noteref'])]"
        "[not(ancestor::*[local-name()='math']) or ancestor::*[local-name()='annotation']]|.//h:img/@alt",
    )
    return " ".join("".join(said).split())


def take_out(element: Tree) -> None:
    """Remove an element, but not the words behind it."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def spine(package: Tree, *, linear: bool = False) -> list[str]:
    """The paths of the pages, in reading order; with `linear`, without those that only links lead to."""
    hrefs = {i.get("id"): i.get("href") for i in find(package, "o:manifest/o:item")}
    listed = find(package, f"o:spine/o:itemref{'[not(@linear)]' if linear else ''}")
    order = (hrefs[i.get("idref")] for i in listed)
    return [f"EPUB/{href}" for href in order]
