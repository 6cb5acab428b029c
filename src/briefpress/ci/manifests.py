"""The manifest of a brief in; what a summary and an attestation take from it, typed, out."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec


class Digest(msgspec.Struct, frozen=True):
    """The hash of a file."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Subject(msgspec.Struct, frozen=True):
    """A file that came out."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f]+$")]
    digest: Digest


class Output(msgspec.Struct, frozen=True):
    """How large a file is that came out, and how many pages it has, where it has any."""

    bytes: int
    pages: int | None = None


class Revision(msgspec.Struct, frozen=True):
    """The day of an edition that isn't the first, and what it is to the one before."""

    date: str
    kind: str


class Brief(msgspec.Struct, frozen=True):
    """What the manifest says of the brief itself."""

    title: str
    edition: str | None = None
    date: str | None = None
    revision: Revision | None = None
    words: int = 0


class Predicate(msgspec.Struct, frozen=True):
    """The parts of SLSA's predicate that are this program's own (`statement`)."""

    brief: Brief = msgspec.field(name="briefpress_brief")
    outputs: dict[str, Output] = msgspec.field(name="briefpress_outputs", default_factory=dict)


class Manifest(msgspec.Struct, frozen=True):
    """An in-toto statement, as far as it is read here."""

    subject: tuple[Subject, ...]
    predicate: Predicate


def decoded(data: bytes) -> Manifest:
    """The manifest in the bytes of its file. Raises ValueError where it is of another form."""
    return msgspec.json.decode(data, type=Manifest)


def parted(data: bytes) -> tuple[str, bytes]:
    """The subjects as `sha256sum` has them, and the predicate as JSON. Raises ValueError as `decoded` does."""
    subjects = decoded(data).subject
    whole: dict[str, Any] = msgspec.json.decode(data)
    lines = "".join(f"{one.digest.sha256}  {one.name}\n" for one in subjects)
    return lines, msgspec.json.encode(whole["predicate"])
