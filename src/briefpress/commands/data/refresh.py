"""Files of data in; what stands at their addresses now, in their place unless it is refused, and what moves, out."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefpress import files, folderlock
from briefpress.commands._shared import Options, finish, is_series
from briefpress.commands.data._brief import chosen
from briefpress.data.record import FOLDER, OLD, RECORD, Recorded, recorded
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.keeping.datarecords import data_files

if TYPE_CHECKING:
    from briefpress.commands.data._trial import Trial
    from briefpress.keeping.datamoves import Move
    from briefpress.keeping.datarefreshing import Look


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
    from briefpress.commands.data._trial import Trial

    work = _Refreshing(options, check=check, accept=accept, local=local, trial=Trial(options))
    with closing(work.trial):
        for path in wanted:
            try:
                work.file(path, named=bool(names))
            except StageError as error:  # an engine that isn't here
                work.found += error.diagnostics
    if not work.trial.sound:
        work.told.append("The brief can't be made as it is, and what moves can't be told: `briefpress build` says why.")
    told = work.told or [
        "No file of data has an address: `briefpress data add FILE --address URL` says where one is from."
    ]
    finish(ctx, options, _settled(options, work.found), work.outputs, "\n".join(told), more={"data": work.seen})


def _settled(options: Options, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with the severities that brief.yaml gives them, where it can be read."""
    from briefpress.commands import _series
    from briefpress.running import settled
    from briefpress.stages.load import load

    brief = None
    with suppress(StageError):
        row = _series.first(options.root) if is_series(options.root) else None
        brief = load(options.root, row).value.brief if found else None
    return settled(tuple(found), brief, strict=False)


def _recorded(root: Path) -> list[str]:
    """The files of data that have a record, be they here or not."""
    found = (files.relative(root, path) for path in (root / FOLDER).rglob(f"*{RECORD}"))
    return [path.removesuffix(RECORD) for path in found if not path.startswith(f"{OLD}/")]


@dataclass(slots=True)
class _Refreshing:
    """Fetches files one after the other; each is tried in a copy of the brief before it takes its place."""

    options: Options
    check: bool
    accept: bool
    local: bool
    trial: Trial
    found: list[Diagnostic] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)

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
            look, moves = self.trial.tried(look)
        takes = look.state in ("changed", "restored") or (self.accept and look.state == "refused" and look.readable)
        gone = self._take(look, noted) if takes and not self.check else None
        self._tell(look, moves, taken=gone is not None)
        self.told += [f"  {one} was the oldest of those kept, and is deleted." for one in gone or ()]
        self.trial.settle(path, taken=gone is not None)

    def _tell(self, look: Look, moves: tuple[Move, ...], *, taken: bool) -> None:
        though = "; ".join(look.against)
        end = {
            "changed": " It is taken." * taken,
            "refused": f" It is taken nevertheless, though {though}." if taken else " It is refused.",
        }
        self.told.append(f"{look.path}: {look.told}{end.get(look.state, '')}")
        for move in moves:
            self.told += [f"  {move.head}", *(f"    {line}" for line in move.told())]
        if not taken:
            self.found += look.found
        if look.state == "changed" and self.check:
            hint = f"`briefpress data refresh {look.path}` takes it."
            said = f"Another file stands at the address of `{look.path}` now: {look.told}"
            self.found.append(finding("DATA018", said, Span(look.path), hint))
        if taken:
            self.found += _of_moves(moves)
        self.seen.append(
            {
                "path": look.path,
                "state": look.state,
                "taken": taken,
                "told": look.told,
                "rows": [look.old.rows if look.old else None, look.new.rows if look.new else None],
                "columns": [list(look.old.columns) if look.old else None, list(look.new.columns) if look.new else None],
                "against": list(look.against),
                "moves": [
                    {"kind": m.kind, "name": m.name, "place": str(m.place), **({"brief": m.brief} if m.brief else {}),
                     "changes": [{"where": w, "old": o, "new": n} for w, o, n in m.changes]}
                    for m in moves
                ],
            }
        )  # fmt: skip

    def _take(self, look: Look, noted: Recorded) -> list[str] | None:
        """Put a file in its place, if nobody changed what is there since; the earlier states that were deleted for it,
        or None where it isn't taken."""
        from briefpress.keeping import datarecords, datarefreshing

        root = self.options.root
        try:
            with folderlock.turn((root / FOLDER).parent, folderlock.PATIENCE):
                if (found := datarefreshing.overtaken(root, look, noted)) is not None:
                    self.found.append(found)
                    return None
                new = datarefreshing.contents(root, look, noted, today())
                self.outputs += datarecords.write(root, new)
                return datarecords.thin_out(root, look.path)
        except (OSError, files.OutsideBriefError) as error:
            said = files.unwritable((root / look.path).parent, error)[0]
            hint = "Look at the rights of the folder, and at its room."
            self.found.append(finding("OUT001", said, Span(look.path), hint))
            return None


def _of_moves(moves: tuple[Move, ...]) -> list[Diagnostic]:
    """A finding for each figure that moves; of a series one for a place, with the briefs in which it does."""
    briefs: dict[str, list[Diagnostic]] = {}
    for move in moves:
        briefs.setdefault(move.brief, []).append(move.finding())
    if set(briefs) <= {""}:
        return briefs.get("", [])
    from briefpress.series import telling

    return [*briefs.pop("", []), *telling.told(briefs)]
