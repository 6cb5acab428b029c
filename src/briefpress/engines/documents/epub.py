"""The bytes of an EPUB in; the words of its spine as blocks, by the pages of its page list, out."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from typing import Any
from urllib.parse import unquote

from briefpress.engines.documents.archive import Archive, package, parsed
from briefpress.engines.documents.charset import decoded, page_of
from briefpress.engines.documents.laid import Block, Gathering
from briefpress.engines.documents.markup import gather, local
from briefpress.engines.documents.refusal import UnreadableError

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_HTML = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes) -> list[Block]:
    """The text of an EPUB in the order of its spine (EPUB 3.3, 5.7), its navigation left out."""
    archive = Archive(data, "EPUB")
    where = package(archive)
    if "META-INF/encryption.xml" in archive and b"idpf.org/2008/embedding" not in archive.read(
        "META-INF/encryption.xml"
    ):
        raise UnreadableError("its text is encrypted", "Get the book without protection from copying.")
    root = archive.tree(where)
    items = {e.get("id"): e for e in root.iter("{*}item")}
    pages = _page_list(archive, where, list(items.values()))
    gathering = Gathering()
    read_before = set()
    for place in root.iter("{*}itemref"):
        item = items.get(place.get("idref"))
        if item is None or item.get("media-type") not in _HTML or "nav" in (item.get("properties") or "").split():
            continue
        name = _path(where, item.get("href", ""))[0]
        # The spine names each part once (EPUB 3.3, 5.7.3).
        if name not in archive or name in read_before:
            continue
        read_before.add(name)
        named = pages.get(name, {})
        if "" in named:
            gathering.turn(named[""])
        gather(_tree(archive.read(name)), gathering, lambda _: False, named)
        gathering.end()
    return gathering.blocks


def _path(base: str, link: str) -> tuple[str, str]:
    """The part that a link in another part leads to, and the id in it."""
    path, _, fragment = unquote(link).partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)), fragment


def _tree(data: bytes) -> Any:
    """A part of the text as a tree: as XML, with HTML's entities as their letters; as HTML where it isn't XML."""
    text = _ENTITY.sub(lambda m: m[0] if m[1] in _OF_XML else html.unescape(m[0]), decoded(data))
    text = re.sub(r"^\s*<\?xml\b[^<>]*\?>", "", text, count=1)
    tree = parsed(text.encode())
    return page_of(data) if tree is None else tree


def _page_list(archive: Archive, where: str, items: list[Any]) -> dict[str, dict[str, str]]:
    """The names of pages by part and id, from the page list of the navigation, or of the NCX of an EPUB 2."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    # The manifest names each part once (EPUB 3.3, 5.6.2).
    for name, item in {_path(where, item.get("href", ""))[0]: item for item in items}.items():
        if name not in archive:
            continue
        if "nav" in (item.get("properties") or "").split():
            links = [
                (link.get("href", ""), "".join(link.itertext()))
                for nav in _tree(archive.read(name)).iter()
                if local(nav) == "nav" and "page-list" in (nav.get("{http://www.idpf.org/2007/ops}type") or "")
                for link in nav.iter("{*}a")
            ]
        elif item.get("media-type") == "application/x-dtbncx+xml":
            links = [
                (content.get("src", ""), "".join(target.find("{*}navLabel").itertext()))
                for target in archive.tree(name).iter("{*}pageTarget")
                if target.find("{*}navLabel") is not None
                for content in target.iter("{*}content")
            ]
        else:
            continue
        for link, said in links:
            part, fragment = _path(name, link)
            found[part].setdefault(fragment, " ".join(said.split()))
    return found
