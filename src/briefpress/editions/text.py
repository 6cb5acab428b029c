"""A resolved manuscript in; its text as an edition keeps it, to be compared with that of the next, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from briefpress import ast, shortreference
from briefpress.model import Node, ResolvedManuscript

FORMAT = 1
"""The form in which a text is kept. A text of another form is told as one that can't be read."""

Kind = Literal["heading", "paragraph", "item", "quote", "row", "caption", "note", "code", "formula"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words between two ends of a paragraph.

    `level` is that of a heading or the depth of a list's item, `label` that of the figure or table to which a row or a
    caption belongs. The words of a table's cells are parted by tabs.
    """

    kind: Kind
    words: str
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class SectionText:
    """The words of a section: its file, its title, its blocks in the order of reading."""

    path: str
    title: str
    blocks: tuple[Block, ...]


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
    sections = []
    for section in manuscript.sections:
        blocks = tuple(_blocks(section.blocks))
        title = next((block.words for block in blocks if block.kind == "heading"), section.meta.title)
        sections.append(SectionText(section.path, title, blocks))
    sources = tuple(Source(str(r["id"]), _short(r)) for r in manuscript.records)
    brief = manuscript.project.brief
    return EditionText(brief.title, brief.lang, tuple(sections), sources)


def _blocks(blocks: list[Node]) -> Iterator[Block]:
    for node in ast.walk(blocks):
        if node["t"] == "Header":
            yield Block("heading", ast.plain(node), node["c"][0])
        elif node["t"] in ("Para", "Plain"):
            yield Block("paragraph", ast.plain(node))


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
    return text
