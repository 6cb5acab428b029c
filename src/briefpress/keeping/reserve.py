"""What a record says of who may have its document, in; a warning where that may have been meant as `private`, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from briefpress.diagnostics import Diagnostic, Span, finding

_LIKE = re.compile(
    r"(?<!\w)(?:priv|intern(?!at|et)|confiden|secret|classified|restricted|unpublished"
    r"|not (?:to be )?(?:for )?(?:publi|distribut|circulat|releas|shar)"
    r"|do(?: not|n['’]t) (?:publi|distribut|circulat|shar)|non[- ]publi"
    r"|vertraulich|geheim|nicht (?:zur |für )?(?:die )?(?:ver)?öffentlich|unveröffentlicht"
    r"|ne pas (?:publi|diffus)|inédit|no publicar|частн|приват|конфиденц|секрет|не для|для служебн)",
    re.IGNORECASE,
)
"""How people say in the program's languages that something isn't for everybody."""

_WORDS = ("private", "confidential")
_LIKENESS = 0.85
"""A word as like to one of these as that is a slip of the pen: `pirvate`, but not `premature`."""


def told(place: Span | None, rights: str, *, private: bool) -> Iterator[Diagnostic]:
    """SRC015 where the rights of a document that isn't `private` read as if it were meant to be."""
    words = re.findall(r"[^\W\d_]+", rights.casefold())
    if not private and (
        _LIKE.search(rights) or any(get_close_matches(word, _WORDS, cutoff=_LIKENESS) for word in words)
    ):
        said = f"`rights: {rights}` doesn't keep the document out of git, though it reads as if it were to."
        hint = "Begin it with the word `private`; or if anybody may have the document, say it in words without doubt."
        yield finding("SRC015", said, place, hint)
