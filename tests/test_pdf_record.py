"""What the PDF says of itself: its record, its page labels, the files within, its links, its running heads."""

from __future__ import annotations

import io
import json

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from briefpress.engines import pdf_text
from conftest import BriefFolder, inputs_of
from pdf_contents import elements, paints
from readable import tree
from test_conformance import faults

BRIEF = """\
title: The river
subtitle: What remains
authors: [Ida Marsh, Ben Okoro]
date: 2026-01-15
edition: "2"
name: river
description: Of water.
keywords: [rivers, law]
publisher: {name: Harbour Institute}
identifier: {doi: 10.5555/river.1, issn: 1234-5679, series: Briefs, number: 7}
licence: CC-BY-4.0
look: {contents: true}
"""
TEXT = """\
# Water {#sec:water}

Said by one.[@marsh2020] See @fig:fall, @tbl:fall and [the whole address](https://example.org/a).

```{.chart #fig:fall}
data: ../sources/data/fall.csv
x: year
y: level
caption: The fall
alt: It fell.
```

```{.table #tbl:fall}
data: ../sources/data/fall.csv
caption: The fall in numbers
```

# Law

Nothing.
"""
DATA = "year,level\n2019,3\n2020,2\n"
REFERENCES = """\
references:
  - {id: marsh2020, type: book, title: The Price, author: [{family: Marsh}], issued: 2020, annote: No, note: Ask Jo}
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a brief with a cover, contents, a citation, and a chart and a table of one file."""
    folder = BriefFolder(tmp_path_factory.mktemp("record"))
    folder.write({
        "report/brief.yaml": BRIEF, "report/01-water.md": TEXT, "sources/data/fall.csv": DATA,
        "sources/references.yaml": REFERENCES,
    })  # fmt: skip
    return folder.run("pdf", until="render").artifacts[0].data


@pytest.fixture
def pdf(data: bytes) -> pikepdf.Pdf:
    """The same, opened."""
    return pikepdf.open(io.BytesIO(data))


def test_the_record_names_people_licence_identifiers_and_both_standards(pdf):
    tree = etree.fromstring(pdf.Root.Metadata.read_bytes())
    said = {etree.QName(e).localname: " | ".join(e.itertext()) for d in tree.iter("{*}Description") for e in d}
    assert said["title"] == "The river: What remains"
    assert said["creator"] == "Ida Marsh | Ben Okoro"
    assert said["WebStatement"] == said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (said["identifier"], said["doi"], said["issn"]) == ("doi:10.5555/river.1", "10.5555/river.1", "1234-5679")
    assert (said["edition"], said["publicationName"], said["number"]) == ("2", "Briefs", "7")
    assert said["CreateDate"] == "2026-01-15T00:00:00Z"
    # pdfaid:part and pdfuaid:part have one local name.
    parts = [(etree.QName(e).namespace, e.text) for e in tree.iter("{*}part")]
    assert parts == [("http://www.aiim.org/pdfa/ns/id/", "3"), ("http://www.aiim.org/pdfua/ns/id/", "1")]


def test_a_page_is_called_what_it_prints_and_the_cover_by_its_name(pdf, data):
    labels = [page.label for page in pdf.pages]
    assert labels[0] == "Cover"
    document = pypdfium2.PdfDocument(data)
    for label, page in list(zip(labels, document, strict=True))[1:]:
        width, _ = page.get_size()
        foot = page.get_textpage().get_text_bounded(width / 2, 0, width, 72)
        assert foot.split()[-1] == label


def test_pages_that_a_house_counts_in_letters_are_called_so(brief, tmp_path):
    folder = brief("# One\n\nText.\n").write({
        "styles/house.css": "@page { @bottom-right { content: counter(page, lower-roman) } }\n"
    })  # fmt: skip
    with pikepdf.open(io.BytesIO(folder.run("pdf", until="render").artifacts[0].data)) as pdf:
        assert [page.label for page in pdf.pages][1:] == ["ii"]


def test_bibliography_data_and_manifest_travel_within(pdf):
    files = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    assert sorted(files) == ["bibliography.json", "fall.csv", "manifest.json"]
    assert files["fall.csv"].decode() == DATA
    (work,) = json.loads(files["bibliography.json"])
    assert work["id"] == "marsh2020"
    assert set(work) == {"id", "type", "title", "author", "issued"}, "remarks are for who keeps the bibliography"
    made = json.loads(files["manifest.json"])
    assert set(inputs_of(made)) == {
        "report/01-water.md", "report/brief.yaml", "sources/data/fall.csv", "sources/references.yaml"
    }  # fmt: skip
    (printer,) = (one for one in made["buildDefinition"]["resolvedDependencies"] if one["name"] == "weasyprint")
    assert printer["annotations"]["version"]
    assert "briefpress_outputs" not in made


def test_data_belong_to_the_chart_and_the_table_that_are_made_of_them(pdf):
    owners = {one.kind: [str(spec.F) for spec in one.obj.AF] for one in elements(pdf) if "/AF" in one.obj}
    assert owners == {"Figure": ["fall.csv"], "Table": ["fall.csv"]}


def test_two_files_of_one_name_keep_both(brief):
    chart = "```{.chart #fig:%s}\ndata: ../sources/data/%s/fall.csv\nx: year\ny: level\ncaption: A\nalt: A.\n```\n\n"
    folder = brief(f"# Two\n\n@fig:a @fig:b\n\n{chart % ('a', 'a')}{chart % ('b', 'b')}")
    folder.write({"sources/data/a/fall.csv": DATA, "sources/data/b/fall.csv": DATA.replace("3", "4")})
    with pikepdf.open(io.BytesIO(folder.run("pdf", until="render").artifacts[0].data)) as pdf:
        names = [name for name in pdf.attachments if name.endswith(".csv")]
    assert names == ["sources-data-a-fall.csv", "sources-data-b-fall.csv"]


def test_a_link_says_its_words_and_one_without_words_what_it_shows(pdf):
    said = [str(a.Contents) for page in pdf.pages for a in page.get("/Annots", ())]
    assert said[:3] == ["Water", "Law", "References"]
    assert {"Figure 1", "Table 1", "the whole address"} <= set(said)
    assert not [words for words in said if words.startswith(("cite-", "fn"))]


def test_running_heads_and_page_numbers_are_artifacts_of_pagination(pdf):
    kinds = {
        str(properties.Subtype)
        for page in pdf.pages
        for paint in paints(page.obj)
        for tag, properties, _ in paint.marks
        if tag == "/Artifact" and properties is not None and "/Subtype" in properties
    }
    assert kinds == {"/Header", "/Footer"}


def test_a_pdf_read_by_its_tags_alone_gives_the_brief_in_order(data):
    said = tree(pdf_text.tags(data))
    order = ["H1 “The river”", "TOC\n", "H2 “Water”", "“Said by one.", "Note ID=note-1", "Caption “Figure 1. The fall”",
             "Figure Alt=It fell.", "Caption “Table 1. The fall in numbers”", "TD Headers", "H2 “Law”", "P “Nothing.”",
             "H2 “References”", "BibEntry"]  # fmt: skip
    places = [said.replace("TD “2019", "TD Headers").find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_headings_deeper_than_the_standard_knows_keep_their_level(brief):
    text = "\n\n".join(f"{'#' * n} Level {n}" for n in range(1, 7)) + "\n\nText.\n"
    with pikepdf.open(io.BytesIO(brief(text).run("pdf", until="render").artifacts[0].data)) as pdf:
        assert str(pdf.Root.StructTreeRoot.RoleMap["/H7"]) == "/H6"
        kinds = [str(one.obj.S) for one in elements(pdf) if str(one.obj.S)[:2] == "/H"]
    assert kinds == ["/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/H7"]


def test_content_that_shines_through_is_tagged_in_its_own_form(brief):
    folder = brief("# One\n\nText.\n").write({"styles/house.css": "main { opacity: 0.8 }\n"})
    data = folder.run("pdf", until="render").artifacts[0].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kids = [kid for one in elements(pdf) for kid in one.kids if not isinstance(kid, int)]
        assert len({kid.Stm.objgen for kid in kids if "/Stm" in kid}) == 1
    assert faults(data) == []


def test_an_abbreviation_that_an_author_writes_out_is_heard_in_full(brief):
    text = '# One\n\nThe <abbr title="International Criminal Court">ICC</abbr> met.\n'
    with pikepdf.open(io.BytesIO(brief(text).run("pdf", until="render").artifacts[0].data)) as pdf:
        assert [str(one.obj.E) for one in elements(pdf) if "/E" in one.obj] == ["International Criminal Court"]


def test_the_cells_of_a_table_with_spans_know_their_headers(brief):
    cells = '<tr><th rowspan="2">Region<th colspan="2">Votes<tr><th>For<th>Against'
    text = f"# One\n\n<table><thead>{cells}</thead><tr><th>North<td>1<td>2<tr><th>South<td colspan=2>3</table>\n"
    data = brief(text).run("pdf", until="render").artifacts[0].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = elements(pdf)
        names = {str(one.obj.ID): i for i, one in enumerate([e for e in found if e.kind == "TH"])}
        heads = [[names[str(h)] for h in one.attributes["Headers"]] for one in found if one.kind == "TD"]
    # Region, Votes, For, Against, North, South
    assert heads == [[4, 1, 2], [4, 1, 3], [5, 1, 2, 3]]
