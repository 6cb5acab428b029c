"""WeasyPrint 70's tagging in; the same, with the HTML element that each tag is for told in the tag, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KEY = "BriefpressElement"
"""The entry of a structure element that names its HTML element; `pdf_tags.mend` takes it off again."""

NOTES = "notes"
"""What stands in that entry for the foot of a page, where the notes are."""

CALL = "::footnote-call"
"""How the entry ends for the call of a note, which is of the note's own element."""

ANONYMOUS = "~"
"""How it ends for a box that layout made between those of an element and of its children."""


def name_elements() -> None:
    """Let WeasyPrint tell which tags are pieces of one element; calling it again changes nothing.

    It tags each page by itself: a paragraph that goes on overleaf is two paragraphs, with the notes of the first page
    between them.
    """
    from weasyprint.pdf import tags

    original = tags._build_box_tree
    if getattr(original, "names_elements", False):
        return
    open_elements: list[Any] = []

    def build(box: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        element = box.element
        key = NOTES if type(box).__name__ == "FootnoteAreaBox" else ""
        if element is not None:
            pseudo = box.element_tag.partition("::")[2]
            again = not pseudo and open_elements and open_elements[-1] is element
            key = f"{id(element)}{'::' + pseudo if pseudo else ANONYMOUS if again else ''}"
        open_elements.append(element)
        for tag in original(box, *rest):
            if tag["S"] == "/Div" and element is not None and element.get("role") == "doc-footnote":
                # A note that stands in the text, not at the foot of a page.
                tag["S"] = "/Note"
            if element is not None and element.tag == "img" and "math" in element.get("class", "").split():
                tag["S"] = "/Formula"
            if key and KEY not in tag:
                tag[KEY] = f"/{key}"
            yield tag
        open_elements.pop()

    build.names_elements = True  # type: ignore[attr-defined]  # a mark on a function of ours
    tags._build_box_tree = build
