"""The Word document: what of the brief it keeps and how, where each paragraph was written, what is held against it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from briefpress import readback
from briefpress.engines import pack, reviewed
from briefpress.engines.documents import docx
from briefpress.model import Artifact
from briefpress.stages.check import inspect, unsaid
from briefpress.word import soundness
from briefpress.word.xml import NAMES, W, words_of
from conftest import PIXEL, REFERENCES, BriefFolder

FIRST = """\
# The river {#sec:river}

The water fell by a *third*, as @fig:levels and @tbl:fords show.[^1] So did trade [@marsh2020, p. 4].

::: {.summary title="In short"}
What is new?
:   The water is low.
:::

1.  One
2.  Two
    - Within two

    Two goes on.

![The levels](pixel.png){#fig:levels alt="A curve that falls." source="The survey of @survey2023." width=50%}

![](pixel.png){.decorative}

A formula, $a^2 + b$, stands in a line.

[^1]: So says the survey.

    And its second paragraph.
"""
SECOND = """\
# The trade {#trade}

::: {.box #box:one title="A box"}
In a box.

- A point of it
:::

::: sidenote
Beside the text.
:::

<table id="tbl:fords">
<caption>The fords</caption>
<thead><tr><th rowspan="2">Ford</th><th colspan="2">Level</th></tr><tr><th>May</th><th>June</th></tr></thead>
<tbody><tr><th>North</th><td>1</td><td>2</td></tr><tr><th>South</th><td colspan="2">dry</td></tr></tbody>
</table>

> A quotation set apart.

---

Term
:   What it means.

| A line
| and another

The last paragraph goes back to [the river](#sec:river), and to @box:one.

[On paper.]{.only media="paper"}[On a screen.]{.only media="screen"}
"""
SETTINGS = """\
lang: en-GB
edition: "1.2"
subtitle: Its levels
description: What became of the water.
keywords: [river, trade]
publisher: {name: Harbour Institute}
look: {contents: true, number_sections: true}
formats: [docx]
"""


def _folder(root: Path, *, settings: str = SETTINGS, sections: tuple[str, ...] = (FIRST, SECOND)) -> BriefFolder:
    title = "title: A test of the river\nauthors: [Ida Marsh, Ben Okoro]\ndate: 2026-01-15\n"
    folder = BriefFolder(root)
    folder.write({"report/brief.yaml": title + settings, "report/pixel.png": PIXEL})
    folder.write({"sources/references.yaml": REFERENCES})
    return folder.write({f"report/{n:02}-section.md": text for n, text in enumerate(sections, 1)})


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The brief above, built once: its run, and the parts of its document."""
    report = _folder(tmp_path_factory.mktemp("word")).run()
    assert [d.message for d in report.diagnostics if d.severity == "error"] == []
    return report, pack.unpack(report.artifacts[0].data)


def _tree(parts: dict[str, bytes], name: str = "document") -> Any:
    return etree.fromstring(parts[f"word/{name}.xml"])


def _find(tree: Any, path: str) -> list[Any]:
    return list(tree.xpath(path, namespaces=NAMES))


def _styled(tree: Any, style: str) -> list[str]:
    found = _find(tree, f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")
    return [" ".join(words_of(paragraph).split()) for paragraph in found]


def _document(folder: BriefFolder) -> dict[str, bytes]:
    report = folder.run("docx", until="render")
    assert report.artifacts, report.diagnostics
    return pack.unpack(report.artifacts[0].data)


# what is kept


def test_a_build_of_docx_alone_writes_it_beside_the_record_and_names_it_in_the_manifest(built):
    report, _ = built
    assert report.outputs[0].name == "a-test-of-the-river.docx"
    manifest = (report.outputs[0].parent / "manifest.json").read_text(encoding="utf-8")
    assert "a-test-of-the-river.docx" in manifest


def test_notes_are_notes_of_word_numbered_in_the_order_of_their_calls(built):
    _, parts = built
    calls = _find(_tree(parts), "//w:footnoteReference/@w:id")
    notes = _find(_tree(parts, "footnotes"), "//w:footnote[not(@w:type)]")
    assert calls == [note.get(f"{W}id") for note in notes] == ["1", "2", "3"]
    assert "So says the survey." in words_of(notes[0])
    assert len(notes[0].findall(f"{W}p")) == 2
    assert "The Price of Neutrality" in words_of(notes[1])


def test_a_cross_reference_leads_to_the_bookmark_of_what_it_names(built):
    _, parts = built
    tree = _tree(parts)
    names = set(_find(tree, "//w:bookmarkStart/@w:name"))
    links = {
        " ".join(words_of(link).split()): link.get(f"{W}anchor") for link in _find(tree, "//w:hyperlink[@w:anchor]")
    }
    for said in ("Figure 1", "Table 1", "Box 1", "the river"):
        assert links[said] in names, said
    assert all(re.fullmatch(r"_?[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)


def test_an_id_that_is_called_like_a_part_of_the_programs_own_is_led_to(tmp_path):
    text = "# One {#bp77.summary}\n\nBack to [one](#bp77.summary) and [two](#bp1.figure).\n\n"
    text += "::: {#bp1.figure .csl-entry}\nTwo.\n:::\n"
    report = _folder(tmp_path, sections=(text,)).run()
    assert [d.message for d in report.diagnostics if d.severity == "error"] == []
    tree = _tree(pack.unpack(report.artifacts[0].data))
    assert set(_find(tree, "//w:hyperlink/@w:anchor")) <= set(_find(tree, "//w:bookmarkStart/@w:name"))
    assert {"Back to one and two.", "Two."} <= {words_of(p).strip() for p in _find(tree, "//w:p")}


def test_captions_stand_above_with_the_numbers_that_the_brief_has(built):
    _, parts = built
    tree = _tree(parts)
    assert _styled(tree, "Caption") == ["Figure 1. The levels", "Table 1. The fords"]
    above = _find(tree, "//w:tbl/preceding-sibling::w:p[1]")[-1]
    assert words_of(above).endswith("The fords")
    assert _styled(tree, "Source") == ["The survey of Water Office."]


def test_a_table_keeps_its_heads_its_spans_and_what_it_is_called(built):
    _, parts = built
    [table] = _find(_tree(parts), "//w:tbl")
    rows = table.findall(f"{W}tr")
    assert [bool(_find(row, "w:trPr/w:tblHeader")) for row in rows] == [True, True, False, False]
    assert _find(table, "w:tblPr/w:tblCaption/@w:val") == ["Table 1. The fords"]
    assert _find(rows[0], "w:tc/w:tcPr/w:gridSpan/@w:val") == ["2"]
    assert len(_find(table, "w:tr/w:tc/w:tcPr/w:vMerge")) == 2
    assert _find(rows[3], "w:tc/w:tcPr/w:gridSpan/@w:val") == ["2"]
    assert _find(table, "w:tblPr/w:tblLook/@w:firstColumn") == ["1"]


def test_a_picture_has_its_alternative_text_or_is_marked_as_decorative(built):
    _, parts = built
    told, silent = _find(_tree(parts), "//wp:inline/wp:docPr")
    assert told.get("descr") == "A curve that falls."
    assert _find(told, ".//adec:decorative") == []
    assert silent.get("descr") is None
    assert _find(silent, ".//adec:decorative/@val") == ["1"]


def test_a_picture_is_as_wide_as_its_author_wants_it(built):
    _, parts = built
    extent = _find(_tree(parts), "//wp:inline/wp:extent")[0]
    assert abs(int(extent.get("cx")) - 85 * 36_000) < 20_000


def test_a_formula_is_a_formula_of_word(built):
    _, parts = built
    [formula] = _find(_tree(parts), "//m:oMath")
    assert "".join(formula.itertext()) == "a2+b"


def test_components_are_styles_of_their_own(built):
    _, parts = built
    tree = _tree(parts)
    assert _styled(tree, "SummaryTitle") == ["In short"]
    assert _styled(tree, "SummaryName") == ["What is new?"]
    assert _styled(tree, "SummaryText") == ["The water is low."]
    assert _styled(tree, "BoxTitle") == ["Box 1. A box"]
    assert _styled(tree, "BoxText") == ["In a box.", "A point of it"]
    assert _styled(tree, "SideNote") == ["Beside the text."]
    assert _styled(tree, "BlockText") == ["A quotation set apart."]
    assert _styled(tree, "DefinitionTerm") == ["Term"]
    assert _styled(tree, "LineBlock") == ["A line and another"]


def test_lists_are_lists_of_word_by_their_levels(built):
    _, parts = built
    listed = _find(_tree(parts), "//w:p[w:pPr/w:numPr]")
    levels = {words_of(p).strip(): _find(p, "w:pPr/w:numPr/w:ilvl/@w:val")[0] for p in listed}
    assert levels["One"] == levels["Two"] == "0"
    assert levels["Within two"] == "1"


def test_references_stand_at_the_end_each_with_the_way_back(built):
    _, parts = built
    tree = _tree(parts)
    assert any("The Price of Neutrality" in entry for entry in _styled(tree, "Bibliography"))
    assert _styled(tree, "WaysBack") == ["Cited in note 2", "Cited in note 3"]


def test_what_is_for_paper_stands_in_it_and_what_is_for_screens_does_not(built):
    report, _ = built
    text = readback.read(report.artifacts[0]).text
    assert "On paper." in text
    assert "On a screen." not in text


def test_the_document_tells_its_title_people_language_day_and_edition(built):
    _, parts = built
    core = etree.fromstring(parts["docProps/core.xml"])
    said = {etree.QName(e).localname: e.text for e in core}
    assert said == {
        "title": "A test of the river: Its levels",
        "creator": "Ida Marsh; Ben Okoro",
        "keywords": "river, trade",
        "description": "What became of the water.",
        "language": "en-GB",
        "version": "1.2",
        "contentStatus": "Final",
        "created": "2026-01-15T00:00:00Z",
        "modified": "2026-01-15T00:00:00Z",
    }
    assert _find(_tree(parts, "styles"), "//w:docDefaults//w:lang/@w:val") == ["en-GB"]


def test_the_list_of_contents_is_a_field_with_its_lines_and_no_page_that_nobody_knows(built):
    _, parts = built
    tree = _tree(parts)
    assert _find(tree, "//w:sdt//w:instrText/text()") == [r' TOC \o "1-2" \n \h \z ']
    assert _styled(tree, "TOC1") == ["1 The river", "2 The trade", "References"]
    kinds = _find(tree, "//w:sdt//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]


def test_a_label_no_name_of_word_still_leads_to_its_place(tmp_path):
    label = "fig:" + "a-very-long-label-" * 4 + "x"
    text = f'# Água\n\nSee @{label} and [there](#água).\n\n![A](pixel.png){{#{label} alt="B"}}\n'
    folder = _folder(tmp_path, sections=(text,))
    report = folder.run()
    assert [d.code for d in report.diagnostics if d.severity == "error"] == []


# where each paragraph was written


def _marked(parts: dict[str, bytes]) -> list[tuple[str, str, int, str]]:
    """Each bookmark's words, and what the part of places says of it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    known = reviewed.read(whole.getvalue()).origins
    found = []
    for name in ("document", "footnotes"):
        for start in _find(_tree(parts, name), "//w:bookmarkStart[starts-with(@w:name, '_bp_')]"):
            place = known[int(start.get(f"{W}name").removeprefix("_bp_"))]
            words = words_of(start.getparent())
            assert place.wrote(words)
            found.append((" ".join(words.split()), place.path, place.line, name))
    assert len(found) == len(known)
    return found


def test_each_paragraph_of_a_section_stands_in_a_bookmark_that_knows_its_line(built):
    _, parts = built
    found = {words: (path, line) for words, path, line, _ in _marked(parts)}
    one, two = "report/01-section.md", "report/02-section.md"
    lines = {1: FIRST.splitlines(), 2: SECOND.splitlines()}

    def line(nth: int, begins: str) -> int:
        return next(n for n, text in enumerate(lines[nth], 1) if begins in text)

    assert found["1 The river"] == (one, 1)
    assert found["The water fell by a third, as Figure 1 and Table 1 show. So did trade."] == (one, 3)
    assert found["The water is low."] == (one, line(1, "The water is low"))
    assert found["Within two"] == (one, line(1, "Within two"))
    assert found["Figure 1. The levels"] == (one, line(1, "The levels"))
    assert found["So says the survey."] == (one, line(1, "So says"))
    assert found["And its second paragraph."] == (one, line(1, "And its second"))
    assert found["Box 1. A box"] == (two, line(2, "A box"))
    assert found["A point of it"] == (two, line(2, "A point"))
    assert found["dry"] == (two, line(2, "dry"))
    last = next(words for words in found if words.startswith("The last paragraph"))
    assert found[last] == (two, line(2, "The last"))


def test_what_no_author_wrote_in_a_section_has_no_bookmark(built):
    _, parts = built
    words = " ".join(w for w, *_ in _marked(parts))
    assert "Price of Neutrality" not in words
    assert "Harbour Institute" not in words
    assert "Its levels" not in words


def test_a_paragraph_of_an_included_file_knows_that_file(tmp_path):
    folder = _folder(tmp_path, sections=('# A\n\n{{ include "parts/more.md" }}\n\nBehind it.\n',))
    folder.write({"report/parts/more.md": "\nWords of another file.\n"})
    found = {words: (path, line) for words, path, line, _ in _marked(_document(folder))}
    assert found["Words of another file."] == ("report/parts/more.md", 2)
    assert found["Behind it."] == ("report/01-section.md", 5)


# how it looks


def test_the_house_s_tokens_are_the_colours_and_the_letters_of_its_styles(tmp_path):
    folder = _folder(tmp_path)
    folder.write({"styles/house.css": ':root { --accent: #00613c; --display-font: "Gill Sans", sans-serif }\n'})
    styles = _tree(_document(folder), "styles")
    assert _find(styles, "//w:style[@w:styleId='Hyperlink']/w:rPr/w:color/@w:val") == ["00613C"]
    assert _find(styles, "//w:style[@w:styleId='Heading2']/w:rPr/w:rFonts/@w:ascii") == ["Gill Sans"]


@pytest.mark.parametrize("style", ["institute", "newsroom", "ministry"])
@pytest.mark.parametrize("cover", ["true", "false"])
def test_each_style_s_document_is_whole(style, cover, tmp_path):
    settings = SETTINGS.replace("look: {", f"look: {{style: {style}, cover: {cover}, paper: letter, ")
    report = _folder(tmp_path, settings=settings).run(until="check")
    assert [d.message for d in report.diagnostics if d.severity == "error"] == []
    tree = _tree(pack.unpack(report.artifacts[0].data))
    assert set(_find(tree, "//w:pgSz/@w:w")) == {"12240"}
    assert len(_find(tree, "//w:sectPr")) == (2 if cover == "true" else 1)


@pytest.mark.parametrize("style", ["institute", "newsroom", "ministry"])
def test_a_frame_is_of_one_width_and_has_no_gap_below_its_title(style, tmp_path):
    folder = _folder(tmp_path, settings=SETTINGS.replace("look: {", f"look: {{style: {style}, "))
    styles = _tree(_document(folder), "styles")

    def edges(name):
        [found] = _find(styles, f"//w:style[@w:styleId='{name}']/w:pPr")
        [ind], sides = _find(found, "w:ind"), _find(found, "w:pBdr/w:left | w:pBdr/w:right")
        return dict(ind.attrib), [dict(side.attrib).get(f"{W}space") for side in sides]

    assert edges("SummaryTitle") == edges("SummaryName") == edges("SummaryText")
    for name, side in (("SummaryTitle", "after"), ("SummaryName", "before"), ("SummaryText", "before")):
        [spacing] = _find(styles, f"//w:style[@w:styleId='{name}']/w:pPr/w:spacing")
        assert spacing.get(f"{W}{side}", "0") == "0"
    indents, _ = edges("Addressee")
    assert indents.get(f"{W}left") == indents.get(f"{W}right")


def test_a_picture_stands_at_the_edge_of_the_text(built):
    _, parts = built
    for picture in _find(_tree(parts), "//wp:inline"):
        assert [picture.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4


def test_a_brief_that_is_read_from_the_right_is_set_so(tmp_path):
    settings = "lang: ar\nlook: {contents: true}\n"
    text = "# النهر\n\nالماء قليل [in English]{lang=en}.\n\n| أ | ب |\n|---|---|\n| ج | د |\n"
    parts = _document(_folder(tmp_path, settings=settings, sections=(text,)))
    tree = _tree(parts)
    assert _find(_tree(parts, "styles"), "//w:pPrDefault/w:pPr/w:bidi")
    assert _find(tree, "//w:tbl/w:tblPr/w:bidiVisual")
    runs = _find(tree, "//w:r[w:t[contains(., 'قليل')]]/w:rPr/w:rtl")
    assert runs
    [english] = _find(tree, "//w:r[w:t[.='in English']]/w:rPr")
    assert _find(english, "w:lang/@w:val") == ["en"]
    assert _find(english, "w:rtl") == []
    assert _find(_tree(parts, "styles"), "//w:docDefaults//w:lang/@w:bidi") == ["ar-EG"]


def test_a_draft_says_so_at_the_head_of_each_sheet_and_across_it(tmp_path):
    parts = _document(_folder(tmp_path, settings=SETTINGS + "status: draft\n"))
    for name in ("header_default", "header_first"):
        header = _tree(parts, name)
        assert _styled(header, "Notice") == ["Draft of 15 January 2026 — not for circulation or quotation"]
        assert _find(header, "//v:textpath/@string") == ["DRAFT"]
    assert _find(_tree(parts), "//w:sectPr/w:lnNumType/@w:countBy") == ["5"]


def test_a_final_edition_bears_no_word_across_it(built):
    _, parts = built
    assert _find(_tree(parts, "header_default"), "//v:textpath") == []
    assert _find(_tree(parts), "//w:lnNumType") == []


def test_a_chart_is_a_picture_of_dots_in_the_letters_of_the_house(tmp_path):
    chart = "type: bar\ndata: ../sources/data/a.csv\nx: place\ny: level\ncaption: Levels\nalt: Two bars."
    text = f"# A\n\n```{{.chart #fig:a}}\n{chart}\n```\n\nSee @fig:a.\n"
    folder = _folder(tmp_path, sections=(text,))
    folder.write({"sources/data/a.csv": "place,level\nNorth,1\nSouth,2\n"})
    parts = _document(folder)
    [picture] = [parts[name] for name in parts if name.startswith("word/media/") and "ground" not in name]
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.format == "PNG"
        assert shown.width > 1500
    assert _find(_tree(parts), "//wp:inline/wp:docPr/@descr") == ["Two bars."]


# same bytes


def test_two_folders_give_the_same_bytes(built, tmp_path, monkeypatch):
    report, _ = built
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = _folder(tmp_path / "elsewhere").run(until="render")
    assert again.artifacts[0].data == report.artifacts[0].data


# what is held against it


def _without(artifact: Artifact, part: str, path: str) -> Artifact:
    """The document without the first element that a path finds in a part."""
    parts = pack.unpack(artifact.data)
    tree = etree.fromstring(parts[part])
    gone = _find(tree, path)[0]
    gone.getparent().remove(gone)
    parts[part] = etree.tostring(tree)
    return replace(artifact, data=pack.pack(parts))


@pytest.mark.parametrize(
    ("part", "path", "words"),
    [
        ("word/document.xml", "//w:p[contains(., 'The last paragraph')]", "The last paragraph goes back to"),
        ("word/document.xml", "//w:tc[contains(., 'dry')]/w:p/w:r", "dry"),
        ("word/footnotes.xml", "//w:footnote[contains(., 'So says')]//w:p/w:r[w:t]", "So says"),
    ],
)
def test_a_word_that_the_document_lacks_is_a_finding(part, path, words, built):
    report, _ = built
    whole = report.artifacts[0]
    assert unsaid(report.resolved, readback.read(whole)) == []
    lacking = unsaid(report.resolved, readback.read(_without(whole, part, path)))
    assert {d.code for d in lacking} == {"CHK007"}
    assert words in lacking[0].message


def test_a_figure_and_a_note_that_the_document_lacks_are_findings(built):
    report, _ = built
    whole = report.artifacts[0]
    assert inspect(whole) == []
    named = _without(whole, "word/document.xml", "//w:bookmarkStart[@w:name='fig_levels']")
    assert {"CHK001", "CHK002"} <= {d.code for d in inspect(named)}
    uncalled = _without(whole, "word/document.xml", "//w:r[w:footnoteReference]")
    assert "CHK001" in {d.code for d in inspect(uncalled)}


def _edited(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = pack.unpack(data)
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    return pack.pack(parts)


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("word/document.xml", 'w:name="trade"', 'w:name="Sec_river"', "two bookmarks are called `sec_river`"),
        ("word/document.xml", 'w:val="SummaryText"', 'w:val="Nowhere"', "the style `Nowhere` isn't there"),
        ("word/document.xml", 'w:footnoteReference w:id="2"', 'w:footnoteReference w:id="9"', "the note 9 isn't there"),
        ("word/document.xml", 'falls." id="1"', 'falls." id="2"', "two pictures have the number 2"),
        ("word/document.xml", "<w:cantSplit/>", "<w:gridBefore w:val='1'/>", "a row of a table of 3 columns has 4"),
        ("word/document.xml", "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "a cell doesn't end with a paragraph"),
        ("word/document.xml", '<w:pStyle w:val="Rule"/>', '<w:jc/><w:pStyle w:val="Rule"/>', "aren't in order"),
        ("word/_rels/document.xml.rels", "header_default.xml", "header_none.xml", "to `header_none.xml`"),
        ("word/document.xml", "r:embed=", "r:link='no' r:embed=", "uses the relationship no, which isn't there"),
        ("[Content_Types].xml", '"/word/footer_first.xml"', '"/word/none.xml"', "given for `word/none.xml`"),
        ("word/numbering.xml", 'w:numId="1001"', 'w:numId="7"', "the list 1001 isn't there"),
    ],
)  # fmt: skip
def test_what_would_keep_word_from_opening_it_is_a_finding(part, old, new, said, built):
    report, _ = built
    assert soundness.faults(report.artifacts[0].data) == []
    broken = replace(report.artifacts[0], data=_edited(report.artifacts[0].data, part, old, new))
    assert any(said in d.message for d in inspect(broken)), [d.message for d in inspect(broken)]


def test_bytes_that_are_no_document_are_a_finding(built):
    report, _ = built
    for data in (b"no document", pack.pack({"word/document.xml": b"<w/>"})):
        assert [d.code for d in inspect(replace(report.artifacts[0], data=data))] == ["CHK003"]


def test_the_reader_of_source_documents_reads_it_whole(built):
    report, _ = built
    said = [block.words for block in docx.read(report.artifacts[0].data)]
    assert said.index("A test of the river") < said.index("The water is low.")


def test_libreoffice_opens_it_with_every_word(built, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice isn't on this machine: it has opened no document")
    report, _ = built
    (tmp_path / "a.docx").write_bytes(report.artifacts[0].data)
    room = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [office, room, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "a.odt") as package:
        text = "".join(etree.fromstring(package.read("content.xml")).itertext())
    for words in ("The water is low.", "And its second paragraph.", "A point of it", "dry", "Beside the text."):
        assert words in text
