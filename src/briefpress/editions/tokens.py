"""The words of two blocks in; the pieces that both have, that went and that came, out.

A number and its unit are one word here, and so is what the program wrote for a citation or a cross-reference.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from briefpress.editions.words import Block, Mark
from briefpress.evidence.figures.quantities import Quantity, quantities
from briefpress.evidence.figures.stated import reading

_WORD = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W_]+(?:[’'.,‑-][^\\W_]+)*|\t|[^\\S\t]+|[^\\w\\s]|_")
_CELL = re.compile("[^\t]+")
_LONGEST = 20_000
"""From this many letters on, a block is no paragraph that anybody wrote: its figures aren't looked for."""

_MOST = 100_000_000
"""So many pairs of words are compared at most: 12 MB of bits, a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went, or came, with the spaces among them.

    Of those that stayed `was` is how they read before, where that differs: a cross-reference's number, a kind of space.
    """

    of: Literal["both", "old", "new"]
    words: str
    was: str = ""

    def of_side(self, side: Literal["old", "new"]) -> str:
        """What of it stands in the old text, or in the new one."""
        if self.of == "both":
            return self.was or self.words if side == "old" else self.words
        return self.words if self.of == side else ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written, and what makes it the same word."""

    words: str
    key: str
    spaced: bool = False


def tokens(block: Block, lang: str) -> tuple[Token, ...]:
    """The words of a block, the spaces and marks between them too: put together they are the block's words."""
    out: list[Token] = []
    at = 0
    apart = block.apart
    for begin, end, key in _whole(block, lang):
        out += _plain(block.words, at, begin, apart)
        words = block.words[begin:end]
        out.append(Token(words, (key or " ".join(words.split())) + _set(begin, end, apart)))
        at = end
    return (*out, *_plain(block.words, at, len(block.words), apart))


def _plain(words: str, begin: int, end: int, apart: Sequence[Mark]) -> Iterator[Token]:
    """The words from one letter to another, parted where what is set apart begins and ends."""
    edges = {begin, end} | {edge for mark in apart for edge in (mark.begin, mark.end) if begin < edge < end}
    for one, other in pairwise(sorted(edges)):
        key = _set(one, other, apart)
        for word in (match[0] for match in _WORD.finditer(words[one:other])):
            space = word.isspace()
            yield Token(word, " " if space and word != "\t" else word + key * (not space), space)


def _set(begin: int, end: int, apart: Sequence[Mark]) -> str:
    """What tells words from the same ones that are set otherwise: which of them are, how, and where links lead."""
    return "".join(
        f"\x01{mark.of} {mark.to}" + ("" if one <= 0 and other >= end - begin else f" {one}-{other}")
        for mark in apart
        if (one := mark.begin - begin) < end - begin and (other := mark.end - begin) > 0
    )


def _whole(block: Block, lang: str) -> list[tuple[int, int, str]]:
    """The parts of a block that are one word: references, then figures that aren't in them."""
    found = [(m.begin, m.end, f"\x00{m.to}") for m in block.references]
    if len(block.words) <= _LONGEST:
        figures = [(f.begin, f.end, "") for f in figures_in(block.words, lang)]
        # References don't overlap: of those that begin before a figure ends, the last ends last.
        begins, ends = [begin for begin, *_ in found], [0, *(end for _, end, _ in found)]
        found += [figure for figure in figures if ends[bisect_left(begins, figure[1])] <= figure[0]]
    return sorted(found)


def pieces(old: Sequence[Token], new: Sequence[Token]) -> tuple[Piece, ...]:
    """Two blocks word by word. What one can't follow — a word that stays amid many that don't — is taken together."""
    head = 0
    while head < min(len(old), len(new)) and old[head].key == new[head].key:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail].key == new[-1 - tail].key:
        tail += 1
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    both = _both(old[:head], new[:head]), _both(old[len(old) - tail :], new[len(new) - tail :])
    return tuple(_joined(_readable([*both[0], *middle, *both[1]])))


def _compared(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    if not old or not new or len(old) * len(new) > _MOST:
        return [*_side("old", old), *_side("new", new)]
    from rapidfuzz.distance import Indel

    out: list[Piece] = []
    for step in Indel.opcodes([t.key for t in old], [t.key for t in new]):
        before, after = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        out += _both(before, after) if step.tag == "equal" else [*_side("old", before), *_side("new", after)]
    return out


def _side(of: Literal["old", "new"], run: Sequence[Token]) -> list[Piece]:
    words = "".join(token.words for token in run)
    return [Piece(of, words)] if words else []


def _both(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    was, words = "".join(t.words for t in old), "".join(t.words for t in new)
    return [Piece("both", words, was if was != words else "")] if words or was else []


def _readable(found: list[Piece]) -> list[Piece]:
    """The pieces without islands: what stays between two changes, and is no longer than either, goes with them."""
    out = _gathered(found)
    index = 1
    while index < len(out) - 1:
        before, here, after = out[index - 1], out[index], out[index + 1]
        sizes = [max(len(w.strip()) for w in change[:2]) for change in (before, after)]
        island = here[2] and len(here[1].strip()) <= min(sizes) and "\t" not in here[1]
        if island and not before[2] and not after[2]:
            out[index - 1 : index + 2] = [(before[0] + here[0] + after[0], before[1] + here[1] + after[1], False)]
            index = max(1, index - 2)
        else:
            index += 1
    back: list[Piece] = []
    for was, words, stayed in out:
        if stayed:
            back.append(Piece("both", words, was if was != words else ""))
        else:
            back += [Piece("old", was)] if was else []
            back += [Piece("new", words)] if words else []
    return back


def _gathered(found: Sequence[Piece]) -> list[tuple[str, str, bool]]:
    """Runs of what stayed and of what changed in turn: how each read, how it reads, and whether it stayed."""
    out: list[tuple[str, str, bool]] = []
    for piece in found:
        stayed = piece.of == "both"
        was, words = piece.of_side("old"), piece.of_side("new")
        if out and out[-1][2] == stayed:
            out[-1] = (out[-1][0] + was, out[-1][1] + words, stayed)
        else:
            out.append((was, words, stayed))
    return out


def _joined(found: list[Piece]) -> list[Piece]:
    """The pieces with spaces that both sides begin or end with left outside of a change."""
    out: list[Piece] = []
    index = 0
    while index < len(found):
        piece = found[index]
        behind = found[index + 1] if index + 1 < len(found) else None
        if piece.of == "old" and behind is not None and behind.of == "new":
            lead = _common(piece.words, behind.words)
            old, new = piece.words[lead:], behind.words[lead:]
            trail = _common(old[::-1], new[::-1])
            kept = [Piece("both", piece.words[:lead])] if lead else []
            kept += [Piece("old", old[: len(old) - trail])] if len(old) > trail else []
            kept += [Piece("new", new[: len(new) - trail])] if len(new) > trail else []
            kept += [Piece("both", old[len(old) - trail :])] if trail else []
            out += kept
            index += 2
        else:
            out.append(piece)
            index += 1
    return out


def _common(one: str, other: str) -> int:
    """How many spaces two texts begin with alike."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count] and one[count].isspace():
        count += 1
    return count


def figures_in(words: str, lang: str) -> Iterator[Quantity]:
    """The figures of a text as evidence reads them: numbers, shares, sums, measures and dates, each with its unit."""
    for cell in _CELL.finditer(words):
        for figure in quantities(cell[0], reading(lang)):
            yield replace(figure, begin=figure.begin + cell.start(), end=figure.end + cell.start())
