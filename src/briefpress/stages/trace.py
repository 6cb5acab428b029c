"""The Manuscript and the Library in; from each figure, table and value of data the way back to its sources, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefpress import files
from briefpress.data.record import FOLDER, OLD, RECORD, Recorded, recorded
from briefpress.datamodel import Cells, Dataset, FigureValue
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.made import Traced, TracedFile
from briefpress.model import Library, Manuscript
from briefpress.validate import nearest

_LINES = 100
"""Of so many rows the lines are told: who looks for more looks at the file."""


def trace(root: Path, manuscript: Manuscript, library: Library) -> Outcome[tuple[Traced, ...]]:
    """Trace all that the brief takes from data, and hold each file against its record."""
    work = _Tracer(root)
    traced = [work.dataset(one) for one in manuscript.datasets]
    traced += [work.value(one) for one in dict.fromkeys(manuscript.values)]
    known = library.records if library.whole else None
    cited = {d.path for d in manuscript.datasets if d.made}
    return Outcome(tuple(traced), (*work.findings(known, cited), *_unknown_of_values(manuscript.values, known)))


@dataclass(slots=True)
class _Tracer:
    """Looks at each file and its record once, and keeps the places that name it."""

    root: Path
    _digests: dict[str, str] = field(default_factory=dict)
    _records: dict[str, Recorded | None] = field(default_factory=dict)
    _uses: dict[str, dict[Span, None]] = field(default_factory=dict)

    def dataset(self, one: Dataset) -> Traced:
        """The way back from a chart or a table."""
        file = self._file(Cells(one.path, "", one.lines, one.rows, one.sheet, one.query), one.place)
        areas = (self._file(Cells(one.areas[0], "", (), 0), one.areas[1]),) if one.areas else ()
        kind: Any = "figure" if one.kind == "chart" else "table"
        return Traced(kind, one.figure, str(one.place), (file, *areas), sources=one.sources)

    def value(self, one: FigureValue) -> Traced:
        """The way back from a value in the text, or in a condition."""
        told = tuple(self._file(cells, one.place) for cells in one.cells)
        kind: Any = "condition" if one.test else "value"
        return Traced(kind, one.name, str(one.place), told, one.words, one.test or one.expression, one.sources)

    def _file(self, cells: Cells, place: Span) -> TracedFile:
        path = cells.path
        self._uses.setdefault(path, {})[place] = None
        if path not in self._digests:
            self._digests[path] = files.as_watched(self.root, path)
            self._records[path] = recorded(self.root, path)
        noted = self._records[path]
        said = noted.record if noted else None
        lines = () if cells.query else cells.lines[:_LINES]
        told = TracedFile(path, self._digests[path], cells.rows, lines, cells.column, cells.query, cells.sheet or "",
                          cells.made)  # fmt: skip
        if noted is None or said is None:
            return told
        day = said.retrieved.isoformat() if said.retrieved else ""
        return replace(told, record=noted.path, sources=said.sources, address=said.address, retrieved=day,
                       licence=said.licence)  # fmt: skip

    def findings(self, known: Iterable[str] | None, cited: set[str]) -> Iterator[Diagnostic]:
        """What is wrong with the records, those of files that nothing is made of among them.

        `known` are the keys of the bibliography, if all could be read. The source lines of what is made of `cited`
        files cite what their records name, so that `cite` tells of keys that aren't known there.
        """
        for path, places in self._uses.items():
            yield from self._held(path, tuple(places))
        unused = {path: recorded(self.root, path) for path in _recorded_files(self.root) if path not in self._records}
        for path, noted in {**self._records, **unused}.items():
            if noted is None:
                continue
            yield from noted.found
            if path in unused and not (self.root / path).is_file():
                said = f"There is no file `{path}`, which the record is of."
                hint = "Put the file there again, or delete the record."
                yield finding("DATA013", said, Span(noted.path), hint)
            if noted.record is not None and known is not None and path not in cited:
                yield from _unknown(noted, list(known))

    def _held(self, path: str, places: tuple[Span, ...]) -> Iterator[Diagnostic]:
        noted, digest = self._records[path], self._digests[path]
        if noted is None:
            said = f"Nobody can tell where `{path}` comes from: it has no record."
            hint = f"`briefpress data add {path} --source KEY` writes one beside it."
            yield finding("DATA010", said, Span(path), hint, places)
        elif noted.record is not None and digest not in (noted.record.sha256, files.UNREADABLE):
            said = f"`{path}` isn't the file that its record knows: somebody changed it since."
            hint = f"Look at what changed, then let the record know this one: `briefpress data add {path}`."
            yield finding("DATA011", said, noted.mark("sha256"), hint, places)


def _recorded_files(root: Path) -> list[str]:
    """The files in sources/data that have a record, by their paths, whether they are there or not."""
    found = [files.relative(root, path) for path in sorted((root / FOLDER).rglob(f"*{RECORD}"))]
    return [path.removesuffix(RECORD) for path in found if not path.startswith(f"{OLD}/")]


def _unknown(noted: Recorded, known: list[str]) -> Iterator[Diagnostic]:
    for i, key in enumerate(noted.record.sources if noted.record else ()):
        if key not in known:
            yield _no_source("DATA012", key, known, noted.marks.get(f"source.{i}", noted.mark("source")))


def _unknown_of_values(values: Iterable[FigureValue], known: Iterable[str] | None) -> Iterator[Diagnostic]:
    """A finding for each source of a value that the bibliography hasn't, where all of that could be read."""
    named = dict.fromkeys(pair for one in values for pair in zip(one.sources, one.named, strict=True))
    there = None if known is None else list(known)
    return (_no_source("VAL011", key, there, place) for key, place in named if there is not None and key not in there)


def _no_source(code: str, key: str, known: list[str], place: Span) -> Diagnostic:
    like = nearest(key, known)
    hint = f"Did you mean `{like}`?" if like else "Add it to the bibliography, or correct the key."
    return finding(code, f"The bibliography has no record `{key}`.", place, hint)
