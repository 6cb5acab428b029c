"""The date and the people of a CSL record, however it is written."""

from __future__ import annotations

import json

import pytest

from briefpress import csl_record, shortreference


@pytest.mark.parametrize(
    ("issued", "first", "last"),
    [
        ({"date-parts": [[2020, 3, 4]]}, (2020, 3, 4), (2020, 3, 4)),
        ({"date-parts": [["2019", "12"], [2020, 1]]}, (2019, 12), (2020, 1)),
        ({"date-parts": [2020, 3]}, (2020, 3), (2020, 3)),
        ({"date-parts": [[2020, 21]]}, (2020,), (2020,)),
        ({"date-parts": [["²"]]}, (), ()),
        ({"date-parts": [[2020], []]}, (2020,), (2020,)),
        ({"date-parts": [[-50]]}, (-50,), (-50,)),
        ({"date-parts": [["c. 1850"]]}, (1850,), (1850,)),
        ({"date-parts": [["1" * 5000]]}, (), ()),
        ({"raw": "12 March 2020"}, (2020,), (2020,)),
        ({"literal": "forthcoming"}, (), ()),
        ({"year": 2020, "month": "3"}, (2020, 3), (2020, 3)),
        ([{"year": 2020, "month": 3, "day": 4}], (2020, 3, 4), (2020, 3, 4)),
        ("2020", (2020,), (2020,)),
        ("2020-03-04", (2020, 3, 4), (2020, 3, 4)),
        ("2019/2020-02", (2019,), (2020, 2)),
        (2020, (2020,), (2020,)),
        (None, (), ()),
        ({}, (), ()),
        ([], (), ()),
    ],
)
def test_a_date_is_read_in_any_form_as_far_as_it_is_one(issued, first, last):
    record = {"issued": issued}
    assert csl_record.issued(record) == first
    assert csl_record.issued(record, last=True) == last
    assert csl_record.year(record) == (str(first[0]) if first and first[0] > 999 else "")


@pytest.mark.parametrize(
    ("author", "name"),
    [(["Me"], "Me"), ("Me", "Me"), ({"literal": "Me"}, "Me"), ([{"family": "Marsh"}, "Me"], "Marsh and Me"),
     ([None, 5], "5"), (None, ""), ([], "")],
)  # fmt: skip
def test_people_are_read_in_any_form(author, name):
    assert shortreference.who_and_when({"author": author}) == name


@pytest.mark.parametrize(
    "field", [{"issued": "2020"}, {"issued": {"date-parts": [["²"]]}}, {"author": ["Me"]}, {"author": "Me"}]
)
def test_no_bibliography_stops_the_check_of_sources(brief, field):
    record = {"id": "me", "type": "report", "title": "T", "publisher": "Harbour", **field}
    made = brief(
        "# The river\n\nIt is low [@me].\n",
        settings="evidence: {sources: true, oldest: 2 years}\n",
        references=None,
        files={"sources/references.json": json.dumps([record])},
    )
    codes = [d.code for d in made.found(until="verify")]
    assert "BUG001" not in codes
    assert "me  no document  cited once" in made.command("source", "list").output
    # What the program can't read is told as an error of the bibliography; else the source is held against the rules.
    assert "CLAIM020" in codes or any(code.startswith("CITE") for code in codes)
