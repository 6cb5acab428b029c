"""The brief's scale of likelihood and its sentences in; where the words of the one are misused in the other, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.text.whereabouts import within
from briefpress.ledger import Sentence
from briefpress.model import Written
from briefpress.settings import Evidence

JUDGEMENTS = "key-judgements"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of likelihood: as it is told, how it is found, the per cents that it stands for, its row of synonyms."""

    word: str
    pattern: str
    low: int
    high: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """The words of likelihood of a brief.

    Where the rows are `series`, a word of one is mixed with any word of another; else with those of its own range.
    """

    terms: tuple[Term, ...]
    series: bool = False
    english: bool = True

    def found(self, text: str) -> list[tuple[int, int, Term]]:
        """Each word of the scale in a text: where it begins and ends. A longer one goes before one that is in it."""
        taken: list[tuple[int, int, Term]] = []
        some, patterns = _patterns(self.terms)
        if not some.search(text):
            return taken
        for term, pattern in patterns:
            for match in pattern.finditer(text):
                if not any(match.start() < e and b < match.end() for b, e, _ in taken):
                    taken.append((match.start(), match.end(), term))
        qualified = [m.span() for m in _QUALIFIED.finditer(text)] if self.english else []
        return sorted(
            ((b, e, t) for b, e, t in taken if not any(x < b and e <= y for x, y in qualified)), key=lambda f: f[:2]
        )


@cache
def _patterns(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], list[tuple[Term, re.Pattern[str]]]]:
    """What finds any of some terms, and what finds each, the longest first."""
    longest = sorted(terms, key=lambda term: -len(term.word))
    each = [(term, re.compile(rf"(?<!\w)(?:{term.pattern})(?!\w)", re.IGNORECASE)) for term in longest]
    return re.compile("|".join(term.pattern for term in longest), re.IGNORECASE), each


_PROSPECT = r"(?:chances?|possibilit(?:y|ies)|likelihood|prospects?|probability|odds)"
ICD203 = Scale(
    (
        Term("almost no chance", "almost no chance", 1, 5),
        Term("very unlikely", "very unlikely", 5, 20),
        Term("unlikely", "unlikely", 20, 45),
        Term("roughly even chance", r"roughly (?:an )?even chances?", 45, 55),
        Term("likely", r"likely|likelihood is that", 55, 80),
        Term("very likely", "very likely", 80, 95),
        Term("almost certain", r"almost certain(?:ly)?", 95, 99),
        Term("remote", rf"remote {_PROSPECT}|{_PROSPECT} (?:is|are|seems?) remote", 1, 5, 1),
        Term("highly improbable", r"highly improbabl[ey]", 5, 20, 1),
        Term("improbable", r"improbabl[ey]", 20, 45, 1),
        Term("roughly even odds", r"roughly even odds", 45, 55, 1),
        Term("probable", r"probabl[ey]", 55, 80, 1),
        Term("highly probable", r"highly probabl[ey]", 80, 95, 1),
        Term("nearly certain", r"nearly certain(?:ly)?", 95, 99, 1),
    ),
    series=True,
)
"""The seven bands of Intelligence Community Directive 203 (2015), D.6.e.(2)(a), in per cent, and its two rows."""

_QUALIFIED = re.compile(
    r"\b(?:more|less|most|least|as|so|too|equally|highly|quite|extremely|fairly|rather|somewhat|increasingly|exceedingly"
    r"|overwhelmingly)\s(?:un)?(?:likely|probable)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:(?:highly|quite|extremely|fairly|rather|somewhat|exceedingly|overwhelmingly)\s(?:un)?likely|"
    r"(?:quite|very|extremely)\s(?:im)?probabl[ey]|more\slikely\sthan\snot|virtually\scertain(?:ly)?|"
    r"(?:very\s)?possibly|it\sis\s(?:\w+\s)?possible|perhaps|maybe|(?:(?-i:may)|might|could)(?:\s(?:well|yet))?|conceivabl[ey]|"
    rf"(?:a|an|the|every|some|little|no)\s(?:\w+\s)?{_PROSPECT}\s(?:that|of|to)|"
    r"(?:can(?:no|['’])t|cannot|can\snot)\sbe\sruled\sout|cannot\srule\sout|potentially|presumably|"
    r"in\sall\s(?:likelihood|probability)|doubtful(?:ly)?|improbabl[ey]|remote\spossibility)\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:[-\s]to[-\s](?:moderate|medium|high))?[-\s](?:level\sof\s)?confidence\b|"
    r"\bconfidence(?:\slevel)?\s(?:in\s[\w\s]{1,40}?)?(?:is|are|remains|of|:)\s(?:\w+\s)?(?:low|moderate|medium|high)\b|"
    r"\bwe\s(?:are|remain)\s(?:\w+\s)?confident\b",
    re.IGNORECASE,
)
_PERCENT = r"(\d{1,3})(?:\s?(?:[-–]|to)\s?(\d{1,3}))?\s?(?:%|per\s?cent)"
_BESIDE = re.compile(
    rf"[\s,]*\((?:about|around|roughly|some)?\s?{_PERCENT}(?:\s{_PROSPECT})?\)|\s?,\s{_PERCENT}\s{_PROSPECT}"
)
_BEFORE = re.compile(rf"{_PERCENT}\s(?:\w+\s)?{_PROSPECT}", re.IGNORECASE)
_EXPLAINS = 3
"""A sentence with so many words of the scale explains it."""


def scale_of(settings: Evidence, lang: str, *, judges: bool) -> Scale | None:
    """The scale of a brief: its own, or that of ICD 203, for English; none where it is off or nothing asks for one.

    `judges` says that the brief has key judgements.
    """
    wanted = settings.scale
    english = lang.partition("-")[0].lower() == "en"
    if isinstance(wanted, dict):
        return _own_scale(wanted, english)
    if wanted in ("off", False) or not english:
        return None
    return ICD203 if wanted or judges else None


def _own_scale(given: Mapping[str, str], english: bool) -> Scale:
    rows: Counter[tuple[int, int]] = Counter()
    terms = []
    for word, per_cent in given.items():
        low, high = (int(n) for n in re.findall(r"\d+", per_cent))
        terms.append(Term(word, r"\s".join(map(re.escape, word.split())), low, high, rows[low, high]))
        rows[low, high] += 1
    return Scale(tuple(terms), english=english)


def misused(scale: Scale, sentences: Sequence[Sentence], written: Mapping[str, Written]) -> Iterator[Diagnostic]:
    """A finding for each word of likelihood that is beside a confidence, mixed, foreign or at odds with a number.

    Mixed and foreign words are looked for in key judgements alone, and none in what the brief quotes.
    """
    said = [(s, _unquoted(s)) for s in sentences if s.role not in ("quote", "source", "by")]
    usual = _usual(scale, said)
    for sentence, text in said:
        found = scale.found(text)
        explains = len({term for *_, term in found}) >= _EXPLAINS

        def told(code: str, message: str, begin: int, end: int, hint: str, at: Sentence = sentence) -> Diagnostic:
            place = within(written.get(at.section), at.span, at.text, begin, end)
            return finding(code, message, place, hint)

        if found and not explains and scale.english and (confidence := _CONFIDENCE.search(text)):
            begin, end, _ = found[0]
            message = f"“{text[begin:end]}” and “{confidence[0]}” stand in one sentence."
            yield told("CLAIM010", message, *confidence.span(), "Give the confidence a sentence of its own.")
        for begin, end, term in found:
            if (range_ := _beside(text, begin, end)) and not (term.low <= range_[0] and range_[1] <= term.high):
                own = _range(term.low, term.high)
                message = f"“{text[begin:end]}” is {own} on the scale; here {_range(*range_)} stands beside it."
                yield told("CLAIM013", message, begin, end, _right(scale, term, *range_))
        if sentence.role != JUDGEMENTS or explains:
            continue
        for begin, end, term in found:
            other = usual.get(term)
            if other:
                message = f"“{text[begin:end]}” mixes with the brief's other words of likelihood."
                yield told("CLAIM011", message, begin, end, f"Write `{other.word}`, the word of the same range.")
        if scale.english:
            for match in _OUTSIDE.finditer(text):
                if not any(match.start() < e and b < match.end() for b, e, _ in found):
                    words = ", ".join(f"`{term.word}`" for term in _row(scale, usual))
                    message = f"“{match[0]}” has no place on the brief's scale of likelihood."
                    yield told("CLAIM012", message, *match.span(), f"Say it in one of {words}; or without likelihood.")


def _unquoted(sentence: Sentence) -> str:
    text = sentence.text.replace("\u00a0", " ")
    for begin, end in sentence.quoted:
        text = text[:begin] + "_" * (end - begin) + text[end:]
    return text


def _usual(scale: Scale, said: Sequence[tuple[Sentence, str]]) -> dict[Term, Term]:
    """For each word that mixes with those that the key judgements use more often, the one to use."""
    judged = [term for s, text in said if s.role == JUDGEMENTS for *_, term in scale.found(text)]
    counts = Counter(judged)
    out: dict[Term, Term] = {}
    if scale.series:
        rows = Counter(term.row for term in judged)
        row = min(rows, key=lambda r: (-rows[r], r), default=0)
        for term in counts:
            if term.row != row:
                out[term] = next(t for t in scale.terms if (t.low, t.row) == (term.low, row))
        return out
    for term in counts:
        rivals = [t for t in counts if (t.low, t.high) == (term.low, term.high)]
        best = min(rivals, key=lambda t: (-counts[t], t.row))
        if best is not term:
            out[term] = best
    return out


def _row(scale: Scale, usual: Mapping[Term, Term]) -> list[Term]:
    """One word for each range, those that the brief uses."""
    chosen: dict[tuple[int, int], Term] = {}
    rows = {term.row for term in usual.values()} if scale.series else set()
    for term in scale.terms:
        if not rows or term.row in rows:
            chosen.setdefault((term.low, term.high), term)
    return list(chosen.values())


def _beside(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """The per cents that stand beside a word: behind it in brackets, or as a chance in its sentence's clause."""
    match = _BESIDE.match(text, end)
    if match is None:
        clause = max(text.rfind(sign, 0, begin) for sign in ";:,") + 1
        match = _BEFORE.search(text, clause)
        if match is None or any(sign in text[min(match.start(), begin) : max(match.end(), end)] for sign in ";:"):
            return None
    low, high = (next((n for n in pair if n), "") for pair in (match.groups()[0::2], match.groups()[1::2]))
    return int(low), int(high or low)


def _range(low: int, high: int) -> str:
    return f"{low}–{high}%" if low != high else f"{low}%"


def _right(scale: Scale, term: Term, low: int, high: int) -> str:
    fitting = [t for t in scale.terms if t.low <= low and high <= t.high]
    own = next((t for t in fitting if t.row == term.row), fitting[0] if fitting else None)
    return (
        f"Write `{own.word}`, or mend the number." if own else "Mend the number: no word of the scale has that range."
    )
