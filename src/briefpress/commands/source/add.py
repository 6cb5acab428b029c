"""A file or an address in; a document of the brief, its text and its record, and the reference it may have, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefpress import files
from briefpress.accession import FOLDER
from briefpress.commands._shared import Options, finish
from briefpress.commands.source._library import Shelf, shelf_of, sized
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.ledger import Document

if TYPE_CHECKING:
    from briefpress.keeping.adding import Addition


def _address(ctx: click.Context, parameter: click.Parameter, value: str) -> str:  # noqa: ARG001
    if value and not re.fullmatch(r"https?://\S+", value):
        raise click.BadParameter(f"`{value}` is no address on the web: those begin like `https://example.org`.")
    return value


@click.command("add", epilog="Example: briefpress source add https://example.org/report.pdf --key marsh2020 --write")
@click.argument("source", metavar="FILE|URL")
@click.option("--key", default="", help="The key of its reference (default: that of the bibliography, or a new one).")
@click.option("--rights", default="", metavar="TEXT",
              help="Who may have it; `private` keeps it and its text out of git.")  # fmt: skip
@click.option("--archived", default="", metavar="URL", callback=_address, help="The address of an archived copy.")
@click.option("--address", default="", metavar="URL", callback=_address, help="Where a file is from.")
@click.option("--first-page", type=click.IntRange(1), metavar="N", help="What its first page is called in print.")
@click.option("--write", is_flag=True, help="Add the reference to the bibliography, if the key isn't there.")
@click.option("--local", is_flag=True, help="Let the address lead to this machine or its own network.")
@click.pass_context
def command(
    ctx: click.Context,
    source: str,
    key: str,
    rights: str,
    archived: str,
    address: str,
    first_page: int | None,
    write: bool,
    local: bool,
) -> None:
    """Keep a document behind a source: its file, its text by pages and paragraphs, its SHA-256, the day.

    Text, Markdown, HTML, PDF, DOCX, ODT and EPUB are read. Nothing that is kept is written over. A copy may be no more
    yours to publish than the work is: `--rights private`.
    """
    from briefpress.keeping import adding, shelf

    options = Options.of(ctx)
    brief = shelf_of(ctx)
    wish = adding.Wish(source, key, rights, archived, address, first_page, local)
    try:
        new = adding.addition(options.root, brief.library, wish, today())
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    found = list(new.found)
    try:
        accessions = {**brief.library.accessions, new.key: new.accession}
        outputs = shelf.put(options.root, accessions, new.files)
        document = Document(new.key, "", new.accession.sha256, new.text, new.accession.private)
        told = [f"{FOLDER}/{new.accession.file} is the document of `{new.key}`: {sized(document)}.", *new.remarks]
        if new.accession.private:
            told.append("It is private: git is to have neither it nor its text.")
        elif not new.accession.rights:
            told.append("Git may have it. If it isn't yours to publish, write `rights: private` into its record now.")
        if new.key not in brief.library.records:
            said, written, faults = _entered(options, brief, new, write=write)
            told, outputs, found = [*told, said], (*outputs, *written), [*found, *faults]
        elif write:
            told.append(f"The bibliography has `{new.key}` already, and stays as it is.")
    except OSError as error:
        said, place, _ = files.unwritable(options.root / FOLDER, error)
        finish(
            ctx, options, [*found, finding("OUT001", said, place, "Look at the rights of sources, and at its room.")]
        )
    shown = tuple(path for path in outputs if path.name != ".gitignore")
    more = {"key": new.key, "record": new.record, "remarks": list(new.remarks)}
    finish(ctx, options, found, shown, "\n".join(told), more=more)


def _entered(
    options: Options, brief: Shelf, new: Addition, *, write: bool
) -> tuple[str, tuple[Path, ...], list[Diagnostic]]:
    """What to tell of the reference; the bibliography that has it now, where that is wished; what kept it out."""
    from briefpress.keeping import bibliography

    path = bibliography.home(brief.project.references)
    ready = bibliography.ready(new.record, path)
    lacks = [name for name, field in _WANTED.items() if field not in new.record]
    lacking = f"\nThe document doesn't say its {', '.join(lacks)}: write it in." if lacks else ""
    if not write:
        return f"The bibliography has no `{new.key}`. For {path} (`--write` puts it there):\n\n{ready}{lacking}", (), []
    try:
        written = bibliography.write(options.root, path, new.record)
    except bibliography.NotAddedError as error:
        said = f"The reference wasn't written into {path}: {error}."
        found = finding("SRC013", said, Span(path), "Put it there by hand.")
        return f"{ready}{lacking}", (), [found]
    return f"{path} has its reference now:\n\n{ready}{lacking}", written, []


_WANTED = {"title": "title", "author": "author", "date": "issued"}
"""What a reference wants that readers can look up, by its field."""
