"""The bytes of a picture in; what keeps it from being printed, or nothing, out."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree

from briefpress import sheet

KINDS = "PNG, JPEG, GIF, WebP and SVG"
MEGAPIXELS = 120
"""A sheet of A3 at 600 dots an inch has 70 million; a small file can hold far more than memory does."""

_OTHERS = (
    (b"%PDF", "a PDF", "Save the page as SVG or PNG: `pdftocairo -svg page.pdf picture.svg`."),
    (b"%!PS", "PostScript", "Save it as SVG or PNG from the program that made it."),
    (b"\xc5\xd0\xd3\xc6", "PostScript", "Save it as SVG or PNG from the program that made it."),
    (b"II*\x00", "a TIFF", "Save it as PNG, or a photograph as JPEG."),
    (b"MM\x00*", "a TIFF", "Save it as PNG, or a photograph as JPEG."),
    (b"BM", "a BMP", "Save it as PNG."),
    (b"\x01\x00\x00\x00", "a drawing of Windows (EMF)", "Save it as SVG or PNG from the program that made it."),
    (b"\xd7\xcd\xc6\x9a", "a drawing of Windows (WMF)", "Save it as SVG or PNG from the program that made it."),
    (b"\x1f\x8b", "a packed file, perhaps an SVGZ", "Save it as plain SVG."),
)
_PHONE = re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1|avif|avis)", re.DOTALL)
"""Kinds of pictures that not every medium can show."""

_RASTER = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(("script", "iframe", "audio", "video", "handler", "listener", "set", "animate"))
_XHTML = "http://www.w3.org/1999/xhtml"
_WIDE = (b"\xff\xfe<", b"\xfe\xff\x00<")
_CONTROL = re.compile(r"[\x00-\x20]")
_STYLED = frozenset(("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start",
                     "marker-mid", "marker-end"))  # fmt: skip


def fault(data: bytes) -> tuple[str, str] | None:
    """Why a picture can't be printed and what to do, or None. The whole of it is read, so that a torn file is found."""
    if data.startswith(_RASTER):
        return _raster(data)
    if data.startswith(_WIDE) or data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _drawing(data)
    if not data.strip():
        return "is empty", "Save it again from the program that made it."
    if match := _PHONE.match(data):
        kind = "an AVIF" if match[1].startswith(b"avi") else "a HEIC, as telephones save them"
        return f"is {kind}, which many readers can't see", "Save it as JPEG."
    for magic, kind, hint in _OTHERS:
        if data.startswith(magic):
            return f"is {kind}, which a web page and an e-book can't show", hint
    return "is no picture that can be read", f"It takes {KINDS}."


def _raster(data: bytes) -> tuple[str, str] | None:
    from PIL import Image, ImageFile, UnidentifiedImageError

    # The size is looked at here, before a pixel is read; Pillow's own bound is lower, and tells of itself.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is imported, has Pillow fill what is missing
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
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        return f"is torn: {str(error).rstrip('.')}", again
    return None


def _drawing(data: bytes) -> tuple[str, str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"is no sound SVG: {error.msg}", "Save it again from the program that made it."
    if root.tag != f"{{{_SVG}}}svg":
        return "is no SVG: its outermost element is another", f'It begins with `<svg xmlns="{_SVG}">`.'
    wrong = next((w for e in root.getroottree().xpath("/processing-instruction()|//node()") if (w := _active(e))), "")
    return (wrong, "Save it as plain SVG, with nothing in it that moves, runs or is fetched.") if wrong else None


def _active(part: Any) -> str:
    """What in a part of a drawing runs or fetches something, or nothing."""
    node: Any = part  # lxml's stubs know elements of HTML whose names are bytes
    if isinstance(part, etree._ProcessingInstruction):
        return f"holds `<?{node.target}?>`, which fetches a style sheet" if "stylesheet" in node.target else ""
    if isinstance(part, etree._Entity):
        return "has an entity of its own in it"
    if not isinstance(part, etree._Element) or not isinstance(node.tag, str):
        return ""
    name = etree.QName(node)
    if name.namespace == _XHTML or (name.namespace == _SVG and name.localname in _ACTIVE):
        return f"holds `<{name.localname}>`, which a printed picture can't have"
    if name.localname == "style":
        fetched = sheet.fetches("".join(node.itertext()), rules=True)
        return f"has a style that isn't its own. {fetched.rstrip('.')}" if fetched else ""
    return next((w for key, value in node.attrib.items() if (w := _acting(name.localname, key, value))), "")


def _acting(element: str, key: str, value: str) -> str:
    local = etree.QName(key).localname
    address = _CONTROL.sub("", value).lower()
    if local.lower().startswith("on"):
        return f"has the attribute `{local}`, which runs a program"
    if local == "href" and element == "a":
        return (
            "" if address.startswith(("#", "http:", "https:", "mailto:")) else f"has a link to `{value.strip()[:60]}`"
        )
    if local in ("href", "src") and not address.startswith(("#", "data:")):
        return f"fetches `{value.strip()[:60]}`"
    if local in _STYLED and (fetched := sheet.fetches(value, rules=False)):
        return f"has a style that isn't its own. {fetched.rstrip('.')}"
    return ""
