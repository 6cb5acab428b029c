"""Charts and tables of data in a browser: on a telephone, in a page from the right, in the figures of print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import BriefFolder

PHONE = 375
CSV = "place,year,exports,share,kind\nالصادرات Oslo,2023,1234,0.25,fish and whatever else is had from the sea\n"
CHART = "```{.chart}\ndata: ../sources/data/t.csv\nx: place\ny: {field: exports, title: الصادرات}\nlying: true\n```\n"
NARROW = "```{.table}\ndata: ../sources/data/t.csv\ncolumns: {year: Year, exports: Exports, share: Share}\n```\n"
WIDE = "```{.table}\ndata: ../sources/data/t.csv\n```\n"
NAMED = "```{.table}\ndata: ../sources/data/t.csv\nheader_column: true\n```\n"


@pytest.fixture(scope="module", params=["en", "ar"])
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = BriefFolder(tmp_path_factory.mktemp("screen")).write({
        "report/brief.yaml": f"title: T\nauthors: [A B]\ndate: 2026-01-15\nlang: {request.param}\nformats: [html]\n",
        "report/01-a.md": f"# One\n\n{CHART}\n{NARROW}\n{WIDE}\n{NAMED}",
        "sources/data/t.csv": CSV,
    })  # fmt: skip
    path: Path = folder.built("html").paths["html"]
    shown = chromium.new_page(viewport={"width": PHONE, "height": 900})
    shown.goto(path.as_uri())
    yield shown
    shown.close()


def test_the_words_of_a_chart_stand_within_it_whichever_way_the_page_is_read(page: Page):
    for drawing in page.locator(".drawing.narrow").all():
        frame = drawing.bounding_box()
        assert frame
        for words in drawing.locator("text").all():
            box = words.bounding_box()
            assert box, words.inner_text()
            assert frame["x"] - 2 <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"] + 2


def test_the_name_of_a_bar_stands_before_it(page: Page):
    drawing = page.locator(".drawing.narrow").first
    name, bar = (drawing.locator(of).first.bounding_box() for of in ("text:has-text('Oslo')", ".mark-rect path"))
    assert name
    assert bar
    assert name["x"] + name["width"] <= bar["x"] + 1


def test_charts_have_the_figures_of_print(page: Page):
    figures = page.locator(".drawing.narrow text").first.evaluate("t => getComputedStyle(t).fontVariantNumeric")
    assert figures == "lining-nums"


def _scrolls(page: Page, table: int) -> bool:
    frame = page.locator(".table-block > .table-scroll").nth(table)
    return bool(frame.evaluate("f => f.scrollWidth > f.clientWidth + 1"))


def test_three_short_columns_fit_on_a_telephone_and_five_long_ones_scroll(page: Page):
    assert [_scrolls(page, i) for i in range(3)] == [False, True, True]


def test_a_head_stays_only_where_the_names_of_its_rows_do(page: Page):
    first = page.locator(".table-block thead tr > :first-child")
    assert [head.evaluate("h => getComputedStyle(h).position") for head in first.all()] == [
        "static",
        "static",
        "sticky",
    ]
