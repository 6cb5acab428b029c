"""The paper page in; the PDF out, tagged, finished and with its pages counted: for a screen, or for a press."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace

from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.engines import profiles, weasyprint
from briefpress.model import BRIEF, Artifact, Inventory, Page, Profile, Project
from briefpress.settings import Variant
from briefpress.wording import language

_SHOWN = 5


def print_pdf(project: Project, page: Page, variant: Variant = "screen") -> Outcome[tuple[Artifact, ...]]:
    """Print a page, for a screen or a press; behind it the booklet that brief.yaml may want of it.

    A letter that no font has is an error, a PDF of more pages than the brief allows a warning. Raises StageError where
    there is no profile of inks to print with (PRINT001, PRINT002).
    """
    # pikepdf is needed where the PDF is made, which is another Python than the one that names this function.
    from briefpress.engines import pdf, pdf_stamps

    profile = profiles.profile_of(project) if variant == "print" else None
    bleed = project.brief.look.print.bleed_points if profile else 0.0
    printed = weasyprint.print_page(page.html, page.files, page.stamp, bleed)
    # What travels inside is for readers: a press prints sheets.
    finished = pdf.finish(printed.data, project, printed.folios, page.attachments if profile is None else ())
    if page.stamp is not None and printed.stamps is not None:
        finished = pdf_stamps.put_on(finished, printed.stamps, page.stamp.notice)
    found = [*printed.diagnostics, *_without_font(project, printed.unknown_letters)]
    limit = project.brief.limits.pages
    if limit is not None and printed.pages > limit:
        message = f"The PDF has {printed.pages} pages; its limit is {limit}."
        found.append(finding("LIMIT002", message, project.mark("limits.pages"), "Shorten it, or raise the limit."))
    artifact = Artifact("pdf", finished, page.inventory, printed.pages)
    made = (artifact,) if profile is None else _for_press(project, artifact, profile, has_back=printed.has_back)
    return Outcome(made, tuple(found))


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


def _without_font(project: Project, letters: str) -> list[Diagnostic]:
    """A finding for each line that has letters without a font, at the first of them."""
    lines: dict[tuple[str, int], list[tuple[Span | None, str]]] = defaultdict(list)
    for letter in letters:
        place = _first_place(project, letter)
        lines[(place.path, place.line) if place else ("", 0)].append((place, letter))
    hint = "Install a font that has it, such as those of Noto, or write the word in other letters."
    found = []
    for there in lines.values():
        named = ", ".join(f"`{letter}` (U+{ord(letter):04X}{_named(letter)})" for _, letter in there[:_SHOWN])
        more = f" and {len(there) - _SHOWN} more" if len(there) > _SHOWN else ""
        said = f"No font here has the letter{'s' * (len(there) > 1)} {named}{more}."
        found.append(finding("FONT001", said, there[0][0], hint))
    return found


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return "" if not name or name.endswith(f"{ord(letter):x}") else f", {name}"


def _first_place(project: Project, letter: str) -> Span | None:
    """Where a letter stands first: in a section, else in brief.yaml or a bibliography."""
    texts = [(section.path, section.text) for section in project.sections]
    for path in (BRIEF, *project.references):
        with suppress(OSError):
            texts.append((path, (project.root / path).read_text(encoding="utf-8", errors="replace")))
    for path, text in texts:
        at = text.find(letter)
        if at >= 0:
            return Span.at(path, text, at)
    return None
