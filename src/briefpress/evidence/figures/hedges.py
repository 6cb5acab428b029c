"""The words before and behind a number in; whether they make it a rough one, and which way, out."""

from __future__ import annotations

import re
from typing import Literal

Hedge = Literal["", "about", "nearly", "under", "at most", "over", "at least"]

_BEFORE: dict[Hedge, str] = {
    "over": r"(?:well |just |far |slightly |a little )?(?:more than|over|above|in excess of|exceed(?:s|ed|ing)?"
    r"|greater than|upwards? of)|mehr als|über|plus de|plus d['’]|más de|более|больше|свыше|超过|逾|ավելի քան"
    r"|יותר מ-?",
    "at least": r"at least|not? (?:fewer|less) than|a minimum of|mindestens|au moins|al menos"
    r"|por lo menos|не менее|по меньшей мере|至少|առնվազն|לפחות",
    "at most": r"at most|up to|as (?:many|much) as|no more than|not more than|a maximum of|höchstens|bis zu"
    r"|jusqu['’]à|au plus|hasta|como máximo|до|не более|至多",
    "nearly": r"nearly|almost|close to|not quite|just under|just below|just short of|approaching|fast|beinahe|knapp"
    r"|presque|casi|почти|近|գրեթե|כמעט",
    "under": r"(?:well )?(?:less than|fewer than|under|below)|weniger als|unter|moins de|moins d['’]|menos de|менее"
    r"|меньше|不到|פחות מ-?",
    "about": r"about|around|roughly|approximately|approx\.?|some|circa|ca\.?|c\.|an? estimated|estimated|an? rough"
    r"|in the region of|in the order of|etwa|rund|ungefähr|zirka|environ|quelque|près de|unos|unas|alrededor de"
    r"|cerca de|aproximadamente|около|примерно|приблизительно|大约|约|約|մոտ|כ-|[~≈∼]",
}
_AHEAD = re.compile(
    r"(?<![A-Za-zÀ-ÿа-яА-Я])(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _BEFORE.items())
    + r")\s?(?:(?:an?|the|one) )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s(?:(?P<at_least>or (?:more|over)|and more|at least)|(?P<at_most>or (?:less|fewer)|at most)"
                     r"|(?P<about>or so|or thereabouts))\b", re.IGNORECASE)  # fmt: skip
_SIGNS: dict[str, Hedge] = {"<": "under", ">": "over", "≤": "at most", "≥": "at least"}
REACH = 32
"""How many characters before a number its hedge begins, at most."""


def hedge(text: str, begin: int, end: int) -> tuple[Hedge, int, int]:
    """The hedge of a number by its part of a text, and the part that both are: `more than 100,000`."""
    start = max(0, begin - REACH)
    ahead = text[start:begin]
    if sign := _SIGNS.get(ahead.rstrip()[-1:]):
        return sign, start + len(ahead.rstrip()) - 1, end
    if (match := _AHEAD.search(ahead)) and match.lastgroup:
        return _named(match.lastgroup), start + match.start(), end
    if (match := _BEHIND.match(text, end)) and match.lastgroup:
        return _named(match.lastgroup), begin, match.end()
    return "", begin, end


def _named(group: str) -> Hedge:
    name: dict[str, Hedge] = {kind.replace(" ", "_"): kind for kind in _BEFORE}
    return name[group]
