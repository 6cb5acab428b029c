"""A resolved manuscript and its look in; the page to print, the bound book and the web page, composed and made, out."""

from __future__ import annotations

from briefpress.diagnostics import Outcome
from briefpress.look import Look
from briefpress.model import Artifacts, BoundBook, Drawings, Page, Project, ResolvedManuscript
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
