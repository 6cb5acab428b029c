"""The options of `verify` in; each quotation with its verdict, and a table of the sources, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish, run_pipeline, strict_option
from briefpress.evidence import holdings
from briefpress.evidence.sentences import sentences
from briefpress.running import Report, Request


@click.command("verify", epilog="Example: briefpress verify --strict")
@strict_option
@click.pass_context
def command(ctx: click.Context, strict: bool) -> None:
    """Compare quotations with the documents behind them.

    The document behind a record is sources/documents/KEY.EXT: .txt, .md, .html or .pdf. A quotation that was altered
    or isn't there is an error; one without a document is a warning. A table of the sources that are cited comes last.
    """
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="verify", strict=strict))
    ledger = report.manuscript.ledger if report.manuscript else ()
    lines = [f"{e.verdict:<12} {e.claim.span}  “{_short(e.claim.words)}”" for e in ledger]
    told = "\n".join(lines) if lines else "No quotation of three words or more cites a source."
    told += _sources(report)
    finish(ctx, options, report.diagnostics, told=told if report.manuscript else "")


def _sources(report: Report) -> str:
    """The table of the sources that the brief cites, and those that it doesn't; nothing where it cites none."""
    if report.project is None or report.manuscript is None or report.library is None:
        return ""
    held = holdings.holdings(sentences(report.manuscript, report.project.brief.lang), report.library.records)
    told = holdings.table(held, holdings.uncited(report.project, report.library, held))
    return f"\n\n{told}" if told else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
