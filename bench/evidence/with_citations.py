"""Quotations and the paths of their sources in, as JSON; what citations' own checks say of each, as JSON, out.

Run by the Python of an environment that has citations. `verify` is asked by the function that judges one quotation of a
claims file, `coverage --attribute` by those that read a manuscript and judge each of its quotations.
"""

from __future__ import annotations

import json
import pathlib
import sys
from importlib.metadata import version
from typing import Any

from citations import coverage, verify

EXTRACTORS = {".html": "html-text", ".docx": "docx-text"}


def main() -> None:
    """Answer the question on standard input."""
    asked = json.load(sys.stdin)
    answers = [_verified(row) for row in asked["verify"]] if "verify" in asked else _covered(asked)
    json.dump({"version": version("citations"), "answers": answers}, sys.stdout)


def _verified(row: Any) -> tuple[str, str]:
    """Not found is caught, and so is a warning that the page is wrong or that a word is cut; undecided is unread."""
    if row is None:
        return "unread", "not its format"
    path = pathlib.Path(row["source"])
    result = verify.check_one(row["exact"], path, row["page"], EXTRACTORS.get(path.suffix))
    said = ", ".join((result.state, *result.warnings))
    if result.state == "not found" or {"page", "truncated"} & set(result.warnings):
        return "caught", said
    if result.state != "found" or "page unchecked" in result.warnings:
        return "unread", said
    return "sound", said


def _covered(asked: Any) -> list[tuple[str, str]]:
    by_key = {}
    for key, name in asked["sources"].items():
        path = pathlib.Path(name)
        by_key[key] = coverage.comparable(verify.extract(path, None, EXTRACTORS.get(path.suffix)))
    answers = []
    for row in asked["coverage"]:
        found = coverage.quotations(row) if row else []
        said = [coverage.attribute(quotation, by_key, set()).status for quotation in found]
        worst = next((s for s in said if s != "covered"), said[0] if said else "not its format")
        answers.append(({"covered": "sound", "uncovered": "caught"}.get(worst, "unread"), worst))
    return answers


if __name__ == "__main__":
    main()
