"""A brief's folder in; its editions, and findings for what of them isn't as it was published, out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.editions import shelf
from briefpress.editions.record import FOLDER, EditionRecord


def shelf_of(ctx: click.Context) -> tuple[EditionRecord, ...]:
    """The editions of the brief that a command is called for; ends the command where they can't be read."""
    options = Options.of(ctx)
    try:
        return shelf.editions(options.root)
    except StageError as error:
        finish(ctx, options, error.diagnostics)


def changes_of(root: Path, records: Iterable[EditionRecord]) -> list[Diagnostic]:
    """A finding for each edition some of whose files aren't as they were published (EDIT009)."""
    found = []
    for record in records:
        if names := shelf.altered(root, record):
            said = f"Edition {record.number} isn't as it was published: {', '.join(f'`{name}`' for name in names)}."
            hint = f"Get it back: `git checkout -- {FOLDER}/{record.number}`."
            found.append(finding("EDIT009", said, None, hint))
    return found


def kind_in_words(record: EditionRecord) -> str:
    """What an edition is to the one before it."""
    return "first edition" if record.kind == "first" else record.kind


def standing(record: EditionRecord, records: tuple[EditionRecord, ...]) -> str:
    """What an edition is now: the newest, superseded by that, or retracted by it."""
    newest = records[-1]
    if record.number == newest.number:
        return "newest"
    return "retracted" if newest.kind == "retraction" else "superseded"
