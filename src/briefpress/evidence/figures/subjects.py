"""A text in; what it is about, out: the beginnings of those of its words that don't stand everywhere."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
_BROKEN = re.compile(r"\u00ad\n?|(?<=[^\W\d_])-\n(?=[^\W\d_])")
_INFLECTED = re.compile(r"(?<=\w\w\w)i(?:ed|es)\b")
"""The end of `varied` and `varies`, which `vary` hasn't."""

_STEM = 6
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again against agreed also among and another are around because been before began being
        between both but by can could did does during each either for from had has have her his how however in into
        its itself less many may might million billion more most much near nearly no nor not now of off on once one
        only or other our out over own per cent percent same said say says shall she should since so some still such
        than that the their them then there these they this those three through to two under until up upon very was
        were what when where which while who whose will with within without would year years month months week weeks
        day days at as an is it he be if january february march april june july august september october november
        december der die das und den dem des ein eine einen mit von für auf ist war sind waren nicht auch im am zu bei
        nach aus le la les une un du et de en dans pour par sur est sont avec que qui au aux el los las una y del con
        hold holds held keep keeps kept make makes made come comes came goes went get got give gives gave given put
        por para es son в на и с по за из от до не что как его для это был была были при
        """,
    )
)
"""Words that stand everywhere, and so tell nothing of what a figure is about."""


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that tell what it is about."""
    if "-\n" in text or "\u00ad" in text:
        text = _BROKEN.sub("", text)
    words = [word for word in _WORD.findall(text) if len(word) > 2 or word.isupper()]
    folded = _INFLECTED.sub("y", " ".join(words).casefold())
    return frozenset([word[:_STEM] for word in folded.split() if word not in _COMMON])
