"""A PDF in; whether what stands in places of its pages is in its tags, and which tags say or head nothing, out."""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
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
            texts = _texts_in(document[box[0] - 1], box)
            there = {(box[0], raw.FPDFPageObj_GetMarkedContentID(item)) for item, _ in texts}
            if not there or not there <= known:
                return False
    finally:
        document.close()
    return True


def all_said(data: bytes, boxes: Iterable[Box]) -> bool:
    """Whether each piece of text in these places is said by some tag, wherever, and there is text in each of them."""
    said = _squeezed("".join(piece.words for piece in pdf_text.tags(data).pieces()))
    document = pypdfium2.PdfDocument(data)
    try:
        for box in boxes:
            page = document[box[0] - 1]
            words = page.get_textpage()
            texts = [_squeezed(words.get_text_bounded(*edges)) for _, edges in _texts_in(page, box)]
            if not any(texts) or not all(text in said or text.isdecimal() for text in texts):
                return False
    finally:
        document.close()
    return True


def _squeezed(text: str) -> str:
    """A text without what lines, hyphenation, fonts and capitals make of it."""
    text = re.sub(r"\x02\s*|[\u00ad\u200b\ufffe]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", text).casefold()


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


def _texts_in(page: pypdfium2.PdfPage, box: Box) -> Iterator[tuple[Any, tuple[float, ...]]]:
    """Each piece of text whose middle lies in a place, with its left, bottom, right and top."""
    _, left, bottom, right, top = box
    for i in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges))
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top:
            yield item, (x0, y0, x1, y1)


def idle_headers(data: bytes) -> int:
    """How many header cells of rows no data cell names among its headers (ISO 32000-1, table 349)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        cells = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get(Name.S) in (Name.TH, Name.TD)]
        looks = [(cell, look) for cell in cells for look in _looks(cell) if look.get(Name.O) == Name.Table]
        named = {bytes(name) for _, look in looks for name in look.get(Name.Headers, Array())}
        rows = [cell for cell, look in looks if cell.S == Name.TH and look.get(Name.Scope) == Name.Row]
        return sum(Name.ID not in cell or bytes(cell.ID) not in named for cell in rows)


def _looks(tag: Any) -> Iterable[Any]:
    """The attributes of a tag, owner by owner."""
    found = tag.get(Name.A, Array())
    return found if isinstance(found, Array) else [found]


def silent(data: bytes, kinds: str) -> int:
    """How many tags of some kinds, told by a pattern, have neither text nor a picture with alternative text."""
    return sum(not _says(tag) for tag in _of(pdf_text.tags(data), re.compile(kinds)))


def _of(tag: pdf_text.Tag, kinds: re.Pattern[str]) -> Iterator[pdf_text.Tag]:
    for kid in tag.kids:
        if isinstance(kid, pdf_text.Tag):
            if kinds.fullmatch(kid.kind):
                yield kid
            yield from _of(kid, kinds)


def _says(tag: pdf_text.Tag) -> bool:
    if tag.entries.get("Alt", "").strip() or tag.entries.get("ActualText", "").strip():
        return True
    return any(_says(kid) if isinstance(kid, pdf_text.Tag) else bool(kid.words.strip()) for kid in tag.kids)
