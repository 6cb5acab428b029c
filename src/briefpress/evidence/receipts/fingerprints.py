"""Claims and passages in; fingerprints of them that their typography does not change, out.

What these functions leave out of account is part of the lock's format: a change of theirs is a new version of it.
A review knows a claim by a mark of its own (`desk.reviews.mark_of`). A receipt is of one source of a claim, and of the
place in it that is cited, for that is what a document was held against; a figure in other words around it is the same
figure. A review is of the claim with all of its sources, as a person read it: another sentence, and they read it anew.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from briefpress.ledger import Citing, Claim

_HALF = 16
"""Hexadecimal digits of half a fingerprint. The whole is 128 bits of a SHA-256, short enough to be merged by eye."""

_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys('’‘‚‛“”„‟"«»‹›「」『』', "'"), **dict.fromkeys("‐‑‒–—", "-"), "\u00ad": None, "…": "..."}
)
_BREAKS = re.compile(r"[\s\-‐‑‒–—\u00ad]+")
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")


def of_claim(claim: Claim, key: str) -> str:
    """What a claim is to one of its sources: change it, or the places that it cites there, and it is another claim.

    A quotation is its own words, letter by letter, wherever it stands. A figure is its value and the content words of
    its sentence in any order; a pinned claim its pin and its own content words.
    """
    if claim.kind == "pin":
        return of_pin(claim.pin) + _digest(*_content(claim.words))[:_HALF]
    cited = [" ".join((c.key, c.via, c.label if c.locator else "", c.locator)) for c in claim.citings if leads(c, key)]
    around = _content(claim.sentence.text) if claim.kind == "figure" else ()
    return _digest(
        claim.kind,
        *sorted(set(cited)),
        _plain(claim.words),
        _plain(claim.original),
        *sorted(claim.pin.split()),
        *around,
    )


def leads(citing: Citing, key: str) -> bool:
    """Whether a citation leads to the document of a key: to its own, or to that in which it is quoted."""
    return key in (citing.key, citing.via)


def of_pin(pin: str) -> str:
    """The first half of the fingerprint of each claim that is tied to a pin."""
    return _digest("pin", pin)[:_HALF]


def of_passage(words: str) -> str:
    """A passage of a document, however it is broken into lines and pages, and whatever hyphens that takes."""
    return _digest(_BREAKS.sub("", _plain(words).casefold()))


def _content(words: str) -> tuple[str, ...]:
    return tuple(sorted({unicodedata.normalize("NFKC", w).casefold() for w in _CONTENT_WORD.findall(words)}))


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).translate(_TYPOGRAPHY).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[: 2 * _HALF]
