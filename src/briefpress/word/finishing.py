"""The DOCX that pandoc wrote of a typescript in; the finished one, whole and the same in every build, out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from briefpress.files import sha256
from briefpress.model import Project
from briefpress.word import direction, mending, places, record, running
from briefpress.word.letters import font_table
from briefpress.word.mending import Found
from briefpress.word.package import (
    APP,
    CORE,
    FONTS,
    MAIN,
    NOTES,
    NUMBERS,
    SETTINGS,
    STYLES,
    THEME,
    Package,
    section,
)  # fmt: skip
from briefpress.word.sheet import MM
from briefpress.word.typescript import Typescript
from briefpress.word.xml import Tree, W, add, new, put, set_style, value

_UNUSED = ("docProps/custom.xml", "word/comments.xml", "word/webSettings.xml")


def finish(raw: bytes, script: Typescript, project: Project, epoch: int) -> bytes:
    """Finish a document. Raises KeyError or lxml's XMLSyntaxError where it isn't one that pandoc wrote."""
    package = Package(raw)
    brief, sheet, page, letters = project.brief, script.sheet, script.page, script.letters
    document, notes = package.tree(MAIN), package.tree(NOTES)
    body = document.find(f"{W}body")
    found = mending.mend(body, sheet, page, rtl=letters.rtl)
    mending.mend(notes, sheet, page, rtl=letters.rtl)
    identifiers = [int(e.get(f"{W}id")) for tree in (document, notes) for e in tree.iter(f"{W}bookmarkStart")]
    first = max(identifiers, default=0) + 1
    _renumber(document, notes)
    called = _notes(notes, document, found)
    marked = places.mark(_of_sections(found, notes, called), script.sections, script.written, first)
    count = sum(1 for _ in document.iter("{*}docPr"))
    mending.pictures(document, 1)
    mending.pictures(notes, count + 1)
    for tree in (document, notes):
        if letters.rtl:
            direction.parted(tree)
        mending.languages(tree)
        mending.formulas(tree)
    _contents(body)
    _sections(package, body, script, project, count + 1 + sum(1 for _ in notes.iter("{*}docPr")))
    numbers = package.tree(NUMBERS)
    _levels(numbers)
    theme = package.tree(THEME)
    record.recolour(theme, script.tokens, letters)
    for name in _UNUSED:
        package.drop(name)
    package.lend(NOTES)
    package.put(MAIN, document)
    package.put(NOTES, notes)
    package.put(NUMBERS, numbers)
    package.put(THEME, theme)
    package.put(STYLES, script.styles)
    package.put(FONTS, font_table(letters))
    package.put(SETTINGS, running.settings(letters))
    package.put(CORE, record.core(brief, epoch))
    package.put(APP, record.app(brief))
    part = places.part(marked, project.name)
    identity = uuid.UUID(sha256(part)[:32], version=4)
    package.places(part, f"{{{str(identity).upper()}}}")
    return package.packed()


_TEXT = ("", "BodyText", "FirstParagraph", "Compact", "FootnoteText")
"""The styles of paragraphs of text, as they may stand in notes."""


def _notes(notes: Tree, document: Tree, found: list[Found]) -> dict[str, int]:
    """Give the paragraphs of notes their style; the section of each note that its author wrote, by the note's id."""
    for note in (n for n in notes.findall(f"{W}footnote") if n.get(f"{W}type") is None):
        for nth, paragraph in enumerate(note.findall(f"{W}p")):
            if value(paragraph, "w:pPr/w:pStyle") in _TEXT:
                set_style(paragraph, "FootnoteText")
            if nth == 0:
                _hanging(paragraph)
            elif paragraph.find(f"{W}pPr/{W}numPr") is None:
                put(paragraph, "ind", firstLine=0)
    sections = {id(item.paragraph): item.section for item in found}
    called: dict[str, int] = {}
    for call in document.iter(f"{W}footnoteReference"):
        paragraph = next(call.iterancestors(f"{W}p"))
        run = call.getparent()
        of_citation = _in_citation(run)
        where = sections.get(id(paragraph))
        if where is not None and not of_citation:
            called[call.get(f"{W}id")] = where
    return called


def _hanging(paragraph: Tree) -> None:
    """The number of a note, and its words behind a tab."""
    number = next(paragraph.iter(f"{W}footnoteRef"), None)
    if number is None:
        return
    run = number.getparent()
    behind = run.getnext()
    if behind is not None and behind.tag == f"{W}r" and not "".join(behind.itertext()).strip():
        paragraph.remove(behind)
    tab = new("r")
    add(tab, "tab")
    run.addnext(tab)


def _in_citation(run: Tree) -> bool:
    """Whether a call stands in the bookmark of a citation: its note was written by the citation style."""
    open_ones: set[str] = set()
    for element in run.getparent().iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r"):
        if element is run:
            return bool(open_ones)
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name", "").startswith("cite_"):
            open_ones.add(element.get(f"{W}id"))
        elif element.tag == f"{W}bookmarkEnd":
            open_ones.discard(element.get(f"{W}id"))
    return False


def _renumber(document: Tree, notes: Tree) -> None:
    """Number the notes from 1 in the order of their calls, as readers count them."""
    new_ones = {}
    for nth, call in enumerate(document.iter(f"{W}footnoteReference"), 1):
        new_ones[call.get(f"{W}id")] = str(nth)
        call.set(f"{W}id", str(nth))
    for note in notes.findall(f"{W}footnote"):
        if note.get(f"{W}type") is None:
            note.set(f"{W}id", new_ones[note.get(f"{W}id")])
    notes[:] = sorted(notes, key=lambda note: int(note.get(f"{W}id")))


def _of_sections(found: list[Found], notes: Tree, called: dict[str, int]) -> Iterator[tuple[int, Tree, bool]]:
    """The paragraphs that came of sections, and behind them those of the notes that were written in them."""
    for item in found:
        if item.section is not None:
            yield item.section, item.paragraph, value(item.paragraph, "w:pPr/w:pStyle") == "Caption"
    for note in notes.findall(f"{W}footnote"):
        section = called.get(note.get(f"{W}id"))
        if section is not None:
            yield from ((section, paragraph, True) for paragraph in note.iter(f"{W}p"))


def _contents(body: Tree) -> None:
    """Make a field of the list of contents, which Word brings up to date where it is asked to (17.16.5.68).

    Without the numbers of pages, which only the program that lays the document out knows: what stood there before it is
    asked would be made up.
    """
    lines = [p for p in body.iter(f"{W}p") if value(p, "w:pPr/w:pStyle") in ("TOC1", "TOC2")]
    if not lines:
        return
    head = next(p for p in body.iter(f"{W}p") if value(p, "w:pPr/w:pStyle") == "TOCHeading")
    begin = 1
    for part in ("begin", r' TOC \o "1-2" \n \h \z ', "separate"):
        run = new("r")
        if part.startswith(" "):
            add(run, "instrText", part).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            add(run, "fldChar", fldCharType=part)
        lines[0].insert(begin, run)
        begin += 1
    end = new("r")
    add(end, "fldChar", fldCharType="end")
    lines[-1].append(end)
    holder = new("sdt")
    part = add(add(holder, "sdtPr"), "docPartObj")
    add(part, "docPartGallery", val="Table of Contents")
    add(part, "docPartUnique")
    inside = add(holder, "sdtContent")
    head.addprevious(holder)
    inside.extend([head, *lines])


def _sections(package: Package, body: Tree, script: Typescript, project: Project, number: int) -> None:
    """The sheets: a cover without running lines and with its ground, then all others."""
    brief, page, rtl = project.brief, script.page, script.letters.rtl
    for old in body.findall(f"{W}sectPr"):
        body.remove(old)
    drafts = brief.status != "final"
    at_foot = script.sheet.running_title == "foot"
    parts = {
        "header-default": running.header(brief, first=at_foot, rtl=rtl),
        "header-first": running.header(brief, first=True, rtl=rtl),
        "footer-default": running.footer(brief, page, script.tokens["ink"], rtl=rtl, house=not at_foot),
        "footer-first": running.footer(brief, page, script.tokens["ink"], rtl=rtl, house=not at_foot),
    }
    ids = {
        kind: package.relate(f"word/{kind.replace('-', '_')}.xml", tree, kind.partition("-")[0])
        for kind, tree in parts.items()
    }
    body.append(section(page, ids, first=True, lines=drafts, rtl=rtl))
    heading = next((p for p in body.iter(f"{W}p") if value(p, "w:pPr/w:pStyle") == "Heading1"), None)
    if brief.look.cover and heading is not None and body.find(f"{W}sdt") is not None:
        put(heading, "pageBreakBefore")
    cover = [p for p in body.findall(f"{W}p") if value(p, "w:pPr/w:pStyle") in _COVER]
    if not brief.look.cover or not cover:
        return
    heads = {"header-default": ids["header-first"]}
    put(cover[-1], "sectPr").extend(section(page, heads, rtl=rtl))
    band = script.sheet.band
    identifier = package.relate("word/media/ground.png", running.dot(script.tokens[band.color]), "image")
    package.declare("word/media/ground.png", "image/png")
    run = running.ground(band, page, identifier, number, rtl=rtl)
    first = cover[0]
    if rtl:
        # Beside a paragraph that is read from the right, programs don't agree on which side of the sheet is meant.
        first = new("p")
        cover[0].addprevious(first)
        put(first, "bidi", val=0)
        put(first, "spacing", before=0, after=0, line=20, lineRule="exact")
    first.insert(1 if first.find(f"{W}pPr") is not None else 0, run)


_COVER = ("House", "Series", "Status", "Title", "Subtitle", "Author", "Date", "Abstract")


def _levels(numbers: Tree) -> None:
    """Set the levels of lists in as the house does, with a dash below a point."""
    step = round(5.5 * MM)
    for level in numbers.iter(f"{W}lvl"):
        nth = int(level.get(f"{W}ilvl"))
        for ind in level.iter(f"{W}ind"):
            ind.set(f"{W}left", str(step * (nth + 1)))
            ind.set(f"{W}hanging", str(step))
        if value(level, "w:numFmt") == "bullet" and value(level, "w:lvlText").strip():
            level.find(f"{W}lvlText").set(f"{W}val", ("•", "–", "·")[min(nth, 2)])
