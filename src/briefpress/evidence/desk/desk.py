"""The evidence ledger and what was found about evidence in; the desk, one page for whoever checks the brief, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from briefpress import shortreference
from briefpress.diagnostics import Diagnostic
from briefpress.evidence.desk import reviews, shown
from briefpress.evidence.desk.meaning import MEANING, tone
from briefpress.ledger import Cell, Change, Claim, Dissent, Entry, Excerpt, Place, Sentence, in_words
from briefpress.look import filled, shared
from briefpress.model import Library, Project
from briefpress.policy import policy
from briefpress.wording import language

_STACK = re.compile(r"[\w\s,.\"'-]*")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Source:
    """A work that claims rest on: how it is named here, its key, where it is to be had, and whether it is private."""

    number: int
    key: str
    who: str
    title: str
    address: str
    archived: str
    path: str
    private: bool
    lang: str
    known: bool

    @property
    def name(self) -> str:
        """What it is called in a list to choose from."""
        return ", ".join(part for part in (self.who, self.title) if part) or self.key


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a claim cites it: its locator in words, and the source that it is quoted in."""

    source: Source
    locator: str
    via: Source | None


@dataclass(frozen=True, slots=True)
class Other:
    """What another source says instead of a claim: its words, its sources, the claim (`id`) or passage that has it."""

    words: str
    id: str
    sources: tuple[Source, ...]
    excerpt: Excerpt | None
    where: Place | None


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as the desk shows it. `id` is its element's, `mark` what its review is known by.

    `alike` is set where it rests on the same sources as the claim before it in its sentence, and no more is to be said.
    """

    id: str
    mark: str
    letter: str
    entry: Entry
    tone: str
    sources: tuple[Cited, ...]
    at: Source | None
    passage: str
    excerpt: Excerpt | None
    changes: tuple[Change, ...]
    link: str
    note: Markup
    others: tuple[Other, ...] = ()
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a table's row: the head of its column, its sentences with its claims marked, and its claims."""

    head: str
    pieces: tuple[shown.Piece, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the brief with its claims marked, and its claims; or a row of a table as its cells, first `stub`.

    The stub is what the row is called: its first cell, where that claims nothing. `cited` are the sources of a row
    that has no claims.
    """

    pieces: tuple[shown.Piece, ...]
    where: str
    role: str
    rows: tuple[Row, ...]
    cited: tuple[Source, ...] = ()
    stub: Column | None = None
    cells: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The sentences under a heading of the brief."""

    number: int
    heading: str
    path: str
    said: tuple[Said, ...]
    count: int


def desk(
    project: Project,
    tokens: Mapping[str, str],
    ledger: Sequence[Entry],
    library: Library,
    found: Iterable[Diagnostic],
    by_hand: Sequence[Sentence] = (),
) -> bytes | None:
    """The desk of a brief as the bytes of one file, or nothing where the brief claims nothing.

    `tokens` are those of the style; `by_hand` are the sentences of rows of tables that cite and have no claims.

    It holds short passages of private documents: it is no part of the edition. The same ledger gives the same bytes.
    """
    if not ledger:
        return None
    brief = project.brief
    sources = _sources(ledger, by_hand, library)
    parts = _parts(ledger, by_hand, sources)
    counts = Counter(entry.verdict for entry in ledger)
    resting = Counter(key for entry in ledger for key in set(entry.claim.keys))
    seen = {e.place.key for e in ledger if e.place and (e.excerpt or e.changes or e.note)}
    seen |= {dissent.place.key for e in ledger for dissent in e.dissent if dissent.place}
    css, script = _letters(tokens) + shared("desk.css"), shared("desk.js")
    page = filled(
        "desk.html",
        policy=policy([css], [script]),
        css=Markup(css),  # noqa: S704  # our own
        script=Markup(script),  # noqa: S704  # our own
        brief=brief,
        name=project.name,
        edition=_edition(project),
        direction=language(brief.lang).words.direction,
        total=len(ledger),
        reviewed=sum(entry.review is not None and entry.review.ok for entry in ledger),
        verdicts=[(verdict, counts[verdict], tone(verdict)) for verdict in MEANING if counts[verdict]],
        differing=sum(bool(entry.dissent) for entry in ledger),
        kinds=sorted(Counter(entry.claim.kind for entry in ledger).items()),
        parts=parts,
        sources=[(s, resting[s.key]) for s in sources.values()],
        private=[s for s in sources.values() if s.private and s.key in seen],
        meaning=MEANING,
        slug=_slug,
        in_words=in_words,
        found=[(d, _with_code(d.message), _with_code(d.hint)) for d in found],
    )
    return page.encode()


def _edition(project: Project) -> str:
    """What a reviewer's ticks are kept under in a browser: a rebuilt edition keeps them, the next begins anew."""
    brief = project.brief
    return reviews.digest("\n".join((project.name, brief.title, str(brief.edition), str(brief.date))))


def _letters(tokens: Mapping[str, str]) -> str:
    """The house's letters as far as this machine has them: the desk embeds none."""
    stacks = {name: tokens.get(name, "") for name in ("text-font", "display-font")}
    rules = "".join(f"--{name}: {stack}; " for name, stack in stacks.items() if stack and _STACK.fullmatch(stack))
    return f":root {{ {rules}}}\n"


def _sources(ledger: Sequence[Entry], by_hand: Iterable[Sentence], library: Library) -> dict[str, Source]:
    """Every work that claims rest on or stand in, by its key, in the order of their names."""
    keys = {key for entry in ledger for key in entry.claim.keys} | {e.place.key for e in ledger if e.place}
    keys |= {key for sentence in by_hand for key in cited_in(sentence)}
    keys |= {dissent.place.key for entry in ledger for dissent in entry.dissent if dissent.place}
    named = sorted((shortreference.who_and_when(library.records.get(key, {})).casefold(), key) for key in keys)
    return {key: _source(number, key, library) for number, (_, key) in enumerate(named, 1)}


def _source(number: int, key: str, library: Library) -> Source:
    record: Mapping[str, Any] = library.records.get(key, {})
    known, document = library.accessions.get(key), library.documents.get(key)
    return Source(
        number,
        key,
        shortreference.who_and_when(record),
        shortreference.title(record),
        (known.address if known else "") or shortreference.address(record),
        known.archived if known else "",
        document.path if document else "",
        bool((document and document.private) or (known and known.private)),
        str(record.get("language") or ""),
        known is not None,
    )


def _parts(ledger: Sequence[Entry], by_hand: Iterable[Sentence], sources: Mapping[str, Source]) -> list[Part]:
    read = sorted(ledger, key=_read)
    ids = _ids(read)
    units = [(group[0].claim.sentence, group) for _, g in groupby(read, key=_unit) if (group := list(g))]
    for _, alone in groupby(by_hand, key=_block):
        units.append((next(alone), []))
    units.sort(key=lambda unit: _block(unit[0]))
    parts: list[Part] = []
    under = groupby(units, key=lambda unit: (unit[0].section, unit[0].heading))
    for number, ((path, heading), here) in enumerate(under, 1):
        said = tuple((_row_said if first.row else _said)(first, entries, sources, ids) for first, entries in here)
        parts.append(Part(number, heading, path, said, sum(len(s.rows) for s in said)))
    return parts


def _block(sentence: Sentence) -> int:
    return sentence.row.number if sentence.row else sentence.block


def _read(entry: Entry) -> tuple[int, int, int, int, int, str, int]:
    """Where a claim is read: cell by cell in a row of a table, whatever notes stand between them."""
    sentence = entry.claim.sentence
    first = (sentence.row.number, sentence.cell) if sentence.row else (sentence.block, -1)
    return *first, sentence.block, sentence.span.line, sentence.span.column, sentence.text, entry.claim.begin


def _unit(entry: Entry) -> tuple[object, ...]:
    """What a claim is shown with: its row, or its sentence."""
    sentence = entry.claim.sentence
    return (sentence.row.number,) if sentence.row else _read(entry)[:6]


def _ids(ledger: Sequence[Entry]) -> dict[Claim, str]:
    """What the element of each claim is called: by its mark, those alike numbered."""
    counted: Counter[str] = Counter()
    ids: dict[Claim, str] = {}
    for entry in ledger:
        mark = reviews.mark_of(entry.claim)
        counted[mark] += 1
        ids[entry.claim] = f"c-{mark}" + (f"-{counted[mark]}" if counted[mark] > 1 else "")
    return ids


def _said(
    sentence: Sentence, entries: Sequence[Entry], sources: Mapping[str, Source], ids: Mapping[Claim, str]
) -> Said:
    pieces = shown.pieces(sentence.text, [(e.claim.begin, e.claim.end) for e in entries])
    return Said(pieces, str(entries[0].claim.span), sentence.role, _rows(entries, sources, ids))


def _row_said(
    sentence: Sentence, entries: Sequence[Entry], sources: Mapping[str, Source], ids: Mapping[Claim, str]
) -> Said:
    """A row of a table: each of its cells, those without claims among them, with its claims."""
    row = sentence.row
    if row is None:
        raise ValueError("the sentence stands in no row")
    rows = _rows(entries, sources, ids)
    cells = []
    for index, cell in enumerate(row.cells):
        own = tuple(one for one in rows if one.entry.claim.sentence.cell == index)
        text = "\n".join(cell.said)
        pieces = shown.pieces(text, [_in_cell(one.entry.claim, cell) for one in own])
        cells.append(Column(cell.head, pieces, own))
    stub = cells.pop(0) if not cells[0].rows and row.cells[0].said and len(cells) > 1 else None
    kept = tuple(
        column for column, text in zip(cells, row.cells[len(row.cells) - len(cells) :], strict=True) if text.said
    )
    where = entries[0].claim.span if entries else sentence.span
    cited = () if entries else tuple(sources[key] for key in cited_in(sentence))
    return Said((), str(where), "row", rows, cited, stub, kept)


def _in_cell(claim: Claim, cell: Cell) -> tuple[int, int]:
    """Where in the text of its cell a claim begins and ends."""
    before = cell.said[: cell.said.index(claim.sentence.text)]
    shift = sum(len(sentence) + 1 for sentence in before)
    return shift + claim.begin, shift + claim.end


def _rows(entries: Sequence[Entry], sources: Mapping[str, Source], ids: Mapping[Claim, str]) -> tuple[Row, ...]:
    letters = _LETTERS if len(entries) > 1 else ""
    rows = [_row(e, (letters * (i // 26 + 1))[i : i + 1], sources, ids) for i, e in enumerate(entries)]
    return _marked_alike(rows)


def _row(entry: Entry, letter: str, sources: Mapping[str, Source], ids: Mapping[Claim, str]) -> Row:
    at = sources[entry.place.key] if entry.place else None
    cited = tuple(Cited(sources[c.key], _locator(c.label, c.locator), sources.get(c.via)) for c in entry.claim.citings)
    return Row(
        ids[entry.claim],
        reviews.mark_of(entry.claim),
        letter,
        entry,
        tone(entry.verdict),
        cited or tuple(Cited(sources[key], "", None) for key in _pinned(entry.claim) if key in sources),
        at,
        reviews.passage_mark(entry),
        shown.short(entry.excerpt) if entry.excerpt else None,
        tuple(shown.differences(entry.changes)),
        _to_passage(at, entry.excerpt),
        _with_code(entry.note),
        tuple(_other(one, sources, ids) for one in entry.dissent),
    )


def _other(one: Dissent, sources: Mapping[str, Source], ids: Mapping[Claim, str]) -> Other:
    keys = [one.place.key] if one.place else list(one.keys)
    excerpt = shown.short(one.excerpt) if one.excerpt else None
    return Other(
        one.words, ids.get(one.claim, "") if one.claim else "", tuple(sources[k] for k in keys), excerpt, one.place
    )


def _marked_alike(rows: Sequence[Row]) -> tuple[Row, ...]:
    def said(row: Row) -> object:
        return not row.at and not row.entry.claim.pin and (row.entry.note, row.entry.reason, frozenset(row.sources))

    before = (None, *(said(row) for row in rows))
    return tuple(
        replace(row, alike=bool(said(row)) and said(row) == last) for row, last in zip(rows, before, strict=False)
    )


def cited_in(sentence: Sentence) -> list[str]:
    """The keys of what a sentence rests on, each once: its own citations, and those of what it stands in."""
    return list(dict.fromkeys(citing.key for citing in (*sentence.around, *sentence.citings)))


def _pinned(claim: Claim) -> list[str]:
    return [pin.partition("#")[0] for pin in claim.pin.split()]


_LABELS = {"page": ("p.", "pp."), "section": ("§", "§§"), "paragraph": ("¶", "¶¶"), "chapter": ("ch.", "chs.")}


def _locator(label: str, locator: str) -> str:
    if not locator:
        return ""
    one, several = _LABELS.get(label, (label, label))
    return f"{several if re.search(r'[-–,]', locator) else one} {re.sub(r'(?<=[0-9])-(?=[0-9])', '–', locator)}"


def _to_passage(source: Source | None, excerpt: Excerpt | None) -> str:
    """The source's address, at the passage where it is a page: a fragment stays in the browser, and isn't sent."""
    if source is None or not source.address or source.address.startswith("https://doi.org/"):
        return source.address if source else ""
    words = excerpt.passage.split() if excerpt else []
    if len(words) < 3 or "#" in source.address or not source.path.endswith((".html", ".htm", ".xhtml")):
        return source.address
    ends = [words[:5], words[-4:]] if len(words) > 10 else [words]
    return f"{source.address}#:~:text=" + ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)


def _with_code(text: str) -> Markup:
    """A text of a finding, with what stands between backticks as code."""
    parts = re.split(r"`([^`]*)`", text)
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else escape(p) for i, p in enumerate(parts))


def _slug(words: str) -> str:
    return words.replace(" ", "-")
