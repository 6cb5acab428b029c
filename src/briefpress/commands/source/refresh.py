"""Keys in; what changed in their documents since they were added, and the claims that rest on it, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress import files
from briefpress.accession import FOLDER
from briefpress.commands._shared import Options, finish
from briefpress.commands.source._library import chosen, shelf_of
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, Span, finding


@click.command("refresh", epilog="Example: briefpress source refresh marsh2020 --accept")
@click.argument("keys", metavar="[KEY]...", nargs=-1)
@click.option("--accept", is_flag=True, help="Keep what is there now, with its hash and the day.")
@click.option("--local", is_flag=True, help="Let addresses lead to this machine or its own network.")
@click.pass_context
def command(ctx: click.Context, keys: tuple[str, ...], accept: bool, local: bool) -> None:
    """Look at documents again, all or those of KEYs: what changed since they were added, and what rests on it.

    The address is fetched again; of a file that was changed by hand, that is what is compared. Numbers that changed
    come first. Without a network it says so, and what is kept stays.
    """
    from briefpress.keeping import refreshing, shelf
    from briefpress.keeping.revisions import shown

    options, brief = Options.of(ctx), shelf_of(ctx, claims=True)
    accessions = dict(brief.library.accessions)
    found: list[Diagnostic] = []
    outputs: list[Path] = []
    told, seen = [], []
    for key in chosen(keys, accessions, "No document was added for") if keys else sorted(accessions):
        if not options.quiet:
            click.echo(f"Looking at {key} …", err=True)
        look = refreshing.look(options.root, key, accessions[key], today(), local=local)
        document = brief.library.documents.get(key)
        rests = list(refreshing.resting(look, document.text if document else None, brief.ledger))
        kept = look.files is not None and (accept or look.state == "restored")
        found += [*(look.found if not kept else ()), *rests]
        now = " It is kept as it is now." if kept and look.state == "changed" else ""
        told.append(f"{key}: {look.told}{now}")
        told += [f"  {look.label(revision)}  {shown(revision)}" for revision in look.changed]
        if kept:
            accessions[key] = look.accession or accessions[key]
        if accessions:
            try:
                outputs += shelf.put(options.root, accessions, look.files or {} if kept else {})
            except OSError as error:
                said = files.unwritable(options.root / FOLDER, error)[0]
                found.append(finding("OUT001", said, Span(FOLDER), "Look at the rights of the folder."))
        seen.append(
            {
                "key": key,
                "state": look.state,
                "told": look.told,
                "changes": [
                    {"place": look.label(r), "numbers": r.numbers, "old": r.words("old"), "new": r.words("new")}
                    for r in look.changed
                ],
            }
        )
    if not told:
        told = ["No document was added yet: `briefpress source add FILE` keeps one."]
    listed = [path for path in outputs if path.name != ".gitignore"]
    finish(ctx, options, found, listed, "\n".join(told), more={"sources": seen})
