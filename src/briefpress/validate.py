"""Plain data and a settings type in; the typed value, or every finding against it with its place, out."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from briefpress import dates
from briefpress.accession import Accession
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.settings import Brief, SectionMeta

S = TypeVar("S", bound=msgspec.Struct)

_LIKE = 60.0
_ELSEWHERE = {
    "abstract": "description",
    "bibliography": "citations.references",
    "csl": "citations.style",
    "font": "look.style",
    "papersize": "look.paper",
    "summary": "description",
    "theme": "look.style",
    "toc": "look.contents",
    "version": "edition",
}
"""What other programs call a key, and where it stands in brief.yaml."""

_SAME = {
    "yes": "true", "on": "true", "no": "false", "off": "false", "pdf": "paper", "print": "paper", "html": "screen",
    "web": "screen", "epub": "ebook", "us-letter": "letter",
}  # fmt: skip
"""What an author may call a choice."""

_EXAMPLES = {
    "url": "https://example.org",
    "file": "marsh2020.pdf",
    "lang": "en-GB",
    "orcid": "0000-0002-1825-0097",
    "doi": "10.5555/river.2026",
    "issn": "1234-5679",
    "isbn": "978-0-306-40615-7",
    "name": "river-brief",
    "embargo": "2026-12-01T00:01+01:00",
    "bleed": "3mm",
    "report": "https://example.org/report",
}
"""For a key whose value has a form of its own, one that has it."""


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that is likest to a word that isn't, or nothing if none is like it."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_LIKE)
    return str(best[0]) if best else ""


def validate(data: Any, kind: type[S], path: str, marks: Mapping[str, Span]) -> tuple[S | None, list[Diagnostic]]:
    """Hold data against a settings type: all that is wrong with it, not the first fault alone.

    Returns the value as far as it can be made without the faulty keys, so that what depends on it can be looked at
    in the same run, or None.
    """
    faults = list(_Check(kind, path, marks).faults(data, kind, ()))
    found = [diagnostic for _, diagnostic in faults]
    sound = data
    for key, _ in faults:
        sound = _without(sound, key) if key else {}
    for attempt in (sound, {k: v for k, v in sound.items() if k not in {key[0] for key, _ in faults if key}}):
        try:
            return msgspec.convert(attempt, kind), found
        except msgspec.ValidationError:
            continue
    return None, found


def _without(data: Any, key: tuple[str | int, ...]) -> Any:
    """The data less the value at a key path. An item of a list stays, or the others would change their places."""
    head, *rest = key
    if isinstance(data, dict) and head in data:
        kept = {k: v for k, v in data.items() if k != head}
        return {k: _without(v, tuple(rest)) if k == head else v for k, v in data.items()} if rest else kept
    if isinstance(data, list) and rest:
        return [_without(v, tuple(rest)) if i == head else v for i, v in enumerate(data)]
    return data


Key = tuple[str | int, ...]
Fault = tuple[Key, Diagnostic]


class _Check:
    """Holds data against a type, value by value, and keeps where each stands."""

    def __init__(self, root: type[msgspec.Struct], path: str, marks: Mapping[str, Span]) -> None:
        self._root, self._path, self._marks = root, path, marks
        self._is_brief = root is Brief
        what: dict[type[msgspec.Struct], str] = {
            Brief: "brief.yaml",
            SectionMeta: "a section's front matter",
            Accession: "a document's record",
        }
        self._what = what.get(root, "this block")

    def faults(self, data: Any, kind: Any, key: Key) -> Iterator[Fault]:
        """All that is wrong with a value and what is in it."""
        struct, item, value = _struct_in(kind), _item_type(kind), _value_type(kind)
        if struct is not None and isinstance(data, dict):
            yield from self._struct(data, struct, key)
        elif value is not None and isinstance(data, dict):
            for name, child in data.items():
                yield from self.faults(child, value, (*key, name))
        elif item is not None and isinstance(data, list):
            for i, child in enumerate(data):
                yield from self.faults(child, item, (*key, i))
        else:
            try:
                msgspec.convert(data, kind)
            except msgspec.ValidationError:
                yield key, self._fault(data, kind, key)

    def _place(self, key: Key) -> Span:
        return self._marks.get(".".join(map(str, key)), Span(self._path, *((1, 1) if not key else ())))

    def _struct(self, data: dict[str, Any], struct: type[msgspec.Struct], key: Key) -> Iterator[Fault]:
        hints = get_type_hints(struct, include_extras=True)
        fields = msgspec.structs.fields(struct)
        # The one key that holds names of the author's own, where it was left out and they stand in its place.
        below = next((f.name for f in fields if f.required and _value_type(hints[f.name]) and f.name not in data), "")
        misplaced = set()
        for name, value in data.items():
            child = (*key, name)
            if self._is_brief and child == ("title",) and isinstance(value, str | None) and not (value or "").strip():
                yield child, self._title_fault("The title is empty.", child)
            elif name in hints:
                yield from self.faults(value, hints[name], child)
            elif below and _converts(value, _value_type(hints[below])):
                misplaced.add(below)
                message = f"{_named(child)} is no key of {self._what}."
                hint = f"It stands below `{below}`: `{below}: {{{name}: {_short(value)}}}`."
                yield child, finding("CONF002", message, self._place(child), hint)
            else:
                message = f"{_named(child)} is no key of {self._what}."
                yield child, finding("CONF002", message, self._place(child), self._meant(name, list(hints)))
        for info in fields:
            if info.required and info.name not in data and info.name not in misplaced:
                child = (*key, info.name)
                if child == ("title",) and self._is_brief:
                    yield child, self._title_fault("The brief has no title.", key)
                else:
                    message = f"{_named(child)} is missing."
                    yield child, finding("CONF003", message, self._place(key), f"Add a line `{info.name}: …`.")

    def _title_fault(self, message: str, key: Key) -> Diagnostic:
        hint = "Add a line such as `title: What is left of the guarantee`."
        return finding("CONF004", message, self._place(key), hint)

    def _meant(self, name: str, known: list[str]) -> str:
        """Where an unknown key belongs, or the known one that is likest to it."""
        homes = [h for h in _homes(self._root) if h[-1] == name] if self._is_brief else []
        if not homes and self._is_brief and name in _ELSEWHERE:
            homes = [tuple(_ELSEWHERE[name].split("."))]
        like = nearest(name, known)
        if like and (not homes or like.casefold() == name.casefold()):
            return f"Did you mean `{like}`?"
        if homes:
            return "It stands " + " or ".join(_home(h, name) for h in homes) + "."
        return "It takes: " + ", ".join(known) + "."

    def _fault(self, data: Any, kind: Any, key: Key) -> Diagnostic:
        name = _named(key) if key else self._what.replace("a section's", "the")
        choices = _choices(kind)
        wanted = "" if choices and not isinstance(data, dict | list) else f"; it wants {_describe(kind)}"
        said = f"{name} can't be {_show(data)}." if not wanted else f"{name} is {_show(data)}{wanted}."
        return finding("CONF003", said[0].upper() + said[1:], self._place(key), _advice(data, kind, key))


def _named(key: Key) -> str:
    """A key as an author would name it: `look.paper`, `orcid` of item 1 of `authors`."""
    if not any(isinstance(part, int) for part in key):
        return f"`{'.'.join(map(str, key))}`"
    at = max(i for i, part in enumerate(key) if isinstance(part, int))
    item = f"item {int(key[at]) + 1} of {_named(key[:at])}"
    return f"{_named(key[at + 1 :])} of {item}" if key[at + 1 :] else item


def _homes(struct: type[msgspec.Struct], key: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every key of a settings type, but for those of the items of lists."""
    for name, kind in get_type_hints(struct, include_extras=True).items():
        yield (*key, name)
        inner = _struct_in(kind)
        if inner is not None and _item_type(kind) is None:
            yield from _homes(inner, (*key, name))


def _home(home: tuple[str, ...], name: str) -> str:
    called = "" if home[-1] == name else f" as `{home[-1]}:`"
    return (f"under `{'.'.join(home[:-1])}:`" if home[:-1] else "at the top") + called


def _advice(data: Any, kind: Any, key: Key) -> str:
    """What to write instead."""
    name = str(key[-1]) if key else ""
    if not key:
        return "It holds lines such as `title: Background`."
    if data is None:
        return "Write a value, or take the line out."
    if _wants(kind, datetime.date):
        return dates.hint(str(data))
    if choices := _choices(kind):
        like = _SAME.get(str(data).casefold(), "") or nearest(str(data), [str(c) for c in choices])
        meant = f"Did you mean `{like}`? " if like in choices else ""
        return meant + "It can be " + _either([f"`{c}`" for c in choices]) + "."
    if name in _EXAMPLES and _has_form(kind):
        return f"Write it like this: `{name}: {_EXAMPLES[name]}`."
    if _item_type(kind) is not None and isinstance(data, str | int | float) and _converts([data], kind):
        return f"Write it as a list: `{name}: [{_short(data)}]`."
    if _item_type(kind) is not None and isinstance(data, dict | list):
        return "Write it as a list: each item on a line of its own, with `- ` before it."
    if _wants(kind, str):
        if isinstance(data, bool | int | float):
            return f'Put it in quotation marks: `"{_short(data)}"`.'
        return "Write it as one text. With a colon in it, it wants quotation marks."
    if _wants(kind, int):
        return f"Write a number in digits alone, such as `{_number(kind)}`."
    if _wants(kind, float):
        return "Write a number, such as `0.5`."
    struct = _struct_in(kind) or _struct_in(_item_type(kind))
    if struct is not None and isinstance(data, str | int | float):
        fields = [f.name for f in msgspec.structs.fields(struct) if f.required] or [struct.__struct_fields__[0]]
        if len(fields) == 1 and _converts({fields[0]: data}, struct):
            return f"Write it in braces, with its key: `{name}: {{{fields[0]}: {_short(data)}}}`."
        return f"Write its keys in braces: `{name}: {{{', '.join(f'{f}: …' for f in fields)}}}`."
    return "Write its keys below it, each on a line of its own, indented by two spaces."


def _converts(data: Any, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


def _number(kind: Any) -> int:
    """A whole number that a type takes."""
    bounds = [kind.__metadata__[0]] if hasattr(kind, "__metadata__") else []
    bounds += [part.__metadata__[0] for part in get_args(kind) if hasattr(part, "__metadata__")]
    return next((min(max(250, b.ge or 0), b.le or 250) for b in bounds), 250)


def _either(words: Sequence[str]) -> str:
    return " or ".join(w for w in (", ".join(words[:-1]), words[-1]) if w)


def _show(data: Any) -> str:
    if data is None or data == "":
        return "empty"
    if isinstance(data, dict):
        return "a group of keys"
    if isinstance(data, list):
        return "a list"
    if isinstance(data, bool):
        return "true" if data else "false"
    return f"`{_short(data)}`"


def _short(data: Any) -> str:
    """A value on one line that is short enough to be read."""
    words = " ".join(str(data).split())
    return words if len(words) <= 60 else words[:57].rstrip() + "…"


def _describe(kind: Any) -> str:
    """What a type wants, in an author's words."""
    origin, args = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        meta = kind.__metadata__[0]
        if meta.description:
            return str(meta.description)
        if meta.ge is not None:
            return f"a whole number from {meta.ge} to {meta.le}" if meta.le else f"a whole number, {meta.ge} or more"
        if meta.pattern:
            return "another form"
        return _describe(args[0])
    if origin in (Union, types.UnionType):
        # A text can say whatever a number can; the keys of a group are many words: they come last.
        told = [a for a in args if a is not type(None)]
        words = {_describe(a) for a in told if not (str in told and a in (int, float, bool))}
        return _either(sorted(words, key=lambda w: (w.startswith("the keys"), w)))
    if origin is tuple:
        return "a list"
    if origin is dict:
        return "a group of keys"
    if choices := _choices(kind):
        return _either([f"`{c}`" for c in choices])
    names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false",
             datetime.date: "a date"}  # fmt: skip
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "the keys " + ", ".join(f.name for f in msgspec.structs.fields(kind))
    return names.get(kind, "another kind of value")


def _options(kind: Any) -> tuple[Any, ...]:
    """The types that a value may be of."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(option for a in get_args(kind) for option in _options(a))
    return (kind,)


def _has_form(kind: Any) -> bool:
    """Whether a text has to be of a form of its own."""
    return any(hasattr(option, "__metadata__") and option.__metadata__[0].pattern for option in _options(kind))


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def _choices(kind: Any) -> tuple[str, ...]:
    """The words that a value can be, where it can be nothing else but a list of them."""
    words = [w for o in _options(kind) if get_origin(o) is Literal for w in get_args(o)]
    truth = ["true", "false"] if _wants(kind, bool) and not _wants(kind, str) else []
    return (*truth, *words)


def _wants(kind: Any, wanted: type) -> bool:
    return any(_bare(option) is wanted for option in _options(kind))


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:
    return next((o for o in _options(kind) if isinstance(o, type) and issubclass(o, msgspec.Struct)), None)


def _item_type(kind: Any) -> Any:
    return next((get_args(o)[0] for o in _options(kind) if get_origin(o) is tuple), None)


def _value_type(kind: Any) -> Any:
    return next((get_args(o)[1] for o in _options(kind) if get_origin(o) is dict), None)
