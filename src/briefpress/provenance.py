"""An edition and the files that were read for it in; what it is made of, for its manifest and within its PDF, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath

from briefpress import __version__, files
from briefpress.accession import FOLDER, RECORD
from briefpress.diagnostics import Span, StageError, finding
from briefpress.engines import fonts, pandoc, vega, weasyprint
from briefpress.engines.libraries import libraries
from briefpress.look import Look
from briefpress.made import Made, Traced
from briefpress.model import BRIEF, LINKS, LOCK, Attachment, Library, ResolvedManuscript
from briefpress.records import published
from briefpress.settings import Format, Variant
from briefpress.statement import encoded, predicate

MANIFEST = "manifest.json"
BIBLIOGRAPHY = "bibliography.json"


@cache
def engines() -> Mapping[str, str | None]:
    """The versions of the engines, and of the system's libraries; None for what isn't here, and so made nothing."""
    return {
        "briefpress": __version__,
        "pandoc": pandoc.version(),
        "vl-convert": _version(vega.version),
        "weasyprint": _version(weasyprint.version),
        **libraries(),
    }


def made_of(
    manuscript: ResolvedManuscript,
    library: Library,
    look: Look,
    traced: tuple[Traced, ...],
    formats: Collection[Format],
    variant: Variant,
) -> Made:
    """What goes into an edition of these formats: its record, each file that was read with its hash, the engines."""
    project = manuscript.project
    brief, root = project.brief, project.root
    beside = set(look.read_for(formats))
    if library.style == (root / "report" / brief.citations.style).resolve():
        beside.add(library.style)
    # A private document is named by its record, which has its hash: an edition is the same where it isn't there.
    documents = (document.path for document in library.documents.values() if not document.private)
    kept = [f"{FOLDER}/{key}{RECORD}" for key in library.accessions]
    kept += [LOCK] * (library.lock is not None) + [LINKS] * bool(library.dead)
    read = {BRIEF, *manuscript.inputs, *project.references}
    read |= {file.record for one in traced for file in one.files if file.record}
    read |= {project.row.place.path} if project.row else set()
    paths = sorted({*read, *documents, *kept, *(files.relative(root, path) for path in beside)})
    return Made(
        title=brief.title,
        edition=brief.edition,
        date=brief.date.isoformat() if brief.date else None,
        revision=brief.revision,
        words=manuscript.words,
        inputs={path: files.as_watched(root, path) for path in paths},
        engines=engines(),
        fonts=_packages(look),
        parameters={
            "formats": tuple(dict.fromkeys(formats)),
            "variant": variant,
            "booklet": brief.look.print.booklet,
            "draft": project.trial,
        },
        epoch=project.epoch,
        data=traced,
    )


def agreed(made: Made, read: Iterable[Mapping[str, str]]) -> None:
    """Hold that every file is the one that was read for the edition, each time that it was.

    `read` are SHA-256 by path. Raises StageError (OUT002) where somebody saved a file while the build ran: what was
    made of the one would be told to be of the other.
    """
    seen: dict[str, set[str]] = {path: {digest} for path, digest in made.inputs.items()}
    for path, digest in (item for one in read for item in one.items()):
        if path in seen:
            seen[path].add(digest)
    said = (
        "`{}` changed while the build ran: some of the edition is made of what it was before, some of what it is now."
    )
    changed = [path for path, digests in seen.items() if len(digests) > 1 or digests & {files.ABSENT, files.UNREADABLE}]
    if changed:
        raise StageError(*(finding("OUT002", said.format(p), Span(p), "Build again.") for p in changed))


def _packages(look: Look) -> dict[str, str]:
    """The versions of the packages that hold the letters of a look and are here."""
    names = dict.fromkeys(face.package for face in fonts.of(look.families) if face.path is not None)
    return {name.replace("_", "-"): version(name.replace("_", "-")) for name in names}


def attachments(manuscript: ResolvedManuscript, made: Made) -> tuple[Attachment, ...]:
    """The files that travel within the PDF: what went into it, the works that it cites, the data of its figures."""
    found = [
        Attachment(
            MANIFEST, "application/json", "What this edition was made of", encoded(predicate(made)), "Supplement"
        )
    ]
    if manuscript.records:
        said = "The works that this brief cites, as CSL-JSON"
        annotated = manuscript.project.brief.citations.annotations
        data = encoded([published(record, annotated=annotated) for record in manuscript.records])
        found.append(Attachment(BIBLIOGRAPHY, "application/vnd.citationstyles.csl+json", said, data, "Source"))
    return (*found, *_datasets(manuscript))


def _datasets(manuscript: ResolvedManuscript) -> list[Attachment]:
    """The rows that each chart and table shows: its file, where that is CSV and it shows all of it, else our CSV."""
    root = manuscript.project.root
    figures: dict[tuple[str, str], list[str]] = {}
    for shown in manuscript.shown:
        figures.setdefault((shown.path, shown.csv), []).append(shown.figure)
    parts: Counter[str] = Counter()
    called: dict[tuple[str, str], str] = {}
    for path, rows in figures:
        parts[path] += bool(rows)
        called[path, rows] = f"{PurePosixPath(path).with_suffix('')}-{parts[path]}.csv" if rows else path
    names = _names(called.values())
    return [
        Attachment(
            names[called[path, rows]], "text/csv", "The data of a chart or a table",
            rows.encode() if rows else files.read_inside(root, root / path), "Data",
            tuple(figure for figure in of if figure),
        )
        for (path, rows), of in figures.items()
    ]  # fmt: skip


def _names(paths: Collection[str]) -> dict[str, str]:
    """What each file is called within the PDF: its own name, or its whole path where two have one name."""
    shared = Counter(PurePosixPath(path).name.casefold() for path in (*paths, MANIFEST, BIBLIOGRAPHY))
    names = {path: PurePosixPath(path).name for path in paths}
    return {path: name if shared[name.casefold()] == 1 else path.replace("/", "-") for path, name in names.items()}


def _version(ask: Callable[[], str]) -> str | None:
    try:
        return ask()
    except (PackageNotFoundError, StageError):
        return None
