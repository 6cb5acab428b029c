"""A PDF on disk in; what veraPDF holds against it as PDF/A-3a and as PDF/UA-1, out.

The report is the one that veraPDF writes when it is asked for no format: XML, the same in every release.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from briefpress.engines.validators.asking import BrokenError, Remark, Validator, run

FLAVOURS = ("3a", "ua1")
"""PDF/A-3a and PDF/UA-1, as veraPDF calls its profiles. It judges by one at a time."""

_HINT = (
    "Download its installer from the Open Preservation Foundation, verapdf.org, and put `verapdf` on the PATH. "
    "No registry of packages has it."
)


def _program() -> str | None:
    return shutil.which("verapdf")


def _missing() -> str:
    return "" if _program() else _HINT


def _version() -> str:
    done = run([_program() or "verapdf", "--version"], memory=0, folder=Path.cwd())
    found = re.search(rb"\d+(\.\d+)+", done.out)
    return found[0].decode() if found else ""


def _ask(path: Path, room: Path) -> list[Remark]:
    found = []
    for flavour in FLAVOURS:
        arguments = [_program() or "verapdf", "--flavour", flavour, "--maxfailuresdisplayed", "1", str(path)]
        report = run(arguments, memory=0, surroundings={"JAVA_OPTS": "-Xmx1g"}, folder=room).answer()
        found += [replace(said, rule=f"{flavour} {said.rule}") for said in remarks(report)]
    return found


def remarks(report: bytes) -> Iterator[Remark]:
    """The rules that a file fails, of a report in XML: clause and test, what it asks, and the first place that fails.

    Raises BrokenError where the report tells of no validation: then the file was not judged.
    """
    try:
        root = etree.fromstring(report[max(report.find(b"<"), 0) :])
    except etree.XMLSyntaxError as error:
        raise BrokenError(f"its report can't be read: {error}") from error
    judged = root.findall(".//validationReport")
    if not judged:
        said = root.findtext(".//exceptionMessage") or "its report holds no validation"
        raise BrokenError(" ".join(said.split()))
    for validation in judged:
        failed = [rule for rule in validation.iter("rule") if rule.get("status") == "failed"]
        for rule in failed:
            wants = " ".join((rule.findtext("description") or "").split())
            place = " ".join((rule.findtext("check/context") or "").split())
            count = rule.get("failedChecks", "1")
            times = f"({count} times, first at {place})" if place else f"({count} times)"
            yield Remark(f"{rule.get('clause')}-{rule.get('testNumber')}", "error", wants, times)
        if not failed and validation.get("isCompliant") != "true":
            yield Remark("compliance", "error", validation.get("statement") or "The file is not compliant.")


VALIDATOR = Validator(
    "veraPDF", "pdf",
    _missing, _version, _ask,
)  # fmt: skip
