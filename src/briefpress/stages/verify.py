"""The Manuscript and the documents in; the same with a ledger of what bears out each quotation that cites, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence import claims, matching, reviews, telling
from briefpress.evidence.sentences import sentences
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation with the documents behind the citations that it rests on."""
    read = sentences(manuscript)
    entries = matching.weigh(claims.quotations(read), library.documents)
    found = telling.told(entries, library.documents)
    reviewed = reviews.at_their_claims(project.root, entries)
    return Outcome(replace(manuscript, ledger=reviewed.value), (*found, *reviewed.diagnostics))
