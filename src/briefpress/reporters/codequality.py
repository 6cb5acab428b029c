"""Findings in; a Code Quality report, which GitLab shows beside a merge request, out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from briefpress import files
from briefpress.diagnostics import Diagnostic, Severity
from briefpress.reporters import Telling

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
_NOWHERE = "report/brief.yaml"
"""Where a finding without a place is shown: the report takes none without a file."""


def tell(telling: Telling) -> str:
    """A list with an object for each finding, each with its own fingerprint (GitLab, “Code Quality report format”).

    A fingerprint leaves the line out, so that a finding that only moved is known as the one that was there before.
    """
    seen: Counter[str] = Counter()
    out = []
    for diagnostic in telling.diagnostics:
        entry = _entry(diagnostic, telling)
        known_by = "\0".join((diagnostic.code, entry["location"]["path"], diagnostic.message))
        entry["fingerprint"] = files.sha256(f"{known_by}\0{seen[known_by]}".encode())
        seen[known_by] += 1
        out.append(entry)
    return msgspec.json.format(msgspec.json.encode(out), indent=2).decode() + "\n"


def _entry(diagnostic: Diagnostic, telling: Telling) -> dict[str, Any]:
    span = diagnostic.span
    path = telling.path(span) if span else (telling.root / _NOWHERE).as_posix()
    return {
        "description": diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else ""),
        "check_name": diagnostic.code,
        "severity": _SEVERITY[diagnostic.severity],
        "location": {"path": path, "lines": {"begin": (span.line if span else 0) or 1}},
    }
