"""What is kept of a published edition beside its files: its number, its days, the kind of change and its note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FOLDER = "editions"
"""Where the editions stand, each in a folder that is called as its number is, from the brief's folder."""

TEXT = "text.json"
"""What the text of an edition is called in its folder (`editions/text.py`)."""

RECORD = "edition.json"
"""What the record of an edition is called in its folder."""

Change = Literal["first", "update", "correction", "retraction"]
"""What an edition is to the one before it. Crossref tells a correction, an update and a retraction apart."""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as it was published: days are ISO 8601, `files` the SHA-256 of each file in its folder.

    `published` is the day of the first edition, `updated` that of this one where it isn't the first.
    """

    number: str
    kind: Change
    published: str
    updated: str = ""
    note: str = ""
    files: tuple[tuple[str, str], ...] = ()
