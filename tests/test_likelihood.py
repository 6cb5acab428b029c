"""Words of likelihood: what a scale finds, what is misused, and where."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Span
from briefpress.evidence.remarks.likelihood import ICD203, JUDGEMENTS, misused, scale_of
from briefpress.ledger import Sentence
from briefpress.settings import Evidence


def told(*texts, role=JUDGEMENTS, scale=ICD203, quoted=()):
    """The codes and messages of what is misused in these sentences."""
    said = [Sentence("a.md", "", role, text, Span("a.md"), n, quoted=quoted) for n, text in enumerate(texts)]
    return [(d.code, d.message) for d in misused(scale, said, {})]


def codes(*texts, **given):
    return [code for code, _ in told(*texts, **given)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is very likely that it falls and unlikely that it rises.", ["very likely", "unlikely"]),
        ("There is almost no chance; the odds are remote.", ["almost no chance", "remote"]),
        ("It will probably fall, and almost certainly stay.", ["probable", "almost certain"]),
        ("A roughly even chance; roughly even odds.", ["roughly even chance", "roughly even odds"]),
        ("Improbably, it is highly improbable.", ["improbable", "highly improbable"]),
        ("It is nearly certain, and highly probable.", ["nearly certain", "highly probable"]),
        ("It is more likely than before, the most likely course, in remote areas.", []),
    ],
)  # fmt: skip
def test_the_words_of_both_rows_are_found_the_longer_before_the_shorter(text, words):
    assert [term.word for *_, term in ICD203.found(text)] == words


def test_the_seven_bands_join_without_a_gap_in_both_rows():
    for row in (0, 1):
        bands = [(t.low, t.high) for t in ICD203.terms if t.row == row]
        assert sorted(bands) == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]


@pytest.mark.parametrize("role", ["text", JUDGEMENTS])
@pytest.mark.parametrize(
    "confidence",
    ["with moderate confidence", "and our confidence is low", "and we are confident", "with high-confidence"],
)
def test_a_likelihood_and_a_confidence_in_one_sentence_are_told_in_all_parts_of_the_brief(role, confidence):
    assert codes(f"It is likely that it falls, {confidence}.", role=role) == ["CLAIM010"]
    assert codes("It is likely that it falls.", f"We say so {confidence}.", role=role) == []


@pytest.mark.parametrize(
    "word",
    ["possibly", "may well", "might", "could", "perhaps", "It is conceivable that", "a fair chance that",
     "highly likely", "more likely than not", "virtually certain", "cannot be ruled out"],
)  # fmt: skip
def test_a_word_outside_the_scale_is_told_in_key_judgements_alone(word):
    assert codes(f"So we say: {word} it falls.") == ["CLAIM012"]
    assert codes(f"So we say: {word} it falls.", role="text") == []


def test_a_day_in_may_and_words_that_are_quoted_are_no_words_of_likelihood():
    assert codes("It fell on 10 May 2024.") == []
    text = "He said “it could fall” then."
    begin = text.index("it could")
    assert codes(text, quoted=((begin, begin + len("it could fall")),)) == []


def test_the_row_that_is_used_less_is_told_with_the_word_of_the_other():
    found = told("It is likely.", "It is very likely.", "It is probable.")
    assert found == [("CLAIM011", "“probable” mixes with the brief's other words of likelihood.")]
    words = ("likely", "unlikely", "remote chance")
    said = [Sentence("a.md", "", JUDGEMENTS, f"It is {word}.", Span("a.md"), 1) for word in words]
    assert [d.hint for d in misused(ICD203, said, {})] == ["Write `almost no chance`, the word of the same range."]
    assert codes("It is likely.", "It is probable.", role="text") == []


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("It is likely (70%).", True),
        ("It is likely (55–80 per cent).", True),
        ("It is likely (85%).", False),
        ("It is unlikely, 60 per cent probability.", False),
        ("There is a 90 per cent chance that it is likely to fall.", False),
        ("There is a 70 per cent chance that it is likely to fall.", True),
        ("It is likely that 95 per cent of the people left.", True),
    ],
)
@pytest.mark.parametrize("role", ["text", JUDGEMENTS])
def test_a_percentage_beside_a_word_lies_in_the_range_of_the_word(text, agrees, role):
    assert [c for c in codes(text, role=role) if c != "CLAIM012"] == ([] if agrees else ["CLAIM013"])


def test_a_sentence_that_explains_the_scale_may_name_all_of_it_but_not_with_other_ranges():
    scale = (
        "The words are unlikely (20–45%), likely (55–80%), remote chance and very likely ({}); with high confidence."
    )
    assert codes(scale.format("80–95%")) == []
    assert codes(scale.format("85–99%"), role="sidenote") == ["CLAIM013"]


def test_a_scale_of_ones_own_replaces_the_default_in_any_language():
    words = {"eher nicht": "10-40", "wohl": "60–90 %", "wahrscheinlich": "60 to 90"}
    own = scale_of(Evidence(scale=words), "de", judges=True)
    assert codes("Es kommt wohl (70 %).", "Eher nicht (50 %).", scale=own) == ["CLAIM013"]
    assert codes("Es kommt wohl.", "Wohl auch.", "Es kommt wahrscheinlich.", scale=own) == ["CLAIM011"]
    assert codes("Es kommt vielleicht, it could.", scale=own) == []


@pytest.mark.parametrize(
    ("given", "lang", "judges", "on"),
    [(None, "en-GB", True, True), (None, "en", False, False), (None, "de", True, False), ("icd203", "en", False, True),
     ("off", "en", True, False), (False, "en", True, False), ("icd203", "fr", True, False)],
)  # fmt: skip
def test_the_scale_is_on_by_default_where_an_english_brief_has_key_judgements(given, lang, judges, on):
    assert scale_of(Evidence(scale=given), lang, judges=judges) is (ICD203 if on else None)


JUDGED = """\
# Key judgements

::: {.key-judgements title="Key judgements"}
1.  It is **very
    likely** that it falls, with high
    confidence. It could [also]{.x} rise.
:::
"""


def test_a_finding_stands_at_its_word_in_the_file(brief):
    found = [(d.code, d.span.line, d.span.column) for d in brief(JUDGED).found(until="verify")]
    assert found == [("CLAIM010", 5, 34), ("CLAIM012", 6, 20)]


def test_a_scale_that_is_off_tells_nothing_also_as_yaml_writes_it(brief):
    assert brief(JUDGED, settings="evidence: {scale: off}\n").found(until="verify") == ()
