"""The book in; the EPUB out, with what pandoc's writer leaves undone."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from lxml import etree

from briefpress import ast, epub, imprint
from briefpress.diagnostics import Outcome, StageError, finding
from briefpress.engines import fonts, pack, pandoc
from briefpress.model import Artifact, Book, Project

UNDATED = 946_684_800
"""1 January 2000: EPUB asks for the time of the last change also of a brief that has no date."""


def bind(project: Project, book: Book) -> Outcome[Artifact]:
    """Write the EPUB, then mend its links, its notes and its metadata."""
    epoch = project.epoch if project.epoch is not None else UNDATED
    identity = _identity(project)
    meta = {**book.document["meta"], "identifier": ast.meta_text(identity)}
    letters = ast.plain(book.document["blocks"], notes=True) + imprint.letters(project.brief)
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        work = Path(folder)
        faces = fonts.subset(letters, fonts.of(book.families))
        rules = "".join(fonts.rule(face, f"../fonts/{face.file}") for face in faces)
        for name, data in {**book.files, **{f"fonts/{f.file}": d for f, d in faces.items()}}.items():
            target = work / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        css = work / "book.css"
        css.write_text(rules + book.css, encoding="utf-8")
        embedded = [work / "fonts" / f.file for f in faces]
        raw = pandoc.to_epub(ast.document(book.document["blocks"], meta), css, embedded, work, epoch)
    try:
        contents = epub.finish(pack.unpack(raw), project.brief, book)
    except etree.XMLSyntaxError as error:
        hint = "A section holds HTML that leaves a tag open. Close it, or write it in Markdown."
        raise StageError(finding("CHK003", f"The EPUB can't be read back: {error}.", None, hint)) from error
    return Outcome(Artifact("epub", pack.pack(contents), book.inventory))


def _identity(project: Project) -> str:
    """The book's identifier: its DOI, else one made from its name, the same in every build."""
    doi = project.brief.identifier.doi
    if doi:
        return f"https://doi.org/{doi}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'briefpress:' + project.name)}"
