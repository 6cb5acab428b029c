"""A section as it was written and its sentences, one after the other, in; where in which file each stands, out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from briefpress.diagnostics import Span
from briefpress.ledger import Entry
from briefpress.model import Written

_BETWEEN = r"[^\w\n]*(?:\n[^\w\n]*)?"
_HAN = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_UNPARTED = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+")
"""A word, or a letter of a script that parts none: there mark-up stands within what `\\w+` takes for one."""
_TOLD_BY = 6
"""So many words tell a part of a sentence from the others."""
_NEAR = 400
"""How many letters behind the last sentence a sentence of one or two words is looked for: they stand everywhere."""


class Places:
    """Where in the author's files sentences begin, found in their order."""

    def __init__(self, path: str, written: Written | None) -> None:
        self._path, self._written, self._at = path, written, 0
        self._text = written.text if written else ""
        self._words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(self._text)]
        self._where: dict[str, list[int]] = {}
        for index, (word, _, _) in enumerate(self._words):
            self._where.setdefault(word, []).append(index)

    def of(self, text: str, aside: Sequence[tuple[int, int]] = (), *, floats: bool = False) -> Span:
        """The place of a sentence: of the first behind the last one that has its first words.

        `aside` are the parts that the author didn't write as they stand. What `floats`, as a note or a caption, may
        have been written elsewhere than it is read. Where it isn't found, the place is the file.
        """
        if self._written is None:
            return Span(self._path)
        words = _own(text, aside)
        for count in (6, 3, 2, 1):
            if len(words) >= count or (count == 1 and words):
                match = self._search(words[:count], floats)
                if match:
                    if not floats and match[0] >= self._at:
                        self._at = match[1]
                    return self._written.span(match[0])
        return Span(self._path)

    def _search(self, words: list[str], floats: bool) -> tuple[int, int] | None:
        """Where these words stand next to each other: behind the last sentence, else from the beginning."""
        indices = self._where.get(words[0], [])
        next_one = bisect_left(indices, self._at, key=lambda index: self._words[index][1])
        alone = len(words) < 3 and not floats
        furthest = self._at + _NEAR if alone else len(self._text)
        behind = self._first(islice(indices, next_one, None), words, furthest)
        return behind if behind or alone else self._first(islice(indices, next_one), words, len(self._text))

    def _first(self, indices: Iterable[int], words: list[str], furthest: int) -> tuple[int, int] | None:
        """The first of the places at which these words stand, where it ends no further than that."""
        for index in indices:
            if self._words[index][2] > furthest:
                break
            if extent := self._extent(index, words):
                return extent if extent[1] <= furthest else None
        return None

    def _extent(self, index: int, words: list[str]) -> tuple[int, int] | None:
        there = self._words[index : index + len(words)]
        if [word for word, _, _ in there] != words:
            return None
        gaps = (self._text[end:begin] for (_, _, end), (_, begin, _) in pairwise(there))
        return None if any(gap.count("\n") > 1 for gap in gaps) else (there[0][1], there[-1][2])


def _own(text: str, aside: Sequence[tuple[int, int]]) -> list[str]:
    """The first words that the author wrote next to each other."""
    begin = 0
    for low, high in sorted(aside):
        if words := _WORD.findall(text[begin:low]):
            return words
        begin = high
    return _WORD.findall(text[begin:])


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # Chinese words have no ends; and to name their letters in each pattern would take longer than all the search.
    parted = not any(_UNPARTED.match(word) for word in words)
    body = _BETWEEN.join(map(re.escape, words))
    return re.compile(rf"(?<!\w){body}(?!\w)" if parted else body)


def within(written: Written | None, sentence: Span, text: str, begin: int, end: int) -> Span:
    """The place of a part of the sentence that begins at a place; that place where its words aren't found there."""
    words = _WORD.findall(text[begin:end])[:_TOLD_BY]
    if written is None or not sentence.line or not words:
        return sentence
    line = next((i for i, origin in enumerate(written.origins) if origin == (sentence.path, sentence.line)), None)
    if line is None:
        return sentence
    pattern = _pattern(words)
    at = _starts(written.text)[line] + sentence.column - 1
    nth = len(pattern.findall(text[:begin]))
    # Marks and citations take room in what is written, but not beyond all bounds.
    found = [
        m for m, _ in zip(pattern.finditer(written.text, at, at + 2 * len(text) + _NEAR), range(nth + 1), strict=False)
    ]
    return written.span(found[-1].start()) if found else sentence


@lru_cache(maxsize=16)
def _starts(text: str) -> tuple[int, ...]:
    """Where each line of a text begins."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


def at_their_words(entries: Iterable[Entry], written: Mapping[str, Written]) -> Iterator[Entry]:
    """The entries, the claim of each with the place of its own words instead of that of its sentence."""
    for entry in entries:
        claim, sentence = entry.claim, entry.claim.sentence
        place = within(written.get(sentence.section), sentence.span, sentence.text, claim.begin, claim.end)
        yield replace(entry, claim=replace(claim, span=place))
