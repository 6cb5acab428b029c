"""The text of a manifest in; what went in and what came out, each with its hash or version, out.

An in-toto Statement v1 with SLSA's build provenance v1, as `statement.py` writes it. Nothing is asked
of what else it holds: a manifest of a later version is read as far as it says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from briefpress.settings import Format, Variant
from briefpress.statement import PREDICATE, STATEMENT

_NONE: Mapping[str, Any] = MappingProxyType({})


class ManifestError(Exception):
    """A file is no manifest of an edition, and why."""


@dataclass(frozen=True, slots=True)
class Options:
    """With what an edition was asked for. `epoch` is its time in seconds since 1970, if it has one."""

    formats: tuple[Format, ...] = ()
    variant: Variant = "screen"
    booklet: bool = False
    draft: bool = False
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a manifest says: files that went in and came out by their SHA-256, all else that went in by its version."""

    options: Options
    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    outputs: Mapping[str, str]


class _Digest(msgspec.Struct):
    sha256: str


class _Resource(msgspec.Struct):
    name: str = ""
    digest: _Digest | None = None
    annotations: Mapping[str, Any] = _NONE


class _Definition(msgspec.Struct, rename="camel"):
    resolved_dependencies: list[_Resource]
    external_parameters: Mapping[str, Any] = _NONE
    internal_parameters: Mapping[str, Any] = _NONE


class _Builder(msgspec.Struct):
    version: Mapping[str, str] = _NONE


class _Run(msgspec.Struct):
    builder: _Builder


class _Output(msgspec.Struct):
    fonts: Mapping[str, Any] = _NONE


class _Predicate(msgspec.Struct, rename="camel"):
    build_definition: _Definition
    run_details: _Run
    outputs: Mapping[str, _Output] = msgspec.field(name="briefpress_outputs", default_factory=dict)


class _Statement(msgspec.Struct, rename="camel"):
    kind: str = msgspec.field(name="_type")
    predicate_type: str
    subject: list[_Resource]
    predicate: _Predicate


def read(data: bytes) -> Recorded:
    """What a manifest says. Raises ManifestError where it is none."""
    try:
        told = msgspec.json.decode(data, type=_Statement)
        definition = told.predicate.build_definition
        asked = {**definition.external_parameters, "epoch": definition.internal_parameters.get("epoch")}
        options = msgspec.convert({k: v for k, v in asked.items() if v is not None}, Options)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ManifestError(f"It isn't the manifest of an edition: {error}.") from error
    if (told.kind, told.predicate_type) != (STATEMENT, PREDICATE):
        raise ManifestError(f"It is a statement of another kind: {told.kind}, {told.predicate_type}.")
    went_in = definition.resolved_dependencies
    versions = {r.name: str(r.annotations.get("version", "")) for r in went_in if r.digest is None}
    hashes = {r.name: r.digest.sha256 for r in went_in if r.digest is not None}
    # A font of the machine is no file of the brief, though it has a hash as those have.
    fonts = {name for output in told.predicate.outputs.values() for name in output.fonts if name in hashes}
    versions |= {name: f"SHA-256 {hashes[name]}" for name in fonts}
    return Recorded(
        options=options,
        inputs={name: digest for name, digest in hashes.items() if name not in fonts},
        versions={**told.predicate.run_details.builder.version, **versions},
        outputs={r.name: r.digest.sha256 for r in told.subject if r.digest is not None},
    )
