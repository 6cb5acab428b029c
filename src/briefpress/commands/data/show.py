"""A file of data in; what its record says, its columns, its earlier states and what is made of it, out."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from briefpress.commands._shared import Options, finish, of_one_option
from briefpress.commands.data._brief import Brief, brief_of, chosen, standing
from briefpress.data.record import Recorded
from briefpress.diagnostics import StageError


@click.command("show", epilog="Example: briefpress data show trade.csv")
@click.argument("file", metavar="FILE")
@of_one_option
@click.pass_context
def command(ctx: click.Context, file: str) -> None:
    """Show a file of data: its record, its columns with their units, its earlier states, what is made of it."""
    from briefpress.keeping import datarecords, datashapes

    brief = brief_of(ctx, every=True)
    path = chosen(brief.root, [file], brief.files)[0]
    state, noted = standing(brief.root, path)
    shape = None
    try:
        shape = datashapes.shape(brief.root, path)
        size = str(shape or "several tables")
    except datashapes.NoDataError as error:
        size = str(error)
    except StageError as error:
        finish(ctx, Options.of(ctx), error.diagnostics)
    earlier = datarecords.earlier(brief.root, path)
    uses = brief.uses(path)
    columns = list(shape.columns) if shape else []
    told = [f"{path}: {size}", f"  it is {_STATES[state]}"]
    told += _recorded(brief, noted)
    told += [f"  columns: {', '.join(_column(name, noted) for name in columns)}"] * bool(columns)
    told += [f"  before: {one}" for one in earlier]
    told += [f"  {one.kind} {one.name or 'without a label'}, {one.place}" for one in uses]
    record: Any = msgspec.to_builtins(noted.record) if noted and noted.record else None
    more = {
        "path": path, "state": state, "record": record, "columns": columns, "rows": shape.rows if shape else None,
        "earlier": earlier, "uses": [msgspec.to_builtins(one) for one in uses],
    }  # fmt: skip
    kept = [d for d in brief.found if d.span and d.span.path in (path, noted.path if noted else path)]
    finish(ctx, Options.of(ctx), kept, told="\n".join(told), more=more, asked=True)


_STATES = {
    "current": "the file that its record knows",
    "changed": "another file than its record knows",
    "no record": "without a record",
    "faulty record": "with a faulty record",
    "not here": "not here",
}


def _recorded(brief: Brief, noted: Recorded | None) -> list[str]:
    record = noted.record if noted else None
    if record is None:
        return []
    told = [f"  source: {brief.reference(key)}" for key in record.sources]
    said = {"address": record.address, "licence": record.licence, "retrieved": record.retrieved, "notes": record.notes,
            "unit": record.unit if isinstance(record.unit, str) else ""}  # fmt: skip
    return told + [f"  {name}: {value}" for name, value in said.items() if value]


def _column(name: str, noted: Recorded | None) -> str:
    unit = noted.record.unit if noted and noted.record and isinstance(noted.record.unit, dict) else {}
    return f"{name} ({unit[name]})" if unit.get(name) else name
