"""Artifacts read back: a word that one lacks, or has elsewhere, is a finding; a PDF's tags are one tree of the text."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import longnotes
from briefpress.engines import pdf_text
from briefpress.engines.pdf import UnsoundError, destinations
from briefpress.model import Artifact, Passage
from briefpress.passages import lost
from briefpress.readback import read
from briefpress.stages.check import unsaid
from conftest import BriefFolder
from readable import tree

FORMATS = ("pdf", "epub", "html")
WHOLE = """\
# The river

The water fell by a *third*.[^1]

Nobody had measured it before.

| Place | Level |
|-------|-------|
| Ford  | low   |

[^1]: So says the survey.
"""


def _report(brief, text: str):
    folder: BriefFolder = brief(text)
    return folder.run(*FORMATS)


def _unsaid(manuscript, artifacts: tuple[Artifact, ...]) -> dict[str, list[str]]:
    return {a.format: [f"{d.span} {d.message}" for d in unsaid(manuscript, read(a))] for a in artifacts}


def test_each_artifact_of_a_sound_brief_holds_every_word(brief):
    report = _report(brief, WHOLE)
    assert _unsaid(report.resolved, report.artifacts) == {"pdf": [], "epub": [], "html": []}


@pytest.mark.parametrize(
    ("without", "line", "words"),
    [
        ("before", 5, "Nobody had measured it before."),
        ("third", 3, "The water fell by a third."),
        ("survey", 11, "So says the survey."),
        ("Ford", 9, "Ford"),
    ],
)
def test_a_word_that_an_artifact_lacks_is_an_error_at_the_line_of_its_sentence(brief, without, line, words):
    whole = _report(brief, WHOLE).resolved
    short = _report(brief, WHOLE.replace(without, "")).artifacts
    for form, found in _unsaid(whole, short).items():
        (said,) = found
        assert said.startswith(f"report/01-section.md:{line}:")
        assert said.endswith(f" The {form.upper()} lacks these words: “{words}”.")


def test_a_sentence_that_an_artifact_has_elsewhere_is_an_error(brief):
    whole = _report(brief, WHOLE).resolved
    first, second = "The water fell by a *third*.[^1]", "Nobody had measured it before."
    swapped = WHOLE.replace(first, "@").replace(second, first).replace("@", second)
    for form, found in _unsaid(whole, _report(brief, swapped).artifacts).items():
        assert [f.partition(" ")[2] for f in found] == [
            f"In the {form.upper()} these words aren't in their order: “Nobody had measured it before.”."
        ]


@given(st.lists(st.text("abcdeßéﬁÅ", min_size=1, max_size=6), min_size=1, max_size=30), st.data())
def test_a_dropped_word_is_seen_however_lines_are_broken(words, data):
    wanted = [Passage("a.md", f"x{i}y{word}z", ("paper",)) for i, word in enumerate(words)]
    broken = "".join(p.words + data.draw(st.sampled_from((" ", "\n", "\u00ad", "-\n", ""))) for p in wanted)
    assert lost(wanted, broken.upper(), "paper") == ([], [])
    gone = data.draw(st.sampled_from(wanted))
    assert lost(wanted, broken.replace(gone.words, ""), "paper") == ([gone], [])


OVERLEAF = "# Long\n\n" + "\n\n".join(
    f"Beginning {n}. {'The river is low and dry. ' * 40}A call.[^{n}] {'It goes on. ' * 60}End."
    for n in range(1, 7)
) + "\n\n" + "\n\n".join(f"[^{n}]: Note number {n}." for n in range(1, 7)) + "\n"  # fmt: skip


def test_a_paragraph_that_goes_on_overleaf_is_one_paragraph_in_the_tags(brief):
    built = brief(OVERLEAF).built("pdf")
    assert built.report.artifacts[0].pages > 2
    said = tree(pdf_text.tags(built.report.artifacts[0].data))
    paragraphs = [line.strip() for line in said.splitlines() if "Beginning" in line]
    assert len(paragraphs) == 6
    for n, words in enumerate(paragraphs, 1):
        assert words.startswith(f"P “Beginning {n}.")
        assert words.endswith("End.”")
        assert f"[Reference {n}] [Note ID=note-{n} [Lbl {n}] Note number {n}.]" in words


def test_words_beyond_a_page_are_an_error_and_a_note_away_from_its_call_a_warning(brief, monkeypatch):
    monkeypatch.setattr(longnotes, "too_long", lambda _: [])
    note = "".join(f"\n\n    The {n}th paragraph. {'It goes on. ' * 60}" for n in range(30))
    found = brief(f"# Long\n\nA call.[^a]\n\n[^a]: It begins here, at last.{note}\n").found("build")
    assert [(d.code, d.severity) for d in found] == [("PAGE002", "warning"), ("PAGE001", "error")]
    assert found[0].span.line == 5
    assert "Note 1 stands on page" in found[0].message
    assert "has no room for these words: “" in found[1].message


def test_the_head_of_a_table_is_told_once_and_heads_the_rows_of_every_page(brief):
    rows = "".join(f"| Row {n} | {n * n} |\n" for n in range(1, 131))
    built = brief(f"# Long table\n\n| Name | Square |\n|------|--------|\n{rows}\n").built("pdf")
    assert built.report.artifacts[0].pages > 2
    root = pdf_text.tags(built.report.artifacts[0].data)
    assert tree(root).count("THead") == 1

    def cells(tag, kind):
        for kid in tag.kids:
            if isinstance(kid, pdf_text.Tag):
                yield from [kid] if kid.kind == kind else cells(kid, kind)

    names = {cell.entries["ID"] for cell in cells(root, "TH")}
    assert len(names) == 2
    assert {cell.entries["Headers"] for cell in cells(root, "TD")} == names
    assert len(list(cells(root, "TD"))) == 260


def test_an_address_broken_over_lines_is_one_link_in_the_tags(brief):
    address = "https://daily.example/" + "/".join(f"part-{n}-of-a-long-address" for n in range(12))
    said = tree(pdf_text.tags(brief(f"# Links\n\nSee <{address}> there.\n").built("pdf").report.artifacts[0].data))
    assert said.count("[Link ") == 1


@pytest.mark.parametrize("style", ["institute", "newsroom"])
@pytest.mark.parametrize(
    ("lang", "title", "heading"),
    [
        ("th", "ราคาของความเป็นกลาง น้ำที่ไหลผ่านเมือง", "แม่น้ำและผู้คน"),
        ("hi", "नदी की कीमत और हिन्दी में शीर्षक", "नदी और शहर की स्थिति"),
    ],
)
def test_marks_in_titles_as_close_as_a_style_sets_them_are_drawn_where_they_belong(brief, style, lang, title, heading):
    folder = brief(f"# {heading}\n\n{title}\n")
    look = f"look: {{style: {style}, cover: true}}\n"
    # A house may bring back the spacing that the styles leave off for such letters.
    house = ".title { letter-spacing: -0.03em !important }"
    folder.write({"report/brief.yaml": f"title: {title}\nlang: {lang}\n{look}", "styles/house.css": house})
    built = folder.built("pdf")
    with pikepdf.open(built.paths["pdf"]) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                moves = [p for p in operands[0] if not isinstance(p, pikepdf.String)] if str(operator) == "TJ" else []
                assert all(abs(move) < 2000 for move in moves), operands


def test_a_page_that_draws_text_by_what_is_no_number_is_refused(brief):
    sound = brief("# The river\n\nIt rose.\n").built("pdf").paths["pdf"].read_bytes()
    destinations(sound)
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"BT [<0047>4-5.118<0048>] TJ ET")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(UnsoundError, match=r"4-5\.118"):
        destinations(out.getvalue())
