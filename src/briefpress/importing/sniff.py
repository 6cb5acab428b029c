"""The name and bytes of a document in; its format, and its text where it is one, out."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from pathlib import PurePath

from briefpress.files import UNPRINTABLE
from briefpress.importing.log import Refusal

MARKDOWN = "markdown"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 200 << 20
"""Bytes of the largest document when it is unpacked."""
LONGEST = 10 << 20
"""Bytes of the longest text: some 2,000 pages. Notebooks, which hold their pictures, may have as many as any file."""

_TEXTS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".txt", ".text", ".myst"), MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".tex", ".ltx", ".latex"), "latex"),
    ".ipynb": "ipynb",
}
_PACKED = {".docx": "docx", ".docm": "docx", ".odt": "odt", ".rtf": "rtf"}
_OTHER = {
    ".doc": "Open it in a word processor, and save it as .docx.",
    ".pages": "Open it in Pages, and export it as Word.",
    ".wps": "Open it in a word processor, and save it as .docx.",
    ".rst": "Turn it into Markdown first: `pandoc -t markdown FILE`.",
    ".org": "Turn it into Markdown first: `pandoc -t markdown FILE`.",
    ".adoc": "Turn it into HTML first, with Asciidoctor.",
    ".typ": "Turn it into Markdown first: `pandoc -t markdown FILE`.",
    ".bib": "A bibliography goes to sources/references.bib as it is.",
    ".ris": "A bibliography goes to sources/references.ris as it is.",
    ".csv": "Data go to sources/data/ as they are; a block `{.table}` prints them.",
    ".yaml": "brief.yaml and bibliographies are copied as they are.",
    ".yml": "brief.yaml and bibliographies are copied as they are.",
}
KNOWN = "It takes DOCX, ODT, RTF, HTML, LaTeX, ipynb and Markdown (.md, .qmd, .Rmd)."
_AS_DOCX = "Open it in a word processor, and save it as .docx."
_UNLOCK = "Open it with its password, and save it without one."


def kind_of(name: str, data: bytes) -> str:
    """The format of a document: docx, odt, rtf, html, latex, ipynb or markdown. What it holds counts before its name.

    Raises Refusal where no section can be made of it.
    """
    ending = PurePath(name).suffix.lower()
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refusal("The file is empty.", "Look whether it was saved, and whether it is the one that you mean.")
    if data.startswith(b"%PDF"):
        hint = "Import the document that the PDF was made of; a PDF no longer knows what a heading is."
        raise Refusal("A PDF can't be imported.", hint)
    if data.startswith(_OLE):
        raise _old(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _packed(data)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if ending in _PACKED:
        said = f"The file isn't what its name says: it is no {ending[1:].upper()}."
        hint = "It may be torn, or another kind of file by that name: open it in the program that made it, and save it."
        raise Refusal(said, hint)
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refusal("The file is no document that can be read.", KNOWN)
    return _text_kind(ending, data[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n"))


def _text_kind(ending: str, head: str) -> str:
    if ending not in _TEXTS and ending in _OTHER:
        raise Refusal(f"A file of the kind `{ending}` can't be imported.", _OTHER[ending])
    if re.match(r"(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", head, re.IGNORECASE):
        return "html"
    if re.match(r"(?:%[^\n]*\n|\s)*\\documentclass\b", head):
        return "latex"
    if ending not in _TEXTS and head.startswith("{") and '"cells"' in head:
        return "ipynb"
    if ending not in _TEXTS:
        raise Refusal(f"Files of the kind `{ending or 'without an ending'}` aren't known here.", KNOWN)
    return _TEXTS[ending]


def _old(data: bytes) -> Refusal:
    """What to say of a file in the format of old office programs, which also wraps what is locked."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal("The document is locked with a password.", _UNLOCK)
    if "WordDocument".encode("utf-16-le") in data:
        return Refusal("This is a document of Word 97–2003 (.doc), which can't be read.", _AS_DOCX)
    return Refusal("This is a file of an old office program, which can't be read.", _AS_DOCX)


def _packed(data: bytes) -> str:
    """The format of a zip archive."""
    torn = "Open it in the program that made it, and save it again."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {i.filename: i.file_size for i in archive.infolist()}
            if sum(sizes.values()) > _LARGEST:
                said = f"The document unpacks to more than {_LARGEST >> 20} MB."
                raise Refusal(said, "Save its pictures smaller, or import it in parts.")
            mime = archive.read("mimetype").decode("ascii", "replace") if sizes.get("mimetype", 1 << 20) < 200 else ""
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in sizes else b""
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError, KeyError) as error:
        # RuntimeError: a part is encrypted, or packed in a way that Python doesn't know.
        raise Refusal("The document is torn: it can't be unpacked.", torn) from error
    if mime.startswith("application/vnd.oasis.opendocument.text"):
        if b"encryption-data" in manifest:
            raise Refusal("The document is locked with a password.", _UNLOCK)
        return "odt"
    if any(n.startswith("word/") for n in sizes) and "[Content_Types].xml" in sizes:
        return "docx"
    for sign, what in (("xl/", "a spreadsheet"), ("ppt/", "a set of slides")):
        if any(n.startswith(sign) for n in sizes):
            raise Refusal(f"This is {what}, not a document.", KNOWN)
    if mime == "application/epub+zip":
        raise Refusal("This is an e-book, not a document.", "Turn it into HTML first: `pandoc -t html FILE`.")
    raise Refusal("This is an archive, or a document of a kind that isn't known here.", KNOWN)


_CHARSET = re.compile(rb"(?:charset\s*=\s*[\"']?|encoding\s*=\s*[\"'])([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_INPUTENC = re.compile(rb"\\usepackage\s*\[([a-z0-9]{2,20})\]\s*\{inputenc\}")
_TEX_NAMES = {
    "latin1": "latin-1",
    "ansinew": "cp1252",
    "latin9": "iso8859-15",
    "utf8": "utf-8",
    "applemac": "mac-roman",
}


def text_of(data: bytes, kind: str) -> str:
    """The text of a document: in UTF-8, or in the encoding that it names itself; with line ends of one kind.

    Raises Refusal where it is in another.
    """
    if len(data) > LONGEST and kind != "ipynb":
        raise Refusal(f"The file has more than {LONGEST >> 20} MB of text.", "Split it, and import its parts.")
    text = _decoded(data, kind)
    if match := UNPRINTABLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        if match[0] not in "\x0b\x0c":
            said = f"The file holds a character that can't be printed (U+{ord(match[0]):04X})."
            raise Refusal(said, "Delete it: it can't be seen, and came with a text from elsewhere.", line)
        text = text.replace("\x0b", "\n").replace("\x0c", "\n")
        return text_of(text.encode(), kind)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, kind: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        named = {"html": _CHARSET, "latex": _INPUTENC}.get(kind)
        match = named.search(data[:4096]) if named else None
        if match:
            name = match[1].decode().lower()
            try:
                return data.decode(_TEX_NAMES.get(name, name))
            except (LookupError, UnicodeDecodeError):
                pass
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        said = f"The file isn't UTF-8: the byte 0x{data[error.start]:02x} stands here."
        hint = "Save it again with the encoding UTF-8; it is probably in Windows-1252."
        raise Refusal(said, hint, line, column) from error
