"""The frozen types of an edition's words: a block, which ends where a paragraph does, and what is set apart in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "heading", "title", "paragraph", "item", "quote", "row", "caption", "figure", "credit", "note", "code", "formula"
]  # fmt: skip

Stress = Literal[
    "emphasis", "strong", "code", "raised", "lowered", "struck", "capitals", "formula", "reference", "link"
]

_TELLING = ("raised", "lowered", "struck", "link")
"""What says something else than the same words set otherwise: 10⁶ is not 106, nor a link one to elsewhere."""


class Mark(Struct, frozen=True, omit_defaults=True):
    """A part of a block's words that is set otherwise than the rest.

    The words of a `reference` are numbers that the program gave, which change when something before them is added:
    `to` is what it refers to, by which it is told whether it is another one; of a `link`, where it leads.
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
    def identity(self) -> tuple[object, ...]:
        """What two blocks have in common that say the same, whatever the numbers of what they refer to."""
        return (self.kind, self.meant, self.digest, self.level if self.kind == "heading" else 0)

    @property
    def meant(self) -> tuple[object, ...]:
        """What it tells, and what in it is set so that it says something else."""
        ends = [mark.end for mark in self.references]
        apart = []
        for mark in self.apart:
            # Counted from the reference before it, whose number may have more digits now.
            before = bisect_right(ends, mark.begin)
            at = mark.begin - (ends[before - 1] if before else 0)
            apart.append((mark.of, mark.to, before, at, _SPACES.sub(" ", self.words[mark.begin : mark.end])))
        return (self.told, *apart)

    @property
    def references(self) -> tuple[Mark, ...]:
        """Its references, those within others left out."""
        out: list[Mark] = []
        for mark in sorted((m for m in self.marks if m.of == "reference"), key=lambda m: (m.begin, -m.end)):
            if not out or mark.begin >= out[-1].end:
                out.append(mark)
        return tuple(out)

    @property
    def apart(self) -> tuple[Mark, ...]:
        """What the author set so that it says something else. Within a reference, its style has done so."""
        refs = self.references
        begins = [mark.begin for mark in refs]

        def within(mark: Mark) -> bool:
            before = bisect_right(begins, mark.begin)
            return before > 0 and mark.end <= refs[before - 1].end

        found = [mark for mark in self.marks if mark.of in _TELLING and not within(mark)]
        return tuple(sorted(found, key=lambda m: (m.begin, m.end, m.of, m.to))[:_MOST])

    @property
    def told(self) -> str:
        """Its words with what is referred to instead of its number, and with plain spaces."""
        out, at = [], 0
        for mark in self.references:
            out += [self.words[at : mark.begin], f"\x00{mark.to}\x00"]
            at = mark.end
        return _SPACES.sub(" ", "".join([*out, self.words[at:]]))


_MOST = 200
"""So many parts of a block that are set apart are looked at."""

_SPACES = re.compile(r"[^\S\t]+")
