"""What a kind of finding is, and the ways to make one with the severity that it has by default."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    `firm` codes can't be lowered in brief.yaml: they would make an artifact invalid, or a claim in it untrue.
    `exit_code` is what a run ends with when such a finding is an error: 1 the content, 3 an engine or the machine.
    """

    code: str
    title: str
    explanation: str
    severity: str = "error"
    firm: bool = True
    exit_code: int = 1


def warning(code: str, title: str, explanation: str) -> Code:
    """A kind of finding that a brief may live with."""
    return Code(code, title, explanation, severity="warning", firm=False)


def note(code: str, title: str, explanation: str) -> Code:
    """A kind of finding that is only told."""
    return Code(code, title, explanation, severity="note", firm=False)


def machine(code: str, title: str, explanation: str) -> Code:
    """A kind of finding that isn't the brief's fault but the machine's."""
    return Code(code, title, explanation, exit_code=3)
