"""A page of a PDF in; the pieces of its lines, each with its place and its words, out, by PDFium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from briefpress.engines.documents.laid import raised

_SPACES = frozenset((0x20, 0x0D, 0x0A, 0x09, 0xA0))
_ENDS = frozenset((0x0D, 0x0A))
_HYPHENS = frozenset((0x02, 0xFFFE, 0x2010))
"""A hyphen at the end of a line, as PDFium has it where it joined the word, and as typesetters write it."""
_APART = 0.7
"""From how many heights of a line on a gap parts it in two: the gutter between columns is wider."""
_SMALLER = 0.85
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "kg", "s"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its words, its edges in points, and the width of its first word."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    first: float

    @property
    def height(self) -> float:
        """From the lowest to the highest that letters of its size reach."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half its height, above the foot of the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its pieces in the order in which they are drawn, its size, how many letters, how many of them unknown."""

    pieces: tuple[Piece, ...]
    width: float
    height: float
    letters: int = 0
    unknown: int = 0


@dataclass(slots=True)
class _Word:
    letters: str
    left: float
    bottom: float
    right: float
    top: float


def sheet(page: Any, longest: int) -> Sheet:
    """The pieces of a page, of its first `longest` letters."""
    text = page.get_textpage()
    try:
        count = min(text.count_chars(), longest)
        codes = [raw.FPDFText_GetUnicode(text, index) for index in range(count)]
        unknown = sum(_is_unknown(code) for code in codes)
        letters = sum(code not in _SPACES for code in codes)
        turn = _turn(text, codes)
        words = list(_words(text, codes, turn))
    finally:
        text.close()
    width, height = page.get_size()
    return Sheet(tuple(_pieces(words)), width, height, letters, unknown)


def _is_unknown(code: int) -> bool:
    """Whether a code is no letter: none at all, a control, one of private use or the mark of what isn't known."""
    return (code < 0x20 and code not in _SPACES and code != 0x02) or 0xE000 <= code <= 0xF8FF or code == 0xFFFD


def _turn(text: Any, codes: list[int]) -> int:
    """By how many quarters the text of a page is turned: of a sample of its letters, what most are."""
    sample = [index for index, code in enumerate(codes) if code not in _SPACES][:: max(len(codes) // 40, 1)]
    quarters = [round(raw.FPDFText_GetCharAngle(text, index) / 1.5708) % 4 for index in sample]
    return max(set(quarters), key=quarters.count) if quarters else 0


def _words(text: Any, codes: list[int], turn: int) -> Iterator[_Word | None]:
    """The words of a page with their places, and None where a line ends."""
    box = raw.FS_RECTF()
    place = ctypes.byref(box)

    def edges(index: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(text, index, place)
        return _turned(box.left, box.bottom, box.right, box.top, turn)

    begin = None
    for index, code in enumerate([*codes, 0x0A]):
        if begin is not None and (code in _SPACES or index - begin > 500):
            first, last = edges(begin), edges(index - 1)
            yield from _word(codes[begin:index], first, last, lambda k, b=begin: edges(b + k))
            begin = None
        if code in _ENDS:
            yield None
        elif code not in _SPACES and begin is None:
            begin = index
        if code in _HYPHENS and index + 1 < len(codes) and begin is not None and codes[index + 1] not in _SPACES:
            # PDFium joined the word that the hyphen parts: the next letter stands on the next line.
            first, last, after = edges(begin), edges(index), edges(index + 1)
            if after[1] + after[3] < last[1] + last[3] - (last[3] - last[1]):
                yield from _word(codes[begin : index + 1], first, last, lambda k, b=begin: edges(b + k))
                yield None
                begin = None


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> tuple[float, float, float, float]:
    """A box on a page that was turned by quarters, so that its text runs from the left to the right."""
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top


def _word(codes: list[int], first: Any, last: Any, edges: Any) -> Iterator[_Word]:
    letters = "".join(chr(code) for code in codes if code and not 0xD800 <= code < 0xE000)
    letters = re.sub("[\x02\ufffe]", "-", letters)
    left, right = min(first[0], last[0]), max(first[2], last[2])
    low, high = first[3] - first[1], last[3] - last[1]
    if high < _SMALLER * low and letters[-1:].isdigit():
        letters = _without_call(letters, low, edges)
    elif low < _SMALLER * high and letters[:1].isdigit():
        # The mark of a note, which stands above the line before its first word.
        letters = re.sub(r"^(\d{1,3})(?=\D)", r"\1 ", letters)
    big = first if low >= high else last
    if letters:
        yield _Word(letters, left, big[1], right, big[3])


def _without_call(letters: str, height: float, edges: Any) -> str:
    """A word whose last digits stand above the line: without them where they call a note, else with them as a power."""
    at = len(letters)
    while at and (letters[at - 1].isdigit() or letters[at - 1] in ",–-"):
        box = edges(at - 1)
        if box[3] - box[1] >= _SMALLER * height:
            break
        at -= 1
    base, digits = letters[:at], letters[at:]
    if not base or base[-1].isdigit() or base in _UNITS:
        return base + raised(digits)
    return base


def _pieces(words: list[_Word | None]) -> Iterator[Piece]:
    """The words of a line together, as far as no wide gap parts them."""
    line: list[_Word] = []
    for word in words:
        if line and (word is None or _is_elsewhere(line[-1], word)):
            yield _piece(line)
            line = []
        if word is not None:
            line.append(word)
    if line:
        yield _piece(line)


def _is_elsewhere(before: _Word, word: _Word) -> bool:
    height = max(before.top - before.bottom, word.top - word.bottom)
    if min(before.top, word.top) - max(before.bottom, word.bottom) < 0.3 * min(
        before.top - before.bottom, word.top - word.bottom
    ):
        return True
    # In a script that is read from the right the next word stands to the left.
    return max(word.left - before.right, before.left - word.right) > _APART * height


def _piece(line: list[_Word]) -> Piece:
    high = max(line, key=lambda word: word.top - word.bottom)
    words = " ".join(word.letters for word in line)
    words = re.sub("\u2010$", "-", words)
    left, right = min(word.left for word in line), max(word.right for word in line)
    return Piece(words, left, high.bottom, right, high.top, line[0].right - line[0].left)
