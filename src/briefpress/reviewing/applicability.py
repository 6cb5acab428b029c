"""A reviewed paragraph with its changes and the leaf that it came of in; how it stands with each change, out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from briefpress.engines.reviewed.marked import NOTE, PARTED, Paragraph
from briefpress.reviewing.changes import Change
from briefpress.reviewing.letters import WORD, Alignment, Difference, Folded, aligned, folded
from briefpress.reviewing.prose import ATOMS

State = Literal["open", "made", "stale", "by hand"]
_NEAR = 40
"""How many letters around a change must be as they were when the document was sent."""

_TRIED = 200
"""Changes of a paragraph of which it is tried whether they are made already."""

_LAID = 2_000_000
"""Letters of a paragraph and its leaf that are laid beside each other for that, all in all: some seconds."""


@dataclass(frozen=True, slots=True)
class Applicability:
    """How it stands with a change: the letters of the leaf that it takes out; where it can't be made, why."""

    state: State
    begin: int
    end: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Words that differ and that no tracked change explains: those of the document, and those of the leaf."""

    sent: str
    written: str
    begin: int
    end: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """The paragraph with some changes made, beside the leaf; `cost` is in letters of the author's that differ.

    `shared` are the paragraph's letters that the leaf has. What stands for a citation costs nothing, whatever its
    words: they don't tell what was made.
    """

    sent: str
    ours: Folded
    theirs: Folded
    alignment: Alignment
    spans: dict[str, tuple[int, int]]
    shared: tuple[int, ...]
    strange: tuple[Difference, ...]
    own: tuple[Difference, ...]
    cost: int


class Comparison:
    """A paragraph beside its leaf. `written_out` are texts that the program puts in by itself, as abbreviations'.

    A caption is `numbered` by the program.
    """

    def __init__(
        self,
        paragraph: Paragraph,
        changes: Sequence[Change],
        leaf: str,
        written_out: Iterable[str] = (),
        *,
        numbered: bool = False,
    ) -> None:
        self._paragraph = paragraph
        self._changes = [c for c in changes if c.deleted or c.inserted]
        self._begins_at = [change.begin for change in self._changes]
        self._leaf, self._numbered = leaf, numbered
        self._written_out = " ".join(folded(text).text for text in written_out)
        self._made: set[str] = set()
        self._laid = self._lay(self._made)
        if self._laid.strange or self._laid.own:
            most = _LAID // (len(paragraph.text) + len(leaf) + 1)
            for change in self._changes[: min(_TRIED, most)]:
                other = self._lay(self._made ^ {change.id})
                if other.cost < self._laid.cost:
                    self._made, self._laid = self._made ^ {change.id}, other

    def applicability(self, change: Change) -> Applicability:
        """How it stands with one of the changes."""
        laid = self._laid
        begin, end = laid.spans[change.id]
        low, high = laid.ours.index(begin), laid.ours.index(end)
        first = bisect_left(laid.strange, low - _NEAR, key=lambda d: d.end)
        near = [d for d in laid.strange[first : first + 1] if d.begin <= high + _NEAR]
        place = self._leaf_range(low, high)
        at = self._offset(place[0] if place else self._nearest(low))
        if near:
            now, then = _shown(self._written(near[0])), _shown(self._sent(near[0]))
            said = f"the section has {now} where the document has {then}"
            return Applicability("stale", at, at, said)
        if place is None:
            return Applicability("by hand", at, at, "it touches what the program writes, as a citation or a number")
        stop = self._offset(place[1]) if place[1] > place[0] else at
        stop = laid.theirs.at[place[1] - 1] + 1 if place[1] > place[0] else stop
        if change.id in self._made:
            return Applicability("made", at, stop)
        if NOTE in self._leaf[at:stop]:
            return Applicability(
                "by hand", at, stop, "it takes out the call of a note: the note's text must go with it"
            )
        return Applicability("open", at, stop)

    def others(self) -> tuple[Other, ...]:
        """Where the two differ and no change says why, by the letters of the leaf; `offset` is that of the text."""
        found = []
        for d in self._laid.strange:
            begin = self._offset(d.other_begin)
            end = self._laid.theirs.at[d.other_end - 1] + 1 if d.other_end > d.other_begin else begin
            found.append(Other(self._sent(d), self._written(d), begin, end, self._laid.ours.at[d.begin]
                               if d.begin < len(self._laid.ours.at) else 0))  # fmt: skip
        return tuple(found)

    def place(self, offset: int) -> int:
        """Which letter of the leaf stands at an offset of the paragraph's `text`, or next to it."""
        at = before = 0
        for piece in self._paragraph.pieces:
            there = piece.kind == "kept" or (piece.kind == "inserted") == self._is_made(before)
            step = min(len(piece.text), max(offset - before, 0))
            at += step if there else 0
            before += len(piece.text)
        return self._offset(self._nearest(self._laid.ours.index(at)))

    def _is_made(self, offset: int) -> bool:
        change = self._at(offset)
        return change is not None and change.id in self._made

    def _at(self, offset: int) -> Change | None:
        """The change that a letter of the paragraph is a part of."""
        index = bisect_right(self._begins_at, offset) - 1
        return self._changes[index] if index >= 0 and offset < self._changes[index].end else None

    def _lay(self, made: set[str]) -> _Laid:
        parts: list[str] = []
        length = at = 0
        spans: dict[str, tuple[int, int]] = {}
        for piece in self._paragraph.pieces:
            change = self._at(at)
            there = piece.kind == "kept" or (piece.kind == "inserted") == (change is not None and change.id in made)
            begin = length
            if there:
                parts.append(piece.text)
                length += len(piece.text)
            if change is not None:
                spans[change.id] = (spans.get(change.id, (begin, 0))[0], length)
            at += len(piece.text)
        sent = "".join(parts)
        ours, theirs = folded(sent), folded(self._leaf)
        alignment = aligned(ours.text, theirs.text)
        strange: list[Difference] = []
        own: list[Difference] = []
        cost = 0
        for d in alignment.differences:
            one, other = ours.text[d.begin : d.end], theirs.text[d.other_begin : d.other_end]
            if not one.strip(" ") and not other.strip(" "):
                continue
            atoms = any(letter in ATOMS for letter in other)
            lacks = any(WORD.finditer(other.translate(_NO_ATOMS)))
            if PARTED not in other and ((atoms and not lacks) or (not other.strip(" ") and self._is_own(one, d.begin))):
                own.append(d)
                cost += not one.strip()
            else:
                strange.append(d)
                cost += len(one.strip(" ")) + len(other.strip(" "))
        shared = tuple(i for i, letter in enumerate(alignment.at) if letter >= 0)
        return _Laid(sent, ours, theirs, alignment, spans, shared, tuple(strange), tuple(own), cost)

    def _is_own(self, words: str, begin: int) -> bool:
        """Whether the program put words in: what an abbreviation stands for, or the number of a heading."""
        bare = words.strip()
        number = re.fullmatch(r"(?:\w+ )?[\d.]+\W*", bare) if self._numbered else not any(c.isalpha() for c in bare)
        return bare.strip("()").strip() in self._written_out or (begin == 0 and bool(number))

    def _leaf_range(self, low: int, high: int) -> tuple[int, int] | None:
        """Which letters of the leaf are those from `low` to `high`; None where they aren't the author's alone."""
        own = self._laid.own
        for d in own[bisect_left(own, low, key=lambda d: d.end) :]:
            if d.begin > high:
                break
            inside = low <= d.begin and d.end <= high and low < high
            if not inside and d.begin < high and d.end > low:
                return None
            if low == high and d.begin < low < d.end:
                return None
        at = self._laid.alignment.at
        first = next((i for i in range(low, high) if at[i] >= 0 or self._begins(i)), None)
        if first is None:
            return self._between(low, high)
        last = next(i for i in range(high - 1, low - 1, -1) if at[i] >= 0 or self._ends(i))
        begin = at[first] if at[first] >= 0 else self._begins(first).other_begin  # type: ignore[union-attr]
        end = at[last] + 1 if at[last] >= 0 else self._ends(last).other_end  # type: ignore[union-attr]
        return begin, end

    def _between(self, low: int, high: int) -> tuple[int, int] | None:
        """The place in the leaf of a point of the paragraph: behind its letter, or before the next."""
        at = self._laid.alignment.at
        if low > 0 and at[low - 1] >= 0:
            return at[low - 1] + 1, at[low - 1] + 1
        if high < len(at) and at[high] >= 0:
            return at[high], at[high]
        if low == 0 and not self._laid.theirs.text:
            return 0, 0
        own = self._laid.own
        before = next((d for d in own[bisect_left(own, low, key=lambda d: d.end) :][:1] if d.end == low), None)
        if before is not None:
            return before.other_end, before.other_end
        after = next((d for d in own[bisect_left(own, low, key=lambda d: d.begin) :][:1] if d.begin == low), None)
        return (after.other_begin, after.other_begin) if after is not None else None

    def _begins(self, index: int) -> Difference | None:
        own = self._laid.own
        there = own[bisect_left(own, index, key=lambda d: d.begin) :][:2]
        return next((d for d in there if d.begin == index < d.end), None)

    def _ends(self, index: int) -> Difference | None:
        own = self._laid.own
        there = own[bisect_left(own, index + 1, key=lambda d: d.end) :][:2]
        return next((d for d in there if d.begin < d.end == index + 1), None)

    def _nearest(self, index: int) -> int:
        """The letter of the leaf that is the paragraph's at a place, or nearest to it, behind it first."""
        shared = self._laid.shared
        behind = bisect_left(shared, index)
        near = shared[max(behind - 1, 0) : behind + 1]
        return self._laid.alignment.at[min(near, key=lambda i: (abs(i - index), i < index))] if near else 0

    def _offset(self, index: int) -> int:
        """The letter of the leaf as it is, for one of it as it is compared."""
        at = self._laid.theirs.at
        if index <= 0:
            return 0
        return at[index - 1] + 1 if index >= len(at) or index - 1 < 0 else at[index]

    def _sent(self, d: Difference) -> str:
        at = self._laid.ours.at
        return self._laid.sent[at[d.begin] : at[d.end - 1] + 1].strip() if d.end > d.begin else ""

    def _written(self, d: Difference) -> str:
        at = self._laid.theirs.at
        if d.other_end == d.other_begin:
            return ""
        return self._leaf[at[d.other_begin] : at[d.other_end - 1] + 1].translate(_NO_ATOMS).strip()


_NO_ATOMS = str.maketrans(dict.fromkeys(ATOMS, "…"))


def _shown(text: str) -> str:
    short = text.replace(PARTED, " ")
    return f"“{short if len(short) <= 60 else short[:57] + '…'}”" if short else "nothing"
