"""Two texts in; which letters of one are which of the other, and where they differ, out. Typography aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from briefpress.reviewing.prose import ATOMS

HAN = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|\s|.", re.DOTALL)
WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
"""A word, or a letter of a script that parts none."""

_LIKE = str.maketrans(
    dict.fromkeys('“”„‟«»″＂‘’‚‛‹›′"', "'")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\u200a\u2028\n\t\r", " ")
)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with all spaces, quotation marks and hyphens alike, and for each of its letters where it stood."""

    text: str
    at: tuple[int, ...]

    def index(self, offset: int) -> int:
        """Which letter is the first at or behind an offset of the text as it was."""
        low, high = 0, len(self.at)
        while low < high:
            middle = (low + high) // 2
            if self.at[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def folded(text: str) -> Folded:
    """A text so written that only its words and its signs count."""
    letters: list[str] = []
    at: list[int] = []
    for offset, letter in enumerate(text.translate(_LIKE)):
        if letter in _UNSEEN or (letter == " " and letters and letters[-1] == " "):
            continue
        letters.append(letter)
        at.append(offset)
    return Folded("".join(letters), tuple(at))


def words(text: str) -> list[str]:
    """The words of a text, capitals and typography aside."""
    return WORD.findall(folded(text).text.casefold())


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of letters of the one text, and that of the other which stands in its place. Either may be empty."""

    begin: int
    end: int
    other_begin: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each letter of one text which of the other it is, -1 where none, and where the two differ."""

    at: tuple[int, ...]
    differences: tuple[Difference, ...]


def aligned(one: str, other: str) -> Alignment:
    """How two folded texts agree. Where they differ on both sides of a mere sign, they differ in one place."""
    left, right = _tokens(one), _tokens(other)
    at = [-1] * len(one)
    differences = []
    ours, theirs = [m[0] for m in left], [m[0] for m in right]
    before = (0, 0)
    for a, b, c, d in [*_merged(ours, theirs), (len(left), len(left), len(right), len(right))]:
        for i, j in zip(range(before[0], a), range(before[1], c), strict=True):
            for k in range(len(ours[i])):
                at[left[i].start() + k] = right[j].start() + k
        before = (b, d)
        if a < b or c < d:
            begin, end = _extent(left, a, b, len(one))
            other_begin, other_end = _extent(right, c, d, len(other))
            differences.append(Difference(begin, end, other_begin, other_end))
    return Alignment(tuple(at), tuple(differences))


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _extent(tokens: Sequence[re.Match[str]], begin: int, end: int, length: int) -> tuple[int, int]:
    first = tokens[begin].start() if begin < len(tokens) else length
    return first, tokens[end - 1].end() if end > begin else first


def _unlike(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of tokens that differ where as many words as can be are the same, then as many signs."""
    words = [[i for i, token in enumerate(tokens) if WORD.match(token)] for tokens in (ours, theirs)]
    same: list[tuple[int, int]] = []
    for step in Indel.opcodes([ours[i] for i in words[0]], [theirs[i] for i in words[1]]):
        if step.tag == "equal":
            pairs = zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
            same += [(words[0][i], words[1][j]) for i, j in pairs]
    before = (0, 0)
    for i, j in [*same, (len(ours), len(theirs))]:
        for step in Indel.opcodes(ours[before[0] : i], theirs[before[1] : j]):
            if step.tag != "equal":
                yield (before[0] + step.src_start, before[0] + step.src_end,
                       before[1] + step.dest_start, before[1] + step.dest_end)  # fmt: skip
        before = (i + 1, j + 1)


def _merged(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of tokens that differ, those made one that no word parts, and each as short as it can be."""
    runs: list[list[int]] = []
    for a, b, c, d in _unlike(ours, theirs):
        if runs and not any(WORD.match(token) for token in ours[runs[-1][1] : a]):
            runs[-1][1], runs[-1][3] = b, d
        else:
            runs.append([a, b, c, d])
    for a, b, c, d in runs:
        while a < b and c < d and ours[a] == theirs[c] and theirs[c] not in ATOMS:
            a, c = a + 1, c + 1
        while a < b and c < d and ours[b - 1] == theirs[d - 1] and theirs[d - 1] not in ATOMS:
            b, d = b - 1, d - 1
        yield a, b, c, d
