"""The Project in; its Manuscript out: one pandoc AST, and where in which file each thing in it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from briefpress import (
    abbreviations,
    ast,
    cache,
    changeslist,
    components,
    handnotes,
    headings,
    longnotes,
    losses,
    markdown,
    passages,
    rawhtml,
    unprinted,
)
from briefpress.braces import Braces
from briefpress.confirmed import confirmed
from briefpress.datamodel import FigureValue
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding, has_errors
from briefpress.expand import Expanded, expand, split_front_matter
from briefpress.model import Blocks, Manuscript, Project, Section, SourceMap, SourceText, slug
from briefpress.scan import CALL, mask_code, note_spans, sightings
from briefpress.settings import MEDIA, SectionMeta
from briefpress.validate import nearest, validate
from briefpress.values import metadata, speaking
from briefpress.variants import Absent
from briefpress.wording import word_count


@dataclass(frozen=True, slots=True)
class Expansion:
    """A section with its includes and variables put in. It is `faulty` where its front matter may have meant more.

    `found` is what is wrong with it so far, some of which only pandoc can confirm. `absent` are the conditional parts
    that aren't in the brief; it doesn't stand there itself where its front matter's condition doesn't hold.
    """

    path: str
    meta: SectionMeta
    expanded: Expanded
    faulty: bool
    found: tuple[Diagnostic, ...]
    values: tuple[FigureValue, ...] = ()
    absent: tuple[Absent, ...] = ()
    stands: bool = True


def expand_all(project: Project, store: cache.Store | None = None) -> tuple[Expansion, ...]:
    """Put includes and variables into every section. Raises StageError for what pandoc would never have done with."""
    variables = metadata.variables(project.brief, project.name)
    figures = speaking.speaker(project.root, project.brief.lang, variables, project.row, store)
    values, found = metadata.said(project, figures)
    every = [_expand(project, text, variables, figures) for text in project.sections]
    absent = tuple(part for one in every for part in one.absent)
    read = tuple(one for one in every if one.stands)
    if every and not read:
        raise StageError(*(d for one in every for d in one.found), *figures.findings(), _nothing_stands(absent))
    if read:
        # What is wrong with a value is told once, wherever it stands.
        first = read[0]
        gone = [one for one in every if not one.stands]
        found = [*first.found, *(d for one in gone for d in one.found), *found, *figures.findings()]
        values = (*values, *(value for one in gone for value in one.values), *first.values)
        read = (replace(first, found=tuple(found), values=values, absent=absent), *read[1:])
    found = [d for one in read for d in one.found]
    if any(d.code == "SECT008" for d in found):
        raise StageError(*found)
    return read


def assemble(project: Project, read: Sequence[Expansion], store: cache.Store) -> Outcome[Manuscript]:
    """Read every section alone, give its components their shape, and keep the places of all that it holds.

    What was read before comes from the store. Raises StageError where no section has a word.
    """
    found = [d for one in read for d in one.found]
    where = _source_map(read)
    readings = [
        reading if not one.expanded.names else markdown.with_values(reading, one.expanded.names)
        for one, reading in zip(read, markdown.read([r.expanded.framed for r in read], store), strict=True)
    ]
    trees = [handnotes.noted(reading.blocks) for reading in readings]
    sections = [Section(r.path, r.meta, _titled(r, tree, found)) for r, tree in zip(read, trees, strict=True)]
    for section, reading in zip(sections, readings, strict=True):
        found += _refused(section.path, reading, where)
    for one, reading in zip(read, readings, strict=True):
        found = confirmed(found, one.path, one.expanded, reading.blocks)
        found += _unread(one, reading)
        found += _lost(one, reading, found)
    count = sum(word_count(ast.plain(s.blocks, notes=True)) for s in sections)
    if sections and not count:
        hint = "Write a section, such as report/01-summary.md, that begins with `# A heading`."
        found.append(finding("SECT003", "No section of the brief has a word in it.", Span("report"), hint))
        raise StageError(*found)
    for section, one in zip(sections, read, strict=True):
        found += [*_classes(section, where), *headings.wordless(section, where), *changeslist.told(section, where)]
        found += unprinted.told(section, one.expanded)
    sections = headings.stepped(sections, where, found)
    sections = _shaped(sections, read, where, found, store)
    found += [*_unused_abbreviations(project, sections), *_limits(project, count)]
    values = tuple(value for r in read for value in r.values)
    inputs = frozenset(p for r in read for p in (r.path, *r.expanded.inputs))
    inputs |= {path for value in values for path in (value.defined.path, *(cells.path for cells in value.cells))}
    if "pdf" in project.brief.formats:
        found += [d for s, r in zip(sections, read, strict=True) for d in longnotes.told(s.path, s.blocks, r.expanded)]
    kept = passages.passages(sections)
    written = {r.path: r.expanded.written for r in read}
    manuscript = Manuscript(
        tuple(sections), where, inputs=inputs, words=count, passages=kept, written=written,
        values=values,
        braces={r.path: r.expanded.braces for r in read if r.expanded.braces},
        absent=read[0].absent if read else (),
    )  # fmt: skip
    return Outcome(manuscript, tuple(found))


def _nothing_stands(absent: Sequence[Absent]) -> Diagnostic:
    places = [part.place for part in absent]
    return finding(
        "SECT003", "The condition of no section holds.", places[0], "Write one that always stands.", places[1:]
    )


_IMPORT = "`briefpress import` makes sections of other programs' Markdown."


def _expand(project: Project, source: SourceText, known: Mapping[str, Any], figures: speaking.Speaker) -> Expansion:
    front, lines = split_front_matter(source.text, source.path)
    found = list(front.diagnostics)
    meta: SectionMeta | None = SectionMeta()
    if front.value:
        meta, faults = validate(front.value, SectionMeta, source.path, front.marks)
        found += [replace(d, hint=f"{d.hint} {_IMPORT}") if d.code == "CONF002" else d for d in faults]
    meta = meta or SectionMeta()
    faulty = bool(found)
    before = len(figures.said)
    if meta.when:
        told = figures.holds(meta.when, place := front.marks.get("when", Span(source.path, 1, 1)))
        found += [told] if isinstance(told, Diagnostic) else []
        if told is False:
            labels = tuple(dict.fromkeys(s.name for s in sightings(source.text) if s.kind == "label"))
            gone = (Absent(place, meta.when, labels),)
            return Expansion(source.path, meta, Expanded((), {}, ()), faulty, tuple(found),
                              tuple(figures.said[before:]), gone, stands=False)  # fmt: skip
    variables = {**known, **meta.variables}
    braces = Braces(variables, figures)
    if "{{" in meta.title:
        meta = structs.replace(meta, title=braces.filled(meta.title, front.marks["title"]))
    expanded = expand(project.root, source.path, source.text, lines, variables, figures)
    expanded = replace(expanded, values={**braces.values, **expanded.values})
    found += [*braces.found, *expanded.diagnostics]
    return Expansion(source.path, meta, expanded, faulty, tuple(found), tuple(figures.said[before:]),
                     expanded.absent)  # fmt: skip


def _source_map(read: Iterable[Expansion]) -> SourceMap:
    places: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for section in read:
        for seen in sightings(section.expanded.text):
            places[section.path, seen.kind, seen.name].append(section.expanded.span(seen.line, seen.column))
    return SourceMap({key: tuple(spans) for key, spans in places.items()})


def _titled(read: Expansion, tree: Blocks, found: list[Diagnostic]) -> Blocks:
    """The section with a heading: its own, or the title of its front matter."""
    has_heading = any(b["t"] == "Header" and b["c"][0] == 1 for b in tree)
    if read.meta.title and not has_heading:
        return [ast.header(1, ast.attr(slug(read.meta.title)), ast.text(read.meta.title)), *tree]
    if tree and not has_heading and not read.faulty:
        message = "The section has no heading of level one."
        found.append(finding("SECT007", message, Span(read.path, 1, 1), "Begin it with a line such as `# Background`."))
    return tree


def _refused(path: str, reading: markdown.Reading, where: SourceMap) -> list[Diagnostic]:
    """Findings for HTML, and for text in the languages of other programs, that no page can carry."""
    found = []
    seen: Counter[str] = Counter()
    for name in reading.refused:
        what = name.replace("raw-", "=").removeprefix("@").removeprefix(rawhtml.WITHIN)
        if not name.startswith(rawhtml.WITHIN):
            place = where.find(path, "html", what, seen[what])
            found.append(finding("HTML001", rawhtml.said(name), place, rawhtml.hint(name)))
        seen[what] += 1
    return found


def _unread(read: Expansion, reading: markdown.Reading) -> list[Diagnostic]:
    """Findings for formulas that aren't TeX, each at its own place, for the same may stand twice."""
    text, found = read.expanded.text, []
    ends: Counter[str] = Counter()
    for tex, why in reading.unread:
        at = text.find(tex, ends[tex])
        ends[tex] = at + len(tex)
        place = Span.at("", text, max(at, 0) + len(tex) - len(tex.lstrip()))
        message = f"The formula `{_short(tex)}` can't be read: {why}."
        found.append(finding("MATH001", message, read.expanded.span(place.line, place.column), markdown.WRITE_TEX))
    return found


def _short(tex: str) -> str:
    words = " ".join(tex.split())
    return words if len(words) <= 40 else f"{words[:40]} …"


_TOLD = frozenset(("COMP002", "MARK001", "NOTE003"))
"""The warnings of what keeps words from being printed, and tells of it; every error may be such."""


def _lost(read: Expansion, reading: markdown.Reading, found: list[Diagnostic]) -> list[Diagnostic]:
    """A finding for each line with words that pandoc passed over, where nothing else has been told of its file."""
    own = [d for d in found if d.span is not None and d.span.path == read.path]
    if any(d.code in _TOLD for d in own) or has_errors(own):
        return []
    lines: dict[int, list[tuple[int, str]]] = defaultdict(list)
    attributes = " ".join(components.printed_attributes(reading.blocks))
    text = read.expanded.text
    for line, column, word in losses.lost(_without_notes(text, CALL.findall(attributes)), reading.blocks):
        lines[line].append((column, word))
    out = []
    for line, words in lines.items():
        named = ", ".join(f"“{word}”" for _, word in words[:5]) + (" and more" if len(words) > 5 else "")
        hint = "Look for mark-up above it that isn't closed, or that stands where it can't; write it more simply."
        place = read.expanded.span(line, words[0][0])
        out.append(finding("LOST001", f"These words would not be printed: {named}.", place, hint))
    return out


def _without_notes(text: str, names: list[str]) -> str:
    """The text without the notes that attributes call: they are read with them, later."""
    if not names:
        return text
    masked = mask_code(text)
    for name, begin, _, last in note_spans(masked):
        if name in names:
            text = text[:begin] + "".join(c if c == "\n" else " " for c in text[begin:last]) + text[last:]
    return text


def _classes(section: Section, where: SourceMap) -> list[Diagnostic]:
    """Findings for `.only` without a medium, and for what is nearly the name of a component."""
    found = []
    for node in ast.walk(section.blocks):
        if node["t"] not in ("Div", "Span"):
            continue
        _, classes, _ = attr = node["c"][0]
        if "only" in classes:
            media = ast.attribute(attr, "media").split()
            if not media or any(m not in MEDIA for m in media):
                wrong = next((m for m in media if m not in MEDIA), "")
                like = nearest(wrong, MEDIA) if wrong else ""
                hint = f"Did you mean `{like}`?" if like else 'Write `::: {.only media="paper"}`.'
                message = f"`{wrong}` is no medium." if wrong else "`.only` doesn't say for which medium."
                found.append(finding("SECT006", message, where.find(section.path, "div", "only"), hint))
        for name in classes if node["t"] == "Div" else ():
            if like := components.nearly(name):
                place = where.find(section.path, "div", name)
                message = f"`{name}` is no component, so it is printed as plain text."
                found.append(finding("COMP001", message, place, f"Did you mean `{like}`?"))
    return found


def _shaped(
    sections: list[Section], sources: Sequence[Expansion], where: SourceMap, found: list[Diagnostic], store: cache.Store
) -> list[Section]:
    """The sections with every component in its one shape, and the attributes that are Markdown read as such."""
    known = [_note_texts(source.expanded.text) for source in sources]
    printed = [(source, _called(text, notes), text)
               for section, source, notes in zip(sections, sources, known, strict=True)
               for text in components.printed_attributes(section.blocks)]  # fmt: skip
    strings = sorted({(notes, text) for _, notes, text in printed})
    readings = markdown.read([f"{ast.line(text)}\n\n{notes}" for notes, text in strings], store)
    read = dict(zip(strings, readings, strict=True))
    for source in sources:
        for reading in dict.fromkeys((n, t) for s, n, t in printed if s is source):
            found += [*_refused(source.path, read[reading], where), *_unread(source, read[reading])]
    inlines = {string: ast.inlines_of_line(reading.blocks) for string, reading in read.items()}

    def shaped(section: Section, notes: Mapping[str, str]) -> Section:
        return replace(section, blocks=components.shape(section.blocks, lambda t: inlines[_called(t, notes), t]))

    return [shaped(section, notes) for section, notes in zip(sections, known, strict=True)]


def _note_texts(text: str) -> dict[str, str]:
    """The notes of a section by their names, as they are written."""
    masked = mask_code(text)
    return {name: text[begin:last] for name, begin, _, last in note_spans(masked)}


def _called(attribute: str, notes: Mapping[str, str]) -> str:
    """The notes that an attribute calls, as a section would have them behind it."""
    return "\n\n".join(notes[name] for name in dict.fromkeys(CALL.findall(attribute)) if name in notes)


def _unused_abbreviations(project: Project, sections: list[Section]) -> list[Diagnostic]:
    known = project.brief.abbreviations
    used = abbreviations.used([b for s in sections for b in s.blocks], known)
    return [
        finding("ABBR001", f"No section uses the abbreviation {short}.", project.mark(f"abbreviations.{short}"),
                "Take it off the list.")
        for short in known if short not in used
    ]  # fmt: skip


def _limits(project: Project, count: int) -> list[Diagnostic]:
    limit = project.brief.limits.words
    if limit is None or count <= limit:
        return []
    message = f"The brief has {count:,} words; its limit is {limit:,}."
    return [finding("LIMIT001", message, project.mark("limits.words"), "Shorten it, or raise the limit.")]
