"""The paragraphs of a reviewed document and the leaves of the sections in; which paragraph came of which leaf, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefpress.diagnostics import Span
from briefpress.engines.reviewed.marked import Origin, Paragraph, Story
from briefpress.model import Written
from briefpress.reviewing.letters import words
from briefpress.reviewing.prose import ATOMS, Leaf, is_note
from briefpress.reviewing.trace import Traces

_ALIKE = 0.5
"""The share of the pairs of words of the longer, a paragraph or the leaf that it came of, that the other must have."""

_WHOLE = 0.75
"""The share of those of the shorter that is enough where it has so many of them: citations are written out.

Where it has fewer, they must make up as much of the longer: short texts are alike by chance.
"""

_MANY = 8

_LONGEST = 100_000
"""Letters of the longest paragraph that is looked for: more than any section has in one."""

_WRITTEN_OUT = 8
"""The words that a citation may become in the document."""

_RIVALS = 20
"""Paragraphs of which one may be the leaf's in place of another: no writer repeats one oftener."""

_ATOM = re.compile(f"[{ATOMS}]")

_OURS = frozenset(("Bibliography", "TOCHeading", "Title", "Subtitle", *(f"TOC{level}" for level in range(1, 10))))
"""Styles of paragraphs that the program writes, by the names that Word keeps."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is compared with what came back: its leaves, and where their letters are written."""

    path: str
    written: Written
    leaves: tuple[Leaf, ...]
    traces: Traces

    def span(self, leaf: int, offset: int) -> Span:
        """The place of a leaf's letter, or of the one next to it that is written; the section where none is."""
        traces = self.traces[leaf]
        near = sorted(range(len(traces)), key=lambda i: (abs(i - offset), i < offset))
        at = next((traces[i] for i in near if traces[i] is not None), None)
        return self.written.span(at) if at is not None else Span(self.path)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a paragraph came from: the section and the leaf in it, by their numbers."""

    part: int
    leaf: int


def homes(
    paragraphs: Sequence[Paragraph], parts: Sequence[Part], origins: Mapping[int, Origin]
) -> tuple[Home | None, ...]:
    """The leaf of each paragraph, None where its words are no section's.

    The words that both have tell it. Where two leaves have them, it is the one that the program put down when it wrote
    the document, then the first behind the one before. Where a paragraph has too few of its words left, the place that
    the program put down tells it.
    """
    finder = _Finder(parts)
    found: list[_Match | None] = []
    last = -1
    for paragraph in paragraphs:
        match = None
        if (
            paragraph.style not in _OURS
            and paragraph.story not in ("header", "footer")
            and len(paragraph.text) < _LONGEST
        ):
            origin = origins.get(paragraph.place) if paragraph.place is not None else None
            sent = dict.fromkeys((paragraph.sent, paragraph.accepted))
            matches = [finder.best(text, paragraph.story, origin, last) for one in sent for text in _unnumbered(one)]
            match = max((m for m in matches if m is not None), key=lambda m: m.score, default=None)
        if match is not None and paragraph.story == "body":
            last = match.number
        found.append(match)
    rivals = _rivals(found)
    told = [m.number if m is not None and not _doubles(m, rivals[m.number]) else None for m in found]
    free = finder.at_lines(set(told))
    for index, paragraph in enumerate(paragraphs):
        origin = origins.get(paragraph.place or 0)
        if told[index] is None and origin is not None:
            there = free.get((origin.path, origin.line, paragraph.story == "footnote"), [])
            told[index] = there.pop() if len(there) == 1 else None
    return tuple(finder.places[number] if number is not None else None for number in told)


def _rivals(among: Sequence[_Match | None]) -> dict[int, list[_Match]]:
    """For each leaf the paragraph that stands first of those with its words, and the few that are most like it."""
    of: dict[int, list[_Match]] = {}
    for match in among:
        if match is not None:
            of.setdefault(match.number, []).append(match)
    return {
        number: [m[0], *sorted(m[1:], key=lambda one: one.score, reverse=True)[:_RIVALS]] for number, m in of.items()
    }


def _doubles(match: _Match, rivals: Sequence[_Match]) -> bool:
    """Whether another paragraph has the same words of the leaf, and is more like it, or stands first."""
    return any(
        match.pairs <= other.pairs
        and (other.score > match.score or (other.score == match.score and other is rivals[0]))
        for other in rivals
        if other is not match
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    """A leaf that a paragraph may have come of: how alike they are, and the pairs of words that both have."""

    number: int
    score: tuple[float, bool]
    pairs: frozenset[tuple[str, str]]


class _Finder:
    """The leaves of all sections by the pairs of their words."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.places = [Home(p, i) for p, part in enumerate(parts) for i, leaf in enumerate(part.leaves) if leaf.text]
        leaves = [parts[home.part].leaves[home.leaf] for home in self.places]
        self._starts = [parts[home.part].span(home.leaf, 0) for home in self.places]
        self._lengths = [0] * len(leaves)
        self._atoms: list[int] = []
        self._notes = [is_note(leaf) for leaf in leaves]
        self._index: dict[tuple[str, str], dict[int, int]] = {}
        for number, leaf in enumerate(leaves):
            pairs = list(_written_pairs(leaf.text))
            self._lengths[number] = len(pairs)
            self._atoms.append(sum(leaf.text.count(atom) for atom in ATOMS))
            for pair, times in Counter(pairs).items():
                self._index.setdefault(pair, {})[number] = times

    def at_lines(self, without: Container[int | None]) -> dict[tuple[str, int, bool], list[int]]:
        """The leaves by the section and the line that they begin on, those of notes by themselves."""
        found: dict[tuple[str, int, bool], list[int]] = {}
        for number, (start, note) in enumerate(zip(self._starts, self._notes, strict=True)):
            if number not in without:
                found.setdefault((start.path, start.line, note), []).append(number)
        return found

    def best(self, text: Sequence[str], story: Story, origin: Origin | None, last: int) -> _Match | None:
        """The leaf that a text came of, None where none has enough of its words."""
        pairs = Counter(_pairs(text))
        votes: Counter[int] = Counter()
        for pair, times in pairs.items():
            for number, there in self._index.get(pair, {}).items():
                votes[number] += min(times, there)
        total = sum(pairs.values())

        def alike(number: int) -> bool:
            length = self._lengths[number]
            shorter, longer = sorted((max(total - _WRITTEN_OUT * self._atoms[number], min(total, length)), length))
            enough = min(_ALIKE * longer, _WHOLE * shorter) if shorter >= _MANY else _WHOLE * longer
            return votes[number] >= enough and (story != "footnote" or self._notes[number])

        def score(number: int) -> tuple[float, bool, bool, int]:
            start = self._starts[number]
            there = origin is not None and (start.path, start.line) == (origin.path, origin.line)
            shared = votes[number] / max(total, self._lengths[number])
            return round(shared, 3), there, number > last, -abs(number - last)

        found = max((number for number in votes if alike(number)), key=score, default=None)
        if found is None:
            return None
        shared = frozenset(pair for pair in pairs if found in self._index.get(pair, ()))
        return _Match(found, score(found)[:2], shared)


def _unnumbered(text: str) -> Iterator[list[str]]:
    """The words of a text, and those behind what numbers it, as `Table 2`."""
    said = words(text)
    yield said
    if len(said) > 2 and said[1].isdigit():
        yield said[2:]


def _written_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The words of a leaf two by two. What stands before a citation and what stands behind it is no pair."""
    said = [words(part) for part in _ATOM.split(text)]
    for number, part in enumerate(said):
        first, last = number == 0, number == len(said) - 1
        if part:
            yield from pairwise([*[""][:first], *part, *[""][:last]])


def _pairs(text: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words of a text two by two, its ends as words of their own."""
    return pairwise(("", *text, "")) if text else iter(())
