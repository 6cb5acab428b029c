"""A stage, and by name all that its outcome depends on, in; the outcome, from the store or made now, out."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec

from briefpress import files
from briefpress.cache import Store
from briefpress.diagnostics import Diagnostic, Outcome

T = TypeVar("T")
Parts = dict[str, str]
"""What an outcome depends on: the digest of each part, or a version, by what an author calls it."""

_encoder = msgspec.msgpack.Encoder()


def encoded(value: Any) -> bytes:
    """A value as the store keeps it: MessagePack, the same for equal values."""
    # A set has no order of its own; that of a mapping is a part of it.
    return _encoder.encode(sorted(value) if isinstance(value, frozenset) else value)


def digest(value: Any) -> str:
    """The SHA-256 of a value as the store keeps it."""
    return files.sha256(value if isinstance(value, bytes) else encoded(value))


class Cell:
    """A part of a value, and its digest, known at once; it is decoded only when somebody asks for it.

    `maker` is the stage that made it.
    """

    __slots__ = ("_data", "_kind", "_value", "digest", "maker")

    def __init__(
        self, maker: str, digest: str, value: Any = None, data: msgspec.Raw | None = None, kind: Any = None
    ) -> None:
        self.maker, self.digest = maker, digest
        self._value, self._data, self._kind = value, data, kind

    @property
    def value(self) -> Any:
        """The part itself."""
        if self._data is not None:
            self._value, self._data = msgspec.msgpack.decode(self._data, type=self._kind), None
        return self._value


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A value of one of the frozen types, each of its fields a cell."""

    kind: type[T]
    cells: Mapping[str, Cell]

    def only(self, *names: str, **more: Any) -> T:
        """The value with these of its fields, and `more` where the type has them: all others are empty."""
        known = {name: self.cells[name].value for name in names}
        own = {f.name for f in fields(self.kind)}  # type: ignore[arg-type]  # a dataclass
        return self.kind(**{**_empty(self.kind), **known, **{k: v for k, v in more.items() if k in own}})

    def whole(self, **more: Any) -> T:
        """The value with all that is known of it."""
        return self.only(*self.cells, **more)

    def without(self, *names: str) -> Kept[T]:
        """The value with nothing in these fields."""
        bare = {**_empty(self.kind), **_defaults(self.kind)}
        return Kept(self.kind, {**self.cells, **{name: Cell("nobody", "", bare[name]) for name in names}})

    def parts(self, *names: str) -> Parts:
        """The digests of these fields, by the stage that made them: the parts of what depends on them."""
        return {f"{name} of {self.cells[name].maker}": self.cells[name].digest for name in names}

    def over(self, before: Kept[Any]) -> Kept[T]:
        """The value with the fields that it hasn't from what came before it."""
        own = {f.name for f in fields(self.kind)}  # type: ignore[arg-type]  # a dataclass
        return Kept(self.kind, {k: v for k, v in {**before.cells, **self.cells}.items() if k in own})


def _empty(kind: Any) -> Mapping[str, Any]:
    """What stands in the fields of a type that have no default, where nobody may look at them."""
    hints = get_type_hints(kind)
    bare = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {name: _nothing(hints[name]) for name in bare}


def _defaults(kind: Any) -> Mapping[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.default is not MISSING}


def _nothing(hint: Any) -> Any:
    with contextlib.suppress(msgspec.ValidationError):
        return msgspec.convert([], hint)
    with contextlib.suppress(msgspec.ValidationError):
        return msgspec.convert({}, hint)
    return None


class _Entry(msgspec.Struct, frozen=True):
    """What the store has of an outcome: each cell's digest and bytes, and what was found."""

    cells: dict[str, tuple[str, msgspec.Raw]]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a stage came by its outcome, and the parts that it depended on; one that runs each time has none."""

    stage: str
    ran: bool
    parts: Parts


class Memo:
    """The outcomes of stages of one brief. `ran` tells of each stage how it came by its own.

    `read` has, of each that read files of the brief, which, with their SHA-256.
    """

    def __init__(self, store: Store, root: Path) -> None:
        self.store, self._root = store, root
        self.ran: list[Ran] = []
        self.read: list[Mapping[str, str]] = []

    def stage(
        self, name: str, parts: Parts, make: Callable[[], Outcome[Any]], kind: type[T], gives: Iterable[str]
    ) -> Outcome[Kept[T]]:
        """The outcome of a stage: `gives` are the fields of the value that it makes.

        The files of the brief that it read are parts of it as well: which those are, is kept of when it ran last. What
        raises, or couldn't read a file, isn't kept.
        """
        base = _key(name, parts)
        paths = self._paths(base)
        known = {path: files.as_watched(self._root, path) for path in paths}
        entry = self._known(name, _key(name, parts, known), kind, gives)
        if entry is not None:
            self.ran.append(Ran(name, False, parts | of_files(known)))
            self.read.append(known)
            return entry
        with files.watched() as watch:
            try:
                outcome = make()
            finally:
                self.ran.append(Ran(name, True, parts | of_files(watch.seen)))
                self.read.append(watch.seen)
        if self.store.folder is None:
            value = {field: Cell(name, "", getattr(outcome.value, field)) for field in gives}
            return Outcome(Kept(kind, value), outcome.diagnostics)
        data = {field: encoded(getattr(outcome.value, field)) for field in gives}
        cells = {field: Cell(name, files.sha256(data[field]), getattr(outcome.value, field)) for field in gives}
        if watch.whole:
            if sorted(watch.seen) != paths:
                self.store.put(f"{base}-reads", msgspec.json.encode(sorted(watch.seen)))
            kept = {field: (cells[field].digest, msgspec.Raw(data[field])) for field in gives}
            self.store.put(_key(name, parts, watch.seen), encoded(_Entry(kept, outcome.diagnostics)))
        return Outcome(Kept(kind, cells), outcome.diagnostics)

    def reading(self, make: Callable[[], T]) -> T:
        """What is made of files by what no store keeps as a whole."""
        with files.watched() as watch:
            self.read.append(watch.seen)
            return make()

    def anew(self, name: str, stage: Callable[[T], Outcome[T]], before: Kept[T], **more: Any) -> Outcome[Kept[T]]:
        """What a stage that runs each time gives: the fields that it changes are its own."""
        was = before.whole(**more)
        outcome = stage(was)
        self.ran.append(Ran(name, True, {}))
        changed = [key for key in before.cells if getattr(outcome.value, key) is not getattr(was, key)]
        cells = {key: Cell(name, digest(value := getattr(outcome.value, key)), value) for key in changed}
        return Outcome(Kept(before.kind, {**before.cells, **cells}), outcome.diagnostics)

    def before(self, output: str) -> Mapping[str, Parts]:
        """What each stage's outcome depended on when an output of this name was last made."""
        try:
            return msgspec.json.decode(self.store.get(_last(output)) or b"{}", type=dict[str, Parts])
        except msgspec.DecodeError:
            return {}

    def remember(self, output: str) -> None:
        """Keep what each stage's outcome depended on this time."""
        parts = {**self.before(output), **{one.stage: one.parts for one in self.ran}}
        self.store.put(_last(output), msgspec.json.encode(parts))

    def _paths(self, base: str) -> list[str]:
        try:
            return msgspec.json.decode(self.store.get(f"{base}-reads") or b"[]", type=list[str])
        except msgspec.DecodeError:
            return []

    def _known(self, name: str, key: str, kind: type[T], gives: Iterable[str]) -> Outcome[Kept[T]] | None:
        """The outcome that the store has, if it holds together."""
        data = self.store.get(key)
        if data is None:
            return None
        try:
            entry = msgspec.msgpack.decode(data, type=_Entry)
        except msgspec.DecodeError:
            return None
        hints = _hints(kind)
        if set(entry.cells) != set(gives):
            return None
        cells = {field: Cell(name, told, data=raw, kind=hints[field]) for field, (told, raw) in entry.cells.items()}
        return Outcome(Kept(kind, cells), entry.diagnostics)


def of_files(digests: Mapping[str, str]) -> Parts:
    """The digests of files by what an author calls them: no file of a brief has the name of another part."""
    return {path if "/" in path else f"./{path}": told for path, told in digests.items()}


def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _last(output: str) -> str:
    return f"last-{files.sha256(output.encode())}"


def _key(name: str, parts: Parts, read: Mapping[str, str] | None = None) -> str:
    """The key of an outcome: by its parts, and by the digests of the files that the stage reads itself."""
    told = hashlib.sha256(_encoder.encode([sorted(parts.items()), sorted((read or {}).items())])).hexdigest()
    return f"stage-{name.replace(' ', '-')}-{told}"
