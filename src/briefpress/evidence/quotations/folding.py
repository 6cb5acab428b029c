"""A part of a text in; the same as quotations are compared, and where in the text each of its letters stands, out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefpress.lineends import BROKEN

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b"
QUOTES = "'\"\u2018-\u201f«»‹›「」『』《》〈〉\u2032\u2033"
SPACELESS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that write no spaces between words."""

CALL = (
    r"(?<=[^\W\d_]{3})\d{1,3}(?![.,]*\w)"  # limited3
    r"|(?:(?<=[^\W\d_][.,;!?)\u2019\u201d\"»])|(?<=[^\W\d_][.,;!?][\u2019\u201d\"»]))\d{1,3}(?=\s|$)"  # limited.3
    r"|\s?\[\d{1,3}(?:[,;\u2013-]\s?\d{1,3}){0,9}\]"  # limited [3, 4]
)
"""The number of a note behind a word, as the text of a document has it, whose print raises it."""

_SPECIAL = re.compile(
    rf"(?P<broken>{BROKEN})"
    r"|(?P<unseen>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+)"
    r"|(?P<ellipsis>\.(?:\s?\.){2,})"
    rf"|(?P<call>{CALL})"
    rf"|(?P<dash>[{DASHES}]+)"
    rf"|(?P<quote>[{QUOTES}](?:[\u00a0\u2009\u200a\u202f]?[{QUOTES}])*)"
    r"|(?P<emphasis>(?<![^\W_])[*_]+|[*_]+(?![^\W_]))"
    # A space between two words of most scripts stays as it is.
    rf"|(?P<space>(?! (?<=[^\W{SPACELESS}] )[^\W{SPACELESS}])(?! (?<=[,;:)] )[^\W{SPACELESS}])\s+)"
)
_ACCENTS = str.maketrans("`´", "''")
_NO_SPACE_BEFORE = re.compile(rf"[{DASHES};:!?%]|[»›](?!\w)|\.\s?\.\s?\.")
_OPENS = re.compile(r"(?:^|[\s(\[])[«‹]$")
_SPACELESS = re.compile(f"[{SPACELESS}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared. The letter at `i` is what stands in the text from `begins[i]` to `ends[i]`."""

    text: str
    raw: str
    begins: list[int]
    ends: list[int]

    def extent(self, begin: int, end: int) -> tuple[int, int]:
        """Which part of the text a part of the folded one is."""
        return self.begins[begin], self.ends[end - 1]

    def words(self, begin: int, end: int) -> str:
        """What stands in the text where the folded one has this part."""
        return self.raw[slice(*self.extent(begin, end))] if begin < end else ""


def fold(raw: str, quotation: str | None = None) -> Folded:
    """A text with quotation marks, dashes, spaces, ligatures and whatever else may differ in faithful quoting as one.

    Case stays. Where a document's text leaves open how a word is written, broken over a line behind its own hyphen or
    with the number of a note at its end, `quotation` decides: it is what the document is compared with, folded.
    """
    normal, at = _compatible(raw.translate(_ACCENTS))
    work = _Folding(normal, quotation)
    end = 0
    for match in _SPECIAL.finditer(normal):
        work.copy(end, match.start())
        work.special(match)
        end = match.end()
    work.copy(end, len(normal))
    if work.last == " ":
        work.parts[-1] = work.parts[-1][:-1]
        del work.begins[-1], work.ends[-1]
    if at is None:
        return Folded("".join(work.parts), raw, work.begins, work.ends)
    return Folded("".join(work.parts), raw, [at[b][0] for b in work.begins], [at[e - 1][1] for e in work.ends])


def _compatible(raw: str) -> tuple[str, list[tuple[int, int]] | None]:
    """A text in Unicode's form NFKC, and from where to where each letter of it was, unless it is where it was."""
    if unicodedata.is_normalized("NFKC", raw):
        return raw, None
    parts: list[str] = []
    at: list[tuple[int, int]] = []
    begin = 0
    while begin < len(raw):
        end = begin + 1
        while end < len(raw) and end - begin < 32 and _joins(raw[end]):
            end += 1
        part = unicodedata.normalize("NFKC", raw[begin:end])
        parts.append(part)
        at += [(begin, end)] * len(part)
        begin = end
    return "".join(parts), at


def _joins(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or "\u1160" <= letter <= "\u11ff"


class _Folding:
    def __init__(self, raw: str, quotation: str | None) -> None:
        self.raw, self.quotation = raw, quotation
        self.parts: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.last = ""

    def copy(self, begin: int, end: int) -> None:
        if begin < end:
            self.parts.append(self.raw[begin:end])
            self.begins.extend(range(begin, end))
            self.ends.extend(range(begin + 1, end + 1))
            self.last = self.raw[end - 1]

    def put(self, text: str, match: re.Match[str]) -> None:
        self.parts.append(text)
        self.begins.extend([match.start()] * len(text))
        self.ends.extend([match.end()] * len(text))
        self.last = text[-1]

    def special(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind == "space":
            if self._parts_words(match):
                self.put(" ", match)
        elif kind == "dash":
            self._drop_space()
            if self.last != "-":
                self.put("-", match)
        elif kind == "quote":
            self.put("'", match)
        elif kind == "ellipsis":
            self._drop_space()
            self.put("...", match)
        elif kind == "broken":
            if self._has_hyphen(match):
                self.put("-", match)
        elif kind == "call" and (self.quotation is None or self._around(match) in self.quotation):
            self.copy(match.start(), match.end())

    def _drop_space(self) -> None:
        if self.last == " ":
            self.parts.pop()
            self.begins.pop()
            self.ends.pop()
            self.last = self.parts[-1][-1] if self.parts else ""

    def _parts_words(self, match: re.Match[str]) -> bool:
        """Whether a space counts: not beside dashes, within guillemets, before the marks that French parts so."""
        if not self.parts or self.last in "- " or (self.last == "." and self.parts[-1] == "..."):
            return False
        begin, end = match.span()
        if _NO_SPACE_BEFORE.match(self.raw, end) or _OPENS.search(self.raw, max(0, begin - 2), begin):
            return False
        return not (_SPACELESS.match(self.last) and _SPACELESS.match(self.raw, end))

    def _has_hyphen(self, match: re.Match[str]) -> bool:
        """Whether the hyphen at the end of a line belongs to the word: the quotation knows."""
        before, after = self._beside(match)
        whole, parted = before + after, f"{before}-{after}"
        text = self.quotation or ""
        return parted in text and not re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", text)

    def _around(self, match: re.Match[str]) -> str:
        return self._beside(match)[0] + match[0].strip()

    def _beside(self, match: re.Match[str]) -> tuple[str, str]:
        """The letters before and behind a place, as far as they are one word."""
        before = re.search(r"[^\W\d_]{0,40}[^\w\s]?$", self.raw[max(0, match.start() - 41) : match.start()])
        after = re.match(r"[^\W\d_]{0,40}", self.raw[match.end() : match.end() + 40])
        return before[0] if before else "", after[0] if after else ""
