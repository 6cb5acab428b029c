"""The text that an edition keeps, the list of changes in a brief, and the redline of two editions."""

from __future__ import annotations

import io
import json
import shutil
from collections import Counter
from importlib import resources

import pikepdf
import pytest
import weasyprint
from lxml import etree, html
from weasyprint.formatting_structure.boxes import TextBox

from briefpress import readback
from briefpress.editions.shelf import editions
from briefpress.editions.shelf import text as text_on_shelf
from briefpress.editions.text import text_of
from briefpress.engines.validators import axe_core
from briefpress.model import Artifact, Inventory
from briefpress.passages import letters
from briefpress.policy import policy
from briefpress.stages.check import inspect
from conftest import PIXEL, REFERENCES, BriefFolder
from pdfua_rules import RULES

SETTINGS = """\
title: A test of the river
authors: [Ida Marsh]
date: 2026-01-15
edition: "{edition}"
name: river
formats: [html]
"""
DATA = "year,share\n2024,0.2\n2025,{share}\n"
CHART = """\

```{.chart #fig:fall}
data: ../sources/data/levels.csv
x: year
y: {field: share, format: .0%}
alt: Two bars, of which the second is the higher.
caption: The river rose
```
"""
FERRY = "The ferry leaves at noon and comes back at six, by the timetable that hangs at the landing since last year.\n"
RIVER = f"""\
# The river

The river is low this year, and 26 per cent of its water is lost on the way to the sea.[^a]

[^a]: The loss was measured in the spring.

{FERRY}
- Boats are moored below the weir.
- Nobody fishes there in winter.

| Year | Level |
|------|-------|
| 2024 | 3.1 m |
| 2025 | 2.9 m |

: Levels at the weir {{#tbl:levels}}
"""
BRIDGE = """\
# The bridge

The bridge opened late [@daily2022], and *nobody* crossed it on the first day, as a letter of the town tells.
"""
NEW_RIVER = (
    RIVER.replace("26 per cent", "35 per cent")
    .replace("in the spring", "in the autumn")
    .replace(FERRY, "")
    .replace("2.9 m", "2.7 m")
    .replace("- Nobody fishes there in winter.\n", "- Nobody fishes there in winter.\n- A weir is planned.\n")
)
NEW_BRIDGE = BRIDGE.replace("[@daily2022]", "[@survey2023]") + f"\n{FERRY}"
CHANGED = "\n# What is new\n\n::: changes\n:::\n"


@pytest.fixture(scope="module")
def river(tmp_path_factory):
    """A brief with an edition on its shelf, and another text since."""
    folder = BriefFolder(tmp_path_factory.mktemp("river"))
    folder.write({
        "report/brief.yaml": SETTINGS.format(edition="1.0"),
        "report/01-river.md": RIVER + CHART,
        "report/02-bridge.md": BRIDGE,
        "report/03-new.md": CHANGED,
        "sources/references.yaml": REFERENCES,
        "sources/data/levels.csv": DATA.format(share="0.3"),
    })  # fmt: skip
    published = folder.command("edition", "publish")
    assert published.exit_code == 0, published.output
    folder.write({
        "report/brief.yaml": SETTINGS.format(edition="1.1"),
        "report/01-river.md": NEW_RIVER + CHART,
        "report/02-bridge.md": NEW_BRIDGE,
        "sources/data/levels.csv": DATA.format(share="0.4"),
    })  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def redline(river):
    """The redline's web page and its PDF."""
    done = river.command("edition", "redline")
    assert done.exit_code == 0, done.output
    return {form: (river.root / f"output/river-redline-1.0-1.1.{form}").read_bytes() for form in ("html", "pdf")}


@pytest.fixture(scope="module")
def page(redline):
    """The web page as a tree."""
    return html.document_fromstring(redline["html"])


EVERYTHING = """\
# Everything {#sec:all}

A paragraph with *stress*, `code` and a note.[^a] "Quoted," it says.

[^a]: A note of two paragraphs.

    - Its list
    - has items.

- one
    - inner one

        a second paragraph of the inner one
- two

> A quotation of
> two lines.

Term
:   What it means.

| A verse
| of two lines

    some code
    of two lines

::: {.box #box:a title="A box and its title" source="The source of the box"}
Words in a box.
:::

::: {.summary title="In short"}
What is new?
:   A slot of the summary.
:::

+-----------+-------+
| Head      | Other |
+===========+=======+
| A cell    | *two* |
|           |       |
| paragraphs|       |
+-----------+-------+

: A caption[^b] {#tbl:a source="The source of the table"}

[^b]: A note in a caption.

![A picture of the weir](weir.png){alt="Alternative words"}
"""


def test_the_text_of_an_edition_has_every_word_of_the_author_once(brief):
    folder = brief(EVERYTHING, files={"report/weir.png": PIXEL})
    resolved = folder.run(until="cite").resolved
    blocks = [block for section in text_of(resolved).sections for block in section.blocks]
    kept = "".join(letters(block.words) for block in blocks if block.kind != "figure")
    written = "".join(letters(passage.words) for passage in resolved.passages)
    assert Counter(kept) == Counter(written)
    assert [block.words for block in blocks if block.kind == "figure"] == ["Alternative words"]


def test_the_blocks_of_a_text_say_what_they_are(brief):
    folder = brief(EVERYTHING, files={"report/weir.png": PIXEL})
    [section] = text_of(folder.run(until="cite").resolved).sections
    kinds = {block.words: (block.kind, block.level, block.sign) for block in section.blocks}
    assert kinds["Everything"] == ("heading", 1, "")
    assert kinds["inner one"] == ("item", 2, "•")
    assert kinds["a second paragraph of the inner one"] == ("item", 2, "")
    assert kinds["A quotation of two lines."] == ("quote", 0, "")
    assert kinds["Head\tOther"] == ("row", 1, "")
    assert kinds["A cell paragraphs\ttwo"] == ("row", 0, "")
    assert kinds["A box and its title"] == ("title", 0, "")
    assert kinds["The source of the table"] == ("credit", 0, "")
    note = next(block for block in section.blocks if block.words == "A note of two paragraphs.")
    assert (note.kind, note.at) == ("note", len("A paragraph with stress, code and a note."))


def test_a_note_that_is_added_changes_no_citation_behind_it(brief):
    old = "# River\n\nIt is low [@marsh2020].\n\nIt is cold [@marsh2020].\n"
    new = "# River\n\nIt is low.[^a] It is wet [@marsh2020].\n\n[^a]: See [@court2021].\n\nIt is cold [@marsh2020].\n"
    for style, kept in (("chicago-notes-bibliography", 2), ("ieee", 1)):
        settings = f"citations: {{style: {style}}}\n"
        was = text_of(brief(old, settings=settings).run(until="cite").resolved)
        now = text_of(brief(new, settings=settings).run(until="cite").resolved)
        before, after = ([b.identity for b in t.sections[0].blocks] for t in (was, now))
        assert before[-kept:] == after[-kept:]


def test_the_first_edition_says_that_it_is_the_first(brief):
    page = brief("# River\n\nIt is low.\n" + CHANGED).built("html").text("html")
    assert "This is the first edition." in page


def test_words_where_the_list_will_stand_are_refused_at_their_line(brief):
    [found] = brief("# River\n\nIt is low.\n\n::: changes\nNothing.\n:::\n").found()
    assert (found.code, str(found.span)) == ("EDIT020", "report/01-section.md:5:5")


def test_words_where_the_list_will_stand_are_refused_in_a_definition_and_kept_in_a_note(brief):
    found = brief("# River\n\nA term\n:   It is low.\n\n    ::: changes\n    Nothing.\n    :::\n").found()
    assert [one.code for one in found if one.severity == "error"] == ["EDIT020"]
    note = "# River\n\nIt is low.[^a]\n\n[^a]: A note.\n\n    ::: changes\n    Kept words.\n    :::\n"
    page = brief(note + CHANGED).built("html").text("html")
    assert "Kept words." in page
    assert page.count("This is the first edition.") == 1


def test_the_list_tells_by_section_what_changed_and_leads_there(river):
    built = river.built()
    [listed] = built.html.xpath("//div[contains(@class, 'changes')]")
    said = [" ".join(item.text_content().split()) for item in listed.iter("li")]
    assert said == [
        "The river: 1 paragraph added; 1 paragraph reworded; table changed: “Levels at the weir”; figure changed: "
        "“The river rose”; “26 per cent” is now “35 per cent”; “2.9 m” is now “2.7 m”.",
        "The bridge: 1 paragraph reworded; 1 paragraph moved.",
        "Sources added: Water Office 2023, River survey.",
        "Sources dropped: Okoro 2022, Bridge opens late.",
    ]
    assert [link.get("href") for link in listed.iter("a")] == ["#the-river", "#the-bridge"]


def test_the_list_is_no_part_of_the_text_and_its_files_are_inputs_of_the_build(river):
    [first] = editions(river.root)
    report = river.run(until="render")
    assert report.artifacts
    words = [block.words for section in text_of(report.resolved).sections for block in section.blocks]
    assert not any("paragraph reworded" in line or "What is new" in line for line in words)
    assert text_on_shelf(river.root, first).sections[0].title == "The river"


def test_changes_are_told_as_json_by_their_names(river):
    done = river.command("-q", "edition", "changes", "--as", "json")
    told = json.loads(done.stdout)
    assert told["old"]["edition"], told["new"]["edition"] == ("1.0", "1.1")
    assert [section["title"] for section in told["sections"]] == ["The river", "The bridge"]
    assert told["sections"][0]["numbers"][0] == {"old": "26 per cent", "new": "35 per cent"}
    assert [source["key"] for source in told["sources"]["added"]] == ["survey2023"]


def test_changes_are_told_as_markdown_that_nothing_of_the_brief_breaks(brief):
    folder = brief("# River\n\nIt is low.\n", settings="edition: 1\nformats: [html]\n")
    assert folder.command("edition", "publish").exit_code == 0
    folder.write({"report/01-section.md": "# \\<b\\> \\* [x](https://example.org) @ida #12\n\nIt is low.\n"})
    told = folder.command("-q", "edition", "changes", "--as", "markdown").stdout
    assert "**&lt;b&gt; \\* x @\u2060ida #\u206012:**" in told
    assert "was called “River”" in told


def test_changes_as_text_show_the_words(river):
    told = river.command("-q", "edition", "changes").stdout
    assert "[-26 per cent-] {+35 per cent+}" in told.replace("-]{+", "-] {+")
    assert "(moved, 1) The ferry leaves at noon" in told


def test_an_edition_that_is_not_there_is_told_with_those_that_are(river):
    done = river.command("edition", "changes", "3.0")
    assert done.exit_code == 1
    assert "EDIT010" in done.output
    assert "There are: 1.0." in done.output


@pytest.mark.parametrize(("number", "name"), [("2/../../../evil", "2-..-..-..-evil"), ("2026/1", "2026-1")])
def test_a_number_with_slashes_in_it_leads_to_no_other_folder(river, tmp_path, number, name):
    root = tmp_path / "brief"
    shutil.copytree(river.root, root)
    (root / "output/river-redline-1.0-2").mkdir(parents=True)
    folder = BriefFolder(root).write({"report/brief.yaml": SETTINGS.format(edition=number)})
    done = folder.command("edition", "redline")
    assert done.exit_code == 0, done.output
    assert (root / f"output/river-redline-1.0-{name}.pdf").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["brief"]


def test_a_redline_is_told_where_it_is_and_none_is_made_of_nothing(brief):
    folder = brief("# River\n\nIt is low.\n", settings="edition: 1\nformats: [html]\n")
    assert folder.command("edition", "publish").exit_code == 0
    same = folder.command("edition", "redline")
    assert same.exit_code == 0
    assert "nothing in it has changed" in same.stdout
    assert not (folder.root / "output").exists()
    folder.write({"report/01-section.md": "# River\n\nIt is high.\n"})
    done = folder.command("edition", "redline")
    assert done.exit_code == 0, done.output
    made = sorted((folder.root / "output").glob("*-redline-1-now.*"))
    assert [path.suffix for path in made] == [".html", ".pdf"]
    for path in made:
        assert path.as_posix() in done.stdout


def test_without_an_earlier_edition_there_is_nothing_to_compare_with(brief):
    done = brief("# River\n\nIt is low.\n").command("edition", "redline")
    assert done.exit_code == 1
    assert "EDIT021" in done.output


def words_without(tree, *paths):
    """The words of the redline's text less what these paths lead to, and less what only says what is marked."""
    copy = html.document_fromstring(etree.tostring(tree))
    dropped = (*paths, "//*[@class='heard']", "//header", "//*[@class='overview']", "//footer", "//summary",
               "//*[contains(@class, 'way')]/a", "//*[@class='remark']", "//*[@class='side-name']",
               "//sup[@class='call']", "//*[@class='notes']//a", "//*[@class='sign']")  # fmt: skip
    for path in dropped:
        for element in copy.xpath(path):
            element.drop_tree()
    return letters(copy.find(".//main").text_content())


def words_of(text):
    return letters(" ".join(b.words for s in text.sections for b in s.blocks if b.kind != "figure"))


def test_what_came_left_out_gives_the_old_text_and_what_went_left_out_the_new_one(river, page):
    # Of what stands side by side, each side has its own.
    [first] = editions(river.root)
    old = words_without(page, "//ins", "//*[contains(@class, 'here')]", "//*[@class='side'][2]")
    new = words_without(page, "//del", "//*[contains(@class, 'away')]", "//*[@class='side'][1]")
    assert Counter(old) == Counter(words_of(text_on_shelf(river.root, first)))
    assert new == words_of(text_of(river.run(until="cite").resolved))


def test_what_moved_leads_to_its_other_place(page):
    [away], [here] = (page.xpath(f"//*[@id='{place}-1']") for place in ("away", "here"))
    assert away.xpath(".//a/@href")[0] == "#here-1"
    assert here.xpath(".//a/@href")[0] == "#away-1"
    assert away.xpath(".//del")
    assert not here.xpath(".//ins | .//del")


def test_a_chart_and_a_table_that_changed_stand_side_by_side(page):
    sides = page.xpath("//*[@class='sides']")
    assert [[side.xpath("string(*[@class='side-name'])") for side in both] for both in sides] == [["Before", "Now"]] * 2
    table, figure = sides
    assert table.xpath(".//del/text() | .//ins/text()") == ["2.9 m", "2.7 m"]
    pictures = figure.xpath(".//img/@src")
    assert len(set(pictures)) == 2
    assert figure.xpath(".//img/@alt") == ["Two bars, of which the second is the higher."] * 2


def test_a_note_of_a_heading_stands_in_the_redline(river, tmp_path):
    root = tmp_path / "brief"
    shutil.copytree(river.root, root)
    noted = "# The river[^h]\n\n[^h]: As the town calls it.\n" + NEW_RIVER.removeprefix("# The river\n")
    folder = BriefFolder(root).write({"report/01-river.md": noted + CHART})
    done = folder.command("edition", "redline")
    assert done.exit_code == 0, done.output
    tree = html.document_fromstring((root / "output/river-redline-1.0-1.1.html").read_bytes())
    [call] = tree.xpath("//h2[@data-title='The river']//sup[@class='call']/a/@href")
    [note] = tree.xpath(f"//*[@id='{call[1:]}']/..")
    assert "As the town calls it." in note.text_content()


def test_what_came_and_went_is_told_to_the_ear(page):
    [came] = [ins for ins in page.xpath("//section//ins") if "35 per cent" in ins.text_content()]
    assert came.text_content() == "[inserted: 35 per cent]"


def test_the_page_asks_for_nothing_and_no_link_of_it_is_dead(redline):
    page = html.document_fromstring(redline["html"])
    [css] = page.xpath("//style/text()")
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [policy([css], [])]
    # A web page of an edition has a script, and its policy lets that in.
    found = [d.message for d in inspect(Artifact("html", redline["html"], Inventory()))]
    assert found == ["The content security policy of the web page isn't the one for what it holds."]


@pytest.mark.skipif(bool(axe_core.missing()), reason="axe-core isn't on this machine")
def test_axe_core_finds_nothing_in_a_redline(river, redline, chromium):
    assert axe_core.seen_in(chromium, river.root / "output/river-redline-1.0-1.1.html") == []


def test_the_imprint_never_stands_alone_on_a_page():
    css = (resources.files("briefpress") / "themes/base/redline.css").read_text()
    css += "@page { size: 100mm; margin: 10mm } body { font: 10pt/12pt sans-serif } p { margin: 0 0 6pt }"
    foot = '<footer class="colophon"><p>Imprint</p><p>Imprint</p><p>Imprint</p></footer>'
    for count in range(9, 20):
        text = "".join(f"<p>Text {number}</p>" for number in range(count))
        page = f'<style>{css}</style><body class="paper redline"><main><section>{text}</section></main>{foot}'
        last = weasyprint.HTML(string=page).render().pages[-1]
        said = [box.text for box in last._page_box.descendants() if isinstance(box, TextBox)]
        assert said[-3:] == ["Imprint"] * 3
        assert said[0].startswith("Text"), f"after {count} paragraphs"


def test_the_pdf_is_accessible_by_the_rules_and_says_what_came_and_went(redline):
    with pikepdf.open(io.BytesIO(redline["pdf"])) as pdf:
        assert {name: list(rule(pdf)) for name, rule in RULES.items() if list(rule(pdf))} == {}
    said = " ".join(readback.read(Artifact("pdf", redline["pdf"], Inventory())).text.split())
    assert "and [deleted: 26 per cent ] [inserted: 35 per cent ] of its water" in said
    assert "moved elsewhere (1)" in said


def test_the_same_editions_give_the_same_redline(river, redline):
    again = river.root / "again"
    assert river.command("edition", "redline", "--output", str(again)).exit_code == 0
    assert {path.suffix[1:]: path.read_bytes() for path in again.iterdir()} == redline


def test_a_text_that_holds_mark_up_is_shown_as_it_stands(brief):
    folder = brief("# River\n\nIt is low.\n", settings="edition: 1\nformats: [html]\n")
    assert folder.command("edition", "publish").exit_code == 0
    folder.write({"report/01-section.md": "# River\n\nIt is \\<script\\>alert(1)\\</script\\> low.\n"})
    assert folder.command("edition", "redline", "1").exit_code == 0
    [made] = (folder.root / "output").glob("*redline*.html")
    assert b"<script" not in made.read_bytes()
    assert b"&lt;script&gt;alert(1)" in made.read_bytes()


def test_a_picture_that_an_edition_lost_or_that_would_run_is_told_by_its_alternative_text(river, tmp_path):
    folder = BriefFolder(shutil.copytree(river.root, tmp_path / "river"))
    [picture] = (folder.root / "editions/1.0").glob("figure-*.svg")
    for data in (None, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'):
        picture.unlink()
        if data:
            picture.write_bytes(data)
        assert folder.command("edition", "redline").exit_code == 0
        page = html.document_fromstring((folder.root / "output/river-redline-1.0-1.1.html").read_bytes())
        old, new = page.xpath("//figure")
        assert not old.xpath(".//img")
        assert "Alternative text: Two bars, of which the second is the higher." in old.text_content()
        assert new.xpath(".//img")
        picture.touch()


def test_the_number_of_the_edition_in_its_text_is_no_change(brief):
    text = "# River\n\nThis is edition {{edition}} of a brief.\n\n## What is new\n\n::: changes\n:::\n"
    folder = brief(text, settings="edition: '1.0'\nformats: [html]\n")
    assert folder.command("edition", "publish").exit_code == 0
    settings = (folder.root / "report/brief.yaml").read_text().replace("'1.0'", "'1.1'")
    folder.write({"report/brief.yaml": settings})
    [listed] = folder.built("html").html.xpath("//div[contains(@class, 'changes')]")
    assert not listed.xpath(".//li")
    assert "edition 1.0: nothing in it has changed." in listed.text_content()
