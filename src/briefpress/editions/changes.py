"""The texts of two editions in; what changed from the one to the other, section by section, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefpress.editions import moves, sections
from briefpress.editions.aligning import Match, aligned
from briefpress.editions.citing import in_one_form
from briefpress.editions.likeness import alike, kinship
from briefpress.editions.numbers import NumberMoved, numbers_moved
from briefpress.editions.text import EditionText, SectionText, Source
from briefpress.editions.tokens import Piece, pieces, tokens
from briefpress.editions.units import Sort, Unit, units_of
from briefpress.editions.words import Block

How = Literal["same", "reworded", "added", "removed"]
Way = Literal["", "away", "here"]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of a block: as it was, as it is, and the pieces of its words. One of the two may be nothing."""

    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]

    @property
    def how(self) -> How:
        """What became of it. A picture that shows something else is reworded, whatever its alternative text."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        shown = self.old.digest == self.new.digest
        return "same" if shown and all(piece.of == "both" for piece in self.pieces) else "reworded"

    @property
    def block(self) -> Block:
        """The block as it is, or as it was where it is no more."""
        block = self.new or self.old
        assert block is not None  # noqa: S101  # there is no change of nothing
        return block


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What became of a paragraph with its notes, or of a figure or table as a whole.

    What moved stands twice: where it was (`away`), with the words that it had, and where it is now (`here`), with what
    became of them; `move` is the number of both. Else it is nought.
    """

    sort: Sort
    blocks: tuple[BlockChange, ...]
    move: int = 0
    way: Way = ""

    @property
    def how(self) -> How:
        """What became of it, its moving aside."""
        said = {block.how for block in self.blocks}
        return said.pop() if len(said) == 1 else "reworded"

    @property
    def changed(self) -> bool:
        """Whether anything is to be told of it."""
        return self.how != "same" or bool(self.move)


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What became of a section. `was` is its title before, where that was another; it `moved` among the others."""

    path: str
    title: str
    how: How
    units: tuple[UnitChange, ...]
    was: str = ""
    moved: bool = False
    numbers: tuple[NumberMoved, ...] = ()
    lang: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything is to be told of it."""
        return self.how != "same" or self.moved


@dataclass(frozen=True, slots=True)
class SourcesChange:
    """The sources that came and went, and those that are described otherwise, as they were and as they are."""

    added: tuple[Source, ...] = ()
    dropped: tuple[Source, ...] = ()
    reworded: tuple[tuple[Source, Source], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.reworded)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two editions, in the order of the new one; what went stands where it was.

    `record` has the settings that differ of what is told beside the text (`substance.particulars`); no text has them.
    """

    sections: tuple[SectionChange, ...]
    sources: SourcesChange = field(default_factory=SourcesChange)
    title: tuple[str, str] = ("", "")
    record: tuple[str, ...] = ()

    @property
    def retitled(self) -> bool:
        """Whether the brief has another title."""
        return self.title[0] != self.title[1]

    def __bool__(self) -> bool:
        return self.retitled or bool(self.sources or self.record) or any(section.changed for section in self.sections)


def changes(old: EditionText, new: EditionText, record: tuple[str, ...] = ()) -> Changes:
    """What changed from an old edition to a new one. Of a text and itself, nothing but what their `record` says.

    How words are set, where a note is called, and numbers that the program gives are no changes; another target of a
    link is, and what is raised, lowered or struck out now and wasn't.
    """
    if old.citing and new.citing and old.citing != new.citing:
        old, new = in_one_form(old), in_one_form(new)
    paired = sections.paired(old.sections, new.sections)
    moved = sections.moved(paired)
    before = [units_of(old.sections[one].blocks) if one is not None else () for one, _ in paired]
    after = [units_of(new.sections[other].blocks) if other is not None else () for _, other in paired]
    matched = [_matched(was, now) for was, now in zip(before, after, strict=True)]
    gone = [(at, i, before[at][i]) for at, found in enumerate(matched) for i, j in found if i is not None and j is None]
    come = [(at, j, after[at][j]) for at, found in enumerate(matched) for i, j in found if j is not None and i is None]
    shifts = moves.moves([unit for *_, unit in gone], [unit for *_, unit in come])
    away = {gone[one][:2]: number for number, (one, _) in enumerate(shifts, 1)}
    here = {come[other][:2]: (number, gone[one][2]) for number, (one, other) in enumerate(shifts, 1)}
    out = []
    for at, (one, other) in enumerate(paired):
        was = old.sections[one] if one is not None else None
        now = new.sections[other] if other is not None else None
        lang = (now or was or SectionText("", "", ())).lang or new.lang
        found: list[UnitChange] = []
        for i, j in matched[at]:
            if i is not None and j is not None:
                found.append(_unit(before[at][i], after[at][j], lang))
            elif i is not None:
                number = away.get((at, i), 0)
                found.append(_unit(before[at][i], None, lang, number, "away" if number else ""))
            elif j is not None:
                number, origin = here.get((at, j), (0, None))
                found.append(_unit(origin, after[at][j], lang, number, "here" if number else ""))
        out.append(_section(was, now, tuple(found), lang, moved=at in moved))
    return Changes(tuple(out), _sources(old.sources, new.sources), (old.title, new.title), record)


def _matched(old: Sequence[Unit], new: Sequence[Unit]) -> list[Match]:
    """The units of a section by their places: its title was made of its title, however it reads."""
    skip = 1 if old and new and old[0].sort == new[0].sort == "heading" else 0
    was, now = old[skip:], new[skip:]
    found = aligned([unit.identity for unit in was], [unit.identity for unit in now], kinship(was, now))
    below = [(None if i is None else i + skip, None if j is None else j + skip) for i, j in found]
    return [(0, 0)] * skip + below


def _section(
    was: SectionText | None, now: SectionText | None, units: tuple[UnitChange, ...], lang: str, *, moved: bool
) -> SectionChange:
    here = now or was
    assert here is not None  # noqa: S101  # there is no pair of nothing
    title = was.title if was and now and was.title != now.title else ""
    how: How = "reworded" if title or any(unit.changed for unit in units) else "same"
    if was is None or now is None:
        how = "added" if was is None else "removed"
    reworded = ((b.new, b.pieces) for u in units for b in u.blocks if b.old and b.new and b.how == "reworded")
    numbers = tuple(number for block, pieces in reworded for number in numbers_moved(block, pieces, lang))
    return SectionChange(here.path, here.title, how, units, title, moved, numbers, here.lang)


def _unit(old: Unit | None, new: Unit | None, lang: str, move: int = 0, way: Way = "") -> UnitChange:
    was, now = old.blocks if old else (), new.blocks if new else ()
    unit = new or old
    assert unit is not None  # noqa: S101  # there is no pair of nothing
    return UnitChange(unit.sort, tuple(_blocks(was, now, lang)), move, way)


def _blocks(old: Sequence[Block], new: Sequence[Block], lang: str) -> Iterator[BlockChange]:
    for i, j in aligned([b.identity for b in old], [b.identity for b in new], lambda i, j: alike(old[i], new[j])):
        was, now = old[i] if i is not None else None, new[j] if j is not None else None
        if was is not None and now is not None:
            yield BlockChange(was, now, _pieces(was, now, lang))
        elif was is not None:
            yield BlockChange(was, None, (Piece("old", was.words),) if was.words else ())
        elif now is not None:
            yield BlockChange(None, now, (Piece("new", now.words),) if now.words else ())


def _pieces(old: Block, new: Block, lang: str) -> tuple[Piece, ...]:
    if old.meant == new.meant:
        return (Piece("both", new.words, old.words if old.words != new.words else ""),) if new.words else ()
    return pieces(tokens(old, lang), tokens(new, lang))


def _sources(old: Sequence[Source], new: Sequence[Source]) -> SourcesChange:
    """Sources by their keys; one that has another key now and the same words is the same."""
    was, now = {source.key: source for source in old}, {source.key: source for source in new}
    gone = [source for source in old if source.key not in now]
    come = [source for source in new if source.key not in was]
    renamed = {source.words for source in gone} & {source.words for source in come}
    return SourcesChange(
        tuple(source for source in come if source.words not in renamed),
        tuple(source for source in gone if source.words not in renamed),
        tuple((was[key], now[key]) for key in now if key in was and _otherwise(was[key], now[key])),
    )


def fields_of(old: Source, new: Source) -> tuple[str, ...]:
    """What of a source's record is otherwise, by the fields' names in CSL; nothing where an edition kept none."""
    if not (old.fields and new.fields):
        return ()
    names = sorted(old.fields.keys() | new.fields.keys())
    return tuple(name for name in names if old.fields.get(name) != new.fields.get(name))


def _otherwise(old: Source, new: Source) -> bool:
    """Whether a source is described otherwise. An edition that keeps no digests of its sources has their words."""
    return old.words != new.words or bool(old.record and new.record and old.record != new.record)
