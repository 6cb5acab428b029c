"""The Project in; its Library out: CSL records, where each stands, the documents' texts, the citation style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from briefpress import cache, files, yamlfile
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding
from briefpress.engines import csl, documents, pandoc
from briefpress.expand import decode
from briefpress.model import Library, Project, SourceText
from briefpress.validate import nearest

FORMATS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris", ".yaml": "markdown", ".yml": "markdown"}


def collect(project: Project, store: cache.Store) -> Outcome[Library]:
    """Read every bibliography and document of the brief, and find its citation style."""
    found: list[Diagnostic] = []
    records: dict[str, Any] = {}
    places: dict[str, Span] = {}
    for path in project.references:
        data = (project.root / path).read_bytes()
        text, faults = decode(data, path)
        found += faults
        try:
            read = [] if faults else _records(text, path, store, found)
        except StageError as error:
            hint = "Compare the file with the format that its ending names."
            found += [finding("CITE003", d.message, Span(path), hint) for d in error.diagnostics]
            continue
        marks = dict(reversed(list(_keys(text, path))))
        found += _twins(text, path)
        for record in read:
            key = str(record["id"])
            place = marks.get(key, Span(path))
            if key in places and places[key].path != path:
                found.append(finding("CITE002", f"The key `{key}` stands in two bibliographies.", place,
                                     "Keep one of the two records.", (places[key],)))  # fmt: skip
            records.setdefault(key, record)
            places.setdefault(key, place)
    texts, faults = _documents(project, records)
    return Outcome(Library(records, places, texts, _style(project, found)), tuple(found + faults))


def _records(text: str, path: str, store: cache.Store, found: list[Diagnostic]) -> list[dict[str, Any]]:
    ending = Path(path).suffix
    if ending == ".json":
        return _json_records(text, path, found)
    if ending in (".yaml", ".yml"):
        data = yamlfile.parse(text, path)
        if data.diagnostics:
            found += [finding("CITE003", d.message, d.span, d.hint) for d in data.diagnostics]
            return []
        listed = data.value.get("references") if isinstance(data.value, dict) else data.value
        if not isinstance(listed, list):
            found.append(finding("CITE003", "There is no list of `references:` in this file.", Span(path, 1, 1)))
            return []
        for i, record in enumerate(listed):
            if not isinstance(record, dict) or not record.get("id"):
                at = data.marks.get(f"references.{i}") or data.marks.get(str(i)) or Span(path)
                found.append(finding("CITE003", "This record has no `id`.", at, "Give it a key to cite it by."))
        if isinstance(data.value, list):
            text = "references:\n" + text.removeprefix("---\n")
        text = f"---\n{text}\n...\n" if not text.startswith("---") else f"{text}\n...\n"
    form = FORMATS[ending]
    key = store.key("bibliography", pandoc.version(), form, text)
    known = store.get(key)
    if known is None:
        known = msgspec.json.encode(pandoc.read_bibliography(text.encode(), form))
        store.put(key, known)
    records: list[dict[str, Any]] = msgspec.json.decode(known)
    if not records and text.strip() and not found:
        found.append(finding("CITE003", f"No record could be read from `{path}`.", Span(path),
                             "Compare the file with the format that its ending names."))  # fmt: skip
    return [r for r in records if r.get("id")]


def _json_records(text: str, path: str, found: list[Diagnostic]) -> list[dict[str, Any]]:
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        at = re.search(r"byte (\d+)", str(error))
        before = text.encode()[: int(at[1])].decode("utf-8", "ignore") if at else text
        place = Span(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = re.sub(r"\s*\(byte \d+\)", "", str(error))
        found.append(finding("CITE003", f"This isn't JSON: {message}.", place,
                             "A comma, a bracket or a quotation mark is missing, or one too many."))  # fmt: skip
        return []
    listed = data.get("items", data.get("references")) if isinstance(data, dict) else data
    if not isinstance(listed, list):
        found.append(finding("CITE003", "This JSON is no list of records.", Span(path, 1, 1), "CSL-JSON is a list."))
        return []
    good = []
    for i, record in enumerate(listed, 1):
        if isinstance(record, dict) and record.get("id") and isinstance(record.get("type"), str):
            good.append(record)
        else:
            name = record.get("id") if isinstance(record, dict) else None
            what = f"`{name}` has no `type`" if name else f"Record {i} has no `id`"
            found.append(finding("CITE003", f"{what}.", Span(path), "Every record of CSL-JSON has an id and a type."))
    return good


_KEYS = {
    ".json": re.compile(r'"id"\s*:\s*"(?P<key>[^"]+)"'),
    ".yaml": re.compile(r"^[ \t-]*id:\s*['\"]?(?P<key>[^\s'\"#]+)", re.MULTILINE),
    ".bib": re.compile(
        r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*(?P<key>[^\s,]+)\s*,", re.MULTILINE | re.IGNORECASE
    ),
    ".ris": re.compile(r"^ID  - (?P<key>\S+)", re.M),
}
_ALIASES = {".yml": ".yaml", ".bibtex": ".bib"}


def _keys(text: str, path: str) -> Iterator[tuple[str, Span]]:
    """Each record's key and its place, as a scan of the file sees them."""
    ending = Path(path).suffix
    for match in _KEYS[_ALIASES.get(ending, ending)].finditer(text):
        begin = match.start("key")
        yield match["key"], Span(path, text.count("\n", 0, begin) + 1, begin - text.rfind("\n", 0, begin))


def _twins(text: str, path: str) -> list[Diagnostic]:
    first: dict[str, Span] = {}
    found = []
    for key, place in _keys(text, path):
        if key in first:
            found.append(finding("CITE002", f"The key `{key}` stands twice in the bibliography.", place,
                                 f"It stands first at {first[key]}. Rename one of the two.", (first[key],)))  # fmt: skip
        first.setdefault(key, place)
    return found


def _documents(project: Project, records: dict[str, Any]) -> tuple[dict[str, SourceText], list[Diagnostic]]:
    """The text of each document `sources/documents/KEY.EXT` whose key the bibliography has."""
    texts, found = {}, []
    folder = project.root / "sources" / "documents"
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = files.relative(project.root, file)
        if file.stem not in records or not file.is_file():
            continue
        try:
            data = files.inside(project.root, file).read_bytes()
            texts[file.stem] = SourceText(path, documents.text_of(data, file.suffix))
        except (files.OutsideBriefError, documents.UnreadableError) as error:
            found.append(finding("EVID003", f"The document can't be read: {error}.", Span(path)))
    return texts, found


def _style(project: Project, found: list[Diagnostic]) -> Path:
    name = project.brief.citations.style
    place = project.mark("citations.style")
    try:
        if not name.endswith(".csl"):
            return csl.find(name)
        path = files.inside(project.root, project.root / "report" / name)
        csl.check(path)
    except files.OutsideBriefError:
        found.append(finding("CITE004", f"The style `{name}` is outside the brief's folder.", place))
    except csl.UnknownStyleError as error:
        like = "" if name.endswith(".csl") else nearest(name, csl.names())
        hint = f"Did you mean `{like}`?" if like else "`briefpress styles` lists every style."
        found.append(finding("CITE004", f"The style can't be used: {error}.", place, hint))
    else:
        return path
    return csl.find("chicago-notes-bibliography")
