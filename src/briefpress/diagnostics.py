"""What is wrong with a brief, in; a frozen record that every reporter can tell, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from briefpress.codes import REGISTRY

T = TypeVar("T")
U = TypeVar("U")


class Severity(StrEnum):
    """How bad a finding is. An error keeps an edition from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file of the brief: a path from the brief's folder, a line and a column, both from 1.

    Line 0 stands for the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    @classmethod
    def at(cls, path: str, text: str, offset: int) -> Span:
        """The place of the character at an offset in the text of a file."""
        return cls(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its code, how bad it is, what is wrong, where, and what to do."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A stage's value together with what it found on the way."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return has_errors(self.diagnostics)


class StageError(Exception):
    """A stage can't go on. Carries the findings that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(f"{d.code} {d.message}" for d in diagnostics))
        self.diagnostics = diagnostics


def finding(
    code: str, message: str, span: Span | None = None, hint: str = "", related: Iterable[Span] = ()
) -> Diagnostic:
    """A diagnostic with the severity that the registry gives its code.

    Raises KeyError for a code that isn't registered: that is a bug of ours.
    """
    return Diagnostic(code, Severity(REGISTRY[code].severity), message, span, hint, tuple(related))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """The exit code of the command line's contract: 0 done, 1 the content, 3 an engine or the machine."""
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    if not errors:
        return 0
    return max(REGISTRY[d.code].exit_code for d in errors)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, by file, line and column; those without a place come last."""
    last = Span("\U0010ffff")
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span or last, d.code, d.message)))


def as_errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same findings with every warning raised to an error (`--strict`)."""
    return tuple(replace(d, severity=Severity.ERROR) if d.severity is Severity.WARNING else d for d in diagnostics)
