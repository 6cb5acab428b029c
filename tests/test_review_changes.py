"""Changes of any words of any section: made, each is made and nothing else; and what a DOCX of any hand says."""

from __future__ import annotations

import io
import os
import re
import zipfile
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from xml.sax.saxutils import escape

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefpress import markdown
from briefpress.engines import reviewed as documents
from briefpress.engines.reviewed.marked import NOTE, PARTED, By, Piece
from briefpress.model import Written
from briefpress.reviewing.applicability import Comparison
from briefpress.reviewing.applying import applied as make
from briefpress.reviewing.changes import changes
from briefpress.reviewing.edits import Cut, Edit, applied
from briefpress.reviewing.letters import aligned, folded
from briefpress.reviewing.listing import around
from briefpress.reviewing.matching import Part, homes
from briefpress.reviewing.patching import Sources
from briefpress.reviewing.patience import Patience
from briefpress.reviewing.prose import ATOM, ATOMS, leaves
from briefpress.reviewing.reading import Found, Review, _Reader
from briefpress.reviewing.resolving import proven, resolved
from briefpress.reviewing.trace import traced
from ending import coming_to_an_end

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CITED = " (Marsh 2020)"
EXAMPLES = int(os.environ.get("BRIEFPRESS_EXAMPLES", "20"))
"""So many sections are tried by default; some hundreds take minutes."""


def docx(body: str, **parts: str) -> bytes:
    """The smallest DOCX with a body, and other parts by their names."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        listing = "".join(f'<Relationship Id="r{n}" Type="{kinds}/{n}" Target="{n}.xml"/>' for n in parts)
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{listing}</Relationships>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


def paragraph(*parts: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{''.join(parts)}</w:p>"


def inserted(words: str, author: str = "Ida") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="2026-01-20T10:00:00Z">{run(words)}</w:ins>'


def deleted(words: str, author: str = "Ida") -> str:
    return f'<w:del w:id="2" w:author="{author}" w:date="2026-01-20T10:00:00Z">{run(words, "delText")}</w:del>'


INSERTED_MARK = '<w:ins w:id="3" w:author="Ida" w:date="2026-01-20T10:00:00Z"/>'
DELETED_MARK = '<w:del w:id="4" w:author="Ida" w:date="2026-01-20T10:00:00Z"/>'


def part_of(text: str) -> Part:
    found = leaves(markdown.read([text])[0].blocks)
    lines = text.rstrip("\n").split("\n")
    written = Written(text, tuple(("report/01.md", n) for n in range(1, len(lines) + 1)))
    return Part("report/01.md", written, found, traced(text, found))


# what a document says


def test_what_was_put_in_and_taken_out_side_by_side_is_one_change():
    found = documents.read(docx(paragraph(run("The river "), deleted("is"), inserted("was"), run(" low."))))
    (change,) = changes(found.paragraphs)
    assert (change.id, change.kind, change.deleted, change.words) == ("t1", "rewording", "is", "was")
    assert change.by == By("Ida", "2026-01-20")


def test_changes_of_two_people_are_two():
    found = documents.read(docx(paragraph(deleted("is", "Ida"), inserted("was", "Ben"), run(" low."))))
    assert [(c.by.author, c.deleted, c.words) for c in changes(found.paragraphs)] == [
        ("Ida", "is", ""), ("Ben", "", "was"),
    ]  # fmt: skip


def test_what_one_put_in_and_another_took_out_is_no_change():
    nested = f'<w:ins w:id="1" w:author="Ida">{deleted("very ", "Ben")}</w:ins>'
    found = documents.read(docx(paragraph(run("It is "), nested, run("low."))))
    assert changes(found.paragraphs) == ()
    assert found.paragraphs[0].text == "It is low."


def test_a_paragraph_that_was_parted_is_read_as_one():
    body = paragraph(run("One."), mark=INSERTED_MARK) + paragraph(run(" Two."))
    (only,) = documents.read(docx(body)).paragraphs
    assert only.sent == "One. Two."
    assert only.accepted == f"One.{PARTED} Two."


def test_a_row_is_one_change():
    cells = "".join(f"<w:tc>{paragraph(inserted(word))}</w:tc>" for word in ("1960", "none"))
    row = f"<w:tr><w:trPr>{INSERTED_MARK}</w:trPr>{cells}</w:tr>"
    (change,) = changes(documents.read(docx(f"<w:tbl>{row}</w:tbl>")).paragraphs)
    assert (change.kind, change.words) == ("row", "1960 | none")


def test_changes_in_notes_and_in_the_heads_of_pages_are_found():
    note = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph(run("See "), inserted("all of "), run("it."))}'
    head = f"<w:hdr {W}>{paragraph(run('The river'), inserted('s'))}</w:hdr>"
    data = docx(paragraph(run("Text.")), footnotes=f"{note}</w:footnote></w:footnotes>", header=head)
    found = documents.read(data)
    assert [(found.paragraphs[c.paragraph].story, c.words) for c in changes(found.paragraphs)] == [
        ("footnote", "all of "), ("header", "s"),
    ]  # fmt: skip


def test_comments_without_threads_have_their_places():
    said = f'<w:comment w:id="7" w:author="Ida" w:initials="IM">{paragraph(run("Why?"))}</w:comment>'
    marks = ('<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>')
    body = paragraph(run("One.")) + paragraph(run("Two "), marks[0], run("three"), marks[1], run("."))
    (comment,) = documents.read(docx(body, comments=f"<w:comments {W}>{said}</w:comments>")).comments
    assert (comment.begin.paragraph, comment.begin.offset, comment.end.offset) == (1, 4, 9)
    assert (comment.text, comment.by, comment.initials) == ("Why?", By("Ida"), "IM")


def test_replies_of_a_program_that_knows_none_stand_behind_what_they_answer():
    said = "".join(
        f'<w:comment w:id="{n}" w:author="{who}" w:date="2026-01-2{day}T10:00:00Z">{paragraph(run(text))}</w:comment>'
        for n, who, day, text in ((1, "Ben", 1, "The lower one."), (2, "Ida", 0, "Which?"))
    )
    marks = ("".join(f'<w:commentRange{end} w:id="{n}"/>' for n in (1, 2)) for end in ("Start", "End"))
    body = paragraph(next(marks), run("the weir"), next(marks))
    found = documents.read(docx(body, comments=f"<w:comments {W}>{said}</w:comments>")).comments
    assert [comment.text for comment in found] == ["Which?", "The lower one."]


def test_a_comment_on_a_point_has_the_place_of_its_mark():
    said = f'<w:comment w:id="7" w:author="Ida">{paragraph(run("Why?"))}</w:comment>'
    body = paragraph(run("One"), '<w:r><w:commentReference w:id="7"/></w:r>', run(" two."))
    (comment,) = documents.read(docx(body, comments=f"<w:comments {W}>{said}</w:comments>")).comments
    assert (comment.begin.paragraph, comment.begin.offset) == (0, 3)


# how two texts agree


@given(st.text("ab .,“\ue000", max_size=30), st.text("ab .,“\ue000", max_size=30))
def test_letters_that_are_said_to_be_the_same_are_and_stand_in_order(one, other):
    left, right = folded(one).text, folded(other).text
    found = aligned(left, right)
    pairs = [(i, j) for i, j in enumerate(found.at) if j >= 0]
    assert all(left[i] == right[j] for i, j in pairs)
    assert [j for _, j in pairs] == sorted({j for _, j in pairs})
    covered = {i for d in found.differences for i in range(d.begin, d.end)}
    assert covered | {i for i, _ in pairs} == set(range(len(left)))


MARKED = [
    "The river is *very low* this year [@marsh2020]. It **fell** so far.",
    "A “quoted” word -- and `code` --- and an a\\*b\\_c, don't you see?",
    "See [the gate of the mill](https://gate.example/a_b) and H~2~O, x^2^ and un*believ*able.",
    "It costs \\$5 at @marsh2020 [p. 3], and {{ braces }} <https://gate.example> too... yes.",
    "> A quotation of it\n> over two lines.",
    "- an item of it\n- another one *here*\n\n  with a paragraph",
    "Term of it\n:   Its *definition* here.",
    "1. one of them\n2. two of them",
    "Words with a note[^n] in them.\n\n[^n]: The note's own *words* here.",
    "An inline note^[with *its* words] stands here.",
    "| of it | in it |\n|---|---|\n| a cell | a *cell* |\n\n: The caption of it",
    "::: {.box title=\"What it is\"}\nThe words of the box.\n:::",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKED)
def test_each_letter_that_is_read_is_found_where_it_is_written(text):
    part = part_of(f"# The head of it\n\n{text}\n")
    for leaf, offsets in zip(part.leaves, part.traces, strict=True):
        for letter, offset in zip(leaf.text, offsets, strict=True):
            if letter.isalnum() and "Code" not in str(leaf.marks):
                assert offset is not None, (leaf.text, letter)
                assert part.written.text[offset] == letter


# any change of any section

WORD = st.text("abcdeéß中", min_size=1, max_size=7)
SIGNED = st.text("ab *_[]@#<>\"'$\\`~^{}!|:;.,-&5", min_size=1, max_size=9).filter(lambda t: t.strip())


@st.composite
def sections(draw):
    """A section: paragraphs of words, some of them marked up, cited or in a link."""
    blocks = ["# " + " ".join(draw(st.lists(WORD, min_size=2, max_size=5)))]
    for _ in range(draw(st.integers(1, 4))):
        words = draw(st.lists(WORD, min_size=3, max_size=14))
        for index in draw(st.lists(st.integers(0, len(words) - 1), max_size=4, unique=True)):
            form = draw(st.sampled_from(["*{}*", "**{}**", "[{}](https://a.example)", "{} [@marsh2020]", "“{}”"]))
            words[index] = form.format(words[index])
        ends = draw(st.sampled_from([" ", "\n"]))
        start = draw(st.sampled_from(["", "", "> ", "- "]))
        body = " ".join(words[:6]) + (ends if len(words) > 6 else "") + " ".join(words[6:])
        blocks.append(start + body.replace("\n", "\n" + ("  " if start == "- " else start)) + ".")
    return "\n\n".join(blocks) + "\n"


def reviewed_of(part, picks):
    """A DOCX of a section with words changed, and each leaf's letters as they are then to be."""
    body, wanted = [], []
    for number, leaf in enumerate(part.leaves):
        own = sorted((p for p in picks if p[0] == number), key=lambda p: p[1])
        at, pieces, then = 0, [], ""
        for _, begin, end, new in own:
            if begin < at or any(c in ATOMS for c in leaf.text[begin:end]) or len(set(leaf.marks[begin:end])) > 1:
                continue
            pieces += [run(leaf.text[at:begin].replace(ATOM, CITED)), deleted(leaf.text[begin:end])]
            pieces += [inserted(new)] if new else []
            then += leaf.text[at:begin] + new
            at = end
        body.append(paragraph(*pieces, run(leaf.text[at:].replace(ATOM, CITED))))
        wanted.append(then + leaf.text[at:])
    return documents.read(docx("".join(body))), wanted


def edits_of(document, part):
    """The changes of a document that can be made, as edits of a section."""
    found = []
    own = changes(document.paragraphs)
    for index, home in enumerate(homes(document.paragraphs, [part], {})):
        mine = [c for c in own if c.paragraph == index]
        if not mine or home is None:
            continue
        comparison = Comparison(document.paragraphs[index], mine, part.leaves[home.leaf].text)
        for change in mine:
            verdict = comparison.applicability(change)
            if verdict.state == "open":
                found.append(Edit(change.id, 0, home.leaf, verdict.begin, verdict.end, change.inserted))
    return own, found


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.data())
def test_all_changes_made_give_the_text_that_the_reviewer_wanted(data):
    part = part_of(data.draw(sections()))
    picks = []
    for number, leaf in enumerate(part.leaves):
        words = list(re.finditer(r"\w+", leaf.text))
        for match in data.draw(st.lists(st.sampled_from(words), max_size=2, unique_by=lambda m: m.start())):
            new = data.draw(st.one_of(WORD, SIGNED).filter(lambda text, old=match[0]: text != old))
            picks.append((number, match.start(), match.end(), new))
    document, wanted = reviewed_of(part, picks)
    own, edits = edits_of(document, part)
    sources = SimpleNamespace(refusal=lambda *_: "")
    ways = resolved([part], edits, sources)
    # Words between two marks of mark-up alone may have no way; those that have one are made as they are wanted.
    ready = [edit for edit in edits if edit.id in ways.cuts]
    assert proven([part], ready, ways.cuts)
    text = applied(part.written.text, [cut for edit in ready for cut in ways.cuts[edit.id]])
    now = leaves(markdown.read([text])[0].blocks)
    if len(ready) == len(own):
        assert [bare(leaf.text) for leaf in now] == [bare(text) for text in wanted]
    for order in list(permutations(ready))[:6]:
        step = part.written.text
        for edit in order:  # each by itself, the later ones where the earlier left them
            shift = [c for other in order[: order.index(edit)] for c in ways.cuts[other.id]]
            moved = [_shifted(cut, shift) for cut in ways.cuts[edit.id]]
            step = applied(step, moved)
        assert step == text


def _shifted(cut, before):
    by = sum(len(c.text) - (c.end - c.begin) for c in before if c.begin < cut.begin)
    return type(cut)(cut.begin + by, cut.end + by, cut.text)


def bare(text):
    return " ".join(folded(text).text.split())


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(sections(), st.data())
def test_nearly_every_change_of_plain_words_has_a_way(text, data):
    """One word of each leaf that has no mark-up in it gives way to another: all of them can be made."""
    part = part_of(text)
    picks = []
    for number, leaf in enumerate(part.leaves):
        words = [m for m in re.finditer(r"\w+", leaf.text) if not leaf.marks[m.start()]]
        if words and len(leaf.text.split()) > 4:
            match = data.draw(st.sampled_from(words))
            picks.append(
                (number, match.start(), match.end(), data.draw(WORD.filter(lambda new, old=match[0]: new != old)))
            )
    document, wanted = reviewed_of(part, picks)
    own, edits = edits_of(document, part)
    ways = resolved([part], edits, SimpleNamespace(refusal=lambda *_: ""))
    assert {edit.id for edit in edits} == {change.id for change in own} == set(ways.cuts)
    made = applied(part.written.text, [cut for cuts in ways.cuts.values() for cut in cuts])
    assert [bare(leaf.text) for leaf in leaves(markdown.read([made])[0].blocks)] == [bare(w) for w in wanted]


def test_one_change_whose_plainest_way_is_none_costs_a_section_few_readings(monkeypatch):
    """The others are found by halving: each by itself would have the section read as often as it has changes."""
    part = part_of("# One\n\n" + "".join(f"Words of paragraph {n}.\n\n" for n in range(64)))
    edits = [Edit(f"t{n}", 0, n, 0, 5, (Piece("Signs", "inserted"),)) for n in range(1, 65)]
    parted = Edit("t65", 0, 0, 3, 3, (Piece(f"{PARTED}x", "inserted"),))
    sizes, read = [], markdown.read

    def counted(texts):
        sizes.append(sum(map(len, texts)))
        return read(texts)

    monkeypatch.setattr(markdown, "read", counted)
    monkeypatch.setattr("briefpress.reviewing.resolving._AT_ONCE", 5_000)
    ways = resolved([part], [*edits, parted], SimpleNamespace(refusal=lambda *_: ""))
    assert set(ways.cuts) == {edit.id for edit in (*edits, parted)}
    assert sum(sizes) < 25 * len(part.written.text)
    assert max(sizes) <= 5_000


@pytest.mark.parametrize(
    ("section", "body", "state"),
    [
        ("Built [@name, 33] by hands.", ("(Name 2026, 33)", "(Roe 2020)", " by hands."), "open"),
        ("Built [@name, 33] by hands.", ("(Name 2026, 33),", "(Roe 2020),", " by hands."), "open"),
        ("Built [@name, 33] by hands.", (f"(Name and {'many ' * 40}2026)", "", " by hands."), "open"),
        ("Built as $x+y$ by hands.", ("x+y", "z", " by hands."), "open"),
        ("Built [see @name] by hands.", ("(see ", "(", "Name 2026) by hands."), "by hand"),
        ("Built so [see @name].", ("as told ", "so ", "(see Name 2026)."), "made"),
        ("Built [@name] by hands.", ("", "(Name 2026) ", "by hands."), "made"),
    ],
)
def test_only_words_of_the_authors_tell_that_a_change_is_made_already(section, body, state):
    """Whatever the document has for a citation, the section has the citation all the same."""
    leaf = part_of(f"{section}\n").leaves[0]
    out, new, after = body
    lead = run("Built as " if "as $" in section else "Built ")
    pieces = (lead, *([deleted(out)] if out else ()), *([inserted(new)] if new else ()), run(after))
    (only,) = documents.read(docx(paragraph(*pieces))).paragraphs
    (change,) = changes([only])
    assert Comparison(only, [change], leaf.text).applicability(change).state == state


def test_changes_whose_plain_ways_are_none_cost_a_section_few_readings(monkeypatch):
    """Each is tried in the paragraphs around it: a long section isn't read anew for each way of each."""
    text = "# One\n\n" + "".join(
        f"Some words before [small words]{{.smallcaps}} of paragraph {n}.\n\n" for n in range(64)
    )
    part = part_of(text)
    across = [Edit(f"t{n}", 0, n, 13, 20, (Piece("new ", "inserted"),)) for n in range(1, 65)]
    easy = Edit("t65", 0, 3, 0, 4, (Piece("Few", "inserted"),))
    read, letters = markdown.read, []

    def counted(texts):
        letters.extend(map(len, texts))
        return read(texts)

    monkeypatch.setattr(markdown, "read", counted)
    ways = resolved([part], [*across, easy], SimpleNamespace(refusal=lambda *_: ""))
    assert set(ways.cuts) == {edit.id for edit in (*across, easy)}
    assert proven([part], across, ways.cuts)
    assert sum(letters) < 40 * len(text)


def test_what_two_people_put_in_at_one_place_stands_in_the_order_of_the_document():
    part = part_of("# One\n\nTwo three four five six.\n")
    pieces = paragraph(run("Two three"), inserted(" zz", "Ida"), inserted(" aa", "Ben"), run(" four five six."))
    document = documents.read(docx(paragraph(run("One")) + pieces))
    _, edits = edits_of(document, part)
    ways = resolved([part], edits, SimpleNamespace(refusal=lambda *_: ""))
    assert proven([part], edits, ways.cuts)
    made = applied(part.written.text, [cut for edit in edits for cut in ways.cuts[edit.id]])
    assert made == "# One\n\nTwo three zz aa four five six.\n"


def test_changes_that_overlap_are_refused_together(tmp_path):
    part = part_of("# One\n\nTwo three four five six.\n")
    document = documents.read(
        docx(paragraph(run("Two "), deleted("three"), run(" "), deleted("four"), run(" five six.")))
    )
    own, edits = edits_of(document, part)
    wide = [(Cut(11, 18, ""),), (Cut(14, 22, ""),)]
    found = [
        Found(change, document.paragraphs[0], None, "open", edit=edit, cuts=cuts)
        for change, edit, cuts in zip(own, edits, wide, strict=True)
    ]
    review = Review((part,), Sources(tmp_path, [part.written]), tuple(found), (), ())
    made = make(review, found, each=True)
    assert ([d.code for d in made.diagnostics], made.files) == (["REV006"], {})
    assert "t1 and t2" in made.diagnostics[0].message


def test_parts_named_as_other_programs_name_them_are_found():
    said = f'<w:comment w:id="0" w:author="Ida">{paragraph(run("Why?"))}</w:comment>'
    body = paragraph('<w:commentRangeStart w:id="0"/>', run("One"), '<w:commentRangeEnd w:id="0"/>')
    data = docx(body, comments=f"<w:comments {W}>{said}</w:comments>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b'Target="comments.xml"', b'Target="/word/comments.xml"')
            new.writestr(name, text)
    (comment,) = documents.read(out.getvalue()).comments
    assert comment.text == "Why?"


def test_a_document_with_more_changes_than_anybody_makes_is_refused():
    with pytest.raises(documents.UnreadableError, match="10,000 tracked changes"):
        documents.read(docx(paragraph(*(inserted("a"), run("b")) * 10_001)))


ROW_MARK = '<w:trPr><w:ins w:id="5" w:author="Ida" w:date="2026-01-20T10:00:00Z"/></w:trPr>'


LINE = "The house on the river was built by many hands over a long time"


def test_thousands_of_paragraphs_with_the_words_of_one_find_their_leaf_in_time():
    """None has all the words that another has: two of them are left out, never the same."""
    told = [f"word{n}" for n in range(120)]
    without = [{a, b} for a in range(120) for b in range(a)]
    document = documents.read(
        docx("".join(paragraph(run(" ".join(w for i, w in enumerate(told) if i not in out))) for out in without))
    )
    with coming_to_an_end(20):
        found = homes(document.paragraphs, [part_of(" ".join(told) + "\n")], {})
    assert found[0] is not None


def test_thousands_of_changes_of_one_paragraph_are_placed_in_time():
    leaf = f"{LINE} the end."
    pieces = [run(f"{LINE} "), *(inserted(f"x{n} ") + run("the ") for n in range(4_000)), run("end.")]
    (only,) = documents.read(docx(paragraph(*pieces))).paragraphs
    with coming_to_an_end(30):
        own = changes([only])
        found = Comparison(only, own, leaf)
        assert {found.applicability(change).state for change in own} == {"stale"}
    with coming_to_an_end(8):
        shown = [around(Found(change, only, None, "stale")) for change in own]
    assert shown[0] == (f"… {LINE[-35:]} ", f"{'the ' * 9} …")
    assert shown[-1] == (f"… {'the ' * 9}", "the end.")


def test_words_of_no_section_s_are_looked_for_once_however_many_changes_they_have():
    body = paragraph(run("It is "), *(inserted("so ") + run("and ") for _ in range(50)))
    asked = []
    elsewhere = SimpleNamespace(of=lambda one: (asked.append(one), "no section has these words"))
    reader = _Reader(documents.read(docx(body)), [part_of("Nothing of that kind.\n")], elsewhere, {}, Patience(60))
    assert {found.state for found in reader.changes()} == {"by hand"}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<w:tbl>{f'<w:tr>{ROW_MARK}<w:tc><w:p/></w:tc></w:tr>' * 10_001}</w:tbl>", "10,000 tracked changes"),
        (paragraph(mark=INSERTED_MARK) * 50_001, "50,000 paragraphs"),
    ],
)
def test_rows_and_paragraphs_that_were_parted_are_counted_as_they_are_read(body, said):
    with pytest.raises(documents.UnreadableError, match=said):
        documents.read(docx(body))


def test_a_paragraph_parted_thousands_of_times_is_one_with_its_comments_where_they_were():
    remark = '<w:commentRangeStart w:id="7"/>'
    body = paragraph(run("ab"), mark=INSERTED_MARK) * 20_000 + paragraph(run("c"), remark, run("d"))
    comments = f'<w:comments {W}><w:comment w:id="7" w:author="Ida">{paragraph(run("Why?"))}</w:comment></w:comments>'
    document = documents.read(docx(body, comments=comments))
    (one,) = document.paragraphs
    assert one.text == f"ab{PARTED}" * 20_000 + "cd"
    assert document.comments[0].begin.offset == 60_001


def test_the_rows_of_a_large_table_are_a_change_each():
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in "ab")
    body = f"<w:tbl>{f'<w:tr>{ROW_MARK}{cells}</w:tr>' * 9_000}</w:tbl>"
    found = changes(documents.read(docx(body)).paragraphs)
    assert len(found) == 9_000
    assert {change.words for change in found} == {"a | b"}


def test_a_thread_of_thousands_of_replies_is_one_and_more_are_refused():
    words = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

    def read(many):
        said = "".join(
            f'<w:comment w:id="{n}" w:author="Ida"><w:p w14:paraId="{n:08X}"/></w:comment>' for n in range(many)
        )
        above = "".join(f'<w15:commentEx w15:paraId="{n:08X}" w15:paraIdParent="{n - 1:08X}"/>' for n in range(1, many))
        extended = (
            f'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{above}</w15:commentsEx>'
        )
        comments = f"<w:comments {W} {words}>{said}</w:comments>"
        return documents.read(docx(paragraph(run("a")), comments=comments, commentsExtended=extended)).comments

    (thread,) = read(9_000)
    assert len(thread.replies) == 8_999
    with pytest.raises(documents.UnreadableError, match="10,000 comments"):
        read(10_001)


def test_no_change_changes_no_byte(tmp_path):
    text = "# One\r\n\r\nTwo *three*.\r\n"
    (tmp_path / "report").mkdir()
    (tmp_path / "report/01.md").write_bytes(text.encode())
    part = part_of("# One\n\nTwo *three*.\n")
    assert Sources(Path(tmp_path), [part.written]).patched([]) == {}


def test_a_note_s_call_stands_in_what_was_sent():
    found = documents.read(docx(paragraph(run("One"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))))
    assert found.paragraphs[0].sent == f"One{NOTE}."
