"""The brief's record and its look in; the picture on the cover of its e-book, its own or drawn, out."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

from briefpress import cache, darkroom, files, imprint, pictures
from briefpress.beside import Companion
from briefpress.engines import fonts, one_sheet, weasyprint
from briefpress.look import Look
from briefpress.model import Picture, Project
from briefpress.wording import language

_SIZES = (176, 148, 124, 104, 88, 72, 56, 44)
"""The title's letters in pixels, on a cover of 1600 by 2560."""

_LETTERS = (60, 90, 130, 190, 270, 420, 800)
"""How many letters of a title may fit in each size, wide ones counted twice: a larger one would be in vain."""


def cover(project: Project, look: Look, store: cache.Store, printer: Companion) -> Picture:
    """The cover that the house gives, else one drawn from the title; what was drawn before comes from the store.

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
            return Picture(f"cover{ending}", data, described)
    sheets, page_files = pages(project, look)
    key = store.key("cover", weasyprint.version(), *sheets, *page_files.values())
    pdf = store.get(key)
    if pdf is None:
        pdf = printer.call(one_sheet.first_that_fits, sheets, page_files)
        store.put(key, pdf)
    return Picture("cover.png", one_sheet.picture(pdf), described)


def pages(project: Project, look: Look) -> tuple[list[str], dict[str, bytes]]:
    """The cover in HTML with its title ever smaller, from the largest that it may fit in; and its letters."""
    brief = project.brief
    faces = fonts.whole(f for f in fonts.of(look.families) if f.style == "normal" and f.weight != 700)
    css = "".join(fonts.rule(face, f"fonts/{face.file}") for face in faces) + look.cover_css()
    safe = Markup(css.replace("</", "<\\/"))  # noqa: S704  # a style sheet can't close its element
    room = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in brief.title)
    first = sum(room > most for most in _LETTERS)
    sheets = [look.render("cover.html", **imprint.printed(brief), css=safe, size=size) for size in _SIZES[first:]]
    return sheets, {f"fonts/{face.file}": data for face, data in faces.items()}
