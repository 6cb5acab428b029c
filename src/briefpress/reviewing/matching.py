"""The paragraphs of a reviewed document and the leaves of the sections in; which paragraph came of which leaf, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefpress.diagnostics import Span
from briefpress.engines.reviewed.marked import Origin, Paragraph
from briefpress.model import Written
from briefpress.reviewing.letters import words
from briefpress.reviewing.prose import Leaf
from briefpress.reviewing.trace import Traces

_ALIKE = 0.5
"""The share of the pairs of words of the longer, a paragraph or the leaf that it came of, that the other must have."""

_WHOLE = 0.75
"""The share of those of the shorter that is enough where it has so many of them: citations are written out."""

_MANY = 8


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
    the document, then the first behind the one before.
    """
    places = [Home(p, i) for p, part in enumerate(parts) for i, leaf in enumerate(part.leaves) if leaf.text]
    said = [words(parts[home.part].leaves[home.leaf].text) for home in places]
    index: dict[tuple[str, str], list[int]] = {}
    for number, text in enumerate(said):
        for pair in set(_pairs(text)):
            index.setdefault(pair, []).append(number)
    starts = [parts[home.part].span(home.leaf, 0) for home in places]
    out: list[Home | None] = []
    last = 0
    for paragraph in paragraphs:
        origin = origins.get(paragraph.place) if paragraph.place is not None else None
        texts = dict.fromkeys((paragraph.sent, paragraph.accepted))
        scores = [_best(words(text), index, said, starts, origin, last) for text in texts]
        found = max(scores, default=(0.0, None), key=lambda score: score[0])[1]
        if found is not None and paragraph.story == "body":
            last = found
        out.append(places[found] if found is not None and paragraph.story not in ("header", "footer") else None)
    return tuple(out)


def _best(
    text: Sequence[str],
    index: Mapping[tuple[str, str], list[int]],
    said: Sequence[list[str]],
    starts: Sequence[Span],
    origin: Origin | None,
    last: int,
) -> tuple[float, int | None]:
    pairs = Counter(_pairs(text))
    votes: Counter[int] = Counter()
    for pair, times in pairs.items():
        for number in index.get(pair, ()):
            votes[number] += times
    total = sum(pairs.values())

    def score(number: int) -> tuple[float, bool, bool, int]:
        there = origin is not None and (starts[number].path, starts[number].line) == (origin.path, origin.line)
        shared = votes[number] / max(total, len(said[number]) + 1)
        return round(shared, 3), there, number >= last, -abs(number - last)

    def alike(number: int) -> bool:
        shorter, longer = sorted((total, len(said[number]) + 1))
        return votes[number] >= _ALIKE * longer or (shorter >= _MANY and votes[number] >= _WHOLE * shorter)

    likely = [number for number in votes if alike(number)]
    if not likely:
        return 0.0, None
    best = max(likely, key=score)
    return score(best)[0], best


def _pairs(text: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words of a text two by two, its ends as words of their own."""
    return pairwise(("", *text, "")) if text else iter(())


def unread(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether nobody changed anything."""
    return not any(p.joined or p.restyled or p.row or any(x.kind != "kept" or x.formatted for x in p.pieces)
                   for p in paragraphs)  # fmt: skip
