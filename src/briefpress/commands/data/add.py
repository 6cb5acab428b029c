"""A file of data or an address in; the file in the brief, with its record beside it, out."""

from __future__ import annotations

import datetime
import re

import click

from briefpress import files
from briefpress.commands._shared import Options, finish
from briefpress.dates import today
from briefpress.diagnostics import StageError, finding


def _address(ctx: click.Context, parameter: click.Parameter, value: str) -> str:  # noqa: ARG001
    if value and not re.fullmatch(r"https?://\S+", value):
        raise click.BadParameter(f"`{value}` is no address on the web: those begin like `https://example.org`.")
    return value


@click.command("add", epilog="Example: briefpress data add sources/data/trade.csv --source azatutyun2023trade")
@click.argument("file", metavar="FILE|URL")
@click.option("--source", "sources", multiple=True, metavar="KEY",
              help="A key of the bibliography that the data is from (repeatable).")  # fmt: skip
@click.option("--address", default="", metavar="URL", callback=_address,
              help="Where it is fetched from; a FILE that isn't there yet is fetched now.")  # fmt: skip
@click.option("--licence", default="", metavar="NAME", help="Its licence, by its SPDX name: CC-BY-4.0.")
@click.option("--unit", multiple=True, metavar="UNIT|COLUMN=UNIT", help="The unit of its numbers (repeatable).")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The day on which it was had.")
@click.option("--notes", default="", metavar="TEXT", help="What those who come after you should know.")
@click.option("--local", is_flag=True, help="Let the address lead to this machine or its own network.")
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    sources: tuple[str, ...],
    address: str,
    licence: str,
    unit: tuple[str, ...],
    retrieved: datetime.datetime | None,
    notes: str,
    local: bool,
) -> None:
    """Give a file of data its record, NAME.EXT.source.yaml beside it, or renew the one that it has.

    A file from outside the brief is copied into sources/data, an address fetched into it. What a record says already
    stays unless it is said anew; its SHA-256 becomes that of the file as it is: look at the file first.
    """
    from briefpress.keeping import datarecords
    from briefpress.keeping.dataadding import Wish, addition

    options = Options.of(ctx)
    keys = tuple(key.removeprefix("@") for key in sources)
    day = retrieved.date() if retrieved else None
    if day is not None and day > today() + datetime.timedelta(days=1):  # tomorrow is today elsewhere
        raise click.BadParameter(f"{day} is still to come: name the day on which the file was had.", ctx,
                                 param_hint="--retrieved")  # fmt: skip
    try:
        new = addition(options.root, Wish(file, keys, address, licence, unit, day, notes, local), today())
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    try:
        outputs = datarecords.write(options.root, new.contents)
    except (OSError, files.OutsideBriefError) as error:
        said, place, _ = files.unwritable((options.root / new.path).parent, error)
        finish(ctx, options, [finding("OUT001", said, place, "Look at the rights of the folder, and at its room.")])
    told = [
        f"{new.path} has {'its record' if new.before is None else 'a renewed record'}: {new.shape or 'several tables'}."
    ]
    if not new.record.sources:
        told.append(f"It names no source: `briefpress data add {new.path} --source KEY` says where the data is from.")
    if new.before is not None and new.before.sha256 != new.record.sha256:
        told.append("The file is another one than the record knew: `briefpress data trace` names what is made of it.")
    finish(ctx, options, (), outputs, "\n".join(told), more={"file": new.path})
