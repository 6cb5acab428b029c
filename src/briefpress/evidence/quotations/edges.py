"""A text and a place in it in; whether a quotation that begins or ends there cuts a word or a number in two, out."""

from __future__ import annotations

import re

from briefpress.evidence.quotations.folding import CALL, SPACELESS
from briefpress.lineends import HYPHEN

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_HYPHENS = "-\u2010\u2011\u2013"
_SPACELESS = re.compile(f"[{SPACELESS}]")
_ELIDED = re.compile(r"(?<!\w)(?:l|d|qu|dell|all|dall|nell|sull|un)['’]$", re.IGNORECASE)
_CALL = re.compile(CALL)
_BROKEN = re.compile(rf"\w{HYPHEN}$")
_REST = re.compile(
    rf"[{_UNSEEN}]*(?:\w"
    r"|['’]\w"  # can|'t
    rf"|[{_HYPHENS}]\w|{HYPHEN}[^\W\d_]"  # non|-binding
    r"|(?<=\d)[.,:/'’]\d|(?<=\d)\s?%"  # 26|.4
    r"|(?<=\d)[ \u00a0\u2009\u202f]\d{3}(?!\d))"  # 1| 960
)


def cuts_behind(text: str, at: int) -> bool:
    """Whether what ends at a place goes on: `able` of `unable` begins so, `26` of `26.4` ends so."""
    if at >= len(text) or not text[at - 1].isalnum() or _CALL.match(text, at):
        return False
    rest = _REST.match(text, at)
    return rest is not None and not _SPACELESS.match(text[at - 1]) and not _SPACELESS.match(rest[0][-1])


def cuts_before(text: str, at: int) -> bool:
    """Whether what begins at a place has begun before it. A French or Italian article is a word of its own."""
    if at >= len(text) or not text[at].isalnum() or _SPACELESS.match(text, at):
        return False
    before = text[max(0, at - 12) : at].rstrip(_UNSEEN)
    if not before or _SPACELESS.match(before[-1]):
        return False
    if _BROKEN.search(before):
        return True
    sign, further = before[-1], before[-2:-1]
    if sign.isalnum():
        return True
    if sign in "'’":
        return further.isalnum() and not _ELIDED.search(before)
    if sign in _HYPHENS + "\u2212":
        # A minus sign stands before its number; a dash, in pairs or between spaces, before anything.
        return further.isalnum() or (text[at].isdigit() and (not further or further.isspace() or further in "(["))
    if sign in ".,:/" and text[at].isdigit():
        return further.isdigit()
    grouped = re.search(r"(?<!\d)\d{1,3}[ \u00a0\u2009\u202f]$", before)
    return bool(grouped and re.match(r"\d{3}(?!\d)", text[at : at + 4]))
