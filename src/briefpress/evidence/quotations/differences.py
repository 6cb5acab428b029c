"""A quotation and a passage in; the words that they share, word by word, and those that only one of them has, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from briefpress.evidence.places import running
from briefpress.evidence.quotations.folding import SPACELESS, Folded
from briefpress.evidence.quotations.quoting import Quoting
from briefpress.ledger import Change

_TOKEN = re.compile(rf"[{SPACELESS}]|[^\W_{SPACELESS}]+(?:[.,:'][^\W_{SPACELESS}]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a folded text, and where in it it stands."""

    text: str
    begin: int
    end: int
    free: bool = False
    piece: int = 0

    @property
    def weight(self) -> int:
        """How much it says that two texts share it."""
        return len(self.text) if self.text[0].isalnum() else 0

    def same(self, other: Token) -> bool:
        """Whether another one is it, but for a capital where it may change."""
        rest = self.free and self.text[1:] == other.text[1:] and self.text[0].lower() == other.text[0].lower()
        return rest or self.text == other.text


@dataclass(frozen=True, slots=True)
class Asked:
    """The words and marks of a quotation in order; before those at `joints` is a gap, or words of the author's."""

    quoting: Quoting
    tokens: tuple[Token, ...]
    joints: frozenset[int]

    def words(self, begin: int, end: int) -> str:
        """What the author wrote from one of them to before another."""
        parts = []
        for number, group in groupby(self.tokens[begin:end], key=lambda token: token.piece):
            tokens = list(group)
            parts.append(self.quoting.pieces[number].words(tokens[0].begin, tokens[-1].end))
        return " […] ".join(parts)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The part of a passage that comes nearest to a quotation: which, how much of the quotation it has, from 0 to 1."""

    begin: int
    end: int
    share: float


def asked(quoting: Quoting) -> Asked:
    """The words and marks of a quotation."""
    tokens: list[Token] = []
    joints: set[int] = set()
    for number, piece in enumerate(quoting.pieces):
        joints.add(len(tokens))
        tokens += [Token(t.text, t.begin, t.end, t.begin in piece.free, number) for t in tokens_of(piece.text)]
    return Asked(quoting, tuple(tokens), frozenset(joints - {0}))


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a folded text."""
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def nearest(wanted: Asked, passage: Folded) -> Nearest | None:
    """The part of a passage that shares most words with a quotation, in order, and has fewest others."""
    there = tokens_of(passage.text)
    pairs = _pairs(wanted.tokens, there)
    first, last = _densest(wanted, there, pairs)
    if first == last:
        return None
    # What the quotation has before the first word and behind the last that both have may be other words here.
    lead = min(pairs[first][0], 3)
    rest = min(len(wanted.tokens) - 1 - pairs[last - 1][0], 3)
    begin = max(0, pairs[first][1] - lead)
    end = min(len(there), pairs[last - 1][1] + 1 + rest)
    inner = _pairs(wanted.tokens, there[begin:end])
    shared = sum(wanted.tokens[i].weight for i, _ in inner)
    whole = sum(token.weight for token in wanted.tokens)
    while end > begin + 1 and not there[end - 1].weight:
        end -= 1
    return Nearest(there[begin].begin, there[end - 1].end, shared / max(whole, 1))


def changes(wanted: Asked, passage: Folded, begin: int, end: int) -> tuple[Change, ...]:
    """How a quotation differs from a part of a passage: what they share, what only the brief has, or the source.

    What the source has where the quotation has a gap or its author's words is no difference.
    """
    there = [t for t in tokens_of(passage.text) if begin <= t.begin and t.end <= end]
    pairs = [(i, j) for i, j in _pairs(wanted.tokens, there) if wanted.tokens[i].same(there[j])]
    out: list[Change] = []

    def add(of: Literal["both", "brief", "source"], words: str) -> None:
        if words := running(words).strip():
            out.append(Change(of, words))

    at = inside = 0
    for i, j, length in [*_runs(pairs, wanted.joints), (len(wanted.tokens), len(there), 0)]:
        add("brief", wanted.words(at, i))
        if at == i and i in wanted.joints:
            out.append(Change("both", "[…]"))
        elif inside < j:
            add("source", passage.words(there[inside].begin, there[j - 1].end))
        if length:
            add("both", passage.words(there[j].begin, there[j + length - 1].end))
        at, inside = i + length, j + length
    return tuple(out)


def _runs(pairs: list[tuple[int, int]], joints: frozenset[int]) -> list[tuple[int, int, int]]:
    """Pairs that follow one another as one, but for those at a joint: where it begins in both, and how many."""
    out: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if out and (i, j) == (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) and i not in joints:
            out[-1] = (*out[-1][:2], out[-1][2] + 1)
        else:
            out.append((i, j, 1))
    return out


def _pairs(wanted: Sequence[Token], there: Sequence[Token]) -> list[tuple[int, int]]:
    """Which of their words are the same, in order: as many as can be."""
    from rapidfuzz.distance import LCSseq

    a = [token.text.lower() for token in wanted]
    b = [token.text.lower() for token in there]
    return [
        (block.src_start + k, block.dest_start + k)
        for block in LCSseq.opcodes(a, b)
        if block.tag == "equal"
        for k in range(block.src_end - block.src_start)
    ]


def _densest(wanted: Asked, there: Sequence[Token], pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """From which to which pair words stand so close that they are one passage.

    A word that both have counts by its letters, one that only the passage has against it, but for those in gaps.
    """
    best, best_at, sum_, begin = 0.0, (0, 0), 0.0, 0
    for k, (i, j) in enumerate(pairs):
        if k:
            before_i, before_j = pairs[k - 1]
            gap = any(before_i < joint <= i for joint in wanted.joints)
            sum_ -= 0.0 if gap else 2.0 * (j - before_j - 1)
        if sum_ <= 0:
            sum_, begin = 0.0, k
        sum_ += there[j].weight
        if sum_ > best:
            best, best_at = sum_, (begin, k + 1)
    return best_at
