"""The record of a file of data in; its text, and the files by which a brief keeps data and what it was before, out."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import msgspec

from briefpress import files
from briefpress.data import kinds
from briefpress.data.record import FOLDER, OLD, DataRecord, path_of
from briefpress.keeping import recordtext

KEPT = 5
"""So many earlier states of a file are kept: git has all others."""

_ORDER = ("source", "address", "licence", "retrieved", "unit", "sha256", "shrink", "notes")


def text_of(record: DataRecord, before: str = "") -> str:
    """A record as a file of YAML; what people wrote into the text of `before` stays."""
    said = {name: getattr(record, name) for name in _ORDER}
    usual = DataRecord(sha256=record.sha256)
    wanted = {k: v for k, v in said.items() if k == "sha256" or v != getattr(usual, k)}
    source = record.sources
    if source:
        wanted["source"] = source[0] if len(source) == 1 else list(source)
    plain = {k: v if isinstance(v, datetime.date) else msgspec.to_builtins(v) for k, v in wanted.items()}
    return recordtext.written(plain, before)


def write(root: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files of the brief as one, by their paths from its folder. Raises OSError, OutsideBriefError."""
    within = PurePosixPath(os.path.commonpath([PurePosixPath(name).parent for name in contents]))
    for name in contents:
        files.inside(root, (root / name).parent)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    by_name = {PurePosixPath(name).relative_to(within).as_posix(): data for name, data in contents.items()}
    return files.replace_inside(root, root / within, by_name)


def earlier(root: Path, path: str) -> list[str]:
    """The earlier states of a file that are kept, the youngest first, by their paths."""
    return [files.relative(root, p) for _, p in sorted(_earlier(root, path), reverse=True)]


def _earlier(root: Path, path: str) -> list[tuple[tuple[str, int], Path]]:
    """The earlier states, each with its day and its number on that."""
    name = PurePosixPath(path)
    pattern = re.compile(rf"{re.escape(name.stem)}-(\d{{4}}-\d\d-\d\d)(?:-(\d+))?{re.escape(name.suffix)}")
    folder = root / _old(name)
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [((m[1], int(m[2] or 1)), p) for p in there if (m := pattern.fullmatch(p.name))]


def _old(path: PurePosixPath) -> str:
    """The folder for the earlier states of a file, which lies in that for all as the file in sources/data: files of one
    name in two folders are two."""
    within = path.parent.is_relative_to(FOLDER) and path.parent != PurePosixPath(FOLDER)
    return f"{OLD}/{path.parent.relative_to(FOLDER)}" if within else OLD


def put_away(root: Path, path: str, data: bytes, record: str, day: datetime.date) -> dict[str, bytes]:
    """The files that keep what a file is until this day, with its record: `sources/data/old/NAME-DAY.EXT`."""
    name = PurePosixPath(path)
    number = 1 + max((n for (that, n), _ in _earlier(root, path) if that == day.isoformat()), default=0)
    kept = f"{_old(name)}/{name.stem}-{day}{'' if number == 1 else f'-{number}'}{name.suffix}"
    return {kept: data, path_of(kept): record.encode()}


def thin_out(root: Path, path: str) -> list[str]:
    """Delete the earlier states of a file but for the youngest; what was deleted."""
    gone = earlier(root, path)[KEPT:]
    for one in gone:
        for name in (one, path_of(one)):
            (files.inside(root, (root / name).parent) / Path(name).name).unlink(missing_ok=True)
    return gone


def data_files(root: Path) -> list[str]:
    """The files of data in sources/data, by their paths."""
    folder = root / FOLDER
    found = [files.relative(root, p) for p in sorted(folder.rglob("*")) if p.is_file() and kinds.to_keep(p.name)]
    return [path for path in found if not path.startswith(f"{OLD}/")]
