"""What is known of a document beside its text, as `sources/documents/KEY.source.yaml` keeps it, out."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from msgspec import Meta, Struct

from briefpress.settings import Count, Filename, Web

FOLDER = "sources/documents"
"""Where documents stand, from the brief's folder."""

RECORD = ".source.yaml"
"""How the name of a document's record ends, behind its key."""

TEXT = ".passages.txt"
"""How the name of a document's kept text ends, behind its key."""

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="a SHA-256, as 64 hexadecimal digits")]


class Accession(Struct, frozen=True, forbid_unknown_fields=True):
    """How a document came to the brief: its file, its hash, the day, where it is from, and who may have it.

    `rights` that begin with the word `private` keep the document and its text out of git and of every artifact; any
    other words are for people to read. `first_page` is what the first page of the file is called in print.
    """

    file: Filename
    sha256: Sha256
    added: datetime.date
    address: Web = ""
    archived: Web = ""
    rights: str = ""
    first_page: Count | None = None

    @property
    def private(self) -> bool:
        """Whether the document may not be published."""
        return bool(re.match(r"\W*private(?![\w-])", self.rights, re.IGNORECASE))
