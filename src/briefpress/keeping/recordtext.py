"""What a record is to say, and its text, in; the text that says it, with all else that people wrote, out."""

from __future__ import annotations

from collections.abc import Mapping

import yaml


def written(wanted: Mapping[str, object], before: str = "") -> str:
    """A record as a file of YAML, in the order of what is wanted; of a text of `before`, only other values are new."""
    changed = _changed(before, wanted)
    said = _read(changed)
    if all(said.get(name) == value for name, value in wanted.items()):
        return changed
    return "".join(_line(name, value) for name, value in wanted.items())


def _changed(before: str, wanted: Mapping[str, object]) -> str:
    """A text of YAML with the values that are others put in where they stand, and those that are new at the end."""
    said, text = _read(before), before
    node = yaml.compose(before, Loader=yaml.SafeLoader) if said else None
    for name, old in reversed(node.value if node else ()):
        if name.value in wanted and said.get(name.value) != wanted[name.value]:
            begin, end = old.start_mark.index, old.end_mark.index
            gap, ending = " " * (text[begin - 1] == ":"), "\n" * text[begin:end].endswith("\n")
            text = f"{text[:begin]}{gap}{_scalar(wanted[name.value])}{ending}{text[end:]}"
    new = "".join(_line(name, value) for name, value in wanted.items() if name not in said)
    return f"{text}{new}" if not text or text.endswith("\n") else f"{text}\n{new}"


def _read(text: str) -> dict[str, object]:
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _line(name: str, value: object) -> str:
    return f"{name}: {_scalar(value)}\n"


def _scalar(value: object) -> str:
    """A value on one line."""
    if not isinstance(value, str | list | dict):
        return str(value)
    text = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, default_flow_style=True, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
