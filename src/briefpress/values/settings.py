"""sources/data/figures.yaml in; each value that it names, typed and frozen, and what is wrong with them, out."""

from __future__ import annotations

import keyword
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from pathlib import Path
from typing import Any, Literal

from briefpress import files, yamlfile
from briefpress.data.selection import Selection
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import decode
from briefpress.validate import validate

FIGURES = "sources/data/figures.yaml"
"""Where the values of a brief stand, from its folder."""

AGGREGATES = ("count", "sum", "mean", "median", "min", "max", "first", "last")

Scalar = str | int | float


class Figure(Selection, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value: a cell or an aggregate of data, an expression over other values, or a literal one with its source.

    `where` chooses rows by what stands in their columns, `source` are keys of the bibliography, `form` is how the value
    is written where the text says nothing else, `missing` what an empty cell is to an aggregate.
    """

    data: str = ""
    column: str = ""
    count: bool = False
    sum: str = ""
    mean: str = ""
    median: str = ""
    min: str = ""
    max: str = ""
    first: str = ""
    last: str = ""
    missing: Literal["error", "skip"] = "error"
    expression: str = ""
    value: Scalar | None = None
    source: str | tuple[str, ...] = ()
    form: str = ""
    note: str = ""

    @property
    def aggregate(self) -> str:
        """How several rows become one value; nothing where a cell is meant."""
        return next((name for name in AGGREGATES if getattr(self, name)), "")

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the bibliography."""
        keys = (self.source,) if isinstance(self.source, str) else self.source
        return tuple(key.strip().removeprefix("@") for key in keys if key.strip())


@dataclass(frozen=True, slots=True)
class Named:
    """The values of a brief by their names with dots, the groups that they stand in, and the place of each key.

    `faulty` are the names whose settings are told of already.
    """

    figures: Mapping[str, Figure] = field_of(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field_of(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    marks: Mapping[str, Span] = field_of(default_factory=dict)
    lines: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    def place(self, name: str, key: str = "") -> Span:
        """Where a key of a value stands, or the value."""
        return self.marks.get(f"{name}.{key}", self.marks.get(name, Span(FIGURES)))


def named(root: Path) -> Named:
    """What figures.yaml names; nothing where there is none."""
    if not files.is_there(root, root / FIGURES):
        return Named()
    try:
        raw = files.read_inside(root, root / FIGURES)
    except (OSError, files.OutsideBriefError):
        hint = "Put a plain file there, inside the brief's folder."
        return Named(found=(finding("VAL002", f"`{FIGURES}` can't be read.", Span(FIGURES), hint),))
    text, found = decode(raw, FIGURES)
    data = yamlfile.parse(text, FIGURES)
    found += data.diagnostics
    reader = _Reader(data.marks, found)
    if isinstance(data.value, dict):
        reader.group(data.value, "")
    elif data.value is not None:
        hint = "It holds groups of values: `trade:`, and below it `share_2023: {data: trade.csv, column: share}`."
        found.append(finding("VAL002", "figures.yaml holds no keys.", Span(FIGURES, 1, 1), hint))
    return Named(reader.figures, reader.groups, frozenset(reader.faulty), data.marks, tuple(text.split("\n")),
                 tuple(found))  # fmt: skip


class _Reader:
    """Walks groups down to the values in them."""

    def __init__(self, marks: Mapping[str, Span], found: list[Diagnostic]) -> None:
        self._marks, self._found = marks, found
        self._paths = sorted(marks)
        self.figures: dict[str, Figure] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.faulty: set[str] = set()

    def group(self, data: dict[str, Any], above: str) -> None:
        for key, value in data.items():
            name = f"{above}{key}"
            if keyword.iskeyword(key):
                hint = f"Expressions have that word for themselves. Call it otherwise: `{key}_`, or by what is counted."
                self._refuse(name, f"`{key}` can't be the name of a value.", hint)
            elif not key.isidentifier():
                self._refuse(name, f"`{key}` can't be the name of a value.",
                             "A name has letters, digits and `_`, and begins with a letter: `share_2023`.")  # fmt: skip
            elif not isinstance(value, dict):
                hint = "Write its keys below it: `data`, `where`, `column`."
                if isinstance(value, Scalar):
                    hint = f"Write `{key}: {{value: {value}, source: key}}`, or take it from a file by `data`."
                self._refuse(name, f"`{name}` isn't a value, nor a group of values.", hint)
            elif value and all(isinstance(child, dict) for child in value.values()) and set(value) != {"where"}:
                self.groups[name] = tuple(value)
                self.group(value, f"{name}.")
            else:
                self._figure(value, name)

    def _figure(self, data: dict[str, Any], name: str) -> None:
        below = f"{name}."
        # Thousands of values have as many times more marks: those of one stand side by side.
        first, last = (bisect_left(self._paths, end) for end in (below, f"{below}\U0010ffff"))
        marks = {key.removeprefix(below): self._marks[key] for key in self._paths[first:last]}
        figure, wrong = validate(data, Figure, FIGURES, {**marks, "": self._marks[name]})
        self._found += [replace(d, message=d.message.replace("this block", "a value")) for d in wrong]
        if wrong or figure is None:
            self.faulty.add(name)
            return
        if told := _contradiction(figure):
            self._refuse(name, f"`{name}` {told[0]}.", told[1])
            return
        self.figures[name] = figure
        if figure.value is not None and not figure.sources:
            said = f"Nobody can tell where `{name}` comes from: it is written down here, without a source."
            self._found.append(
                finding("VAL010", said, self._marks[name], "Add `source:` with a key of the bibliography.")
            )

    def _refuse(self, name: str, message: str, hint: str) -> None:
        self.faulty.add(name)
        self._found.append(finding("VAL002", message, self._marks[name], hint))


_NO_NUMBER = re.compile(r"[-+]?\.(?:nan|inf)", re.IGNORECASE)
"""What YAML writes for a number that is none, or without end."""


def _contradiction(figure: Figure) -> tuple[str, str] | None:
    """What doesn't go together in a value, and what to do."""
    kinds = [k for k, given in (("data", figure.data), ("expression", figure.expression),
                                ("value", figure.value is not None)) if given]  # fmt: skip
    if not kinds:
        return "says neither `data` nor `expression` nor `value`", "Give it one of the three."
    if len(kinds) > 1:
        return f"has both `{kinds[0]}` and `{kinds[1]}`", "Keep one of the two."
    if isinstance(figure.value, str) and _NO_NUMBER.fullmatch(figure.value):
        return (
            f"is `{figure.value}`, which is no number that can be shown",
            "Write a number, or what is meant in words.",
        )
    asked = [name for name in ("column", *AGGREGATES) if getattr(figure, name)]
    if kinds != ["data"] and (asked or figure.where):
        return f"has `{[*asked, 'where'][0]}`, but no `data`", "Name the file: `data: trade.csv`."
    if len(asked) > 1:
        return f"has both `{asked[0]}` and `{asked[1]}`", "Keep one: make two values of it."
    return None
