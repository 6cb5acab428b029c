"""Ledgers for a test of the desk: claims of every kind and verdict on a fictional river, as many as are wanted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefpress.accession import Accession
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.ledger import Change, Citing, Claim, Document, Entry, Excerpt, Paragraph, Place, Review, Sentence, Text
from briefpress.model import Library, Project
from briefpress.settings import Author, Brief

RECORDS: dict[str, dict[str, Any]] = {
    "marsh2020": {
        "id": "marsh2020", "type": "book", "title": "The <i>Price</i> of Low Water", "language": "en",
        "author": [{"family": "Marsh", "given": "Ida"}], "issued": {"date-parts": [[2020]]}, "DOI": "10.5555/low.1",
    },
    "office2023": {
        "id": "office2023", "type": "report", "title": "River survey 2023", "author": [{"literal": "Water Office"}],
        "issued": "2023-06-12", "URL": "https://water.example/survey",
    },
    "daily2022": {
        "id": "daily2022", "type": "article-newspaper", "title": "Bridge opens late & dear", "issued": {"raw": "2022"},
        "author": [{"family": "Okoro"}, {"family": "Vance"}, {"family": "Lund"}], "URL": "javascript:alert(1)",
    },
}  # fmt: skip
HEADINGS = ("What the river gives", "What it takes", "What to do")

BEFORE = "The Office read the gauges on every day of the season, and wrote to the towns below the weir in April. "
AFTER = " The towns answered in June, and asked for a second reading before the summer."


@dataclass(frozen=True)
class Made:
    """What `desk` takes."""

    project: Project
    ledger: tuple[Entry, ...]
    library: Library
    found: tuple[Diagnostic, ...]


def made(count: int, root: Path = Path("/nowhere"), **brief: Any) -> Made:
    """A ledger of `count` claims: two or three to a sentence, each kind and verdict in turn."""
    settings = Brief(
        title="The price of <low> water & what to do",
        authors=(Author("Ida Marsh"),),
        date=datetime.date(2026, 1, 15),
        edition="1.0",
        name="water",
    )
    for name, value in brief.items():
        settings = _with(settings, name, value)
    text = Text(BEFORE + "The level fell by 26 percent." + AFTER, (Paragraph(0, 200, 1, "3"),))
    library = Library(
        RECORDS,
        {},
        {"marsh2020": Document("marsh2020", "sources/documents/marsh2020.html", "0" * 64, text, private=True)},
        Path("style.csl"),
        accessions={
            "office2023": Accession(
                "office2023.pdf", "1" * 64, datetime.date(2026, 1, 2), "https://water.example/survey.html",
                "https://archive.example/survey",
            )
        },
    )  # fmt: skip
    entries: list[Entry] = []
    number = 0
    while len(entries) < count:
        entries += _sentence(number, count)
        number += 1
    found = (
        finding(
            "EVID030", "The review by `Ida` is of a claim that is gone.", Span("sources/reviews.json", 4), "Again."
        ),
        finding("CITE001", "This one is no matter of the desk."),
    )
    return Made(Project(root, settings, (), ()), tuple(entries[:count]), library, found)


def _with(brief: Brief, name: str, value: Any) -> Brief:
    from msgspec import structs

    return structs.replace(brief, **{name: value})


def _sentence(number: int, whole: int) -> list[Entry]:
    """One sentence with a quotation and a figure, every third pinned as well."""
    words = f"the level fell for the {number}th year on end"
    figure = f"{number + 3} percent"
    text = f"The Office says that “{words}”, by {figure} & more, <b>since</b> the weir was closed to barges."
    heading = HEADINGS[min(number * len(HEADINGS) * 5 // 2 // max(whole, 1), len(HEADINGS) - 1)]
    citings = (
        (Citing("marsh2020", len(text), 1, "12-13"),),
        (Citing("office2023", len(text), 1, "4", via="daily2022"),),
        (Citing("daily2022", len(text), 1), Citing("office2023", len(text), 1)),
    )[number % 3]
    span = Span(f"report/{HEADINGS.index(heading) + 1:02}-part.md", number + 3, 5)
    role = ("text", "cell", "quote", "caption")[number % 4]
    sentence = Sentence(span.path, heading, role, text, span, number, citings)

    def claim(kind: Any, part: str, **more: Any) -> Claim:
        begin = text.index(part)
        return Claim(kind, part, begin, begin + len(part), sentence, citings, span, **more)

    place = Place(citings[0].key, "3", 2, (10, 40))
    there = Excerpt(BEFORE, f"The {words[4:]}", AFTER)
    changes = (Change("both", "the level"), Change("brief", "fell"), Change("source", "was said to have fallen"),
               Change("both", "for the year on end"))  # fmt: skip
    quotation, count_of = claim("quotation", words), claim("figure", figure)
    review = Review("T. Vance", "2026-01-10", "Seen in print, too.", ok=number % 2 == 0) if number % 11 == 0 else None
    quotations = (
        Entry(quotation, "exact", place, there, review=review),
        Entry(quotation, "typographic", place, there),
        Entry(quotation, "altered", place, there, changes),
        Entry(quotation, "not found", note="Nothing in the document comes near it."),
        Entry(quotation, "wrong source", Place("marsh2020", "7", 1), there, note="It is in `marsh2020`."),
        Entry(quotation, "wrong page", place, there),
        Entry(quotation, "unchecked"),
        Entry(quotation, "exact", Place(citings[0].key, "3", 2), receipt="2026-01-03", on_trust=True),
    )
    figures = (
        Entry(count_of, "agrees", place, Excerpt(BEFORE, figure, AFTER)),
        Entry(count_of, "contradicted", place, there, note="The source has 31 percent."),
        Entry(count_of, "not found"),
        Entry(count_of, "unchecked"),
    )
    out = [quotations[number % 8], figures[number % 4]]
    if number % 3 == 0:
        pinned = claim("pin", text[: text.index("”")], pin="marsh2020#p3.2")
        out.append(Entry(pinned, ("pinned", "not found")[number % 2], place, there))
    return out
