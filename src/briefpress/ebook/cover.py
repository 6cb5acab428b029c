"""A picture and the parts of an EPUB in; the page of its cover in them, out."""

from __future__ import annotations

from briefpress.ebook import nav, package
from briefpress.ebook.xml import OPS, Tree, add, parse
from briefpress.model import Picture
from briefpress.settings import Brief
from briefpress.wording import Words

PAGE = "EPUB/cover.xhtml"
FOLDER = "EPUB/media/"
_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_EMPTY = b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"/>'


def page(picture: Picture, brief: Brief, words: Words) -> Tree:
    """The page that shows the cover, with its alternative text."""
    tree = parse(_EMPTY)
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        tree.set(name, brief.lang)
    if words.direction == "rtl":
        tree.set("dir", "rtl")
    head = add(tree, "head")
    add(head, "meta", {"charset": "utf-8"})
    add(head, "title", text=words.ebook.cover)
    add(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "styles/stylesheet1.css"})
    body = add(tree, "body", {f"{OPS}type": "cover", "class": "cover"})
    add(body, "img", {"role": "doc-cover", "src": f"media/{picture.name}", "alt": picture.described})
    return tree


def put_in(opf: Tree, listed: Tree, picture: Picture, words: Words) -> None:
    """Make the cover known to the package, and to the landmarks."""
    ending = picture.name[picture.name.rindex(".") :]
    package.add_cover(opf, PAGE.removeprefix("EPUB/"), f"media/{picture.name}", _TYPES[ending])
    nav.lead_to_cover(listed, PAGE, words)
