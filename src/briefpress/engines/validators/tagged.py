"""A PDF in; whether places on its pages are in its tag tree, and which of its headings are empty, out."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from briefpress.engines import pdf_text
from briefpress.engines.validators.asking import Box

_Mark = tuple[int, int]
"""A piece of marked content: its page, from 1, and its MCID (ISO 32000-1, 14.7.4)."""


def all_in_tree(data: bytes, boxes: Iterable[Box]) -> bool:
    """Whether all text in these places belongs to a tag of the tree, and there is text in each of them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages, 1)}
        known = set(_marks(pdf.Root.StructTreeRoot, 0, pages))
    document = pypdfium2.PdfDocument(data)
    try:
        for box in boxes:
            there = {(box[0], mcid) for mcid in _text_in(document[box[0] - 1], box)}
            if not there or not there <= known:
                return False
    finally:
        document.close()
    return True


def _marks(obj: Any, page: int, pages: dict[tuple[int, int], int]) -> Iterator[_Mark]:
    """The content of a tag and of all below it."""
    page = pages.get(obj.Pg.objgen, 0) if Name.Pg in obj else page
    kids = obj.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield page, int(kid)
        elif isinstance(kid, Dictionary) and Name.MCID in kid:
            yield pages.get(kid.Pg.objgen, 0) if Name.Pg in kid else page, int(kid.MCID)
        elif isinstance(kid, Dictionary) and kid.get(Name.Type) != Name.OBJR:
            yield from _marks(kid, page, pages)


def _text_in(page: pypdfium2.PdfPage, box: Box) -> Iterator[int]:
    """The marked content, by its MCID, of each piece of text whose middle lies in a place; -1 for what isn't marked."""
    _, left, bottom, right, top = box
    for i in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges))
        x, y = (edges[0].value + edges[2].value) / 2, (edges[1].value + edges[3].value) / 2
        if left <= x <= right and bottom <= y <= top:
            yield raw.FPDFPageObj_GetMarkedContentID(item)


def empty_headings(data: bytes) -> int:
    """How many headings of a PDF say nothing: have neither text nor a picture with alternative text."""
    return sum(not _says(tag) for tag in _headings(pdf_text.tags(data)))


def _headings(tag: pdf_text.Tag) -> Iterator[pdf_text.Tag]:
    for kid in tag.kids:
        if isinstance(kid, pdf_text.Tag):
            if kid.kind == "H" or (kid.kind[:1] == "H" and kid.kind[1:].isdigit()):
                yield kid
            yield from _headings(kid)


def _says(tag: pdf_text.Tag) -> bool:
    if tag.entries.get("Alt", "").strip() or tag.entries.get("ActualText", "").strip():
        return True
    return any(_says(kid) if isinstance(kid, pdf_text.Tag) else bool(kid.words.strip()) for kid in tag.kids)
