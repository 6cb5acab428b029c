"""The bytes of a zip archive, and of XML in it, in; its parts, in bounded memory and without entities, out."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefpress.engines.documents.refusal import UnreadableError

LARGEST = 64 << 20
"""Bytes of the largest part of an archive that is read: some 20,000 pages of XML."""
_ENCRYPTED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a part may be packed (ECMA-376, part 2, B.4; OpenDocument 1.3, part 2, 3.1; EPUB 3.3, 4.2.2).

zipfile unpacks these in bounded steps, others in steps of any size.
"""
_TORN = "Open it in the program that made it, and save it again."
_TORN_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)


def unpacked(data: bytes) -> int:
    """The bytes of all parts of a zip archive, by its own list, beyond which no part is read; 0 where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(item.file_size for item in archive.infolist())
    except _TORN_ZIP:
        return 0


class Archive:
    """The parts of a zip archive by their names, of `largest` bytes each at most.

    Raises UnreadableError where the bytes are none.
    """

    def __init__(self, data: bytes, kind: str, largest: int = LARGEST) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            # Office programs wrap what a password locks in the format of old (MS-OFFCRYPTO, 1.3).
            raise UnreadableError("a password locks it", "Save it without its password.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _TORN_ZIP as error:
            raise UnreadableError(f"it is no {kind} that can be opened", _TORN) from error
        self._parts = {item.filename: item for item in self._zip.infolist()}
        self._largest, self._left = largest, 4 * largest

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self, below: str) -> list[str]:
        """The names of the XML parts in a folder, in their order."""
        return sorted(name for name in self._parts if name.startswith(below) and name.endswith(".xml"))

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableError where it isn't there, is torn, locked or unreasonably large."""
        item = self._parts.get(name)
        if item is None:
            raise UnreadableError(f"its part `{name[:80]}` is missing", _TORN)
        if item.flag_bits & _ENCRYPTED:
            raise UnreadableError("a password locks it", "Save it without its password.")
        if item.compress_type not in _PACKED:
            raise UnreadableError(f"its part `{name[:80]}` is packed in a way that its format doesn't have", _TORN)
        bound = min(self._largest, self._left)
        try:
            with self._zip.open(item) as stream:
                data = stream.read(bound + 1)
        except (*_TORN_ZIP, zlib.error, EOFError, RuntimeError) as error:
            raise UnreadableError(f"its part `{name[:80]}` is torn", _TORN) from error
        if len(data) > bound:
            raise UnreadableError("it is far too large when it is unpacked", "Take pictures and annexes out of it.")
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Any:
        """A part as a tree of XML. Raises UnreadableError as `read` does, and where it is no XML."""
        root = parsed(self.read(name))
        if root is None:
            raise UnreadableError(f"its part `{name[:80]}` is torn", _TORN)
        return root


def parsed(data: bytes) -> Any:
    """XML as a tree; None where it isn't sound. No entity is expanded, nothing is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def texts(root: Any, name: str) -> Iterator[str]:
    """The text of each element with a local name, whatever its namespace."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name:
            text = " ".join(re.sub(r"<[^<>]*>", "", "".join(element.itertext())).split())
            if text:
                yield text


def package(archive: Archive) -> str:
    """Where the package document of an EPUB is (EPUB Open Container Format, 4.2.6.3)."""
    for element in archive.tree("META-INF/container.xml").iter("{*}rootfile"):
        if path := element.get("full-path", ""):
            return str(path)
    raise UnreadableError("it is an EPUB without a package document", "Get the book anew.")


def package_part(archive: Archive, kind: str, usual: str) -> str:
    """The part of an office document that its relationships call its main one (ECMA-376, part 2, 9.3)."""
    if "_rels/.rels" in archive:
        for element in archive.tree("_rels/.rels").iter("{*}Relationship"):
            if element.get("Type", "").endswith(f"/{kind}"):
                return str(element.get("Target", "")).lstrip("/")
    return usual
