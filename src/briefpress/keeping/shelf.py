"""A document and what is known of it in; the files of sources/documents that keep it, out."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from briefpress import files
from briefpress.accession import FOLDER, RECORD, TEXT, Accession
from briefpress.keeping import ignoring, passages, recordtext
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
    return recordtext.written(wanted, before)


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
