"""Plain data and a settings type in; the typed value, or every finding against it with its place, out."""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from briefpress.diagnostics import Diagnostic, Span, finding

S = TypeVar("S", bound=msgspec.Struct)


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known word that is likest to a word that isn't, or nothing if none is like it."""
    from rapidfuzz import process  # imported where something is wrong, so that a sound build needn't wait for it

    best = process.extractOne(word, known, score_cutoff=60)
    return str(best[0]) if best else ""


def validate(data: Any, kind: type[S], path: str, marks: Mapping[str, Span]) -> tuple[S | None, list[Diagnostic]]:
    """Hold data against a settings type: all that is wrong with it, not the first fault alone.

    Returns the value as far as it can be made without the faulty keys, so that what depends on it can be looked at
    in the same run, or None.
    """
    faults = list(_faults(data, kind, "", path, marks))
    sound = data
    for key, _ in faults:
        sound = _without(sound, key.split(".")) if key else None
    try:
        return msgspec.convert(sound, kind), [d for _, d in faults]
    except msgspec.ValidationError:
        return None, [d for _, d in faults]


def _without(data: Any, key: list[str]) -> Any:
    """The data less the value at a key path. An item of a list stays, or the others would change their places."""
    head, rest = key[0], key[1:]
    if isinstance(data, dict) and head in data:
        kept = {k: v for k, v in data.items() if k != head}
        return kept | {head: _without(data[head], rest)} if rest else kept
    if isinstance(data, list) and head.isdigit() and rest:
        return [_without(v, rest) if str(i) == head else v for i, v in enumerate(data)]
    return data


Fault = tuple[str, Diagnostic]


def _faults(data: Any, kind: Any, key: str, path: str, marks: Mapping[str, Span]) -> list[Fault]:
    struct = _struct_in(kind)
    if struct is not None and isinstance(data, dict):
        return _struct_faults(data, struct, key, path, marks)
    item = _item_type(kind)
    if item is not None and isinstance(data, list):
        return [f for i, child in enumerate(data) for f in _faults(child, item, _join(key, i), path, marks)]
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        return [(key, _fault(error, data, kind, key, marks.get(key, Span(path))))]
    return []


def _struct_faults(
    data: dict[str, Any], struct: type[msgspec.Struct], key: str, path: str, marks: Mapping[str, Span]
) -> list[Fault]:
    hints = get_type_hints(struct, include_extras=True)
    found = []
    for name, value in data.items():
        child = _join(key, name)
        place = marks.get(child, Span(path))
        if name in hints:
            found += _faults(value, hints[name], child, path, marks)
            continue
        like = nearest(name, list(hints))
        hint = f"Did you mean `{like}`?" if like else "Known keys: " + ", ".join(hints) + "."
        found.append((child, finding("CONF002", f"`{child}` is no key of {path.rsplit('/', 1)[-1]}.", place, hint)))
    for info in msgspec.structs.fields(struct):
        if info.required and info.name not in data:
            place = marks.get(key, Span(path)) if key else Span(path, 1, 1)
            if key == "" and info.name == "title":
                hint = "Add a line such as `title: What is left of the guarantee`."
                fault = finding("CONF004", "The brief has no title.", place, hint)
            else:
                fault = finding("CONF003", f"`{_join(key, info.name)}` is missing.", place)
            found.append((_join(key, info.name), fault))
    return found


def _fault(error: msgspec.ValidationError, data: Any, kind: Any, key: str, place: Span) -> Diagnostic:
    if key == "title" and (data is None or data == ""):
        return finding("CONF004", "The title is empty.", place, "Write the title behind `title:`.")
    wanted = _describe(kind)
    said = f"`{key}` is {_show(data)}; it wants {wanted}." if wanted else f"`{key}`: {error}."
    hint = ""
    choices = [c for c in _choices(kind) if isinstance(c, str)]
    if choices and isinstance(data, str):
        like = nearest(data, choices)
        hint = f"Did you mean `{like}`?" if like else ""
    if _wants_date(kind):
        hint = "Write it as year-month-day: 2026-01-15."
    return finding("CONF003", said, place, hint)


def _show(data: Any) -> str:
    if data is None:
        return "empty"
    if isinstance(data, dict):
        return "a group of keys"
    if isinstance(data, list):
        return "a list"
    if isinstance(data, bool):
        return "true" if data else "false"
    return f"`{data}`"


def _describe(kind: Any) -> str:
    """What a type wants, in an author's words."""
    origin, args = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        meta = kind.__metadata__[0]
        if meta.description:
            return str(meta.description)
        if meta.ge is not None:
            return f"a whole number, {meta.ge} or more"
        return _describe(args[0])
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_describe(a) for a in args if a is not type(None)))
    if choices := _choices(kind):
        return "one of " + ", ".join(str(c) for c in choices) if len(choices) > 1 else f"`{choices[0]}`"
    if origin is tuple:
        return f"a list, each of it {_describe(args[0])}"
    if origin is dict:
        return "a group of keys"
    names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false",
             datetime.date: "a date"}  # fmt: skip
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "the keys " + ", ".join(f.name for f in msgspec.structs.fields(kind))
    return names.get(kind, "")


def _choices(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(c for a in get_args(kind) for c in _choices(a))
    if get_origin(kind) is tuple:
        return _choices(get_args(kind)[0])
    return get_args(kind) if str(get_origin(kind)).endswith("Literal") else ()


def _wants_date(kind: Any) -> bool:
    return kind is datetime.date or datetime.date in get_args(kind)


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:
    for option in (kind, *get_args(kind)):
        if isinstance(option, type) and issubclass(option, msgspec.Struct):
            return option
    return None


def _item_type(kind: Any) -> Any:
    for option in (kind, *get_args(kind)):
        if get_origin(option) is tuple:
            return get_args(option)[0]
    return None


def _join(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)
