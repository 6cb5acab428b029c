"""The files of pandoc's EPUB in; the same with live links, notes that lead back and whole navigation, out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from lxml import etree

from briefpress import htmltree, imprint, selfcitation, status
from briefpress.datamodel import ShownData
from briefpress.ebook import datapages, heldback, identity, nav, notes, package, semantics
from briefpress.ebook.xml import NAV, PACKAGE, XHTML, Tree, find, parse, serialize, spine, words_of
from briefpress.settings import Brief
from briefpress.wording import Words, language

Files = dict[str, bytes]


def mend(contents: Mapping[str, bytes], brief: Brief, shown: Iterable[ShownData] = ()) -> Files:
    """Mend what pandoc's writer leaves undone.

    Links to what is in another chapter (RSC-012), chapters named by their file, notes numbered anew in each chapter
    and without a way back, parts that don't say what they are, and navigation of the headings alone. The figures of
    charts get their pages.
    """
    words = language(brief.lang).words
    opf = parse(contents[PACKAGE])
    chapters = {name: parse(contents[name]) for name in spine(opf)}
    for tree in chapters.values():
        selfcitation.apart(tree.find(f"{XHTML}body"))
        htmltree.captions_first(tree)
        htmltree.told_math(tree)
        for image in tree.iter(f"{XHTML}img"):
            image.set("alt", image.get("alt", ""))
    notes.number(chapters.values(), words)
    semantics.tell(chapters.values(), words)
    for tree in chapters.values():
        _title(tree, brief)
        _title_page(tree, brief, words)
    listed = parse(contents[NAV])
    _title(listed, brief, words.contents)
    nav.complete(listed, chapters, brief, words)
    beside = datapages.pages(chapters, shown, words)
    pages = {**chapters, **beside}
    if words.direction == "rtl":
        for tree in (*pages.values(), listed):
            tree.set("dir", "rtl")
    _live_links(pages)
    if status.standing(brief) != "final":
        heldback.tell(pages.values(), brief)
    package.complete(opf, chapters, brief, words)
    datapages.in_package(opf, beside)
    out = dict(contents)
    out.pop("META-INF/com.apple.ibooks.display-options.xml", None)
    return out | {name: serialize(tree) for name, tree in {**pages, NAV: listed, PACKAGE: opf}.items()}


def _title(tree: Tree, brief: Brief, words: str = "") -> None:
    """A chapter's title is its heading's words, the book's where it has none."""
    heading = tree.find(f".//{XHTML}h1")
    said = words or (words_of(heading) if heading is not None else "")
    title = tree.find(f"{XHTML}head/{XHTML}title")
    if title is not None:
        title.text = said or imprint.full_title(brief)
    for style in tree.findall(f"{XHTML}head/{XHTML}style"):
        style.getparent().remove(style)


def _title_page(tree: Tree, brief: Brief, words: Words) -> None:
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
    identity.on_title_page(page, brief, words)
    if said := status.notice(brief):
        notice = etree.Element(f"{XHTML}p", {"class": "status"})
        notice.text = said
        page.insert(0, notice)


def _live_links(chapters: Mapping[str, Tree]) -> None:
    """Send each link inside the book to the chapter that has its target."""
    homes = {e.get("id"): name for name, tree in chapters.items() for e in find(tree, ".//*[@id]")}
    for name, tree in chapters.items():
        for link in tree.iter(f"{XHTML}a"):
            path, mark, fragment = (link.get("href") or "").partition("#")
            fragment = unquote(fragment)
            if not mark or ":" in path or fragment not in homes:
                continue
            home = homes[fragment]
            relative = "" if home == name else posixpath.relpath(home, posixpath.dirname(name))
            link.set("href", f"{relative}#{fragment}")
