"""The options of `verify` in; each quotation, figure and pin with its verdict, and the lock, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress.commands._shared import Options, finish, is_series, only_option, run_pipeline, strict_option
from briefpress.diagnostics import Diagnostic
from briefpress.evidence.remarks import holdings
from briefpress.evidence.text.sentences import sentences
from briefpress.ledger import Entry, in_words
from briefpress.running import Report, Request


@click.command("verify", epilog="Example: briefpress verify --strict")
@strict_option
@only_option
@click.option("--lock", is_flag=True, help="Write what the documents bear out into sources/evidence.lock.")
@click.option("--desk", is_flag=True, help="Write the desk as well: output/NAME.evidence.html, to check claims on.")
@click.pass_context
def command(ctx: click.Context, strict: bool, lock: bool, desk: bool) -> None:
    """Compare quotations, figures and pinned passages with the documents behind them.

    The document behind a record is sources/documents/KEY.EXT; `briefpress source add` puts it there. A quotation that
    was altered or isn't there is an error; one without a document is a warning, and so is a figure that the document
    lacks. A machine without the document believes the lock.
    A table of the sources that are cited comes last.
    """
    options = Options.of(ctx)
    request = Request(options.root, until="verify", strict=strict, desk=desk)
    if lock and is_series(options.root):
        raise click.UsageError("--lock keeps what bears out one brief, and a series has many: keep the documents.")
    report = run_pipeline(options, request)
    said: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = ()
    blocked: tuple[Diagnostic, ...] = ()
    if lock:
        from briefpress.commands._locking import write

        said, outputs, blocked = write(report)
        if outputs:
            # What the old lock was found to be is no longer true.
            report = run_pipeline(options, request)
    ledger = report.manuscript.ledger if report.manuscript else ()
    table = [_row(entry) for entry in ledger] or ["Nothing is quoted, pinned or counted that cites a source."]
    outputs += report.outputs
    told = "\n".join([*table, *([""] if said else []), *said]) + _sources(report)
    told += "".join(f"\n\n{path.as_posix()}" for path in report.outputs)
    finish(ctx, options, [*report.diagnostics, *blocked], outputs, told=told if report.manuscript else "",
           more={"ledger": [_data(entry) for entry in ledger]} if report.manuscript else None)  # fmt: skip


def _data(entry: Entry) -> dict[str, object]:
    """An entry for a machine: what the desk says of it, without words of the document."""
    claim, place = entry.claim, entry.place
    return {
        "kind": claim.kind,
        "words": claim.words,
        "verdict": entry.verdict,
        "key": place.key if place else next(iter(claim.keys), None),
        "page": place.page or None if place else None,
        "paragraph": place.paragraph or None if place else None,
        "path": claim.span.path,
        "line": claim.span.line or None,
    }


def _row(entry: Entry) -> str:
    claim = entry.claim
    words = {"pin": claim.pin, "quotation": f"“{_short(claim.words)}”"}.get(claim.kind, _short(claim.words))
    seen = f"  (seen on {entry.receipt})" if entry.on_trust else ""
    return f"{in_words(entry.verdict):<13} {claim.span}  {words}{seen}"


def _sources(report: Report) -> str:
    """The table of the sources that the brief cites, and those that it doesn't; nothing where it cites none."""
    if report.project is None or report.manuscript is None or report.library is None:
        return ""
    held = holdings.holdings(sentences(report.manuscript, report.project.brief.lang), report.library.records)
    told = holdings.table(held, holdings.uncited(report.project, report.library, held))
    return f"\n\n{told}" if told else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
