"""Documents and the words of quotations in; the parts of the documents that share most words with each, out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefpress.evidence.flow import Stretch, flow
from briefpress.evidence.folding import SPACELESS, Folded, fold
from briefpress.ledger import Document

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(rf"[{SPACELESS}]|[^\W_{SPACELESS}]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n]*\n\s*(?=[^\W\d_])")
_APART = 1_000_000
"""How many places lie between two documents, so that no passage runs over."""

_RARE = 3_000
"""As many places of a quotation's rarest words are looked at; of each word at most so many, of six at least."""

_COMMON = 100_000
"""As many places of a word are looked at where all words of a quotation are common."""


def terms(text: str) -> list[str]:
    """The words of a text as documents are searched by them: of any case, form and kind of hyphen."""
    if text.isascii():
        return _WORD.findall((_BROKEN.sub("", text) if "-\n" in text else text).lower())
    text = _BROKEN.sub("", unicodedata.normalize("NFKC", text)).replace("\u00ad", "")
    return _TERM.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document: as it runs on, with where in the document's text each of its stretches begins."""

    document: Document
    raw: str
    starts: tuple[tuple[int, int], ...]

    def folded(self, quotation: str) -> Folded:
        """The passage as a quotation is compared with it."""
        return fold(self.raw, quotation)

    def extent(self, begin: int, end: int) -> tuple[int, int]:
        """Where in the document's text a part of the passage stands."""
        first, last = self._at(begin), self._at(end - 1) + 1
        return min(first, last - 1), max(first + 1, last)

    def _at(self, offset: int) -> int:
        here, there = self.starts[bisect_right(self.starts, (offset, 1 << 62)) - 1]
        return there + offset - here


class WordIndex:
    """Where in some documents each of some words stands."""

    def __init__(self, documents: Iterable[Document], wanted: Iterable[str]) -> None:
        self._documents = list(documents)
        self._places: dict[str, array[int]] = {word: array("Q") for word in wanted}
        self._stretches: list[tuple[int, Stretch]] = []
        self._begins = array("Q")
        place = 0
        for number, document in enumerate(self._documents):
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

    def passages(
        self, wanted: Sequence[str], reach: int, among: Container[str], other: bool = False
    ) -> Iterator[tuple[float, Passage]]:
        """The parts of documents that have most of the rarest of some words near each other and in order, best first.

        Each comes with its share of the best one's score. `reach` is how many words the source may have more than the
        quotation. `among` are the keys of the documents to look in, or, with `other`, not to look in.
        """
        width = max(16, reach)
        scores: dict[int, float] = defaultdict(float)
        starts: dict[int, float] = defaultdict(float)
        for word, at in self._chosen(wanted):
            places = self._places[word]
            weight = 1.0 + 8.0 / (1 + len(places))
            begins = [place + len(wanted) - at for place in islice(places, _COMMON)]
            for begin in begins:
                starts[begin] += weight
            for bucket in {begin // width for begin in begins}:
                scores[bucket] += weight
        joined = {bucket: score + scores.get(bucket + 1, 0.0) for bucket, score in scores.items()}
        # Words that stand as far from each other as in the quotation count twice.
        for begin, score in starts.items():
            bucket = begin // width
            joined[bucket] = max(joined[bucket], scores[bucket] + scores.get(bucket + 1, 0.0) + score)
        return self._spread(joined, width, len(wanted), among, other)

    def _chosen(self, wanted: Sequence[str]) -> list[tuple[str, int]]:
        """Some words, rarest first, each with its place among the wanted: those of whose places there aren't many."""
        first: dict[str, int] = {}
        for at, word in enumerate(wanted):
            if self._places.get(word):
                first.setdefault(word, at)
        chosen: list[tuple[str, int]] = []
        total = 0
        for word in sorted(first, key=lambda word: (len(self._places[word]), first[word]))[:24]:
            total += len(self._places[word])
            if total > _RARE and len(chosen) >= 6:
                break
            chosen.append((word, first[word]))
        return chosen

    def _spread(
        self, scores: dict[int, float], width: int, length: int, among: Container[str], other: bool
    ) -> Iterator[tuple[float, Passage]]:
        taken: set[int] = set()
        best = 0.0
        for bucket in sorted(scores, key=lambda bucket: (-scores[bucket], bucket)):
            if bucket - 1 in taken or bucket in taken:
                continue
            first = max(0, bucket * width - length)
            last = first + length + 2 * width
            # Its first words may lie before the document, its last ones don't lie in the next.
            number = self._stretches[self._index(last)][0]
            if (self._documents[number].key in among) is other:
                continue
            best = best or scores[bucket]
            taken.add(bucket)
            yield scores[bucket] / best, self._passage(number, first, last)

    def _index(self, place: int) -> int:
        """The stretch in which a place among all words lies."""
        return max(0, bisect_right(self._begins, place) - 1)

    def _passage(self, number: int, first: int, last: int) -> Passage:
        document = self._documents[number]
        parts: list[str] = []
        starts: list[tuple[int, int]] = []
        length = 0
        for owner, stretch in self._stretches[self._index(first) : self._index(last) + 2]:
            if owner != number:
                continue
            if parts:
                parts.append(stretch.before)
                length += len(stretch.before)
            starts.append((length, stretch.begin))
            parts.append(document.text.words[stretch.begin : stretch.end])
            length += stretch.end - stretch.begin
        return Passage(document, "".join(parts), tuple(starts))
