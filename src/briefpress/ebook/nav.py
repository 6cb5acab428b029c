"""The chapters of an EPUB in; its navigation document out: contents, lists of figures and tables, landmarks, pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from briefpress.ebook.xml import NAV, OPS, Tree, add, find, one, take_out, words_of
from briefpress.settings import Brief
from briefpress.wording import Words

if TYPE_CHECKING:
    from briefpress.ebook.pagelist import Break

_FIGURES = ".//h:figure[@id][h:figcaption]"
_TABLES = ".//h:div[@id][contains(concat(' ', @class, ' '), ' table-block ')][h:table/h:caption]"


def complete(nav: Tree, chapters: Mapping[str, Tree], brief: Brief, words: Words) -> None:
    """Make the contents plain words, and add the lists of figures and tables, and the landmarks."""
    _plain_contents(nav, brief, words)
    body = one(nav, "h:body")
    old = one(nav, ".//h:nav[@e:type='landmarks']")
    body.remove(old)
    figures = [(words_of(one(e, "h:figcaption")), _address(name, e)) for name, e in _all(chapters, _FIGURES)]
    tables = [(words_of(one(e, "h:table/h:caption")), _address(name, e)) for name, e in _all(chapters, _TABLES)]
    if figures:
        _list(body, "loi", words.ebook.figures, figures)
    if tables:
        _list(body, "lot", words.ebook.tables, tables)
    _landmarks(body, chapters, words)


def list_pages(nav: Tree, breaks: Iterable[Break], words: Words) -> None:
    """Add the list of the pages of the PDF, and its landmark."""
    listed = _list(
        one(nav, "h:body"), "page-list", words.ebook.pages, [(b.label, _inside(b.file, b.id)) for b in breaks]
    )
    listed.set("role", "doc-pagelist")
    listed.set("hidden", "hidden")
    _landmark(one(nav, ".//h:nav[@e:type='landmarks']/h:ol"), "page-list", words.ebook.pages, "nav.xhtml#page-list")


def _plain_contents(nav: Tree, brief: Brief, words: Words) -> None:
    for span in find(nav, ".//h:span[not(normalize-space())]"):
        take_out(span)
    # Contents are words: a picture's address would be that of a chapter, and a formula be read out twice.
    for picture in find(nav, ".//h:a//h:img|.//h:a//*[local-name()='math']"):
        picture.tail = picture.get("alt", words_of(picture)) + (picture.tail or "")
        take_out(picture)
    for link in find(nav, ".//h:a[not(normalize-space())]"):
        # A text before the first heading: pandoc gives its chapter no name.
        link.text = brief.title
    one(nav, ".//h:nav[@e:type='toc']/h:h1").text = words.contents


def _all(chapters: Mapping[str, Tree], path: str) -> list[tuple[str, Tree]]:
    return [(name, element) for name, tree in chapters.items() for element in find(tree, path)]


def _inside(file: str, anchor: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(NAV)) + (f"#{anchor}" if anchor else "")


def _address(file: str, element: Tree) -> str:
    return _inside(file, element.get("id"))


def _list(body: Tree, kind: str, title: str, entries: Iterable[tuple[str, str]]) -> Tree:
    listed = add(body, "nav", {f"{OPS}type": kind, "id": kind, "aria-labelledby": f"{kind}-title"})
    add(listed, "h2", {"id": f"{kind}-title"}, title)
    items = add(listed, "ol", {"class": kind})
    for said, address in entries:
        add(add(items, "li"), "a", {"href": address}, said)
    return listed


def _landmarks(body: Tree, chapters: Mapping[str, Tree], words: Words) -> None:
    """The parts of the book, for reading systems that offer to go there."""
    listed = _list(body, "landmarks", words.ebook.landmarks, ())
    listed.set("hidden", "hidden")
    items = one(listed, "h:ol")
    for name, tree in chapters.items():
        if find(tree, ".//*[@e:type='titlepage']"):
            _landmark(items, "titlepage", words.ebook.title_page, _inside(name, ""))
    _landmark(items, "toc", words.contents, "nav.xhtml#toc")
    for kind, title in (("loi", words.ebook.figures), ("lot", words.ebook.tables)):
        if find(body, f"h:nav[@id='{kind}']"):
            _landmark(items, kind, title, f"nav.xhtml#{kind}")
    text = next((name for name, tree in chapters.items() if find(tree, "h:body[@e:type='bodymatter']")), "")
    if text:
        _landmark(items, "bodymatter", words.ebook.beginning, _inside(text, ""))
    for name, listed in _all(chapters, ".//*[@role='doc-bibliography'][@id]"):
        _landmark(items, "bibliography", words.references, _address(name, listed))


def _landmark(items: Tree, kind: str, title: str, address: str) -> None:
    add(add(items, "li"), "a", {f"{OPS}type": kind, "href": address}, title)


def lead_to_cover(nav: Tree, file: str, words: Words) -> None:
    """Make the cover the first of the landmarks."""
    items = one(nav, ".//h:nav[@e:type='landmarks']/h:ol")
    _landmark(items, "cover", words.ebook.cover, _inside(file, ""))
    items.insert(0, items[-1])
