"""Pins: the part of a sentence that is tied to a passage, and whether that passage is still there."""

from __future__ import annotations

import json
import re

import pytest

from briefpress.evidence.pins.pins import Pin, passage
from briefpress.ledger import SOUND, Paragraph, Text
from ending import coming_to_an_end

SURVEY = "The river has always been low in May.\n\nNobody owns its water.\n\nThe bridge stands where it stood.\n"
DOCUMENT = "sources/documents/marsh2020.txt"


def paged(*pages: tuple[str, list[str]], continues: tuple[str, ...] = ()) -> Text:
    """A document of named pages with paragraphs; those that begin with one of `continues` began on the page before."""
    words, paragraphs = "", []
    for name, said in pages:
        for number, paragraph in enumerate(said, 1):
            begin = len(words)
            words += f"{paragraph}\n\n"
            paragraphs.append(
                Paragraph(
                    begin, begin + len(paragraph), number, name, bool(continues) and paragraph.startswith(continues)
                )
            )
    return Text(words, tuple(paragraphs))


LAW = paged(
    ("iv", ["A preface."]),
    ("1", ["First.", "The court held that"]),
    ("2", ["nobody owns the river.", "Third."]),
    continues=("nobody",),
)


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("law#piv", "A preface."),
        ("law#pIV", "A preface."),
        ("law#p1.1", "First."),
        ("law#p1", "First.\n\nThe court held that"),
        ("law#p1.2", "The court held that\n\nnobody owns the river."),
        ("law#p2.1", "nobody owns the river."),
        ("law#p2.2", "Third."),
        ("law#par3", "The court held that\n\nnobody owns the river."),
        ("law#par4", "Third."),
        ("a#b#par1", "A preface."),
    ],
)
def test_a_pin_names_a_page_a_paragraph_on_it_or_a_paragraph_of_all(written, there):
    pin = Pin.of(written)
    assert pin is not None
    part = passage(pin, LAW)
    assert part is not None
    assert LAW.words[slice(*part)] == there


@pytest.mark.parametrize("written", ["law#p3", "law#p1.3", "law#p1.0", "law#par5", "law#par0", "law#pv.1"])
def test_a_pin_beyond_the_document_leads_nowhere(written):
    pin = Pin.of(written)
    assert pin is not None
    assert passage(pin, LAW) is None


@pytest.mark.parametrize("written", ["law", "law#", "#p3", "law#3", "law#p", "law#p 3", "p3"])
def test_what_is_written_otherwise_is_no_pin(written):
    assert Pin.of(written) is None


def test_where_there_are_no_pages_p_counts_paragraphs():
    text = paged(("", ["One.", "Two."]))
    assert [passage(Pin("a", page), text) for page in ("1", "2", "3", "iv")] == [(0, 4), (6, 10), None, None]


def test_a_pin_is_an_entry_with_its_place_and_the_passage_in_its_context(brief):
    folder = brief('# A\n\n[The water is everyone\'s]{.claim pin="marsh2020#p2"}.\n', files={DOCUMENT: SURVEY})
    report = folder.run(until="verify")
    assert report.diagnostics == ()
    (entry,) = report.manuscript.ledger
    assert (entry.claim.kind, entry.verdict, entry.claim.words) == ("pin", "pinned", "The water is everyone’s")
    assert (entry.place.key, entry.place.paragraph) == ("marsh2020", 2)
    assert entry.excerpt.passage == "Nobody owns its water."
    assert "low in May" in entry.excerpt.before
    assert "The bridge" in entry.excerpt.after


def test_a_block_quote_that_is_a_translation_is_compared_by_its_original_and_may_be_pinned(brief):
    text = (
        '# A\n\n::: {.translation original="La rivière est basse" pin="marsh2020#p1"}\n'
        "> The river is low.\n>\n> [@marsh2020]\n:::\n"
    )
    files = {DOCUMENT: "Elle disait : la rivière est basse.\n\nRien de plus."}
    folder = brief(text, files=files)
    report = folder.run(until="cite")
    assert report.diagnostics == ()
    assert [(e.claim.kind, e.verdict) for e in report.manuscript.ledger] == [
        ("quotation", "typographic"),
        ("pin", "pinned"),
    ]
    assert "rivière" not in json.dumps(report.resolved.sections[0].blocks, ensure_ascii=False)


def test_a_block_translation_ends_with_its_division(brief):
    text = (
        '# A\n\n::: {.translation original="La rivière est basse"}\n> The river is low. [@marsh2020]\n:::\n\n'
        "> Rien de plus. [@marsh2020]\n"
    )
    folder = brief(text, files={DOCUMENT: "Elle disait : la rivière est basse.\n\nRien de plus."})
    ledger = folder.run(until="verify").manuscript.ledger
    assert [(e.claim.original, e.verdict in SOUND) for e in ledger] == [("La rivière est basse", True), ("", True)]


def test_several_pins_of_one_claim_are_each_looked_for(brief):
    text = '# A\n\n[All is well]{.claim pin="marsh2020#p2 marsh2020#par9 daily2022#p1"}.\n'
    files = {DOCUMENT: SURVEY, "sources/documents/daily2022.txt": "Bridge opens late."}
    report = brief(text, files=files).run(until="verify")
    assert [(e.claim.pin, e.verdict) for e in report.manuscript.ledger] == [
        ("marsh2020#p2", "pinned"),
        ("marsh2020#par9", "not found"),
        ("daily2022#p1", "pinned"),
    ]
    assert [d.code for d in report.diagnostics] == ["EVID020"]


def test_a_quotation_in_a_pinned_part_rests_on_the_pin_where_the_sentence_cites_nothing_else(brief):
    text = '# A\n\n[Nobody, he says, "owns its water"]{.claim pin="marsh2020#p2"}. Late [@daily2022].\n'
    report = brief(text, files={DOCUMENT: SURVEY}).run(until="verify")
    pin, quotation = report.manuscript.ledger
    assert (quotation.claim.kind, quotation.verdict, quotation.place.key) == ("quotation", "exact", "marsh2020")
    assert (quotation.claim.pin, pin.claim.pin) == ("marsh2020#p2", "marsh2020#p2")
    assert report.diagnostics == ()


def test_a_quotation_that_stands_in_several_places_need_only_be_in_one_of_its_pins(brief):
    twice = f"Nobody owns its water.\n\n{SURVEY}"
    text = '# A\n\n[It says "nobody owns its water"]{.claim pin="marsh2020#p3"} [@marsh2020].\n'
    report = brief(text, files={DOCUMENT: twice}).run(until="verify")
    assert [d.code for d in report.diagnostics] == []
    _, quotation = report.manuscript.ledger
    assert (quotation.verdict, quotation.place.paragraph) == ("typographic", 3)
    assert quotation.excerpt.passage.casefold() == "nobody owns its water"


def test_a_quotation_outside_of_its_pin_is_an_error_told_once_and_a_wrong_page(brief):
    text = '# A\n\n[It says "always been low in May"]{.claim pin="marsh2020#p2"} [@marsh2020].\n'
    report = brief(text, files={DOCUMENT: SURVEY}).run(until="verify")
    pin, quotation = report.manuscript.ledger
    assert (quotation.verdict, pin.verdict) == ("wrong page", "pinned")
    assert "marsh2020#p2" in quotation.note
    (told,) = report.diagnostics
    assert (told.code, told.severity) == ("EVID023", "error")


def test_pages_of_a_pdf_can_be_pinned(brief):
    from weasyprint import HTML

    pages = HTML(string="<p>The river is low.<p style='break-before: page'>Nobody owns its water.").write_pdf()
    text = (
        '# A\n\n[A]{.claim pin="marsh2020#p2"} and [b]{.claim pin="marsh2020#p2.1"}, [c]{.claim pin="marsh2020#p7"}.\n'
    )
    report = brief(text, files={"sources/documents/marsh2020.pdf": pages}).run(until="verify")
    assert [(e.verdict, e.place and e.place.page) for e in report.manuscript.ledger] == [
        ("pinned", "2"),
        ("pinned", "2"),
        ("not found", None),
    ]
    (told,) = report.diagnostics
    assert "the pages 1 to 2" in told.message


def test_no_artifact_says_what_its_evidence_is_pinned_to(brief):
    text = (
        '# A\n\n[The water]{.claim pin="marsh2020#p2"} is [*everyone\'s*]{.claim .smallcaps pin="marsh2020#p1"}, and '
        '[l\'eau]{.translation lang=fr pin="marsh2020#p2" original="the water"} too.\n'
    )
    built = brief(text, files={DOCUMENT: SURVEY}).built("html", "epub")
    pages = [built.paths["html"].read_text(), *(built.epub_file(name).decode() for name in built.chapters)]
    for page in pages:
        body = re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
        assert not re.search(r"marsh2020#|data-pin|data-original|the water|class=\"[^\"]*(claim|translation)", body)
    assert 'class="smallcaps"' in pages[0]
    assert 'lang="fr"' in pages[0]
    assert "The water is everyone’s" in built.text("html")


def test_pins_in_a_hundred_thousand_paragraphs_are_found_in_bounded_time():
    long = Text(
        "word\n\n" * 100_000, tuple(Paragraph(i * 6, i * 6 + 4, i % 40 + 1, str(i // 40 + 1)) for i in range(100_000))
    )
    with coming_to_an_end():
        for written in ("a#p2500", "a#p2500.40", "a#par100000"):
            pin = Pin.of(written)
            assert pin is not None
            assert passage(pin, long)
