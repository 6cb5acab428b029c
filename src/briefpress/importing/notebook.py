"""A Jupyter notebook in; a section of its Markdown and the pictures that it shows, out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from briefpress.importing import dialects
from briefpress.importing.draft import Draft, Source
from briefpress.importing.log import Refusal
from briefpress.importing.sniff import text_of
from briefpress.scan import opens_code

_SHOWN = (("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/svg+xml", ".svg"))


def read(source: Source) -> Draft:
    """Make a section of a notebook. Raises Refusal where it can't be read."""
    cells, meta = _cells(text_of(source.data, "ipynb"))
    texts: list[str] = []
    embedded: dict[str, bytes] = {}
    code: list[str] = []
    for number, cell in enumerate(cells, 1):
        kind, said = cell.get("cell_type"), _joined(cell.get("source"))
        if kind == "markdown":
            texts.append(_closed(_attached(cell, said, number, embedded)))
        elif kind == "raw" and not texts and said.startswith("---\n"):
            texts.append(said)  # front matter, as Quarto has it in notebooks
        elif kind == "heading":
            texts.append(f"{'#' * _level(cell)} {' '.join(said.split())}")
        elif kind != "code" and said.strip():
            source.log.left(
                f"Cell {number} holds text for another program, which isn't carried over.", "Say it in Markdown."
            )
        elif kind == "code":
            if said.strip():
                code.append(str(number))
            texts += _outputs(source, cell, number, embedded)
    if code:
        cells_said = f"The code of cell {code[0]}" if len(code) == 1 else f"The code of the cells {', '.join(code)}"
        source.log.left(f"{cells_said} isn't carried over; no code is run.", "Say in the text what it shows.")
    given = {k: v for k, v in meta.items() if k in ("title", "authors", "date")}
    return dialects.of_text(source, "\n\n".join(t.strip("\n") for t in texts if t.strip()) + "\n", given, embedded)


def _cells(text: str) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    hint = "Open it in Jupyter, and save it again."
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal("The notebook can't be read: it isn't sound JSON.", hint) from error
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list) or not all(isinstance(c, dict) for c in cells):
        raise Refusal("The notebook has no cells.", hint)
    meta = data.get("metadata")
    return cells, meta if isinstance(meta, dict) else {}


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _attached(cell: Mapping[str, Any], said: str, number: int, embedded: dict[str, bytes]) -> str:
    """A cell's text with the addresses of the pictures that are attached to it."""
    given = cell.get("attachments")
    named = sorted(given.items(), key=lambda item: -len(str(item[0]))) if isinstance(given, dict) else ()
    for name, forms in named:
        data = next((d for mime, _ in _SHOWN if (d := _picture(forms, mime))), b"")
        if data:
            key = f"cell{number}-{re.sub(r'[^A-Za-z0-9_.-]', '-', str(name))}"
            embedded[key] = data
            for written in (name, quote(str(name))):
                said = said.replace(f"attachment:{written}", key)
    return said


def _level(cell: Mapping[str, Any]) -> int:
    level = cell.get("level")
    return min(6, max(1, level)) if isinstance(level, int) else 1


def _closed(said: str) -> str:
    """A cell's text with its last block of code closed, which else would reach into the cells below."""
    opened = ""
    for line in said.split("\n"):
        match = opens_code(line)
        if match and not opened:
            opened = match[1]
        elif match and match[1].startswith(opened) and not match[2].strip():
            opened = ""
    return f"{said}\n{opened}" if opened else said


def _picture(forms: Any, mime: str) -> bytes:
    value = _joined(forms.get(mime)) if isinstance(forms, dict) else ""
    if not value or mime == "image/svg+xml":
        return value.encode()
    try:
        return base64.b64decode(re.sub(r"\s", "", value), validate=True)
    except (ValueError, binascii.Error):
        return b""


def _outputs(source: Source, cell: Mapping[str, Any], number: int, embedded: dict[str, bytes]) -> list[str]:
    """What a cell has shown: its pictures; all else is told."""
    out: list[str] = []
    printed: list[str] = []
    others = False
    given = cell.get("outputs")
    for output in given if isinstance(given, list) else ():
        forms = output.get("data") if isinstance(output, dict) else None
        if not isinstance(forms, dict):
            printed += [_joined(output.get("text"))] if isinstance(output, dict) else []
            continue
        mime, ending = next(((m, e) for m, e in _SHOWN if _picture(forms, m)), ("", ""))
        if mime:
            key = f"output-{number}-{len(embedded) + 1}{ending}"
            embedded[key] = _picture(forms, mime)
            out.append(f"![]({key})")
        else:
            others = others or bool(forms)
    if others:
        source.log.left(
            f"The result of cell {number} isn't carried over.", "Write it as a table, or print it from data."
        )
    if said := " ".join(" ".join(printed).split()):
        shown = said if len(said) < 80 else f"{said[:76]} …"
        source.log.left(f"What cell {number} printed isn't carried over: “{shown}”.", "Write it, if readers need it.")
    return out
