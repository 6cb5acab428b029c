"""Reviews of claims: what is kept of them, when they stand no longer, and files that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

import ledgers
from briefpress.evidence.desk import review_files, reviews
from briefpress.evidence.desk.review_files import Kept, UnreadableError
from conftest import BriefFolder

WORDS = "the weir holds the river back"
DOCUMENT = f"The engineers said that {WORDS} for as long as it stands.\n\nNobody asked them again.\n"
QUOTED = f"# Water\n\nThe book says that “{WORDS}” [@marsh2020].\n"
NAME = "a-test-of-the-river"


@pytest.fixture
def quoting(brief: Callable[..., BriefFolder]) -> BriefFolder:
    """A brief with a quotation and the document that has it."""
    folder: BriefFolder = brief(QUOTED, files={"sources/documents/marsh2020.txt": DOCUMENT})
    return folder


def export_of(folder: BriefFolder, **changes: Any) -> dict[str, Any]:
    """What a desk would export with every claim ticked."""
    ledger = folder.run(until="verify").manuscript.ledger
    said = [{"claim": reviews.mark_of(e.claim), "passage": reviews.passage_mark(e), "ok": True} for e in ledger]
    return {"format": 1, "brief": NAME, "by": "Ida", "day": "2026-01-20", "reviews": said, **changes}


def take(folder: BriefFolder, *exports: dict[str, Any]) -> Any:
    paths = []
    for number, export in enumerate(exports):
        folder.write({f"given/{number}.json": json.dumps(export)})
        paths.append(str(folder.root / f"given/{number}.json"))
    return folder.command("review", "take", *paths)


def kept(folder: BriefFolder) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder.root / review_files.PATH).read_bytes())
    return rows[1:]


def test_a_review_is_known_to_its_claim_in_the_next_run(quoting):
    told = take(quoting, export_of(quoting))
    assert "Ida, 2026-01-20: 1 checked, 0 queried\nOf 1 claims 1 are checked and 0 queried" in told.output
    report = quoting.run(until="verify")
    assert [(e.review.by, e.review.day, e.review.ok) for e in report.manuscript.ledger] == [("Ida", "2026-01-20", True)]
    assert not [d for d in report.diagnostics if d.code.startswith("EVID03")]


def test_a_quotation_keeps_its_review_where_it_moves_and_its_sentence_is_reworded(quoting):
    take(quoting, export_of(quoting))
    quoting.write({"report/01-section.md": f"# Water\n\nMuch else.\n\nAs the book has it, “{WORDS}” [@marsh2020].\n"})
    (entry,) = quoting.run(until="verify").manuscript.ledger
    assert entry.review is not None


@pytest.mark.parametrize(
    "change",
    [QUOTED.replace("holds", "held"), QUOTED.replace("marsh2020", "court2021"), "# Water\n\nIt is low.\n"],
    ids=["other words", "another source", "taken out"],
)
def test_the_review_of_a_claim_that_has_changed_is_told_and_not_carried_over(quoting, change):
    take(quoting, export_of(quoting))
    quoting.write({"report/01-section.md": change})
    report = quoting.run(until="verify")
    assert all(entry.review is None for entry in report.manuscript.ledger)
    (found,) = [d for d in report.diagnostics if d.code == "EVID030"]
    assert (
        found.message
        == f"“{WORDS}”: the review by Ida of 2026-01-20 is of a claim that the brief doesn't have any more."
    )
    assert (found.severity, found.span.path, found.span.line) == ("note", "sources/reviews.json", 2)
    told = quoting.command("review", "take")
    assert "left out: “the weir" in told.output
    assert kept(quoting) == []
    assert not [d for d in quoting.found("verify") if d.code == "EVID030"]


def test_a_review_stands_as_long_as_its_passage_is_the_same_or_is_not_here_to_be_seen():
    entry = next(e for e in ledgers.made(3).ledger if e.excerpt)
    review = Kept(reviews.mark_of(entry.claim), "Ida", "2026-01-20", ok=True, passage=reviews.passage_mark(entry))
    assert reviews.held([review], [entry]).stand
    assert reviews.held([review], [replace(entry, excerpt=None)]).stand
    other = replace(entry, excerpt=replace(entry.excerpt, passage="Something else."))
    ((_, why),) = reviews.held([review], [other]).fallen
    assert why == "another passage than the one that is found now"
    ((_, why),) = reviews.held([structs.replace(review, passage="")], [entry]).fallen
    assert why == "the claim alone, and now a passage is found for it"


def test_a_review_with_neither_tick_nor_note_stands_for_nothing_and_withdraws_an_earlier_one():
    entry = next(e for e in ledgers.made(3).ledger if e.excerpt)
    review = Kept(reviews.mark_of(entry.claim), "Ida", "2026-01-20", ok=True, passage=reviews.passage_mark(entry))
    withdrawn = structs.replace(review, by="T. Vance", day="2026-01-21", ok=False)
    assert reviews.held([review, withdrawn], [entry]) == reviews.Held((), ())
    assert reviews.held([withdrawn, structs.replace(review, day="2026-01-22")], [entry]).stand
    assert reviews.held([review, structs.replace(withdrawn, note="Where?")], [entry]).stand[0].note == "Where?"


def test_a_figure_is_reviewed_with_its_sentence_and_a_quotation_without():
    quotation, figure, _ = ledgers.made(3).ledger
    for entry, same in ((quotation, True), (figure, False)):
        sentence = replace(entry.claim.sentence, text=entry.claim.sentence.text + " And more.")
        moved = replace(entry.claim, sentence=sentence)
        assert (reviews.mark_of(moved) == reviews.mark_of(entry.claim)) is same


def test_a_brief_that_cannot_be_read_whole_keeps_its_reviews_as_they_are(quoting):
    take(quoting, export_of(quoting))
    before = (quoting.root / review_files.PATH).read_bytes()
    quoting.write({"report/brief.yaml": "title: A test of the river\nsections: [01-section.md, 02-gone.md]\n"})
    told = quoting.command("review", "take")
    assert told.exit_code == 1
    assert (quoting.root / review_files.PATH).read_bytes() == before


def test_of_several_reviews_of_a_claim_the_last_counts(quoting):
    queried = export_of(quoting, by="T. Vance", day="2026-01-21")
    queried["reviews"][0] |= {"ok": False, "note": "Which weir?"}
    take(quoting, queried, export_of(quoting))
    assert [(k["by"], k["ok"], k["note"]) for k in kept(quoting)] == [("T. Vance", False, "Which weir?")]


def test_the_file_is_sorted_has_a_claim_a_line_and_is_written_the_same_whatever_comes_first(quoting):
    some = [Kept(f"{n:016x}", "Ida", "2026-01-20", ok=True) for n in range(5)]
    data = review_files.written(some[::-1])
    assert data == review_files.written(some)
    assert data.count(b"\n") == 5 + 2
    assert review_files.read(data) == tuple(some)


def test_two_lists_that_git_joined_line_by_line_are_read_as_one():
    ours, theirs = ([Kept(mark * 16, "Ida", "2026-01-20", ok=True)] for mark in "ab")
    lines = dict.fromkeys(review_files.written(ours).splitlines()[:-1] + review_files.written(theirs).splitlines())
    assert [k.claim[0] for k in review_files.read(b"\n".join(lines))] == ["a", "b"]


HEAD = '[{"format":1}\n'
ROW = ',{"claim":"0123456789abcdef","by":"Ida","day":"2026-01-20","ok":true}\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "can't be read as JSON"),
        ("{}", "doesn't begin with"),
        ("[]", "doesn't begin with"),
        ('[{"format":2}]', "invalid enum value 2"),
        (HEAD + ROW.replace("true", '"yes"') + "]", "expected `bool`"),
        (HEAD + ROW.replace("0123456789abcdef", "../../etc/passwd") + "]", "matching regex"),
        (HEAD + ROW.replace("2026-01-20", "yesterday") + "]", "matching regex"),
        (HEAD + ROW.replace('"ok"', '"extra":1,"ok"') + "]", "unknown field `extra`"),
        (HEAD + ROW.replace("Ida", "\\u202e \\u0000") + "]", "no name"),
        (HEAD + ROW.replace("Ida", "I" * 500) + "]", "length <= 120"),
        (HEAD + "<<<<<<< ours\n" + ROW + "]", "merge that nobody finished"),
        (HEAD + ROW + "," + "[" * 100_000 + "]", "can't be read|nested too deep"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_is_wrong_with_it(text, why):
    with pytest.raises(UnreadableError, match=why):
        review_files.read(text.encode())


def test_a_file_of_hundreds_of_megabytes_is_not_read():
    with pytest.raises(UnreadableError, match="more than 8 MB"):
        review_files.read(b" " * (review_files.LARGEST + 1))


def test_an_export_of_more_reviews_than_any_brief_has_claims_is_refused():
    said = {"claim": "0123456789abcdef", "ok": True}
    export = {"format": 1, "brief": "b", "by": "I", "day": "2026-01-20", "reviews": [said] * (review_files.MOST + 1)}
    with pytest.raises(UnreadableError, match="length <= 20000"):
        review_files.exported(json.dumps(export).encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.builds(json.dumps, st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["format", "reviews", "by"]), inner),
)).map(str.encode))  # fmt: skip
def test_whatever_the_bytes_a_file_is_read_or_refused(data):
    for reader in (review_files.read, review_files.exported):
        code = "EVID031"
        try:
            reader(data)
        except UnreadableError as error:
            code = review_files.unreadable(error, "a.json", data).code
        assert code == "EVID031"


def test_signs_that_nobody_sees_are_taken_out_of_names_and_notes():
    export = {
        "format": 1, "brief": "b", "by": "I\u202eda", "day": "2026-01-20",
        "reviews": [{"claim": "0123456789abcdef", "ok": True, "note": "a\x1b[31m\nb\u2066"}],
    }  # fmt: skip
    read = review_files.exported(json.dumps(export).encode())
    assert (read.by, read.reviews[0].note) == ("I da", "a [31m b")


def test_the_reviews_of_another_brief_are_refused_and_nothing_is_written(quoting):
    told = take(quoting, export_of(quoting), export_of(quoting, brief="another"))
    assert told.exit_code == 1
    assert "is of the brief `another`, and this one is `a-test-of-the-river`" in told.output
    assert not (quoting.root / review_files.PATH).exists()


def test_a_file_that_is_missing_or_no_export_is_one_error_with_what_to_do(quoting):
    told = quoting.command(
        "review", "take", str(quoting.root / "none.json"), str(quoting.root / "report/01-section.md")
    )
    assert told.exit_code == 1
    assert told.output.count("EVID031") == 2
    assert "Take the file that “Export reviews” on the desk gives" in told.output


def test_reviews_that_lead_out_of_the_brief_are_not_read(quoting, tmp_path):
    (tmp_path / "outside.json").write_text(HEAD + ROW + "]")
    (quoting.root / review_files.PATH).symlink_to(tmp_path / "outside.json")
    assert [d.code for d in quoting.found("verify")] == ["EVID031"]
