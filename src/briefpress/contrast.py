"""A style's CSS and the house's over it in; findings for tokens of the wrong kind, and for colours too much alike, out.

The measure is that of WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for graphics (1.4.11).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefpress.colours import Colour, NoColourError, Scheme, Token, colour_of, mixed, tokens
from briefpress.diagnostics import Diagnostic, Span, finding

TEXT, GRAPHICS = 4.5, 3.0
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens of which one is set on the other: what it is there, and the contrast that it wants."""

    front: str
    ground: str
    use: str
    wanted: float = TEXT
    schemes: tuple[Scheme, ...] = SCHEMES


PAIRS = (
    Pair("ink", "page", "text"),
    Pair("ink", "tint", "text"),
    Pair("ink-soft", "page", "text"),
    Pair("ink-soft", "tint", "text"),
    # In the dark `link` stands for the accent wherever words are set in it; charts are turned over as a whole.
    Pair("accent", "page", "text", schemes=("light",)),
    Pair("accent", "tint", "text", schemes=("light",)),
    Pair("link", "page", "text", schemes=("dark",)),
    Pair("link", "tint", "text", schemes=("dark",)),
    Pair("on-band", "band", "text"),
    Pair("on-accent", "accent", "text"),
    Pair("on-focus", "focus", "text"),
    Pair("muted", "page", "a chart", GRAPHICS, ("light",)),
    Pair("accent-soft", "page", "a chart", GRAPHICS, ("light",)),
)
"""The pairs that style sheets and charts set, of which a style has those whose tokens it has."""


def ratio(front: Colour, ground: Colour) -> float:
    """The contrast of two colours, the ground opaque: from 1 to 21 (WCAG 2.2, contrast ratio)."""
    one, two = sorted((_luminance(front.over(ground)), _luminance(ground)))
    return (two + 0.05) / (one + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.red, colour.green, colour.blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measured(named: Mapping[str, Token], scheme: Scheme) -> Iterator[tuple[Pair, Colour, Colour]]:
    """Each pair that a style has in a scheme and whose colours can be computed, the front as it looks on the ground."""
    for pair in PAIRS:
        if scheme in pair.schemes and pair.front in named and pair.ground in named:
            try:
                ground = colour_of(named[pair.ground].value, named)
                yield pair, colour_of(named[pair.front].value, named).over(ground), ground
            except NoColourError:
                continue


def faults(style: str, house: str, path: str) -> list[Diagnostic]:
    """What is wrong with the tokens in a house's sheet: those of the wrong kind, else colours too faint to be read.

    `style` is the CSS of the style that the sheet stands behind.
    """
    found = _misfits(tokens(style), house, path)
    if found:
        return found
    told = set()
    for scheme in SCHEMES:
        own = tokens(house, scheme)
        named = {**tokens(style, scheme), **own}
        for pair, front, ground in measured(named, scheme):
            contrast = ratio(front, ground)
            blamed = _blamed(pair, named, own)
            if contrast >= pair.wanted or not blamed or (pair, front, ground) in told:
                continue
            told.add((pair, front, ground))
            where = " on dark screens" if scheme == "dark" else ""
            said = (
                f"`--{pair.front}` ({front.hex}) on `--{pair.ground}` ({ground.hex}) has a contrast of "
                f"{math.floor(contrast * 100) / 100:.2f}:1{where}; {pair.use} wants {pair.wanted:g}:1."
            )
            hint = _hint(pair, front, ground, colour_of(own[blamed].value, named), blamed)
            found.append(finding("STYLE002", said, Span.at(path, house, own[blamed].at), hint))
    return found


def _misfits(of_style: Mapping[str, Token], house: str, path: str) -> list[Diagnostic]:
    """An error for each token that is a colour or a number in the style, and none in the house's sheet."""
    own = tokens(house)
    named = {**of_style, **own}
    found = []
    for name, token in own.items():
        place = Span.at(path, house, token.at)
        if name in of_style and _is_colour(of_style[name].value, of_style) and not _is_colour(token.value, named):
            said = f"`--{name}` is `{token.value}`, which is no colour that can be printed."
            hint = "Write it as `#0b4f6c`, `rgb(11 79 108)` or by its name in CSS."
            found.append(finding("STYLE003", said, place, hint))
        elif name == "chart-letters" and not re.fullmatch(r"\d{1,2}(\.\d+)?", token.value):
            said = f"`--{name}` is `{token.value}`; it wants the height of a chart's letters in pixels, a number alone."
            found.append(finding("STYLE003", said, place, "Write it as `13`."))
    return found


def _is_colour(value: str, named: Mapping[str, Token]) -> bool:
    try:
        colour_of(value, named)
    except NoColourError:
        return False
    return True


def _blamed(pair: Pair, named: Mapping[str, Token], own: Mapping[str, Token]) -> str:
    """The token of the house that makes a pair what it is: the front, else the ground, else what they are made of."""
    waiting, seen = [pair.front, pair.ground], set()
    while waiting:
        name = waiting.pop(0)
        if name in own:
            return name
        seen.add(name)
        made_of = _VAR.findall(named[name].value) if name in named else ()
        waiting += [other for other in made_of if other not in seen]
    return ""


_VAR = re.compile(r"var\(\s*--([\w-]+)")


def _hint(pair: Pair, front: Colour, ground: Colour, own: Colour, name: str) -> str:
    """The nearest shade that would do of the token that the house sets, or else of the front."""
    changed, other = (ground, front) if own == ground else (front, ground)
    if own not in (front, ground):
        name = pair.front
    ends = ((Colour(0, 0, 0), "darker"), (Colour(1, 1, 1), "lighter"))
    for end, word in ends if _luminance(other) > _MIDDLE else reversed(ends):
        for step in range(1, 101):
            shade = mixed(end, step / 100, changed).rounded
            if ratio(shade, other) >= pair.wanted:
                return f"`{shade.hex}`, a {word} shade of it, would do for `--{name}`."
    return "Take two colours of which one is much darker."


_MIDDLE = 0.18
"""The luminance that is as far from black as from white."""
