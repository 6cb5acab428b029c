"""The text of brief.yaml and new values of its settings in; the text with those, all else untouched, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from briefpress import yamlfile
from briefpress.model import BRIEF


class NotChangedError(Exception):
    """The form of brief.yaml is one in which a setting can't safely be changed."""


Settings = Mapping[str, str | Mapping[str, str | None]]
"""Values of settings, and of what is within one, by name; None for what is to have no line any more."""


def changed(data: bytes, settings: Settings) -> bytes:
    """brief.yaml with other values for some of its settings; their comments and their places stay.

    What has no line yet gets one: a setting below `edition`, `date` or the title, what is within one at its end.
    Raises NotChangedError where what is written, read again, isn't what was there with those values.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotChangedError from None
    before = yamlfile.parse(text, BRIEF)
    if before.diagnostics or not isinstance(before.value, dict):
        raise NotChangedError
    whole = text
    for name, value in settings.items():
        if isinstance(value, str):
            whole = _with(whole, (name,), _written(name, value))
        elif not isinstance(before.value.get(name), dict):
            whole = _with(whole, (name,), _flow(value))
        else:
            for inner, held in value.items():
                whole = (
                    _without(whole, name, inner) if held is None else _with(whole, (name, inner), _written(inner, held))
                )
    after = yamlfile.parse(whole, BRIEF)
    if after.diagnostics or after.value != _merged(before.value, settings):
        raise NotChangedError
    return data[: len(data) - len(text.encode())] + whole.encode()


def as_lines(settings: Settings) -> str:
    """Settings as an author would write them, in one line."""
    return "; ".join(f"{n}: {_written(n, v) if isinstance(v, str) else _flow(v)}" for n, v in settings.items())


def _merged(before: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    out = dict(before)
    for name, value in settings.items():
        held = before.get(name)
        if isinstance(value, str):
            out[name] = value
        else:
            group = {**(held if isinstance(held, dict) else {}), **value}
            out[name] = {inner: said for inner, said in group.items() if said is not None}
    return out


def _without(text: str, name: str, inner: str) -> str:
    """The text without what is within a setting, with the line or the comma that it had to itself."""
    group = _pairs(yaml.compose(text, Loader=yaml.SafeLoader)).get(name)
    if not isinstance(group, yaml.MappingNode):
        raise NotChangedError
    at = next((place for place, (key, _) in enumerate(group.value) if key.value == inner), None)
    if at is None:
        return text
    key, value = group.value[at]
    begin, end = key.start_mark.index, value.end_mark.index
    if not group.flow_style:
        end = begin + len(text[begin:end].rstrip())
        begin, behind = text.rfind("\n", 0, begin) + 1, text.find("\n", end)
        return text[:begin] + text[behind + 1 if behind >= 0 else len(text) :]
    if at:
        return text[: group.value[at - 1][1].end_mark.index] + text[end:]
    return text[:begin] + text[group.value[1][0].start_mark.index if len(group.value) > 1 else end :]


def _with(text: str, path: tuple[str, ...], value: str) -> str:
    """The text with a value at a path of keys."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise NotChangedError from None
    pairs = _pairs(root)
    within: yaml.MappingNode | None = root if isinstance(root, yaml.MappingNode) else None
    for key in path[:-1]:
        found = pairs.get(key)
        within = found if isinstance(found, yaml.MappingNode) else None
        pairs = _pairs(found)
    if within is None:
        raise NotChangedError
    node = pairs.get(path[-1])
    if node is not None:
        return _replaced(text, node, value)
    if within.flow_style:
        at = within.end_mark.index - 1
        return f"{text[:at].rstrip()}{', ' if pairs else ''}{path[-1]}: {value}{text[at:]}"
    names = ("edition", "date", "title") if len(path) == 1 else tuple(reversed(pairs))
    beside = next((pairs[name] for name in names if name in pairs), None)
    if beside is None:
        raise NotChangedError
    indent = " " * within.start_mark.column
    return _below(text, beside, f"{indent}{path[-1]}: {value}\n")


def _pairs(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _replaced(text: str, node: yaml.Node, value: str) -> str:
    begin, end = node.start_mark.index, node.end_mark.index
    if begin == end:  # a key without a value
        return f"{text[:begin].rstrip(' ')} {value}{text[end:]}"
    # A text in lines of its own, and a group, end where what is next begins.
    held = text[begin:end]
    return text[:begin] + value + held[len(held.rstrip()) :] + text[end:]


def _below(text: str, node: yaml.Node, line: str) -> str:
    """The text with a line below the one on which a value ends."""
    end = node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    at = text.find("\n", end)
    if at < 0:
        return f"{text}\n{line}"
    ends = "\r\n" if text[at - 1] == "\r" else "\n"
    return text[: at + 1] + line.rstrip("\n") + ends + text[at + 1 :]


def _written(name: str, value: str) -> str:
    """A value as an author would write it: a day and a plain word as they are, all else in quotation marks."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d|[a-z]+", value) and name != "note":
        return value
    return json.dumps(value, ensure_ascii=False)


def _flow(values: Mapping[str, str | None]) -> str:
    return "{" + ", ".join(_each(values)) + "}"


def _each(values: Mapping[str, str | None]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name}: {_written(name, value)}"
