"""A style's CSS and the house's over it in; findings for tokens of the wrong kind, and for colours too much alike, out.

The measure is that of WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for graphics (1.4.11).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from briefpress.colours import Colour, NoColourError, Scheme, Token, colour_of, mixed, tokens
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest

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
    # The first colour of a chart is the accent.
    *(Pair(f"chart-{n}", "page", "a chart", GRAPHICS, ("light",)) for n in range(2, 7)),
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
    wrong = _misfits(tokens(style), house, path)
    if wrong:
        return wrong
    found = list(_mistyped(style, house, path))
    sheets = _Sheets(
        {scheme: tokens(style, scheme) for scheme in SCHEMES},
        {scheme: tokens(house, scheme, on_screen=True) for scheme in SCHEMES},
    )
    told = set()
    hints = _Hints(sheets)
    for weak in sheets.weak():
        pair, front, ground = weak.pair, weak.front, weak.ground
        if (pair, front, ground) in told:
            continue
        told.add((pair, front, ground))
        where = " on dark screens" if weak.scheme == "dark" else ""
        said = (
            f"`--{pair.front}` ({front.hex}) on `--{pair.ground}` ({ground.hex}) has a contrast of "
            f"{math.floor(ratio(front, ground) * 100) / 100:.2f}:1{where}; {pair.use} wants {pair.wanted:g}:1."
        )
        found.append(finding("STYLE002", said, Span.at(path, house, weak.token.at), hints.hint(weak)))
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


def _mistyped(style: str, house: str, path: str) -> Iterator[Diagnostic]:
    """A warning for each token that nothing uses, and whose name is nearly that of one of the style's."""
    known = list(tokens(style))
    of_others = {name for pair in PAIRS for name in (pair.front, pair.ground)}
    used = {*_VAR.findall(house), *_VAR.findall(style), *known, *of_others}
    for name, token in tokens(house, on_screen=True).items():
        if name not in used and (like := nearest(name, known)):
            said = f"`--{name}` is no token of a style, and nothing in the sheet uses it."
            yield finding("STYLE004", said, Span.at(path, house, token.at), f"Did you mean `--{like}`?")


def _is_colour(value: str, named: Mapping[str, Token]) -> bool:
    try:
        colour_of(value, named)
    except NoColourError:
        return False
    return True


Named = Mapping[Scheme, Mapping[str, Token]]


@dataclass(frozen=True, slots=True)
class _Weak:
    """A pair that can't be read in a scheme, and the token of the house that makes it so."""

    pair: Pair
    scheme: Scheme
    front: Colour
    ground: Colour
    name: str
    token: Token


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The tokens of a style, and of the house over it, in each scheme."""

    style: Named
    house: Named

    def weak(self) -> Iterator[_Weak]:
        """Each pair that can't be read because of the house."""
        for scheme in SCHEMES:
            own = self.house[scheme]
            named = {**self.style[scheme], **own}
            for pair, front, ground in measured(named, scheme):
                if ratio(front, ground) < pair.wanted and (blamed := _blamed(pair, named, own)):
                    yield _Weak(pair, scheme, front, ground, blamed, own[blamed])

    def changed(self, token: Token, value: str, schemes: tuple[Scheme, ...]) -> _Sheets:
        """The same with another value of a token of the house in some schemes."""
        house = {
            scheme: {n: Token(value, t.at) if t.at == token.at and scheme in schemes else t for n, t in own.items()}
            for scheme, own in self.house.items()
        }
        return _Sheets(self.style, house)


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
_ENDS = ((Colour(0, 0, 0), "darker"), (Colour(1, 1, 1), "lighter"))


class _Hints:
    """What would do instead of each token that is too faint, all of them together."""

    def __init__(self, sheets: _Sheets) -> None:
        self._sheets = sheets
        self._hints: dict[tuple[int, Scheme], str] = {}

    def hint(self, weak: _Weak) -> str:
        """The nearest shade of a token with which every pair can be read that it is in; by scheme, if it must be."""
        key = (weak.token.at, weak.scheme)
        if key not in self._hints:
            if told := self._shade(weak, SCHEMES):
                self._hints |= {(weak.token.at, scheme): f"{told}." for scheme in SCHEMES}
            elif told := self._shade(weak, (weak.scheme,)):
                self._hints[key] = told + _BY_SCHEME[weak.scheme]
            else:
                self._hints[key] = "Take two colours of which one is much darker."
        return self._hints[key]

    def _shade(self, weak: _Weak, schemes: tuple[Scheme, ...]) -> str:
        """A shade that would do, as a sentence without its end; what is looked for next goes with it. Or nothing."""
        named = {**self._sheets.style[weak.scheme], **self._sheets.house[weak.scheme]}
        old = colour_of(weak.token.value, named)
        before = {(w.pair, w.scheme) for w in self._sheets.weak()}
        for step, (end, word) in product(range(1, 101), _ENDS):
            shade = mixed(end, step / 100, old).rounded
            changed = self._sheets.changed(weak.token, shade.hex, schemes)
            if _is_better(changed, before, weak.token, schemes):
                self._sheets = changed
                return f"`{shade.hex}`, a {word} shade of it, would do for `--{weak.name}`"
        return ""


_BY_SCHEME: dict[Scheme, str] = {
    "light": "; dark screens want another, within `@media (prefers-color-scheme: dark)`.",
    "dark": " on dark screens, within `@media (prefers-color-scheme: dark)`.",
}


def _is_better(sheets: _Sheets, before: set[tuple[Pair, Scheme]], token: Token, schemes: tuple[Scheme, ...]) -> bool:
    """Whether nothing is weak by a token any more, and nothing else that wasn't."""
    return all(
        (weak.pair, weak.scheme) in before and (weak.token.at != token.at or weak.scheme not in schemes)
        for weak in sheets.weak()
    )
