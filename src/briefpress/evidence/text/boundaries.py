"""The text of a paragraph in; where each of its sentences begins and ends, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"(?<![.!?…։؟।])[.!?…։؟।]++[\"'”“’»«)\]]*+(?:[\s\u202f]»)?(?=\s)|[。！？]+[」』”’）】]*")
_OPENING = "\"'“‘«»„(["
_BEFORE_WORD = re.compile(r"[\s(\[“‘«„\"']")
_LONGEST = 40
"""Letters of the longest word that the rules here know: of a longer one the end is looked at."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words("""
    mr mrs ms dr prof st gen col lt capt sgt maj adm sen rep gov hon rev messrs no nos art arts fig figs tab vs cf p pp
    ed eds vol vols ca approx e.g i.e viz ch chap sec secs para paras ann
    bzw nr abs hrsg vgl s z.b d.h bd evtl sog
    m mm éd av env p.ex
    sr sra srta dra pág págs núm ee
    им ул см стр с ср рис гл ст проф акад т.е т.к т.н пп п
""")
"""Abbreviations in English, German, French, Spanish and Russian that belong to the word behind them."""
_SELDOM_LAST = _words("""
    etc al u.s u.k u.n e.u a.m p.m inc ltd co corp jr usw u.a mio mrd uu г гг в вв млн млрд тыс руб т.д т.п
""")
_OPENERS = _words("""
    the a an it he she they we i this that these those there his her its their our in on at but and for as when if
    after since while however by to then so yet both nor not one
    der die das er sie es wir im am ein eine dies le la les il elle ils un une ce cette au el los las en
    в на он она они мы это но и к по за
""")
"""Words by which a sentence behind an abbreviation is told to be a new one: their capital has no other reason."""
_COUNTED = _words("""
    januar februar märz april mai juni juli august september oktober november dezember
    jahrhundert weltkrieg auflage jahrestag sitzung kapitel wahlperiode
""")
"""German words before which a number with a full stop is an ordinal."""


def cuts(text: str, whole: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; the parts of `whole` are not cut."""
    kept = list(whole)
    begin = 0
    for match in _END.finditer(text):
        at = match.end()
        if any(b <= match.start() and at < e for b, e in kept) or not _ends(text, begin, match):
            continue
        yield begin, at
        begin = at
    yield begin, len(text)


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    if match[0][0] in "。！？":
        return True
    behind = text[match.end() :].lstrip().lstrip(_OPENING).lstrip()
    if not behind or behind[0].islower():
        return not behind
    if match[0] != ".":
        return True
    word = _BEFORE_WORD.split(text[max(begin, match.start() - _LONGEST) : match.start()])[-1]
    following = re.split(r"\W", behind, maxsplit=1)[0].casefold()
    if word.isdigit():
        # A number at the beginning is that of a list.
        return len(word) > 2 or not (following in _COUNTED or not text[begin : match.start() - len(word)].strip())
    if word.casefold() in _NEVER_LAST:
        return False
    initial = (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word)
    return not (initial or word.casefold() in _SELDOM_LAST) or following in _OPENERS
