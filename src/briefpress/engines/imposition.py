"""A PDF of single pages for a press in; the same two to a side, in the order of a stitched booklet, out."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefpress.engines import pdf_x
from briefpress.engines.pdf_x import Box, Sheet
from briefpress.model import Profile

_FOLD = b"[3 2] 0 d"

Spread = tuple[int, int]
"""The pages on one side of a sheet, from 1: the left one, the right one."""


def padding(pages: int) -> int:
    """How many empty pages make a whole number of sheets of them: each has four."""
    return -pages % 4


def spreads(pages: int, *, from_right: bool) -> list[Spread]:
    """The sides of the sheets of a booklet stitched through its fold: front and back of the outermost first.

    `pages` is a multiple of four. What is read from the right is bound there. Raises ValueError.
    """
    if pages < 1 or padding(pages):
        raise ValueError(f"{pages} pages make no booklet")
    sides = []
    for sheet in range(pages // 4):
        front = pages - 2 * sheet, 2 * sheet + 1
        back = 2 * sheet + 2, pages - 2 * sheet - 1
        sides += [front, back]
    return [(right, left) for left, right in sides] if from_right else sides


def booklet(data: bytes, sheet: Sheet, profile: Profile, epoch: int | None, *, from_right: bool) -> bytes:
    """Lay the pages of a PDF/X-4 on sheets of twice their width. Nothing is moved for the thickness of the paper.

    A page that lies on its side is turned, its head to the left.
    """
    with pikepdf.open(io.BytesIO(data)) as single, pikepdf.new() as pdf:
        trims = [pdf_x.box(page.obj.TrimBox) for page in single.pages]
        width, height = _size(trims[0])
        for left, right in spreads(len(trims), from_right=from_right):
            side = pdf.add_blank_page(page_size=(2 * width, height))
            resources = side.obj.Resources = Dictionary(XObject=Dictionary())
            content = b""
            for name, number, at in ((Name.L, left, 0.0), (Name.R, right, width)):
                page = single.pages[number - 1]
                if Name.Contents not in page.obj:
                    continue
                turned = _size(trims[number - 1])[0] > width + 1
                form = page.as_form_xobject(handle_transformations=False)
                form.BBox = Array(_kept(trims[number - 1], sheet.bleed, inner="left" if at else "right", turned=turned))
                resources.XObject[name] = pdf.copy_foreign(form)
                content += _placed(str(name), trims[number - 1], at, turned=turned)
            trim = (0.0, 0.0, 2 * width, height)
            pdf_x.set_boxes(side, trim, sheet)
            side.obj[Name.Group] = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
            if sheet.marks:
                pdf_x.add_all_inks(pdf, resources)
                content += pdf_x.crop_marks(trim, sheet.bleed) + _fold(width, height, sheet)
            side.Contents = pdf.make_stream(content)
        _named_as(single, pdf)
        pdf_x.declare(pdf, profile, epoch)
        return pdf_x.saved(pdf)


def _size(box: Box) -> tuple[float, float]:
    left, bottom, right, top = box
    return right - left, top - bottom


def _kept(trim: Box, bleed: float, *, inner: str, turned: bool) -> list[float]:
    """What is shown of a page: its bleed on three sides, and at the fold no more than the page itself."""
    box = list(pdf_x.grown(trim, bleed))
    sides = ("left", "bottom", "right", "top")
    if turned:
        inner = {"left": "top", "right": "bottom"}[inner]
    box[sides.index(inner)] = trim[sides.index(inner)]
    return box


def _placed(name: str, trim: Box, at: float, *, turned: bool) -> bytes:
    """A page drawn with its left edge at a place of the sheet."""
    left, bottom, _, _ = trim
    if turned:
        _, depth = _size(trim)
        return b"q 0 1 -1 0 %.3f %.3f cm %s Do Q\n" % (at + depth + bottom, -left, name.encode())
    return b"q 1 0 0 1 %.3f %.3f cm %s Do Q\n" % (at - left, -bottom, name.encode())


def _fold(width: float, height: float, sheet: Sheet) -> bytes:
    near, far = sheet.bleed, sheet.border
    return pdf_x.drawn([(width, -near, width, -far), (width, height + near, width, height + far)], _FOLD)


def _named_as(single: pikepdf.Pdf, pdf: pikepdf.Pdf) -> None:
    """Give the booklet the title and the identity of its pages."""
    for key in single.docinfo:
        pdf.docinfo[str(key)] = single.docinfo[str(key)]
    pdf.Root.Metadata = pdf.copy_foreign(single.Root.Metadata)
    if Name.Lang in single.Root:
        pdf.Root.Lang = str(single.Root.Lang)
