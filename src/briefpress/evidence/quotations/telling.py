"""The entries of the ledger in; a finding for each quotation that isn't borne out, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.quotations.claims import is_translation
from briefpress.evidence.quotations.locators import numbers_of, pages_of
from briefpress.evidence.quotations.quoting import OWN_WORDS, has_long_brackets, is_in_shreds, quoting
from briefpress.ledger import Change, Document, Entry

_SHOWN = 3
"""So many differences are told; the rest are counted."""

_LONG = 240


def told(entries: Iterable[Entry], documents: Mapping[str, Document], away: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What is wrong with quotations, one finding on the line of each.

    `away` has for each document that is known, but not here, how to put it back.
    """
    for entry in entries:
        if entry.verdict == "unchecked":
            yield from _unchecked(entry, documents, away)
        elif entry.verdict == "altered":
            yield _altered(entry, documents)
        elif entry.verdict == "not found":
            hint = "Quote what the document says, or cite the source that has it."
            yield finding("EVID001", f"“{_short(entry.claim.words)}” is not in {_cited(entry, documents)}.",
                          entry.claim.span, f"{entry.note} {hint}{_limit(entry)}".strip())  # fmt: skip
        elif entry.verdict == "wrong source" and entry.place:
            said = f"“{_short(entry.claim.words)}” is not in {_cited(entry, documents)}, but in {entry.place}."
            hint = f"Cite `{entry.place.key}` for it."
            yield finding("EVID004", said, entry.claim.span, hint)
        elif entry.verdict == "wrong page":
            yield _elsewhere(entry, documents)
        elif entry.denied:
            yield _denied(entry)


def differences(changes: Sequence[Change]) -> list[str]:
    """How a quotation differs from its source, in words: `“were limited” for “was limited”`."""
    said: list[str] = []
    ahead = [*changes, Change("both", "")]
    before = ""
    at = 0
    while at < len(changes):
        change, after = changes[at], ahead[at + 1]
        if change.of == "both":
            before = change.words
        elif after.of != "both" and after.of != change.of:
            brief, source = (change, after) if change.of == "brief" else (after, change)
            said.append(f"“{_short(brief.words)}” for “{_short(source.words)}”")
            at += 1
        elif change.of == "brief":
            said.append(f"“{_short(change.words)}” added{_behind(before)}")
        else:
            said.append(f"“{_short(change.words)}” left out{_behind(before)}")
        at += 1
    return said


def _behind(words: str) -> str:
    last = words.replace("[…]", "").split()[-2:]
    return f" behind “{' '.join(last)}”" if last else ""


def _altered(entry: Entry, documents: Mapping[str, Document]) -> Diagnostic:
    differ = differences(entry.changes)
    more = f", and {len(differ) - _SHOWN} more" if len(differ) > _SHOWN else ""
    how = f": {', '.join(differ[:_SHOWN])}{more}" if differ else ""
    passage = entry.excerpt.passage if entry.excerpt else ""
    words = entry.claim.original or entry.claim.words
    said = f"“{_short(words)}” is not what {_cited(entry, documents)} says{how}."
    hint = (
        f"It says ({entry.place}): “{_short(passage, _LONG)}”. Quote that; `[…]` stands for words that you leave out, "
        "`[brackets]` for your own."
    )
    hint += _limit(entry)
    return finding("EVID002", said, entry.claim.span, hint)


def _denied(entry: Entry) -> Diagnostic:
    said = f"“{_short(entry.claim.words)}” leaves out “{entry.denied}”, which its sentence in the source has."
    passage = entry.excerpt.passage if entry.excerpt else ""
    hint = (
        f"It says ({entry.place}): “{_short(passage, _LONG)}”. Quote the negation, or lower EVID006 with the reason "
        "why the sentence says the same without it."
    )
    return finding("EVID006", said, entry.claim.span, hint)


def _limit(entry: Entry) -> str:
    """What is to be said where an author's own words in brackets are too many to be taken for that."""
    long = has_long_brackets(entry.claim.original or entry.claim.words)
    return f" As your own count {OWN_WORDS} words in one pair of brackets, and no more." if long else ""


def _elsewhere(entry: Entry, documents: Mapping[str, Document]) -> Diagnostic:
    place, claim = entry.place, entry.claim
    if place is None or place.extent is None:
        raise ValueError("a quotation on a wrong page stands somewhere")
    citing = next(c for c in claim.citings if (c.via or c.key) == place.key and c.locator)
    named = "p." if citing.label == "page" else "para."
    found = (pages_of if citing.label == "page" else numbers_of)(documents[place.key], *place.extent)
    where = "–".join(dict.fromkeys((*found[:1], *(found[-1:] if named == "p." else ()))))
    path = documents[place.key].path
    said = f"“{_short(claim.words)}” stands at {named} {where} of `{path}`, not at {named} {citing.locator}."
    hint = f"Say where it stands: `[@{citing.key}, {named} {where}]`."
    return finding("EVID005", said, claim.span, hint)


def _unchecked(entry: Entry, documents: Mapping[str, Document], away: Mapping[str, str]) -> Iterator[Diagnostic]:
    claim = entry.claim
    if is_translation(claim) and not claim.original:
        if not claim.pin:
            hint = 'Give the words that it translates: `{.translation original="…"}`, or pin it to their passage.'
            yield finding("EVID003", f"“{_short(claim.words)}” is a translation of words that aren't given.",
                          claim.span, hint)  # fmt: skip
        return
    key = claim.citings[-1].via or claim.citings[0].key
    if is_in_shreds(quoting(claim.original or claim.words)) and any(key in documents for key in claim.keys):
        said = f"“{_short(claim.words)}” leaves out too much to be compared with its source."
        yield finding("EVID003", said, claim.span, "Quote its longer pieces one by one, or more of its words.")
        return
    hint = f"Keep its document: `briefpress source add FILE --key {key}`, where FILE may be an address."
    if known := next((known for known in claim.keys if known in away), ""):
        hint = f"{away[known]}, or run `briefpress verify --lock` where it is."
    yield finding("EVID003", f"“{_short(claim.words)}” was compared with no document.", claim.span, hint)


def _cited(entry: Entry, documents: Mapping[str, Document]) -> str:
    """The documents that a quotation was compared with: the nearest, where there is one."""
    keys = [entry.place.key] if entry.place and entry.verdict == "altered" else entry.claim.keys
    return " or ".join(f"`{documents[key].path}`" for key in keys if key in documents)


def _short(words: str, length: int = 60) -> str:
    return words if len(words) <= length else words[: length - 3].rstrip() + "…"
