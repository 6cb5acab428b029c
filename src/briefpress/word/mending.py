"""The body that pandoc's writer made in; the same with the house's styles, tables, pictures and ways, out.

What the writer's own styles can't tell — a paragraph of a box from one of the text, a wide table from a narrow one — is
told by the pairs of bookmarks that `blocks` had it write around such parts, which are taken away here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefpress.word import tables
from briefpress.word.blocks import REGION
from briefpress.word.sheet import MM, Sheet, style_id
from briefpress.word.styles import Page, frame
from briefpress.word.xml import NAMES, PIC, WP, A, Tree, W, add, new, properties, put, set_style, value

TEXT = {
    "summary": "Summary Text",
    "key-judgements": "Judgement",
    "recommendations": "Recommendation",
    "callout": "Callout Text",
    "sidenote": "Side Note",
    "box": "Box Text",
    "pullquote": "Pull Quote",
    "about": "About",
    "disclaimer": "Small Print",
    "suggested-citation": "Small Print",
    "entry": "Definition",
    "timeline-entry": "Timeline Entry",
    "abbreviations-entry": "Abbreviation Text",
}
"""The style of the paragraphs of each part."""

_PLAIN = ("", "FirstParagraph", "BodyText", "Compact", "Definition")
"""The styles that the writer gives to paragraphs of text."""

_BODY = ("BodyText", "FirstParagraph", "Compact")
_ROOM_BEHIND = ("summary", "box", "callout", "figure", "table", "timeline-entry")
_BEHIND = 15 * 20
_LIST = round(5.5 * MM)
"""How far a level of a list is set in."""

_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension that says of a picture that it says nothing (MS-ODRAWXML, 2.2)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph, and the parts that it stands in, the outermost first."""

    paragraph: Tree
    regions: tuple[str, ...]

    @property
    def section(self) -> int | None:
        """The index of the section that it came of, if of any."""
        named = next((r for r in self.regions if r.startswith("section-")), "")
        return int(named.removeprefix("section-")) if named else None


def mend(body: Tree, sheet: Sheet, page: Page, *, rtl: bool) -> list[Found]:
    """Mend the body of a document in place; its paragraphs, each with the parts that it stands in."""
    found = list(_paragraphs(body))
    before: Found | None = None
    for item in found:
        _style(item, sheet)
        _room(item, before)
        before = item
    _ends(found)
    aside = frame(sheet, page, rtl=rtl)
    for item in found:
        _reach(item, sheet)
        if aside and "sidenote" in item.regions:
            put(item.paragraph, "framePr", **aside)
        _heading(item.paragraph, sheet)
    for table, regions in _tables(body):
        tables.mend(table, regions, sheet, page, rtl=rtl)
    for element in list(_regions(body)):
        element.getparent().remove(element)
    return found


def _regions(body: Tree) -> Iterator[Tree]:
    own = {e.get(f"{W}id") for e in body.iter(f"{W}bookmarkStart") if REGION.fullmatch(e.get(f"{W}name", ""))}
    yield from (e for e in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd") if e.get(f"{W}id") in own)


def _walk(body: Tree, *names: str) -> Iterator[tuple[Tree, tuple[str, ...]]]:
    """Elements in their order, each with the parts that are open there."""
    open_parts: dict[str, str] = {}
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", *(f"{W}{name}" for name in names)):
        if element.tag == f"{W}bookmarkStart":
            if match := REGION.fullmatch(element.get(f"{W}name", "")):
                open_parts[element.get(f"{W}id")] = match[1]
        elif element.tag == f"{W}bookmarkEnd":
            open_parts.pop(element.get(f"{W}id"), None)
        else:
            yield element, tuple(open_parts.values())


def _paragraphs(body: Tree) -> Iterator[Found]:
    for paragraph, regions in _walk(body, "p"):
        yield Found(paragraph, regions)


def _tables(body: Tree) -> Iterator[tuple[Tree, tuple[str, ...]]]:
    return _walk(body, "tbl")


def _style(item: Found, sheet: Sheet) -> None:
    """Give a paragraph the style of the innermost part that it stands in."""
    paragraph = item.paragraph
    name, listed = value(paragraph, "w:pPr/w:pStyle"), paragraph.find("w:pPr/w:numPr", NAMES)
    kind = next((r for r in reversed(item.regions) if r in TEXT), "")
    quoted = kind == "pullquote" and name == "BlockText"
    if kind and (name in _PLAIN or quoted):
        set_style(paragraph, style_id(TEXT[kind]))
        inset = round((sheet.whole(TEXT[kind]).start or 0) * MM)
    elif not name:
        set_style(paragraph, "BodyText")
        inset = 0
    elif name == "Task":
        for number in paragraph.findall("w:pPr/w:numPr", NAMES):
            properties(paragraph).remove(number)
        return
    else:
        return
    if listed is not None:
        level = int(value(listed, "w:ilvl") or 0)
        put(paragraph, "ind", left=inset + _LIST * (level + 1), hanging=_LIST)


def _room(item: Found, before: Found | None) -> None:
    """Leave room between a part, or a list, that has none behind it, and the text that goes on."""
    if before is None:
        return
    style, above = value(item.paragraph, "w:pPr/w:pStyle"), value(before.paragraph, "w:pPr/w:pStyle")
    left = [r for r in before.regions if r not in item.regions and r.startswith(_ROOM_BEHIND)]
    listed = item.paragraph.find("w:pPr/w:numPr", NAMES) is None and (
        before.paragraph.find("w:pPr/w:numPr", NAMES) is not None or above == "Task"
    )
    if (left and style in _BODY) or (style == "Colophon" and above != "Colophon"):
        put(item.paragraph, "spacing", before=_BEHIND)
    elif listed and style in ("BodyText", "FirstParagraph"):
        put(item.paragraph, "spacing", before=_BEHIND // 3)


def _ends(found: list[Found]) -> None:
    """The last paragraph of a call-out closes it."""
    for item, behind in zip(found, [*found[1:], None], strict=True):
        last = "callout" in item.regions and (behind is None or "callout" not in behind.regions)
        if last and value(item.paragraph, "w:pPr/w:pStyle") == "CalloutText":
            set_style(item.paragraph, "CalloutEnd")


def _reach(item: Found, sheet: Sheet) -> None:
    """What reaches over the margin column begins at its outer edge, with its caption and the lines below it."""
    wide = item.regions and item.regions[-1].endswith("-wide") and item.paragraph.getparent().tag != f"{W}tc"
    if wide and value(item.paragraph, "w:pPr/w:pStyle") in ("Caption", "Figure", "Source", "Credit"):
        put(item.paragraph, "ind", left=-round(sheet.wide.start * MM), right=-round(sheet.wide.end * MM))


def _heading(paragraph: Tree, sheet: Sheet) -> None:
    """A heading that hangs out into the margin column has its number there, and its words behind a tab."""
    if value(paragraph, "w:pPr/w:pStyle") != "Heading1" or (sheet.whole("heading 1").first or 0) >= 0:
        return
    runs = [child for child in paragraph if child.tag == f"{W}r"]
    numbered = bool(runs) and value(runs[0], "w:rPr/w:rStyle") == "SectionNumber"
    tab = new("r")
    add(tab, "tab")
    if numbered:
        count = next((n for n, run in enumerate(runs) if value(run, "w:rPr/w:rStyle") != "SectionNumber"), len(runs))
        runs[count - 1].addnext(tab)
        if count < len(runs) and not "".join(runs[count].itertext()).strip():
            paragraph.remove(runs[count])
    else:
        (paragraph.find(f"{W}pPr")).addnext(tab)


def pictures(body: Tree, first: int) -> None:
    """Number the pictures of a part from a number on, with no room around, and mark those that say nothing."""
    for inline in body.iter(f"{WP}inline"):
        # LibreOffice leaves an eighth of an inch around a picture that doesn't say.
        inline.attrib.update({f"dist{side}": "0" for side in "TBLR"})
    for nth, picture in enumerate(body.iter(f"{WP}docPr"), first):
        told = picture.get("descr", "").strip()
        picture.set("id", str(nth))
        picture.set("name", f"Picture {nth}")
        picture.attrib.pop("title", None)
        inner = next(picture.getparent().iter(f"{PIC}cNvPr"))
        inner.set("id", str(nth))
        inner.set("name", f"Picture {nth}")
        inner.attrib.pop("descr", None)
        if told:
            continue
        picture.attrib.pop("descr", None)
        decorative(picture)


def decorative(picture: Tree) -> None:
    """Say of a picture that it says nothing: those who read aloud pass it over."""
    extension = picture.makeelement(f"{A}ext", {"uri": _DECORATIVE})
    mark = extension.makeelement(f"{{{NAMES['adec']}}}decorative", {"val": "1"}, nsmap={"adec": NAMES["adec"]})
    extension.append(mark)
    extensions = picture.makeelement(f"{A}extLst", {})
    extensions.append(extension)
    picture.append(extensions)


def formulas(tree: Tree) -> None:
    """Put the properties of formulas into the order, and the choice, that Word asks for (ECMA-376, part 1, 22.1.2)."""
    for columns in tree.iterfind(".//m:mcPr", NAMES):
        count = columns.find("m:count", NAMES)
        if count is not None:
            columns.insert(0, count)
    for look in tree.iterfind(".//m:rPr", NAMES):
        if look.find("m:nor", NAMES) is not None:
            for style in (*look.findall("m:sty", NAMES), *look.findall("m:scr", NAMES)):
                look.remove(style)
        else:
            scripts = look.findall("m:scr", NAMES)
            for nth, script in enumerate(scripts):
                look.insert(nth, script)


def languages(tree: Tree) -> None:
    """Name the language of a run that is read from the right as Word asks for it, and of one in East Asian letters."""
    for lang in tree.iter(f"{W}lang"):
        tag = lang.get(f"{W}val", "")
        if lang.getparent().find(f"{W}rtl") is not None:
            lang.set(f"{W}bidi", tag)
        if tag.split("-")[0] in ("zh", "ja", "ko"):
            lang.set(f"{W}eastAsia", tag)
