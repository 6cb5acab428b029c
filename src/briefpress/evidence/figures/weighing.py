"""The figures that the brief states and the documents that it cites in; the entry of each in the ledger, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefpress.evidence.figures.concordance import Concordance
from briefpress.evidence.figures.contradicting import rival
from briefpress.evidence.figures.directions import Clause, Opposition, opposition
from briefpress.evidence.figures.findingfigures import Borne, borne_out, difference
from briefpress.evidence.figures.measures import astray, nearer
from briefpress.evidence.figures.opposing import opposed
from briefpress.evidence.figures.quantities import DATE
from briefpress.evidence.figures.stated import Stated
from briefpress.evidence.places import excerpt_of, place_of
from briefpress.evidence.quotations.locators import disagrees
from briefpress.ledger import SOUND, Change, Claim, Document, Entry, Place, Verdict


def weigh(
    stated: Iterable[Stated], documents: Mapping[str, Document], records: Mapping[str, Any], tag: str
) -> list[Entry]:
    """The entry of each figure, in their order. Only documents that one of them cites are read."""
    all_of_them = list(stated)
    keys = dict.fromkeys(key for one in all_of_them for key in one.claim.keys if key in documents)
    read = {key: Concordance(documents[key], records.get(key, {}), tag) for key in keys}
    return [_with_dissent(one, _weighed(one, read), read) for one in all_of_them]


def _with_dissent(stated: Stated, entry: Entry, read: Mapping[str, Concordance]) -> Entry:
    """The entry of a figure that one source bears out, with what others of its sentence or row have instead."""
    if entry.verdict not in SOUND or entry.place is None:
        return entry
    around = (citing.key for citing in stated.claim.sentence.around)
    others = dict.fromkeys(key for key in (*stated.claim.keys, *around) if key in read and key != entry.place.key)
    return replace(entry, dissent=tuple(opposed(stated, [read[key] for key in others])))


def _weighed(stated: Stated, read: Mapping[str, Concordance]) -> Entry:
    claim = stated.claim
    known = [read[key] for key in claim.keys if key in read]
    if not known:
        return Entry(claim, "unchecked")
    found = [(document, borne) for document in known if (borne := borne_out(stated, document))]
    other = nearer(stated, found, known) if found else None
    if found and not other and not astray(stated, found, known):
        return _found(stated, found)
    for document in known:
        if pair := difference(stated, document):
            return _subtracted(claim, document, *pair)
        if _came_out(stated, document):
            place = Place(document.document.key, sha256=document.document.sha256)
            return Entry(claim, "agrees", place, note="It is when the source came out.")
    here = ", ".join(f"`{one.document.key}`" for one in known)
    if missing := _missing(claim, read):
        return Entry(claim, "unchecked", note=f"It is not in {here}; of `{missing[0]}` there is no document.")
    if other or (other := _against(stated, known)):
        document, index = other
        note = f"Where it speaks of the same, the document has “{_words(document, index)}”."
        return _at(claim, "contradicted", document, index, f"{note} {_of_another(found)}".rstrip())
    if stated.quantity.days and not any(day.day for day in stated.quantity.days) and any(d.undated for d in known):
        note = f"It is not in {here}, which dates things from its own day; its record doesn't say which that is."
        return Entry(claim, "unchecked", note=note)
    return Entry(claim, "not found", note=_of_another(found) or _elsewhere(stated, read))


def _came_out(stated: Stated, document: Concordance) -> bool:
    """Whether a figure says when its source came out: in which year, or as exactly as its record does.

    What several sources are cited for isn't when one of them came out.
    """
    days = stated.quantity.days
    of_one = len(stated.claim.keys) == 1
    return (
        of_one
        and bool(document.issued.year and days)
        and all((day.year or day.day) and day in document.issued.coarser for day in days)
    )


def _of_another(found: Sequence[tuple[Concordance, list[Borne]]]) -> str:
    """That a document has the number of another measure, in words, where it has it."""
    return f"It has “{_words(found[0][0], found[0][1][0].index)}” of something else." if found else ""


def _elsewhere(stated: Stated, read: Mapping[str, Concordance]) -> str:
    """In which document that the brief cites otherwise a number stands, in words; a date may stand in any."""
    others = () if stated.quantity.unit == DATE else (key for key in read if key not in stated.claim.keys)
    key = next((key for key in others if borne_out(stated, read[key])), "")
    return f"The document of `{key}`, which isn't cited here, has it." if key else ""


def _against(stated: Stated, known: Sequence[Concordance]) -> tuple[Concordance, int] | None:
    """The figure of the same measure that speaks most plainly against one, with its document."""
    rivals = [(document, *one) for document in known if (one := rival(stated, document))]
    return max(rivals, key=lambda row: row[2])[:2] if rivals else None


def _found(stated: Stated, found: Sequence[tuple[Concordance, list[Borne]]]) -> Entry:
    """The entry of a figure that a document has: at the page that is cited, if it stands there too."""
    claim = stated.claim
    all_of_them = [(document, one) for document, borne in found for one in borne]
    along = [(document, one) for document, one in all_of_them if not _opposite(stated, document, one)] or all_of_them
    paged = [(document, one) for document, one in along if _on_page(claim, document, one.index)]
    document, one = (paged or along)[0]
    opposite = _opposite(stated, document, one)
    notes = [f"The source says “{opposite.source}”."] if opposite else []
    if opposite and opposite.sure:
        changes = (Change("brief", opposite.brief), Change("source", opposite.source))
        return replace(_at(claim, "contradicted", document, one.index, notes[0]), changes=changes)
    said = _words(document, one.index)
    if not one.equal or (one.hedge != stated.hedge and one.hedge):
        notes.append(f"The document has “{said}”.")
    if not one.shared:
        notes.append("Its sentence shares no other word with this one: see whether it speaks of the same.")
    if not paged:
        page = document.document.text.at(document.figures[one.index].begin).page
        notes.insert(0, f"It stands on page {page}.")
    return _at(claim, "agrees" if paged else "wrong page", document, one.index, " ".join(notes))


def _opposite(stated: Stated, document: Concordance, one: Borne) -> Opposition | None:
    """The word of the brief beside a figure that says the opposite of the document's, where it has one."""
    claim, words = stated.claim, document.document.text.words
    ours = Clause.of(claim.sentence.text, (0, len(claim.sentence.text)), (claim.begin, claim.end))
    theirs = Clause.of(words, document.sentence(one.index), document.hedged(one.index))
    return opposition(ours, theirs)


def _subtracted(claim: Claim, document: Concordance, one: int, other: int) -> Entry:
    ends = [f"“{_words(document, index)}”" for index in dict.fromkeys((one, other))]
    note = f"It is the difference in {' and '.join(ends)}."
    return _at(claim, "agrees", document, one, note)


def _at(claim: Claim, verdict: Verdict, document: Concordance, index: int, note: str = "") -> Entry:
    figure = document.figures[index]
    place = place_of(document.document, figure.begin, figure.end)
    return Entry(claim, verdict, place, excerpt_of(document.document, figure.begin, figure.end), note=note)


def _words(document: Concordance, index: int) -> str:
    """A figure as the document has it, with its hedge."""
    begin, end = document.hedged(index)
    return " ".join(document.document.text.words[begin:end].split())


def _missing(claim: Claim, read: Mapping[str, Concordance]) -> list[str]:
    """The sources nearest to a figure that have no document here."""
    first = claim.citings[0]
    nearest = [c for c in claim.citings if c.group == first.group] if claim.sentence.citings else list(claim.citings)
    return [key for c in nearest for key in (c.key, c.via) if key and key not in read]


def _on_page(claim: Claim, document: Concordance, index: int) -> bool:
    """Whether a figure stands on a page that its citation names; any page will do where none is named.

    A locator is of the work in hand: where one is quoted in another, of that other.
    """
    figure = document.figures[index]
    cited = [c for c in claim.citings if (c.via or c.key) == document.document.key]
    if claim.sentence.citings:
        # The nearest citation of a source is the one that is meant, where a sentence has several.
        cited = cited[:1]
    return not cited or any(
        c.label != "page" or not disagrees(c, document.document, figure.begin, figure.end) for c in cited
    )
