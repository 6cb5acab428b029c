"""A chart is told in words made of its data, and its figures stand beside it as a table, in every format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

import chart_many
from briefpress.charts.described import description
from briefpress.charts.kinds import KINDS
from briefpress.charts.lines import Lines
from briefpress.charts.tabled import MOST, table
from briefpress.data.exchange import csv_of
from briefpress.data.rows import Data
from briefpress.diagnostics import Span
from briefpress.engines.validators import axe_core, epubcheck
from briefpress.validate import validate
from briefpress.wording import language
from chart_forms import EXAMPLES, chart_of, data_of
from conftest import BriefFolder, Built

LANGUAGES = ("en", "de", "fr", "es", "ru", "hy", "ar", "he", "zh", "zh-Hant")
RIVERS = "river,gauge,level\n" + "".join(
    f"{river},{gauge},{(i * 37 + j * 11) % 90 / 10}\n"
    for i, river in enumerate(("Aar", "Bode", "Cher", "Drau", "Eder", "Fulda"))
    for j, gauge in enumerate((2021, 2022, 2023))
)
OTHERS = {
    "line-of-many": ("type: line\nx: gauge\ny: {field: level, title: Level}\nunit: m\nseries: river\n", RIVERS),
    "slope-of-many": (
        "type: slope\nx: gauge\ny: {field: level, title: Level}\nseries: river\n",
        "\n".join(line for line in RIVERS.splitlines() if ",2022," not in line) + "\n",
    ),
    "line-of-months": ("type: line\nx: month\ny: n\n", "month,n\n2023-10,3\n2023-11,9\n2023-12,3\n"),
    "bars-few": ("x: k\ny: {field: v, format: percent}\n", "k,v\nNorth,0.25\nSouth,0.5\n"),
    "bars-equal": ("x: k\ny: v\n", "k,v\na,2\nb,2\nc,2\nd,2\n"),
    "bars-with-ties": ("x: k\ny: v\n", "k,v\na,9\nb,9\nc,1\nd,2\ne,\n"),
    "line-of-equals": ("type: line\nx: year\ny: v\n", "year,v\n2020,5\n2021,5\n2022,5\n"),
    "timeline-of-one": ("type: timeline\nstart: day\nevent: what\n", "day,what\n2022-02-24,It begins\n"),
    "panels-of-series-alike": (
        "type: line\nx: y\ny: v\nseries: s\npanels: d\n",
        "y,d,s,v\n"
        + "".join(f"{y},{d},{s},{y - 2020 + (d == 'A')}\n" for y in (2020, 2021) for d in "ABC" for s in "mw"),
    ),
    "ranges-many": (
        "type: range\nx: k\nlow: a\nhigh: b\ntitle: Forecast\n",
        "k,a,b\nOne,1,2\nTwo,0,5\nThree,2,2.5\nFour,-1,3\nFive,,\n",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_of_chart_is_told_in_every_language(lang: str, golden: Callable[[str, str], None]):
    told = [
        f"{name}\n{description(chart_of(block), data_of(rows), lang)}\n"
        for name, (block, rows) in {**EXAMPLES, **OTHERS}.items()
    ]
    for name, (block, rows) in chart_many.EXAMPLES.items():
        if not name.startswith("plain"):
            told.append(f"{name}\n{description(*chart_many.rows_of(block, rows), lang)}\n")
    golden(f"described/{lang}.txt", "\n".join(told))


def test_every_form_of_chart_is_among_the_examples():
    examples = [*EXAMPLES.values(), *chart_many.EXAMPLES.values()]
    assert {chart_of(block).type for block, _ in examples} == set(KINDS)


def test_what_is_plain_vega_lite_is_told_by_its_author_alone():
    settings, found = validate(
        {"data": "d.csv", "spec": {}}, KINDS["vega-lite"].settings, "a.md", {"": Span("a.md", 1, 1)}
    )
    assert settings is None
    assert ["alt" in f.message for f in found] == [True]


def test_a_language_without_words_of_ours_is_told_in_english_with_its_own_figures():
    block, rows = EXAMPLES["bars-lying"]
    told = description(chart_of(block), data_of(rows), "pl")
    assert told.startswith("Bar chart: ")
    assert "1840 (" in told.replace("\u00a0", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_a_form_for_every_number_that_it_tells_apart(lang: str):
    from briefpress.wording import locale

    words, found = language(lang).words.described, locale(lang)
    assert found is not None
    needed = {found.plural_form(n) for n in range(1, 201)}
    for forms in (words.entries, words.series, words.missing):
        assert needed <= set(forms)
    assert set(words.kinds) == {*KINDS, "grouped", "stacked", "shares", "other"} - {"vega-lite"}


_FIGURES = st.integers(-9999, 9999).map(lambda n: Fraction(n, 100))


def _line(figures: list[Fraction | None]) -> Data:
    texts = ["" if f is None else f"{float(f):.2f}" for f in figures]
    rows = tuple({"year": 2000 + i, "v": float(t) if t else ""} for i, t in enumerate(texts))
    said = tuple({"year": str(2000 + i), "v": t} for i, t in enumerate(texts))
    return Data("d.csv", ("year", "v"), rows, said)


def _plain(figure: Fraction) -> str:
    return f"{float(figure):.2f}".replace("-", "−") if figure else "0.00"


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.none(), _FIGURES), min_size=2, max_size=12).filter(
        lambda f: sum(v is not None for v in f) > 1
    )
)
def test_what_is_said_of_the_ends_and_the_extremes_of_a_line_is_so(figures: list[Fraction | None]):
    told = description(Lines(data="d.csv", x="year", y="v"), _line(figures), "en")
    known = [(2000 + i, f) for i, f in enumerate(figures) if f is not None]
    (first, a), (last, b) = known[0], known[-1]
    if len(known) > 2 and {f for _, f in known} == {a}:
        assert f"Every figure: {_plain(a)}." in told
    elif a == b:
        assert f"The same at both ends, {_plain(a)}." in told
    else:
        way = "Rose" if b > a else "Fell"
        assert f"{way} from {_plain(a)} in {first} to {_plain(b)} in {last}." in told
    high, low = max(f for _, f in known), min(f for _, f in known)
    if {high, low} <= {a, b}:
        assert "ighest" not in told
    else:
        for word, extreme in (("Highest", high), ("lowest", low)):
            said = told.partition(f"{word}: ")[2]
            assert said.startswith(_plain(extreme))
            those = [str(year) for year, f in known if f == extreme]
            part = said.partition(";")[0] if word == "Highest" else said
            assert f"{len(those)} of {len(known)}" in part if len(those) > 3 else all(y in part for y in those)
    assert told.startswith(f"Line chart: v; 2000 to {2000 + len(figures) - 1}")
    lacking = sum(f is None for f in figures)
    assert (f"; {lacking} without a figure." in told) == bool(lacking)


@settings(max_examples=100)
@given(st.lists(st.tuples(_FIGURES, _FIGURES), min_size=5, max_size=14))
def test_what_is_said_of_slopes_is_so(ends: list[tuple[Fraction, Fraction]]):
    names = [f"n{i}" for i in range(len(ends))]
    rows = "name,year,v\n" + "".join(
        f"{name},2020,{float(a):.2f}\n{name},2023,{float(b):.2f}\n" for name, (a, b) in zip(names, ends, strict=True)
    )
    told = description(chart_of("type: slope\nx: year\ny: v\nseries: name\n"), data_of(rows), "en")
    ways = {name: b - a for name, (a, b) in zip(names, ends, strict=True)}
    up, down = sum(w > 0 for w in ways.values()), sum(w < 0 for w in ways.values())
    assert f"Up: {up}; down: {down}; unchanged: {len(ends) - up - down}." in told
    for word, wanted, count in (
        ("reatest rise: ", max(ways.values()), up),
        ("reatest fall: ", min(ways.values()), down),
    ):
        assert (word in told) == bool(count)
        if count:
            assert ways[told.partition(word)[2].partition(" ")[0]] == wanted


def test_a_figure_is_compared_exactly_and_told_as_the_chart_writes_it():
    data = data_of("k,v\na,0.30000000000000004\nb,0.3\nc,0.1\nd,0.2\n")
    told = description(chart_of("x: k\ny: {field: v, format: percent(0)}\n"), data, "en")
    assert "Highest: 30% (a); lowest: 10% (c)." in told


def test_a_name_that_is_a_paragraph_is_cut():
    data = data_of(f"k,v\n{'long ' * 60},5\nb,1\nc,2\nd,3\n")
    assert len(description(chart_of("x: k\ny: v\n"), data, "en")) < 200


# the table


def test_a_table_has_a_column_for_each_series_and_a_row_for_each_place():
    made = table(*_of("line"), "en")
    assert made is not None
    assert made.head == ("year", "European Union", "Russia", "China", "All other partners")
    assert made.rows[3] == ("2019", "–", "28.9%", "12.1%", "35.0%")
    assert made.caption == "Share of exports"
    assert made.header


def test_a_table_is_written_in_the_language_of_the_brief():
    made = table(*_of("line-days"), "de")
    assert made is not None
    assert made.rows[0] == ("19. September 2023", "1,8")


def test_a_table_of_ranges_has_both_ends():
    made = table(*_of("range"), "en")
    assert made is not None
    assert (made.head, made.rows[0]) == (
        ("institute", "lowest (per cent)", "highest (per cent)"), ("Central bank", "1.2", "2.1"),
    )  # fmt: skip


@pytest.mark.parametrize(("said", "rows", "there"), [
    ("", MOST, True), ("", MOST + 1, False), ("table: true\n", MOST + 1, True), ("table: false\n", 2, False),
])  # fmt: skip
def test_a_very_long_table_is_there_where_a_block_asks_for_it(said: str, rows: int, there: bool):
    data = data_of("k,v\n" + "".join(f"{i},{i}\n" for i in range(rows)))
    assert (table(chart_of(f"type: line\nx: k\ny: v\n{said}"), data, "en") is not None) == there


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0")), st.text("0123456789.")
        ),
        min_size=1,
    )
)
def test_what_is_attached_as_csv_is_what_was_chosen(rows: list[tuple[str, str]]):
    data = Data("d.json", ("a,b", 'c"d'), tuple({"a,b": a, 'c"d': b} for a, b in rows),
                tuple({"a,b": a, 'c"d': b} for a, b in rows))  # fmt: skip
    written = csv_of(data)
    assert written.count("\r\n") == len(rows) + 1
    assert [tuple(row) for row in csv.reader(io.StringIO(written, newline=""))] == [data.columns, *rows]


def test_days_and_areas_stand_in_tables_as_in_charts():
    timeline = table(*chart_many.rows_of(*chart_many.EXAMPLES["timeline"]), "en")
    assert timeline is not None
    assert timeline.rows[1] == ("Talks about a joint fund", "March 2018", "November 2019")
    areas = table(*chart_many.rows_of(*chart_many.EXAMPLES["map"]), "de")
    assert areas is not None
    assert areas.rows[0] == ("Harbour", "4\u00a0%")


def test_shares_in_panels_are_parts_of_their_own_bar():
    block = "x: k\ny: v\nseries: s\nstacked: share\npanels: p\n"
    data = data_of("p,k,s,v\nA,x,one,1\nA,x,two,3\nB,x,one,1\nB,x,two,1\n")
    made = table(chart_of(block), data, "en")
    assert made is not None
    assert made.head[1:] == ("A, one", "A, two", "B, one", "B, two")
    assert made.rows == (("x", "25%", "75%", "50%", "50%"),)


def _of(name: str) -> Any:
    block, rows = EXAMPLES[name]
    return chart_of(block), data_of(rows)


# a brief with charts that nobody described

NAMED = {"line": "#fig:line", "bars-lying": "", "stacked-share": "#fig:shares", "range": "#fig:range"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    text = "# Data\n\nA paragraph before.\n\n" + "".join(
        f"```{{.chart {label}}}\ndata: ../sources/data/{name}.csv\n"
        f"caption: The chart {name}\n{EXAMPLES[name][0]}```\n\n"
        for name, label in NAMED.items()
    )
    text += "```{.chart #fig:some}\ndata: ../sources/data/line.csv\nwhere: {year: [2016, 2023]}\ntable: false\n"
    text += (
        f"alt: What its author says.\n{EXAMPLES['slope'][0].replace('rent,', 'share,').replace('district', 'partner')}"
    )
    text = text.replace("highlight: Harbour", "highlight: Russia")
    text += "```\n\n@fig:line @fig:shares @fig:range @fig:some\n"
    files: dict[str, str | bytes] = {
        f"sources/data/{name}.csv": EXAMPLES[name][1].encode() for name in NAMED
    }  # fmt: skip
    brief = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
    folder = BriefFolder(tmp_path_factory.mktemp("data")).write({"report/brief.yaml": brief, **files})
    return folder.write({"report/01-data.md": text.encode()}).built("pdf", "epub", "html")


def _told(name: str) -> str:
    return description(*_of(name), "en")


def test_the_words_stand_in_every_format_where_the_author_has_none(built: Built):
    said = [*map(_told, NAMED), "What its author says."]
    assert built.html.xpath("//figure//*[@role='img'][not(@aria-hidden)]/@aria-label") == said
    assert [i.get("alt") for c in built.chapters.values() for i in c.iter("{*}img")] == said
    assert _alts(built) == said


def _alts(built: Built) -> list[str]:
    with pikepdf.open(built.paths["pdf"]) as pdf:
        return [str(e.Alt) for e in _elements(pdf) if str(e.get("/S")) == "/Figure"]


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    """The structure elements of a PDF, in their order."""
    found = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for one in element:
                walk(one)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            walk(element.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_web_page_has_the_figures_behind_a_disclosure_in_the_figure(built: Built):
    figures = built.html.xpath("//figure")
    assert [len(f.xpath("./details[@class='figure-data'][not(@open)]/summary[.='Data']")) for f in figures] == [
        1,
        1,
        1,
        1,
        0,
    ]
    first = figures[0].xpath(".//table")[0]
    assert first.xpath("thead/tr/th/@scope") == ["col"] * 5
    assert first.xpath("tbody/tr/th/@scope") == ["row"] * 8
    assert figures[0].xpath(".//summary/@aria-label") == ["Data: Figure 1. The chart line"]


def test_a_chart_is_heard_once_and_leads_to_its_figures(built: Built):
    for figure in built.html.xpath("//figure")[:4]:
        (drawn,) = figure.xpath(".//*[@role='img'][@aria-label]")
        assert set(drawn.xpath("./svg/@aria-hidden")) == {"true"}
        assert drawn.get("aria-details") == figure.xpath("./details/@id")[0]


def test_the_e_book_has_the_figures_on_pages_off_the_reading_order_with_a_way_there_and_back(built: Built):
    package = built.epub_file("EPUB/content.opf").decode()
    pages = {name: page for name, page in built.chapters.items() if "/data-" in name}
    assert len(pages) == 4
    assert package.count('linear="no"') == 4
    (chapter,) = (c for name, c in built.chapters.items() if name.endswith("ch001.xhtml"))
    links = [a for a in chapter.iter("{*}a") if a.get("id", "").startswith("to-data-")]
    assert len(links) == 4
    for link in links:
        page = pages["EPUB/text/" + link.get("href").partition("#")[0]]
        assert [a.get("href") for a in page.iter("{*}a")] == [f"ch001.xhtml#{link.get('id')}"]
    assert "data-fig-line" not in built.epub_file("EPUB/nav.xhtml").decode()


def test_the_pdf_has_the_rows_that_each_figure_shows(built: Built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        of = {str(e.get("/ID")): [str(f.UF) for f in e.AF] for e in _elements(pdf) if "/AF" in e}
        within = {name: file.get_file().read_bytes().decode() for name, file in pdf.attachments.items()}
    assert of == {
        "fig-line": ["line.csv"], "figure-2": ["bars-lying.csv"], "fig-shares": ["stacked-share.csv"],
        "fig-range": ["range.csv"], "fig-some": ["line-1.csv"],
    }  # fmt: skip
    assert within["line.csv"] == EXAMPLES["line"][1]
    rows = list(csv.reader(io.StringIO(within["line-1.csv"], newline="")))
    assert [row[0] for row in rows] == ["year", *["2016", "2023"] * 4]


def test_axe_core_has_nothing_to_say_of_the_tables(built: Built, chromium: Browser, tmp_path: Path):
    opened = tmp_path / "open.html"
    page = built.paths["html"].read_text(encoding="utf-8")
    opened.write_text(
        page.replace('<details class="figure-data"', '<details open class="figure-data"'), encoding="utf-8"
    )
    assert axe_core.seen_in(chromium, opened) == []


def test_epubcheck_has_nothing_to_say_of_the_tables(built: Built, tmp_path: Path):
    if epubcheck.VALIDATOR.missing():
        pytest.skip("EPUBCheck isn't on this machine")
    assert list(epubcheck.VALIDATOR.ask(built.paths["epub"], tmp_path)) == []
