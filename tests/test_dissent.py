"""Where sources differ: claims of one row, paragraph or sentence that are of the same measure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import BriefFolder

Made = Callable[..., BriefFolder]
BOOKS = """
- {id: office2023, type: report, title: River survey, author: [{literal: Water Office}], issued: 2023}
- {id: daily2022, type: article-newspaper, title: The bridge, author: [{family: Okoro}], issued: 2022}
"""
ROWS = """# Water

| Point | The paper | The survey |
|:--|:--|:---|
{}

: Two accounts {{#tbl:two source="Our summary of @daily2022."}}
"""


def differing(brief: Made, text: str, **files: str) -> list[tuple[str, list[str]]]:
    """The claims at which sources differ, each with what is said instead."""
    documents = {f"sources/documents/{key}.txt": words for key, words in files.items()}
    folder = brief(text, files={"sources/references.yaml": BOOKS, **documents})
    ledger = folder.run(until="verify").manuscript.ledger
    return [(e.claim.words, [d.words for d in e.dissent]) for e in ledger if e.dissent]


def row(cells: str) -> str:
    return ROWS.format(cells)


def test_cells_of_a_row_with_other_values_by_other_sources_differ(brief):
    text = row("| Barges | About 1,900 | 1,960 counted [@office2023] |")
    assert differing(brief, text) == [("About 1,900", ["1,960"]), ("1,960", ["About 1,900"])]


def test_figures_in_quotations_count(brief):
    text = row("| Trade | “approximately 26%” | 35% [@office2023] |")
    assert differing(brief, text) == [("approximately 26%", ["35%"]), ("35%", ["approximately 26%"])]


@pytest.mark.parametrize(
    "cells",
    [
        "| Barges | About 2,000 | 1,960 counted [@office2023] |",
        "| Barges | 1,900 by barge | 26% of the cargo [@office2023] |",
        "| Barges | 1,900 barges | 88,000 tolls [@office2023] |",
        "| Barges | 1,900, then 1,960 | none are known [@office2023] |",
        "| Barges | 1,900 [@office2023] | 1,960 [@office2023] |",
        "| Barges | in 2022 | on 3 May 2022 [@office2023] |",
    ],
)
def test_what_agrees_measures_something_else_or_has_the_same_source_does_not_differ(brief, cells):
    assert differing(brief, row(cells)) == []


def test_rows_are_not_compared_with_each_other(brief):
    assert differing(brief, row("| May | 1,900 | [@office2023] |\n| June | none | 1,960 [@office2023] |")) == []


def test_clauses_of_a_sentence_that_count_the_same_differ(brief):
    text = "# A\n\nThe survey counted 1,200 barges [@office2023], but the paper counts 1,900 barges [@daily2022].\n"
    assert differing(brief, text) == [("1,200", ["1,900"]), ("1,900", ["1,200"])]


def test_sentences_of_a_paragraph_differ_too(brief):
    text = "# A\n\nTolls rose by 5% [@office2023]. In the same year, tolls rose by 9% [@daily2022].\n"
    assert differing(brief, text) == [("5%", ["9%"]), ("9%", ["5%"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia took 26% of the trade [@office2023], and France took 35% of the trade [@daily2022].",
        "The weir held 1,200 barges in May 2021 [@office2023], and held 1,900 barges in June 2021 [@daily2022].",
        "It came on 8 September, on several grounds [@office2023]; the fair began on 11 September [@daily2022].",
        "Tolls rose by 5% [@office2023] while wages fell by 9% [@daily2022].",
    ],
)
def test_other_things_and_other_days_do_not_differ(brief, sentence):
    assert differing(brief, f"# A\n\n{sentence}\n") == []


def test_a_cited_document_that_has_another_value_is_named_with_its_passage(brief):
    text = "# A\n\nThe survey of the lower river counted 1,960 barges at the weir [@office2023; @daily2022].\n"
    files = {
        "office2023": "The survey of the lower river counted 1,960 barges at the weir.\n",
        "daily2022": "At the weir of the lower river, the survey counted 1,700 barges.\n",
    }
    assert differing(brief, text, **files) == [("1,960", ["1,700"])]
    folder = brief(
        text, files={f"sources/documents/{k}.txt": w for k, w in files.items()} | {"sources/references.yaml": BOOKS}
    )
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert (entry.verdict, entry.place.key) == ("agrees", "office2023")
    (dissent,) = entry.dissent
    assert (dissent.place.key, dissent.place.paragraph, dissent.excerpt.passage) == ("daily2022", 1, "1,700")


def test_a_cell_without_a_citation_rests_on_the_source_line_before_the_rest_of_its_row(brief):
    words = "the longest flood of all"
    text = row(f"| Flood | “{words}” | A day [@office2023] |")
    documents = {f"sources/documents/{key}.txt": f"It was {words}." for key in ("office2023", "daily2022")}
    folder = brief(text, files={"sources/references.yaml": BOOKS, **documents})
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert (entry.verdict, entry.place.key) == ("exact", "daily2022")


GRID = """# A

+---------+-----------------+--------+
| Point   | The two of them | Survey |
|         +--------+--------+        |
|         | Paper  | Book   |        |
+=========+========+========+========+
| Barges  | 1,900  | 1,800  | 1,960  |
|         +--------+--------+--------+
|         | none   | 1,700  | 1,750  |
+---------+--------+--------+--------+

: Accounts {#tbl:grid source="@daily2022."}
"""


def test_each_cell_of_a_row_has_the_head_of_its_column_where_cells_span_rows_and_columns(brief):
    folder = brief(GRID, files={"sources/references.yaml": BOOKS})
    ledger = folder.run(until="verify").manuscript.ledger
    rows = {e.claim.sentence.row.number: e.claim.sentence.row for e in ledger}
    assert [[(cell.head, *cell.said) for cell in row.cells] for row in rows.values()] == [
        [("Point", "Barges"), ("Paper", "1,900"), ("Book", "1,800"), ("Survey", "1,960")],
        [("Paper", "none"), ("Book", "1,700"), ("Survey", "1,750")],
    ]
    assert [row.cells[e.claim.sentence.cell].said for e in ledger if (row := e.claim.sentence.row)] == [
        (e.claim.words,) for e in ledger
    ]


def test_a_note_in_a_cell_is_no_part_of_its_row(brief):
    text = row("| Barges | 1,900[^1] | 1,960 [@office2023] |") + "\n[^1]: Others say 1,700 [@office2023].\n"
    folder = brief(text, files={"sources/references.yaml": BOOKS})
    ledger = folder.run(until="verify").manuscript.ledger
    assert [(e.claim.words, e.claim.sentence.row is not None) for e in ledger] == [
        ("1,900", True), ("1,700", False), ("1,960", True),
    ]  # fmt: skip
