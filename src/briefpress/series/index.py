"""The folders of a series' briefs in; the page that lists them, and the same list for programs, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from briefpress import plainfile
from briefpress.look import Look, shared
from briefpress.policy import policy
from briefpress.series.table import Table
from briefpress.wording import language

PAGE = "index.html"
LIST = "series.json"
MANIFEST = "manifest.json"
_LARGEST = 8 << 20
_READ = {"html": "HTML", "pdf": "PDF", "epub": "EPUB", "docx": "DOCX"}
"""What people read, in this order; the page comes first, and its address is the title's too."""


class _Subject(msgspec.Struct, frozen=True):
    name: str
    digest: dict[str, str]


class _Titled(msgspec.Struct, frozen=True):
    title: str = ""


class _Predicate(msgspec.Struct, frozen=True):
    briefpress_brief: _Titled = _Titled()


class _Statement(msgspec.Struct, frozen=True):
    """What of a manifest the list is made of."""

    subject: tuple[_Subject, ...] = ()
    predicate: _Predicate = _Predicate()


@dataclass(frozen=True, slots=True)
class Listed:
    """A brief that came out: its name, which is its folder's, its title, and the SHA-256 of each of its files."""

    name: str
    title: str
    digests: dict[str, str]

    @property
    def files(self) -> list[tuple[str, str]]:
        """What people read of it: each kind with its address."""
        return [
            (told, quote(f"{self.name}/{file}"))
            for kind, told in _READ.items() for file in self.digests if file.endswith(f".{kind}")
        ]  # fmt: skip

    @property
    def page(self) -> str:
        """Where its title leads."""
        return self.files[0][1] if self.files else ""


def listed(output: Path, known: Table) -> list[Listed]:
    """The briefs of a series that stand in a folder, in the order of its table, whenever they were built."""
    found = ((row.name, _manifest(output / row.name)) for row in known.rows)
    return [
        Listed(name, told.predicate.briefpress_brief.title or name,
               {one.name: one.digest.get("sha256", "") for one in told.subject if "/" not in one.name})
        for name, told in found if told is not None
    ]  # fmt: skip


def left_over(output: Path, known: Table) -> list[str]:
    """The folders of briefs whose rows are gone."""
    names = {row.name for row in known.rows}
    if not output.is_dir():
        return []
    return sorted(
        place.name for place in output.iterdir()
        if place.name not in names and not place.name.startswith(".") and _manifest(place) is not None
    )  # fmt: skip


def _manifest(folder: Path) -> _Statement | None:
    """What the manifest in a folder says; None where there is none, or it isn't ours."""
    try:
        return msgspec.json.decode(plainfile.read(folder / MANIFEST, _LARGEST), type=_Statement)
    except (OSError, msgspec.DecodeError):
        return None


def pages(known: Table, briefs: Sequence[Listed], look: Look) -> dict[str, bytes]:
    """The page that lists the briefs for people, and the list for programs."""
    words = language(known.lang).words
    tokens = "".join(f"--{name}: {value};" for name, value in look.tokens.items())
    css = f":root {{ {tokens} }}\n{shared('editions.css')}".replace("</", "<\\/")
    title = known.title or words.contents
    page = look.render(
        "series.html", lang=known.lang, words=words, publisher=known.publisher, title=title, briefs=briefs,
        policy=policy([css], []), css=Markup(css),  # noqa: S704  # our own
    )  # fmt: skip
    data = {
        "title": title,
        "briefs": [{"name": b.name, "title": b.title, "page": b.page, "files": b.digests} for b in briefs],
    }
    return {PAGE: page.encode() + b"\n", LIST: msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"}
