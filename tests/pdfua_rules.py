"""The rules of PDF/UA-1 (ISO 14289-1) by their clauses: a PDF in, what is against each rule out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pdf_contents import Element, elements, paints, rulebook

RULES, rule = rulebook()
_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
    "TFoot": {"Table"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"},
}  # fmt: skip
_KIDS = {
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TR": {"TH", "TD"}, "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
}  # fmt: skip


@rule("5 the file says that it is PDF/UA-1")
def _identified(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if xmp.get("pdfuaid:part") != "1":
            yield str(xmp.get("pdfuaid:part"))


@rule("7.1 a title shows, and nothing is suspect")
def _title(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if not xmp.get("dc:title"):
            yield "no title"
    if not pdf.Root.ViewerPreferences.DisplayDocTitle:
        yield "the title doesn't show"
    if not pdf.Root.MarkInfo.Marked or pdf.Root.MarkInfo.get(Name.Suspects, False):
        yield f"{pdf.Root.MarkInfo}"


@rule("7.1 all content is either tagged or an artifact, and not both")
def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    owners = _owners(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for paint in paints(page.obj):
            if paint.is_form or paint.operator in ("k", "K"):
                continue
            if paint.is_artifact and paint.content:
                yield f"page {number}: content {paint.content} is an artifact too"
            elif not paint.is_artifact and not paint.content:
                yield f"page {number}: {paint.operator} paints what has no tag"
            elif len(paint.content) > 1:
                yield f"page {number}: content {paint.content} is tagged twice"
            elif paint.content and paint.content[0] not in owners:
                yield f"page {number}: content {paint.content} is in no element"


def _owners(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Any]:
    """The structure element of each piece of content, by what its page or form is called in the parent tree."""
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    found = {}
    for key, row in tree.items():
        if isinstance(row, Array):
            found |= {(int(key), mcid): owner for mcid, owner in enumerate(row) if owner is not None}
    return found


@rule("7.1 the way from content to its element is the way back")
def _both_ways(pdf: pikepdf.Pdf) -> Iterator[str]:
    owners = _owners(pdf)
    seen = Counter[tuple[int, int]]()
    for one in elements(pdf):
        for kid in one.kids:
            if isinstance(kid, Dictionary) and kid.get(Name.Type) != Name.MCR:
                continue
            far = isinstance(kid, Dictionary)
            page = kid.Pg if far and Name.Pg in kid else one.obj.Pg
            place = kid.Stm if far and Name.Stm in kid else page
            key = (int(place.StructParents), int(kid.MCID) if far else int(kid))
            seen[key] += 1
            if key not in owners or owners[key].objgen != one.obj.objgen:
                yield f"{one.kind}: content {key}"
    yield from (f"content {key} is in {n} elements" for key, n in seen.items() if n > 1)
    yield from (f"content {key} is in none" for key in owners if key not in seen)


@rule("7.2 parts of tables, lists and contents stand where they belong")
def _nesting(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        above = one.above[-1].kind if one.above else ""
        if one.kind in _PARENTS and above not in _PARENTS[one.kind]:
            yield f"{one.kind} in {above}"
        if above in _KIDS and one.kind not in _KIDS[above]:
            yield f"{one.kind} in {above}"
        if one.kind in _KIDS and any(not isinstance(k, Dictionary) or Name.S not in k for k in one.kids):
            yield f"{one.kind} holds content"


@rule("7.2 the language of the text is known")
def _language(pdf: pikepdf.Pdf) -> Iterator[str]:
    tags = [str(pdf.Root.get(Name.Lang, ""))]
    tags += [str(one.obj.Lang) for one in elements(pdf) if Name.Lang in one.obj]
    yield from (f"“{tag}”" for tag in tags if not tag.replace("-", "").isalnum())


@rule("7.3 figures have alternative text and say where they are")
def _figures(pdf: pikepdf.Pdf) -> Iterator[str]:
    pages = {page.obj.objgen: page for page in pdf.pages}
    for one in elements(pdf):
        if one.kind == "Figure":
            if not str(one.obj.get(Name.Alt, "")).strip():
                yield "a figure without Alt"
            left, low, right, high = (float(side) for side in one.attributes["BBox"])
            box = [float(side) for side in pages[one.obj.Pg.objgen].mediabox]
            if not (box[0] - 1 <= left < right <= box[2] + 1 and box[1] - 1 <= low < high <= box[3] + 1):
                yield f"a figure at {[left, low, right, high]} of {box}"


@rule("7.4 headings leave no level out")
def _headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    last = 0
    for one in elements(pdf):
        kind = str(one.obj.S)[1:]
        if kind[:1] == "H" and kind[1:].isdigit():
            level = int(kind[1:])
            if level > last + 1:
                yield f"{kind} follows H{last}"
            last = level


@rule("7.5 header cells have a scope, data cells their headers, and rows are of one length")
def _tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    all_elements = elements(pdf)
    names = {str(one.obj.ID) for one in all_elements if one.kind == "TH" and Name.ID in one.obj}
    rows: dict[tuple[int, int], list[list[Element]]] = defaultdict(list)
    for one in all_elements:
        if one.kind == "TH" and str(one.attributes.get("Scope")) not in ("/Column", "/Row", "/Both"):
            yield "a header without Scope"
        if one.kind == "TD":
            unknown = [str(h) for h in one.attributes.get("Headers", ()) if str(h) not in names]
            yield from (f"there is no header {h}" for h in unknown)
        if one.kind == "TR":
            table = next(a for a in reversed(one.above) if a.kind == "Table")
            rows[table.obj.objgen].append([e for e in all_elements if e.above and e.above[-1] is one])
    for table_rows in rows.values():
        lengths = _lengths(table_rows)
        if len(set(lengths)) > 1:
            yield f"rows of {lengths} cells"


def _lengths(rows: list[list[Element]]) -> list[int]:
    """How many columns each row takes up, with the cells that reach into it from above."""
    open_cells: list[int] = []
    lengths = []
    for row in rows:
        spans = [(int(c.attributes.get("ColSpan", 1)), int(c.attributes.get("RowSpan", 1))) for c in row]
        lengths.append(len(open_cells) + sum(wide for wide, _ in spans))
        open_cells = [n - 1 for n in open_cells if n > 1]
        open_cells += [high - 1 for wide, high in spans for _ in range(wide) if high > 1]
    return lengths


@rule("7.7 formulas have alternative text")
def _formulas(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if one.kind == "Formula" and not str(one.obj.get(Name.Alt, "")).strip():
            yield "a formula without Alt"


@rule("7.9 every note has an ID of its own")
def _notes(pdf: pikepdf.Pdf) -> Iterator[str]:
    named = Counter(str(one.obj.get(Name.ID, "")) for one in elements(pdf) if one.kind == "Note")
    yield from (f"{n} notes are called “{name}”" for name, n in named.items() if n > 1 or not name)


@rule("Every ID is in the tree of IDs (ISO 32000-1, table 322)")
def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.StructTreeRoot.get(Name.IDTree)
    known = {name: obj.objgen for name, obj in pikepdf.NameTree(tree).items()} if tree is not None else {}
    found = {str(one.obj.ID): one.obj.objgen for one in elements(pdf) if Name.ID in one.obj}
    if known != found:
        yield f"{sorted(set(known) ^ set(found))}"


@rule("7.18 links say what they are, stand in their Link, and follow the text")
def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    held = {
        kid.Obj.objgen: one.kind
        for one in elements(pdf)
        for kid in one.kids
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR
    }
    for number, page in enumerate(pdf.pages, 1):
        if Name.Annots in page and page.get(Name.Tabs) != Name.S:
            yield f"page {number} isn't in the order of its structure"
        for annotation in page.get(Name.Annots, Array()):
            if not str(annotation.get(Name.Contents, "")).strip():
                yield f"page {number}: a link without Contents"
            if held.pop(annotation.objgen, "") != "Link" or Name.Link != tree[int(annotation.StructParent)].S:
                yield f"page {number}: a link that isn't in a Link"
    yield from (f"{kind} holds an annotation of no page" for kind in held.values())


@rule("No element is empty, but for the cells of tables")
def _empty(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if not one.kids and one.kind not in ("TD", "TH"):
            yield one.kind


@rule("Groups hold blocks, and text stands in blocks (ISO 32000-1, 14.8.4)")
def _groups(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if one.kind in ("Document", "Part", "Art", "Sect", "Div", "BlockQuote") and any(
            not isinstance(kid, Dictionary) or Name.S not in kid for kid in one.kids
        ):
            yield f"{one.kind} holds content"


@rule("Each page has a label that no other has")
def _labels(pdf: pikepdf.Pdf) -> Iterator[str]:
    told = [page.label for page in pdf.pages]
    if len(set(told)) < len(told) or not all(told):
        yield f"{told}"
