"""The brief's settings and its look in; what a Word document says of itself, and the colours that it offers, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from lxml import etree

from briefpress import imprint, status
from briefpress.settings import Brief
from briefpress.word.letters import Letters
from briefpress.word.xml import A, Tree

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def core(brief: Brief, epoch: int) -> Tree:
    """The core properties (ECMA-376, part 2, 8.3): title, people, keywords, description, language, day, edition."""
    tree = etree.Element(f"{{{_CORE}}}coreProperties",
                         nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})  # fmt: skip
    moment = datetime.datetime.fromtimestamp(epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = [
        (_DC, "title", imprint.full_title(brief)),
        (_DC, "creator", "; ".join(person.name for person in brief.people)),
        (_CORE, "keywords", ", ".join(brief.keywords)),
        (_DC, "description", brief.description),
        (_DC, "language", brief.lang),
        (_DC, "identifier", brief.identifier.doi or ""),
        (_CORE, "version", str(brief.edition or "")),
        (_CORE, "contentStatus", status.SCHEMA[status.standing(brief)] or "Final"),
        (_TERMS, "created", moment),
        (_TERMS, "modified", moment),
    ]
    for space, name, words in said:
        if words:
            element = etree.SubElement(tree, f"{{{space}}}{name}")
            element.text = words
            if space == _TERMS:
                element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return tree


def app(brief: Brief) -> Tree:
    """The extended properties: the program and the house."""
    tree = etree.Element(f"{{{_APP}}}Properties", nsmap={None: _APP})  # type: ignore[dict-item]  # lxml's own way
    etree.SubElement(tree, f"{{{_APP}}}Application").text = "Briefpress"
    if brief.publisher.name:
        etree.SubElement(tree, f"{{{_APP}}}Company").text = brief.publisher.name
    return tree


def recolour(theme: Tree, tokens: Mapping[str, str], letters: Letters) -> None:
    """Give a theme the style's colours and letters, which Word offers to those who write on."""
    theme.set("name", "Briefpress")
    colours = {
        "dk1": "ink", "lt1": "page", "dk2": "ink-soft", "lt2": "tint", "accent1": "accent", "accent2": "accent-soft",
        "accent3": "muted", "accent4": "rule", "accent5": "ink-soft", "accent6": "ink", "hlink": "accent",
        "folHlink": "ink-soft",
    }  # fmt: skip
    scheme = theme.find(f".//{A}clrScheme")
    for name, token in colours.items():
        slot = scheme.find(f"{A}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{A}srgbClr", {"val": tokens[token].lstrip("#").upper()})
    for name, family in (("majorFont", letters.display[0]), ("minorFont", letters.text[0])):
        theme.find(f".//{A}{name}/{A}latin").set("typeface", family)
        theme.find(f".//{A}{name}/{A}latin").attrib.pop("panose", None)
