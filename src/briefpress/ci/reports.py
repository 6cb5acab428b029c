"""The JSON reports of a run's commands in; what they tell, typed, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the JSON report has it: its path is from the brief's folder."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Validator:
    """What a validator said of an artifact."""

    name: str
    format: str
    version: str
    verdict: str
    passed: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A report.

    `changed` and `since` are of `build --if-changed`: whether, and what, differs from the last edition; `edition` is
    the number of what `edition publish` published.
    """

    diagnostics: tuple[Finding, ...] = ()
    outputs: tuple[str, ...] = ()
    validators: tuple[Validator, ...] = ()
    changed: bool = True
    since: str = ""
    edition: str = ""


def read(path: Path) -> Told:
    """Read a report. Raises ValueError where it is none."""
    return msgspec.json.decode(path.read_bytes(), type=Told)


def together(reports: list[Told]) -> Told:
    """What several commands of one run told, each finding once."""
    return Told(
        tuple(dict.fromkeys(d for told in reports for d in told.diagnostics)),
        tuple(dict.fromkeys(path for told in reports for path in told.outputs)),
        tuple(v for told in reports for v in told.validators),
        all(told.changed for told in reports),
        next((told.since for told in reports if told.since), ""),
    )
