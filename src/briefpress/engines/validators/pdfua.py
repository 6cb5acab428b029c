"""A PDF on disk in; what pdfua says of it, out."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from briefpress.engines.validators.asking import Remark, Validator, no_module, package_version, run


def _ask(path: Path, room: Path) -> list[Remark]:
    arguments = [sys.executable, "-P", "-m", "pdfua", "check", "--format", "json", str(path)]
    report = msgspec.json.decode(run(arguments, folder=room).answer())
    found = [
        Remark(said["rule_id"], "error" if said["severity"] == "error" else "warning", said["message"], _place(said))
        for said in report["findings"]
        if said["severity"] in ("error", "warning")
    ]
    for rule in report["skipped"]:
        found.append(Remark(rule["rule_id"], "warning", f"the rule could not be asked: {rule['reason']}"))
    return found


def _place(said: dict[str, object]) -> str:
    return f"({said['location']})" if said.get("location") else ""


VALIDATOR = Validator(
    "pdfua", "pdf",
    no_module("pdfua"), package_version("pdfua"), _ask,
)  # fmt: skip
