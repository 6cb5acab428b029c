"""A text in; the words in it that can be numbers, and the values of those that are, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from briefpress.evidence.figures.occurrences import lowered, occurrences

_ENGLISH = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million"
    r"|billion)"
)
_GERMAN = (
    r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    # Looked ahead for and taken whole: a pattern that gave letters back would try each ending of a long word.
    r"|(?=[a-zäöüß]*(?:zehn|zig|ßig|hundert|tausend))[a-zäöüß]++"
    r"|million(?:en)?|milliarden?)"
)
_FRENCH = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante"
    r"|cinquante|soixante|septante|huitante|nonante|cents?|mille|millions?|milliards?)"
)
_SPANISH = (
    r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-zéó]+|veinte"
    r"|veinti[a-zéó]+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|cientos?|[a-z]+cientos|quinientos"
    r"|mil|millón|millones)"
)
_WORDS = {
    "en": rf"{_ENGLISH}(?:(?:[ -]| and ){_ENGLISH})*",
    "de": rf"{_GERMAN}(?: {_GERMAN})*",
    "fr": rf"{_FRENCH}(?:(?:[ -]| et |-et-)(?:{_FRENCH}|un|une))*",
    "es": rf"{_SPANISH}(?:(?: | y )(?:{_SPANISH}|un|uno|una))*",
}
MOST = 200
"""A longer run of such words is no number."""


_PATTERNS = {language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for language, words in _WORDS.items()}
_BEGINNINGS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fifteen", "twenty", "thirty", "forty", "fifty", "eighty", "hundred", "thousand"
)  # fmt: skip
"""How English words for numbers begin, but for those of which one is the beginning of another, as of sixty."""


def runs(text: str, language: str) -> Iterator[re.Match[str]]:
    """The runs of words of a text that can be a number in a language (its code); none where it isn't known."""
    pattern = _PATTERNS.get(language)
    if pattern is None:
        return
    if language != "en":
        yield from pattern.finditer(text)
        return
    end = 0
    for at in occurrences(lowered(text), _BEGINNINGS):
        if at >= end and (match := pattern.match(text, at)):
            end = match.end()
            yield match


@cache
def value(words: str, language: str) -> Fraction | None:
    """The value of a number in words, if it is one: `one hundred and twenty thousand`."""
    # Not with the program: most briefs have figures in digits alone.
    from text_to_num import text2num

    if len(words) > MOST:
        return None
    for said in (re.sub(r"\s+", " ", words.lower()), re.sub(r"[\s-]+", " ", words.lower())):
        try:
            return Fraction(text2num(said, language))
        except ValueError:
            continue
    return None


_ROUND = (("trillion", 12), ("billion", 9), ("milliard", 9), ("million", 6), ("millón", 6), ("millones", 6))


def step(value: Fraction, words: str) -> Fraction:
    """What the last word of a number counts: millions in `two million`, ones in `two thousand`."""
    for word, power in _ROUND:
        if word in words.lower() and value % 10**power == 0:
            return Fraction(10**power)
    return Fraction(1)
