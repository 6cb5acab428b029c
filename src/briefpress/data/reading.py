"""What is said of a file of the brief's data in; its rows, or findings, out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from briefpress import cache, files
from briefpress.data import delimited, kinds, objects, selecting, tabling
from briefpress.data.kinds import Kind
from briefpress.data.record import FOLDER
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Fault, Grid
from briefpress.validate import nearest

_WHOLE = 32 << 20
"""Bytes of a file of text that is read as a whole; a hundred thousand rows have fewer."""

_START = 64 << 10
"""Bytes at a file's beginning that tell what it is, and its header."""

Read = tuple[Data | None, list[Diagnostic]]


def read(
    root: Path,
    wanted: Selection,
    named_in: Span,
    marks: Mapping[str, Span] | None = None,
    store: cache.Store | None = None,
) -> Read:
    """Read the rows that a block in a section asks for: its file is named by a path from that section's folder.

    `marks` are the places of the block's keys. What an engine of another Python read is kept in the store, if there is
    one. Raises StageError where an engine isn't on this machine.
    """
    marks = {"data": named_in, **(marks or {})}
    file, found = _file(root, wanted, named_in)
    if file is None:
        return None, found
    data, found = _Reader(file, wanted, named_in, marks, store).read()
    if not files.is_as_it_was(file.seen):
        said = "The data file was written to while it was read."
        return None, [finding("DATA001", said, Span(file.path), "Build again once it is whole.", (named_in,))]
    if data is None:
        return None, found
    kept, wrong = selecting.chosen(data, wanted.where, marks, named_in)
    return kept, [*found, *wrong]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of data: its path from the brief's folder, its kind, and what was seen of it."""

    path: str
    kind: Kind
    seen: files.Fingerprint

    @property
    def place(self) -> Path:
        """Where it is."""
        return self.seen.real


def _file(root: Path, wanted: Selection, named_in: Span) -> tuple[_File | None, list[Diagnostic]]:
    """The file that is named, if it is one of the brief's and what its name says."""
    name = wanted.data
    target = (root / named_in.path).parent / name
    path = files.relative(root, target)

    def refuse(message: str, place: Span, hint: str) -> tuple[None, list[Diagnostic]]:
        return None, [finding("DATA001", message, place, hint, (named_in,) if place != named_in else ())]

    try:
        seen = files.fingerprint(root, target, files.LARGEST_DATA, _START)
    except files.OutsideBriefError:
        return refuse(f"`{name}` is outside the brief's folder.", named_in, "Put it into sources/data/.")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "has a name that no file can have"
        if isinstance(error, OSError) and os.path.lexists(target):
            said = f"The data file `{path}` can't be read: it {why}."
            return refuse(said, named_in, "Put a plain file there, with the aggregated table.")
        there = sorted(p.name for p in (root / FOLDER).glob("*") if kinds.of_ending(p.name))
        like = nearest(Path(name).name, there)
        hint = f"Paths are read from the folder of {named_in.path}."
        if like:
            hint = f"Did you mean `{files.as_named_in(named_in.path, f'{FOLDER}/{like}')}`?"
        return refuse(f"There is no data file `{path}`.", named_in, hint)
    kind = kinds.of_ending(path)
    if kind is None:
        hint = {".xls": kinds.OLD, ".xlsb": kinds.BINARY}.get(target.suffix.lower(), kinds.KNOWN)
        return refuse(f"`{path}` is no data file by its name.", named_in, hint)
    if not seen.size:
        return refuse("The data file is empty.", Span(path), "Its first row names the columns.")
    if wrong := kinds.unlike(kind, path, seen.start):
        return refuse(wrong[0], Span(path), wrong[1])
    if kind != "workbook" and kind != "sqlite" and wanted.sheet is not None:
        return refuse("`sheet` is for workbooks and databases.", named_in, "Take it out.")
    return _File(path, kind, seen), []


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file as it is asked for."""

    file: _File
    wanted: Selection
    named_in: Span
    marks: Mapping[str, Span]
    store: cache.Store | None

    def read(self) -> Read:
        """The rows of the file, or of its query."""
        if self.file.kind in ("csv", "tsv"):
            return self._delimited("," if self.file.kind == "csv" else "\t")
        if self.file.kind == "json":
            if self.file.seen.size > _WHOLE:
                return None, [self._too_large()]
            return self._answered(*objects.read(self.file.place.read_bytes(), self.file.path, self.named_in))
        return self._kept("file", self._by_engine)

    def _delimited(self, sign: str) -> Read:
        path, query = self.file.path, self.wanted.query
        if self.file.seen.size <= _WHOLE:
            grid, found = delimited.read(self.file.place.read_bytes(), path, self.named_in, sign)
            if not query or not any(f.code == "DATA007" for f in found):
                return self._answered(grid, found)
        elif not query:
            return None, [self._too_large()]
        from briefpress.data import foreign

        columns, found = delimited.header(self.file.seen.start, path, self.named_in, sign)
        if found:
            return None, found
        return self._kept("query", lambda: self._told(foreign.delimited(self.file.place, sign, columns, query or "")))

    def _too_large(self) -> Diagnostic:
        return tabling.too_large(self.file.path, self.named_in, f"more than {_WHOLE >> 20} MB")

    def _by_engine(self) -> Read:
        from briefpress.data import foreign  # costs a build of text files its time

        if self.file.kind == "workbook":
            grid = foreign.workbook(self.file.place, self.wanted)
            if isinstance(grid, Grid) and self.wanted.query:
                return self._answered(grid, [])
            return self._told(grid)
        return self._told(
            (foreign.parquet if self.file.kind == "parquet" else foreign.database)(self.file.place, self.wanted)
        )

    def _answered(self, grid: Grid | None, found: list[Diagnostic]) -> Read:
        """The rows of a grid that was read, or what a query answers over them."""
        if grid is None:
            return None, found
        data, wrong = tabling.table(grid, self.file.path, self.named_in)
        if data is None or not self.wanted.query:
            return data, [*found, *wrong, *self._remarks(grid)]
        from briefpress.data import foreign

        query = self.wanted.query
        answer, said = self._kept("rows", lambda: self._told(foreign.rows(grid, query)))
        return answer, [*said, *self._remarks(grid)]

    def _told(self, grid: Grid | Fault) -> Read:
        if isinstance(grid, Fault):
            return None, [self._fault(grid)]
        asked = self.marks.get("query", self.named_in)
        if self.wanted.query and not grid.rows:
            hint = "Look whether what it asks for by WHERE is in the file."
            return None, [finding("DATA005", "The query answers with no row.", asked, hint)]
        data, found = tabling.table(grid, self.file.path, self.named_in)
        if self.wanted.query:
            found = [replace(f, span=asked, related=()) for f in found]
        return data, [*found, *self._remarks(grid)]

    def _fault(self, fault: Fault) -> Diagnostic:
        """The finding for a fault: in the file, or where the block asks for what can't be had."""
        if fault.asked:
            return finding(fault.code, fault.said, self.marks.get(fault.asked, self.named_in), fault.hint)
        place = Span(self.file.path, fault.line, fault.column) if fault.line else Span(self.file.path)
        return finding(fault.code, fault.said, place, fault.hint, (self.named_in,))

    def _remarks(self, grid: Grid) -> list[Diagnostic]:
        hint = "Delete what isn't to be shown, or choose rows by `where:`."
        return [finding("DATA008", said, Span(self.file.path), hint, (self.named_in,)) for said in grid.remarks]

    def _kept(self, kind: str, work: Callable[[], Read]) -> Read:
        """What an engine of another Python gives, from the store, or for it where there is nothing to find."""
        if self.store is None:
            return work()
        asked = msgspec.json.encode((self.file.path, kind, self.wanted.sheet, self.wanted.query))
        key = self.store.key("data", self.file.seen.sha256, asked)
        if (known := self.store.get(key)) is not None:
            try:
                return msgspec.msgpack.decode(known, type=Data), []
            except msgspec.DecodeError:
                pass
        data, found = work()
        if data is not None and not found and files.is_as_it_was(self.file.seen):
            self.store.put(key, msgspec.msgpack.encode(data))
        return data, found
