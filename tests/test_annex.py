"""The annex that prints the ledger, and the marks in the text that lead to it."""

from __future__ import annotations

import pytest

from briefpress.annex import short_name

BOOK = "The river is low. It rose by three feet in March, and the bridge was shut for two days."
TEXT = """\
# The river

The report says "the river is low" and gives a reason [@marsh2020].

> It rose by three feet in March.

Its author goes on [@marsh2020].[^more]

| What | Who said so |
|:-----|:------------|
| "the bridge was shut" | The report |

: What was said {#tbl:said source="@marsh2020"}

Others doubt it: "the river was never low" [@court2021].

[^more]: She adds that "the bridge was shut for two days" [@marsh2020].
"""
DOCUMENT = {"sources/documents/marsh2020.txt": BOOK}


@pytest.fixture
def shown(brief):
    """Builds a brief with documents and settings for its evidence."""
    return lambda settings, text=TEXT: brief(text, settings=f"evidence: {settings}\n", files=DOCUMENT).built()


def test_nothing_of_the_evidence_is_printed_unless_the_brief_asks_for_it(shown):
    built = shown("{}")
    assert "Evidence" not in built.text("html")
    assert "E1" not in built.text("pdf")


def test_the_annex_has_each_quotation_with_its_source_and_its_verdict_in_every_format(shown):
    built = shown("{annex: true}")
    for form in ("pdf", "epub", "html"):
        said = " ".join(built.text(form).split())
        assert "Evidence" in said
        table = said.partition("What the documents say")[2]
        assert "“the river is low”" in table
        assert "Marsh 2020" in table
        assert "Not compared: North v. South 2021 (1)." in said


def test_a_mark_stands_at_each_quotation_that_was_found_and_leads_to_its_entry(shown):
    page = shown("{marks: true}").html
    marks = page.xpath("//span[contains(@class, 'vouched')]/a")
    assert sorted(m.text_content() for m in marks) == ["E1", "E2", "E3", "E4"]
    for mark in marks:
        assert page.xpath(f"//*[@id='{mark.get('href')[1:]}']")[0].text_content() == mark.text_content()
    entry = page.xpath("//*[@id='evidence-2']/ancestor::tr")[0].text_content()
    assert "rose by three feet" in entry
    assert not page.xpath("//*[@id='evidence-5']"), "what was compared with nothing has no entry"


def test_a_figure_is_shown_among_the_words_around_it(shown):
    text = "# The river\n\nIn spring, as everybody says, the bridge was shut for two days at a time [@marsh2020].\n"
    page = shown("{annex: true}", text).html
    (row,) = page.xpath("//*[@id='evidence-1']/ancestor::tr")
    assert row.xpath(".//strong")[0].text_content() == "two days"
    assert "the bridge was shut for two days at a time" in row.text_content()


def test_a_mark_stands_beside_the_citation_of_its_quotation_and_not_amid_the_words(shown):
    page = shown("{marks: true}").html
    first = page.xpath("//p[contains(., 'gives a reason')]")[0]
    assert "gives a reason" in first.text_content().partition("E1")[0]
    note = page.xpath("//*[contains(@class, 'footnote') and contains(., 'She adds')]")[-1]
    assert "E3" in note.text_content()
    cell = page.xpath("//td[contains(., 'the bridge was shut')]")[0]
    assert cell.text_content().strip().endswith("E4")


def test_a_brief_without_quotations_has_no_annex(shown):
    assert "Evidence" not in shown("{annex: true}", "# The river\n\nIt is low.\n").text("html")


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"author": [{"family": "Marsh"}], "issued": {"date-parts": [[2020]]}}, "Marsh 2020"),
        ({"author": [{"family": "A"}, {"family": "B"}, {"family": "C"}]}, "A et al."),
        ({"author": [{"literal": "Water Office"}]}, "Water Office"),
        ({"title": "The <i>Wadi</i> order of 2023", "issued": {"date-parts": [[2023]]}}, "The Wadi order of 2023"),
        ({"id": "bare"}, "bare"),
    ],
)  # fmt: skip
def test_a_source_is_called_by_its_author_and_year_or_its_title(record, name):
    assert short_name(record) == name
