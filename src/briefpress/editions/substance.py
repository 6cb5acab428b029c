"""A resolved manuscript and what the last edition was in; what differs, and whether it is of substance, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import msgspec

from briefpress import files
from briefpress.editions.changes import changes
from briefpress.editions.counting import FIGURES, became, counting, split_from
from briefpress.editions.record import FOLDER, EditionRecord, digest_of
from briefpress.editions.text import EditionText, text_of
from briefpress.look import Look
from briefpress.model import BRIEF, ResolvedManuscript
from briefpress.settings import Brief, Substance

_RECORD = (
    "title", "subtitle", "authors", "publisher", "identifier", "licence", "lang", "description", "keywords", "url",
    "status", "embargo", "versions",
)  # fmt: skip
"""The settings that are the record of a brief. Its number and its days follow from there being an edition."""

_ELSEWHERE = (*_RECORD, "look", "formats", "abbreviations", "edition", "date", "revision", "editions")
"""The settings that have marks of other names, and those that follow from there being an edition."""

REVISION = "record/revision"
"""What an edition is to the one before it, among its marks."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs between two editions: what it is of, and what to say of it.

    `settings` and `files` are never of substance: what they changed in the edition is told by the others.
    """

    of: Substance | Literal["settings", "files"]
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What differs from an edition, and what of it makes another one."""

    number: str
    substantial: tuple[Difference, ...] = ()
    other: tuple[Difference, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is something to publish."""
        return bool(self.substantial)

    @property
    def said(self) -> str:
        """What there is to tell of it, in one line."""
        other = _listed(self.other)
        if self.substantial:
            return f"Changed since edition {self.number}: {_listed(self.substantial)}."
        if other:
            return f"Nothing of substance changed since edition {self.number}, but only: {other}."
        return f"Nothing changed since edition {self.number}."


def marks_of(manuscript: ResolvedManuscript, look: Look, engines: Mapping[str, str | None]) -> dict[str, str]:
    """What editions are told apart by beside their texts, by what it is of and its name."""
    brief, root = manuscript.project.brief, manuscript.project.root
    found = record_of(brief)
    if revision := brief.revision:
        found[REVISION] = digest_of([revision.kind, revision.note])
    found |= {f"look/{name}": digest_of(getattr(brief.look, name)) for name in brief.look.__struct_fields__}
    found["look/formats"] = digest_of(sorted(brief.formats))
    for path in look.read_for(brief.formats):
        found[f"look/{files.relative(root, path)}"] = files.sha256(path.read_bytes())
    found["look/citations.style"] = digest_of(brief.citations.style)
    own = root / "report" / brief.citations.style
    if own.is_file():
        found[f"look/{files.relative(root, own)}"] = files.sha256(files.read_inside(root, own))
    others = {name: getattr(brief, name) for name in brief.__struct_fields__ if name not in _ELSEWHERE}
    others["citations"] = msgspec.structs.replace(brief.citations, style="")
    found |= {f"settings/{name}": digest_of(value) for name, value in others.items()}
    read = {*manuscript.inputs, *manuscript.project.references} - {BRIEF}
    read = {*manuscript.inputs, *manuscript.project.references} - {BRIEF}
    # A list of changes reads the edition before: that is another one in each edition, and no change of the author's.
    mine = [path for path in read if not path.startswith(f"{FOLDER}/")]
    found |= {f"files/{path}": files.fingerprint(root, root / path, files.LARGEST_DATA).sha256 for path in mine}
    return found | {f"engines/{name}": version for name, version in engines.items() if version}


def record_of(brief: Brief) -> dict[str, str]:
    """The marks of what brief.yaml says to readers beside the text."""
    found = {f"record/{name}": digest_of(getattr(brief, name)) for name in _RECORD if getattr(brief, name)}
    return found | ({"text/abbreviations": digest_of(brief.abbreviations)} if brief.abbreviations else {})


def compared(
    manuscript: ResolvedManuscript, marks: Mapping[str, str], last: EditionRecord, words: EditionText, *,
    revised: bool,
) -> Verdict:  # fmt: skip
    """What would come out, held against the last edition and its text.

    Where it is `revised`, the author has said of a new edition what it is (`planning.revises`): that is a change. A
    revision that is taken out, or left as it was, is none.
    """
    then, now = ({name: mark for name, mark in all_.items() if name != REVISION} for all_ in (last.marks, marks))
    if revised:
        now[REVISION] = marks[REVISION]
    found = [*in_text(words, text_of(manuscript)), *_in_marks(then, now)]
    wanted = manuscript.project.brief.editions.substance
    return Verdict(
        last.number, tuple(d for d in found if d.of in wanted), tuple(d for d in found if d.of not in wanted)
    )


def otherwise(manuscript: ResolvedManuscript, published: EditionRecord, words: EditionText) -> str:
    """What the sources say otherwise than an edition that bears their number, in one line; or nothing.

    Only what is of substance, and is seen by a reader who compares the words: nothing of the look or the engines.
    """
    then, now = (_told(marks) for marks in (published.marks, record_of(manuscript.project.brief)))
    wanted = manuscript.project.brief.editions.substance
    found = (*in_text(words, text_of(manuscript)), *_in_marks(then, now))
    return _listed(tuple(difference for difference in found if difference.of in wanted))


def particulars(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The settings that differ of what is told to readers beside the text, by their names; the title is a text's own.

    `old` and `new` are marks; of an edition that keeps none, nothing is known to differ.
    """
    then, now = _told(old), _told(new)
    if not then:
        return ()
    names = {name.partition("/")[2] for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
    return tuple(sorted(names - {"title"}))


def _told(marks: Mapping[str, str]) -> dict[str, str]:
    return {name: mark for name, mark in marks.items() if name.startswith(("record/", "text/")) and name != REVISION}


def in_text(old: EditionText, new: EditionText) -> Iterator[Difference]:
    """What differs of the words, the figures and the sources, by how many of each."""
    found = changes(old, new)
    said: Counter[tuple[Substance, str]] = Counter()
    for section in found.sections:
        units, split = list(counting(section, found)), split_from(section, found)
        drawn = {(unit.blocks[0].block.label, became(unit) == "moved") for unit in units if unit.sort in FIGURES}
        said["figures", "figure or table changed"] += sum(not moved for _, moved in drawn)
        said["figures", "figure or table moved"] += 0 if split else sum(moved for _, moved in drawn)
        if split:
            said["text", "section made of a part of another"] += 1
        elif section.how in ("added", "removed"):
            said["text", f"section {section.how}"] += 1
        elif section.was or any(unit.sort not in FIGURES for unit in units):
            said["text", "section reworded"] += 1
        elif section.moved:
            said["text", "section moved"] += 1
    said["sources", "source added"] += len(found.sources.added)
    said["sources", "source dropped"] += len(found.sources.dropped)
    said["sources", "source described otherwise"] += len(found.sources.reworded)
    for (of, what), count in said.items():
        if count:
            noun, _, rest = what.partition(" ")
            yield Difference(
                of, f"{count} {what}" if count == 1 else f"{count} {_SEVERAL.get(what, f'{noun}s {rest}')}"
            )


_SEVERAL = {
    "figure or table changed": "figures or tables changed",
    "figure or table moved": "figures or tables moved",
    "section made of a part of another": "sections made of parts of others",
}


def _in_marks(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    differing = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    for of, marks in groupby(differing, lambda name: name.partition("/")[0]):
        if of in _MARKED:
            listed = ", ".join(f"`{name.partition('/')[2]}`" for name in marks)
            yield Difference(of, f"{of} {listed}")


_MARKED = ("text", "record", "look", "engines", "settings", "files")
"""What marks are of."""


def _listed(differences: tuple[Difference, ...]) -> str:
    return "; ".join(difference.words for difference in differences)
