"""The options of `assemble` in; what the sections hold, out."""

from __future__ import annotations

import click

from briefpress import ast
from briefpress.commands._shared import Options, finish, only_option, run_pipeline, strict_option
from briefpress.model import Manuscript, Section
from briefpress.running import Request


@click.command("assemble", epilog="Example: briefpress assemble")
@strict_option
@only_option
@click.pass_context
def command(ctx: click.Context, strict: bool) -> None:
    """Read the sections and show what is in them: headings, words, notes, figures, tables."""
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="assemble", strict=strict))
    finish(ctx, options, report.diagnostics, told=_outline(report.manuscript) if report.manuscript else "")


def _outline(manuscript: Manuscript) -> str:
    lines = []
    for section in manuscript.sections:
        lines.append(f"{section.path}  ({_counts(section)})")
        for block in section.blocks:
            if block["t"] == "Header":
                level, _, inlines = block["c"]
                lines.append("  " * level + ast.plain([n for n in inlines if n["t"] != "Note"]))
    return "\n".join([*lines, f"{manuscript.words:,} words in all."])


def _counts(section: Section) -> str:
    nodes = list(ast.walk(section.blocks))
    words = len(ast.plain(section.blocks, notes=True).split())
    counts = {
        "note": sum(n["t"] == "Note" for n in nodes),
        "figure": sum(n["t"] == "Figure" for n in nodes),
        "table": sum(n["t"] == "Table" for n in nodes),
    }
    parts = [f"{words:,} words", *(f"{n} {name}{'s' if n > 1 else ''}" for name, n in counts.items() if n)]
    return ", ".join(parts)
