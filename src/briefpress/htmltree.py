"""pandoc's HTML in; the same as a tree with notes at their calls, pictures within, and sound links, out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from lxml import etree, html
from markupsafe import escape

from briefpress.wording import Words

Element: TypeAlias = Any
"""An element of lxml's HTML tree; its stubs know no HtmlElement."""

_MEDIA = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def parse(fragment: str) -> Element:
    """The fragment below one `div`."""
    return html.fragment_fromstring(fragment, create_parent="div")


def serialize(tree: Element) -> str:
    """What stands below the tree's root, as HTML."""
    return str(escape(tree.text or "")) + "".join(html.tostring(child, encoding="unicode") for child in tree)


def notes_at_calls(tree: Element) -> None:
    """Move each note from the end to the place of its call, where a page puts it at its foot.

    A note of one paragraph goes in as that paragraph's words. One with more keeps its blocks, and the paragraph
    that calls it becomes a `div`, for HTML lets no paragraph hold another.
    """
    bodies = {item.get("id"): item for item in tree.xpath(".//*[@role='doc-endnotes']/ol/li")}
    for call in tree.xpath(".//a[@role='doc-noteref']"):
        body = bodies.get(call.get("href", "")[1:])
        if body is None:
            continue
        for back in body.xpath(".//a[@role='doc-backlink']"):
            back.drop_tree()
        note = etree.SubElement(
            call.getparent(), "span", {"class": "footnote", "id": body.get("id"), "role": "doc-footnote"}
        )
        note.tail = call.tail
        call.getparent().replace(call, note)
        blocks = list(body)
        if len(blocks) == 1 and blocks[0].tag == "p":
            note.text = blocks[0].text
            note.extend(list(blocks[0]))
        else:
            note.extend(blocks)
            _close_up(note)
            for ancestor in note.iterancestors("p"):
                ancestor.tag = "div"
                ancestor.set("class", f"{ancestor.get('class', '')} p".strip())
        _trim(note)
    for section in tree.xpath(".//*[@role='doc-endnotes']"):
        section.drop_tree()


_HOLDERS = ("ul", "ol", "dl", "li", "dd", "blockquote", "div")
_BLOCKS = (*_HOLDERS, "p", "dt", "pre", "table", "figure")


def _close_up(note: Element) -> None:
    """Take out the white space between a note's blocks, at every depth: within a span it is printed as empty lines."""
    for holder in (note, *note.iter(*_HOLDERS)):
        if len(holder) and holder[0].tag in _BLOCKS and not (holder.text or "").strip():
            holder.text = None
        for child in holder:
            if child.tag in _BLOCKS and not (child.tail or "").strip():
                child.tail = None


def long_note_numbers(tree: Element) -> None:
    """Give each long note, at the end of its section, the number of the note at the foot that leads to it."""
    calls = {
        call.get("id"): str(number)
        for number, note in enumerate(tree.xpath(".//span[@class='footnote']"), 1)
        for call in note.xpath(".//*[@id]")
    }
    for back in tree.xpath(".//a[@class='long-note-number']"):
        back.text = f"{back.text}\u00a0{calls.get(back.get('href')[1:], '')}"


def _trim(note: Element) -> None:
    """Take off the space that stood before the way back."""
    last = note
    while len(last) and not (last[-1].tail or "").strip():
        last[-1].tail = None
        last = last[-1]
    if len(last):
        last[-1].tail = last[-1].tail.rstrip()
    elif last.text:
        last.text = last.text.rstrip()


def captions_first(tree: Element) -> None:
    """Put each figure's caption before it: its title is read first, its source last. pandoc puts it behind."""
    for figure in tree.iter():
        if not isinstance(figure.tag, str) or figure.tag.rpartition("}")[2] != "figure":
            continue
        for caption in [c for c in figure if str(c.tag).rpartition("}")[2] == "figcaption"]:
            caption.tail = None
            figure.insert(0, caption)


def silent_pictures(tree: Element, alt: str) -> None:
    """Give a picture that says nothing the alternative text that says so: pandoc gives it none."""
    for image in tree.xpath(".//img[not(@alt)]"):
        image.set("alt", alt)


def plain_titles(tree: Element) -> None:
    """Keep the calls of notes in headings out of bookmarks and running heads, and these no longer than a line.

    A formula is its TeX source there, as in the list of contents.
    """
    for heading in tree.xpath(".//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"):
        parts = heading.xpath(_TITLE)
        words = " ".join("".join(part if isinstance(part, str) else tex(part) for part in parts).split())
        head = shortened(words, RUNNING) if heading.tag == "h2" else words
        other = bool(heading.xpath(".//*[@class='footnote' or local-name()='math']"))
        styles = [f"bookmark-label: {_quoted(words)}"] if other else []
        styles += [f"string-set: section {_quoted(head)}"] if heading.tag == "h2" and (other or head != words) else []
        if styles:
            heading.set("style", "; ".join(styles))


_TITLE = ".//text()[not(ancestor::*[@class='footnote' or local-name()='math'])] | .//*[local-name()='math']"
"""The words of a heading, and its formulas among them."""


def _quoted(words: str) -> str:
    """Words as a string of CSS."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


RUNNING = 70
"""How many letters of a title a running head has room for: half the width of a sheet, in two lines."""


def shortened(words: str, most: int) -> str:
    """Words cut behind the last of them that fits, which an ellipsis shows."""
    if len(words) <= most:
        return words
    return (words[:most].rsplit(" ", 1)[0] if " " in words[:most] else words[: most - 1]).rstrip(" ,;:–-") + " …"


def notes_in_order(tree: Element) -> None:
    """Number the notes as their calls follow one another: pandoc counts a figure's source before its caption."""
    bodies = {item.get("id"): item for item in tree.xpath(".//*[@role='doc-endnotes']/ol/li")}
    for number, call in enumerate(tree.xpath(".//a[@role='doc-noteref']"), 1):
        body = bodies[call.get("href")[1:]]
        call.set("href", f"#fn{number}")
        call.set("id", f"fnref{number}")
        call.find("sup").text = str(number)
        body.set("id", f"fn{number}")
        for back in body.xpath(".//a[@role='doc-backlink']"):
            back.set("href", f"#fnref{number}")
        body.getparent().append(body)


NOTES = "notes"
"""The id of the list of notes. No heading of an author's has it."""


def named_notes(tree: Element, words: Words) -> bool:
    """Give the list of notes a heading, and each note's way back a name; whether there are notes."""
    for section in tree.xpath(".//section[@role='doc-endnotes']"):
        section.set("id", NOTES)
        section.set("aria-label", words.notes)
        heading = etree.Element("h2")
        heading.text = words.notes
        section[0].addprevious(heading)
        for number, item in enumerate(section.findall("ol/li"), 1):
            for back in item.xpath(".//a[@role='doc-backlink']"):
                back.set("aria-label", f"{words.back_to_text} {number}")
        return True
    return False


def own_addresses(tree: Element) -> None:
    """Mark the links whose words are their address: a page that prints the address of each link has those already."""
    for link in tree.xpath(".//a[starts-with(@href, 'http')]"):
        bare = "".join(link.itertext()).strip().partition("://")[2] or "".join(link.itertext()).strip()
        if bare and bare.rstrip("/") == link.get("href").partition("://")[2].rstrip("/"):
            link.set("class", f"{link.get('class', '')} uri".strip())


def tex(math: Element) -> str:
    """The TeX source of a formula, which pandoc keeps beside it."""
    return " ".join(str(math.xpath("string(.//*[local-name()='annotation'])")).split())


def told_math(tree: Element) -> None:
    """Give each formula its source as alternative text, for readers that know no MathML (EPUB 3.3 asks for it)."""
    for math in tree.xpath(".//*[local-name()='math']"):
        if source := tex(math):
            math.set("alttext", source)


def plain_math(tree: Element) -> None:
    """Write formulas as text with raised and lowered signs, for WeasyPrint doesn't lay out MathML.

    Left as they are, a formula's TeX source would be printed behind its signs.
    """
    for math in tree.xpath(".//math"):
        for annotation in math.xpath(".//annotation|.//annotation-xml"):
            annotation.drop_tree()
        span = html.fragment_fromstring(f"<span>{_math_text(math)}</span>")
        span.set("class", f"math {math.get('display', 'inline')}")
        span.tail = math.tail
        math.getparent().replace(math, span)


_MATH = {
    "msub": "{0}<sub>{1}</sub>",
    "msup": "{0}<sup>{1}</sup>",
    "msubsup": "{0}<sub>{1}</sub><sup>{2}</sup>",
    "munder": "{0}<sub>{1}</sub>",
    "mover": "{0}<sup>{1}</sup>",
    "munderover": "{0}<sub>{1}</sub><sup>{2}</sup>",
    "mfrac": "({0})/({1})",
    "msqrt": "√({0})",
    "mroot": "<sup>{1}</sup>√({0})",
}


def _math_text(element: Element) -> str:
    """A formula's element as HTML without MathML, its signs in their order."""
    parts = [str(escape((element.text or "").strip())), *(_math_text(child) for child in element)]
    form = _MATH.get(element.tag)
    if form and len(element) >= form.count("{"):
        return form.format(*parts[1:])
    return "".join(parts)


def pictures(tree: Element, address: Callable[[str], str | Element]) -> None:
    """Give every picture the address that `address` returns for its own, or put an element in its place."""
    for image in tree.xpath(".//img[@src]"):
        new = address(image.get("src"))
        if isinstance(new, str):
            image.set("src", new)
            continue
        new.tail = image.tail
        if image.get("alt"):
            new.set("aria-label", image.get("alt"))
        if image.get("aria-details"):
            new.set("aria-details", image.get("aria-details"))
        new.set("class", image.get("class", ""))
        image.getparent().replace(image, new)


def data_address(data: bytes) -> str:
    """A picture as a data address."""
    media = next((m for magic, m in _MEDIA.items() if data.startswith(magic)), "image/svg+xml")
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def scroll_tables(tree: Element, names: Mapping[str, str], nameless: str) -> None:
    """Let each table scroll by itself where the page is narrow, by keyboard too; its name is its caption.

    Not a region: two tables of one name would be landmarks that can't be told apart.
    """
    for block in tree.xpath(".//div[contains(concat(' ', @class, ' '), ' table-block ')]"):
        table = block.find("table")
        if table is None:
            continue
        frame = etree.Element("div", {"class": "table-scroll", "tabindex": "0", "role": "group"})
        frame.set("aria-label", names.get(block.get("id", ""), "") or nameless)
        block.replace(table, frame)
        frame.append(table)
