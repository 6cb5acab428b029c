"""A section as it was written and its sentences, one after the other, in; where in which file each stands, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.diagnostics import Span
from briefpress.model import Written

_BETWEEN = r"[^\w\n]*\s?[^\w\n]*"
_HAN = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_UNPARTED = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+")
"""A word, or a letter of a script that parts none: there mark-up stands within what `\\w+` takes for one."""
_NEAR = 400
"""How many letters behind the last sentence a sentence of one or two words is looked for: they stand everywhere."""


class Places:
    """Where in the author's files sentences begin, found in their order."""

    def __init__(self, path: str, written: Written | None) -> None:
        self._path, self._written, self._at = path, written, 0

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
                    if not floats and match.start() >= self._at:
                        self._at = match.end()
                    return self._written.span(match.start())
        return Span(self._path)

    def _search(self, words: list[str], floats: bool) -> re.Match[str] | None:
        text = self._written.text if self._written else ""
        pattern = _pattern(words)
        if floats:
            return pattern.search(text, self._at) or pattern.search(text)
        if len(words) < 3:
            return pattern.search(text, self._at, self._at + _NEAR)
        return pattern.search(text, self._at) or pattern.search(text)


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
    words = _WORD.findall(text[begin:end])
    if written is None or not sentence.line or not words:
        return sentence
    line = next((i for i, origin in enumerate(written.origins) if origin == (sentence.path, sentence.line)), None)
    if line is None:
        return sentence
    pattern = _pattern(words)
    at = sum(len(row) + 1 for row in written.text.split("\n")[:line]) + sentence.column - 1
    nth = len(pattern.findall(text[:begin]))
    found = [match for match, _ in zip(pattern.finditer(written.text, at), range(nth + 1), strict=False)]
    near = found and found[-1].start() - at < 2 * len(text) + _NEAR
    return written.span(found[-1].start()) if near else sentence
