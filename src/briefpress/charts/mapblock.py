"""What a block says of a map, its data and its file of shapes, in; its settings, its areas, and their faults, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefpress.charts import faults, shapes
from briefpress.charts.classes import By
from briefpress.charts.figures import texts
from briefpress.charts.kind import Fault, Named
from briefpress.charts.settings import Chart, Field, as_field
from briefpress.charts.shapes import Area
from briefpress.data.cells import shortened
from briefpress.data.rows import Data

_LISTED = 8


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    """The column that names the areas of the data, and the property that names those of the shapes."""

    column: str
    property: str


class Map(Chart, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: map`: areas of a file of shapes, coloured by the class of their figure.

    `classes` are bounds, or how they are found, `count` how many there are; `names` is the property that areas are
    called by on the map, where it isn't that of `key`.
    """

    type: Literal["map"] = "map"
    shapes: str
    key: str | Key
    value: str | Field
    classes: By | Annotated[tuple[float, ...], Meta(min_length=1, max_length=5)] = "quantile"
    count: Annotated[int, Meta(ge=2, le=6)] = 5
    unit: str = ""
    labels: bool | None = None
    names: str | None = None

    @property
    def keyed(self) -> Key:
        """The column and the property by which data and shapes are joined."""
        return self.key if isinstance(self.key, Key) else Key(self.key, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped(Data):
    """Rows, and the areas that they are of. `shapes_path` is the file of these, from the brief's folder."""

    areas: tuple[Area, ...] = field(default=())
    shapes_path: str = ""


def opened(chart: Map, data: Data, path: str, content: bytes) -> Data:
    """Rows with the areas of a file of shapes. Raises ShapesError."""
    plain = {f.name: getattr(data, f.name) for f in fields(Data)}
    return Mapped(**plain, areas=shapes.read(content), shapes_path=path)


def areas_of(data: Data) -> tuple[Area, ...]:
    """The areas that came with rows."""
    return data.areas if isinstance(data, Mapped) else ()


def property_of(chart: Map, data: Data) -> str:
    """The property that names the areas: that of the block, or `id` where no area has one called as the column."""
    wanted = chart.keyed.property
    known = _properties(data)
    return "id" if isinstance(chart.key, str) and wanted not in known and "id" in known else wanted


def rows_of(chart: Map, data: Data) -> Mapping[str, int]:
    """The number of the row of each area that the data names."""
    column = chart.keyed.column
    return {said.get(column, str(row[column])): i
            for i, (row, said) in enumerate(zip(data.rows, texts(data), strict=True))}  # fmt: skip


def columns(chart: Map) -> Iterator[Named]:
    """The columns that its block names."""
    yield Named("key.column" if isinstance(chart.key, Key) else "key", chart.keyed.column)
    yield Named("value.field" if isinstance(chart.value, Field) else "value", as_field(chart.value).field, numbers=True)


def faults_of(chart: Map, data: Data) -> Iterator[Fault]:
    """What keeps data from being drawn on a map; areas that have none are told too."""
    yield from faults.formats(value=chart.value)
    yield from faults.twice(data, "key", [chart.keyed.column], "Keep one of the rows.")
    yield from faults.size(data, as_field(chart.value).field)
    if not isinstance(chart.classes, str) and any(a >= b for a, b in pairwise(chart.classes)):
        yield Fault("classes", "The bounds of the classes don't rise.", "Write them from low to high: `[5, 10, 20]`.")
    known = _properties(data)
    named = property_of(chart, data)
    path = data.shapes_path if isinstance(data, Mapped) else chart.shapes
    for key, name in (("key", named), ("names", chart.names)):
        if name is not None and name not in known:
            there = ", ".join(f"`{k}`" for k in known) or "none at all"
            like = faults.like(name, list(known))
            hint = f"{like}Write `key: {{column: …, property: …}}`; its areas have {there}."
            yield Fault(key, f"No area of `{path}` has a property `{name}`.", hint)
            return
    yield from _unjoined(chart, data, named, path)


def _unjoined(chart: Map, data: Data, named: str, path: str) -> Iterator[Fault]:
    """A fault for each row without an area, for areas of one name, and for the areas without rows."""
    there = Counter(area.properties[named] for area in areas_of(data) if named in area.properties)
    rows = rows_of(chart, data)
    free = [name for name in there if name not in rows]
    for name, i in rows.items():
        if name not in there:
            line = data.lines[i] if data.lines else None
            hint = f"{faults.like(name, free or list(there))}Its areas are told apart by `{named}`."
            yield Fault("key", f"`{shortened(name)}` is no area of `{path}`.", hint, "CHART002", line)
    if twins := [name for name, count in there.items() if count > 1 and name in rows]:
        said = f"Several areas of `{path}` have the {named} `{shortened(twins[0])}`."
        yield Fault("key", said, "Join them into one with several polygons, or name another property.", "CHART002")
    if free:
        listed = ", ".join(f"`{shortened(name)}`" for name in free[:_LISTED]) + (" …" if len(free) > _LISTED else "")
        said = f"{len(free)} of {len(there)} areas have no row in `{data.path}`: {listed}."
        hint = "Write a row with an empty cell where there is no figure; choose shapes that the data is about."
        yield Fault("key", said, hint, "CHART003")


def _properties(data: Data) -> dict[str, None]:
    return {name: None for area in areas_of(data) for name in area.properties}
