"""The bytes of a DOCX in; the words that readers see in it as blocks, each note behind its paragraph, out."""

from __future__ import annotations

import re
from typing import Any

from briefpress.engines.documents.archive import Archive, package_part
from briefpress.engines.documents.laid import Block, Gathering, raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "rt")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = ("0", "false", "off")


def read(data: bytes) -> list[Block]:
    """The text of a DOCX as it is once its tracked changes are accepted (ECMA-376, part 1, 17).

    Its pages aren't known: where they break depends on the machine that shows it, and the breaks that Word kept of its
    last view (`lastRenderedPageBreak`) are those of one machine.
    """
    archive = Archive(data, "DOCX")
    main = package_part(archive, "officeDocument", "word/document.xml")
    folder = main.rpartition("/")[0]
    notes = {
        (kind, note.get(f"{W}id", "")): note
        for kind in ("footnote", "endnote")
        if f"{folder}/{kind}s.xml" in archive
        for note in archive.tree(f"{folder}/{kind}s.xml").iter(f"{W}{kind}")
    }
    reader = _Reader(notes)
    reader.blocks(archive.tree(main))
    reader.gathering.end()
    return reader.gathering.blocks


class _Reader:
    def __init__(self, notes: dict[tuple[str, str], Any]) -> None:
        self.gathering = Gathering()
        self._notes = notes

    def blocks(self, root: Any, *, note: bool = False) -> None:
        """Read all that stands below an element, in its order."""
        for element in list(root):
            if element.tag in _SKIPPED or not isinstance(element.tag, str):
                continue
            if element.tag == f"{W}p":
                self._paragraph(element, note=note)
            elif element.tag == f"{W}tr":
                self._row(element, note=note)
            else:
                self.blocks(element, note=note)

    def _row(self, row: Any, *, note: bool) -> None:
        """A row whose cells have a paragraph each is one block, else each paragraph is."""
        cells = row.findall(f"{W}tc") or row.findall(f".//{W}tc")
        short = all(len(cell.findall(f"{W}p")) == 1 and cell.find(f".//{W}tbl") is None for cell in cells)
        if not short:
            for cell in cells:
                self.blocks(cell, note=note)
            return
        behind: list[Any] = []
        for cell in cells:
            behind += self._inline(cell)
            self.gathering.end_cell()
        self.gathering.end(note=note)
        self._behind(behind)

    def _paragraph(self, paragraph: Any, *, note: bool) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(r"TOC\d|TOCHeading", style.get(f"{W}val", "")):
            return
        behind = self._inline(paragraph)
        # Its mark is deleted: accepted, the next paragraph goes on in this one.
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
            self.gathering.end(note=note)
            self._behind(behind)

    def _behind(self, behind: list[Any]) -> None:
        for item in behind:
            self.blocks(item, note=item.tag in (f"{W}footnote", f"{W}endnote"))

    def _inline(self, root: Any) -> list[Any]:
        """Add the words below an element; the notes and the boxes that stand behind it."""
        behind: list[Any] = []
        stack = [root]
        while stack:
            element = stack.pop()
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{W}r" and _is_on(element, "vanish"):
                continue
            if tag == f"{W}txbxContent":
                behind.append(element)
                continue
            name = tag.removeprefix(W)
            if tag == _FORMULA:
                self.gathering.add(element.text or "")
            elif name == "t":
                words = element.text or ""
                self.gathering.add(raised(words) if words.strip().isdigit() and _is_raised(element) else words)
            elif name in ("footnoteReference", "endnoteReference"):
                # Once: a note could call itself.
                found = self._notes.pop((name.removesuffix("Reference"), element.get(f"{W}id", "")), None)
                if found is not None:
                    behind.append(found)
            elif name in ("br", "cr"):
                self.gathering.end_line()
            elif name in _LETTERS:
                self.gathering.add(_LETTERS[name])
            stack.extend(reversed(element))
        return behind


_LETTERS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "sym": " "}


def _is_on(run: Any, name: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def _is_raised(text: Any) -> bool:
    mark = text.getparent().find(f"{W}rPr/{W}vertAlign")
    return mark is not None and mark.get(f"{W}val") == "superscript"
