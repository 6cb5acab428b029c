"""The manifest of a brief in; what a summary and an attestation take from it, typed, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec


class Subject(msgspec.Struct, frozen=True):
    """A file that came out."""

    name: str
    digest: dict[str, str]


class Output(msgspec.Struct, frozen=True):
    """How large a file is that came out, and how many pages it has, where it has any."""

    bytes: int
    pages: int | None = None


class Brief(msgspec.Struct, frozen=True):
    """What the manifest says of the brief itself."""

    title: str
    edition: str | None = None
    date: str | None = None
    words: int = 0


class Predicate(msgspec.Struct, frozen=True):
    """The parts of SLSA's predicate that are this program's own (`statement`)."""

    brief: Brief = msgspec.field(name="briefpress_brief")
    outputs: dict[str, Output] = msgspec.field(name="briefpress_outputs", default_factory=dict)


class Manifest(msgspec.Struct, frozen=True):
    """An in-toto statement, as far as it is read here."""

    subject: tuple[Subject, ...]
    predicate: Predicate


def read(path: Path) -> Manifest | None:
    """The manifest in a file; None where there is none. Raises ValueError where it is of another form."""
    return msgspec.json.decode(path.read_bytes(), type=Manifest) if path.is_file() else None


def parted(path: Path) -> tuple[str, bytes]:
    """The subjects as `sha256sum` has them, and the predicate as JSON. Raises OSError; ValueError as `read` does."""
    data = path.read_bytes()
    subjects = msgspec.json.decode(data, type=Manifest).subject
    whole: dict[str, Any] = msgspec.json.decode(data)
    lines = "".join(f"{one.digest['sha256']}  {one.name}\n" for one in subjects)
    return lines, msgspec.json.encode(whole["predicate"])
