"""The evidence ledger in; the annex of the brief that prints it, out."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefpress import ast, csl_record, shortreference
from briefpress.ledger import Entry
from briefpress.model import Blocks, Node
from briefpress.wording import EvidenceWords, language, written_date

ID = "evidence"
"""The annex's own id, and what those of its entries begin with."""

_WIDTHS = (0.08, 0.43, 0.17, 0.13, 0.19)
_LONG = 220
_AROUND = 60
"""Letters of a sentence that are shown on either side of a figure, at most."""
_HASH = 12
"""So many digits of a SHA-256 tell the documents of any brief apart."""


def printed(ledger: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that have a row: those that were compared with a document, on this machine or another."""
    return tuple(entry for entry in ledger if entry.verdict != "unchecked")


def anchor(number: int) -> str:
    """The id of an entry that is printed, by its number from 1."""
    return f"{ID}-{number}"


def annex(ledger: Sequence[Entry], records: Mapping[str, Mapping[str, Any]], lang: str) -> Blocks:
    """A heading, and a table with a row for each entry: its claim, its source, where it stands, the verdict.

    The sources of claims that nobody compared with anything stand below it, each with how many they are. Nothing where
    the ledger is empty. `records` are those that the list of references has.
    """
    if not ledger:
        return []
    spoken = language(lang)
    words = spoken.words.evidence
    rows = [
        [
            [ast.span(ast.attr(anchor(number)), ast.text(f"{words.sign}{number}"))],
            _claim(entry, spoken.words.open_quote, spoken.words.close_quote),
            _source(entry, records, words),
            _place(entry, words),
            _verdict(entry, words, lang),
        ]
        for number, entry in enumerate(printed(ledger), 1)
    ]
    blocks = [ast.header(1, ast.attr(ID), ast.text(words.title)), ast.para(ast.text(words.about))]
    if rows:
        blocks.append(ast.div(ast.attr(f"{ID}-table", ["table-block", ID]), [_table(rows, words)]))
    if uncompared := _uncompared(ledger, records):
        blocks.append(ast.para([*ast.text(f"{words.verdicts['unchecked']}: "), *uncompared]))
    return blocks


def _table(rows: Sequence[Sequence[Sequence[Node]]], words: EvidenceWords) -> Node:
    titles = (words.sign, words.claim, words.source, words.place, words.verdict)
    return {
        "t": "Table",
        "c": [
            ast.attr(),
            [None, [ast.plain_block(ast.text(words.caption))]],
            [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _WIDTHS],
            [ast.attr(), [_row([ast.text(title) for title in titles])]],
            [[ast.attr(), 1, [], [_row(row) for row in rows]]],
            [ast.attr(), []],
        ],
    }


def _uncompared(ledger: Iterable[Entry], records: Mapping[str, Mapping[str, Any]]) -> list[Node]:
    """The sources of claims that weren't compared, each with the number of those claims: `Marsh 2020 (3), …`."""
    counts = Counter(key for e in ledger if e.verdict == "unchecked" for key in e.claim.keys[:1])
    out: list[Node] = []
    for key, count in counts.items():
        out += ast.text(", ") if out else []
        out += [*_named(key, records), *ast.text(f" ({count})")]
    return [*out, *ast.text(".")] if out else []


def _row(cells: Sequence[Sequence[Node]]) -> Node:
    made = [[ast.attr(), {"t": "AlignDefault"}, 1, 1, [ast.plain_block(cell)]] for cell in cells]
    return [ast.attr(), made]  # type: ignore[return-value]  # pandoc's rows are lists


def _claim(entry: Entry, opening: str, closing: str) -> list[Node]:
    """The words of a claim; of a figure, which says nothing alone, also those around it."""
    claim = entry.claim
    words = claim.words if len(claim.words) <= _LONG else f"{claim.words[:_LONG].rsplit(' ', 1)[0]} …"
    if claim.kind == "quotation":
        return ast.text(f"{opening}{words}{closing}")
    if claim.kind == "pin":
        return ast.text(words)
    text = claim.sentence.text
    before, after = text[: claim.begin], text[claim.end :]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return [*ast.text(before), {"t": "Strong", "c": ast.text(words)}, *ast.text(after)]


def _source(entry: Entry, records: Mapping[str, Mapping[str, Any]], words: EvidenceWords) -> list[Node]:
    """The source that has it, else those that were cited for it; one quoted in another with the other's name."""
    pairs = dict.fromkeys((c.key, c.via) for c in entry.claim.citings)
    if entry.place:
        found = entry.place.key
        pairs = dict.fromkeys([next((pair for pair in pairs if found in pair), (found, ""))])
    out: list[Node] = []
    for key, via in pairs:
        out += ast.text("; ") if out else []
        out += _named(key, records)
        if via:
            out += [*ast.text(f", {words.quoted_in} "), *_named(via, records)]
    return out


def _named(key: str, records: Mapping[str, Mapping[str, Any]]) -> list[Node]:
    if key not in records:
        return ast.text(key)
    target = "#" + re.sub(r"[^\w.-]", lambda m: f"_{ord(m[0]):x}_", f"ref-{key}")
    return [ast.link(target, ast.text(short_name(records[key])))]


def short_name(record: Mapping[str, Any]) -> str:
    """How a source is called in a few words: its author and year; where it has no author, its title."""
    year = csl_record.year(record)
    if record.get("author") or record.get("editor"):
        return shortreference.who_and_when(record)
    name = shortreference.title({"title": record.get("title-short") or record.get("title")})
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
