"""The text of an edition in; the same with its citations in one form, whatever the style that wrote them, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from briefpress.editions.text import PRINTED, EditionText
from briefpress.editions.words import Block, Mark

_CLOSING = re.compile("[.,;:!?”’\"')]*")
_QUOTED = re.compile("([”’]+)([.,])")
"""A mark behind a quotation, which a style of one language puts into it, and one of another doesn't."""

_ENDS = ".,;:!?"

Cut = tuple[int, int, str]
"""From where to where words are taken out, and what takes their place."""


def in_one_form(text: EditionText) -> EditionText:
    """A text whose citations stand in brackets behind what they are for, so that two styles can be compared."""
    named = {source.key: source.words for source in text.sources}
    sections = (replace(section, blocks=tuple(_blocks(section.blocks, named))) for section in text.sections)
    return replace(text, sections=tuple(sections))


def _blocks(blocks: Sequence[Block], named: Mapping[str, str]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        block, at = blocks[at], at + 1
        notes = []
        while at < len(blocks) and blocks[at].kind == "note":
            notes.append(blocks[at])
            at += 1
        called = [note for note in notes if _cites(note) and block.kind != "note"]
        yield _shown(block, called, named)
        yield from (_shown(note, [], named) for note in notes if note not in called)


def _cites(note: Block) -> bool:
    """Whether a note is what its style wrote for a citation, and nothing else."""
    return note.at >= 0 and any(_is_citation(m) and m.end - m.begin == len(note.words) for m in note.marks)


def _is_citation(mark: Mark) -> bool:
    return mark.of == "reference" and mark.to != PRINTED and not mark.to.startswith("#")


def _shown(block: Block, called: Sequence[Block], named: Mapping[str, str]) -> Block:
    inline = [mark for mark in block.marks if _is_citation(mark)]
    kept = msgspec.structs.replace(block, marks=tuple(mark for mark in block.marks if mark not in inline))
    # A name in the sentence and the note behind it are one citation.
    ends = {(mark.end, mark.to) for mark in inline}
    called_for = [(note.at, mark.to) for note in called for mark in note.marks if _is_citation(mark)]
    noted = [place for place in called_for if place not in ends]
    # A style of notes moves the mark that ends a clause before its note, and so into the citation.
    cuts = [_taken_out(block.words, mark) for mark in inline]
    plain = _cut(kept, cuts)
    words = _QUOTED.sub(r"\2\1", plain.words)
    places = [(_moved(mark.end, cuts), mark.to) for mark in inline] + [(_moved(at, cuts), to) for at, to in noted]
    behind = sorted((_behind(words, at), at, to) for at, to in places)
    added = [(at, at, f" [{_said(to, named)}]", to) for at, _, to in behind]
    done = _cut(msgspec.structs.replace(plain, words=words), [cut[:3] for cut in added])
    marks, shift = list(done.marks), 0
    for at, _, new, to in added:
        marks.append(Mark(at + shift + 1, at + shift + len(new), "reference", to))
        shift += len(new)
    return msgspec.structs.replace(done, marks=tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end))))


def _taken_out(words: str, mark: Mark) -> Cut:
    """A citation with the space before it, without the mark that ends the clause."""
    begin = len(words[: mark.begin].rstrip())
    return begin, max(begin, len(words[: mark.end].rstrip(_ENDS))), ""


def _behind(words: str, at: int) -> int:
    """The place behind the marks that end what stands before a place."""
    found = _CLOSING.match(words, at)
    return found.end() if found else at


def _said(to: str, named: Mapping[str, str]) -> str:
    """A citation in short, with what was written before and behind its keys."""
    said = (named.get(word.rstrip(";"), word.rstrip(";")) + ";" * word.endswith(";") for word in to.split(" "))
    return " ".join(said).replace(" ,", ",")


def _cut(block: Block, cuts: Sequence[Cut]) -> Block:
    """A block with words taken out and put in; its marks stay with the words that they are of."""
    out, at = [], 0
    for begin, end, new in cuts:
        out += [block.words[at:begin], new]
        at = end
    marks = [
        msgspec.structs.replace(mark, begin=_moved(mark.begin, cuts), end=_moved(mark.end, cuts))
        for mark in block.marks
    ]
    words = "".join([*out, block.words[at:]])
    return msgspec.structs.replace(block, words=words, marks=tuple(mark for mark in marks if mark.end > mark.begin))


def _moved(place: int, cuts: Iterable[Cut]) -> int:
    """Where a place is, once words are cut."""
    return place + sum(len(new) - (end - begin) if end <= place else min(begin - place, 0) for begin, end, new in cuts)
