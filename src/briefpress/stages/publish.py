"""A CheckedEdition in; its files in the output folder, replaced as one, and their manifest, out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefpress import files
from briefpress.diagnostics import StageError, finding
from briefpress.model import CheckedEdition, Profile
from briefpress.recordfiles import record_files


def publish(edition: CheckedEdition, output: Path, *, own: bool) -> tuple[Path, ...]:
    """Write the artifacts, the brief's own record and the manifest; the paths of all but the last.

    `own`: the folder is the brief's own.

    Raises StageError (OUT001) where the folder can't be written to, or the brief's own is a link that leads elsewhere:
    a brief may come from strangers. What was there is then as it was.
    """
    if own and not files.is_inside(edition.project.root, output):
        said = "The folder `output` is a link that leads out of the brief's folder."
        raise StageError(finding("OUT001", said, None, "Make it a folder, or name the other: `--output DIR`."))
    name = edition.project.name
    records = record_files(edition.record, edition.artifacts)
    made = msgspec.json.format(msgspec.json.encode(manifest(edition, records)), indent=2) + b"\n"
    contents = {a.file(name): a.data for a in edition.artifacts} | records | {_manifest_name(edition): made}
    try:
        return files.replace_all(output, contents)[:-1]
    except OSError as error:
        raise StageError(finding("OUT001", *files.unwritable(output, error))) from error


def _manifest_name(edition: CheckedEdition) -> str:
    """What the manifest is called: a draft, and the files for a press, have their own beside that of the edition."""
    kinds = ["-draft"] * edition.project.trial + ["-print"] * any(a.suffix for a in edition.artifacts)
    return "".join(["manifest", *kinds, ".json"])


def manifest(edition: CheckedEdition, records: Mapping[str, bytes]) -> dict[str, Any]:
    """What went in and what came out, with the hash of each, and the engines that made it."""
    made: dict[str, Any] = msgspec.to_builtins(edition.made)
    engines = made.pop("engines")
    return {
        **made,
        "outputs": {
            a.file(edition.project.name): {
                "sha256": files.sha256(a.data),
                "bytes": len(a.data),
                "pages": a.pages,
            }
            | ({"profile": _named(a.profile)} if a.profile else {})
            | ({"fonts": dict(a.fonts)} if a.fonts else {})
            for a in edition.artifacts
        }
        | {name: {"sha256": files.sha256(data), "bytes": len(data), "pages": None} for name, data in records.items()},
        "engines": engines,
    }


def _named(profile: Profile) -> dict[str, str]:
    return {"file": profile.file, "description": profile.description, "sha256": files.sha256(profile.data)}
