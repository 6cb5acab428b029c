"""The brief's own record: written as CSL-JSON, BibTeX and RIS, read back by pandoc, and cited in the brief's style."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import unicodedata

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from briefpress.bibtex import bibtex
from briefpress.engines import pandoc
from briefpress.ownrecord import OwnRecord, csl_item
from briefpress.personalnames import Name, parted
from briefpress.ris import ris
from conftest import BriefFolder

BRIEF = """\
title: "The river & its 40% share"
subtitle: Water in Ruritania
authors:
  - {name: Ida Marsh, affiliation: Water Office, orcid: 0000-0002-1825-0097}
  - Ludwig van Berg Jr.
  - {name: Water Office}
  - 王小明
date: 2026-01-15
edition: "1.2"
lang: en-GB
name: river
description: What the river carries, and "who" drinks of it.
keywords: [water, North & South, rivers_and_lakes]
publisher: {name: Water Office, place: Strelsau}
identifier: {doi: 10.5555/river_2026, issn: 2049-3630, isbn: 978-0-306-40615-7, series: Water Briefs, number: 7}
licence: CC-BY-4.0
url: https://water.example/river_2026
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    """A brief whose brief.yaml gives all that a record can have."""
    folder = BriefFolder(tmp_path_factory.mktemp("record"))
    return folder.write({"report/brief.yaml": BRIEF, "report/01-a.md": "# A\n\nThe river is low.\n"}).built()


def read(path, form):
    """The one record of a file, as pandoc reads it."""
    (record,) = pandoc.read_bibliography(path.read_bytes(), form)
    return record


def people(record):
    """The names of a record, each as one text, however its parts are called."""
    order = ("literal", "dropping-particle", "non-dropping-particle", "family", "given", "suffix")
    return [" | ".join(name[part] for part in order if name.get(part)) for name in record.get("author", [])]


def words(text):
    """A text without pandoc's marks for what keeps its capitals; quotation marks, which it makes its own, all one."""
    plain = re.sub(r"</?span[^>]*>", "", text)
    return " ".join(re.sub('[’‘“”"]', "'", plain).split())


def test_the_record_stands_beside_the_artifacts_and_in_the_manifest(built):
    names = ["river.pdf", "river.epub", "river.html", "river.bib", "river.ris", "river.csl.json"]
    assert [p.name for p in built.report.outputs] == names
    assert all(p.is_file() for p in built.report.outputs)
    manifest = json.loads((built.paths["pdf"].parent / "manifest.json").read_bytes())
    assert [one["name"] for one in manifest["subject"]] == names


def test_the_record_in_csl_json_is_brief_yaml_s(built):
    (record,) = json.loads(built.paths["json"].read_bytes())
    assert read(built.paths["json"], "csljson")["title"] == record["title"]
    assert record == {
        "id": "river",
        "type": "report",
        "title": "The river & its 40% share: Water in Ruritania",
        "author": [
            {"family": "Marsh", "given": "Ida"},
            {"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van", "suffix": "Jr."},
            {"literal": "Water Office"},
            {"literal": "王小明"},
        ],
        "issued": {"date-parts": [[2026, 1, 15]]},
        "version": "1.2",
        "publisher": "Water Office",
        "publisher-place": "Strelsau",
        "collection-title": "Water Briefs",
        "collection-number": "7",
        "DOI": "10.5555/river_2026",
        "URL": "https://water.example/river_2026",
        "ISSN": "2049-3630",
        "ISBN": "978-0-306-40615-7",
        "language": "en-GB",
        "abstract": "What the river carries, and ‘who’ drinks of it.",
        "keyword": "water, North & South, rivers_and_lakes",
        "license": "CC-BY-4.0",
    }


def test_the_record_in_bibtex_is_read_back_as_brief_yaml_has_it(built):
    (own,) = json.loads(built.paths["json"].read_bytes())
    record = read(built.paths["bib"], "bibtex")

    assert people(record) == ["Marsh | Ida", "van | Berg | Ludwig | Jr.", "Water Office", "王小明"]
    assert record["number"] == own["collection-number"]
    same = ("id", "type", "issued", "version", "publisher", "publisher-place", "DOI", "ISSN", "ISBN")
    assert {key: record[key] for key in same} == {key: own[key] for key in same}
    for key in ("title", "collection-title", "abstract", "keyword"):
        assert words(record[key]) == words(own[key])
    # pandoc passes over these two.
    assert "  language = {en-GB},\n" in built.paths["bib"].read_text()
    assert "  copyright = {CC-BY-4.0}\n" in built.paths["bib"].read_text()


def test_the_record_in_ris_is_read_back_as_brief_yaml_has_it(built):
    (own,) = json.loads(built.paths["json"].read_bytes())
    record = read(built.paths["ris"], "ris")

    assert people(record)[0] == "Marsh | Ida"
    assert people(record)[2:] == ["Water Office", "王小明"]
    assert sorted(record["keyword"].split(", ")) == sorted(own["keyword"].split(", "))
    assert record["issued"] == {"date-parts": [[2026]]}, "pandoc passes over the tag DA, which has the day"
    assert record["URL"] == own["URL"]
    assert record["container-title"] == own["collection-title"]
    assert (record["issue"], record["edition"]) == (own["collection-number"], own["version"])
    same = ("id", "type", "title", "publisher", "publisher-place", "DOI", "language", "abstract")
    assert {key: record[key] for key in same} == {key: own[key] for key in same}


def test_the_record_has_the_public_address_of_the_brief_in_each_form(built):
    address = "https://water.example/river_2026"
    (item,) = json.loads(built.paths["json"].read_bytes())
    assert item["URL"] == read(built.paths["bib"], "bibtex")["URL"] == address
    assert f"UR  - {address}\r\n" in built.paths["ris"].read_bytes().decode()


def test_the_lines_of_ris_are_tags_that_end_as_ris_wants_them(built):
    lines = built.paths["ris"].read_bytes().decode().split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    for line in ("AU  - van Berg, Ludwig, Jr.", "DA  - 2026/01/15", "SN  - 2049-3630", "SN  - 978-0-306-40615-7"):
        assert line in lines


@pytest.mark.parametrize("form", ["pdf", "epub", "html"])
def test_every_format_ends_with_the_suggested_citation_in_the_brief_s_style(built, form):
    said = built.text(form).replace("- ", "-")
    assert (
        "Suggested citation Marsh, Ida, Ludwig van Berg Jr., Water Office, and 王小明. The River & Its 40% Share"
        in said
    )
    assert "Water Briefs 7. Water Office, 2026." in said


def test_the_web_page_links_the_files_of_the_record_which_are_there(built):
    links = built.html.xpath("//*[contains(@class, 'record-files')]//a")
    assert [link.text_content() for link in links] == ["BibTeX", "RIS", "CSL-JSON"]
    assert all((built.paths["html"].parent / link.get("href")).is_file() for link in links)
    assert all(link.get("download") == "" for link in links)
    assert "For reference managers" not in built.text("epub") + built.text("pdf")


@pytest.mark.parametrize(("style", "said"), [
    ("apa", "Marsh, I. (2026). The river. https://doi.org/10.5555/river"),
    ("ieee", "I. Marsh, ‘The river’, Jan. 2026. doi: 10.5555/river."),
    ("nature", "Marsh, I. The River. (2026) doi:10.5555/river."),
    ("oscola", "Marsh I, ‘The River’ (2026)"),
    ("modern-language-association", "Marsh, Ida. The River. 15 Jan. 2026, https://doi.org/10.5555/river."),
])  # fmt: skip
def test_the_suggested_citation_is_written_in_the_brief_s_style_and_has_no_number(brief, style, said):
    yaml = (
        "title: The river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nlang: en-GB\nidentifier: {doi: 10.5555/river}\n"
        f"citations: {{style: {style}}}\n"
    )
    page = brief("# A\n\nLow.\n", files={"report/brief.yaml": yaml}).built("html")
    (shown,) = page.html.find_class("suggested-citation")
    assert " ".join(shown.find("p").text_content().split()).startswith(said)


def test_a_style_without_a_list_of_references_gives_the_suggested_citation_as_a_note(brief):
    csl = """\
        <style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
        <info><title>N</title><id>n</id></info>
        <citation><layout><names variable="author"/><text variable="title" prefix=", "/></layout></citation></style>
        """
    yaml = "title: River\nauthors: [Ida Marsh]\ndate: 2026-01-15\ncitations: {style: ../styles/n.csl}\n"
    page = brief("# A\n\nLow.\n", files={"report/brief.yaml": yaml, "styles/n.csl": csl}).built("html")
    (shown,) = page.html.find_class("suggested-citation")
    assert shown.find("p").text_content().strip().rstrip(".") == "Ida Marsh, River"


def test_the_brief_s_own_record_changes_none_of_its_references(brief):
    """Among them it would make 2020a and 2020b of a work of the same author and year."""
    yaml = "title: River\nauthors: [Ida Marsh]\ndate: 2020-01-15\ncitations: {style: chicago-author-date}\n"
    page = brief("# A\n\nIt is low [@marsh2020].\n", files={"report/brief.yaml": yaml}).built("html")
    assert "(Marsh 2020)" in page.text("html")
    assert "2020a" not in page.text("html")
    assert len(page.html.find_class("csl-entry")) == 1


@pytest.mark.parametrize(
    ("settings", "said"), [("status: draft", "Draft"), ("status: embargo\nlang: de\nembargo: 2026-02-01", "Sperrfrist")]
)
def test_the_record_of_an_edition_that_is_not_final_says_so_in_every_form(brief, settings, said):
    built = brief("# A\n\nLow.\n", settings=f"{settings}\nlicence: CC-BY-4.0\n").built("html")
    assert read(built.paths["json"], "csljson")["status"] == said
    assert read(built.paths["bib"], "bibtex")["note"] == said
    assert f"N1  - {said}\r\nN1  - CC-BY-4.0\r\n" in built.paths["ris"].read_bytes().decode()
    (shown,) = built.html.find_class("suggested-citation")
    assert shown.find("p").text_content().rstrip().endswith(f" ({said})")
    assert shown.find("p").text_content().count(said) == 1


def test_the_record_of_a_final_edition_has_no_status(built):
    (record,) = json.loads(built.paths["json"].read_bytes())
    assert "status" not in record
    assert "note = " not in built.paths["bib"].read_text()


def test_a_suggested_citation_that_nobody_placed_is_no_part_of_the_last_section(built):
    trees = [built.html, *built.chapters.values()]
    found = [e for tree in trees for e in tree.xpath("//*[@id='suggested-citation']")]
    assert len(found) == 2
    assert not [e for e in found if e.xpath("ancestor::*[local-name()='section']")]


def test_the_author_may_place_the_suggested_citation_and_title_it(brief):
    text = "# A\n\nLow.\n\n::: {.suggested-citation title='Cite as'}\n:::\n\n# B\n\nHigh.\n"
    page = brief(text).built("html")
    (shown,) = page.html.find_class("suggested-citation")
    assert shown.text_content().split()[:2] == ["Cite", "as"]
    assert page.text("html").index("Cite as") < page.text("html").index("High.")
    assert "Suggested citation" not in page.text("html")


def test_what_the_author_wrote_of_how_to_cite_stays_as_it_is(brief):
    page = brief("# A\n\nLow.\n\n::: suggested-citation\nAsk the house.\n:::\n").built("html")
    (shown,) = page.html.find_class("suggested-citation")
    assert [p.text_content() for p in shown.findall("p")] == ["Ask the house."]


def test_a_house_that_wants_no_suggested_citation_gets_none(brief):
    page = brief("# A\n\nLow.\n", settings="look: {suggested_citation: false}\n").built("html", "epub")
    assert "Suggested citation" not in page.text("html") + page.text("epub")
    assert page.paths["bib"].is_file()


@pytest.mark.parametrize(("name", "parts"), [
    ("Ida Marsh", Name("Marsh", "Ida")),
    ("J. R. R. Okoro", Name("Okoro", "J. R. R.")),
    ("Vincent van der Berg", Name("Berg", "Vincent", non_dropping="van der")),
    ("Wilhelm von Aue", Name("Aue", "Wilhelm", dropping="von")),
    ("José María de la Fuente y Gómez", Name("Fuente y Gómez", "José María", dropping="de la")),
    ("Marsh, Ida", Name("Marsh", "Ida")),
    ("van der Berg, Vincent", Name("Berg", "Vincent", non_dropping="van der")),
    ("Martin Okoro Jr.", Name("Okoro", "Martin", suffix="Jr.")),
    ("Martin Okoro, PhD", Name("Okoro", "Martin", suffix="PhD")),
    ("Plato", Name(literal="Plato")),
    ("Harbour Institute", Name(literal="Harbour Institute")),
    ("Ministry of Trade, Industry and Water", Name(literal="Ministry of Trade, Industry and Water")),
    ("王小明", Name(literal="王小明")),
    ("Արամ Խաչատրյան", Name(literal="Արամ Խաչատրյան")),
    ("Иван Петров", Name(literal="Иван Петров")),
])  # fmt: skip
def test_a_name_is_parted_as_bibliographies_have_it(name, parts):
    assert parted(name) == parts


def test_a_name_is_parted_as_its_author_says_where_the_program_would_guess_wrong():
    assert parted("Nagy Béla", family="Nagy") == Name("Nagy", "Béla")
    assert parted("Gabriela García Márquez", family="García Márquez") == Name("García Márquez", "Gabriela")
    assert parted("Иван Петров", family="Петров") == Name("Петров", "Иван")
    assert parted("River Watch", institution=True) == Name(literal="River Watch")
    assert parted("Ida Bank", family="Bank") == Name("Bank", "Ida")


def test_the_publisher_as_author_is_a_body(brief):
    yaml = "title: River\nauthors: [River Watch]\npublisher: {name: River Watch}\ndate: 2026-01-15\n"
    built = brief("# A\n\nLow.\n", files={"report/brief.yaml": yaml}).built("html")
    (record,) = json.loads(built.paths["json"].read_bytes())
    assert record["author"] == [{"literal": "River Watch"}]


SIGNS = [*"abczßéőжЖ水ԱաABCZ0189 \\$&%#_~^-.,:;()[]/+=<>|!?*@", "{a}"]
LINE = st.lists(st.sampled_from(SIGNS), max_size=30).map(lambda signs: " ".join("".join(signs).split()))
NAMED = st.text("abczéőABCZ", min_size=2, max_size=8).map(str.capitalize)
NAMES = st.one_of(
    st.builds(Name, family=NAMED, given=NAMED),
    st.builds(Name, family=NAMED, given=NAMED, non_dropping=st.sampled_from(["van", "van der"])),
    st.builds(Name, literal=st.builds("{} {}".format, NAMED, NAMED)),
)
RECORDS = st.builds(
    OwnRecord,
    key=st.just("own"), title=LINE.filter(bool), authors=st.lists(NAMES, max_size=3).map(tuple),
    issued=st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), version=LINE, publisher=LINE,
    place=LINE, series=LINE.map(lambda t: t and f"Series {t}"), number=LINE,
    doi=st.sampled_from(["", "10.5555/a_b%c#d"]), issn=st.sampled_from(["", "2049-3630"]),
    isbn=st.sampled_from(["", "9780306406157"]),
    url=st.sampled_from(["", "https://water.example/a_b%c#d"]),
    lang=st.sampled_from(["en", "hy"]), abstract=LINE, keywords=st.just(("water", "rivers")),
    licence=st.just("CC-BY-4.0"),
)  # fmt: skip
FEW = settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
"""Each example starts pandoc, so that there are few, and none is made smaller."""


def squeezed(text):
    """A text without the spaces that a reader may make of others."""
    return unicodedata.normalize("NFC", words(text)).replace(" ", "")


def titled(title):
    """A record of which the title alone is known."""
    given = dict.fromkeys((field.name for field in dataclasses.fields(OwnRecord)), "")
    return OwnRecord(**given | {"key": "own", "title": title, "authors": (), "keywords": (), "issued": None})


@FEW
@given(record=RECORDS)
@example(record=titled("8_+)-_b"))  # its first word has no letter
@example(record=dataclasses.replace(titled("River"), version="&<8>"))  # an overlay, to pandoc
def test_whatever_a_brief_is_called_its_bibtex_is_read_back_with_the_same_words(record):
    (back,) = pandoc.read_bibliography(bibtex(record).encode(), "bibtex")
    own = csl_item(record)
    fields = ("title", "version", "publisher", "publisher-place", "abstract", "DOI", "URL", "ISSN", "ISBN")
    assert {f: squeezed(back.get(f, "")) for f in fields} == {f: squeezed(own.get(f, "")) for f in fields}
    assert squeezed(back.get("collection-title", "")) == squeezed(record.series)
    assert squeezed(back.get("number", "")) == squeezed(record.number)
    assert people(back) == people(own)
    assert back.get("issued") == own.get("issued")


@FEW
@given(record=RECORDS)
def test_whatever_a_brief_is_called_its_ris_is_read_back_with_the_same_words(record):
    (back,) = pandoc.read_bibliography(ris(record).encode(), "ris")
    own = csl_item(record)
    fields = ("title", "publisher", "publisher-place", "abstract", "DOI")
    assert {f: back.get(f, "") for f in fields} == {f: own.get(f, "") for f in fields}
    assert (back.get("container-title", ""), back.get("issue", ""), back.get("edition", "")) == (
        record.series, record.number, record.version,
    )  # fmt: skip
    assert people(back) == people(own)
    assert back.get("issued", {}).get("date-parts", [[None]])[0][0] == (record.issued and record.issued.year)


def test_braces_in_a_doi_do_not_end_its_field():
    record = dataclasses.replace(titled("The river"), doi="10.5555/a},title={x")
    (back,) = pandoc.read_bibliography(bibtex(record).encode(), "bibtex")
    assert (back["title"], back["DOI"]) == ("The river", "10.5555/a%7D,title=%7Bx")
