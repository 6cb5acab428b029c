"""The bytes of a Word document in; its bookmarks and notes by name, and where its links lead, out."""

from __future__ import annotations

import re

from briefpress.engines import pack
from briefpress.origins import PREFIX
from briefpress.word.package import MAIN, NOTES
from briefpress.word.xml import W, parse

_LEADS = re.compile(r"^ *(?:REF|PAGEREF|HYPERLINK +\\l) +\"?(\w+)")


def destinations(data: bytes) -> tuple[set[str], set[str]]:
    """The names of the bookmarks, and of the notes that are called and there, `fn1` and so on; where its links lead."""
    parts = pack.unpack(data)
    trees = [parse(parts[name]) for name in (MAIN, NOTES)]
    names = {e.get(f"{W}name", "") for tree in trees for e in tree.iter(f"{W}bookmarkStart")}
    written = {note.get(f"{W}id") for note in trees[1].iter(f"{W}footnote") if note.find(f".//{W}t") is not None}
    called = [e.get(f"{W}id") for e in trees[0].iter(f"{W}footnoteReference")]
    notes = {f"fn{nth}" for nth, identifier in enumerate(called, 1) if identifier in written}
    links = {e.get(f"{W}anchor") for tree in trees for e in tree.iter(f"{W}hyperlink") if e.get(f"{W}anchor")}
    fields = (e.text or "" for tree in trees for e in tree.iter(f"{W}instrText"))
    links |= {match[1] for field in fields if (match := _LEADS.match(field))}
    return {name for name in names if not name.startswith(PREFIX)} | notes, links
