"""A figure in its sentence in; the words that tell what it is of, each by how near it stands, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from briefpress.evidence.figures.sharesinwords import COUNTS
from briefpress.evidence.figures.subjects import stems

_BREAK = re.compile(r"[,:;()–—\n|]|\b(?:and|but|while|against|und|aber|et|mais|y|pero|и|но)\b")
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_ORDER = stems(" ".join((*COUNTS, "first", "last", "former", "latter", "respectively")))

AWAY = (1.0, 0.6, 0.35)
"""What a word counts by how many clauses or other figures stand between it and the figure; the last of more."""

INHERITED, TOPIC = 0.7, 0.4
"""The same of a word in the sentence before, or before the figure where its own clause has no other; of one earlier."""


@dataclass(frozen=True, slots=True)
class Bearings:
    """What a figure is about: words by their nearness, those of its own clause, those before it in its sentence."""

    near: Mapping[str, float]
    own: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()

    def on(self, about: Mapping[str, float]) -> float:
        """How much of what another figure is about, by nearness, this one is about as well.

        In `cost 1,450 in 2019 and 2,210 in 2021` the second number costs too. In `Brann, with 1,140, and Stour, with
        2,310` it is Stour's alone: its clause has a word of its own.
        """
        inherits = self.own <= about.keys()
        return sum(
            worth * max(self.near.get(stem, 0), INHERITED if inherits and stem in self.ahead else 0)
            for stem, worth in about.items()
        )


def bearings(
    text: str,
    figure: tuple[int, int],
    within: tuple[int, int],
    others: Iterable[int],
    before: str = "",
    topic: str = "",
) -> Bearings:
    """What a figure in a part of a text is about.

    `others` is where other figures begin, `before` the sentence before it, `topic` what was said still earlier.
    """
    begin, end = within
    others = frozenset(others)
    breaks = sorted({*(m.start() for m in _BREAK.finditer(text, begin, end)), *others})
    ahead = [at for at in breaks if begin <= at < figure[0]]
    behind = [at for at in breaks if figure[1] <= at < end]
    near = {**dict.fromkeys(_words(topic), TOPIC), **dict.fromkeys(_words(before), INHERITED)}
    own: frozenset[str] = frozenset()
    pieces = [*pairwise([begin, *ahead, figure[0]]), *pairwise([figure[1], *behind, end])]
    for number, (first, last) in enumerate(pieces):
        away = len(ahead) - number if number <= len(ahead) else number - len(ahead) - 1
        words = _words(text[first:last])
        if not away:
            own |= words
        for stem in words:
            near[stem] = max(near.get(stem, 0), AWAY[min(away, len(AWAY) - 1)])
    if not own and len(ahead) and (back := pieces[len(ahead) - 1])[0] not in others:
        # In `Stour, with 2,310` the name stands before a comma.
        own = _words(text[slice(*back)])
    plain = frozenset(stem for stem in own if not stem.isdigit())
    return Bearings(near, plain - _ORDER, _words(text[begin : figure[0]]))


def _words(text: str) -> frozenset[str]:
    return stems(text) | frozenset(_YEAR.findall(text))
