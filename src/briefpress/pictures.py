"""The bytes of a picture in; what keeps it from being printed, or nothing, out."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree

KINDS = "PNG, JPEG, GIF, WebP and SVG"
MEGAPIXELS = 120
"""A sheet of A3 at 600 dots an inch has 70 million; a small file can hold far more than memory does."""

_RASTER = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(("script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "set", "animate"))
_FETCHES = re.compile(r"@import|url\s*\(\s*[\"']?(?!\s*#|data:)[^)]", re.IGNORECASE)


def fault(data: bytes) -> tuple[str, str] | None:
    """Why a picture can't be printed and what to do, or None. The whole of it is read, so that a torn file is found."""
    if data.startswith(_RASTER):
        return _raster(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"svg" in head.lower():
        return _drawing(data)
    return "is no picture that can be read", f"It takes {KINDS}."


def _raster(data: bytes) -> tuple[str, str] | None:
    from PIL import Image, UnidentifiedImageError

    again = "Save it again from the program that made it."
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MEGAPIXELS * 1_000_000:
                said = f"has {width:,} by {height:,} pixels, more than any page can show"
                return said, "Save it smaller: 4,000 pixels across are enough for a page."
            picture.load()
    except UnidentifiedImageError:
        return "is no picture that can be read", f"It takes {KINDS}."
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        return f"is torn: {str(error).rstrip('.')}", again
    return None


def _drawing(data: bytes) -> tuple[str, str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"is no sound SVG: {error.msg}", "Save it again from the program that made it."
    if root.tag != f"{{{_SVG}}}svg":
        return "is no SVG: its outermost element is another", f'It begins with `<svg xmlns="{_SVG}">`.'
    plain = "Save it as plain SVG, with nothing in it that moves, runs or is fetched."
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Entity):
                return "has an entity of its own in it", plain
            continue
        name = etree.QName(element).localname
        if name in _ACTIVE:
            return f"holds `<{name}>`, which a printed picture can't have", plain
        if name == "style" and _FETCHES.search(element.text or ""):
            return "has a style that fetches something", plain
        for key, value in element.attrib.items():
            local = etree.QName(key).localname
            if local.lower().startswith("on"):
                return f"has the attribute `{local}`, which runs a program", plain
            fetches = local in ("href", "src") and name != "a" and not value.strip().startswith(("#", "data:image/"))
            if fetches or _FETCHES.search(value) or (name == "a" and value.strip().lower().startswith("javascript:")):
                return f"fetches `{value.strip()[:60]}`", plain
    return None
