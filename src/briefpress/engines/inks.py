"""A colour of the screen in; the inks that print it on a press, by its profile, out. What is grey is of black alone."""

from __future__ import annotations

import io
from bisect import bisect_left
from functools import cached_property
from importlib import resources

from PIL import Image, ImageCms

from briefpress.model import Profile

Colour = tuple[float, float, float]
"""Red, green and blue of sRGB, from 0 to 1."""

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, from 0 to 1."""

BLACK: Inks = (0.0, 0.0, 0.0, 1.0)
_GREY = 8.0
"""Up to this chroma in CIELAB a colour counts as grey: letters of one ink stay sharp, those of four never quite do."""
_DARK = 8.0
"""As many steps of lightness above the press's black a grey is black: the ink of a style is rarely pure."""


def srgb() -> bytes:
    """The profile of sRGB that WeasyPrint brings (IEC 61966-2-1)."""
    return (resources.files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()


class Press:
    """A press and its paper, by the profile of both: relative colorimetric, with black point compensation."""

    def __init__(self, profile: Profile) -> None:
        screen, press = _opened(srgb()), _opened(profile.data)
        lab = ImageCms.createProfile("LAB")
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        self._printed = ImageCms.buildTransform(screen, press, "RGB", "CMYK", intent, flags)
        self._seen = ImageCms.buildTransform(screen, lab, "RGB", "LAB", intent)
        self._proofed = ImageCms.buildTransform(press, lab, "CMYK", "LAB", intent)
        self._known: dict[tuple[int, ...], Inks] = {}

    def inks(self, colour: Colour) -> Inks:
        """The inks of a colour, to a 255th part of each."""
        pixel = tuple(round(255 * min(max(part, 0.0), 1.0)) for part in colour)
        if pixel not in self._known:
            self._known[pixel] = self._inks(pixel)
        return self._known[pixel]

    def _inks(self, pixel: tuple[int, ...]) -> Inks:
        lightness, a, b = _value(self._seen, "RGB", pixel)
        if (_signed(a) ** 2 + _signed(b) ** 2) ** 0.5 <= _GREY:
            return (0.0, 0.0, 0.0, self._black(lightness * 100 / 255))
        c, m, y, k = (part / 255 for part in _value(self._printed, "RGB", pixel))
        return (c, m, y, k)

    def _black(self, lightness: float) -> float:
        """As much black as is as light as that."""
        scale = self._scale
        if lightness <= -scale[-1] + _DARK:
            return 1.0
        return bisect_left(scale, -lightness) / 255

    @cached_property
    def _scale(self) -> list[float]:
        """The lightness of each amount of black, from none to all; negative, so that it rises."""
        strip = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, k)) for k in range(256)))
        proof = ImageCms.applyTransform(strip, self._proofed)
        assert proof is not None  # noqa: S101  # only a transform in place gives nothing
        light = [-part * 100 / 255 for part in proof.tobytes()[::3]]
        return [max(light[: i + 1]) for i in range(256)]


def _opened(data: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(data))


def _value(transform: ImageCms.ImageCmsTransform, mode: str, pixel: tuple[int, ...]) -> tuple[int, ...]:
    image = ImageCms.applyTransform(Image.new(mode, (1, 1), pixel), transform)
    assert image is not None  # noqa: S101  # only a transform in place gives nothing
    return tuple(image.tobytes())


def _signed(part: int) -> int:
    return part - 256 if part > 127 else part
