"""WeasyPrint 70's drawing in; the same as PDF/A wants it, with what is no part of the text marked as artifacts, out.

ISO 32000-1, 14.8.2.2: running heads and page numbers are artifacts of pagination. WeasyPrint draws them as content
that stands in no tag; and a picture that says nothing as content without a description.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from briefpress.engines.tags.tag import Mark
from briefpress.model import DECORATIVE

_RUNNING = {"top": ("/Header", "/Top"), "bottom": ("/Footer", "/Bottom")}
"""The subtype of an artifact of pagination, and the edge that it stands at (ISO 32000-1, table 330)."""


def mark_content() -> None:
    """Let WeasyPrint mark content in our way; calling it again changes nothing."""
    from weasyprint import document
    from weasyprint.pdf.stream import Stream

    if getattr(Stream.marked, "knows_artifacts", False):
        return
    draw_page = document.draw_page

    def draw(page: Any, stream: Any) -> None:
        for box in page.children:
            if type(box).__name__ == "MarginBox":
                for part in box.descendants():
                    part.at_edge = box.at_keyword
        draw_page(page, stream)

    def marked(self: Any, box: Any, kind: str) -> Iterator[None]:
        if self._tags is None:
            yield
            return
        edge = getattr(box, "at_edge", None)
        if edge is not None:
            self.begin_marked_content("Artifact", _pagination(edge))
        elif is_decoration(box):
            self.begin_marked_content("Artifact")
        else:
            mark = Mark(self, len(self.stream), len(self._tags))
            self._tags[box] = mark
            self.begin_marked_content(kind, _dictionary({"MCID": mark.mcid}))
        yield
        self.end_marked_content()

    add_image = Stream.add_image

    def add_plain_image(self: Any, image: Any, _interpolate: Any, ratio: Any) -> Any:
        # ISO 19005-3, 6.2.8: no picture is interpolated. Readers make them smooth all the same.
        return add_image(self, image, False, ratio)

    document.draw_page = draw
    Stream.add_image = add_plain_image
    Stream.marked = contextmanager(marked)
    Stream.marked.knows_artifacts = True


def make_artifact(mark: Mark) -> None:
    """Take a piece of content out of the text: a space that layout left, or the head of a table that a page repeats."""
    kind = "/Layout" if mark.blank else "/Pagination"
    mark.stream.stream[mark.at : mark.at + 2] = ["/Artifact", _dictionary({"Type": kind})]


def is_decoration(box: Any) -> bool:
    """Whether a box is a picture that says nothing (ISO 14289-1, 7.3)."""
    return box.element is not None and box.element.tag == "img" and box.element.get("alt") == DECORATIVE


def _pagination(edge: str) -> Any:
    """The properties of a running head, or of what else stands in the margin of a page."""
    import pydyf

    said = {"Type": "/Pagination"}
    kind = _RUNNING.get(edge.lstrip("@").partition("-")[0])
    if kind:
        said |= {"Subtype": kind[0], "Attached": pydyf.Array([kind[1]])}
    return _dictionary(said)


def _dictionary(entries: dict[str, Any]) -> Any:
    import pydyf

    return pydyf.Dictionary(entries)
