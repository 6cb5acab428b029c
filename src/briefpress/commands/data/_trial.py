"""A brief or a series, and a fetched file of its data, in; what moves in each brief, or why one can't be made, out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefpress.commands._shared import Options, is_series, run_pipeline
from briefpress.data.record import path_of
from briefpress.diagnostics import Diagnostic, Severity, StageError
from briefpress.keeping import datamoves, datarecords, shadow
from briefpress.keeping.datamoves import Move
from briefpress.keeping.datarefreshing import Look
from briefpress.model import Manuscript
from briefpress.running import Request
from briefpress.series.table import table
from briefpress.variants import Row


@dataclass(frozen=True, slots=True)
class _Brief:
    """A brief as far as its figures are numbered: its text and language, where it can be made, and what is wrong."""

    text: Manuscript | None = None
    lang: str = "en"
    found: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Trial:
    """Tries files in a copy of the brief, one after the other; those that are taken stay in it.

    Of a series every brief is made, by its name; a brief of its own has none. `sound` is whether all could be made as
    they were.
    """

    options: Options
    sound: bool = True
    _stack: ExitStack = field(default_factory=ExitStack)
    _copy: Path | None = None
    _before: Mapping[str, _Brief] | None = None
    _after: Mapping[str, _Brief] = field(default_factory=dict)

    def tried(self, look: Look) -> tuple[Look, tuple[Move, ...]]:
        """What the brief says with a file. It is refused where the brief can't be made with it. Raises OSError."""
        if self._copy is None:
            self._copy = self._stack.enter_context(shadow.shadow(self.options.root))
        there = self._copy
        if self._before is None:
            self._before = self._made(there)
            self.sound = all(one.text is not None for one in self._before.values())
        before = self._before
        old = {name: datamoves.made(there, one.text, look.path) for name, one in before.items() if one.text}
        if look.record is not None and look.data is not None:
            said = datarecords.text_of(look.record)
            shadow.put(there, {path_of(look.path): said.encode(), look.path: look.data})
        after = self._after = self._made(there)
        look = _judged(look, before, after)
        moves: list[Move] = []
        for name, one in after.items():
            if one.text is not None and name in old:
                new = datamoves.made(there, one.text, look.path)
                moves += (replace(m, brief=name) for m in datamoves.moves(old[name], new, look.path, one.lang))
        return look, (*_rows(before, after), *moves)

    def settle(self, path: str, *, taken: bool) -> None:
        """Go on with a file as the brief has it now, be what was looked at taken or not. Raises OSError."""
        if self._copy is None:
            return
        for name in (path, path_of(path)):
            shadow.again(self.options.root, self._copy, name)
        if taken:
            self._before = self._after or None
        self._after = {}

    def close(self) -> None:
        """Delete the copy."""
        self._stack.close()

    def _made(self, there: Path) -> dict[str, _Brief]:
        if not is_series(there):
            return {"": self._one(there, None)}
        try:
            rows = table(there).rows
        except StageError as error:
            return {"": _Brief(found=error.diagnostics)}
        gc.enable()  # of one brief circles don't add up, of many they do
        return {row.name: self._one(there, row) for row in rows}

    def _one(self, there: Path, row: Row | None) -> _Brief:
        quiet = replace(self.options, quiet=True, only=None)
        report = run_pipeline(quiet, Request(there, until="assemble", row=row))
        lang = report.project.brief.lang if report.project else "en"
        return _Brief(report.manuscript, lang, report.diagnostics)


def _judged(look: Look, before: Mapping[str, _Brief], after: Mapping[str, _Brief]) -> Look:
    """The file, refused where there is an error in a brief that wasn't in it, or in none, before."""
    ever = {(d.code, d.message) for one in before.values() for d in one.found} if len(after) == 1 else set()
    broken: dict[str, Diagnostic] = {}
    for name, one in after.items():
        known = {(d.code, d.message) for d in before[name].found} if name in before else ever
        new = (d for d in one.found if d.severity == Severity.ERROR and (d.code, d.message) not in known)
        if (first := next(new, None)) is not None:
            broken[name] = first
    if not broken:
        return look
    name, fault = next(iter(broken.items()))
    which = f"the brief `{name}`" if name else "the series" if "" not in before else "the brief"
    others = f", nor {len(broken) - 1} others" * (len(broken) > 1)
    return look.refused(f"{which} can't be made with it ({fault.code}: {fault.message.removesuffix('.')}){others}")


def _rows(before: Mapping[str, _Brief], after: Mapping[str, _Brief]) -> Iterator[Move]:
    """The briefs of a series that came or went with their rows."""
    if "" in before or "" in after:
        return
    for name in after:
        if name not in before:
            yield datamoves.came(name)
    for name in before:
        if name not in after:
            yield datamoves.went(name)
