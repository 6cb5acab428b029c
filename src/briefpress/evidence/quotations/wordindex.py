"""Documents and the words of quotations in; the parts of the documents that share most words with each, out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from briefpress.evidence.quotations.flow import Stretch, flow
from briefpress.evidence.quotations.folding import SPACELESS
from briefpress.ledger import Document
from briefpress.lineends import joined

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(rf"[{SPACELESS}]|[^\W_{SPACELESS}]+")
_APART = 1_000_000
"""How many places lie between two documents, so that no passage runs over."""

_FEW = 800
"""As many places of a quotation's rarest words are looked at, of three words at least."""

_MANY = 20_000
"""A word that stands at more places is looked at only where all words of a quotation do, and then at so many."""

_CANDIDATES = 16
_SAMPLED = 24
"""So many words of a quotation tell how good a candidate is."""


def terms(text: str) -> list[str]:
    """The words of a text as documents are searched by them: of any case, form and kind of hyphen."""
    if text.isascii():
        return _WORD.findall((joined(text) if "-\n" in text else text).lower())
    return _TERM.findall(joined(unicodedata.normalize("NFKC", text)).lower())


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document: as it runs on, with where in the document's text each of its stretches begins."""

    document: Document
    raw: str
    starts: tuple[tuple[int, int], ...]

    def extent(self, begin: int, end: int) -> tuple[int, int]:
        """Where in the document's text a part of the passage stands."""
        first, last = self._at(begin), self._at(end - 1) + 1
        return min(first, last - 1), max(first + 1, last)

    def _at(self, offset: int) -> int:
        here, there = self.starts[bisect_right(self.starts, (offset, 1 << 62)) - 1]
        return there + offset - here


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of a document that may have a quotation: the document's number, which of all words, its share of words."""

    number: int
    first: int
    last: int
    share: float


class WordIndex:
    """Where in some documents each of some words stands."""

    def __init__(self, documents: Iterable[Document], wanted: Iterable[str]) -> None:
        self._documents = list(documents)
        self._places: dict[str, array[int]] = {word: array("Q") for word in wanted}
        self._stretches: list[tuple[int, Stretch]] = []
        self._begins = array("Q")
        self._firsts: list[int] = []
        place = _APART
        for number, document in enumerate(self._documents):
            self._firsts.append(place)
            place = self._read(number, document, place) + _APART

    def _read(self, number: int, document: Document, place: int) -> int:
        words, places = document.text.words, self._places
        for stretch in flow(document.text):
            self._stretches.append((number, stretch))
            self._begins.append(place)
            found = terms(words[stretch.begin : stretch.end])
            for at, word in enumerate(found, place):
                if word in places:
                    places[word].append(at)
            place += len(found)
        return place

    def candidates(
        self, wanted: Sequence[str], reach: int, keys: Container[str]
    ) -> tuple[list[Candidate], list[Candidate]]:
        """The parts of the documents of some keys that have most of some words near each other, and those of the rest.

        The best come first. `reach` is how many words the source may have more than the quotation. Of a quotation's
        words the rarest lead to the candidates, so that the work is bounded.
        """
        first: dict[str, int] = {}
        for at, word in enumerate(wanted):
            if self._places.get(word):
                first.setdefault(word, at)
        width = max(16, reach)
        votes: dict[int, float] = defaultdict(float)
        for word, at in self._chosen(first):
            weight = 1.0 + 8.0 / (1 + len(self._places[word]))
            for bucket in {(place - at) // width for place in islice(self._places[word], _MANY)}:
                votes[bucket] += weight
        split: tuple[list[tuple[float, int]], list[tuple[float, int]]] = ([], [])
        for bucket, vote in votes.items():
            # Its first words may lie before the document, its last ones don't lie in the next.
            last = (bucket + 2) * width + len(wanted)
            number = bisect_right(self._firsts, last) - 1
            there = self._documents[number].key in keys
            split[not there].append((vote + votes.get(bucket + 1, 0.0), -bucket))
        sample = list(first.items())[:: max(1, len(first) // _SAMPLED)]
        cited, others = (self._ranked(group, sample, width, len(wanted)) for group in split)
        return cited, others

    def _chosen(self, first: dict[str, int]) -> list[tuple[str, int]]:
        """The rarest words, each with its place among the wanted."""
        chosen: list[tuple[str, int]] = []
        total = 0
        for word in sorted(first, key=lambda word: (len(self._places[word]), first[word])):
            count = len(self._places[word])
            total += count
            if (total > _FEW and len(chosen) >= 3) or (count > _MANY and chosen):
                break
            chosen.append((word, first[word]))
        return chosen

    def _ranked(
        self, votes: list[tuple[float, int]], sample: list[tuple[str, int]], width: int, length: int
    ) -> list[Candidate]:
        out: list[Candidate] = []
        taken: set[int] = set()
        for _, negative in nlargest(_CANDIDATES, votes):
            bucket = -negative
            if bucket - 1 in taken:
                continue
            taken.add(bucket)
            begin, end = bucket * width, (bucket + 2) * width
            found = sum(self._has(word, begin + at, end + at) for word, at in sample)
            number = bisect_right(self._firsts, end + length) - 1
            out.append(Candidate(number, max(0, begin), end + length, found / len(sample)))
        return sorted(out, key=lambda c: (-c.share, c.first))

    def _has(self, word: str, first: int, last: int) -> bool:
        """Whether a word stands between two places."""
        places = self._places[word]
        index = bisect_left(places, max(0, first))
        return index < len(places) and places[index] < last

    def _index(self, place: int) -> int:
        """The stretch in which a place among all words lies."""
        return max(0, bisect_right(self._begins, place) - 1)

    def passage(self, candidate: Candidate) -> Passage:
        """The words of a candidate, with those of its stretches around them."""
        document = self._documents[candidate.number]
        parts: list[str] = []
        starts: list[tuple[int, int]] = []
        length = 0
        for owner, stretch in self._stretches[self._index(candidate.first) : self._index(candidate.last) + 1]:
            if owner != candidate.number:
                continue
            if parts:
                parts.append(stretch.before)
                length += len(stretch.before)
            starts.append((length, stretch.begin))
            parts.append(document.text.words[stretch.begin : stretch.end])
            length += stretch.end - stretch.begin
        return Passage(document, "".join(parts), tuple(starts))
