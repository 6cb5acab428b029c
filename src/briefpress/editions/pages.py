"""A brief's editions in; the pages that list them and tell readers of an old one that there is a newer, out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from briefpress.editions import pictures
from briefpress.editions.record import TEXT, Change, EditionRecord
from briefpress.look import Look, shared
from briefpress.policy import policy
from briefpress.settings import Brief
from briefpress.wording import language, written_date

PAGE = "index.html"
LIST = "editions.json"
MANIFEST = "manifest.json"
_KINDS = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON", "json": "JSON"}
"""What a file is called by its ending, where that isn't the ending in capitals."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition in the words of the brief's language: what it is called, its days, its note, and its page."""

    name: str
    title: str
    lang: str
    days: str
    label: str
    note: str
    page: str
    retracts: bool
    files: tuple[_File, ...]


def pages_of(brief: Brief, look: Look, records: Sequence[EditionRecord]) -> dict[str, dict[str, bytes]]:
    """The pages of all editions, by folder from that of the editions: the list of them, and one of each.

    The files that were published stay as they are; the pages are written anew with every edition.
    """
    editions = [_told(record, brief.lang) for record in records]
    newest = editions[-1]
    home = {"version-history": PAGE, "latest-version": newest.page}
    listed = _filled(brief, look, home, heading=brief.title, one=None, newest=None, all=editions[::-1])
    out = {"": {PAGE: listed, LIST: _listed(brief, records)}}
    for place, (record, edition) in enumerate(zip(records, editions, strict=True)):
        around = {"predecessor-version": place - 1, "successor-version": place + 1, "latest-version": len(editions) - 1}
        relations = {"version-history": f"../{PAGE}"}
        relations |= {name: f"../{editions[at].page}" for name, at in around.items() if 0 <= at < len(editions)}
        later = newest if edition is not newest else None
        page = _filled(brief, look, relations, heading=edition.title, one=edition, newest=later, all=())
        out[record.number] = {PAGE: page}
    return out


def _told(record: EditionRecord, lang: str) -> _Edition:
    words = language(lang).words
    said = words.editions
    labels: dict[Change, str] = {
        "first": "", "update": said.update, "correction": said.correction, "retraction": said.retraction,
    }  # fmt: skip
    revised: dict[Change, str] = {
        "first": said.published, "update": said.updated, "correction": said.corrected, "retraction": said.retracted,
    }  # fmt: skip
    days = [revised[record.kind].format(date=_day(record.day, lang))] if record.day else []
    if record.updated and record.published:
        days.insert(0, said.published.format(date=_day(record.published, lang)))
    return _Edition(
        name=f"{words.edition} {record.number}",
        title=record.title,
        lang=record.lang,
        days=" · ".join(days),
        label=f"{labels[record.kind]}{words.colon}",
        note=record.note,
        page=f"{quote(record.number)}/{PAGE}",
        retracts=record.kind == "retraction",
        files=tuple(_File(name, _kind(name), quote(name)) for name in sorted(record.files, key=_order)
                    if name != TEXT and not pictures.is_kept(name)),
    )  # fmt: skip


def _day(day: str, lang: str) -> str:
    return written_date(datetime.date.fromisoformat(day), lang)


_FIRST = ("html", "pdf", "epub", "docx")


def _order(name: str) -> tuple[int, str]:
    """What people read, then what programs do."""
    ending = name.rpartition(".")[2]
    return _FIRST.index(ending) if ending in _FIRST else len(_FIRST) + (name == MANIFEST), name


def _kind(name: str) -> str:
    for ending, kind in _KINDS.items():
        if name.endswith(f".{ending}"):
            return kind
    return name.rpartition(".")[2].upper()


def _filled(brief: Brief, look: Look, relations: dict[str, str], **values: object) -> bytes:
    words = language(brief.lang).words
    tokens = "".join(f"--{name}: {value};" for name, value in look.tokens.items())
    # Without the house's letters, which are many times a page: git keeps the pages of each edition anew.
    css = f":root {{ {tokens} }}\n{shared('editions.css')}".replace("</", "<\\/")
    shown = {"brief": brief, "words": words, "relations": list(relations.items()), "policy": policy([css], [])}
    return look.render("editions.html", **shown, **values, css=Markup(css)).encode() + b"\n"  # noqa: S704  # our own


def _listed(brief: Brief, records: Sequence[EditionRecord]) -> bytes:
    """All editions for programs, the newest first."""
    editions = [
        {
            "number": record.number, "kind": record.kind, "published": record.published, "updated": record.updated,
            "note": record.note, "title": record.title, "page": f"{quote(record.number)}/{PAGE}",
            "files": dict(record.files),
        }
        for record in reversed(records)
    ]  # fmt: skip
    data = {"title": brief.title, "url": brief.url, "newest": records[-1].number, "editions": editions}
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"
