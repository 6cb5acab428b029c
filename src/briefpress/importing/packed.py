"""The bytes of a DOCX or an ODT in; the words that readers see in it, and what stands beside its text, out."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

from lxml import etree

from briefpress.engines.documents.archive import parsed
from briefpress.importing.log import Log

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CONTENTS = f"{_TEXT}table-of-content"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WORD = re.compile(r"\w+")
_PAUSES = {"tab", "br", "cr", "p", "tc", "noBreakHyphen", "s", "line-break", "h", "soft-page-break", "sym"}
_SIGNED = re.compile(r"(?:ADDIN )?(ZOTERO_ITEM|CSL_CITATION|EN\.CITE|Mendeley Citation)")


def words(data: bytes, kind: str) -> Counter[str]:
    """Every word of the text and its notes as the document's own XML has them; nothing where that can't be read."""
    names = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml") if kind == "docx" else ("content.xml",)
    said: list[str] = []
    for root in _parts(data, names):
        _collect(root, said, docx=kind == "docx")
    return Counter(_WORD.findall("".join(said)))


def _parts(data: bytes, names: tuple[str, ...] | re.Pattern[str]) -> list[Any]:
    out = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name in names if isinstance(names, tuple) else names.match(name):
                out.append(parsed(archive.read(name)))
    return [root for root in out if root is not None]


def _collect(root: Any, said: list[str], docx: bool) -> None:
    """The text below an element, words parted as they are on paper; what was deleted, or is beside the text, is not."""
    skipped = (f"{W}del", f"{W}moveFrom", f"{W}instrText", "{http://schemas.openxmlformats.org/markup-compatibility"
               "/2006}Fallback", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation",
               f"{_TEXT}sequence-decls", _CONTENTS, f"{_OFFICE}forms", f"{W}pPr", f"{W}rPr")  # fmt: skip
    stack: list[Any] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            said.append(item)
            continue
        if not isinstance(item.tag, str) or item.tag in skipped:
            if item.tail and not docx:
                said.append(item.tail)
            continue
        name = etree.QName(item).localname
        after: list[Any] = [" "] if name in _PAUSES or name == "note" else []
        if item.tail and not docx:
            after.append(item.tail)
        own = item.text if item.text and (not docx or item.tag == f"{W}t") else ""
        before = [" "] if name == "note" else []
        stack.extend(reversed([*before, own, *item, *after]))


def tell_beside(data: bytes, kind: str, formulas: int, log: Log) -> None:
    """Tell of what the document has beside its text: lines at head and foot, fields, macros, objects."""
    if kind == "odt":
        name = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}object"
        roots = _parts(data, ("content.xml",))
        if any(True for root in roots for _ in root.iter(_CONTENTS)):
            log.changed("The list of contents was left out, as a brief makes its own", 0)
        objects = sum(1 for root in roots for _ in root.iter(name))
        if objects > formulas:
            told = f"{objects - formulas} objects in the document (formulas, charts) aren't carried over."
            log.left(told, "Write formulas between dollar signs, and place charts as pictures.")
        return
    for root in _parts(data, re.compile(r"word/(?:header|footer)\d*\.xml$")):
        said: list[str] = []
        _collect(root, said, docx=True)
        text = " ".join("".join(said).split())
        if re.search(r"[^\W\d_]{2}", text):
            log.left(f"A line at the head or foot of the pages isn't carried over: “{text[:80]}”.",
                     "The house's style prints what stands there; brief.yaml has the title.")  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "word/vbaProject.bin" in names:
            log.left("The document has macros, which aren't carried over.", "A brief runs no program.")
    fields = "".join(
        "".join(e.itertext()) for root in _parts(data, ("word/document.xml", "word/footnotes.xml"))
        for e in root.iter(f"{W}instrText")
    )  # fmt: skip
    if number := len(_SIGNED.findall(fields)):
        log.left(f"{number} citations of a reference manager stand in the section as plain text.",
                 "Export its library to sources/references.json (CSL JSON), and write `[@key]`.")  # fmt: skip


def title(data: bytes) -> str:
    """The title of an ODT: the first paragraph in the style of that name, or in one made from it."""
    roots = _parts(data, ("content.xml",))
    if not roots:
        return ""
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
    named = {
        e.get(f"{style}name") for e in roots[0].iter(f"{style}style") if e.get(f"{style}parent-style-name") == "Title"
    }
    for paragraph in roots[0].iter(f"{_TEXT}p"):
        if paragraph.get(f"{_TEXT}style-name") in {"Title", *named}:
            return " ".join("".join(paragraph.itertext()).split())
    return ""
