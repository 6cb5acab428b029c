"""The bytes of an artifact in; its text, in the order in which a reader meets it, and a PDF's tags, out."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree, html

from briefpress.engines import pack
from briefpress.model import Artifact
from briefpress.settings import Format

if TYPE_CHECKING:
    from briefpress.engines.pdf_text import Printed, Tag

_UNSEEN = " or ".join(
    f"local-name()='{name}'" for name in ("style", "script", "template", "annotation", "annotation-xml")
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An artifact read back: its format, its text, and the tags of a PDF."""

    format: Format
    text: str
    tags: Tag | None = None


def make_ready() -> None:
    """Import what reads PDFs: PDFium and pikepdf take their time."""
    from briefpress.engines import pdf_text  # noqa: F401  # for its imports


def read(artifact: Artifact) -> Reading:
    """The text of a PDF by its tags, of an EPUB by its spine, of a web page by its body, of a DOCX with its notes.

    Raises ValueError or an error of lxml or zipfile where it can't be read.
    """
    if artifact.format == "pdf":
        tags = printed(artifact.data).tags
        return Reading("pdf", "\n".join(piece.words for piece in tags.pieces()), tags)
    reader = {"epub": _epub, "html": _html, "docx": _docx}[artifact.format]
    return Reading(artifact.format, reader(artifact.data))


@lru_cache(maxsize=1)
def printed(data: bytes) -> Printed:
    """What a PDF says, which both the list of its pages and the checks ask for. Raises ValueError."""
    from briefpress.engines import pdf_text

    return pdf_text.read(data)


def _html(data: bytes) -> str:
    return _said(html.document_fromstring(data).find("body"))


def _epub(data: bytes) -> str:
    files = pack.unpack(data)
    pages = [etree.fromstring(files[name]) for name in spine(files)]
    # The contents repeat what stands in the chapters, where it is to be found.
    return "\n".join(_said(page.find("{*}body")) for page in pages if page.find("{*}body/{*}nav") is None)


def _docx(data: bytes) -> str:
    from briefpress.engines.documents import docx

    # The list of contents isn't read: it repeats the headings.
    return "\n".join(block.words for block in docx.read(data))


def spine(files: Mapping[str, bytes]) -> list[str]:
    """The paths of an EPUB's pages in their reading order (EPUB 3.3, 5.7), which those that aren't linear are off."""
    container = etree.fromstring(files["META-INF/container.xml"])
    package = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
    tree = etree.fromstring(files[package])
    hrefs = {item.get("id"): item.get("href", "") for item in tree.iterfind(".//{*}manifest/{*}item")}
    order = [ref for ref in tree.iterfind(".//{*}spine/{*}itemref") if ref.get("linear") != "no"]
    named = [hrefs[ref.get("idref")] for ref in order]
    return [posixpath.join(posixpath.dirname(package), unquote(href)) for href in named]


def _said(body: Any) -> str:
    return "".join(body.xpath(f".//text()[not(ancestor::*[{_UNSEEN}])]"))
