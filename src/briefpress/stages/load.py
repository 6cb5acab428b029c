"""A folder in; the Project in it, its settings validated and its sections read, out."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefpress import files, yamlfile
from briefpress.codes import REGISTRY
from briefpress.diagnostics import Diagnostic, Outcome, Severity, Span, StageError, finding
from briefpress.expand import decode
from briefpress.model import Project, SourceText
from briefpress.settings import Brief
from briefpress.validate import nearest, validate

BRIEF = "report/brief.yaml"
REFERENCE_ENDINGS = (".bib", ".bibtex", ".json", ".ris", ".yaml", ".yml")


def load(root: Path) -> Outcome[Project]:
    """Read brief.yaml and the sections that it names.

    Raises StageError where there is no brief.yaml, or one that can't be understood.
    """
    root = root.resolve()
    data = _read_yaml(root)
    raw = data.value if data.value is not None else {}
    if not isinstance(raw, dict):
        raise StageError(finding("CONF003", "brief.yaml holds no keys.", Span(BRIEF, 1, 1),
                                 "It begins with a line such as `title: …`."))  # fmt: skip
    _, faults = validate(raw, Brief, BRIEF, data.marks)
    # Without its title a brief can still be looked at, so that all that is wrong with it comes in one run.
    brief, _ = validate({"title": "Untitled", **{k: v for k, v in raw.items() if v}}, Brief, BRIEF, data.marks)
    found = [*data.diagnostics, *faults]
    sections = _sections(root, _texts(raw.get("sections")), data.marks, found)
    if brief is None:
        raise StageError(*found)
    references = _references(root, brief, data.marks, found)
    found += _wishes(brief, data.marks)
    project = Project(root, brief, sections, references, data.marks, _epoch(brief))
    return Outcome(project, tuple(found))


def _read_yaml(root: Path) -> yamlfile.YamlData:
    path = root / BRIEF
    try:
        raw = files.inside(root, path).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "Run `briefpress new DIR` to make one, or name its folder: `briefpress -C DIR build`."
        raise StageError(finding("CONF005", f"There is no {BRIEF} in this folder.", None, hint)) from error
    except files.OutsideBriefError as error:
        raise StageError(finding("CONF005", f"{BRIEF} lies outside the brief's folder.")) from error
    except OSError as error:
        raise StageError(finding("CONF005", f"{BRIEF} can't be read: {error.strerror}.")) from error
    text, found = decode(raw, BRIEF)
    data = yamlfile.parse(text, BRIEF)
    if found or (data.value is None and data.diagnostics):
        raise StageError(*found, *data.diagnostics, *_unreadable_sections(root))
    return data


def _unreadable_sections(root: Path) -> list[Diagnostic]:
    """What is wrong with the sections, told also where brief.yaml keeps the build from going on."""
    found: list[Diagnostic] = []
    _sections(root, None, {}, found)
    return [d for d in found if d.code == "SECT002"]


def _texts(value: Any) -> list[str] | None:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else None


def _sections(
    root: Path, listed: list[str] | None, marks: Mapping[str, Span], found: list[Diagnostic]
) -> tuple[SourceText, ...]:
    folder = root / "report"
    names = listed if listed is not None else sorted(p.name for p in folder.glob("*.md"))
    sections = []
    for i, name in enumerate(names):
        path = files.relative(root, folder / name)
        place = marks.get(f"sections.{i}", Span(BRIEF))
        try:
            data = files.inside(root, folder / name).read_bytes()
        except files.OutsideBriefError:
            found.append(finding("SECT001", f"`{name}` is outside the brief's folder.", place))
            continue
        except OSError:
            like = nearest(name, sorted(p.name for p in folder.glob("*.md")))
            hint = f"Did you mean `{like}`?" if like else "Make the file, or take it off the list."
            found.append(finding("SECT001", f"There is no section `{path}`.", place, hint))
            continue
        text, faults = decode(data, path)
        found += faults
        if not faults:
            sections.append(SourceText(path, text))
    if not names:
        hint = "Write a section, such as report/01-summary.md, that begins with `# A heading`."
        found.append(finding("SECT003", "The brief has no section.", Span(BRIEF), hint))
    return tuple(sections)


def _references(root: Path, brief: Brief, marks: Mapping[str, Span], found: list[Diagnostic]) -> tuple[str, ...]:
    if brief.citations.references is None:
        there = (root / "sources").glob("references.*")
        return tuple(sorted(files.relative(root, p) for p in there if p.suffix in REFERENCE_ENDINGS))
    paths = []
    for i, name in enumerate(brief.citations.references):
        place = marks.get(f"citations.references.{i}", Span(BRIEF))
        target = root / "report" / name
        path = files.relative(root, target)
        try:
            exists = files.inside(root, target).is_file()
        except files.OutsideBriefError:
            found.append(finding("CITE003", f"`{name}` is outside the brief's folder.", place))
            continue
        if not exists:
            hint = "Paths in brief.yaml are read from the report folder: ../sources/references.yaml."
            found.append(finding("CITE003", f"There is no bibliography `{path}`.", place, hint))
        elif target.suffix not in REFERENCE_ENDINGS:
            hint = "It takes " + ", ".join(REFERENCE_ENDINGS) + "."
            found.append(finding("CITE003", f"`{path}` is no kind of bibliography that is known here.", place, hint))
        else:
            paths.append(path)
    return tuple(paths)


def _wishes(brief: Brief, marks: Mapping[str, Span]) -> list[Diagnostic]:
    found = []
    if brief.date is None:
        found.append(
            finding("META001", "The brief has no date.", Span(BRIEF), "Add a line such as `date: 2026-01-15`.")
        )
    if not brief.authors:
        found.append(finding("META002", "The brief names no author.", Span(BRIEF), "Add `authors: [A. Name]`."))
    for code, setting in brief.checks.items():
        place = marks.get(f"checks.{code}", Span(BRIEF))
        if code not in REGISTRY:
            like = nearest(code, list(REGISTRY))
            hint = f"Did you mean `{like}`?" if like else ""
            found.append(finding("CONF002", f"`{code}` is no code of a finding.", place, hint))
        elif REGISTRY[code].firm and setting.severity != "error":
            hint = f"`briefpress explain {code}` tells why."
            found.append(finding("CONF003", f"The severity of {code} can't be lowered.", place, hint))
    return found


def _epoch(brief: Brief) -> int | None:
    if brief.date is not None:
        noon = datetime.datetime.combine(brief.date, datetime.time(0), datetime.UTC)
        return int(noon.timestamp())
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else None


def settle(diagnostics: tuple[Diagnostic, ...], brief: Brief) -> tuple[Diagnostic, ...]:
    """The findings with the severities that the brief gives their codes."""
    return tuple(
        replace(d, severity=Severity(brief.checks[d.code].severity))
        if d.code in brief.checks and not REGISTRY[d.code].firm
        else d
        for d in diagnostics
    )
