"""The paper page in; the PDF out, tagged, finished and with its pages counted: for a screen, or for a press."""

from __future__ import annotations

from dataclasses import replace

from briefpress.beside import Companion
from briefpress.diagnostics import Diagnostic, Outcome, finding
from briefpress.engines import weasyprint
from briefpress.engines.weasyprint import Printed
from briefpress.fontless import without_font
from briefpress.model import Artifact, Attachment, Inventory, Page, Profile, Project
from briefpress.outcomes import Artifacts, Drawings
from briefpress.wording import language


def lay_out(
    project: Project, page: Page, drawings: Drawings, profile: Profile | None, printer: Companion
) -> Outcome[Printed]:
    """Print a page and its drawings. Raises StageError as printing does."""
    bleed = project.brief.look.print.bleed_points if profile else 0.0
    page_files = {**page.files, **{name: svg.encode() for name, svg in drawings.svg.items()}}
    printed = printer.call(weasyprint.print_page, page.html, page_files, page.stamp, bleed)
    # A chart is laid out before it is printed: by letters that its labels may not be printed in.
    return Outcome(replace(printed, fonts={**drawings.fonts, **printed.fonts}), printed.diagnostics)


def told(project: Project, printed: Printed) -> tuple[Diagnostic, ...]:
    """What is amiss with what was printed: a letter that no font has is an error, too many pages are a warning."""
    found = without_font(project, printed.unknown_letters)
    limit = project.brief.limits.pages
    if limit is not None and printed.pages > limit:
        message = f"The PDF has {printed.pages} pages; its limit is {limit}."
        found.append(finding("LIMIT002", message, project.mark("limits.pages"), "Shorten it, or raise the limit."))
    return tuple(found)


def finish(
    project: Project, printed: Printed, page: Page, attachments: tuple[Attachment, ...], profile: Profile | None,
    printer: Companion,
) -> Outcome[Artifacts]:  # fmt: skip
    """What was printed with all that makes an edition of it; behind it the booklet that brief.yaml may want of it."""
    if printer.worked:
        return Outcome(printer.call(_finished, project, printed, page, attachments, profile))
    # Where what was printed comes from the store, the second Python is still importing what prints.
    printer.dismiss()
    return Outcome(_finished(project, printed, page, attachments, profile))


def _finished(
    project: Project, printed: Printed, page: Page, attachments: tuple[Attachment, ...], profile: Profile | None
) -> Artifacts:
    # pikepdf is needed where the PDF is made, which is another Python than the one that names this function.
    from briefpress.engines import pdf, pdf_stamps

    # What travels inside is for readers: a press prints sheets.
    finished = pdf.finish(printed.data, project, printed.folios, attachments if profile is None else ())
    if page.stamp is not None and printed.stamps is not None:
        finished = pdf_stamps.put_on(finished, printed.stamps, page.stamp.notice)
    artifact = Artifact("pdf", finished, page.inventory, printed.pages, fonts=printed.fonts)
    made = (artifact,) if profile is None else _for_press(project, artifact, profile, has_back=printed.has_back)
    return Artifacts(made)


def _for_press(project: Project, artifact: Artifact, profile: Profile, *, has_back: bool) -> tuple[Artifact, ...]:
    """The pages as PDF/X-4, and where they are to be a booklet, as many as its sheets have, and those sheets.

    Empty pages come last; but one that has none of the text stays the last.
    """
    from briefpress.engines import imposition, pdf_x

    wanted, pages = project.brief.look.print, artifact.pages or 0
    sheet = pdf_x.Sheet(wanted.bleed_points, wanted.marks)
    count = imposition.padding(pages) if wanted.booklet else 0
    data = pdf_x.for_press(artifact.data, profile, sheet, project.epoch, (pages - has_back, count))
    single = replace(artifact, data=data, pages=pages + count, suffix="-print", profile=profile)
    if not wanted.booklet:
        return (single,)
    from_right = language(project.brief.lang).words.direction == "rtl"
    folded = imposition.booklet(data, sheet, profile, project.epoch, from_right=from_right)
    return single, replace(single, data=folded, inventory=Inventory(), pages=(pages + count) // 2, suffix="-booklet")
