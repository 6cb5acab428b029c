"""sources/reviews.json, or what a desk exported, as bytes in; the reviews in it, held to their form, out. And back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, structs

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding

PATH = "sources/reviews.json"
"""Where the reviews of a brief stand, from its folder."""

LARGEST = 8 << 20
"""Bytes of the largest file of reviews that is read: room for 20,000 reviews with a note each."""

MOST = 20_000
"""Reviews in one file."""

_UNSEEN = re.compile(rf"{files.UNPRINTABLE.pattern}|[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Mark = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$", description="a mark of 16 hexadecimal digits")]
Passage = Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?$", description="a mark, or nothing")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="a day: 2026-01-15")]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
Note = Annotated[str, Meta(max_length=2000)]


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of sources/reviews.json: the version of its form."""

    format: Literal[1]


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """A review as it is kept: what was reviewed, by its marks, and what was said of it.

    `passage` is the mark of the passage that the reviewer saw beside the claim, nothing where there was none; `words`
    are how the claim begins, for people who read the file.
    """

    claim: Mark
    by: Name
    day: Day
    ok: bool
    passage: Passage = ""
    note: Note = ""
    words: Annotated[str, Meta(max_length=200)] = ""

    @property
    def withdrawn(self) -> bool:
        """Whether it says nothing: who takes back a tick, and has no query, takes back the review."""
        return not self.ok and not self.note


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What a desk exports of one claim: a tick, a query in a note, or neither, which takes back what the brief has."""

    claim: Mark
    ok: bool
    passage: Passage = ""
    note: Note = ""


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """What a desk exports: the name of the brief, who reviewed it, the day, and each review."""

    format: Literal[1]
    brief: Annotated[str, Meta(max_length=200)]
    by: Name
    day: Day
    reviews: Annotated[tuple[Said, ...], Meta(max_length=MOST)]

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Its reviews as they are kept."""
        return tuple(Kept(r.claim, self.by, self.day, r.ok, r.passage, r.note) for r in self.reviews)


class UnreadableError(Exception):
    """A file of reviews is none. Says why; `at` is where in it, in bytes, if that is known."""

    def __init__(self, why: str, at: int = 0) -> None:
        super().__init__(why)
        self.at = at


def read(data: bytes) -> tuple[Kept, ...]:
    """The reviews of sources/reviews.json. Raises UnreadableError."""
    rows = _json(data)
    if not isinstance(rows, list) or not rows:
        raise UnreadableError('it doesn\'t begin with `[{"format":1}`')
    _converted(rows[0], Head)
    if len(rows) > 4 * MOST:
        raise UnreadableError(f"it has more than {4 * MOST} reviews")
    lines = [match.start() for match in re.finditer(rb"^,", data, re.MULTILINE)]
    reviews = []
    for number, row in enumerate(rows[1:]):
        try:
            kept: Kept = _converted(row, Kept)
            reviews.append(structs.replace(kept, by=_named(kept.by), note=_line(kept.note), words=_line(kept.words)))
        except UnreadableError as error:
            raise UnreadableError(str(error), lines[number] if number < len(lines) else 0) from None
    return tuple(reviews)


def exported(data: bytes) -> Export:
    """What a desk exported. Raises UnreadableError."""
    export: Export = _converted(_json(data), Export)
    said = tuple(structs.replace(one, note=_line(one.note)) for one in export.reviews)
    return structs.replace(export, by=_named(export.by), reviews=said)


def written(reviews: Iterable[Kept]) -> bytes:
    """sources/reviews.json: a claim a line, sorted, each comma before its line, so that git merges it by lines."""
    lines = ["," + msgspec.json.encode(kept).decode() for kept in sorted(reviews, key=lambda kept: kept.claim)]
    return "\n".join(['[{"format":1}', *lines, "]", ""]).encode()


def unreadable(error: UnreadableError, path: str, data: bytes) -> Diagnostic:
    """What to say of a file of reviews that is none (EVID031)."""
    place = Span.at(path, data[: error.at + 1].decode("utf-8", "replace"), error.at) if error.at else Span(path)
    hint = "Take the file that “Export reviews” on the desk gives, as it is."
    if path == PATH:
        merged = "merge" in str(error)
        hint = "Keep the lines of both sides; each claim has one." if merged else "Take the line out, or put it right."
    return finding("EVID031", f"This is no file of reviews: {error}.", place, hint)


def _json(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise UnreadableError(f"it has more than {LARGEST >> 20} MB")
    if merged := re.search(rb"^(?:<{7}|={7}|>{7})", data, re.MULTILINE):
        raise UnreadableError("it has the marks of a merge that nobody finished", merged.start())
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise UnreadableError("it is nested too deep") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        at = re.search(r"byte (\d+)", str(error))
        raise UnreadableError("it can't be read as JSON", int(at[1]) if at else 0) from None


def _converted(data: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        why = str(error).removesuffix(" - at `$`")
        raise UnreadableError(why[:1].lower() + why[1:]) from None


def _named(name: str) -> str:
    if not (seen := _line(name)):
        raise UnreadableError("the reviewer has no name")
    return seen


def _line(text: str) -> str:
    """A text as one line, without signs that nobody sees, which would turn or hide what stands around it."""
    return " ".join(_UNSEEN.sub(" ", text).split())
