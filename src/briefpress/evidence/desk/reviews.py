"""The ledger and what people said of its claims in; each review at its claim, and those that no longer hold, out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from briefpress import files
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.evidence.desk.review_files import PATH, Kept, UnreadableError, read, unreadable
from briefpress.ledger import Claim, Entry, Review

_WORDS = 90
_OF_CLAIM = re.compile(r'"claim"\s*+:\s*+"([0-9a-f]{16})"')


def mark_of(claim: Claim) -> str:
    """What a claim is known by: its kind, its words and its sources, wherever in the brief it stands.

    A figure says nothing without its sentence, which is part of it therefore. A quotation keeps its mark where the
    sentence around it is reworded.
    """
    sentence = claim.sentence.text if claim.kind == "figure" else ""
    parts = (claim.kind, claim.words, claim.original, claim.pin, sentence, *sorted(claim.keys))
    return digest("\n".join(_folded(part) for part in parts))


def passage_mark(entry: Entry) -> str:
    """What the passage beside a claim is known by; nothing where none is here to be seen."""
    return digest(_folded(entry.excerpt.passage)) if entry.excerpt and entry.excerpt.passage else ""


def digest(text: str) -> str:
    """The first 64 bits of a text's SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Held:
    """Reviews held against the ledger: those that stand, with the words of their claims, and those that don't.

    Each of the latter has the reason, as it follows “the review is of”.
    """

    stand: tuple[Kept, ...]
    fallen: tuple[tuple[Kept, str], ...]

    def told(self) -> Iterator[tuple[Kept, str]]:
        """Each review that doesn't stand, and what to say of it."""
        for kept, why in self.fallen:
            words = f"“{kept.words}”: the" if kept.words else "The"
            yield kept, f"{words} review by {kept.by} of {kept.day} is of {why}."


def held(reviews: Iterable[Kept], ledger: Sequence[Entry]) -> Held:
    """Which reviews stand: their claim is in the brief, and its passage, where it is here to be seen, is the same.

    Of several reviews of a claim the last counts, by its day; of two of one day, the one that comes later. One that is
    withdrawn leaves none.
    """
    claims: dict[str, Entry] = {}
    for entry in ledger:
        claims.setdefault(mark_of(entry.claim), entry)
    stand: list[Kept] = []
    fallen: list[tuple[Kept, str]] = []
    for kept in _latest(reviews):
        if kept.withdrawn:
            continue
        if kept.claim not in claims:
            fallen.append((kept, "a claim that the brief doesn't have any more"))
            continue
        entry = claims[kept.claim]
        named = structs.replace(kept, words=_begun(entry.claim.words))
        seen = passage_mark(entry)
        if not seen or seen == kept.passage:
            stand.append(named)
        elif kept.passage:
            fallen.append((named, "another passage than the one that is found now"))
        else:
            fallen.append((named, "the claim alone, and now a passage is found for it"))
    return Held(tuple(stand), tuple(fallen))


def _latest(reviews: Iterable[Kept]) -> Iterable[Kept]:
    by_claim: dict[str, Kept] = {}
    for kept in reviews:
        known = by_claim.get(kept.claim)
        if known is None or known.day <= kept.day:
            by_claim[kept.claim] = kept
    return by_claim.values()


def _begun(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else (words[:_WORDS].rpartition(" ")[0] or words[:_WORDS]) + "…"


def at_their_claims(root: Path, ledger: Sequence[Entry]) -> Outcome[tuple[Entry, ...]]:
    """The ledger with each review that the brief keeps at its claim.

    Finds EVID030 for each review that isn't carried over, EVID031 where the file is none.
    """
    kept = of_brief(root)
    if not kept.value:
        return Outcome(tuple(ledger), kept.diagnostics)
    now = held(kept.value, ledger)
    by_claim = {one.claim: Review(one.by, one.day, one.note, one.ok) for one in now.stand}
    entries = tuple(replace(entry, review=by_claim.get(mark_of(entry.claim))) for entry in ledger)
    return Outcome(entries, (*kept.diagnostics, *_told(now, (root / PATH).read_text("utf-8", "replace"))))


def of_brief(root: Path) -> Outcome[tuple[Kept, ...]]:
    """The reviews that a brief keeps: none where it has no sources/reviews.json. Finds EVID031."""
    path = root / PATH
    if not files.is_there(root, path):
        return Outcome(())
    try:
        data = files.read_inside(root, path)
    except (files.OutsideBriefError, OSError) as error:
        why = getattr(error, "strerror", None) or "it leads out of the brief's folder"
        said = finding("EVID031", f"The file can't be read: {why}.", Span(PATH), "Make it a file of the brief.")
        return Outcome((), (said,))
    try:
        return Outcome(read(data))
    except UnreadableError as error:
        return Outcome((), (unreadable(error, PATH, data),))


def _told(now: Held, text: str) -> Iterator[Diagnostic]:
    hint = "Review the claim again on the desk; `briefpress review take` takes what doesn't hold off the list."
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    places = {match[1]: match.start(1) for match in _OF_CLAIM.finditer(text)}
    for kept, said in now.told():
        at = places.get(kept.claim, 0)
        line = bisect_right(starts, at)
        yield finding("EVID030", said, Span(PATH, line, at - starts[line - 1] + 1), hint)
