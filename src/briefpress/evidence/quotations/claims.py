"""Sentences in; the quotations in them, each with the citations that it rests on, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from briefpress.ledger import Citing, Claim, Sentence
from briefpress.wording import word_count

MIN_WORDS = 3
"""Fewer words between quotation marks are more often a title, or kept at a distance, than quoted."""


def quotations(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """Each quotation of three words and more or with a figure, and each block quote, that a citation can be found for.

    It rests on the citation of its sentence: the author named before it, else the first citation behind it, else the
    last before it; then on the nearest of its paragraph; then on what its table, figure or block is from. What goes on
    over several paragraphs, opened in each and closed in the last, rests on what the last cites.
    """
    return (claim for claim in said(sentences) if claim.citings)


def said(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """Each quotation, as in `quotations`, also those that no citation can be found for."""
    blocks = [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.block)]
    for number, block in enumerate(blocks):
        for index, sentence in enumerate(block):
            whole = sentence.role == "quote"
            for begin, end in ((0, len(sentence.text)),) if whole else sentence.quoted:
                words = sentence.text[begin:end].strip()
                if not whole and not _is_quotation(words):
                    continue
                citings = attributed(block, index, begin, end)
                if not citings and not whole and end == len(sentence.text):
                    citings = _where_it_ends(blocks[number + 1 :])
                original = _original(sentence, begin, end)
                yield Claim("quotation", words, begin, end, sentence, citings, sentence.span, original=original)


def _where_it_ends(blocks: Iterable[Sequence[Sentence]]) -> tuple[Citing, ...]:
    """What the last paragraph of a quotation cites that opens its marks anew in each."""
    for block in blocks:
        first = block[0]
        begin, end = first.quoted[0] if first.quoted else (-1, -1)
        if begin != 1:
            return ()
        if citings := attributed(block, 0, begin, end):
            return citings
    return ()


def _original(sentence: Sentence, begin: int, end: int) -> str:
    """The words that a quotation translates, where its author gives them: `[“…”]{.translation original="…"}`."""
    marks = (m for m in sentence.marks if "translation" in m.classes and m.begin <= begin and end <= m.end)
    return next((original for mark in marks if (original := mark.get("original").strip())), "")


def is_translation(claim: Claim) -> bool:
    """Whether its author says that a quotation is a translation."""
    marks = (m for m in claim.sentence.marks if m.begin <= claim.begin and claim.end <= m.end)
    return any("translation" in mark.classes for mark in marks)


def _is_quotation(words: str) -> bool:
    return word_count(words) >= MIN_WORDS or any(c.isdigit() for c in words)


def attributed(block: Sequence[Sentence], index: int, begin: int, end: int) -> tuple[Citing, ...]:
    """The citations that a part of a sentence rests on, nearest first; see `quotations`."""
    sentence = block[index]
    if own := _nearest(sentence.citings, begin, end):
        return own
    for other in block[index + 1 :]:
        if other.citings:
            return _group(other.citings, other.citings[0])
    for other in reversed(block[:index]):
        if other.citings:
            return _group(other.citings, other.citings[-1])
    return sentence.around


def nearest(claim: Claim) -> list[str]:
    """The keys of the sources that a claim rests on first: of one pair of brackets, or all around its sentence."""
    group = claim.citings[0].group
    cited = [c for c in claim.citings if c.group == group or not claim.sentence.citings]
    return list(dict.fromkeys(key for c in cited for key in (c.key, c.via) if key))


def _nearest(citings: Sequence[Citing], begin: int, end: int) -> tuple[Citing, ...]:
    named = [c for c in citings if c.in_text and c.at <= begin]
    behind = [c for c in citings if c.at >= end]
    before = [c for c in citings if c.at <= begin]
    chosen = named[-1:] or behind[:1] or before[-1:]
    return _group(citings, chosen[0]) if chosen else ()


def _group(citings: Sequence[Citing], one: Citing) -> tuple[Citing, ...]:
    return tuple(c for c in citings if c.group == one.group)
