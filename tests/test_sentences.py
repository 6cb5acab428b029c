"""Sentences of the brief: where each is cut, which citations are its own, and where it stands in the author's files."""

from __future__ import annotations

import time

import pytest

from briefpress.diagnostics import Span
from briefpress.evidence.text.boundaries import cuts
from briefpress.evidence.text.sentences import sentences
from briefpress.evidence.text.whereabouts import Places, within
from briefpress.model import Written

RIVER = "# The river\n\n"


@pytest.fixture
def read(brief):
    """The sentences of a brief with these sections; headings left out."""

    def read_(*texts, **given):
        report = brief(*(RIVER + text for text in texts), **given).run(until="assemble")
        lang = report.project.brief.lang
        return [s for s in sentences(report.manuscript, lang) if s.role != "heading"]

    return read_


def test_words_that_are_struck_out_are_no_part_of_a_sentence(read):
    (sentence,) = read("She said “the river is ~~not~~ low” [@marsh2020].\n")
    assert sentence.text == "She said “the river is low”."


def cut(text):
    return [text[begin:end].strip() for begin, end in cuts(text, [])]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. Army came.", "Mr. Brown met J. R. R. Smith, e.g. on Monday.", "See No. 5.", "Then he left."],
        ["It was 5 p.m.", "The end was near.", "He chose plan B.", "It failed.", "Smith et al. (2020) say so."],
        ["It cost $3.5 million… and more.", "“Is it?” he asked.", "What?!", "(It was so.)", "5 people came."],
        ["1. The first item of a list.", "It rose from 3 to 19.", "Then it fell."],
        ["Am 3. Oktober kam er, z. B. Montag.", "Im 19. Jahrhundert nicht."],
        ["Il l’a dit.", "M. Dupont vient.", "« Oui. »", "Puis non."],
        ["В 2023 г. Россия ушла, т. е. вышла.", "В 2020 г.", "Он ушёл.", "Цена — 5 млн руб.", "Это много."],
        ["他走了。", "真的？", "是。"],
        ["ذهب.", "هل ذهب؟", "نعم."],
        ["Նա գնաց։", "Ո՞ւր։"],
    ],
)
def test_a_paragraph_is_cut_where_its_sentences_end_and_not_at_abbreviations(parts):
    joined = "".join(parts) if parts[0][-1] == "。" else " ".join(parts)
    assert [part for part in cut(joined) if part] == parts


def test_a_citation_belongs_to_the_sentence_that_it_ends_opens_or_names_also_behind_the_full_stop(read):
    found = read("@marsh2020 says so. It rose.[@court2021] It fell. [@daily2022] It stood [@survey2023]. It ran.\n")
    assert [(s.text, [c.key for c in s.citings]) for s in found] == [
        ("says so.", ["marsh2020"]),
        ("It rose.", ["court2021"]),
        ("It fell.", ["daily2022"]),
        ("It stood.", ["survey2023"]),
        ("It ran.", []),
    ]


def test_the_citation_of_a_note_is_that_of_the_sentence_that_calls_it(read):
    said, after, note = read("It rose.[^n] It fell.\n\n[^n]: See the report [@marsh2020].\n")
    assert [c.key for c in said.citings] == [c.key for c in note.citings] == ["marsh2020"]
    assert (after.citings, note.role, note.span.line) == ((), "note", 5)


def test_a_quotation_of_two_sentences_is_not_cut(read):
    (one,) = read('He said "It is low. It was high" of it [@marsh2020].\n')
    assert [one.text[b:e] for b, e in one.quoted] == ["It is low. It was high"]


@pytest.mark.parametrize(
    ("after", "label", "locator"),
    [
        (", p. 3", "page", "3"),
        (" 33-35, 40", "page", "33-35,40"),
        (", pp. iv, vi-ix", "page", "iv,vi-ix"),
        (", {p. 3}", "page", "3"),
        ("{ii, A, D-Z}, with a suffix", "page", "ii,A,D-Z"),
        (", chap. 4", "chapter", "4"),
        (", § 5", "section", "5"),
        (", para. 12", "paragraph", "12"),
        (", S. 7", "page", "7"),
        (", с. 7", "page", "7"),
        (", and others", "page", ""),
        (", in particular", "page", ""),
    ],
)
def test_a_locator_is_read_as_pandoc_reads_it(read, after, label, locator):
    (one,) = read(f"It is low [@marsh2020{after}].\n")
    assert [(c.label, c.locator) for c in one.citings] == [(label, locator)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "quoted in"), ("de", "zitiert nach"), ("fr", "cité dans"), ("ru", "цит. по"), ("es", "citado en"),
     ("zh", "转引自"), ("zh-Hant", "轉引自"), ("hy", "մեջբերված ըստ"), ("ar", "نقلاً عن"), ("he", "מצוטט אצל"),
     ("de", "quoted in")],
)  # fmt: skip
def test_a_work_may_be_quoted_in_another_in_every_language_of_the_program(read, lang, words):
    (one,) = read(f"It is low [@marsh2020; {words} @court2021, p. 4].\n", settings=f"lang: {lang}\n")
    assert [(c.key, c.via, c.locator) for c in one.citings] == [("marsh2020", "court2021", "4")]


def test_what_a_block_quote_rests_on_stands_in_it_before_it_or_alone_behind_it(read):
    found = read(
        "> It is low.\n>\n> — Ida Marsh [@marsh2020]\n\nThe court said [@court2021]:[^n]\n\n[^n]: In short.\n\n"
        "> It is high.\n\nThe paper wrote:\n\n> It is late.\n\n[@daily2022]\n"
    )
    quotes = [s for s in found if s.role == "quote"]
    assert [(s.text, [c.key for c in (*s.citings, *s.around)]) for s in quotes] == [
        ("It is low.", ["marsh2020"]),
        ("It is high.", ["court2021"]),
        ("It is late.", ["daily2022"]),
    ]


def test_what_introduces_a_list_cites_for_its_items(read):
    found = read("The report says [@marsh2020]:\n\n- It rose by 5.\n- It fell by 3 [@court2021].\n")
    assert [[c.key for c in s.around] for s in found] == [[], ["marsh2020"], ["marsh2020"]]


def test_cells_have_their_places_and_a_source_line_of_citations_alone_is_no_sentence(read):
    table = "\n| A | B |\n|---|---|\n| 12 | x |\n| 12 | y [@daily2022] |\n"
    table += '\n: Nine rows {source="@marsh2020; @court2021."}\n'
    found = read("It has A, B, 12 and x.\n" + table)
    assert [(s.role, s.text, s.span.line, s.span.column) for s in found[1:]] == [
        ("caption", "Nine rows", 10, 3),
        ("cell", "A", 5, 3),
        ("cell", "B", 5, 7),
        ("cell", "12", 7, 3),
        ("cell", "x", 7, 8),
        ("cell", "12", 8, 3),
        ("cell", "y", 8, 8),
    ]
    assert {c.key for c in found[-1].around} == {"marsh2020", "court2021", "daily2022"}
    assert [c.key for c in found[1].around] == ["marsh2020", "court2021"]


def test_the_cells_of_a_data_table_stand_in_its_file(read):
    files = {"sources/data/d.csv": 'year,said\n2020,"It was low,\nsaid five."\n2021,Fine\n'}
    block = "```{.table #tbl:d}\ndata: ../sources/data/d.csv\ncaption: Years\n```\n"
    found = read("See @tbl:d. 2021 was fine.\n\n" + block, files=files)
    cells = {s.text: (s.span.path, s.span.line) for s in found if s.role == "cell"}
    assert cells["year"] == ("sources/data/d.csv", 1)
    assert cells["2020"] == ("sources/data/d.csv", 3)
    assert cells["Fine"] == ("sources/data/d.csv", 4)


def test_a_sentence_has_the_place_of_its_words_in_an_included_file_and_behind_variables(read):
    files = {"report/parts/method.md": "It was measured.\n\nIt was low.\n"}
    text = 'It is {{ share }} per cent. It is high.\n\n{{ include "parts/method.md" }}\n\nIt was low.\n'
    found = read(text, files=files, settings="variables: {share: 35}\n")
    assert [(s.text, s.span.path[7:], s.span.line) for s in found] == [
        ("It is 35 per cent.", "01-section.md", 3),
        ("It is high.", "01-section.md", 3),
        ("It was measured.", "parts/method.md", 1),
        ("It was low.", "parts/method.md", 3),
        ("It was low.", "01-section.md", 7),
    ]


def test_headings_titles_pull_quotes_captions_alternative_texts_and_terms_are_told_apart(read, brief):
    text = (
        '::: {.callout title="Five things"}\nIn a callout.\n:::\n\n::: pullquote\nIts own words.\n:::\n\n'
        '![Seen from the north](p.png){alt="A river. It is low." source="@marsh2020"}\n\nTerm\n:   Its meaning.\n'
    )
    found = read(text)
    assert [(s.role, s.text) for s in found] == [
        ("callout", "In a callout."),
        ("caption", "Seen from the north"),
        ("alt", "A river."),
        ("alt", "It is low."),
        ("term", "Term"),
        ("text", "Its meaning."),
    ]
    assert [c.key for c in found[1].around] == ["marsh2020"]


def test_a_sentence_that_refers_first_is_found_by_the_words_that_its_author_wrote(read):
    found = read("See this. It is low.\n\nSee @sec:end.\n\n## The end {#sec:end}\n\nIt ended.\n")
    assert [s.span.line for s in found] == [3, 3, 5, 9]


def test_a_span_of_several_sentences_is_cut_unless_it_ties_them_to_a_passage(read):
    found = read('[Il est bas. Il court.]{lang=fr} [It is low. It runs.]{.claim pin="marsh2020#p3"}\n')
    assert [s.text for s in found] == ["Il est bas.", "Il court.", "It is low. It runs."]


def test_a_sentence_in_chinese_is_found_around_its_emphasis_and_among_others(read):
    found = read("水很低。如果**很可能**漏水，**45%** 的水流失。水很低。\n", settings="lang: zh\n")
    assert [(s.span.line, s.span.column) for s in found] == [(3, 1), (3, 5), (3, 30)]


def written(text):
    return Written(text, tuple(("a.md", line) for line in range(1, text.count("\n") + 2)))


def seconds(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


def test_words_are_found_at_once_however_many_signs_stand_between_them():
    text = ("…" * 40).join("abcdex")
    place = Span("a.md", 1, 1)
    assert seconds(lambda: within(written(text), place, "a b c d e f", 0, 11)) < 0.5
    assert within(written("a **b**,\n*c*"), place, "a b c", 2, 5) == Span("a.md", 1, 5)


def test_thousands_of_sentences_that_begin_alike_are_each_found_where_they_stand():
    text = "The river is low here.\n" * 2000
    places = Places("a.md", written(text))
    found = []
    assert seconds(lambda: found.extend(places.of("The river is low here.") for _ in range(2000))) < 2
    assert [place.line for place in found] == list(range(1, 2001))


# quotation marks


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said ‘the river is low’ twice.", ["the river is low"]),
        ("It’s ‘the river’s own bed’, they’d say.", ["the river’s own bed"]),
        ("Er sagte ›der Fluss‹ und ‹la rivière est basse›.", ["la rivière est basse"]),
        ("She said: “The river is low.", ["The river is low."]),
        ("“One”, she said, “and two, and", ["One", "and two, and"]),
        ("It's the dogs' river, and the '90s.", []),
    ],
)
def test_what_stands_between_marks_of_any_kind_is_quoted_and_what_is_never_closed_to_its_end(brief, text, quoted):
    manuscript = brief(f"# A\n\n{text}\n").run(until="assemble").manuscript
    read = [s for s in sentences(manuscript) if s.role == "text"]
    assert [s.text[b:e] for s in read for b, e in s.quoted] == quoted


def test_the_title_of_a_section_that_is_referred_to_is_no_quotation(brief):
    manuscript = brief("# A {#sec:all-that-we-know}\n\nSee [@sec:all-that-we-know].\n").run(until="assemble").manuscript
    assert not any(s.quoted for s in sentences(manuscript))


def test_a_quotation_over_several_paragraphs_rests_on_what_the_last_of_them_cites(brief):
    text = "# A\n\nShe wrote:\n\n“The river is low.\n\n“It has been dry for years” [@marsh2020].\n"
    source = {"sources/documents/marsh2020.txt": "The river is high. It has been dry for years."}
    ledger = brief(text, files=source).run(until="verify").manuscript.ledger
    assert [(e.claim.words, e.verdict) for e in ledger] == [
        ("The river is low.", "altered"),
        ("It has been dry for years", "exact"),
    ]
