"""The brief's settings and its look in Word in; the lines at the head and foot of its sheets, and its cover, out."""

from __future__ import annotations

import struct
import zlib

from lxml import etree

from briefpress import htmltree, status
from briefpress.settings import Brief
from briefpress.word.letters import Letters
from briefpress.word.mending import decorative
from briefpress.word.sheet import MM, Band
from briefpress.word.styles import Page
from briefpress.word.xml import NAMES, PIC, WP, A, R, Tree, W, add, new, properties, root

_EMU = 635
"""Units of DrawingML in a twentieth of a point."""


def header(brief: Brief, *, first: bool, rtl: bool) -> Tree:
    """The head of a sheet: the title, and what readers of a brief that isn't final are told on each."""
    tree = root("hdr")
    if status.standing(brief) != "final":
        _line(tree, "Notice", status.notice(brief), rtl=rtl)
    said = "" if first else htmltree.shortened(brief.title, htmltree.RUNNING)
    last = _line(tree, "Header", said, rtl=rtl) if said or not len(tree) else tree[0]
    if status.standing(brief) != "final":
        last.append(_watermark(status.word(brief)))
    return tree


def _line(tree: Tree, style: str, words: str, *, rtl: bool) -> Tree:
    paragraph = add(tree, "p")
    add(properties(paragraph), "pStyle", val=style)
    if words:
        _run(paragraph, words, rtl=rtl)
    return paragraph


def _run(paragraph: Tree, words: str, *, rtl: bool) -> None:
    run = add(paragraph, "r")
    if rtl:
        add(add(run, "rPr"), "rtl")
    add(run, "t", words).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def footer(brief: Brief, page: Page, ink: str, *, rtl: bool, house: bool) -> Tree:
    """The foot of a sheet: the house, or the title where the style has it there, and at its edge the page's number."""
    tree = root("ftr")
    said = brief.publisher.name if house else htmltree.shortened(brief.title, htmltree.RUNNING)
    paragraph = _line(tree, "Footer", said, rtl=rtl)
    tabs = etree.Element(f"{W}tabs")
    add(tabs, "tab", val="right", pos=page.column)
    paragraph.find(f"{W}pPr").append(tabs)
    add(add(paragraph, "r"), "tab")
    for part in ("begin", "PAGE", "separate", "1", "end"):
        run = add(paragraph, "r")
        look = add(run, "rPr")
        add(look, "b")
        add(look, "color", val=ink.lstrip("#").upper())
        if part == "PAGE":
            add(run, "instrText", " PAGE ").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif part == "1":
            add(run, "t", "1")
        else:
            add(run, "fldChar", fldCharType=part)
    return tree


def _watermark(word: str) -> Tree:
    """A word across the sheet, behind the text, as Word itself makes a watermark: its own menu takes it off."""
    run = new("r")
    shape = etree.SubElement(add(run, "pict"), f"{{{NAMES['v']}}}shape", {
        "id": "PowerPlusWaterMarkObject1",
        "type": "#_x0000_t136",
        "alt": "",
        "style": (
            f"position:absolute;margin-left:0;margin-top:0;width:{min(430, 80 * len(word))}pt;height:105pt;"
            "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
            "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
            "mso-position-vertical-relative:margin"
        ),
        "fillcolor": "silver",
        "stroked": "f",
    })  # fmt: skip
    etree.SubElement(shape, f"{{{NAMES['v']}}}fill", {"opacity": ".5"})
    etree.SubElement(shape, f"{{{NAMES['v']}}}textpath", {"style": "font-size:1pt", "string": word.upper()})
    shape_type = etree.fromstring(_SHAPE)
    shape.addprevious(shape_type)
    return run


_SHAPE = (
    f'<v:shapetype xmlns:v="{NAMES["v"]}" xmlns:o="{NAMES["o"]}" id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
    'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
"""Text along a line, as VML names it (ECMA-376, part 4, 19.1.2.20): the shape of Word's watermarks."""


def ground(band: Band, page: Page, identifier: str, number: int, *, rtl: bool) -> Tree:
    """The run of a coloured ground on a cover, behind its text and fixed to the sheet: a picture that says nothing."""
    width = page.width if band.edge in ("all", "top") else round(band.width * MM)
    height = round(band.width * MM) if band.edge == "top" else page.height
    left = page.width - width if band.edge == "start" and rtl else 0
    size = {"cx": str(width * _EMU), "cy": str(height * _EMU)}
    run = new("r")
    anchor = etree.SubElement(add(run, "drawing"), f"{WP}anchor", {
        "distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0", "relativeHeight": "1",
        "behindDoc": "1", "locked": "1", "layoutInCell": "1", "allowOverlap": "1",
    })  # fmt: skip
    etree.SubElement(anchor, f"{WP}simplePos", {"x": "0", "y": "0"})
    for axis, offset in (("H", left), ("V", 0)):
        place = etree.SubElement(anchor, f"{WP}position{axis}", {"relativeFrom": "page"})
        etree.SubElement(place, f"{WP}posOffset").text = str(offset * _EMU)
    etree.SubElement(anchor, f"{WP}extent", size)
    etree.SubElement(anchor, f"{WP}effectExtent", {"l": "0", "t": "0", "r": "0", "b": "0"})
    etree.SubElement(anchor, f"{WP}wrapNone")
    told = etree.SubElement(anchor, f"{WP}docPr", {"id": str(number), "name": f"Picture {number}"})
    decorative(told)
    graphic = etree.SubElement(anchor, f"{A}graphic")
    data = etree.SubElement(graphic, f"{A}graphicData", {"uri": PIC[1:-1]})
    picture = etree.SubElement(data, f"{PIC}pic")
    naming = etree.SubElement(picture, f"{PIC}nvPicPr")
    etree.SubElement(naming, f"{PIC}cNvPr", {"id": str(number), "name": f"Picture {number}"})
    etree.SubElement(naming, f"{PIC}cNvPicPr")
    fill = etree.SubElement(picture, f"{PIC}blipFill")
    etree.SubElement(fill, f"{A}blip", {f"{R}embed": identifier})
    etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    look = etree.SubElement(picture, f"{PIC}spPr")
    frame = etree.SubElement(look, f"{A}xfrm")
    etree.SubElement(frame, f"{A}off", {"x": "0", "y": "0"})
    etree.SubElement(frame, f"{A}ext", size)
    shape = etree.SubElement(look, f"{A}prstGeom", {"prst": "rect"})
    etree.SubElement(shape, f"{A}avLst")
    return run


def dot(colour: str) -> bytes:
    """A PNG of one dot of a colour, `#rrggbb`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\0" + bytes.fromhex(colour.lstrip("#")), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


def settings(letters: Letters) -> Tree:
    """The settings of a document: how notes are parted from the text, and what Word 2013 and later lay out alike."""
    tree = root("settings")
    add(tree, "zoom", percent=100)
    add(tree, "defaultTabStop", val=720)
    add(tree, "autoHyphenation", val=0)
    add(tree, "characterSpacingControl", val="doNotCompress")
    notes = add(tree, "footnotePr")
    for identifier in ("-1", "0"):
        add(notes, "footnote", id=identifier)
    compatible = add(tree, "compat")
    for name, mode in (("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1"),
                       ("enableOpenTypeFeatures", "1"), ("doNotFlipMirrorIndents", "1")):  # fmt: skip
        add(compatible, "compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=mode)
    own = add(tree, "themeFontLang")
    letters.language(there := new("rPr"))
    own.attrib.update(there[0].attrib)
    add(tree, "clrSchemeMapping", bg1="light1", t1="dark1", bg2="light2", t2="dark2", hyperlink="hyperlink",
        followedHyperlink="followedHyperlink", **{f"accent{n}": f"accent{n}" for n in range(1, 7)})  # fmt: skip
    return tree
