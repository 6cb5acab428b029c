"""A style's word.yaml over the one that all styles share in; what a Word document of it looks like, typed, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
import yaml

MM = 1440 / 25.4
"""Twentieths of a point, Word's unit of length, in a millimetre."""

Border = tuple[float | str, ...]
"""A line at an edge: its weight in points, the token of its colour, how far off it is in points. Empty: none."""


class Margins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The margins of an A4 sheet and how far from its edge the running lines stand, in millimetres."""

    top: float
    bottom: float
    start: float
    end: float
    header: float
    footer: float


class Reach(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far beyond the text column figures and wide tables may reach, in millimetres."""

    start: float
    end: float


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The column for side notes: at which edge of the text, and how wide in millimetres."""

    edge: Literal["start", "end", "none"]
    width: float = 0


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The coloured ground of the cover: along which edge of the sheet, and how wide in millimetres."""

    edge: Literal["start", "top", "all"]
    color: str
    width: float = 0


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A style of letters. Sizes are in points."""

    font: Literal["text", "display", "code"] | None = None
    size: float | None = None
    color: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    raised: bool = False
    spacing: float | None = None


class Paragraph(Mark, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A style of paragraphs: `base` is the style that it is made of, `next` the one that follows it as one types.

    `line`, `before` and `after` are in points, the indents `start`, `end` and `first` in millimetres. A `box` gives
    its `ground` so many points of room at the sides, within an `edge` of that colour.
    """

    base: str = "Normal"
    next: str = ""
    line: float | None = None
    before: float | None = None
    after: float | None = None
    start: float | None = None
    end: float | None = None
    first: float | None = None
    ground: str | None = None
    box: float | None = None
    edge: str | None = None
    top: Border | None = None
    left: Border | None = None
    bottom: Border | None = None
    align: Literal["start", "center", "end"] | None = None
    outline: int | None = None
    keep: bool = False
    together: bool = False


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How tables look: the ground of their heads, the rules below heads, rows and the last row, the room in cells.

    Rules are a weight in points and a colour's token; the room is in millimetres.
    """

    head: str
    head_rule: tuple[float, str]
    row_rule: tuple[float, str]
    end_rule: tuple[float, str]
    above: float
    beside: float


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a word.yaml says."""

    sheet: Margins
    wide: Reach
    beside: Beside
    band: Band
    running_title: Literal["head", "foot"]
    styles: dict[str, Paragraph]
    table: Table
    marks: dict[str, Mark]

    def whole(self, name: str) -> Paragraph:
        """A style of paragraphs with all that it has of those that it is made of."""
        own = self.styles[name]
        if not own.base:
            return own
        above = msgspec.to_builtins(self.whole(own.base))
        return msgspec.convert({**above, **msgspec.to_builtins(own)}, Paragraph)


def sheet_of(shared: str, own: str, *, cover: bool) -> Sheet:
    """What a style looks like in Word: the YAML that all styles share, with that of the style over it.

    Without a cover the title block stands at the head of the text, and is as `masthead` has it.
    """
    whole = _over(yaml.safe_load(shared), yaml.safe_load(own) or {})
    masthead = whole.pop("masthead")
    return msgspec.convert(whole if cover else _over(whole, {"styles": masthead}), Sheet)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One mapping over another, each mapping in them over that of its name."""
    out = dict(below)
    for key, value in above.items():
        here = out.get(key)
        out[key] = _over(here, value) if isinstance(here, dict) and isinstance(value, dict) else value
    return out


def style_id(name: str) -> str:
    """What Word calls a style within a document: its own styles by the names that it has for them."""
    words = ["TOC" if word == "toc" else word[0].upper() + word[1:] for word in name.split()]
    return "".join(words)
