"""The frozen types of what an edition is made of, and of what its artifacts were looked at for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefpress.settings import Revision


@dataclass(frozen=True, slots=True)
class Made:
    """What an edition is made of: its record, the SHA-256 of each file that was read, the versions of the engines.

    `parameters` are what the command asked for, `fonts` the versions of the packages that hold the letters, `epoch` the
    time that dates it.
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


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked for in a file of an edition, or in the whole of it, and what was found, how often.

    What is an error keeps the edition from being published; what is left are warnings, and verdicts on evidence.
    """

    name: str
    of: str = ""
    warned: bool = False
    found: Mapping[str, int] = field(default_factory=dict)
