"""The frozen types that flow between stages: Project, Library, Manuscript, ResolvedManuscript, editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefpress.accession import Accession
from briefpress.datamodel import Dataset, FigureValue, ShownData
from briefpress.diagnostics import Span
from briefpress.ledger import Document, Entry, Sentence
from briefpress.made import Check, Made
from briefpress.ownrecord import OwnRecord
from briefpress.settings import Brief, Format, Medium, SectionMeta
from briefpress.variants import Absent, Row

Node = dict[str, Any]
"""A node of pandoc's AST, as its JSON has it: `{"t": type, "c": contents}`. Never changed in place."""

Blocks = list[Any]
"""Block nodes in order."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file of the brief: its path from the brief's folder, and what it says."""

    path: str
    text: str


BRIEF = "report/brief.yaml"
"""Where the settings of a brief stand, from its folder."""

DESK = ".evidence.html"
"""How the name of a brief's desk ends, which stands beside its edition."""

LOCK = "sources/evidence.lock"
"""Where the receipts of what documents were found to say stand."""

LINKS = "sources/links.lock"
"""Where the addresses stand that `briefpress links` found dead or moved."""

EDITIONS = "editions"
"""Where the editions stand, each in a folder that is called as its number is."""

DECORATIVE = "\u2063"
"""The alternative text of a picture that says nothing, as a page to print has it; in the PDF it is no Figure."""

UNDESCRIBED = "undescribed"
"""The class of a picture whose alternative text is a mere stand-in, so that no artifact claims otherwise."""


@dataclass(frozen=True, slots=True)
class Project:
    """What is to be built: the brief's folder, its validated settings, its sections unread.

    `marks` gives, for a key path of brief.yaml such as `look.paper`, the place where its value stands.
    `epoch` is the edition's time in seconds since 1970 (its `date`, or SOURCE_DATE_EPOCH), or None.
    `all_references` is false where brief.yaml names a bibliography that isn't there, `all_sections` where a section
    couldn't be read. A `trial` is a draft of `--draft`, which leaves the edition's own files alone. `templates` has the
    texts of brief.yaml that had braces in them, by their keys, as the author wrote them. A brief of a series has the
    `row` that it is made of.
    """

    root: Path
    brief: Brief
    sections: tuple[SourceText, ...]
    references: tuple[str, ...]
    marks: Mapping[str, Span] = field(default_factory=dict)
    epoch: int | None = None
    all_references: bool = True
    all_sections: bool = True
    trial: bool = False
    templates: Mapping[str, str] = field(default_factory=dict)
    row: Row | None = None

    @property
    def name(self) -> str:
        """What the artifacts are called, without ending."""
        return self.brief.name or slug(self.brief.title)

    def mark(self, key: str) -> Span:
        """Where a key of brief.yaml stands; the file as a whole where it doesn't."""
        return self.marks.get(key, Span(BRIEF))


@dataclass(frozen=True, slots=True)
class Library:
    """What the brief rests on: CSL records by key, where each stands, and the documents behind them by key.

    `accessions` has the documents that were added with `source add`, also where they aren't on this machine, `lock` the
    receipts of what was found in them, `dead` the addresses that lead nowhere, and the day on which that was found.

    Where it isn't `whole`, a bibliography couldn't be read, and a key that is missing may stand in it.
    """

    records: Mapping[str, Mapping[str, Any]]
    places: Mapping[str, Span]
    documents: Mapping[str, Document]
    style: Path
    whole: bool = True
    accessions: Mapping[str, Accession] = field(default_factory=dict)
    dead: Mapping[str, str] = field(default_factory=dict)
    lock: SourceText | None = None

    @property
    def private(self) -> bool:
        """Whether a document that is here may not be published."""
        return any(document.private for document in self.documents.values())


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where in which file each thing of a section stands, by kind and name, in order of appearance."""

    places: Mapping[tuple[str, str, str], tuple[Span, ...]] = field(default_factory=dict)

    def all(self, section: str, kind: str, name: str) -> tuple[Span, ...]:
        """Every place of a thing in a section: `kind` is cite, label, image, link, quote or div."""
        return self.places.get((section, kind, name), ())

    def find(self, section: str, kind: str, name: str, nth: int = 0) -> Span:
        """The nth place of a thing in a section; the section as a whole where the scan didn't see it."""
        places = self.all(section, kind, name)
        return places[min(nth, len(places) - 1)] if places else Span(section)


@dataclass(frozen=True, slots=True)
class Written:
    """A section's Markdown as pandoc read it, and for each of its lines the author's file and line it came from."""

    text: str
    origins: tuple[tuple[str, int], ...]

    def span(self, offset: int) -> Span:
        """The place in the author's files of the character at an offset of the text."""
        place = Span.at("", self.text, offset)
        path, line = self.origins[min(place.line, len(self.origins)) - 1]
        return Span(path, line, place.column)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the manuscript: the file it came from, its front matter, its part of the AST."""

    path: str
    meta: SectionMeta
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in a section, the media that it is for, and whether it may stand elsewhere than in its place."""

    path: str
    words: str
    media: tuple[Medium, ...]
    floats: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The brief as one pandoc AST, section by section, and where in which file each thing in it stands.

    `pictures` holds, for each image target in the AST, the picture as it is published; `charts` the Vega-Lite
    specification of those that are to be drawn. `inputs` are the files that were read, for the manifest. `written` is
    each section as pandoc read it, `ledger` what the documents say of each quotation and figure, `by_hand` the
    sentences of rows of tables that cite and have neither. `values` are those that stand in the text, `braces` what
    stands for each pair of braces in a section's blocks of data, `shown` what charts and tables show of their files,
    `absent` the conditional parts that aren't in it.
    """

    sections: tuple[Section, ...]
    where: SourceMap
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    charts: Mapping[str, Node] = field(default_factory=dict)
    inputs: frozenset[str] = frozenset()
    datasets: tuple[Dataset, ...] = ()
    words: int = 0
    passages: tuple[Passage, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)
    ledger: tuple[Entry, ...] = ()
    by_hand: tuple[Sentence, ...] = ()
    values: tuple[FigureValue, ...] = ()
    braces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown: tuple[ShownData, ...] = ()
    absent: tuple[Absent, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedManuscript:
    """A manuscript whose every citation, label and picture is resolved: the only thing a renderer takes."""

    project: Project
    sections: tuple[Section, ...]
    references: Blocks
    pictures: Mapping[str, bytes]
    charts: Mapping[str, Node]
    words: int
    passages: tuple[Passage, ...]
    inputs: frozenset[str]
    record: OwnRecord
    records: tuple[Mapping[str, Any], ...] = ()
    datasets: tuple[Dataset, ...] = ()
    suggested: Sequence[Node] = ()
    """The brief's own record as its citation style writes it: inlines."""
    ledger: tuple[Entry, ...] = ()
    values: tuple[FigureValue, ...] = ()
    shown: tuple[ShownData, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The ids that must be found in an artifact, by what they are."""

    notes: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def items(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each kind's name in the singular, and its ids."""
        return (
            ("note", self.notes),
            ("citation", self.citations),
            ("figure", self.figures),
            ("table", self.tables),
            ("heading", self.headings),
        )


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every sheet of a brief bears that isn't final, or that is retracted: a word across it, a notice at its head.

    Where it is `numbered`, each line has its number.
    """

    word: str
    notice: str
    lang: str
    direction: str
    css: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within an artifact: its name, its media type, what it is, its bytes.

    `relation` is what it is to the artifact (ISO 19005-3, annex E), `of` the ids of the figures and tables that are
    made of it.
    """

    name: str
    media: str
    description: str
    data: bytes
    relation: Literal["Source", "Data", "Supplement"]
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The finished page of one medium: HTML that stands alone beside `files`, and what must be in it."""

    html: str
    inventory: Inventory
    files: Mapping[str, bytes] = field(default_factory=dict)
    stamp: Stamp | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """What pandoc's EPUB writer takes: an AST with metadata, a style sheet, and the files that it names.

    `shown` are the figures of its charts, which get pages of their own.
    """

    document: Node
    css: str
    inventory: Inventory
    files: Mapping[str, bytes] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[ShownData, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, its bytes, its alternative text, and the fonts of this machine that it is drawn in."""

    name: str
    data: bytes
    described: str
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundBook:
    """The files of an EPUB by their paths, but for its cover, the pages of the PDF and what it claims of itself."""

    files: Mapping[str, bytes]
    inventory: Inventory
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of inks on a paper: the name of its file, how it describes itself, and its bytes."""

    file: str
    description: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its format, its bytes, what must be found in it, and its pages where it has any.

    `suffix` is what its name has behind that of the brief: nothing, `-print` or `-booklet`. `profile` is that of the
    inks in which it is to be printed, `fonts` the SHA-256 of each font of this machine that it has a part of, or that
    something in it was laid out or drawn in.
    """

    format: Format
    data: bytes
    inventory: Inventory
    pages: int | None = None
    suffix: Literal["", "-print", "-booklet"] = ""
    profile: Profile | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)

    def file(self, name: str) -> str:
        """What its file is called in an edition of that name."""
        return f"{name}{self.suffix}.{self.format}"


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """Artifacts that passed their checks, and the brief's own record: the only thing `publish` takes."""

    project: Project
    artifacts: tuple[Artifact, ...]
    record: OwnRecord
    made: Made
    checks: tuple[Check, ...] = ()


def slug(text: str) -> str:
    """A file name from a title: lower case, words joined by hyphens; letters of every script stay."""
    words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return "-".join(words)[:80].strip("-") or "brief"
