"""A PDF on disk in; what qpdf says of its build, out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from briefpress.engines.validators.asking import Level, Remark, Validator, run


def _missing() -> str:
    return "" if shutil.which("qpdf") else "Run `apt-get install qpdf`."


def _version() -> str:
    said = subprocess.run(["qpdf", "--version"], capture_output=True, text=True, timeout=60).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else ""


def _ask(path: Path, room: Path) -> list[Remark]:
    done = run(["qpdf", "--check", str(path)], folder=room)
    text = (done.out.decode("utf-8", "replace") + done.err).replace(str(path), path.name)
    lines = [line for line in text.splitlines() if line.startswith(("WARNING", "ERROR"))]
    level: Level = "error" if done.code == 2 else "warning"
    return [Remark("check", level, line) for line in lines or ([text.strip()] if done.code else [])]


VALIDATOR = Validator(
    "qpdf", "pdf",
    _missing, _version, _ask, for_press=True,
)  # fmt: skip
