"""What reviewers send back from Word: where each comment and change is from, and the sections with those chosen."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest

from briefpress.engines import reviewed as documents
from conftest import REFERENCES, BriefFolder
from word_marks import BEN, IDA, Document, printed

FIRST = """\
# The river

The river is *very* low this year [@marsh2020]. Nobody along the banks knows why it fell so far.

A second paragraph says that "the weir" holds the water -- and that it's old. See @sec:mill for more of it.

- the first item of the list is short
- the second item of the list is longer

> A quotation of the engineers stands in this place.

It names the price, 5 dollars, of each [gate](https://gate.example) that was sold.[^price]

[^price]: The price was agreed in writing by both of the towns.
"""
SECOND = """\
# The mill {#sec:mill}

The mill stands at {{ place }} and was built of stone.

{{ include "parts/wheel.md" }}

| Year | Wheels turning in the mill |
|------|----------------------------|
| 1900 | two of the old wheels      |
| 1950 | one of the old wheels      |

: Wheels by the year that they turned in {#tbl:wheels}

::: {.box title="What the engineers said of it"}
The wheel *turned slowly* in all of those years.
:::
"""
WHEEL = "The wheel of the mill turns slowly by day.\n"


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A brief, and the documents that were made of it: by pandoc alone, and by this program."""
    folder = BriefFolder(tmp_path_factory.mktemp("sent") / "brief")
    folder.write(
        {
            "report/brief.yaml": "title: A test of the river\nsubtitle: With a mill that is old\nauthors: [Ida Marsh]\n"
            "date: 2026-01-15\nvariables: {place: Lower Weir}\n",
            "report/01-river.md": FIRST,
            "report/02-mill.md": SECOND,
            "report/parts/wheel.md": WHEEL,
            "sources/references.yaml": REFERENCES,
        }
    )
    report = folder.run("docx", until="render")
    assert not [d for d in report.diagnostics if d.severity == "error"], report.diagnostics
    return folder.root, {"plain": printed(report.resolved), "ours": report.artifacts[0].data}


@pytest.fixture(params=["ours", "plain"])
def desk(sent, tmp_path, request):
    """The brief anew, and one of the documents, to be reviewed."""
    return _desk(sent, tmp_path, request.param)


@pytest.fixture
def ours(sent, tmp_path):
    """The brief anew, and the document that the program made of it."""
    return _desk(sent, tmp_path, "ours")


def _desk(sent, tmp_path, kind):
    root, made = sent
    tmp_path.mkdir(exist_ok=True)
    shutil.copytree(root, tmp_path / "brief", ignore=shutil.ignore_patterns(".briefpress"))
    return Desk(BriefFolder(tmp_path / "brief"), Document(made[kind]), tmp_path / "river.docx")


class Desk:
    """A brief and its document at a reviewer's."""

    def __init__(self, folder, document, path):
        self.folder, self.document, self.path = folder, document, path

    def read(self, *arguments):
        self.document.saved(self.path)
        return self.folder.command("-q", "review", "read", str(self.path), *arguments)

    def data(self, *arguments):
        self.document.saved(self.path)
        done = self.folder.command("-q", "--report", "json", "review", "read", str(self.path), *arguments)
        return json.loads(done.output)["review"]

    def changes(self):
        return {one["id"]: one for one in self.data()["changes"]}

    def section(self, name="01-river.md"):
        return (self.folder.root / "report" / name).read_text()


def lines_of(old, new):
    """The lines that are others now."""
    return [line for line in new.splitlines() if line not in old.splitlines()]


# where things are


def test_each_change_has_the_line_of_its_words(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.replace("built of stone", "built of wood", BEN)
    desk.document.replace("agreed in writing", "agreed by word")
    places = {c["deleted"]: (c["path"], c["line"], c["column"], c["author"]) for c in desk.changes().values()}
    lines = FIRST.splitlines()
    assert places["knows why"] == ("report/01-river.md", 3, lines[2].index("knows why") + 1, "Ida Marsh")
    assert places["agreed in writing"] == ("report/01-river.md", 14, lines[13].index("agreed in") + 1, "Ida Marsh")
    assert places["built of stone"][:2] == ("report/02-mill.md", 3)
    assert places["built of stone"][3] == "Ben Okoro"


def test_a_comment_has_the_line_of_its_words_and_its_replies(desk):
    desk.document.comment("the weir", "Which weir?", replies=(("The lower one.", BEN), ("Thanks.", IDA)))
    desk.document.comment("old wheels", "Sure?", BEN, done=True)
    first, second = desk.data()["comments"]
    assert (first["path"], first["line"], first["about"], first["text"]) == (
        "report/01-river.md", 5, "the weir", "Which weir?",
    )  # fmt: skip
    assert [(r["author"], r["day"], r["text"]) for r in first["replies"]] == [
        ("Ben Okoro", "2026-01-21", "The lower one."), ("Ida Marsh", "2026-01-20", "Thanks."),
    ]  # fmt: skip
    assert (second["path"], second["line"], second["resolved"]) == ("report/02-mill.md", 9, True)


def test_a_comment_is_about_the_words_as_the_reviewer_left_them(desk):
    desk.document.comment("Nobody along the banks knows why", "Who does?")
    desk.document.replace("banks", "shores")
    desk.document.comment("second paragraph", "Why is it out?")
    desk.document.replace("second paragraph", "")
    assert [one["about"] for one in desk.data()["comments"]] == [
        "Nobody along the shores knows why",
        "second paragraph",
    ]


def test_words_of_an_included_file_have_its_name(desk):
    desk.document.replace("turns slowly by day", "turns fast by day")
    change = desk.changes()["t1"]
    assert (change["path"], change["line"]) == ("report/parts/wheel.md", 1)
    desk.read("--apply", "t1")
    assert desk.section("parts/wheel.md") == "The wheel of the mill turns fast by day.\n"


def test_what_the_program_wrote_is_told_with_the_place_that_it_is_from(ours):
    ours.document.replace("With a mill that is old", "With a mill")
    ours.document.replace("Wheels by the year", "Wheels by year")
    ours.document.replace("What the engineers said", "What engineers said")
    ours.document.replace("The Price of Neutrality", "The Cost of Neutrality")
    told = {c["deleted"].split()[0]: c for c in ours.changes().values()}
    assert [(c["path"], c["line"], c["state"]) for c in told.values()] == [
        ("report/brief.yaml", 2, "by hand"),
        ("report/02-mill.md", 12, "open"),
        ("report/02-mill.md", 14, "by hand"),
        ("sources/references.yaml", 2, "by hand"),
    ]
    assert "`subtitle` of brief.yaml" in told["With"]["why"]
    assert "reference `marsh2020`" in told["The"]["why"]


def test_words_of_nobody_s_have_the_place_that_the_document_tells_or_none(sent, tmp_path):
    told = []
    for kind in ("ours", "plain"):
        here = _desk(sent, tmp_path / kind, kind)
        here.document.retype("A quotation of the engineers stands in this place.", "Strangers wrote some other line.")
        here.document.comment("Strangers wrote", "Who?")
        (comment,) = here.data()["comments"]
        told.append((comment["path"], comment["line"], comment["why"]))
    assert told == [("report/01-river.md", 10, ""), (None, None, "no section has these words")]
    assert "Without a place in the brief" in here.read().output


# making them


def test_what_is_chosen_is_made_and_nothing_else(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.replace("built of stone", "built of wood", BEN)
    done = desk.read("--apply", "t1")
    assert done.exit_code == 0, done.output
    assert lines_of(FIRST, desk.section()) == [
        "The river is *very* low this year [@marsh2020]. Nobody along the banks can tell why it fell so far."
    ]
    assert desk.section("02-mill.md") == SECOND


def test_changes_by_a_reviewer_are_made_together(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.replace("first item", "first thing")
    desk.document.replace("built of stone", "built of wood", BEN)
    assert desk.read("--apply-by", "Ida Marsh").exit_code == 0
    assert "can tell why" in desk.section()
    assert "- the first thing of the list is short" in desk.section()
    assert desk.section("02-mill.md") == SECOND


def test_listing_touches_no_file(desk):
    desk.document.replace("knows why", "can tell why")
    before = {p: p.read_bytes() for p in desk.folder.root.rglob("*.md")}
    desk.read()
    assert {p: p.read_bytes() for p in desk.folder.root.rglob("*.md")} == before


def test_a_sign_that_a_reviewer_types_is_a_word(desk):
    desk.document.insert("Nobody along the banks", " (5 * 4 _or_ so, see [it] @home)")
    assert desk.read("--apply", "all").exit_code == 0
    said = desk.folder.run(until="assemble").manuscript.sections[0].blocks
    assert "banks (5 * 4 _or_ so, see [it] @home) knows" in plain_of(said)


def test_emphasis_of_what_is_put_in_is_kept(desk):
    desk.document.insert("Nobody along the banks", " at all", italic=True)
    assert desk.read("--apply", "all").exit_code == 0
    assert "Nobody along the banks *at all* knows" in desk.section()


def test_emphasised_words_that_are_taken_out_take_their_marks_with_them(desk):
    desk.document.replace("very ", "")
    assert desk.read("--apply", "all").exit_code == 0
    assert "The river is low this year" in desk.section()


def test_a_word_within_emphasis_is_changed_within_it(desk):
    desk.document.replace("turned slowly", "ran fast", italic=True)
    assert desk.read("--apply", "all").exit_code == 0
    assert "The wheel *ran fast* in all of" in desk.section("02-mill.md")


def test_emphasised_words_give_way_to_plain_ones(desk):
    desk.document.replace("turned slowly", "ran fast")
    assert desk.read("--apply", "all").exit_code == 0
    assert "The wheel ran fast in all of" in desk.section("02-mill.md")


def test_a_sentence_goes_with_its_citation(ours):
    paragraph = ours.document.paragraph("low this year")
    whole = "".join(t.text for t in paragraph.iter("{*}t"))
    ours.document.replace(whole[: whole.index("Nobody")], "")
    assert ours.read("--apply", "all").exit_code == 0
    assert lines_of(FIRST, ours.section()) == ["Nobody along the banks knows why it fell so far."]


def test_a_new_paragraph_stands_behind_the_one_that_it_was_put_behind(desk):
    desk.document.insert_paragraph("Nobody along the banks", "It will rise.")
    assert desk.read("--apply", "all").exit_code == 0
    assert "why it fell so far.\n\nIt will rise.\n\nA second" in desk.section()


def test_a_new_item_of_a_list_is_one(desk):
    desk.document.insert_paragraph("first item of the list", "another item")
    assert desk.read("--apply", "all").exit_code == 0
    assert "is short\n- another item\n- the second" in desk.section()


def test_a_paragraph_that_goes_leaves_no_gap(desk):
    desk.document.delete_paragraph("A second paragraph says")
    assert desk.read("--apply", "all").exit_code == 0
    assert "why it fell so far.\n\n- the first item" in desk.section()


def test_an_item_that_goes_leaves_the_list(desk):
    desk.document.delete_paragraph("the first item of the list")
    assert desk.read("--apply", "all").exit_code == 0
    assert desk.section() == FIRST.replace("- the first item of the list is short\n", "")


def test_paragraphs_are_parted_and_joined(desk):
    desk.document.split("low this year")
    desk.document.join("why it fell so far.")
    states = [c["state"] for c in desk.changes().values()]
    assert states == ["open", "open"]
    assert desk.read("--apply", "t2").exit_code == 0
    assert "it fell so far.A second paragraph" in desk.section()


def test_words_that_move_do_so_as_one(desk):
    desk.document.move("along the banks ", "A second paragraph ")
    first, second = desk.changes().values()
    assert (first["kind"], second["kind"]) == ("move", "move")
    assert desk.read("--apply", first["id"]).exit_code == 0
    assert "Nobody knows why" in desk.section()
    assert "A second paragraph along the banks says" in desk.section()


def test_twice_made_is_once_made(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.insert("A second paragraph", " of this kind")
    desk.document.insert_paragraph("Nobody along the banks", "It will rise.")
    desk.document.delete_paragraph("A quotation of the engineers")
    assert desk.read("--apply", "all").exit_code == 0
    once = desk.section()
    again = desk.read("--apply", "all")
    assert again.exit_code == 0
    assert again.output.count("REV007") == 4
    assert desk.section() == once
    assert {c["state"] for c in desk.changes().values()} == {"made"}


def test_made_one_by_one_in_any_order_gives_the_same(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.insert("the banks", ", as ever,")
    desk.document.replace("old wheels", "new wheels")
    desk.document.insert_paragraph("holds the water", "It will rise.")
    for order in (("t1", "t2", "t3", "t4"), ("t4", "t3", "t2", "t1")):
        desk.folder.write({"report/01-river.md": FIRST, "report/02-mill.md": SECOND})
        for change in order:
            assert desk.read("--apply", change).exit_code == 0
        made = desk.section(), desk.section("02-mill.md")
        desk.folder.write({"report/01-river.md": FIRST, "report/02-mill.md": SECOND})
        assert desk.read("--apply", "all").exit_code == 0
        assert (desk.section(), desk.section("02-mill.md")) == made


def test_the_ends_of_lines_and_a_byte_order_mark_stay(desk):
    desk.folder.write({"report/01-river.md": b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode()})
    desk.document.insert_paragraph("Nobody along the banks", "It will rise.")
    desk.document.replace("The river", "The stream", within="The river")
    assert desk.read("--apply", "all").exit_code == 0
    data = (desk.folder.root / "report/01-river.md").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# The stream\r\n\r\n")
    assert b"so far.\r\n\r\nIt will rise.\r\n\r\nA second" in data
    assert b"\n" not in data.replace(b"\r\n", b"")


# what isn't made


def test_a_section_that_says_something_else_now_is_not_touched(desk):
    desk.document.replace("knows why", "can tell why")
    now = FIRST.replace("along the banks knows", "along both shores knows")
    desk.folder.write({"report/01-river.md": now})
    done = desk.read("--apply", "t1")
    assert done.exit_code == 1
    assert "REV005" in done.output
    assert "“both shores” where the document has “the banks”" in done.output
    assert desk.section() == now


def test_a_change_of_a_short_paragraph_that_reads_otherwise_now_is_stale_and_says_how(sent, tmp_path):
    here = _desk(sent, tmp_path, "ours")
    here.document.replace("engineers", "poets")
    here.folder.write(
        {"report/01-river.md": FIRST.replace("of the engineers stands in this", "that nobody knew stood at that")}
    )
    done = here.read("--apply", "t1")
    assert done.exit_code == 1
    assert "report/01-river.md:10:" in done.output
    assert "REV005" in done.output
    assert "the section has “that nobody knew" in done.output


def test_what_changed_far_from_a_change_is_no_matter(desk):
    desk.document.replace("fell so far", "fell so low")
    now = FIRST.replace("The river is", "The stream is")
    desk.folder.write({"report/01-river.md": now})
    assert desk.read("--apply", "t1").exit_code == 0
    assert "fell so low" in desk.section()
    assert "The stream is" in desk.section()


def test_where_one_that_was_chosen_cannot_be_made_none_is(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.restyle("first item")
    done = desk.read("--apply", "t1", "--apply", "t2")
    assert done.exit_code == 1
    assert "REV004" in done.output
    assert desk.section() == FIRST


def test_of_all_those_that_can_be_made_are_and_the_others_are_told(desk):
    desk.document.replace("knows why", "can tell why")
    desk.document.restyle("first item")
    done = desk.read("--apply", "all")
    assert done.exit_code == 0
    assert "warning REV004" in done.output
    assert "can tell why" in desk.section()


def test_a_line_with_a_variable_is_changed_by_hand(desk):
    desk.document.replace("Lower Weir", "Upper Weir")
    change = desk.changes()["t1"]
    assert (change["state"], change["path"], change["line"]) == ("by hand", "report/02-mill.md", 3)
    assert "variable" in change["why"]


def test_a_citation_is_changed_by_hand_and_named(brief, tmp_path):
    folder = brief(FIRST.replace("@sec:mill", "it"), settings="citations: {style: apa}\n")
    here = Desk(folder, Document(printed(folder.run(until="cite").resolved)), tmp_path / "river.docx")
    here.document.replace("(Marsh", "(Mill")
    change = here.changes()["t1"]
    assert (change["state"], change["path"], change["line"]) == ("by hand", "report/01-section.md", 3)
    assert "`@marsh2020` (sources/references.yaml:2" in change["why"]


def test_what_nobody_tracked_is_told_apart_from_what_changed_since(sent, tmp_path):
    here = _desk(sent, tmp_path, "ours")
    here.document.retype("knows why", "can tell why")
    here.folder.write({"report/02-mill.md": SECOND.replace("was built of stone", "was made of stone")})
    first, second = here.data()["untracked"]
    assert (first["sent"], first["written"], first["line"]) == ("can tell", "knows", 3)
    assert first["why"] == "changed without being tracked"
    assert (second["sent"], second["written"]) == ("built", "made")
    assert second["why"] == "the section was changed since the document was made"


def test_a_short_paragraph_that_has_few_of_its_words_left_is_found_by_its_place(sent, tmp_path):
    here = _desk(sent, tmp_path, "ours")
    here.document.retype("the engineers stands in this place", "nobody now stood at that spot")
    (one,) = here.data()["untracked"]
    assert (one["path"], one["line"]) == ("report/01-river.md", 10)
    assert (one["sent"], one["written"]) == (
        "nobody now stood at that spot",
        "the engineers stands in this place",
    )
    assert one["why"] == "changed without being tracked"


def test_an_untracked_paragraph_that_the_section_has_no_more_is_told(sent, tmp_path):
    here = _desk(sent, tmp_path, "ours")
    here.document.retype("the engineers stands in this place", "nobody now stood at that spot")
    here.folder.write({"report/01-river.md": FIRST.split("> A")[0]})
    (one, *_) = here.data()["untracked"]
    assert (one["path"], one["line"], one["written"]) == ("report/01-river.md", 10, "")
    assert one["sent"] == "A quotation of nobody now stood at that spot."
    assert one["why"] == "changed without being tracked, and the section has no such words"


def test_an_untouched_document_has_nothing_to_tell(desk):
    done = desk.read()
    assert done.exit_code == 0
    assert "REV003" in done.output
    assert desk.data() == {"file": "river.docx", "changes": [], "comments": [], "untracked": []}


# documents that are none


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "No such file"),
        (b"Dear Ida", "no DOCX that can be opened"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a password locks it"),
        ("empty", "it is no DOCX"),
    ],
)
def test_a_file_that_is_no_document_is_one_error_that_says_what_to_do(brief, tmp_path, data, said):
    folder = brief(FIRST.replace("@sec:mill", "it"))
    path = tmp_path / "river.docx"
    if data == "empty":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x.txt", "x")
    elif data is not None:
        path.write_bytes(data)
    done = folder.command("-q", "review", "read", str(path))
    assert done.exit_code == 1
    assert "REV001" in done.output
    assert said in done.output
    assert "hint:" in done.output


def test_a_document_of_another_brief_is_refused(ours):
    ours.folder.write({"report/brief.yaml": "title: Another brief\nauthors: [Ida Marsh]\nvariables: {place: X}\n"})
    done = ours.read()
    assert done.exit_code == 1
    assert "REV002" in done.output
    assert "`a-test-of-the-river`, and this one is `another-brief`" in done.output


def test_a_draft_is_of_the_brief(sent, tmp_path):
    here = _desk(sent, tmp_path, "ours")
    draft = here.folder.run("docx", until="render", draft=True).artifacts[0].data
    assert documents.read(draft).brief == "a-test-of-the-river-draft"
    here.document = Document(draft)
    here.document.replace("knows why", "can tell why")
    assert here.read("--apply", "t1").exit_code == 0
    assert "can tell why" in here.section()


def test_a_document_that_takes_too_long_is_refused(ours, monkeypatch):
    monkeypatch.setattr("briefpress.reviewing.reading._SECONDS", -1.0)
    ours.document.replace("knows why", "can tell why")
    before = ours.section()
    done = ours.read("--apply", "all")
    assert done.exit_code == 1
    assert "error REV009" in done.output
    assert ours.section() == before


def test_a_change_that_is_none_is_an_error(desk):
    desk.document.replace("knows why", "can tell why")
    done = desk.read("--apply", "t7")
    assert (done.exit_code, "REV008" in done.output) == (1, True)
    done = desk.read("--apply-by", "Nobody")
    assert (done.exit_code, "Who made some: Ida Marsh" in done.output) == (1, True)
    assert desk.section() == FIRST


def test_a_section_that_is_a_link_out_of_the_brief_is_not_written(ours, tmp_path):
    ours.document.replace("knows why", "can tell why")
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(FIRST)
    path = ours.folder.root / "report/01-river.md"
    path.unlink()
    path.symlink_to(elsewhere)
    ours.read("--apply", "all")
    assert elsewhere.read_text() == FIRST


def test_entities_and_endless_replies_are_harmless(ours, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody is to read this")
    ours.document.comment("the weir", "Which?", replies=(("This.", BEN),))
    ours.document.saved(ours.path)
    with zipfile.ZipFile(ours.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    threads = parts["word/commentsExtended.xml"].decode()
    first = threads.split('paraId="')[1][:8]
    second = threads.split('paraId="')[2][:8]
    parts["word/commentsExtended.xml"] = threads.replace(
        f'paraId="{first}"', f'paraId="{first}" w15:paraIdParent="{second}"'
    ).encode()
    body = parts["word/document.xml"].split(b"?>", 1)[1]
    parts["word/document.xml"] = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + body.replace(
        b"the weir", b"the &e;weir"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = documents.read(out.getvalue())
    assert secret.read_text() not in "".join(p.text for p in found.paragraphs)


# what comes out


def test_the_list_reads_as_it_should(ours, golden):
    ours.document.replace("knows why", "can tell why")
    ours.document.comment("the weir", "Which weir?\nThere are two.", replies=(("The lower one.", BEN),))
    ours.document.insert_paragraph("holds the water", "It will rise.", BEN)
    ours.document.delete_paragraph("A quotation of the engineers")
    ours.document.restyle("first item")
    ours.document.replace("With a mill that is old", "With a mill")
    ours.document.replace("turned slowly", "ran slowly", BEN)
    ours.document.retype("names the price", "names a price")
    golden("reports/review-read.txt", ours.read().output)


def test_comments_and_changes_are_shown_on_the_lines_of_a_pull_request(ours):
    ours.document.replace("built of stone", "built of wood", BEN)
    ours.document.comment("the weir", "Which weir?")
    ours.document.saved(ours.path)
    told = ours.folder.command("-q", "--report", "github", "review", "read", str(ours.path)).output
    assert "::notice title=REV010,file=" in told
    assert "01-river.md,line=5" in told
    assert "“stone” → “wood”" in told or "“built of stone” → “built of wood”" in told


def test_the_whole_circle_gives_the_document_that_the_reviewer_wanted(ours):
    ours.document.replace("knows why", "can tell why")
    ours.document.insert_paragraph("holds the water", "It will rise.")
    ours.document.delete_paragraph("A quotation of the engineers")
    ours.document.saved(ours.path)
    wanted = [p.accepted for p in documents.read(ours.path.read_bytes()).paragraphs]
    assert ours.read("--apply", "all").exit_code == 0
    anew = ours.folder.run("docx", until="render").artifacts[0].data
    words = [" ".join(p.sent.split()) for p in documents.read(anew).paragraphs]
    parted = [part for text in wanted for part in text.split("\u2029")]
    assert [w for w in words if w] == [" ".join(t.split()) for t in parted if t.strip()]


def plain_of(blocks):
    from briefpress import ast

    return ast.plain(blocks)
