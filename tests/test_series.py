"""Series: a brief of each row of a table, with its own words, parts and charts, its own evidence and its own fate."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import districts
from briefpress import ast, conditions
from briefpress.cli import main
from briefpress.diagnostics import Span, StageError, finding
from briefpress.files import sha256
from briefpress.series import telling
from briefpress.series.table import MOST, table
from briefpress.stages.load import load
from interrupting import interruptible

ALL = 50


def call(folder, *arguments):
    """The command line on a folder, in this process."""
    return CliRunner().invoke(main, ["-q", "-C", str(folder), *arguments])


def alone(folder, *arguments):
    """The command line in a process of its own, by the program's door."""
    done = subprocess.run([sys.executable, "-m", "briefpress", "-C", str(folder), *arguments], check=False,
                          capture_output=True, text=True)  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def words(page):
    """The words of a web page, its spaces made one."""
    tree = html.document_fromstring(page.read_bytes())
    for extra in tree.xpath("//style|//script"):
        extra.drop_tree()
    return re.sub(r"\s+", " ", tree.text_content())


@pytest.fixture(scope="module")
def fifty(tmp_path_factory):
    """All fifty briefs, in HTML: the folder, and what the command said."""
    folder = districts.write(tmp_path_factory.mktemp("fifty"), ALL)
    return folder, call(folder, "--report", "json", "build", "--format", "html")


@pytest.fixture
def three(tmp_path):
    """A series of three districts, in which files may be others."""
    return lambda **files: districts.write(tmp_path, 3, **files)


# Conditional parts


def left(text, *, holds):
    kept = conditions.kept(text.split("\n"), lambda _: holds)
    return "\n".join(words for _, words in kept.lines), kept


DIV = 'Before.\n\n::: {.when test="x"}\nWithin.\n:::\n\nBehind.'


def test_a_part_that_stands_leaves_nothing_of_its_condition_behind():
    assert left(DIV, holds=True)[0] == "Before.\n\n\nWithin.\n\n\nBehind."
    assert left('One[ two]{.when test="x"} three.', holds=True)[0] == "One two three."


def test_a_part_that_does_not_stand_is_gone_with_all_that_is_in_it():
    assert left(DIV, holds=False)[0] == "Before.\n\n\n\nBehind."
    assert left('One [two, [@a] `b]` and [c](d)]{.when test="x"} three.', holds=False)[0] == "One three."
    text, kept = left('::: {.when test="x"}\n# A {#sec:a}\n::: box\nB\n:::\n:::\nC', holds=False)
    assert text == "\nC"
    assert [labels for _, labels in kept.absent] == [("sec:a",)]


def test_a_part_that_goes_over_lines_leaves_no_empty_line_that_would_end_a_paragraph():
    assert left('One\n[two\nthree]{.when test="x"}\nfour.', holds=False)[0] == "One\nfour."


def test_other_attributes_of_a_part_stay():
    assert left('::: {.box .when title="A" test="x"}\nB\n:::', holds=True)[0] == '::: {.box title="A"}\nB\n:::'
    assert left('[B]{.when .smallcaps test="x"} C', holds=True)[0] == "[B]{.smallcaps} C"


def test_a_condition_in_a_part_that_does_not_stand_is_not_asked():
    text = '::: {.when test="a"}\nA [b]{.when test="b"}\n:::\n[c]{.when test="c"}'
    asked = []
    kept = conditions.kept(text.split("\n"), lambda part: asked.append(part.test))
    assert asked == ["a", "c"]
    assert [part.test for part, _ in kept.absent] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    ['```\n::: {.when test="x"}\n```', 'It is written `[a]{.when test="x"}`.', '<!-- [a]{.when test="x"} -->'],
)
def test_in_code_and_comments_nothing_is_a_condition(text):
    assert left(text, holds=False)[0] == text
    assert not left(text, holds=False)[1].faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('::: {.when test="x"}\nA', "never closed"),
        ("::: {.when}\nA\n:::", "doesn't say when"),
        ('> ::: {.when test="x"}\n> A\n> :::', "can't stand here"),
        ('# A {.when test="x"}', "can't stand here"),
        ('![a](b.png){.when test="x"}', "can't stand here"),
        ('[A\n\nb]{.when test="x"}', "can't stand here"),
    ],
)
def test_a_condition_that_would_mean_nothing_is_told(text, said):
    kept, told = left(text, holds=False)
    assert said in told.faults[0].message
    assert kept == text  # and nothing is lost


@given(st.lists(st.text("ab`:[]{}.#\\>- ", max_size=12), max_size=12))
def test_a_text_without_conditions_is_left_as_it_is(lines):
    kept = conditions.kept(lines, lambda _: False)
    assert kept.lines == list(enumerate(lines))
    assert not kept.absent
    assert not kept.faults


# Fifty briefs


def test_each_row_makes_a_brief_of_its_own_words_and_parts(fifty):
    folder, done = fifty
    assert done.exit_code == 0, done.output
    for row in districts.rows(ALL):
        name = row["district"].lower()
        text = words(folder / "output" / name / f"{name}.html")
        population = f"{int(row['population']):,}"
        assert f"Fishing in {row['district']} {population} people and one river" in text
        coast, large = row["coast"] == "yes", int(row["population"]) > 40000
        assert (f"{row['harbour'] or 'Quay'} is open to the sea" in text) is coast
        assert ("has no harbour" in text) is not coast
        assert ("A large harbour" in text) is (coast and large)
        assert (f"{row['harbour'] or 'Quay'} serves" in text) is (coast and large)
        assert all(other not in text for other in districts.names(ALL) if other != row["district"])


def test_each_brief_has_its_own_chart_table_and_values(fifty):
    folder, _ = fifty
    catch = {}
    for line in districts.years(ALL).splitlines()[1:]:
        district, _, tonnes, _ = line.split(",")
        catch.setdefault(district, []).append(tonnes)
    for district in (districts.names(ALL)[0], districts.names(ALL)[31]):
        page = folder / "output" / district.lower() / f"{district.lower()}.html"
        text = words(page)
        assert f"{catch[district][-1]} tonnes were landed" in text
        table = html.document_fromstring(page.read_bytes()).xpath("//table[.//th[contains(., 'Quota')]]")[0]
        assert [row.xpath("string(td[2]|th[2])").strip() for row in table.xpath(".//tbody/tr")] or all(
            tonnes in table.text_content() for tonnes in catch[district]
        )
        assert all(tonnes in table.text_content() for tonnes in catch[district])


def test_every_brief_is_whole_with_a_manifest_that_names_the_table(fifty):
    folder, _ = fifty
    for name in map(str.lower, districts.names(ALL)):
        statement = json.loads((folder / "output" / name / "manifest.json").read_text())
        assert f"{name}.html" in [one["name"] for one in statement["subject"]]
        inputs = [one["name"] for one in statement["predicate"]["buildDefinition"]["resolvedDependencies"]]
        assert "sources/data/districts.csv" in inputs


def test_the_index_leads_to_all_briefs_in_the_order_of_the_table(fifty):
    folder, _ = fifty
    page = html.document_fromstring((folder / "output" / "index.html").read_bytes())
    assert page.xpath("string(//h1)") == "The districts and the river"
    leads = [a.get("href") for a in page.xpath("//h2/a")]
    assert leads == [f"{n}/{n}.html" for n in map(str.lower, districts.names(ALL))]
    assert all((folder / "output" / lead).is_file() for lead in leads)
    assert [a.text for a in page.xpath("//h2/a")] == [f"Fishing in {n}" for n in districts.names(ALL)]
    data = json.loads((folder / "output" / "series.json").read_text())
    assert [one["name"] for one in data["briefs"]] == [lead.partition("/")[0] for lead in leads]


def test_the_index_has_room_for_a_name_without_an_end(three, chromium):
    folder = three()
    long = "Lang" * 50
    districts.change(folder, ("Alderford,", f"{long},"))
    years = folder / "sources/data/years.csv"
    years.write_text(years.read_text().replace("Alderford,", f"{long},"))
    districts.record(years)
    done = call(folder, "build", "--format", "html", "--only", long)
    assert done.exit_code == 0, done.output
    page = chromium.new_page(viewport={"width": 400, "height": 600})
    page.goto((folder / "output/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    page.close()


def test_the_same_finding_of_many_briefs_is_told_once(fifty):
    _, done = fifty
    found = json.loads(done.output)["diagnostics"]
    labels = [d for d in found if d["code"] == "REF003"]
    large = [r for r in districts.rows(ALL) if r["coast"] == "yes" and int(r["population"]) > 40000]
    assert len(labels) == 1
    assert f"[in {len(large)} of {ALL} briefs: " in labels[0]["message"]
    assert labels[0]["path"] == "report/01-summary.md"


def test_notes_that_differ_by_the_rows_own_words_are_told_once_and_errors_are_not():
    def one(code, said, line=3, column=1):
        return finding(code, said, Span("report/01.md", line, column))

    found = {
        "a": [
            one("CLAIM001", "“1” has no source."),
            one("CLAIM001", "“2” has no source.", column=9),
            one("VAL001", "No x."),
        ],
        "b": [one("CLAIM001", "“3” has no source.", column=2), one("VAL001", "No y.")],
    }
    assert [d.message for d in telling.told(found)] == [
        "“1” has no source. [the like in all 2 briefs]",
        "“2” has no source. [in a]",
        "No x. [in a]",
        "No y. [in b]",
    ]


def test_a_section_that_names_no_row_is_read_once_for_all_briefs(fifty):
    folder, _ = fifty
    read = [p for p in (folder / ".briefpress" / "cache").iterdir() if p.name.startswith("markdown-")]
    # The summary and the catch are read anew for each, the coast where there is one; then come captions and the like.
    coasts = sum(row["coast"] == "yes" for row in districts.rows(ALL))
    assert len(read) < 2 * ALL + coasts + 2 * ALL + 5


def test_a_brief_made_alone_is_the_same_to_the_byte(fifty, tmp_path):
    folder, _ = fifty
    name = districts.names(ALL)[17].lower()
    assert call(folder, "build", "--format", "html", "--only", name, "--output", str(tmp_path)).exit_code == 0
    for file in (folder / "output" / name).iterdir():
        assert (tmp_path / name / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.long
def test_fifty_briefs_come_out_in_all_formats(tmp_path):
    folder = districts.write(tmp_path, ALL)
    begin = time.monotonic()
    code, said, _ = alone(folder, "build")
    print(f"{ALL} briefs in all formats: {time.monotonic() - begin:.0f} s")
    assert code == 0, said
    for name in map(str.lower, districts.names(ALL)):
        for ending in ("pdf", "epub", "html"):
            assert (folder / "output" / name / f"{name}.{ending}").stat().st_size > 10_000


# One of them


def test_only_builds_the_briefs_that_are_named(three):
    folder = three()
    done = call(folder, "build", "--format", "html", "--only", "birchford", "--only", "Cedarford")
    assert done.exit_code == 0, done.output
    there = sorted(p.name for p in (folder / "output").iterdir() if p.is_dir())
    assert there == ["birchford", "cedarford"]


def test_the_files_are_called_by_the_name_in_brief_yaml_and_without_one_by_the_row_s(three):
    for more, name in (("", None), ("name: river\n", "river"), ('name: "{{ row.code }}"\n', "D01")):
        folder = three(**{"report/brief.yaml": districts.SETTINGS + more})
        (row, *_) = table(folder).rows
        assert load(folder, row).value.name == (name or row.name), more


def test_a_series_of_more_briefs_than_there_may_be_is_refused(three):
    rows = "district,code\n" + "".join(f"d{n},{n}\n" for n in range(MOST + 1))
    with pytest.raises(StageError) as raised:
        table(three(**{"sources/data/districts.csv": rows}))
    (told,) = raised.value.diagnostics
    assert (told.code, str(told.span)) == ("SER003", "report/brief.yaml:10:3")
    assert "at most 2,000" in told.message


def test_a_name_that_there_is_not_is_told_with_the_nearest(three):
    done = call(three(), "build", "--only", "birchfrod")
    assert done.exit_code == 2
    assert "no brief `birchfrod`" in done.output
    assert "Did you mean `birchford`?" in done.output


def test_only_is_refused_where_there_is_no_series(brief):
    folder = brief("# The river\n\nIt is low.\n")
    done = folder.command("build", "--only", "armenia")
    assert done.exit_code == 2
    assert "brief.yaml has none" in done.output


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["edition", "publish"], "A series has no editions"),
        (["links"], "`--only NAME`"),
        (["render"], "`--only NAME`"),
        (["ci", "init", "github"], "Write the workflow yourself"),
    ],
)
def test_a_command_that_is_about_one_brief_says_so_of_a_series(three, command, hint):
    done = call(three(), *command)
    assert hint in done.output
    assert done.exit_code == 1, done.output
    assert "SER006" in done.output
    assert "report/brief.yaml:8:1" in done.output


def test_the_sources_of_a_series_are_those_of_all_its_briefs(three):
    done = call(three(), "--report", "json", "source", "list")
    assert done.exit_code == 0, done.output
    assert "marsh2020" in done.output


def test_a_cell_can_be_traced_from_the_text_of_a_brief_to_its_row_and_its_source(three):
    folder = three()
    done = call(folder, "data", "trace", "row.population", "--only", "birchford")
    assert done.exit_code == 0, done.output
    assert "7,591" in done.output
    assert "sources/data/districts.csv" in done.output
    assert "Catch and quota by district" in done.output
    assert "SER006" in call(folder, "data", "trace").output


@pytest.fixture
def fetched(three, site):
    """A series of three districts whose years have an address; what lets another file stand there."""
    years = districts.years(3)
    address = site.has("/years.csv", years, Content_Type="text/csv")
    folder = three()
    said = f"source: counts2025\nsha256: {sha256(years.encode())}\naddress: {address}\n"
    (folder / "sources/data/years.csv.source.yaml").write_text(said)

    def refreshed(new):
        site.pages.clear()
        site.has("/years.csv", new, Content_Type="text/csv")
        done = call(folder, "--report", "json", "data", "refresh", "--local", "years.csv")
        return done.exit_code, json.loads(done.stdout)

    return folder, years, refreshed


def test_a_refreshed_file_with_which_a_brief_of_the_series_cannot_be_made_is_refused(fetched):
    folder, years, refreshed = fetched
    line = next(one for one in years.splitlines() if one.startswith("Birchford,2025"))
    code, told = refreshed(years.replace(line, line.replace("2025", "2024")))
    assert (code, told["data"][0]["taken"]) == (1, False)
    (said,) = [d["message"] for d in told["diagnostics"] if d["code"] == "DATA017"]
    assert "the brief `birchford` can't be made with it (VAL003" in said
    assert (folder / "sources/data/years.csv").read_text() == years


def test_a_refreshed_file_is_told_with_what_moves_in_which_brief_of_the_series(fetched):
    folder, years, refreshed = fetched
    line = next(one for one in years.splitlines() if one.startswith("Birchford,2025"))
    new = years.replace(line, "Birchford,2025,999,300")
    code, told = refreshed(new)
    assert (code, told["data"][0]["taken"]) == (0, True)
    moves = {(m["brief"], m["kind"], m["name"]) for m in told["data"][0]["moves"]}
    assert moves == {("birchford", "value", "catch.latest"), ("birchford", "chart", "fig-catch"),
                     ("birchford", "table", "tbl-catch")}  # fmt: skip
    assert all(d["message"].endswith("[in birchford]") for d in told["diagnostics"])
    assert (folder / "sources/data/years.csv").read_text() == new


def test_a_refreshed_table_of_the_series_is_told_with_the_briefs_that_come_and_go(fetched, site):
    folder, _, _ = fetched
    table = districts.table(3)
    address = site.has("/districts.csv", table.replace("Birchford", "Newford"), Content_Type="text/csv")
    said = f"sha256: {sha256(table.encode())}\naddress: {address}\n"
    (folder / "sources/data/districts.csv.source.yaml").write_text(said)
    done = call(folder, "--report", "json", "data", "refresh", "--local", "districts.csv")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["data"][0]["taken"]) == (1, False)
    assert "the brief `newford` can't be made with it" in told["diagnostics"][0]["message"]
    assert [(m["kind"], m["name"]) for m in told["data"][0]["moves"]] == [("brief", "newford"), ("brief", "birchford")]


def test_a_refreshed_table_of_which_no_series_comes_is_refused_and_a_row_less_is_told(fetched, site):
    folder, _, _ = fetched
    table = districts.table(3)
    twice = site.has("/districts.csv", table.replace("Birchford", "Alderford"), Content_Type="text/csv")
    record = f"source: counts2025\nsha256: {sha256(table.encode())}\naddress: {twice}\nshrink: 0.5\n"
    (folder / "sources/data/districts.csv.source.yaml").write_text(record)
    said = call(folder, "data", "refresh", "--local", "districts.csv").output
    assert "isn't taken: the series can't be made with it (SER002" in said
    site.pages.clear()
    site.has("/districts.csv", "".join(table.splitlines(keepends=True)[:-1]), Content_Type="text/csv")
    said = call(folder, "data", "refresh", "--local", "districts.csv").output
    assert "The series changes: the brief `cedarford` has no row any more." in said
    assert (folder / "sources/data/districts.csv").read_text().count("\n") == 3


def test_the_files_of_a_series_are_listed_with_what_any_brief_makes_of_them(three):
    folder = three()
    done = call(folder, "--report", "json", "data", "list")
    assert done.exit_code == 0, done.output
    every = {one["path"]: one["used"] for one in json.loads(done.stdout)["data"]}
    assert set(every) == {"sources/data/districts.csv", "sources/data/years.csv"}
    assert every["sources/data/years.csv"] == 3
    one = call(folder, "--report", "json", "data", "list", "--only", "cedarford")
    assert {one["path"]: one["used"] for one in json.loads(one.stdout)["data"]}["sources/data/years.csv"] == 3
    said = call(folder, "data", "show", "years.csv").output
    assert "table tbl-catch" in said


def test_a_part_may_stand_under_a_condition_where_there_is_no_series(brief):
    text = "# The river\n\nIt is low[ again]{.when test=\"edition == '2' and level < 3\"}.\n"
    folder = brief(text, settings="edition: '2'\nvariables: {level: 2.5}\n")
    assert "low again." in ast.plain(folder.run(until="assemble").manuscript.sections[0].blocks)
    folder.write({"report/brief.yaml": (folder.root / "report/brief.yaml").read_text().replace("2.5", "3.5")})
    assert "low." in ast.plain(folder.run(until="assemble").manuscript.sections[0].blocks)


def test_cells_are_written_in_the_language_of_the_brief_and_choose_rows_as_they_are(three):
    said = "{{ row.population | number }} und {{ row.share }}.[@fig:catch; @tbl:catch]"
    folder = three(**{
        "report/brief.yaml": districts.SETTINGS + "lang: de\n",
        "report/01-summary.md": f"# Summary\n\n{said}\n",
    })  # fmt: skip
    done = call(folder, "build", "--only", "alderford", "--format", "html")
    assert done.exit_code == 0, done.output
    assert "4.013 und 0,113." in words(folder / "output" / "alderford" / "alderford.html")


def test_columns_with_spaces_and_words_of_expressions_are_named_with_underscores(three):
    folder = three()
    districts.change(folder, ("coast,harbour", "on the coast,class"))
    for path in (folder / "report").glob("*.md"):
        text = path.read_text().replace("row.coast ==", "row.on_the_coast ==").replace("row.harbour }}", "row.class }}")
        path.write_text(text)
    (folder / "report/05-more.md").write_text(
        "# More\n\n{{ row.on_the_coast }}, {{ row.on the coast }}"
        "[, at {{ row.class_ }}]{.when test=\"row.class_ != ''\"}\n"
    )
    done = call(folder, "build", "--only", "alderford", "--format", "html")
    assert done.exit_code == 0, done.output
    assert "yes, yes, at Alderford Quay" in words(folder / "output/alderford/alderford.html")


def test_verify_looks_at_the_evidence_of_each_row(three):
    folder = three(**{
        "report/01-summary.md": "# Summary\n\nThe council of {{ row.district }} wants\n"
        "\"{{ row.said }}\" [@marsh2020].\n\n[@fig:catch; @tbl:catch]\n",
        "report/02-catch.md": districts.CATCH,
        "sources/data/districts.csv": "code,district,population,share,coast,harbour,said\n"
        "1,Alderford,1,0.1,no,,a fixed share of the river\n2,Birchford,1,0.1,no,,a free share of the river\n",
    })  # fmt: skip
    done = call(folder, "--report", "json", "verify")
    assert done.exit_code == 1
    (wrong,) = [d for d in json.loads(done.output)["diagnostics"] if d["severity"] == "error"]
    assert wrong["message"].endswith(" [in birchford]")
    assert (wrong["path"], wrong["line"]) == ("report/01-summary.md", 4)
    assert call(folder, "verify", "--only", "alderford").exit_code == 0
    assert call(folder, "verify", "--lock", "--only", "alderford").exit_code == 2


def test_check_asks_the_validators_of_every_brief(three):
    done = call(three(), "--report", "json", "check", "--format", "html", "--without", "axe-core")
    assert done.exit_code == 0, done.output


# What is wrong

PLAIN = "# Summary\n\nOf {{ row.district }}: [@fig:catch; @tbl:catch]\n"
CELLS = "code,district,population,share,coast,harbour\n"
GOOD = "D1,Alderford,9000,0.1,yes,Alder Quay\n"

WRONG = {
    "row-without-a-name": {"sources/data/districts.csv": f"{CELLS}{GOOD}D2,,9000,0.1,no,\n"},
    "two-rows-of-one-name": {"sources/data/districts.csv": f"{CELLS}{GOOD}D2,alderford ,9000,0.1,no,\n"},
    "no-such-column": {
        "report/brief.yaml": districts.SETTINGS.replace("name: district\n", "name: distrikt\n"),
    },
    "no-such-column-in-a-name": {
        "report/brief.yaml": districts.SETTINGS.replace("name: district\n", 'name: "{{ row.distrikt }}"\n'),
    },
    "no-such-column-in-the-text": {"report/04-method.md": "# Method\n\nIn {{ row.distrikt }} all are counted.\n"},
    "no-such-column-in-brief-yaml": {
        "report/brief.yaml": districts.SETTINGS.replace("row.code", "row.cod"),
    },
    "empty-cell-in-the-text": {
        "report/04-method.md": "# Method\n\nAt {{ row.harbour }} all are counted.\n",
        "sources/data/districts.csv": f"{CELLS}{GOOD}D2,Birchford,9000,0.1,no,\n",
    },
    "empty-cell-in-brief-yaml": {
        "report/brief.yaml": districts.SETTINGS.replace("row.code", "row.harbour"),
        "sources/data/districts.csv": f"{CELLS}{GOOD}D2,Birchford,9000,0.1,no,\n",
    },
    "condition-of-one-row": {
        "report/04-method.md": "# Method\n\n::: {.when test=\"row.population > 5000\"}\nMany.\n:::\n\nAll.\n",
        "sources/data/districts.csv": f"{CELLS}{GOOD}D2,Birchford,many,0.1,no,\nD3,Cedarford,few,0.1,no,\n",
        "report/brief.yaml": districts.SETTINGS.replace(" | number", ""),
    },
    "condition-of-an-unknown-name": {
        "report/04-method.md": "---\nwhen: row.cost == 'yes'\n---\n\n# Method\n\nAll are counted.\n",
    },
    "label-in-a-part-that-is-gone": {
        "report/04-method.md": "# Method\n\nSee @sec:quay.\n\n::: {.when test=\"row.coast == 'yes'\"}\n"
        "## The quay {#sec:quay}\n\nIt is long.\n:::\n",
        "sources/data/districts.csv": f"{CELLS}{GOOD}D2,Birchford,9000,0.1,no,\n",
    },
    "part-that-stands-nowhere": {
        "report/04-method.md": "# Method\n\nAll are counted.[ Twice.]{.when test=\"row.coast == 'maybe'\"}\n",
    },
    "one-title-for-all": {
        "report/brief.yaml": districts.SETTINGS.replace('"Fishing in {{ row.district }}"', "Fishing"),
    },
    "no-such-table": {
        "report/brief.yaml": districts.SETTINGS.replace("data/districts.csv", "data/district.csv"),
    },
    "no-such-key": {"report/brief.yaml": districts.SETTINGS.replace("  name: district", "  names: district")},
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief(three, golden, tmp_path, case):
    done = call(three(**{"report/01-summary.md": PLAIN, **WRONG[case]}), "assemble")
    told = done.output.replace(f"{tmp_path.as_posix()}/", "")
    golden(f"series/{case}.txt", f"{told}exit code {done.exit_code}\n")


def test_a_brief_that_cannot_be_made_keeps_no_other_from_it_and_its_last_edition_stays(three):
    folder = three()
    assert call(folder, "build", "--format", "html").exit_code == 0
    good = (folder / "output" / "birchford" / "birchford.html").read_bytes()
    districts.change(folder, ("7591", ""), ("4013", "5014"))
    done = call(folder, "build", "--format", "html")
    assert done.exit_code == 1
    assert "VAL004" in done.output
    assert "[in birchford]" in done.output
    assert "sources/data/districts.csv:3:1" in done.output
    assert (folder / "output" / "birchford" / "birchford.html").read_bytes() == good
    assert "5,014 people" in words(folder / "output" / "alderford" / "alderford.html")
    listed = json.loads((folder / "output" / "series.json").read_text())["briefs"]
    assert [one["name"] for one in listed] == ["alderford", "birchford", "cedarford"]


def test_the_folder_of_a_row_that_is_gone_is_told_and_left(three):
    folder = three()
    assert call(folder, "build", "--format", "html").exit_code == 0
    districts.change(folder, (list(districts.table(3).splitlines(keepends=True))[-1], ""))
    done = call(folder, "build", "--format", "html")
    assert done.exit_code == 0
    assert "SER008" in done.output
    assert (folder / "output" / "cedarford" / "cedarford.html").is_file()
    assert "cedarford" not in (folder / "output" / "index.html").read_text()


# Building again


def test_a_changed_cell_changes_the_brief_of_its_row_alone(three):
    folder = three()
    assert call(folder, "build", "--format", "html").exit_code == 0
    pages = {p.stem: p.read_bytes() for p in folder.glob("output/*/*ford.html")}
    districts.change(folder, ("7591", "7592"))
    assert call(folder, "build", "--format", "html").exit_code == 0
    assert {p.stem for p in folder.glob("output/*/*ford.html") if p.read_bytes() != pages[p.stem]} == {"birchford"}


def test_a_build_of_one_brief_with_nothing_to_do_says_so_and_sees_a_changed_cell(three):
    folder = three()
    build = ("build", "--format", "html", "--only", "birchford")
    assert alone(folder, *build)[0] == 0
    again = alone(folder, *build)
    assert "Nothing to do" in again[2], again
    districts.change(folder, ("7591", "7592"))
    assert "Nothing to do" not in alone(folder, *build)[2]
    assert "7,592 people" in words(folder / "output" / "birchford" / "birchford.html")


def test_three_briefs_have_all_formats(three):
    folder = three()
    code, said, _ = alone(folder, "build")
    assert code == 0, said
    assert "3 of 3 briefs made." in said
    for name in ("alderford", "birchford", "cedarford"):
        text = subprocess.run(["pdftotext", folder / "output" / name / f"{name}.pdf", "-"], check=True,
                              capture_output=True, text=True).stdout  # fmt: skip
        assert f"Fishing in {name.capitalize()}" in text
        assert (folder / "output" / name / f"{name}.epub").is_file()
    page = html.document_fromstring((folder / "output" / "index.html").read_bytes())
    assert [a.text_content().rpartition(" ")[2] for a in page.xpath("//li[1]//p/a")] == ["HTML", "PDF", "EPUB"]


def test_a_series_that_is_interrupted_ends_at_once_and_leaves_whole_briefs(tmp_path):
    folder = districts.write(tmp_path, ALL)
    command = [sys.executable, "-m", "briefpress", "-q", "build", "--format", "html"]
    with interruptible(command, folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as work:
        while not list(folder.glob("output/*/manifest.json")) and work.poll() is None:
            time.sleep(0.05)
        work.send_signal(signal.SIGINT)
        said, _ = work.communicate(timeout=20)
    assert work.returncode == 130, said
    assert said.strip() == "Interrupted."
    there = [place.parent for place in folder.glob("output/*/manifest.json")]
    assert 0 < len(there) < ALL
    for place in there:
        assert "How it was counted" in words(place / f"{place.name}.html")
    assert not (folder / "output" / "index.html").exists()


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one processor no brief is made beside another")
def test_a_brief_that_takes_its_python_down_keeps_no_other_from_being_made(tmp_path):
    folder = districts.write(tmp_path, 8)
    command = [sys.executable, "-m", "briefpress", "-q", "build", "--format", "html"]
    with interruptible(command, folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as work:
        while not list(folder.glob("output/*/manifest.json")) and work.poll() is None:
            time.sleep(0.05)
        crew = subprocess.run(["pgrep", "-P", str(work.pid)], capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(crew[0]), signal.SIGKILL)
        said, _ = work.communicate(timeout=120)
    assert work.returncode == 3, said
    assert re.findall(r"error (\w+): (.*) \[in \w+\]", said) == [("ENG002", "Making a brief failed: exit code -9")]
    assert len(list(folder.glob("output/*/manifest.json"))) >= 7  # it may have been published just before
