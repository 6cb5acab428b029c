"""`sources/links.lock` in; the addresses that were found dead or moved, out — and the other way round.

A line an address, so that two people's files can be merged: `dead 2026-11-23 404 https://example.org/page`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import LINKS

if TYPE_CHECKING:
    from briefpress.linkcheck.liveness import Liveness

_HEAD = "# Addresses that `briefpress links` found dead, lost or moved, and since when. Version 1.\n"
_LINE = re.compile(r"(?P<state>dead|lost|moved) (?P<day>\d{4}-\d\d-\d\d) (?P<status>[0-9]{1,3}) (?P<url>https?://\S+)$")


@dataclass(frozen=True, slots=True)
class Line:
    """An address, how it was found, and the day on which it was first found so."""

    url: str
    state: str
    day: str
    status: int

    def __str__(self) -> str:
        return f"{self.state} {self.day} {self.status} {self.url}"


def read(text: str) -> tuple[dict[str, Line], list[Diagnostic]]:
    """The lines of the register by address; a finding for each that is none."""
    lines: dict[str, Line] = {}
    found: list[Diagnostic] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        match = _LINE.fullmatch(raw.strip())
        if match is None or not _is_day(match["day"]):
            hint = "Delete the line and run `briefpress links`, which writes it anew where it is true."
            found.append(finding("LINK008", "This is no line of the register of links.", Span(LINKS, number, 1), hint))
            continue
        lines[match["url"]] = Line(match["url"], match["state"], match["day"], int(match["status"]))
    return lines, found


def dead(lines: Mapping[str, Line]) -> dict[str, str]:
    """The addresses that lead nowhere, and since when."""
    return {line.url: line.day for line in lines.values() if line.state in ("dead", "lost")}


def updated(known: Mapping[str, Line], answers: Iterable[Liveness], today: datetime.date) -> dict[str, Line]:
    """The register after a round of asking: what is well again goes, what couldn't be told stays as it was."""
    lines: dict[str, Line] = {}
    for answer in answers:
        before = known.get(answer.url)
        if answer.state == "unknown":
            lines |= {answer.url: before} if before else {}
        elif answer.state != "alive":
            day = before.day if before and before.state == answer.state else today.isoformat()
            lines[answer.url] = Line(answer.url, answer.state, day, answer.status)
    return lines


def written(lines: Mapping[str, Line]) -> str:
    """The text of a register, in the order of its addresses."""
    return _HEAD + "".join(f"{lines[url]}\n" for url in sorted(lines))


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
