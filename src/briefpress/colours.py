"""CSS in; the tokens that it sets by day and by night, and the colours that they stand for, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from briefpress.scan import blanked

Scheme = Literal["light", "dark"]
_DEEP = 16
"""How many tokens may stand for each other in a row: past that they stand for themselves."""

_ADAPTED = (
    (0.9554734527042182, -0.023098536874261423, 0.0632593086610217),
    (-0.028369706963208136, 1.0099954580058226, 0.021041398966943008),
    (0.012314001688319899, -0.020507696433477912, 1.3303659366080753),
)
"""XYZ under D50 as under D65, by Bradford's method (CSS Color 4, 10.11)."""

_LINEAR = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
"""XYZ under D65 as linear sRGB (CSS Color 4, 10.11)."""

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB: red, green, blue and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    opacity: float = 1.0

    @property
    def hex(self) -> str:
        """As `#rrggbb`, without its opacity."""
        return "#" + "".join(f"{round(c * 255):02x}" for c in (self.red, self.green, self.blue))

    @property
    def rounded(self) -> Colour:
        """As eight bits hold it, opaque."""
        red, green, blue = (round(c * 255) / 255 for c in (self.red, self.green, self.blue))
        return Colour(red, green, blue)

    def over(self, ground: Colour) -> Colour:
        """As it looks on an opaque ground."""
        return mixed(self, self.opacity, ground)


def mixed(one: Colour, part: float, other: Colour) -> Colour:
    """So much of one colour, and the rest of another, in sRGB and without regard to opacity."""
    rest = 1 - part
    return Colour(
        one.red * part + other.red * rest, one.green * part + other.green * rest, one.blue * part + other.blue * rest
    )


@dataclass(frozen=True, slots=True)
class Token:
    """The value of a custom property, and where in its style sheet its name stands."""

    value: str
    at: int


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
SILENT = re.compile(rf"{_COMMENT.pattern}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
"""Comments and texts in quotation marks, in which no sign of CSS counts."""

_IMPORTANT = re.compile(r"\s*!\s*important$", re.IGNORECASE)
_SET = re.compile(r"\s*--([A-Za-z0-9_-]+)\s*:")
_PAGE = re.compile(r"(?::root|html|body|html\s+body|:root\s+body)(?P<screen>\.screen)?")
_MEDIUM = re.compile(r"(?:only)?(?:all|screen)?(?:and)?(?:\(prefers-color-scheme:(?P<scheme>light|dark)\))?")
"""A query for whatever screen shows the page, without the spaces in it: of a scheme alone, or of both."""


def tokens(css: str, scheme: Scheme = "light", on_screen: bool = False) -> dict[str, Token]:
    """The custom properties that a style sheet gives the page in a scheme, without their dashes; of two, the last.

    Those that it gives the web page alone, as `body.screen`, are among them `on_screen`.
    A scan of blocks: a parser's tree of the same sheets takes a hundred times as long, in every build.
    """
    bare = SILENT.sub(blanked, css)
    out: dict[str, Token] = {}
    firm: set[str] = set()
    around: list[str] = []
    start = 0
    for sign in re.finditer(r"[{};]", bare):
        if sign[0] == "{":
            around.append(" ".join(bare[start : sign.start()].lower().split()))
        else:
            named = _SET.match(bare, start, sign.start())
            if named and _is_page(around, scheme, on_screen):
                said = _COMMENT.sub("", css[named.end() : sign.start()]).strip()
                value = _IMPORTANT.sub("", said)
                if value != said or named[1] not in firm:
                    out[named[1]] = Token(value, named.start(1) - 2)
                if value != said:
                    firm.add(named[1])
            if sign[0] == "}" and around:
                around.pop()
        start = sign.end()
    return out


def _is_page(around: list[str], scheme: Scheme, on_screen: bool) -> bool:
    """Whether what stands in these blocks, outermost first, is said of the page as a screen shows it in a scheme."""
    pages = [_PAGE.fullmatch(selector.strip()) for selector in around[-1].split(",")] if around else []
    if not any(page and (on_screen or not page["screen"]) for page in pages):
        return False
    return all(block.startswith("@layer") or _is_shown(block, scheme) for block in around[:-1])


def _is_shown(block: str, scheme: Scheme) -> bool:
    """Whether a block is a `@media` that every screen fits, of whatever size and making, in a scheme."""
    if not block.startswith("@media"):
        return False
    queries = (_MEDIUM.fullmatch("".join(query.split())) for query in block.removeprefix("@media").split(","))
    return any(query and query["scheme"] in (None, scheme) for query in queries)


class NoColourError(Exception):
    """A value is no colour, as far as can be told."""


def colour_of(value: str, named: Mapping[str, Token], depth: int = 0) -> Colour:
    """The colour that a value stands for, with tokens in it put in.

    Raises NoColourError, which says whether that is certain, where it is none.
    """
    import tinycss2

    if depth > _DEEP:
        raise NoColourError("tokens that stand for each other")
    node = tinycss2.parse_one_component_value(value, skip_comments=True)
    if node.type == "function" and node.lower_name == "var":
        name, _, instead = _argument_parts(node)[0].strip().partition(",")
        token = named.get(name.removeprefix("--"))
        return colour_of(token.value if token else instead, named, depth + 1)
    if node.type == "function" and node.lower_name == "color-mix":
        return _mix(_argument_parts(node, commas=True), named, depth)
    return _plain(node)


def _argument_parts(node: Any, commas: bool = False) -> list[str]:
    import tinycss2

    parts: list[list[Any]] = [[]]
    for part in node.arguments:
        if commas and part.type == "literal" and part.value == ",":
            parts.append([])
        else:
            parts[-1].append(part)
    return [tinycss2.serialize(part).strip() for part in parts]


def _mix(parts: list[str], named: Mapping[str, Token], depth: int) -> Colour:
    """`color-mix(in srgb, A p%, B q%)` of two opaque colours (CSS Color 5, 3)."""
    if len(parts) != 3 or parts[0].split() != ["in", "srgb"]:
        raise NoColourError("a mixture that can't be computed here")
    shares: list[float | None] = []
    colours = []
    for part in parts[1:]:
        words = part.split()
        percent = next((w for w in words if w.endswith("%") and w[:-1].replace(".", "", 1).isdigit()), None)
        shares.append(float(percent[:-1]) / 100 if percent else None)
        colours.append(colour_of(" ".join(w for w in words if w != percent), named, depth + 1))
    one, two = shares
    if one is None:
        one = 0.5 if two is None else 1 - two
    if two is None:
        two = 1 - one
    if one + two <= 0:
        raise NoColourError("a mixture of nothing")
    return mixed(colours[0], one / (one + two), colours[1])


def _plain(node: Any) -> Colour:
    from tinycss2.color5 import parse_color

    parsed = parse_color(node)
    if parsed is None or isinstance(parsed, str):
        raise NoColourError("no colour")
    if parsed.space in ("srgb", "hsl", "hwb"):
        red, green, blue = parsed.to("srgb").coordinates
    elif parsed.space in ("lab", "lch"):
        red, green, blue = _srgb(_times(_ADAPTED, parsed.to("xyz-d50").coordinates))
    elif parsed.space in ("oklab", "oklch"):
        red, green, blue = _srgb(parsed.to("xyz-d65").coordinates)
    else:
        raise NoColourError("a colour of another space than sRGB")
    return Colour(red, green, blue, float(parsed.alpha))


def _times(matrix: tuple[Triple, Triple, Triple], of: tuple[float, ...]) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, of, strict=True)) for row in matrix)
    return one, two, three


def _srgb(xyz: tuple[float, ...]) -> Triple:
    """XYZ under D65 as sRGB, cut off where it has no such colour."""
    one, two, three = (
        min(1.0, max(0.0, 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055))
        for c in _times(_LINEAR, xyz)
    )
    return one, two, three
