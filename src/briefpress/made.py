"""The frozen types of what an edition is made of, and of what its artifacts were looked at for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefpress.settings import Revision


@dataclass(frozen=True, slots=True)
class TracedFile:
    """A file of data that something in the brief rests on: its path and SHA-256, its record's path, what that says.

    `lines` are those of the first rows of `rows`, where the file has lines and no `query` made the rows; `sheet` is the
    one of a workbook, or the table of a database, where one is named. `column` is that of a value, and `made` how it
    came of several rows: `sum`.
    """

    path: str
    sha256: str
    rows: int
    lines: tuple[int, ...] = ()
    column: str = ""
    query: str = ""
    sheet: str | int = ""
    made: str = ""
    record: str = ""
    sources: tuple[str, ...] = ()
    address: str = ""
    retrieved: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure, a table or a value of the artifacts, and the way back from it: to its files, and to its sources.

    `name` is the id of a figure or a table in the artifacts, where it has one, and of a value what `data-value` says
    there; `place` is the author's file and line. A value that a condition asks for has that as its `expression`, and in
    `words` whether it holds. `sources` are the keys of the bibliography that stand on its source
    line, or in figures.yaml.
    """

    kind: Literal["figure", "table", "value", "condition"]
    name: str
    place: str
    files: tuple[TracedFile, ...] = ()
    words: str = ""
    expression: str = ""
    sources: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the bibliography that it leads back to, each once."""
        return tuple(dict.fromkeys((*self.sources, *(key for file in self.files for key in file.sources))))


@dataclass(frozen=True, slots=True)
class Made:
    """What an edition is made of: its record, the SHA-256 of each file that was read, the versions of the engines.

    `parameters` are what the command asked for, `fonts` the versions of the packages that hold the letters, `epoch` the
    time that dates it; `data` leads from each figure, table and value back to its sources.
    """

    title: str
    edition: str | int | float | None
    date: str | None
    revision: Revision | None
    words: int
    inputs: Mapping[str, str]
    engines: Mapping[str, str | None]
    fonts: Mapping[str, str]
    parameters: Mapping[str, str | bool | Sequence[str]]
    epoch: int | None
    data: tuple[Traced, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked for in a file of an edition, or in the whole of it, and what was found, how often.

    What is an error keeps the edition from being published; what is left are warnings, and verdicts on evidence.
    """

    name: str
    of: str = ""
    warned: bool = False
    found: Mapping[str, int] = field(default_factory=dict)
