"""The typescript in; the DOCX out, for those who review the brief in Word."""

from __future__ import annotations

from lxml import etree

from briefpress.diagnostics import Outcome, StageError, finding
from briefpress.engines import pandoc
from briefpress.model import Artifact, Project
from briefpress.word import finishing
from briefpress.word.package import reference
from briefpress.word.typescript import Typescript

UNDATED = 946_684_800
"""1 January 2000: a document has a day on which it was made, also that of a brief without one."""


def docx_file(project: Project, script: Typescript) -> Outcome[Artifact]:
    """Write the document, and finish it. Raises StageError (CHK003) where what pandoc wrote can't be read."""
    epoch = project.epoch if project.epoch is not None else UNDATED
    raw = pandoc.to_docx(script.document, reference(script.styles, script.page), script.pictures, epoch)
    try:
        data = finishing.finish(raw, script, project, epoch)
    except (etree.XMLSyntaxError, KeyError) as error:
        hint = "Please report this: it is a fault of ours."
        raise StageError(finding("CHK003", f"The DOCX can't be read back: {error}.", None, hint)) from error
    return Outcome(Artifact("docx", data, script.inventory))
