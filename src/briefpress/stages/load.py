"""A folder in; the Project in it, its settings validated and its sections read, out."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import structs

from briefpress import cache, contrast, dates, files, identity, orthography, pictures, sheet, status, yamlfile
from briefpress.codes import REGISTRY
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding
from briefpress.engines import profiles
from briefpress.expand import decode
from briefpress.look import COVERS, HOUSE, LOGOS, screen_css
from briefpress.model import BRIEF, Project, SourceText
from briefpress.series import filling
from briefpress.settings import Brief
from briefpress.validate import nearest, validate
from briefpress.values import metadata
from briefpress.variants import Row
from briefpress.wording import language

_OWN = "A build reads only the brief's own folder: put the file there."
SECTION_ENDINGS = (".md", ".markdown")
_MARKDOWN = re.compile(
    r"(?<![\w*])\*\*?(?=\S)[^*]+\*|(?<!\w)_(?=\S)[^_]+_(?!\w)|`[^`]+`|\[[^\]]*\]\([^)]*\)|[~^]\w+[~^]|\^\["
)
"""Signs that would be mark-up in a section."""

REFERENCE_ENDINGS = (".bib", ".bibtex", ".json", ".ris", ".yaml", ".yml")


def load(root: Path, row: Row | None = None, store: cache.Store | None = None) -> Outcome[Project]:
    """Read brief.yaml and the sections that it names; of a series, as the brief of a row has them.

    What engines read for values in its title is kept in the store, if there is one.

    Raises StageError where there is no brief.yaml, or one that can't be understood, or one of a series without a row.
    """
    data = _read_yaml(root)
    root = root.resolve()
    raw = data.value if data.value is not None else {}
    if not isinstance(raw, dict):
        raise StageError(finding("CONF003", "brief.yaml holds no keys.", Span(BRIEF, 1, 1),
                                 "It begins with a line such as `title: …`."))  # fmt: skip
    raw, filled = filling.filled(root, raw, row, data.marks)
    raw = identity.in_digits(raw)
    _, faults = validate(raw, Brief, BRIEF, data.marks)
    # Without its title a brief can still be looked at, so that all that is wrong with it comes in one run.
    title = raw.get("title")
    named = raw if isinstance(title, str) and title.strip() else {**raw, "title": "Untitled"}
    brief, _ = validate(named, Brief, BRIEF, data.marks)
    found = _causes([*data.diagnostics, *filled, *faults])
    if brief is None:
        raise StageError(*found)
    before = len(found)
    sections = _sections(root, brief.sections, data.marks, found)
    all_sections = len(found) == before
    references = _references(root, brief, data.marks, found)
    found += [d for d in _wishes(brief, raw, data.marks) if not _meant(found, d)]
    found += _look(root, brief, data.marks)
    found += identity.faults(brief, data.marks)
    for path in (BRIEF, *(section.path for section in sections)):
        sys.audit(files.RESTS, str(root / path))
    brief = identity.normal(brief)
    brief = _with_every_variable(brief, raw)
    templates = metadata.templates(brief)
    brief = _set(metadata.filled(root, brief, row, store))
    listed = len(set(brief.citations.references or references))
    project = Project(root, brief, sections, references, data.marks, _epoch(brief),
                      len(references) >= listed, all_sections, templates=templates, row=row)  # fmt: skip
    found += [wrong] if (wrong := profiles.fault(project)) else []
    return Outcome(project, tuple(found))


def _set(brief: Brief) -> Brief:
    """What is printed of brief.yaml, with the apostrophes and quotation marks that the sections have."""

    def line(text: str) -> str:
        return orthography.line(" ".join(text.split()), brief.lang)

    return structs.replace(
        brief,
        **{name: line(getattr(brief, name)) for name in ("title", "subtitle", "description")},
        publisher=structs.replace(brief.publisher, name=line(brief.publisher.name)),
        identifier=structs.replace(brief.identifier, series=line(brief.identifier.series or "") or None),
        revision=structs.replace(brief.revision, note=line(brief.revision.note)) if brief.revision else None,
    )


_LACKING = {"CONF004": "title", "META001": "date", "META002": "authors"}
"""The findings that something is missing, with the key that would give it."""


def _meant(found: list[Diagnostic], lack: Diagnostic) -> bool:
    """Whether what is missing stands there under a mistyped key, which has a finding of its own."""
    key = _LACKING.get(lack.code)
    return key is not None and any(d.code == "CONF002" and f"`{key}`" in d.hint for d in found)


def _causes(found: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in found if not _meant(found, d)]


def _with_every_variable(brief: Brief, raw: Mapping[str, Any]) -> Brief:
    """The brief with a name for each variable whose value is none: what uses it is no fault as well."""
    given = raw.get("variables")
    if not isinstance(given, dict):
        return brief
    return structs.replace(brief, variables={**{str(name): "…" for name in given}, **brief.variables})


def _read_yaml(root: Path) -> yamlfile.YamlData:
    path = root / BRIEF
    try:
        raw = files.read_inside(root, path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StageError(_no_brief(root)) from error
    except files.OutsideBriefError as error:
        said = f"{BRIEF} is a link that leads out of the brief's folder."
        raise StageError(finding("CONF005", said, None, _OWN)) from error
    except OSError as error:
        said = "is a folder, not a file" if path.is_dir() else f"can't be read: {error.strerror}"
        hint = "`briefpress new DIR` makes a brief that builds, to look at."
        raise StageError(finding("CONF005", f"{BRIEF} {said}.", None, hint)) from error
    text, found = decode(raw, BRIEF)
    data = yamlfile.parse(text, BRIEF)
    if found or (data.value is None and data.diagnostics):
        raise StageError(*found, *data.diagnostics, *_unreadable_sections(root))
    return data


def _no_brief(root: Path) -> Diagnostic:
    """There is no brief.yaml: the likeliest reason."""
    if not root.is_dir():
        return finding("CONF005", f"There is no folder `{root}`.", None, "`briefpress new DIR` makes one with a brief.")
    hint = "Run `briefpress new DIR` to make one, or name its folder: `briefpress -C DIR build`."
    other = next((name for name in ("brief.yml", "Brief.yaml", "brief.json") if (root / "report" / name).is_file()), "")
    if other:
        hint = f"Call report/{other} by that name."
    elif (root / "brief.yaml").is_file():
        hint = "The folder that you named holds the sections: name the one above it, with `-C`."
    where = "this folder" if root == Path() else f"`{root.as_posix()}`"
    return finding("CONF005", f"There is no {BRIEF} in {where}.", None, hint)


def _unreadable_sections(root: Path) -> list[Diagnostic]:
    """What is wrong with the sections, told also where brief.yaml keeps the build from going on."""
    found: list[Diagnostic] = []
    _sections(root.resolve(), None, {}, found)
    return [d for d in found if d.code == "SECT002"]


def _sections(
    root: Path, listed: tuple[str, ...] | None, marks: Mapping[str, Span], found: list[Diagnostic]
) -> tuple[SourceText, ...]:
    folder = root / "report"
    # Names that begin with a dot are an editor's or a system's, not the author's.
    there = sorted(
        p.name for p in folder.glob("*") if p.suffix.lower() in SECTION_ENDINGS and not p.name.startswith(".")
    )
    names = listed if listed is not None else tuple(there)
    sections: list[SourceText] = []
    for i, name in enumerate(names):
        path = files.relative(root, folder / name)
        place = marks.get(f"sections.{i}", Span(BRIEF)) if listed is not None else Span(_printable(path))
        if name in names[:i]:
            found.append(finding("CONF003", f"`{name}` is on the list twice.", place, "Take one of the two off."))
            continue
        try:
            data = files.read_inside(root, folder / name)
            path.encode()
        except files.OutsideBriefError:
            found.append(finding("SECT001", f"`{name}` leads out of the brief's folder.", place, _OWN))
            continue
        except OSError:
            found.append(finding("SECT001", *_missing_section(folder / name, path, place, there)))
            continue
        except UnicodeEncodeError:
            hint = "Give it a name of plain letters, digits and hyphens."
            found.append(finding("SECT001", "The name of this file isn't UTF-8.", place, hint))
            continue
        text, faults = decode(data, path)
        found += faults
        if not faults:
            sections.append(SourceText(path, text))
    if not names:
        hint = "Write a section, such as report/01-summary.md, that begins with `# A heading`."
        found.append(finding("SECT003", "The brief has no section.", marks.get("sections", Span(BRIEF)), hint))
    return tuple(sections)


def _missing_section(file: Path, path: str, place: Span, there: list[str]) -> tuple[str, Span, str]:
    if file.is_symlink():
        return f"`{path}` is a link to a file that isn't there.", place, "Put the file itself there."
    if file.is_dir():
        return f"`{path}` is a folder, not a section.", place, "Name the files in it, one by one."
    like = nearest(Path(path).name, there)
    hint = f"Did you mean `{like}`?" if like else "Make the file, or take it off the list."
    return f"There is no section `{path}`.", place, hint


def _printable(path: str) -> str:
    """A path with what isn't UTF-8 in it made visible."""
    return path.encode("utf-8", "replace").decode()


def _references(root: Path, brief: Brief, marks: Mapping[str, Span], found: list[Diagnostic]) -> tuple[str, ...]:
    listed = brief.citations.references
    if listed is None:
        there = sorted((root / "sources").glob("references.*"))
        wanted = [(f"../sources/{p.name}", Span(files.relative(root, p))) for p in there if _ending(p)]
    else:
        wanted = [(name, marks.get(f"citations.references.{i}", Span(BRIEF))) for i, name in enumerate(listed)]
    paths: list[str] = []
    for name, place in wanted:
        target = root / "report" / name
        path = files.relative(root, target)
        try:
            real = files.inside(root, target)
        except files.OutsideBriefError:
            found.append(finding("CITE003", f"`{name}` leads out of the brief's folder.", place, _OWN))
            continue
        if real.is_dir():
            hint = "Name the files in it, one by one."
            found.append(finding("CITE003", f"`{path}` is a folder, not a bibliography.", place, hint))
        elif not real.is_file():
            hint = _other_bibliography(root, name)
            found.append(finding("CITE003", f"There is no bibliography `{path}`.", place, hint))
        elif not _ending(target):
            hint = "It takes " + ", ".join(REFERENCE_ENDINGS) + "."
            found.append(finding("CITE003", f"`{path}` is no kind of bibliography that is known here.", place, hint))
        elif path not in paths:
            paths.append(path)
    return tuple(paths)


def _ending(path: Path) -> bool:
    return path.suffix.lower() in REFERENCE_ENDINGS


def _other_bibliography(root: Path, name: str) -> str:
    """The bibliography that a path that leads to none was meant to name."""
    if (root / name).is_file():
        return f"Paths in brief.yaml are read from the report folder: `../{name}`."
    there = sorted(p.name for p in (root / "sources").glob("*") if _ending(p))
    like = nearest(Path(name).name, there)
    if like:
        return f"Did you mean `../sources/{like}`?"
    return "Paths in brief.yaml are read from the report folder, such as `../sources/references.yaml`."


def _wishes(brief: Brief, raw: Mapping[str, Any], marks: Mapping[str, Span]) -> list[Diagnostic]:
    found = []
    if "date" not in raw:
        hint = "Add a line such as `date: 2026-01-15`."
        found.append(finding("META001", "The brief has no date.", Span(BRIEF), hint))
    if not raw.get("authors", []) and raw.get("authors", []) is not None:
        hint = "Add a line such as `authors: [A. Name]`."
        found.append(finding("META002", "The brief names no author.", marks.get("authors", Span(BRIEF)), hint))
    for name in ("title", "subtitle"):
        if signs := _MARKDOWN.search(getattr(brief, name)):
            said = f"The {name} is plain text, so that readers would see the signs in “{signs[0]}”."
            found.append(finding("MARK001", said, marks.get(name, Span(BRIEF)), "Write the words without them."))
    for i, person in enumerate(brief.authors):
        if not (person if isinstance(person, str) else person.name).strip():
            place = marks.get(f"authors.{i}", marks.get("authors", Span(BRIEF)))
            said = "This author has no name, and is left out."
            found.append(finding("META002", said, place, "Write it, or take the author off the list."))
    if not brief.formats:
        said = "`formats` is empty, so nothing would be published."
        found.append(finding("CONF003", said, marks.get("formats", Span(BRIEF)), "Name one: `formats: [pdf]`."))
    if not language(brief.lang).known:
        said = f"The program has no words in the language `{brief.lang}`; “Figure” and the like are in English."
        hint = "If the language's code is right, as `en` or `hy`, nothing has to be done."
        found.append(finding("META003", said, marks.get("lang", Span(BRIEF)), hint))
    found += _status(brief, raw, marks)
    found += _revision(brief, marks)
    for code, setting in brief.checks.items():
        place = marks.get(f"checks.{code}", Span(BRIEF))
        if code not in REGISTRY:
            like = nearest(code, list(REGISTRY))
            hint = f"Did you mean `{like}`?" if like else "`briefpress explain` lists every code."
            found.append(finding("CONF002", f"`{code}` is no code of a finding.", place, hint))
        elif REGISTRY[code].firm and setting.severity != "error":
            hint = f"`briefpress explain {code}` tells what has to be mended."
            found.append(finding("CONF003", f"The severity of {code} can't be lowered.", place, hint))
    return found


def _revision(brief: Brief, marks: Mapping[str, Span]) -> list[Diagnostic]:
    """What readers couldn't make sense of in what the edition is to the one before it."""
    revision, found = brief.revision, []
    if revision is None:
        return []
    if brief.date is not None and revision.date < brief.date:
        said = (
            f"The revision is of {revision.date.isoformat()}, before the date of the brief, {brief.date.isoformat()}."
        )
        hint = "`date` is the day on which the brief first came out, `revision.date` that of this edition."
        found.append(finding("EDIT008", said, marks.get("revision.date", Span(BRIEF)), hint))
    if revision.kind != "update" and not revision.note.strip():
        said = f"Nobody is told what this {revision.kind} is about."
        place = marks.get("revision.note", marks.get("revision", Span(BRIEF)))
        found.append(
            finding("EDIT007", said, place, "Add a note: `revision: {…, note: What was wrong, and what is right.}`")
        )
    return found


def _status(brief: Brief, raw: Mapping[str, Any], marks: Mapping[str, Span]) -> list[Diagnostic]:
    """What doesn't go together: that the edition is held back, and until when."""
    place = marks.get("embargo", Span(BRIEF))
    end = status.embargo_end(brief)
    if brief.embargo is not None and end is None:
        return [finding("CONF003", f"`embargo` is `{brief.embargo}`; there is no such time.", place, _MOMENT)]
    if brief.status == "embargo" and raw.get("embargo") is None:
        said = "The brief is under embargo, but doesn't say until when."
        return [finding("STAT001", said, marks.get("status", Span(BRIEF)), _MOMENT)]
    if brief.status == "final" and brief.embargo is not None:
        said = f"`embargo` is `{brief.embargo}`, but the edition is final: nothing in it speaks of an embargo."
        hint = "Write `status: embargo`; or when the embargo is over, take this line out."
        return [finding("STAT002", said, place, hint)]
    day = end.date() if isinstance(end, datetime.datetime) else end
    if brief.status == "embargo" and brief.date is not None and day is not None and day < brief.date:
        said = f"`embargo` is `{brief.embargo}`, before the date of the brief, {brief.date.isoformat()}."
        return [finding("STAT003", said, place, "An embargo ends when the brief is published: mend one of the two.")]
    return []


_MOMENT = "Write until when, with the time zone: `embargo: 2026-12-01T00:01+01:00`; or the day alone."


def _look(root: Path, brief: Brief, marks: Mapping[str, Span]) -> list[Diagnostic]:
    """What is wrong with the files of the house's look: its logo, its cover, its style sheet."""
    found = _own_picture(root, "logo", brief.look.logo, LOGOS, marks.get("look.logo", Span(BRIEF)))
    found += _own_picture(root, "cover", brief.look.cover_image, COVERS, marks.get("look.cover_image", Span(BRIEF)))
    try:
        css, faults = decode(files.read_inside(root, root / HOUSE), HOUSE)
        amiss = [*faults, *sheet.faults(css, HOUSE)]
        found += amiss or _colours(brief, css)
    except files.OutsideBriefError:
        found.append(
            finding("CONF005", f"`{HOUSE}` is a link that leads out of the brief's folder.", Span(HOUSE), _OWN)
        )
    except FileNotFoundError:
        pass
    except OSError as error:
        said = f"`{HOUSE}` can't be read: {error.strerror or error}."
        found.append(finding("STYLE001", said, Span(HOUSE), "Make it a plain file that you may read, or take it away."))
    return found


def _own_picture(
    root: Path, kind: str, named: str | None, usual: tuple[str, ...], place: Span
) -> list[Diagnostic]:  # fmt: skip
    """What is wrong with a picture in `styles/`: the one that brief.yaml names, else those that are called as usual."""
    found = []
    for picture in usual if named is None else [named]:
        path = root / "styles" / picture
        name = files.relative(root, path)
        if named is None:
            if not path.is_file():
                continue
            place = Span(name)
        try:
            wrong = pictures.fault(files.read_inside(root, path))
            found += [finding("FIG004", f"The {kind} `{name}` {wrong[0]}.", place, wrong[1])] if wrong else []
        except files.OutsideBriefError:
            found.append(finding("FIG003", f"`{picture}` leads out of the brief's folder.", place, _OWN))
        except OSError:
            like = nearest(path.name, sorted(p.name for p in (root / "styles").glob("*")))
            hint = f"Did you mean `{like}`?" if like else "The path is read from the styles folder."
            found.append(finding("FIG002", f"There is no {kind} `{name}`.", place, hint))
    return found


def _colours(brief: Brief, css: str) -> list[Diagnostic]:
    """What is wrong with the colours that the house sets, where it sets any."""
    if "--" not in css:
        return []
    style = screen_css(brief.look.style)
    return contrast.faults(style, css, HOUSE)


def _epoch(brief: Brief) -> int | None:
    if brief.day is not None:
        midnight = datetime.datetime.combine(brief.day, datetime.time(0), datetime.UTC)
        return int(midnight.timestamp())
    return dates.epoch()
