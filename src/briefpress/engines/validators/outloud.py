"""A PDF on disk in; what outloud says of it, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from briefpress.engines.validators.asking import (
    BrokenError,
    Remark,
    Validator,
    beside_python,
    no_module,
    package_version,
    run,
)


def _ask(path: Path, room: Path) -> list[Remark]:
    report = msgspec.json.decode(
        run([beside_python("outloud"), "--json", "-", "--quiet", str(path)], folder=room).answer()
    )
    found = []
    for result in report["results"]:
        if result["error"]:
            raise BrokenError(result["error"])
        opinions = _opinions(result)
        for said in result["findings"]:
            if said["severity"] == "info":
                continue
            grave = said["severity"] == "error" and said["rule"] not in opinions
            place = f"(page {said['page']})" if said.get("page") else ""
            words = said["message"] + (f": “{said['evidence']}”" if said.get("evidence") else "")
            boxes = tuple((b["page"], b["x0"], b["y0"], b["x1"], b["y1"]) for b in said.get("boxes", ()))
            found.append(Remark(said["rule"], "error" if grave else "warning", words, place, boxes))
        found += [
            Remark(rule["rule"], "warning", f"the rule could not be asked: {rule['reason']}")
            for rule in result["rules"]
            if rule["status"] == "crashed"
        ]
    return found


def _opinions(result: dict[str, Any]) -> set[str]:
    """The rules that no standard has: guesses at what makes sense, which can be wrong. So they are no errors."""
    criteria = [criterion for standard in result["criteria"].values() for criterion in standard]
    rules = [rule for criterion in criteria for rule in (*criterion["rules"], *criterion.get("semantic", ()))]
    return {rule["id"] for rule in rules if rule["layer"] == "semantic"}


VALIDATOR = Validator(
    "outloud", "pdf",
    no_module("outloud"), package_version("outloud"), _ask,
)  # fmt: skip
