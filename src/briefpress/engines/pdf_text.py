"""A tagged PDF in; its tags and their text, in the order in which a screen reader says them, out."""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from briefpress.engines import spoken_text
from briefpress.engines.pdf import UnsoundError

_Mark = tuple[int, int]
"""A piece of marked content: its page, from 0, and its MCID (ISO 32000-1, 14.7.4)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element: its type, what it says of itself (Alt, Lang, ID, Scope …), and its tags and text."""

    kind: str
    entries: Mapping[str, str]
    kids: tuple[Tag | str, ...]


def tags(data: bytes) -> Tag:
    """The tag tree of a PDF. Raises UnsoundError where it can't be read, or has none."""
    try:
        pieces = pieces_of(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
            return _tag(pdf.Root.StructTreeRoot.K[0], -1, pages, pieces)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, AttributeError, KeyError) as error:
        raise UnsoundError(str(error)) from error


def text(data: bytes) -> str:
    """What a PDF's tags hold, piece by piece. Raises UnsoundError where it can't be read, or has no tags."""
    return "\n".join(_said(tags(data)))


def _said(tag: Tag) -> Iterator[str]:
    for kid in tag.kids:
        if isinstance(kid, str):
            yield kid
        else:
            yield from _said(kid)


def _tag(obj: Any, page: int, pages: Mapping[tuple[int, int], int], pieces: Mapping[_Mark, str]) -> Tag:
    page = pages[obj.Pg.objgen] if Name.Pg in obj else page
    kids: list[Tag | str] = []
    below = obj.get(Name.K, Array())
    for kid in below if isinstance(below, Array) else [below]:
        if isinstance(kid, int):
            kids.append(pieces.get((page, int(kid)), ""))
        elif Name.MCID in kid:
            there = pages[kid.Pg.objgen] if Name.Pg in kid else page
            kids.append(pieces.get((there, int(kid.MCID)), ""))
        elif kid.get(Name.Type) != Name.OBJR:
            kids.append(_tag(kid, page, pages, pieces))
    return Tag(str(obj.S)[1:], _entries(obj), tuple(kids))


def _entries(obj: Any) -> dict[str, str]:
    attributes = obj.get(Name.A, Dictionary())
    own = {key: obj[f"/{key}"] for key in ("Alt", "Lang", "ID") if f"/{key}" in obj}
    if isinstance(attributes, Dictionary):
        own |= {key: attributes[f"/{key}"] for key in _ATTRIBUTES if f"/{key}" in attributes}
    return {key: " ".join(map(str, value)) if isinstance(value, Array) else str(value) for key, value in own.items()}


_ATTRIBUTES = ("Scope", "Headers", "ColSpan", "RowSpan", "ListNumbering")


def pieces_of(data: bytes) -> dict[_Mark, str]:
    """The text of each piece of marked content: the words that are told of it, or else the letters of its glyphs."""
    out: dict[_Mark, str] = defaultdict(str)
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document):
            letters = page.get_textpage()
            told = 0
            for i in range(raw.FPDFPage_CountObjects(page)):
                item = raw.FPDFPage_GetObject(page, i)
                if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
                    continue
                which, words = _told(item)
                if not which or which != told:
                    # Several objects, each in its own font, can stand within one piece whose words are told.
                    out[number, raw.FPDFPageObj_GetMarkedContentID(item)] += words or letters_of(item, letters)
                told = which
    finally:
        document.close()
    return out


def _told(item: object) -> tuple[int, str]:
    """The marked content that tells the words of an object, by its address, and those words."""
    for i in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, i)
        for key in (spoken_text.WORDS, "ActualText"):
            size = ctypes.c_ulong()
            raw.FPDFPageObjMark_GetParamBlobValue(mark, key.encode(), None, 0, ctypes.byref(size))
            if size.value:
                buffer = (ctypes.c_ubyte * size.value)()
                raw.FPDFPageObjMark_GetParamBlobValue(mark, key.encode(), buffer, size, ctypes.byref(size))
                return ctypes.cast(mark, ctypes.c_void_p).value or 0, bytes(buffer).decode("utf-16", "replace")
    return 0, ""


def letters_of(item: object, page: pypdfium2.PdfTextPage) -> str:
    """The text of a text object on a page."""
    size = raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
