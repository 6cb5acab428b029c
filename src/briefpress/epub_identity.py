"""The title page and the metadata of an EPUB in; the same with the brief's identifiers and language versions, out."""

from __future__ import annotations

from typing import Any

from lxml import etree

from briefpress import imprint
from briefpress.settings import Brief
from briefpress.wording import Words

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def on_title_page(page: Any, brief: Brief, words: Words) -> None:
    """Print the identifiers and the versions at the end of a title page, each linked where it has an address."""
    for line in imprint.identifier_lines(brief):
        shown = etree.SubElement(page, f"{_XHTML}p", {"class": "identifier"})
        shown.text = f"{line.label} "
        _linked(shown, line.text, line.address)
    versions = imprint.alternates(brief)
    if not versions:
        return
    shown = etree.SubElement(page, f"{_XHTML}p", {"class": "versions"})
    shown.text = f"{words.also_in} "
    for i, version in enumerate(versions):
        name = _linked(shown, version.name, version.address)
        name.set("lang", version.lang)
        name.set("{http://www.w3.org/XML/1998/namespace}lang", version.lang)
        name.set("dir", version.direction)
        if version.address:
            name.set("hreflang", version.lang)
        if i < len(versions) - 1:
            name.tail = " · "


def _linked(parent: Any, text: str, address: str) -> Any:
    element = etree.SubElement(parent, f"{_XHTML}{'a' if address else 'span'}", {"href": address} if address else {})
    element.text = text
    return element


def in_metadata(metadata: Any, brief: Brief) -> None:
    """Tell catalogues the same. A DOI is the book's own identifier already; an ISSN is that of its series."""
    known = brief.identifier
    if known.isbn:
        etree.SubElement(metadata, f"{_DC}identifier").text = f"urn:isbn:{known.isbn.replace('-', '').replace(' ', '')}"
    if known.issn:
        _meta(metadata, "dcterms:isPartOf", f"urn:issn:{known.issn}")
    creators = [c.get("id") for c in metadata.iterfind(f"{_DC}creator")]
    for creator, person in zip(creators, brief.people, strict=False):
        if person.orcid and creator:
            _meta(metadata, "dcterms:identifier", f"https://orcid.org/{person.orcid}", refines=f"#{creator}")
    for version in imprint.alternates(brief):
        if version.address:
            _meta(metadata, "dcterms:hasVersion", version.address)


def _meta(metadata: Any, name: str, value: str, **attributes: str) -> None:
    etree.SubElement(metadata, f"{_OPF}meta", {"property": name, **attributes}).text = value
