"""The frozen types of a document that reviewers worked on: its paragraphs, what was changed in them, its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from briefpress.origins import fingerprint

PARTED = "\u2029"
"""Stands in inserted text where a reviewer began a new paragraph."""

NOTE = "\ue001"
"""Stands in the text of a paragraph where a note is called."""

Fate = Literal["kept", "inserted", "deleted"]
"""What became of letters since the document was sent."""

Story = Literal["body", "footnote", "endnote", "header", "footer"]


@dataclass(frozen=True, slots=True)
class By:
    """Who changed or said something, and on which day (ISO 8601; nothing where the document doesn't say)."""

    author: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of a paragraph: whether it stood there when the document was sent, and what became of it.

    `moved` is the name of the move that it is a part of, `formatted` who gave it another look.
    """

    text: str
    kind: Fate = "kept"
    by: By | None = None
    emphasis: bool = False
    strong: bool = False
    moved: str = ""
    formatted: By | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that was put in or taken out."""

    number: int
    kind: Literal["inserted", "deleted"]
    by: By


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it was sent, with all that was done to it since.

    Where a reviewer parted it, it is still one, with PARTED inserted; `joined` is who took away what parts it from the
    next. `place` is the number that the program gave it, None where it has none.
    """

    story: Story
    style: str
    pieces: tuple[Piece, ...]
    place: int | None = None
    joined: By | None = None
    restyled: By | None = None
    row: Row | None = None

    text: str = field(init=False, repr=False, compare=False)
    """All of its letters, whether they were put in, taken out or neither."""

    sent: str = field(init=False, repr=False, compare=False)
    """Its letters as they were before the tracked changes."""

    accepted: str = field(init=False, repr=False, compare=False)
    """Its letters with all tracked changes made."""

    begins: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """For each piece how many letters of `text` stand before it."""

    def __post_init__(self) -> None:
        """Join the letters once: each of thousands of changes asks for them."""
        object.__setattr__(self, "begins", (0, *accumulate(len(p.text) for p in self.pieces[:-1]))[: len(self.pieces)])
        for name, without in (("text", ""), ("sent", "inserted"), ("accepted", "deleted")):
            object.__setattr__(self, name, "".join(p.text for p in self.pieces if p.kind != without))


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered to a comment."""

    by: By
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a document: which paragraph, and how many of the letters of its `text` stand before it."""

    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with the words that it is about, and what others replied. Without a place, `begin` is None."""

    by: By
    initials: str
    text: str
    resolved: bool
    begin: Anchor | None
    end: Anchor | None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paragraph came from: the section's path and line, and the mark of its words as the program wrote them."""

    path: str
    line: int
    mark: str

    def wrote(self, words: str) -> bool:
        """Whether a paragraph's words are those that the program wrote."""
        return fingerprint(words.replace(NOTE, "")) == self.mark


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document as a reviewer sent it back. `brief` and `origins` are what the program wrote into it, if it did."""

    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Comment, ...]
    brief: str = ""
    origins: Mapping[int, Origin] = field(default_factory=dict)
