"""The text of a bibliography in; its CSL records, each with its place, and findings for what is wrong, out."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from briefpress import files, identifiers, links, yamlfile
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest

FORMATS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris", ".yaml": "markdown", ".yml": "markdown"}
"""What pandoc calls the format of each ending; JSON is CSL's own, and is read here."""

Record = dict[str, Any]
Convert = Callable[[str, str], list[Record]]
"""pandoc: the text of a bibliography and its format in, CSL records out. Raises RefusedError."""

_NAMES = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer",
    "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
)  # fmt: skip
_DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
_FIELDS = (
    "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
    "call-number", "chapter-number", "citation-key", "citation-label", "citation-number", "collection-number",
    "collection-title", "container-title", "container-title-short", "dimensions", "division", "DOI", "edition",
    "event", "event-place", "event-title", "first-reference-note-number", "genre", "id", "ISBN", "ISSN", "issue",
    "jurisdiction", "keyword", "language", "license", "locator", "medium", "note", "number", "number-of-pages",
    "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page", "page-first",
    "part", "part-title", "PMCID", "PMID", "printing", "publisher", "publisher-place", "references",
    "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement", "title",
    "title-short", "type", "URL", "version", "volume", "volume-title", "volume-title-short", "year-suffix",
    "custom", "categories", "shortTitle", "journalAbbreviation", "archived",
)  # fmt: skip
_ELSEWHERE = {
    "address": "publisher-place", "booktitle": "container-title", "date": "issued", "institution": "publisher",
    "journal": "container-title", "link": "URL", "pages": "page", "school": "publisher", "year": "issued",
}  # fmt: skip
"""What BibTeX calls a field of CSL."""
_DATE = re.compile(r"^-?\d{4}(-\d{2}){0,2}[~?]?(/(-?\d{4}(-\d{2}){0,2}[~?]?)?)?$")
_LIKE = 80


class RefusedError(Exception):
    """pandoc can't read a bibliography: the line and column where it stopped (0: unknown), and what it said."""

    def __init__(self, line: int, column: int, said: str) -> None:
        super().__init__(said)
        self.line, self.column, self.said = line, column, said


_REMARKS = ("abstract", "annote", "categories", "custom", "note")
"""What a record holds for whoever keeps the bibliography, or of another's text."""


def published(record: Mapping[str, Any], *, annotated: bool) -> dict[str, Any]:
    """A record as readers may have it: what CSL knows, without remarks and the paths of files on somebody's machine.

    An annotation stays where the brief prints it.
    """
    told = {"id", "type", *_FIELDS, *_NAMES, *_DATES} - set(_REMARKS) | ({"annote"} if annotated else set())
    return {name: value for name, value in record.items() if name in told}


def read(text: str, path: str, convert: Convert) -> tuple[list[tuple[Record, Span]], list[Diagnostic]]:
    """Every record that can be used, in order, with its place; and all that is wrong with the others."""
    ending = Path(path).suffix.lower()
    reader = _Json if ending == ".json" else _Yaml if ending in (".yaml", ".yml") else _Converted
    work = reader(text, path)
    records = [(_plain(record), place) for record, place in work.records(convert, FORMATS.get(ending, ""))]
    return records, [*work.found, *_twins(work.keys)]


def _plain(record: Record) -> Record:
    """A record whose key is a text, without the fields that hold nothing."""
    return {k: v for k, v in record.items() if v is not None} | {"id": str(record["id"])}


def _twins(keys: list[tuple[str, Span]]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for key, place in keys:
        if key in first:
            hint = f"It stands first at {first[key]}. Rename one of the two."
            yield finding("CITE002", f"The key `{key}` stands twice in the bibliography.", place, hint, (first[key],))
        first.setdefault(key, place)


class _Reader(ABC):
    """What is the same for every format: holding records against what CSL is."""

    strict = False
    """Whether the format is CSL-JSON, in which names are always groups."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path
        self.keys: list[tuple[str, Span]] = []
        self.found: list[Diagnostic] = []

    @abstractmethod
    def records(self, convert: Convert, form: str) -> list[tuple[Record, Span]]:
        """The records of the file, less what can't be used of them, each with its place."""

    def unreadable(self, message: str, place: Span, hint: str, keys: re.Pattern[str]) -> list[tuple[Record, Span]]:
        """Refuse the whole file; an empty record for each key that a scan sees, so that no citation is blamed."""
        self.refuse(message, place, hint)
        return [({"id": m["key"], "type": "document"}, self.span(m.start("key"))) for m in keys.finditer(self._text)]

    def span(self, at: int) -> Span:
        """The line and column of a place in the text."""
        return Span.at(self._path, self._text, at)

    def refuse(self, message: str, place: Span, hint: str) -> None:
        """Keep a finding against a record, or the file."""
        self.found.append(finding("CITE003", message, place, hint))

    def remark(self, message: str, place: Span, hint: str) -> None:
        """Keep a warning about a field."""
        self.found.append(finding("CITE006", message, place, hint))

    def sound(self, record: Record, place: Span) -> Record:
        """A record without the fields that can't be used; what is wrong with them is kept."""
        key = str(record["id"])
        kind = record.get("type")
        if kind not in _TYPES:
            like = nearest(str(kind or ""), _TYPES)
            said = f"The type `{kind}` of `{key}` is none that CSL knows." if kind else f"`{key}` has no type."
            self.remark(said, place, f"Did you mean `{like}`?" if like else "Such as `book`, `report` or `webpage`.")
        sound = {}
        for name, value in record.items():
            before = len(self.found)
            self._field(key, name, value, place)
            if not any(d.code == "CITE003" for d in self.found[before:]):
                sound[name] = value
        return sound

    def _field(self, key: str, name: str, value: Any, place: Span) -> None:
        if name in _NAMES:
            self._names(key, name, value, place)
        elif name in _DATES:
            self._date(key, name, value, place)
        elif name in _FIELDS:
            self._text_field(key, name, value, place)
        elif meant := _meant(name):
            said = f"`{name}` of `{key}` is no field of a record, and is left out."
            self.remark(said, place, f"Did you mean `{meant}`?")

    def _text_field(self, key: str, name: str, value: Any, place: Span) -> None:
        if isinstance(value, dict | list | bool | float) and name not in ("custom", "categories"):
            hint = "Write it as one text, in quotation marks."
            self.refuse(f"`{name}` of `{key}` is {_kind(value)}; it wants a text.", place, hint)
        elif isinstance(value, str) and (match := files.UNPRINTABLE.search(value)):
            hint = "Delete it: it can't be seen, and came with a text from elsewhere."
            said = f"`{name}` of `{key}` holds a character that can't be printed (U+{ord(match[0]):04X})."
            self.refuse(said, place, hint)
        elif name in ("URL", "archived") and isinstance(value, str) and (fault := links.fault(value.strip())):
            self.refuse(f"`{name}` of `{key}` is no address on the web: `{value}`.", place, fault[1])
        elif name in ("DOI", "ISBN", "ISSN") and (fault := identifiers.fault_in_record(name, str(value))):
            self.remark(f"`{name}` of `{key}` is `{value}`, {fault[0]}.", place, fault[1])

    def _names(self, key: str, name: str, value: Any, place: Span) -> None:
        hint = 'Write `{"family": "Marsh", "given": "Ida"}`, or `{"literal": "Harbour Institute"}`, in a list.'
        if not self.strict:
            hint = "Write `- {family: Marsh, given: Ida}`, or `- {literal: Harbour Institute}`."
        listed = value if isinstance(value, list) else [value]
        if value is None or (self.strict and not isinstance(value, list)):
            if value is not None:
                self.refuse(f"`{name}` of `{key}` is {_kind(value)}; it wants a list of names.", place, hint)
            return
        for one in listed:
            if isinstance(one, dict) and not any(one.get(part) for part in ("family", "given", "literal")):
                self.refuse(f"A name under `{name}` of `{key}` has no family name.", place, hint)
            elif not isinstance(one, dict | str) or (isinstance(one, dict) and not _texts(one)):
                self.refuse(f"A name under `{name}` of `{key}` is no name.", place, hint)

    def _date(self, key: str, name: str, value: Any, place: Span) -> None:
        hint = "Write it as 2020, 2020-03 or 2020-03-04. Other words, such as “forthcoming”, belong under `status`."
        words: Any = value
        if isinstance(value, dict):
            words = value.get("raw") or value.get("literal") or value.get("date-parts") or value.get("year")
            if isinstance(words, list):
                sound = all(isinstance(p, list) and p and all(str(n).isdigit() for n in p if n != "") for p in words)
                if not sound and self.strict:
                    said = f"The date parts of `{name}` of `{key}` are no numbers."
                    self.refuse(said, place, 'Write `{"date-parts": [[2020, 3, 4]]}`.')
                    return
                words = "2020" if sound and str(words[0][0]) not in ("0", "") else words
        if isinstance(value, list) and not self.strict:
            return
        if isinstance(value, int | float | list) and self.strict:
            said = f"`{name}` of `{key}` is {_kind(value)}; it wants a date."
            self.refuse(said, place, 'Write `{"date-parts": [[2020, 3, 4]]}`.')
        elif value is not None and not _DATE.match(str(words)):
            shown = f": `{words}`" if isinstance(words, str | int) and words else ""
            self.remark(f"The date of `{key}` (`{name}`) can't be read, and is left out{shown}.", place, hint)


def _texts(name: Mapping[str, Any]) -> bool:
    return all(isinstance(v, str | bool | int | None) for v in name.values())


def _kind(value: Any) -> str:
    names = {dict: "a group", list: "a list", bool: str(value).lower()}
    shown = str(value) if len(str(value)) < 60 else f"{str(value)[:57]}…"
    return names.get(type(value), f"`{shown}`")


def _meant(name: str) -> str:
    """The field that an unknown one stands for, or nothing."""
    if name.casefold() in _ELSEWHERE:
        return _ELSEWHERE[name.casefold()]
    known = (*_FIELDS, *_NAMES, *_DATES)
    like = nearest(name, known)
    from rapidfuzz import fuzz

    return like if like and fuzz.ratio(name.casefold(), like.casefold()) >= _LIKE else ""


class _Json(_Reader):
    """CSL-JSON: a list of records, or a group with the list under `items` or `references`."""

    strict = True
    _KEY = re.compile(r'"id"\s*:\s*"(?P<key>[^"]+)"')
    _SAID = (
        ("Expecting ',' delimiter", "A comma is missing before this."),
        ("Expecting ':' delimiter", "A colon is missing before this."),
        ("Expecting property name", "A name in quotation marks is missing here, or the comma before is one too many."),
        ("Illegal trailing comma", "The comma before this is one too many."),
        ("Expecting value", "A value is missing here, or the comma before is one too many."),
        ("Unterminated string", "This quotation mark is never closed."),
        ("Invalid control character", "A line ends, or a tab stands, inside a text in quotation marks."),
        ("Extra data", "The list of records ends before this."),
    )

    def records(self, convert: Convert, form: str) -> list[tuple[Record, Span]]:  # noqa: ARG002  # needs no pandoc
        """As the file has them."""
        text, path = self._text, self._path
        if not text.strip():
            self.refuse("The bibliography is empty.", Span(path), "An empty CSL-JSON bibliography is `[]`.")
            return []
        try:
            data = json.loads(text, object_pairs_hook=self._pairs)
        except json.JSONDecodeError as error:
            told = next((words for said, words in self._SAID if error.msg.startswith(said)), f"{error.msg}.")
            said = f"This isn't JSON: {told[0].lower()}{told[1:]}"
            hint = "Compare this line, and the one before it, with those of a record that is right."
            return self.unreadable(said, Span(path, error.lineno, error.colno), hint, self._KEY)
        except RecursionError:
            self.refuse("Lists and groups stand too deep in each other.", Span(path), "A bracket is never closed.")
            return []
        listed = data.get("items", data.get("references")) if isinstance(data, dict) else data
        if not isinstance(listed, list):
            self.refuse("This file holds no list of records.", Span(path, 1, 1), "CSL-JSON begins with `[`.")
            return []
        places = self._places() if data is listed else {}
        good = []
        for i, record in enumerate(listed):
            at = places.get(i, 0)
            if not isinstance(record, dict) or record.get("id") in (None, ""):
                place = self.span(at) if at else Span(path)
                self.refuse(f"Record {i + 1} has no `id`.", place, 'Give it a key to cite it by: `"id": "marsh2020"`.')
                continue
            match = re.compile(rf'"id"\s*:\s*"?(?={re.escape(str(record["id"]))})').search(text, at)
            place = self.span(match.end()) if match else Span(path)
            self.keys.append((str(record["id"]), place))
            good.append((self.sound(record, place), place))
        return good

    def _pairs(self, pairs: list[tuple[str, Any]]) -> Record:
        names = [name for name, _ in pairs]
        twice = next((n for i, n in enumerate(names) if n in names[:i]), None)
        if twice is not None:
            match = re.search(rf'"{re.escape(str(dict(pairs).get("id")))}"', self._text)
            place = self.span(match.start()) if match else Span(self._path)
            self.refuse(f"`{twice}` is given twice in one group.", place, "Keep one of the two.")
        return dict(pairs)

    def _places(self) -> dict[int, int]:
        """Where in the text each record of a list begins."""
        decoder, comma = json.JSONDecoder(), re.compile(r"[\s,]*([^\s,\]])")
        places: dict[int, int] = {}
        at = self._text.index("[") + 1
        while match := comma.match(self._text, at):
            places[len(places)] = match.start(1)
            _, at = decoder.raw_decode(self._text, match.start(1))
        return places


class _Yaml(_Reader):
    """CSL-YAML: a list of records under `references`, or the list alone. pandoc reads the Markdown in it."""

    _KEY = re.compile(r"^[ \t-]*id:\s*['\"]?(?P<key>[^\s'\"#]+)", re.MULTILINE)

    def records(self, convert: Convert, form: str) -> list[tuple[Record, Span]]:
        """As pandoc makes them of the file's data."""
        data = yamlfile.parse(self._text, self._path)
        for fault in data.diagnostics[1:]:
            self.refuse(fault.message, fault.span or Span(self._path), fault.hint)
        for fault in data.diagnostics[:1]:
            return self.unreadable(fault.message, fault.span or Span(self._path), fault.hint, self._KEY)
        if data.value is None:
            return []
        listed = data.value.get("references") if isinstance(data.value, dict) else data.value
        if not isinstance(listed, list):
            hint = "It begins with a line `references:`, and each record below it with `- id: …`."
            self.refuse("This file holds no list of references.", Span(self._path, 1, 1), hint)
            return []
        above = "references." if isinstance(data.value, dict) else ""
        good, places = [], []
        for i, record in enumerate(listed):
            place = data.marks.get(f"{above}{i}.id") or data.marks.get(f"{above}{i}") or Span(self._path)
            if not isinstance(record, dict) or record.get("id") in (None, ""):
                self.refuse("This record has no `id`.", place, "Give it a key to cite it by: `id: marsh2020`.")
                continue
            self.keys.append((str(record["id"]), place))
            good.append({k: v for k, v in self.sound(record, place).items() if v is not None})
            places.append(place)
        # JSON is YAML too, of one meaning: in it pandoc takes no edition 1.10 for the number 1.1.
        read = convert(f"---\n{json.dumps({'references': good}, ensure_ascii=False)}\n---\n", form) if good else []
        return list(zip(read, places, strict=False))


class _Converted(_Reader):
    """BibTeX, BibLaTeX and RIS, which pandoc turns into CSL."""

    _RIS = re.compile(r"^ID  - (?P<key>\S+)", re.MULTILINE)
    _BIB = re.compile(
        r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*(?P<key>[^\s,]+)\s*,", re.MULTILINE | re.IGNORECASE
    )

    def records(self, convert: Convert, form: str) -> list[tuple[Record, Span]]:
        """As pandoc makes them of the file."""
        name, pattern = ("RIS", self._RIS) if form == "ris" else ("BibTeX", self._BIB)
        hint = "A brace, a comma or a quotation mark is missing here, or in the record before."
        if form == "ris":
            hint = "A line of RIS begins with two letters, two spaces, a hyphen and a space: `TI  - The title`."
        try:
            read = convert(self._text, form)
        except RefusedError as error:
            place = Span(self._path, error.line, error.column) if error.line else Span(self._path)
            return self.unreadable(f"This isn't {name}: {error.said}.", place, hint, pattern)
        if not read and self._text.strip():
            self.refuse("No record could be read from this file.", Span(self._path), hint)
        self.keys = [(m["key"], self.span(m.start("key"))) for m in pattern.finditer(self._text)]
        places = dict(reversed(self.keys))
        found = [(r, places.get(str(r["id"]), Span(self._path))) for r in read if r.get("id")]
        return [(self.sound(record, place), place) for record, place in found]
