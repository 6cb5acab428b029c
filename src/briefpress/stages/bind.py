"""The book in; the files of its EPUB out, with what pandoc's writer leaves undone."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from lxml import etree

from briefpress import ast, identifiers
from briefpress.diagnostics import Outcome, StageError, finding
from briefpress.ebook import mending
from briefpress.engines import pack, pandoc
from briefpress.model import Book, BoundBook, Project

UNDATED = 946_684_800
"""1 January 2000: EPUB asks for the time of the last change also of a brief that has no date."""


def bind(project: Project, book: Book) -> Outcome[BoundBook]:
    """Write the EPUB, then mend its links, its notes and its navigation."""
    epoch = project.epoch if project.epoch is not None else UNDATED
    identity = _identity(project)
    meta = {**book.document["meta"], "identifier": ast.meta_text(identity)}
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        work = Path(folder)
        for name, data in book.files.items():
            target = work / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        css = work / "book.css"
        css.write_text(book.css, encoding="utf-8")
        embedded = [work / name for name in book.files if name.startswith("fonts/")]
        raw = pandoc.to_epub(ast.document(book.document["blocks"], meta), css, embedded, work, epoch)
    try:
        contents = mending.mend(pack.unpack(raw), project.brief, book.shown)
    except etree.XMLSyntaxError as error:
        hint = "A section holds HTML that leaves a tag open. Close it, or write it in Markdown."
        raise StageError(finding("CHK003", f"The EPUB can't be read back: {error}.", None, hint)) from error
    return Outcome(BoundBook(contents, book.inventory, book.fonts))


def _identity(project: Project) -> str:
    """The book's identifier: its DOI, else one made from its name, the same in every build."""
    doi = project.brief.identifier.doi
    if doi:
        return identifiers.address("doi", doi)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'briefpress:' + project.name)}"
