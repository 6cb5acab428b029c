"""Findings and written files in; the text that a person or a machine reads, out. One form a module."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefpress.diagnostics import Diagnostic, Span

FORMS = ("text", "json", "sarif", "github", "junit")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a run has to tell: its findings in order, the files that it wrote, the brief's folder as it was named."""

    diagnostics: Sequence[Diagnostic]
    outputs: Sequence[Path]
    root: Path
    colour: bool = False

    def path(self, span: Span) -> str:
        """A finding's path as seen from where the command was called."""
        return (self.root / span.path).as_posix()

    def line(self, span: Span) -> str:
        """The line of the author's file that a finding is about, or nothing."""
        if not span.line:
            return ""
        try:
            lines = (self.root / span.path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            return ""
        return lines[span.line - 1] if span.line <= len(lines) else ""


def tell(form: str, telling: Telling) -> str:
    """The text of a run in one of FORMS."""
    text: str = importlib.import_module(f"briefpress.reporters.{form}").tell(telling)
    return text
