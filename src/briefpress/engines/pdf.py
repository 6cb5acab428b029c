"""A PDF as WeasyPrint leaves it in; the same with what it leaves undone, or what stands in it, out."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefpress import imprint
from briefpress.engines import pdf_xmp
from briefpress.engines.page_numbers import Folio
from briefpress.engines.pdf_attachments import attach
from briefpress.model import Attachment, Project
from briefpress.wording import language


class UnsoundError(ValueError):
    """The bytes aren't a PDF that can be read."""


def finish(
    data: bytes,
    project: Project,
    folios: Sequence[Folio] = (),
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Let a PDF say what it is: its record, the standards that it follows, the names of its pages, and its sources.

    What is in it, and its ids and dates, follow from the brief alone.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        record = _record(project, str(pdf.docinfo.get(Name.Producer, "WeasyPrint")))
        metadata = pikepdf.Stream(pdf, pdf_xmp.packet(record))
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = metadata
        pdf.trailer.Info = pdf.make_indirect(Dictionary({f"/{k}": v for k, v in pdf_xmp.info(record).items()}))
        if folios:
            pdf.Root.PageLabels = Dictionary(Nums=_labels(folios, language(project.brief.lang).words.ebook.cover))
        attach(pdf, attachments, record.moment)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,  # the packet is as we wrote it
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _record(project: Project, producer: str) -> pdf_xmp.Record:
    brief = project.brief
    identifier = brief.identifier
    series = {
        "issn": identifier.issn,
        "isbn": identifier.isbn,
        "publicationName": identifier.series,
        "number": str(identifier.number or ""),
        "edition": str(brief.edition or ""),
    }
    return pdf_xmp.Record(
        title=imprint.full_title(brief),
        lang=brief.lang,
        identity=identifier.doi or project.name,
        producer=producer,
        creator="Briefpress",
        authors=tuple(person.name for person in brief.people),
        description=brief.description,
        keywords=brief.keywords,
        publisher=brief.publisher.name,
        licence=imprint.licence_name(brief.licence),
        licence_address=imprint.licence_address(brief.licence),
        doi=identifier.doi or "",
        series={name: value for name, value in series.items() if value},
        moment=None if project.epoch is None else datetime.datetime.fromtimestamp(project.epoch, datetime.UTC),
        first=datetime.datetime.combine(brief.date, datetime.time(0), datetime.UTC) if brief.date else None,
    )


_STYLES = {
    "decimal": Name.D, "lower-roman": Name.r, "upper-roman": Name.R, "lower-alpha": Name.a, "lower-latin": Name.a,
    "upper-alpha": Name.A, "upper-latin": Name.A,
}  # fmt: skip
"""The style of a page label by that of the number that the page prints (ISO 32000-1, table 159)."""


def _labels(folios: Sequence[Folio], cover: str) -> Array:
    """The ranges of page labels: what each page prints, and the word for a cover, which prints nothing."""
    ranges: list[Any] = []
    before: Folio | None = None
    for place, folio in enumerate(folios):
        goes_on = before is not None and before.cover == folio.cover and before.style == folio.style
        if not (goes_on and before is not None and folio.number == before.number + 1):
            label = Dictionary(S=_STYLES.get(folio.style, Name.D), St=folio.number)
            if folio.cover:
                # A cover whose title goes on has more sheets than one.
                more = place + 1 < len(folios) and folios[place + 1].cover
                label = Dictionary(P=f"{cover} ", S=Name.D, St=folio.number) if more else Dictionary(P=cover)
            ranges += [place, label]
        before = folio
    return Array(ranges)


def destinations(data: bytes) -> tuple[set[str], set[str]]:
    """The names of the places in a PDF, and those that its links lead to.

    Raises UnsoundError, also where a page draws text by what can't be read: most programs show less of it then.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                if torn := _torn(page):
                    raise UnsoundError(f"page {number} draws text by what is no number: {torn}")
            tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
            names = set(pikepdf.NameTree(tree)) if tree is not None else set()
            annotations = [a for page in pdf.pages for a in page.get(Name.Annots, Array())]
            links = {str(a.Dest) for a in annotations if Name.Dest in a}
            links |= {str(a.A.D) for a in annotations if Name.A in a and a.A.get(Name.S) == Name.GoTo}
    except (pikepdf.PdfError, AttributeError, KeyError) as error:
        raise UnsoundError(str(error)) from error
    return {str(n) for n in names}, links


_DRAWN = re.compile(rb"\[([^\[\]()]*)\]\s*TJ")
_GLYPHS = re.compile(rb"<[0-9A-Fa-f]*>")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")


def _torn(page: pikepdf.Page) -> str:
    """The first of what stands between glyphs that is no number (ISO 32000-1, 7.3.3); nothing where all are.

    To parse the whole of each page takes four times as long.
    """
    contents = page.obj.get(Name.Contents, Array())
    for stream in contents if isinstance(contents, Array) else [contents]:
        for drawn in _DRAWN.finditer(stream.read_bytes()):
            for part in _GLYPHS.sub(b" ", drawn[1]).split():
                if not _NUMBER.fullmatch(part):
                    return part.decode("latin-1")
    return ""
