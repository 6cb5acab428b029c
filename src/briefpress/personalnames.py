"""The name of an author as brief.yaml has it in; its parts, as bibliographies sort and shorten them, out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DROPPING = ("von", "vom", "zu", "zum", "zur", "de", "du", "des")
_KEPT = ("van", "den", "der", "ten", "ter", "del", "della", "di", "da", "dos", "das", "do", "la", "las", "le", "los",
         "el", "al", "bin", "ibn", "af", "av")  # fmt: skip
_SUFFIX = re.compile(r"^(?:(?:Jr|Sr)\.?|II|III|IV|Ph\.?D\.?|M\.?D\.?)$")
_BODIES = re.compile(
    r"\b(?:agency|alliance|assembly|association|authority|bank|board|bureau|centre|center|college|commission|"
    r"committee|consortium|council|department|directorate|federation|forum|foundation|fund|government|group|institute|"
    r"institut|institution|instituto|laboratory|library|ministry|ministère|ministerium|mission|network|office|"
    r"organi[sz]ation|parliament|partnership|programme|secretariat|service|society|stiftung|team|union|university|"
    r"universität|université|universidad)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Words by which the name of a body is known where brief.yaml doesn't say `institution: true`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the parts that CSL knows; `literal` alone where it isn't to be taken apart."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def particle(self) -> str:
        """What stands before the family name, whether or not it is sorted by."""
        return self.dropping or self.non_dropping


def is_body(name: str) -> bool:
    """Whether a name has a word by which that of a body is known."""
    return bool(_BODIES.search(name))


def parted(name: str, *, family: str = "", institution: bool = False) -> Name:
    """The parts of a name: `family` is the family name where its author gives it.

    Bodies, names of one word and names in other letters than Latin ones, whose order the program can't know, stay
    as they are.
    """
    words = name.split()
    whole = " ".join(words)
    if institution or (not family and is_body(whole)):
        return Name(literal=whole)
    if family:
        return _by_family(whole, " ".join(family.split()))
    if len(words) < 2 or not _is_latin(whole):
        return Name(literal=whole)
    before, comma, behind = (part.strip() for part in whole.partition(","))
    suffix = ""
    if comma and _SUFFIX.match(behind):
        words, suffix = before.split(), behind
    elif comma:
        return _with_particle(behind.split(), before.split(), "") if before and behind else Name(literal=whole)
    elif _SUFFIX.match(words[-1]) and len(words) > 2:
        words, suffix = words[:-1], words[-1]
    if len(words) < 2:
        return Name(literal=whole)
    first = next((i for i, word in enumerate(words[1:-1], 1) if word in _DROPPING + _KEPT), len(words) - 1)
    return _with_particle(words[:first], words[first:], suffix)


def _by_family(whole: str, family: str) -> Name:
    given = whole.removesuffix(family).strip(" ,") if whole.endswith(family) else whole.removeprefix(family).strip(" ,")
    return Name(family, given) if given else Name(literal=whole)


def _with_particle(given: list[str], family: list[str], suffix: str) -> Name:
    """A name whose family part may begin with particles: `van der Berg`."""
    count = next(i for i, word in enumerate(family) if word not in _DROPPING + _KEPT or i == len(family) - 1)
    particle = " ".join(family[:count])
    drops = bool(count) and family[0] in _DROPPING
    return Name(" ".join(family[count:]), " ".join(given), particle if drops else "", "" if drops else particle, suffix)


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())
