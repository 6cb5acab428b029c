"""The frozen types of what stages make of a text: charts, the desk, finished files, and that one was examined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefpress.model import Artifact


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts as SVG, by their targets, and the SHA-256 of each font of this machine that they are laid out in."""

    svg: Mapping[str, str]
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """The page for whoever checks the brief, as the bytes of one file; None where the brief claims nothing."""

    data: bytes | None


@dataclass(frozen=True, slots=True)
class Artifacts:
    """The finished files of one format."""

    files: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """The SHA-256 of an artifact that was read back, and found to be sound and whole."""

    sha256: str
