"""The documents of a brief and their records in; findings for what of them doesn't agree, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from briefpress.accession import FOLDER, RECORD, TEXT, Accession
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines import git
from briefpress.files import is_inside
from briefpress.keeping import passages, shelf
from briefpress.keeping.shelf import path_of
from briefpress.ledger import Document
from briefpress.model import DESK, Project
from briefpress.validate import nearest

_HEAD = 1000
"""Bytes of a kept text that its head is in."""


def amiss(
    project: Project, known: Collection[str], accessions: Mapping[str, Accession], documents: Mapping[str, Document]
) -> Iterator[Diagnostic]:
    """What is wrong with the files of sources/documents, and whether git has what shows private ones.

    `known` are the keys of the bibliography, none where it couldn't be read whole.
    """
    root, folder = project.root, project.root / FOLDER
    if not folder.is_dir():
        return
    files = _by_key(folder)
    for key in sorted({*files, *accessions}):
        names = files.get(key, [])
        accession = accessions.get(key)
        if known and key not in known:
            yield _unknown(key, names, known, added=accession is not None)
        if len(names) > 1:
            listed = " and ".join(f"`{name}`" for name in names)
            hint = "Keep the one that the brief quotes."
            said = f"There are {len(names)} documents of `{key}`: {listed}."
            yield finding("SRC007", said, Span(f"{FOLDER}/{names[-1]}"), hint)
        if accession is not None:
            yield from _against_record(root, key, accession, names, documents.get(key))
    yield from _in_git(project, accessions)


def _by_key(folder: Path) -> dict[str, list[str]]:
    """The names of the documents of each key. A README of the folder is none."""
    found = defaultdict(list)
    for path in sorted(folder.iterdir()):
        own = path.name.startswith(".") or path.name.endswith((RECORD, TEXT)) or path.stem.casefold() == "readme"
        if not own and path.is_file():
            found[path.stem].append(path.name)
    return found


def _unknown(key: str, names: list[str], known: Collection[str], *, added: bool) -> Diagnostic:
    like = nearest(key, sorted(known))
    name = names[0] if names else f"{key}{RECORD}"
    command = f"show {key}` proposes one." if added else f"add {FOLDER}/{name} --write` makes one."
    hint = f"Did you mean `{like}`?" if like else f"`briefpress source {command}"
    return finding(
        "SRC004", f"The bibliography has no record `{key}` for this document.", Span(f"{FOLDER}/{name}"), hint
    )


def _against_record(
    root: Path, key: str, accession: Accession, names: list[str], document: Document | None
) -> Iterator[Diagnostic]:
    record = Span(path_of(key, RECORD))
    if Path(accession.file).stem != key:
        said = f"The record is of `{accession.file}`, but a document of `{key}` is called {key}.EXT."
        yield finding("SRC003", said, record, f"Call both the file and `file:` `{key}{Path(accession.file).suffix}`.")
    elif not names and not accession.private:
        get = f"`briefpress source refresh {key}` fetches it again." if accession.address else "Put it there again."
        yield finding("SRC003", f"The document `{FOLDER}/{accession.file}` isn't here.", record, get)
    if document is not None and document.sha256 != accession.sha256:
        hint = f"`briefpress source refresh {key}` shows what changed; with `--accept` the record follows it."
        said = "The document isn't the one that its record describes: its SHA-256 is another."
        yield finding("SRC001", said, Span(document.path), hint)
    text = root / path_of(key, TEXT)
    if document is not None and document.sha256 == accession.sha256 and text.is_file() and is_inside(root, text):
        with text.open(encoding="utf-8", errors="replace") as stream:
            of = passages.hash_of(stream.read(_HEAD))
        if of != document.sha256:
            said = f"The kept text isn't of `{document.path}` as it is."
            hint = f"`briefpress source refresh {key}` makes it anew."
            yield finding("SRC002", said, Span(path_of(key, TEXT)), hint)


def _in_git(project: Project, accessions: Mapping[str, Accession]) -> Iterator[Diagnostic]:
    private = shelf.hidden(project.root, accessions)
    desk = f"{project.name}{DESK}"
    shows = [desk] if private and (project.root / "output" / desk).is_file() else []
    for place, names, keeper in ((FOLDER, private, "source refresh"), ("output", shows, "verify --desk")):
        seen = git.seen(project.root / place, names)
        for name in seen.tracked:
            yield in_git(f"{place}/{name}")
        for name in seen.open:
            said = "The next `git add` would take this file, which may not be published (`rights: private`)."
            hint = f"`briefpress {keeper}` puts it on the list of what git isn't to have."
            yield finding("SRC005", said, Span(f"{place}/{name}"), hint)


def in_git(path: str) -> Diagnostic:
    """What is to be said of a private file that git has, by its path from the brief's folder."""
    said = "git has this file, which may not be published (`rights: private`)."
    hint = f"`git rm --cached {path}`; what was pushed before stays in its history."
    return finding("SRC005", said, Span(path), hint)
