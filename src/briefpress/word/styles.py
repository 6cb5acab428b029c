"""What a style looks like in Word, its tokens and the brief's letters in; the part `styles.xml` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefpress.word.letters import Letters
from briefpress.word.sheet import MM, Border, Mark, Paragraph, Sheet, style_id
from briefpress.word.xml import Tree, add, root, serialize

_BUILT_IN = frozenset(
    ("Normal", "Body Text", "Title", "Subtitle", "Date", "heading", "toc", "TOC", "header", "footer", "caption",
     "footnote", "Block Text", "Bibliography", "Hyperlink")
)  # fmt: skip
"""The first words, or all, of the names of styles that Word has itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet that a document is on, in twentieths of a point; `left` and `right` are as one sees them."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int

    @property
    def column(self) -> int:
        """The width of the text column."""
        return self.width - self.left - self.right


def page_of(sheet: Sheet, paper: str, *, rtl: bool) -> Page:
    """A sheet of A4 or US Letter. The text column is as wide on both, and on the other side where text runs left."""
    width, height = (215.9, 279.4) if paper == "letter" else (210.0, 297.0)
    margins = sheet.sheet
    more = (width - 210) / 2
    near, far = margins.start + more, margins.end + more
    if rtl:
        near, far = far, near
    lengths = (width, height, margins.top, margins.bottom, near, far, margins.header, margins.footer)
    return Page(*(round(length * MM) for length in lengths))


def frame(sheet: Sheet, page: Page, *, rtl: bool) -> dict[str, str | int]:
    """The place of side notes: the column for them, as high as the paragraph behind them. None where there is none.

    Paragraphs bear it themselves, for LibreOffice passes over that of a style.
    """
    beside = sheet.beside
    if beside.edge == "none":
        return {}
    width = round(beside.width * MM)
    outer = round((sheet.wide.start if beside.edge == "start" else sheet.wide.end) * MM)
    at_left = (beside.edge == "start") != rtl
    x = page.left - outer if at_left else page.width - page.right + outer - width
    return {"w": width, "hSpace": 0, "wrap": "around", "vAnchor": "text", "hAnchor": "page", "x": x, "y": 1}


def styles(sheet: Sheet, tokens: Mapping[str, str], letters: Letters, page: Page) -> bytes:
    """The styles of a document (ECMA-376, part 1, 17.7)."""
    out = _Styles(sheet, tokens, letters, page)
    tree = root("styles")
    defaults = add(tree, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    out.mark(run, Mark(font="text", size=10, color="ink"))
    letters.language(run)
    paragraph = add(add(defaults, "pPrDefault"), "pPr")
    if letters.rtl:
        add(paragraph, "bidi")
    default = add(tree, "style", type="character", default=1, styleId="DefaultParagraphFont")
    add(default, "name", val="Default Paragraph Font")
    for name in sheet.styles:
        out.paragraph(tree, name)
    for name, mark in sheet.marks.items():
        style = _style(tree, "character", name)
        add(style, "basedOn", val="DefaultParagraphFont")
        add(style, "qFormat")
        out.mark(add(style, "rPr"), mark)
    out.tables(tree)
    return serialize(tree)


def _style(tree: Tree, kind: str, name: str) -> Tree:
    own = {} if name in _BUILT_IN or name.split()[0] in _BUILT_IN else {"customStyle": 1}
    default = {"default": 1} if name == "Normal" else {}
    style = add(tree, "style", type=kind, **default, **own, styleId=style_id(name))
    add(style, "name", val=name)
    return style


class _Styles:
    def __init__(self, sheet: Sheet, tokens: Mapping[str, str], letters: Letters, page: Page) -> None:
        self._sheet, self._tokens, self._letters, self._page = sheet, tokens, letters, page

    def paragraph(self, tree: Tree, name: str) -> None:
        own, whole = self._sheet.styles[name], self._sheet.whole(name)
        style = _style(tree, "paragraph", name)
        if own.base:
            add(style, "basedOn", val=style_id(own.base))
        if own.next:
            add(style, "next", val=style_id(own.next))
        add(style, "qFormat")
        self._layout(add(style, "pPr"), whole, heading=bool(own.outline))
        self.mark(add(style, "rPr"), own)

    def _layout(self, there: Tree, style: Paragraph, *, heading: bool) -> None:
        if heading or style.keep:
            add(there, "keepNext")
        if heading or style.together:
            add(there, "keepLines")
        self._borders(there, style)
        if style.ground:
            add(there, "shd", val="clear", color="auto", fill=self._colour(style.ground))
        if heading:
            add(there, "suppressAutoHyphens")
        line: dict[str, str | int] = {"line": round(style.line * 20), "lineRule": "atLeast"} if style.line else {}
        add(there, "spacing", before=round((style.before or 0) * 20), after=round((style.after or 0) * 20), **line)
        first = round((style.first or 0) * MM)
        hanging: dict[str, int] = {"hanging": -first} if first < 0 else {"firstLine": first}
        add(there, "ind", left=round((style.start or 0) * MM), right=round((style.end or 0) * MM), **hanging)
        if style.align:
            add(there, "jc", val={"start": "left", "end": "right"}.get(style.align, style.align))
        if style.outline:
            add(there, "outlineLvl", val=style.outline - 1)

    def _borders(self, there: Tree, style: Paragraph) -> None:
        rim = style.edge or style.ground
        lines: dict[str, Border | None] = {"top": style.top, "left": style.left, "bottom": style.bottom, "right": None}
        if style.box and rim:
            side: Border = (1.5 if style.edge else 0.5, rim, style.box)
            lines["left"], lines["right"] = style.left or side, side
            if style.bottom is None:
                lines["bottom"] = (side[0], rim, style.box / 2)
        shown = {edge: line for edge, line in lines.items() if line}
        if not shown:
            return
        borders = add(there, "pBdr")
        for edge, line in shown.items():
            self.line(borders, edge, line)

    def line(self, borders: Tree, edge: str, line: Border) -> None:
        """A line at an edge, of eighths of a point (17.3.4, 17.18.2)."""
        weight, colour, *space = line
        add(borders, edge, val="single", sz=max(2, round(float(weight) * 8)),
            space=round(float(space[0])) if space else 0, color=self._colour(str(colour)))  # fmt: skip

    def mark(self, there: Tree, mark: Mark) -> None:
        """The properties of letters, in their order (17.3.2.28)."""
        if mark.font:
            self._letters.fonts(there, mark.font)
        for name, on in (("b", mark.bold), ("i", mark.italic)):
            if on is not None:
                add(there, name, val=int(on))
                add(there, f"{name}Cs", val=int(on))
        if mark.color:
            add(there, "color", val=self._colour(mark.color))
        if mark.spacing:
            add(there, "spacing", val=round(mark.spacing * 20))
        if mark.size:
            add(there, "sz", val=round(mark.size * 2))
            add(there, "szCs", val=round(mark.size * 2))
        if mark.raised:
            add(there, "vertAlign", val="superscript")

    def tables(self, tree: Tree) -> None:
        """Word's own table without lines, and the house's over it."""
        plain = _style(tree, "table", "Normal Table")
        plain.set(f"{tree.nsmap['w'].join('{}')}default", "1")
        look, table = add(plain, "tblPr"), self._sheet.table
        add(look, "tblInd", w=0, type="dxa")
        own = _style(tree, "table", "Table")
        add(own, "basedOn", val="NormalTable")
        add(own, "qFormat")
        look = add(own, "tblPr")
        borders = add(look, "tblBorders")
        self.line(borders, "bottom", table.end_rule)
        self.line(borders, "insideH", table.row_rule)
        room = add(look, "tblCellMar")
        for edge, length in (("top", table.above), ("left", table.beside), ("bottom", table.above),
                             ("right", table.beside)):  # fmt: skip
            add(room, edge, w=round(length * MM), type="dxa")
        head = add(own, "tblStylePr", type="firstRow")
        cell = add(head, "tcPr")
        self.line(add(cell, "tcBorders"), "bottom", table.head_rule)
        if table.head:
            add(cell, "shd", val="clear", color="auto", fill=self._colour(table.head))
        add(cell, "vAlign", val="bottom")

    def _colour(self, token: str) -> str:
        return self._tokens[token].lstrip("#").upper()
