"""The entries of the ledger in; a finding for each claim that isn't borne out, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefpress.diagnostics import Diagnostic, finding
from briefpress.ledger import Document, Entry


def told(entries: Iterable[Entry], documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """What is wrong with quotations, on the line of each."""
    for entry in entries:
        words, place = _short(entry.claim.words), entry.claim.span
        paths = [f"`{documents[key].path}`" for key in entry.claim.keys if key in documents]
        if entry.verdict == "unchecked":
            names = " or ".join(f"sources/documents/{key}.txt" for key in entry.claim.keys[:3])
            hint = f"Put the document into {names} (or .pdf, .docx, .odt, .epub, .html, .md)."
            yield finding("EVID003", f"“{words}” was compared with no document.", place, hint)
        elif entry.verdict == "altered" and entry.place:
            path = documents[entry.place.key].path
            yield finding("EVID002", f"“{words}” is not what `{path}` says.", place, f"It says: “{entry.note}”")
        elif entry.verdict == "not found":
            hint = "Quote what the document says, or cite the source that has it."
            yield finding("EVID001", f"“{words}” is not in {', '.join(paths)}.", place, hint)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
