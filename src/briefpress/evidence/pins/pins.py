"""Sentences in; the parts of them that their author tied to a passage, and what stands there in the document, out.

A pin is `KEY#p3` (page 3; paragraph 3 where a document has no pages), `KEY#p3.2` (page 3, paragraph 2) or `KEY#par12`
(the twelfth paragraph of all).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefpress.evidence.places import excerpt_of, place_of
from briefpress.ledger import Citing, Claim, Document, Entry, Mark, Paragraph, Place, Sentence, Text

_FORM = re.compile(r"(?P<key>.+)#(?:par(?P<nth>\d{1,6})|p(?P<page>[^\s#]+))")
_ON_PAGE = re.compile(r"(?P<page>.+)\.(?P<paragraph>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage as an author names it: the document's key, and its page, or the number of a paragraph of all."""

    key: str
    page: str = ""
    nth: int = 0

    @classmethod
    def of(cls, written: str) -> Pin | None:
        """The pin that an author wrote; None where it is none."""
        match = _FORM.fullmatch(written)
        return Pin(match["key"], match["page"] or "", int(match["nth"] or 0)) if match else None


def key_of(written: str) -> str:
    """The key before the `#` of a pin, whatever stands behind it."""
    return written.partition("#")[0]


def pins_of(mark: Mark) -> list[str]:
    """The pins of a part of a sentence, as they are written; all that is written there where one of them is none."""
    pins = mark.get("pin").split()
    return pins if all(map(Pin.of, pins)) else [mark.get("pin")]


def cited(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences; to pin a part of one to a source cites it for that part, where the sentence doesn't do so."""
    return tuple(_with_pins(sentence) if sentence.marks else sentence for sentence in sentences)


def _with_pins(sentence: Sentence) -> Sentence:
    known = {key for citing in sentence.citings for key in (citing.key, citing.via)}
    added = {
        key_of(pin): Citing(key_of(pin), mark.end, -number)
        for number, mark in enumerate(sentence.marks, 1)
        for pin in pins_of(mark)
        if Pin.of(pin) and key_of(pin) not in known
    }
    citings = sorted((*sentence.citings, *added.values()), key=lambda citing: citing.at)
    return replace(sentence, citings=tuple(citings)) if added else sentence


def pinned(sentences: Iterable[Sentence]) -> Iterator[Claim]:
    """Each part of a sentence that is tied to a passage: a claim for each of its pins."""
    for sentence in sentences:
        for mark in sentence.marks:
            for pin in pins_of(mark):
                words = sentence.text[mark.begin : mark.end]
                citings = (Citing(key_of(pin), mark.end, 0),)
                yield Claim("pin", words, mark.begin, mark.end, sentence, citings, sentence.span, pin)


def tied(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same claims; one within a pinned part of its sentence has the pins of that part."""
    for claim in claims:
        around = [m for m in claim.sentence.marks if m.begin <= claim.begin and claim.end <= m.end and m.get("pin")]
        yield replace(claim, pin=_all_of(around)) if around and not claim.pin else claim


def _all_of(marks: Sequence[Mark]) -> str:
    return " ".join(dict.fromkeys(pin for mark in marks for pin in pins_of(mark)))


def weigh(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Entry]:
    """The entry of each pinned claim: its passage, where the document is here and has one at that place."""
    return [_weighed(claim, documents) for claim in claims]


def _weighed(claim: Claim, documents: Mapping[str, Document]) -> Entry:
    pin = Pin.of(claim.pin)
    if pin is None or (document := documents.get(pin.key)) is None:
        return Entry(claim, "unchecked" if pin else "not found")
    part = passage(pin, document.text)
    if part is None:
        return Entry(claim, "not found", note=f"`{document.path}` has {extent_of(document.text)}.")
    return Entry(claim, "pinned", place_at(pin, document, part), excerpt_of(document, *part))


def passage(pin: Pin, text: Text) -> tuple[int, int] | None:
    """Where in a document's text a pin's passage begins and ends; None where there is no such place."""
    if pin.nth or not has_pages(text):
        nth = pin.nth or (int(pin.page) if re.fullmatch(r"[0-9]{1,6}", pin.page) else 0)
        return next((part for number, (_, part) in enumerate(paragraphs(text), 1) if number == nth), None)
    if part := pages(text).get(pin.page.casefold()):
        return part
    if match := _ON_PAGE.fullmatch(pin.page):
        page, number = match["page"].casefold(), int(match["paragraph"])
        for paragraph, part in paragraphs(text, parts=True):
            if paragraph.page.casefold() == page and paragraph.number == number:
                return part
    return None


def has_pages(text: Text) -> bool:
    """Whether the pages of a document are known."""
    return any(paragraph.page for paragraph in text.paragraphs)


def pages(text: Text) -> dict[str, tuple[int, int]]:
    """Where each page of a document begins and ends, by its name in small letters."""
    found: dict[str, tuple[int, int]] = {}
    for paragraph in text.paragraphs:
        begin, _ = found.get(paragraph.page.casefold(), (paragraph.begin, 0))
        found[paragraph.page.casefold()] = begin, paragraph.end
    return found


def paragraphs(text: Text, *, parts: bool = False) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
    """Each paragraph of a document, and where it begins and ends, though it run on over pages.

    With `parts`, also what of one stands on its later pages, each to its end.
    """
    end = 0
    whole: list[tuple[Paragraph, tuple[int, int]]] = []
    for paragraph in reversed(text.paragraphs):
        end = end or paragraph.end
        if parts or not paragraph.continues:
            whole.append((paragraph, (paragraph.begin, end)))
        end = end if paragraph.continues else 0
    yield from reversed(whole)


def place_at(pin: Pin, document: Document, part: tuple[int, int]) -> Place:
    """The place of a pin's passage; of a whole page it names no paragraph."""
    place = place_of(document, *part)
    whole = bool(pin.page) and place.page.casefold() == pin.page.casefold()
    return replace(place, paragraph=0) if whole else place


def extent_of(text: Text) -> str:
    """How many pages and paragraphs a document has, in words."""
    named = list(dict.fromkeys(p.page for p in text.paragraphs if p.page))
    count = sum(not p.continues for p in text.paragraphs)
    counted = f"{count} paragraph{'s' if count != 1 else ''}"
    if not named:
        return f"no pages, and {counted}"
    return f"{f'the pages {named[0]} to {named[-1]}' if named[1:] else f'one page, {named[0]}'}, and {counted}"
