"""A citation style's XML and the language of a brief in; the same as this program asks citeproc to follow it, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from lxml import etree

CSL = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def prepared(style: bytes, tag: str) -> bytes:
    """A style without “ibid.”, and with the words of a language that pandoc's citeproc has none of."""
    root = etree.fromstring(style, etree.XMLParser(resolve_entities=False, no_network=True))
    words = _words(tag)
    if b"ibid" not in style and words is None:
        return style
    _without_ibid(root)
    if words is not None:
        for own in [e for e in root.findall(f"{CSL}locale") if (e.get(_LANG) or "").split("-")[0] == words.get(_LANG)]:
            root.remove(own)
        first = next(e for e in root if e.tag in (f"{CSL}macro", f"{CSL}citation"))
        first.addprevious(words)
    return etree.tostring(root)


MARK = "\u200e\u200c\u200e"
"""Three signs that nobody sees and nobody writes side by side."""

_SPACED = re.compile("[\u0530-\u058f\u0900-\u10ff\u1200-\u137f\u1780-\u17ff\u1c90-\u1cbf]")
"""Armenian, Georgian, Ethiopic, the scripts of India: citeproc joins given and family name in them, as in Chinese."""

_NAMES = (
    "author",
    "editor",
    "translator",
    "container-author",
    "collection-editor",
    "interviewer",
    "recipient",
    "director",
)


def parted_names(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose names in such scripts bear `MARK`: of its letters citeproc knows that they part names by spaces.

    What citeproc makes of it has to be rid of the mark.
    """
    return {**record, **{k: [_parted(name) for name in record[k]] for k in _NAMES if isinstance(record.get(k), list)}}


def _parted(name: Any) -> Any:
    family = name.get("family", "") if isinstance(name, dict) else ""
    return {**name, "family": family + MARK} if _SPACED.search(family) else name


def _words(tag: str) -> Any:
    """The terms and dates of a language that citeproc lacks, as CSL 1.0.2 has them; None where it has its own."""
    file = resources.files("briefpress") / "locales" / f"{tag.partition('-')[0].lower()}.xml"
    return etree.fromstring(file.read_bytes()) if file.is_file() else None


def _without_ibid(root: Any) -> None:
    """Give the short form where the style would say “ibid.”: in a note that pops up there is no note before."""
    for test in root.iter("{*}if", "{*}else-if"):
        positions = test.get("position", "").split()
        kept = [p for p in positions if not p.startswith("ibid")]
        if kept:
            test.set("position", " ".join(kept))
        elif positions:
            # A test that no record meets, in the place of one that none shall meet.
            del test.attrib["position"]
            test.set("is-numeric", "ibid")
