"""Artifacts on disk in; what each validator on this machine says of them, and which are missing, out."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from briefpress.diagnostics import Diagnostic, finding, has_errors
from briefpress.engines.validators import ace, axe_core, epubcheck, outloud, pdfua, qpdf, verapdf
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
)
"""In the order in which they are told."""

_AT_ONCE = 2
"""How many are asked side by side: each takes a processor, and some hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one validator says of one artifact: its findings, or the way to get it where it is missing."""

    name: str
    format: Format
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


_COUNTED = {"CHK004": "fault", "CHK006": "remark", "CHK016": "explained", "CHK017": "undecided"}


def validate(artifacts: Iterable[tuple[Format, Path]], without: Collection[str] = ()) -> list[Verdict]:
    """Ask every validator about the artifacts of its format, side by side; not those whose names are in `without`.

    The verdicts come artifact by artifact, in the order of VALIDATORS.
    """
    asked = [(v, path) for form, path in artifacts for v in VALIDATORS if v.format == form and v.name not in without]
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        return list(workers.map(lambda pair: judge(*pair), asked))


def judge(validator: Validator, path: Path) -> Verdict:
    """What one validator says of one artifact."""
    name, form = validator.name, validator.format
    lacking = validator.missing()
    if lacking:
        message = f"{name} isn't on this machine, so it has not seen the {form.upper()}."
        return Verdict(name, form, "", (finding("CHK005", message, hint=lacking),), lacking)
    path = path.resolve()
    with tempfile.TemporaryDirectory(prefix="briefpress-", ignore_cleanup_errors=True) as room:
        try:
            found = [_diagnostic(name, said, path) for said in validator.ask(path, Path(room).resolve())]
            version = validator.version()
        except subprocess.TimeoutExpired:
            found = [finding("ENG003", f"{name} took longer than {SECONDS} seconds over the {form.upper()}.")]
            version = ""
        except (BrokenError, OSError, ValueError, LookupError) as error:
            found = [finding("ENG002", f"{name} gave no answer: {error}.")]
            version = ""
    return Verdict(name, form, version, tuple(found))


def _diagnostic(name: str, remark: Remark, path: Path) -> Diagnostic:
    message = f"{name}: {remark}"
    if remark.level == "undecided":
        return finding("CHK017", message)
    why = explanation(name, remark, path)
    if why:
        return finding("CHK016", message, hint=why)
    return finding("CHK004" if remark.level == "error" else "CHK006", message)
