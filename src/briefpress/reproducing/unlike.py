"""The bytes of two files of one name in; the first difference between them, in words, out."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import zip_longest
from typing import Any

from briefpress.files import LARGEST

_ARCHIVES = (".epub", ".docx")
_TEXTS = (".html", ".xhtml", ".xml", ".opf", ".ncx", ".rels", ".css", ".svg", ".bib", ".ris", ".js", ".txt", "mimetype")
_AROUND = 40
"""Letters that are shown before and behind what differs."""


def first(name: str, old: bytes, new: bytes) -> str:
    """The first difference between two files, which aren't the same: where, what stood there, and what stands there."""
    if name.endswith(".pdf"):
        from briefpress.engines.pdf_unlike import first as in_pdf

        said = in_pdf(old, new)
    elif name.endswith(_ARCHIVES):
        said = _in_archive(old, new)
    elif name.endswith(".json"):
        said = _in_json(old, new)
    elif name.endswith(_TEXTS):
        said = in_text(old, new)
    else:
        said = ""
    return said or _in_bytes(old, new)


def _in_bytes(old: bytes, new: bytes) -> str:
    place = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"byte {place:,} of {len(new):,}, which were {len(old):,}"


def in_text(old: bytes, new: bytes) -> str:
    """The first line that differs, from the letter on that does; nothing where either is no text."""
    try:
        lines = zip_longest(old.decode().splitlines(), new.decode().splitlines())
    except UnicodeDecodeError:
        return ""
    for number, (before, after) in enumerate(lines, 1):
        if before is None:
            return f"line {number}, which is new: {_shown(after)}"
        if after is None:
            return f"line {number}, which is gone: {_shown(before)}"
        if before != after:
            return f"line {number}, {told(before, after)}"
    return ""


def told(before: str, after: str) -> str:
    """Two texts of one line that differ: from which letter on, and both as they stand about it."""
    pairs = enumerate(zip(before, after, strict=False))
    place = next((i for i, (a, b) in pairs if a != b), min(len(before), len(after)))
    return f"column {place + 1}: {_shown(after, place)} where {_shown(before, place)} was"


def _shown(text: str, place: int = 0) -> str:
    begin, end = max(place - _AROUND, 0), place + _AROUND
    dots = "…" * (begin > 0), "…" * (end < len(text))
    return f"`{dots[0]}{text[begin:end]}{dots[1]}`"


def _in_json(old: bytes, new: bytes) -> str:
    try:
        return _in_values("", json.loads(old), json.loads(new)) or in_text(old, new)
    except ValueError:
        return in_text(old, new)


def _in_values(path: str, old: Any, new: Any) -> str:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            if key not in new or key not in old:
                return f"`{path}.{key}`, which is {'gone' if key not in new else 'new'}".replace("`.", "`")
            if said := _in_values(f"{path}.{key}", old[key], new[key]):
                return said
    elif isinstance(old, list) and isinstance(new, list):
        for number, (before, after) in enumerate(zip(old, new, strict=False)):
            if said := _in_values(f"{path}[{number}]", before, after):
                return said
        if len(old) != len(new):
            return f"`{path}`, which has {len(new)} entries and had {len(old)}".replace("`.", "`")
    elif old != new:
        values = (json.dumps(value, ensure_ascii=False)[:99] for value in (new, old))
        return f"`{path}`: {' where '.join(f'`{value}`' for value in values)} was".replace("`.", "`", 1)
    return ""


def _in_archive(old: bytes, new: bytes) -> str:
    try:
        before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (old, new))
    except zipfile.BadZipFile:
        return ""
    with before, after:
        there, here = before.namelist(), after.namelist()
        for name in dict.fromkeys((*there, *here)):
            if name not in here or name not in there:
                return f"the file `{name}` in it, which is {'gone' if name not in here else 'new'}"
            if max(archive.getinfo(name).file_size for archive in (before, after)) > LARGEST:
                return f"the file `{name}` in it, or one before that, which is too large to be looked at"
            if (was := before.read(name)) != (now := after.read(name)):
                return f"the file `{name}` in it, {first(name, was, now)}"
        if there != here:
            return "the order of the files in it"
        entries = zip(before.infolist(), after.infolist(), strict=True)
        return next((f"how `{a.filename}` is packed in it" for a, b in entries if _packing(a) != _packing(b)), "")


def _packing(entry: zipfile.ZipInfo) -> tuple[object, ...]:
    return (
        entry.date_time,
        entry.compress_type,
        entry.compress_size,
        entry.external_attr,
        entry.extra,
        entry.create_system,
    )
