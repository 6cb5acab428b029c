"""Findings in; the JSON of the command line's contract out, with paths from the brief's folder."""

from __future__ import annotations

import msgspec

from briefpress.reporters import Telling


def tell(telling: Telling) -> str:
    """`{"diagnostics": [{code, severity, message, path, line, column, hint}], "outputs": [paths]}`.

    `check` adds `"validators": [{name, format, version, verdict, passed, missing}]`, other commands what they show.
    """
    findings = [
        {
            "code": d.code,
            "severity": str(d.severity),
            "message": d.message,
            "path": d.span.path if d.span else None,
            "line": d.span.line or None if d.span else None,
            "column": d.span.column or None if d.span else None,
            "hint": d.hint,
        }
        for d in telling.diagnostics
    ]
    data: dict[str, object] = {"diagnostics": findings, "outputs": [p.as_posix() for p in telling.outputs]}
    data |= telling.more
    if telling.verdicts:
        data["validators"] = [
            {
                "name": v.name,
                "format": v.file.format,
                "version": v.version,
                "verdict": v.told,
                "passed": v.passed,
                "missing": bool(v.missing),
            }
            for v in telling.verdicts
        ]
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
