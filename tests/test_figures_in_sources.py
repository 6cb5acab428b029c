"""Figures of a brief, found in the documents behind its citations: in any writing, rounded, hedged; and no others."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress.diagnostics import Span
from briefpress.evidence.figures import weighing as figures
from briefpress.evidence.figures.quantities import Reading, quantities
from briefpress.evidence.figures.stated import stated
from briefpress.ledger import Citing, Document, Paragraph, Sentence, Text
from ending import coming_to_an_end


def document(words: str, key: str = "marsh2020", pages: tuple[str, ...] = ()) -> Document:
    """A document of paragraphs that blank lines part, each on a page of its own where pages are given."""
    paragraphs, at = [], 0
    for number, part in enumerate(words.split("\n\n")):
        page = pages[number] if pages else ""
        paragraphs.append(Paragraph(at, at + len(part), 1 if page else number + 1, page))
        at += len(part) + 2
    return Document(key, f"sources/documents/{key}.txt", "", Text(words, tuple(paragraphs)))


def weighed(said, source, lang="en-GB", locator="", record=None, role="text", **others):
    """The entries of a sentence that cites a document at its end."""
    cited = Citing("marsh2020", len(said), 0, locator)
    sentence = Sentence("s.md", "", role, said, Span("s.md", 1, 1), 1, (cited,))
    held = source if isinstance(source, Document) else document(source)
    documents = {"marsh2020": held, **{key: document(words, key) for key, words in others.items()}}
    return figures.weigh(stated([sentence], lang), documents, {"marsh2020": record or {}}, lang)


def verdicts(said, source, lang="en-GB", **wishes):
    return [entry.verdict for entry in weighed(said, source, lang, **wishes)]


def claims(said, lang="en-GB"):
    """The figures that a sentence states."""
    sentence = Sentence("s.md", "", "text", said, Span("s.md"), 1, (Citing("marsh2020", len(said), 0),))
    return [one.claim.words for one in stated([sentence], lang)]


AGREE = [
    ("26 %", "26 percent"),
    ("26%", "twenty-six per cent"),
    ("26 per cent", "26\u202f%"),
    ("twenty-six per cent", "26%"),
    ("26 per cent", "26, 28 and 35 per cent"),
    ("1,960 men", "1.960 men"),
    ("1,960 men", "1 960 men"),
    ("1,960 men", "1\u202f960 men"),
    ("1,960 men", "1’960 men"),
    ("1,960 men", "1960 men"),
    ("1,960 men", "one thousand nine hundred and sixty men"),
    ("5.7 billion", "5,700 million"),
    ("$5.7bn", "USD 5.7 billion"),
    ("$5.7 billion", "5,700 million US dollars"),
    ("5.7 billion dollars", "US$ 5.7bn"),
    ("€3 million", "3m euros"),
    ("two and a half million people", "2.5 million people"),
    ("120,000 people", "one hundred and twenty thousand people"),
    ("on 12 June 2024", "on June 12, 2024"),
    ("on 12 June 2024", "on 2024-06-12"),
    ("on 12 June 2024", "on 12.6.2024"),
    ("on 12 June 2024", "on 12th June, in the summer of 2024"),
    ("in June 2024", "on 12 June 2024"),
    ("on 12 June", "on June 12, 2024"),
    ("in 2024", "on 12 June 2024"),
    ("in the 1990s", "in 1994"),
    ("on 19 to 20 September 2023", "on September 19–20, 2023"),
    ("in January to October 2023", "in the first ten months of 2023"),
    ("for five years", "for a 5-year term"),
    ("five kilometres wide", "5 km wide"),
    ("1,200 metres", "1.2 km"),
    ("15 °C", "15 degrees"),
    ("5 to 10 per cent", "5–10%"),
    ("the 124th party", "the 124th State Party"),
    # rounded
    ("5.7 billion", "5,712 million"),
    ("26 per cent", "26.4 per cent"),
    ("115,000 people", "115,183 people"),
    ("33 per cent", "a third of them"),
    # hedged
    ("about 2,000 men", "1,960 men"),
    ("about 120,000 people", "115,183 people"),
    ("more than 100,000 people", "115,183 people"),
    ("more than 100,000 people", "over 100,000 people"),
    ("more than 100,000 people", "at least 100,000 people"),
    ("at least 1,000 people", "1,000 people"),
    ("a third of them", "33.4 per cent"),
    ("nearly half of them", "47 per cent"),
    ("more than half of them", "57 per cent"),
    ("one in ten of them", "10.3 per cent"),
    ("two in five of them", "40%"),
    ("up to 200 people", "as many as 200 people"),
    ("fewer than 100 people", "96 people"),
    ("almost 2,000 men", "1,960 men"),
    ("almost 5,000 hectares", "a fire that burned over 4,870 hectares"),
    ("more than 120,000 people", "121,400 people, or 65 per cent"),
    ("120,000 people", "119,200, or 65 per cent"),
    ("25 per cent", "that it was a quarter lower"),
    ("380,000 tonnes", "384,000 tonnes"),
    ("20 percentage points", "from 15 per cent to 35 per cent"),
    # in a currency
    ("5.7 billion euros", "5.7 billion"),
    ("5.7 billion", "5.7 billion crowns"),
    ("SEK 5.7bn", "5.7 billion Swedish kronor"),
    ("CHF 5.7m", "5.7 million francs"),
    # from one to another
    (
        "from 1,840 to 1,960 men",
        "that 1,840 came in 2019, when the ferry still ran once a week and not in winter, and in the next year, when"
        " it ran each day but Sunday, 1,960 men",
    ),
    ("what rose from 1,840 to 1,960 men", "that there were 1,840 in 2019 and in the next year 1,960 men"),
    ("what fell from 1,960 to 1,840 men", "that it fell from 1,960 men to 1,840"),
    ("from 5 to 10 per cent", "5–10%"),
]


@pytest.mark.parametrize(("said", "source"), AGREE)
def test_a_figure_agrees_in_every_writing_rounded_and_hedged(said, source):
    assert set(verdicts(f"The river took {said}.", f"Of the river they say {source}.")) == {"agrees"}


DIFFER = [
    ("26 per cent", "27 per cent"),
    ("26.4 per cent", "26 per cent"),
    ("26.4 per cent", "26.5 per cent"),
    ("26 per cent", "26.6 per cent"),
    ("26 per cent", "26 percentage points"),
    ("26 per cent", "26 men"),
    ("1,960 men", "1,906 men"),
    ("1,960 men", "19,600 men"),
    ("1,960 men", "1,960 km"),
    ("2,000 men", "1,960 men"),
    ("5.7 billion", "5.7 million"),
    ("5,712 million", "5.7 billion"),
    ("2 million", "2.3 million"),
    ("$5.7 billion", "€5.7 billion"),
    ("on 12 June 2024", "on 13 June 2024"),
    ("on 12 June 2024", "on 12 July 2024"),
    ("on 12 June 2024", "on 12 June 2023"),
    ("on 12 June 2024", "in June 2024"),
    ("in June 2024", "in June 2023"),
    ("in the 1990s", "in 2004"),
    ("on 19 to 20 September 2023", "on 19 September 2023"),
    ("for five years", "for five months"),
    ("about 1,900 men", "1,960 men"),
    ("about 26 per cent", "35 per cent"),
    ("some 1,500 boats", "1,417 boats"),
    ("more than 100,000 people", "96,000 people"),
    ("more than 100,000 people", "about 100,000 people"),
    ("more than 100,000 people", "fewer than 100,000 people"),
    ("more than 200,000 people", "115,183 people"),
    ("nearly half of them", "51 per cent"),
    ("a third of them", "35 per cent"),
    ("fewer than 100 people", "101 people"),
    ("up to 200 people", "210 people"),
    ("20 percentage points", "from 16 per cent to 35 per cent"),
    ("5.7 billion euros", "5.7 billion crowns"),
    ("€5.7bn", "5.7 billion crowns"),
    ("€5.7bn", "kr 5.7 billion"),
    ("€5.7bn", "5.7 billion Swedish kronor"),
    ("5.7 billion pesos", "$5.7 billion"),
    ("5.7 billion pesos", "5.7 billion crowns"),
    ("340 euros", "340 crowns, and then 20 euros"),
]


@pytest.mark.parametrize(("said", "source"), DIFFER)
def test_a_figure_that_the_document_has_not_is_not_borne_out(said, source):
    (verdict,) = verdicts(f"The river took {said}.", f"Of the river they say {source}.")
    assert verdict in ("not found", "contradicted")


@pytest.mark.parametrize(("lang", "said", "source"), [
    ("de", "Es sind 1.960 Soldaten.", "Es sind 1 960 Soldaten, hieß es im Bericht."),
    ("de", "Es sind 26,4 Prozent.", "Der Anteil liegt bei 26,4 %."),
    ("de", "Es kostet 5,7 Mrd. Euro.", "Es kostet 5,7 Milliarden Euro."),
    ("de", "Am 12. Juni 2024 war es vorbei.", "Der Abzug endete am 12.6.2024."),
    ("de", "Es waren 120.000 Menschen.", "Es waren hundertzwanzigtausend Menschen."),
    ("de", "Russland hat 35 Prozent.", "Russia has 35 per cent of the trade, and of much else."),
    ("fr", "C’était le 1er janvier 2024.", "Le 1 janvier 2024, ce fut fini."),
    ("fr", "Ils ont 26 pour cent.", "Ils ont vingt-six pour cent."),
    ("fr", "Il y a 1 960 soldats.", "Il y a 1960 soldats."),
    ("es", "El 12 de junio de 2024 hubo 5,7 mil millones.", "El 12 de junio de 2024 hubo 5.700 millones."),
    ("ru", "Их было 1960 человек, 26,4 %.", "Их было 1 960 человек, 26,4 процента."),
    ("ru", "12 июня 2024 года ушли.", "Это было 12 июня 2024 г."),
    ("zh", "2024年6月12日有12万人。", "2024年6月12日，有120,000人。"),
])  # fmt: skip
def test_figures_are_read_in_the_language_of_the_brief_and_of_the_document(lang, said, source):
    found = verdicts(said, source, lang)
    assert found
    assert set(found) == {"agrees"}


def test_the_record_tells_the_language_of_a_document():
    said, source = "Es sind 1.960 Soldaten.", "Total: 1.960"
    assert verdicts(said, source, "de", record={"language": "de"}) == ["agrees"]
    assert verdicts(said, source, "de", record={"language": "en"}) == ["not found"]
    assert verdicts(said, source, "de") == ["agrees"]


@pytest.mark.parametrize("said", [
    "The F-16 and the S-400 met at the G7 during COVID-19.",
    "Article 5 and Resolution 2334 are in Chapter 3 of Protocol 14.",
    "He told France 24 so at 10:30, 24/7.",
    "Two requests failed, and three courses are open.",
    "1. The river.",
    "One of them saw the 101st Airborne in the 21st century.",
    "The court gave a third course and a quarter.",
    "See 301.am for more.",
])  # fmt: skip
def test_names_passing_counts_and_what_is_quoted_are_no_figures(said):
    assert claims(said) == []


@pytest.mark.parametrize(("said", "figures"), [
    ("By 13 votes to 2 it ruled.", ["13", "2"]),
    ("More than 100,000 of an estimated 120,000 left within ten days.",
     ["More than 100,000", "an estimated 120,000", "ten days"]),
    ("On the 12th it rained for eighteen months.", ["12th", "eighteen months"]),
    ("Fifteen requests failed in 2023.", ["Fifteen", "2023"]),
    ("It fell by 20 percentage points, to $5.7bn.", ["20 percentage points", "$5.7bn"]),
])  # fmt: skip
def test_a_claim_is_the_figure_with_its_hedge_and_its_unit(said, figures):
    assert claims(said) == figures


@pytest.mark.parametrize("said", ["It rose from 1,840 to 1,960.", "The number of men fell from 1,840 to 1,960."])
def test_what_rose_from_one_number_to_another_is_two_figures(said):
    assert claims(said) == ["1,840", "1,960"]
    source = "In 2019 there were 1,840 men.\n\nIn 2020 the number of men was 1,960."
    assert set(verdicts(said, source)) == {"agrees"}
    assert verdicts(said, source.replace("1,960", "1,950"))[1] != "agrees"


def test_a_range_of_which_the_document_has_one_end_alone_is_not_borne_out():
    (verdict,) = verdicts("It took from 1,840 to 1,960 men.", "It took 1,840 men in 2019.\n\nIn 2020 it took 1,950.")
    assert verdict != "agrees"


def test_a_figure_of_a_table_has_the_unit_that_its_column_s_head_names():
    for head in ("Year | Boats | Tonnes", "Year | Boats | Catch (t)", "Year | Boats | Catch, tonnes"):
        source = f"Landings\n\n{head}\n\n2019 | 1,840 | 46,300\n\n2020 | 1,960 | 48,100"
        assert set(verdicts("The fleet landed 48,100 tonnes in 2020.", source)) == {"agrees"}
        assert "agrees" not in verdicts("The fleet landed 1,960 tonnes.", source)
        assert "agrees" not in verdicts("The fleet sailed 48,100 kilometres.", source)
    source = "Year | Boats | Thousand tonnes\n\n2019 | 1,840 | 46.3\n\n2020 | 1,960 | 48.1"
    assert set(verdicts("The fleet landed 48,100 tonnes in 2020.", source)) == {"agrees"}


def test_a_figure_of_the_same_measure_with_another_number_contradicts():
    source = (
        "Turnover rose to $5.7 billion.\n\nRussia accounted for 35 percent of Armenia's foreign trade, the EU for 15."
    )
    (entry,) = weighed("Russia has 26 per cent of Armenia's trade.", source)
    assert entry.verdict == "contradicted"
    assert (entry.place.paragraph, entry.excerpt.passage) == (2, "35 percent")
    assert entry.note == "Where it speaks of the same, the document has “35 percent”."


def test_a_figure_that_stands_in_the_document_of_something_else_is_contradicted_where_it_speaks_of_the_same():
    source = "Unemployment in rural districts fell to 26 percent.\n\nRussia took 35 percent of Armenia's foreign trade."
    assert verdicts("Russia has 26 per cent of Armenia's foreign trade.", source) == ["contradicted"]


ELSEWHERE = [
    ("Of the masts that were planned 64 stand.",
     "In eleven of the 64 lots money was lost.\n\nThere were to be 240 masts; 97 stand.", "97"),
    ("The auditors visited 27 sites.", "We interviewed 27 officers and visited 14 sites.", "14"),
    ("Brann has 2,310 inhabitants.",
     "Three islands are served: Brann, with 1,140 inhabitants, and Stour, with 2,310.", "1,140"),
    ("A member holds office for 12 years.",
     "No licence has a term longer than twelve years.\n\nA member shall hold office for four years.", "four years"),
    ("Arden has 128 schools in the scheme.",
     "County | Schools\n\nArden | 171\n\nColm | 128\n\nThe scheme covers 412 schools.", "412"),
    ("Of the confirmed patients 231 were in intensive care.",
     "Of the 986 confirmed cases, 231 were admitted to hospital and 47 to intensive care.", "47"),
    ("The court varied the permit to 390 tonnes.",
     "The contract needs 390 to 420 tonnes.\n\nWe vary the permit to 420 tonnes.", "420 tonnes"),
    ("The board granted 46 permits.",
     "At the year's end 1,284 permits were in force, 46 fewer than before. We granted 71, refused 18.", "71"),
]  # fmt: skip
"""A sentence of a brief, a document that has its number of another measure, and what it has of the same."""


@pytest.mark.parametrize(("said", "source", "theirs"), ELSEWHERE)
def test_a_number_that_the_document_has_of_another_measure_is_contradicted(said, source, theirs):
    (entry,) = (e for e in weighed(said, source) if e.verdict != "agrees")
    assert (entry.verdict, entry.excerpt.passage) == ("contradicted", theirs)
    assert "of something else." in entry.note


def test_a_number_that_stands_only_where_nothing_is_shared_is_not_found():
    source = "All 38 of the sirens were tested.\n\nFour of the engineers resigned.\n\nWe lost 14 of 73 last year."
    (entry,) = weighed("Of its engineers it lost 38.", source)
    assert (entry.verdict, entry.note) == ("not found", "It has “38” of something else.")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("The cost of a connection had reached 6,040 crowns in 2023.",
         "The average cost of a connection was 2,820 crowns. It was 1,450 in 2019, 2,210 in 2021 and 6,040 in 2023."),
        ("Flood works came to some 15 million crowns.",
         "The budget for flood works was 10.5 million crowns. The outturn was 14.7 million."),
        ("The floor area fell to 57 square metres.",
         "The average floor area is 61 square metres, and it fell from 66 in the first years to 57 in the last."),
        ("The stock of herring is 384,000 tonnes.",
         "HERRING\n\nIt stood at 384,000 tonnes.\n\nIt has a stock of 11,200 tonnes."),
        ("In Colm 88 per cent of children eat the meal.",
         "Before the meal 54 per cent of children had eaten.\n\nShare of children who eat the meal\n\n"
         "County | Schools | Share eating\n\nArden | 171 | 92%\n\nColm | 128 | 88%"),
        ("The board granted 46 permits.", "The board gave 46 permits to farms. Under the old act it granted 71."),
        ("Die Kommission hat 64 Akten gelesen.", "The Commission read 64 files and heard 30 witnesses."),
    ],
)  # fmt: skip
def test_a_number_whose_measure_is_named_in_other_words_or_before_it_agrees(said, source):
    assert set(verdicts(said, source)) == {"agrees"}


@pytest.mark.parametrize(
    ("said", "head", "caption"),
    [
        ("Interest rose to 4.1 million crowns.", "Heading | 2022 | 2023", "Expenditure, in millions of crowns"),
        ("Interest rose to 4.1 million crowns.", "Heading | 2022 | 2023 (million crowns)", "Expenditure"),
        ("Interest rose to 4,100 crowns.", "Heading | 2022 | 2023, thousand crowns", "Expenditure"),
    ],
)
def test_a_table_is_read_in_the_millions_that_its_head_or_caption_names(said, head, caption):
    (entry,) = weighed(said, f"{caption}\n\n{head}\n\nStaff | 15.2 | 16.0\n\nInterest | 3.3 | 4.1")
    assert (entry.verdict, entry.excerpt.passage) == ("agrees", "4.1")


def test_a_figure_in_words_that_is_broken_over_a_line_is_read():
    assert verdicts("It lasts 7 years.", "A settlement lasts sev-\nen years.") == ["agrees"]
    assert verdicts("The limit is 85,000,000 crowns.", "The limit is 85 mil\u00adlion crowns.") == ["agrees"]
    source = "Of all, un-\nder the law, it took three-\nfifths of them."
    (entry,) = weighed("It took 60 per cent.", source)
    assert (entry.verdict, source[slice(*entry.place.extent)]) == ("agrees", "three-\nfifths")


def test_a_month_behind_a_hyphen_is_read():
    assert verdicts("It closed in March 2024.", "It was open October 2023-March 2024.") == ["agrees"]


def test_the_day_on_which_a_source_came_out_needs_no_year():
    record = {"issued": {"date-parts": [[2023, 2, 22]]}}
    assert verdicts("On 22 February the Court ordered it.", "The Court ordered it.", record=record) == ["agrees"]
    assert verdicts("On 23 February the Court ordered it.", "The Court ordered it.", record=record) == ["not found"]


@pytest.mark.parametrize(
    ("said", "source", "verdict"),
    [
        ("Fewer than 70,000 people were over eighty.", "There were 71,900 people over eighty.", "contradicted"),
        ("It needs under 330,000 tonnes.", "It needs 337,500 tonnes.", "contradicted"),
        ("Below 90 per cent of children ate lunch.", "In all 91 per cent of children ate lunch.", "contradicted"),
        ("The fire burned almost 5,000 hectares.", "The fire burned 4,870 hectares.", "agrees"),
        ("It must run at least 4 sailings.", "It shall run not fewer than four sailings.", "agrees"),
        ("Only 17 per cent were poor.", "Only one new tenancy in six was let to the poor.", "agrees"),
        ("About 5 per cent of houses are empty.", "Of the houses one in nineteen is empty.", "agrees"),
        ("It is 1 in 9 jobs.", "It is one job in nine.", "agrees"),
    ],
)
def test_bounds_have_a_direction_and_shares_may_have_words_within(said, source, verdict):
    assert verdicts(said, source)[0] == verdict


def test_the_other_figure_of_a_comparison_contradicts_nothing():
    source = "Russia had 35 percent of Armenia's trade and the EU 15 percent."
    entries = weighed("Of Armenia's trade Russia had 36 per cent and the EU 15 per cent.", source)
    assert [e.verdict for e in entries] == ["contradicted", "agrees"]
    assert entries[0].excerpt.passage == "35 percent"


def test_more_than_bears_on_a_number_far_above_it_only_where_it_speaks_of_the_same():
    assert verdicts("More than 100 boats sank.", "In all 115 boats went down.") == ["agrees"]
    assert verdicts("More than 100 boats sank.", "In all 115 lorries came.") == ["not found"]
    assert verdicts("More than 100 boats sank.", "In all 101 were lost.") == ["agrees"]


def test_the_figures_of_a_year_are_told_from_those_of_another():
    source = "Unemployment was 12.5% in 2022, down from 15.5% in 2021."
    entries = weighed("Unemployment was 12.6 per cent in 2022.", source)
    assert [(e.verdict, e.excerpt.passage) for e in entries] == [("contradicted", "12.5%"), ("agrees", "2022")]


def test_a_difference_is_sought_where_most_else_is_shared():
    source = "Wheat cost 12 to 15 per cent less.\n\nUnemployment was 12.5% in 2022, down from 15.5%."
    (entry,) = weighed("Unemployment fell by 3 percentage points.", source)
    assert (entry.verdict, entry.note) == ("agrees", "It is the difference in “12.5%” and “15.5%”.")


def test_another_number_of_other_things_contradicts_nothing():
    assert verdicts("Russia sent 1,960 soldiers to the river.", "Russia sent 90 lorries to the river.") == ["not found"]


def test_a_figure_of_another_document_is_told_with_it():
    (entry,) = weighed("The river took 26.4 per cent.", "The river is low.")
    assert (entry.verdict, entry.note) == ("not found", "")
    said = "The river took 26.4 per cent."
    cites = (Citing("marsh2020", len(said), 0),)
    sentences = [
        Sentence("s.md", "", "text", said, Span("s.md"), 1, cites),
        Sentence("s.md", "", "text", "In all, 99.", Span("s.md"), 2, (Citing("court2021", 11, 0),)),
    ]
    documents = {"marsh2020": document("Low."), "court2021": document("It was 26.4 %, or 99.", "court2021")}
    first, _ = figures.weigh(stated(sentences, "en"), documents, {}, "en")
    assert (first.verdict, first.note) == ("not found", "The document of `court2021`, which isn't cited here, has it.")


def test_a_rounded_figure_and_a_dropped_hedge_are_noted():
    (entry,) = weighed("The river took 26 per cent.", "The river took 26.4 per cent.")
    assert (entry.verdict, entry.note) == ("agrees", "The document has “26.4 per cent”.")
    (entry,) = weighed("The river took 100,000 people.", "The river took more than 100,000 people.")
    assert (entry.verdict, entry.note) == ("agrees", "The document has “more than 100,000”.")


def test_the_passage_that_shares_most_with_the_sentence_is_shown():
    source = "Boats: 26 per cent.\n\nThe harvest of the valley fell by 26 per cent.\n\nRent: 26 per cent."
    (entry,) = weighed("In the valley the harvest is down 26 per cent.", source)
    assert (entry.verdict, entry.place.paragraph, entry.note) == ("agrees", 2, "")


@pytest.mark.parametrize(("locator", "verdict"), [
    ("", "agrees"), ("2", "agrees"), ("1–3", "agrees"), ("1, 2", "agrees"),
    ("3", "wrong page"), ("12-14", "wrong page"),
])  # fmt: skip
def test_a_figure_stands_on_the_page_that_is_cited(locator, verdict):
    source = document("Nothing.\n\nIt took 26 per cent.\n\nMore.", pages=("1", "2", "3"))
    (entry,) = weighed("It took 26 per cent.", source, locator=locator)
    assert (entry.verdict, entry.place.page) == (verdict, "2")
    assert ("page 2" in entry.note) == (verdict == "wrong page")


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    with pikepdf.new() as made:
        for words in pages:
            page = made.add_blank_page()
            letters = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=letters))
            page.Contents = made.make_stream(b"BT /F 12 Tf 72 700 Td (" + words.encode() + b") Tj ET")
        written = io.BytesIO()
        made.save(written)
        return written.getvalue()


def test_a_figure_on_another_page_than_the_citation_says_is_told_with_the_page(brief):
    files = {"sources/documents/marsh2020.pdf": pdf("The river is low.", "It took 26 per cent of them.")}
    (found,) = brief("# A\n\nIt took 26% of them [@marsh2020, p. 1].\n", files=files).found()
    assert (found.code, found.severity) == ("EVID013", "warning")
    assert found.message == (
        "“26%” is not on the page that is cited. It stands on page 2 of `marsh2020`: “It took 26 per cent of them.”"
    )
    assert brief("# A\n\nIt took 26% of them [@marsh2020, p. 2].\n", files=files).found() == ()


def test_the_date_on_which_a_source_came_out_needs_no_passage():
    record = {"issued": {"date-parts": [[2020, 3]]}}
    assert verdicts("In March 2020 a report told of it.", "The river is low.", record=record) == ["agrees"]
    assert verdicts("On 3 March 2020 a report told of it.", "The river is low.", record=record) == ["not found"]
    assert verdicts("In 2020 a report told of it.", "The river is low.", record=record) == ["agrees"]
    assert verdicts("In 2021 a report told of it.", "The river is low.", record=record) == ["not found"]
    assert verdicts("On 12 June 2020 it fell.", "On 12 June it fell.", record=record) == ["agrees"]


def test_a_document_that_says_last_year_of_nobody_knows_when_can_not_be_asked_for_a_year():
    assert verdicts("It fell in 2022.", "It fell last year.") == ["unchecked"]
    assert verdicts("It fell on 12 June 2022.", "It fell last year.") == ["not found"]


def test_a_number_of_a_table_agrees_with_the_unit_of_its_column():
    assert verdicts("35", "Russia has 35 per cent.", role="cell") == ["agrees"]
    assert verdicts("It is 35.", "Russia has 35 per cent.") == ["not found"]


def test_a_figure_of_two_sources_of_which_one_is_not_here_stays_unchecked(brief):
    text = "# A\n\nThe river took 26 per cent [@marsh2020; @court2021].\n"
    files = {"sources/documents/marsh2020.txt": "The river is low."}
    report = brief(text, files=files).run(until="verify")
    (entry,) = report.manuscript.ledger
    assert entry.verdict == "unchecked"
    assert entry.note == "It is not in `marsh2020`; of `court2021` there is no document."
    assert report.diagnostics == ()


def test_a_figure_without_any_document_is_unchecked_and_told_nobody(brief):
    report = brief("# A\n\nThe river took 26 per cent [@marsh2020].\n").run(until="verify")
    assert [entry.verdict for entry in report.manuscript.ledger] == ["unchecked"]
    assert report.diagnostics == ()


RECORD = f"file: marsh2020.pdf\nsha256: {'0' * 64}\nadded: 2026-01-15\nrights: private\n"


def test_a_figure_whose_document_is_known_and_not_here_is_a_warning(brief):
    files = {"sources/documents/marsh2020.source.yaml": RECORD}
    (found,) = brief("# A\n\nThe river took 26 per cent [@marsh2020].\n", files=files).found()
    assert (found.code, found.severity, found.span.line) == ("EVID012", "warning", 3)


def test_a_table_rests_on_its_source_and_a_term_on_its_definition(brief):
    text = """# A

| Of | Share |
|---|---|
| Boats | 26% |

: Boats {source="@marsh2020"}

::: timeline
12 June 2024
:   The boats left [@marsh2020].
:::
"""
    files = {"sources/documents/marsh2020.txt": "Boats are 26 percent. They left on 12 June 2024."}
    ledger = brief(text, files=files).run(until="verify").manuscript.ledger
    assert [(e.claim.words, e.verdict) for e in ledger] == [("26%", "agrees"), ("12 June 2024", "agrees")]


def test_a_figure_within_a_quotation_is_compared_with_the_quotation(brief):
    files = {"sources/documents/marsh2020.txt": "They took 26 per cent of them."}
    text = "# A\n\nThey “took 26 per cent of them” [@marsh2020].\n\n> They took 26 per cent. [@marsh2020]\n"
    ledger = brief(text, files=files).run(until="verify").manuscript.ledger
    assert [e.claim.kind for e in ledger] == ["quotation", "quotation"]


@pytest.mark.parametrize(
    ("citation", "verdict"),
    [("@court2021; quoted in @marsh2020, p. 2", "agrees"), ("@court2021; quoted in @marsh2020, p. 3", "wrong page")],
)
def test_the_page_of_a_figure_is_that_of_the_work_that_it_is_quoted_in(brief, citation, verdict):
    text = "The river is low.\n\fThe river lost 26 percent of its water.\n\fIt rose again.\n"
    folder = brief(
        f"# A\n\nThe river lost 26 per cent [{citation}].\n", files={"sources/documents/marsh2020.txt": text}
    )
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert entry.verdict == verdict


def test_what_several_sources_are_cited_for_is_not_when_one_of_them_came_out(brief):
    files = {"sources/documents/marsh2020.txt": "The river is low.", "sources/documents/court2021.txt": "It is."}
    folder = brief("# A\n\nBy 2020 the river was low [@marsh2020; @court2021].\n", files=files)
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert entry.verdict == "not found"


def test_verify_lists_figures_with_their_verdicts(brief):
    files = {"sources/documents/marsh2020.txt": "The river took 26 percent of them."}
    done = brief("# A\n\nIt took 26% of 1,960 [@marsh2020].\n", files=files).command("verify")
    assert "agrees        report/01-section.md:3:9  26%" in done.stdout
    assert "not found     report/01-section.md:3:16  1,960" in done.stdout
    assert done.exit_code == 0


# what holds of all numbers

NUMBERS = st.one_of(st.integers(13, 999), st.integers(1000, 99_999_999)).filter(lambda n: not 1400 <= n <= 2099)


def writings(number: int) -> list[str]:
    """The ways to write a whole number."""
    plain = f"{number:,}"
    return [plain, *(plain.replace(",", sign) for sign in (".", " ", "\u00a0", "\u202f", "’")), str(number)]


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.data())
def test_any_number_in_any_two_writings_is_equal(number, data):
    said, source = f"{number:,}", data.draw(st.sampled_from(writings(number)))
    assert verdicts(f"In all {said} boats sank.", f"Of the boats, {source} sank.") == ["agrees"]


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.data())
def test_any_changed_digit_is_another_number(number, data):
    digits = list(str(number))
    at = data.draw(st.integers(0, len(digits) - 1))
    digits[at] = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    other = int("".join(digits))
    source = data.draw(st.sampled_from(writings(number)))
    assert verdicts(f"In all {other:,} boats sank.", f"Of the boats, {source} sank.") != ["agrees"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999), st.data())
def test_a_share_agrees_with_what_rounds_to_it_and_with_nothing_more_exact(tenths, data):
    share = f"{tenths // 100}.{tenths % 100:02}"
    nearest = (tenths + 50) // 100
    sign = data.draw(st.sampled_from(["%", " %", " percent", " per cent"]))
    assert verdicts(f"It took {nearest}% of them.", f"It took {share}{sign} of them.") == ["agrees"]
    if tenths % 100:
        assert verdicts(f"It took {share}% of them.", f"It took {nearest}{sign} of them.") != ["agrees"]


@settings(max_examples=60, deadline=None)
@given(st.dates(), st.data())
def test_any_day_in_any_two_writings_is_equal(day, data):
    if not 1400 <= day.year < 2100:
        day = day.replace(year=1900 + day.year % 100, day=min(day.day, 28))
    forms = [f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat(),
             f"{day.day}.{day.month}.{day.year}", f"{day.day} {day:%b} {day.year}"]  # fmt: skip
    said, source = data.draw(st.sampled_from(forms)), data.draw(st.sampled_from(forms))
    assert verdicts(f"The boats left on {said}.", f"On {source} they left.") == ["agrees"]
    later = day.replace(day=day.day % 28 + 1)
    assert verdicts(f"The boats left on {later.day} {later:%B} {later.year}.", f"On {source} they left.") != ["agrees"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,-–/ %$€mM tonehalfJune年"), max_size=60))
def test_any_text_is_read_and_its_figures_lie_in_it_in_order(text):
    found = quantities(text, Reading(("en",)))
    ends = [0, *(place for quantity in found for place in (quantity.begin, quantity.end)), len(text)]
    assert ends == sorted(ends)


@pytest.mark.parametrize("piece", ["1,000", "1", "one ", "12 June ", "5 to ", "$", "1 and ", "a third ", "1.", "May "])
def test_hostile_text_is_read_in_bounded_time(piece):
    text = piece * (200_000 // len(piece))
    with coming_to_an_end():
        quantities(text, Reading(("en",)))


@pytest.mark.parametrize("word", ["zig", "zehn", "tausendhundert"])
def test_a_long_word_that_is_no_number_is_read_in_bounded_time(word):
    with coming_to_an_end():
        assert not quantities(word * 16_000 + "_ a", Reading(("de",)))


TURN = (
    "Revenue fell by 12 per cent to 340 million euros, while costs rose by 15 per cent. "
    "The vote was 13 in favour, 2 against."
)


@pytest.mark.parametrize(
    ("said", "verdict", "note"),
    [
        ("Revenue rose by 12 per cent", "contradicted", "The source says “fell”."),
        ("Costs fell by 15 per cent", "contradicted", "The source says “rose”."),
        ("The vote was 13 against", "contradicted", "The source says “in favour”."),
        ("Revenue fell by 12 per cent", "agrees", ""),
        ("Costs rose by 15 per cent", "agrees", ""),
        ("Revenue in the harbour rose by 12 per cent", "agrees", "The source says “fell”."),
        ("Revenue did not rise by 12 per cent", "agrees", "The source says “fell”."),
        ("Revenue fell, having risen before, by more than 10 per cent", "agrees", "The document has “12 per cent”."),
    ],
)
def test_a_figure_that_goes_the_other_way_in_its_source_is_contradicted_or_noted(said, verdict, note):
    (entry,) = weighed(said, TURN)
    assert (entry.verdict, entry.note) == (verdict, note)


def test_a_figure_that_another_place_has_going_the_same_way_agrees():
    assert verdicts("Revenue rose by 12 per cent", f"{TURN}\n\nIn May revenue rose by 12 per cent.") == ["agrees"]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Rents rose by more than 12 per cent", "In the fall rents rose by 13 per cent."),
        ("Rents rose to 12 crowns", "Rents fell at first and then rose to 12 crowns."),
        ("More than 120 tenants came", "Fewer came than asked, and over 121 tenants stayed."),
        ("The share is 12 per cent above the mean", "The share is 12 per cent above the mean, below that of May."),
    ],
)
def test_a_word_the_other_way_that_is_not_the_figures_own_says_nothing(said, source):
    (entry,) = weighed(said, source)
    assert entry.verdict == "agrees"
    assert "The source says" not in entry.note
