"""Colours as different eyes see them: in grey, and without one kind of cones."""

from __future__ import annotations

from typing import Any

from briefpress.colours import Colour

MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
"""How colours look to those without one kind of cones, in linear sRGB (Machado, Oliveira and Fernandes 2009)."""
APART = 0.06
"""The least distance in Oklab of two series, some three times what is just seen (0.02)."""
STEP = 0.1
"""The least distance in lightness of two series that stand side by side, in grey."""


def linear(colour: Colour) -> tuple[float, ...]:
    return tuple(
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.red, colour.green, colour.blue)
    )


def times(matrix: Any, of: Any) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, of, strict=True)) for row in matrix)


def oklab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    cones = times(((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
                   (0.0883024619, 0.2817188376, 0.6299787005)), rgb)  # fmt: skip
    return times(((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
                  (0.0259040371, 0.7827717662, -0.8086757660)), [c ** (1 / 3) for c in cones])  # fmt: skip


def seen(colour: Colour, by: str) -> tuple[float, ...]:
    return oklab(tuple(min(1.0, max(0.0, c)) for c in times(MACHADO[by], linear(colour))))


def grey(colour: Colour) -> float:
    """How light a colour is in grey, as Oklab has it."""
    red, green, blue = linear(colour)
    return float((0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3))
