"""The chapters of an EPUB and the figures of its charts in; a page with the table of each, off the reading order, out.

A table of fifty rows between two paragraphs keeps those from the text who listen to it: a link leads there and back
(EPUB 3.3, 5.7.2: what isn't linear is reached by a link).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from lxml import etree

from briefpress import ast, datatable
from briefpress.datamodel import ShownData
from briefpress.ebook.xml import XHTML, Tree, add, find, one, words_of
from briefpress.model import Blocks, Node
from briefpress.wording import Words

_FOLDER = "EPUB/text/"


def linked(blocks: Blocks, shown: Iterable[ShownData], words: Words) -> Blocks:
    """The text with a link below each chart to the page of its figures."""
    tabled = {one.picture for one in shown if one.table}

    def lead(node: Node) -> Node | None:
        if node["t"] != "Figure":
            return None
        target = next(
            (i["c"][2][0] for i in ast.walk(node["c"][2]) if i["t"] == "Image" and i["c"][2][0] in tabled), ""
        )
        if not target:
            return None
        attr, caption, body = node["c"]
        here, there = _ids(target)
        link = {"t": "Link", "c": [ast.attr(here), ast.text(words.data), [f"#{there}", ""]]}
        way = ast.div(ast.attr("", [datatable.FIGURE_DATA]), [ast.plain_block([link])])
        return {"t": "Figure", "c": [attr, caption, [*body, way]]}

    made: Blocks = ast.rewrite(blocks, lead)
    return made


def pages(chapters: Mapping[str, Tree], shown: Iterable[ShownData], words: Words) -> dict[str, Tree]:
    """The pages by their names, for each chart that a chapter has a link below."""
    homes = {e.get("id"): (name, e) for name, tree in chapters.items() for e in find(tree, ".//h:a[@id]")}
    made = {}
    for one_shown in shown:
        here, there = _ids(one_shown.picture)
        if one_shown.table is None or here not in homes:
            continue
        name, link = homes[here]
        caption = next((words_of(c) for f in link.iterancestors(f"{XHTML}figure") for c in find(f, "h:figcaption")), "")
        title = f"{words.data}{words.colon}{caption}" if caption else words.data
        link.set("aria-label", title)
        page = _page(title, there, chapters[name])
        section = one(page, "h:body/h:section")
        table = etree.fromstring(
            datatable.markup(one_shown.table).replace("<table", f'<table xmlns="{XHTML[1:-1]}"', 1)
        )
        add(section, "div", {"class": "table-block"}).append(table)
        back = {"href": f"#{here}", "role": "doc-backlink"}
        add(add(section, "p", {"class": "backlinks"}), "a", back, words.back_to_text)
        made[f"{_FOLDER}{there}.xhtml"] = page
    return made


def in_package(opf: Tree, names: Iterable[str]) -> None:
    """Name the pages in the package, and put them behind the reading order."""
    for name in names:
        identifier = PurePosixPath(name).stem
        address = name.removeprefix("EPUB/")
        add(one(opf, "o:manifest"), "item", {"id": identifier, "href": address, "media-type": "application/xhtml+xml"})
        add(one(opf, "o:spine"), "itemref", {"idref": identifier, "linear": "no"})


def _ids(picture: str) -> tuple[str, str]:
    """The ids of a chart's link, and of the page of its figures."""
    name = PurePosixPath(picture).stem
    return f"to-data-{name}", f"data-{name}"


def _page(title: str, identifier: str, chapter: Tree) -> Tree:
    """An empty page in the style of a chapter, under its title."""
    page = etree.Element(f"{XHTML}html", chapter.attrib, nsmap=chapter.nsmap)
    head = add(page, "head")
    add(head, "meta", {"charset": "utf-8"})
    add(head, "title", text=title)
    for sheet in find(chapter, "h:head/h:link[@rel='stylesheet']"):
        add(head, "link", sheet.attrib)
    section = add(add(page, "body"), "section", {"id": identifier})
    add(section, "h1", text=title)
    return page
