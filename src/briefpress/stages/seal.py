"""The bound book, its cover and the PDF in; the EPUB out, with the pages of the PDF and claims that are true."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress import identifiers, readback
from briefpress.diagnostics import Diagnostic, Outcome, StageError, finding
from briefpress.ebook import claims, cover, nav
from briefpress.ebook.xml import NAV, PACKAGE, Tree, parse, serialize, spine
from briefpress.engines import pack
from briefpress.model import Artifact, BoundBook, Picture, Project
from briefpress.outcomes import Artifacts
from briefpress.wording import Words, language


def make_ready() -> None:
    """Import what lays the PDF beside the book, and what looks at its pictures: the cover is one."""
    from PIL import Image  # noqa: F401  # for its import
    from rapidfuzz.distance import LCSseq  # noqa: F401  # as above

    from briefpress.ebook import pagelist  # noqa: F401  # as above


def seal(project: Project, book: BoundBook, picture: Picture, pdf: Artifact | None) -> Outcome[Artifacts]:
    """Put the cover on, mark where each page of the PDF begins, say what is true of the book, and pack it.

    Without a PDF there are no pages, and no claim to any. Raises StageError (CHK003) where the PDF can't be read back.
    """
    spoken = language(project.brief.lang)
    opf = parse(book.files[PACKAGE])
    pages = {name: parse(book.files[name]) for name in spine(opf)}
    pages = {cover.PAGE: cover.page(picture, project.brief, spoken.words), **pages}
    cover.put_in(opf, pages[NAV], picture, spoken.words)
    read_on = {name: pages[name] for name in spine(opf, linear=True)}
    source = _mark_pages(project, read_on, pdf, spoken.words) if pdf is not None else ""
    files = {**book.files, cover.FOLDER + picture.name: picture.data}
    held = claims.holdings((tree for name, tree in pages.items() if name != NAV), files, source)
    claims.claim(opf, held, project.brief.accessibility, spoken)
    made = {name: serialize(tree) for name, tree in {**pages, PACKAGE: opf}.items()}
    sealed = Artifact("epub", pack.pack({**files, **made}), book.inventory, fonts={**book.fonts, **picture.fonts})
    return Outcome(Artifacts((sealed,)), tuple(_untrue(project, held)))


def _mark_pages(project: Project, pages: dict[str, Tree], pdf: Artifact, words: Words) -> str:
    """Put the breaks and their list into the book; the identifier of the PDF that they are from."""
    from briefpress.ebook import pagelist

    try:
        printed = readback.printed(pdf.data)
    except ValueError as error:
        raise StageError(finding("CHK003", f"The PDF can't be read back: {error}.")) from error
    nav.list_pages(pages[NAV], pagelist.set_breaks(pages, printed.tags, printed.labels), words)
    identifier = project.brief.identifier
    if identifier.isbn:
        return identifiers.urn("isbn", identifier.isbn)
    return identifiers.address("doi", identifier.doi) if identifier.doi else printed.identity


def _untrue(project: Project, held: claims.Holdings) -> Iterator[Diagnostic]:
    """A finding where brief.yaml has somebody certify what the book's content speaks against."""
    against = list(held.against())
    if project.brief.accessibility.certified_by and against:
        said = f"The EPUB can't be certified to conform to WCAG 2.2: it has {'; '.join(against)}."
        hint = "Mend that, or take `accessibility` out of brief.yaml until it is mended."
        yield finding("ACC001", said, project.mark("accessibility.certified_by"), hint)
