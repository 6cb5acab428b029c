"""The XML of a part of a DOCX in; its paragraphs, with what reviewers did to each, and where comments stand, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from briefpress.engines.documents.docx import W
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.engines.reviewed.marked import NOTE, PARTED, Anchor, By, Fate, Paragraph, Piece, Row, Story
from briefpress.origins import PREFIX

MOST = 50_000
"""Paragraphs of the longest document that is read: some 5,000 pages."""

_MOST_CHANGED = 10_000
"""Runs of letters, and rows of tables, that were put in or taken out, in all of a document."""

PLACE = re.compile(rf"{PREFIX}(\d{{1,7}})")
"""The names of the bookmarks that the program puts around paragraphs."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PROPERTIES = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText")
)
_LETTERS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "br": "\n", "cr": "\n"}
_PUT_IN = {f"{W}ins": "inserted", f"{W}moveTo": "inserted", f"{W}del": "deleted", f"{W}moveFrom": "deleted"}
_OFF = ("0", "false", "off", "none")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_OWN_LETTERS = re.compile("[\ue000-\uf8ff\u2029]")
"""Letters that stand for something here, and so not for themselves."""


@dataclass
class _Raw:
    """A paragraph as the file has it: one to the end of its mark."""

    parent: Any
    style: str
    row: Row | None
    pieces: list[Piece] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    inserted: By | None = None
    deleted: By | None = None
    restyled: By | None = None
    length: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """The paragraphs of a part in their order, and where the comments of each id begin and end among them."""

    paragraphs: tuple[Paragraph, ...]
    starts: Mapping[str, Anchor]
    ends: Mapping[str, Anchor]


def by(element: Any) -> By:
    """Who made a change or a comment (ECMA-376, part 1, 17.13)."""
    day = _DAY.match(element.get(f"{W}date", ""))
    return By(" ".join(element.get(f"{W}author", "").split())[:120], day[0] if day else "")


class Count:
    """How much of a document was read. Raises UnreadableError where it is more than anybody writes."""

    def __init__(self) -> None:
        self._paragraphs = self._changes = 0

    def paragraph(self) -> None:
        """One more, as the file has them."""
        self._paragraphs += 1
        if self._paragraphs > MOST:
            raise UnreadableError(f"it has more than {MOST:,} paragraphs", "Send it back in parts.")

    def change(self) -> None:
        """One more: a run of letters, or a row of a table, that was put in or taken out."""
        self._changes += 1
        if self._changes > _MOST_CHANGED:
            raise UnreadableError(f"it has more than {_MOST_CHANGED:,} tracked changes", "Send it back in parts.")


def told(root: Any, story: Story, count: Count, first: int = 0) -> Told:
    """What a part says; its paragraphs are counted from `first`. Raises UnreadableError as `count` does."""
    reader = _Reader(count)
    for element in root:
        reader.read(element, root, None)
    paragraphs: list[Paragraph] = []
    starts: dict[str, Anchor] = {}
    ends: dict[str, Anchor] = {}
    open_: _Raw | None = None
    for raw in reader.raws:
        parted = open_ if open_ is not None and open_.inserted and open_.parent is raw.parent else None
        if parted is None and open_ is not None:
            paragraphs.append(_finished(open_, story))
        at, shift = first + len(paragraphs), parted.length + 1 if parted is not None else 0
        starts |= {key: Anchor(at, shift + offset) for key, offset in raw.starts.items()}
        ends |= {key: Anchor(at, shift + offset) for key, offset in raw.ends.items()}
        if parted is None:
            open_ = raw
        else:
            _join(parted, raw)
    if open_ is not None:
        paragraphs.append(_finished(open_, story))
    return Told(tuple(paragraphs), starts, ends)


def _join(one: _Raw, other: _Raw) -> None:
    """Make a paragraph that a reviewer parted one again. What it looks like is told by its last mark."""
    one.pieces += [Piece(PARTED, "inserted", one.inserted), *other.pieces]
    one.places += other.places
    one.style, one.row = other.style, other.row or one.row
    one.inserted, one.deleted, one.restyled = other.inserted, other.deleted, other.restyled or one.restyled
    one.length += 1 + other.length


def _finished(raw: _Raw, story: Story) -> Paragraph:
    alike = groupby(raw.pieces, key=lambda piece: replace(piece, text=""))
    pieces = [replace(look, text="".join(piece.text for piece in run)) for look, run in alike]
    place = raw.places[0] if raw.places else None
    return Paragraph(story, raw.style, tuple(pieces), place, raw.deleted, raw.restyled, raw.row)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the runs below an element: whether they were put in or taken out, by whom, in which move."""

    inserted: By | None = None
    deleted: By | None = None
    moved: str = ""


class _Reader:
    def __init__(self, count: Count) -> None:
        self.raws: list[_Raw] = []
        self._count = count
        self._row = 0
        self._move = ""
        self._waiting: list[int] = []

    def read(self, element: Any, parent: Any, row: Row | None) -> None:
        """Read what stands below an element of the level of paragraphs."""
        if not isinstance(element.tag, str) or element.tag in _PROPERTIES or element.tag == _FALLBACK:
            return
        if element.tag == f"{W}p":
            self._paragraph(element, parent, row)
        elif element.tag == f"{W}bookmarkStart":
            self._bookmark(element, self._waiting)
        else:
            if element.tag == f"{W}tr":
                row = self._changed_row(element) or row
            for child in element:
                self.read(child, element, row)

    def _changed_row(self, element: Any) -> Row | None:
        self._row += 1
        for kind, name in (("inserted", "ins"), ("deleted", "del")):
            mark = element.find(f"{W}trPr/{W}{name}")
            if mark is not None:
                self._count.change()
                return Row(self._row, kind, by(mark))  # type: ignore[arg-type]  # one of the two
        return None

    @staticmethod
    def _bookmark(element: Any, places: list[int]) -> None:
        if found := PLACE.fullmatch(element.get(f"{W}name", "")):
            places.append(int(found[1]))

    def _paragraph(self, element: Any, parent: Any, row: Row | None) -> None:
        self._count.paragraph()
        properties = element.find(f"{W}pPr")
        style = element.find(f"{W}pPr/{W}pStyle")
        raw = _Raw(parent, style.get(f"{W}val", "") if style is not None else "", row)
        raw.places, self._waiting = self._waiting, []
        if properties is not None:
            marks = {name: properties.find(f"{W}rPr/{W}{name}") for name in ("ins", "del", "moveTo", "moveFrom")}
            put_in, taken_out = (next((marks[n] for n in names if marks[n] is not None), None)
                                 for names in (("ins", "moveTo"), ("del", "moveFrom")))  # fmt: skip
            raw.inserted = by(put_in) if put_in is not None and taken_out is None else None
            raw.deleted = by(taken_out) if taken_out is not None and put_in is None else None
            changed = properties.find(f"{W}pPrChange")
            raw.restyled = by(changed) if changed is not None else None
        self.raws.append(raw)
        boxes = list(self._inline(element, raw, _State()))
        for box in boxes:
            for child in box:
                self.read(child, box, row)

    def _inline(self, root: Any, raw: _Raw, state: _State) -> Iterator[Any]:
        """Add the runs below an element to its paragraph; text boxes, which hold paragraphs, come out."""
        for element in root:
            tag = element.tag
            if not isinstance(tag, str) or tag in _PROPERTIES or tag == _FALLBACK:
                continue
            if tag == f"{W}txbxContent":
                yield element
            elif tag == f"{W}r":
                yield from self._run(element, raw, state)
            elif tag in _PUT_IN:
                yield from self._inline(element, raw, self._within(element, state))
            else:
                if tag in (f"{W}moveFromRangeStart", f"{W}moveToRangeStart"):
                    self._move = element.get(f"{W}name", "")
                elif tag == f"{W}bookmarkStart":
                    self._bookmark(element, raw.places)
                elif tag == f"{W}commentRangeStart":
                    raw.starts[element.get(f"{W}id", "")] = raw.length
                elif tag == f"{W}commentRangeEnd":
                    raw.ends[element.get(f"{W}id", "")] = raw.length
                elif tag == _FORMULA:
                    self._add(raw, element.text or "", state, None)
                yield from self._inline(element, raw, state)

    def _within(self, element: Any, state: _State) -> _State:
        who = by(element)
        moved = self._move if element.tag in (f"{W}moveTo", f"{W}moveFrom") else state.moved
        if _PUT_IN[element.tag] == "inserted":
            return replace(state, inserted=who, moved=moved)
        return replace(state, deleted=who, moved=moved)

    def _run(self, run: Any, raw: _Raw, state: _State) -> Iterator[Any]:
        properties = run.find(f"{W}rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return
        for element in run:
            tag = element.tag
            if not isinstance(tag, str) or tag in _PROPERTIES or tag == _FALLBACK:
                continue
            name = tag.removeprefix(W)
            if name in ("t", "delText"):
                self._add(raw, element.text or "", state, properties)
            elif name in ("footnoteReference", "endnoteReference"):
                self._add(raw, NOTE, state, None)
            elif name == "commentReference":
                # A comment on a point has a mark alone.
                raw.starts.setdefault(element.get(f"{W}id", ""), raw.length)
            elif name in _LETTERS:
                self._add(raw, _LETTERS[name], state, properties)
            else:
                yield from self._inline(element, raw, state)

    def _add(self, raw: _Raw, text: str, state: _State, properties: Any) -> None:
        if not text or (state.inserted and state.deleted):
            return  # put in by one and taken out by another: it neither stood there nor will
        text = text if text == NOTE else _OWN_LETTERS.sub("\ufffd", text)
        kind: Fate = "inserted" if state.inserted else "deleted" if state.deleted else "kept"
        if kind != "kept":
            self._count.change()
        changed = properties.find(f"{W}rPrChange") if properties is not None else None
        raw.pieces.append(
            Piece(text, kind, state.inserted or state.deleted, _is_on(properties, "i"), _is_on(properties, "b"),
                  state.moved, by(changed) if changed is not None and kind == "kept" else None)
        )  # fmt: skip
        raw.length += len(text)


def _is_on(properties: Any, name: str) -> bool:
    mark = properties.find(f"{W}{name}") if properties is not None else None
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF
