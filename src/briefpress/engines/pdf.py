"""A PDF as WeasyPrint leaves it in; the same with what it leaves undone, or what stands in it, out."""

from __future__ import annotations

import datetime
import io
import uuid
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefpress.engines import pdf_tags
from briefpress.model import DECORATIVE, Project

_PRINT = 4
"""The Print flag of an annotation (ISO 32000-1, table 165): bit 3."""


_Placed = tuple[Dictionary, tuple[Name, ...]]
"""A structure element, and the types of those that it stands in."""


class UnsoundError(ValueError):
    """The bytes aren't a PDF that can be read."""


def finish(data: bytes, project: Project) -> bytes:
    """Give links the Print flag, header cells a Scope, and the file ids and dates that follow from the brief alone."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for annotation in page.get(Name.Annots, Array()):
                if annotation.get(Name.Subtype) == Name.Link:
                    annotation.F = int(annotation.get(Name.F, 0)) | _PRINT
        untagged = pdf_tags.mend(pdf)
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        for element, within in elements:
            if element.S == Name.TH:
                _scope(element, Name.THead in within)
        _whole_links(pdf, elements)
        _artifacts(pdf, untagged | _decoration(elements))
        _stable_metadata(pdf, project)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _elements(kids: pikepdf.Object) -> Iterator[_Placed]:
    """Each structure element with the types of those that it stands in."""
    stack: list[tuple[pikepdf.Object, tuple[Name, ...]]] = [(kids, ())]
    while stack:
        item, within = stack.pop()
        if isinstance(item, Array):
            stack.extend((kid, within) for kid in item if isinstance(kid, Array | Dictionary))
        elif isinstance(item, Dictionary) and Name.S in item:
            yield item, within
            if Name.K in item and isinstance(item.K, Array | Dictionary):
                stack.append((item.K, (*within, Name(str(item.S)))))


def _whole_links(pdf: pikepdf.Pdf, elements: Iterable[_Placed]) -> None:
    """Leave each link one annotation a line, in one Link.

    WeasyPrint makes one more for every element in a link, in that element (ISO 14289-1, 7.18.5 wants it in the
    Link), and calls what a style sheet adds to a link another link. The inner ones lie on the outer and are dropped.
    """
    dropped = set()
    for element, within in elements:
        if Name.Link not in within:
            continue
        if element.S == Name.Link:  # noqa: SIM300  # neither side is a constant
            element.S = Name.Span
        kids = element.get(Name.K)
        if isinstance(kids, Array):
            inner = [k for k in kids if isinstance(k, Dictionary) and k.get(Name.Type) == Name.OBJR]
            dropped |= {k.Obj.objgen for k in inner}
            if inner:
                element.K = Array(
                    [k for k in kids if not (isinstance(k, Dictionary) and k.get(Name.Type) == Name.OBJR)]
                )
    if not dropped:
        return
    numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        annotations = page.get(Name.Annots, Array())
        for annotation in annotations:
            if annotation.objgen in dropped:
                del numbers[int(annotation.StructParent)]
        kept = [a for a in annotations if a.objgen not in dropped]
        if len(kept) < len(annotations):
            page.Annots = Array(kept)


def _decoration(elements: Iterable[_Placed]) -> set[tuple[tuple[int, int], int]]:
    """Take pictures that say nothing out of the tree (ISO 14289-1, 7.3): WeasyPrint tags every picture as a Figure.

    Returns their content: each piece's page and MCID.
    """
    marks = set()
    for element, _ in elements:
        if Name.Figure == element.S and str(element.get(Name.Alt, "")) == DECORATIVE:
            marks |= {(element.Pg.objgen, int(k)) for k in element.K if isinstance(k, int)}
            parent = element.P
            parent.K = Array([k for k in parent.K if getattr(k, "objgen", None) != element.objgen])
    return marks


def _artifacts(pdf: pikepdf.Pdf, marks: set[tuple[tuple[int, int], int]]) -> None:
    """Mark content that no tag holds as artifacts."""
    numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree) if marks else {}
    for page in pdf.pages if marks else ():
        here = {mcid for place, mcid in marks if place == page.obj.objgen}
        for mcid in here:
            numbers[int(page.StructParents)][mcid] = None
        if here:
            instructions = [_as_artifact(i, here) for i in pikepdf.parse_content_stream(page)]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _as_artifact(
    instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage, marks: set[int]
) -> pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage:
    operands = instruction.operands
    if str(instruction.operator) != "BDC" or not isinstance(operands[1], Dictionary):
        return instruction
    if int(operands[1].get(Name.MCID, -1)) not in marks:
        return instruction
    return pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))


def _scope(cell: Dictionary, in_head: bool) -> None:
    """Say whether a header cell heads a column or a row (ISO 14289-1, 7.5)."""
    attributes = cell.get(Name.A, Dictionary())
    if isinstance(attributes, Dictionary) and Name.Scope not in attributes:
        attributes[Name.O] = Name.Table
        attributes[Name.Scope] = Name.Column if in_head else Name.Row
        cell[Name.A] = attributes


def _stable_metadata(pdf: pikepdf.Pdf, project: Project) -> None:
    """WeasyPrint writes random document ids into the XMP; the brief's own identity takes their place."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, project.brief.identifier.doi or project.name)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in [k for k in xmp if k.startswith("{http://ns.adobe.com/xap/1.0/mm/}")]:
            del xmp[key]
        xmp["xmpMM:DocumentID"] = f"uuid:{identity}"
        if project.epoch is not None:
            moment = datetime.datetime.fromtimestamp(project.epoch, datetime.UTC).isoformat()
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                xmp[key] = moment


def destinations(data: bytes) -> tuple[set[str], set[str]]:
    """The names of the places in a PDF, and those that its links lead to. Raises UnsoundError."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
            names = set(pikepdf.NameTree(tree)) if tree is not None else set()
            annotations = [a for page in pdf.pages for a in page.get(Name.Annots, Array())]
            links = {str(a.Dest) for a in annotations if Name.Dest in a}
            links |= {str(a.A.D) for a in annotations if Name.A in a and a.A.get(Name.S) == Name.GoTo}
    except (pikepdf.PdfError, AttributeError, KeyError) as error:
        raise UnsoundError(str(error)) from error
    return {str(n) for n in names}, links
