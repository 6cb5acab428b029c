"""The title page and the metadata of an EPUB in; the same with the brief's identifiers and language versions, out."""

from __future__ import annotations

from briefpress import identifiers, imprint
from briefpress.ebook.xml import DC, XHTML, Tree, add
from briefpress.settings import Brief
from briefpress.wording import Words


def on_title_page(page: Tree, brief: Brief, words: Words) -> None:
    """Print the note of a revision, the identifiers and the versions at the end of a title page, with their links."""
    label, note = imprint.revision_note(brief)
    if note:
        shown = add(page, "p", {"class": "revision"})
        add(shown, "b", {}, label).tail = note
        for date in page.iterfind(f"{XHTML}p[@class='date']"):
            date.addnext(shown)
    for line in imprint.identifier_lines(brief):
        shown = add(page, "p", {"class": "identifier"})
        add(shown, "bdi", {}, line.label).tail = " "
        _linked(shown, line.text, line.address).set("dir", "ltr")
    if address := imprint.newest_at(brief):
        shown = add(page, "p", {"class": "newest"}, f"{words.editions.newest} ")
        _linked(shown, address, address).set("dir", "ltr")
    versions = imprint.alternates(brief)
    if not versions:
        return
    shown = add(page, "p", {"class": "versions"}, f"{words.also_in} ")
    for i, version in enumerate(versions):
        name = _linked(shown, version.name, version.address)
        name.set("lang", version.lang)
        name.set("{http://www.w3.org/XML/1998/namespace}lang", version.lang)
        name.set("dir", version.direction)
        if version.address:
            name.set("hreflang", version.lang)
        if i < len(versions) - 1:
            name.tail = " · "


def _linked(parent: Tree, text: str, address: str) -> Tree:
    return add(parent, "a" if address else "span", {"href": address} if address else {}, text)


def in_metadata(metadata: Tree, brief: Brief) -> None:
    """Tell catalogues who wrote the brief, and its versions."""
    creators = [c.get("id") for c in metadata.iterfind(f"{DC}creator")]
    for creator, person in zip(creators, brief.people, strict=False):
        if person.orcid and creator:
            about = {"refines": f"#{creator}", "property": "dcterms:identifier"}
            add(metadata, "meta", about, identifiers.address("orcid", person.orcid))
    for version in imprint.alternates(brief):
        if version.address:
            add(metadata, "meta", {"property": "dcterms:hasVersion"}, version.address)
