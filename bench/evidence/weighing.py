"""Cases and their documents in; what Briefpress says of each, through its whole pipeline up to `verify`, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cases
from cases import Case

from briefpress.beside import Companion
from briefpress.ledger import SOUND, Entry
from briefpress.pipeline import run
from briefpress.running import Request


@dataclass(frozen=True)
class Answer:
    """What a program says of a case: `sound`, `caught` or `unread`, in its own words, and whether it is precise."""

    of: str
    said: str
    precise: bool = True


def answers(every: Sequence[Case], made: Mapping[str, Path], root: Path) -> list[Answer]:
    """What Briefpress says of each case. Raises RuntimeError where the brief doesn't reach `verify`."""
    places = cases.brief(every, made, root)
    with Companion("Printing", 600) as printer:
        report = run(Request(root, until="verify"), printer)
    if report.manuscript is None:
        raise RuntimeError("\n".join(f"{d.code} {d.span}: {d.message}" for d in report.diagnostics))
    found: dict[tuple[str, int], list[Entry]] = {}
    for entry in report.manuscript.ledger:
        found.setdefault((entry.claim.span.path, entry.claim.span.line or 0), []).append(entry)
    return [_answer(case, found.get(place, [])) for case, place in zip(every, places, strict=True)]


def _answer(case: Case, entries: Sequence[Entry]) -> Answer:
    """What the entries of a case's line come to: the worst that is said of a claim of its kind."""
    said = [entry.verdict for entry in entries if entry.claim.kind == case.kind]
    if not said or "unchecked" in said:
        return Answer("unread", "unchecked" if said else "no claim seen", precise=False)
    worst = next((verdict for verdict in said if verdict not in SOUND), said[0])
    return Answer("sound" if worst in SOUND else "caught", worst, worst in case.expected)
