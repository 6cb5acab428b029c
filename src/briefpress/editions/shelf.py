"""A brief's folder in; the editions that stand in it, and the text of each, out."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

import msgspec

from briefpress import files
from briefpress.diagnostics import StageError, finding
from briefpress.editions import numbering
from briefpress.editions import record as records
from briefpress.editions import text as texts
from briefpress.editions.record import FOLDER, RECORD, TEXT, EditionRecord
from briefpress.editions.text import EditionText

T = TypeVar("T")


def editions(root: Path) -> tuple[EditionRecord, ...]:
    """The editions of the brief in a folder, in order of publication.

    Raises StageError (EDIT001) where the record of one can't be read, or is that of another.
    """
    shelf = root / FOLDER
    if not shelf.is_dir():
        return ()
    names = sorted(p.name for p in shelf.iterdir() if p.is_dir() and not p.name.startswith(".") and _is_one(p))
    found = [_read(root, name, RECORD, records.decoded) for name in names]
    for name, record in zip(names, found, strict=True):
        if record.number != name:
            said = f"The record of edition {name} is that of edition {record.number}."
            raise StageError(finding("EDIT001", said, None, _hint(name)))
    return tuple(sorted(found, key=lambda record: (record.place, record.day, record.number)))


def _is_one(folder: Path) -> bool:
    """Whether a folder has anything that an edition has: one that lost some of it is told, a stray folder is none."""
    return any(os.path.lexists(folder / name) for name in (RECORD, TEXT, _MANIFEST))


_MANIFEST = "manifest.json"


def text(root: Path, record: EditionRecord) -> EditionText:
    """The text of an edition. Raises StageError (EDIT001) where it can't be read."""
    return _read(root, record.number, TEXT, texts.decoded)


def before(root: Path, number: str) -> EditionRecord | None:
    """The edition before the one of a number, which is the last where there is none of it.

    Raises StageError as `editions` does.
    """
    earlier = list(takewhile(lambda record: record.number != number, editions(root)))
    return earlier[-1] if earlier else None


def published(root: Path, number: str) -> tuple[EditionRecord, EditionText] | None:
    """The edition of a number with its text, where there is one. Raises StageError (EDIT001) where it can't be read."""
    if not numbering.is_number(number) or not (root / FOLDER / number / RECORD).is_file():
        return None
    record = _read(root, number, RECORD, records.decoded)
    return record, text(root, record)


def altered(root: Path, record: EditionRecord) -> tuple[str, ...]:
    """The files of an edition that aren't as they were published, or aren't there, by name."""
    folder = root / FOLDER / record.number
    return tuple(name for name, told in sorted(record.files.items()) if _hash(root, folder / name) != told)


def _hash(root: Path, path: Path) -> str:
    try:
        return files.sha256(files.read_inside(root, path))
    except (OSError, files.OutsideBriefError):
        return ""


def _read(root: Path, number: str, name: str, decode: Callable[[bytes], T]) -> T:
    path = f"{FOLDER}/{number}/{name}"
    try:
        return decode(files.read_inside(root, root / path))
    except FileNotFoundError as error:
        raise StageError(finding("EDIT001", f"Edition {number} has no `{path}`.", None, _hint(number))) from error
    except (OSError, files.OutsideBriefError) as error:
        raise StageError(finding("EDIT001", f"`{path}` can't be read.", None, _hint(number))) from error
    except (msgspec.DecodeError, RecursionError) as error:
        said = f"`{path}` can't be read: {error}."
        raise StageError(finding("EDIT001", said, None, _hint(number))) from error


def _hint(number: str) -> str:
    return f"Get it back: `git checkout -- {FOLDER}/{number}`. Where it is no edition, move the folder elsewhere."
