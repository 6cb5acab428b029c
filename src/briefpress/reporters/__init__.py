"""Findings and written files in; the text that a person or a machine reads, out. One form a module."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefpress.diagnostics import Diagnostic, Span, finding

if TYPE_CHECKING:
    from briefpress.engines.validators import Verdict

FORMS = ("text", "json", "sarif", "github", "junit", "codequality")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a run has to tell: its findings in order, the files that it wrote, the brief's folder as it was named.

    The verdicts are those of the validators, where they were asked; `more` is what else a command shows, for JSON.
    `texts` is where the lines are read that findings are about, if that isn't the brief's folder.
    """

    diagnostics: Sequence[Diagnostic]
    outputs: Sequence[Path]
    root: Path
    colour: bool = False
    verdicts: Sequence[Verdict] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    texts: Path | None = None

    def path(self, span: Span) -> str:
        """A finding's path as seen from where the command was called."""
        return Path(os.path.normpath(self.root / span.path)).as_posix()

    def line(self, span: Span) -> str:
        """The line of the author's file that a finding is about, or nothing."""
        lines = _lines((self.texts or self.root) / span.path) if span.line else ()
        return clean(lines[span.line - 1]) if span.line and span.line <= len(lines) else ""


@lru_cache(maxsize=8)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(re.split(r"\r\n|\r|\n", path.read_bytes().decode("utf-8-sig", "replace")))
    except (OSError, ValueError):
        return ()


_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u2028\\u2029\\ufffe\\uffff]")


def clean(text: str) -> str:
    """A text without what a terminal would obey or XML can't hold; each such character is shown as `�`."""
    return _UNSEEN.sub("\ufffd", text)


def tell(form: str, telling: Telling) -> str:
    """The text of a run in one of FORMS."""
    _lines.cache_clear()
    said = [
        replace(
            d,
            message=clean(" ".join(d.message.split("\n"))),
            hint=clean(" ".join(d.hint.split("\n"))),
            span=replace(d.span, path=clean(d.span.path)) if d.span else None,
        )
        for d in telling.diagnostics
    ]
    text: str = importlib.import_module(f"briefpress.reporters.{form}").tell(replace(telling, diagnostics=said))
    return text


def write(beside: Sequence[tuple[str, Path]], telling: Telling) -> list[Diagnostic]:
    """Tell a run in files as well, each in its form; findings (OUT001) for those that can't be written."""
    found = []
    for form, file in beside:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(tell(form, replace(telling, colour=False)), encoding="utf-8")
        except OSError as error:
            said = f"The report `{file.as_posix()}` can't be written: {error.strerror or error}."
            found.append(finding("OUT001", said, None, f"Name another file: `--report {form}=FILE`."))
    return found
