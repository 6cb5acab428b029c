"""A reviewed document and the brief that it is of in; each comment and change, its place, and how it stands, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefpress import markdown
from briefpress.diagnostics import Span
from briefpress.engines.reviewed.marked import NOTE, PARTED, Comment, Paragraph, Piece, Reviewed
from briefpress.model import Library, Manuscript, Project
from briefpress.reviewing.applicability import Applicability, Comparison, State
from briefpress.reviewing.changes import Change, changes, new_paragraphs
from briefpress.reviewing.edits import Cut, Edit
from briefpress.reviewing.elsewhere import Elsewhere
from briefpress.reviewing.matching import Home, Part, homes
from briefpress.reviewing.patching import Sources
from briefpress.reviewing.patience import Patience
from briefpress.reviewing.prose import ATOM, is_note, leaves
from briefpress.reviewing.resolving import resolved
from briefpress.reviewing.trace import traced

_SECONDS = 300.0
"""That is many times what a document takes that people have worked on."""

_NO_MORE = "changed without being tracked, and the section has no such words"


@dataclass(frozen=True, slots=True)
class Found:
    """A tracked change, its place and how it stands; why it can't be made, where that is so."""

    change: Change
    paragraph: Paragraph
    span: Span | None
    state: State
    why: str = ""
    edit: Edit | None = None
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, its place, and the words that it is about."""

    id: str
    comment: Comment
    span: Span | None
    about: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Untracked:
    """Words that differ though no change was tracked: those of the document, those of the section, and why."""

    id: str
    span: Span
    sent: str
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that a document has for the brief's author, in the order of the document."""

    parts: tuple[Part, ...]
    sources: Sources
    changes: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    untracked: tuple[Untracked, ...]


def parts_of(manuscript: Manuscript) -> tuple[Part, ...]:
    """The sections as they are compared with what came back."""
    written = list(manuscript.written.items())
    readings = markdown.read([one.text for _, one in written])
    out = []
    for (path, one), reading in zip(written, readings, strict=True):
        found = leaves(reading.blocks)
        out.append(Part(path, one, found, traced(one.text, found)))
    return tuple(out)


def reviewed(document: Reviewed, project: Project, manuscript: Manuscript, library: Library, root: Path) -> Review:
    """What the document has for the brief. Raises StageError where a section can't be read, or it takes too long."""
    parts = parts_of(manuscript)
    patience = Patience(_SECONDS)
    reader = _Reader(document, parts, Elsewhere(project, library, parts), project.brief.abbreviations, patience)
    sources = Sources(root, manuscript.written.values())
    found = reader.changes()
    ways = resolved(parts, [one.edit for one in found if one.edit is not None], sources, patience.check)
    found = [_resolved(one, ways.cuts, ways.refused) for one in found]
    return Review(parts, sources, _paired(found), tuple(reader.remarks()), tuple(reader.untracked()))


def _resolved(found: Found, cuts: Mapping[str, tuple[Cut, ...]], refused: Mapping[str, str]) -> Found:
    id_ = found.change.id
    if found.edit is None:
        return found
    if id_ in refused:
        return replace(found, state="by hand", why=refused[id_], edit=None)
    return replace(found, cuts=cuts[id_])


def _paired(found: Sequence[Found]) -> tuple[Found, ...]:
    """The halves of a move stand as one: where one can't be made, neither is."""
    out = []
    for one in found:
        other = partner(one, found)
        if other is not None and one.edit is not None and other.state == "by hand":
            one = replace(one, state="by hand", why=f"the other half of the move, {other.change.id}, can't be made",
                          edit=None, cuts=())  # fmt: skip
        out.append(one)
    return tuple(out)


def _words(paragraph: Paragraph, begin: int, end: int) -> str:
    """The words between two places as they read with the changes made; where none are left, those taken out."""
    now, at = "", 0
    for piece in paragraph.pieces:
        if piece.kind != "deleted":
            now += piece.text[max(begin - at, 0) : max(end - at, 0)]
        at += len(piece.text)
    return now if now.strip() else paragraph.text[begin:end]


def partner(found: Found, among: Sequence[Found]) -> Found | None:
    """The other half of a move."""
    if found.change.kind != "move":
        return None
    side = bool(found.change.inserted)
    return next((o for o in among if o.change.kind == "move" and o.change.paragraph == found.change.partner
                 and bool(o.change.inserted) != side), None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Compared:
    """A paragraph beside the leaves that it came of, and the length of each of these."""

    comparison: Comparison
    leaves: tuple[int, ...]
    lengths: tuple[int, ...]

    def at(self, offset: int) -> tuple[int, int]:
        """The leaf that a letter of them all is in, and which of its own letters it is."""
        for leaf, length in zip(self.leaves, self.lengths, strict=True):
            if offset <= length:
                return leaf, offset
            offset -= length + 1
        return self.leaves[-1], self.lengths[-1]


class _Reader:
    def __init__(
        self,
        document: Reviewed,
        parts: Sequence[Part],
        elsewhere: Elsewhere,
        abbreviations: Mapping[str, str],
        patience: Patience,
    ) -> None:
        self._patience = patience
        self._document, self._parts, self._elsewhere = document, parts, elsewhere
        self._written_out = [f"{long} {short}" for short, long in abbreviations.items()]
        self._written_out += [f"{long} ({short})" for short, long in abbreviations.items()]
        self._changes = changes(document.paragraphs)
        self._homes = homes(document.paragraphs, parts, document.origins)
        self._compared: dict[int, _Compared] = {}
        self._placed = [index for index, home in enumerate(self._homes) if home is not None]
        self._strange: dict[int, tuple[Span | None, str]] = {}
        self._rows: dict[int, list[int]] = {}
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.row is not None:
                self._rows.setdefault(paragraph.row.number, []).append(index)
        self._of: dict[int, list[Change]] = {}
        for change in self._changes:
            self._of.setdefault(change.paragraph, []).append(change)

    def changes(self) -> list[Found]:
        """The tracked changes with their places."""
        return [self._one(change) for change in self._changes]

    def remarks(self) -> Iterator[Remark]:
        """The comments with their places."""
        for number, comment in enumerate(self._document.comments, 1):
            span, why, about = None, "it is about no place in the text", ""
            if comment.begin is not None:
                index, offset = comment.begin.paragraph, comment.begin.offset
                paragraph = self._document.paragraphs[index]
                end = comment.end
                stop = end.offset if end is not None and end.paragraph == index else len(paragraph.text)
                about = _words(paragraph, offset, stop).replace(NOTE, "").replace(PARTED, " ")
                span, why = self._place(index, offset)
            yield Remark(f"c{number}", comment, span, about, "" if span else why)

    def untracked(self) -> Iterator[Untracked]:
        """What differs from the sections and isn't tracked."""
        number = 0
        for index, (paragraph, home) in enumerate(zip(self._document.paragraphs, self._homes, strict=True)):
            origin = self._document.origins.get(paragraph.place or 0)
            if paragraph.row is not None or (home is None and origin is None):
                continue
            if home is None:
                if origin is not None and not origin.wrote(paragraph.sent):
                    number += 1
                    said = paragraph.sent.replace(NOTE, "").strip()
                    yield Untracked(f"u{number}", Span(origin.path, origin.line), said, "", _NO_MORE)
                continue
            since = origin is not None and origin.wrote(paragraph.sent)
            compared = self._comparison(index, home)
            for other in compared.comparison.others():
                number += 1
                why = ("the section was changed since the document was made" if since
                       else "changed without being tracked" if origin is not None
                       else "changed without being tracked, or the section was changed since")  # fmt: skip
                span = self._parts[home.part].span(*compared.at(other.begin))
                yield Untracked(f"u{number}", span, other.sent, other.written, why)

    def _comparison(self, index: int, home: Home) -> _Compared:
        """A paragraph beside its leaf; beside several where a change that was made already parted that."""
        self._patience.check()
        if index not in self._compared:
            paragraph = self._document.paragraphs[index]
            own = [c for c in self._of.get(index, ()) if c.kind not in ("row", "joining", "formatting")]
            leaves_ = self._parts[home.part].leaves
            texts = [i for i, leaf in enumerate(leaves_) if leaf.text and is_note(leaf) == is_note(leaves_[home.leaf])]
            at, most = texts.index(home.leaf), max((new_paragraphs(change) for change in own), default=0)
            runs = [texts[max(at - back, 0) : at - back + most + 1] for back in range(most + 1)] if most else []
            for run in [*runs, [home.leaf]]:
                text = PARTED.join(leaves_[i].text for i in run)
                numbered = any(above.endswith(" caption") for above in leaves_[home.leaf].within)
                found = Comparison(paragraph, own, text, self._written_out, numbered=numbered)
                self._compared[index] = _Compared(found, tuple(run), tuple(len(leaves_[i].text) for i in run))
                if not found.others():
                    break
        return self._compared[index]

    def _place(self, index: int, offset: int) -> tuple[Span | None, str]:
        """The place of a paragraph's letter; where it has none, why."""
        self._patience.check()
        paragraph, home = self._document.paragraphs[index], self._homes[index]
        if home is not None:
            compared = self._comparison(index, home)
            return self._parts[home.part].span(*compared.at(compared.comparison.place(offset))), ""
        origin = self._document.origins.get(paragraph.place or 0)
        if origin is not None and any(part.path == origin.path for part in self._parts):
            return Span(origin.path, origin.line), "the section has no such words any more"
        if index not in self._strange:
            self._strange[index] = self._elsewhere.of(paragraph)
        return self._strange[index]

    def _one(self, change: Change) -> Found:
        paragraph = self._document.paragraphs[change.paragraph]
        home = self._homes[change.paragraph]
        if change.kind == "row":
            return self._row(change, self._rows[paragraph.row.number] if paragraph.row else [change.paragraph])
        if home is None:
            return self._homeless(change, paragraph)
        if change.kind == "formatting":
            span, _ = self._place(change.paragraph, change.begin)
            return Found(change, paragraph, span, "by hand", "it changes how words look, and not the words")
        if change.kind == "joining":
            return self._joining(change, paragraph, home)
        return self._of_words(change, paragraph, home)

    def _of_words(self, change: Change, paragraph: Paragraph, home: Home) -> Found:
        """A change of the words of a leaf."""
        compared = self._comparison(change.paragraph, home)
        verdict = compared.comparison.applicability(change)
        part = self._parts[home.part]
        number, begin = compared.at(verdict.begin)
        end = begin + verdict.end - verdict.begin
        leaf = part.leaves[number]
        span = part.span(number, begin)
        if verdict.state == "open":
            verdict = self._checked(change, verdict, leaf.text, begin, end)
        if verdict.state != "open":
            held = self._elsewhere.held(leaf, begin, end) if verdict.state == "by hand" else ""
            return Found(change, paragraph, span, verdict.state, f"{verdict.why}: {held}" if held else verdict.why)
        whole = change.deleted == paragraph.sent and not paragraph.accepted.strip()
        edit = Edit(change.id, home.part, number, begin, end, change.inserted, whole)
        return Found(change, paragraph, span, "open", edit=edit)

    @staticmethod
    def _checked(change: Change, verdict: Applicability, leaf: str, begin: int, end: int) -> Applicability:
        """The applicability of a change that could be made, less what isn't to be made by a program."""
        why = ""
        if NOTE in change.words:
            why = "it puts in a note"
        elif end > len(leaf):
            why = "it reaches over the end of a paragraph"
        elif change.kind == "move" and ATOM in leaf[begin:end]:
            why = "it moves a citation, a cross-reference or a formula"
        return replace(verdict, state="by hand", why=why) if why else verdict

    def _row(self, change: Change, numbers: Sequence[int]) -> Found:
        near = [*numbers, *range(numbers[0] - 1, max(numbers[0] - 30, -1), -1)]
        nearest = next((i for i in near if self._homes[i] is not None), None)
        place = self._place(nearest, 0)[0] if nearest is not None else None
        paragraph = self._document.paragraphs[change.paragraph]
        return Found(change, paragraph, place, "by hand", "rows of tables are put in and taken out by hand")

    def _joining(self, change: Change, paragraph: Paragraph, home: Home) -> Found:
        """Two paragraphs are to be one."""
        part = self._parts[home.part]
        span = part.span(home.leaf, len(part.leaves[home.leaf].text))
        behind = bisect_right(self._placed, change.paragraph)
        after = self._homes[self._placed[behind]] if behind < len(self._placed) else None
        if after == home:
            return Found(change, paragraph, span, "made")
        if after != Home(home.part, home.leaf + 1) or part.leaves[home.leaf].kind != "Para":
            return Found(change, paragraph, span, "by hand", "it joins what aren't two paragraphs of the text")
        edit = Edit(change.id, home.part, home.leaf, 0, 0, joined=True)
        return Found(change, paragraph, span, "open", edit=edit)

    def _homeless(self, change: Change, paragraph: Paragraph) -> Found:
        """A change of a paragraph that came of no leaf: a new one, or one that the program wrote."""
        before = self._homes[change.paragraph - 1] if change.paragraph else None
        if change.inserted and change.words == paragraph.accepted and not paragraph.sent and before is not None:
            leaf = self._parts[before.part].leaves[before.leaf]
            end = len(leaf.text)
            span = self._parts[before.part].span(before.leaf, end)
            if NOTE in change.words:
                return Found(change, paragraph, span, "by hand", "it puts in a note")
            words = (Piece(PARTED, "inserted", change.by), *change.inserted)
            edit = Edit(change.id, before.part, before.leaf, end, end, words)
            return Found(change, paragraph, span, "open", edit=edit)
        place, why = self._place(change.paragraph, change.begin)
        gone = self._gone(change.paragraph) if change.deleted == paragraph.sent and not paragraph.accepted else None
        return Found(change, paragraph, gone, "made") if gone else Found(change, paragraph, place, "by hand", why)

    def _gone(self, index: int) -> Span | None:
        """Where a paragraph stood that the section has no more: its neighbours are next to each other."""
        begin, end = bisect_left(self._placed, index), bisect_right(self._placed, index)
        first = self._placed[begin - 1] if begin else None
        second = self._placed[end] if end < len(self._placed) else None
        before, after = (self._homes[i] if i is not None else None for i in (first, second))
        if first is None or before is None or after is None or before.part != after.part:
            return None
        part = self._parts[before.part]
        last = max(self._comparison(first, before).leaves)
        between = part.leaves[last + 1 : after.leaf]
        if after.leaf <= last or any(leaf.text and not is_note(leaf) for leaf in between):
            return None
        return part.span(last, len(part.leaves[last].text))
