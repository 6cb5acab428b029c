"""The texts of the benchmark in; quotations.yaml out: quotations chosen by lot, each with one thing done to it.

    python bench/evidence/choosing.py

The lot is always the same. What it writes is committed, and read by people: a tampering that happens to be faithful,
or a variation that isn't, is taken out by its words in `REFUSED`.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cases
import yaml

import corpus
from corpus import Source, squashed

LEADS = (
    "The text is plain on this:",
    "In its own words,",
    "As the document puts it,",
    "One passage stands out:",
    "The source says that",
    "It states:",
    "On this point we read:",
    "Few were ready for the sentence",
)
WORDS = {
    "shall": "may", "may": "must", "never": "seldom", "most": "all", "fell": "rose", "rose": "fell", "more": "less",
    "before": "after", "after": "before", "only": "mainly", "higher": "lower", "lower": "higher", "largest": "second",
    "some": "many", "every": "almost every", "accept": "reject", "found": "suspected", "nearly": "over", "first": "last",
    "cost": "saved", "asked": "told", "believe": "doubt", "should": "could", "would": "will", "without": "with",
    "known": "expected", "lost": "won", "public": "private", "long": "short", "small": "large", "open": "closed",
    "wrong": "right", "good": "fair", "same": "other", "new": "old", "thought": "feared", "might": "would",
}  # fmt: skip
ADDED = {"has": "has always", "is": "is certainly", "was": "was largely", "are": "are now", "were": "were already",
         "will": "will soon", "can": "can often", "had": "had long"}  # fmt: skip
NAMES = ("Colm Bridge", "Halmer", "Orrin", "Saltgate", "Lower Marl", "Anvil", "Weston", "Marl", "Stour", "Brann", "Arden",
         "Westmere", "Gull Point", "Tolland", "Eastmere", "Bell Knoll", "Quay Street", "Treasury", "Comptroller",
         "Minister", "Assembly", "Tribunal", "Institute", "Department", "Association", "Commission")  # fmt: skip
NUMBERS = {"two": "three", "three": "four", "four": "five", "five": "six", "six": "seven", "seven": "eight",
           "eight": "nine", "nine": "ten", "ten": "eleven", "eleven": "twelve", "twelve": "thirteen"}  # fmt: skip
OWN = {"they": "[the residents]", "he": "[the witness]", "she": "[the witness]",
       "we": "[the authors]", "We": "[The authors]", "It": "[The body]", "They": "[The people]", "He": "[The man]",
       "She": "[The woman]", "I": "[the speaker]"}  # fmt: skip
REFUSED: frozenset[str] = frozenset()
"""Words of quotations that came out other than their label says, found in reading."""


@dataclass(frozen=True)
class Drawn:
    """A passage and what was made of it."""

    passage: str
    words: str
    lead: str = ""
    tail: str = ""
    marks: str = ""
    form: str = ""
    locator: str = ""
    cites: str = ""
    via: str = ""


class Desk:
    """The sentences of a document, and the lot."""

    def __init__(self, source: Source, path: Path, others: dict[str, Source], lot: random.Random) -> None:
        self.source, self.path, self.others, self.lot = source, path, others, lot
        self.letters = squashed(" ".join((*source.paragraphs, *source.notes)))
        self.paragraphs = [self._sentences(paragraph) for paragraph in source.paragraphs]

    @staticmethod
    def _sentences(paragraph: str) -> list[str]:
        paragraph = re.sub(r"^(?:[A-Z][\w ]+: |\(?\d+\)?\. |Section \d+\. |Article \d+\. |\(\d\) )", "", paragraph)
        return re.split(r"(?<=[.!?])(?<!Dr\.)(?<!Mr\.) (?=[A-Z“])", paragraph)

    def sentences(self, least: int = 9, most: int = 40) -> Iterator[str]:
        """Sentences of some length without quotation marks, by lot."""
        every = [s for group in self.paragraphs for s in group if least <= len(s.split()) <= most]
        self.lot.shuffle(every)
        return (s for s in every if not re.search('[“”"*]|^[^A-Z]', s) and s.endswith("."))

    def fragment(self, sentence: str, least: int = 7) -> str | None:
        """Whole words from the middle of a sentence."""
        words = sentence.split()
        if len(words) < least + 4:
            return None
        begin = self.lot.randint(1, 3)
        end = self.lot.randint(begin + least, len(words) - 1)
        piece = " ".join(words[begin:end]).rstrip(",;:.")
        return piece if re.match("[a-z]", piece) else None


Doing = Callable[[Desk], Drawn | None]


def first(desk: Desk, change: Callable[[str], str | None], least: int = 9, most: int = 40) -> Drawn | None:
    """The first sentence that a change can be made to."""
    for sentence in desk.sentences(least, most):
        words = change(sentence)
        if words and words != sentence:
            return Drawn(sentence, words)
    return None


def verbatim(desk: Desk) -> Drawn | None:
    return next((Drawn(s, s) for s in desk.sentences()), None)


def part(desk: Desk) -> Drawn | None:
    return next((Drawn(p, p) for s in desk.sentences() if (p := desk.fragment(s))), None)


def marked(marks: str) -> Doing:
    return lambda desk: next((Drawn(s, s, marks=marks) for s in desk.sentences(most=25)), None)


def nested(desk: Desk) -> Drawn | None:
    every = [s for group in desk.paragraphs for s in group]
    desk.lot.shuffle(every)
    for sentence in every:
        found = re.fullmatch(r"([A-Z][^“”\"]*)[“\"]([^“”\"]{12,})[”\"]([^“”\"]*)", sentence)
        if found and len(sentence.split()) < 45:
            return Drawn(sentence, f"{found[1]}‘{found[2]}’{found[3]}")
    return None


def apostrophe(desk: Desk) -> Drawn | None:
    return first(desk, lambda s: s.replace("’", "'") if re.search(r"\w’\w", s) else None)


def dashes(desk: Desk) -> Drawn | None:
    dash = desk.lot.choice("‑–")

    def change(sentence: str) -> str | None:
        if " - " in sentence:
            return re.sub(r" - ", "—", sentence)
        return re.sub(r"(?<=[a-z])-(?=[a-z])", dash, sentence, count=1)

    return first(desk, change)


def spaces(desk: Desk) -> Drawn | None:
    space = desk.lot.choice(("\u00a0", "\u202f", "  ", "\n"))
    return first(desk, lambda s: re.sub(r"(?<=\d) (?=[a-z])", space, s, count=1))


def gap(sign: str) -> Doing:
    def do(desk: Desk) -> Drawn | None:
        def change(sentence: str) -> str | None:
            words = sentence.split()
            begin = desk.lot.randint(4, len(words) - 8)
            end = begin + desk.lot.randint(2, len(words) - begin - 4)
            head, tail = " ".join(words[:begin]).rstrip(",;"), " ".join(words[end:])
            return f"{head} {sign} {tail}"

        return first(desk, change, least=15)

    return do


def gap_over_sentences(desk: Desk) -> Drawn | None:
    groups = [g for g in desk.paragraphs if len(g) > 2]
    desk.lot.shuffle(groups)
    for group in groups:
        at = desk.lot.randint(0, len(group) - 3)
        one, other = group[at].split(), group[at + 2].split()
        passage = " ".join(group[at : at + 3])
        if len(one) > 7 and len(other) > 7 and not re.search('[“”"‘]|^[^A-Z]', passage):
            head = " ".join(one[: desk.lot.randint(6, len(one) - 1)]).rstrip(",;:")
            return Drawn(passage, f"{head} […] {group[at + 2]}")
    return None


def gap_and_capital(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        begin = desk.lot.randint(5, len(words) - 8)
        rest = words[begin + 2 :]
        if not re.match(r"[a-z]+$", rest[0]):
            return None
        head = " ".join(words[:begin]).rstrip(",;")
        return f"{head} […] {rest[0].capitalize()} {' '.join(rest[1:])}"

    return first(desk, change, least=15)


def own_words(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        for at in range(len(words) - 1):
            if words[at] in OWN and (at > 1 or words[at][0].isupper()):
                return " ".join((*words[:at], OWN[words[at]], *words[at + 1 :]))
        return None

    return first(desk, change)


def own_addition(desk: Desk) -> Drawn | None:
    own = desk.lot.choice(("[in this valley]", "[sic]", "[so to speak]"))

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = desk.lot.randint(4, len(words) - 3)
        return None if words[at - 1][-1] in ",;:" else " ".join((*words[:at], own, *words[at:]))

    return first(desk, change)


def emphasis(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = next((i for i in range(3, len(words) - 1) if re.fullmatch("[a-z]{5,}", words[i])), None)
        return None if at is None else " ".join((*words[:at], f"*{words[at]}*", *words[at + 1 :])) + " [emphasis added]"

    return first(desk, change)


def bracketed_capital(desk: Desk) -> Drawn | None:
    if desk.lot.random() < 0.5:
        return first(desk, lambda s: f"[{s[0].lower()}]{s[1:]}" if not s.startswith("I ") else None)
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"[{piece[0].upper()}]{piece[1:]}") if piece else None


def capital(desk: Desk) -> Drawn | None:
    if desk.lot.random() < 0.5:
        return first(desk, lambda s: s[0].lower() + s[1:] if re.match(r"(?:The|A|An|This|In|It|We|No) ", s) else None)
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, piece[0].upper() + piece[1:]) if piece else None


def american_comma(desk: Desk) -> Drawn | None:
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"{piece},", lead="The words were", tail=" and no others") if piece else None


def stop_dropped(desk: Desk) -> Drawn | None:
    return first(desk, lambda s: s.rstrip("."))


def stop_added(desk: Desk) -> Drawn | None:
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"{piece}.") if piece else None


def block(desk: Desk) -> Drawn | None:
    groups = [g for g in desk.paragraphs if len(g) > 1]
    desk.lot.shuffle(groups)
    for group in groups:
        at = desk.lot.randint(0, len(group) - 2)
        passage = " ".join(group[at : at + 2])
        if 14 < len(passage.split()) < 80 and re.match(r"[A-Z][^*“”\"]*\.$", passage):
            return Drawn(passage, passage, form="block")
    return None


def located(how: str) -> Doing:
    def do(desk: Desk) -> Drawn | None:
        return next((Drawn(s, s, locator=how) for s in desk.sentences()), None) if desk.source.paged else None

    return do


def beside_another(desk: Desk) -> Drawn | None:
    other = desk.lot.choice(sorted(set(desk.others) - {desk.source.key}))
    return next((Drawn(s, s, cites=f"{other} {desk.source.key}") for s in desk.sentences()), None)


_QUOTED_IN = {
    "audit2024": (
        ("is therefore unlikely to be found out", "herald2024"),
        ("serviceable for two winters at the most", "hearing2024"),
    ),
    "tram2022": (("No summary should leave out a sentence on risk without saying that it does so.", "mayor2024"),),
    "act2019": (("who takes more than the licensed quantity", "court2021"),),
}
"""What one document of the benchmark quotes of another, and where."""


def quoted_in(desk: Desk) -> Drawn | None:
    """A work that is cited as another one quotes it."""
    known = _QUOTED_IN.get(desk.source.key)
    if known is None:
        return None
    words, via = desk.lot.choice(known)
    return Drawn(words, words, via=via)


def broken(desk: Desk) -> Drawn | None:
    """A passage with something in the file that no reader sees: a word broken over lines, a ligature, a soft hyphen."""
    form, features = desk.source.format, desk.source.features
    if form == "pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(desk.path) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
    elif form == "txt" or "soft hyphens" in features:
        text = desk.path.read_text("utf-8")
    else:
        return None
    cut = {squashed(m[1] + m[2]) for m in re.finditer(r"(\w+)(?:[-\u2010\ufffe\x02]\s*\n|\u00ad)(\w+)", text)}
    joined = set(re.findall(r"\w*[ﬀﬁﬂﬃﬄ]\w*", text))
    wanted = cut | {squashed(word) for word in joined}
    for sentence in desk.sentences():
        if any(squashed(word) in wanted for word in sentence.split() if len(word) > 4):
            return Drawn(sentence, sentence)
    return None


def over_pages(desk: Desk) -> Drawn | None:
    if desk.source.format not in ("pdf", "txt") or not desk.source.paged:
        return None
    for sentence in desk.sentences(least=6, most=60):
        if len(corpus.pages_of(desk.source, desk.path, sentence)) > 1:
            return Drawn(sentence, sentence, locator="right")
    return None


def of_note(desk: Desk) -> Drawn | None:
    sentences = [s for note in desk.source.notes for s in desk._sentences(note)]
    chosen = desk.lot.choice(sentences) if sentences else None
    return Drawn(chosen, chosen) if chosen else None


def word(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = [i for i, w in enumerate(words) if w in WORDS and i]
        if not at:
            return None
        chosen = desk.lot.choice(at)
        return " ".join((*words[:chosen], WORDS[words[chosen]], *words[chosen + 1 :]))

    return first(desk, change)


def word_added(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = [i for i, w in enumerate(words) if w in ADDED and i]
        chosen = desk.lot.choice(at) if at else None
        return None if chosen is None else " ".join((*words[:chosen], ADDED[words[chosen]], *words[chosen + 1 :]))

    return first(desk, change)


def digit(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        # A first digit changed is seen by anybody: 2023 becomes 2024, not 5023.
        at = [m.start() for m in re.finditer(r"(?<=[\d,.])\d|(?<![\d,.])\d(?![\d,.]\d|\d)", sentence)]
        if not at:
            return None
        chosen = desk.lot.choice(at)
        other = desk.lot.choice([d for d in "123456789" if d != sentence[chosen]])
        return sentence[:chosen] + other + sentence[chosen + 1 :]

    return first(desk, change)


def number_word(desk: Desk) -> Drawn | None:
    pattern = re.compile(rf"(?<=\s)({'|'.join(NUMBERS)})(?=[\s,])")
    return first(desk, lambda s: pattern.sub(lambda m: NUMBERS[m[1]], s, count=1))


def negation(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        if re.search(r" (?:not|never) ", sentence) and desk.lot.random() < 0.6:
            return re.sub(r" (?:not|never) ", " ", sentence, count=1)
        return re.sub(
            r"(?<= )(is|was|are|were|has|had|will|would|should|shall|could|can) (?!not)", r"\1 not ", sentence, count=1
        )

    return first(desk, change)


def order(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        number, lower, proper = r"\d[\d,.]*(?<=\d)", "[a-z]{4,}", r"[A-Z]\w+"
        pairs = [(number, " .{0,40}? ", number), (lower, " (?:and|or) ", lower), (proper, " .{1,30}? ", proper)]
        desk.lot.shuffle(pairs)
        for one, between, other in pairs:
            found = re.search(rf"(?<=\s)(?<![\d,.])({one})\b({between})\b({other})(?![\d,]*\d)", sentence)
            if found and found[1] != found[3]:
                return sentence[: found.start()] + f"{found[3]}{found[2]}{found[1]}" + sentence[found.end() :]
        return None

    return first(desk, change)


def order_of_clauses(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        one, comma, other = sentence.rstrip(".").partition(", ")
        if not comma or len(one.split()) < 4 or len(other.split()) < 4:
            return None
        one = one if one.startswith("I ") else one[0].lower() + one[1:]
        return f"{other[0].upper()}{other[1:]}, {one}."

    return first(desk, change)


def name(desk: Desk) -> Drawn | None:
    pattern = re.compile(rf"\b({'|'.join(sorted(NAMES, key=len, reverse=True))})\b")

    def change(sentence: str) -> str | None:
        found = pattern.search(sentence)
        if not found or not found.start():
            return None
        places = NAMES.index(found[1]) < NAMES.index("Treasury")
        fit = [n for n in NAMES if (NAMES.index(n) < NAMES.index("Treasury")) == places and n not in sentence]
        return sentence[: found.start()] + desk.lot.choice(fit) + sentence[found.end() :]

    return first(desk, change)


def omission(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        words = sentence.split()
        count = desk.lot.randint(1, 5)
        at = desk.lot.randint(2, len(words) - count - 2)
        return " ".join((*words[:at], *words[at + count :]))

    return first(desk, change, least=12)


def merge(desk: Desk) -> Drawn | None:
    """The beginning of one sentence and the end of another, paragraphs apart, as if they were one."""
    one = next((s for s in desk.sentences(least=12)), None)
    home = next(i for i, g in enumerate(desk.paragraphs) if one in g) if one else 0
    for other in desk.sentences(least=12):
        away = next(i for i, g in enumerate(desk.paragraphs) if other in g)
        if one and abs(away - home) > 1:
            head, tail = one.split(), other.split()
            return Drawn(one, " ".join(head[: len(head) // 2]).rstrip(",;") + " " + " ".join(tail[len(tail) // 2 :]))
    return None


def merge_far(desk: Desk) -> Drawn | None:
    """Two sentences far apart with a gap between them: a gap leaves words out, it doesn't join pages."""
    early = next((s for g in desk.paragraphs[:3] for s in g if 10 <= len(s.split()) <= 30 and _clean(s)), None)
    late = next((s for g in desk.paragraphs[-3:] for s in g if 10 <= len(s.split()) <= 30 and _clean(s)), None)
    return Drawn(early, f"{early.rstrip('.')} […] {late}") if early and late else None


def _clean(sentence: str) -> bool:
    return not re.search('[“”"*]|^[^A-Z]', sentence)


def gap_backwards(desk: Desk) -> Drawn | None:
    groups = [g for g in desk.paragraphs if len(g) > 1]
    desk.lot.shuffle(groups)
    for group in groups:
        if all(7 < len(s.split()) < 40 and _clean(s) for s in group[:2]):
            return Drawn(" ".join(group[:2]), f"{group[1].rstrip('.')} […] {group[0]}")
    return None


def punctuation(desk: Desk) -> Drawn | None:
    def change(sentence: str) -> str | None:
        if ", " in sentence[:-1]:
            return sentence.replace(", ", desk.lot.choice((" ", "; ", ": ")), 1)
        return None

    return first(desk, change)


def cut_number(desk: Desk) -> Drawn | None:
    """A quotation that ends, or begins, within a number or a word."""
    for sentence in desk.sentences():
        ends = re.search(r"^(.{30,}?\d)(?=[\d,.]\d)", sentence)
        begins = re.search(r"(?<=un|in)((?:able|known|fit|likely|easy|dependent|correct)\b.{20,})", sentence)
        found = begins or ends
        if found:
            return Drawn(sentence, found[1])
    return None


def another_source(desk: Desk) -> Drawn | None:
    for sentence in desk.sentences(least=11):
        others = [k for k, s in desk.others.items() if squashed(sentence)[:60] not in squashed(" ".join(s.paragraphs))]
        if len(others) == len(desk.others) - 1:
            return Drawn(sentence, sentence, cites=desk.lot.choice(sorted(others)))
    return None


def in_a_gapped_quotation(desk: Desk) -> Drawn | None:
    """A word changed where a gap is marked as it should be."""
    sign = desk.lot.choice(("[…]", "..."))

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = [i for i, w in enumerate(words) if w in WORDS and 2 < i < len(words) - 9]
        if not at:
            return None
        i = at[0]
        return " ".join((*words[:i], WORDS[words[i]], *words[i + 1 : i + 4], sign, *words[i + 7 :]))

    return first(desk, change, least=16)


def in_a_block_quote(desk: Desk) -> Drawn | None:
    for _ in range(12):
        drawn = block(desk)
        if drawn is None:
            return None
        words = drawn.passage.split()
        at = [i for i, w in enumerate(words) if w in WORDS and i]
        if at:
            i = desk.lot.choice(at)
            return Drawn(drawn.passage, " ".join((*words[:i], WORDS[words[i]], *words[i + 1 :])), form="block")
    return None


FAITHFUL: dict[str, tuple[Doing, int, str]] = {
    "verbatim": (verbatim, 8, "exact"),
    "part of a sentence": (part, 8, "exact"),
    "straight marks": (marked("straight"), 6, "exact"),
    "guillemets": (marked("guillemets"), 5, "exact"),
    "marks within": (nested, 10, "typographic"),
    "apostrophe": (apostrophe, 6, "typographic"),
    "dash": (dashes, 9, "typographic"),
    "space": (spaces, 8, "typographic"),
    "gap […]": (gap("[…]"), 8, "typographic"),
    "gap [...]": (gap("[...]"), 6, "typographic"),
    "gap …": (gap("…"), 5, "typographic"),
    "gap ...": (gap("..."), 6, "typographic"),
    "gap over sentences": (gap_over_sentences, 8, "typographic"),
    "gap and capital": (gap_and_capital, 6, "typographic"),
    "own words for one": (own_words, 9, "typographic"),
    "own words added": (own_addition, 8, "typographic"),
    "emphasis added": (emphasis, 6, "typographic"),
    "[c]apital": (bracketed_capital, 8, "typographic"),
    "capital": (capital, 8, "typographic"),
    "comma within": (american_comma, 7, "typographic"),
    "stop dropped": (stop_dropped, 6, "exact"),
    "stop for the clause": (stop_added, 6, "typographic"),
    "block quote": (block, 8, "exact"),
    "its page": (located("right"), 6, "exact"),
    "its pages": (located("range"), 4, "exact"),
    "beside another source": (beside_another, 6, "exact"),
    "quoted in": (quoted_in, 4, "exact"),
    "word broken, joined or soft": (broken, 7, "exact"),
    "over two pages": (over_pages, 5, "exact"),
    "note": (of_note, 3, "exact"),
}
TAMPERED: dict[str, tuple[Doing, int, str]] = {
    "word": (word, 20, "altered"),
    "word in a gapped quotation": (in_a_gapped_quotation, 8, "altered"),
    "word in a block quote": (in_a_block_quote, 8, "altered"),
    "word added": (word_added, 10, "altered"),
    "digit": (digit, 19, "altered"),
    "number in words": (number_word, 9, "altered"),
    "negation": (negation, 18, "altered"),
    "order of words": (order, 12, "altered"),
    "order of clauses": (order_of_clauses, 9, "merged"),
    "order of parts": (gap_backwards, 8, "merged"),
    "name": (name, 14, "altered"),
    "omission without a mark": (omission, 15, "altered"),
    "punctuation": (punctuation, 8, "altered"),
    "cut in a number or word": (cut_number, 5, "altered"),
    "merge": (merge, 11, "merged"),
    "merge over pages": (merge_far, 7, "merged"),
    "another source": (another_source, 11, "wrong source"),
    "another page": (located("wrong"), 8, "wrong page"),
}


def chosen(folder: Path) -> list[dict[str, str]]:
    """All quotations, first the faithful ones, in the order of what was done to them."""
    known = corpus.sources()
    made = corpus.make(known, folder)
    rows: list[dict[str, str]] = []
    used: set[str] = set()
    for label, (do, count, expected) in {**FAITHFUL, **TAMPERED}.items():
        lot = random.Random(label)  # noqa: S311 - a lot that is always the same
        keys = sorted(known)
        lot.shuffle(keys)
        got = 0
        for key in keys * 6:
            if got == count:
                break
            desk = Desk(known[key], made[key], known, lot)
            drawn = do(desk)
            if drawn is None or drawn.passage in used or drawn.words in REFUSED or not _true(desk, drawn, label):
                continue
            used.add(drawn.passage)
            rows.append(_row(label, key, drawn, expected, LEADS[len(rows) % len(LEADS)]))
            got += 1
        if got < count:
            print(f"{label}: {got} of {count}")
    return rows


def _true(desk: Desk, drawn: Drawn, label: str) -> bool:
    """Whether what was done shows: a tampered quotation is nowhere in the document as it now is."""
    if label in FAITHFUL or label in ("punctuation", "cut in a number or word", "another source", "another page"):
        return True
    if label in ("order of parts", "merge over pages", "word in a gapped quotation"):
        return True
    return not all(squashed(piece) in desk.letters for piece in cases.pieces(drawn.words))


def _row(label: str, key: str, drawn: Drawn, expected: str, lead: str) -> dict[str, str]:
    row = {"done": label, "document": key, "passage": drawn.passage, "words": drawn.words, "lead": drawn.lead or lead}
    row |= {k: v for k in ("tail", "marks", "form", "locator", "cites", "via") if (v := getattr(drawn, k))}
    if drawn.form == "block":
        del row["lead"]
    return {**row, "expected": expected}


def main() -> None:
    """Write quotations.yaml."""
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        rows = chosen(Path(folder))
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110)
    (corpus.HERE / "quotations.yaml").write_text(text.replace("\n- done:", "\n\n- done:"), "utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
