"""A section and an edit of it in; the paragraphs around the edit as a section of their own, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefpress.model import Written
from briefpress.reviewing.edits import Cut, Edit
from briefpress.reviewing.matching import Part
from briefpress.reviewing.proof import holds
from briefpress.reviewing.prose import Leaf

_BLANK = re.compile(r"\n(?:[ \t>]*\n)+")


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a section: its text begins at `begin` of the section's, its leaves at the section's leaf `leaf`.

    What is told of it is true of the section where `shows` is so, unless the section has something elsewhere that the
    window needs once it is edited: the section as a whole has the last word.
    """

    part: Part
    begin: int
    leaf: int

    @property
    def text(self) -> str:
        """Its Markdown."""
        return self.part.written.text

    def shows(self, leaves: Sequence[Leaf] | None) -> bool:
        """Whether it reads by itself as it does in the section; `leaves` are those that it has by itself."""
        return leaves is not None and holds(self.part.leaves, (), leaves)

    def holds(self, edit: Edit, after: Sequence[Leaf] | None) -> bool:
        """Whether its leaves are those that it had with an edit of the section made, and nothing else."""
        own = replace(edit, leaf=edit.leaf - self.leaf)
        return after is not None and holds(self.part.leaves, [own], after)

    def cuts(self, cuts: Sequence[Cut]) -> tuple[Cut, ...] | None:
        """Cuts of the section as those of the window; None where they reach out of it."""
        if any(cut.begin < self.begin or cut.end > self.begin + len(self.text) for cut in cuts):
            return None
        return tuple(Cut(cut.begin - self.begin, cut.end - self.begin, cut.text) for cut in cuts)


class Windows:
    """The windows of a section: between two empty lines, with what stands before the first and behind the second."""

    def __init__(self, part: Part) -> None:
        self._part = part
        text = part.written.text
        self._edges = [0, *(match.end() for match in _BLANK.finditer(text)), len(text)]
        self._extents = [_extent(trace) for trace in part.traces]
        self._known: dict[tuple[int, int], Window | None] = {}

    def around(self, edit: Edit) -> Window | None:
        """The window that an edit is in; None where it can't be told, or would be nearly the whole section."""
        leaves = self._extents[edit.leaf : edit.leaf + 1 + edit.joined]
        there = [extent for extent in leaves if extent is not None]
        if len(there) < 1 + edit.joined:
            return None
        first, last = min(begin for begin, _ in there), max(end for _, end in there)
        before = [i for i, edge in enumerate(self._edges) if edge <= first]
        behind = [i for i, edge in enumerate(self._edges) if edge >= last]
        begin = self._edges[max(before[-1] - 1, 0)]
        end = self._edges[min(behind[0] + 1, len(self._edges) - 1)] if behind else len(self._part.written.text)
        if (begin, end) not in self._known:
            self._known[begin, end] = self._window(begin, end)
        return self._known[begin, end]

    def _window(self, begin: int, end: int) -> Window | None:
        part, text = self._part, self._part.written.text
        if 2 * (end - begin) > len(text):
            return None
        inside = [i for i, e in enumerate(self._extents) if e is not None and e[0] < end and e[1] > begin]
        if not inside or any(e[0] < begin or e[1] > end for i in inside if (e := self._extents[i]) is not None):
            return None
        first, last = inside[0], inside[-1] + 1
        if inside != list(range(first, last)):
            return None
        traces = tuple(tuple(None if at is None else at - begin for at in trace) for trace in part.traces[first:last])
        line = text.count("\n", 0, begin)
        own = text[begin:end]
        written = Written(own, part.written.origins[line : line + own.count("\n") + 1])
        return Window(Part(part.path, written, part.leaves[first:last], traces), begin, first)


def _extent(trace: Sequence[int | None]) -> tuple[int, int] | None:
    there = [at for at in trace if at is not None]
    return (min(there), max(there) + 1) if there else None
