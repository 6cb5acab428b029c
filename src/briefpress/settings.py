"""brief.yaml in, as plain data; the brief's settings out, typed, frozen and with every default filled in."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Format = Literal["pdf", "epub", "html"]
Medium = Literal["paper", "screen", "ebook"]
Style = Literal["institute", "newsroom", "ministry"]
MEDIUM_OF: dict[Format, Medium] = {"pdf": "paper", "html": "screen", "epub": "ebook"}
MEDIA: tuple[Medium, ...] = ("paper", "screen", "ebook")

Lang = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="a BCP 47 language tag")]
Orcid = Annotated[str, Meta(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", description="an ORCID iD, without address")]
Web = Annotated[str, Meta(pattern=r"^(https?://\S+)?$", description="an address on the web: `https://…`")]
Count = Annotated[int, Meta(ge=1)]


class Author(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who wrote the brief."""

    name: str
    affiliation: str = ""
    orcid: Orcid | None = None
    email: str = ""
    url: Web = ""


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


class Look(Struct, frozen=True, forbid_unknown_fields=True):
    """How the brief looks."""

    style: Style = "institute"
    paper: Literal["a4", "letter"] = "a4"
    cover: bool = True
    contents: bool | Literal["auto"] = "auto"
    number_sections: bool = False
    abbreviations: bool = False
    logo: str | None = None


class Identifier(Struct, frozen=True, forbid_unknown_fields=True):
    """What the brief is known by."""

    doi: Annotated[str, Meta(pattern=r"^10\.\d{4,9}/\S+$", description="a DOI, without address")] | None = None
    issn: Annotated[str, Meta(pattern=r"^\d{4}-\d{3}[\dX]$", description="an ISSN: 1234-567X")] | None = None
    isbn: str | None = None
    series: str | None = None
    number: str | int | None = None


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long the brief may be; passing a limit is a warning."""

    words: Count | None = None
    pages: Count | None = None


class CheckSetting(Struct, frozen=True, forbid_unknown_fields=True):
    """Another severity for a code, with the reason."""

    severity: Literal["error", "warning", "note"]
    why: Annotated[str, Meta(min_length=1)]


class Brief(Struct, frozen=True, forbid_unknown_fields=True):
    """All that brief.yaml says. Only the title has no default."""

    title: Annotated[str, Meta(min_length=1)]
    subtitle: str = ""
    authors: tuple[Author | str, ...] = ()
    date: datetime.date | None = None
    edition: str | int | float | None = None
    lang: Lang = "en"
    name: Annotated[str, Meta(pattern=r"^[\w][\w.-]*$", description="a file's name without spaces")] | None = None
    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)
    sections: tuple[str, ...] | None = None
    citations: Citations = field(default_factory=Citations)
    look: Look = field(default_factory=Look)
    formats: tuple[Format, ...] = ("pdf", "epub", "html")
    identifier: Identifier = field(default_factory=Identifier)
    licence: str = ""
    status: Literal["final", "draft", "embargo"] = "final"
    variables: dict[str, str | int | float | bool] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    checks: dict[str, CheckSetting] = field(default_factory=dict)

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

    @property
    def for_media(self) -> tuple[Medium, ...]:
        """The media that the section is for."""
        if self.media is None:
            return MEDIA
        return (self.media,) if isinstance(self.media, str) else self.media
