"""The Manuscript and the documents in; the same with a ledger of what bears out each quotation that cites, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence import (
    claims,
    lock,
    markup,
    matching,
    pins,
    receipts,
    shifts,
    telling,
    telling_pins,
    tethers,
    unseen,
)
from briefpress.evidence.sentences import sentences
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation with the documents behind the citations that it rests on, and each pin with its passage.

    What a document that isn't here was found to say, sources/evidence.lock vouches for.
    """
    documents = library.documents
    read = pins.cited(sentences(manuscript))
    weighed = matching.weigh(pins.tied(claims.quotations(read)), documents)
    held = tethers.held(weighed, documents, {"quotation": matching.weigh})
    kept = lock.read(library.lock)
    pinned = shifts.followed(pins.weigh(pins.pinned(read), documents), kept.value, documents)
    entries = receipts.vouched([*held, *pinned], kept.value, library)
    entries = unseen.excused(entries, project.brief.evidence.unseen)
    found = [
        *markup.told(manuscript, read),
        *telling.told((e for e in entries if not e.reason and not telling_pins.tells(e, documents)), documents),
        *telling_pins.told(entries, kept.value, library),
        *kept.diagnostics,
        *receipts.told(entries, kept.value, library, whole=project.all_sections),
        *unseen.told(project, library),
    ]
    return Outcome(replace(manuscript, sections=markup.bare(manuscript), ledger=tuple(entries)), tuple(found))
