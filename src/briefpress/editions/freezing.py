"""What was published of an edition in; its folder on the shelf, which no later edition writes over, out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefpress import files
from briefpress.diagnostics import StageError, finding
from briefpress.editions import record as records
from briefpress.editions.planning import Plan
from briefpress.editions.record import FOLDER, RECORD, EditionRecord
from briefpress.model import Project

_ASIDE = ".new-"
"""How the name of a folder begins that is to become an edition's."""


def record_of(
    project: Project, plan: Plan, place: int, contents: Mapping[str, bytes], marks: Mapping[str, str]
) -> EditionRecord:
    """The record of an edition that has these files, as the settings of its brief say."""
    brief = project.brief
    revision = brief.revision
    published = brief.date.isoformat() if brief.date else ""
    return EditionRecord(
        number=plan.number,
        kind=plan.kind,
        published=published,
        updated=revision.date.isoformat() if revision else "",
        note=revision.note if revision else "",
        files={name: files.sha256(data) for name, data in sorted(contents.items())},
        place=place,
        title=brief.title,
        lang=brief.lang,
        marks=dict(sorted(marks.items())),
    )


def freeze(root: Path, record: EditionRecord, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Put an edition on the shelf as one; its files. They are written aside, and the folder then takes its name.

    Raises StageError (EDIT002) where the number stands there already, (OUT001) where the shelf can't be written to.
    """
    shelf = root / FOLDER
    folder = shelf / record.number
    aside: Path | None = None
    try:
        files.inside(root, shelf)
        shelf.mkdir(exist_ok=True)
        if folder.exists() or folder.is_symlink():
            said = f"`{FOLDER}/{record.number}` is there already, and isn't written over."
            raise StageError(finding("EDIT002", said, None, "Give another: `edition publish --number NUMBER`."))
        aside = Path(tempfile.mkdtemp(dir=shelf, prefix=_ASIDE))
        files.replace_all(aside, {**contents, RECORD: records.encoded(record)})
        aside.chmod(0o777 & ~files.umask())
        aside.rename(folder)
        aside = None
    except (OSError, files.OutsideBriefError) as error:
        raise StageError(finding("OUT001", *files.unwritable(shelf, error))) from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return tuple(folder / name for name in (*contents, RECORD))


def clear(root: Path) -> None:
    """Take away what publishing left on the shelf where it was cut off; call it while nobody else publishes."""
    with suppress(OSError, files.OutsideBriefError):
        for aside in files.inside(root, root / FOLDER).glob(f"{_ASIDE}*"):
            shutil.rmtree(aside, ignore_errors=True)


def put_pages(root: Path, pages: Mapping[str, Mapping[str, bytes]]) -> tuple[Path, ...]:
    """Write the pages of all editions, by their folders on the shelf; their paths. Raises StageError (OUT001)."""
    shelf = root / FOLDER
    written: list[Path] = []
    try:
        for folder, contents in pages.items():
            written += files.replace_inside(root, shelf / folder, contents)
    except (OSError, files.OutsideBriefError) as error:
        raise StageError(finding("OUT001", *files.unwritable(shelf, error))) from error
    return tuple(written)
