"""What is kept of a published edition beside its files in; the same as JSON out, and back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from briefpress import files
from briefpress.model import EDITIONS

FOLDER = EDITIONS
"""Where the editions stand, from the brief's folder."""

TEXT = "text.json"
"""What the text of an edition is called in its folder (`editions/text.py`)."""

RECORD = "edition.json"
"""What the record of an edition is called in its folder."""

FORMAT = 1
"""The form in which a record is kept. A record of another form is told as one that can't be read."""


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as JSON with its keys in order: by it two editions tell whether they have the same."""
    return files.sha256(msgspec.json.encode(value, order="sorted"))


Change = Literal["first", "update", "correction", "retraction"]
"""What an edition is to the one before it. Crossref tells a correction, an update and a retraction apart."""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as it was published: days are ISO 8601, `files` the SHA-256 of each file in its folder.

    `published` is the day of the first edition, `updated` that of this one where it isn't the first. `place` counts the
    editions in the order in which they were published, from 1. `marks` has what two editions are told apart by beside
    their texts, by what it is of and its name: `record/title`, `look/style`, `engines/pandoc`.
    """

    number: str
    kind: Change
    published: str
    updated: str = ""
    note: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    place: int = 1
    title: str = ""
    lang: str = "en"
    marks: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def day(self) -> str:
        """The day on which this edition came out."""
        return self.updated or self.published


def encoded(record: EditionRecord) -> bytes:
    """The record as an edition keeps it in its folder: JSON, made to be read."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def decoded(data: bytes) -> EditionRecord:
    """The record that an edition keeps. Raises msgspec.DecodeError where it is none, or one of another form."""
    record = msgspec.json.decode(data, type=EditionRecord)
    if record.format != FORMAT:
        raise msgspec.ValidationError(f"a record of the form {record.format}, where {FORMAT} is known")
    for day in filter(None, (record.published, record.updated)):
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            raise msgspec.ValidationError(f"`{day}` is no day: 2026-01-15 is one") from None
    if strange := next(
        (name for name in record.files if not name or {"/", "\\"} & {*name} or name in (".", "..")), None
    ):
        raise msgspec.ValidationError(f"`{strange}` is no name of a file")
    return record
