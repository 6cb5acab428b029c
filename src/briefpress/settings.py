"""brief.yaml in, as plain data; the brief's settings out, typed, frozen and with every default filled in."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from briefpress import identifiers

Format = Literal["pdf", "epub", "html", "docx"]
Medium = Literal["paper", "screen", "ebook"]
Style = Literal["institute", "newsroom", "ministry"]
MEDIUM_OF: dict[Format, Medium] = {"pdf": "paper", "html": "screen", "epub": "ebook", "docx": "paper"}
MEDIA: tuple[Medium, ...] = ("paper", "screen", "ebook")
Variant = Literal["screen", "print"]
"""What a PDF is for: reading on a screen and in an office, or a printing press."""

Lang = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="a BCP 47 language tag")]
Doi = Annotated[str, Meta(pattern=rf"^{identifiers.DOI}$", description="a DOI: 10.5555/river.2026")]
Issn = Annotated[str, Meta(pattern=rf"^{identifiers.ISSN}$", description="an ISSN: 1234-567X")]
Isbn = Annotated[str, Meta(pattern=rf"^{identifiers.ISBN}$", description="an ISBN of 10 or 13 digits")]
Orcid = Annotated[str, Meta(pattern=rf"^{identifiers.ORCID}$", description="an ORCID iD: 0000-0002-1825-0097")]
Web = Annotated[str, Meta(pattern=r"^(https?://\S+)?$", description="an address on the web: `https://…`")]
Filename = Annotated[
    str, Meta(pattern=r"^[\w][\w.-]*$", description="a file's name of letters, digits, dots and hyphens")
]
Count = Annotated[int, Meta(ge=1)]
Bleed = Annotated[
    str, Meta(pattern=r"^(10(\.0+)?|\d(\.\d+)?) ?mm$", description="a width of up to 10 millimetres: `3mm`")
]
Moment = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})? ?(Z|[+-]\d{2}:?\d{2}))?$",
        description="a day, or a time with its zone: `2026-12-01T00:01+01:00`",
    ),
]


class Author(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who wrote the brief."""

    name: str
    affiliation: str = ""
    orcid: Orcid | None = None
    email: str = ""
    url: Web = ""
    family: str = ""
    institution: bool = False


class Publisher(Struct, frozen=True, forbid_unknown_fields=True):
    """The house that publishes the brief."""

    name: str = ""
    place: str = ""
    url: Web = ""


class ReferenceGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading in the list of references, and the CSL types or keys that stand under it."""

    title: str
    types: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Citations(Struct, frozen=True, forbid_unknown_fields=True):
    """How the brief cites, and from what."""

    style: str = "chicago-notes-bibliography"
    references: tuple[str, ...] | None = None
    groups: bool | tuple[ReferenceGroup, ...] = False
    annotations: bool = False
    backlinks: bool = True
    nocite: tuple[str, ...] = ()


class Print(Struct, frozen=True, forbid_unknown_fields=True):
    """What a printing press is given: `bleed` is what is printed beyond the edge at which the paper is cut."""

    bleed: Bleed = "3mm"
    marks: bool = True
    booklet: bool = False
    profile: str | None = None

    @property
    def bleed_points(self) -> float:
        """The width of the bleed, in points."""
        return float(self.bleed.removesuffix("mm")) * 72 / 25.4


class Look(Struct, frozen=True, forbid_unknown_fields=True):
    """How the brief looks."""

    style: Style = "institute"
    paper: Literal["a4", "letter"] = "a4"
    cover: bool = True
    contents: bool | Literal["auto"] = "auto"
    number_sections: bool = False
    abbreviations: bool = False
    logo: str | None = None
    suggested_citation: bool = True
    cover_image: str | None = None
    print: Print = field(default_factory=Print)


class Identifier(Struct, frozen=True, forbid_unknown_fields=True):
    """What the brief is known by."""

    doi: Doi | None = None
    issn: Issn | None = None
    isbn: Isbn | None = None
    series: str | None = None
    number: str | int | None = None


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """The brief in another language: at an address, or in files of another `name` beside this one's."""

    lang: Lang
    title: str = ""
    url: Web = ""
    name: Filename | None = None


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long the brief may be; passing a limit is a warning."""

    words: Count | None = None
    pages: Count | None = None


class Accessibility(Struct, frozen=True, forbid_unknown_fields=True):
    """Who looked the EPUB through and certifies that it conforms to WCAG 2.2, and at what level."""

    certified_by: str = ""
    level: Literal["A", "AA"] = "AA"
    credential: str = ""
    report: Web = ""


Likelihood = Annotated[
    str, Meta(pattern=r"^\d{1,3} ?(-|–|to) ?\d{1,3} ?%?$", description="a range of per cent: `20–45`")
]
Age = Annotated[str, Meta(pattern=r"^[1-9]\d{0,2} (years?|months?)$", description="`5 years` or `18 months`")]


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """What the brief shows of its evidence, and what its claims are held to.

    `annex` prints the ledger, `marks` marks in the text that lead to it. `scale` are the words of likelihood: ICD 203's
    where it isn't given and the brief has key judgements. `unseen` has the sources that can't be kept, with reasons.
    """

    annex: bool = False
    marks: bool = False
    scale: Literal["icd203", "off"] | bool | dict[str, Likelihood] | None = None
    sources: bool = False
    oldest: Age | None = None
    retracted: tuple[str, ...] = ()
    unseen: dict[str, Annotated[str, Meta(min_length=1)]] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        """Whether a reader sees what bears out the claims."""
        return self.annex or self.marks


class Revision(Struct, frozen=True, forbid_unknown_fields=True):
    """What an edition is to the one before it: its day, the kind of change, and what readers are told of it."""

    date: datetime.date
    kind: Literal["update", "correction", "retraction"] = "update"
    note: str = ""


Substance = Literal["text", "figures", "sources", "record", "look", "engines"]
"""What two editions can differ in."""


class Editions(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a new edition: where nothing else differs, `build --if-changed` does nothing."""

    substance: tuple[Substance, ...] = ("text", "figures", "sources", "record")


class CheckSetting(Struct, frozen=True, forbid_unknown_fields=True):
    """Another severity for a code, with the reason."""

    severity: Literal["error", "warning", "note"]
    why: Annotated[str, Meta(min_length=1)]


Cell = str | int | float


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """The table of which each row makes a brief: its file, and which of its rows, as blocks of data say it.

    `name` is the column, or a text with `{{ row.COLUMN }}`, that each brief is called by; `title` is that of the page
    which lists them.
    """

    data: str
    name: Annotated[str, Meta(min_length=1)]
    title: str = ""
    sheet: str | int | None = None
    query: Annotated[str, Meta(min_length=1, max_length=10_000)] | None = None
    where: dict[str, Cell | list[Cell]] = field(default_factory=dict)


class Brief(Struct, frozen=True, forbid_unknown_fields=True):
    """All that brief.yaml says. Only the title has no default."""

    title: Annotated[str, Meta(min_length=1)]
    subtitle: str = ""
    authors: tuple[Author | str, ...] = ()
    date: datetime.date | None = None
    edition: str | int | float | None = None
    revision: Revision | None = None
    lang: Lang = "en"
    name: Filename | None = None
    url: Web = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)
    sections: tuple[str, ...] | None = None
    citations: Citations = field(default_factory=Citations)
    look: Look = field(default_factory=Look)
    formats: tuple[Format, ...] = ("pdf", "epub", "html")
    identifier: Identifier = field(default_factory=Identifier)
    licence: str = ""
    versions: tuple[Version, ...] = ()
    status: Literal["final", "draft", "embargo"] = "final"
    embargo: Moment | None = None
    variables: dict[str, str | int | float | bool] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    accessibility: Accessibility = field(default_factory=Accessibility)
    checks: dict[str, CheckSetting] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    editions: Editions = field(default_factory=Editions)
    series: Series | None = None

    @property
    def day(self) -> datetime.date | None:
        """The day of this edition: that of its revision, else that on which the brief first came out."""
        return self.revision.date if self.revision else self.date

    @property
    def people(self) -> tuple[Author, ...]:
        """The authors that have a name, each as an Author, also those given by name alone."""
        everyone = (a if isinstance(a, Author) else Author(a) for a in self.authors)
        return tuple(person for person in everyone if person.name.strip())


class SectionMeta(Struct, frozen=True, forbid_unknown_fields=True):
    """A section's front matter."""

    title: str = ""
    media: tuple[Medium, ...] | Medium | None = None
    lang: Lang | None = None
    variables: dict[str, str | int | float | bool] = field(default_factory=dict)
    when: str = ""

    @property
    def for_media(self) -> tuple[Medium, ...]:
        """The media that the section is for."""
        if self.media is None:
            return MEDIA
        return (self.media,) if isinstance(self.media, str) else self.media
