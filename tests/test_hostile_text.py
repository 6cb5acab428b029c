"""Texts made to hold the program up, or to stop it: each is read at once, and for what it is."""

from __future__ import annotations

import time

import pytest

from briefpress.diagnostics import Span
from briefpress.evidence.desk import review_files, reviews
from briefpress.evidence.desk.review_files import Kept
from briefpress.evidence.quotations import locators
from briefpress.evidence.quotations.quoting import quoting
from briefpress.evidence.receipts import lock
from briefpress.evidence.remarks.likelihood import ICD203
from briefpress.evidence.remarks.unsupported import unsupported
from briefpress.evidence.text.boundaries import cuts
from briefpress.evidence.text.sentences import sentences
from briefpress.ledger import Citing, Document, Paragraph, Sentence, Text
from briefpress.linkcheck import register
from briefpress.model import Manuscript, Section, SourceMap, SourceText
from briefpress.settings import SectionMeta

BOUND = 20
"""Seconds of work: what grows too fast takes minutes here, on any machine."""


def seconds(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


def wanting(*texts):
    """What of these sentences wants a source, in a brief that cites."""
    cited = Sentence("a.md", "H", "text", "So.", Span("a.md", 1, 1), 0, (Citing("a", 3, 1),))
    asked = [Sentence("a.md", "H", "text", text, Span("a.md", 2, 1), n) for n, text in enumerate(texts, 1)]
    return [d.message for d in unsupported([cited, *asked], {}, ICD203)]


def read(*inlines):
    sections = (Section("a.md", SectionMeta(title="A"), [{"t": "Para", "c": list(inlines)}]),)
    return sentences(Manuscript(sections, SourceMap()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 40_000 + " bank. Cold day. Eve", ["a" * 40_000 + " bank.", "Cold day.", "Eve"]),
        ("a" + "." * 40_000 + "b. C", ["a" + "." * 40_000 + "b.", "C"]),
    ],
)
def test_a_long_word_or_a_long_row_of_stops_is_cut_at_once(text, expected):
    found = []
    assert seconds(lambda: found.extend(text[b:e].strip() for b, e in cuts(text, []))) < BOUND
    assert found == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("a-" * 20_000, 0), ("It is " + "§" * 20_000 + ".", 0), ("§" * 20_000 + " 12 and §§ 3", 0),
     ("It is " + "1" * 20_000 + ".", 1), ("It is " + "1" * 20_000 + "x.", 0), ("x" * 20_000 + "'s longest river.", 0),
     ("Europe's longest river.", 1), ("It cost §§ 3, and then 300.", 1)],
)  # fmt: skip
def test_what_wants_a_source_is_told_at_once(text, count):
    found = []
    assert seconds(lambda: found.extend(wanting(text))) < BOUND
    assert len(found) == count


def test_a_long_gap_in_a_quotation_is_read_at_once():
    pieces = []
    assert seconds(lambda: pieces.extend(quoting("a" + "\u00a0" * 40_000 + "b \u00a0[sic] c").pieces)) < BOUND
    assert [piece.text for piece in pieces] == ["a b c"]


def test_thousands_of_quotations_and_of_code_in_a_paragraph_are_read_at_once():
    word, space = {"t": "Str", "c": "ab"}, {"t": "Space"}
    quoted = [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, [word]]}, space] * 3000
    coded = [{"t": "Code", "c": [["", [], []], "ab"]}, space] * 6000
    found = []
    assert seconds(lambda: found.extend(read(*quoted))) < BOUND
    assert [len(s.quoted) for s in found] == [3000]
    assert seconds(lambda: found.extend(read(*coded))) < BOUND
    assert len(found) == 1
    assert read(*coded, word)[0].text.endswith("ab ab")


def test_thousands_of_reviews_that_hold_no_longer_are_each_told_at_their_line(tmp_path):
    kept = [Kept(f"{i:016x}", "Ida", "2026-01-01", ok=True, words="w" * 120) for i in range(10_000)]
    (tmp_path / "sources").mkdir()
    (tmp_path / review_files.PATH).write_bytes(review_files.written(kept))
    found = []
    assert seconds(lambda: found.extend(reviews.at_their_claims(tmp_path, []).diagnostics)) < BOUND
    assert [(d.span.line, d.span.column) for d in found] == [(line, 12) for line in range(2, 10_002)]


@pytest.mark.parametrize("version", ["1" * 5000, "²"])
def test_a_lock_of_a_version_that_is_no_number_is_not_believed(version):
    read_ = lock.read(SourceText("a", f"# Evidence of a brief, version {version}\n"))
    assert not read_.value.ours
    assert [d.code for d in read_.diagnostics] == ["LOCK002"]


@pytest.mark.parametrize("status", ["1" * 5000, "²", "٤٠٤"])
def test_a_register_of_links_with_a_status_that_is_none_is_told(status):
    lines, found = register.read(f"dead 2026-01-01 {status} https://example.org/\n")
    assert lines == {}
    assert [d.code for d in found] == ["LINK008"]


@pytest.mark.parametrize("locator", ["1" * 5000, "213-1²", "²", "2-" + "1" * 5000])
def test_a_locator_that_is_no_number_disagrees_with_a_page_and_stops_nothing(locator):
    document = Document("a", "a.txt", "0" * 64, Text("hello there", (Paragraph(0, 11, 1, "5"),)))
    assert locators.disagrees(Citing("a", 0, 1, locator), document, 0, 5)
