"""The brief's own record and its citation style in; its suggested citation, and the text that has it, out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from briefpress import ast, citing, components
from briefpress.model import Blocks, Node
from briefpress.ownrecord import OwnRecord, csl_item
from briefpress.settings import Brief
from briefpress.wording import Words, language

COMPONENT = "suggested-citation"
_KEY = "the-brief"
_LABELS = ("citation-number", "citation-label")


def suggested_citation(record: OwnRecord, style: Path) -> list[Node]:
    """The record as a reference in a style; as a note, where the style knows no list of references.

    Apart from the brief's own references: among them it would be numbered, be given a letter behind its year, or a
    dash for an author whom the list has already. Few styles print a status: that of an edition that isn't final stands
    behind the reference in all of them.
    """
    called = {"citationId": _KEY, "citationPrefix": [], "citationSuffix": [], "citationNoteNum": 0, "citationHash": 0,
              "citationMode": {"t": "NormalCitation"}}  # fmt: skip
    blocks = [ast.para([{"t": "Cite", "c": [[called], []]}]), ast.div(ast.attr("refs"), [])]
    item = {name: value for name, value in csl_item(record).items() if name != "status"} | {"id": _KEY}
    unnumbered = _without_numbers(style.read_bytes())
    called_in, refs = citing.cited(blocks, [item], unnumbered, {}, record.lang, linked=False)
    listed = _inlines(refs)
    inlines = listed or _inlines(next((n for n in ast.walk(called_in) if n["t"] == "Note"), called_in))
    return [*inlines, *ast.text(f" ({record.status})")] if record.status else inlines


def _inlines(tree: Node) -> list[Node]:
    """The inlines of an entry, without the spans that set it on a page."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] in ("Span", "Cite"):
            inner: list[Node] = node["c"][1]
            return inner
        return None

    blocks = [n for n in ast.walk(ast.rewrite(tree, change)) if n["t"] in ("Para", "Plain")]
    return [inline for block in blocks for inline in block["c"]]


def _without_numbers(style: bytes) -> bytes:
    """A style whose references have no numbers or labels before them: this one stands alone."""
    if not any(sign in style for sign in (b"citation-number", b"citation-label", b"second-field-align")):
        return style
    root = etree.fromstring(style, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in [e for e in root.iter("{*}text", "{*}number") if e.get("variable") in _LABELS]:
        parent = element.getparent()
        assert parent is not None  # noqa: S101  # no style is a number alone
        parent.remove(element)
    for element in root.iter("{*}bibliography"):
        element.attrib.pop("second-field-align", "")
    return etree.tostring(root)


def in_place(text: Blocks, inlines: list[Node], brief: Brief, links: Mapping[str, str]) -> Blocks:
    """A text with its suggested citation: where its author has room for it, else at its end, unless it isn't wanted.

    `links` lead to the record's files, by what their formats are called; there are none where no file stands beside.
    """
    words = language(brief.lang).words
    placed = False

    def change(node: Node) -> Node | None:
        nonlocal placed
        if node["t"] != "Div" or COMPONENT not in node["c"][0][1]:
            return None
        placed = True
        attr, blocks = node["c"]
        before = [b for b in blocks if ast.has_class(b, "part-title")]
        if not ast.plain([b for b in blocks if b not in before]).strip():
            title = before or [components.part("part-title", ast.text(words.suggested_citation))]
            blocks = [*title, ast.para(inlines)]
        return ast.div(attr, [*blocks, *_downloads(links, words)])

    out: Blocks = ast.rewrite(text, change)
    if placed or not brief.look.suggested_citation:
        return out
    return [*out, *ast.rewrite([ast.div(ast.attr(COMPONENT, [COMPONENT]), [])], change)]


def _downloads(links: Mapping[str, str], words: Words) -> Blocks:
    line = ast.text(words.record_files)
    for i, (name, address) in enumerate(links.items()):
        line += [*ast.text(" · " if i else " "), ast.link(address, ast.text(name), ast.attr("", [], download=""))]
    return [components.part("record-files", line)] if links else []


def apart(root: Any) -> None:
    """Put the citation that no author placed behind the last section of an HTML tree, of which it is no part."""
    for element in root.xpath(f".//*[local-name()='div' and @id='{COMPONENT}']"):
        root.append(element)
