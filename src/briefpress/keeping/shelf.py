"""A document and what is known of it in; the files of sources/documents that keep it, out."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

import yaml

from briefpress import files
from briefpress.accession import FOLDER, RECORD, TEXT, Accession
from briefpress.keeping import ignoring, passages
from briefpress.ledger import Text

_ORDER = ("file", "sha256", "added", "address", "archived", "rights", "first_page")


def path_of(key: str, ending: str) -> str:
    """The path of a file of a key, from the brief's folder."""
    return f"{FOLDER}/{key}{ending}"


def kept(key: str, accession: Accession, data: bytes, text: Text, before: str = "") -> dict[str, bytes]:
    """The files that keep a document, by their names: it, its text, its record.

    `before` is the record as it stands: what people wrote into it stays.
    """
    words = passages.written(passages.passages(text), accession.file, accession.sha256)
    return {
        accession.file: data,
        f"{key}{TEXT}": words.encode(),
        f"{key}{RECORD}": record(accession, before).encode(),
    }


def record(accession: Accession, before: str = "") -> str:
    """An accession as a file of YAML, in a fixed order; in a text of `before`, only the values that changed are new."""
    wanted = {name: value for name in _ORDER if (value := getattr(accession, name)) not in ("", None)}
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
    if not isinstance(value, str):
        return str(value)
    return yaml.safe_dump(value, allow_unicode=True, width=1_000_000).removesuffix("\n").removesuffix("\n...")


def hidden(root: Path, accessions: Mapping[str, Accession]) -> tuple[str, ...]:
    """The names in sources/documents that git isn't to have: of private documents, and of their texts.

    `accessions` are all that could be read. What a record that can't be read is of may be private, too.
    """
    names = {name for key, a in accessions.items() if a.private for name in (a.file, f"{key}{TEXT}")}
    folder = root / FOLDER
    for file in folder.glob(f"*{RECORD}"):
        key = file.name.removesuffix(RECORD)
        if key not in accessions:
            names |= {f"{key}{TEXT}", *(path.name for path in folder.iterdir() if path.stem == key)}
    return tuple(sorted(names))


def put(root: Path, accessions: Mapping[str, Accession], new: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into the folder of documents as one; before them the list of those that git isn't to have.

    `accessions` are all that there are then. Raises OSError with the folder as it was.
    """
    folder = root / FOLDER
    path = folder / ignoring.NAME
    if not files.is_inside(root, folder):
        raise OSError(errno.EACCES, "it leads out of the brief", str(folder))
    # What isn't UTF-8 in it is somebody's, and stays.
    before = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""
    after = ignoring.ignoring(before, hidden(root, accessions))
    listed = {ignoring.NAME: after.encode("utf-8", "surrogateescape")} if after != before else {}
    written = {n: data for n, data in new.items() if not (folder / n).is_file() or (folder / n).read_bytes() != data}
    if not listed and not written:
        return ()
    return files.replace_inside(root, folder, {**listed, **written})
