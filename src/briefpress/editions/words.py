"""The frozen types of an edition's words: a block, which ends where a paragraph does, and what is set apart in it."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "heading", "title", "paragraph", "item", "quote", "row", "caption", "figure", "credit", "note", "code", "formula"
]  # fmt: skip

Stress = Literal["emphasis", "strong", "code", "raised", "lowered", "struck", "capitals", "formula", "reference"]


class Mark(Struct, frozen=True, omit_defaults=True):
    """A part of a block's words that is set otherwise than the rest.

    The words of a `reference` are numbers that the program gave, which change when something before them is added:
    `to` is what it refers to, by which it is told whether it is another one.
    """

    begin: int
    end: int
    of: Stress
    to: str = ""


class Block(Struct, frozen=True, omit_defaults=True):
    """A run of words between two ends of a paragraph.

    `level` is that of a heading, the depth of a list's item, 1 for the head of a table; `label` the id of the figure or
    table to which a caption, a row, a picture or a credit belongs; `sign` what stands before an item. Tabs part the
    cells of a row. A note follows the block that calls it, `at` the letter behind which it is called; one of several
    paragraphs has -1 from the second on. The words of a figure are its alternative text, `digest` the SHA-256 of
    what it shows, `picture` the name of its file beside the text.
    """

    kind: Kind
    words: str
    level: int = 0
    label: str = ""
    sign: str = ""
    at: int = 0
    marks: tuple[Mark, ...] = ()
    digest: str = ""
    picture: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What two blocks have in common that say the same, whatever the numbers of what they refer to."""
        return (self.kind, f"{self.told}\n{self.digest}", str(self.level) if self.kind == "heading" else "")

    @property
    def told(self) -> str:
        """Its words with what is referred to instead of its number, and with plain spaces."""
        out, at = [], 0
        for mark in self.marks:
            if mark.of == "reference":
                out += [self.words[at : mark.begin], f"\x00{mark.to}\x00"]
                at = mark.end
        return _SPACES.sub(" ", "".join([*out, self.words[at:]]))


_SPACES = re.compile(r"[^\S\t]+")
