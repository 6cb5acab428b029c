"""A file or an address in; the bytes of the document, the ending that it will have, and where it is from, out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from briefpress import files
from briefpress.engines import web
from briefpress.engines.documents.kinds import ENDINGS, READ_HERE

_MEDIA = {
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".xhtml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)


class NotBroughtError(Exception):
    """The document can't be had. The text says why; `hint` what to do."""

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as it came: where it was found in the end, what it was called there, and what is odd about it."""

    data: bytes
    ending: str
    name: str
    address: str = ""
    remark: str = ""


def is_address(source: str) -> bool:
    """Whether something is meant as an address on the web."""
    return bool(re.match(r"https?:", source, re.IGNORECASE))


def from_file(path: Path) -> Brought:
    """A document on this machine. Raises NotBroughtError."""
    try:
        if not path.is_file() and (scheme := re.match(r"([a-z][a-z0-9+.-]+):/", str(path), re.IGNORECASE)):
            said = f"Only `http` and `https` are fetched, not `{scheme[1]}`."
            raise NotBroughtError(said, "Save it and add the file, with `--address` for where it is from on the web.")
        if not path.is_file():
            folder = "is a folder: name the file in it" if path.is_dir() else "isn't there"
            raise NotBroughtError(f"`{path}` {folder}.", "A document is a file, or an address like `https://…`.")
        if path.stat().st_size > files.LARGEST:
            said = f"`{path}` has more than {files.LARGEST >> 20} MB."
            raise NotBroughtError(said, "Keep the chapters that the brief cites, each as a file of its own.")
        return Brought(path.read_bytes(), path.suffix.lower(), path.stem)
    except OSError as error:
        raise NotBroughtError(f"`{path}` can't be read: {error.strerror}.", "Look at its rights.") from error


def from_web(address: str, *, local: bool) -> Brought:
    """A document at an address. Raises NotBroughtError where it can't be had, web.WebError as `web.fetch` does."""
    fetched = web.fetch(address, local=local, bounds=web.Bounds(largest=files.LARGEST))
    path = PurePosixPath(unquote(urlsplit(fetched.address).path))
    asked = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    ending = _ending(fetched, path.suffix.lower())
    if ending not in ENDINGS:
        what = f"`{fetched.media}`" if fetched.media else "a file of no kind that it names"
        said = f"At `{address}` stands {what}, which isn't read here."
        raise NotBroughtError(said, f"{READ_HERE[:-1]}, and add that file.")
    remark = ""
    if ENDINGS.get(asked, "html") != "html" and ENDINGS[ending] == "html":
        remark = f"The address ends in `{asked}`, but a web page stands there: a login, or a page about the document?"
    return Brought(_marked(fetched, ending), ending, path.stem or urlsplit(address).netloc, fetched.address, remark)


def _ending(fetched: web.Fetched, suffix: str) -> str:
    """By the first bytes where they tell, else by what the server says, else by the address."""
    if fetched.data[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf"
    by_media = _MEDIA.get(fetched.media, "")
    if by_media and (
        ENDINGS.get(suffix) == ENDINGS[by_media] or (by_media == ".txt" and suffix in (".md", ".markdown"))
    ):
        return suffix
    generic = fetched.media in ("", "application/octet-stream", "binary/octet-stream", "application/zip")
    return by_media or (suffix if generic else "")


def _marked(fetched: web.Fetched, ending: str) -> bytes:
    """The bytes, those of a text in UTF-8 with its mark where only the server told its encoding.

    What the server says outranks the page's own word (HTML, 13.2.3.2), and is known only now.
    """
    data, said = fetched.data, fetched.charset
    told_inside = b"charset" in data[:1024].lower() or ENDINGS[ending] in ("text", "markdown")
    if ENDINGS[ending] not in ("text", "markdown", "html") or not said or data.startswith(_BOMS) or data.isascii():
        return data
    try:
        utf8 = codecs.lookup(said).name == "utf-8"
        return data if utf8 and told_inside else codecs.BOM_UTF8 + data.decode(said).encode()
    except (LookupError, ValueError):
        return data
