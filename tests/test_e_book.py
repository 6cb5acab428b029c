"""The e-book: what it claims follows from what it holds, its parts say what they are, and it has a cover."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from books import messages
from briefpress import lettering, versions
from briefpress.ebook.alignment import letters
from briefpress.engines import machine_fonts, one_sheet, pack
from briefpress.look import look_of
from briefpress.stages import cover as covers
from briefpress.stages.load import load
from conftest import PIXEL, BriefFolder, Built
from pdf_contents import font_names

OPS = "{http://www.idpf.org/2007/ops}type"
CERTIFIED = "accessibility: {certified_by: Harbour Institute, report: 'https://harbour.example/a11y'}\n"
LET_BE = "checks: {FIG001: {severity: warning, why: The archive has none.}}\n"


def _moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 255)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    return out.getvalue()


FILES = {"report/p.png": PIXEL, "report/m.gif": _moving()}


def _package(built: Built) -> Any:
    return etree.fromstring(built.epub_file("EPUB/content.opf"))


def _said(built: Built, name: str) -> list[str]:
    """What the package says by a property, or by an element of Dublin Core."""
    package = _package(built)
    return [e.text for e in package.iter("{*}meta") if e.get("property") == name] + [
        e.text for e in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
    ]


def _nav(built: Built) -> dict[str, list[tuple[str, str]]]:
    nav = etree.fromstring(built.epub_file("EPUB/nav.xhtml"))
    return {
        n.get(OPS): [("".join(a.itertext()), a.get(OPS) or a.get("href")) for a in n.iter("{*}a")]
        for n in nav.iter("{*}nav")
    }


# what it claims


def test_a_book_of_words_alone_claims_no_more_than_words(brief):
    built = brief("# One\n\nText.\n").built("epub")
    assert _said(built, "schema:accessMode") == ["textual"]
    assert _said(built, "schema:accessModeSufficient") == ["textual"]
    assert _said(built, "schema:accessibilityFeature") == [
        "readingOrder", "structuralNavigation", "tableOfContents", "ARIA", "displayTransformability",
    ]  # fmt: skip
    assert _said(built, "schema:accessibilityHazard") == ["none"]
    (summary,) = _said(built, "schema:accessibilitySummary")
    assert summary == "Headings, a table of contents and the reading order are marked up."
    assert _said(built, "dcterms:conformsTo") == []


def test_a_book_claims_what_its_pictures_tables_formulas_and_notes_give(brief):
    text = '# One\n\n![](p.png){alt="A dot"} $x^2$^[A note.]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'
    built = brief(text, files=FILES).built("epub")
    assert _said(built, "schema:accessMode") == ["textual", "visual"]
    assert _said(built, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"alternativeText", "MathML", "describedMath"} <= set(_said(built, "schema:accessibilityFeature"))
    (summary,) = _said(built, "schema:accessibilitySummary")
    for said in ("Every picture", "header cells", "MathML", "Notes are linked"):
        assert said in summary


def test_a_book_with_a_picture_that_moves_does_not_claim_to_be_without_hazard(brief):
    built = brief('# One\n\n![](m.gif){alt="It moves"}\n', files=FILES).built("epub")
    assert _said(built, "schema:accessibilityHazard") == ["unknown"]
    assert "pictures that move" in _said(built, "schema:accessibilitySummary")[0]


def test_a_style_sheet_that_overrules_the_reader_takes_the_claim_that_the_look_can_be_changed(brief):
    files = {"styles/house.css": "p { font-size: 9pt !important }\n"}
    built = brief("# One\n\nText.\n", files=files).built("epub")
    assert "displayTransformability" not in _said(built, "schema:accessibilityFeature")


@pytest.mark.parametrize(
    ("lang", "begins", "spoken"),
    [("fr", "Les titres", "fr"), ("ru", "Заголовки", "ru"), ("ar", "العناوين", "ar"), ("sv", "Headings", "en")],
)
def test_the_summary_is_in_the_language_of_the_brief_where_that_is_known(brief, lang, begins, spoken):
    built = brief("# One\n\nText.\n", settings=f"lang: {lang}\n").built("epub")
    (summary,) = (e for e in _package(built).iter("{*}meta") if e.get("property") == "schema:accessibilitySummary")
    assert summary.text.startswith(begins)
    assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") == spoken


def test_a_book_is_certified_where_brief_yaml_says_by_whom_and_nothing_in_it_speaks_against(brief):
    built = brief('# One\n\n![](p.png){alt="A dot"}\n', settings=CERTIFIED, files=FILES).built("epub")
    assert _said(built, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert _said(built, "a11y:certifiedBy") == ["Harbour Institute"]
    assert messages(built.paths["epub"]) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# One\n\n![](p.png)\n", "1 picture without alternative text (1.1.1)"),
        ("# One\n\n|   |   |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", "1 table without header cells (1.3.1)"),
        ('# One\n\n![](m.gif){alt="It moves"}\n', "1 moving picture that can't be stopped (2.2.2)"),
    ],
)
def test_a_book_whose_content_speaks_against_it_is_not_certified(brief, text, why):
    report = brief(text, settings=CERTIFIED + LET_BE, files=FILES).run("epub")
    (found,) = (d for d in report.diagnostics if d.code == "ACC001")
    assert why in found.message
    assert (found.severity, str(found.span)) == ("error", "report/brief.yaml:4:17")
    assert report.outputs == ()


def test_the_package_has_the_numbers_of_the_series_and_the_languages_of_the_sections(brief):
    settings = "identifier: {issn: 2049-3630, isbn: 978-1-4028-9462-6, series: Briefs}\nformats: [epub]\n"
    built = brief("# One\n\nText.\n", "---\nlang: fr\n---\n\n# Deux\n\nTexte.\n", settings=settings).built("epub")
    assert _said(built, "language") == ["en", "fr"]
    assert _said(built, "dcterms:identifier") == ["urn:issn:2049-3630"]
    assert "urn:isbn:9781402894626" in _said(built, "identifier")
    assert messages(built.paths["epub"]) == []


# its parts

PARTS = """\
# Introduction

::: {.summary title="In brief"}
It is low [@marsh2020].
:::

![](p.png){#fig:low alt="A dot" source="A survey."}

![Low water^[A note.]](p.png){#fig:lower alt="A dot"}

| a | b |
|---|---|
| 1 | 2 |

: Levels of $x$ {#tbl:levels}

::: {.pullquote by="Ida Marsh"}
It is very low.
:::

::: sidenote
Aside.
:::
"""


def test_the_parts_of_an_e_book_say_what_they_are(brief):
    settings = "citations: {style: chicago-author-date}\n"
    built = brief(PARTS, "# Conclusions\n\nDone.\n", settings=settings, files=FILES).built("epub")
    marked = {(e.get(OPS), e.get("role")) for tree in built.chapters.values() for e in tree.iter() if e.get(OPS)}
    for part in (
        ("introduction", "doc-introduction"), ("conclusion", "doc-conclusion"), ("abstract", "doc-abstract"),
        ("pullquote", "doc-pullquote"), ("bibliography", "doc-bibliography"), ("biblioref", "doc-biblioref"),
        ("noteref", "doc-noteref"), ("footnote", "doc-footnote"), ("backlink", "doc-backlink"), ("sidebar", None),
        ("backmatter", None),
    ):  # fmt: skip
        assert part in marked, part
    assert messages(built.paths["epub"]) == []


def test_figures_and_tables_are_listed_by_their_captions_and_landmarks_lead_to_every_list(brief):
    nav = _nav(brief(PARTS, settings="lang: fr\n", files=FILES).built("epub"))
    figures = [("Figure 1.", "text/ch001.xhtml#fig-low"), ("Figure 2. Low water", "text/ch001.xhtml#fig-lower")]
    assert nav["loi"] == figures
    assert nav["lot"] == [("Tableau 1. Levels of x", "text/ch001.xhtml#tbl-levels")]
    assert nav["landmarks"] == [
        ("Couverture", "cover"), ("Page de titre", "titlepage"), ("Sommaire", "toc"), ("Figures", "loi"),
        ("Tableaux", "lot"), ("Début du texte", "bodymatter"), ("Références", "bibliography"),
    ]  # fmt: skip


def test_a_book_without_figures_and_tables_has_no_lists_of_them(brief):
    nav = _nav(brief("# One\n\nText.\n").built("epub"))
    assert set(nav) == {"toc", "landmarks"}


# its cover


def _cover(built: Built) -> tuple[bytes, Any]:
    (item,) = (i for i in _package(built).iter("{*}item") if i.get("properties") == "cover-image")
    page = etree.fromstring(built.epub_file("EPUB/cover.xhtml"))
    (image,) = page.iter("{*}img")
    assert image.get("src") == item.get("href")
    return built.epub_file(f"EPUB/{item.get('href')}"), image


def test_a_cover_is_drawn_from_the_title_and_comes_first(brief):
    built = brief("# One\n\nText.\n").built("epub")
    data, image = _cover(built)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1600, 2560))
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 2
    assert image.get("alt") == "Cover: A test of the river. Ida Marsh"
    spine = [i.get("idref") for i in _package(built).iter("{*}itemref")]
    assert spine[:3] == ["cover", "title_page_xhtml", "nav"]
    assert messages(built.paths["epub"]) == []


TITLES = {
    "short": "Water",
    "long": "A long account of the water of the river and of all who live by it, with what was said of them " * 3,
    "words": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2,
    "Arabic": "ما تبقى من الضمان: أمن أرمينيا بعد ناغورني قره باغ",
    "Chinese": "保证还剩下什么：纳戈尔诺-卡拉巴赫之后的亚美尼亚安全，以及埃里温及其伙伴应当如何应对",
    "overlong": "Wordy " * 320,
}


@pytest.mark.parametrize("name", TITLES)
def test_the_whole_title_is_on_the_cover_whatever_it_is(tmp_path, name):
    lang = {"Arabic": "ar", "Chinese": "zh"}.get(name, "en")
    folder = BriefFolder(tmp_path).write({
        "report/brief.yaml": f"title: '{TITLES[name].strip()}'\nauthors: [Ida Marsh]\nlang: {lang}\n",
        "report/01.md": "# One\n\nText.\n",
    })  # fmt: skip
    project = load(folder.root).value
    pages, page_files = covers.pages(project, look_of(project))
    with pypdfium2.PdfDocument(one_sheet.first_that_fits(pages, page_files).data) as pdf:
        assert len(pdf) == 1 or name == "overlong", "names and date have room as well"
        said = pdf[0].get_textpage().get_text_bounded()
    assert not Counter(letters(TITLES[name])) - Counter(letters(said))
    # PDFium tells Arabic in the order of its glyphs.
    assert name == "Arabic" or letters(TITLES[name]) in letters(said)


def test_the_house_s_own_cover_takes_the_place_of_the_drawn_one(brief):
    out = io.BytesIO()
    Image.new("RGB", (6, 9), "navy").save(out, "JPEG", comment=b"by a camera")
    built = brief("# One\n\nText.\n", files={"styles/cover.jpg": out.getvalue()}).built("epub")
    data, image = _cover(built)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (6, 9))
    assert b"by a camera" not in data
    assert image.get("alt") == "Cover: A test of the river. Ida Marsh"


CJK = pytest.mark.skipif(
    bool(machine_fonts.lacking(lettering.scripts("中", ["zh"]))), reason="the fonts of Noto aren't on this machine"
)


@CJK
def test_a_chinese_title_is_drawn_in_the_letters_of_the_text(brief):
    record = f"title: '{TITLES['Chinese']}'\nauthors: [Ida Marsh]\nlang: zh\n"
    project = load(brief("# 河流\n\n水。\n", title=record).root).value
    drawn = one_sheet.first_that_fits(*covers.pages(project, look_of(project)))
    names = font_names(drawn.data)
    assert any(name.endswith("Noto-Serif-CJK-SC-Bold") for name in names), names
    assert not any("-JP" in name for name in names), names


@pytest.mark.parametrize("title", ["Water", "水"])
def test_a_drawn_cover_is_kept_until_the_fonts_of_the_machine_are_others(brief, title, monkeypatch):
    folder = brief("# One\n\nText.\n", title=f"title: {title}\nauthors: [Ida Marsh]\n")

    def why() -> str:
        return next(stage.why for stage in folder.run("epub", until="render").stages if stage.stage == "cover")

    assert why() != "from the store"
    assert why() == "from the store"
    monkeypatch.setattr(versions, "fonts", lambda: "0" * 64)
    assert why() == "the fonts of this machine changed"


def test_a_draft_says_so_on_its_cover(brief):
    project = load(brief("# One\n\nText.\n", settings="status: draft\n").root).value
    pages, _ = covers.pages(project, look_of(project))
    assert '<p class="status">Draft</p>' in pages[0]


# at night

_CONTRASTS = """() => {
  const shade = c => { const [r, g, b] = c.match(/[0-9.]+/g).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (c !== 'rgba(0, 0, 0, 0)') return c } return 'rgb(255, 255, 255)' }
  const found = []
  for (const e of document.body.querySelectorAll('*')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue
    const [a, b] = [shade(getComputedStyle(e).color), shade(ground(e))].sort((x, y) => y - x)
    found.push([e.localName + '.' + e.className, (a + 0.05) / (b + 0.05)])
  }
  return found
}"""
"""The contrast (WCAG 2.2, 1.4.3) of every element that has words of its own with what is behind it."""


def test_every_word_is_as_readable_at_night_as_by_day(brief, chromium, tmp_path):
    text = PARTS + "\n".join(
        f'::: {{.{name} title="Titled" to="Ida" source="A survey."}}\nIt is low.[^n]\n:::\n'
        for name in ("key-judgements", "recommendations", "callout", "box", "about", "disclaimer")
    )
    built = brief(text + "\n`code` <mark>marked</mark> ~~gone~~\n\n[^n]: A note.\n", files=FILES).built("epub")
    folder = tmp_path / "unpacked"
    for name, data in pack.unpack(built.paths["epub"].read_bytes()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    page = chromium.new_page()
    for name in ("nav.xhtml", "text/title_page.xhtml", "text/ch001.xhtml"):
        for ground, ink, link in (("#ffffff", "#000000", "#0000ee"), ("#121212", "#dddddd", "#99ccff")):
            page.goto((folder / "EPUB" / name).as_uri())
            night = f"html, body {{ background: {ground}; color: {ink} }} a {{ color: {link} }}"
            page.evaluate("css => document.head.appendChild(document.createElement('style')).textContent = css", night)
            seen = page.evaluate(_CONTRASTS)
            assert len(seen) >= 3
            assert [s for s in seen if s[1] < 4.5] == []
    page.close()


def test_a_draft_with_a_torn_cover_has_one_drawn_from_the_title(brief):
    folder = brief("# River\n\nLow.\n", files={"styles/cover.png": PIXEL[:40]})
    report = folder.run("epub", draft=True)
    assert [d.code for d in report.diagnostics if d.severity == "error"] == ["FIG004"]
    assert [path.suffix for path in report.outputs][:1] == [".epub"]
