"""Changes that were chosen in; the files of the brief with them, or why not one of them is made, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefpress.diagnostics import Diagnostic, Severity, finding
from briefpress.reviewing.reading import Found, Review, partner
from briefpress.reviewing.resolving import overlapping, proven


@dataclass(frozen=True, slots=True)
class Applied:
    """The files to write, by their paths from the brief's folder, the changes in them, and what is to be said."""

    files: dict[str, bytes]
    changes: tuple[Found, ...]
    diagnostics: tuple[Diagnostic, ...]


def applied(review: Review, asked: Sequence[Found], *, each: bool) -> Applied:
    """The brief's files with the changes that were asked for.

    Where `each` was asked for by its number, all are made or none. Of the others those that can be made are, and the
    rest is told.
    """
    found: list[Diagnostic] = []
    asked = [one for one in review.changes if one in asked or partner(one, review.changes) in asked]
    for one in asked:
        if one.state == "made":
            found.append(finding("REV007", f"{one.change.id} is made already.", one.span, "There is nothing to do."))
        elif one.state == "stale":
            hint = "Make it by hand, or send the document anew."
            found.append(finding("REV005", f"{one.change.id} can't be made: {one.why}.", one.span, hint))
        elif one.state == "by hand":
            said = f"{one.change.id} can't be made by the program: {one.why}."
            found.append(finding("REV004", said, one.span, "Make it by hand."))
    ready = [one for one in asked if one.state == "open"]
    ready, more = _apart(ready)
    found += more
    if not each:
        found = [replace(d, severity=Severity.WARNING) if d.severity is Severity.ERROR else d for d in found]
    elif any(d.severity is Severity.ERROR for d in found):
        return Applied({}, (), tuple(found))
    edits = [one.edit for one in ready if one.edit is not None]
    cuts = {one.change.id: one.cuts for one in ready}
    if not proven(review.parts, edits, cuts):
        named = ", ".join(one.change.id for one in ready)
        said = f"With {named} together, a section would not have just what was chosen."
        found.append(finding("REV004", said, None, "Choose fewer at a time."))
        return Applied({}, (), tuple(found))
    placed = [(review.parts[edit.part], cut) for edit in edits for cut in cuts[edit.id]]
    return Applied(review.sources.patched(placed), tuple(ready), tuple(found))


def _apart(ready: list[Found]) -> tuple[list[Found], list[Diagnostic]]:
    """The changes less those that overlap, and what to say of these."""
    edits = [one.edit for one in ready if one.edit is not None]
    pairs = overlapping(edits, {one.change.id: one.cuts for one in ready})
    places = {one.change.id: one.span for one in ready}
    found = [
        finding("REV006", f"{one} and {other} change the same words.", places[one], "Make one of them by hand.")
        for one, other in pairs
    ]
    clash = {id_ for pair in pairs for id_ in pair}
    return [one for one in ready if one.change.id not in clash], found
