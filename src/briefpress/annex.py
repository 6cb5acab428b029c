"""The evidence ledger in; the annex of the brief that prints it, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefpress import ast, shortreference
from briefpress.ledger import Entry
from briefpress.model import Blocks, Node
from briefpress.wording import EvidenceWords, language, written_date

ID = "evidence"
"""The annex's own id, and what those of its entries begin with."""

_WIDTHS = (0.09, 0.37, 0.18, 0.15, 0.21)
_LONG = 220
_HASH = 12
"""So many digits of a SHA-256 tell the documents of any brief apart."""


def anchor(number: int) -> str:
    """The id of an entry, by its number from 1."""
    return f"{ID}-{number}"


def annex(ledger: Sequence[Entry], records: Mapping[str, Mapping[str, Any]], lang: str) -> Blocks:
    """A heading, and a table with a row for each entry: its claim, its source, where it stands, the verdict.

    Nothing where the ledger is empty. `records` are those that the list of references has.
    """
    if not ledger:
        return []
    spoken = language(lang)
    words = spoken.words.evidence
    titles = ("", words.claim, words.source, words.place, words.verdict)
    rows = [
        [
            [ast.span(ast.attr(anchor(number)), ast.text(f"{words.sign}{number}"))],
            _claim(entry, spoken.words.open_quote, spoken.words.close_quote),
            _source(entry, records, words),
            _place(entry, words),
            _verdict(entry, words, lang),
        ]
        for number, entry in enumerate(ledger, 1)
    ]
    table = {
        "t": "Table",
        "c": [
            ast.attr(),
            [None, [ast.plain_block(ast.text(words.caption))]],
            [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _WIDTHS],
            [ast.attr(), [_row([ast.text(title or words.sign) for title in titles])]],
            [[ast.attr(), 1, [], [_row(row) for row in rows]]],
            [ast.attr(), []],
        ],
    }
    heading = ast.header(1, ast.attr(ID), ast.text(words.title))
    return [heading, ast.para(ast.text(words.about)), ast.div(ast.attr(f"{ID}-table", ["table-block", ID]), [table])]


def _row(cells: Sequence[Sequence[Node]]) -> Node:
    made = [[ast.attr(), {"t": "AlignDefault"}, 1, 1, [ast.plain_block(cell)]] for cell in cells]
    return [ast.attr(), made]  # type: ignore[return-value]  # pandoc's rows are lists


def _claim(entry: Entry, opening: str, closing: str) -> list[Node]:
    words = entry.claim.words
    short = words if len(words) <= _LONG else f"{words[:_LONG].rsplit(' ', 1)[0]} …"
    return ast.text(f"{opening}{short}{closing}" if entry.claim.kind == "quotation" else short)


def _source(entry: Entry, records: Mapping[str, Mapping[str, Any]], words: EvidenceWords) -> list[Node]:
    """The source that has it, else those that were cited for it; one quoted in another with the other's name."""
    citings = entry.claim.citings
    if entry.place:
        found = entry.place.key
        citings = tuple(c for c in citings if found in (c.key, c.via))[:1]
        if not citings:
            return _named(found, records)
    out: list[Node] = []
    for citing in citings:
        out += [{"t": "Str", "c": ";"}, {"t": "Space"}] if out else []
        out += _named(citing.key, records)
        if citing.via:
            out += [*ast.text(f", {words.quoted_in} "), *_named(citing.via, records)]
    return out


def _named(key: str, records: Mapping[str, Mapping[str, Any]]) -> list[Node]:
    if key not in records:
        return ast.text(key)
    target = "#" + re.sub(r"[^\w.-]", lambda m: f"_{ord(m[0]):x}_", f"ref-{key}")
    return [ast.link(target, ast.text(short_name(records[key])))]


def short_name(record: Mapping[str, Any]) -> str:
    """How a source is called in a few words: its author and year; where it has no author, its title."""
    year = shortreference.year(record)
    if record.get("author") or record.get("editor"):
        return shortreference.who_and_when(record)
    name = shortreference.title(record)
    return (name if year in name.split() else f"{name} {year}".strip()) or str(record["id"])


def _place(entry: Entry, words: EvidenceWords) -> list[Node]:
    place = entry.place
    if place is None:
        return ast.text("–")
    page = words.page.format(page=place.page) if place.page else ""
    paragraph = words.paragraph.format(paragraph=place.paragraph) if place.paragraph else ""
    return ast.text(", ".join(part for part in (page, paragraph) if part) or "–")


def _verdict(entry: Entry, words: EvidenceWords, lang: str) -> list[Node]:
    """The verdict and its receipt: the beginning of the document's SHA-256, and the day on which it was found there."""
    said = words.verdicts[entry.verdict]
    lines = [said]
    if entry.place and entry.place.sha256:
        lines.append(words.document.format(hash=entry.place.sha256[:_HASH]))
    if entry.receipt:
        lines.append(words.found.format(date=written_date(datetime.date.fromisoformat(entry.receipt), lang)))
    out: list[Node] = []
    for line in lines:
        out += [{"t": "LineBreak"}] if out else []
        out += ast.text(line)
    return out
