"""The Manuscript and the documents in; the same with a ledger of what bears out each quotation that cites, out."""

from __future__ import annotations

from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence import claims, holdings, likelihood, matching, telling
from briefpress.evidence.sentences import sentences
from briefpress.evidence.unsupported import unsupported
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation with the documents behind the citations that it rests on.

    Then look for what has no source, how likelihood is told, and the sources as a body.
    """
    read = sentences(manuscript, project.brief.lang)
    entries = matching.weigh(claims.quotations(read), library.documents)
    judged = any(sentence.role == likelihood.JUDGEMENTS for sentence in read)
    scale = likelihood.scale_of(project.brief.evidence, project.brief.lang, judges=judged)
    held = holdings.holdings(read, library.records)
    found = (
        *telling.told(entries, library.documents),
        *unsupported(read, manuscript.written, scale or likelihood.ICD203),
        *(likelihood.misused(scale, read, manuscript.written) if scale else ()),
        *holdings.weighed(project, library, read, manuscript.where, held),
    )
    return Outcome(replace(manuscript, ledger=tuple(entries)), found)
