"""A resolved manuscript in; its text as an edition keeps it, to be compared with that of the next, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from briefpress import orthography, shortreference
from briefpress.editions import pictures
from briefpress.editions.blocks import blocks_of
from briefpress.editions.words import Block, Mark
from briefpress.model import ResolvedManuscript

__all__ = ["Block", "EditionText", "Mark", "SectionText", "Source", "decoded", "encoded", "text_of"]

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
    """A source that the edition cites: its key, and what it is called in short."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class EditionText:
    """The text of an edition, without what the style, the medium or the program adds to it."""

    title: str
    lang: str
    sections: tuple[SectionText, ...]
    sources: tuple[Source, ...] = ()
    format: int = FORMAT


def text_of(manuscript: ResolvedManuscript) -> EditionText:
    """The text of an edition."""
    brief, shown = manuscript.project.brief, pictures.Shown(manuscript)
    sections = []
    for section in manuscript.sections:
        lang = section.meta.lang or brief.lang
        blocks = blocks_of(orthography.spelled(section.blocks, lang), shown.of)
        title = next((block.words for block in blocks if block.kind == "heading"), section.meta.title)
        if blocks:
            sections.append(SectionText(section.path, title, blocks, section.meta.lang or ""))
    sources = tuple(Source(str(r["id"]), _short(r)) for r in manuscript.records)
    return EditionText(brief.title, brief.lang, tuple(sections), sources)


def _short(record: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (shortreference.who_and_when(record), shortreference.title(record)) if part)


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
