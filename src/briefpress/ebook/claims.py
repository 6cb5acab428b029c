"""The finished parts of an EPUB in; what its package may say of its accessibility, derived from them, out.

Terms are those of the Schema.org Accessibility Properties for Discoverability Vocabulary; the rest follows EPUB
Accessibility 1.1, 3.2 and 3.4.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from briefpress.ebook.xml import DC, XHTML, Tree, add, find, kinds, one
from briefpress.model import UNDESCRIBED
from briefpress.settings import Accessibility
from briefpress.sheet import fixes_look
from briefpress.wording import Language, Words


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a book holds, as far as accessibility metadata speaks of it.

    `pictures` are those that say something, `moving` those among them that move, `skips` the headings that leave a
    level out. `pages` is the identifier of the PDF whose pages are marked, or nothing.
    """

    pictures: int
    undescribed: int
    moving: int
    formulas: int
    untold_formulas: int
    tables: int
    headless_tables: int
    skips: int
    notes: int
    roles: int
    fixed_look: bool
    pages: str

    def against(self) -> Iterator[str]:
        """What a claim to WCAG 2.2 at level A or AA can't be true with, as sentences."""
        if self.undescribed:
            yield f"{_count(self.undescribed, 'picture')} without alternative text (1.1.1)"
        if self.headless_tables:
            yield f"{_count(self.headless_tables, 'table')} without header cells (1.3.1)"
        if self.skips:
            yield f"{_count(self.skips, 'heading')} below a level that isn't there (1.3.1)"
        if self.moving:
            yield f"{_count(self.moving, 'moving picture')} that can't be stopped (2.2.2)"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"


def holdings(chapters: Iterable[Tree], files: Mapping[str, bytes], pages: str) -> Holdings:
    """Look through the chapters, and through the pictures and style sheets beside them."""
    chapters = list(chapters)
    pictures = [e for c in chapters for e in c.iter(f"{XHTML}img") if e.get("alt") and e.get("role") != "doc-cover"]
    formulas = [e for c in chapters for e in find(c, ".//*[local-name()='math']")]
    tables = [e for c in chapters for e in c.iter(f"{XHTML}table")]
    levels = [[int(h.tag[-1]) for h in find(c, _HEADINGS)] for c in chapters]
    sheets = [data.decode() for name, data in files.items() if name.endswith(".css")]
    return Holdings(
        pictures=len(pictures),
        undescribed=sum(UNDESCRIBED in kinds(e, "class") for e in pictures),
        moving=sum(_moves(data) for name, data in sorted(files.items()) if name.startswith("EPUB/media/")),
        formulas=len(formulas),
        untold_formulas=sum(not e.get("alttext") for e in formulas),
        tables=len(tables),
        headless_tables=sum(not find(e, ".//h:th[normalize-space()]") for e in tables),
        skips=sum(after > before + 1 for in_one in levels for before, after in pairwise([1, *in_one])),
        notes=sum(len(find(c, ".//h:aside[@role='doc-footnote']")) for c in chapters),
        roles=sum(len(find(c, ".//*[@role]")) for c in chapters),
        fixed_look=any(map(fixes_look, sheets)),
        pages=pages,
    )


_HEADINGS = ".//h:h1|.//h:h2|.//h:h3|.//h:h4|.//h:h5|.//h:h6"


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _moves(data: bytes) -> bool:
    """Whether a picture has more than one frame."""
    if not data.startswith((b"GIF8", b"\x89PNG", b"RIFF")):
        return False
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return bool(getattr(picture, "is_animated", False))


def claim(opf: Tree, held: Holdings, accessibility: Accessibility, spoken: Language) -> None:
    """Write what is true of a book into its package; the summary is in the book's language where that is known."""
    metadata = one(opf, "o:metadata")
    claims = [("accessMode", "textual"), *[("accessMode", "visual")] * bool(held.pictures)]
    if not held.undescribed:
        claims.append(("accessModeSufficient", "textual"))
    if held.pictures:
        claims.append(("accessModeSufficient", "textual,visual"))
    claims += [("accessibilityFeature", feature) for feature in _features(held)]
    # Whether what moves also flashes would have to be seen.
    claims.append(("accessibilityHazard", "unknown" if held.moving else "none"))
    for name, value in claims:
        add(metadata, "meta", {"property": f"schema:{name}"}, value)
    summary = " ".join(_summary(held, spoken.words))
    about = {"property": "schema:accessibilitySummary", _LANG: spoken.tag if spoken.known else "en"}
    add(metadata, "meta", about, summary)
    if held.pages:
        add(metadata, f"{DC}source", text=held.pages)
        add(metadata, "meta", {"property": "pageBreakSource"}, held.pages)
    if accessibility.certified_by and not list(held.against()):
        _certify(metadata, accessibility)


def _certify(metadata: Tree, accessibility: Accessibility) -> None:
    """The claim of whoever looked the book through (EPUB Accessibility 1.1, 3.5)."""
    standard = f"EPUB Accessibility 1.1 - WCAG 2.2 Level {accessibility.level}"
    add(metadata, "meta", {"property": "dcterms:conformsTo", "id": "conformance"}, standard)
    by = {"property": "a11y:certifiedBy", "refines": "#conformance", "id": "certifier"}
    add(metadata, "meta", by, accessibility.certified_by)
    if accessibility.credential:
        about = {"property": "a11y:certifierCredential", "refines": "#certifier"}
        add(metadata, "meta", about, accessibility.credential)
    if accessibility.report:
        add(metadata, "link", {"rel": "a11y:certifierReport", "refines": "#certifier", "href": accessibility.report})


def _features(held: Holdings) -> Iterator[str]:
    yield from ("readingOrder", "structuralNavigation", "tableOfContents")
    if held.pictures and not held.undescribed:
        yield "alternativeText"
    if held.formulas:
        yield "MathML"
        if not held.untold_formulas:
            yield "describedMath"
    if held.roles:
        yield "ARIA"
    if not held.fixed_look:
        yield "displayTransformability"
    if held.pages:
        yield from ("pageBreakMarkers", "pageNavigation")


def _summary(held: Holdings, words: Words) -> Iterator[str]:
    said = words.ebook
    yield said.structure
    if held.pictures:
        lacking = said.pictures_lacking.format(lacking=held.undescribed, all=held.pictures)
        yield lacking if held.undescribed else said.pictures
    if held.tables and not held.headless_tables:
        yield said.table_heads
    if held.formulas and not held.untold_formulas:
        yield said.formulas
    if held.notes:
        yield said.notes_linked
    if held.pages:
        yield said.pages_match
    if held.moving:
        yield said.moving
