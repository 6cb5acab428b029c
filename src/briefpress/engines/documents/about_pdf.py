"""A PDF in; what its metadata and its document information say of it, out."""

from __future__ import annotations

import io
import logging
from typing import Any

import pikepdf

from briefpress.engines.documents.facts import About, clean, line

# pikepdf logs the traceback of XMP that isn't sound, and Python writes on the screen what nobody listens to.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())


def facts(data: bytes) -> About:
    """What a PDF says of itself: its XMP before its document information (ISO 32000-1, 14.3).

    The day on which the file was made stands in for a date of publication that only few PDFs have.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items() if isinstance(value, pikepdf.String)}
            xmp = _xmp(pdf)
            lang = str(pdf.Root.get("/Lang", ""))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return About()
    marks = " ".join((xmp.get("doi", ""), xmp.get("identifier", ""), info.get("doi", ""), info.get("Subject", "")))
    container = xmp.get("publicationName", "")
    return clean({
        "title": xmp.get("title") or info.get("Title"),
        "authors": xmp.get("creator") or info.get("Author", ""),
        "issued": xmp.get("publicationDate") or xmp.get("coverDate") or xmp.get("date") or xmp.get("CreateDate")
        or info.get("CreationDate"),
        "publisher": xmp.get("publisher"),
        "container": container,
        "lang": xmp.get("language") or lang,
        "doi": marks,
        "isbn": xmp.get("isbn") or xmp.get("identifier"),
        "url": xmp.get("url"),
        "description": xmp.get("description") or info.get("Subject"),
        "kind": "article-journal" if container else "report",
    })  # fmt: skip


def _xmp(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The values of the XMP by their names without their schemas: those of a list all, of anything else the line."""
    found: dict[str, Any] = {}
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key, value in metadata.items():
                name = key.rpartition("}")[2]
                several = isinstance(value, list | tuple | set)
                found.setdefault(name, [line(v) for v in value] if several and name == "creator" else
                                 " ".join(map(str, value)) if several else str(value))  # fmt: skip
    except (ValueError, TypeError, AttributeError, pikepdf.PdfError):
        return {}  # the XMP isn't sound; the document information may be
    return found
