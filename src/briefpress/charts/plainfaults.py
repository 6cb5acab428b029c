"""A specification in Vega-Lite and its data in; what is refused in it, or misspelt, out, with the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from briefpress.charts import faults as common
from briefpress.charts import vocabulary
from briefpress.charts.kind import Fault, Named
from briefpress.data.cells import shortened
from briefpress.data.rows import Data

REFUSED, WRONG = "CHART010", "CHART011"
_VIEWS = 24
_UNSURE = re.compile(
    r"\b(random|now|sample\w*|timezoneoffset|windowSize|containerSize|screen)[\s\ufeff]*\("
    r"|\b(datetime)[\s\ufeff]*\([\s\ufeff]*\)"
)
"""Functions of expressions whose value is another each time, or on each machine."""

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
"""A letter of a name as JavaScript lets it be written."""

_COMBINED = ("and", "or", "not")
_STEP = re.compile(r"\\(.)|\[|\.")

_FORBIDDEN = {
    "url": ("Nothing is fetched for a chart.", "Its data comes from `data: FILE`, a file of the brief."),
    "href": ("A chart has no links: on paper they lead nowhere.", "Put the link into the text or the source line."),
    "data": ("The data of a chart comes from one file of the brief.",
             "Name it as `data: FILE` of the block, and choose rows by `transform`, `where` or `query`."),
    "datasets": ("The data of a chart comes from one file of the brief.", "Name it as `data: FILE` of the block."),
    "lookup": ("A lookup takes its rows from elsewhere.", "Join the two by `query`, or in the file."),
    "sample": ("A sample is another each time.", "Choose rows by `where` or `query`."),
    "usermeta": ("`usermeta` is kept for the program.", "Take it out."),
}  # fmt: skip


_ADDRESSES = ("href", "url")
"""What is refused in `config` as well."""


def faults(spec: dict[str, Any], data: Data) -> Iterator[Fault]:
    """The faults of a specification: keys are paths from `spec`."""
    if "vega/" in str(spec.get("$schema", "")).replace("vega-lite", "") or "marks" in spec or "signals" in spec:
        key = "spec.$schema" if "$schema" in spec else "spec.marks"
        yield Fault(key, "This is Vega, not Vega-Lite.", "Write it in Vega-Lite, of `mark` and `encoding`.", REFUSED)
        return
    looked = _Look(data)
    yield from looked.view(spec, "spec")
    yield from looked.walk(spec, "spec")
    if (views := _views(spec)) > _VIEWS:
        said = f"This makes {views:,} charts; one drawing holds {_VIEWS}."
        yield Fault("spec", said, "Choose fewer columns or values, or make several charts.", REFUSED)
    if looked.known is not None:
        yield from looked.unknown_columns()


def temporal(spec: dict[str, Any], data: Data) -> Iterator[Named]:
    """The columns of the file that a specification takes for days: what Vega can't read as one it draws nowhere."""
    made: set[str] = set()
    found: dict[str, str] = {}
    left: list[tuple[str, Any]] = [("spec", spec)]
    while left:
        path, node = left.pop()
        made |= {str(name) for name in (_list(node.get("as")) or [node.get("as")])} if isinstance(node, dict) else set()
        if isinstance(node, dict) and node.get("type") == "temporal" and isinstance(node.get("field"), str):
            found.setdefault(_first(node["field"]), f"{path}.field")
        inner = _items(node) if isinstance(node, dict) else enumerate(_list(node))
        left += [(f"{path}.{key}", value) for key, value in inner]
    yield from (Named(path, name) for name, path in found.items() if name in data.columns and name not in made)


def _views(spec: Any) -> int:
    """How many views a specification makes by its lists of them; those of a facet go with the data."""
    if not isinstance(spec, dict):
        return 1
    inner = _views(spec.get("spec"))
    repeat = spec.get("repeat")
    if isinstance(repeat, list):
        inner *= max(len(repeat), 1)
    elif isinstance(repeat, dict):
        for listed in repeat.values():
            inner *= max(len(listed), 1) if isinstance(listed, list) else 1
    sides = [v for key in ("concat", "hconcat", "vconcat", "layer") for v in _list(spec.get(key))]
    return inner * max(sum(map(_views, sides)), 1)


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


@dataclass(slots=True)
class _Look:
    """Looks through a specification. `known` are the columns there are, or None where a transform makes others."""

    data: Data
    fields: list[tuple[str, str]] = field(default_factory=list)
    known: set[str] | None = None

    def __post_init__(self) -> None:
        self.known = set(self.data.columns)

    def view(self, spec: Any, path: str) -> Iterator[Fault]:
        """The faults in the keys of a view, and in those of the views in it."""
        if not isinstance(spec, dict):
            yield Fault(path, "This is no view.", "Give it keys: a `mark` and an `encoding`.", WRONG)
            return
        for key in spec:
            if key not in vocabulary.TOP and key not in _FORBIDDEN:
                yield _misspelt(f"{path}.{key}", key, vocabulary.TOP, "key of a view")
        if "mark" in spec:
            yield from self._mark(spec["mark"], f"{path}.mark")
        for name, channel in _items(spec.get("encoding")):
            if name not in vocabulary.CHANNELS and name not in _FORBIDDEN:
                yield _misspelt(f"{path}.encoding.{name}", name, vocabulary.CHANNELS, "channel")
            yield from self._channel(channel, f"{path}.encoding.{name}")
        for i, step in enumerate(_list(spec.get("transform"))):
            yield from self._transform(step, f"{path}.transform.{i}")
        for key in ("concat", "hconcat", "vconcat", "layer"):
            for i, inner in enumerate(_list(spec.get(key))):
                yield from self.view(inner, f"{path}.{key}.{i}")
        if "spec" in spec:
            yield from self.view(spec["spec"], f"{path}.spec")
        if not any(key in spec for key in ("mark", "spec", *vocabulary.COMPOSED)):
            yield Fault(path, "This view has no `mark`.", "Say what is drawn: `mark: bar`.", WRONG)

    def _mark(self, given: Any, path: str) -> Iterator[Fault]:
        kind, at = (given.get("type"), f"{path}.type") if isinstance(given, dict) else (given, path)
        if kind == "image":
            yield Fault(at, "A chart shows no other pictures.", "Put the picture into the text.", REFUSED)
        elif kind not in vocabulary.MARKS:
            yield _misspelt(at, kind, vocabulary.MARKS, "mark")

    def _channel(self, given: Any, path: str) -> Iterator[Fault]:
        for channel in given if isinstance(given, list) else [given]:
            if not isinstance(channel, dict):
                yield Fault(path, "This channel says nothing.", "Write `{field: COLUMN, type: …}`.", WRONG)
                continue
            scale = channel.get("scale")
            kind = scale.get("type") if isinstance(scale, dict) else None
            aggregate = channel.get("aggregate")
            for key, value, known in (("type", channel.get("type"), vocabulary.TYPES),
                                      ("aggregate", aggregate if isinstance(aggregate, str) else None,
                                       vocabulary.AGGREGATES),
                                      ("scale.type", kind, vocabulary.SCALES)):  # fmt: skip
                if value is not None and value not in known:
                    yield _misspelt(f"{path}.{key}", value, known, f"`{key.rpartition('.')[0] or key}`")

    def _transform(self, step: Any, path: str) -> Iterator[Fault]:
        if not isinstance(step, dict) or not any(key in vocabulary.TRANSFORMS | {"lookup", "sample"} for key in step):
            name = next(iter(step), "") if isinstance(step, dict) else step
            yield _misspelt(path, name, vocabulary.TRANSFORMS, "transform")
            return
        if self.known is None:
            return
        if "pivot" in step:
            self.known = None  # it makes a column of each value
            return
        self.known |= {name for key in vocabulary.MAKES if key in step for name in vocabulary.MAKES[key]}
        inner = [one for key in ("aggregate", "joinaggregate", "window") for one in _list(step.get(key))]
        for one in [step, *(i for i in inner if isinstance(i, dict))]:
            made = one.get("as")
            self.known |= {str(name) for name in (made if isinstance(made, list) else [made]) if name is not None}

    def walk(self, node: Any, path: str, *, told: bool = False) -> Iterator[Fault]:
        """What is refused, wherever it stands; the fields on the way are kept for `unknown_columns`.

        `told` is whether a text that stands here would be an expression, or one of several.
        """
        for key, value in _items(node) if isinstance(node, dict) else enumerate(_list(node)):
            here = f"{path}.{key}"
            if key in _FORBIDDEN and (key in _ADDRESSES or not here.startswith("spec.config.")):
                message, hint = _FORBIDDEN[key]
                yield Fault(here, message, hint, REFUSED)
                continue
            expression = key in vocabulary.EXPRESSIONS or (told and (isinstance(key, int) or key in _COMBINED))
            if expression and isinstance(value, str) and (unsure := _UNSURE.search(_plainly(value))):
                said = f"`{unsure[1] or unsure[2]}()` gives another value each time, or on each machine."
                yield Fault(here, said, "Write the value itself, or a column.", REFUSED)
            if key == "field" and isinstance(value, str):
                self.fields.append((here, value))
            yield from self.walk(value, here, told=expression)

    def unknown_columns(self) -> Iterator[Fault]:
        """A fault for each field that is no column."""
        for path, name in self.fields:
            first = _first(name)
            if first not in (self.known or ()):
                columns = list(self.data.columns)
                hint = common.like(first, columns) or f"It has: {', '.join(columns)}."
                yield Fault(path, f"`{self.data.path}` has no column `{shortened(first)}`.", hint.strip(), "DATA002")


def _first(name: str) -> str:
    r"""The column of a field: `a.b` and `a[0]` are parts of `a`, `a\.b` is a column."""
    found, at = [], 0
    for step in _STEP.finditer(name):
        found.append(name[at : step.start()])
        if step[1] is None:
            return "".join(found)
        found.append(step[1])
        at = step.end()
    return "".join([*found, name[at:]])


def _plainly(expression: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), expression)


def _items(node: Any) -> list[tuple[str, Any]]:
    return list(node.items()) if isinstance(node, dict) else []


def _misspelt(path: str, name: Any, known: Collection[str], what: str) -> Fault:
    like = common.like(str(name), sorted(known))
    some = ", ".join(f"`{k}`" for k in sorted(known)[:12])
    hint = like.strip() or f"It can be {some}{' …' if len(known) > 12 else ''}."
    return Fault(path, f"`{shortened(str(name))}` is no {what} of Vega-Lite.", hint, WRONG)
