"""The options of `verify` in; each quotation with its verdict, and the lock, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress.commands._shared import Options, finish, run_pipeline, strict_option
from briefpress.diagnostics import Diagnostic
from briefpress.ledger import Entry
from briefpress.running import Request


@click.command("verify", epilog="Example: briefpress verify --strict")
@strict_option
@click.option("--lock", is_flag=True, help="Write what the documents bear out into sources/evidence.lock.")
@click.pass_context
def command(ctx: click.Context, strict: bool, lock: bool) -> None:
    """Compare quotations and pinned passages with the documents behind them.

    The document behind a record is sources/documents/KEY.EXT: .txt, .md, .html or .pdf. A quotation that was altered
    or isn't there is an error; one without a document is a warning. A machine without the document believes the lock.
    """
    options = Options.of(ctx)
    request = Request(options.root, until="verify", strict=strict)
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
    table = [_row(entry) for entry in ledger] or [
        "No quotation of three words or more cites a source, and nothing is pinned."
    ]
    told = "\n".join([*table, *([""] if said else []), *said])
    finish(ctx, options, [*report.diagnostics, *blocked], outputs, told=told if report.manuscript else "")


def _row(entry: Entry) -> str:
    seen = f"  (seen on {entry.receipt})" if entry.receipt else ""
    words = entry.claim.pin if entry.claim.kind == "pin" else f"“{_short(entry.claim.words)}”"
    return f"{entry.verdict:<12} {entry.claim.span}  {words}{seen}"


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
