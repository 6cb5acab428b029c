"""A bibliography's text and a record in; the text with the record at its end, all else untouched, out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from briefpress import files, records
from briefpress.engines import pandoc
from briefpress.records import Convert, Record

WRITABLE = (".yaml", ".yml", ".json", ".bib", ".bibtex")
"""The endings of bibliographies that a record can be added to."""


class NotAddedError(Exception):
    """The record can't be added to this file. The text says why."""


def as_yaml(record: Record, indent: str = "") -> str:
    """A record as an item of a CSL-YAML list, ready to stand in one."""
    text = yaml.dump([record], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    # A date is written as one: the bare words of ISO 8601 are what every reader of CSL-YAML takes.
    text = re.sub(r"^(  (?:issued|accessed): )'(\d{4}(?:-\d\d){0,2})'$", r"\1\2", text, flags=re.MULTILINE)
    return "".join(f"{indent}{line}\n" for line in text.splitlines())


class _Dumper(yaml.SafeDumper):
    """YAML with lists set in, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Never without an indent but at the top."""
        super().increase_indent(flow, indentless=False)


def as_json(record: Record) -> str:
    """A record as CSL-JSON, whose dates are lists of numbers."""
    dated = {
        name: {"date-parts": [[int(part) for part in str(value).split("-")]]}
        for name, value in record.items()
        if name in ("issued", "accessed") and isinstance(value, str)
    }
    return json.dumps({**record, **dated}, ensure_ascii=False, indent=2)


def home(references: Sequence[str]) -> str:
    """The bibliography that a new record belongs in: the first that can be written, or else a new one."""
    return next((p for p in references if Path(p).suffix.lower() in WRITABLE), "sources/references.yaml")


def ready(record: Record, path: str) -> str:
    """A record as it would stand in a bibliography."""
    ending = Path(path).suffix.lower()
    if ending == ".json":
        return as_json(record) + "\n"
    return as_yaml(record) if ending in (".yaml", ".yml") else pandoc.write_biblatex(f"[{as_json(record)}]")


def write(root: Path, path: str, record: Record) -> tuple[Path, ...]:
    """Add a record to a bibliography of the brief. Raises NotAddedError as `added` does, OSError."""
    file = root / path
    try:
        before = files.read_inside(root, file) if file.exists() else b""
        text = added(before.decode(), path, record, lambda t, form: pandoc.read_bibliography(t.encode(), form))
        return files.replace_inside(root, file.parent, {file.name: text.encode()})
    except files.OutsideBriefError as error:
        raise NotAddedError("it lies beside the brief's folder") from error
    except UnicodeDecodeError as error:
        raise NotAddedError("it isn't UTF-8") from error


def added(text: str, path: str, record: Record, convert: Convert) -> str:
    """The text with a record more.

    Raises NotAddedError where the file's form isn't one that is known to be kept otherwise untouched: what was written
    is read again, and must have every record of before and this one.
    """
    ending = Path(path).suffix.lower()
    if ending not in WRITABLE:
        raise NotAddedError(f"no record is added to a `{ending}` file")
    before, faults = records.read(text, path, convert) if text.strip() else ([], [])
    if any(d.severity == "error" for d in faults):
        raise NotAddedError("it has errors")
    if ending in (".yaml", ".yml"):
        whole = _into_yaml(text, record)
    elif ending == ".json":
        whole = _into_json(text, record)
    else:
        whole = f"{text.rstrip()}\n\n{ready(record, path).strip()}\n".lstrip()
    after, faults = records.read(whole, path, convert)
    ids = [r["id"] for r, _ in after]
    if any(d.severity == "error" for d in faults) or ids != [r["id"] for r, _ in before] + [record["id"]]:
        raise NotAddedError("its form is one that a record can't safely be added to")
    return whole


def _into_yaml(text: str, record: Record) -> str:
    """The list of a CSL-YAML file ends the file, or else the reading again tells."""
    if not text.strip():
        return "references:\n" + as_yaml(record, "  ")
    item = re.search(r"^( *)- +\S", text, re.MULTILINE)
    body, end = text.rstrip("\n "), ""
    if body.endswith(("\n...", "\n---")):
        body, end = body[:-4].rstrip(), body[-4:] + "\n"
    if item is None:
        body = re.sub(r":\s*\[\s*\]$", ":", body)
    apart = "\n\n" if re.search(r"\n *\n *- ", text) else "\n"
    return body + (apart if item else "\n") + as_yaml(record, item[1] if item else "  ") + end.lstrip("\n")


def _into_json(text: str, record: Record) -> str:
    stripped = text.rstrip()
    if not stripped:
        return f"[\n{_set_in(as_json(record))}\n]\n"
    if not stripped.endswith("]"):
        raise NotAddedError("its list of records isn't the whole of it")
    body = stripped[:-1].rstrip()
    comma = "" if body.endswith("[") else ","
    return f"{body}{comma}\n{_set_in(as_json(record))}\n]{text[len(stripped) :] or chr(10)}"


def _set_in(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines()).rstrip("\n")
