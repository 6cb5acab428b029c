"""A finished PDF and one of what its sheets are to bear in; the same with that on every sheet, as artifacts, out."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name

from briefpress.engines.weasyprint import Stamps

_ARTIFACTS = ((Name("/BriefpressWord"), "Watermark"), (Name("/BriefpressNotice"), "Header"))
"""The resources of each sheet, and what kind of artifact they are (ISO 32000-1, 14.8.2.2)."""

_BELOW = Name("/BriefpressBelow")


def put_on(data: bytes, stamps: Stamps, notice: str) -> bytes:
    """Lay two sheets of `stamps` over each page: the word as if it lay below the text, the notice above it.

    On a light sheet the word is a shadow, on a dark one a light.

    The notice is told in the metadata, too. Nothing of it is in the tags: it isn't read out page by page.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(stamps.data)) as sheets:
        shadow = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))
        light = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Screen))
        for number, page in enumerate(pdf.pages):
            _own_resources(page)
            page.obj.Resources.ExtGState[_BELOW] = light if stamps.dark[number] else shadow
            content = b""
            for (name, kind), sheet in zip(_ARTIFACTS, sheets.pages[2 * number : 2 * number + 2], strict=True):
                form = sheet.as_form_xobject()
                page.obj.Resources.XObject[name] = pdf.copy_foreign(form)
                state = b"%s gs " % str(_BELOW).encode() if kind == "Watermark" else b""
                content += b"/Artifact <</Type /Pagination /Subtype /%s>> BDC q %s%s Do Q EMC\n" % (
                    kind.encode(), state, str(name).encode(),
                )  # fmt: skip
            page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
            page.contents_add(pdf.make_stream(b"Q\n" + content))
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["xmp:Label"] = notice
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _own_resources(page: pikepdf.Page) -> None:
    """Give a page resources of its own: WeasyPrint lets all pages share theirs."""
    shared = page.obj.Resources
    own = Dictionary({str(key): shared[str(key)] for key in shared})
    for key in (Name.ExtGState, Name.XObject):
        there = shared.get(key, Dictionary())
        own[key] = Dictionary({str(name): there[str(name)] for name in there})
    page.obj.Resources = own
