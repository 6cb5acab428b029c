"""The tag tree of a PDF as WeasyPrint leaves it, page by page, in; one tree in the order of the text, out.

Rules are those of ISO 14289-1 (PDF/UA-1), 7; the entries those of ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefpress.engines.tagging import ANONYMOUS, CALL, KEY, NOTES

_Page = tuple[int, int]
"""A page, by the number of its object."""


@dataclass(slots=True, eq=False)
class _Mark:
    """A piece of marked content: its page and its MCID."""

    page: _Page
    mcid: int


@dataclass(slots=True, eq=False)
class _Annotation:
    """A reference to an annotation."""

    obj: Any


@dataclass(slots=True, eq=False)
class _Tag:
    """A structure element, and its kids in their order."""

    obj: Any
    kind: Any
    key: str
    page: _Page
    kids: list[_Tag | _Mark | _Annotation] = field(default_factory=list)
    last_page: _Page = (0, 0)
    changed: bool = False


def mend(pdf: pikepdf.Pdf) -> set[tuple[_Page, int]]:
    """Join what page breaks have parted, put each note behind its call, and take heads out that tables repeat.

    Returns the pieces of content that are no longer tagged, which are to become artifacts.
    """
    root = _read(pdf.Root.StructTreeRoot.K[0], (0, 0))
    notes = {note.key: note for area in _areas(root) for note in area.kids if isinstance(note, _Tag)}
    loose = _Loose()
    _join(root, loose)
    noted = _place_notes(root, notes)
    root.kids = [kid for kid in root.kids if not (isinstance(kid, _Tag) and kid.key == NOTES and _all_in(kid, noted))]
    root.changed = True
    _prune(root)
    _bodies(pdf, root)
    for number, note in enumerate([tag for tag in _tags(root) if tag.kind == Name.Note], 1):
        note.obj.ID = pikepdf.String(f"note-{number}")
    _write(pdf, root, loose)
    return {(mark.page, mark.mcid) for mark in loose.marks}


@dataclass(slots=True)
class _Loose:
    """What is taken out of the tree: content, annotations, and header cells by those that they repeat."""

    marks: list[_Mark] = field(default_factory=list)
    annotations: list[_Annotation] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


def _read(obj: Any, page: _Page) -> _Tag:
    page = obj.Pg.objgen if Name.Pg in obj else page
    key = str(obj[f"/{KEY}"])[1:] if f"/{KEY}" in obj else ""
    tag = _Tag(obj, obj.S, key, page, last_page=page)
    kids = obj.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append(_Mark(page, int(kid)))
        elif Name.MCID in kid:
            tag.kids.append(_Mark(kid.Pg.objgen if Name.Pg in kid else page, int(kid.MCID)))
        elif kid.get(Name.Type) == Name.OBJR:
            tag.kids.append(_Annotation(kid))
        else:
            tag.kids.append(_read(kid, page))
    return tag


def _tags(tag: _Tag) -> Iterator[_Tag]:
    """A tag and all below it, in the order of the text."""
    stack = [tag]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(kid for kid in reversed(one.kids) if isinstance(kid, _Tag))


def _areas(root: _Tag) -> list[_Tag]:
    return [kid for kid in root.kids if isinstance(kid, _Tag) and kid.key == NOTES]


def _join(parent: _Tag, loose: _Loose) -> None:
    """Make one tag of those that are of one element, from the top down."""
    kept: list[_Tag | _Mark | _Annotation] = []
    first: dict[tuple[str, str], _Tag] = {}
    for kid in parent.kids:
        before = _earlier(kid, kept, first)
        if before is None or not isinstance(kid, _Tag):
            kept.append(kid)
            if isinstance(kid, _Tag) and kid.key:
                first[kid.key, str(kid.kind)] = kid
        elif Name.THead == kid.kind:
            _repeats(kid, before, loose)
        elif Name.TFoot == kid.kind:
            # The last foot of a table is the one that stands at its end.
            _repeats(before, kid, loose)
            kept[kept.index(before)] = kid
            first[kid.key, str(kid.kind)] = kid
        else:
            before.kids += kid.kids
            before.last_page = kid.last_page
            before.changed = True
    if parent.kind == Name.Table:
        # Where a row leaves no room for it, a page has no head: the first may come with the second page.
        kept.sort(key=lambda kid: _TABLE.get(str(kid.kind) if isinstance(kid, _Tag) else "", 0))
    parent.changed = parent.changed or kept != parent.kids
    parent.kids = kept
    for kid in kept:
        if isinstance(kid, _Tag):
            _join(kid, loose)


_TABLE = {"/THead": 1, "/TBody": 2, "/TR": 2, "/TFoot": 3}
"""The order of a table's parts; what isn't one of them, such as its caption, stands before."""


def _earlier(
    kid: _Tag | _Mark | _Annotation, kept: list[_Tag | _Mark | _Annotation], first: dict[tuple[str, str], _Tag]
) -> _Tag | None:
    """The tag among those before it that is of the same element: its other lines, or its other pages."""
    if not isinstance(kid, _Tag) or not kid.key or kid.key == NOTES:
        return None
    before = first.get((kid.key, str(kid.kind)))
    if before is None:
        return None
    if before is kept[-1]:
        return before
    # What layout makes between two elements is of the same element as what it makes after them.
    return before if kid.page != before.last_page and not kid.key.endswith(ANONYMOUS) else None


def _repeats(again: _Tag, head: _Tag, loose: _Loose) -> None:
    """Take a table's head out that stands on a further page."""
    cells = {tag.key: str(tag.obj.ID) for tag in _tags(head) if Name.ID in tag.obj}
    for tag in _tags(again):
        if Name.ID in tag.obj and tag.key in cells:
            loose.cells[str(tag.obj.ID)] = cells[tag.key]
        loose.marks += [kid for kid in tag.kids if isinstance(kid, _Mark)]
        loose.annotations += [kid for kid in tag.kids if isinstance(kid, _Annotation)]


def _place_notes(root: _Tag, notes: dict[str, _Tag]) -> set[str]:
    """Make a Note (7.9) of each note, behind its call. Returns the keys of those that have one."""
    placed: set[str] = set()
    for parent in list(_tags(root)):
        for call in [k for k in parent.kids if isinstance(k, _Tag) and k.key.endswith(CALL)]:
            key = call.key.removesuffix(CALL)
            note = notes.get(key)
            if note is None or key in placed:
                continue
            placed.add(key)
            note.obj.S = note.kind = Name.Note
            parent.kids.insert(parent.kids.index(call) + 1, note)
            parent.changed = True
    return placed


def _prune(parent: _Tag) -> None:
    """Drop what holds nothing, but for the cells of a table."""
    kept = []
    for kid in parent.kids:
        if isinstance(kid, _Tag):
            _prune(kid)
        if not isinstance(kid, _Tag) or kid.kids or kid.kind in (Name.TD, Name.TH):
            kept.append(kid)
    parent.changed = parent.changed or len(kept) < len(parent.kids)
    parent.kids = kept


def _bodies(pdf: pikepdf.Pdf, root: _Tag) -> None:
    """Put what an item of a list holds beside its label into its body (ISO 32000-1, table 336)."""
    for item in [tag for tag in _tags(root) if tag.kind == Name.LI]:
        labels = [kid for kid in item.kids if isinstance(kid, _Tag) and Name.Lbl == kid.kind]
        rest = [kid for kid in item.kids if kid not in labels]
        if not rest or (len(rest) == 1 and _is_body(rest[0])):
            continue
        rest = [inner for kid in rest for inner in (kid.kids if _is_body(kid) else [kid])]
        obj = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, Pg=item.obj.Pg))
        item.kids = [*labels, _Tag(obj, Name.LBody, "", item.page, rest, changed=True)]
        item.changed = True


def _is_body(kid: _Tag | _Mark | _Annotation) -> TypeGuard[_Tag]:
    return isinstance(kid, _Tag) and bool(kid.kind == Name.LBody)


def _all_in(area: _Tag, placed: set[str]) -> bool:
    return all(isinstance(kid, _Tag) and kid.key in placed for kid in area.kids)


def _write(pdf: pikepdf.Pdf, root: _Tag, loose: _Loose) -> None:
    """Write the tree back: the kids of what changed, their parents, and where each piece of content belongs."""
    numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    pages = {page.obj.objgen: page for page in pdf.pages}
    rows = {place: numbers[int(page.obj.StructParents)] for place, page in pages.items() if "/StructParents" in page}
    for tag in _tags(root):
        if tag.key:
            del tag.obj[f"/{KEY}"]
        if loose.cells and tag.kind in (Name.TD, Name.TH):
            _renamed_headers(tag.obj, loose.cells)
        if not tag.changed:
            continue
        kids = Array()
        for kid in tag.kids:
            if isinstance(kid, _Tag):
                kid.obj.P = tag.obj
                kids.append(kid.obj)
            elif isinstance(kid, _Annotation):
                numbers[int(kid.obj.Obj.StructParent)] = tag.obj
                kids.append(kid.obj)
            else:
                rows[kid.page][kid.mcid] = tag.obj
                kids.append(kid.mcid if kid.page == tag.page else _far(pages[kid.page], kid.mcid))
        tag.obj.K = kids
    _drop_annotations(pdf.pages, numbers, loose.annotations)


def _far(page: pikepdf.Page, mcid: int) -> Dictionary:
    return Dictionary(Type=Name.MCR, Pg=page.obj, MCID=mcid)


def _renamed_headers(cell: Dictionary, names: dict[str, str]) -> None:
    attributes = cell.get(Name.A, Dictionary())
    if isinstance(attributes, Dictionary) and Name.Headers in attributes:
        attributes.Headers = Array([pikepdf.String(names.get(str(h), str(h))) for h in attributes.Headers])


def _drop_annotations(pages: Iterable[pikepdf.Page], numbers: pikepdf.NumberTree, dropped: list[_Annotation]) -> None:
    gone = {annotation.obj.Obj.objgen for annotation in dropped}
    for annotation in dropped:
        del numbers[int(annotation.obj.Obj.StructParent)]
    for page in pages if gone else ():
        page.Annots = Array([a for a in page.get(Name.Annots, Array()) if a.objgen not in gone])
