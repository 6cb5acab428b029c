"""What a document says of itself in; the same as the keys of brief.yaml, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from briefpress import ast

_LANG = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y")
_TAG = re.compile(r"<[^<>]+>")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


@dataclass(frozen=True, slots=True)
class About:
    """The title of a document, its people and what else it says of itself. `rest` are keys that no brief has."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[Mapping[str, str], ...] = ()
    date: str = ""
    odd_date: str = ""
    lang: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    def settings(self) -> dict[str, Any]:
        """The keys of brief.yaml that it gives, in their order."""
        people = [dict(a) if len(a) > 1 else a["name"] for a in self.authors]
        given = {
            "title": self.title, "subtitle": self.subtitle, "authors": people, "date": self.date, "lang": self.lang,
            "description": self.abstract, "keywords": list(self.keywords),
        }  # fmt: skip
        return {key: value for key, value in given.items() if value}


def yaml_lines(settings: Mapping[str, Any]) -> list[str]:
    """Settings as lines of brief.yaml, one each; a date is written as one, without quotation marks."""
    out = []
    for key, value in settings.items():
        text = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, default_flow_style=True, sort_keys=False)
        out.append(f"{key}: {value if key == 'date' else text.removesuffix(chr(10)).removesuffix(chr(10) + '...')}")
    return out


def from_front_matter(data: Mapping[str, Any]) -> About:
    """What YAML front matter says, in whatever of the usual ways it says it."""
    lower = {str(k): v for k, v in data.items()}
    taken = {"title", "subtitle", "author", "authors", "date", "lang", "language", "abstract", "description",
             "keywords",
             "tags", "bibliography"}  # fmt: skip
    date, odd = _date(_line(lower.get("date")))
    keywords = lower.get("keywords") or lower.get("tags") or ()
    if isinstance(keywords, str):
        keywords = re.split(r"\s*[,;]\s*", keywords)
    lang = _line(lower.get("lang") or lower.get("language"))
    return About(
        title=_line(lower.get("title")),
        subtitle=_line(lower.get("subtitle")),
        authors=tuple(_people(lower.get("authors") or lower.get("author"))),
        date=date,
        odd_date=odd,
        lang=lang if _LANG.match(lang) else "",
        abstract=_line(lower.get("abstract") or lower.get("description")),
        keywords=tuple(k for k in (_line(k) for k in _list(keywords)) if k),
        bibliography=tuple(_line(b) for b in _list(lower.get("bibliography")) if isinstance(b, str)),
        rest=tuple(k for k, v in lower.items() if k not in taken and v not in (None, "", [], {})),
    )


def from_document(meta: Mapping[str, Any]) -> About:
    """What the metadata of a document says, as pandoc has it."""
    return from_front_matter({key: _value(value) for key, value in meta.items() if key in _OF_DOCUMENTS})


_OF_DOCUMENTS = ("title", "subtitle", "author", "date", "lang", "abstract", "keywords", "bibliography", "description")


def _value(meta: Any) -> Any:
    if meta["t"] == "MetaMap":
        return {k: _value(v) for k, v in meta["c"].items()}
    if meta["t"] == "MetaList":
        return [_value(v) for v in meta["c"]]
    if meta["t"] in ("MetaInlines", "MetaBlocks"):
        return " ".join(ast.plain(meta["c"]).split())
    return meta["c"]


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def _line(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return " ".join(_TAG.sub("", str(value)).split())


def _people(value: Any) -> Iterable[dict[str, str]]:
    """Authors as brief.yaml has them, from texts or groups of any of the usual shapes."""
    if isinstance(value, str):
        value = re.split(r"\s*;\s*|\s+and\s+", value) if ";" in value or " and " in value else [value]
    for item in _list(value):
        if isinstance(item, str | int):
            name = _line(item)
            if name and not _line(name).startswith("@"):
                yield {"name": name}
            continue
        if not isinstance(item, Mapping):
            continue
        name = item.get("name", item)
        if isinstance(name, Mapping):
            name = name.get("literal") or " ".join(_line(name.get(k)) for k in ("given", "family"))
        one = {"name": _line(name)}
        homes = _list(item.get("affiliation") or item.get("affiliations") or item.get("institute"))
        home = "; ".join(_line(h.get("name", "") if isinstance(h, Mapping) else h) for h in homes)
        orcid = _ORCID.search(_line(item.get("orcid")))
        extra = {"affiliation": home, "orcid": orcid[0] if orcid else "", "email": _line(item.get("email"))}
        if one["name"]:
            yield one | {k: v for k, v in extra.items() if v}


def _date(text: str) -> tuple[str, str]:
    """A date as brief.yaml has it, and the text that is none."""
    match = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T ])", text)
    for shape in _DATES:
        try:
            return datetime.datetime.strptime(match[0] if match else text, shape).replace(
                tzinfo=datetime.UTC
            ).date().isoformat(), ""
        except ValueError:
            continue
    return "", text
