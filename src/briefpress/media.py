"""A resolved manuscript and its drawings in; the EPUB and the web page, composed and made, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefpress.diagnostics import Outcome
from briefpress.look import Look
from briefpress.model import Artifact, ResolvedManuscript
from briefpress.settings import Format
from briefpress.stages import compose
from briefpress.stages.bind import bind
from briefpress.stages.page import html_file


def screen_media(
    resolved: ResolvedManuscript, drawings: Mapping[str, str], look: Look, formats: Sequence[Format]
) -> Outcome[dict[Format, Artifact]]:
    """Make those of the formats that are no paper."""
    made: dict[Format, Outcome[Artifact]] = {}
    if "epub" in formats:
        made["epub"] = bind(resolved.project, compose.ebook(resolved, drawings, look))
    if "html" in formats:
        made["html"] = html_file(compose.screen(resolved, drawings, look))
    found = tuple(d for outcome in made.values() for d in outcome.diagnostics)
    return Outcome({form: outcome.value for form, outcome in made.items()}, found)
