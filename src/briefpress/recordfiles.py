"""The brief's own record in; the files that reference managers read it from, out."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import msgspec

from briefpress.bibtex import bibtex
from briefpress.model import Artifact
from briefpress.ownrecord import OwnRecord, csl_item
from briefpress.ris import ris

ENDINGS = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json"}
"""What each format is called, and how its file ends."""


def record_files(record: OwnRecord, artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """The record in each format, by the name of its file; none beside files for a press alone, which no reader gets."""
    if all(artifact.suffix for artifact in artifacts):
        return {}
    texts = {
        "bib": bibtex(record).encode(),
        "ris": ris(record).encode(),
        "csl.json": msgspec.json.format(msgspec.json.encode([csl_item(record)]), indent=2) + b"\n",
    }
    return {f"{record.key}.{ending}": data for ending, data in texts.items()}


def record_links(record: OwnRecord) -> dict[str, str]:
    """From a page that stands beside the files: the address of each, by what its format is called."""
    return {name: quote(f"{record.key}.{ending}") for name, ending in ENDINGS.items()}
