"""A Word document's paragraphs and the sections as they were written in; where each was written, kept in it, out.

Each paragraph that came of a section stands in a hidden bookmark, `_bp_1` and so on, and a part of the package names
the file, the line and a fingerprint of the words of each: so that a reviewer's remark finds its line again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from briefpress.evidence.text.whereabouts import Places
from briefpress.model import Section, Written
from briefpress.origins import NAMESPACE, PREFIX, fingerprint
from briefpress.word.xml import Tree, W, new, words_of

_NOT_WRITTEN = ("SectionNumber", "Label", "Vouched")
"""Styles of letters that the author didn't write."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the paragraph of a number was written, and the fingerprint of its words."""

    number: int
    path: str
    line: int
    fingerprint: str


def mark(
    paragraphs: Iterator[tuple[int, Tree, bool]],
    sections: Sequence[Section],
    written: Mapping[str, Written],
    first: int,
) -> tuple[Place, ...]:
    """Put a bookmark around each paragraph, given with the index of its section and whether it floats; their places.

    `first` is the first number that no bookmark of the document has. A paragraph whose words aren't found, such as the
    cell of a table of data, has the line of the last one that was found.
    """
    finders: dict[int, Places] = {}
    last: dict[int, tuple[str, int]] = {}
    found: list[Place] = []
    for section, paragraph, floats in paragraphs:
        words = words_of(paragraph)
        if not words.strip():
            continue
        path = sections[section].path
        if section not in finders:
            finders[section], last[section] = Places(path, written.get(path)), (path, 1)
        span = finders[section].of(words, _aside(paragraph), floats=floats)
        place = (span.path, span.line) if span.line else last[section]
        if not floats:
            last[section] = place
        number = len(found) + 1
        found.append(Place(number, *place, fingerprint(words)))
        _bookmark(paragraph, f"{PREFIX}{number}", first + number)
    return tuple(found)


def _bookmark(paragraph: Tree, name: str, identifier: int) -> None:
    begin = 1 if paragraph.find(f"{W}pPr") is not None else 0
    paragraph.insert(begin, new("bookmarkStart", id=identifier, name=name))
    paragraph.append(new("bookmarkEnd", id=identifier))


def _aside(paragraph: Tree) -> list[tuple[int, int]]:
    """The parts of a paragraph's words that the author didn't write as they stand: numbers, labels, citations."""
    parts: list[tuple[int, int]] = []
    at, citations = 0, set[str]()
    for element in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r"):
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name", "").startswith("cite_"):
            citations.add(element.get(f"{W}id"))
        elif element.tag == f"{W}bookmarkEnd":
            citations.discard(element.get(f"{W}id"))
        elif element.tag == f"{W}r":
            length = len(words_of(element))
            style = element.find(f"{W}rPr/{W}rStyle")
            if citations or (style is not None and style.get(f"{W}val") in _NOT_WRITTEN):
                parts.append((at, at + length))
            at += length
    return parts


def part(places: Sequence[Place], name: str) -> bytes:
    """The part of the package that names the places of a brief of that name."""
    tree = etree.Element(f"{{{NAMESPACE}}}places", {"brief": name}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml's own way
    for place in places:
        etree.SubElement(tree, f"{{{NAMESPACE}}}place", {
            "n": str(place.number), "path": place.path, "line": str(place.line), "hash": place.fingerprint,
        })  # fmt: skip
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
