"""Bytes of a text or a web page in; its letters, or its tree, out."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from briefpress.engines.documents.refusal import UnreadableError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


def decoded(data: bytes, declared: str = "") -> str:
    """The letters of a text of whatever origin: by its byte order mark, as declared, UTF-8, else Windows-1252.

    A declared name means what browsers take it for (WHATWG, Encoding, 4.2): Latin-1 is Windows-1252.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if declared:
        import webencodings  # costs a build without web pages its time

        known = webencodings.lookup(declared)
        if known is not None:
            # A page that can be read tells in single bytes that it is UTF-16: it isn't (WHATWG, HTML, 13.2.3.2).
            codec = webencodings.UTF8 if known.name.startswith("utf-16") else known
            return str(codec.codec_info.decode(data, "replace")[0])
    half = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(half) > 300 or (len(data) < 2000 and max(half) > len(data) / 4):
        return data.decode("utf-16-be" if half[0] > half[1] else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def page_of(data: bytes) -> Any:
    """A web page as a tree, its encoding found as browsers do (WHATWG, HTML, 13.2.3.2).

    Raises UnreadableError where nothing is in it.
    """
    found = _DECLARED.search(data[:4096]) or _XML.match(data[:200])
    text = decoded(data, found[1].decode("ascii", "replace") if found else "").replace("\0", "")
    # libxml2 would take an encoding that a text still declares for true.
    text = re.sub(r"^\s*<\?xml\b[^<>]*\?>", "", text, count=1)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError("there is no HTML in it", "Save the page again, as HTML with its text in it.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableError("it is nested too deep", "Save its text alone, as .txt or .md.")
    return root
