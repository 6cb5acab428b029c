"""The desk of a document in; quotations with which one thing is wrong, out."""

from __future__ import annotations

import re

from desk import Desk, Doing, Drawn, first
from variations import block, located

from corpus import squashed

WORDS = {
    "shall": "may", "may": "must", "never": "seldom", "most": "all", "fell": "rose", "rose": "fell", "more": "less",
    "before": "after", "after": "before", "only": "mainly", "higher": "lower", "lower": "higher", "largest": "second",
    "some": "many", "every": "almost every", "accept": "reject", "found": "suspected", "nearly": "over",
    "first": "last", "cost": "saved", "asked": "told", "believe": "doubt",
    "should": "could", "would": "will", "without": "with", "known": "expected", "lost": "won", "public": "private",
    "long": "short", "small": "large", "open": "closed",
    "wrong": "right", "good": "fair", "same": "other", "new": "old", "thought": "feared", "might": "would",
}  # fmt: skip
ADDED = {"has": "has always", "is": "is certainly", "was": "was largely", "are": "are now", "were": "were already",
         "will": "will soon", "can": "can often", "had": "had long"}  # fmt: skip
NAMES = ("Colm Bridge", "Halmer", "Orrin", "Saltgate", "Lower Marl", "Anvil", "Weston", "Marl", "Stour", "Brann",
         "Arden", "Westmere", "Gull Point", "Tolland", "Eastmere", "Bell Knoll", "Quay Street", "Treasury",
         "Comptroller", "Minister", "Assembly", "Tribunal", "Institute", "Department", "Association",
         "Commission")  # fmt: skip
NUMBERS = {"two": "three", "three": "four", "four": "five", "five": "six", "six": "seven", "seven": "eight",
           "eight": "nine", "nine": "ten", "ten": "eleven", "eleven": "twelve", "twelve": "thirteen"}  # fmt: skip


def word(desk: Desk) -> Drawn | None:
    """One word for another."""

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = [i for i, w in enumerate(words) if w in WORDS and i]
        if not at:
            return None
        chosen = desk.lot.choice(at)
        return " ".join((*words[:chosen], WORDS[words[chosen]], *words[chosen + 1 :]))

    return first(desk, change)


def word_added(desk: Desk) -> Drawn | None:
    """A word more."""

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = [i for i, w in enumerate(words) if w in ADDED and i]
        chosen = desk.lot.choice(at) if at else None
        return None if chosen is None else " ".join((*words[:chosen], ADDED[words[chosen]], *words[chosen + 1 :]))

    return first(desk, change)


def digit(desk: Desk) -> Drawn | None:
    """One digit for another."""

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
    """One number in words for another."""
    pattern = re.compile(rf"(?<=\s)({'|'.join(NUMBERS)})(?=[\s,])")
    return first(desk, lambda s: pattern.sub(lambda m: NUMBERS[m[1]], s, count=1))


def negation(desk: Desk) -> Drawn | None:
    """A `not` more, or less."""

    def change(sentence: str) -> str | None:
        if re.search(r" (?:not|never) ", sentence) and desk.lot.random() < 0.6:
            return re.sub(r" (?:not|never) ", " ", sentence, count=1)
        return re.sub(
            r"(?<= )(is|was|are|were|has|had|will|would|should|shall|could|can) (?!not)", r"\1 not ", sentence, count=1
        )

    return first(desk, change)


def order(desk: Desk) -> Drawn | None:
    """Two numbers, words or names that change places."""

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
    """Two clauses that change places."""

    def change(sentence: str) -> str | None:
        one, comma, other = sentence.rstrip(".").partition(", ")
        if not comma or len(one.split()) < 4 or len(other.split()) < 4:
            return None
        one = one if one.startswith("I ") else one[0].lower() + one[1:]
        return f"{other[0].upper()}{other[1:]}, {one}."

    return first(desk, change)


def name(desk: Desk) -> Drawn | None:
    """One name for another."""
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
    """Words left out without a sign."""

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
    """Two sentences in the other order, with a gap between."""
    groups = [g for g in desk.paragraphs if len(g) > 1]
    desk.lot.shuffle(groups)
    for group in groups:
        if all(7 < len(s.split()) < 40 and _clean(s) for s in group[:2]):
            return Drawn(" ".join(group[:2]), f"{group[1].rstrip('.')} […] {group[0]}")
    return None


def punctuation(desk: Desk) -> Drawn | None:
    """A comma left out, or made another sign."""

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
    """A sentence for which another document is cited."""
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
    """A word changed in a block quote."""
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
"""By its name: how a tampering is done, how often, and what is expected of it."""
