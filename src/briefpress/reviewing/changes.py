"""The paragraphs of a reviewed document in; the changes in them, who made each and what it is, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefpress.engines.reviewed.marked import PARTED, By, Paragraph, Piece

Kind = Literal["insertion", "deletion", "rewording", "move", "formatting", "joining", "row"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the letters of its paragraph's `text` from `begin` to `end`, those taken out and those put in.

    `partner` is the paragraph at the other end of a move. Of a row, and of a joining, nothing is taken out or put in
    here.
    """

    id: str
    kind: Kind
    by: By
    paragraph: int
    begin: int
    end: int
    deleted: str = ""
    inserted: tuple[Piece, ...] = ()
    partner: int | None = None

    @property
    def words(self) -> str:
        """What is put in."""
        return "".join(piece.text for piece in self.inserted)


def changes(paragraphs: Sequence[Paragraph]) -> tuple[Change, ...]:
    """The changes in the order of the text, `t1`, `t2` and so on.

    What one person took out and put in side by side is one change, and so is a row of a table.
    """
    found: list[Change] = []
    rows: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.row is not None:
            rows.setdefault(paragraph.row.number, []).append(paragraph.text)
    for index, paragraph in enumerate(paragraphs):
        row = paragraph.row
        if row is not None:
            if row.number in rows:
                words = " | ".join(rows.pop(row.number))
                told = (words, ()) if row.kind == "deleted" else ("", (Piece(words, "inserted", row.by),))
                found.append(Change("", "row", row.by, index, 0, len(paragraph.text), *told))
            continue
        found += _within(paragraph, index)
        if paragraph.joined is not None and (paragraph.accepted or not paragraph.sent):
            end = len(paragraph.text)
            found.append(Change("", "joining", paragraph.joined, index, end, end))
        if paragraph.restyled is not None:
            found.append(Change("", "formatting", paragraph.restyled, index, 0, len(paragraph.text)))
    return tuple(replace(change, id=f"t{number}") for number, change in enumerate(_paired(found, paragraphs), 1))


def _within(paragraph: Paragraph, index: int) -> Iterable[Change]:
    """The changes of a paragraph's own letters."""
    at = 0
    run: list[Piece] = []
    begin = 0
    for piece in (*paragraph.pieces, Piece("")):
        changed = piece.kind != "kept" or piece.formatted is not None
        if run and (not changed or not _together(run[-1], piece)):
            yield _one(run, index, begin)
            run = []
        if changed:
            begin = begin if run else at
            run.append(piece)
        at += len(piece.text)


def _together(one: Piece, other: Piece) -> bool:
    if one.formatted or other.formatted:
        return (
            one.formatted is not None and other.formatted is not None and one.formatted.author == other.formatted.author
        )
    return bool(one.by and other.by and one.by.author == other.by.author and one.moved == other.moved)


def _one(run: Sequence[Piece], index: int, begin: int) -> Change:
    end = begin + sum(len(piece.text) for piece in run)
    if run[0].formatted is not None:
        return Change("", "formatting", run[0].formatted, index, begin, end)
    deleted = "".join(piece.text for piece in run if piece.kind == "deleted")
    inserted = tuple(piece for piece in run if piece.kind == "inserted")
    by = min((piece.by for piece in run if piece.by), key=lambda who: who.day, default=By(""))
    kind: Kind = (
        "move" if run[0].moved else "rewording" if deleted and inserted else "insertion" if inserted else "deletion"
    )
    return Change("", kind, by, index, begin, end, deleted, inserted)


def _paired(found: Sequence[Change], paragraphs: Sequence[Paragraph]) -> list[Change]:
    """The changes with each half of a move knowing the paragraph of the other."""
    names: dict[str, dict[str, int]] = {}
    for change in found:
        for piece in paragraphs[change.paragraph].pieces:
            if piece.moved and piece.kind != "kept":
                names.setdefault(piece.moved, {}).setdefault(piece.kind, change.paragraph)
    out = []
    for change in found:
        if change.kind == "move":
            name = next((p.moved for p in paragraphs[change.paragraph].pieces if p.moved), "")
            other = names.get(name, {}).get("deleted" if change.inserted else "inserted")
            change = replace(change, partner=other)
        out.append(change)
    return out


def new_paragraphs(change: Change) -> int:
    """How many paragraphs a change begins."""
    return change.words.count(PARTED)
