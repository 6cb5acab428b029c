"""The Project, its Manuscript and the documents in; the same with a ledger of what bears out each claim, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefpress.diagnostics import Outcome
from briefpress.evidence.desk import reviews
from briefpress.evidence.figures import dissent, telling_figures, weighing
from briefpress.evidence.figures.stated import stated
from briefpress.evidence.pins import markup, pins, shifts, telling_pins, tethers
from briefpress.evidence.quotations import claims, matching, telling, unreadpages
from briefpress.evidence.receipts import lock, unseen, vouching
from briefpress.evidence.remarks import remarks
from briefpress.evidence.text import tablecells
from briefpress.evidence.text.sentences import in_order, sentences
from briefpress.evidence.text.whereabouts import at_their_words
from briefpress.ledger import Claim, Document, Entry
from briefpress.model import Library, Manuscript, Project


def verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare quotations and figures with the documents behind their citations, and pins with their passages.

    What a document that isn't here was found to say, sources/evidence.lock vouches for. Then look for what has no
    source, how likelihood is told, and the sources as a body.
    """
    documents, lang = library.documents, project.brief.lang
    read = pins.cited(sentences(manuscript, lang))
    counts = {figure.claim: figure for figure in stated(read, lang)}

    def count(figures_of: Iterable[Claim], among: Mapping[str, Document]) -> list[Entry]:
        return weighing.weigh((counts[claim] for claim in figures_of), among, library.records, lang)

    weighed = [*matching.weigh(pins.tied(claims.quotations(read)), documents), *count(counts, documents)]
    held = tethers.held(weighed, documents, {"quotation": matching.weigh, "figure": count})
    kept = lock.read(library.lock)
    pinned = shifts.followed(pins.weigh(pins.pinned(read), documents), kept.value, documents)
    weighed = unreadpages.noted([*held, *pinned], documents)
    vouched = vouching.vouched(weighed, kept.value, library)
    entries = in_order(read, unseen.excused(vouched, project.brief.evidence.unseen))
    placed = dissent.marked(list(at_their_words(entries, manuscript.written)), library.records, lang)
    reviewed = reviews.at_their_claims(project.root, placed)
    ledger = reviewed.value
    plain = [e for e in ledger if not e.reason and not telling_pins.tells(e, documents)]
    found = (
        *markup.told(manuscript, read),
        *telling.told((e for e in plain if e.claim.kind == "quotation"), documents, vouching.away(kept.value, library)),
        *telling_figures.told(
            (e for e in plain if e.claim.kind == "figure"), library, vouching.known(kept.value, library)
        ),
        *telling_pins.told(ledger, kept.value, library),
        *kept.diagnostics,
        *vouching.told(ledger, kept.value, library, whole=project.all_sections),
        *unseen.told(project, library),
        *reviewed.diagnostics,
        *remarks.remarks(project, manuscript, library, read),
    )
    beside = tablecells.by_hand(read, ledger)
    return Outcome(replace(manuscript, ledger=ledger, by_hand=beside), found)
