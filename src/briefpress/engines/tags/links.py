"""The links that WeasyPrint makes in; each one annotation a line, which says where it leads, out.

ISO 14289-1, 7.18.5: a link says in Contents what it is, and its annotations stand in its Link.
"""

from __future__ import annotations

from typing import Any

from briefpress.engines.tags.tag import Annotation, Tag

_PRINT = 4
"""The Print flag of an annotation (ISO 32000-1, table 165): bit 3."""


def describe_links() -> None:
    """Let the links of a page say the words that they are made of; calling it again changes nothing."""
    from weasyprint import pdf

    original = pdf.add_links
    if getattr(original, "describes", False):
        return

    def add_links(links_and_anchors: Any, matrix: Any, document: Any, page: Any, names: Any, tags: Any) -> None:
        import pydyf

        original(links_and_anchors, matrix, document, page, names, tags)
        for _, target, _, box in links_and_anchors[0]:
            if box.link_annotation is not None:
                box.link_annotation["F"] = _PRINT
                box.link_annotation["Contents"] = pydyf.String(_words(box.element) or _drawn(box) or target)

    add_links.describes = True  # type: ignore[attr-defined]  # a mark on a function of ours
    pdf.add_links = add_links


def drop_others(pdf: Any, root: Tag) -> None:
    """Leave the links that stand in a Link.

    WeasyPrint makes one more for every element in a link, and for what a style sheet adds to it: they lie on it.
    """
    kept = {kid.obj.reference for tag in root.walk() for kid in tag.kids if isinstance(kid, Annotation)}
    for reference in pdf.page_references:
        page = pdf.objects[int(reference.split()[0])]
        if "Annots" in page:
            page["Annots"][:] = [a for a in page["Annots"] if a in kept]
            if not page["Annots"]:
                del page["Annots"]


def _words(element: Any) -> str:
    """The words of a link, those of pictures in it too."""
    if element is None:
        return ""
    said = element.get("aria-label") or element.get("title")
    parts = [said] if said else list(_text(element))
    return " ".join("".join(parts).split())


def _drawn(box: Any) -> str:
    """The words that a style sheet puts into a link, such as the number of a page."""
    return " ".join("".join(part.text for part in box.descendants() if hasattr(part, "text")).split())


def _text(element: Any) -> Any:
    yield element.text or element.get("alt") or ""
    for child in element:
        yield from _text(child)
        yield child.tail or ""
