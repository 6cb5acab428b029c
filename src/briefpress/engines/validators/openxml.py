"""A Word document on disk in; what openxml-audit says of it, out."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from briefpress.engines.validators.asking import Remark, Validator, no_module, package_version, run


def _ask(path: Path, room: Path) -> list[Remark]:
    arguments = [sys.executable, "-P", "-m", "openxml_audit", "--output", "json", "--max-errors", "100", str(path)]
    [report] = msgspec.json.decode(run(arguments, folder=room).answer())
    return [
        Remark(said["type"], "error" if said["severity"] == "error" else "warning", said["description"],
               f"({said['part_uri']}{said['path'] or ''})")
        for said in report["errors"]
    ]  # fmt: skip


VALIDATOR = Validator(
    "openxml-audit", "docx",
    no_module("openxml_audit"), package_version("openxml-audit"), _ask,
)  # fmt: skip
