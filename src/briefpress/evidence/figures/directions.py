"""A figure in the brief and in a document in; the words of their clauses that say the opposite of each other, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefpress.evidence.figures.subjects import stems
from briefpress.evidence.quotations.quoting import NEGATION

_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"rises?|rose|risen|rising|increas(?:e[sd]?|ing)|grows?|grew|grown|growing|growth|climb(?:s|ed|ing)?"
            r"|(?:is|are|was|were|went|go|goes|gone) up|up (?:by|from)",
            r"(?<!in the )(?<!last )(?<!this )(?<!next )fall|falls|fell|fallen|falling|decreas(?:e[sd]?|ing)"
            r"|declin(?:e[sd]?|ing)|drop(?:s|ped|ping)?|shr[aiu]nk(?:s|ing)?"
            r"|(?:is|are|was|were|went|go|goes|gone) down|down (?:by|from)",
        ),
        (r"gain(?:s|ed|ing)?", r"lose[sr]?|losing|lost|loss(?:es)?"),
        (r"more", r"fewer|less"),
        (r"higher", r"lower"),
        (r"above", r"below"),
        (r"in favou?r", r"against"),
    )
)
"""English words of which one says the opposite of the other, by what they measure."""

_BREAK = re.compile(r"[,:;()–—\n|]|\b(?:and|but|while|whereas|although|though|before|after|then)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause of a figure, without the figure and its hedge."""

    text: str

    @classmethod
    def of(cls, text: str, sentence: tuple[int, int], figure: tuple[int, int]) -> Clause:
        """The clause of a figure by the parts of a text that its sentence is, and itself with its hedge."""
        begin = max((m.end() for m in _BREAK.finditer(text, sentence[0], figure[0])), default=sentence[0])
        behind = _BREAK.search(text, figure[1], sentence[1])
        return cls(f"{text[begin : figure[0]]} … {text[figure[1] : behind.start() if behind else sentence[1]]}")


@dataclass(frozen=True, slots=True)
class Opposition:
    """The word of the brief and that of the document that says the opposite.

    It is `sure` where the document's clause has all other words of the brief's, and neither denies anything.
    """

    brief: str
    source: str
    sure: bool


def opposition(brief: Clause, source: Clause) -> Opposition | None:
    """How two clauses say the opposite of each other: one word up, one down, and none both ways."""
    for pair in _OPPOSITES:
        ours, theirs = ([word.search(clause.text) for word in pair] for clause in (brief, source))
        for one, other in ((0, 1), (1, 0)):
            up, down = ours[one], theirs[other]
            if up and down and not ours[other] and not theirs[one]:
                about = stems(brief.text.replace(up[0], " "))
                denied = NEGATION.search(brief.text) or NEGATION.search(source.text)
                same = bool(about) and about <= stems(source.text)
                return Opposition(up[0], down[0], same and not denied)
    return None
