"""The ResolvedManuscript in; the same with the list of what changed since the last edition in its place, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress import changeslist
from briefpress.diagnostics import Outcome
from briefpress.model import ResolvedManuscript


def compare(manuscript: ResolvedManuscript) -> Outcome[ResolvedManuscript]:
    """Fill each `::: changes` with the list of what changed since the last edition of another number.

    Raises StageError (EDIT001) where that edition can't be read.
    """
    if not any(next(changeslist.places(section.blocks), None) for section in manuscript.sections):
        return Outcome(manuscript)
    from briefpress.editions import listing, shelf
    from briefpress.editions.changes import changes
    from briefpress.editions.record import FOLDER, RECORD, TEXT
    from briefpress.editions.text import text_of

    root, brief = manuscript.project.root, manuscript.project.brief
    number = str(brief.edition or "")
    before = shelf.before(root, number)
    read: set[str] = set()
    if before is None:
        listed = listing.first(brief.lang)
    else:
        found = changes(shelf.text(root, before), text_of(manuscript))
        listed = listing.listed(found, (before.number, number), listing.Linked.of(manuscript.sections), brief.lang)
        read = {f"{FOLDER}/{before.number}/{name}" for name in (TEXT, RECORD)}
    sections = tuple(replace(s, blocks=changeslist.filled(s.blocks, listed)) for s in manuscript.sections)
    return Outcome(replace(manuscript, sections=sections, inputs=manuscript.inputs | read))
