"""Documents of other programs, and what importing makes of them, for the tests of importing."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypandoc

from conftest import PIXEL, BriefFolder

TOLD = re.compile(r"^(?:(?P<place>\S.*?): )?(?P<severity>error|warning|note) (?P<code>[A-Z]+\d{3}): (?P<said>.*)", re.M)


def document(name: str, text: str, *arguments: str) -> str:
    """A document of another program, made of Markdown by pandoc."""
    Path("dot.png").write_bytes(PIXEL)
    pypandoc.convert_text(text, Path(name).suffix[1:], "markdown", outputfile=name, extra_args=["-s", *arguments])
    return name


def brought(folder: BriefFolder, name: str, text: str | bytes = b"", *arguments: str):
    """The section that is made of a document, what is told, and the exit code."""
    if text:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = folder.command("import", name, *arguments)
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert "Traceback" not in done.output
    made = sorted((folder.root / "report").glob("*.md")) if (folder.root / "report").is_dir() else []
    return made[-1].read_text() if made else "", done


def said(done) -> list[str]:
    """The findings' codes and lines."""
    return [
        f"{m['code']}:{m['place'].rpartition(':')[2] if m['place'][-1].isdigit() else 0}"
        for m in TOLD.finditer(done.stdout)
    ]


def findings(folder: BriefFolder) -> list[str]:
    """The errors of a brief, but for keys that it has no bibliography for."""
    return [f"{d.code} {d.message}" for d in folder.found() if d.severity == "error"]


def docx(body: str, **more: str) -> bytes:
    """A DOCX with this as its body, and other parts by their names."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{kind}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "<Relationship "
        'Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        **{name: text.replace("NS", space) for name, text in more.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
