"""The brief's settings in; what readers of a draft, of a brief under embargo or of a retracted one are told, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from briefpress.settings import Brief
from briefpress.wording import language, written_date, written_moment

Standing = Literal["final", "draft", "embargo", "retraction"]
"""How an edition stands: as brief.yaml's `status` says, and of final ones whether it retracts the brief."""

SCHEMA: Mapping[Standing, str] = {"final": "", "draft": "Draft", "embargo": "Embargoed", "retraction": "Retracted"}
"""What schema.org's creativeWorkStatus says of an edition; nothing of one that stands."""


def standing(brief: Brief) -> Standing:
    """How an edition stands."""
    retracts = brief.status == "final" and brief.revision is not None and brief.revision.kind == "retraction"
    return "retraction" if retracts else brief.status


def held_back(brief: Brief) -> bool:
    """Whether an edition isn't final: who reads it is to remark on its lines and paragraphs."""
    return brief.status != "final"


def word(brief: Brief) -> str:
    """What stands across every sheet: nothing for an edition that stands."""
    words = language(brief.lang).words
    said = {"final": "", "draft": words.draft, "embargo": words.embargo, "retraction": words.editions.withdrawn}
    return said[standing(brief)]


def notice(brief: Brief) -> str:
    """What stands at the head of every page: nothing for an edition that stands."""
    words = language(brief.lang).words
    if brief.revision and standing(brief) == "retraction":
        return words.editions.retracted.format(date=written_date(brief.revision.date, brief.lang))
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
