"""Claims without a source, and the sources of a brief as a body."""

from __future__ import annotations

import pytest

from conftest import REFERENCES

CITES = "# The river\n\nIt is low [@marsh2020].\n\n"


@pytest.fixture
def wanting(brief):
    """The places and words of the claims that have no source."""

    def wanting_(text, **given):
        found = brief(CITES + text, **given).found(until="verify")
        return [(d.span.line, d.message.split("”")[0][1:]) for d in found if d.code == "CLAIM001"]

    return wanting_


def test_a_figure_a_superlative_and_an_estimate_without_a_source_are_told_at_their_words(wanting):
    text = (
        "The dam cost $5.7 billion.\n\nIt is Europe's longest\nriver. About 5,700 people left, and 26 per cent.\n"
        "It is expected to fall. Two million came.\n"
    )
    assert wanting(text) == [
        (5, "$5.7 billion"),
        (7, "Europe’s longest"),
        (8, "5,700"),
        (9, "is expected to"),
        (9, "Two million"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("2023年有300人离开。", "300"), ("打一口新井要花 125 万元。", "125 万"), ("Il coûte 1 250 000 €.", "1 250 000"),
     ("Цена — 12,5 млн рублей.", "12,5 млн"), ("Es sind 26 Prozent am 3. Oktober.", "26 Prozent")],
)  # fmt: skip
def test_a_figure_is_found_in_every_language(wanting, text, words):
    assert wanting(text + "\n") == [(5, words)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell in 2023, on 12 June 2024, between 19 and 20 September, in 2019–2021 and the 1990s.",
        "On June 12, 2024 at 10:30 it fell. Am 17. Oktober 2023 fiel es. Le 14 juillet il tomba.",
        "2023年5月17日，根据第 25 条和第30号法律。",
        "Three courses are open. See Table 14, section 25, Resolution 2334, ISO 32000, the G20 and COVID-19.",
        "Most of it is best told as a record of things. The first is this.",
        "He said “it cost 300 million”.",
        "It is likely that it is the longest.",
        "It cost 300 million. That is a lot [@court2021].",
        "It cost 300 million [@court2021]. Others say so too.\n\nThose 300 million are gone.",
        "The court says [@court2021]:\n\n- It cost 300 million.",
        "## It cost 300 million\n\nSo.",
        "Word.[^a]\n\n[^a]: See the court [@court2021]. It cost 300 million.",
        "::: about\nIda Marsh has 300 friends.\n:::",
        "::: {.pullquote}\nIt cost 300 million.\n:::",
        '| A | B |\n|---|---|\n| 300 | 400 |\n\n: Levels {source="Our own measures."}',
        '| A | B |\n|---|---|\n| Low[^a] | 400 |\n\n: Levels {source="Our own measures."}\n\n[^a]: Below 30 metres.',
        "> It cost 300 million.",
    ],
)
def test_what_is_no_claim_or_has_its_source_near_is_not_told(wanting, text):
    assert wanting(text + "\n") == []


def test_a_citation_in_the_middle_of_a_paragraph_covers_only_its_own_sentence(wanting):
    assert wanting("It cost 300 million. It is low [@court2021]. It lost 26 per cent.\n") == [
        (5, "300 million"),
        (5, "26 per cent"),
    ]


def test_a_table_without_a_source_is_one_finding(brief):
    table = "| A | B |\n|---|---|\n| 300 | 400 |\n| 500 | 600 |\n\n: Levels {#tbl:l}\n\nSee @tbl:l.\n"
    (found,) = brief(CITES + table).found(until="verify")
    assert (found.code, found.severity, found.span.line) == ("CLAIM001", "note", 7)
    assert "The table with “300”" in found.message


def test_a_brief_that_cites_nothing_is_not_asked_for_sources(brief):
    assert brief("# The river\n\nIt cost 300 million.\n").found(until="verify") == ()


def test_a_brief_may_raise_claims_without_a_source_to_errors(brief):
    raised = "checks: {CLAIM001: {severity: error, why: every figure is cited here}}\n"
    done = brief(CITES + "It cost 300 million.\n", settings=raised).command("verify")
    assert done.exit_code == 1
    assert "error CLAIM001" in done.stdout


# the sources as a body


def body(brief, text, settings="", references=REFERENCES):
    found = brief("# The river\n\n" + text, settings=settings, references=references).found(until="verify")
    return [(d.code, d.severity, d.span.path, d.span.line) for d in found]


def test_sources_cited_once_and_never_are_told_in_a_note_each_where_the_brief_asks(brief):
    text = "It is low [@marsh2020]. It is late [@marsh2020; @court2021].\n"
    assert body(brief, text) == []
    folder = brief("# The river\n\n" + text, settings="evidence: {sources: true}\n")
    found = folder.found(until="verify")
    assert [(d.code, d.severity, d.message) for d in found] == [
        ("CLAIM020", "note", "Cited once only: `court2021`."),
        ("CLAIM022", "note", "Never cited: `daily2022`, `survey2023`."),
    ]
    listed = "evidence: {sources: true}\ncitations: {nocite: [daily2022, survey2023]}\n"
    assert [d.code for d in brief("# R\n\n" + text, settings=listed).found(until="verify")] == ["CLAIM020"]


def test_verify_ends_with_a_table_of_the_sources(brief):
    done = brief("# The river\n\nIt is low [@marsh2020]. It is late [@marsh2020; @daily2022].\n").command("verify")
    assert done.stdout.rstrip().splitlines()[-4:] == [
        "Source     cited  from     of",
        "marsh2020      2  2020     Harbour Press",
        "daily2022      1  2022-03  The Daily",
        "Never cited: `court2021`, `survey2023`.",
    ]


PAPERS = """\
references:
  - {id: a, type: report, title: A, publisher: Harbour Press, issued: 2021}
  - {id: b, type: report, title: B, author: [{literal: harbour press}], issued: 2021}
  - {id: c, type: report, title: C, publisher: The Daily, issued: 2021}
"""


@pytest.mark.parametrize(("cited", "told"), [("@a; @b", 1), ("@a; @c", 0), ("@a", 0), ("@c; quoted in @a", 0)])
def test_a_key_judgement_whose_sources_are_all_of_one_owner_is_told(brief, cited, told):
    text = f"::: key-judgements\n1. It is likely that it falls [{cited}].\n:::\n"
    expected = [("CLAIM021", "warning", "report/01-section.md", 4)] * told
    assert body(brief, text, references=PAPERS) == expected


OLD = """\
references:
  - {id: old, type: book, title: Old, issued: 2020-01-14}
  - {id: just, type: book, title: Just, issued: 2020-01-15}
  - {id: year, type: book, title: Year, issued: 2020}
  - {id: law, type: legislation, title: Law, issued: 1990}
  - {id: undated, type: book, title: Undated}
  - {id: unused, type: book, title: Unused, issued: 1990}
"""


def test_a_source_older_than_the_brief_allows_is_told_at_its_record_law_excepted(brief):
    text = "It is low [@old; @just; @year; @law; @undated].\n"
    assert body(brief, text, "evidence: {oldest: 6 years}\n", OLD) == [
        ("CLAIM023", "warning", "sources/references.yaml", 2)
    ]
    assert body(brief, text, "evidence: {oldest: 73 months}\n", OLD) == []
    assert body(brief, text, "", OLD) == []


GONE = """\
references:
  - {id: listed, type: book, title: A, DOI: 10.5555/Gone.1}
  - {id: titled, type: book, title: "RETRACTED: B"}
  - {id: marked, type: book, title: C, status: Retracted}
  - {id: sound, type: book, title: Withdrawn from view, status: published}
"""


@pytest.mark.parametrize("name", ["listed", "https://doi.org/10.5555/gone.1", "doi:10.5555/GONE.1", "@listed"])
def test_a_retracted_source_is_an_error_where_the_brief_lists_it_and_a_warning_by_its_record(brief, name):
    text = "It is low [@listed].\n\nIt is late [@titled; @marked; @sound].\n"
    found = body(brief, text, f"evidence: {{retracted: ['{name}']}}\n", GONE)
    path = "report/01-section.md"
    assert found == [
        ("CLAIM024", "error", path, 3),
        ("CLAIM025", "warning", path, 5),
        ("CLAIM025", "warning", path, 5),
    ]


def test_a_quotation_near_which_nothing_is_cited_is_told(brief):
    text = "# A\n\nIt is low [@marsh2020].\n\n“The whole Board shall be hanged at dawn,” said the minister.\n"
    (told,) = [d for d in brief(text).found("verify") if d.code == "CLAIM002"]
    assert (told.severity, told.span.line, told.span.column) == ("warning", 5, 2)


@pytest.mark.parametrize(
    "text",
    [
        "They call it “a river of tears”.",
        "“The whole Board shall be hanged at dawn.” So it was [@marsh2020].",
        "> The whole Board shall be hanged at dawn.\n\n# “The whole Board shall be hanged at dawn”",
    ],
)
def test_a_title_a_quotation_with_a_citation_and_a_heading_are_not(brief, text):
    found = brief(f"# A\n\nIt is low [@marsh2020].\n\n{text}\n").found("verify")
    assert "CLAIM002" not in [d.code for d in found]


def test_a_brief_that_cites_nothing_is_not_asked_whom_it_quotes(brief):
    text = "# A\n\n“The whole Board shall be hanged at dawn,” said the minister.\n"
    assert "CLAIM002" not in [d.code for d in brief(text).found("verify")]
