"""Sources cited in every way that pandoc knows, in styles of every kind, with a list that leads back to each place."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest

from briefpress.engines import csl
from conftest import REFERENCES, BriefFolder, Built

XHTML = "{http://www.w3.org/1999/xhtml}"
BRIEF = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
FORMS = ("pdf", "epub", "html")

FIVE_FILES = {
    "sources/references.json": '[{"id": "injson", "type": "book", "title": "Told in JSON"}]',
    "sources/references.yaml": "references:\n- {id: inyaml, type: book, title: Told in YAML, issued: 2002}\n",
    "sources/references.bib": "@report{inbiblatex, title = {Told in {BibLaTeX}}, date = {2003-05}}\n",
    "sources/old.bibtex": "@techreport{inbibtex, title = {Told in {BibTeX}}, year = 2004, institution = {Lab}}\n",
    "sources/references.ris": "TY  - BOOK\nID  - inris\nTI  - Told in RIS\nPY  - 2005\nER  - \n",
}


def test_csl_json_csl_yaml_biblatex_bibtex_and_ris_are_read_together(brief):
    listed = "[" + ", ".join(f"../{path}" for path in FIVE_FILES) + "]"
    text = "# A\n\nAll [@injson; @inyaml; @inbiblatex; @inbibtex; @inris].\n"
    words = (
        brief(text, references=None, files=FIVE_FILES, settings=f"citations: {{references: {listed}}}\n")
        .built("html")
        .text("html")
    )
    for title in ("Told in JSON", "Told in YAML", "Told in BibLaTeX", "Told in BibTeX", "Told in RIS"):
        assert words.count(title) == 2, "once in its note, once in the list"


SENTENCE = "# A\n\nSaid [@marsh2020, p. 12] and [@daily2022].\n"


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("chicago-notes-bibliography", "Said1 and.2"),
        ("oscola", "Said1 and.2"),
        ("chicago-author-date", "Said (Marsh 2020, 12) and (Okoro 2022)."),
        ("apa", "Said (Marsh, 2020, p. 12) and (Okoro, 2022)."),
        ("ieee", "Said [1, p. 12] and [2]."),
        ("computer", "Said [1, p. 12] and [2]."),
        ("nature", "Said1 and2."),
    ],
)
def test_a_style_is_found_by_its_name_be_it_of_notes_of_dates_or_of_numbers_or_a_dependent_one(brief, style, said):
    words = brief(SENTENCE, settings=f"citations: {{style: {style}}}\n").built("html").text("html")
    assert said in words
    assert "Neutrality" in words.partition("References The")[2] or "Neutrality" in words.rpartition("References")[2]


def test_a_style_is_found_by_its_file(brief):
    own = csl.find("chicago-author-date").read_text().replace('delimiter="; "', 'delimiter=" // "')
    settings = "citations: {style: ../styles/house.csl}\n"
    text = "# A\n\nSaid [@marsh2020; @daily2022].\n"
    words = brief(text, settings=settings, files={"styles/house.csl": own}).built("html").text("html")
    assert "Said (Marsh 2020 // Okoro 2022)." in words


def test_locators_prefixes_suffixes_and_citations_in_the_text_print_as_written(brief):
    text = """\
        # A

        One [see @marsh2020, chap. 3, and elsewhere]. Two [-@marsh2020]. @marsh2020 says three. @marsh2020 [pp. 4-5]
        says four. Five [cf. @daily2022; also @marsh2020, sec. 2]. Six @{marsh2020}s.
        """
    words = brief(text, settings="citations: {style: chicago-author-date}\n").built("html").text("html")
    assert "One (see Marsh 2020, chap. 3, and elsewhere)." in words
    assert "Two (2020)." in words
    assert "Marsh (2020) says three." in words
    assert "Marsh (2020, 4–5) says four." in words
    assert "Five (cf. Okoro 2022; also Marsh 2020, sec. 2)." in words


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "oscola"])
def test_a_source_without_an_author_is_named_in_the_text_by_its_title(brief, style):
    record = "- {id: page1, type: webpage, title: A page, issued: 2020}\n"
    text = "# A\n\nAs @court2021 [p. 5] and @page1 say, and @marsh2020 too.\n"
    folder = brief(text, references=REFERENCES + "  " + record, settings=f"citations: {{style: {style}}}\n")
    words = folder.built("html").text("html")
    assert "As North v. South1 and “A page”2 say, and Ida Marsh3 too." in words


def test_nocite_lists_what_no_sentence_cites_and_a_star_lists_all(brief):
    some = (
        brief("# A\n\nSaid [@marsh2020].\n", settings="citations: {nocite: [court2021]}\n").built("html").text("html")
    )
    assert "North v. South" in some
    assert "River Survey" not in some
    every = brief("# A\n\nSaid nothing.\n", settings='citations: {nocite: ["*"]}\n').built("html").text("html")
    for title in ("North v. South", "River Survey", "Bridge Opens Late", "Price of Neutrality"):
        assert title in every


def test_a_brief_that_cites_nothing_has_no_list_of_references(brief):
    assert "References" not in brief("# A\n\nNothing cited.\n").built("html").text("html")


def test_references_stand_where_the_author_puts_them(brief):
    first = "# A\n\nSaid [@marsh2020].\n\n# Sources\n\nBefore.\n\n::: {#refs}\n:::\n\nAfter.\n"
    built = brief(first, "# B\n\nSaid [@daily2022].\n").built()
    for form in FORMS:
        words = built.text(form)
        where = [words.index(w) for w in ("Before.", "Marsh, Ida", "Okoro, Ben", "After.")]
        assert where == sorted(where), form
        assert "References" not in words


def test_a_heading_called_refs_or_references_takes_nothing_from_the_list(brief):
    built = brief("# References\n\nSaid [@marsh2020].\n\n## Refs\n\nMore.\n", "# Sources\n\n::: {#refs}\n:::\n").built(
        "html"
    )
    assert len(built.html.xpath("//*[@id='refs']//*[@role='listitem']")) == 1
    assert built.html.xpath("//section[h2='References']/@id") == ["section-references"]


def test_two_places_for_the_references_are_a_finding(brief):
    text = "# A\n\nSaid [@marsh2020].\n\n::: {#refs}\n:::\n\n::: {#refs}\n:::\n"
    (found,) = brief(text).found()
    assert (found.code, str(found.span)) == ("REF002", "report/01-section.md:8:7")


ALL_KINDS = "# A\n\nSaid [@marsh2020; @court2021; @daily2022; @survey2023].\n"


def _groups(tree: Any) -> list[tuple[str, list[str]]]:
    sections = tree.xpath("//*[@id='refs']//section")
    return [
        (s[0].text_content(), [i.get("id") for i in s.xpath(".//*[@role='listitem']")]) for s in sections
    ]  # fmt: skip


def test_references_are_grouped_by_kind(brief):
    tree = brief(ALL_KINDS, settings="citations: {groups: true}\n").built("html").html
    assert _groups(tree) == [
        ("Law and documents", ["ref-court2021"]),
        ("Data", ["ref-survey2023"]),
        ("Literature", ["ref-marsh2020"]),
        ("Press", ["ref-daily2022"]),
    ]


def test_references_are_grouped_as_the_house_names_its_groups_by_key_by_type_and_the_rest(brief):
    settings = """\
        citations:
          groups:
            - {title: Read first, keys: [daily2022]}
            - {title: Judgments, types: [legal_case, article-newspaper]}
        """
    tree = brief(ALL_KINDS, settings=settings).built("html").html
    assert _groups(tree) == [("Read first", ["ref-daily2022"]), ("Judgments", ["ref-court2021"])]
    assert tree.xpath("//*[@id='refs']/*[@role='list']/*[@role='listitem']/@id") == ["ref-marsh2020", "ref-survey2023"]


def test_groups_stand_one_level_below_the_heading_of_their_list(brief):
    text = ALL_KINDS + "\n## Sources\n\n::: {#refs}\n:::\n"
    tree = brief(text, settings="citations: {groups: true}\n").built("html").html
    assert {h.text for h in tree.xpath("//h4")} == {"Law and documents", "Data", "Literature", "Press"}


@pytest.mark.parametrize("groups", ["true", "false"])
@pytest.mark.parametrize("placed", [True, False])
def test_references_are_a_list_of_items_to_a_reader_who_hears_them(brief, groups, placed):
    text = ALL_KINDS + ("\n# Sources\n\n::: {#refs}\n:::\n" if placed else "")
    tree = brief(text, settings=f"citations: {{groups: {groups}}}\n").built("html").html
    items = tree.xpath("//*[@role='listitem']")
    assert len(items) == 4
    assert {i.getparent().get("role") for i in items} == {"list"}
    for listed in tree.xpath("//*[@role='list']"):
        assert {child.get("role") for child in listed} == {"listitem"}


def test_annotations_print_below_their_records_with_their_mark_up(brief):
    record = "references:\n- {id: a1, type: book, title: Noted, issued: 2001, annote: 'A *long* & plain H~2~O.'}\n"
    settings = "citations: {annotations: true}\n"
    built = brief("# A\n\nSaid [@a1].\n", references=record, settings=settings).built()
    for form in FORMS:
        assert "A long & plain H2O." in built.text(form), form
    assert built.html.xpath("//*[@class='annotation']//em/text()") == ["long"]


WAYS = {
    "report/01-one.md": """\
        # One [@marsh2020, p. 1]

        First [@marsh2020, p. 2; @marsh2020, p. 3]. A note.^[In it @daily2022.]

        | Head | Cell |
        |------|------|
        | a    | Second [@marsh2020, p. 4] |

        : A caption [@court2021] {#tbl:one source="@survey2023."}

        ![A caption @court2021](p.svg){#fig:one alt="Dots" source="After @daily2022." credit="1. @survey2023"}

        @tbl:one and @fig:one.
        """,
    "report/02-two.md": """\
        # Two

        ::: {.callout title="On @marsh2020"}
        Third [@marsh2020, p. 5].
        :::

        > Quoted. [@daily2022]

        ```{.table}
        data: d.csv
        caption: A table from data [@court2021]
        source: "@survey2023."
        ```
        """,
    "report/p.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>",
    "report/d.csv": "k,v\nx,1\n",
    "sources/references.yaml": REFERENCES,
}
CITED = {"marsh2020": 5, "daily2022": 3, "court2021": 3, "survey2023": 3}
"""How many places cite each source: two citations in one bracket are one place."""


def _ways(tmp_path_factory: pytest.TempPathFactory, style: str) -> Built:
    folder = BriefFolder(tmp_path_factory.mktemp("ways"))
    return folder.write({"report/brief.yaml": f"{BRIEF}citations: {{style: {style}}}\n", **WAYS}).built()


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief that cites everywhere, by author and date."""
    return _ways(tmp_path_factory, "chicago-author-date")


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, in notes."""
    return _ways(tmp_path_factory, "chicago-notes-bibliography")


def _ways_back(entry: Any) -> list[str]:
    return [a.get("href") for a in entry.iter("a", f"{XHTML}a") if a.get("class") == "backlink"]


@pytest.mark.parametrize("key", CITED)
def test_each_reference_leads_back_to_every_place_that_cites_it_in_the_web_page(dated, key):
    tree = dated.html
    (entry,) = tree.xpath(f"//*[@id='ref-{key}']")
    targets = [tree.get_element_by_id(href[1:]) for href in _ways_back(entry)]
    assert len(targets) == CITED[key]
    for target in targets:
        assert f"#ref-{key}" in [a.get("href") for a in target.iter("a")], "the place that cites surrounds its citation"


@pytest.mark.parametrize("key", CITED)
def test_each_reference_leads_back_to_every_place_that_cites_it_in_the_e_book(dated, key):
    chapters = {name.rpartition("/")[2]: tree for name, tree in dated.chapters.items()}
    home, entry = next((n, e) for n, t in chapters.items() for e in t.iter() if e.get("id") == f"ref-{key}")
    hrefs = _ways_back(entry)
    assert len(hrefs) == CITED[key]
    for href in hrefs:
        file, _, anchor = href.partition("#")
        (target,) = (e for e in chapters[file or home].iter() if e.get("id") == anchor)
        assert f"{home if file else ''}#ref-{key}" in [a.get("href") for a in target.iter(f"{XHTML}a")]


def test_in_a_note_style_the_ways_back_are_the_numbers_of_the_notes(noted):
    tree = noted.html
    notes = {li.get("id"): li.text_content() for li in tree.xpath("//*[@role='doc-endnotes']//li")}
    for key, name in (
        ("marsh2020", "Neutrality"),
        ("daily2022", "Bridge"),
        ("court2021", "North"),
        ("survey2023", "River"),
    ):
        entry = tree.get_element_by_id(f"ref-{key}")
        for link in entry.xpath(".//a[@class='backlink']"):
            assert name.casefold() in notes[f"fn{link.text}"].casefold(), (key, link.text)


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_is_one_in_a_heading_a_caption_a_cell_a_note_a_title_and_a_source_line(noted, form):
    assert "@" not in noted.text(form)
    assert "1. Water Office" in noted.text(form).replace("\u00a0", " "), (
        "a source line that begins like a list is a line"
    )


def _pages_of_destinations(built: Built) -> dict[str, int]:
    with pikepdf.open(built.paths["pdf"]) as pdf:
        numbers = {page.objgen: i for i, page in enumerate(pdf.pages, 1)}
        return {str(name): numbers[d[0].objgen] for name, d in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


def test_on_paper_the_ways_back_are_the_right_numbers_of_pages(tmp_path_factory):
    filling = "\n\n".join(f"Filling number {i}, of no importance." * 12 for i in range(9))
    one = f"# One\n\nFirst [@marsh2020].\n\n{filling}\n\nSecond [@marsh2020].\n\n{filling}\n\nThird [@marsh2020].\n"
    settings = f"{BRIEF}citations: {{style: chicago-author-date}}\n"
    folder = BriefFolder(tmp_path_factory.mktemp("pages"))
    built = folder.write(
        {"report/brief.yaml": settings, "report/01-a.md": one, "sources/references.yaml": REFERENCES}
    ).built("pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(built.paths["pdf"])]
    right = [
        next(i for i, p in enumerate(pages, 1) if f"{word} (Marsh 2020)" in p) for word in ("First", "Second", "Third")
    ]
    assert len(set(right)) == 3
    said = re.search(r"Cited on pages ([\d, ]+)", built.text("pdf"))
    assert said is not None
    assert [int(n) for n in said[1].split(",")] == right
    places = _pages_of_destinations(built)
    assert [places[f"cite-{i}"] for i in (1, 2, 3)] == right


def test_a_style_that_says_ibid_says_it_no_more(brief):
    text = "# A\n\nOne [@marsh2020, p. 3]. Two [@marsh2020, p. 4]. Three [@marsh2020].\n"
    built = brief(text, settings="citations: {style: oscola}\n").built("html", "epub")
    for form in ("html", "epub"):
        assert "bid" not in built.text(form)
        assert "Marsh (n 1) 4" in built.text(form)


def test_a_short_form_that_names_a_note_names_it_by_the_number_that_the_reader_sees(brief):
    first = "# A\n\nAn aside.^[Nothing cited.] One [@marsh2020].\n"
    second = "# B\n\nAnother.^[Nothing cited.] Two [@marsh2020, 9].\n"
    built = brief(first, second, settings="citations: {style: oscola}\n").built("html")
    notes = [li.text_content() for li in built.html.xpath("//*[@role='doc-endnotes']//li")]
    assert "Price of Neutrality" in notes[1]
    assert "Marsh (n 2) 9" in notes[3]


ODD = """\
references:
- {id: "smith:2020/x+y", type: book, title: Odd key, author: [{family: Smith}], issued: 2020}
- {id: "müller2021", type: book, title: Fremd, author: [{family: Müller}], issued: 2021}
"""


def test_keys_with_colons_slashes_and_letters_of_every_script_make_ids_that_every_format_allows(brief):
    text = "# A\n\nOne [@{smith:2020/x+y}]. Two [@müller2021].\n"
    built = brief(text, references=ODD, settings="citations: {style: chicago-author-date}\n").built()
    tree = built.html
    for link in tree.xpath("//a[@role='doc-biblioref']"):
        assert tree.get_element_by_id(unquote(link.get("href")[1:])).get("role") == "listitem"
    name = re.compile(r"[^\W\d][\w.-]*")
    for chapter in built.chapters.values():
        assert all(name.fullmatch(e.get("id")) for e in chapter.iter() if e.get("id"))


def test_what_is_cited_in_one_medium_alone_leads_back_in_that_medium_alone(brief):
    text = """\
        # A

        ::: {.only media="paper"}
        On paper [@marsh2020].
        :::

        Everywhere [@marsh2020]. [On screen [@daily2022].]{.only media="screen"}
        """
    built = brief(text, settings="citations: {style: chicago-author-date}\n").built()
    assert len(_ways_back(built.html.get_element_by_id("ref-marsh2020"))) == 1
    assert len(_ways_back(built.html.get_element_by_id("ref-daily2022"))) == 1
    chapters = built.chapters.values()
    (entry,) = (e for c in chapters for e in c.iter() if e.get("id") == "ref-daily2022")
    assert _ways_back(entry) == []
    assert re.search(r"Cited on pages \d+, \d+", built.text("pdf"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# A\n\nSaid [@marsh2020].\n\nSaid [@nosuch].\n", "5:7"),
        ("# A\n\nSaid.[^1]\n\n[^1]: Noted @nosuch.\n", "5:13"),
        ('# A\n\n::: {.callout title="@nosuch"}\nSaid.\n:::\n', "3:22"),
        ("# A\n\n```{.table}\ndata: d.csv\nsource: '@nosuch.'\n```\n", "5:"),
    ],
)
def test_a_citation_of_nothing_is_found_with_its_line(brief, text, place):
    (found,) = brief(text, files={"report/d.csv": "a,b\n1,2\n"}).found()
    assert found.code == "CITE001"
    assert str(found.span).startswith(f"report/01-section.md:{place}")


def test_sources_and_labels_in_one_bracket_are_one_finding(brief):
    text = "# A {#sec:a}\n\nSaid [@marsh2020; @sec:a].\n\nSee @sec:a.\n"
    (found,) = brief(text).found()
    assert (found.code, found.span.line) == ("CITE005", 3)


def test_quotation_marks_in_a_reference_are_those_of_the_language(brief):
    words = brief("# A\n\nDit [@daily2022].\n", settings="lang: fr\n").built("html").text("html")
    assert "«\u202fBridge opens late\u202f»" in words or "« Bridge opens late »" in words.replace("\u00a0", " ")


def test_a_paragraph_may_begin_with_a_citation_and_a_full_stop(brief):
    built = brief("# One\n\n@marsh2020. Then more.\n").built("html")
    assert "Marsh" in built.text("html")
    assert "Then more." in built.text("html")
