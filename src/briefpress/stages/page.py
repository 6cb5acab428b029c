"""The screen page in; the HTML file out."""

from __future__ import annotations

from briefpress.diagnostics import Outcome
from briefpress.model import Artifact, Page


def html_file(page: Page) -> Outcome[Artifact]:
    """The page as the bytes of one file."""
    return Outcome(Artifact("html", page.html.encode(), page.inventory, fonts=page.fonts))
