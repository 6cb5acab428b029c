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
"""A piece of marked content: its page, from 1, and its MCID (ISO 32000-1, 14.7.4)."""


_ROOM = 1.0
"""How many points of a text may lie beyond the edge of its page: a letter may lean out of its box."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: its words, its page, from 1, and whether any of it lies beyond the edge of that page."""

    words: str
    page: int
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element: its type, what it says of itself (Alt, Lang, ID, Scope …), and its tags and text."""

    kind: str
    entries: Mapping[str, str]
    kids: tuple[Tag | Piece, ...]

    def pieces(self) -> Iterator[Piece]:
        """All of its text, in its order."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.pieces()
            else:
                yield kid


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF says: its tag tree, the labels of its pages, and its identifier as a URN, where it has one."""

    tags: Tag
    labels: tuple[str, ...]
    identity: str


def tags(data: bytes) -> Tag:
    """The tag tree of a PDF. Raises UnsoundError where it can't be read, or has none."""
    return read(data).tags


def read(data: bytes) -> Printed:
    """What a PDF says. Raises UnsoundError where it can't be read, or has no tags."""
    try:
        pieces = _pieces(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages, 1)}
            root = _tag(pdf.Root.StructTreeRoot.K[0], 0, pages, pieces)
            return Printed(root, tuple(str(page.label) for page in pdf.pages), _identity(pdf))
    except (pikepdf.PdfError, pypdfium2.PdfiumError, AttributeError, KeyError) as error:
        raise UnsoundError(str(error)) from error


def _identity(pdf: pikepdf.Pdf) -> str:
    """The identifier of the document in the XMP (XMP part 2, 2.2), `uuid:…`, as the URN that it stands for."""
    with pdf.open_metadata() as xmp:
        said = str(xmp.get("xmpMM:DocumentID", ""))
    return f"urn:{said}" if said.startswith("uuid:") else ""


def _tag(obj: Any, page: int, pages: Mapping[tuple[int, int], int], pieces: Mapping[_Mark, Piece]) -> Tag:
    page = pages[obj.Pg.objgen] if Name.Pg in obj else page
    kids: list[Tag | Piece] = []
    below = obj.get(Name.K, Array())
    for kid in below if isinstance(below, Array) else [below]:
        if isinstance(kid, int):
            kids.append(pieces.get((page, int(kid)), Piece("", page)))
        elif Name.MCID in kid:
            there = pages[kid.Pg.objgen] if Name.Pg in kid else page
            kids.append(pieces.get((there, int(kid.MCID)), Piece("", there)))
        elif kid.get(Name.Type) != Name.OBJR:
            kids.append(_tag(kid, page, pages, pieces))
    return Tag(str(obj.S)[1:], _entries(obj), tuple(kids))


def _entries(obj: Any) -> dict[str, str]:
    keys = obj.keys()
    own = {key[1:]: obj[key] for key in _OWN & keys}
    if "/A" in keys and isinstance(obj.A, Dictionary):
        own |= {key[1:]: obj.A[key] for key in _ATTRIBUTES & obj.A.keys()}
    told = {key: " ".join(map(str, value)) if isinstance(value, Array) else str(value) for key, value in own.items()}
    return dict(sorted(told.items()))


_OWN = {"/Alt", "/Lang", "/ID"}
_ATTRIBUTES = {"/Scope", "/Headers", "/ColSpan", "/RowSpan", "/ListNumbering"}


def _pieces(data: bytes) -> dict[_Mark, Piece]:
    """The text of each piece of marked content: the words that are told of it, or else the letters of its glyphs."""
    words: dict[_Mark, str] = defaultdict(str)
    beyond: set[_Mark] = set()
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            letters = page.get_textpage()
            edges = page.get_trimbox()
            told = 0
            for i in range(raw.FPDFPage_CountObjects(page)):
                item = raw.FPDFPage_GetObject(page, i)
                if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
                    continue
                mark = number, raw.FPDFPageObj_GetMarkedContentID(item)
                which, said = _told(item)
                if not which or which != told:
                    # Several objects, each in its own font, can stand within one piece whose words are told.
                    words[mark] += said or _letters(item, letters)
                told = which
                if _lies_beyond(item, edges):
                    beyond.add(mark)
    finally:
        document.close()
    return {mark: Piece(said, mark[0], mark in beyond) for mark, said in words.items()}


def _lies_beyond(item: object, edges: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top))
    inside = left.value >= edges[0] - _ROOM and bottom.value >= edges[1] - _ROOM
    return not (inside and right.value <= edges[2] + _ROOM and top.value <= edges[3] + _ROOM)


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


def _letters(item: object, page: pypdfium2.PdfTextPage, room: int = 1024) -> str:
    buffer = (ctypes.c_ushort * room)()
    size = raw.FPDFTextObj_GetText(item, page, buffer, ctypes.sizeof(buffer))
    if size > ctypes.sizeof(buffer):
        return _letters(item, page, size)
    return bytes(memoryview(buffer)[: max(size // 2 - 1, 0)]).decode("utf-16-le", "replace")
