"""The parts of a tag tree in the making: structure elements, pieces of marked content, lines of links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Key: TypeAlias = tuple[int, str]
"""An HTML element, by its identity, and the name of its pseudo-element."""

CALL = "footnote-call"
MARKER = "footnote-marker"


@dataclass(slots=True, eq=False)
class Mark:
    """A piece of marked content (ISO 32000-1, 14.7.4.2).

    It begins at the place `at` of the instructions of `stream`, and is `blank` where it shows nothing but spaces.
    """

    stream: Any
    at: int
    mcid: int
    page: int = 0
    blank: bool = False


@dataclass(slots=True, eq=False)
class Annotation:
    """The annotation of a line of a link, on a page from 0."""

    obj: Any
    page: int


@dataclass(slots=True, eq=False)
class Tag:
    """A structure element: its type, its first page and its last, from 0, its kids in their order.

    `key` is the HTML element that it is for, `role` what that is beyond its type, `label` its id where it is a figure
    or a table with all that belongs to it. `entries` are Alt, Lang, E and ID,
    `attributes` those of an owner (ISO 32000-1, 14.8.5), by its name.
    """

    kind: str
    page: int
    key: Key | None = None
    role: str = ""
    label: str = ""
    kids: list[Tag | Mark | Annotation] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_page: int = -1

    def __post_init__(self) -> None:
        if self.last_page < 0:
            self.last_page = self.page

    @property
    def tags(self) -> list[Tag]:
        """The tags among its kids."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def walk(self) -> Iterator[Tag]:
        """This tag and all below it, in the order of the text."""
        stack = [self]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(one.tags))


Kid: TypeAlias = Tag | Mark | Annotation
