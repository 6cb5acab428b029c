"""The bytes of an ODT in; the words that readers see in it as blocks, each note behind its paragraph, out."""

from __future__ import annotations

from typing import Any

from briefpress.engines.documents.archive import Archive
from briefpress.engines.documents.laid import Block, Gathering
from briefpress.engines.documents.refusal import UnreadableError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SKIPPED = frozenset(
    {f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "sequence-decls", "note-citation",
                                   "ruby-text", "variable-decls", "user-field-decls", "hidden-text")}
    | {f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_SVG}title", f"{_SVG}desc"}
)  # fmt: skip
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


def read(data: bytes) -> list[Block]:
    """The text of an ODT (OpenDocument 1.3, part 3, 5 and 6), its tracked changes accepted; its pages aren't known."""
    archive = Archive(data, "ODT")
    body = archive.tree("content.xml").find(f".//{_OFFICE}text")
    if body is None:
        raise UnreadableError("it is no ODT that can be opened", "Save it as .odt once more.")
    reader = _Reader()
    reader.blocks(body)
    return reader.gathering.blocks


class _Reader:
    def __init__(self) -> None:
        self.gathering = Gathering()

    def blocks(self, root: Any, *, note: bool = False) -> None:
        """Read all that stands below an element, in its order."""
        for element in root:
            if element.tag in _SKIPPED or not isinstance(element.tag, str):
                continue
            if element.tag in _PARAGRAPHS:
                behind = self._inline(element)
                self.gathering.end(note=note)
                self._behind(behind)
            elif element.tag == f"{_TABLE}table-row":
                self._row(element, note=note)
            else:
                self.blocks(element, note=note)

    def _row(self, row: Any, *, note: bool) -> None:
        """A row whose cells have a paragraph each at most is one block, else each paragraph is."""
        cells = row.findall(f"{_TABLE}table-cell")
        if any(len(cell) > 1 or (len(cell) == 1 and cell[0].tag not in _PARAGRAPHS) for cell in cells):
            for cell in cells:
                self.blocks(cell, note=note)
            return
        behind: list[Any] = []
        for cell in cells:
            for paragraph in cell:
                behind += self._inline(paragraph)
            self.gathering.end_cell()
        self.gathering.end(note=note)
        self._behind(behind)

    def _behind(self, behind: list[Any]) -> None:
        for item in behind:
            self.blocks(item, note=item.tag == f"{_TEXT}note-body")

    def _inline(self, root: Any) -> list[Any]:
        """Add the words below an element; the notes and the boxes that stand behind it."""
        behind: list[Any] = []
        stack: list[Any] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                self.gathering.add(item)
                continue
            tail = item.tail if item is not root else None
            tag = item.tag
            inner: list[Any] = []
            if isinstance(tag, str) and tag not in _SKIPPED:
                if tag == f"{_TEXT}note":
                    behind += item.findall(f"{_TEXT}note-body")
                elif item is not root and tag.rpartition("}")[2] in ("text-box", "table"):
                    behind.append(item)
                elif tag == f"{_TEXT}line-break":
                    self.gathering.end_line()
                elif tag in (f"{_TEXT}s", f"{_TEXT}tab"):
                    self.gathering.add(" ")
                else:
                    inner = [*([item.text] if item.text else []), *item]
            stack += reversed([*inner, *([tail] if tail else [])])
        return behind
