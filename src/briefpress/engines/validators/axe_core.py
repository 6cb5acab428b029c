"""A web page on disk in; what axe-core says of it, asked by another Python, out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec

from briefpress.engines import axe
from briefpress.engines.validators.asking import Remark, Validator, package_folder, run

_CALL = f"from {__name__} import answer; answer()"


def _ask(path: Path, room: Path) -> list[Remark]:
    # A page can keep its browser busy for ever. Another process can be stopped, a call can't.
    out = run([sys.executable, "-P", "-c", _CALL, str(path)], memory=0, folder=room).answer()
    said = (violation.partition(": ") for violation in msgspec.json.decode(out, type=list[str]))
    return [Remark(rule, "error", words) for rule, _, words in said]


def answer() -> None:
    """Look at the page that the command line names, and write what is found as JSON."""
    sys.stdout.buffer.write(msgspec.json.encode(axe.violations(Path(sys.argv[1]))))


def _version() -> str:
    """The version of axe-core, as its first line tells it."""
    folder = package_folder("axe_playwright_python")
    if folder is None:
        return ""
    with (folder / "axe.min.js").open(encoding="utf-8") as script:
        found = re.search(r"axe v([\d.]+)", script.readline())
    return found[1] if found else ""


VALIDATOR = Validator(
    "axe-core", "html",
    axe.missing, _version, _ask,
)  # fmt: skip
