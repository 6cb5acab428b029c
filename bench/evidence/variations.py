"""The desk of a document in; quotations with one allowed variation each, out."""

from __future__ import annotations

import re

from desk import Desk, Doing, Drawn, first

import corpus
from corpus import squashed

OWN = {"they": "[the residents]", "he": "[the witness]", "she": "[the witness]",
       "we": "[the authors]", "We": "[The authors]", "It": "[The body]", "They": "[The people]", "He": "[The man]",
       "She": "[The woman]", "I": "[the speaker]"}  # fmt: skip
_QUOTED_IN = {
    "audit2024": (
        ("is therefore unlikely to be found out", "herald2024"),
        ("serviceable for two winters at the most", "hearing2024"),
    ),
    "tram2022": (("No summary should leave out a sentence on risk without saying that it does so.", "mayor2024"),),
    "act2019": (("who takes more than the licensed quantity", "court2021"),),
}
"""What one document of the benchmark quotes of another, and where."""


def verbatim(desk: Desk) -> Drawn | None:
    """A sentence as it stands."""
    return next((Drawn(s, s) for s in desk.sentences()), None)


def part(desk: Desk) -> Drawn | None:
    """A part of a sentence."""
    return next((Drawn(p, p) for s in desk.sentences() if (p := desk.fragment(s))), None)


def marked(marks: str) -> Doing:
    """A sentence between marks of one kind."""
    return lambda desk: next((Drawn(s, s, marks=marks) for s in desk.sentences(most=25)), None)


def nested(desk: Desk) -> Drawn | None:
    """A sentence that quotes, its marks made single within others."""
    every = [s for group in desk.paragraphs for s in group]
    desk.lot.shuffle(every)
    for sentence in every:
        found = re.fullmatch(r"([A-Z][^“”\"]*)[“\"]([^“”\"]{12,})[”\"]([^“”\"]*)", sentence)
        if found and len(sentence.split()) < 45:
            return Drawn(sentence, f"{found[1]}‘{found[2]}’{found[3]}")
    return None


def apostrophe(desk: Desk) -> Drawn | None:
    """A sentence with a typewriter’s apostrophe."""
    return first(desk, lambda s: s.replace("’", "'") if re.search(r"\w’\w", s) else None)


def dashes(desk: Desk) -> Drawn | None:
    """A sentence with another dash or hyphen."""
    dash = desk.lot.choice("‑–")

    def change(sentence: str) -> str | None:
        if " - " in sentence:
            return re.sub(r" - ", "—", sentence)
        return re.sub(r"(?<=[a-z])-(?=[a-z])", dash, sentence, count=1)

    return first(desk, change)


def spaces(desk: Desk) -> Drawn | None:
    """A sentence with another kind of space, or a line’s end."""
    space = desk.lot.choice(("\u00a0", "\u202f", "  ", "\n"))
    return first(desk, lambda s: re.sub(r"(?<=\d) (?=[a-z])", space, s, count=1))


def gap(sign: str) -> Doing:
    """A sentence with some words left out and a sign for it."""

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
    """The beginning of one sentence, and the next but one behind a gap."""
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
    """A gap behind which a sentence begins with a capital."""

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
    """A pronoun made plain in brackets."""

    def change(sentence: str) -> str | None:
        words = sentence.split()
        for at in range(len(words) - 1):
            if words[at] in OWN and (at > 1 or words[at][0].isupper()):
                return " ".join((*words[:at], OWN[words[at]], *words[at + 1 :]))
        return None

    return first(desk, change)


def own_addition(desk: Desk) -> Drawn | None:
    """Words of the author’s own in brackets."""
    own = desk.lot.choice(("[in this valley]", "[sic]", "[so to speak]"))

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = desk.lot.randint(4, len(words) - 3)
        return None if words[at - 1][-1] in ",;:" else " ".join((*words[:at], own, *words[at:]))

    return first(desk, change)


def emphasis(desk: Desk) -> Drawn | None:
    """A word stressed, and a note that it is."""

    def change(sentence: str) -> str | None:
        words = sentence.split()
        at = next((i for i in range(3, len(words) - 1) if re.fullmatch("[a-z]{5,}", words[i])), None)
        return None if at is None else " ".join((*words[:at], f"*{words[at]}*", *words[at + 1 :])) + " [emphasis added]"

    return first(desk, change)


def bracketed_capital(desk: Desk) -> Drawn | None:
    """A first letter changed, in brackets."""
    if desk.lot.random() < 0.5:
        return first(desk, lambda s: f"[{s[0].lower()}]{s[1:]}" if not s.startswith("I ") else None)
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"[{piece[0].upper()}]{piece[1:]}") if piece else None


def capital(desk: Desk) -> Drawn | None:
    """A first letter changed without brackets."""
    if desk.lot.random() < 0.5:
        return first(desk, lambda s: s[0].lower() + s[1:] if re.match(r"(?:The|A|An|This|In|It|We|No) ", s) else None)
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, piece[0].upper() + piece[1:]) if piece else None


def american_comma(desk: Desk) -> Drawn | None:
    """A comma pulled inside the marks."""
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"{piece},", lead="The words were", tail=" and no others") if piece else None


def stop_dropped(desk: Desk) -> Drawn | None:
    """A sentence without its full stop."""
    return first(desk, lambda s: s.rstrip("."))


def stop_added(desk: Desk) -> Drawn | None:
    """A part of a sentence with the full stop of the brief’s."""
    piece = next((p for s in desk.sentences() if (p := desk.fragment(s))), None)
    return Drawn(piece, f"{piece}.") if piece else None


def block(desk: Desk) -> Drawn | None:
    """Two sentences as a block quote."""
    groups = [g for g in desk.paragraphs if len(g) > 1]
    desk.lot.shuffle(groups)
    for group in groups:
        at = desk.lot.randint(0, len(group) - 2)
        passage = " ".join(group[at : at + 2])
        if 14 < len(passage.split()) < 80 and re.match(r"[A-Z][^*“”\"]*\.$", passage):
            return Drawn(passage, passage, form="block")
    return None


def located(how: str) -> Doing:
    """A sentence with a page, right or wrong, or a range of pages."""

    def do(desk: Desk) -> Drawn | None:
        return next((Drawn(s, s, locator=how) for s in desk.sentences()), None) if desk.source.paged else None

    return do


def beside_another(desk: Desk) -> Drawn | None:
    """A sentence for which two sources are cited."""
    other = desk.lot.choice(sorted(set(desk.others) - {desk.source.key}))
    return next((Drawn(s, s, cites=f"{other} {desk.source.key}") for s in desk.sentences()), None)


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
    """A sentence that runs over a page."""
    if desk.source.format not in ("pdf", "txt") or not desk.source.paged:
        return None
    for sentence in desk.sentences(least=6, most=60):
        if len(corpus.pages_of(desk.source, desk.path, sentence)) > 1:
            return Drawn(sentence, sentence, locator="right")
    return None


def of_note(desk: Desk) -> Drawn | None:
    """A sentence of a note."""
    sentences = [s for note in desk.source.notes for s in desk._sentences(note)]
    chosen = desk.lot.choice(sentences) if sentences else None
    return Drawn(chosen, chosen) if chosen else None


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
"""By its name: how a variation is done, how often, and the verdict on it."""
