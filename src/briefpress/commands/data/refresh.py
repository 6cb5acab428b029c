"""Files of data in; what stands at their addresses now, in their place unless it is refused, and what moves, out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefpress import files
from briefpress.commands._shared import Options, finish
from briefpress.commands.data._brief import chosen, looked_at
from briefpress.data.record import Recorded, path_of, recorded
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, Severity, Span, StageError, finding
from briefpress.keeping.datarecords import data_files

if TYPE_CHECKING:
    from briefpress.keeping.datamoves import Move
    from briefpress.keeping.datarefreshing import Look
    from briefpress.running import Report


@click.command("refresh", epilog="Example: briefpress data refresh trade.csv --check")
@click.argument("names", metavar="[FILE]...", nargs=-1)
@click.option("--check", is_flag=True, help="Only tell what would change.")
@click.option("--accept", is_flag=True, help="Take what is refused, if it can be read: look at it first.")
@click.option("--local", is_flag=True, help="Let addresses lead to this machine or its own network.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], check: bool, accept: bool, local: bool) -> None:
    """Fetch files of data again, all that have an address or FILEs: what changed, and which figures move.

    A file whose columns changed, that lost more rows than its record allows (a fifth), with which the brief can't be
    made, or that is no data is refused. What was there is kept in sources/data/old. Without a network it says so, and
    what is kept stays.
    """
    options = Options.of(ctx)
    known = sorted({*data_files(options.root), *_recorded(options.root)})
    wanted = chosen(options.root, names, known) if names else known
    work = _Refreshing(options, check=check, accept=accept, local=local)
    with work.stack:
        for path in wanted:
            try:
                work.file(path, named=bool(names))
            except StageError as error:  # an engine that isn't here
                work.found += error.diagnostics
    told = work.told or [
        "No file of data has an address: `briefpress data add FILE --address URL` says where one is from."
    ]
    finish(ctx, options, work.found, work.outputs, "\n".join(told), more={"data": work.seen})


def _recorded(root: Path) -> list[str]:
    """The files of data that have a record, be they here or not."""
    from briefpress.data.record import FOLDER, OLD, RECORD

    found = (files.relative(root, path) for path in (root / FOLDER).rglob(f"*{RECORD}"))
    return [path.removesuffix(RECORD) for path in found if not path.startswith(f"{OLD}/")]


@dataclass(slots=True)
class _Refreshing:
    """Fetches files one after the other; each is tried in a copy of the brief before it takes its place."""

    options: Options
    check: bool
    accept: bool
    local: bool
    stack: ExitStack = field(default_factory=ExitStack)
    found: list[Diagnostic] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    _copy: Path | None = None
    _before: Report | None = None

    def file(self, path: str, *, named: bool) -> None:
        """Look at one file, and take what stands at its address if nothing is against it."""
        from briefpress.keeping import datarefreshing

        root = self.options.root
        noted = recorded(root, path)
        if noted is not None and noted.found:
            self.found += noted.found
        if noted is None or noted.record is None or not noted.record.address:
            if named:
                lacks = "no record" if noted is None else "a faulty record" if noted.record is None else "no address"
                self.told.append(f"{path}: It has {lacks}, and stays as it is.")
            return
        if not self.options.quiet:
            click.echo(f"Looking at {path} …", err=True)
        look = datarefreshing.look(root, path, noted, today(), local=self.local)
        if look.state == "edited" and self.accept:
            look = datarefreshing.compared(root, look, noted.record)
        moves: tuple[Move, ...] = ()
        if look.data is not None and look.readable and look.state in ("changed", "refused"):
            look, moves = self._tried(look)
        takes = look.state in ("changed", "restored") or (self.accept and look.state == "refused" and look.readable)
        self._tell(look, moves, takes=takes)
        if takes and not self.check:
            self._take(look, noted)
        elif self._copy is not None:
            self._put(path, (root / path).read_bytes() if (root / path).is_file() else None, noted.text)

    def _tried(self, look: Look) -> tuple[Look, tuple[Move, ...]]:
        """What the brief says with the new file. It is refused where the brief can't be made with it."""
        from briefpress.keeping import datamoves, datarecords, shadow

        if self._copy is None:
            self._copy = self.stack.enter_context(shadow.shadow(self.options.root))
            self._before = looked_at(self.options, self._copy, quiet=True)
        before = self._before
        if before is None or before.project is None or before.manuscript is None or look.record is None:
            return look, ()
        old = datamoves.made(self._copy, before.manuscript, look.path)
        self._put(look.path, look.data, datarecords.text_of(look.record))
        after = looked_at(self.options, self._copy, quiet=True)
        faults = {(d.code, d.message) for d in before.diagnostics}
        new = [d for d in after.diagnostics if d.severity == Severity.ERROR and (d.code, d.message) not in faults]
        for one in new[:1]:
            look = look.refused(f"the brief can't be made with it ({one.code}: {one.message.removesuffix('.')})")
        if after.manuscript is None:
            return look, ()
        made = datamoves.made(self._copy, after.manuscript, look.path)
        moves = tuple(datamoves.moves(old, made, look.path, before.project.brief.lang))
        if look.state == "changed" or self.accept:
            self._before = after
        return look, moves

    def _put(self, path: str, data: bytes | None, record: str) -> None:
        from briefpress.keeping import shadow

        if self._copy is not None:
            shadow.put(self._copy, {path_of(path): record.encode(), **({path: data} if data is not None else {})})

    def _tell(self, look: Look, moves: tuple[Move, ...], *, takes: bool) -> None:
        taken = takes and not self.check
        end = {
            "changed": " It is taken." * taken,
            "refused": " It is taken nevertheless." if taken else " It is refused.",
        }
        self.told.append(f"{look.path}: {look.told}{end.get(look.state, '')}")
        for move in moves:
            self.told += [f"  {move.kind} {move.name or 'without a label'}, {move.place}"]
            self.told += [f"    {line}" for line in move.told()]
        if not taken:
            self.found += look.found
        if look.state == "changed" and self.check:
            hint = f"`briefpress data refresh {look.path}` takes it."
            said = f"Another file stands at the address of `{look.path}` now: {look.told}"
            self.found.append(finding("DATA018", said, Span(look.path), hint))
        if taken:
            self.found += [move.finding() for move in moves]
        self.seen.append(
            {
                "path": look.path,
                "state": look.state,
                "taken": taken,
                "told": look.told,
                "rows": [look.old.rows if look.old else None, look.new.rows if look.new else None],
                "columns": [list(look.old.columns) if look.old else None, list(look.new.columns) if look.new else None],
                "moves": [
                    {"kind": m.kind, "name": m.name, "place": str(m.place),
                     "changes": [{"where": w, "old": o, "new": n} for w, o, n in m.changes]}
                    for m in moves
                ],
            }
        )  # fmt: skip

    def _take(self, look: Look, noted: Recorded) -> None:
        from briefpress.keeping import datarecords, datarefreshing

        root = self.options.root
        try:
            new = datarefreshing.contents(root, look, noted, today())
            self.outputs += datarecords.write(root, new)
            gone = datarecords.thin_out(root, look.path)
        except (OSError, files.OutsideBriefError) as error:
            said = files.unwritable((root / look.path).parent, error)[0]
            self.found.append(
                finding("OUT001", said, Span(look.path), "Look at the rights of the folder, and at its room.")
            )
            return
        self.told += [f"  {one} was the oldest of those kept, and is deleted." for one in gone]
