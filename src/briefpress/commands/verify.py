"""The options of `verify` in; each quotation with its verdict, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish, run_pipeline, strict_option
from briefpress.running import Request


@click.command("verify", epilog="Example: briefpress verify --strict")
@strict_option
@click.option("--desk", is_flag=True, help="Write the desk as well: output/NAME.evidence.html, to check claims on.")
@click.pass_context
def command(ctx: click.Context, strict: bool, desk: bool) -> None:
    """Compare quotations with the documents behind them.

    The document behind a record is sources/documents/KEY.EXT: .txt, .md, .html or .pdf. A quotation that was altered
    or isn't there is an error; one without a document is a warning.
    """
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="verify", strict=strict, desk=desk))
    ledger = report.manuscript.ledger if report.manuscript else ()
    lines = [f"{e.verdict:<12} {e.claim.span}  “{_short(e.claim.words)}”" for e in ledger]
    told = "\n".join(lines) if lines else "No quotation of three words or more cites a source."
    told += "".join(f"\n\n{path.as_posix()}" for path in report.outputs)
    finish(ctx, options, report.diagnostics, report.outputs, told=told if report.manuscript else "")


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
