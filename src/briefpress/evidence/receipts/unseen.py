"""What a brief says of sources that it can't keep in; their claims excused, and what is wrong with the setting, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefpress.diagnostics import Diagnostic, finding
from briefpress.ledger import Entry
from briefpress.model import Library, Project
from briefpress.validate import nearest


def excused(entries: Iterable[Entry], unseen: Mapping[str, str]) -> list[Entry]:
    """The entries; an unchecked one whose sources are all unseen has the reason that its author gives."""
    return [_excused(entry, unseen) for entry in entries]


def _excused(entry: Entry, unseen: Mapping[str, str]) -> Entry:
    # Of `a` quoted in `b` the author has seen `b`.
    keys = [citing.via or citing.key for citing in entry.claim.citings]
    if entry.verdict != "unchecked" or not keys or not all(key in unseen for key in keys):
        return entry
    reasons = dict.fromkeys(unseen[key] for key in keys)
    return replace(entry, reason=" ".join(reasons))


def told(project: Project, library: Library) -> Iterator[Diagnostic]:
    """A warning for each unseen source that is none, or that has been seen since."""
    for key in project.brief.evidence.unseen:
        place = project.mark(f"evidence.unseen.{key}")
        if key not in library.records:
            like = nearest(key, list(library.records))
            hint = f"Did you mean `{like}`?" if like else "Take the line out, or add the record."
            if library.whole:
                yield finding("EVID026", f"No record has the key `{key}`.", place, hint)
        elif key in library.documents or key in library.accessions:
            said = f"The document of `{key}` is known, so that nobody need take its claims on trust."
            yield finding("EVID026", said, place, "Take the line out.")
