"""WeasyPrint 70's tagging in; ours in its place, out: one tree of the whole text, made of its boxes.

WeasyPrint tags each page by itself, by the names of HTML elements alone. So a paragraph that goes on overleaf is two
of them with the notes of the first page between, a note is no Note, a list of contents no TOC. What a tag should be
is known where the boxes are, so that the tree is made there, and not mended in the PDF.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Let WeasyPrint tag in our way; calling it again changes nothing."""
    from weasyprint import pdf

    from briefpress.engines.tags import drawing, links

    drawing.mark_content()
    links.describe_links()
    pdf.add_tags = _add_tags


def _add_tags(pdf: Any, document: Any, _version: Any, page_streams: list[Any]) -> None:
    """Make the tags of a document that is drawn."""
    import pydyf

    from briefpress.engines.tags import boxes, drawing, links, rules, tables, tree, writing

    language = document.metadata.lang or ""
    drawn = zip(document.pages, page_streams, strict=True)
    pages = [
        boxes.tags_of_page(page._page_box, stream._tags, number, language)
        for number, (page, stream) in enumerate(drawn)
    ]
    loose = tree.Loose()
    root = tree.one_tree(pages, loose)
    rules.nest(root, loose)
    for mark in loose.marks:
        drawing.make_artifact(mark)
    tables.head_cells(root)
    links.drop_others(pdf, root)
    writing.write(pdf, root)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true", "Suspects": "false"})
    pdf.catalog.setdefault("Lang", pydyf.String())
