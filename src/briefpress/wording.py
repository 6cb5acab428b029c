"""A language tag in; the words that the program itself prints in that language, and its dates, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import yaml

if TYPE_CHECKING:
    from babel import Locale


class EbookWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the program prints in an e-book alone: its navigation, and what it says of its accessibility.

    `introduction` and `conclusion` are the headings by which a section of that kind is known.
    """

    figures: str
    tables: str
    pages: str
    landmarks: str
    cover: str
    title_page: str
    beginning: str
    introduction: tuple[str, ...]
    conclusion: tuple[str, ...]
    structure: str
    pictures: str
    pictures_lacking: str
    table_heads: str
    formulas: str
    notes_linked: str
    pages_match: str
    moving: str


class EvidenceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the annex of the evidence says. `sign` is what its numbers begin with, in it and at their marks.

    `verdicts` are those by which a claim is borne out, then the others, in the words of an editor.
    """

    title: str
    about: str
    caption: str
    sign: str
    claim: str
    source: str
    place: str
    verdict: str
    page: str
    paragraph: str
    document: str
    found: str
    quoted_in: str
    verdicts: dict[str, str]


class EditionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of an edition: its days, the kinds of change, and on the pages of all editions how they follow.

    `withdrawn` is what stands across every sheet of a retracted one.
    """

    title: str
    published: str
    updated: str
    corrected: str
    retracted: str
    update: str
    correction: str
    retraction: str
    withdrawn: str
    first: str
    newest: str
    is_newest: str
    newer: str
    was_retracted: str
    all: str
    files: str


class ParticularsWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the list of changes calls the settings that are told of a brief beside its text."""

    authors: str
    abbreviations: str
    keywords: str
    description: str
    publisher: str
    licence: str
    other: str


class ChangesWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the list of changes between two editions says, and the redline. Counts are by CLDR's plural forms.

    A name in quotation marks, and a colon before it, stand behind what became of a figure or table.
    """

    since: str
    first: str
    none: str
    retitled: str
    section_added: str
    section_removed: str
    section_moved: str
    section_retitled: str
    section_split: str
    paragraphs_added: dict[str, str]
    paragraphs_removed: dict[str, str]
    paragraphs_reworded: dict[str, str]
    paragraphs_moved: dict[str, str]
    headings_changed: dict[str, str]
    figure_added: str
    figure_removed: str
    figure_changed: str
    figure_moved: str
    table_added: str
    table_removed: str
    table_changed: str
    table_moved: str
    number: str
    sources_added: str
    sources_dropped: str
    sources_reworded: str
    sources_several: dict[str, str]
    record: str
    particulars: ParticularsWords
    title: str
    inserted: str
    deleted: str
    moved_away: str
    moved_here: str
    before: str
    now: str
    unchanged: dict[str, str]
    described: str


class DescribedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What alternative text that is made of data says. Counts are by CLDR's plural forms.

    `at` has when something was by how finely that is told, and `moment` the figure then. What begins a sentence is
    given a capital there.
    """

    kinds: dict[str, str]
    ends: str
    entries: dict[str, str]
    series: dict[str, str]
    missing: dict[str, str]
    at: dict[str, str]
    moment: str
    rose: str
    fell: str
    same: str
    span: str
    extremes: str
    equal: str
    outer: str
    directions: str
    rise: str
    fall: str
    widths: str
    several: str
    total: str
    marked: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language. Every language file has them all; a test holds that.

    `cardinals` are the small numbers that are one word in every case and gender, and in every place; `others` says how
    many rows a table leaves out, by CLDR's plural forms, and `totals` what its last rows are.
    """

    figure: str
    table: str
    box: str
    section: str
    contents: str
    references: str
    reference: str
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
    close: str
    suggested_citation: str
    record_files: str
    also_in: str
    see_page: str
    ebook: EbookWords
    evidence: EvidenceWords
    described: DescribedWords
    changes: ChangesWords
    others: dict[str, str]
    totals: dict[str, str]
    draft: str
    embargo: str
    draft_of: str
    draft_undated: str
    embargo_until: str
    edition: str
    editions: EditionWords
    quoted_in: tuple[str, ...]
    law: str
    data: str
    no_figure: str
    literature: str
    press: str
    cardinals: dict[int, str]
    label: str = "{name} {number}"
    section_label: str = "{name} {number}"
    caption: str = "{label}."
    initial_in_text: Literal["kept", "small"] = "kept"
    comma: str = ", "
    colon: str = ": "
    semicolon: str = "; "
    full_stop: str = "."
    open_bracket: str = "("
    close_bracket: str = ")"
    open_quote: str = "“"
    close_quote: str = "”"
    open_inner_quote: str = "‘"
    close_inner_quote: str = "’"
    direction: str = "ltr"

    def numbered(self, name: str, number: str) -> str:
        """A thing and its number, in the language's order: “Figure 1”, “图 1”."""
        label = self.section_label if name.casefold() == self.section.casefold() else self.label
        return label.format(name=name, number=number)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag: its words, and whether they are its own or English for want of them."""

    tag: str
    words: Words
    known: bool


_TRADITIONAL = ("TW", "HK", "MO")
"""The regions that write Chinese in traditional characters, as CLDR's likely subtags have it."""


@cache
def language(tag: str) -> Language:
    """The language of a tag (BCP 47): its own words, then what its script and region have otherwise.

    English words where there are none, or none in its script: Serbian in Latin letters isn't served by Cyrillic words.
    """
    folder = resources.files("briefpress") / "words"
    name = tag.partition("-")[0].lower()
    known = (folder / f"{name}.yaml").is_file()
    data: dict[str, Any] = {}
    for own in (name if known else "en", *(f"{name}-{part}" for part in _parts(tag))):
        file = folder / f"{own}.yaml"
        if file.is_file():
            data |= yaml.safe_load(file.read_text(encoding="utf-8"))
    if not known:
        data["direction"] = _direction(tag)
    return Language(tag, msgspec.convert(data, Words), known)


def _parts(tag: str) -> list[str]:
    """A tag's script and region, spelled as BCP 47 has them; the script also where the region alone tells it."""
    parts = [p.title() if len(p) == 4 else p.upper() for p in tag.split("-")[1:] if p.isalpha() and len(p) in (2, 4)]
    if tag.lower().startswith("zh-") and any(p in _TRADITIONAL for p in parts) and "Hans" not in parts:
        parts.insert(0, "Hant")
    return parts


def locale(tag: str) -> Locale | None:
    """What CLDR has of a language: of the whole tag, else of as much of its beginning as it knows."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def counted(number: int, forms: Mapping[str, str], tag: str) -> str:
    """How many there are of something, in the form that a language has for that number (CLDR's plural rules)."""
    found = locale(tag if language(tag).known else "en")
    form = found.plural_form(number) if found else "other"
    return forms.get(form, forms["other"]).format(n=number)


def _direction(tag: str) -> str:
    """Whether a language without words of its own is read from the right, as CLDR has it."""
    found = locale(tag)
    return "rtl" if found and found.character_order == "right-to-left" else "ltr"


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
    found = locale(tag)
    if found is None:
        return Numerals()
    signs = found.number_symbols.get("latn", {})
    percent = "\u00a0%" if "\u00a0%" in found.percent_formats[None].pattern else "%"
    return Numerals(signs.get("decimal", "."), signs.get("group", ","), percent)


def written_moment(moment: datetime.datetime, tag: str) -> str:
    """A time in full, with its distance from universal time: 1 December 2026, 00:01 (UTC+1)."""
    from babel.dates import format_time, get_datetime_format

    away = moment.utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(away) // datetime.timedelta(minutes=1), 60)
    sign = "+" if away > datetime.timedelta() else "−"
    zone = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "") if away else "UTC"
    found = locale(tag)
    if found is None:
        return f"{moment:%Y-%m-%d, %H:%M} ({zone})"
    time = format_time(moment.replace(tzinfo=None), "short", locale=found)
    written = str(get_datetime_format("medium", locale=found)).format(time, written_date(moment.date(), tag))
    return f"{written} ({zone})"


def written_date(date: datetime.date, tag: str) -> str:
    """A date in full as the language writes it: 15 January 2026, January 15, 2026, 15 janvier 2026."""
    from babel.dates import format_date

    found = locale(tag)
    return format_date(date, "long", found) if found else date.isoformat()


def language_name(tag: str) -> str:
    """A language's name in itself: Français, Հայերեն, 中文; its tag where it isn't known."""
    found = locale(tag)
    name = found.get_display_name() if found else None
    return name[0].upper() + name[1:] if name else tag


_UNPARTED = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{1,2}")


def word_count(text: str) -> int:
    """The number of a text's words; where a script parts none, as Chinese, two letters are taken for one."""
    return len(_UNPARTED.sub(" x ", text).split())
