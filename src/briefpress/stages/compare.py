"""The ResolvedManuscript in; the same with the list of what changed since the last edition in its place, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress import changeslist
from briefpress.diagnostics import Diagnostic, Outcome, StageError, finding
from briefpress.model import EDITIONS, ResolvedManuscript


def compare(manuscript: ResolvedManuscript) -> Outcome[ResolvedManuscript]:
    """Fill each `::: changes` with the list of what changed since the last edition of another number.

    Tells (EDIT014) where the edition of this number is published and says something else. Raises StageError (EDIT001)
    where the edition before can't be read.
    """
    told = _published_otherwise(manuscript)
    if not any(next(changeslist.places(section.blocks), None) for section in manuscript.sections):
        return Outcome(manuscript, told)
    from briefpress.editions import listing, shelf, substance
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
        record = substance.particulars(before.marks, substance.record_of(brief))
        found = changes(shelf.text(root, before), text_of(manuscript), record)
        listed = listing.listed(found, (before.number, number), listing.Linked.of(manuscript.sections), brief.lang)
        read = {f"{FOLDER}/{before.number}/{name}" for name in (TEXT, RECORD)}
    sections = tuple(replace(s, blocks=changeslist.filled(s.blocks, listed)) for s in manuscript.sections)
    return Outcome(replace(manuscript, sections=sections, inputs=manuscript.inputs | read), told)


def _published_otherwise(manuscript: ResolvedManuscript) -> tuple[Diagnostic, ...]:
    project = manuscript.project
    brief, number = project.brief, str(project.brief.edition or "")
    if brief.status != "final" or not number or not (project.root / EDITIONS).is_dir():
        return ()
    from briefpress.editions import shelf, substance

    try:
        published = shelf.published(project.root, number)
    except StageError:
        return ()  # it is `edition list` that says so: what is built doesn't need it
    said = substance.otherwise(manuscript, *published) if published else ""
    if not said:
        return ()
    told = f"Edition {number} is published, and reads otherwise than what is called so here: {said}."
    hint = "`briefpress edition publish` makes it an edition with a number of its own."
    return (finding("EDIT014", told, project.mark("edition"), hint),)
