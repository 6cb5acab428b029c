"""Artifacts on disk in; what each validator on this machine says of them, and which are missing, out."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from briefpress.diagnostics import Diagnostic, finding, has_errors
from briefpress.engines.validators import ace, axe_core, epubcheck, openxml, outloud, pdfua, qpdf, verapdf
from briefpress.engines.validators.asking import SECONDS, BrokenError, Remark, Validator
from briefpress.engines.validators.explained import explanation
from briefpress.settings import Format

VALIDATORS = (
    epubcheck.VALIDATOR,
    ace.VALIDATOR,
    outloud.VALIDATOR,
    pdfua.VALIDATOR,
    qpdf.VALIDATOR,
    verapdf.VALIDATOR,
    axe_core.VALIDATOR,
    openxml.VALIDATOR,
)
"""In the order in which they are told."""

_AT_ONCE = 2
"""How many are asked side by side: each takes a processor, and some hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class File:
    """An artifact on disk, and what a person calls it; a PDF for a press is judged by fewer."""

    format: Format
    path: Path
    label: str
    for_press: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one validator says of one artifact: its findings, or the way to get it where it is missing."""

    name: str
    file: File
    version: str
    findings: tuple[Diagnostic, ...]
    missing: str = ""

    @property
    def told(self) -> str:
        """The verdict in a word or two."""
        if self.missing:
            return "missing"
        if any(d.code in ("ENG002", "ENG003") for d in self.findings):
            return "no answer"
        count = {word: sum(d.code == code for d in self.findings) for code, word in _COUNTED.items()}
        said = [f"{n} {word}{'s' * (n > 1 and word in ('fault', 'remark'))}" for word, n in count.items() if n]
        return ", ".join(said) or "nothing against it"

    @property
    def passed(self) -> bool:
        """Whether it was asked and found no fault."""
        return not self.missing and not has_errors(self.findings)


_COUNTED = {"CHK004": "fault", "CHK006": "remark", "CHK016": "explained"}


def validate(files: Iterable[File], without: Collection[str] = ()) -> list[Verdict]:
    """Ask every validator about the artifacts of its format, side by side; not those whose names are in `without`.

    The verdicts come file by file, in the order of VALIDATORS.
    """
    asked = [
        (validator, file)
        for file in files
        for validator in VALIDATORS
        if validator.format == file.format
        and validator.name not in without
        and (validator.for_press or not file.for_press)
    ]
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        return list(workers.map(lambda pair: judge(*pair), asked))


def presence(validator: Validator) -> tuple[str, str]:
    """How to get a validator that isn't here, or why it doesn't start; and the version of one that is here."""
    try:
        lacking = validator.missing()
        return lacking, "" if lacking else validator.version()
    except (BrokenError, OSError, subprocess.SubprocessError, ValueError, LookupError) as error:
        return f"It doesn't start: {error}.", ""


def judge(validator: Validator, file: File) -> Verdict:
    """What one validator says of one artifact."""
    name = validator.name
    lacking, version = presence(validator)
    if lacking:
        message = f"{name} isn't on this machine, so it has not seen the {file.label}."
        return Verdict(name, file, "", (finding("CHK005", message, hint=lacking),), lacking)
    path = file.path.resolve()
    with tempfile.TemporaryDirectory(prefix="briefpress-", ignore_cleanup_errors=True) as room:
        try:
            found = [_diagnostic(name, said, path) for said in validator.ask(path, Path(room).resolve())]
        except subprocess.TimeoutExpired:
            found = [finding("ENG003", f"{name} took longer than {SECONDS} seconds over the {file.label}.")]
        except (BrokenError, OSError, ValueError, LookupError) as error:
            found = [finding("ENG002", f"{name} gave no answer: {error}.")]
    return Verdict(name, file, version, tuple(found))


def _diagnostic(name: str, remark: Remark, path: Path) -> Diagnostic:
    message = f"{name}: {remark}"
    why = explanation(name, remark, path)
    if why:
        return finding("CHK016", message, hint=why)
    return finding("CHK004" if remark.level == "error" else "CHK006", message)
