"""brief.yaml, the editions so far and what the publisher wishes in; what the next edition is to be called, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefpress.diagnostics import StageError, finding
from briefpress.editions import numbering
from briefpress.editions.record import FOLDER, Change, EditionRecord
from briefpress.editions.settingslines import Settings
from briefpress.model import Project
from briefpress.settings import Revision

Kind = Literal["update", "correction", "retraction"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the publisher says of the edition beside what brief.yaml does; `today` is its day where none is given."""

    today: datetime.date
    kind: Kind | None = None
    note: str = ""
    number: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The next edition: its number, what it is to the one before it, and the settings that brief.yaml is to have.

    It is `meant` where somebody said what it is, and not its number alone: so it comes out though nothing of substance
    changed.
    """

    number: str
    kind: Change
    settings: Settings
    meant: bool


def plan(project: Project, editions: Sequence[EditionRecord], wish: Wish) -> Plan:
    """The edition that is to be published next.

    The first is what brief.yaml says. A later one is as well where brief.yaml's number isn't taken yet; else it gets
    the number that follows. Raises StageError (EDIT002, EDIT003, EDIT004) where there can be no such edition.
    """
    brief = project.brief
    if brief.status != "final":
        said = f"The brief is {_NOT_YET[brief.status]}, so that there is no edition of it."
        hint = "Write `status: final`, or take the line out."
        raise StageError(finding("EDIT003", said, project.mark("status"), hint))
    taken = [record.number for record in editions]
    fresh = None if editions and not revises(brief.revision, editions[-1]) else brief.revision
    if not wish.kind and retracted(brief.revision, editions):
        said = f"Edition {editions[-1].number} retracts the brief, and nobody said that it is to stand again."
        hint = "Where it is: `edition publish --kind update --note TEXT`, or a new `revision` in brief.yaml."
        raise StageError(finding("EDIT004", said, project.mark("revision"), hint))
    kind = wish.kind or (fresh.kind if fresh else "update")
    own = "" if brief.edition is None else str(brief.edition)
    number = wish.number or _number(own, kind, taken)
    _fit(project, number, taken, own=not wish.number)
    settings: dict[str, str | Mapping[str, str | None]] = {} if number == own else {"edition": number}
    if not editions:
        return Plan(number, "first", {**_first(project, wish), **settings}, meant=True)
    note = wish.note or (fresh.note if fresh else "")
    revision = Revision(wish.date or (fresh.date if fresh else wish.today), kind, note)
    if revision != brief.revision:
        settings["revision"] = _written(revision, brief.revision)
    _sound(project, revision, editions[-1], own=not wish.kind)
    return Plan(number, kind, settings, meant=bool(wish.kind or wish.note or fresh))


_NOT_YET = {"draft": "a draft", "embargo": "under embargo"}


def retracted(revision: Revision | None, editions: Sequence[EditionRecord]) -> bool:
    """Whether the last edition is a retraction, and brief.yaml's revision doesn't say what is to follow it."""
    last = editions[-1] if editions else None
    return last is not None and last.kind == "retraction" and not revises(revision, last)


def revises(revision: Revision | None, last: EditionRecord) -> bool:
    """Whether brief.yaml's revision is of an edition to come: there is one, and it isn't the last edition's."""
    said = revision and (revision.date.isoformat(), revision.kind, revision.note)
    return said is not None and said != (last.updated, last.kind, last.note)


def _number(own: str, kind: Kind, taken: Sequence[str]) -> str:
    """The number that brief.yaml gives where it is free; else the one that follows it."""
    if not own and not taken:
        return "1.0"
    base = own or taken[-1]
    if base not in taken:
        return base
    if number := numbering.following(base, kind, taken):
        return number
    said = f"Edition {base} is published already, and which number follows it can't be told."
    raise StageError(finding("EDIT002", said, None, "Give it: `edition publish --number NUMBER`."))


def _fit(project: Project, number: str, taken: Sequence[str], *, own: bool) -> None:
    """Refuse a number that can't be; it is brief.yaml's `own`, or was given with the command."""
    if number in taken:
        said = f"Edition {number} is published already, and isn't written over."
        raise StageError(finding("EDIT002", said, None, "Leave `--number` out, and the next one is found."))
    if not numbering.is_number(number):
        said = f"`{number}` can't be what a folder in {FOLDER}/ is called."
        hint = "A number of an edition has letters, digits, dots and hyphens: `1.0`, `2026-03`."
        place = project.mark("edition") if own else None
        raise StageError(finding("EDIT002", said, place, hint))
    if like := next((one for one in taken if one.casefold() == number.casefold()), None):
        said = f"Edition {like} is published already; where capitals don't count, {number} would be its folder."
        raise StageError(finding("EDIT002", said, None, "Give another: `edition publish --number NUMBER`."))


def _first(project: Project, wish: Wish) -> dict[str, str]:
    if wish.kind or wish.note:
        said = f"There is no edition yet that this could be {_A[wish.kind or 'update']} of."
        hint = "Leave `--kind` and `--note` out: the first edition is what brief.yaml says."
        raise StageError(finding("EDIT004", said, None, hint))
    if project.brief.revision:
        said = "brief.yaml has a `revision`, but there is no edition yet that this could revise."
        hint = f"Take it out; or put the editions so far into {FOLDER}/."
        raise StageError(finding("EDIT004", said, project.mark("revision"), hint))
    day = wish.date or project.brief.date or wish.today
    return {} if day == project.brief.date else {"date": day.isoformat()}


_A = {"update": "an update", "correction": "a correction", "retraction": "a retraction"}


def _written(revision: Revision, own: Revision | None) -> dict[str, str | None]:
    values: dict[str, str | None] = {"date": revision.date.isoformat(), "kind": revision.kind}
    return values | ({"note": revision.note or None} if revision.note or (own and own.note) else {})


def _sound(project: Project, revision: Revision, last: EditionRecord, *, own: bool) -> None:
    """Refuse a revision that says nothing to readers, or is too early; its kind is brief.yaml's `own`, or was given."""
    if revision.date.isoformat() < last.day:
        said = f"The edition would be of {revision.date.isoformat()}, before edition {last.number} of {last.day}."
        raise StageError(finding("EDIT004", said, None, "Give its day: `edition publish --date DATE`."))
    if revision.kind != "update" and not revision.note:
        said = f"{_A[revision.kind].capitalize()} says nothing of what was wrong."
        hint = "Tell readers: `edition publish --note TEXT`, or a `note` in `revision`."
        raise StageError(finding("EDIT004", said, project.mark("revision") if own else None, hint))
