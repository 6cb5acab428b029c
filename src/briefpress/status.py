"""The brief's settings in; what readers of a draft, or of a brief under embargo, are told of it, out."""

from __future__ import annotations

import datetime

from briefpress.settings import Brief
from briefpress.wording import language, written_date, written_moment

SCHEMA = {"final": "", "draft": "Draft", "embargo": "Embargoed"}
"""What schema.org's creativeWorkStatus says of an edition; nothing of a final one."""


def word(brief: Brief) -> str:
    """What stands across every sheet: nothing for a final edition."""
    words = language(brief.lang).words
    return {"final": "", "draft": words.draft, "embargo": words.embargo}[brief.status]


def notice(brief: Brief) -> str:
    """What stands at the head of every page: nothing for a final edition."""
    words = language(brief.lang).words
    if brief.status == "draft":
        day = written_date(brief.date, brief.lang) if brief.date else ""
        return words.draft_of.format(date=day) if day else words.draft_undated
    if brief.status == "embargo":
        end = _written(brief)
        return words.embargo_until.format(moment=end) if end else words.embargo
    return ""


def embargo_end(brief: Brief) -> datetime.datetime | datetime.date | None:
    """When the embargo ends: a day, or a time with its zone. None where brief.yaml gives none that there is."""
    text = (brief.embargo or "").replace(" ", "")
    try:
        if len(text) <= len("2026-12-01"):
            return datetime.date.fromisoformat(text)
        day, rest = text[:10], text[10:].removeprefix("T")
        return datetime.datetime.fromisoformat(f"{day}T{rest}")
    except ValueError:
        return None


def _written(brief: Brief) -> str:
    end = embargo_end(brief)
    if end is None:
        return ""
    if isinstance(end, datetime.datetime):
        return written_moment(end, brief.lang)
    return written_date(end, brief.lang)
