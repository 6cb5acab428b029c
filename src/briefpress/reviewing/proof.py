"""A section's leaves, edits of them, and its leaves as they are read now, in; whether just those were made, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.engines.reviewed.marked import PARTED
from briefpress.reviewing.edits import Edit
from briefpress.reviewing.letters import folded
from briefpress.reviewing.prose import Leaf, Marks, is_note

_ITEM = re.compile(r"^((?:Bullet|Ordered|Definition)List.*?) [\d.]+( new)?$")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that is expected, with its marks. One that was put in may stand in what its neighbours stand in."""

    text: str
    marks: Marks
    put_in: bool = False
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Expected:
    within: Marks
    kind: str
    letters: tuple[_Letter, ...]
    note: bool = False


def holds(before: Sequence[Leaf], edits: Sequence[Edit], after: Sequence[Leaf]) -> bool:
    """Whether a section's leaves are those that it had, with the edits made and nothing else.

    Every letter is compared, with all that it stands in, and every citation, note, formula and picture with what it
    holds. How many spaces stand between two words is no matter.
    """
    # Where a paragraph is parted, its notes stand behind the second part.
    expected = sorted(_with_edits(before, edits), key=lambda leaf: leaf.note)
    after = sorted(after, key=is_note)
    if len(expected) != len(after):
        return False
    places = zip(_steps([e.within for e in expected]), _steps([leaf.within for leaf in after]), strict=True)
    if any(one != other for one, other in places):
        return False
    return all(
        wanted.kind == leaf.kind and _agree(_bare(wanted.letters), _bare(_letters(leaf)))
        for wanted, leaf in zip(expected, after, strict=True)
    )


def _letters(leaf: Leaf) -> tuple[_Letter, ...]:
    return tuple(_Letter(text, marks) for text, marks in zip(leaf.text, leaf.marks, strict=True))


def _with_edits(before: Sequence[Leaf], edits: Sequence[Edit]) -> list[_Expected]:
    out: list[_Expected] = []
    joined = False
    for index, leaf in enumerate(before):
        own = [edit for edit in edits if edit.leaf == index]
        if any(edit.whole for edit in own):
            continue
        made = _edited(leaf, own)
        if joined and out:
            made[0] = _Expected(out[-1].within, out[-1].kind, out[-1].letters + made[0].letters, out[-1].note)
            out.pop()
        out += made
        joined = any(edit.joined for edit in own)
    return out


def _edited(leaf: Leaf, edits: Sequence[Edit]) -> list[_Expected]:
    """A leaf with its edits; several where one of them parts it."""
    letters = list(_letters(leaf))
    ordered = sorted((edit for edit in edits if not edit.joined), key=lambda edit: (edit.begin, edit.end))
    for edit in reversed(ordered):
        near = leaf.marks[max(edit.begin - 1, 0) : edit.end + 1]
        around = frozenset(mark for marks in near for mark in marks)
        put_in = [
            _Letter(letter, ("Emph",) * piece.emphasis + ("Strong",) * piece.strong, True, around)
            for piece in edit.inserted
            for letter in piece.text
        ]
        letters[edit.begin : edit.end] = put_in
    parts: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.put_in and letter.text == PARTED:
            parts.append([])
        else:
            parts[-1].append(letter)
    if len(parts) == 1:
        return [_Expected(leaf.within, leaf.kind, tuple(parts[0]), is_note(leaf))]
    old = [i for i, part in enumerate(parts) if any(not letter.put_in and letter.text.strip() for letter in part)]
    out = []
    for i, part in enumerate(parts):
        within = leaf.within
        if i and within and _ITEM.match(within[-1]):
            within = (*within[:-1], f"{within[-1]} new")
        kind = leaf.kind if i in old or not leaf.kind.startswith("Header") else "Para"
        out.append(_Expected(within, kind, tuple(part), is_note(leaf)))
    return out


def _steps(paths: Sequence[Marks]) -> list[tuple[tuple[str, bool], ...]]:
    """What each leaf stands in; the items of lists not by their numbers, but by whether they begin."""
    out = []
    before: Marks = ()
    for number, path in enumerate(paths):
        steps = []
        for depth, name in enumerate(path):
            item = _ITEM.match(name)
            begins = path[: depth + 1] != before[: depth + 1] or name.endswith(" new")
            steps.append((item[1], begins) if item else (name, False))
        out.append(tuple(steps))
        before = tuple(f"{name} {number}" if name.endswith(" new") else name for name in path)
    return out


def _bare(letters: Sequence[_Letter]) -> list[_Letter]:
    """The letters without spaces at either end, and with one between two words."""
    out: list[_Letter] = []
    for letter in letters:
        if letter.text in " \n" and (letter.put_in or letter.text == " "):
            if out and out[-1].text != " ":
                out.append(_Letter(" ", ()))
        else:
            out.append(letter)
    while out and out[-1].text == " ":
        out.pop()
    return out


def _agree(wanted: Sequence[_Letter], found: Sequence[_Letter]) -> bool:
    return len(wanted) == len(found) and all(_same(w, f) for w, f in zip(wanted, found, strict=True))


def _same(wanted: _Letter, found: _Letter) -> bool:
    if not wanted.put_in:
        return wanted == found
    if folded(wanted.text).text != folded(found.text).text:
        return False
    own = set(wanted.marks)
    return own <= set(found.marks) <= own | (wanted.around - {"Emph", "Strong"})
