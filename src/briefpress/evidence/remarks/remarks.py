"""The sentences of a brief and its sources in; what is to be said of them that no document is needed for, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefpress.diagnostics import Diagnostic
from briefpress.evidence.remarks import holdings, likelihood
from briefpress.evidence.remarks.unattributed import unattributed
from briefpress.evidence.remarks.unsupported import unsupported
from briefpress.ledger import Sentence
from briefpress.model import Library, Manuscript, Project


def remarks(
    project: Project, manuscript: Manuscript, library: Library, sentences: Sequence[Sentence]
) -> Iterator[Diagnostic]:
    """Claims that cite nothing, words of likelihood off the scale, and the sources as a body."""
    judges = any(sentence.role == likelihood.JUDGEMENTS for sentence in sentences)
    scale = likelihood.scale_of(project.brief.evidence, project.brief.lang, judges=judges)
    yield from unsupported(sentences, manuscript.written, scale or likelihood.ICD203)
    yield from unattributed(sentences, manuscript.written)
    if scale:
        yield from likelihood.misused(scale, sentences, manuscript.written)
    held = holdings.holdings(sentences, library.records)
    yield from holdings.weighed(project, library, sentences, manuscript.where, held)
