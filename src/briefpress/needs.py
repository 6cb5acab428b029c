"""The project in; of its settings and the rest of it what one stage may see, and the digest of each, out.

A stage is given no more than stands here. So it can't depend on anything that its key doesn't name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from briefpress.memo import Parts, digest
from briefpress.model import Manuscript, Project, ResolvedManuscript
from briefpress.settings import Brief


@dataclass(frozen=True, slots=True)
class Needs:
    """What a stage sees.

    `settings` are keys of brief.yaml by their path, `places` those whose place in brief.yaml it tells, `project` fields
    of the project beside those; `takes` are fields of what the stages before it made, `gives` those that it makes;
    `libraries` do the work, and what comes out is of a `kind`.
    """

    settings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    kind: type = Manuscript


_RECORD = ("title", "subtitle", "authors", "date", "edition", "lang", "name", "url", "description", "keywords",
           "publisher", "identifier", "licence", "status", "embargo")  # fmt: skip
"""The settings by which others cite the brief."""

NEEDS: Mapping[str, Needs] = {
    "assemble": Needs(
        settings=("abbreviations", "limits.words", "formats"),
        places=("abbreviations", "limits.words"),
        gives=("sections", "where", "inputs", "words", "passages", "written"),
        libraries=("pandoc", "tinyhtml5", "lxml"),
    ),
    "illustrate": Needs(
        settings=("lang",),
        takes=("sections", "where", "inputs"),
        gives=("sections", "where", "inputs", "pictures", "charts", "datasets"),
        libraries=("pandoc", "tinyhtml5", "lxml", "pillow", "babel"),
    ),
    "number": Needs(
        settings=("lang", "look.number_sections"),
        project=("all_sections",),
        takes=("sections", "where", "datasets"),
        gives=("sections", "datasets"),
    ),
    "verify": Needs(
        settings=("lang", "date", "evidence", "citations.nocite"),
        places=("evidence",),
        project=("all_sections",),
        takes=("sections", "where", "written", "datasets"),
        gives=("sections", "ledger", "by_hand"),
        libraries=("rapidfuzz", "text2num", "babel"),
    ),
    "cite": Needs(
        settings=(*_RECORD, "citations", "evidence.marks"),
        places=("citations.nocite",),
        takes=("sections", "where", "ledger"),
        gives=("sections", "references", "record", "records", "suggested"),
        kind=ResolvedManuscript,
        libraries=("pandoc", "lxml"),
    ),
}


def seen(project: Project, needs: Needs) -> Project:
    """The project as a stage sees it: with the settings that it needs, all others as where brief.yaml is silent."""
    brief: Any = Brief("…")
    for path in needs.settings:
        brief = _with(brief, path.split("."), _at(project.brief, path))
    marks = {key: place for key, place in project.marks.items() if _is_below(key, needs.places)}
    known = {name: getattr(project, name) for name in needs.project}
    return replace(Project(project.root, brief, (), (), marks), **known)


def parts(project: Project, needs: Needs) -> Parts:
    """What a stage sees of the project, by name."""
    out = {f"the option {path}": digest(_at(project.brief, path)) for path in needs.settings}
    for path in needs.places:
        there = {key: place for key, place in project.marks.items() if _is_below(key, (path,))}
        out[f"the place of {path} in brief.yaml"] = digest(sorted(there.items()))
    return out | {f"{name} (load)": digest(getattr(project, name)) for name in needs.project}


def _at(brief: Brief, path: str) -> Any:
    value: Any = brief
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _with(struct: Any, names: list[str], value: Any) -> Any:
    first, *more = names
    return structs.replace(struct, **{first: _with(getattr(struct, first), more, value) if more else value})


def _is_below(key: str, paths: Iterable[str]) -> bool:
    return any(key == path or key.startswith(f"{path}.") for path in paths)
