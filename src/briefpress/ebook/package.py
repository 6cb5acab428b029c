"""The package document of an EPUB in; the same with identifiers, languages and a reading order that are whole, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from briefpress import identifiers, imprint, status
from briefpress.ebook import identity
from briefpress.ebook.xml import DC, NAV, OPF, Tree, add, find, one
from briefpress.settings import Brief
from briefpress.wording import Words


def complete(opf: Tree, chapters: Mapping[str, Tree], brief: Brief, words: Words) -> None:
    """Say what pandoc doesn't: the series' ISSN, the book's ISBN, languages of sections, the licence's address.

    The contents stand in the reading order, behind the title page: landmarks lead there.
    """
    metadata = _plain(one(opf, "o:metadata"))
    for old in find(metadata, "o:meta[starts-with(@property, 'schema:')]"):
        metadata.remove(old)
    if brief.identifier.issn:
        _issn(metadata, brief.identifier.issn)
    if brief.identifier.isbn and "pdf" not in brief.formats:
        # An ISBN is of one format (ISO 2108, 5.2): of the PDF where there is one.
        add(metadata, f"{DC}identifier", text=identifiers.urn("isbn", brief.identifier.isbn))
    for tag in _languages(chapters.values()):
        if tag != brief.lang:
            add(metadata, f"{DC}language", text=tag)
    address = imprint.licence_address(brief.licence)
    if address:
        add(metadata, "link", {"rel": "dcterms:license", "href": address})
    if standing := status.SCHEMA[status.standing(brief)]:
        add(metadata, "meta", {"property": "schema:creativeWorkStatus"}, standing)
    identity.in_metadata(metadata, brief)
    itemrefs = one(opf, "o:spine")
    if words.direction == "rtl":
        itemrefs.set("page-progression-direction", "rtl")
    contents = next(i.get("id") for i in find(opf, "o:manifest/o:item") if f"EPUB/{i.get('href')}" == NAV)
    if not find(itemrefs, f"o:itemref[@idref='{contents}']"):
        add(itemrefs, "itemref", {"idref": contents})
        itemrefs.insert(1, itemrefs[-1])


def _plain(metadata: Tree) -> Tree:
    """The metadata without a second prefix for its own namespace, which what is added would bear."""
    plain = etree.Element(metadata.tag, nsmap={None: OPF[1:-1], "dc": DC[1:-1]})  # type: ignore[dict-item]  # the stubs know no None
    plain.text, plain.tail = metadata.text, metadata.tail
    plain.extend(list(metadata))
    metadata.getparent().replace(metadata, plain)
    return plain


def _issn(metadata: Tree, issn: str) -> None:
    """The ISSN is the series' own, where the brief names one; else of what the brief is part of."""
    series = find(metadata, "o:meta[@property='belongs-to-collection']")
    if series:
        add(
            metadata,
            "meta",
            {"refines": f"#{series[0].get('id')}", "property": "dcterms:identifier"},
            identifiers.urn("issn", issn),
        )
    else:
        add(metadata, "meta", {"property": "dcterms:isPartOf"}, identifiers.urn("issn", issn))


def _languages(chapters: Iterable[Tree]) -> list[str]:
    """The languages of whole sections, in their order."""
    return list(
        dict.fromkeys(e.get("lang") for c in chapters for e in find(c, "h:body/h:section[@lang]|.//h:h1[@lang]"))
    )


def add_cover(opf: Tree, page: str, picture: str, media_type: str) -> None:
    """Put a cover into the book: its page first in the reading order, its picture for the reader's shelf."""
    manifest = one(opf, "o:manifest")
    add(manifest, "item", {"id": "cover", "href": page, "media-type": "application/xhtml+xml"})
    about = {"id": "cover-image", "href": picture, "media-type": media_type, "properties": "cover-image"}
    add(manifest, "item", about)
    itemrefs = one(opf, "o:spine")
    add(itemrefs, "itemref", {"idref": "cover"})
    itemrefs.insert(0, itemrefs[-1])
