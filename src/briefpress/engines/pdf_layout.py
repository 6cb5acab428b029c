"""A tagged PDF in; its words beyond the edge of a page, and its notes on another page than their calls, out."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from briefpress.engines import pdf_text

_ROOM = 1.0
"""How many points of a text may lie beyond the edge: a letter may lean out of its box."""


@dataclass(frozen=True, slots=True)
class Away:
    """A note away from its call: its number, the pages of both, from 1, and its words."""

    number: str
    call: int
    note: int
    words: str


def cut_off(data: bytes) -> list[tuple[int, str]]:
    """The pages, from 1, with text of which a part lies beyond the edge, and that text."""
    found = []
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            letters = page.get_textpage()
            width, height = page.get_size()
            parts = []
            for i in range(raw.FPDFPage_CountObjects(page)):
                item = raw.FPDFPage_GetObject(page, i)
                if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT and _beyond(item, width, height):
                    parts.append(pdf_text.letters_of(item, letters))
            if words := " ".join(" ".join(parts).split()):
                found.append((number, words))
    finally:
        document.close()
    return found


def _beyond(item: object, width: float, height: float) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    known = raw.FPDFPageObj_GetBounds(
        item, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    )
    inside = left.value >= -_ROOM and bottom.value >= -_ROOM
    return bool(known) and not (inside and right.value <= width + _ROOM and top.value <= height + _ROOM)


def away(data: bytes) -> list[Away]:
    """The notes that begin on another page than their calls: a call is what stands before its note in the tags."""
    pieces = pdf_text.pieces_of(data)
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
        last = -1
        for kind, marks in _runs(pdf.Root.StructTreeRoot.K[0], -1, pages):
            if kind == "Note" and marks and last >= 0 and marks[0][0] != last:
                number, *words = " ".join(pieces.get(mark, "") for mark in marks).split()
                found.append(Away(number, last + 1, marks[0][0] + 1, " ".join(words)))
            elif kind != "Note" and marks:
                last = marks[-1][0]
    return found


def _runs(obj: Any, page: int, pages: Mapping[tuple[int, int], int]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The marks of a tag's own text, one by one, and those of each note in it together, in the order of the tags."""
    kind = str(obj.S)[1:]
    if kind == "Note":
        yield kind, list(_marks(obj, page, pages))
        return
    page = pages[obj.Pg.objgen] if Name.Pg in obj else page
    for kid in _kids(obj):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield from _runs(kid, page, pages)
        elif (mark := _mark(kid, page, pages)) is not None:
            yield kind, [mark]


def _marks(obj: Any, page: int, pages: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    page = pages[obj.Pg.objgen] if Name.Pg in obj else page
    for kid in _kids(obj):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield from _marks(kid, page, pages)
        elif (mark := _mark(kid, page, pages)) is not None:
            yield mark


def _kids(obj: Any) -> list[Any]:
    below = obj.get(Name.K, Array())
    return list(below) if isinstance(below, Array) else [below]


def _mark(kid: Any, page: int, pages: Mapping[tuple[int, int], int]) -> tuple[int, int] | None:
    if isinstance(kid, int):
        return page, int(kid)
    if Name.MCID in kid:
        return (pages[kid.Pg.objgen] if Name.Pg in kid else page), int(kid.MCID)
    return None
