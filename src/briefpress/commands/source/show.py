"""A key in; the source's reference, its text with what pins call each paragraph, and what quotes it, out."""

from __future__ import annotations

import re

import click

from briefpress import shortreference
from briefpress.accession import Accession
from briefpress.commands._shared import Options, finish
from briefpress.commands.source._library import Shelf, chosen, shelf_of, sized
from briefpress.keeping.passages import Passage, passages
from briefpress.ledger import Document, in_words


@click.command("show", epilog="Example: briefpress source show marsh2020 --find 'price of neutrality'")
@click.argument("key")
@click.option("--page", default="", metavar="N", help="Show this page alone; of a document without pages, a paragraph.")
@click.option("--find", default="", metavar="WORDS", help="Show the paragraphs alone that hold these words.")
@click.pass_context
def command(ctx: click.Context, key: str, page: str, find: str) -> None:
    """Show a source, its text with what pins call each paragraph, and where the brief quotes it.

    What stands before a paragraph, behind the key and `#`, is its pin: `{.claim pin="marsh2020#p3.2"}`.
    """
    options, brief = Options.of(ctx), shelf_of(ctx, claims=True)
    library = brief.library
    chosen([key], {*library.records, *library.accessions, *library.documents}, "There is no source")
    document = library.documents.get(key)
    record = library.records.get(key, {})
    named = ", ".join(filter(None, (shortreference.who_and_when(record), shortreference.title(record))))
    told = [
        f"{key}: {named or 'the bibliography has no record of it'}",
        *_known(brief, key),
    ]
    listed = passages(document.text) if document else ()
    shown = [passage for passage in _paged(document, listed, page) if _has(passage.words, find)]
    if document and not shown:
        raise click.UsageError(_nothing(document, key, page, find))
    claims = [entry for entry in brief.ledger if key in entry.claim.keys]
    if not page and not find:
        told += [f"{entry.claim.span}: {in_words(entry.verdict)}: “{entry.claim.words}”" for entry in claims]
    told += [f"\n{passage.label:<8}{'… ' * passage.continues}{passage.words}" for passage in shown]
    more = {
        "source": {
            "key": key,
            "record": library.records.get(key),
            "path": document.path if document else None,
            "paragraphs": [{"pin": f"{key}#{p.label}", "words": p.words} for p in shown],
            "claims": [
                {"place": str(e.claim.span), "kind": e.claim.kind, "words": e.claim.words, "verdict": e.verdict}
                for e in claims
            ],
        }
    }
    found = [d for d in brief.found if d.span and re.search(rf"/{re.escape(key)}\.", d.span.path)]
    finish(ctx, options, found, told="\n".join(told), more=more, asked=True)


def _known(brief: Shelf, key: str) -> list[str]:
    """What is known of the document, a line each."""
    document, accession = brief.library.documents.get(key), brief.library.accessions.get(key)
    lines = [f"{document.path}: {sized(document)}"] if document else []
    if accession is None:
        return lines or [f"It has no document. `briefpress source add FILE --key {key}` keeps one."]
    lines += [] if document else [f"Its document, {accession.file}, isn't here."]
    lines.append(f"added {accession.added}, SHA-256 {accession.sha256}")
    lines += [f"from {accession.address}"] if accession.address else []
    lines += [f"archived at {accession.archived}"] if accession.archived else []
    lines += [f"rights: {accession.rights}"] if accession.rights else []
    return [*lines, *_reference(brief, document, accession)] if document and key not in brief.library.records else lines


def _reference(brief: Shelf, document: Document, accession: Accession) -> list[str]:
    """The reference that a document may have which the bibliography lacks."""
    from briefpress.engines.documents.about import about
    from briefpress.keeping import bibliography, proposal

    path = brief.project.root / document.path
    record = proposal.proposed(document.key, about(path.read_bytes(), path.suffix), accession.address, accession.added)
    home = bibliography.home(brief.project.references)
    return [f"\nFor {home}:\n\n{bibliography.ready(record, home).rstrip()}"]


def _paged(document: Document | None, listed: tuple[Passage, ...], page: str) -> list[Passage]:
    """The paragraphs of a page, or what a pin calls one; where there are no pages, the paragraph of that number."""
    if document is None:
        return []
    wanted = re.sub(r"^(?:par ?|pp?\.? ?)(?=[\divxlc]+$)", "", page.strip().casefold())
    pairs = zip(listed, document.text.paragraphs, strict=True)
    return [
        passage
        for index, (passage, paragraph) in enumerate(pairs, 1)
        if not wanted or wanted in (paragraph.page.casefold() or str(index), passage.label.casefold())
    ]


def _has(words: str, find: str) -> bool:
    """Whether a paragraph holds all the words in their order, whatever marks and spaces stand between them."""
    sought, there = (" ".join(re.findall(r"\w+", text.casefold())) for text in (find, words))
    return f" {sought}" in f" {there}"


def _nothing(document: Document, key: str, page: str, find: str) -> str:
    pages = list(dict.fromkeys(p.page for p in document.text.paragraphs if p.page))
    if not find:
        there = f"from {pages[0]} to {pages[-1]}" if pages else f"none, but {len(document.text.paragraphs)} paragraphs"
        return f"`{key}` has no page {page}. It has {there}."
    where = f" on page {page}" if page else ""
    return f"`{find}` stands in no paragraph of `{key}`{where}. Try fewer words."
