"""A PDF and files in; the same with the files within, each associated with what it is the source of, out.

ISO 19005-3 (PDF/A-3), 6.8 and annex E: a file within has a media type, a relation to the document, and is associated
with all of it or with a part.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefpress.engines.pdf_xmp import pdf_date
from briefpress.model import Attachment


def attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], moment: datetime.datetime | None) -> None:
    """Put files into a PDF. One that is of a figure or a table is associated with its structure element, too."""
    if not attachments:
        return
    names, associated = Array(), Array()
    elements = pdf.Root.StructTreeRoot.get(Name.IDTree) if Name.StructTreeRoot in pdf.Root else None
    tree = pikepdf.NameTree(elements) if elements is not None else {}
    for attachment in sorted(attachments, key=lambda a: a.name):
        specification = _specification(pdf, attachment, moment)
        names.extend([String(attachment.name), specification])
        associated.append(specification)
        for identifier in attachment.of:
            if identifier in tree:
                element = tree[identifier]
                element.AF = Array([*element.get(Name.AF, Array()), specification])
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
    pdf.Root.AF = associated


def _specification(pdf: pikepdf.Pdf, attachment: Attachment, moment: datetime.datetime | None) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, attachment.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{attachment.media}")
    stream.Params = Dictionary(
        Size=len(attachment.data), CheckSum=String(hashlib.md5(attachment.data, usedforsecurity=False).digest())
    )
    if moment is not None:
        stream.Params.ModDate = String(pdf_date(moment))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=String(attachment.name), UF=String(attachment.name),
            Desc=String(attachment.description), AFRelationship=Name(f"/{attachment.relation}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )  # fmt: skip
