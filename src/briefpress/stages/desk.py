"""The ledger and what was found about the evidence in; the desk, for whoever checks the brief, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefpress.diagnostics import Diagnostic, Outcome
from briefpress.model import Library, Manuscript, Project
from briefpress.outcomes import Desk

_WITHOUT_CLAIM = re.compile(r"^(?:CLAIM|SRC|LOCK)\d|^EVID03")


def desk(
    project: Project, manuscript: Manuscript, library: Library, tokens: Mapping[str, str],
    found: tuple[Diagnostic, ...],
) -> Outcome[Desk]:  # fmt: skip
    """The page that shows the ledger of a brief; `found` is what `shown` gives."""
    # With it comes what fills in templates, and most builds have made the desk before.
    from briefpress.evidence.desk import desk

    return Outcome(Desk(desk.desk(project, tokens, manuscript.ledger, library, found, manuscript.by_hand)))


def shown(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Of all that was found, what the desk shows: what is said of the evidence and of no claim."""
    return tuple(d for d in found if _WITHOUT_CLAIM.match(d.code))
