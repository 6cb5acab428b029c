"""The frozen types of the evidence ledger: documents, sentences, claims, and what the documents say of each claim."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from briefpress.diagnostics import Span

Kind = Literal["quotation", "figure", "pin"]
"""What a claim is: words between quotation marks or in a block quote, a figure, a sentence tied to a passage."""

Verdict = Literal[
    "exact",  # a quotation, letter by letter
    "typographic",  # a quotation with the changes that a quotation may have
    "agrees",  # a figure that the document has, in any writing, or rounds to
    "pinned",  # words tied to a passage that is there; whether it says so, nobody but a person can tell
    "altered",  # a quotation whose words are others
    "contradicted",  # a figure whose measure has another number in the document
    "wrong source",  # it stands in another document than the one that is cited
    "wrong page",  # it stands on another page than the locator says
    "not found",
    "unchecked",  # there is no document
]
SOUND: tuple[Verdict, ...] = ("exact", "typographic", "agrees", "pinned")
"""The verdicts by which a claim is borne out, or at least its passage is where the author says."""


def in_words(verdict: Verdict) -> str:
    """What a verdict is called in what people read."""
    return "passage there" if verdict == "pinned" else verdict


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document, or the part of it on one page: where in the document's text it begins and ends.

    `page` is what the page is called, nothing where the document has none; `number` counts from 1, on each page anew.
    A paragraph that began on the page before `continues` it: the last there, notes (`note`) left aside.
    """

    begin: int
    end: int
    number: int
    page: str = ""
    continues: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a document in the order of reading, and its paragraphs, which lie in it in order.

    A line within a paragraph that a hyphen ends (`-` before the line end) breaks a word. `unread` are the pages that
    are pictures without text.
    """

    words: str
    paragraphs: tuple[Paragraph, ...]
    unread: tuple[str, ...] = ()

    @property
    def unread_pages(self) -> str:
        """The pages that are pictures, as one names them (`p. 3–5, 9`), or nothing."""
        runs: list[list[str]] = []
        for name in self.unread:
            last = runs[-1][-1] if runs else ""
            if name.isdecimal() and last.isdecimal() and int(name) == int(last) + 1:
                runs[-1].append(name)
            else:
                runs.append([name])
        return "p. " * bool(runs) + ", ".join("–".join(dict.fromkeys((run[0], run[-1]))) for run in runs)

    def at(self, offset: int) -> Paragraph:
        """The paragraph in which an offset lies, or before it if it lies between two."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.begin) - 1
        return self.paragraphs[max(index, 0)]


@dataclass(frozen=True, slots=True)
class Document:
    """A document behind a record: its key, its path from the brief's folder, its SHA-256, its text.

    A `private` one may not be published: nothing of it but short passages leaves the machine that has it.
    """

    key: str
    path: str
    sha256: str
    text: Text
    private: bool = False


@dataclass(frozen=True, slots=True)
class Citing:
    """One source as a sentence cites it: its key, its locator (`12`, of the kind `page`), the words before it.

    `at` is where in the sentence's text the citation stands; those of one pair of brackets share a `group`. `via` is
    the key of the work in which this one is quoted, where the author says so; `in_text` that it names the author in
    the sentence.
    """

    key: str
    at: int
    group: int
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    via: str = ""
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a sentence that its author set apart: from where to where, by which classes and attributes."""

    begin: int
    end: int
    classes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    def get(self, key: str) -> str:
        """The value of an attribute, or nothing."""
        return next((value for name, value in self.pairs if name == key), "")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the head of its column, if it has one, and its sentences."""

    head: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells in order. `number` is the block that it begins with, and so no other row's."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the brief, or a block quote as a whole, without its citations and notes, and where it begins.

    `role` is what it stands in: the name of a component, or `text`, `quote`, `cell`, `caption`, `source`, `heading`.
    `block` numbers the paragraphs, cells and quotes of the brief: what stands in one block shares it. `quoted` are
    the parts between quotation marks, those not counted; `aside` the parts that are no words of the author's:
    numbers of tables and figures, code, formulas. `around` are the citations of what the sentence stands in: the
    source line of its table, the rest of its row. `row` is the row of a table that it stands in, `cell` the number of
    its cell there.
    """

    section: str
    heading: str
    role: str
    text: str
    span: Span
    block: int
    citings: tuple[Citing, ...] = ()
    around: tuple[Citing, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    aside: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    row: Row | None = None
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be borne out: its words, the part of its sentence that they are, and the citations it rests on.

    `pin` is the passage that its author ties it to (`KEY#p3`), `original` the words that it translates.
    """

    kind: Kind
    words: str
    begin: int
    end: int
    sentence: Sentence
    citings: tuple[Citing, ...]
    span: Span
    pin: str = ""
    original: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its sources, each once, with the works that they are quoted in."""
        return tuple(dict.fromkeys(key for c in self.citings for key in (c.key, c.via) if key))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: its key, page and paragraph, and its part of the text where the document is here.

    `sha256` is that of the document.
    """

    key: str
    page: str = ""
    paragraph: int = 0
    extent: tuple[int, int] | None = None
    sha256: str = ""

    def __str__(self) -> str:
        where = [f"p. {self.page}" if self.page else "", f"paragraph {self.paragraph}" if self.paragraph else ""]
        return f"`{self.key}`" + "".join(f", {part}" for part in where if part)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage in its context: the words before it, its own, those behind it."""

    before: str
    passage: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words in the comparison of a quotation with its passage: in both, in the brief or in the source alone."""

    of: Literal["both", "brief", "source"]
    words: str


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody who checked a claim says of it: whether it is borne out (`ok`), a note, their name, the day."""

    by: str
    day: str
    note: str = ""
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Dissent:
    """Another value for what a claim says: its words, the keys of its sources, the claim of the brief that has them.

    Without a claim it stands in a document alone that the brief cites there as well: `place` and `excerpt` are where.
    """

    words: str
    keys: tuple[str, ...]
    claim: Claim | None = None
    place: Place | None = None
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: a claim, the verdict, where it was found or what comes nearest, and how they differ.

    `note` says in words what else is to say of it. `receipt` is the day on which it was found, where
    sources/evidence.lock vouches for it; `reason` why the author of the brief can't keep its document, where nothing is
    told of that. `review` is that of a person. `dissent` is what other sources say instead. `denied` is the negation
    that a quotation's dots leave out of a sentence. Where only the lock vouches for it, it is taken `on_trust`.
    """

    claim: Claim
    verdict: Verdict
    place: Place | None = None
    excerpt: Excerpt | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""
    receipt: str = ""
    reason: str = ""
    review: Review | None = None
    dissent: tuple[Dissent, ...] = ()
    denied: str = ""
    on_trust: bool = False
