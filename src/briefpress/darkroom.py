"""A sound picture as its author has it in; the same as every medium can show it, without who took it and where, out.

What stands beside the pixels is taken off byte by byte, so that they stay as they are. They are only worked anew where
a camera says that they lie on their side, where e-books or WeasyPrint can't show their kind, and where no page has room
for so many.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

PHOTOGRAPH = 2700
"""Pixels across, at most, of a photograph: 400 to the inch over the whole width of a page."""

GRAPHIC = 4000
"""The same of a picture without loss, whose lines and letters want 600 to the inch."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_TOLD = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
"""Chunks of a PNG that aren't part of the picture."""

_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x112


def ready(data: bytes) -> tuple[bytes, str]:
    """A picture as it is published, and the ending of its name; `pictures.fault` must have found nothing in it."""
    if not data.startswith((_PNG, _JPEG, b"GIF8", b"RIFF")):
        return data, ".svg"
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        moves = bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"
        if picture.format == "GIF" or (moves and picture.format == "WEBP"):
            return data, f".{str(picture.format).lower()}"
        lossy = picture.format in ("JPEG", "MPO") or (picture.format == "WEBP" and b"VP8 " in data[:4096])
        if not moves and _to_be_worked(picture, lossy):
            return _worked(picture, lossy)
    return (_jpeg(data), ".jpg") if data.startswith(_JPEG) else (_png(data), ".png")


def _widest(lossy: bool) -> int:
    return PHOTOGRAPH if lossy else GRAPHIC


def _to_be_worked(picture: Any, lossy: bool) -> bool:
    return (
        picture.format == "WEBP"  # known to e-books since 2023 only
        or picture.mode not in ("1", "L", "LA", "P", "RGB", "RGBA")
        or picture.getexif().get(_ORIENTATION, 1) != 1
        or picture.width > _widest(lossy)
    )


def _worked(picture: Any, lossy: bool) -> tuple[bytes, str]:
    """The picture upright, in eight bits of sRGB or grey, and not larger than a page can show."""
    from PIL import Image, ImageOps

    profile = picture.info.get("icc_profile")
    picture.load()
    done = ImageOps.exif_transpose(picture)
    if done.mode == "CMYK":
        done, profile = _for_screens(done, profile), None
    elif done.mode.startswith("I") or done.mode == "F":
        # Sixteen bits a dot: Pillow would cut off all that is lighter than the darkest 256th.
        done = done.convert("I").point(lambda value: value / 257).convert("L")
    elif done.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        done, profile = done.convert("RGB"), None
    clear = done.has_transparency_data
    widest = _widest(lossy)
    if done.width > widest:
        if done.mode in ("1", "P"):
            done = done.convert("RGBA" if clear else "RGB")
        done = done.resize((widest, max(1, round(done.height * widest / done.width))), Image.Resampling.LANCZOS)
    kept = {"icc_profile": profile} if profile else {}
    done.info = {k: v for k, v in done.info.items() if k == "transparency"}
    out = io.BytesIO()
    if lossy and not clear:
        done.save(out, "JPEG", quality=92, subsampling=0, **kept)
        return out.getvalue(), ".jpg"
    done.save(out, "PNG", **kept)
    return out.getvalue(), ".png"


def _for_screens(picture: Any, profile: bytes | None) -> Any:
    """Four inks as red, green and blue, by the picture's own profile where it has one that can be used."""
    from PIL import ImageCms

    if profile:
        try:
            of_screens = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, io.BytesIO(profile), of_screens, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return picture.convert("RGB")


def _png(data: bytes) -> bytes:
    """A PNG without what isn't the picture: its text, its time, its camera, and what lies behind its end."""
    parts, at = [data[:8]], 8
    while at + 8 <= len(data):
        (size,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        if kind not in _TOLD:
            parts.append(data[at : at + size + 12])
        if kind == b"IEND":
            break
        at += size + 12
    return b"".join(parts)


def _jpeg(data: bytes) -> bytes:
    """A JPEG without its camera, place, captions and remarks, and without the films that telephones put behind it."""
    return b"".join(part for part in _segments(data) if not _remark(part))


def _remark(part: bytes) -> bool:
    """Whether a segment is none of JFIF's, of a colour profile, or of Adobe's colours."""
    kind = part[1]
    if kind == 0xFE or 0xE3 <= kind <= 0xED or kind == 0xEF or kind == 0xE1:
        return True
    return kind == 0xE2 and not part[4:].startswith(b"ICC_PROFILE")


def _segments(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while at + 4 <= len(data):
        if data[at + 1] == 0xFF:  # filling
            at += 1
            continue
        kind = data[at + 1]
        end = at + 2 + (struct.unpack(">H", data[at + 2 : at + 4])[0] if kind != 0xD9 else 0)
        if kind == 0xDA:
            found = _NEXT.search(data, end)
            end = found.start() if found else len(data)
        yield data[at:end]
        if kind == 0xD9:
            return
        at = end
    if data[at : at + 2] == b"\xff\xd9":
        yield b"\xff\xd9"
