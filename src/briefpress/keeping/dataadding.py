"""A file of data or an address, and what its author says of it, in; the files that keep it with its record, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from briefpress import files
from briefpress.data import kinds
from briefpress.data.record import FOLDER, DataRecord, path_of, recorded
from briefpress.diagnostics import Span, StageError, finding
from briefpress.keeping import datafetching, datarecords, datashapes, shadow
from briefpress.keeping.bringing import is_address
from briefpress.keeping.datashapes import NoDataError, Shape


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for: a file of the brief, one from elsewhere, or an address; nothing that is empty.

    A `unit` is that of all numbers, or `COLUMN=UNIT`.
    """

    file: str
    sources: tuple[str, ...] = ()
    address: str = ""
    licence: str = ""
    unit: tuple[str, ...] = ()
    retrieved: datetime.date | None = None
    notes: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A file of data with its record: its path, what is to be written, its shape, the record that stood there."""

    path: str
    record: DataRecord
    contents: Mapping[str, bytes]
    shape: Shape | None
    before: DataRecord | None


def addition(root: Path, wish: Wish, day: datetime.date) -> Addition:
    """What adding comes to; nothing is written yet. Raises StageError (DATA015) where the file can't be kept."""
    path, data, had = _had(root, wish, day)
    known = recorded(root, path)
    if known is not None and known.found:
        raise StageError(*known.found)
    before = known.record if known else None
    try:
        if data is None:
            shape = datashapes.shape(root, path)
        else:
            with shadow.trial({path: data}) as there:
                shape = datashapes.shape(there, path)
    except NoDataError as error:
        raise _refused(f"`{path}` can't be read as data: {_lowered(str(error))}", error.hint) from error
    digest = files.as_watched(root, path) if data is None else files.sha256(data)
    record = _record(wish, before, digest, had, day, _columns(shape))
    said = datarecords.text_of(record, known.text if known else "")
    contents = {**({path: data} if data is not None else {}), path_of(path): said.encode()}
    return Addition(path, record, contents, shape, before)


def _record(
    wish: Wish, before: DataRecord | None, digest: str, had: datetime.date | None, day: datetime.date,
    columns: tuple[str, ...],
) -> DataRecord:  # fmt: skip
    """The record of before with what is said now. Of a file that is another now, the day is that of the command."""
    new = before or DataRecord(sha256=digest)
    retrieved = wish.retrieved or had
    if retrieved is None and before is not None and before.retrieved and before.sha256 != digest:
        retrieved = day
    address = wish.address or (wish.file if is_address(wish.file) else "")
    said = {
        "source": wish.sources, "address": address, "licence": wish.licence,
        "unit": _unit(wish.unit, columns, new.unit), "notes": wish.notes, "retrieved": retrieved,
    }  # fmt: skip
    return structs.replace(new, sha256=digest, **{name: value for name, value in said.items() if value})


def _unit(said: tuple[str, ...], columns: tuple[str, ...], before: str | dict[str, str]) -> str | dict[str, str]:
    """A unit for all numbers, or one by column; what stands for other columns stays.

    Raises StageError (DATA015) where a column isn't there, or both kinds are said: one of them would be lost.
    """
    by_column = [one for one in said if one.partition("=")[0] in columns]
    others = [one for one in said if one not in by_column]
    if others and (by_column or len(others) > 1):
        hint = (
            f"Write COLUMN=UNIT for each. It has: {', '.join(columns)}."
            if columns
            else "Name one unit for all numbers."
        )
        raise _refused(f"`--unit {others[0]}` names no column of the file.", hint)
    if others or not said:
        return others[0] if others else ""
    parts = dict(one.partition("=")[::2] for one in said)
    return {**(before if isinstance(before, dict) else {}), **parts}


def _columns(shape: Shape | None) -> tuple[str, ...]:
    return shape.columns if shape else ()


def _had(root: Path, wish: Wish, day: datetime.date) -> tuple[str, bytes | None, datetime.date | None]:
    """The path that the file has in the brief, its bytes unless it stands there, and the day on which they were had."""
    if is_address(wish.file):
        return _from_web(root, f"{FOLDER}/{datafetching.called(wish.file)}", wish.file, wish, day)
    given = Path(wish.file)
    here = next((p for p in (root / given, given, root / FOLDER / given) if p.is_file()), None)
    if here is None and wish.address and not given.is_absolute():
        path = wish.file if "/" in wish.file else f"{FOLDER}/{wish.file}"
        return _from_web(root, files.relative(root, root / path), wish.address, wish, day)
    if here is None:
        named = "is a folder: name the file in it" if given.is_dir() else "isn't there"
        raise _refused(f"`{wish.file}` {named}.", "Name a file, or an address like `https://…`.")
    if not kinds.to_keep(here.name):
        raise _refused(f"`{wish.file}` is no data file by its name.", kinds.KNOWN)
    if files.is_inside(root, here):
        return files.relative(root.resolve(), here.resolve()), None, None
    if here.stat().st_size > files.LARGEST:
        hint = f"Put it into {FOLDER}/ yourself, and add it there."
        raise _refused(f"`{wish.file}` has more than {files.LARGEST >> 20} MB.", hint)
    path = f"{FOLDER}/{here.name}"
    try:
        data = here.read_bytes()
    except OSError as error:
        raise _refused(f"`{wish.file}` can't be read: {error.strerror}.", "Look at its rights.") from error
    _free(root, path, data)
    return path, data, None


def _from_web(
    root: Path, path: str, address: str, wish: Wish, day: datetime.date
) -> tuple[str, bytes, datetime.date]:  # fmt: skip
    kind = kinds.to_keep(path)
    if kind is None:
        hint = f"{kinds.KNOWN} Give it a name: `briefpress data add NAME.csv --address {address}`."
        raise _refused(f"`{Path(path).name or address}` is no data file by its name.", hint)
    if not files.is_inside(root, root / path):
        raise _refused(f"`{path}` is outside the brief's folder.", f"Put it into {FOLDER}/.")
    if (root / path).exists():
        hint = f"`briefpress data refresh {path}` compares it with what is there now."
        raise _refused(f"`{path}` is there already.", hint, path)
    try:
        return path, datafetching.fetched(address, kind, local=wish.local), day
    except datafetching.NotFetchedError as error:
        raise _refused(str(error), error.hint) from error


def _free(root: Path, path: str, data: bytes) -> None:
    if not files.is_inside(root, root / path):
        raise _refused(f"`{path}` is outside the brief's folder.", "Take the link away.")
    if (root / path).exists() and (not (root / path).is_file() or (root / path).read_bytes() != data):
        hint = f"If it is the new state of that file, copy it there and run `briefpress data add {path}`."
        raise _refused(f"`{path}` is another file, which nothing writes over.", hint, path)


def _refused(said: str, hint: str, path: str = "") -> StageError:
    return StageError(finding("DATA015", said, Span(path) if path else None, hint))


def _lowered(said: str) -> str:
    return said if said[:1] == "`" else said[:1].lower() + said[1:]
