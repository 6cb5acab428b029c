"""A PDF in; what keeps it from being PDF/X-4 (ISO 15930-7), as far as a program without a press can tell, out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from briefpress.engines.pdf_x import PDFX, Box, box

_FORBIDDEN = ("rg", "RG")
_ROUNDED = 0.01


def faults(data: bytes) -> list[str]:
    """Each rule that a PDF breaks, once, in words."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_claims(pdf)]
        for number, page in enumerate(pdf.pages, 1):
            found += [f"page {number} {fault}" for fault in _page(page)]
        found += _objects(pdf)
    return list(dict.fromkeys(found))


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 6.2.2, 6.7 and 6.8: what it says of itself."""
    intents = [i for i in pdf.Root.get(Name.OutputIntents, Array()) if i.get(Name.S) == Name.GTS_PDFX]
    profile = intents[0].get(Name.DestOutputProfile) if len(intents) == 1 else None
    if profile is None or bytes(profile.read_bytes()[16:20]) != b"CMYK":
        yield "it names no inks and paper that it is for, or several"
    if str(pdf.docinfo.get(Name.Trapped, "")) not in ("/True", "/False"):
        yield "it doesn't say whether it is trapped"
    for key in (Name.Title, Name.CreationDate, Name.ModDate):
        if not str(pdf.docinfo.get(key, "")):
            yield f"it has no {str(key)[1:]}"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if xmp.get(f"{PDFX}GTS_PDFXVersion") != "PDF/X-4":
            yield "it doesn't say that it is PDF/X-4"
        for entry in (
            "xmpMM:DocumentID",
            "xmpMM:VersionID",
            "xmpMM:RenditionClass",
            "xmp:CreateDate",
            "xmp:MetadataDate",
        ):
            if not xmp.get(entry):
                yield f"its metadata lack {entry}"
    if pdf.is_encrypted or "/ID" not in pdf.trailer:
        yield "it is encrypted, or has no ID"


def _page(page: pikepdf.Page) -> Iterator[str]:
    """Clauses 6.4 and 6.18: boxes that lie in each other, and nothing in print that can be clicked."""
    obj = page.obj
    if Name.TrimBox not in obj or Name.ArtBox in obj:
        yield "doesn't say where it is cut"
        return
    bleed = box(obj.get(Name.BleedBox, obj.TrimBox))
    if not (_within(box(obj.TrimBox), bleed) and _within(bleed, box(page.mediabox))):
        yield "is cut outside what is printed"
    for annotation in obj.get(Name.Annots, Array()):
        left, bottom, right, top = box(annotation.Rect)
        apart = right <= bleed[0] or left >= bleed[2] or top <= bleed[1] or bottom >= bleed[3]
        if not apart:
            yield "has an annotation where it is printed"
    if Name.Contents in obj and any(_screen_colours(page)):
        yield "has colours of a screen in its content"


def _within(inner: Box, outer: Box) -> bool:
    left, bottom, right, top = (a - b for a, b in zip(inner, outer, strict=True))
    return left >= -_ROUNDED and bottom >= -_ROUNDED and right <= _ROUNDED and top <= _ROUNDED


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 6.2.3, 6.3, 6.9 to 6.21: colour, letters and actions, wherever they are kept."""
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        if Name.DeviceRGB in _spaces(item):
            yield "something is in the colours of no known screen"
        kind, subtype = item.get(Name.Type), item.get(Name.Subtype)
        if kind == Name.FontDescriptor and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
            yield f"the letters {str(item.get(Name.FontName, '/?'))[1:]} aren't in it"
        if kind == Name.Action or Name.JavaScript in item or Name.JS in item:
            yield "it has an action"
        if kind == Name.Filespec or kind == Name.EmbeddedFile:
            yield "a file travels in it"
        content = isinstance(item, Stream) and (subtype == Name.Form or item.get(Name.PatternType) == 1)
        if content and any(_screen_colours(item)):
            yield "a form has colours of a screen in its content"


def _spaces(item: Any) -> list[Any]:
    """The colour spaces that an object names: its own, its blending group's, those behind an index or inks."""
    named = [item.get(Name.ColorSpace), item.get(Name.CS)]
    for holder in (item.get(Name.Group), item.get(Name.Shading)):
        if isinstance(holder, Dictionary):
            named += [holder.get(Name.CS), holder.get(Name.ColorSpace)]
    if isinstance(named[0], Dictionary) and not isinstance(item, Stream):
        named += list(dict(named[0]).values())
    inner = [space[i] for space in named if isinstance(space, Array) for i in range(min(3, len(space)))]
    return [space for space in [*named, *inner] if isinstance(space, Name)]


def _screen_colours(stream: Any) -> Iterator[bool]:
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        yield operator in _FORBIDDEN
        yield operator in ("cs", "CS") and instruction.operands[0] == Name.DeviceRGB
