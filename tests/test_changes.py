"""What changed between two editions: nothing is missed, nothing is told twice, and the old text comes back from it."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress.editions.changes import Changes, UnitChange, changes
from briefpress.editions.substance import in_text
from briefpress.editions.telling import told
from briefpress.editions.text import Block, EditionText, Mark, SectionText, Source, decoded, encoded, text_of
from briefpress.editions.writing import as_data, as_markdown, as_text
from ending import coming_to_an_end

EXAMPLES = settings(deadline=None, max_examples=40)

WORDS = st.lists(
    st.sampled_from(["the", "trade", "fell", "from", "26", "per", "cent", "to", "35", "and", "(2019)", "—"])
)
BLOCKS = st.builds(
    Block,
    st.sampled_from(["paragraph", "item", "quote", "heading", "row", "caption", "note", "code"]),
    WORDS.map(" ".join).filter(bool),
    st.integers(0, 1),
    st.sampled_from(["", "", "tbl-a"]),
)
SECTIONS = st.builds(
    SectionText,
    st.sampled_from(["report/1.md", "report/2.md", "report/3.md"]),
    st.sampled_from(["Trade", "Law", "Outlook"]),
    st.lists(BLOCKS, max_size=6).map(tuple),
)
TEXTS = st.builds(
    EditionText,
    st.just("A brief"),
    st.just("en"),
    st.lists(SECTIONS, max_size=4, unique_by=lambda s: s.path).map(tuple),
)


def text(*sections: SectionText, sources: tuple[Source, ...] = ()) -> EditionText:
    return EditionText("A brief", "en", sections, sources)


def section(*paragraphs: str | Block, path: str = "report/1.md", title: str = "Trade") -> SectionText:
    return SectionText(path, title, tuple(p if isinstance(p, Block) else Block("paragraph", p) for p in paragraphs))


def changed(found: Changes) -> list[UnitChange]:
    return [unit for section in found.sections for unit in section.units if unit.changed]


def words_of(found: Changes, side: str) -> Counter[tuple[str, str]]:
    """Every block of one side of the changes, put together again from its pieces, and how often it stands there."""
    other = {"old": "here", "new": "away"}[side]
    return Counter(
        (getattr(block, side).kind, "".join(piece.of_side(side) for piece in block.pieces))
        for section in found.sections
        for unit in section.units
        if unit.way != other
        for block in unit.blocks
        if getattr(block, side) is not None
    )


@EXAMPLES
@given(TEXTS)
def test_a_text_compared_with_itself_has_no_changes(one):
    assert not changes(one, one)


@EXAMPLES
@given(TEXTS, TEXTS)
def test_the_pieces_give_the_old_text_and_the_new_one_each_block_once(old, new):
    found = changes(old, new)
    assert words_of(found, "old") == Counter((b.kind, b.words) for s in old.sections for b in s.blocks)
    assert words_of(found, "new") == Counter((b.kind, b.words) for s in new.sections for b in s.blocks)


@EXAMPLES
@given(TEXTS, TEXTS)
def test_what_moved_stands_in_both_places_under_one_number(old, new):
    moved = [unit for unit in changed(changes(old, new)) if unit.move]
    assert sorted(u.move for u in moved if u.way == "away") == sorted(u.move for u in moved if u.way == "here")
    assert len({u.move for u in moved}) * 2 == len(moved)


@EXAMPLES
@given(TEXTS, TEXTS)
def test_there_are_changes_one_way_where_there_are_changes_the_other_way(old, new):
    assert bool(changes(old, new)) == bool(changes(new, old))


@EXAMPLES
@given(TEXTS)
def test_a_text_is_read_back_as_it_was_written(one):
    assert decoded(encoded(one)) == one


@pytest.mark.parametrize(
    "strange",
    [
        section("It is low.", path=""),
        section(Block("paragraph", "Low.", marks=(Mark(-1, 2, "raised"),))),
        section(Block("paragraph", "Low.", marks=(Mark(3, 2, "reference", "a"),))),
    ],
)
def test_a_text_that_no_edition_has_is_not_read(strange):
    with pytest.raises(msgspec.ValidationError):
        decoded(encoded(text(strange)))


@pytest.mark.parametrize("marks", [((0, 4), (2, 8)), ((0, 8), (2, 4)), ((2, 8), (0, 4))])
def test_references_that_overlap_double_no_word(marks):
    old, new = (
        Block("paragraph", words, marks=tuple(Mark(*ends, "reference", f"a{ends}") for ends in marks))
        for words in ("[1, 2] and so on.", "[1, 2] and so forth.")
    )
    assert old.told.rpartition("\0")[2] == old.words[old.references[0].end :]
    found = changes(text(section(old)), text(section(new)))
    assert words_of(found, "old") == Counter({("paragraph", old.words): 1})
    assert words_of(found, "new") == Counter({("paragraph", new.words): 1})


def test_a_word_that_changed_is_told_alone():
    old = section("Exports to the east grew for the third year in a row.")
    new = section("Exports to the west grew for the third year in a row.")
    [unit] = changed(changes(text(old), text(new)))
    assert [(p.of, p.words) for p in unit.blocks[0].pieces] == [
        ("both", "Exports to the "), ("old", "east"), ("new", "west"), ("both", " grew for the third year in a row."),
    ]  # fmt: skip


def test_a_number_is_told_with_its_unit_and_its_value_before():
    old = section("Russia's share of all trade was 26 per cent in the year before, by the ministry's account.")
    new = section("Russia's share of all trade was 35 per cent in the year before, by the ministry's account.")
    [part] = changes(text(old), text(new)).sections
    assert [(n.old, n.new) for n in part.numbers] == [("26 per cent", "35 per cent")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("See [the law](https://a.example/1).", "See [the law](https://a.example/2)."),
        ("See [the law](https://a.example/1).", "See the law."),
        ("It cost 106 euros.", "It cost 10^6^ euros."),
        ("The note CO2 is old.", "The note CO~2~ is old."),
        ("Nobody may fish here.", "Nobody ~~may~~ fish here."),
        ("It is 6^6^ long.", "It is ^6^6 long."),
    ],
)
def test_what_is_set_so_that_it_says_something_else_is_a_change(brief, old, new):
    was, now = (text_of(brief(f"# River\n\n{words}\n").run(until="cite").resolved) for words in (old, new))
    [unit] = changed(changes(was, now))
    assert unit.how == "reworded"
    assert any(piece.of != "both" for piece in unit.blocks[0].pieces)
    assert len(unit.blocks[0].pieces) > 1, "what stayed is told as such"
    assert not changes(was, was)


def test_what_a_style_raises_in_a_reference_is_no_change():
    reference = Mark(10, 13, "reference", "marsh2020")
    old = Block("paragraph", "It is low [1].", marks=(reference, Mark(10, 13, "link", "#ref-a")))
    new = Block("paragraph", "It is low 123.", marks=(reference, Mark(10, 13, "raised")))
    assert not changes(text(section(old)), text(section(new)))


def test_what_is_set_apart_behind_a_reference_stays_when_its_number_grows():
    old = Block("paragraph", "By [9] 106 m.", marks=(Mark(3, 6, "reference", "a"), Mark(9, 10, "raised")))
    new = Block("paragraph", "By [10] 106 m.", marks=(Mark(3, 7, "reference", "a"), Mark(10, 11, "raised")))
    assert not changes(text(section(old)), text(section(new)))
    assert old.identity == new.identity


def test_a_number_that_is_only_written_otherwise_has_not_moved():
    old, new = section("The share was 26 per cent of all trade."), section("The share was 26% of all trade.")
    [part] = changes(text(old), text(new)).sections
    assert part.how == "reworded"
    assert part.numbers == ()


def test_a_number_in_a_table_is_told_in_its_cell():
    rows = [Block("row", "Year\tShare", 1, "tbl-a"), Block("row", "2016\t26%", 0, "tbl-a")]
    new = [rows[0], Block("row", "2016\t28%", 0, "tbl-a")]
    [part] = changes(text(section(*rows)), text(section(*new))).sections
    assert [(n.old, n.new) for n in part.numbers] == [("26%", "28%")]
    assert part.units[0].sort == "table"


def test_the_pages_of_a_note_are_no_numbers_of_the_brief():
    old = section("It fell.", Block("note", "Marsh 2020, p. 12 of the report.", at=8))
    new = section("It fell.", Block("note", "Marsh 2020, p. 14 of the report.", at=8))
    [part] = changes(text(old), text(new)).sections
    assert part.how == "reworded"
    assert part.numbers == ()


PARAGRAPH = "The mission that the Union sent in the spring watches the border, and its mandate ends in two years."
OTHERS = ["Trade fell.", "Exports grew for a third year, and imports did not.", "Nothing else is known of it today."]


def test_a_paragraph_that_moved_within_its_section_is_no_deletion():
    found = changed(changes(text(section(PARAGRAPH, *OTHERS)), text(section(*OTHERS, PARAGRAPH))))
    assert [(unit.way, unit.move) for unit in found] == [("away", 1), ("here", 1)]


def test_a_paragraph_that_moved_to_another_section_and_was_reworded_is_told_as_both():
    other = section("Law is slow.", path="report/2.md", title="Law")
    reworded = PARAGRAPH.replace("two years", "three years")
    new = section("Law is slow.", reworded, path="report/2.md", title="Law")
    away, here = changed(changes(text(section(PARAGRAPH, *OTHERS), other), text(section(*OTHERS), new)))
    assert (away.way, here.way, away.move, here.move) == ("away", "here", 1, 1)
    assert here.how == "reworded"


def test_a_section_that_is_called_otherwise_is_told_once():
    was, now = (
        section(Block("heading", title, level=1), PARAGRAPH, *OTHERS, title=title) for title in ("Beta", "Gamma")
    )
    found = changes(text(was), text(now))
    assert [(one.title, one.remarks) for one in told(found, "en")] == [("Gamma", ("was called “Beta”",))]
    [unit] = changed(found)
    assert [(piece.of, piece.words) for piece in unit.blocks[0].pieces] == [("old", "Beta"), ("new", "Gamma")]


def test_a_section_that_only_lost_what_moved_elsewhere_has_no_empty_line():
    other = section("Law is slow.", path="report/2.md", title="Law")
    new = section("Law is slow.", PARAGRAPH, path="report/2.md", title="Law")
    found = changes(text(section(PARAGRAPH, *OTHERS), other), text(section(*OTHERS), new))
    assert [(one.title, one.remarks) for one in told(found, "en")] == [("Law", ("1 paragraph moved",))]
    assert "Trade" not in as_markdown(found, "1.0", "1.1", "en")
    assert "Trade" not in as_text(found, "1.0", "1.1", "en")
    assert [part["told"] for part in as_data(found, "1.0", "1.1", "en")["sections"]] == [[], ["1 paragraph moved"]]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("R&D &lt; all", "R&D &amp;lt; all"),
        ("by @ida in #12", "by @\u2060ida in #\u206012"),
        ("see harbour/briefs#12, GH-12", "see harbour/briefs#\u206012, GH-\u206012"),
        ("at harbour/briefs@0a1b2c3d", "at harbour/briefs@\u20600a1b2c3d"),
        ("ida@harbour.example", "ida@harbour.example"),
    ],
)
def test_a_release_note_takes_nothing_of_the_brief_for_mark_up_or_a_name(words, written):
    found = changes(text(section(PARAGRAPH, *OTHERS, title="A title")), text(section(PARAGRAPH, title=words)))
    assert f"**{written}:**" in as_markdown(found, "1.0", "1.1", "en")


def test_a_section_with_another_file_and_another_title_is_known_by_its_words():
    old = section(PARAGRAPH, *OTHERS)
    new = section(PARAGRAPH, *OTHERS, path="report/9.md", title="The border")
    [part] = changes(text(old), text(new)).sections
    assert (part.how, part.was, part.title) == ("reworded", "Trade", "The border")
    assert not any(unit.changed for unit in part.units)


def test_a_section_that_was_a_part_of_another_is_told_as_that_and_changes_nothing_else():
    first = [f"The guarantee of {year} was given by three states, and nobody kept it." for year in range(1990, 1995)]
    later = [f"What followed in {year} was told by nobody who had seen it happen there." for year in range(2000, 2004)]
    figure = Block("caption", "Troops at the border", 0, "fig-troops")
    old = text(section(*first, Block("heading", "What followed", 2), *later, figure, title="How it failed"))
    new = text(
        section(*first, title="How it failed"),
        section(Block("heading", "What followed", 1), *later, figure, path="report/2.md", title="What followed"),
    )
    found = changes(old, new)
    assert [(one.title, one.remarks) for one in told(found, "en")] == [
        ("What followed", ("made of a part of “How it failed”",))
    ]
    assert [one.words for one in in_text(old, new)] == ["1 section made of a part of another"]


def test_a_heading_is_no_paragraph():
    old = text(section("It is low.", Block("heading", "Of water", 2), "It is cold there, as all say."))
    new = text(section("It is low.", Block("heading", "Of the sea", 2), "It is cold there, as all say."))
    [one] = told(changes(old, new), "en")
    assert one.remarks in (("1 heading changed",), ("2 headings changed",))


def test_a_section_that_changed_places_moved_and_its_paragraphs_did_not():
    one, other, third = (section(PARAGRAPH + str(i), path=f"report/{i}.md", title=f"Part {i}") for i in (1, 2, 3))
    found = changes(text(one, other, third), text(third, one, other))
    assert [part.moved for part in found.sections] == [True, False, False]
    assert not changed(found)


def test_a_new_section_and_one_that_went_are_told_as_such():
    law = section("Law is slow, and courts are slower.", path="report/2.md", title="Law")
    outlook = section("An election is due in the summer.", path="report/3.md", title="Outlook")
    found = changes(text(section(PARAGRAPH), law), text(section(PARAGRAPH), outlook))
    assert [(part.title, part.how) for part in found.sections] == [
        ("Trade", "same"), ("Law", "removed"), ("Outlook", "added"),
    ]  # fmt: skip


def test_another_number_of_the_same_figure_is_no_change():
    was = Block("paragraph", "See Figure 1 for it.", marks=(Mark(4, 12, "reference", "#fig-trade"),))
    now = Block("paragraph", "See Figure 2 for it.", marks=(Mark(4, 12, "reference", "#fig-trade"),))
    other = Block("paragraph", "See Figure 2 for it.", marks=(Mark(4, 12, "reference", "#fig-law"),))
    assert not changes(text(section(was)), text(section(now)))
    assert changes(text(section(was)), text(section(other)))


def test_a_picture_that_shows_something_else_is_a_change_whatever_is_said_of_it():
    was = Block("figure", "Two bars.", label="fig-a", digest="1")
    now = Block("figure", "Two bars.", label="fig-a", digest="2")
    [unit] = changed(changes(text(section(was)), text(section(now))))
    assert (unit.sort, unit.how) == ("figure", "reworded")


def test_sources_come_go_and_are_described_otherwise_by_their_keys():
    old = (Source("a", "Marsh 2020, Trade"), Source("b", "Vance 2021, Law"), Source("c", "Moor 2019, Borders"))
    new = (Source("a", "Marsh 2021, Trade"), Source("c-2", "Moor 2019, Borders"), Source("d", "Hale 2024, Votes"))
    found = changes(text(sources=old), text(sources=new)).sources
    assert [s.key for s in found.added] == ["d"]
    assert [s.key for s in found.dropped] == ["b"]
    assert [(one.words, other.words) for one, other in found.reworded] == [("Marsh 2020, Trade", "Marsh 2021, Trade")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["word " * 100_000], ["word " * 99_999 + "end"]),
        (["word " * 50_000], ["other " * 50_000]),
        (["word"] * 50_000, ["word"] * 49_000 + ["other"]),
        ([f"word {i}" for i in range(20_000)], [f"word {i}" for i in range(20_000, 0, -1)]),
        (["1 " * 100_000], ["2 " * 100_000]),
    ],
    ids=["a word too often", "another word", "a paragraph too often", "turned over", "numbers"],
)
def test_hostile_texts_are_compared_in_bounded_time(old, new):
    with coming_to_an_end():
        found = changes(text(section(*old)), text(section(*new)))
    assert words_of(found, "new") == Counter(("paragraph", words) for words in new)


def test_a_long_brief_in_which_every_paragraph_changed_is_compared_in_bounded_time():
    old = [
        section(*(" ".join(f"w{(i * j * 7 + i) % 3001}" for j in range(80)) for i in range(n, n + 60)),
                path=f"report/{n}.md", title=f"Part {n}")
        for n in range(0, 600, 60)
    ]  # fmt: skip
    new = [
        SectionText(s.path, s.title, tuple(Block("paragraph", b.words.replace("w1", "w2")) for b in s.blocks[::-1]))
        for s in old
    ]
    with coming_to_an_end():
        assert changes(text(*old), text(*new))
