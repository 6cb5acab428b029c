"""A resolved manuscript and its look in; what each medium has of it, composed and made, out."""

from __future__ import annotations

from collections.abc import Mapping

from briefpress.beside import Companion
from briefpress.diagnostics import Outcome
from briefpress.engines import vega
from briefpress.look import Look
from briefpress.model import BoundBook, Page, Project, ResolvedManuscript, Written
from briefpress.outcomes import Artifacts, Drawings
from briefpress.stages import compose
from briefpress.stages.bind import bind
from briefpress.stages.page import html_file


def paper(_project: Project, resolved: ResolvedManuscript, look: Look) -> Outcome[Page]:
    """The page to print, without its drawings."""
    return Outcome(compose.paper(resolved, look))


def book(project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings) -> Outcome[BoundBook]:
    """The e-book, bound."""
    return bind(project, compose.ebook(resolved, drawings.svg, look))


def web_page(_project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings) -> Outcome[Artifacts]:
    """The web page."""
    made = html_file(compose.screen(resolved, drawings.svg, look))
    return Outcome(Artifacts((made.value,)), made.diagnostics)


def typed(
    project: Project, resolved: ResolvedManuscript, look: Look, drawings: Drawings, written: Mapping[str, Written],
    drawer: Companion,
) -> Outcome[Artifacts]:  # fmt: skip
    """The Word document: its pictures as Word can show them, then its text, then the file."""
    from briefpress.stages.write import docx_file
    from briefpress.word.shots import pictures_of

    shots = pictures_of(resolved, drawings.svg, look, lambda svgs: drawer.call(vega.rasters, svgs))
    made = docx_file(project, compose.typed(resolved, written, shots, look))
    return Outcome(Artifacts((made.value,)), made.diagnostics)
