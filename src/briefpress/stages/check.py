"""Artifacts in; a CheckedEdition, or a finding for all that an artifact lacks, out."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree, html

from briefpress import abbreviations, files, look, passages, policy, readback
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding
from briefpress.engines import pack
from briefpress.ledger import SOUND, Entry
from briefpress.made import Check, Made
from briefpress.model import Artifact, CheckedEdition, Passage, Project, ResolvedManuscript
from briefpress.outcomes import Examined
from briefpress.scan import find_words
from briefpress.settings import MEDIUM_OF

if TYPE_CHECKING:
    from briefpress.engines.pdf_text import Tag

_XHTML = "{http://www.w3.org/1999/xhtml}"
_LINKED_DATA = "application/ld+json"
"""The type of a script element that holds data: no browser runs it."""

_NOT_FETCHED = ("alternate", "author", "canonical", "latest-version", "license")
"""What a page may link to in its head: these tell of another page, and no browser asks for it."""

_SHOWN = 5


def examine(project: Project, manuscript: ResolvedManuscript, artifact: Artifact) -> Outcome[Examined]:
    """Read an artifact back: is it sound, is every word of the sections in it, does each inner link lead somewhere?

    Raises StageError with every finding where one of them keeps the edition from being published.
    """
    if found := inspect(artifact):
        raise StageError(*found)
    examined = Examined(files.sha256(artifact.data))
    if artifact.suffix == "-booklet":
        # The sides of its sheets have two pages each: those pages are read, one by one, in the other PDF.
        return Outcome(examined)
    reading = readback.read(artifact)
    if found := unsaid(manuscript, reading):
        raise StageError(*found)
    return Outcome(examined, tuple(misplaced(project, reading.tags)) if reading.tags else ())


def edition(
    manuscript: ResolvedManuscript, made: Made, artifacts: tuple[Artifact, ...], examined: Iterable[Examined],
    told: Iterable[Diagnostic],
) -> CheckedEdition:  # fmt: skip
    """The edition of artifacts that were examined, every one, and what was told of them.

    Raises ValueError where an artifact isn't what was examined.
    """
    project = manuscript.project
    for artifact, seen in zip(artifacts, examined, strict=True):
        if files.sha256(artifact.data) != seen.sha256:
            raise ValueError(f"{artifact.file(project.name)} isn't what was examined")
    checks = (*_checks(artifacts, project.name, told), *_evidence(manuscript.ledger))
    return CheckedEdition(project, artifacts, manuscript.record, made, checks)


def _checks(artifacts: Iterable[Artifact], name: str, told: Iterable[Diagnostic]) -> Iterator[Check]:
    """What each artifact was found to be: what an error would tell is so of all that are published."""
    misplaced = Counter(d.code for d in told)
    for artifact in artifacts:
        of = artifact.file(name)
        yield from (Check(said, of) for said in _HELD)
        if artifact.suffix != "-booklet":
            yield Check("every word of the sections is there, in its order", of)
        if artifact.format == "html":
            yield Check("it asks for nothing, and runs the program's own script alone", of)
        if artifact.suffix:
            yield Check("it is PDF/X-4", of)
        if artifact.format == "pdf" and artifact.suffix != "-booklet":
            for code, said in _PLACED.items():
                found = {code: misplaced[code]} if misplaced[code] else {}
                yield Check(said, of, warned=bool(found), found=found)


_HELD = (
    "it can be read back",
    "every note, citation, figure, table and heading is there",
    "every link within it leads somewhere",
)
_PLACED = {
    "PAGE001": "every word is within the edges of its page",
    "PAGE002": "every note is on the page of its call",
}


def _evidence(ledger: Iterable[Entry]) -> Iterator[Check]:
    """What the documents say of the quotations and figures, by how many claims got which verdict."""
    verdicts = Counter(entry.verdict for entry in ledger)
    if verdicts:
        warned = any(verdict not in SOUND for verdict in verdicts)
        yield Check("the documents bear out what rests on them", warned=warned, found=dict(sorted(verdicts.items())))


def inspect(artifact: Artifact) -> list[Diagnostic]:
    """What is wrong with one artifact."""
    readers = {"pdf": _pdf, "epub": _epub, "html": _html, "docx": _docx}
    try:
        ids, links = readers[artifact.format](artifact.data)
    except (etree.LxmlError, KeyError, ValueError, zipfile.BadZipFile) as error:
        return [finding("CHK003", f"The {artifact.format.upper()} can't be read back: {error}.")]
    return [
        *_lost(artifact, ids),
        *_dead(artifact, ids, links),
        *_foreign(artifact),
        *_unprintable(artifact),
        *_unsound(artifact),
    ]


def unsaid(manuscript: ResolvedManuscript, reading: readback.Reading) -> list[Diagnostic]:
    """A finding for the first passages of the sections that an artifact lacks, or has in another order."""
    known = manuscript.project.brief.abbreviations
    parting = abbreviations.pattern(known) if known else None
    missing, moved = passages.lost(manuscript.passages, reading.text, MEDIUM_OF[reading.format], parting)
    form, hint = reading.format.upper(), "Please report this: it is a fault of ours. Till then, write it more simply."
    told = [(p, f"The {form} lacks these words: “{_short(p.words)}”.") for p in missing]
    told += [(p, f"In the {form} these words aren't in their order: “{_short(p.words)}”.") for p in moved]
    return [finding("CHK007", said, _place(manuscript.project, p), hint) for p, said in told[:_SHOWN]]


def misplaced(project: Project, tags: Tag) -> list[Diagnostic]:
    """Findings for what stands where a reader of paper won't see it, or won't look for it."""
    from briefpress import placement

    found = []
    for page, words in placement.cut_off(tags)[:_SHOWN]:
        said = f"Page {page} of the PDF has no room for these words: “{_short(words)}”."
        hint = "Make what they stand in shorter or narrower: a note has to fit on a page, a table into its width."
        found.append(finding("PAGE001", said, _written(project, words), hint))
    away = placement.away(tags)
    for note in away[:_SHOWN]:
        more = f" So do {len(away) - _SHOWN} more." if len(away) > _SHOWN and note is away[_SHOWN - 1] else ""
        said = f"Note {note.number} stands on page {note.note}; it is called on page {note.call}.{more}"
        place = _written(project, note.words)
        found.append(finding("PAGE002", said, place, "Shorten the notes of that page, if readers are not to turn it."))
    return found


def _written(project: Project, words: str) -> Span | None:
    """The line that words begin in, in whichever section has them; nothing where none has: a citation's words."""
    found = (find_words(section.path, section.text, words, (6, 4)) for section in project.sections)
    return next(filter(None, found), None)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"


def _place(project: Project, passage: Passage) -> Span:
    """The line that a passage begins in, as well as it can be told past the mark-up."""
    text = next((s.text for s in project.sections if s.path == passage.path), "")
    return find_words(passage.path, text, passage.words, (4, 2, 1)) or Span(passage.path)


def _pdf(data: bytes) -> tuple[set[str], set[str]]:
    # pikepdf takes its time to import, which is to be had while the PDF is printed.
    from briefpress.engines import pdf

    return pdf.destinations(data)


def _html(data: bytes) -> tuple[set[str], set[str]]:
    tree: Any = html.document_fromstring(data)
    links = {unquote(a.get("href")[1:]) for a in tree.iter("a") if (a.get("href") or "").startswith("#")}
    return {e.get("id") for e in tree.iter() if e.get("id")}, links


def _docx(data: bytes) -> tuple[set[str], set[str]]:
    from briefpress.word import reading

    return reading.destinations(data)


def _epub(data: bytes) -> tuple[set[str], set[str]]:
    """The ids of all chapters; the links that lead to no id of the file that they name."""
    files = pack.unpack(data)
    trees: dict[str, Any] = {name: etree.fromstring(raw) for name, raw in files.items() if name.endswith(".xhtml")}
    homes = {(name, e.get("id")) for name, tree in trees.items() for e in tree.iter() if e.get("id")}
    ids = {identifier for _, identifier in homes}
    links = set()
    for name, tree in trees.items():
        for address in _addresses(tree):
            path, _, fragment = unquote(address).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in files or (fragment and (target, fragment) not in homes):
                links.add(address)
    return ids, links


def _foreign(artifact: Artifact) -> list[Diagnostic]:
    """What a web page asks others for, or runs: HTML that an author wrote into a section can bring it in.

    The one script that it may run is the program's own, known by its hash in the page's policy. The policy must be the
    strict one, for what the page itself holds.
    """
    if artifact.format != "html":
        return []
    tree: Any = html.document_fromstring(artifact.data)
    asked = [v for e in tree.iter() for k in ("src", "srcset", "data", "poster") if (v := e.get(k))]
    asked += [e.get("href") for e in tree.iter("link") if e.get("href") and e.get("rel") not in _NOT_FETCHED]
    asked = [address for address in asked if not address.startswith(("data:", "#"))]
    asked += [f"<{e.tag}>" for e in tree.iter("iframe", "object", "embed")]
    scripts = [e for e in tree.iter("script") if e.get("type") != _LINKED_DATA]
    asked += ["<script>" for e in scripts if e.text != look.script() or e.attrib]
    asked += [f"{k}={v}" for e in tree.iter() for k, v in e.items() if k == "style" or k.startswith("on")]
    hint = "It comes from HTML in a section. Put the file into the brief, or link to it."
    found = [finding("CHK003", f"The web page isn't whole by itself: it holds `{a}`.", None, hint) for a in asked]
    strict = policy.policy([e.text or "" for e in tree.iter("style")], [look.script()])
    if tree.xpath("//meta[@http-equiv]/@content") != [strict]:
        said = "The content security policy of the web page isn't the one for what it holds."
        found.append(finding("CHK003", said, None, "Please report this: it is a fault of ours."))
    return found


def _unprintable(artifact: Artifact) -> list[Diagnostic]:
    """What keeps a PDF for a press from being PDF/X-4."""
    if not artifact.suffix:
        return []
    from briefpress.engines import pdf_x_rules

    hint = "Please report this: it is a fault of ours."
    broken = pdf_x_rules.faults(artifact.data)[:_SHOWN]
    return [finding("CHK003", f"The PDF for the press isn't PDF/X-4: {fault}.", None, hint) for fault in broken]


def _unsound(artifact: Artifact) -> list[Diagnostic]:
    """What would keep Word from opening a document as it is."""
    if artifact.format != "docx":
        return []
    from briefpress.word import soundness

    hint = "Please report this: it is a fault of ours."
    return [
        finding("CHK003", f"The DOCX isn't whole: {f}.", None, hint) for f in soundness.faults(artifact.data)[:_SHOWN]
    ]


def _addresses(tree: Any) -> Iterator[str]:
    for element in tree.iter(f"{_XHTML}a", f"{_XHTML}img", f"{_XHTML}link"):
        address = element.get("href") or element.get("src") or ""
        if address and ":" not in address.split("#")[0]:
            yield address


def _lost(artifact: Artifact, ids: set[str]) -> list[Diagnostic]:
    found = []
    for kind, wanted in artifact.inventory.items():
        lost = [i for i in wanted if i not in ids]
        if lost:
            named = ", ".join(f"`{i}`" for i in lost[:_SHOWN]) + (" and more" if len(lost) > _SHOWN else "")
            message = (
                f"{len(lost)} of {len(wanted)} {kind}s of the sections are missing from the {artifact.format.upper()}"
            )
            found.append(finding("CHK001", f"{message}: {named}.", hint="Please report this: it is a fault of ours."))
    return found


def _dead(artifact: Artifact, ids: set[str], links: set[str]) -> list[Diagnostic]:
    dead = sorted(link for link in links if link not in ids)
    return [
        finding("CHK002", f"A link in the {artifact.format.upper()} leads nowhere: `{link}`.") for link in dead[:_SHOWN]
    ]
