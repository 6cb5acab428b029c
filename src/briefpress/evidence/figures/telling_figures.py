"""The entries of figures in; a finding for each that its sources don't bear out, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from briefpress.accession import FOLDER
from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.quotations import claims
from briefpress.ledger import Entry, Place
from briefpress.model import Library

SHOWN = 70
"""How many characters of a passage are shown on either side of its figure, at most."""


def told(entries: Iterable[Entry], library: Library, known: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with figures, on the line of each.

    One that no document could be asked for is told only where the documents of all its sources are `known` and one of
    them isn't here: a brief with twenty sources and one document would drown in the others.
    """
    for entry in entries:
        claim, place = entry.claim, entry.claim.span
        words = f"“{claim.words}”"
        paths = ", ".join(f"`{library.documents[key].path}`" for key in claim.keys if key in library.documents)
        nearest = claims.nearest(claim)
        absent = [key for key in nearest if key not in library.documents]
        if entry.verdict == "not found":
            hint = "State what the document has, or cite the source that has this figure."
            yield finding("EVID010", f"{words} is not in {paths}.", place, f"{entry.note} {hint}".strip())
        elif entry.verdict == "contradicted" and entry.place:
            said = f"{entry.place} has another figure{_shown(entry.place, library)}"
            hint = "Take the document's figure, or cite the source that has this one."
            if entry.changes:
                ours, theirs = (change.words for change in entry.changes)
                said = f"{entry.place} has “{theirs}”, not “{ours}”{_shown(entry.place, library)}"
                hint = "Say which way it went as the document does, or cite the source that says so."
            yield finding("EVID011", f"{words} isn't what the source says. {said}", place, hint)
        elif entry.verdict == "wrong page" and entry.place:
            said = f"It stands on page {entry.place.page} of `{entry.place.key}`{_shown(entry.place, library)}"
            yield finding("EVID013", f"{words} is not on the page that is cited. {said}", place, "Cite that page.")
        elif entry.verdict == "unchecked" and absent and all(key in known for key in nearest):
            said = f"{words} was not looked for: the document of `{absent[0]}` is not on this machine."
            kept = library.accessions.get(absent[0])
            file = f"{FOLDER}/{kept.file}" if kept else f"{FOLDER}/, called `{absent[0]}`,"
            hint = f"Put it into {file}, or write its receipts with `briefpress verify --lock` where it is."
            yield finding("EVID012", said, place, hint)


def _shown(place: Place, library: Library) -> str:
    """A figure with the nearest words around it in its paragraph, between quotation marks; nothing without them."""
    if place.extent is None or place.key not in library.documents:
        return ""
    text, (begin, end) = library.documents[place.key].text, place.extent
    paragraph = text.at(begin)
    before, after = text.words[paragraph.begin : begin], text.words[end : max(end, paragraph.end)]
    ahead = before if len(before) <= SHOWN else "…" + before[-SHOWN:].partition(" ")[2]
    behind = after if len(after) <= SHOWN else after[:SHOWN].rpartition(" ")[0] + "…"
    return f": “{' '.join(f'{ahead}{text.words[begin:end]}{behind}'.split())}”"
