"""The accent of a style in; tones of it from light to dark, of which each is darker than the one before, out."""

from __future__ import annotations

from briefpress.colours import Colour, NoColourError, colour_of

_LIGHT, _DARK = 0.93, 0.36
"""The lightness of the first tone and of the last, in Oklab."""

_Triple = tuple[float, float, float]
_CONES: tuple[_Triple, _Triple, _Triple] = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
"""Linear sRGB as the answers of the cones (Ottosson 2020)."""


def tones(accent: str, count: int) -> list[str]:
    """So many tones of a colour, in equal steps of Oklab's lightness: they are told apart in grey, and by whoever
    lacks a kind of cones, for the hue says nothing."""
    try:
        a, b = _hue(colour_of(accent, {}))
    except NoColourError:  # contrast.py tells of it
        a = b = 0.0
    steps = [i / max(count - 1, 1) for i in range(count)]
    return [_at(_LIGHT + (_DARK - _LIGHT) * s, a, b, 0.25 + 0.75 * s).hex for s in steps]


def _hue(colour: Colour) -> tuple[float, float]:
    """The two axes of a colour in Oklab, without its lightness."""
    rgb = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.red, colour.green, colour.blue)]
    long, middle, short = (float(sum(m * c for m, c in zip(row, rgb, strict=True)) ** (1 / 3)) for row in _CONES)
    return (
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _at(lightness: float, a: float, b: float, part: float) -> Colour:
    """The colour of a lightness and a hue, as colourful as sRGB has it, at most so much of the whole."""
    for i in range(20):
        rgb = _linear(lightness, a * part * (1 - i / 20), b * part * (1 - i / 20))
        if min(rgb) >= -1e-4 and max(rgb) <= 1 + 1e-4:
            return _colour(rgb)
    return _colour(_linear(lightness, 0.0, 0.0))


def _linear(lightness: float, a: float, b: float) -> _Triple:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _colour(rgb: _Triple) -> Colour:
    red, green, blue = (min(1.0, max(0.0, c)) for c in rgb)
    coded = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in (red, green, blue)]
    return Colour(*coded)
