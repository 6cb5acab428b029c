"""What an edition is made of, and what came out, in; an in-toto statement that has it as SLSA's provenance, out.

in-toto's Statement v1 (in-toto.io/Statement/v1) and SLSA's build provenance v1 (slsa.dev/provenance/v1), whose parsing
rules let fields of one's own stand in any object, with a prefix. Nothing in it is of a run: no time, no machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from briefpress import __version__, files
from briefpress.made import Check, Made, Traced
from briefpress.model import Artifact, CheckedEdition, Profile

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILDER = "pkg:generic/briefpress"
"""The program as a package URL (purl, ECMA-427), which needs no address."""

BUILD = f"{BUILDER}#docs/editions.md"
"""The kind of build: the page of the program's own documentation that tells what its parameters are."""

_PACKAGES = {"vl-convert": "pkg:pypi/vl-convert-python", "weasyprint": "pkg:pypi/weasyprint"}
_MEDIA = {
    "pdf": "application/pdf", "epub": "application/epub+zip", "html": "text/html", "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems", "json": "application/vnd.citationstyles.csl+json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip

Json = dict[str, Any]


def predicate(made: Made) -> Json:
    """What is known of an edition before it is made: SLSA's predicate, as it stands within the PDF."""
    dependencies = [*_inputs(made.inputs), *_engines(made.engines), *_fonts(made.fonts)]
    definition = {
        "buildType": BUILD,
        "externalParameters": dict(made.parameters),
        "internalParameters": {"epoch": made.epoch},
        "resolvedDependencies": dependencies,
    }
    return {
        "buildDefinition": definition,
        "runDetails": {"builder": {"id": BUILDER, "version": {"briefpress": __version__}}},
        "briefpress_brief": {
            "title": made.title,
            "edition": made.edition,
            "date": made.date,
            "revision": msgspec.to_builtins(made.revision),
            "words": made.words,
        },
    } | ({"briefpress_data": [traced(one) for one in made.data]} if made.data else {})


def statement(edition: CheckedEdition, records: Mapping[str, bytes]) -> Json:
    """The manifest of an edition: each file that came out with its hash, and all that is known of how."""
    name = edition.project.name
    contents = {a.file(name): a.data for a in edition.artifacts} | dict(records)
    made = predicate(edition.made)
    machine = {path: digest for artifact in edition.artifacts for path, digest in artifact.fonts.items()}
    made["buildDefinition"]["resolvedDependencies"] += [
        _resource(path, digest) for path, digest in sorted(machine.items())
    ]
    return {
        "_type": STATEMENT,
        "subject": [_resource(path, files.sha256(data), _media(path)) for path, data in contents.items()],
        "predicateType": PREDICATE,
        "predicate": {
            **made,
            "briefpress_outputs": {artifact.file(name): _output(artifact) for artifact in edition.artifacts}
            | {path: {"bytes": len(data)} for path, data in records.items()},
            "briefpress_checks": [_told(check) for check in edition.checks],
        },
    }


def encoded(value: Any) -> bytes:
    """A statement, or what else travels as JSON, as a file that is made to be read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _inputs(inputs: Mapping[str, str]) -> Iterator[Json]:
    return (_resource(path, digest) for path, digest in inputs.items())


def _engines(engines: Mapping[str, str | None]) -> Iterator[Json]:
    """The engines that are here; the program itself is the builder."""
    for name, version in engines.items():
        if version is not None and name != "briefpress":
            package = _PACKAGES.get(name, f"pkg:generic/{name}")
            yield {"name": name, "uri": f"{package}@{version}", "annotations": {"version": version}}


def _fonts(fonts: Mapping[str, str]) -> Iterator[Json]:
    """The fonts that come with the program, by their packages."""
    for name, version in fonts.items():
        yield {"name": name, "uri": f"pkg:pypi/{name}@{version}", "annotations": {"version": version}}


def _resource(name: str, digest: str, media: str = "") -> Json:
    return {"name": name, "digest": {"sha256": digest}} | ({"mediaType": media} if media else {})


def _media(path: str) -> str:
    return _MEDIA.get(path.rpartition(".")[2], "")


def _output(artifact: Artifact) -> Json:
    told: Json = {"bytes": len(artifact.data)}
    if artifact.pages is not None:
        told["pages"] = artifact.pages
    if artifact.profile:
        told["profile"] = _named(artifact.profile)
    if artifact.fonts:
        told["fonts"] = dict(artifact.fonts)
    return told


def _named(profile: Profile) -> dict[str, str]:
    return {"file": profile.file, "description": profile.description, "sha256": files.sha256(profile.data)}


def traced(one: Traced) -> Json:
    """The way back from a figure, a table or a value: what isn't known of it is left out."""
    files = [{k: v for k, v in msgspec.to_builtins(file).items() if v} for file in one.files]
    return {k: v for k, v in (msgspec.to_builtins(one) | {"files": files}).items() if v}


def _told(check: Check) -> Json:
    of = {"of": check.of} if check.of else {}
    found = {"found": dict(check.found)} if check.found else {}
    return {"name": check.name, **of, "result": "warned" if check.warned else "passed", **found}
