"""A language tag in; the words that the program itself prints in that language, and its dates, out."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec
import yaml


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language. Every language file has them all; a test holds that."""

    figure: str
    table: str
    box: str
    section: str
    contents: str
    references: str
    notes: str
    note: str
    source: str
    abbreviations: str
    cited_in_note: str
    cited_in_notes: str
    cited_on_page: str
    cited_on_pages: str
    cited: str
    back_to_text: str
    skip_to_content: str
    suggested_citation: str
    see_page: str
    draft: str
    embargo: str
    edition: str
    cover: str
    law: str
    data: str
    literature: str
    press: str
    label: str = "{name} {number}"
    open_quote: str = "“"
    close_quote: str = "”"
    open_inner_quote: str = "‘"
    close_inner_quote: str = "’"
    direction: str = "ltr"

    def numbered(self, name: str, number: str) -> str:
        """A thing and its number, in the language's order: “Figure 1”, “图 1”."""
        return self.label.format(name=name, number=number)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag: its words, and whether they are its own or English for want of them."""

    tag: str
    words: Words
    known: bool


@cache
def language(tag: str) -> Language:
    """The language of a tag: its own words, then what its region has otherwise; English where it has none."""
    folder = resources.files("briefpress") / "words"
    name, *region = tag.split("-")
    name = name.lower()
    known = (folder / f"{name}.yaml").is_file()
    data: dict[str, str] = {}
    own = "-".join([name, *(part.upper() for part in region)])
    for file in (folder / f"{name if known else 'en'}.yaml", folder / f"{own}.yaml"):
        if file.is_file():
            data |= yaml.safe_load(file.read_text(encoding="utf-8"))
    if not known:
        data["direction"] = _direction(tag)
    return Language(tag, msgspec.convert(data, Words), known)


def _direction(tag: str) -> str:
    """Whether a language without words of its own is read from the right, as CLDR has it."""
    from babel import Locale, UnknownLocaleError

    try:
        return "rtl" if Locale.parse(tag, sep="-").character_order == "right-to-left" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


@dataclass(frozen=True, slots=True)
class Numerals:
    """The signs with which a language writes numbers: 1,234.5 and 10%, 1.234,5 and 10 %."""

    decimal: str = "."
    group: str = ","
    percent: str = "%"

    def written(self, number: str) -> str:
        """A number as Python formats it, in the language's signs."""
        signs = {".": self.decimal, ",": self.group, "%": self.percent, "-": "−"}
        return "".join(signs.get(sign, sign) for sign in number)


@cache
def numerals(tag: str) -> Numerals:
    """The numerals of a language; those of English where it isn't known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Numerals()
    signs = locale.number_symbols.get("latn", {})
    percent = "\u00a0%" if "\u00a0%" in locale.percent_formats[None].pattern else "%"
    return Numerals(signs.get("decimal", "."), signs.get("group", ","), percent)


def typographic(text: str, words: Words) -> str:
    """A line of brief.yaml as the sections are set: apostrophes and quotation marks in the language's own form."""
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r'"([^"]+)"', lambda m: f"{words.open_quote}{m[1]}{words.close_quote}", text)
    return re.sub(r"'([^']+)'", lambda m: f"{words.open_inner_quote}{m[1]}{words.close_inner_quote}", text)


def written_date(date: datetime.date, tag: str) -> str:
    """A date in full as the language writes it: 15 January 2026, January 15, 2026, 15 janvier 2026."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return date.isoformat()
    return format_date(date, "long", locale)
