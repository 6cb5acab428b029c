"""Quotations: what faithful quoting may change passes, whatever else is changed is told, with where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress.diagnostics import Span
from briefpress.evidence.places import running
from briefpress.evidence.quotations import telling
from briefpress.evidence.quotations.folding import fold
from briefpress.evidence.quotations.matching import weigh
from briefpress.evidence.quotations.wordindex import terms
from briefpress.keeping import passages as kept_texts
from briefpress.ledger import SOUND, Citing, Claim, Document, Mark, Paragraph, Sentence, Text
from ending import coming_to_an_end

REPORT = (
    "Under clause 12 the levy shall be 26.4 per cent of the gross rent \u2014 no more. It was never agreed that 1,960 "
    "tenants would pay it; the council refused.",
    "The of\ufb01ce \u201cwas limited\u201d to able per-\nsons, and the well-\nknown rule on unable men was "
    "lost\u00a0in May. The Ar\u00adchive closed first.3 Then the levy ended.",
    "She said: \u2018We shall go now, and we shall stay.\u2019 The balance was \u22125 crowns.",
)


def document(key="report", *paragraphs, pages=(), notes=(), continued=()):
    """A document of some paragraphs; some of them notes, some going on from a page before."""
    found, at = [], 0
    for n, words in enumerate(paragraphs):
        page = pages[n] if pages else ""
        found.append(Paragraph(at, at + len(words), n + 1, page, continues=n in continued, note=n in notes))
        at += len(words) + 2
    return Document(key, f"sources/documents/{key}.txt", "0" * 64, Text("\n\n".join(paragraphs), tuple(found)))


def claim(words, *citings, marks=(), original=""):
    """A quotation, of the report where nothing else is cited."""
    cited = citings or (Citing("report", len(words), 1),)
    sentence = Sentence("report/01.md", "", "text", words, Span("report/01.md", 1, 1), 1, cited, marks=marks)
    return Claim("quotation", words, 0, len(words), sentence, cited, sentence.span, original=original)


def entry(words, *documents, **given):
    """What the ledger says of a quotation."""
    known = documents or (document("report", *REPORT),)
    (only,) = weigh([words if isinstance(words, Claim) else claim(words, **given)], {d.key: d for d in known})
    return only


@pytest.mark.parametrize("words", [
    "the levy shall be 26.4 per cent",
    "never agreed that 1,960 tenants would pay it; the council refused.",
    "was lost\u00a0in\nMay",
    "was lost in May",
])  # fmt: skip
def test_a_quotation_letter_by_letter_is_exact_whatever_its_spaces(words):
    assert entry(words).verdict == "exact"


@pytest.mark.parametrize("words", [
    "the gross rent - no more",
    "the gross rent\u2013no more",
    "The office 'was limited' to able persons",
    "The office \u00ab was limited \u00bb to able persons",
    "the well-known rule on unable men",
    "The Archive closed first. Then the levy ended",
    "The levy shall be 26.4 per cent",
    "[T]he levy shall be 26.4 per cent",
    "It was never agreed that [all] 1,960 tenants would pay",
    "that 1,960 [people] would pay it",
    "1,960 tenant[s] would pay it",
    "It was never agreed […] the council refused",
    "It was never agreed\u2026 the council refused",
    "Under clause 12 the levy . . . was never agreed",
    "Under clause 12 \u2026 The office 'was limited'",
    "the levy [sic] shall be 26.4 per cent",
    "never agreed [emphasis added] that 1,960 tenants",
    "tenants would pay it,",
    "tenants would pay it.",
    "the council refused,",
    "We shall go now, and we shall stay.",
    "she said: \u201cWe shall go now.\u201d",
    "Under *clause* 12 the levy",
])  # fmt: skip
def test_what_faithful_quoting_may_change_is_typographic(words):
    found = entry(words)
    assert found.verdict in SOUND, found
    assert found.excerpt is not None
    assert found.place is not None


@pytest.mark.parametrize("words", [
    "the levy will be 26.4 per cent",
    "the levy shall be 24.6 per cent",
    "the levy shall not be 26.4 per cent",
    "It was agreed that 1,960 tenants would pay it",
    "the levy shall be 26",
    "that 1,96",
    "960 tenants would pay it",
    "able men was lost",
    "known rule on unable men",
    "5 crowns",
    "the Levy shall be 26.4 per cent",
    "would pay it, the council refused",
    "would pay it the council refused",
    "the council refused \u2026 never agreed that 1,960",
    "It was never agreed that tenants would pay it",
    "shall be the levy 26.4 per cent",
    "Under clause 12 of the gross rent",
    "The office was limited to able persons",
    "would pay it?",
    "It was [always] agreed that 1,960 tenants",
    "It was never agreed [by all those who had come to the hall in the end, that is] that 1,960 tenants",
])  # fmt: skip
def test_whatever_else_is_changed_is_no_faithful_quotation(words):
    assert entry(words).verdict in ("altered", "not found")


def test_a_gap_left_out_where_three_paragraphs_lie_between_is_a_merge():
    paragraphs = ["The levy ends here.", *(f"This is paragraph {n} of the text." for n in range(6)), "Nobody paid it."]
    assert entry("The levy ends […] This is paragraph 1", document("report", *paragraphs)).verdict == "typographic"
    assert entry("The levy ends […] Nobody paid it", document("report", *paragraphs)).verdict in (
        "altered",
        "not found",
    )


def test_brackets_stand_for_a_negation_only_if_they_have_one():
    assert entry("It was [not ever] agreed that").verdict == "typographic"
    assert "“never”" in entry("It was […] agreed that 1,960 tenants").note, "but dots do, and the ledger says so"


def test_a_quotation_with_too_many_own_words_in_brackets_is_told_how_many_there_may_be():
    report = document("report", *REPORT)
    own = "the levy shall be [which the council, as everybody in the town knew, refused] of the gross rent"
    (found,) = telling.told([entry(own, report)], {"report": report}, {})
    assert "8 words in one pair of brackets, and no more" in found.hint
    (found,) = telling.told([entry("the levy [so they said] must be 26.4 per cent", report)], {"report": report}, {})
    assert "pair of brackets" not in found.hint


def test_a_sentence_runs_on_over_a_page_and_the_notes_between():
    pages = ("7", "7", "8")
    parts = ("The levy shall be paid by all ten-", "3 See the Act of 2019, s. 4.", "ants of the\nharbour in May.")
    source = document("report", *parts, pages=pages, notes=(1,), continued=(2,))
    found = entry("paid by all tenants of the harbour", source)
    assert (found.verdict, found.place.page) == ("typographic", "7")
    assert entry("See the Act of 2019", source).verdict == "exact"


def test_an_altered_quotation_comes_with_its_passage_and_what_differs():
    found = entry("It was finally agreed that 1,960 tenants should pay it")
    assert found.verdict == "altered"
    assert (found.place.key, found.place.paragraph) == ("report", 1)
    assert found.excerpt.passage == "It was never agreed that 1,960 tenants would pay it"
    assert telling.differences(found.changes) == ["“finally” for “never”", "“should” for “would”"]


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("The council did […] approve the plan", "not"),
        ("members […] return to it ... and nobody […] a vote", "never"),
        ("The council did not approve the plan […] in May", ""),
        ("The plan […] was cheap", ""),
        ("The plan […] They said so", ""),
        ("was […] cheap but sound", ""),
        ("agreed to […] in May", ""),
    ],
)
def test_a_gap_that_leaves_a_negation_out_of_its_sentence_is_a_warning(words, lost):
    source = document(
        "report",
        "The council did not approve the plan at all in May. Its members may never return to it, and nobody asked for "
        "a vote. The plan, which was not long, was cheap. It was not only cheap but sound. They said so. They agreed "
        "to it without delay in May.",
    )
    found = entry(words, source)
    assert found.verdict == "typographic"
    assert [d.code for d in telling.told([found], {"report": source}, {})] == (["EVID006"] if lost else [])
    assert found.denied == lost


def test_a_gap_is_taken_where_it_leaves_out_no_negation():
    source = document("report", "It was not the law.", "It was long the law.")
    assert (entry("It was […] the law", source).denied, entry("It was […] the law", source).place.paragraph) == ("", 2)


def test_words_in_a_gap_are_no_difference():
    found = entry("It was never agreed […] the council accepted")
    assert telling.differences(found.changes) == ["“accepted” for “refused”"]


def test_a_quotation_that_another_document_has_is_of_a_wrong_source():
    other = document("other", "A page.", "The bridge shall open on time.", pages=("1", "2"))
    found = entry("The bridge shall open on time", document("report", *REPORT), other)
    assert (found.verdict, found.place.key, found.place.page) == ("wrong source", "other", "2")


def test_one_of_several_sources_is_enough():
    other = document("other", "The bridge shall open on time.")
    both = claim("The bridge shall open", Citing("report", 21, 1), Citing("other", 21, 1))
    assert entry(both, document("report", *REPORT), other).verdict == "exact"


@pytest.mark.parametrize(("locator", "verdict"), [
    ("xii", "exact"), ("xi–xiii", "exact"), ("3,xii", "exact"), ("14", "exact"), ("12-15", "exact"), ("", "exact"),
    ("xiii", "wrong page"), ("12", "wrong page"), ("15–20", "wrong page"), ("3,7", "wrong page"),
])  # fmt: skip
def test_a_locator_agrees_with_one_of_the_pages_where_the_words_stand(locator, verdict):
    source = document(
        "report", "Low water.", "The river is low.", "High.", "The river is low.", pages=["i", "xii", "13", "14"]
    )
    assert entry(claim("The river is low", Citing("report", 16, 1, locator)), source).verdict == verdict


def test_a_document_without_pages_disagrees_with_no_page():
    assert entry(claim("the levy shall be", Citing("report", 17, 1, "999"))).verdict == "exact"


@pytest.mark.parametrize(("locator", "verdict"), [("12", "exact"), ("11-13", "exact"), ("13", "wrong page")])
def test_paragraphs_are_those_that_the_document_numbers(locator, verdict):
    source = document("report", "Judgment", "11. It is so.", "12. The river belongs to nobody.", "13. Costs.")
    words = claim("The river belongs to nobody", Citing("report", 27, 1, locator, "paragraph"))
    assert entry(words, source).verdict == verdict


def test_paragraphs_that_bear_no_numbers_disagree_with_none():
    words = claim("the levy shall be", Citing("report", 17, 1, "40", "paragraph"))
    assert entry(words).verdict == "exact"


def test_a_work_quoted_in_another_is_looked_for_in_both_and_both_are_named():
    letter = document("letter", "Nothing of that.")
    chain = claim("the levy shall be", Citing("letter", 17, 1, "9", via="report"))
    found = entry(chain, document("report", *REPORT), letter)
    assert found.verdict == "exact"
    assert "`letter` as quoted in `report`" in found.note
    assert "of `letter` there is no document" in entry(chain, document("report", *REPORT)).note


def test_a_translation_is_compared_by_the_words_that_it_translates():
    mark = Mark(0, 40, ("translation",), ())
    assert entry("le prélèvement sera de", marks=(mark,)).verdict == "unchecked"
    assert "translation" in entry("le prélèvement sera de", marks=(mark,)).note
    assert entry("le prélèvement sera de", marks=(mark,), original="the levy shall be").verdict == "exact"
    assert entry("le prélèvement sera de", marks=(mark,), original="the levy will be 26").verdict == "altered"


def test_without_a_document_a_quotation_is_unchecked():
    assert entry(claim("the levy shall be", Citing("nobody", 17, 1))).verdict == "unchecked"
    assert [e.verdict for e in weigh([claim("the levy shall be")], {})] == ["unchecked"]


def test_a_quotation_is_found_in_a_long_text_of_few_words_and_an_altered_one_is_told():
    clauses = [
        f"The authority shall pay the sum of {n} to the tenant by the first day of the month." for n in range(3_000)
    ]
    laws = document("report", *clauses)
    assert entry("shall pay the sum of 2744 to the tenant by the first day", laws).place.paragraph == 2745
    assert entry("shall pay the sum of 2744 to the tenant by the third day", laws).verdict == "altered"


@pytest.mark.parametrize("text", ["a" * 20_000, "a " * 10_000, "- " * 9_000, "' " * 9_000, "[" * 20_000, "." * 20_000])
@pytest.mark.parametrize("words", ["a a a a", "a " * 3_000, "… a " * 200, "[" * 2_000, "a… [b] " * 300, "…", "- - -"])
def test_hostile_texts_and_quotations_are_answered(text, words):
    assert entry(words, document("report", text)).verdict in (
        "exact",
        "typographic",
        "altered",
        "not found",
        "unchecked",
    )


# properties

VOCABULARY = """
river levy tenant harbour council paid refused never under clause report amount was limited the of and to in May 1,960
26.4 well-known office 12 June «low» isn't
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, min_size=30, max_size=120)


def test_a_text_of_numbers_behind_words_is_folded_in_bounded_time():
    with coming_to_an_end():
        assert fold("aaa1," * 40_000).text == "aaa1," * 40_000
        assert fold("limited3 and limited3, and limited3.", "limited").text == "limited and limited, and limited."


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_word_that_a_line_broke_is_whole_in_each_text_that_is_made_of_a_document(hyphen):
    words = f"The un{hyphen}\nable per\u00adsons, the 1990{hyphen.replace(chr(0xAD), '-')}\nbased rule"
    source = document("report", words)
    shown, kept = running(words), kept_texts.passages(source.text)[0].words
    assert shown == kept
    assert shown.startswith("The unable persons, the 1990")
    assert terms(words)[:3] == ["the", "unable", "persons"]
    assert entry("The unable persons", source).verdict == "typographic"
    assert entry("able persons", source).verdict == "altered"


@st.composite
def passages(draw):
    """A text, and from which word to which it is quoted."""
    words = draw(TEXTS)
    begin = draw(st.integers(0, len(words) - 6))
    return words, begin, draw(st.integers(begin + 4, min(begin + 25, len(words))))


@settings(max_examples=60, deadline=None)
@given(passages())
def test_any_passage_of_a_text_is_exact(chosen):
    words, begin, end = chosen
    found = entry(" ".join(words[begin:end]), document("report", " ".join(words[:60]), " ".join(words[60:])))
    assert found.verdict == "exact"


@settings(max_examples=60, deadline=None)
@given(passages(), st.integers(0, 5), st.randoms(use_true_random=False))
def test_any_allowed_variation_of_a_passage_is_sound(chosen, kind, chance):
    words, begin, end = chosen
    source = " ".join(words)
    said = words[begin:end]
    at = chance.randrange(1, len(said) - 1)
    if kind == 0:
        source = source.replace(" ", "\n").replace("harbour", "har-\nbour").replace("well-known", "well-\nknown")
    elif kind == 1:
        said[at:at] = ["[sic]"]
    elif kind == 2:
        said[at : at + 1] = ["[…]"]
    elif kind == 3:
        said[0] = said[0][0].swapcase() + said[0][1:]
    elif kind == 4:
        said = [w.replace("'", "\u2019").replace("«", "\u2018").replace("»", "\u2019") for w in said]
    else:
        said[-1] += ","
    assert entry(" ".join(said), document("report", source)).verdict in SOUND


@settings(max_examples=60, deadline=None)
@given(passages(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_any_word_changed_left_out_or_moved_and_any_digit_changed_is_told(chosen, kind, chance):
    words, begin, end = chosen
    said = words[begin:end]
    at = chance.randrange(1, len(said) - 1)
    if kind == 0:
        said[at] = "otherwise"
    elif kind == 1:
        del said[at]
    elif kind == 2:
        said[at], said[at - 1] = said[at - 1], said[at]
    else:
        said[at] = "1,961"
    changed = " ".join(said)
    if f" {changed} " not in f" {' '.join(words)} ":
        assert entry(changed, document("report", " ".join(words))).verdict in ("altered", "not found")


def test_a_quotation_in_shreds_is_told_as_such_and_one_of_many_gaps_is_checked():
    words = " ".join(REPORT).split()
    shreds = " … ".join(words[:30])
    found = entry(shreds)
    assert found.verdict == "unchecked"
    (told,) = telling.told([found], {"report": document("report", *REPORT)}, {})
    assert (told.code, "leaves out too much" in told.message) == ("EVID003", True)
    long = [f"the clause of number {n} binds the lock keeper" for n in range(20)]
    source = document("report", *(f"{clause} in every season. Nobody asks why." for clause in long))
    assert entry(" … ".join(long), source).verdict == "typographic"
    assert (
        entry(" … ".join([*long[:9], "the clause of number 9 frees the lock keeper", *long[10:]]), source).verdict
        == "altered"
    )
    assert entry("Under … the levy … 26.4 … gross rent").verdict == "typographic"
