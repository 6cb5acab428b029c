"""Quotations and documents in; for each the verdict, and the passage that it is or comes nearest to, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise

from briefpress.evidence.places import excerpt_of, place_of, running
from briefpress.evidence.quotations import denials, differences
from briefpress.evidence.quotations.claims import is_translation
from briefpress.evidence.quotations.folding import Folded, fold
from briefpress.evidence.quotations.following import Found, follow
from briefpress.evidence.quotations.locators import disagrees
from briefpress.evidence.quotations.quoting import NEGATION, Quoting, is_in_shreds, literal, quoting
from briefpress.evidence.quotations.wordindex import Passage, WordIndex, terms
from briefpress.ledger import Claim, Document, Entry

NEAR = 0.5
"""A passage that has less of a quotation, counted by letters, isn't what was altered."""

_LIKELY = 0.6
_LOOKED_AT = 3
"""A candidate with less of the words of a quotation can't have it. Of its sources so many are looked at anyway."""

_GAP_WORDS = 600
_LONGEST = 20_000
"""As many words of a quotation are looked for."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """A quotation as it is sought: as its words stand, and with its dots and brackets as the author's."""

    words: str
    ways: tuple[Quoting, ...]
    terms: tuple[str, ...]
    reach: int

    @property
    def folded(self) -> str:
        return self.ways[-1].text


@dataclass(frozen=True, slots=True)
class _Passage:
    """A part of a document, and the same folded."""

    passage: Passage
    folded: Folded

    @property
    def document(self) -> Document:
        return self.passage.document

    def extent(self, begin: int, end: int) -> tuple[int, int]:
        """Where in the document's text a part of the folded passage stands."""
        return self.passage.extent(*self.folded.extent(begin, end))


@dataclass(frozen=True, slots=True)
class _Stand:
    """A place at which a quotation stands: the document, from where to where, and whether letter by letter."""

    document: Document
    begin: int
    end: int
    exact: bool
    note: str = ""
    denied: str = ""


def weigh(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Entry]:
    """The entry of each quotation, in their order."""
    all_claims = list(claims)
    if not documents:
        return [_unchecked(claim) for claim in all_claims]
    sought = {claim.original or claim.words for claim in all_claims}
    read = {words: _sought(words) for words in sought}
    index = WordIndex(documents.values(), {term for one in read.values() for term in one.terms})
    return [_weighed(claim, read[claim.original or claim.words], index, documents) for claim in all_claims]


def _sought(words: str) -> _Sought:
    plain, edited = literal(words), quoting(words)
    ways: tuple[Quoting, ...] = (plain,) if plain.text == edited.text and not edited.joints else (plain, edited)
    ways = tuple(way for way in ways if way.pieces)
    wanted = terms(ways[-1].text)[:_LONGEST] if ways else []
    return _Sought(words, ways, tuple(wanted), min(4_096, 16 + _GAP_WORDS * (len(ways[-1].joints) if ways else 0)))


def _unchecked(claim: Claim, note: str = "") -> Entry:
    return Entry(claim, "unchecked", note=note)


def _weighed(claim: Claim, sought: _Sought, index: WordIndex, documents: Mapping[str, Document]) -> Entry:
    if is_translation(claim) and not claim.original:
        pinned = f" Its passage is pinned: `{claim.pin}`." if claim.pin else " Neither its original nor a pin is given."
        return _unchecked(claim, "A translation, whose words can't be compared." + pinned)
    known = [key for key in claim.keys if key in documents]
    if not known or not sought.ways:
        return _unchecked(claim)
    if is_in_shreds(sought.ways[-1]):
        return _unchecked(claim, "It leaves out something behind almost every word: such pieces stand in any page.")
    cited, others = index.candidates(sought.terms, sought.reach, known)
    passages: list[_Passage] = []
    stands: list[_Stand] = []
    for number, candidate in enumerate(cited):
        # Those that have as many of its words as the best may have it again, on another page.
        if candidate.share < cited[0].share and (
            stands or number >= _LOOKED_AT or candidate.share < cited[0].share / 2
        ):
            break
        passage = index.passage(candidate)
        passages.append(_Passage(passage, fold(passage.raw, sought.folded)))
        stands += _stands(sought, passages[-1])
    if stands:
        return _placed(claim, stands, documents)
    likely = (index.passage(candidate) for candidate in others if candidate.share >= _LIKELY)
    elsewhere = (_stands(sought, _Passage(p, fold(p.raw, sought.folded))) for p in islice(likely, _LOOKED_AT))
    if other := next(chain.from_iterable(elsewhere), None):
        note = f"It stands in `{other.document.key}`, which isn't cited for it."
        return _entry(claim, other, note=note, verdict="wrong source")
    return _nearest(claim, sought, passages[:_LOOKED_AT])


def _stands(sought: _Sought, passage: _Passage) -> Iterator[_Stand]:
    """Each place at which a quotation stands in a passage."""
    seen = set()
    for way in sought.ways:
        for found in follow(way, passage.folded):
            begin, end = passage.extent(found.begin, found.end)
            if begin not in seen:
                seen.add(begin)
                exact = not way.joints and _letter_by_letter(sought.words, passage.folded, found)
                yield _Stand(
                    passage.document,
                    begin,
                    end,
                    exact,
                    _replaced(way, passage.folded, found),
                    _denied(way, passage.folded, found),
                )


def _letter_by_letter(words: str, folded: Folded, found: Found) -> bool:
    return words.split() == folded.words(found.begin, found.end).split()


def _replaced(way: Quoting, folded: Folded, found: Found) -> str:
    """What the author's brackets stand for, and which negation a gap leaves out, in words."""
    own, denied = [], []
    for joint, ((_, end), (begin, _)) in zip(way.joints, pairwise(found.pieces), strict=True):
        words = folded.words(end, begin).strip()
        if joint in ("own", "denial") and words.strip(" ,;:"):
            own.append(f"“{running(words)}”")
        if joint == "gap" and (negation := NEGATION.search(words)):
            denied.append(f"“{negation[0]}”")
    said = [
        f"The author's words stand for {', '.join(own)}." if own else "",
        f"What is left out has {', '.join(dict.fromkeys(denied))} in it." if denied else "",
    ]
    return " ".join(part for part in said if part)


def _denied(way: Quoting, folded: Folded, found: Found) -> str:
    """The negation that one of its gaps leaves out of the midst of a sentence, or nothing."""
    between = zip(way.joints, pairwise(found.pieces), strict=True)
    gaps = (folded.words(end, begin) for joint, ((_, end), (begin, _)) in between if joint == "gap")
    return next(filter(None, map(denials.lost, gaps)), "")


def _placed(claim: Claim, stands: list[_Stand], documents: Mapping[str, Document]) -> Entry:
    """The entry of a quotation that stands in its source: at the best of its places."""
    agreeing = [stand for stand in stands if not _elsewhere(claim, stand)]
    nearest_first = {key: -index for index, key in enumerate(claim.keys)}
    best = max(agreeing or stands, key=lambda stand: (stand.exact, not stand.denied, nearest_first[stand.document.key]))
    note = " ".join(part for part in (best.note, _chain(claim, best, documents)) if part)
    if agreeing:
        return _entry(claim, best, note=note)
    return _entry(claim, best, note=note, verdict="wrong page")


def _elsewhere(claim: Claim, stand: _Stand) -> bool:
    """Whether every citation of the document in which a quotation stands says that it stands elsewhere in it.

    Where a work is quoted in another, the locator is of that other one.
    """
    cited = [c for c in claim.citings if (c.via or c.key) == stand.document.key]
    return bool(cited) and all(disagrees(c, stand.document, stand.begin, stand.end) for c in cited)


def _chain(claim: Claim, stand: _Stand, documents: Mapping[str, Document]) -> str:
    """Through which work an author quotes another, and in which of the two the quotation was found."""
    for citing in claim.citings:
        if citing.via and stand.document.key in (citing.key, citing.via):
            other = citing.key if stand.document.key == citing.via else citing.via
            here = "" if other in documents else f"; of `{other}` there is no document"
            return f"`{citing.key}` as quoted in `{citing.via}`: found in `{stand.document.key}`{here}."
    return ""


def _entry(claim: Claim, stand: _Stand, note: str = "", verdict: str = "") -> Entry:
    entry = Entry(
        claim,
        "exact" if stand.exact else "typographic",
        place_of(stand.document, stand.begin, stand.end),
        excerpt_of(stand.document, stand.begin, stand.end),
        note=note,
        denied=stand.denied,
    )
    return replace(entry, verdict=verdict) if verdict else entry  # type: ignore[arg-type]


def _nearest(claim: Claim, sought: _Sought, passages: list[_Passage]) -> Entry:
    """The entry of a quotation that stands nowhere: what comes nearest to it in its source, if anything does."""
    asked = differences.asked(sought.ways[-1])
    near = [(found.share, -n, found) for n, p in enumerate(passages) if (found := differences.nearest(asked, p.folded))]
    if not near or max(near)[0] < NEAR:
        return Entry(claim, "not found")
    _, number, found = max(near, key=lambda row: row[:2])
    passage = passages[-number]
    begin, end = passage.extent(found.begin, found.end)
    changed = differences.changes(asked, passage.folded, found.begin, found.end)
    return Entry(
        claim,
        "altered",
        place_of(passage.document, begin, end),
        excerpt_of(passage.document, begin, end),
        changed,
    )
