"""What changed between two editions in; the same in the words of a language, section by section, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefpress.editions.changes import Changes, SectionChange, UnitChange, fields_of
from briefpress.editions.counting import FIGURES, Became, became, counting, split_from
from briefpress.editions.text import Source
from briefpress.wording import ChangesWords, ParticularsWords, Words, counted, language

_LONGEST = 90
"""So many letters of a caption tell which figure it is."""


_FEW = 5
"""So many sources that are otherwise in the same are named one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a section, or of sources: what it is called, remarks without full stop, the section's file."""

    title: str
    remarks: tuple[str, ...]
    path: str = ""
    gone: bool = False


Numbers = tuple[str, str]
"""The numbers of the two editions: that the one became the other is what all of it is about."""


def told(changes: Changes, lang: str, editions: Numbers = ("", "")) -> tuple[Told, ...]:
    """Each section that changed, in its order, with what to say of it in a language; then the sources, and the record.

    One that only lost what moved elsewhere isn't among them: that is told where it is now.
    """
    words = language(lang).words
    sections = [
        Told(s.title, tuple(_section(s, changes, lang, editions)), s.path, s.how == "removed")
        for s in changes.sections
        if s.changed
    ]
    kinds = (
        (words.changes.sources_added, [source.words for source in changes.sources.added]),
        (words.changes.sources_dropped, [source.words for source in changes.sources.dropped]),
        (words.changes.sources_reworded, list(_described(changes.sources.reworded, words, lang))),
    )
    record = tuple(dict.fromkeys(_particular(name, words.changes.particulars) for name in changes.record))
    return (
        *(one for one in sections if one.remarks),
        *(Told(title, tuple(listed)) for title, listed in kinds if listed),
        *([Told(words.changes.record, record)] if record else []),
    )


def _described(pairs: Sequence[tuple[Source, Source]], words: Words, lang: str) -> Iterator[str]:
    """What is otherwise in each source; of many that are otherwise in the same, how many they are."""
    alike: dict[tuple[str, ...], list[tuple[Source, Source]]] = {}
    for old, new in pairs:
        alike.setdefault(fields_of(old, new) if old.words == new.words else (new.key,), []).append((old, new))
    for fields, found in alike.items():
        named = f" ({', '.join(fields)})" if fields else ""
        if len(found) > _FEW:
            yield counted(len(found), words.changes.sources_several, lang) + named
            continue
        for old, new in found:
            was, now = quoted(old.words, lang), quoted(new.words, lang)
            same = old.words == new.words
            yield f"{new.words}{named}" if same else words.changes.number.format(old=was, new=now)


def _particular(name: str, words: ParticularsWords) -> str:
    said: str = getattr(words, name, words.other)
    return said


def retitled(changes: Changes, lang: str) -> str:
    """What to say of another title of the brief; nothing where it has none."""
    words = language(lang).words.changes
    return words.retitled.format(title=quoted(changes.title[0], lang)) if changes.retitled else ""


def _section(section: SectionChange, changes: Changes, lang: str, editions: Numbers) -> Iterator[str]:
    words = language(lang).words.changes
    units = list(counting(section, changes))
    if origin := split_from(section, changes):
        yield words.section_split.format(title=quoted(origin, lang))
        yield from _figures([unit for unit in units if became(unit) != "moved"], words, lang)
        return
    if section.how in ("added", "removed"):
        yield words.section_added if section.how == "added" else words.section_removed
        yield from _figures([unit for unit in units if unit.move], words, lang)
        return
    if section.was:
        yield words.section_retitled.format(title=quoted(section.was, lang))
    if section.moved:
        yield words.section_moved
    yield from _paragraphs(units, words, lang)
    yield from _figures(units, words, lang)
    for number in dict.fromkeys(section.numbers):
        if (number.old, number.new) == editions:
            continue
        yield words.number.format(old=quoted(number.old, lang), new=quoted(number.new, lang))


def _paragraphs(units: list[UnitChange], words: ChangesWords, lang: str) -> Iterator[str]:
    """How many paragraphs came, went, changed and moved, and how many headings. What moved is told where it is now."""
    forms: dict[Became, dict[str, str]] = {
        "added": words.paragraphs_added,
        "removed": words.paragraphs_removed,
        "reworded": words.paragraphs_reworded,
        "moved": words.paragraphs_moved,
    }
    counts = Counter(became(unit) for unit in units if unit.sort not in (*FIGURES, "heading"))
    for kind, phrases in forms.items():
        if counts[kind]:
            yield counted(counts[kind], phrases, lang)
    headings = sum(unit.sort == "heading" for unit in units)
    if headings:
        yield counted(headings, words.headings_changed, lang)


def _figures(units: list[UnitChange], words: ChangesWords, lang: str) -> Iterator[str]:
    """What became of each figure and table, by its caption."""
    forms = {
        ("figure", "added"): words.figure_added, ("figure", "removed"): words.figure_removed,
        ("figure", "reworded"): words.figure_changed, ("figure", "moved"): words.figure_moved,
        ("table", "added"): words.table_added, ("table", "removed"): words.table_removed,
        ("table", "reworded"): words.table_changed, ("table", "moved"): words.table_moved,
    }  # fmt: skip
    for unit in units:
        if phrase := forms.get((unit.sort, became(unit))):
            caption = next((b.block.words for b in unit.blocks if b.block.kind == "caption"), "")
            yield f"{phrase}{language(lang).words.colon}{quoted(caption, lang)}" if caption else phrase


def quoted(text: str, lang: str) -> str:
    """A text between the quotation marks of a language, cut short where it is long."""
    words = language(lang).words
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:–-')} …"
    return f"{words.open_quote}{short}{words.close_quote}"
