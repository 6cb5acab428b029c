"""An EPUB and a PDF of one edition in; the page on which each id stands in either, and what follows each break, out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from lxml import etree

from briefpress import readback
from briefpress.engines import pack

_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True)
class Breaks:
    """The breaks of an EPUB in reading order: the label of each, the page (from 1) by id, the words of each page."""

    labels: list[str]
    page_of: dict[str, int]
    words: dict[int, str]


def of_epub(data: bytes) -> Breaks:
    """What a reader who goes from page to page finds."""
    files = pack.unpack(data)
    labels: list[str] = []
    page_of: dict[str, int] = {}
    words: dict[int, list[str]] = {}
    for name in readback.spine(files):
        chapter = name.startswith("EPUB/text/")
        for event, element in etree.iterwalk(etree.fromstring(files[name]).find("{*}body"), ("start", "end")):
            notes = "doc-endnotes" in [e.get("role") for e in (element, *element.iterancestors())]
            if event == "start":
                if element.get(_TYPE) == "pagebreak":
                    labels.append(element.get("aria-label"))
                elif element.get("id") and labels and chapter and not notes:
                    page_of.setdefault(element.get("id"), len(labels))
            text = element.text if event == "start" else element.tail
            if labels and text and (not notes or (event == "end" and element.get("role") == "doc-endnotes")):
                words.setdefault(len(labels), []).append(text)
    return Breaks(labels, page_of, {page: "".join(said) for page, said in words.items()})


def of_pdf(data: bytes) -> tuple[list[str], dict[str, int]]:
    """The labels of a PDF's pages, and the page (from 1) that each named place is on."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        numbers = {page.obj.objgen: i for i, page in enumerate(pdf.pages, 1)}
        places: dict[str, Any] = dict(pikepdf.NameTree(pdf.Root.Names.Dests))
        found = {name: place.D if isinstance(place, pikepdf.Dictionary) else place for name, place in places.items()}
        return labels, {name: numbers[place[0].objgen] for name, place in found.items()}


def differing(report: Any) -> dict[str, tuple[int, int]]:
    """Each heading, figure and table whose page in the EPUB isn't its page in the PDF, with both.

    What stands in a note has the page of its note, which an e-book keeps elsewhere.
    """
    made = {a.format: a for a in report.artifacts}
    breaks, (labels, places) = of_epub(made["epub"].data), of_pdf(made["pdf"].data)
    assert breaks.labels == labels, "each page once, and in order"
    inventory = made["epub"].inventory
    wanted = (*inventory.headings, *inventory.figures, *inventory.tables)
    both = {i: (breaks.page_of[i], places[i]) for i in wanted if i in breaks.page_of}
    return {i: pages for i, pages in both.items() if pages[0] != pages[1]}
