"""A PDF as WeasyPrint leaves it in; the same with what it leaves undone, and the same bytes each time, out."""

from __future__ import annotations

import datetime
import io
import uuid

import pikepdf

from briefpress.model import Project

_PRINT = 4
"""The Print flag of an annotation (ISO 32000-1, table 165): bit 3."""


def finish(data: bytes, project: Project) -> bytes:
    """Give link annotations the Print flag, and the file dates, ids and metadata that depend on the brief alone."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", pikepdf.Array()):
                if annotation.get("/Subtype") == "/Link":
                    annotation.F = int(annotation.get("/F", 0)) | _PRINT
        _stable_metadata(pdf, project)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _stable_metadata(pdf: pikepdf.Pdf, project: Project) -> None:
    """WeasyPrint writes random document ids into the XMP; the brief's own identity takes their place."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, project.brief.identifier.doi or project.name)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in ("xmpMM:DocumentID", "xmpMM:InstanceID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
            if key in xmp:
                del xmp[key]
        xmp["xmpMM:DocumentID"] = f"uuid:{identity}"
        if project.epoch is not None:
            moment = datetime.datetime.fromtimestamp(project.epoch, datetime.UTC).isoformat()
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = xmp["xmp:MetadataDate"] = moment
