"""Sentences in; those that carry a figure, a superlative or an estimate and have nothing cited for it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.remarks.likelihood import Scale
from briefpress.evidence.text.whereabouts import within
from briefpress.ledger import Sentence
from briefpress.model import Written

_EXEMPT = ("heading", "term", "quote", "source", "by", "alt", "about", "disclaimer", "suggested-citation", "pullquote")
"""What makes no claim, repeats one of the text, or speaks of the brief itself."""

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)|sept?(?:ember|\.)|"
    r"oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.)|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|"
    r"mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|(?:de )?(?:enero|febrero|marzo|abril|mayo|junio|"
    r"julio|agosto|septiembre|octubre|noviembre|diciembre)|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|"
    r"октября|ноября|декабря)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?:1\d{3}|20\d{2}|2100)"
_SEVERAL = r"(?:\s?[-–—,/]\s?|\s(?:to|and|bis|et|y|и|or)\s)"
_NO_FIGURE = re.compile(
    rf"\b{_DAY}(?:{_SEVERAL}{_DAY})?\s{_MONTH}\b(?:\s(?:de )?{_YEAR})?|"
    rf"\b{_MONTH}\s{_DAY}(?:{_SEVERAL}{_DAY})?\b(?:,?\s{_YEAR})?|"
    rf"(?<![\d.,$€£¥])\b{_YEAR}(?:[-–/]\d{{2,4}}|s)?\b(?![.,]\d|\s?(?:%|per\s?cent|million|billion))|"
    r"\bthe \d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}[.]\d{2}\s?(?:am|pm|a\.m|p\.m|Uhr|h)\b|"
    r"\b(?:tables?|figures?|fig|box(?:es)?|sections?|articles?|arts?|nos?|nr|chapters?|chap|pages?|pp?|paragraphs?|paras?|"
    r"resolutions?|protocols?|regulations?|directives?|editions?|versions?|phases?|parts?|annex(?:es)?|cases?|rules?|"
    r"notes?|steps?|options?|levels?|ISO|ICD)\.?\s\d[\d./-]*|(?<!§)§++\s?\d+|"
    r"第\s?\d+|(?<!\d)\d++\s?[年月日号]",
    re.IGNORECASE,
)
"""Dates, years, hours, and what is counted through: none of it says how much."""

_SMALL = 12
"""Whole numbers up to this one count the author's own points more often than the world's things: three courses."""
_MEASURE = (
    r"\s?(?:%|‰|°|per\s?cent\b|percentage points?\b|percent\b|pour cent\b|Prozent\b|por ciento\b|процент|million|"
    r"billion|trillion|thousand|hundred|Mio|Mrd|Millionen|Milliarden|millones|milliards?|млн|млрд|times\b|-?fold\b|km\b|"
    r"tonnes?\b|tons?\b|hectares?\b|[万億亿])"
)
_LETTER = r"[^\W\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
"""What joins a number to a word: G20. Chinese and Japanese write 300人 for 300 people."""
_NUMBER = r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?"
_DIGITS = re.compile(
    rf"(?P<money>(?:US|A|C)?[$€£¥]\s?)?(?<![.,-])(?<!{_LETTER})(?P<number>{_NUMBER})(?P<measure>{_MEASURE})?(?!{_LETTER}|-)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-\w+)?|a|an|one|several)\s(?:per\s?cent|percentage points|hundred|thousand|million|billion|trillion|dozen)\b|"
    r"\b(?:twice|(?:two|three|four|five|ten)(?:fold|\stimes)|half of|"
    r"a (?:third|quarter|fifth) of|(?:one|two|three)[ -](?:third|quarter|fifth)s?|"
    r"(?:doubled|tripled|halved|quadrupled))\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:the|its|their|his|her|our|(?<![\w-])[\w-]{1,60}+[’']s?)\s(?:\w+[- ]){0,2}?"
    r"(?:largest|biggest|smallest|highest|lowest|longest|shortest|fastest|slowest|oldest|youngest|strongest|weakest|"
    r"worst|greatest|deadliest|poorest|richest|busiest|heaviest|cheapest|costliest|deepest|steepest|sharpest|hardest)\b|"
    r"\bthe (?:most|least) (?!of\b|part\b|developed\b|recent\b)\w+|\bfor the first time\b|\bthe first (?:ever|time)\b|"
    r"\bthe (?:first|last) (?:\w+ ){1,3}(?:to|since)\b|\bthe (?:only|sole) \w+|\bunprecedented\b|\bnever before\b|"
    r"\b(?:has|have|had) never\b|"
    r"\brecord (?:highs?|lows?|levels?|numbers?|amounts?|years?|harvests?|profits?|losses)\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    r"\b(?:(?:is|are|was|were) (?:estimated|projected|forecast|expected) to|an estimated|"
    r"estimates? (?:that|put|suggest)|according to (?:\w+ )?(?:estimates|projections|forecasts)|"
    r"projections? (?:show|suggest)s?|forecasts?\s(?:that|show))\b",
    re.IGNORECASE,
)


def unsupported(sentences: Sequence[Sentence], written: Mapping[str, Written], scale: Scale) -> Iterator[Diagnostic]:
    """A finding for each sentence that makes a claim and has nothing cited for it, and for each such table.

    A claim is a figure, in any language, or in English a superlative or an estimate. It has its source in its own
    sentence, in what it stands in (the source line of a table, what introduces a list), in the one citation at the end
    of its paragraph, or in another sentence of the brief that has the same figure and cites. A sentence with a word of
    the scale is the author's own estimate. A brief that cites nothing isn't asked.
    """
    if not any(s.citings for s in sentences):
        return
    cited = {figure for s in sentences if s.citings or s.around for _, _, figure in _figures(s)}
    tables = _tables(sentences)
    tabled = {sentence.block for table in tables for sentence in table}
    for number, group in groupby(sentences, key=lambda s: s.block):
        block = list(group)
        for sentence in block:
            if number in tabled or sentence.role in _EXEMPT or _covered(block, sentence):
                continue
            claim = _claim(sentence, cited, scale)
            if claim:
                begin, end = claim
                place = within(written.get(sentence.section), sentence.span, sentence.text, begin, end)
                said = (
                    f"“{sentence.text[begin:end]}” has no source: neither its sentence nor its paragraph cites for it."
                )
                yield finding("CLAIM001", said, place, "Cite what it rests on, or say how you arrived at it.")
    yield from (wanting for table in tables if (wanting := _wanting(table, cited)))


def _covered(block: Sequence[Sentence], sentence: Sentence) -> bool:
    if sentence.citings or sentence.around:
        return True
    if sentence.role == "note":
        return any(s.citings for s in block)
    last = block[-1]
    alone = not any(s.citings for s in block[:-1])
    return alone and bool(last.citings) and all(c.at >= len(last.text) - 1 for c in last.citings)


def _claim(sentence: Sentence, cited: set[str], scale: Scale) -> tuple[int, int] | None:
    """The part of a sentence that wants a source."""
    figures = list(_figures(sentence))
    for begin, end, figure in figures:
        if figure not in cited:
            return begin, end
    if figures or scale.found(sentence.text):
        return None
    text = _own(sentence)
    match = _SUPERLATIVE.search(text) or _ESTIMATE.search(text)
    return match.span() if match else None


def _tables(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences of each table, with those of the notes in it: a caption that cells follow, cells, a source line."""
    tables: list[list[Sentence]] = [[]]
    for sentence in sentences:
        opened = any(s.role == "cell" for s in tables[-1])
        if (
            sentence.role in ("cell", "source")
            or (sentence.role == "caption" and not opened)
            or (sentence.role == "note" and opened)
        ):
            tables[-1].append(sentence)
        elif tables[-1]:
            tables.append([sentence] if sentence.role == "caption" else [])
    return [table for table in tables if any(s.role == "cell" for s in table)]


def _wanting(table: Sequence[Sentence], cited: set[str]) -> Diagnostic | None:
    """A finding for a table with figures that cites nothing and doesn't say what it is from."""
    cells = [s for s in table if s.role == "cell"]
    first = next((s for s in cells if any(figure not in cited for *_, figure in _figures(s))), None)
    if first is None or any(s.role == "source" or s.citings or s.around for s in table):
        return None
    said = f"The table with “{first.text[:60]}” in it has no source."
    return finding("CLAIM001", said, first.span, 'Give the table `source="…"`, or cite in its rows.')


def _own(sentence: Sentence) -> str:
    """The author's own words, all others blanked out."""
    text = sentence.text
    for begin, end in (*sentence.quoted, *sentence.aside):
        text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def _figures(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Each figure of a sentence: where it begins and ends, and how it is told from others."""
    text = _own(sentence)
    if any(c.isdigit() for c in text):
        text = _NO_FIGURE.sub(lambda m: " " * len(m[0]), text)
    for match in _DIGITS.finditer(text):
        number = re.sub(r"[\s\u00a0\u202f]|[.,](?=\d{3}(?!\d))", "", match["number"])
        small = len(number) < 5 and number.isdecimal() and int(number) <= _SMALL
        if not small or match["measure"] or match["money"]:
            yield match.start(), match.end(), number
    for match in _WORDS.finditer(text):
        yield match.start(), match.end(), match[0].casefold()
