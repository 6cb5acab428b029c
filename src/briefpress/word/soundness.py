"""The bytes of a Word document in; what in its package would keep Word from opening it as it is, out.

The rules are those of ECMA-376 that Word holds documents to: the package's (part 2, 9 and 10), and of the text (part 1,
17) the order of properties, what an element must hold, and what must be there once or be named elsewhere.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping

from briefpress.engines import pack
from briefpress.word.anchors import LONGEST
from briefpress.word.package import MAIN, NOTES, NUMBERS, STYLES
from briefpress.word.xml import NAMES, RELATIONSHIPS, TYPES, R, Tree, W, parse, value

_ORDERS = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
        "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription",
    ),
    "tcPr": (
        "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
        "tcFitText", "vAlign", "hideMark",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid",
    ),
}  # fmt: skip
"""The order in which properties must stand; those of a row may stand in any."""


def faults(data: bytes) -> list[str]:
    """What is wrong with a document. Raises lxml's XMLSyntaxError, KeyError or zipfile's errors where it is none."""
    parts = pack.unpack(data)
    trees = {name: parse(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    found = [*_types(parts, trees), *_relations(parts, trees)]
    for name in sorted(trees):
        if name.startswith("word/") and name.endswith(".xml") and "/theme/" not in name:
            found += [f"{fault} in {name}" for fault in _text(trees[name])]
    return [*found, *_named(trees)]


def _types(parts: Mapping[str, bytes], trees: Mapping[str, Tree]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    endings = {e.get("Extension", "").lower() for e in types.iter(f"{TYPES}Default")}
    listed = Counter(e.get("PartName", "")[1:] for e in types.iter(f"{TYPES}Override"))
    yield from (f"the media type of `{name}` is given twice" for name, count in listed.items() if count > 1)
    yield from (f"a media type is given for `{name}`, which isn't there" for name in listed if name not in parts)
    for name in parts:
        if name != "[Content_Types].xml" and name not in listed and name.rpartition(".")[2].lower() not in endings:
            yield f"`{name}` has no media type"


def _relations(parts: Mapping[str, bytes], trees: Mapping[str, Tree]) -> Iterator[str]:
    for name in [n for n in trees if n.endswith(".rels")]:
        folder, _, file = name.rpartition("_rels/")
        source = f"{folder}{file.removesuffix('.rels')}"
        ids = Counter(r.get("Id") for r in trees[name].iter(f"{RELATIONSHIPS}Relationship"))
        yield from (f"`{name}` has the id {i} twice" for i, count in ids.items() if count > 1)
        for relation in trees[name].iter(f"{RELATIONSHIPS}Relationship"):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.get("TargetMode") != "External" and path not in parts:
                yield f"`{name}` leads to `{target}`, which isn't there"
        if source in trees:
            used = {v for e in trees[source].iter() for k, v in e.attrib.items() if k.startswith(R)}
            yield from (f"`{source}` uses the relationship {i}, which isn't there" for i in sorted(used - set(ids)))


def _text(tree: Tree) -> Iterator[str]:
    for name, order in _ORDERS.items():
        ranks = {f"{W}{child}": rank for rank, child in enumerate(order)}
        for element in tree.iter(f"{W}{name}"):
            if element.getparent().tag == f"{W}ins":
                continue
            here = [ranks.get(child.tag, -1) for child in element]
            if -1 in here:
                yield f"`{name}` holds `{element[here.index(-1)].tag.rpartition('}')[2]}`"
            elif here != sorted(here) or (len(set(here)) < len(here) and name != "sectPr"):
                yield f"the properties in a `{name}` aren't in order"
    for cell in tree.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield "a cell doesn't end with a paragraph"
    for table in tree.iter(f"{W}tbl"):
        columns = len(table.findall("w:tblGrid/w:gridCol", NAMES))
        for row in table.findall(f"{W}tr"):
            spans = (int(value(cell, "w:tcPr/w:gridSpan") or 1) for cell in row.findall(f"{W}tc"))
            skipped = sum(int(value(row, f"w:trPr/w:grid{side}") or 0) for side in ("Before", "After"))
            if (wide := sum(spans) + skipped) != columns:
                yield f"a row of a table of {columns} columns has {wide}"
    for paragraph in tree.iter(f"{W}p"):
        if any(child.tag == f"{W}pPr" for child in paragraph[1:]):
            yield "a paragraph has its properties behind its text"
        if any(child.tag in (f"{W}p", f"{W}tbl") for child in paragraph):
            yield "a paragraph holds another"


def _named(trees: Mapping[str, Tree]) -> Iterator[str]:
    """What must be there once, and what names something else."""
    texts = [trees[name] for name in (MAIN, NOTES) if name in trees]
    starts = [e for tree in texts for e in tree.iter(f"{W}bookmarkStart")]
    ids = Counter(e.get(f"{W}id") for e in starts)
    ends = Counter(e.get(f"{W}id") for tree in texts for e in tree.iter(f"{W}bookmarkEnd"))
    if ids != ends or any(count > 1 for count in ids.values()):
        yield "bookmarks don't begin and end once each"
    names = Counter(e.get(f"{W}name", "").lower() for e in starts)
    yield from (f"two bookmarks are called `{name}`" for name, count in names.items() if count > 1)
    yield from (f"the name of the bookmark `{name}` is too long" for name in names if len(name) > LONGEST)
    for tree in texts:
        pictures = Counter(e.get("id") for e in tree.iter("{*}docPr"))
        yield from (f"two pictures have the number {i}" for i, count in pictures.items() if count > 1)
    written = Counter(e.get(f"{W}id") for e in trees[NOTES].iter(f"{W}footnote"))
    called = Counter(e.get(f"{W}id") for e in trees[MAIN].iter(f"{W}footnoteReference"))
    yield from (f"the note {i} isn't there" for i in called if i not in written)
    yield from (f"the note {i} is there twice, or called so" for i, n in (written | called).items() if n > 1)
    styles = {e.get(f"{W}styleId") for e in trees[STYLES].iter(f"{W}style")}
    for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        used = {e.get(f"{W}val") for tree in (*texts, trees[STYLES]) for e in tree.iter(f"{W}{kind}")}
        yield from (f"the style `{name}` isn't there" for name in sorted(used - styles))
    lists = {e.get(f"{W}numId") for e in trees[NUMBERS].iter(f"{W}num")} | {"0"}
    used = {e.get(f"{W}val") for tree in texts for e in tree.iter(f"{W}numId")}
    yield from (f"the list {i} isn't there" for i in sorted(used - lists))
