"""Words in; about how wide they are in letters without serifs, and the lines that they are broken into, out.

Vega measures letters only when it draws. What must be known before (whether names fit under their bars, what has to
be broken) is told by classes of letters: a little more than Source Sans and Roboto want.
"""

from __future__ import annotations

import unicodedata

_SLIM, _LEAN, _BROAD = "iljI.,:;'’|!", 'ftr()[]-/ \u00a0\u202f“”"', "mwMWÆŒ@%—…"

_ROUNDING = 1e-6
"""What sums of floats are off by: words have room in as much as they were measured to want."""


def breadth(words: str) -> float:
    """About how wide words are, in multiples of the size of their letters."""
    return sum(map(_one, words))


def _one(letter: str) -> float:
    if letter in _SLIM:
        return 0.29
    if letter in _LEAN:
        return 0.37
    if letter in _BROAD:
        return 0.89
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    if letter.isupper():
        return 0.64
    return 0.56 if letter.isascii() else 0.6


def wrapped(words: str, room: float) -> list[str]:
    """Words in lines of at most so many multiples of the size; a word is broken where it alone is wider."""
    lines: list[str] = []
    room += _ROUNDING
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and breadth(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return lines or [""]
