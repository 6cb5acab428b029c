"""Findings in; what a person reads, out: place, line, caret, hint."""

from __future__ import annotations

import unicodedata

import click

from briefpress.diagnostics import Diagnostic, Severity, Span
from briefpress.reporters import Telling

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDTH = 100
_PLACES = 4
"""As many other places are named as a line holds."""


def tell(telling: Telling) -> str:
    """Each finding with its line and its hint, then how many there are."""
    parts = [_finding(d, telling) for d in telling.diagnostics]
    counts = [_count(telling, severity) for severity in Severity]
    if any(counts):
        parts.append(", ".join(c for c in counts if c) + ".\n")
    return "\n".join(parts)


def _count(telling: Telling, severity: Severity) -> str:
    n = sum(1 for d in telling.diagnostics if d.severity is severity)
    return f"{n} {severity}{'s' if n > 1 else ''}" if n else ""


def _finding(diagnostic: Diagnostic, telling: Telling) -> str:
    def dye(text: str, colour: str | None = None, bold: bool = False) -> str:
        return click.style(text, fg=colour, bold=bold) if telling.colour else text

    severity = dye(f"{diagnostic.severity} {diagnostic.code}", _COLOUR[diagnostic.severity], bold=True)
    span = diagnostic.span
    place = "" if span is None else f"{_place(span, telling)}: "
    out = [f"{dye(place, bold=True)}{severity}: {diagnostic.message}"]
    line = telling.line(span) if span else ""
    if span is not None and line.strip():
        number = str(span.line)
        shown, before = _window(line, span.column)
        out.append(f"  {number} | {shown}")
        if span.column:
            out.append(f"  {' ' * len(number)} | {' ' * before}{dye('^', _COLOUR[diagnostic.severity])}")
    if diagnostic.hint:
        out.append(f"  {dye('hint', 'cyan')}: {diagnostic.hint}")
    places = [place for other in diagnostic.related if (place := _place(other, telling)) not in diagnostic.hint]
    if places:
        more = [f"and {len(places) - _PLACES} more"] if len(places) > _PLACES else []
        out.append(f"  {dye('see', 'cyan')}: {', '.join([*places[:_PLACES], *more])}")
    return "\n".join(out) + "\n"


def _place(span: Span, telling: Telling) -> str:
    return ":".join([telling.path(span), *(str(n) for n in (span.line, span.column) if n)])


def _window(line: str, column: int) -> tuple[str, int]:
    """As much of a long line as fits around a column, and the width of what stands before the column."""
    line = line.replace("\t", " ")
    begin = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[begin : begin + _WIDTH]
    head = ("…" if begin else "") + shown
    before = shown[: max(0, column - 1 - begin)]
    width = sum(_cells(c) for c in before) + (1 if begin else 0)
    return head + ("…" if begin + _WIDTH < len(line) else ""), width


def _cells(character: str) -> int:
    """The cells of a terminal that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
