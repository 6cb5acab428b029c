"""SVG drawings of charts in; the same as parts of a web page, or with their letters for an e-book, out."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from lxml import etree, html

from briefpress import lettering
from briefpress.engines import fonts, machine_fonts
from briefpress.htmltree import Element


def inline(by_width: Mapping[str, str], name: str) -> Element:
    """The drawings of one chart for several widths, of which a style sheet shows one."""
    both = etree.Element("span", {"role": "img"})
    for width, svg in by_width.items():
        one = _element(svg, f"{name}-{width}")
        one.set("class", f"drawing {width}")
        one.set("aria-hidden", "true")
        both.append(one)
    return both


def text(data: bytes) -> str:
    """The SVG of a file as text, whatever the letters of its bytes: without the declaration that names others.

    Raises lxml's XMLSyntaxError where it is no XML: `pictures.fault` has told that before.
    """
    root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() in ("UTF-8", "US-ASCII", "ASCII"):
        return data.decode("utf-8-sig")
    return etree.tostring(root, encoding="unicode")


def with_letters(svg: str, lang: str) -> tuple[str, dict[str, str]]:
    """A drawing that brings the letters that it is written in, for a reader that has them not.

    With it, the SHA-256 of each font of this machine that it has a part of.
    """
    root: Any = etree.fromstring(svg.encode())
    words = "".join(root.itertext())
    named = {family.strip() for stack in root.xpath("//@font-family") for family in stack.split(",")}
    faces = [face for face in fonts.of(named) if (face.weight, face.style) == (400, "normal")]
    subsets = fonts.subset(words, faces)
    rules, taken = [fonts.rule(face, _address(data)) for face, data in subsets.items()], []
    for face, script in product(subsets, lettering.scripts(words, [lang])):
        # In the face of the house's name, for that is the one name that the drawing has.
        for other, data in machine_fonts.subsets(words, [script]).items():
            if (other.family, other.weight) == (script.sans[0], 400):
                taken.append(other)
                part = f"unicode-range: {lettering.unicode_range(script)}; }}"
                rules.append(fonts.rule(replace(other, family=face.family), _address(data)).replace("}", part))
    lettered = re.sub(r"(<svg[^>]*>)", lambda m: f"{m[1]}<style>{''.join(rules)}</style>", svg, count=1)
    return lettered, machine_fonts.sources(taken)


def _address(font: bytes) -> str:
    return f"data:font/otf;base64,{base64.b64encode(font).decode()}"


def _element(svg: str, prefix: str) -> Element:
    """An SVG as an element of the page, its ids made the page's own by a prefix."""
    root: Element = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    names = {e.get("id"): f"{prefix}-{e.get('id')}" for e in root.iter() if e.get("id")}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, names[value])
            for old, new in names.items():
                if f"#{old}" in value:
                    element.set(key, value.replace(f"#{old}", f"#{new}"))
        for key in [k for k in element.attrib if k.startswith("aria-") or k == "role"]:
            del element.attrib[key]
    width, height = root.attrib.pop("width", None), root.attrib.pop("height", None)
    if width and height and not root.get("viewBox"):
        root.set("viewBox", f"0 0 {width} {height}")
    root.set("role", "img")
    root.set("direction", "ltr")  # Vega's words begin at the left, whichever way the page is read.
    # As HTML: names without namespace, which is what an HTML parser makes of an inline drawing.
    return html.fragment_fromstring(etree.tostring(root, encoding="unicode"))
