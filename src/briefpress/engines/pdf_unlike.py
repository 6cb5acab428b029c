"""The bytes of two PDFs in; the first difference between them, in words: which page or object, and what of it, out.

What a reader sees comes first: the number of pages, the words of each, what draws it. Then all that the catalogue leads
to, and the record of the document.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pikepdf
import pypdfium2

_MOST = 60
"""Letters that are shown of what differs."""


def first(old: bytes, new: bytes) -> str:
    """The first difference; nothing where neither page nor object tells one, or a file is no PDF."""
    try:
        return _in_words(old, new) or _in_objects(old, new)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        return ""


def _in_words(old: bytes, new: bytes) -> str:
    for number, (before, after) in enumerate(zip_longest(_pages(old), _pages(new)), 1):
        if before is None or after is None:
            return f"page {number}, which is {'new' if before is None else 'gone'}"
        for was, now in zip_longest(before.splitlines(), after.splitlines(), fillvalue=""):
            if was != now:
                return f"the words of page {number}: `{now[:_MOST]}` where `{was[:_MOST]}` was"
    return ""


def _pages(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
    finally:
        document.close()


def _in_objects(old: bytes, new: bytes) -> str:
    """Walk both files side by side, breadth first: what stands near the root is named before what hangs on it."""
    with pikepdf.open(io.BytesIO(old)) as before, pikepdf.open(io.BytesIO(new)) as after:
        pages: dict[Any, str] = {page.objgen: f"page {number}" for number, page in enumerate(before.pages, 1)}
        both = zip(before.pages, after.pages, strict=True)
        waiting: deque[tuple[str, Any, Any]] = deque((f"page {i}", a.obj, b.obj) for i, (a, b) in enumerate(both, 1))
        waiting.append(("the catalogue", before.Root, after.Root))
        for key in before.trailer.keys():  # noqa: SIM118  # pikepdf's objects aren't walked by their keys
            waiting.append((f"the trailer's {key}", before.trailer[key], after.trailer.get(key)))
        seen: set[tuple[int, int]] = set()
        while waiting:
            where, was, now = waiting.popleft()
            if isinstance(was, pikepdf.Object) and was.is_indirect:
                if was.objgen in seen:
                    continue
                seen.add(was.objgen)
                where = pages.get(was.objgen, where)
            if said := _unlike(where, was, now):
                return said
            waiting += _below(where, was, now)
    return ""


def _unlike(where: str, was: Any, now: Any) -> str:
    """What differs between two objects themselves, and not in what they lead to."""
    place = f"{where}{_number(was)}"
    if _kind(was) != _kind(now):
        return f"{place}: {_told(now)} where {_told(was)} was"
    if isinstance(was, pikepdf.Stream) and (data := was.read_bytes()) != (other := now.read_bytes()):
        return f"{place}: {_in_stream(data, other)}"
    if isinstance(was, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted({*was.keys(), *now.keys()} - {"/Length"}):
            if key not in now or key not in was:
                return f"{place}: its {key} is {'gone' if key not in now else 'new'}"
    elif isinstance(was, pikepdf.Array):
        if len(was) != len(now):
            return f"{place}: {len(now)} entries where {len(was)} were"
    elif was != now:
        return f"{place}: {_told(now)} where {_told(was)} was"
    return ""


def _below(where: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(was, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted({*was.keys()} - {"/Length", "/Parent", "/P"}):
            yield _named(where, key, was), was[key], now[key]
    elif isinstance(was, pikepdf.Array):
        yield from ((f"{where}[{i}]", a, b) for i, (a, b) in enumerate(zip(was, now, strict=True)))


def _named(where: str, key: str, owner: Any) -> str:
    """What an object is to the one that leads to it, as one would say it."""
    if key == "/Contents":
        return f"what draws {where}"
    if key == "/Metadata":
        return "the record (XMP)"
    if key == "/StructTreeRoot":
        return "the tags"
    if key == "/Info":
        return "the record (Info)"
    if key == "/EF" and "/UF" in owner:
        return f"the file `{owner.UF}` within"
    return f"{where} {key}"


def _number(thing: Any) -> str:
    return f" (object {thing.objgen[0]})" if isinstance(thing, pikepdf.Object) and thing.is_indirect else ""


def _kind(thing: Any) -> object:
    return thing._type_code if isinstance(thing, pikepdf.Object) else type(thing)


def _told(thing: Any) -> str:
    if thing is None or not isinstance(thing, pikepdf.Object):
        return f"`{thing}`"
    return f"`{str(thing)[:_MOST]}`" if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else "an object"


def _in_stream(was: bytes, now: bytes) -> str:
    for number, (a, b) in enumerate(zip_longest(was.splitlines(), now.splitlines(), fillvalue=b""), 1):
        if a != b:
            return f"line {number}, `{_letters(b)}` where `{_letters(a)}` was"
    return f"{len(now):,} bytes where {len(was):,} were"


def _letters(line: bytes) -> str:
    return line[:_MOST].decode("utf-8", "replace")
