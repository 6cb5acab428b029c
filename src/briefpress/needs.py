"""The project in; of its settings and the rest of it what one stage may see, and the digest of each, out.

A stage is given no more of the project than stands here. So it can't depend on anything of it that its key lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from msgspec import structs

from briefpress.engines.weasyprint import Printed
from briefpress.memo import Parts, Ran, digest
from briefpress.model import BoundBook, Manuscript, Page, Picture, Project, ResolvedManuscript
from briefpress.outcomes import Artifacts, Desk, Drawings, Examined
from briefpress.settings import Brief

Engine = Literal["pandoc", "fonts", "letters"]
"""What does the work and is no library of Python's: pandoc, this machine's fonts, and what it sets letters with."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a stage sees, and what it makes.

    `settings` are keys of brief.yaml by their path, `places` those whose place in brief.yaml it tells, `project` fields
    of the project beside those; `takes` are fields of what the stages before it made, `gives` those that it makes of
    what is of a `kind`; `engines` do the work, beside Python's libraries, all of which are in the key of every stage.
    """

    settings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    kind: type = Manuscript
    engines: tuple[Engine, ...] = ()


_SILENT = Brief("…")
"""What a brief is where brief.yaml is silent, as far as it can be."""


def _all_but(*left_out: str) -> tuple[str, ...]:
    """Every key of brief.yaml but these."""
    out: list[str] = []
    for name in Brief.__struct_fields__:
        within = {path.partition(".")[2] for path in left_out if path.startswith(f"{name}.")}
        if within and name not in left_out:
            out += [f"{name}.{key}" for key in getattr(_SILENT, name).__struct_fields__ if key not in within]
        elif name not in left_out:
            out.append(name)
    return tuple(out)


_RECORD = ("title", "subtitle", "authors", "date", "edition", "lang", "name", "url", "description", "keywords",
           "publisher", "identifier", "licence", "status", "embargo", "revision")  # fmt: skip
"""The settings by which others cite the brief."""

_CLAIMS = ("evidence.scale", "evidence.sources", "evidence.oldest", "evidence.retracted", "evidence.unseen")
"""The settings that claims are held to."""

_UNPRINTED = (
    "sections",
    "citations",
    "variables",
    "limits",
    "checks",
    "editions",
    "series",
    "look.print",
    "look.number_sections",
    *_CLAIMS,
)
"""The settings whose work is done when the text stands, or that no page shows."""

_TEXT = ("sections", "references", "pictures", "words", "record", "records", "suggested", "ledger")
_PRINTED = tuple(field.name for field in fields(Printed))

_WRITTEN = Needs(
    settings=_all_but(*_UNPRINTED, "accessibility", "look.cover_image"),
    project=("epoch",),
    takes=_TEXT,
    gives=("files",),
    kind=Artifacts,
    engines=("pandoc", "fonts"),
)
"""The text as one medium has it, written into a file that pages make no difference to."""

NEEDS: Mapping[str, Needs] = {
    "assemble": Needs(
        settings=("abbreviations", "limits.words", "formats"),
        places=("abbreviations", "limits.words"),
        gives=("sections", "where", "inputs", "words", "passages", "written", "values", "braces", "absent"),
        engines=("pandoc",),
    ),
    "illustrate": Needs(
        settings=("lang",),
        takes=("sections", "where", "inputs", "braces"),
        gives=("sections", "where", "inputs", "pictures", "charts", "datasets", "shown"),
        engines=("pandoc",),
    ),
    "number": Needs(
        settings=("lang", "look.number_sections"),
        project=("all_sections",),
        takes=("sections", "where", "datasets", "shown", "absent"),
        gives=("sections", "datasets", "shown"),
    ),
    "verify": Needs(
        settings=("lang", "date", "citations.nocite", *_CLAIMS),
        places=("evidence",),
        project=("all_sections",),
        takes=("sections", "where", "written", "datasets"),
        gives=("ledger", "by_hand"),
    ),
    "cite": Needs(
        settings=(*_RECORD, "citations.groups", "citations.annotations", "citations.backlinks", "citations.nocite",
                  "evidence.marks"),
        places=("citations.nocite",),
        takes=("sections", "where", "ledger"),
        gives=("sections", "references", "record", "records", "suggested"),
        kind=ResolvedManuscript,
        engines=("pandoc",),
    ),
    "compare": Needs(),
    "draw": Needs(
        takes=("charts",),
        gives=("svg", "fonts"),
        kind=Drawings,
        engines=("fonts",),
    ),
    "paper": Needs(
        settings=_all_but(*_UNPRINTED, "formats", "accessibility", "look.cover_image"),
        takes=_TEXT,
        gives=("html", "inventory", "files", "stamp"),
        kind=Page,
        engines=("pandoc", "fonts"),
    ),
    "print": Needs(
        settings=("look.print.bleed",),
        takes=("html", "files", "stamp"),
        gives=_PRINTED,
        kind=Printed,
        engines=("fonts", "letters"),
    ),
    "finish": Needs(
        settings=(*_RECORD, "look.print"),
        project=("epoch",),
        takes=_PRINTED,
        gives=("files",),
        kind=Artifacts,
    ),
    "page": replace(_WRITTEN, takes=(*_TEXT, "shown")),
    "bind": replace(_WRITTEN, takes=(*_TEXT, "shown"), gives=("files", "inventory", "fonts"), kind=BoundBook),
    "type": _WRITTEN,
    "cover": Needs(
        settings=_all_but(*_UNPRINTED, "formats", "accessibility", "abbreviations", "evidence"),
        gives=("name", "data", "described", "fonts"),
        kind=Picture,
        engines=("fonts", "letters"),
    ),
    "seal": Needs(
        settings=(*_RECORD, "accessibility"),
        places=("accessibility",),
        takes=("files", "inventory", "fonts"),
        gives=("files",),
        kind=Artifacts,
    ),
    "desk": Needs(
        settings=("title", "name", "lang", "date", "edition"),
        takes=("ledger", "by_hand"),
        gives=("data",),
        kind=Desk,
    ),
    "check": Needs(
        settings=("abbreviations",),
        project=("sections",),
        takes=("passages",),
        gives=("sha256",),
        kind=Examined,
    ),
}  # fmt: skip


def in_order(ran: Iterable[Ran]) -> list[Ran]:
    """Stages in the order of the pipeline, whichever ran first of those that run side by side."""
    place = {name: number for number, name in enumerate(NEEDS)}
    return sorted(ran, key=lambda one: (place[one.stage.partition(" ")[0]], one.stage))


def seen(project: Project, needs: Needs) -> Project:
    """The project as a stage sees it: with the settings that it needs, all others as where brief.yaml is silent."""
    brief: Any = _SILENT
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
    return out | {_PROJECT.get(name, name): digest(getattr(project, name)) for name in needs.project}


_PROJECT = {
    "all_sections": "whether every section could be read",
    "epoch": "the time of the edition",
    "sections": "the text of the sections",
}
"""What fields of the project are called."""


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
