"""A page of a PDF in; the pieces of its lines, each with its place and its words, out, by PDFium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from pypdfium2 import raw

from briefpress.engines.documents.laid import raised
from briefpress.engines.documents.pieces import Piece, Sheet

_SPACES = frozenset(" \r\n\t\xa0")
_HYPHENS = frozenset("\x02\ufffe\u2010")
"""A hyphen at the end of a line, as PDFium has it where it joined the word, and as typesetters write it."""
_APART = 0.7
"""From how many heights of a line on a gap parts it in two: the gutter between columns is wider."""
_SMALLER = 0.85
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "kg", "s"])


_Box = tuple[float, float, float, float]
"""The left, the lower, the right and the upper edge of a letter, in points."""


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
        handle = text.raw
        said = "".join(chr(raw.FPDFText_GetUnicode(handle, i)) for i in range(min(text.count_chars(), longest)))
        words = list(_words(handle, said))
    finally:
        text.close()
    width, height = page.get_size()
    letters = len(said) - len(_SPACE.findall(said))
    return Sheet(tuple(_pieces(words)), width, height, letters, len(_UNKNOWN.findall(said)))


_SPACE = re.compile("[ \r\n\t\xa0]")
_UNKNOWN = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
"""No letter at all, a control, one of private use, or the mark of what isn't known."""
_NO_LETTER = re.compile("[\x00\ud800-\udfff]")


def _turn(text: Any, said: str) -> int:
    """By how many quarters, as a clock turns, most of a sample of the letters of a page are turned."""
    sample = [index for index in range(0, len(said), max(len(said) // 40, 1)) if said[index] not in _SPACES]
    quarters = [round(raw.FPDFText_GetCharAngle(text, index) / 1.5708) % 4 for index in sample]
    return max(set(quarters), key=quarters.count) if quarters else 0


def _words(text: Any, said: str) -> Iterator[_Word | None]:
    """The words of a page with their places, and None where a line ends."""
    turn = _turn(text, said)
    box = raw.FS_RECTF()
    place = ctypes.byref(box)

    def edges(index: int) -> _Box:
        raw.FPDFText_GetLooseCharBox(text, index, place)
        return _turned(box.left, box.bottom, box.right, box.top, turn)

    begin = None
    for index, letter in enumerate(said + "\n"):
        space = letter in _SPACES
        if begin is not None and (space or index - begin > 500):
            yield from _word(said[begin:index], edges(begin), edges(index - 1), partial(_from, edges, begin))
            begin = None
        if space:
            if letter in "\r\n":
                yield None
            continue
        if begin is None:
            begin = index
        if letter in _HYPHENS and said[index + 1 : index + 2].strip():
            # PDFium joined what the hyphen parts: the next letter stands on another line, or in the head of the page.
            last, after = edges(index), edges(index + 1)
            if abs(after[1] + after[3] - last[1] - last[3]) > last[3] - last[1]:
                yield from _word(said[begin : index + 1], edges(begin), last, partial(_from, edges, begin))
                yield None
                begin = None


def _from(edges: Callable[[int], _Box], begin: int, index: int) -> _Box:
    return edges(begin + index)


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> _Box:
    """A box on a page that was turned by quarters, so that its text runs from the left to the right."""
    if turn == 3:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 1:
        return -top, left, -bottom, right
    return left, bottom, right, top


def _word(letters: str, first: _Box, last: _Box, edges: Callable[[int], _Box]) -> Iterator[_Word]:
    left, right = min(first[0], last[0]), max(first[2], last[2])
    low, high = first[3] - first[1], last[3] - last[1]
    if high < _SMALLER * low and letters[-1:].isdigit():
        letters = _without_call(letters, low, edges)
    elif low < _SMALLER * high and letters[:1].isdigit():
        # The mark of a note, which stands above the line before its first word.
        letters = re.sub(r"^(\d{1,3})(?=\D)", r"\1 ", letters)
    letters = _NO_LETTER.sub("", letters.replace("\x02", "-").replace("\ufffe", "-"))
    big = first if low >= high else last
    if letters:
        yield _Word(letters, left, big[1], right, big[3])


def _without_call(letters: str, height: float, edges: Callable[[int], _Box]) -> str:
    """A word whose last digits stand above the line: without them where they call a note, else with them as a power."""
    at = len(letters)
    while at and (letters[at - 1].isdigit() or letters[at - 1] in ",–-"):
        box = edges(at - 1)
        if box[3] - box[1] >= _SMALLER * height:
            break
        at -= 1
    base, digits = letters[:at], letters[at:]
    if not base or base in _UNITS or re.fullmatch(r"(?:.*\D)?10", base):
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
