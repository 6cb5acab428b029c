"""The Project in; its Library out: CSL records, where each stands, the documents' texts, the citation style."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefpress import cache, files, records, yamlfile
from briefpress.accession import FOLDER, RECORD, Accession
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding
from briefpress.engines import csl, pandoc
from briefpress.engines.documents import reading
from briefpress.expand import decode
from briefpress.keeping import reserve, stocktaking, unread
from briefpress.ledger import Document
from briefpress.linkcheck import register
from briefpress.model import LINKS, LOCK, Library, Project, SourceText
from briefpress.validate import nearest, validate


def collect(project: Project, store: cache.Store) -> Outcome[Library]:
    """Read every bibliography and document of the brief, and find its citation style."""
    found: list[Diagnostic] = []
    known: dict[str, Any] = {}
    whole = project.all_references
    places: dict[str, Span] = {}
    for path in project.references:
        read = _records(project.root, path, store, found)
        whole = whole and bool(read or not any(d.span and d.span.path == path for d in found))
        for record, place in read:
            key = record["id"]
            if key in places and places[key].path != path:
                hint = f"It stands at {places[key]} too. Keep one of the two records."
                said = f"The key `{key}` stands in two bibliographies."
                found.append(finding("CITE002", said, place, hint, (places[key],)))
            known.setdefault(key, record)
            places.setdefault(key, place)
    accessions = _accessions(project.root, found)
    texts = _documents(project, known, accessions, store, found)
    dead, kept = _dead(project.root, found), _lock(project.root, found)
    found += stocktaking.amiss(project, known if whole else (), accessions, texts)
    return Outcome(Library(known, places, texts, _style(project, found), whole, accessions, dead, kept), tuple(found))


def _dead(root: Path, found: list[Diagnostic]) -> dict[str, str]:
    """The addresses that `briefpress links` found dead, and since when."""
    path = root / LINKS
    if not path.is_file():
        return {}
    try:
        text, faults = decode(files.read_inside(root, path), LINKS)
    except (files.OutsideBriefError, OSError) as error:
        hint = "Look at its rights, or delete it: `briefpress links` writes it anew."
        found.append(finding("LINK008", f"The register of links can't be read: {error}.", Span(LINKS), hint))
        return {}
    lines, wrong = register.read(text)
    found += [*faults, *wrong]
    return register.dead(lines)


def _records(root: Path, path: str, store: cache.Store, found: list[Diagnostic]) -> list[tuple[records.Record, Span]]:
    """The records of a bibliography. What pandoc made of one before comes from the store."""

    def convert(text: str, form: str) -> list[records.Record]:
        key = store.key("bibliography", pandoc.version(), form, text)
        known = store.get(key)
        if known is None:
            known = msgspec.json.encode(pandoc.read_bibliography(text.encode(), form))
            store.put(key, known)
        converted: list[records.Record] = msgspec.json.decode(known)
        return converted

    try:
        text, faults = decode(files.read_inside(root, root / path), path)
    except OSError as error:
        faults = [finding("CITE003", f"The file can't be read: {error.strerror}.", Span(path), "Look at its rights.")]
    found += faults
    if faults:
        return []
    read, faults = records.read(text, path, convert)
    found += faults
    return read


def _accessions(root: Path, found: list[Diagnostic]) -> dict[str, Accession]:
    """What is known of each document that was added, by its key."""
    kept = {}
    folder = root / FOLDER
    for file in sorted(folder.glob(f"*{RECORD}")) if folder.is_dir() else ():
        path = files.relative(root, file)
        try:
            text, faults = decode(files.read_inside(root, file), path)
        except (files.OutsideBriefError, OSError) as error:
            found.append(finding("SRC006", f"The record can't be read: {error}.", Span(path), "Look at its rights."))
            continue
        data = yamlfile.parse(text, path)
        value, wrong = validate(data.value, Accession, path, data.marks)
        found += [*faults, *data.diagnostics, *wrong]
        if value is not None:
            found += reserve.told(data.marks.get("rights"), value.rights, private=value.private)
            kept[file.name.removesuffix(RECORD)] = value
    return kept


def _documents(
    project: Project,
    known: Mapping[str, Any],
    accessions: Mapping[str, Accession],
    store: cache.Store,
    found: list[Diagnostic],
) -> dict[str, Document]:
    """Each document `sources/documents/KEY.EXT` whose key the bibliography has; of several, the one that was added."""
    wanted: dict[str, tuple[str, reading.Wanted]] = {}
    folder = project.root / FOLDER
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path, key = files.relative(project.root, file), file.stem
        record = accessions.get(key)
        if (
            key not in known
            or not file.is_file()
            or (key in wanted and record is not None and record.file != file.name)
        ):
            continue
        try:
            data = files.read_inside(project.root, file)
            wanted[key] = path, reading.Wanted(data, file.suffix, record.first_page if record else None)
        except (files.OutsideBriefError, OSError) as error:
            found.append(finding("SRC006", f"The document can't be read: {error}.", Span(path), "Look at its rights."))
    texts = {}
    outcomes = reading.read_all([one for _, one in wanted.values()], store)
    for (key, (path, one)), text in zip(wanted.items(), outcomes, strict=True):
        if isinstance(text, reading.Refusal):
            found.append(finding("SRC006", f"The document can't be read: {text.said}.", Span(path), text.hint))
            continue
        found += unread.told(path, text)
        # A record that can't be read may say that it is.
        record = accessions.get(key)
        private = record.private if record else (folder / f"{key}{RECORD}").exists()
        texts[key] = Document(key, path, files.sha256(one.data), text, private)
    return texts


def _lock(root: Path, found: list[Diagnostic]) -> SourceText | None:
    """The receipts of what documents were found to say, where the brief has some."""
    file = root / LOCK
    if not file.exists():
        return None
    try:
        text, faults = decode(files.read_inside(root, file), LOCK)
    except (files.OutsideBriefError, OSError) as error:
        why = "it leads out of the brief's folder" if isinstance(error, files.OutsideBriefError) else error.strerror
        said, hint = (
            f"The lock can't be read: {why}.",
            "Put it back as it was, or delete it and run `briefpress verify --lock`.",
        )
        found.append(finding("LOCK002", said, Span(LOCK), hint))
        return None
    found += faults
    return None if faults else SourceText(LOCK, text)


def _style(project: Project, found: list[Diagnostic]) -> Path:
    """The CSL file of the brief's style. Raises StageError (ENG001) where not even the default is there."""
    name = project.brief.citations.style
    place = project.mark("citations.style")
    try:
        if not name.lower().endswith(".csl"):
            return csl.find(name)
        path = files.inside(project.root, project.root / "report" / name)
        if not path.is_file():
            raise csl.UnknownStyleError(f"There is no style `{files.relative(project.root, path)}`")
        csl.check(path)
    except files.OutsideBriefError:
        hint = "A build reads only the brief's own folder: put the file there."
        found.append(finding("CITE004", f"`{name}` leads out of the brief's folder.", place, hint))
    except csl.NoStylesError as error:
        raise StageError(*found, csl.missing(error)) from error
    except csl.UnknownStyleError as error:
        hint = _other_file(project, name) if name.lower().endswith(".csl") else _other_style(name)
        found.append(finding("CITE004", f"{error}.", place, hint))
    else:
        return path
    try:
        return csl.find("chicago-notes-bibliography")
    except csl.NoStylesError as error:
        raise StageError(*found, csl.missing(error)) from error


_SHORT = {
    "apa": "apa",
    "chicago": "chicago-notes-bibliography",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "mla": "modern-language-association",
    "oscola": "oscola",
    "vancouver": "nlm-citation-sequence",
}
"""What people call a style, and its name."""


def _other_style(name: str) -> str:
    """The style that a name that is none was meant to be, and how to find others."""
    short = nearest(name, list(_SHORT))
    if short and any(p.stem == _SHORT[short] for p in csl.search(_SHORT[short])):
        return f"Did you mean `{_SHORT[short]}`? `briefpress styles find {short}` lists others."
    word = next((w for w in name.casefold().replace("-", " ").split() if any(csl.search(w))), "")
    like = nearest("-".join(name.split()), [p.stem for p in csl.search(word)])
    lists = (
        f"`briefpress styles find {word}` lists those with that word."
        if word
        else "`briefpress styles find` lists them all."
    )
    return f"Did you mean `{like}`? {lists}" if like else lists


def _other_file(project: Project, name: str) -> str:
    """What to do about a .csl file that can't be used."""
    path = project.root / "report" / name
    if path.is_file():
        return "Get the file anew, or name a style that `briefpress styles find` lists."
    like = nearest(path.name, sorted(p.name for p in (project.root / "styles").glob("*.csl")))
    return f"Did you mean `../styles/{like}`?" if like else "The path is read from the report folder."
