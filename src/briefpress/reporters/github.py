"""Findings in; GitHub's workflow commands, which it shows on the lines of a pull request, out."""

from __future__ import annotations

from briefpress.diagnostics import Diagnostic, Severity
from briefpress.reporters import Telling

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def tell(telling: Telling) -> str:
    """A line a finding."""
    return "".join(_line(d, telling) + "\n" for d in telling.diagnostics)


def _line(diagnostic: Diagnostic, telling: Telling) -> str:
    properties = {"title": diagnostic.code}
    span = diagnostic.span
    if span is not None:
        properties["file"] = telling.path(span)
        properties |= {"line": str(span.line)} if span.line else {}
        properties |= {"col": str(span.column)} if span.column else {}
    said = diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else "")
    named = ",".join(f"{k}={_escaped(v, ':,')}" for k, v in properties.items())
    return f"::{_COMMAND[diagnostic.severity]} {named}::{_escaped(said)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
