"""The bytes of a JSON file in; a grid of the cells in its objects, or findings, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefpress.data.cells import shortened
from briefpress.data.rows import MAX_COLUMNS
from briefpress.data.tabling import most_rows, too_many, too_many_columns
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Grid, Number
from briefpress.expand import decode

_SPACE = re.compile(r"[ \t\n]*")
_SHAPE = 'It holds a list of objects, `[{"year": 2024, "share": 0.2}]`, or an object of columns, `{"year": [2024]}`.'


class _RefusedError(Exception):
    """What a file holds that is no table: the code, what is wrong, what to do."""

    def __init__(self, code: str, said: str, hint: str) -> None:
        super().__init__(said)
        self.code, self.hint = code, hint


def read(raw: bytes, path: str, named_in: Span) -> tuple[Grid | None, list[Diagnostic]]:
    """The cells of a list of objects, a row each, or of an object of columns; a key that an object lacks is empty."""
    text, found = decode(raw, path)
    if found:
        return None, found
    line = 1
    try:
        if _SPACE.fullmatch(text):
            return None, [finding("DATA001", "The data file is empty.", Span(path), _SHAPE, (named_in,))]
        if not text.lstrip().startswith("["):
            return _of_columns(_decoder().decode(text)), []
        objects: list[tuple[int, Any]] = []
        known: dict[str, None] = {}
        for line, one in _elements(text):
            if not isinstance(one, dict):
                raise _RefusedError("DATA001", f"There is {_kind(one)} where an object was expected", _SHAPE)
            objects.append((line, {name: _cell(name, value) for name, value in one.items()}))
            known |= dict.fromkeys(one)
            if len(known) > MAX_COLUMNS:
                return None, [too_many_columns(known, Span(path, line, 1))]
            if len(objects) > most_rows(known):
                return None, [too_many(path, named_in, known)]
        names = tuple(known)
        rows = [tuple(one.get(name, "") for name in names) for _, one in objects]
        return Grid(names, rows, [line for line, _ in objects], first=0), []
    except json.JSONDecodeError as error:
        place = Span(path, error.lineno, error.colno)
        return None, [finding("DATA001", f"This isn't JSON: {error.msg}.", place, _SHAPE)]
    except RecursionError:
        return None, [finding("DATA001", "Lists and objects stand too deep in each other.", Span(path), _SHAPE)]
    except _RefusedError as error:
        return None, [finding(error.code, f"{error}.", Span(path, line, 1), error.hint)]


def _elements(text: str) -> Iterator[tuple[int, Any]]:
    """The elements of a list, each with the line where it ends."""
    decoder = _decoder()
    at = _skip(text, _skip(text, 0) + 1)
    line, counted = 1, 0
    if text[at : at + 1] == "]":
        at += 1
    else:
        while True:
            value, at = decoder.raw_decode(text, at)
            line, counted = line + text.count("\n", counted, at), at
            yield line, value
            at = _skip(text, at)
            sign = text[at : at + 1]
            if sign not in (",", "]") or not sign:
                raise json.JSONDecodeError("a comma or a bracket is missing", text, at)
            at = _skip(text, at + 1)
            if sign == "]":
                break
    if _skip(text, at) != len(text):
        raise json.JSONDecodeError("something stands behind the list", text, at)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=_object, strict=False
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _RefusedError("DATA001", f"The key `{shortened(name)}` stands twice in an object",
                                "Keep one of the two.")  # fmt: skip
        found[name] = value
    return found


def _of_columns(value: Any) -> Grid:
    if not isinstance(value, dict) or not all(isinstance(column, list) for column in value.values()):
        inner = next((name for name, v in value.items() if isinstance(v, list)), "") if isinstance(value, dict) else ""
        hint = f"Keep what stands in `{inner}` alone. {_SHAPE}" if inner else _SHAPE
        raise _RefusedError("DATA001", "This JSON holds no table", hint)
    longest = max(map(len, value.values()), default=0)
    if short := next((name for name, column in value.items() if len(column) != longest), None):
        said = f"The column `{short}` has {len(value[short])} values; others have {longest}"
        raise _RefusedError("DATA001", said, "Write `null` where there is no value.")
    columns = [[_cell(name, cell) for cell in column] for name, column in value.items()]
    return Grid(tuple(value), list(zip(*columns, strict=True)))


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if isinstance(value, Number) else value.strip()
    said = f"There is {_kind(value)} in the column `{name}`, where a number or a text was expected"
    raise _RefusedError("DATA004", said, "Give each of its parts a key of its own: a table has no tables in it.")


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "a number" if isinstance(value, Number) else "a text" if isinstance(value, str) else "a word"
