"""Words in; about how wide they are in letters without serifs, and the lines that they are broken into, out.

Vega measures letters only when it draws. What must be known before (whether names fit under their bars, what has to
be broken) is told by classes of letters: a little more than Source Sans and Roboto want.
"""

from __future__ import annotations

import re
import unicodedata

from briefpress.engines import hyphens

_SLIM, _LEAN, _BROAD = "iljI.,:;'’|!", 'ftr()[]-/ \u00a0\u202f“”"', "mwMWÆŒ@%—…"

_PARTED = re.compile("[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")
"""Letters of the Latin, the Greek and the Cyrillic script, between which a break has a hyphen."""

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


def wrapped(words: str, room: float, lang: str = "") -> list[str]:
    """Words in lines of at most so many multiples of the size; a word is broken where it alone is wider.

    It is broken as its language does where that is known, with a hyphen in scripts that have one.
    """
    lines: list[str] = []
    room += _ROUNDING
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
            continue
        while breadth(word) > room and (at := _break(word, room, lang)):
            lines.append(word[:at] + _hyphen(word, at))
            word = word[at:]
        lines.append(word)
    return lines or [""]


def _break(word: str, room: float, lang: str) -> int:
    """After how many letters a word that is wider than its room is broken: at least one, and none of the last alone."""
    fits = max((n for n in range(1, len(word)) if breadth(word[:n] + _hyphen(word, n)) <= room), default=1)
    if len(word) < 2:
        return 0
    syllables = [n for n in hyphens.places(word, lang) if n <= fits] if lang and _hyphen(word, fits) else []
    own = [n for n in range(1, fits + 1) if word[n - 1] in "-/–"]
    return max([*syllables, *own], default=fits)


def _hyphen(word: str, at: int) -> str:
    """The sign at a break between two letters of a script that parts words with one."""
    return "-" if all(c.isalpha() and _PARTED.match(c) for c in word[at - 1 : at + 1]) else ""
