"""The Project, its Manuscript and the documents in; the same with a ledger of what bears out each claim, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence import claims, figures, matching, remarks, telling, telling_figures
from briefpress.evidence.sentences import in_order, sentences
from briefpress.evidence.stated import stated
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation and each figure with the documents behind the citations that it rests on.

    Then look for what has no source, how likelihood is told, and the sources as a body.
    """
    lang = project.brief.lang
    read = sentences(manuscript, lang)
    quoted = matching.weigh(claims.quotations(read), library.documents)
    counted = figures.weigh(stated(read, lang), library.documents, library.records, lang)
    ledger = in_order(read, (*quoted, *counted))
    found = (
        *telling.told(quoted, library.documents),
        *telling_figures.told(counted, library),
        *remarks.remarks(project, manuscript, library, read),
    )
    return Outcome(replace(manuscript, ledger=ledger), found)
