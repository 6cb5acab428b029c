"""The files of pandoc's EPUB in; the same with live links, notes that lead back, and metadata that is true, out."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree

from briefpress import htmltree, imprint, paragraphs, status
from briefpress.model import UNDESCRIBED, Book
from briefpress.settings import Brief
from briefpress.wording import Words, language

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
_NS = {"h": XHTML[1:-1], "o": OPF[1:-1]}
PACKAGE = "EPUB/content.opf"
NAV = "EPUB/nav.xhtml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)

Tree: TypeAlias = Any
"""An element of lxml's XML tree."""

Files = dict[str, bytes]


def finish(contents: Mapping[str, bytes], brief: Brief, book: Book) -> Files:
    """Mend what pandoc's writer leaves undone.

    Links to what is in another chapter (RSC-012), chapters named by their file, notes numbered anew in each chapter
    and without a way back, and a package that claims features whatever it holds.
    """
    words = language(brief.lang).words
    package = etree.fromstring(contents[PACKAGE], _PARSER)
    names = _spine(package)
    pages = {name: etree.fromstring(contents[name], _PARSER) for name in names}
    for tree in pages.values():
        htmltree.captions_first(tree)
        htmltree.told_math(tree)
        for image in tree.iter(f"{XHTML}img"):
            image.set("alt", image.get("alt", ""))
    _number_notes([pages[n] for n in names], words)
    for tree in pages.values():
        _title(tree, brief)
    for title_page in pages.values():
        _title_page(title_page, brief)
    if brief.status != "final":
        _held_back([pages[n] for n in names], brief)
    nav: Tree = etree.fromstring(contents[NAV], _PARSER)
    _title(nav, brief, words.contents)
    for span in nav.xpath(".//h:span[not(normalize-space())]", namespaces=_NS):
        _take_out(span)
    # Contents are words: a picture's address would be that of a chapter, and a formula's source be read out behind it.
    for picture in nav.xpath(".//h:a//h:img|.//h:a//*[local-name()='math']", namespaces=_NS):
        formula = picture.xpath(".//text()[not(ancestor::*[starts-with(local-name(), 'annotation')])]")
        picture.tail = picture.get("alt", "".join(formula)) + (picture.tail or "")
        _take_out(picture)
    for link in nav.xpath(".//h:a[not(normalize-space())]", namespaces=_NS):
        # A text before the first heading: pandoc gives its chapter no name.
        link.text = brief.title
    _landmarks(nav, names, words)
    if words.direction == "rtl":
        for tree in (*pages.values(), nav):
            tree.set("dir", "rtl")
        spine = package.find(f"{OPF}spine")
        assert spine is not None  # noqa: S101  # pandoc always writes one
        spine.set("page-progression-direction", "rtl")
    _live_links(pages)
    _true_metadata(package, list(pages.values()), book, brief)
    out = dict(contents)
    out.pop("META-INF/com.apple.ibooks.display-options.xml", None)
    return out | {name: _bytes(tree) for name, tree in {**pages, NAV: nav, PACKAGE: package}.items()}


def _bytes(tree: Tree) -> bytes:
    doctype = "<!DOCTYPE html>" if tree.tag == f"{XHTML}html" else None
    data: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True, doctype=doctype)  # type: ignore[arg-type, assignment]  # the stubs know no None
    return data


def _spine(package: Tree) -> list[str]:
    """The names of the chapters, in reading order."""
    hrefs = {i.get("id"): i.get("href") for i in package.iterfind(f"{OPF}manifest/{OPF}item")}
    order = (hrefs[i.get("idref")] for i in package.iterfind(f"{OPF}spine/{OPF}itemref"))
    return [f"EPUB/{href}" for href in order if href and href != "nav.xhtml"]


def _number_notes(chapters: list[Tree], words: Words) -> None:
    """Number the notes through the book, as paper and screen do, and give each its way back."""
    count = 0
    for chapter in chapters:
        names: dict[str, str] = {}
        for call in chapter.iterfind(f".//{XHTML}a[@role='doc-noteref']"):
            count += 1
            names[call.get("href", "")[1:]] = f"fn{count}"
            call.set("href", f"#fn{count}")
            call.set("id", f"fnref{count}")
            call.text = str(count)
        for note in chapter.iterfind(f".//{XHTML}aside[@role='doc-footnote']"):
            name = names.get(note.get("id", ""), note.get("id", ""))
            note.set("id", name)
            number = name.removeprefix("fn")
            back = etree.Element(
                f"{XHTML}a", {"href": f"#fnref{number}", "role": "doc-backlink", "class": "note-number"}
            )
            back.set("title", words.back_to_text)
            back.text = number
            _before_words(note, back)
        for section in chapter.iterfind(f".//{XHTML}section[@{OPS}type='footnotes']"):
            section[:] = sorted(section, key=lambda e: int((e.get("id") or "fn0").removeprefix("fn")))
            section.set("role", "doc-endnotes")
            section.set("aria-label", words.notes)
            section.set("id", "notes")
            # EPUBCheck and reading systems know these asides as pop-ups; a rule above them is for the eye.
            for rule in section.findall(f"{XHTML}hr"):
                section.remove(rule)


def _before_words(note: Tree, link: Tree) -> None:
    """Put a link before the first words of a note."""
    first = note[0] if len(note) and note[0].tag == f"{XHTML}p" else note
    link.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, link)


def _title(tree: Tree, brief: Brief, words: str = "") -> None:
    """A chapter's title is its heading's words, the book's where it has none."""
    heading = tree.find(f".//{XHTML}h1")
    said = words or (_words_of(heading) if heading is not None else "")
    title = tree.find(f"{XHTML}head/{XHTML}title")
    if title is not None:
        title.text = said or imprint.full_title(brief)
    for style in tree.findall(f"{XHTML}head/{XHTML}style"):
        style.getparent().remove(style)


def _words_of(heading: Tree) -> str:
    """A heading's words without the calls of notes in it."""
    words = heading.xpath(".//text()[not(ancestor::h:a[@role='doc-noteref'])]", namespaces=_NS)
    return " ".join("".join(words).split())


def _take_out(element: Tree) -> None:
    """Remove an element, but not the words behind it."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _title_page(tree: Tree, brief: Brief) -> None:
    page = tree.find(f".//{XHTML}section[@class='titlepage']")
    if page is None:
        return
    for line in page:
        if line.get("class") == "subtitle":
            line.tag = f"{XHTML}p"
            line.set("role", "doc-subtitle")
        if line.get("class") == "date":
            line.text = imprint.date_line(brief)
        if line.get("class") == "rights":
            line.tag = f"{XHTML}p"
            address = imprint.licence_address(brief.licence)
            if address:
                line.text = None
                etree.SubElement(line, f"{XHTML}a", {"href": address}).text = imprint.licence_name(brief.licence)
    if brief.status != "final":
        notice = etree.Element(f"{XHTML}p", {"class": "status"})
        notice.text = status.notice(brief)
        page.insert(0, notice)


def _held_back(chapters: list[Tree], brief: Brief) -> None:
    """Say at the head of each chapter that the edition isn't final, and number its paragraphs."""
    bodies = [chapter.find(f"{XHTML}body") for chapter in chapters]
    paragraphs.number(bodies)
    for body in bodies:
        if body.find(f".//{XHTML}section[@class='titlepage']") is None:
            notice = etree.Element(f"{XHTML}section", {"class": "notice", f"{OPS}type": "notice", "role": "doc-notice"})
            etree.SubElement(notice, f"{XHTML}p").text = status.notice(brief)
            body.insert(0, notice)


def _landmarks(nav: Tree, names: list[str], words: Words) -> None:
    """Where the text begins, for reading systems that offer to go there."""
    entries = nav.find(f".//{XHTML}nav[@{OPS}type='landmarks']/{XHTML}ol")
    heading = nav.find(f".//{XHTML}nav[@{OPS}type='toc']/{XHTML}h1")
    if heading is not None:
        heading.text = words.contents
    if entries is not None and len(names) > 1:
        item = etree.SubElement(entries, f"{XHTML}li")
        link = etree.SubElement(item, f"{XHTML}a", {"href": names[1].removeprefix("EPUB/"), f"{OPS}type": "bodymatter"})
        link.text = words.section


def _live_links(pages: Mapping[str, Tree]) -> None:
    """Send each link inside the book to the chapter that has its target."""
    homes = {e.get("id"): name for name, tree in pages.items() for e in tree.iter() if e.get("id")}
    for name, tree in pages.items():
        for link in tree.iter(f"{XHTML}a"):
            path, mark, fragment = (link.get("href") or "").partition("#")
            fragment = unquote(fragment)
            if not mark or ":" in path or fragment not in homes:
                continue
            home = homes[fragment]
            relative = "" if home == name else posixpath.relpath(home, posixpath.dirname(name))
            link.set("href", f"{relative}#{fragment}")


@dataclass(frozen=True, slots=True)
class _Holdings:
    """What accessibility metadata speaks of, as found in the chapters."""

    pictures: int
    described: int
    math: int
    tables: int

    @property
    def complete(self) -> bool:
        """Whether every picture has its alternative text."""
        return self.pictures == self.described


def _holdings(chapters: list[Tree]) -> _Holdings:
    pictures = [e for c in chapters for e in c.iter(f"{XHTML}img")]
    spoken = [e for e in pictures if e.get("alt") is not None and UNDESCRIBED not in (e.get("class") or "").split()]
    math = sum(1 for c in chapters for e in c.iter() if str(e.tag).endswith("}math"))
    tables = sum(1 for c in chapters for _ in c.iter(f"{XHTML}table"))
    return _Holdings(len(pictures), len(spoken), math, tables)


def _true_metadata(package: Tree, chapters: list[Tree], book: Book, brief: Brief) -> None:
    """Accessibility metadata (schema.org, EPUB Accessibility 1.1) that follows from what the book holds."""
    metadata = package.find(f"{OPF}metadata")
    assert metadata is not None  # noqa: S101  # pandoc always writes one
    for meta in metadata.findall(f"{OPF}meta"):
        if (meta.get("property") or "").startswith("schema:"):
            metadata.remove(meta)
    held = _holdings(chapters)
    claims = [("accessMode", "textual")]
    claims += [("accessMode", "visual")] if held.pictures else []
    if held.complete:
        claims.append(("accessModeSufficient", "textual"))
    claims += [("accessModeSufficient", "textual,visual")] if held.pictures else []
    claims += [("accessibilityFeature", f) for f in ("readingOrder", "structuralNavigation", "tableOfContents")]
    if held.pictures and held.complete:
        claims.append(("accessibilityFeature", "alternativeText"))
    if held.math:
        claims.append(("accessibilityFeature", "MathML"))
    claims += [("accessibilityHazard", "none"), ("accessibilitySummary", _summary(held, book))]
    for name, value in claims:
        etree.SubElement(metadata, f"{OPF}meta", {"property": f"schema:{name}"}).text = value
    if held_back := status.SCHEMA[brief.status]:
        etree.SubElement(metadata, f"{OPF}meta", {"property": "schema:creativeWorkStatus"}).text = held_back
    address = imprint.licence_address(brief.licence)
    if address:
        etree.SubElement(metadata, f"{OPF}link", {"rel": "dcterms:license", "href": address})


def _summary(held: _Holdings, book: Book) -> str:
    parts = ["Headings, a table of contents and reading order are marked up."]
    if held.pictures:
        count = "The one picture has" if held.pictures == 1 else f"All {held.pictures} pictures have"
        lacking = f"{held.pictures - held.described} of {held.pictures} pictures lack alternative text."
        parts.append(f"{count} alternative text." if held.complete else lacking)
    if held.tables:
        parts.append("Tables have header cells." if held.tables > 1 else "The table has header cells.")
    if book.inventory.notes:
        parts.append("Notes are linked to their calls, both ways.")
    return " ".join(parts)
