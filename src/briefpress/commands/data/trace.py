"""The label of a figure or a table, or the name of a value, in; the way back to its files and sources out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

import click

from briefpress.commands._shared import Options, finish, of_one_option
from briefpress.commands.data._brief import Brief, brief_of
from briefpress.made import Traced, TracedFile
from briefpress.statement import encoded, traced

_DIGITS = 12


@click.command("trace", epilog="Example: briefpress data trace fig:trade")
@click.argument("names", metavar="[LABEL|NAME]...", nargs=-1)
@click.option("--as", "form", type=click.Choice(["tree", "json"]), default="tree", help="How it is told.")
@of_one_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], form: str) -> None:
    """Lead figures, tables and values back to the rows of their files, to the records of these and to their sources.

    All, or those with these labels and names. The manifest of an edition holds the same as `briefpress_data`.
    """
    brief = brief_of(ctx)
    wanted = [one for one in brief.traced if not names or _is_one(one, names)]
    for name in names:
        if not any(_is_one(one, (name,)) for one in wanted):
            known = sorted({one.name for one in brief.traced if one.name})
            like = get_close_matches(name, known, n=1)
            hint = f"Did you mean `{like[0]}`?" if like else "`briefpress data trace` lists all that is made of data."
            raise click.UsageError(f"Nothing that is made of data is called `{name}`. {hint}")
    plain = [traced(one) for one in wanted]
    if form == "json":
        told = encoded(plain).decode()
    else:
        work = _Works(brief)
        told = "\n".join(line for one in wanted for line in _tree(work, one)) or "Nothing in the brief is made of data."
    finish(ctx, Options.of(ctx), () if form == "json" else brief.found, told=told, more={"trace": plain}, asked=True)


@dataclass(frozen=True, slots=True)
class _Works:
    """Names the works of a bibliography: in full where one is named first, by its key from then on."""

    brief: Brief
    named: set[str] = field(default_factory=set)

    def reference(self, key: str) -> str:
        """A work by its key."""
        if key in self.named:
            return key
        self.named.add(key)
        return self.brief.reference(key)


def _is_one(one: Traced, names: tuple[str, ...]) -> bool:
    return bool(one.name) and one.name in (*names, *(name.replace(":", "-") for name in names))


def _tree(work: _Works, one: Traced) -> Iterator[str]:
    said = f" {one.words}" if one.kind == "condition" else f" “{one.words}”" if one.words else ""
    yield f"{one.kind} {one.name or 'without a label'}{said}  ({one.place})"
    rungs: list[tuple[str, list[str]]] = []
    if one.expression:
        rungs.append((f"{'in' if one.kind == 'condition' else '='} {one.expression}", []))
    for file in one.files:
        rungs.append((_rows(file), [*_record(file), *(work.reference(key) for key in file.sources)]))
    own = [key for key in one.sources if not any(key in file.sources for file in one.files)]
    rungs += [(work.reference(key), []) for key in own]
    for i, (line, below) in enumerate(rungs):
        last = i == len(rungs) - 1
        yield f"{'└' if last else '├'}─ {line}"
        for j, inner in enumerate(below):
            yield f"{' ' if last else '│'}  {'└' if j == len(below) - 1 else '├'}─ {inner}"


def _rows(file: TracedFile) -> str:
    where = f", {file.rows:,} row{'s' * (file.rows != 1)}" if file.rows else ""
    if file.query:
        where += f" of the query `{' '.join(file.query.split())}`"
    elif file.lines:
        where = f", line{'s' * (len(file.lines) != 1)} {_ranges(file.lines)}{' …' * (file.rows > len(file.lines))}"
    sheet = f", sheet {file.sheet}" if file.sheet else ""
    column = f", column {file.column}" if file.column else ""
    made = f": {file.made}" if file.made else ""
    return f"{file.path}{sheet}{where}{column}{made}  sha256 {file.sha256[:_DIGITS]}…"


def _ranges(lines: tuple[int, ...]) -> str:
    """Lines in short: `2–5, 9`."""
    out: list[list[int]] = []
    for line in sorted(set(lines)):
        if out and line == out[-1][1] + 1:
            out[-1][1] = line
        else:
            out.append([line, line])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in out)


def _record(file: TracedFile) -> list[str]:
    if not file.record:
        return ["no record"]
    said = [f"retrieved {file.retrieved}" if file.retrieved else "", file.address, file.licence]
    return [", ".join(part for part in (file.record, *said) if part)]
