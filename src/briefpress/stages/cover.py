"""The brief's record and its look in; the picture on the cover of its e-book, its own or drawn, out."""

from __future__ import annotations

import unicodedata

from lxml import html
from markupsafe import Markup

from briefpress import darkroom, files, imprint, lettering, pictures
from briefpress.beside import Companion
from briefpress.diagnostics import Outcome
from briefpress.engines import fonts, one_sheet
from briefpress.fontless import without_font
from briefpress.look import Look
from briefpress.model import Picture, Project
from briefpress.wording import language

_SIZES = (176, 148, 124, 104, 88, 72, 56, 44)
"""The title's letters in pixels, on a cover of 1600 by 2560."""

_LETTERS = (60, 90, 130, 190, 270, 420, 800)
"""How many letters of a title may fit in each size, wide ones counted twice: a larger one would be in vain."""


def cover(project: Project, look: Look, printer: Companion) -> Outcome[Picture]:
    """The cover that the house gives, else one drawn from the title, with a finding for letters that no font has.

    Raises StageError where it can't be drawn.
    """
    brief = project.brief
    people = ", ".join(person.name for person in brief.people)
    told = ". ".join(part for part in (imprint.full_title(brief), people) if part)
    described = f"{language(brief.lang).words.ebook.cover}: {told}"
    if look.cover is not None:
        own = files.read_inside(project.root, look.cover)
        # A draft is made of a brief with errors, too: of a cover that can't be shown, `load` has told.
        if pictures.fault(own) is None:
            data, ending = darkroom.ready(own)
            return Outcome(Picture(f"cover{ending}", data, described))
    sheets, page_files = pages(project, look)
    drawn = printer.call(one_sheet.first_that_fits, sheets, page_files)
    found = (*drawn.diagnostics, *without_font(project, drawn.unknown_letters))
    return Outcome(Picture("cover.png", one_sheet.picture(drawn.data), described, drawn.fonts), found)


def pages(project: Project, look: Look) -> tuple[list[str], dict[str, bytes]]:
    """The cover in HTML with its title ever smaller, from the largest that it may fit in; and its letters."""
    brief = project.brief
    faces = fonts.whole(_faces(look))
    rules = "".join(fonts.rule(face, f"fonts/{face.file}") for face in faces)
    room = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in brief.title)
    first = sum(room > most for most in _LETTERS)

    def filled(size: int, css: str) -> str:
        safe = Markup(css.replace("</", "<\\/"))  # noqa: S704  # a style sheet can't close its element
        return look.render("cover.html", **imprint.printed(brief), css=safe, size=size)

    used = lettering.scripts(_letters(filled(_SIZES[first], "")), [brief.lang])
    css = rules + look.cover_css() + lettering.css(look.tokens, used, brief.lang)
    return [filled(size, css) for size in _SIZES[first:]], {f"fonts/{face.file}": data for face, data in faces.items()}


def _faces(look: Look) -> tuple[fonts.Face, ...]:
    return tuple(f for f in fonts.of(look.families) if f.style == "normal" and f.weight != 700)


def _letters(sheet: str) -> str:
    """Every letter that a sheet prints."""
    tree = html.document_fromstring(sheet)
    return "".join(str(words) for body in tree.iter("body") for words in body.itertext())
