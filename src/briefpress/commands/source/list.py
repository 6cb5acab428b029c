"""The brief's library in; each source with its document, and how often it is cited, out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from briefpress import ast
from briefpress.commands._shared import Options, finish
from briefpress.commands.source._library import Shelf, measures, shelf_of, sized
from briefpress.dates import today


@click.command("list", epilog="Example: briefpress source list")
@click.option("--missing", is_flag=True, help="List those alone that have no document.")
@click.pass_context
def command(ctx: click.Context, missing: bool) -> None:
    """List the sources with their documents: how long each is, of which day, who may have it, how often it is cited."""
    brief = shelf_of(ctx, claims=True)
    library, cited = brief.library, _cited(brief)
    rows = []
    for key in sorted({*library.records, *library.accessions}):
        document, accession = library.documents.get(key), library.accessions.get(key)
        if missing and document is not None:
            continue
        pages, words = measures(document) if document else (0, 0)
        rows.append(
            {
                "key": key,
                "path": document.path if document else None,
                "pages": pages or None,
                "words": words or None,
                "added": accession.added if accession else None,
                "days": (today() - accession.added).days if accession else None,
                "rights": accession.rights if accession else "",
                "address": accession.address if accession else "",
                "cited": cited[key] if brief.manuscript else None,
                "here": document is not None,
                "size": sized(document) if document else "",
            }
        )
    told = [*_lines(rows), "", _summed(brief)] if rows else [_none(brief, missing)]
    more = {"sources": [_bare(row) for row in rows]}
    finish(ctx, Options.of(ctx), brief.found, told="\n".join(told), more=more, asked=True)


def _cited(brief: Shelf) -> Counter[str]:
    """How often each key is cited."""
    trees = [section.blocks for section in brief.manuscript.sections] if brief.manuscript else []
    return Counter(c["citationId"] for n in ast.walk(trees) if n["t"] == "Cite" for c in n["c"][0])


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    """The rows as columns that line up."""
    cells = []
    for row in rows:
        kind = str(row["path"]).rpartition(".")[2].upper() if row["here"] else ""
        what = f"{kind}, {row['size']}" if row["here"] else "no document" if row["added"] is None else "not here"
        day = f"{row['added']} ({_age(row['days'])})" if row["added"] else ""
        cites = "" if row["cited"] is None else _times(row["cited"])
        cells.append((row["key"], what, day, row["rights"], cites))
    widths = [max(len(cell[i]) for cell in cells) for i in range(5)]
    return ["  ".join(f"{part:<{width}}" for part, width in zip(cell, widths, strict=True) if width).rstrip()
            for cell in cells]  # fmt: skip


def _age(days: int) -> str:
    if days < 1:
        return "today"
    if days < 60:
        return f"{days} day{'s' * (days != 1)} old"
    return f"{days // 30} months old" if days < 730 else f"{days // 365} years old"


def _times(count: int) -> str:
    return {0: "not cited", 1: "cited once", 2: "cited twice"}.get(count, f"cited {count} times")


def _summed(brief: Shelf) -> str:
    records = brief.library.records
    have = sum(key in brief.library.documents for key in records)
    return f"{have} of {len(records)} sources have a document here."


def _none(brief: Shelf, missing: bool) -> str:
    if missing and brief.library.records:
        return "Every source has its document."
    return "There is no source yet. `briefpress source add FILE` keeps one."


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("here", "size")}
