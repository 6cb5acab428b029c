"""The words and signs behind or before a number in; its unit and the thousands or millions that it counts, out."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

SHARE, POINTS = "%", "percentage points"

# The longest first, for a pattern takes the first that fits.
_UNITS = {
    POINTS: r"percentage[ -]points?|per ?cent points?|pp\b|Prozentpunkten?|Prozentpunkte?|points? de pourcentage"
    r"|puntos? porcentual(?:es)?|процентн\w+ пункт\w*",
    SHARE: r"[%٪％]|per ?cent\b|percent\b|pct\b|Prozent\b|v\. ?H\.|pour ?cent\b|por ciento\b|процент\w*|տոկոս\w*"
    r"|אחוז\w*",
    "USD": r"\$|(?:U\.?S\.? ?|US-)?[Dd]ollars?\b|US\$|USD\b|доллар\w*|dólar(?:es)?\b|美元",
    "EUR": r"€|[Ee]uros?\b|EUR\b|евро\b|欧元|歐元",
    "GBP": r"£|pounds(?: sterling)?\b|GBP\b",
    "RUB": r"₽|rou?bles?\b|RUB\b|рубл\w*|卢布",
    "AMD": r"֏|drams?\b|AMD\b|драм\w*",
    "CHF": r"CHF\b|Swiss francs?\b|Franken\b",
    "CNY": r"CNY\b|RMB\b|yuan\b|元",
    "JPY": r"¥|yen\b|JPY\b",
    "km²": r"square kilomet(?:re|er)s?\b|sq\.? ?km\b|km²|km2\b|Quadratkilometern?\b|kilomètres carrés|км²",
    "km": r"kilomet(?:re|er)s?\b|km\b|Kilometern?\b|kilomètres?\b|kilómetros?\b|км\b|километр\w*",
    "m": r"met(?:re|er)s?\b|Metern?\b|mètres?\b|metros?\b|m\b(?![²³])",
    "cm": r"centimet(?:re|er)s?\b|cm\b",
    "mm": r"millimet(?:re|er)s?\b|mm\b",
    "mile": r"miles?\b",
    "ha": r"hectares?\b|ha\b|Hektar\b|га\b",
    "acre": r"acres?\b",
    "t": r"(?:metric )?tonnes?\b|tons?\b|Tonnen?\b|toneladas?\b|тонн\w*|t\b",
    "kg": r"kilogram(?:me)?s?\b|kg\b",
    "barrel": r"barrels?\b|bbl\b",
    "m³": r"cubic met(?:re|er)s?\b|m³|m3\b|Kubikmetern?\b",
    "MW": r"megawatts?\b|MW\b",
    "GW": r"gigawatts?\b|GW\b",
    "TWh": r"TWh\b",
    "GWh": r"GWh\b",
    "MWh": r"MWh\b",
    "kWh": r"kWh\b",
    "°C": r"°\s?C\b|degrees?(?: Celsius| C)?\b",
    "year": r"years?\b|Jahren?\b|Jahre?\b|ans\b|années?\b|años?\b|лет\b|год\w*",
    "month": r"months?\b|Monaten?\b|Monate?\b|mois\b|mes(?:es)?\b|месяц\w*",
    "week": r"weeks?\b|Wochen?\b|semaines?\b|semanas?\b|недел\w*",
    "day": r"days?\b|Tagen?\b|Tage?\b|jours?\b|días?\b|дн(?:я|ей|и)\b|день\b",
    "hour": r"hours?\b|Stunden?\b|heures?\b|horas?\b|час\w*",
    "minute": r"minutes?\b|Minuten?\b|minutos?\b|минут\w*",
    "times": r"times\b|-?fold\b|fach\b|fois\b|veces\b|раза?\b",
}
BASES: dict[str, tuple[str, Fraction]] = {
    "km": ("m", Fraction(1000)), "cm": ("m", Fraction(1, 100)), "mm": ("m", Fraction(1, 1000)),
    "km²": ("ha", Fraction(100)), "t": ("kg", Fraction(1000)), "GW": ("MW", Fraction(1000)),
    "TWh": ("kWh", Fraction(10**9)), "GWh": ("kWh", Fraction(10**6)), "MWh": ("kWh", Fraction(1000)),
}  # fmt: skip
"""What a unit is counted in so that 1.2 km are 1,200 metres."""

CURRENCIES = ("USD", "EUR", "GBP", "RUB", "AMD", "CHF", "CNY", "JPY")
BEFORE = re.compile(
    r"(?:(?P<USD>US ?\$|USD ?|\$)|(?P<EUR>€|EUR ?)|(?P<GBP>£|GBP ?)|(?P<CHF>CHF ?|Fr\. ?)|(?P<AMD>֏|AMD ?)"
    r"|(?P<RUB>₽|RUB ?)|(?P<CNY>CNY ?|RMB ?)|(?P<JPY>¥|JPY ?)|(?P<share>百分之))\s?$"
)
"""A currency that stands before its number, at the end of what stands there; 百分之 is Chinese for per cent."""

_GAP = r"[\s\u00a0\u202f\u2009-]{0,2}"
_UNIT = re.compile(
    _GAP + "(?:d['’]|de )?" + "(?:" + "|".join(f"(?P<u{i}>{p})" for i, p in enumerate(_UNITS.values())) + ")"
)
_NAMES = tuple(_UNITS)

_SHORT = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "mln": 6, "billion": 9, "bn": 9, "bln": 9, "b": 9}
_SCALES: dict[str, dict[str, int]] = {
    "en": {**_SHORT, "millions": 6, "billions": 9, "trillion": 12, "tn": 12, "thousands": 3},
    "de": {"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9,
           "billion": 12, "billionen": 12, "bio": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "m": 6, "milliard": 9, "milliards": 9, "md": 9, "mds": 9,
           "billion": 12, "billions": 12},
    "es": {"mil": 3, "mil millones": 9, "millón": 6, "millones": 6, "billón": 12, "billones": 12},
    "ru": {"тыс": 3, "тысяч": 3, "тысячи": 3, "тысяча": 3, "млн": 6, "миллион": 6, "миллиона": 6, "миллионов": 6,
           "млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "трлн": 12},
    "hy": {"հազար": 3, "միլիոն": 6, "միլիարդ": 9},
    "he": {"אלף": 3, "מיליון": 6, "מיליארד": 9},
    "zh": {"万": 4, "萬": 4, "亿": 8, "億": 8},
}  # fmt: skip
_LETTERS = ("m", "k", "b")
"""Scales of one letter count only behind a sum of money: 5 m is a length."""


@cache
def _scale_pattern(language: str) -> re.Pattern[str]:
    words = sorted(_SCALES.get(language, {}), key=len, reverse=True) or ["(?!)"]
    end = r"\.?" if language == "zh" else r"(?!\w)\.?"
    return re.compile(rf"{_GAP}({'|'.join(words)}){end}", re.IGNORECASE)


def scale(text: str, at: int, languages: tuple[str, ...], money: bool) -> tuple[Fraction, int]:
    """What a number is counted in whose digits end at an offset, and where the word for it ends: 10⁶ for a million."""
    for language in languages:
        match = _scale_pattern(language).match(text, at)
        if match and (money or match[1].lower() not in _LETTERS):
            end = match.end()
            # The full stop of `Mrd.` is its own, that of a sentence isn't.
            if text[end - 1] == "." and not (len(match[1]) <= 4 and language in ("de", "ru")):
                end -= 1
            return Fraction(10 ** _SCALES[language][match[1].lower()]), end
    return Fraction(1), at


def unit(text: str, at: int) -> tuple[str, int]:
    """The unit of a number that ends at an offset, and where it ends; no unit where there is none."""
    match = _UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return "", at
    name = _NAMES[int(match.lastgroup[1:])]
    glued = match.end() < len(text) and (text[match.end()].isalpha() and text[match.end() - 1].isalpha())
    return ("", at) if glued else (name, match.end())
