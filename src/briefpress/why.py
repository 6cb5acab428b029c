"""How each stage came by its outcome, and the parts of its last one, in; why it ran, in words, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefpress.memo import Parts, Ran

_SHOWN = 3
_VERSION = re.compile(r"v?\d+(?:\.\w+)*\S{0,20}")
_GIVEN = re.compile(r"(\w+) of (\w[\w ]*)")

_CALLED = {
    "where": "places in the files",
    "written": "paragraphs as they were written",
    "inputs": "names of files",
    "by_hand": "claims that somebody looked at",
    "record": "data on the brief",
    "stamp": "data on the edition",
    "files": "files beside it",
    "svg": "drawings",
    "html": "page",
}
"""What is given by one stage to another, where its name says it to nobody else."""


@dataclass(frozen=True, slots=True)
class Why:
    """A stage, whether it ran, and why or why not."""

    stage: str
    ran: bool
    why: str


def reasons(ran: Iterable[Ran], before: Mapping[str, Parts]) -> tuple[Why, ...]:
    """Why each stage ran, by what its outcome depended on when it was last asked for."""
    return tuple(Why(one.stage, one.ran, _reason(one, before.get(one.stage))) for one in ran)


def _reason(one: Ran, before: Parts | None) -> str:
    if not one.ran:
        return "from the store"
    if not one.parts:
        return "it runs each time"
    if before is None:
        return "nothing of it was in the store"
    told = list(_changes(one.parts, before))
    if not told:
        return "its outcome wasn't in the store any more, or couldn't be kept"
    more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return ", ".join(told[:_SHOWN]) + more


def _changes(now: Parts, before: Parts) -> Iterator[str]:
    """Each part that isn't as it was: what the author did first, what other stages gave last."""
    names = [name for name in {**now, **before} if now.get(name) != before.get(name)]
    for name in sorted(names, key=lambda name: (_rank(name), name)):
        if given := _GIVEN.fullmatch(name):
            yield f"{given[2]} gave other {_CALLED.get(given[1], given[1].replace('_', ' '))}"
        elif name not in before:
            yield f"{name} is new"
        elif name not in now:
            yield f"{name} is gone"
        elif _VERSION.fullmatch(now[name]) and _VERSION.fullmatch(before[name]):
            yield f"{name} {now[name]} was {before[name]} before"
        else:
            yield f"{name} changed"


def _rank(name: str) -> int:
    if _GIVEN.fullmatch(name):
        return 3
    if name.startswith("the place of "):
        return 2
    return 0 if "/" in name else 1
