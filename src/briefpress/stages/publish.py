"""A CheckedEdition in; its files in the output folder, replaced as one, and their manifest, out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefpress import files, replacing, statement
from briefpress.diagnostics import StageError, finding
from briefpress.keeping import ignoring
from briefpress.model import DESK, CheckedEdition, Project
from briefpress.recordfiles import record_files


def publish(edition: CheckedEdition, desk: bytes | None, output: Path, *, own: bool, private: bool) -> tuple[Path, ...]:
    """Write the artifacts, the brief's own record, the desk and the manifest; the paths of all but the last.

    `own`: the folder is the brief's own; `private`: the desk shows what git isn't to have, and gets a .gitignore. The
    manifest doesn't name the desk, which is no part of the edition, and which `verify --desk` writes as well. Beside
    files for a press alone there is none.

    Raises StageError (OUT001) where the folder can't be written to, or the brief's own is a link that leads elsewhere:
    a brief may come from strangers. What was there is then as it was.
    """
    contents = files_of(edition)
    manifest = dict([contents.popitem()])
    if desk is not None and any(not artifact.suffix for artifact in edition.artifacts):
        contents[f"{edition.project.name}{DESK}"] = desk
    return _put(edition.project, contents | manifest, output, own=own, private=private)[:-1]


def files_of(edition: CheckedEdition) -> dict[str, bytes]:
    """The files of an edition by their names: its artifacts, the brief's own record, and last its manifest."""
    name = edition.project.name
    records = record_files(edition.record, edition.artifacts)
    contents = {a.file(name): a.data for a in edition.artifacts} | records
    return {**contents, manifest_name(edition): statement.encoded(statement.statement(edition, records))}


def publish_desk(project: Project, desk: bytes | None, output: Path, *, own: bool, private: bool) -> tuple[Path, ...]:
    """Write the desk alone, if there is one; its path. Raises StageError as `publish` does."""
    if desk is None:
        return ()
    return _put(project, {f"{project.name}{DESK}": desk}, output, own=own, private=private)


def _put(
    project: Project, contents: Mapping[str, bytes], output: Path, *, own: bool, private: bool
) -> tuple[Path, ...]:
    try:
        if private and (desk := f"{project.name}{DESK}") in contents:
            contents = {**ignoring.beside(output, desk), **contents}
        put = replacing.replace_together(output, contents, project.root if own else None)
        return tuple(path for path in put if path.name != ignoring.NAME)
    except files.OutsideBriefError as error:
        said = "The folder `output` is a link that leads out of the brief's folder."
        hint = "Make it a folder, or name the other: `--output DIR`."
        raise StageError(finding("OUT001", said, None, hint)) from error
    except OSError as error:
        raise StageError(finding("OUT001", *files.unwritable(output, error))) from error


def manifest_name(edition: CheckedEdition) -> str:
    """What the manifest is called: a draft, and the files for a press, have their own beside that of the edition."""
    kinds = ["-draft"] * edition.project.trial + ["-print"] * any(a.suffix for a in edition.artifacts)
    return "".join(["manifest", *kinds, ".json"])
