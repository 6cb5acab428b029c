"""The Project, its Manuscript and the documents in; the same with a ledger of what bears out each claim, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence import claims, figures, matching, telling, telling_figures
from briefpress.evidence.sentences import sentences
from briefpress.evidence.stated import stated
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation and each figure with the documents behind the citations that it rests on."""
    read = sentences(manuscript)
    tag = project.brief.lang
    entries = matching.weigh(claims.quotations(read), library.documents)
    found = list(telling.told(entries, library.documents))
    weighed = figures.weigh(stated(read, tag), library.documents, library.records, tag)
    found += telling_figures.told(weighed, library)
    return Outcome(replace(manuscript, ledger=(*entries, *weighed)), tuple(found))
