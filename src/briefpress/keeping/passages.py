"""The text of a document in; the same for people, a paragraph a line behind its page and number, out; and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.ledger import Text
from briefpress.lineends import joined

_HASH = re.compile(r"^# SHA-256 of the document: ([0-9a-f]{64})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document: what pins call it (`p3.2`, without pages `par12`), and its words on one line.

    One that began on the page before `continues` it.
    """

    label: str
    words: str
    continues: bool = False


def passages(text: Text) -> tuple[Passage, ...]:
    """The paragraphs of a text, in its order."""
    return tuple(
        Passage(
            f"p{p.page}.{p.number}" if p.page else f"par{index}",
            _on_one_line(text.words[p.begin : p.end]),
            p.continues,
        )
        for index, p in enumerate(text.paragraphs, 1)
    )


def _on_one_line(words: str) -> str:
    """A paragraph whose lines end nowhere: a word that one of them broke is whole, as it would be in another layout."""
    return " ".join(joined(words).split())


def written(listed: Sequence[Passage], file: str, sha256: str) -> str:
    """The kept text of a document, as a file; `+` stands behind the number of what began on the page before."""
    lines = [f"{p.label}{'+' * p.continues}\t{p.words}" for p in listed]
    head = [f"# The text of {file}, as Briefpress reads it.", f"# SHA-256 of the document: {sha256}"]
    return "\n".join([*head, *lines]) + "\n"


def read(kept: str) -> tuple[Passage, ...]:
    """The paragraphs of a kept text. Lines without a label are passed over."""
    found = []
    for line in kept.splitlines():
        label, tab, words = line.partition("\t")
        if tab and not line.startswith("#"):
            found.append(Passage(label.removesuffix("+"), words, label.endswith("+")))
    return tuple(found)


def hash_of(kept: str) -> str:
    """The SHA-256 of the document that a kept text is of, by its head; nothing where it has none."""
    match = _HASH.search(kept[:1000])
    return match[1] if match else ""
