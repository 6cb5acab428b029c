"""Charts and tables made from data say what the data says, in every format, and tell of what can't be drawn."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from briefpress import darkroom, pictures
from briefpress.charts.bars import Bars
from briefpress.charts.canvas import Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.settings import Field
from briefpress.data.rows import Data
from briefpress.engines import vega
from briefpress.wording import Numerals, numerals
from conftest import PIXEL, BriefFolder, Built

BRIEF = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
FORMS = ("pdf", "epub", "html")
SHARES = """\
year,Share (approx.),who,code
2020,0.10,Russia,007
2021,,Russia,008
2022,0.35,Russia,1_0
2020,0.20,EU,1.10
2021,-0.15,EU,2.50
2022,0.05,EU,"1,5"
"""
TEXT = """\
    # Data

    ```{.chart #fig:line}
    type: line
    data: ../sources/data/shares.csv
    x: year
    y: {field: Share (approx.), title: Share, format: .0%}
    series: who
    caption: A line of shares [@marsh2020]
    alt: The share climbs from 10 to 35 per cent.
    source: "@daily2022."
    credit: 1. Drawn by us
    ```

    ```{.chart}
    data: ../sources/data/names.csv
    x: name
    y: {field: "n[1]", format: ",.1f"}
    highlight: Two
    caption: Bars with names
    alt: Two is by far the longest.
    ```

    ```{.table #tbl:shares}
    data: ../sources/data/shares.csv
    columns: {year: Year, "Share (approx.)": {title: Share, format: .1%}, code: Code}
    header_column: true
    caption: A table of shares [@court2021]
    source: "@survey2023."
    ```

    @fig:line @tbl:shares
    """
FILES: dict[str, str | bytes] = {
    "sources/data/shares.csv": SHARES,
    "sources/data/names.csv": 'name,n[1]\nOne,1.50\nTwo,20000\n"Three, with a long name",3\n',
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two charts and a table."""
    from conftest import REFERENCES

    folder = BriefFolder(tmp_path_factory.mktemp("data"))
    return folder.write(
        {"report/brief.yaml": BRIEF, "report/01-a.md": TEXT, "sources/references.yaml": REFERENCES, **FILES}
    ).built()


def test_the_words_and_numbers_of_a_chart_are_text_in_the_pdf(built):
    words = built.text("pdf")
    for said in (
        "Russia",
        "EU",
        "30%",
        "−10%",
        "2020",
        "2021",
        "2022",
        "Share",
        "One",
        "1.5",
        "20,000.0",
        "Three, with a long name",
        "3.0",
    ):
        assert said in words
    assert "2020 2021 2022" in words, "each year stands once at its axis"


@pytest.mark.parametrize("form", FORMS)
def test_captions_sources_and_credits_of_data_stand_in_every_format(built, form):
    words = built.text(form).replace("\u00a0", " ")
    for said in (
        "Figure 1. A line of shares",
        "Ben Okoro",
        "1. Drawn by us",
        "Figure 2. Bars with names",
        "Table 1. A table of shares",
        "Water Office",
        "Figure 1 Table 1",
    ):
        assert said in words
    for cited in ("Price of Neutrality", "Bridge Opens Late", "North v. South", "River Survey"):
        assert cited in words, "what a block of data cites is in the list"


def _figures(element: Any) -> list[pikepdf.Dictionary]:
    out: list[pikepdf.Dictionary] = []
    stack = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Array):
            stack.extend(item)
        elif isinstance(item, pikepdf.Dictionary):
            if item.get("/S") == "/Figure":
                out.append(item)
            stack.append(item.get("/K"))
    return out


def test_the_alternative_text_of_a_chart_is_in_every_format(built):
    said = ["The share climbs from 10 to 35 per cent.", "Two is by far the longest."]
    assert built.html.xpath("//figure//*[@role='img']/@aria-label") == said
    assert [i.get("alt") for c in built.chapters.values() for i in c.iter("{*}img")] == said
    with pikepdf.open(built.paths["pdf"]) as pdf:
        assert {str(f.Alt) for f in _figures(pdf.Root.StructTreeRoot.K)} == set(said)


def test_a_table_shows_the_file_s_own_figures_but_where_a_format_is_given(built):
    rows = [[c.text_content() for c in row] for row in built.html.xpath("//*[@id='tbl-shares']//tr")]
    assert rows == [
        ["Year", "Share", "Code"],
        ["2020", "10.0%", "007"],
        ["2021", "–", "008"],
        ["2022", "35.0%", "1_0"],
        ["2020", "20.0%", "1.10"],
        ["2021", "−15.0%", "2.50"],
        ["2022", "5.0%", "1,5"],
    ]
    assert len(built.html.xpath("//*[@id='tbl-shares']//tbody//th")) == 6
    rules = dict(re.findall(r"#content \.([\w-]+) { text-align: (\w+) }", built.html.xpath("string(//style)")))
    assert rules[built.html.xpath("//*[@id='tbl-shares']//tbody/tr[1]/td[1]")[0].get("class")] == "right"
    assert built.html.xpath("//*[@id='tbl-shares']//tbody/tr[1]/th[1]")[0].get("class") is None, (
        "names stand where a line begins"
    )


def test_numbers_that_are_formatted_are_written_as_the_language_writes_them(brief):
    built = brief(TEXT, files=FILES, settings="lang: fr\n").built("html", "pdf")
    words = built.text("html").replace("\u00a0", " ").replace("\u202f", " ")
    for said in ("10,0 %", "−15,0 %", "20 000,0", "30 %", "1.10"):
        assert said in words
    assert numerals("de-CH") == Numerals(".", "’", "%")
    assert numerals("xx") == Numerals()


def test_one_picture_may_stand_in_the_text_many_times_and_a_chart_without_label_beside_one_with_a_likely_name(brief):
    block = "```{.chart%s}\ndata: d.csv\nx: k\ny: v\nalt: Bars.\n```\n\n"
    text = "# A\n\n" + block % " #chart-2" + block % "" + block % "" + "![One](p.png){alt=x}\n\n![Two](p.png){alt=y}\n"
    built = brief(text, files={"report/d.csv": "k,v\na,1\n", "report/p.png": PIXEL}).built("html")
    assert len(built.html.xpath("//figure")) == 5
    assert len({f.get("id") for f in built.html.xpath("//figure")}) == 5


def _chart(brief: Any, lines: str, data: str) -> Any:
    text = f"# A\n\n```{{.chart}}\ndata: d.csv\n{lines}\nalt: A chart.\n```\n"
    return brief(text, files={"report/d.csv": data}).found()


@pytest.mark.parametrize(
    ("lines", "data", "code", "place", "said"),
    [
        ("x: k\ny: v", "k,v\na,1\nb,n/a\n", "DATA001", "report/d.csv:3:1", "`n/a`"),
        ("x: k\ny: v", 'k,v\na,"1,000"\n', "DATA001", "report/d.csv:2:1", "`1,000`"),
        ("x: k\ny: v", "k,v\na,1\na,2\n", "CHART001", "report/01-section.md:5:1", "More than one row"),
        ("x: k\ny: v\nseries: s", "k,v,s\na,1,x\na,2,x\n", "CHART001", "report/01-section.md:5:1", "a, x"),
        ("x: k\ny: {field: v, format: date}", "k,v\na,1\n", "DATA003", "report/01-section.md:6:1", "`date`"),
        ("x: k\ny: v\nhighlight: c", "k,v\na,1\n", "DATA003", "report/01-section.md:7:1", "`c`"),
        (
            "x: k\ny: v\nseries: s",
            "k,v,s\n" + "".join(f"a,1,{n}\n" for n in range(7)),
            "CHART001",
            "report/01-section.md:7:1",
            "7 series",
        ),
        ("x: k\ny: w", "k,v\na,1\n", "DATA002", "report/01-section.md:6:1", "`w`"),
    ],
)
def test_what_a_chart_can_t_show_truly_is_found_with_its_place(brief, lines, data, code, place, said):
    (found,) = _chart(brief, lines, data)
    assert (found.code, str(found.span)) == (code, place)
    assert said in found.message


TOKENS = dict.fromkeys(("ink", "ink-soft", "rule", "accent", "muted", *(f"chart-{n}" for n in range(1, 7))), "#123456")
TOKENS |= {"page": "#ffffff"}
TOKENS |= {"display-font": "Source Sans Pro", "chart-letters": "13"}


def test_a_chart_keeps_the_order_of_its_file_and_a_gap_where_a_cell_is_empty():
    rows = ({"k": "b", "v": 1}, {"k": "a", "v": ""}, {"k": "c", "v": -2})
    data = Data("d.csv", ("k", "v"), rows, tuple({k: str(v) for k, v in r.items()} for r in rows), (2, 3, 4))
    bars = specification(Bars(data="d.csv", x="k", y="v", alt="A chart."), data, Canvas(TOKENS))["layer"][0]
    assert [row["v"] for row in bars["data"]["values"]] == [1, None, -2]
    assert bars["encoding"]["x"]["scale"]["domain"] == ["b", "a", "c"]


DOTS = 3
"""To a pixel."""


def beyond(svg):
    """How far the ink of a drawing reaches over its left and its right edge, in pixels."""
    width, height = (float(x) for x in re.search(r'width="([\d.]+)" height="([\d.]+)" viewBox', svg).groups())
    head = f'width="{width + 400}" height="{height}" viewBox="-200 0 {width + 400} {height}"'
    wider = re.sub(r'width="[\d.]+" height="[\d.]+" viewBox="[^"]*"', head, svg, count=1)
    (dots,) = vega.rasters([(wider, DOTS)])
    with Image.open(io.BytesIO(dots)) as image:
        left, _, right, _ = image.getchannel("A").point(lambda a: 255 * (a > 60)).getbbox()
    return 200 - left / DOTS, right / DOTS - 200 - width


@pytest.mark.parametrize(("width", "letters"), [(340, "13"), (340, "17"), (640, "13")])
@pytest.mark.parametrize(
    ("form", "shares"),
    [
        (".0%", (0.264, 0.37, 0.26)), (",.2f", (15822.5, 98765.25, 9999.99)), ("+,.0f", (-4200, 4100, 300)),
        ("", (9.99, 10, 3)), ("compact", (0, 0, 0)), ("currency(USD)", (1, 2.5, 3)), (",", (-9876543, -12, -1)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kinds", [(), ("Russia", "European Union", "The rest of the world")])
def test_no_word_or_figure_of_a_chart_is_cut_off_at_its_edge(width, letters, form, shares, kinds):
    names = ("First half of 2016", "January–October 2023", "The article (undated)")
    rows = tuple({"k": name, "v": share, "s": kind} for name, share in zip(names, shares, strict=True)
                 for kind in kinds or ("",))  # fmt: skip
    chart = Bars(data="d.csv", x="k", y=Field("v", format=form), alt="A chart.", series="s" if kinds else None)
    made = specification(
        chart, Data("d.csv", ("k", "v", "s"), rows), Canvas(TOKENS | {"chart-letters": letters}, "en", width)
    )
    (svg,) = vega.draw([made])
    assert max(beyond(svg)) <= 1
    bars = [float(x) for x in re.findall(r'aria-roledescription="bar" d="M[-\d.]+,[-\d.]+h([-\d.]+)', svg)]
    assert max(map(abs, bars)) >= 0.2 * (width - 160) or not any(shares), (
        "room for the figures leaves some for the bars"
    )


DRAWINGS = {
    "inkscape": """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 10 10">
<sodipodi:namedview/><defs><linearGradient id="g"/><rect id="r" width="5" height="5"/></defs>
<use xlink:href="#r" style="fill:url('#g')"/><rect fill="url(#g)" width="2" height="2"/></svg>""",
    "illustrator": """<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/"
 viewBox="0 0 10 10"><switch><foreignObject requiredExtensions="http://ns.adobe.com/x/" width="1" height="1"/>
 <g><i:set/><rect width="2" height="2"/></g></switch></svg>""",
    "with a font": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
<style>@font-face{font-family:a;src:url("data:font/woff2;base64,AA")}.a{fill:red}</style>
<a href="https://daily.example"><rect class="a" width="2" height="2"/></a></svg>""",
    "in sixteen bits": '<?xml version="1.0" encoding="UTF-16"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_as_programs_save_them_are_taken(name):
    data = DRAWINGS[name].encode("utf-16" if name == "in sixteen bits" else "utf-8")
    assert pictures.fault(data) is None


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp"])
def test_pictures_of_every_kind_are_taken_and_torn_ones_refused(form):
    stream = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(stream, form)
    assert pictures.fault(stream.getvalue()) is None
    assert pictures.fault(stream.getvalue()[:400]) is not None


def test_a_picture_of_too_many_pixels_is_told_without_reading_one(recwarn):
    def header(width: int, height: int) -> bytes:
        stream = io.BytesIO()
        Image.new("1", (width, height)).save(stream, "png")
        return stream.getvalue()

    assert pictures.fault(header(10_000, 9_500)) is None
    (said, _) = pictures.fault(header(14_000, 14_000)) or ("", "")
    assert said.startswith("has 14,000 by 14,000 pixels")
    assert not recwarn.list


CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("pictures-that-tell-where-they-were-taken/placed.jpg", (120, 80)),
        ("pictures-turned-by-the-camera/turned.jpg", (80, 120)),
        ("pictures-turned-by-the-camera/turned.png", (80, 120)),
        ("pictures-turned-by-the-camera/turned.webp", (80, 120)),
        ("pictures-in-colours-that-screens-lack/cmyk.jpg", (120, 80)),
        ("pictures-in-colours-that-screens-lack/grey16.png", (120, 80)),
    ],
)
def test_a_picture_is_published_upright_in_colours_of_screens_and_without_what_a_camera_tells(name, size):
    data, ending = darkroom.ready((CORPUS / name).read_bytes())
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.size, dict(picture.getexif())) == (size, {})
        assert picture.mode in ("RGB", "L")
        assert len(picture.convert("L").getcolors(256) or ()) > 3, "shades are kept"
    assert ending in (".jpg", ".png")
    assert b"Secret" not in data


def test_what_is_taken_off_a_photograph_leaves_its_pixels_as_they_are():
    before = (CORPUS / "pictures-that-tell-where-they-were-taken/placed.jpg").read_bytes()
    after, _ = darkroom.ready(before + b"a film behind it")
    assert len(after) < len(before)
    assert after.endswith(b"\xff\xd9")
    assert Image.open(io.BytesIO(before)).tobytes() == Image.open(io.BytesIO(after)).tobytes()


def test_no_more_pixels_are_published_than_a_page_shows():
    stream = io.BytesIO()
    Image.new("RGB", (5000, 40), "red").save(stream, "jpeg")
    data, _ = darkroom.ready(stream.getvalue())
    assert Image.open(io.BytesIO(data)).size == (darkroom.PHOTOGRAPH, 22)
