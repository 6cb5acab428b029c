"""What a run told, and the brief's manifest, in; a summary for people, as Markdown, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from briefpress.ci.manifests import Manifest
from briefpress.ci.reports import Finding, Told
from briefpress.codes import REGISTRY
from briefpress.escaping import escaped

_MOST = 50
"""Findings that are shown: the others are in the log and on their lines."""

_SIGNS = {"error": "❌", "warning": "⚠️", "note": "💬"}
_ORDER = list(_SIGNS)


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be summed up: `pages` and `edition` are addresses, `lines` that of a file with `{path}` in it.

    Each is empty where there is none.
    """

    title: str
    told: Told
    manifest: Manifest | None = None
    pages: str = ""
    edition: str = ""
    lines: str = ""
    changes: str = ""


def summary(run: Run) -> str:
    """The summary. Where the run has errors, the manifest is that of another, and left out."""
    failed = any(d.severity == "error" for d in run.told.diagnostics)
    made = run.manifest if run.told.changed and not failed else None
    parts = [f"# {_text(run.title)}", _state(run, failed=failed), _about(made)]
    parts += [_pages(run, made), _changes(run), _findings(run), _validators(run.told), _files(run, made)]
    return "\n\n".join(part for part in parts if part) + "\n"


def unfinished(title: str) -> str:
    """The summary of a run that told nothing."""
    return f"# {_text(title)}\n\n❌ **The build didn't come to its end.** The log says why."


def _state(run: Run, *, failed: bool) -> str:
    if failed:
        return f"❌ **{_counted(run.told)}.**{_raised(run.told)} No edition was made of it; the last one is as it was."
    if not run.told.changed:
        return f"💤 **Nothing was made.** {_text(run.told.since)}".rstrip()
    counted = _counted(run.told)
    return f"✅ **It is built and checked{f', with {counted}' if counted else ''}.** {_text(run.told.since)}".rstrip()


def _counted(told: Told) -> str:
    counts = [(sum(d.severity == severity for d in told.diagnostics), severity) for severity in _ORDER]
    return " and ".join(f"{n} {severity}{'s' * (n > 1)}" for n, severity in counts if n)


def _raised(told: Told) -> str:
    """What is told of warnings that a strict build, or brief.yaml, makes errors: no other report calls them so."""
    errors = [d for d in told.diagnostics if d.severity == "error"]
    raised = sum(d.code in REGISTRY and REGISTRY[d.code].severity == "warning" for d in errors)
    if not raised:
        return ""
    of = "It is a warning" if len(errors) == 1 else f"{raised} of the {len(errors)} errors are warnings"
    if raised == 1 < len(errors):
        of = f"One of the {len(errors)} errors is a warning"
    return f" {of} that counts as an error here: the build is strict, or brief.yaml says so."


def _about(manifest: Manifest | None) -> str:
    if manifest is None:
        return ""
    brief = manifest.predicate.brief
    pages = next((output.pages for output in manifest.predicate.outputs.values() if output.pages), 0)
    day = f"{brief.revision.kind} of {brief.revision.date}" if brief.revision else brief.date
    told = [f"Edition {_text(brief.edition)}"] * bool(brief.edition) + [_text(day)] * bool(day)
    told += [f"{pages} page{'s' * (pages > 1)}"] * bool(pages) + [f"{brief.words:,} words"]
    return " · ".join(told)


def _pages(run: Run, manifest: Manifest | None) -> str:
    if manifest is None or not run.pages:
        return ""
    return f"🖼 [All pages in one picture]({run.pages})"


def _changes(run: Run) -> str:
    return f"## What changed since the last edition\n\n{run.changes.strip()}" if run.changes.strip() else ""


def _findings(run: Run) -> str:
    found = sorted(run.told.diagnostics, key=lambda d: (_ORDER.index(d.severity), d.path or "\U0010ffff", d.line or 0))
    notes = [d for d in found if d.severity == "note"]
    rest = found[: len(found) - len(notes)]
    parts = ["## Findings", _table(run, rest)] if rest else []
    if notes:
        parts += [f"<details><summary>{_counted(Told(tuple(notes)))}</summary>", _table(run, notes), "</details>"]
    return "\n\n".join(parts)


def _table(run: Run, found: list[Finding]) -> str:
    shown = found[:_MOST]
    # What is said of a whole artifact, or of this machine, stands in no file: a column for that alone would be empty.
    placed = any(finding.path is not None for finding in shown)
    head = ["| | where | what |", "|---|---|---|"] if placed else ["| | what |", "|---|---|"]
    rows = [_row(run, finding, placed=placed) for finding in shown]
    more = [f"\n… and {len(found) - _MOST} more, in the log."] * (len(found) > _MOST)
    return "\n".join([*head, *rows, *more])


def _row(run: Run, finding: Finding, *, placed: bool) -> str:
    hint = f"<br>{_text(finding.hint)}" if finding.hint else ""
    cells = [f"{_SIGNS[finding.severity]} {finding.code}", *[_place(run, finding)] * placed]
    return f"| {' | '.join([*cells, f'{_text(finding.message)}{hint}'])} |"


def _place(run: Run, finding: Finding) -> str:
    if finding.path is None:
        return ""
    name = _text(f"{finding.path}:{finding.line}" if finding.line else finding.path)
    if not run.lines:
        return name
    address = run.lines.replace("{path}", quote(finding.path))
    return f"[{name}]({address}{f'#L{finding.line}' if finding.line else ''})"


def _validators(told: Told) -> str:
    rows = [
        f"| {'➖' if v.missing else '✅' if v.passed else '❌'} {v.name} | {v.format} | {_text(v.verdict)} |"
        for v in told.validators
    ]
    return "\n".join(["## Validators\n", "| | of | says |", "|---|---|---|", *rows]) if rows else ""


def _files(run: Run, manifest: Manifest | None) -> str:
    if manifest is None:
        return ""
    rows = list(_file_rows(manifest))
    more = [f"\n[Download them]({run.edition})"] * bool(run.edition)
    return "\n".join(["## Files\n", "| file | kB | SHA-256 |", "|---|--:|---|", *rows, *more])


def _file_rows(manifest: Manifest) -> Iterator[str]:
    for subject in manifest.subject:
        output = manifest.predicate.outputs.get(subject.name)
        size = f"{output.bytes / 1000:,.1f}" if output else ""
        yield f"| {_text(subject.name)} | {size} | `{subject.digest.sha256}` |"


def _text(text: str | None) -> str:
    """A text that means itself in Markdown, but for its code between backticks, on one line of a table."""
    words = " ".join((text or "").split())
    # Longer runs of backticks are fences of their own: which of them belong together, a reader may see otherwise.
    if "``" in words:
        return escaped(words)
    parts = re.split("(`[^`]+`)", words)
    told = [part.replace("|", "\\|") if part.startswith("`") and len(part) > 1 else escaped(part) for part in parts]
    return "".join(told)
