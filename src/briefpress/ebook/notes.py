"""The chapters of an EPUB in; the same with notes numbered through the book, and their ways there and back, out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from briefpress.ebook.xml import OPS, XHTML, Tree, find
from briefpress.wording import Words


def number(chapters: Iterable[Tree], words: Words) -> None:
    """Number the notes through the book, as paper and screen do, and give each its way back."""
    count = 0
    for chapter in chapters:
        names: dict[str, str] = {}
        for call in find(chapter, ".//h:a[@role='doc-noteref']"):
            count += 1
            names[call.get("href", "")[1:]] = f"fn{count}"
            call.set("href", f"#fn{count}")
            call.set("id", f"fnref{count}")
            call.text = str(count)
        for note in find(chapter, ".//h:aside[@role='doc-footnote']"):
            name = names.get(note.get("id", ""), note.get("id", ""))
            note.set("id", name)
            _lead_back(note, name.removeprefix("fn"), words)
        for section in find(chapter, ".//h:section[@e:type='footnotes']"):
            section[:] = sorted(section, key=lambda e: int((e.get("id") or "fn0").removeprefix("fn")))
            section.set("role", "doc-endnotes")
            section.set("aria-label", words.notes)
            section.set("id", "notes")
            # EPUBCheck and reading systems know these asides as pop-ups; a rule above them is for the eye.
            for rule in section.findall(f"{XHTML}hr"):
                section.remove(rule)


def _lead_back(note: Tree, label: str, words: Words) -> None:
    """Put the way back before the first words of a note."""
    back = etree.Element(f"{XHTML}a", {"href": f"#fnref{label}", f"{OPS}type": "backlink", "role": "doc-backlink"})
    back.set("class", "note-number")
    back.set("title", words.back_to_text)
    back.text = label
    first = note[0] if len(note) and note[0].tag == f"{XHTML}p" else note
    back.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, back)
