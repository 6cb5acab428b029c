"""Findings in; SARIF 2.1.0, which code hosts show on the lines of a change, out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec

from briefpress import __version__
from briefpress.codes import REGISTRY
from briefpress.diagnostics import Diagnostic, Span
from briefpress.reporters import Telling


def tell(telling: Telling) -> str:
    """One run, with every code as a rule."""
    rules = [
        {
            "id": code.code,
            "name": code.title,
            "shortDescription": {"text": code.title},
            "fullDescription": {"text": code.explanation},
            "defaultConfiguration": {"level": code.severity},
        }
        for code in REGISTRY.values()
    ]
    order = list(REGISTRY)
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "briefpress", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, order, telling) for d in telling.diagnostics],
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def _result(diagnostic: Diagnostic, order: list[str], telling: Telling) -> dict[str, Any]:
    message = diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": order.index(diagnostic.code),
        "level": str(diagnostic.severity),
        "message": {"text": message},
    }
    if diagnostic.span is not None:
        result["locations"] = [_location(diagnostic.span, telling)]
    if diagnostic.related:
        result["relatedLocations"] = [{"id": i, **_location(s, telling)} for i, s in enumerate(diagnostic.related, 1)]
    return result


def _location(span: Span, telling: Telling) -> dict[str, Any]:
    path = telling.path(span)
    place: dict[str, Any] = {"artifactLocation": {"uri": ("file://" if path.startswith("/") else "") + quote(path)}}
    if span.line:
        place["region"] = {"startLine": span.line, **({"startColumn": span.column} if span.column else {})}
    return {"physicalLocation": place}
