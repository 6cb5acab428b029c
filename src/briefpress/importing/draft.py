"""What is made of a document, before it has its place in the brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefpress.importing.about import About
from briefpress.importing.log import Log
from briefpress.importing.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its file, its bytes, what a section made of it is called, and where what is found goes.

    `split` asks for a section of each heading of level one; `shelf` takes the pictures.
    """

    path: Path
    data: bytes
    name: str
    log: Log
    shelf: Shelf
    split: bool = False
    base: Path = field(default_factory=Path)
    """The folder that its pictures and bibliography may stand in, with all below it."""

    @property
    def folders(self) -> tuple[Path, Path]:
        """Its own folder, and the one that is never left."""
        return self.path.resolve().parent, self.base


@dataclass(frozen=True, slots=True)
class Piece:
    """A section: what its file is called, and its Markdown."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as sections, what it says of itself, and the Markdown that it includes, by its name in the brief."""

    pieces: tuple[Piece, ...]
    about: About
    cited: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


def heading_of(name: str) -> str:
    """A heading made of a file's name."""
    words = " ".join(name.replace("_", "-").split("-")).strip()
    return words[:1].upper() + words[1:]
