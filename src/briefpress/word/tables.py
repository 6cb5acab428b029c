"""A table as pandoc's writer made it in; the same as wide as it may be, its columns as wide as what they hold, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from briefpress.word.sheet import MM, Sheet
from briefpress.word.styles import Page
from briefpress.word.xml import NAMES, Tree, W, add, new, set_style, value, words_of

_LETTER = 12
"""The width of a letter for each point of its size, roughly, in twentieths of a point."""
_SIDES, _CLOSE = 240, 110
"""What stands at both sides of a column's words, and where they have no room so, in twentieths of a point."""
_SMALLEST = 5.5
"""The least size of letters that a table is set in to keep its figures whole, in points."""
_SPACES = re.compile(r"[ \t\n\u2009]+")
"""What words and figures are parted at; the others hold thousands together."""
_AFTER_SIZE = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")

_PLAIN = ("", "BodyText", "FirstParagraph", "Compact")


def mend(table: Tree, regions: tuple[str, ...], sheet: Sheet, page: Page, *, rtl: bool) -> None:
    """Set the width of a table and its columns, the heads of rows, its direction and what it is called."""
    kind = next((r for r in reversed(regions) if r.startswith("table-")), "table-0")
    wide, heads = kind.endswith("-wide"), int(kind.split("-")[1])
    nested = any(ancestor.tag == f"{W}tc" for ancestor in table.iterancestors())
    room = page.column if not nested else page.column // 3
    reach = round(sheet.wide.start * MM) if wide else 0
    if wide:
        room += reach + round(sheet.wide.end * MM)
    size = sheet.whole("Table Text").size or 10
    close = _columns(table, room, size)
    look = table.find(f"{W}tblPr")
    caption = value(look, "w:tblCaption") or _caption(table)
    for old in list(look):
        look.remove(old)
    add(look, "tblStyle", val="Table")
    if rtl:
        add(look, "bidiVisual")
    add(look, "tblW", w=room, type="dxa")
    if reach:
        add(look, "tblInd", w=-reach, type="dxa")
    add(look, "tblLayout", type="fixed")
    if close:
        margins = add(look, "tblCellMar")
        add(margins, "left", w=_CLOSE // 2, type="dxa")
        add(margins, "right", w=_CLOSE // 2, type="dxa")
        _set_smaller(table, close)
    headed = table.find("w:tr/w:trPr/w:tblHeader", NAMES) is not None
    add(look, "tblLook", val="04A0" if heads else "0420", firstRow=int(headed), lastRow=0, firstColumn=int(heads > 0),
        lastColumn=0, noHBand=1, noVBand=1)  # fmt: skip
    if caption:
        add(look, "tblCaption", val=caption)
    for row in table.findall(f"{W}tr"):
        _row(row, heads)
    _part(table)


def _part(table: Tree) -> None:
    """Put a line between a table and one that follows at once: Word takes both for one."""
    behind = table.getnext()
    while behind is not None and behind.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        behind = behind.getnext()
    if behind is not None and behind.tag == f"{W}tbl":
        table.addnext(new("p"))


def _set_smaller(table: Tree, size: float) -> None:
    """Set all that stands in a table in letters of so many points."""
    later = {f"{W}{name}" for name in _AFTER_SIZE}
    for run in table.iter(f"{W}r"):
        there = run.find(f"{W}rPr")
        if there is None:
            there = new("rPr")
            run.insert(0, there)
        at = next((i for i, child in enumerate(there) if child.tag in later), len(there))
        there.insert(at, new("sz", val=int(size * 2)))
        there.insert(at + 1, new("szCs", val=int(size * 2)))


def _caption(table: Tree) -> str:
    """The words of the caption that stands before a table."""
    before = table.getprevious()
    while before is not None and before.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        before = before.getprevious()
    is_one = before is not None and value(before, "w:pPr/w:pStyle") == "Caption"
    return " ".join(words_of(before).split()) if is_one else ""


def _row(row: Tree, heads: int) -> None:
    """Give the paragraphs of a row the style of a table's text or of its heads; let no row be parted."""
    there = row.find(f"{W}trPr")
    if there is None:
        there = new("trPr")
        row.insert(0, there)
    is_head = there.find(f"{W}tblHeader") is not None
    there.insert(0, new("cantSplit"))
    column = 0
    for cell in row.findall(f"{W}tc"):
        name = "TableHead" if is_head else "TableText"
        for paragraph in cell.findall(f"{W}p"):
            if value(paragraph, "w:pPr/w:pStyle") in _PLAIN:
                set_style(paragraph, name)
            if is_head:
                _plain_links(paragraph)
            for spacing in paragraph.findall("w:pPr/w:spacing", NAMES):
                spacing.getparent().remove(spacing)
            if column < heads and not is_head and value(paragraph, "w:pPr/w:pStyle") == "TableText":
                _embolden(paragraph)
        if (last := cell[-1]).tag != f"{W}p":
            last.addnext(new("p"))
        column += int(value(cell, "w:tcPr/w:gridSpan") or 1)


def _plain_links(paragraph: Tree) -> None:
    """Let the links of a head have its colour: theirs may not be readable on its ground."""
    for style in paragraph.findall(".//w:hyperlink/w:r/w:rPr/w:rStyle", NAMES):
        if style.get(f"{W}val") == "Hyperlink":
            style.getparent().remove(style)


def _embolden(paragraph: Tree) -> None:
    for run in paragraph.iter(f"{W}r"):
        there = run.find(f"{W}rPr")
        if there is None:
            there = new("rPr")
            run.insert(0, there)
        if there.find(f"{W}b") is None:
            begin = 1 if there.find(f"{W}rStyle") is not None else 0
            there.insert(begin, new("b"))
            there.insert(begin + 1, new("bCs"))


def _columns(table: Tree, room: int, size: float) -> float:
    """Share a table's width among its columns: as its author did, else by what stands in them.

    Returns the size of letters, in points, that it needs for its longest words to stay whole, or 0 for its own.
    """
    close = 0.0
    grid = table.find(f"{W}tblGrid")
    columns = grid.findall(f"{W}gridCol")
    given = table.find("w:tblPr/w:tblW", NAMES)
    if given is not None and given.get(f"{W}type") == "pct":
        shares = [float(c.get(f"{W}w", "1")) for c in columns]
    else:
        longest, most = _contents(table, len(columns))
        shares = _by_content(longest, most, room, size)
        if sum(shares) > room:
            close = (room - len(columns) * _CLOSE) / (sum(longest) * _LETTER)
            close = max(_SMALLEST, min(size, int(close * 2) / 2))
            shares = [letters * _LETTER * close + _CLOSE for letters in longest]
    whole = sum(shares) or 1
    edges = [round(room * sum(shares[:n]) / whole) for n in range(len(shares) + 1)]
    for n, column in enumerate(columns):
        column.set(f"{W}w", str(edges[n + 1] - edges[n]))
    for row in table.findall(f"{W}tr"):
        at = 0
        for cell in row.findall(f"{W}tc"):
            span = int(value(cell, "w:tcPr/w:gridSpan") or 1)
            look = cell.find(f"{W}tcPr")
            if look is None:
                look = new("tcPr")
                cell.insert(0, look)
            for old in look.findall(f"{W}tcW"):
                look.remove(old)
            look.insert(0, new("tcW", w=edges[min(at + span, len(shares))] - edges[min(at, len(shares))], type="dxa"))
            at += span
    return close


def _contents(table: Tree, count: int) -> tuple[list[float], list[float]]:
    """How many letters the longest word of each column has, and its fullest cell."""
    longest, most = [4.0] * count, [4.0] * count
    for row in table.findall(f"{W}tr"):
        at = 0
        for cell in row.findall(f"{W}tc"):
            span = int(value(cell, "w:tcPr/w:gridSpan") or 1)
            if span == 1 and at < count:
                words = words_of(cell)
                longest[at] = max(chain([longest[at]], (min(len(word), 24.0) for word in _SPACES.split(words))))
                most[at] = max(most[at], min(len(words), 60.0))
            at += span
    return longest, most


def _by_content(longest: Sequence[float], most: Sequence[float], room: int, size: float) -> list[float]:
    """The shares of columns: each has room for its longest word, and the rest goes by how much they hold."""
    least = [letters * _LETTER * size + _SIDES for letters in longest]
    wished = [letters * _LETTER * size + _SIDES for letters in most]
    if sum(wished) <= room:
        return wished
    spare = max(room - sum(least), 0)
    more = [w - n for w, n in zip(wished, least, strict=True)]
    whole = sum(more) or 1
    return [n + spare * m / whole for n, m in zip(least, more, strict=True)]
