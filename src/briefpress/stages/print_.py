"""The paper page in; the PDF out, tagged, finished and with its pages counted."""

from __future__ import annotations

from briefpress.diagnostics import Outcome, finding
from briefpress.engines import pdf, weasyprint
from briefpress.model import Artifact, Page, Project


def print_pdf(project: Project, page: Page) -> Outcome[Artifact]:
    """Print a page. A PDF of more pages than the brief allows is a warning."""
    data, pages, found = weasyprint.print_page(page.html, page.files)
    finished = pdf.finish(data, project)
    limit = project.brief.limits.pages
    if limit is not None and pages > limit:
        message = f"The PDF has {pages} pages; its limit is {limit}."
        found.append(finding("LIMIT002", message, project.mark("limits.pages"), "Shorten it, or raise the limit."))
    return Outcome(Artifact("pdf", finished, page.inventory, pages), tuple(found))
