"""A finished PDF of pages with bleed in; the same as PDF/X-4 for a press (ISO 15930-7), with crop marks, out."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from briefpress.engines import pdf_inks, profiles
from briefpress.engines.inks import Press
from briefpress.model import Profile

PDFX = "{http://www.npes.org/pdfx/ns/id/}"
_OTHER_CLAIMS = (
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
    "{http://www.aiim.org/pdfua/ns/id/}",
)
"""What a PDF for the screen says that it is: true of one with its links."""

UNDATED = 946_684_800
"""1 January 2000, in seconds since 1970: PDF/X-4 asks for dates also of a brief that has none (6.8)."""

_MARK = 5 * 72 / 25.4
_AWAY = 1 * 72 / 25.4
_ALL = Name("/BriefpressAll")

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed beyond the edge of a page: how far its bleed reaches, in points, and whether it has marks."""

    bleed: float
    marks: bool

    @property
    def border(self) -> float:
        """How far the sheet reaches beyond the page, in points."""
        return self.bleed + (_AWAY + _MARK if self.marks else 0)


def for_press(
    data: bytes, profile: Profile, sheet: Sheet, epoch: int | None, blanks: tuple[int, int] = (0, 0)
) -> bytes:
    """Make PDF/X-4 of a PDF: in inks, with its boxes, without what only a screen has.

    `blanks` are the place, from 0, and the number of empty pages to put in.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _drop_links(pdf)
        pdf_inks.convert(pdf, Press(profile))
        for page in pdf.pages:
            trim = box(page.obj.get(Name.TrimBox, page.mediabox))
            set_boxes(page, trim, sheet)
            if sheet.marks:
                _add(pdf, page, crop_marks(trim, sheet.bleed))
        _put_in(pdf, sheet, *blanks)
        declare(pdf, profile, epoch)
        return saved(pdf)


def box(array: pikepdf.Object) -> Box:
    """A box as a PDF has it, in numbers."""
    left, bottom, right, top = (float(part) for part in array)
    return left, bottom, right, top


def grown(box: Box, by: float) -> Box:
    """A box with all of its sides moved outwards."""
    left, bottom, right, top = box
    return left - by, bottom - by, right + by, top + by


def set_boxes(page: pikepdf.Page, trim: Box, sheet: Sheet) -> None:
    """Say where the paper is cut, how far is printed, and how large the sheet is (6.4)."""
    for name in (Name.ArtBox, Name.CropBox):
        if name in page.obj:
            del page.obj[name]
    boxes = {Name.TrimBox: trim, Name.BleedBox: grown(trim, sheet.bleed), Name.MediaBox: grown(trim, sheet.border)}
    for name, box in boxes.items():
        page.obj[name] = Array([round(part, 3) for part in box])


def crop_marks(trim: Box, bleed: float) -> bytes:
    """Lines at the corners of a page, beyond its bleed, in every ink."""
    left, bottom, right, top = trim
    near, far = bleed + _AWAY, bleed + _AWAY + _MARK
    lines = []
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    return drawn(lines)


def drawn(lines: list[Box], dashes: bytes = b"") -> bytes:
    """Lines as an artifact of the page, in every ink."""
    paths = b"".join(b"%.3f %.3f m %.3f %.3f l S\n" % line for line in lines)
    return b"/Artifact BMC q %s CS 1 SCN 0.25 w %s\n%sQ EMC\n" % (str(_ALL).encode(), dashes, paths)


def _add(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes) -> None:
    add_all_inks(pdf, page.obj.Resources)
    page.contents_add(pdf.make_stream(content))


def add_all_inks(pdf: pikepdf.Pdf, resources: pikepdf.Object) -> None:
    """Give content the colour that is printed on every plate (ISO 32000-1, 8.6.6.4)."""
    if Name.ColorSpace not in resources:
        resources[Name.ColorSpace] = Dictionary()
    if str(_ALL) not in resources.ColorSpace:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
        space = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
        resources.ColorSpace[_ALL] = pdf.make_indirect(space)


def _put_in(pdf: pikepdf.Pdf, sheet: Sheet, at: int, count: int) -> None:
    """Put empty pages in, of the size of the first."""
    trim = box(pdf.pages[0].obj.TrimBox)
    if count and at < len(pdf.pages) and Name.PageLabels in pdf.Root:
        del pdf.Root.PageLabels  # they go by the place of a page
    for _ in range(count):
        page = pikepdf.Page(pdf.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary())))
        set_boxes(page, trim, sheet)
        pdf.pages.insert(at, page)


def _drop_links(pdf: pikepdf.Pdf) -> None:
    """Take off what can be clicked (6.18), and what it is in the tags; and files that travel inside."""
    tree = pdf.Root.get(Name.StructTreeRoot)
    numbers = pikepdf.NumberTree(tree.ParentTree) if tree is not None and Name.ParentTree in tree else None
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            if numbers is not None and Name.StructParent in annotation:
                del numbers[int(annotation.StructParent)]
        for key in (Name.Annots, Name.AA, Name.AF):
            if key in page.obj:
                del page.obj[key]
    if tree is not None:
        _unlink(tree)
    for key in (Name.AA, Name.AF, Name.AcroForm, Name.Collection, Name.OpenAction, Name.OutputIntents):
        if key in pdf.Root:
            del pdf.Root[key]
    if Name.Names in pdf.Root and Name.EmbeddedFiles in pdf.Root.Names:
        del pdf.Root.Names.EmbeddedFiles


def _unlink(root: pikepdf.Object) -> None:
    """Leave the words of each link in the tags, and not the annotation."""
    stack = [root]
    while stack:
        element = stack.pop()
        kids = element.get(Name.K)
        if element.get(Name.S) == Name.Link:
            element.S = Name.Span
        if Name.AF in element:
            del element[Name.AF]
        if isinstance(kids, Array):
            kept = [k for k in kids if not (isinstance(k, Dictionary) and k.get(Name.Type) == Name.OBJR)]
            if len(kept) < len(kids):
                element.K = Array(kept)
            stack += [k for k in kept if isinstance(k, Dictionary)]
        elif isinstance(kids, Dictionary):
            if kids.get(Name.Type) == Name.OBJR:
                del element.K
            else:
                stack.append(kids)


def declare(pdf: pikepdf.Pdf, profile: Profile, epoch: int | None) -> None:
    """Say that it is PDF/X-4, for which inks and paper, of what time (6.2.2, 6.7, 6.8)."""
    known = profiles.condition(profile)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(known.name),
        Info=String(profile.description),
        DestOutputProfile=pdf.make_indirect(Stream(pdf, profile.data, N=4)),
    )
    if known.registered:
        intent.RegistryName = String("http://www.color.org")
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    moment = datetime.datetime.fromtimestamp(UNDATED if epoch is None else epoch, datetime.UTC)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(PDFX[1:-1], "pdfxid")
        for key in [key for key in xmp if key.startswith(_OTHER_CLAIMS)]:
            del xmp[key]
        xmp[f"{PDFX}GTS_PDFXVersion"] = "PDF/X-4"
        xmp["pdf:Trapped"] = "False"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = moment.isoformat()
    pdf.docinfo[Name.Trapped] = Name("/False")
    for date in (Name.CreationDate, Name.ModDate):
        pdf.docinfo[date] = String(moment.strftime("D:%Y%m%d%H%M%SZ"))


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The PDF's bytes, in the version of PDF that PDF/X-4 rests on (6.1)."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, force_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
