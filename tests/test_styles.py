"""The house styles: three that differ, each readable by the measure of WCAG, each with a specimen of all there is."""

from __future__ import annotations

import os
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pypdfium2
import pytest
from click.testing import CliRunner
from lxml import html

from briefpress import contrast
from briefpress.charts.canvas import Canvas
from briefpress.charts.drawing import specification
from briefpress.charts.lines import Lines
from briefpress.charts.settings import Field
from briefpress.charts.sizes import NARROW
from briefpress.cli import main
from briefpress.colours import NoColourError, Token, colour_of, tokens
from briefpress.components import COMPONENTS
from briefpress.contrast import SCHEMES
from briefpress.data.rows import Data
from briefpress.engines import pdf_text
from briefpress.look import Look, look_of, screen_css
from briefpress.pipeline import run
from briefpress.running import Report, Request
from briefpress.settings import Style
from briefpress.specimen import lay_out
from briefpress.stages.load import load
from conftest import PIXEL, PRINTER
from readable import tree

STYLES = get_args(Style)
LETTERS = {
    "institute": {"SourceSerifPro", "SourceSansPro"},
    "newsroom": {"Roboto"},
    "ministry": {"SourceSansPro"},
}
CHART = "```{.chart}\ndata: levels.csv\nx: year\ny: {field: share, title: TITLE}\nalt: Two bars.\n```\n"
LEVELS = {"report/levels.csv": "year,share\n2024,3\n2025,4\n"}


@cache
def specimen(style: Style) -> Report:
    """The specimen of a style, in every format, without a house's own sheet."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root, style, house=root)
        return run(Request(root, until="check"), PRINTER)


def data_of(style: Style, form: str) -> bytes:
    """An artifact of a style's specimen."""
    return next(a.data for a in specimen(style).artifacts if a.format == form)


# specimens


@pytest.mark.parametrize("style", STYLES)
def test_a_specimen_builds_in_every_format_without_a_finding(style):
    report = specimen(style)
    assert report.diagnostics == ()
    assert [a.format for a in report.artifacts] == ["pdf", "epub", "html"]


@pytest.mark.parametrize("style", STYLES)
def test_the_tags_of_a_specimen_are_those_of_its_golden_tree(style, golden):
    golden(f"specimens/{style}.txt", tree(pdf_text.tags(data_of(style, "pdf"))))


def test_the_specimen_has_every_component_and_every_kind_of_mark(repository):
    folder = repository / "src" / "briefpress" / "specimen" / "report"
    text = "\n".join(path.read_text() for path in sorted(folder.glob("*.md")))
    for name in COMPONENTS:
        assert re.search(rf"::: \{{?\.?{name}\b", text), name
    page = html.document_fromstring(data_of("institute", "html"))
    wanted = "h2 h3 h4 h5 h6 em strong del u sup sub code pre math blockquote ul ol dl table figure figcaption caption"
    for element in wanted.split():
        assert page.xpath(f"//main//{element}"), element
    for mark in ("smallcaps", "line-block", "task", "footnotes", "annotation", "label", "section-number"):
        assert page.xpath(f"//main//*[contains(concat(' ', @class, ' '), ' {mark} ')]"), mark
    assert page.xpath("//td[@colspan]")
    assert page.xpath("//td[@rowspan] | //th[@rowspan]")
    assert {e.get("lang") for e in page.xpath("//main//*[@lang]")} >= {"fr", "de", "el", "ru"}


def test_preview_writes_each_style_asked_for_with_the_look_of_the_house(brief, tmp_path):
    css = ":root {\n  --accent: #0a6b4f;\n}\n"
    folder = brief("# River\n\nLow.\n", files={"styles/house.css": css})
    done = folder.command("-q", "styles", "preview", "ministry", "newsroom", "--format", "html", "--output",
                          str(tmp_path / "out"))  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    made = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert made == ["specimen-ministry.html", "specimen-newsroom.html"]
    assert all("#0a6b4f" in (tmp_path / "out" / name).read_text() for name in made)


def test_preview_tells_of_a_house_colour_that_cannot_be_read(brief, tmp_path):
    folder = brief("# River\n\nLow.\n", files={"styles/house.css": ":root {\n  --accent: #e0b000;\n}\n"})
    done = folder.command("-q", "styles", "preview", "--format", "html", "--output", str(tmp_path / "out"))
    assert done.exit_code == 0
    assert "styles/house.css:2:3: warning STYLE002: `--accent` (#e0b000) on `--page` (#ffffff)" in done.stdout
    assert "`--on-accent` (#ffffff) on `--accent` (#e0b000)" in done.stdout
    assert done.stdout.count("on `--page`") == 1, "told once for all styles"


def test_preview_of_drafts_are_marked_as_such(tmp_path):
    arguments = ["-C", str(tmp_path), "-q", "styles", "preview", "ministry", "--draft", "--format", "html"]
    done = CliRunner().invoke(main, [*arguments, "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "status-draft" in (tmp_path / "specimen-ministry-draft.html").read_text()


def test_styles_alone_lists_the_house_styles_and_a_word_behind_it_leads_to_find():
    listed = CliRunner().invoke(main, ["styles"])
    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(STYLES)
    wrong = CliRunner().invoke(main, ["styles", "chicago"])
    assert wrong.exit_code == 2
    assert "`styles find chicago`" in wrong.stderr
    unknown = CliRunner().invoke(main, ["styles", "preview", "modern"])
    assert unknown.exit_code == 2
    assert all(style in unknown.stderr for style in STYLES)


# three houses


@pytest.mark.parametrize("style", STYLES)
def test_a_style_embeds_its_own_letters_and_no_others(style):
    fonts = set()
    with pypdfium2.PdfDocument(data_of(style, "pdf")) as pdf:
        for page in pdf:
            for piece in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                fonts.add(piece.get_font().get_base_name().rpartition("+")[2].replace("-", ""))
    house = {family for families in LETTERS.values() for family in families}
    assert {family for family in house if any(name.startswith(family) for name in fonts)} == LETTERS[style]
    named = re.findall(r'@font-face \{ font-family: "([^"]+)"', data_of(style, "html").decode())
    assert {name.replace(" ", "") for name in named} == LETTERS[style]


@pytest.mark.parametrize("style", STYLES)
def test_the_book_of_a_style_has_its_letters_and_charts_in_them(style, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(data_of(style, "epub"))
    with zipfile.ZipFile(path) as book:
        embedded = {re.match(r"[A-Za-z]+", Path(n).name)[0] for n in book.namelist() if n.endswith((".otf", ".ttf"))}
        charts = [book.read(n).decode() for n in book.namelist() if n.endswith(".svg") and b"<text" in book.read(n)]
    assert embedded == LETTERS[style]
    assert len(charts) == 2
    for drawing in charts:
        family = re.search(r'@font-face \{ font-family: "([^"]+)"', drawing)[1]
        assert family.replace(" ", "") in LETTERS[style]
        assert re.search(rf'font-family="{family}[",]', drawing)


def test_the_styles_differ_in_where_the_text_stands_and_how_large_it_is():
    places = {}
    for style in STYLES:
        with pypdfium2.PdfDocument(data_of(style, "pdf")) as pdf:
            page = pdf[2].get_textpage()
            found = page.search("Readers of a brief meet")
            index, _ = found.get_next()
            left, bottom, _, top = page.get_charbox(index, loose=True)
            note = page.search("Words of likelihood").get_next()
            beside = None
            if note is not None:
                beside = "left" if page.get_charbox(note[0])[0] < left else "right"
            places[style] = (round(left / 72 * 25.4), round(top - bottom), beside)
    assert places["institute"][0] > places["ministry"][0] > places["newsroom"][0]
    assert places["ministry"][1] > places["institute"][1] > places["newsroom"][1]
    assert (places["institute"][2], places["newsroom"][2], places["ministry"][2]) == ("left", "right", None)


# colours


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("style", STYLES)
def test_every_pair_of_colours_of_a_style_can_be_read(style, scheme):
    measured = list(contrast.measured(tokens(screen_css(style), scheme), scheme))
    fronts = {pair.front for pair, _, _ in measured}
    assert fronts >= ({"ink", "ink-soft", "accent", "muted"} if scheme == "light" else {"ink", "ink-soft", "link"})
    for pair, front, ground in measured:
        assert contrast.ratio(front, ground) >= pair.wanted, f"{pair.front} on {pair.ground}"


@pytest.mark.parametrize(
    ("front", "ground", "wanted"),
    [("#000", "#fff", 21), ("#fff", "#000", 21), ("#777777", "#fff", 4.48), ("#767676", "white", 4.54),
     ("#0000ff", "#fff", 8.59), ("rgb(0 0 0 / 50%)", "#fff", 3.95)],
)  # fmt: skip
def test_contrast_is_that_of_the_guidelines(front, ground, wanted):
    assert contrast.ratio(colour_of(front, {}), colour_of(ground, {})) == pytest.approx(wanted, abs=0.03)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("#0b4f6c", "#0b4f6c"), ("rebeccapurple", "#663399"), ("hsl(120 100% 25%)", "#008000"),
     ("hwb(0 0% 0%)", "#ff0000"), ("lab(54.29 80.80 69.89)", "#ff0000"),
     ("lch(54.29 106.84 40.85)", "#ff0000"), ("oklab(0.628 0.2249 0.1258)", "#ff0000"),
     ("oklch(0.628 0.2577 29.23)", "#ff0000"), ("color-mix(in srgb, red 42%, #ffffff)", "#ff9494"),
     ("color-mix(in srgb, red, blue)", "#800080"), ("var(--brand)", "#123456"), ("var(--none, teal)", "#008080")],
)  # fmt: skip
def test_every_way_to_write_a_colour_is_understood(value, wanted):
    assert colour_of(value, {"brand": Token("var(--deep)", 0), "deep": Token("#123456", 0)}).hex == wanted


@pytest.mark.parametrize(
    "value",
    ["blurple", "12px", "", "currentcolor", "var(--a)", "color(display-p3 1 0 0)", "color-mix(in oklab, red, blue)"],
)
def test_what_is_no_colour_or_cannot_be_computed_is_told_as_such(value):
    with pytest.raises(NoColourError):
        colour_of(value, {"a": Token("var(--b)", 0), "b": Token("var(--a)", 0)})


def test_tokens_are_read_by_scheme_and_not_out_of_comments_or_other_rules():
    css = """/* --accent: red; */ :root { --accent: #111; --name: "a; } b"; } .box { --accent: #222; }
    @media screen and (prefers-color-scheme: dark) { :root { --accent: #333; } }
    @media print { :root { --accent: #444 } }"""
    assert {name: token.value for name, token in tokens(css).items()} == {"accent": "#111", "name": '"a; } b"'}
    assert tokens(css, "dark")["accent"].value == "#333"


def test_a_token_of_another_style_and_one_of_the_house_s_own_are_none_that_were_mistyped():
    css = ":root { --band: #111111; --on-focus: #111111; --links: #111111; } p { color: var(--links) }"
    assert contrast.faults(screen_css("institute"), css, "house.css") == []


def test_escapes_and_importance_are_read_as_css_has_them():
    css = r""":root { --name: "a\"; } b"; --accent: #C00 !important; --page: #fff ! IMPORTANT; }
    :root { --accent: #111; --page: #eee !important; --ink: #222; }"""
    read = {name: token.value for name, token in tokens(css).items()}
    assert read == {"name": r'"a\"; } b"', "accent": "#C00", "page": "#eee", "ink": "#222"}


@pytest.mark.parametrize(
    ("rule", "schemes"),
    [(":root {}", "light dark"), ("html body {}", "light dark"), ("body, .box {}", "light dark"),
     ("body.screen {}", ""),
     ("@media screen { body {} }", "light dark"), ("@layer house { :root {} }", "light dark"),
     ("@media only screen and (prefers-color-scheme: dark) { html {} }", "dark"),
     ("@media print, (prefers-color-scheme:light) { html {} }", "light"),
     ("@media (max-width: 600px) { :root {} }", ""), ("@media print { :root {} }", ""),
     ("@media not (prefers-color-scheme: dark) { :root {} }", ""), ("@supports (color: red) { :root {} }", ""),
     ("@media (prefers-color-scheme: dark) and (max-width: 600px) { :root {} }", ""), ("body.paper {}", "")],
)  # fmt: skip
def test_a_token_is_one_of_the_page_where_every_screen_of_a_scheme_has_it(rule, schemes):
    css = rule.replace("{}", "{ --accent: #111 }")
    assert " ".join(scheme for scheme in SCHEMES if tokens(css, scheme)) == schemes
    on_screen = rule.replace("body {}", "body.screen {}").replace("{}", "{ --accent: #111 }")
    assert " ".join(s for s in SCHEMES if tokens(on_screen, s, on_screen=True)) == (
        schemes or "light dark" * (".screen" in rule)
    )


FAINT = [
    ":root { --accent: #db9a00 }", ":root { --accent: #7a1020; --page: #8899aa; --tint: #778899 }",
    ":root { --ink: #777777 }", ":root { --ink: #222222; --ink-soft: #333333 }", "body.screen { --accent: #ddd }",
    ":root { --accent: #f0f0f0; --on-accent: #ffffff }", ":root { --page: #888888 }",
    "@media (prefers-color-scheme: dark) { :root { --link: #873540; --page: #202020 } }",
]  # fmt: skip


@pytest.mark.parametrize("css", FAINT)
@pytest.mark.parametrize("style", STYLES)
def test_whoever_follows_the_hints_is_told_of_no_colour_again(style, css):
    sheet = screen_css(style)
    told = contrast.faults(sheet, css, "house.css")
    assert told
    for d in told:
        shade, name = re.match(
            r"`(#\w{6})`, a (?:darker|lighter) shade of it, would do for `--([\w-]+)`", d.hint
        ).groups()
        at = css.splitlines()[0]
        dark = "on dark screens" in d.hint or css.startswith("@media")
        rule = f"{'body.screen' if '.screen' in at else ':root'} {{ --{name}: {shade} }}"
        css += f"\n@media (prefers-color-scheme: dark) {{ {rule} }}" if dark else f"\n{rule}"
    assert contrast.faults(sheet, css, "house.css") == []


def test_a_pair_that_the_house_has_not_touched_is_not_its_fault():
    assert contrast.faults(":root { --accent: #eee; --page: #fff; }", ":root { --rule: #eeeeee; }", "house.css") == []


def test_charts_have_the_colour_of_the_house_however_it_is_written_and_not_that_of_the_night(brief):
    css = """
    :root { --brand: hsl(160 83% 23%); --accent: var(--brand); }
    @media (prefers-color-scheme: dark) { :root { --accent: #fedcba; } }
    """
    assert Look("institute", "a4", css).tokens["accent"] == "#0a6b4b"
    built = brief("# River\n\n" + CHART, files={**LEVELS, "styles/house.css": css}).built("html")
    assert built.html.xpath("//svg//*[@fill='#0a6b4b']")
    assert not built.html.xpath("//svg//*[@fill='#fedcba']")


def test_letters_that_the_house_names_are_looked_for_on_the_machine_and_the_styles_are_not_embedded(brief):
    css = ':root { --text-font: "DejaVu Serif", serif; --display-font: "Source Sans Pro", sans-serif; }'
    built = brief("# River\n\nLow.\n", files={"styles/house.css": css}).built("html")
    named = re.findall(r'@font-face \{ font-family: "([^"]+)"', built.paths["html"].read_text())
    assert set(named) == {"Source Sans Pro"}


# what the specimens brought to light


def test_the_title_of_an_axis_is_broken_where_its_drawing_is_too_narrow():
    title = "Share of all the water that the river carried in the year, in cubic kilometres by the gauge at the ford"
    chart = Lines(data="levels.csv", x=Field("year", title), y=Field("share"), alt="Two.")
    data = Data("levels.csv", ("year", "share"), ({"year": 2024, "share": 3}, {"year": 2025, "share": 4}))
    for style, letter in (("institute", 13), ("ministry", 17)):
        drawn = specification(chart, data, Canvas(Look(style, "a4").tokens, "en", NARROW))
        lines = next(la for la in drawn["layer"] if la["mark"]["type"] == "line")["encoding"]["x"]["axis"]["title"]
        assert " ".join(lines) == title
        assert max(map(len, lines)) * letter / 2 < NARROW


def test_the_name_of_a_pale_line_is_written_in_ink():
    rows = tuple({"year": y, "share": s, "who": w} for w, s in (("EU", 3), ("Russia", 5)) for y in (2024, 2025))
    chart = Lines(data="levels.csv", x="year", y="share", alt="Two.", series="who", highlight="EU")
    tokens_of_style = Look("institute", "a4").tokens
    drawn = specification(chart, Data("levels.csv", ("year", "share", "who"), rows), Canvas(tokens_of_style))
    names = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == "text")
    assert names["encoding"]["color"] == {"value": tokens_of_style["ink"]}


def test_a_list_without_a_cover_stands_apart_from_the_first_heading(brief):
    sections = [f"# Part {i}\n\nLow.\n" for i in range(1, 4)]
    built = brief(*sections, settings="look: {cover: false, contents: true}\n").built("pdf")
    with pypdfium2.PdfDocument(built.paths["pdf"].read_bytes()) as pdf:
        page = pdf[0].get_textpage()
        listed, heading = page.search("Part 3"), page.search("Part 1")
        last = page.get_charbox(listed.get_next()[0])[1]
        heading.get_next()
        first = page.get_charbox(heading.get_next()[0])[3]
    assert last - first > 30


def test_a_style_sheet_that_is_no_plain_file_is_told_and_keeps_nobody_waiting(brief):
    folder = brief("# River\n\nLow.\n")
    (folder.root / "styles").mkdir(exist_ok=True)
    os.mkfifo(folder.root / "styles/house.css")
    (found,) = folder.found()
    assert (found.code, str(found.span.path)) == ("STYLE001", "styles/house.css")


def test_a_mark_that_an_editor_puts_before_a_style_sheet_is_no_part_of_it(brief):
    css = "\ufeff:root { --accent: #123456; }\n"
    built = brief("# River\n\nLow.\n", files={"styles/house.css": css}).built("html")
    assert ":root { --accent: #123456; }" in built.paths["html"].read_text(encoding="utf-8")
    assert "\ufeff" not in built.paths["html"].read_text(encoding="utf-8")


def test_a_specimen_has_the_logo_that_the_brief_names(brief, tmp_path):
    house = brief("# One\n", settings="look: {logo: harbour.png}\n", files={"styles/harbour.png": PIXEL}).root
    lay_out(tmp_path / "specimen", "ministry", house)
    project = load(tmp_path / "specimen").value
    assert project.brief.look.style == "ministry"
    assert look_of(project).logo.read_bytes() == PIXEL
