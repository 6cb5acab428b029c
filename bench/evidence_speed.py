"""Times the comparison of 1,000 quotations, half of them altered, with documents of 3 million words in all.

    python bench/evidence_speed.py [quotations] [words]

Once with one document, once with thirty, then with what is hard: repetitive text, long quotations, text of one letter,
quotations full of gaps. Each runs in a Python of its own and prints seconds, those of them in which it had a core, the
most memory it held, and how many times as long it takes as reading the text once, word by word.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from briefpress.diagnostics import Span
from briefpress.evidence.quotations.matching import weigh
from briefpress.ledger import SOUND, Citing, Claim, Document, Paragraph, Sentence, Text

SECONDS, MEGABYTES = 10.0, 1024


def words_of_a_language(chance: random.Random, count: int = 30_000) -> tuple[list[str], list[float]]:
    """Made-up words, and how often each is used: as in real texts, the n-th most frequent about 1/n as often."""
    parts = ["ba", "co", "de", "fi", "gu", "la", "me", "no", "pri", "qua", "re", "sto", "ti", "un", "ver", "wen"]
    words = list(dict.fromkeys("".join(chance.choices(parts, k=chance.randint(1, 5))) for _ in range(count * 2)))
    words = words[:count]
    total = 0.0
    cumulated = [total := total + 1 / (n + 2) for n in range(len(words))]
    return words, cumulated


def document(key: str, paragraphs: list[str]) -> Document:
    """A document of some paragraphs, twelve a page."""
    found, at = [], 0
    for number, words in enumerate(paragraphs):
        found.append(Paragraph(at, at + len(words), number % 12 + 1, str(number // 12 + 1)))
        at += len(words) + 2
    return Document(key, f"sources/documents/{key}.txt", "0" * 64, Text("\n\n".join(paragraphs), tuple(found)))


def claim(words: str, key: str) -> Claim:
    """A quotation of a document."""
    sentence = Sentence("report/01.md", "", "text", words, Span("report/01.md", 1, 1), 1)
    return Claim("quotation", words, 0, len(words), sentence, (Citing(key, len(words), 1),), sentence.span)


def prose(chance: random.Random, total: int) -> list[str]:
    """Paragraphs of some hundred words, with sentences."""
    words, often = words_of_a_language(chance)
    out = []
    for _ in range(total // 100):
        picked = chance.choices(words, cum_weights=often, k=100)
        for at in range(12, 100, 17):
            picked[at] += "."
            picked[at + 1] = picked[at + 1].capitalize()
        out.append(" ".join(picked))
    return out


def quoted(chance: random.Random, documents: list[Document], count: int) -> list[Claim]:
    """Passages of the documents, every other one with a word that isn't there."""
    claims = []
    for number in range(count):
        source = documents[number % len(documents)]
        paragraph = chance.choice(source.text.paragraphs)
        words = source.text.words[paragraph.begin : paragraph.end].split()
        begin = chance.randrange(len(words) - 40)
        picked = words[begin : begin + chance.randint(6, 40)]
        if number % 2:
            picked[chance.randrange(1, len(picked) - 1)] = "otherwise"
        claims.append(claim(" ".join(picked), source.key))
    return claims


def ordinary(parts: int) -> Callable[[int, int], tuple[list[Document], list[Claim]]]:
    """Prose in so many documents."""

    def make(count: int, total: int) -> tuple[list[Document], list[Claim]]:
        chance = random.Random(5)  # noqa: S311
        paragraphs = prose(chance, total)
        each = len(paragraphs) // parts
        documents = [document(f"doc{n}", paragraphs[n * each : (n + 1) * each]) for n in range(parts)]
        return documents, quoted(chance, documents, count)

    return make


def repetitive(count: int, total: int) -> tuple[list[Document], list[Claim]]:
    """The same clause again and again, with another number."""
    clause = "The authority shall pay the sum of {} to the tenant by the first day of the month and no later."
    text = [clause.format(n) for n in range(total // 20)]
    chance = random.Random(6)  # noqa: S311
    said = ["The authority shall pay the sum of {} to the tenant by the {} day".format(
        chance.randrange(len(text)), "first" if n % 2 else "second") for n in range(count)]  # fmt: skip
    return [document("laws", text)], [claim(words, "laws") for words in said]


def long_ones(count: int, total: int) -> tuple[list[Document], list[Claim]]:
    """Block quotes of 5,000 words, every other one with a word that isn't there."""
    chance = random.Random(7)  # noqa: S311
    source = document("book", prose(chance, total))
    words = source.text.words.split()
    claims = []
    for number in range(max(2, count // 50)):
        begin = chance.randrange(len(words) - 5_000)
        picked = words[begin : begin + 5_000]
        if number % 2:
            picked[2_500] = "otherwise"
        claims.append(claim(" ".join(picked), "book"))
    return [source], claims


def one_letter(count: int, total: int) -> tuple[list[Document], list[Claim]]:
    """A text of one letter as words, and as one word."""
    spaced = document("spaced", ["a " * (total // 2)])
    solid = document("solid", ["a" * total])
    said = ["a a a a a a", "a a b a a", "a … a … a … a", "aaaa aaaa"]
    return [spaced, solid], [claim(said[n % 4], ("spaced", "solid")[n // 4 % 2]) for n in range(count // 10)]


def gaps(count: int, total: int) -> tuple[list[Document], list[Claim]]:
    """Quotations of a hundred words that leave out something behind each."""
    documents, claims = ordinary(1)(count // 10, total)
    return documents, [claim(" … ".join(c.words.split()), c.keys[0]) for c in claims]


CASES = {
    "one document": ordinary(1),
    "thirty documents": ordinary(30),
    "repetitive text": repetitive,
    "quotations of 5,000 words": long_ones,
    "text of one letter": one_letter,
    "quotations full of gaps": gaps,
}


def measure(name: str, count: int, total: int) -> None:
    """Run a case in this Python and print what it took."""
    documents, claims = CASES[name](count, total)
    before = time.process_time()
    read = sum(len(re.findall(r"\w+", document.text.words)) for document in documents)
    reading = time.process_time() - before
    before, begun = time.perf_counter(), time.process_time()
    entries = weigh(claims, {document.key: document for document in documents})
    took, worked = time.perf_counter() - before, time.process_time() - begun
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sound = sum(entry.verdict in SOUND for entry in entries)
    print(f"{name:<28} {len(claims):>5} in {read:>9,} words: {took:6.2f} s ({worked:.2f}), {held:5.0f} MB, "
          f"{worked / reading:5.1f} "
          f"times reading; {sound} sound, {len(entries) - sound} not "
          f"(wanted: {SECONDS:.0f} s, {MEGABYTES} MB)", flush=True)  # fmt: skip


def main() -> None:
    """Measure each case in a Python of its own."""
    if len(sys.argv) == 4:
        measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        return
    count, total = (int(n) for n in (*sys.argv[1:], "1000", "3000000")[:2]) if len(sys.argv) != 2 else (
        int(sys.argv[1]), 3_000_000)  # fmt: skip
    for name in CASES:
        subprocess.run([sys.executable, __file__, name, str(count), str(total)], check=True)


if __name__ == "__main__":
    main()
