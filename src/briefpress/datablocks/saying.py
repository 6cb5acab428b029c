"""The text of a block of data, and the words for its braces, in; what it says, typed, with the places of it, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefpress import yamlfile
from briefpress.braces import BRACES, escaped
from briefpress.charts import plain
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.datablocks.block import Settings
from briefpress.datablocks.namedfiles import NamedFile, named_file
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.tables.settings import DataTable
from briefpress.validate import nearest, validate

_MARKDOWN = ("caption", "source", "credit", "notes")
"""The keys of a block whose texts are Markdown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a block says, or nothing where that can't be understood: its settings, and the place of each key.

    `file` is the path of the file that says some of it, from the brief's folder.
    """

    settings: Settings | None = None
    marks: Mapping[str, Span] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()
    file: str = ""


def said(root: Path, text: str, kind: str, place: Span, braces: Mapping[str, str]) -> Said:
    """What a chart or table block says whose first line is behind a place.

    `braces` has the words for what stands in its texts between braces.
    """
    parsed = yamlfile.parse(text, place.path, place.line + 1)
    if parsed.diagnostics:
        return Said(found=parsed.diagnostics)
    if not isinstance(parsed.value, dict):
        hint = "It holds lines such as `data: ../sources/data/trade.csv`."
        return Said(found=(finding("DATA003", f"This {kind} block holds no keys.", place, hint),))
    block = _Block(_filled(parsed.value, braces) if braces else parsed.value, parsed.marks)
    if kind == "table":
        return _typed(block, DataTable, kind, place)
    whole = _with_file(root, block, place)
    return whole if isinstance(whole, Said) else _chart(whole, place)


@dataclass(frozen=True, slots=True)
class _Block:
    """The keys of a block as YAML has them, the place of each, and the file that has some of them."""

    keys: dict[str, Any]
    marks: Mapping[str, Span]
    file: str = ""


def _with_file(root: Path, block: _Block, place: Span) -> _Block | Said:
    """A block with the keys of the file that it names as `spec`: its own go before."""
    name = block.keys.get("spec")
    if not isinstance(name, str):
        return block
    file = named_file(root, name, block.marks.get("spec", place))
    if not isinstance(file, NamedFile):
        return Said(found=(file,))
    path = file.path
    try:
        parsed = yamlfile.parse(file.content.decode().removeprefix("\ufeff").replace("\t", " "), path)
    except UnicodeDecodeError:
        wrong = finding("CHART004", f"`{path}` isn't UTF-8.", Span(path), "Save it as UTF-8.", (place,))
        return Said(found=(wrong,), file=path)
    if not isinstance(parsed.value, dict):
        wrong = finding("CHART004", f"`{path}` holds no keys.", Span(path), related=(place,))
        return Said(found=parsed.diagnostics or (wrong,), file=path)
    if parsed.diagnostics:
        return Said(found=parsed.diagnostics, file=path)
    own = {key: value for key, value in block.keys.items() if key != "spec"}
    return _Block({**parsed.value, **own}, {**parsed.marks, **block.marks}, path)


def _chart(block: _Block, place: Span) -> Said:
    name = asked_for(block.keys)
    if name not in KINDS:
        like = f"Did you mean `{like}`? " if (like := nearest(name, list(KINDS))) else ""
        hint = f"{like}It can be {', '.join(f'`{k}`' for k in KINDS)}."
        told = finding("DATA003", f"`type` can't be `{name}`.", block.marks.get("type", place), hint)
        return Said(found=(told,), file=block.file)
    if name == plain.NAME:
        marks = {**{f"spec.{key}": mark for key, mark in block.marks.items()}, **block.marks}
        block = replace(block, keys=plain.parted(block.keys), marks=marks)
    return _typed(block, KINDS[name].settings, "chart", place)


def _typed(block: _Block, wanted: type[Settings], kind: str, place: Span) -> Said:
    if isinstance(block.keys.get("data"), dict):
        hint = "Name a file of the brief: `data: ../sources/data/trade.csv`."
        told = finding("DATA003", "`data` is a file of the brief.", block.marks.get("data", place), hint)
        return Said(found=(told,), file=block.file)
    settings, wrong = validate(block.keys, wanted, place.path, {**block.marks, "": place})
    return Said(settings, block.marks, tuple(_of_block(fault, kind) for fault in wrong), block.file)


def _filled(value: Any, braces: Mapping[str, str], *, markdown: bool = False) -> Any:
    """What a block says, with the words for the braces in its texts: no word of them is read as YAML."""
    if isinstance(value, dict):
        return {key: _filled(v, braces, markdown=markdown or key in _MARKDOWN) for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(item, braces, markdown=markdown) for item in value]
    if not isinstance(value, str):
        return value
    words = {written: escaped(said) if markdown else said for written, said in braces.items()}
    return BRACES.sub(lambda match: words.get(match[0], match[0]), value)


def _of_block(fault: Diagnostic, kind: str) -> Diagnostic:
    """A finding about brief.yaml's kind of fault, told of a block in a section."""
    message = fault.message.split(" is no key of ")[0]
    if message != fault.message:
        message += f" is no key of a {kind}."
    return replace(fault, code="DATA003", message=message)
