"""A resolved manuscript and its look in; what each medium has of it, composed and made, out.

What a build finds in the store, it imports no code to make: each imports its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefpress.beside import Companion
from briefpress.diagnostics import Outcome
from briefpress.engines import drawn_fonts, vega
from briefpress.look import Look
from briefpress.model import Artifact, BoundBook, Page, Project, ResolvedManuscript, Written
from briefpress.outcomes import Artifacts, Drawings


def paper(_project: Project, resolved: ResolvedManuscript, look: Look) -> Outcome[Page]:
    """The page to print, without its drawings."""
    from briefpress.stages import compose

    return Outcome(compose.paper(resolved, look))


def book(project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings) -> Outcome[BoundBook]:
    """The e-book, bound."""
    from briefpress.stages import compose
    from briefpress.stages.bind import bind

    made = bind(project, compose.ebook(resolved, drawings.svg, look))
    return Outcome(replace(made.value, fonts={**made.value.fonts, **drawings.fonts}), made.diagnostics)


def web_page(_project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings) -> Outcome[Artifacts]:
    """The web page."""
    from briefpress.stages import compose
    from briefpress.stages.page import html_file

    made = html_file(compose.screen(resolved, drawings.svg, look))
    return Outcome(Artifacts((_laid_out_in(made.value, drawings.fonts),)), made.diagnostics)


def typed(
    project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings, written: Mapping[str, Written],
    drawer: Companion,
) -> Outcome[Artifacts]:  # fmt: skip
    """The Word document: its pictures as Word can show them, then its text, then the file."""
    from briefpress.stages import compose
    from briefpress.stages.write import docx_file
    from briefpress.word.shots import pictures_of

    used: dict[str, str] = {}

    def rasters(svgs: Sequence[tuple[str, float]]) -> list[bytes]:
        for there in drawer.call(drawn_fonts.of_each, [svg for svg, _ in svgs]):
            used.update(there)
        return drawer.call(vega.rasters, svgs)

    shots = pictures_of(resolved, drawings.svg, look, rasters)
    made = docx_file(project, compose.typed(resolved, written, shots, look))
    return Outcome(Artifacts((_laid_out_in(made.value, {**drawings.fonts, **used}),)), made.diagnostics)


def _laid_out_in(artifact: Artifact, fonts: Mapping[str, str]) -> Artifact:
    """An artifact that names those fonts of this machine, too."""
    return replace(artifact, fonts={**artifact.fonts, **fonts})
