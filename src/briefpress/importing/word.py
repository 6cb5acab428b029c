"""The bytes of a DOCX in; the same, so that pandoc's reader loses no words of it, out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefpress.engines.documents.archive import parsed
from briefpress.importing.log import Log
from briefpress.importing.packed import W

_RUN, _PARAGRAPH, _TEXT, _BOX = f"{W}r", f"{W}p", f"{W}t", f"{W}txbxContent"
_VAL = f"{W}val"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_READ = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def readable(data: bytes, log: Log) -> bytes:
    """The document with what pandoc's reader would lose so written that it doesn't; its list of contents left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        packed = {i.filename: archive.read(i) for i in archive.infolist() if i.filename in (*_READ, "word/styles.xml")}
        roots = {name: root for name in _READ if name in packed and (root := parsed(packed[name])) is not None}
        changed = {}
        lists = _lists_of_contents(parsed(packed.get("word/styles.xml", b"")))
        for name, root in roots.items():
            before = etree.tostring(root)
            _mend(root, lists, log)
            _tell(root, log)
            if (after := etree.tostring(root)) != before:
                changed[name] = after
        if not changed:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for item in archive.infolist():
                copy.writestr(item.filename, changed.get(item.filename) or archive.read(item))
    return out.getvalue()


def _lists_of_contents(styles: Any) -> set[str]:
    """The ids of the styles of lists of contents, whatever Word calls them in its language."""
    found = {f"TOC{n}" for n in range(1, 10)} | {"TOCHeading"}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        if name is not None and re.match(r"toc (?:\d|heading)", name.get(_VAL, ""), re.IGNORECASE):
            found.add(style.get(f"{W}styleId", ""))
    return found


def _mend(root: Any, contents: set[str], log: Log) -> None:
    if _without_contents(root, contents):
        log.changed("The list of contents was left out, as a brief makes its own", 0)
    for box in [b for b in root.iter(_BOX) if not any(a.tag == _FALLBACK for a in b.iterancestors())]:
        # A text in a box comes behind the paragraph that it is fixed to.
        around = [a for a in box.iterancestors() if a.tag == _PARAGRAPH]
        if around:
            for block in reversed(list(box)):
                around[-1].addnext(block)
    for box in list(root.iter(_BOX)):
        _drop(box)
    for item in list(root.iter(f"{W}softHyphen")):
        _drop(item)
    for item in list(root.iter(f"{W}customXml")):
        _unwrap(item)
    for item in [f for f in root.iter(f"{W}fldSimple") if re.match(r"\s*SEQ\b", f.get(f"{W}instr", ""))]:
        _unwrap(item)
    for ruby in list(root.iter(f"{W}ruby")):
        _spoken_in_line(ruby)


def _without_contents(root: Any, styles: set[str]) -> bool:
    """Take the words out of a list of contents; the marks of its fields stay, as some of them end below it."""
    paragraphs = [p for p in root.iter(_PARAGRAPH) if _style(p) in styles]
    for gallery in root.iter(f"{W}docPartGallery"):
        if gallery.get(_VAL) == "Table of Contents":
            holder = next((a for a in gallery.iterancestors() if a.tag == f"{W}sdt"), None)
            paragraphs += list(holder.iter(_PARAGRAPH)) if holder is not None else []
    for paragraph in paragraphs:
        for link in list(paragraph.iter(f"{W}hyperlink")):
            _drop(link)
        for run in list(paragraph.iter(_RUN)):
            if run.find(f"{W}fldChar") is None and run.find(f"{W}instrText") is None:
                _drop(run)
        for properties in list(paragraph.iter(f"{W}pPr")):
            _drop(properties)  # else an empty heading would stand there
    return bool(paragraphs)


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(_VAL, "") if found is not None else ""


def _spoken_in_line(ruby: Any) -> None:
    """How a word is spoken, which stands above it, in parentheses behind it."""
    holder = ruby.getparent()
    said = "".join(t.text or "" for t in ruby.iterfind(f"{W}rt//{_TEXT}"))
    base = "".join(t.text or "" for t in ruby.iterfind(f"{W}rubyBase//{_TEXT}"))
    text = etree.Element(_TEXT)
    text.text = f"{base} ({said})" if said else base
    holder.replace(ruby, text)


def _unwrap(item: Any) -> None:
    for child in [c for c in item if c.tag != f"{W}customXmlPr"]:
        item.addprevious(child)
    _drop(item)


def _drop(item: Any) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def _tell(root: Any, log: Log) -> None:
    """Tell of what pandoc's reader still passes over, and of what the document hides and the section shows."""
    hidden = " ".join("".join(_hidden(root)).split())
    if hidden:
        log.left(f"The document hides these words, and the section shows them: “{hidden[:80]}”.",
                 "Delete them, if readers aren't to see them.")  # fmt: skip
    pictures = {b.get(f"{_LINK}link") for b in root.iter(f"{_DRAWING}blip") if not b.get(f"{_LINK}embed")} - {None}
    if pictures:
        log.left(f"{len(pictures)} pictures stand in files beside the document, which it only names.",
                 "Save them to report/images/, and place them in the section.")  # fmt: skip
    drawn = [g.get("uri", "") for g in root.iter(f"{_DRAWING}graphicData")]
    for kind, what in (("/chart", "charts"), ("/diagram", "diagrams")):
        if number := sum(kind in uri for uri in drawn):
            log.left(f"{number} {what} in the document aren't carried over.", "Save them as pictures, and place those.")
    if number := sum(1 for _ in root.iter(f"{W}object")):
        log.left(f"{number} objects of other programs (formulas, sheets) aren't carried over.",
                 "Write formulas between dollar signs, and place the others as pictures.")  # fmt: skip


def _hidden(root: Any) -> Iterator[str]:
    for mark in root.iter(f"{W}vanish"):
        run = mark.getparent().getparent()
        if run is not None and run.tag == _RUN and mark.get(_VAL, "1") not in ("0", "false", "off"):
            yield from (t.text or "" for t in run.iter(_TEXT))
            yield " "
