"""A resolved manuscript in; its text as an edition keeps it, to be compared with that of the next, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from briefpress import files, orthography, shortreference
from briefpress.editions import pictures
from briefpress.editions.blocks import blocks_of
from briefpress.editions.record import digest_of
from briefpress.editions.words import Block, Mark
from briefpress.model import ResolvedManuscript
from briefpress.records import published

__all__ = ["Block", "EditionText", "Mark", "SectionText", "Source", "decoded", "encoded", "text_of"]

PRINTED = "{{ edition }}"
"""What a number refers to that is the edition's own."""

FORMAT = 1
"""The form in which a text is kept. A text of another form is told as one that can't be read."""


@dataclass(frozen=True, slots=True)
class SectionText:
    """The words of a section: its file, its title, its blocks in their order, and its own language if it has one."""

    path: str
    title: str
    blocks: tuple[Block, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that the edition cites: its key, what it is called in short, and the SHA-256 of all that is told of it.

    `fields` are that by their names in CSL, for naming what changed; an edition of before may keep none. The day on
    which somebody looked at the source isn't of either.
    """

    key: str
    words: str
    record: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionText:
    """The text of an edition, without what the style, the medium or the program adds to it.

    `citing` is the style in which its citations are written.
    """

    title: str
    lang: str
    sections: tuple[SectionText, ...]
    sources: tuple[Source, ...] = ()
    citing: str = ""
    format: int = FORMAT


def text_of(manuscript: ResolvedManuscript) -> EditionText:
    """The text of an edition."""
    brief, shown = manuscript.project.brief, pictures.Shown(manuscript)
    sections = []
    numbered = _with_number(manuscript)
    for section in manuscript.sections:
        lang = section.meta.lang or brief.lang
        blocks = blocks_of(orthography.spelled(section.blocks, lang), shown.of)
        if section.path in numbered:
            blocks = tuple(_numbered(block, str(brief.edition)) for block in blocks)
        title = next((block.words for block in blocks if block.kind == "heading"), section.meta.title)
        if blocks:
            sections.append(SectionText(section.path, title, blocks, section.meta.lang or ""))
    annotated = brief.citations.annotations
    sources = tuple(_source(record, annotated=annotated) for record in manuscript.records)
    return EditionText(brief.title, brief.lang, tuple(sections), sources, brief.citations.style)


def _with_number(manuscript: ResolvedManuscript) -> Collection[str]:
    """The sections that print the number of their edition: by themselves, or perhaps by what they include."""
    root = manuscript.project.root
    own = {section.path for section in manuscript.sections}
    written = {path for path in manuscript.inputs | own if path.endswith(".md")}
    printing = {path for path in written if _VARIABLE.search(files.read_inside(root, root / path))}
    return own if printing - own else printing


_VARIABLE = re.compile(rb"\{\{\s*edition\s*\}\}")


def _numbered(block: Block, number: str) -> Block:
    """A block in which the number of its edition is known as such: it's another one in each, and no change."""
    whole = re.compile(rf"(?<![\w.,-]){re.escape(number)}(?![\w-]|[.,]\w)")
    references = [mark for mark in block.marks if mark.of == "reference"]
    found = [
        Mark(match.start(), match.end(), "reference", PRINTED)
        for match in whole.finditer(block.words)
        if not any(mark.begin < match.end() and match.start() < mark.end for mark in references)
    ]
    marks = sorted((*block.marks, *found), key=lambda mark: mark.begin) if found else block.marks
    return msgspec.structs.replace(block, marks=tuple(marks))


def _short(record: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (shortreference.who_and_when(record), shortreference.title(record)) if part)


def _source(record: Mapping[str, Any], *, annotated: bool) -> Source:
    told = {name: value for name, value in published(record, annotated=annotated).items() if name != "accessed"}
    fields = {name: _as_text(value) for name, value in sorted(told.items()) if name != "id"}
    return Source(str(record["id"]), _short(record), digest_of(told), fields)


def _as_text(value: Any) -> str:
    """What a field says: text as it stands, names and dates as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value, order="sorted").decode()


def encoded(text: EditionText) -> bytes:
    """The text as an edition keeps it in its folder: JSON, made to be read."""
    return msgspec.json.format(msgspec.json.encode(text), indent=1) + b"\n"


def decoded(data: bytes) -> EditionText:
    """The text that an edition keeps. Raises msgspec.DecodeError where it is none, or one of another form."""
    text = msgspec.json.decode(data, type=EditionText)
    if text.format != FORMAT:
        raise msgspec.ValidationError(f"a text of the form {text.format}, where {FORMAT} is known")
    for section in text.sections:
        if not section.path:
            raise msgspec.ValidationError("a section without a file")
        for block in section.blocks:
            # One may end behind the words: the space at the end of a paragraph isn't kept.
            if not all(0 <= mark.begin < mark.end for mark in block.marks):
                raise msgspec.ValidationError(f"marks in `{section.path}` that end before they begin")
    return text
