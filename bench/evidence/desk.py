"""The text of a document and a lot in; passages of it, drawn for a quotation, out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import Source, squashed


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
"""What is done to a passage: draws one and does it, or finds none that it can be done to."""


def first(desk: Desk, change: Callable[[str], str | None], least: int = 9, most: int = 40) -> Drawn | None:
    """The first sentence that a change can be made to."""
    for sentence in desk.sentences(least, most):
        words = change(sentence)
        if words and words != sentence:
            return Drawn(sentence, words)
    return None
