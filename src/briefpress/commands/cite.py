"""The options of `cite` in; each reference as it will read, and how often it is cited, out."""

from __future__ import annotations

from collections import Counter

import click

from briefpress import ast
from briefpress.commands._shared import Options, finish, only_option, run_pipeline, strict_option
from briefpress.model import Node, ResolvedManuscript
from briefpress.running import Request


@click.command("cite", epilog="Example: briefpress cite")
@strict_option
@only_option
@click.pass_context
def command(ctx: click.Context, strict: bool) -> None:
    """Show what is cited, how often, and how its reference will read."""
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="cite", strict=strict))
    finish(ctx, options, report.diagnostics, told=_listed(report.resolved) if report.resolved else "")


def _listed(resolved: ResolvedManuscript) -> str:
    trees = [s.blocks for s in resolved.sections]
    cites = Counter(c["citationId"] for n in ast.walk(trees) if n["t"] == "Cite" and _is_source(n) for c in n["c"][0])
    lines = []
    for node in ast.walk([*trees, resolved.references]):
        if node["t"] == "Div" and node["c"][0][0].startswith("ref-"):
            key = node["c"][0][0].removeprefix("ref-")
            words = " ".join(ast.plain(node["c"][1][:1]).split())
            lines.append(f"{key}  ({_times(cites[key])})\n    {words}")
    return "\n".join(lines) or "Nothing is cited."


def _times(count: int) -> str:
    return {0: "not cited", 1: "cited once", 2: "cited twice"}.get(count, f"cited {count} times")


def _is_source(node: Node) -> bool:
    return bool(node["c"][0])
