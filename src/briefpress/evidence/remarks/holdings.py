"""The sources of a brief, and the sentences that cite them, in; how often each is cited, how old it is, whose, out."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import Any

from briefpress import csl_record
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.evidence.remarks.likelihood import JUDGEMENTS
from briefpress.ledger import Citing, Sentence
from briefpress.model import Library, Project, SourceMap

_LASTING = ("bill", "hearing", "legal_case", "legislation", "regulation", "treaty")
"""The CSL types that don't age: what they say is law until it isn't."""

_RETRACTED = "retracted|withdrawn|rétracté|zurückgezogen|retractado|отозвано"
_STATUS = re.compile(rf"\W*(?:{_RETRACTED})\b", re.IGNORECASE)
_TITLE = re.compile(rf"\W*(?:{_RETRACTED})(?: \w+)?\s?[:\]]", re.IGNORECASE)
"""How publishers mark a title: `RETRACTED:`, `Retracted article:`, `[Withdrawn]`. “Withdrawn from view” is none."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A source that the brief cites: its key, how many sentences cite it, its date as far as it has one, its owners.

    `issued` is a year, a month and a day, as many of them as are known. `owners` are its publisher, the paper or
    work that it is in, its authority and its authors, by their names.
    """

    key: str
    cited: int
    issued: tuple[int, ...]
    owners: tuple[str, ...]


def holdings(sentences: Sequence[Sentence], records: Mapping[str, Mapping[str, Any]]) -> tuple[Holding, ...]:
    """The sources that the brief cites and that its bibliography has, in the order of their keys."""
    times: Counter[str] = Counter()
    for sentence in sentences:
        if sentence.role != "note":
            times.update({key for key in _keys(sentence.citings) if key in records})
    # A source that stands only around sentences, as in the source line of a table, is cited once by it.
    around = {key for s in sentences for key in _keys((*s.around, *s.citings)) if key in records}
    counted = {key: max(times[key], 1) for key in sorted(around)}
    return tuple(
        Holding(key, n, csl_record.issued(records[key], last=True), _owners(records[key])) for key, n in counted.items()
    )


def weighed(
    project: Project, library: Library, sentences: Sequence[Sentence], where: SourceMap, held: Sequence[Holding]
) -> Iterator[Diagnostic]:
    """What is to be said of the sources: retracted or old ones, and judgements that rest on one owner.

    With `evidence: {sources: true}` also, in a finding each, those that are cited once only and those that never are.
    """
    settings = project.brief.evidence
    yield from _retracted(settings.retracted, library, where, held)
    if settings.oldest and project.brief.date:
        yield from _old(settings.oldest, project.brief.date, library, held)
    yield from _of_one_owner(sentences, library.records)
    if settings.sources:
        place = project.mark("evidence.sources")
        once = [h.key for h in held if h.cited == 1]
        if once:
            said = f"Cited once only: {_listed(once)}."
            yield finding("CLAIM020", said, place, "Ask of each whether the brief needs it, or more of it.")
        never = uncited(project, library, held)
        if never:
            said = f"Never cited: {_listed(never)}."
            yield finding("CLAIM022", said, place, "Cite them, take them out, or list them in `citations.nocite`.")


def uncited(project: Project, library: Library, held: Iterable[Holding]) -> list[str]:
    """The keys of the bibliography that no sentence cites and that brief.yaml doesn't list all the same."""
    listed = project.brief.citations.nocite
    known = {*(h.key for h in held), *(key.removeprefix("@") for key in listed)}
    return [] if "*" in listed else sorted(key for key in library.records if key not in known)


def table(held: Sequence[Holding], never: Sequence[str]) -> str:
    """The sources as lines of a table: the key, how often it is cited, from when and whose it is."""
    if not held:
        return ""
    wide = max(len("Source"), *(len(h.key) for h in held))
    lines = [f"{'Source':<{wide}}  cited  from     of"]
    for h in sorted(held, key=lambda h: (-h.cited, h.key)):
        date = "-".join(f"{part:02}" for part in h.issued[:2])
        lines.append(f"{h.key:<{wide}}  {h.cited:>5}  {date or '–':<7}  {h.owners[0] if h.owners else '–'}".rstrip())
    return "\n".join([*lines, *([f"Never cited: {_listed(never)}."] if never else [])])


def _retracted(
    listed: Sequence[str], library: Library, where: SourceMap, held: Sequence[Holding]
) -> Iterator[Diagnostic]:
    wanted = {_plain_doi(name) for name in listed}
    for h in held:
        record = library.records[h.key]
        place, *others = sorted(_citations(where, h.key)) or [library.places.get(h.key, Span(""))]
        related = (*others, *([library.places[h.key]] if h.key in library.places else []))
        if {h.key.casefold(), _plain_doi(str(record.get("DOI", "")))} & wanted:
            hint = "Rest the claim on another source, or take it out."
            yield finding("CLAIM024", f"`{h.key}` was retracted, says brief.yaml.", place, hint, related)
        elif _STATUS.match(str(record.get("status", ""))) or _TITLE.match(str(record.get("title", ""))):
            hint = "Rest the claim on another source, or say in the text that it was withdrawn."
            yield finding("CLAIM025", f"`{h.key}` was retracted, says its record.", place, hint, related)


def _citations(where: SourceMap, key: str) -> list[Span]:
    return [
        place for (_, kind, name), places in where.places.items() if (kind, name) == ("cite", key) for place in places
    ]


def _plain_doi(name: str) -> str:
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*|@)", "", name.strip().casefold())


def _old(oldest: str, today: datetime.date, library: Library, held: Sequence[Holding]) -> Iterator[Diagnostic]:
    count, unit = oldest.split()
    months = int(count) * (12 if unit.startswith("year") else 1)
    for h in held:
        if not h.issued or library.records[h.key].get("type") in _LASTING:
            continue
        # What of the date isn't known is taken to be the latest that it can be.
        year, month, day = (*h.issued, 12, 31)[:3] if len(h.issued) == 1 else (*h.issued, 31)[:3]
        age = (today.year - year) * 12 + today.month - month - (1 if today.day < day else 0)
        if age > months or (age == months and today.day > day):
            written = "-".join(f"{part:02}" for part in h.issued)
            said = f"`{h.key}`, of {written}, is older than {oldest} at the date of the brief, {today}."
            yield finding(
                "CLAIM023",
                said,
                library.places.get(h.key),
                "Look for a newer source, or lower CLAIM023 with the reason.",
            )


def _of_one_owner(sentences: Sequence[Sentence], records: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    """A finding for each key judgement of two sources and more that all are of one owner."""
    for _, group in groupby((s for s in sentences if s.role == JUDGEMENTS), key=lambda s: s.block):
        block = list(group)
        keys = list(dict.fromkeys(key for s in block for key in _keys(s.citings) if key in records))
        if len(keys) < 2:
            continue
        known = [dict.fromkeys(name.casefold() for name in _owners(records[key])) for key in keys]
        shared = reduce(lambda a, b: {name: None for name in a if name in b}, known)
        if shared:
            name = next(n for n in _owners(records[keys[0]]) if n.casefold() in shared)
            said = f"All sources of this judgement are of one owner, {name}: {_listed(keys)}."
            yield finding(
                "CLAIM021",
                said,
                block[0].span,
                "Find a source of somebody else, or say in the judgement that there is none.",
            )


def _keys(citings: Iterable[Citing]) -> Iterator[str]:
    for citing in citings:
        yield from (key for key in (citing.key, citing.via) if key)


def _owners(record: Mapping[str, Any]) -> tuple[str, ...]:
    named = [str(record[field]) for field in ("publisher", "container-title", "authority") if record.get(field)]
    people = [
        ", ".join(str(n[p]) for p in ("literal", "family", "given") if n.get(p))
        for n in csl_record.people(record, "author")
    ]
    return tuple(dict.fromkeys(name.strip() for name in (*named, *people) if name.strip()))


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
