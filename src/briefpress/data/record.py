"""The record beside a file of data in; where the file comes from, typed and frozen, or what is wrong with it, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from briefpress import files, yamlfile
from briefpress.accession import Sha256
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import decode
from briefpress.imprint import licence_address, licence_name
from briefpress.settings import Web
from briefpress.validate import validate

FOLDER = "sources/data"
"""Where files of data stand, from the brief's folder."""

RECORD = ".source.yaml"
"""How the name of a record ends, behind the whole name of its file."""

OLD = f"{FOLDER}/old"
"""Where what a file was before it was refreshed is kept."""

Share = Annotated[float, Meta(ge=0, le=1, description="a share from 0 to 1, such as `0.2`")]

_ATTRIBUTED = re.compile(r"(?:CC-BY|ODbL|ODC-By|OGL|NLOD|etalab|DL-DE-BY|CDLA-Sharing)\b", re.IGNORECASE)
"""The licences, by their SPDX names, that ask whoever shows the data to name them beside its source."""


class DataRecord(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a file of data comes from, as `NAME.EXT.source.yaml` beside it keeps it.

    `sha256` is that of the file that somebody looked at. `source` is a key of the bibliography, or several, `address`
    where the file is fetched from, `licence` an SPDX name or words, `retrieved` the day on which it was had, `unit`
    that of its numbers, or by column. A refreshed file that lost more than the share `shrink` of its rows is refused.
    """

    sha256: Sha256
    source: str | tuple[str, ...] = ()
    address: Web = ""
    licence: str = ""
    retrieved: datetime.date | None = None
    unit: str | dict[str, str] = ""
    notes: str = ""
    shrink: Share = 0.2

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the bibliography, each once."""
        keys = (self.source,) if isinstance(self.source, str) else self.source
        return tuple(dict.fromkeys(key.strip().removeprefix("@") for key in keys if key.strip()))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands beside a file of data: the record's path from the brief's folder, what it says, where, its text.

    There is no `record` where it is faulty, which `found` tells.
    """

    path: str
    record: DataRecord | None
    marks: Mapping[str, Span] = field(default_factory=dict)
    text: str = ""
    found: tuple[Diagnostic, ...] = ()

    def mark(self, key: str) -> Span:
        """Where a key stands; the record as a whole where it doesn't."""
        return self.marks.get(key, Span(self.path))


def path_of(data: str) -> str:
    """The path of the record of a file, each from the brief's folder."""
    return f"{data}{RECORD}"


def recorded(root: Path, data: str) -> Recorded | None:
    """The record beside a file of data, by that one's path from the brief's folder; None where there is none."""
    path = path_of(data)
    if not files.is_there(root, root / path):
        return None
    try:
        text, found = decode(files.read_inside(root, root / path), path)
    except files.OutsideBriefError:
        return Recorded(path, None, found=(_faulty("The record leads out of the brief's folder.", Span(path)),))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        return Recorded(path, None, found=(_faulty(f"The record can't be read: {why}.", Span(path)),))
    read = yamlfile.parse(text, path)
    found += read.diagnostics
    value = None
    if not found and not isinstance(read.value, dict):
        found.append(_faulty("The record holds no keys.", Span(path, 1, 1)))
    elif not found:
        value, wrong = validate(read.value, DataRecord, path, {**read.marks, "": Span(path, 1, 1)})
        found += [_of_record(fault, data) for fault in wrong]
    return Recorded(path, None if found else value, read.marks, text, tuple(found))


def _of_record(fault: Diagnostic, data: str) -> Diagnostic:
    """A finding against a settings type, told of a record."""
    named = "`sha256`" in fault.message
    hint = f"`briefpress data add {data}` writes it, after a look at the file." if named else fault.hint
    return replace(fault, code="DATA014", message=fault.message.replace("this block", "a record of data"), hint=hint)


def _faulty(said: str, place: Span) -> Diagnostic:
    return finding("DATA014", said, place, "`briefpress data add FILE` writes one anew where there is none.")


def source_line(record: DataRecord) -> str:
    """The line below what is made of a file, in Markdown: its sources, and a licence that asks to be named.

    Nothing where the record names no source: an address is no reference.
    """
    if not record.sources:
        return ""
    cited = "; ".join(f"@{key}" if re.fullmatch(r"[\w][\w-]*", key) else f"@{{{key}}}" for key in record.sources)
    return f"{cited}{_terms(record.licence)}."


def _terms(licence: str) -> str:
    if not _ATTRIBUTED.match(licence):
        return ""
    name, address = licence_name(licence), licence_address(licence)
    return f" ([{name}]({address}))" if address else f" ({name})"
