"""The paragraphs of a document as they were and as they are in; which of them changed, and in which words, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefpress.keeping.passages import Passage

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_LIKE = 50.0
"""How alike, of 100, two paragraphs are where one was made of the other."""

_NEAR = 12
"""Among how many paragraphs of a changed part one is looked for that another was made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went, or came."""

    of: Literal["both", "old", "new"]
    words: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A paragraph that changed: its place among the old and the new ones, None where it went or came."""

    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> bool:
        """Whether a number is another now."""
        return Counter(numbers_in(self.words("old"))) != Counter(numbers_in(self.words("new")))

    def words(self, side: str) -> str:
        """The paragraph as it was (`old`) or is (`new`)."""
        return " ".join(piece.words for piece in self.pieces if piece.of in ("both", side))


def numbers_in(words: str) -> list[str]:
    """The numbers of a text that are written in digits."""
    return _NUMBER.findall(words)


def revisions(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Revision, ...]:
    """What changed, in the order of the text. Where a paragraph stands, on which page, is no change of it."""
    from rapidfuzz.distance import Indel

    before, after = [p.words for p in old], [p.words for p in new]
    found: list[Revision] = []
    gone: list[int] = []
    come: list[int] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            found += _paired(gone, come, before, after)
            gone, come = [], []
        gone += range(step.src_start, step.src_end) if step.tag == "delete" else ()
        come += range(step.dest_start, step.dest_end) if step.tag == "insert" else ()
    return (*found, *_paired(gone, come, before, after))


def _paired(gone: list[int], come: list[int], before: Sequence[str], after: Sequence[str]) -> Iterator[Revision]:
    """The paragraphs of a part that changed: each old one with the new one that was made of it, where there is one."""
    from rapidfuzz import fuzz

    at = 0
    for old in gone:
        near = come[at : at + _NEAR]
        scores = [fuzz.ratio(before[old], after[new], score_cutoff=_LIKE) for new in near]
        best = max(range(len(near)), key=scores.__getitem__, default=-1)
        if best < 0 or not scores[best]:
            yield Revision(old, None, (Piece("old", before[old]),))
            continue
        for new in near[:best]:
            yield Revision(None, new, (Piece("new", after[new]),))
        yield Revision(old, near[best], pieces(before[old], after[near[best]]))
        at += best + 1
    for new in come[at:]:
        yield Revision(None, new, (Piece("new", after[new]),))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts word by word: what both have, what went, what came."""
    from rapidfuzz.distance import Indel

    before, after = old.split(), new.split()
    found: list[Piece] = []
    went: list[str] = []
    came: list[str] = []

    def turned() -> Iterator[Piece]:
        if went:
            yield Piece("old", " ".join(went))
        if came:
            yield Piece("new", " ".join(came))

    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            found += [*turned(), Piece("both", " ".join(before[step.src_start : step.src_end]))]
            went, came = [], []
        went += before[step.src_start : step.src_end] if step.tag == "delete" else ()
        came += after[step.dest_start : step.dest_end] if step.tag == "insert" else ()
    return (*found, *turned())


def shown(revision: Revision, around: int = 8) -> str:
    """A change in one line: `[-went-] {+came+}`, with some words around each."""
    parts = []
    last = len(revision.pieces) - 1
    for index, piece in enumerate(revision.pieces):
        words = piece.words.split()
        if piece.of != "both":
            parts.append(f"[-{piece.words}-]" if piece.of == "old" else f"{{+{piece.words}+}}")
        elif index == 0 and len(words) > around:
            parts.append("… " + " ".join(words[-around:]))
        elif index == last and len(words) > around:
            parts.append(" ".join(words[:around]) + " …")
        elif len(words) > 2 * around:
            parts.append(" ".join(words[:around]) + " … " + " ".join(words[-around:]))
        else:
            parts.append(piece.words)
    return " ".join(parts)
