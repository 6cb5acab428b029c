"""A file of data with an address in; what stands there now, what is otherwise, and whether it may be taken, out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from msgspec import structs

from briefpress import files
from briefpress.data import kinds
from briefpress.data.record import DataRecord, Recorded, path_of, recorded
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.keeping import datafetching, datarecords, datashapes, shadow
from briefpress.keeping.datashapes import NoDataError, Shape

State = Literal["unchanged", "restored", "changed", "refused", "unseen", "edited"]
"""As it was; here again; another; another that isn't taken; not to be seen; changed by hand since."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a file of data does: its state, what is otherwise, its new bytes and record where there are such.

    `told` is a sentence for people, `found` what to tell where it isn't taken, `against` the reasons for that as
    clauses. One that is `readable` may be taken though it was refused. `kept` is the SHA-256 of what was there before.
    """

    path: str
    state: State
    told: str
    data: bytes | None = None
    record: DataRecord | None = None
    old: Shape | None = None
    new: Shape | None = None
    found: tuple[Diagnostic, ...] = ()
    readable: bool = True
    against: tuple[str, ...] = ()
    kept: str = files.ABSENT

    def refused(self, why: str, hint: str = "") -> Look:
        """The same, refused for a reason more."""
        hint = hint or f"Look at it; `briefpress data refresh {self.path} --accept` takes it nevertheless."
        said = finding(
            "DATA017", f"What stands at the address of `{self.path}` isn't taken: {why}.", Span(self.path), hint
        )
        return replace(self, state="refused", found=(*self.found, said), against=(*self.against, why))


def look(root: Path, path: str, noted: Recorded, day: datetime.date, *, local: bool = False) -> Look:
    """Fetch a file again from the address of its record, and hold it beside the one that is kept."""
    record, kind = noted.record, kinds.to_keep(path)
    if record is None or kind is None:
        return _unseen(path, f"`{path}` has no sound record.", "Mend the record first.", noted)
    kept = files.as_watched(root, path)
    try:
        data = datafetching.fetched(record.address, kind, local=local)
    except datafetching.NotFetchedError as error:
        stays = "" if kept == files.ABSENT else " What is kept stays."
        return _unseen(path, f"{error}{stays}", error.hint, noted)
    digest = files.sha256(data)
    renewed = structs.replace(record, sha256=digest, retrieved=day)
    if digest == kept and digest == record.sha256:
        return Look(path, "unchanged", "It is as it was.")
    if digest == kept:
        said = "It is what stands at its address, and its record knows it now."
        return Look(path, "restored", said, data, renewed, kept=kept)
    if digest == record.sha256 and kept == files.ABSENT:
        return Look(path, "restored", "It is here again, as it was.", data, record)
    seen = Look(path, "changed", "", data, renewed, kept=kept)
    return _edited(seen, noted) if kept not in (record.sha256, files.ABSENT) else _compared(root, seen, kind, record)


def compared(root: Path, seen: Look, record: DataRecord) -> Look:
    """A file that was changed by hand beside what stands at its address, which is to take its place nevertheless."""
    kind = kinds.to_keep(seen.path)
    return _compared(root, replace(seen, state="changed", found=()), kind, record) if kind else seen


def _unseen(path: str, said: str, hint: str, noted: Recorded) -> Look:
    return Look(path, "unseen", said, found=(finding("DATA016", said, noted.mark("address"), hint),))


def _edited(seen: Look, noted: Recorded) -> Look:
    said = f"`{seen.path}` was changed by hand since, and another one stands at its address: it isn't written over."
    hint = f"Keep yours by `briefpress data add {seen.path}`, or take the other: `data refresh {seen.path} --accept`."
    return replace(seen, state="edited", told=said, found=(finding("DATA011", said, noted.mark("sha256"), hint),))


def _compared(root: Path, seen: Look, kind: kinds.Kind, record: DataRecord) -> Look:
    """What is otherwise in the new one, and what keeps it from being taken."""
    path, data = seen.path, seen.data or b""
    if wrong := kinds.unlike(kind, path, data[: 64 << 10]):
        return replace(seen.refused(_clause(wrong[0]), _ELSEWHERE), readable=False, told=wrong[0])
    try:
        with shadow.trial({path: data}) as there:
            new = datashapes.shape(there, path)
    except NoDataError as error:
        said = _clause(str(error))
        return replace(seen.refused(f"it can't be read as data, for {said}", _ELSEWHERE), readable=False,
                       told=f"It can't be read: {said}.")  # fmt: skip
    old, told = None, f"It wasn't here, and is another than its record knew: {new or 'several tables'}."
    if (root / path).is_file():
        try:
            old = datashapes.shape(root, path)
            told = f"{datashapes.beside(old, new)}."
        except NoDataError:
            told = f"What was there was no data; now it is {new or 'several tables'}."
    seen = replace(seen, old=old, new=new, told=told)
    if old is None or new is None:
        return seen
    if set(old.columns) != set(new.columns):
        seen = seen.refused("its columns are others")
    for column, times in datashapes.rescaled(old, new):
        seen = seen.refused(f"every number in `{column}` is {times} what it was, as if it were of another unit")
    lost = 1 - new.rows / old.rows if old.rows else 0
    if lost > record.shrink:
        seen = seen.refused(f"it lost {lost:.0%} of its rows, and its record allows {record.shrink:.0%}")
    return seen


_ELSEWHERE = "Look at the address in your browser: a login, an error, or a page about the data?"


def _clause(said: str) -> str:
    said = said.removesuffix(".")
    return said if said[:1] == "`" else said[:1].lower() + said[1:]


def overtaken(root: Path, seen: Look, noted: Recorded) -> Diagnostic | None:
    """The finding where somebody, or another refresh, changed a file or its record while its address was asked."""
    now = recorded(root, seen.path)
    if files.as_watched(root, seen.path) == seen.kept and now is not None and now.text == noted.text:
        return None
    said = f"`{seen.path}` or its record was changed while its address was asked: it isn't written over."
    return finding("DATA011", said, Span(seen.path), f"Ask again: `briefpress data refresh {seen.path}`.")


def contents(root: Path, seen: Look, noted: Recorded, day: datetime.date) -> dict[str, bytes]:
    """The files by which a file is taken: what it was until now put away first, then the new one and its record."""
    away: dict[str, bytes] = {}
    if seen.state != "restored" and (root / seen.path).is_file():
        size = (root / seen.path).stat().st_size
        if size <= files.LARGEST:
            was = files.read_inside(root, root / seen.path)
            away = datarecords.put_away(root, seen.path, was, noted.text, day)
    record = datarecords.text_of(seen.record, noted.text) if seen.record else noted.text
    return {**away, seen.path: seen.data or b"", path_of(seen.path): record.encode()}
