"""A call of `source` in; the brief's library, and what was found about its documents, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

import click

from briefpress import files
from briefpress.accession import FOLDER, Accession
from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.diagnostics import Diagnostic
from briefpress.ledger import Document, Entry
from briefpress.model import Library, Manuscript, Project
from briefpress.running import Request, Step


@dataclass(frozen=True, slots=True)
class Shelf:
    """A brief as `source` sees it. Its sections may be unreadable yet; then there is no manuscript."""

    project: Project
    library: Library
    manuscript: Manuscript | None
    found: tuple[Diagnostic, ...]

    @property
    def ledger(self) -> tuple[Entry, ...]:
        """What is known of the claims of the brief."""
        return self.manuscript.ledger if self.manuscript else ()


def shelf_of(ctx: click.Context, *, claims: bool = False) -> Shelf:
    """The brief's library, with its claims where they are wanted and the sections can be read.

    Ends the command where brief.yaml can't be read. Of the findings those about sources stay: `build` tells the others.
    """
    options = Options.of(ctx)
    steps: tuple[Step, ...] = ("verify", "collect") if claims else ("collect",)
    for step in steps:
        report = run_pipeline(options, Request(options.root, until=step))
        if report.library is not None:
            break
    if report.project is None or report.library is None:
        finish(ctx, options, report.diagnostics)
    kept = tuple(d for d in report.diagnostics if d.code.startswith(("SRC", "CITE002", "CITE003")))
    library = report.library
    unnamed = {key: _read(report.project, a) for key, a in library.accessions.items() if key not in library.records}
    documents = {**library.documents, **{key: found for key, found in unnamed.items() if found}}
    return Shelf(report.project, replace(library, documents=documents), report.manuscript, kept)


def _read(project: Project, accession: Accession) -> Document | None:
    """A document that the bibliography has no record of, which no other command reads."""
    from briefpress.engines.documents.refusal import UnreadableError
    from briefpress.keeping.texts import text_of

    path = project.root / FOLDER / accession.file
    try:
        data = files.read_inside(project.root, path)
        text = text_of(project.root, data, path.suffix, accession.first_page)
    except (files.OutsideBriefError, OSError, UnreadableError):
        return None
    return Document(path.stem, f"{FOLDER}/{path.name}", files.sha256(data), text, accession.private)


def chosen(keys: Iterable[str], known: Iterable[str], lacking: str) -> tuple[str, ...]:
    """Keys as they were given, each once. Raises UsageError, which begins with `lacking`, for one that isn't known."""
    there = sorted(known)
    for key in keys:
        if key not in there:
            like = get_close_matches(key, there, n=1)
            hint = f"Did you mean `{like[0]}`?" if like else "`briefpress source list` lists them."
            raise click.UsageError(f"{lacking} `{key}`. {hint}")
    return tuple(dict.fromkeys(keys))


def sized(document: Document) -> str:
    """How long a document is: `12 pages, 4,310 words`."""
    pages, words = measures(document)
    said = f"{words:,} word{'s' * (words != 1)}"
    return f"{pages:,} page{'s' * (pages != 1)}, {said}" if pages else said


def measures(document: Document) -> tuple[int, int]:
    """The pages of a document, none where it has none, and its words."""
    from briefpress.wording import word_count

    pages = len(dict.fromkeys(p.page for p in document.text.paragraphs if p.page))
    return pages, word_count(document.text.words)
