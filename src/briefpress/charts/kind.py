"""What a form of chart is made of, as a type: its settings, the columns that it names, its faults, its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from briefpress.charts.canvas import Canvas
from briefpress.charts.settings import Chart
from briefpress.data.rows import Data

C = TypeVar("C", bound=Chart)


@dataclass(frozen=True, slots=True)
class Named:
    """A column that a block names, by the path of the key that names it; `numbers` where it must hold numbers."""

    key: str
    column: str
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps data from being drawn: the key at fault, what is wrong, what to do.

    `line` is that of the data's file where one row is at fault.
    """

    key: str
    message: str
    hint: str
    code: str = "DATA003"
    line: int | None = None


class UnreadableError(Exception):
    """A file beside the data that can't be read for what it is. `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Kind(Generic[C]):
    """A form of chart.

    `what` is what it is called in English. `marks` gives the body of a Vega-Lite specification: its size, its
    encoding and its layers. It is asked for marks only where `faults` has found none. `file` is the key that names a
    file beside that of the data, if there is one: `opened` takes the rows, the path and the bytes of that file, and
    gives rows that hold what is in it; it raises UnreadableError. `days` are the columns of which each cell must be a
    day, for the others are, or the block says so.
    """

    what: str
    settings: type[C]
    columns: Callable[[C], Iterable[Named]]
    faults: Callable[[C, Data], Iterator[Fault]]
    marks: Callable[[C, Data, Canvas], dict[str, Any]]
    file: str = ""
    opened: Callable[[C, Data, str, bytes], Data] | None = None
    days: Callable[[C, Data], Iterable[Named]] = lambda _chart, _data: ()
