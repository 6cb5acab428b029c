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

from briefpress.ledger import Citing, Claim, Sentence

_HALF = 16
"""Hexadecimal digits of half a fingerprint. The whole is 128 bits of a SHA-256, short enough to be merged by eye."""

_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys('’‘‚‛“”„‟"«»‹›「」『』', "'"), **dict.fromkeys("‐‑‒–—", "-"), "\u00ad": None, "…": "..."}
)
_BREAKS = re.compile(r"[\s\-‐‑‒–—\u00ad]+")
_WORD = re.compile(r"[^\W_]+")


def of_claim(claim: Claim, key: str) -> str:
    """What a claim is to one of its sources: change it, or the places that it cites there, and it is another claim.

    A quotation is its own words, letter by letter, wherever it stands. A figure is its value and all words of its
    sentence in their order, in a table also the first cell of its row and the head of its column: a “not” more, and
    it is another statement. A pinned claim is its pin and its own words.
    """
    if claim.kind == "pin":
        return of_pin(claim.pin) + _digest(*_words(claim.words))[:_HALF]
    cited = [" ".join((c.key, c.via, c.label if c.locator else "", c.locator)) for c in claim.citings if leads(c, key)]
    around = _stated(claim.sentence) if claim.kind == "figure" else ()
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


def _stated(sentence: Sentence) -> tuple[str, ...]:
    """The words of a sentence; of a cell, also what tells what it is of."""
    if sentence.row is None:
        return _words(sentence.text)
    first, own = sentence.row.cells[0], sentence.row.cells[sentence.cell]
    return (*_words(sentence.text), "of", *_words(" ".join(first.said)), "in", *_words(own.head))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).translate(_TYPOGRAPHY).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[: 2 * _HALF]
