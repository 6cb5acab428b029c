"""A page as WeasyPrint laid it out in; the tags of its text, and the notes at its foot, out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefpress.engines.tags.drawing import is_decoration
from briefpress.engines.tags.tag import CALL, MARKER, Annotation, Key, Kid, Mark, Tag

_KINDS = {
    "div": "Div", "header": "Div", "footer": "Div", "figure": "Div", "aside": "Div", "main": "Part", "article": "Art",
    "section": "Sect", "nav": "Sect", "blockquote": "BlockQuote", "figcaption": "Caption", "caption": "Caption",
    "p": "P", "pre": "P", "address": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "code": "Code", "q": "Quote", "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure",
}  # fmt: skip
"""The structure type of an HTML element (ISO 32000-1, 14.8.4)."""

_NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha", "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}  # fmt: skip
"""The ListNumbering of a list by the CSS name of its marks (ISO 32000-1, table 347)."""

_SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6", "H7")
_FLATTENED = ("html", "body")
_POINTS = 0.75
"""How many points a CSS pixel has."""

ENTRY = "entry"
"""The role of a reference in the bibliography."""

ROW_GROUP = "row group"
"""The role of a header of all rows of its part of a table: Scope knows of its own row alone."""


@dataclass(slots=True)
class PageTags:
    """The tags of a page's text, in their order; and the notes at its foot, by the elements that they are for."""

    text: list[Kid]
    notes: dict[Key, Tag]


def tags_of_page(page: Any, marks: Mapping[Any, Mark], number: int, language: str) -> PageTags:
    """The tags of a page, numbered from 0. `language` is that of the whole text."""
    work = _Page(marks, number, page.margin_height(), language)
    text = [kid for box in page.children for kid in work.kids_of(box, None, language)]
    return PageTags(text, work.notes)


@dataclass(slots=True)
class _Page:
    """Makes the tags of one page of a height in CSS pixels."""

    marks: Mapping[Any, Mark]
    number: int
    height: float
    language: str
    notes: dict[Key, Tag] = field(default_factory=dict)

    def kids_of(self, box: Any, within: Tag | None, language: str) -> Iterator[Kid]:
        """What a box is in the tags of the element that it stands in."""
        box = getattr(box, "_box", box)
        name = type(box).__name__
        if name == "MarginBox" or is_decoration(box):
            return
        if name == "FootnoteAreaBox":
            self._note(box)
            return
        mark = self._mark(box)
        if mark is not None and name == "TextBox":
            yield mark
            return
        tag = None if box.element is None or name == "LineBox" else self._tag(box, within)
        if tag is None:
            yield from self._below(box, mark, within, language)
            return
        said = _language(box.element)
        if said and said != language:
            tag.entries["Lang"] = language = said
        if box.link_annotation and tag.kind == "Link":
            tag.kids.append(Annotation(box.link_annotation, self.number))
        tag.kids += self._below(box, mark, tag, language)
        if tag.kind == "Span" and not tag.entries:
            yield from tag.kids
        else:
            yield tag

    def _mark(self, box: Any) -> Mark | None:
        mark = self.marks.get(box)
        if mark is not None:
            mark.page = self.number
            mark.blank = not getattr(box, "text", "-").strip()
        return mark

    def _below(self, box: Any, mark: Mark | None, tag: Tag | None, language: str) -> Iterator[Kid]:
        if mark is not None:
            yield mark
        for child in _children(box):
            yield from self.kids_of(child, tag, language)

    def _note(self, area: Any) -> None:
        """The notes at the foot of the page are kept till their calls are known."""
        for kid in (kid for box in area.children for kid in self.kids_of(box, None, self.language)):
            if isinstance(kid, Tag) and kid.key is not None:
                kid.kind = "Note"
                self.notes[kid.key] = kid

    def _tag(self, box: Any, within: Tag | None) -> Tag | None:
        """The tag of a box; nothing where the box is of the element that the tag around it is for, or of all."""
        element, name = box.element, box.element_tag
        plain, _, pseudo = name.partition("::")
        if plain in _FLATTENED:
            return None
        key = (id(element), pseudo)
        if pseudo == CALL:
            return Tag("Reference", self.number, key, CALL)
        if pseudo in ("marker", MARKER):
            return Tag("Lbl", self.number, key)
        if pseudo or (within is not None and within.key == key):
            return None
        tag = Tag(_kind(box, within), self.number, key, _role(element), _label(element))
        self._describe(tag, box)
        if tag.kind in ("Figure", "Table") and within is not None and within.label:
            # By this name the data that it is made of finds it.
            tag.entries["ID"] = within.label
        return tag

    def _describe(self, tag: Tag, box: Any) -> None:
        """Give a tag what it says of itself."""
        element = box.element
        if tag.kind in ("Figure", "Formula"):
            tag.attributes["Layout"] = {"BBox": self._bounds(box)}
            if said := _alternative(element):
                tag.entries["Alt"] = said
            else:
                logging.getLogger("weasyprint").error("A picture has no alternative text: %s", element.get("src"))
        elif tag.kind in ("TH", "TD"):
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            attributes: dict[str, Any] = {name: span for name, span in spans.items() if span != 1}
            if tag.kind == "TH" and (scope := _SCOPES.get(element.get("scope", ""))):
                attributes["Scope"] = scope
            tag.attributes["Table"] = attributes
        elif tag.kind == "L" and (numbering := _NUMBERING.get(str(box.style["list_style_type"]))):
            tag.attributes["List"] = {"ListNumbering": f"/{numbering}"}
        elif element.tag == "abbr" and element.get("title"):
            tag.entries["E"] = element.get("title")

    def _bounds(self, box: Any) -> list[float]:
        """The rectangle of a picture on its page, in points from its lower left corner (ISO 32000-1, table 344)."""
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, self.height - top - box.height, left + box.width, self.height - top)
        return [round(side * _POINTS, 2) for side in sides]


def _children(box: Any) -> Iterable[Any]:
    """What a box holds; of a table's wrapper its caption and its parts."""
    if not getattr(box, "is_table_wrapper", False):
        return getattr(box, "children", ())
    table = box.get_wrapped_table()
    return [part for child in box.children for part in (child.children if child is table else [child])]


def _kind(box: Any, within: Tag | None) -> str:
    element, name = box.element, box.element_tag
    classes = element.get("class", "").split()
    if name == "a":
        return "Link" if box.link_annotation else "Span"
    if name == "img" and "math" in classes:
        return "Formula"
    if element.get("role") == "doc-footnote":
        return "Note"
    if name in ("ol", "ul") and within is not None and (within.role == "contents" or within.kind == "TOCI"):
        return "TOC"
    if name == "li" and within is not None and within.kind == "TOC":
        return "TOCI"
    if name == "div" and "p" in classes:
        return "P"
    if name[:1] == "h" and name[1:].isdigit() and element.get("aria-level", "").isdigit():
        return f"H{int(element.get('aria-level'))}"
    # A span that floats or hangs is laid out as a block, and is still a part of its line.
    hung = name == "span" and within is not None and within.kind in ("P", *_HEADINGS)
    inline = hung or type(box).__name__.startswith("Inline")
    return _KINDS.get(name, "Span" if inline else "Div")


def _role(element: Any) -> str:
    classes = element.get("class", "").split()
    if element.tag == "nav" and "contents" in classes:
        return "contents"
    if element.get("scope") == "rowgroup":
        return ROW_GROUP
    return ENTRY if "csl-entry" in classes else ""


def _label(element: Any) -> str:
    whole = element.tag == "figure" or "table-block" in element.get("class", "").split()
    return str(element.get("id", "")) if whole else ""


def _language(element: Any) -> str:
    return str(element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _alternative(element: Any) -> str:
    if element.tag == "img":
        return str(element.get("alt", ""))
    title = element.find("{http://www.w3.org/2000/svg}title")
    return str(element.get("aria-label") or (title is not None and title.text) or "")
