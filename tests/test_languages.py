"""Briefs in Armenian, Russian, French, Arabic and Chinese: their words, their marks, their letters."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from books import messages
from briefpress import ast, csl_style, lettering, orthography, readback
from briefpress.engines import machine_fonts
from briefpress.wording import language, numerals, word_count, written_date
from conftest import BriefFolder, Built
from pdf_contents import font_names

LANGUAGES = Path(__file__).parent / "languages"
FORMATS = ("pdf", "epub", "html")
NBSP, NARROW = "\u00a0", "\u202f"

NOTO = pytest.mark.skipif(
    bool(machine_fonts.lacking((*lettering.SCRIPTS[:4], *lettering.scripts("中", ["zh"])))),
    reason="the fonts of Noto aren't on this machine: sh scripts/setup.sh fonts",
)

PRINTED = {
    "hy": ("Գծապատկեր 1. ", "Աղյուսակ 1. ", "(գծապատկեր 1)", "15 հունվարի, 2026 թ.", "2-րդ հրատ.", "հոկտեմբերի 4",
           "Արամ Մելիքյան", "և ուրիշներ", "«Մենք “երաշտ” ենք", "33,5%"),
    "ru": ("Рисунок 1. ", "Таблица 1. ", "(рисунок 1)", "15 января 2026 г.", "2-я изд.", "4 октября 2025 г.",
           "Власова и Иван", "и др.", "«Мы зовём „засухой“ то", "33,5 %"),
    "fr": ("Figure 1. ", "Tableau 1. ", "(figure 1)", "15 janvier 2026", "2ᵉ éd.", "4 octobre 2025",
           "Aubert et Étienne", "nᵒ 2", "« Nous appelons « sécheresse » ce", "33,5 %", "conseil : «"),
    "ar": ("الشكل 1. ", "الجدول 1. ", "(الشكل 1)", "15 يناير 2026", "2 ط.", "أكتوبر 4", "حداد والخوري 2024، ص. 18",
           "وآخرون", "«إن ما نسميه ”جفافاً“ ليس", "33.5%", "«المصلحة وأنابيبها»"),
    "zh": ("图 1 六年", "表 1 应当", "（图 1）", "2026年1月15日", "2 版", "何静, 罗平, 白露, 等",
           "“我们所说的‘干旱’，其实是漏水。”", "33.5%", "自 1974 年起", "（第1节）"),
}  # fmt: skip
"""What the text of every format has, spaces of any kind as one: labels, dates, numbers, lists of names, quotations."""

LATIN = {
    "https", "www", "example", "CC", "BY", "tert", "artahosk", "gazeta", "tech", "jarida", "tasarrub", "ribao",
    "loushui", "Water", "Supply", "Review", "OL", "pp", "BibTeX", "RIS", "CSL", "JSON",
}  # fmt: skip
"""The words in Latin letters that briefs in other scripts have of themselves. `pp` is CSL's own in Chinese."""

ENGLISH = re.compile(
    r"\b(and|edited|edition|ed|accessed|retrieved|in|of|the|by|Table|Contents|References|Cited|Back|Skip|See|Box)\b"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Each brief, built once."""
    made: dict[str, Built] = {}

    def build(name: str) -> Built:
        if name not in made:
            folder = tmp_path_factory.mktemp(name) / "brief"
            shutil.copytree(LANGUAGES / name, folder)
            made[name] = BriefFolder(folder).built(*FORMATS)
        return made[name]

    return build


def said(built: Built) -> dict[str, str]:
    """The text of each artifact, as it is read back, spaces of any kind made one."""
    return {a.format: re.sub(r"\s+", " ", readback.read(a).text) for a in built.report.artifacts}


@pytest.mark.parametrize("name", PRINTED)
def test_a_brief_of_the_language_builds_without_a_finding(built, name):
    made = built(name)
    assert [str(d) for d in made.report.diagnostics] == []
    assert messages(made.paths["epub"]) == []


@pytest.mark.parametrize("name", PRINTED)
def test_labels_dates_numbers_names_and_quotations_are_those_of_the_language(built, name):
    for form, text in said(built(name)).items():
        # A chart is a picture in an e-book and in print.
        wanted = [w for w in PRINTED[name] if form == "html" or not w.startswith("33")]
        assert [w for w in wanted if _bare(w) not in _bare(text)] == [], form
    nav = "".join(etree.fromstring(built(name).epub_file("EPUB/nav.xhtml")).itertext())
    assert language(name).words.contents in nav


def _bare(text: str) -> str:
    """A text without spaces and hyphens, which the end of a line changes."""
    return re.sub(r"[\s\u00ad\u200b\u2060\u2010-]+", "", text)


@pytest.mark.parametrize("name", ["hy", "ru", "ar", "zh"])
def test_no_word_of_english_is_printed_or_said(built, name):
    made = built(name)
    for form, text in said(made).items():
        assert set(re.findall(r"[A-Za-z]{2,}", text)) <= LATIN, form
    for form, told in _labels(made).items():
        assert not {w for label in told for w in re.findall(r"[A-Za-z]{2,}", label)} - LATIN, form


def test_no_word_of_english_is_printed_or_said_in_french(built):
    made = built("fr")
    for text in said(made).values():
        assert ENGLISH.findall(text) == []
    for told in _labels(made).values():
        assert [label for label in told if ENGLISH.search(label)] == []


def _labels(made: Built) -> dict[str, list[str]]:
    """What assistive technology says beside the text: labels, titles, alternative texts."""
    trees = {"html": [made.html], "epub": list(made.chapters.values())}
    trees["epub"].append(etree.fromstring(made.epub_file("EPUB/nav.xhtml")))
    return {f: [v for t in ts for v in t.xpath("//@aria-label|//@title|//@alt")] for f, ts in trees.items()}


@NOTO
@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("hy", ("Noto Serif Armenian", "Noto Sans Armenian")),
        ("ru", ("Noto Serif", "Noto Sans")),
        ("ar", ("Noto Naskh Arabic", "Noto Sans Arabic")),
        ("zh", ("Noto Serif CJK SC", "Noto Sans CJK SC")),
    ],
)
def test_the_letters_that_the_house_has_not_are_brought_along(built, name, families):
    made = built(name)
    page = made.paths["html"].read_text()
    book = zipfile.ZipFile(made.paths["epub"])
    for family in families:
        assert f'@font-face {{ font-family: "{family}"' in page
        stem = family.replace(" ", "")
        sizes = [book.getinfo(n).file_size for n in book.namelist() if n.startswith(f"EPUB/fonts/{stem}-")]
        assert sizes
        assert max(sizes) < 250_000


@NOTO
def test_on_paper_chinese_is_in_the_letters_of_its_region_with_serifs_in_the_text(built):
    names = font_names(built("zh").paths["pdf"].read_bytes())
    assert any(name.endswith("Noto-Serif-CJK-SC") for name in names), names
    assert not any("-JP" in name for name in names), names


@NOTO
def test_a_subset_shapes_its_letters_as_the_font_does():
    import uharfbuzz

    script = next(s for s in lettering.SCRIPTS if s.name == "Arabic")
    words = "الشبكة"
    subsets = machine_fonts.subsets(words, [script])
    data = next(d for f, d in subsets.items() if (f.family, f.weight) == ("Noto Naskh Arabic", 400))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    uharfbuzz.shape(font, buffer)
    shapes = [info.codepoint for info in buffer.glyph_infos]
    alone = {font.get_nominal_glyph(ord(c)) for c in words}
    assert 0 not in shapes
    assert len(set(shapes) - alone) >= 3  # initial, medial and final forms


def test_the_same_letters_give_the_same_fonts():
    script = lettering.SCRIPTS[0]
    assert machine_fonts.subsets("աբգ", [script]) == machine_fonts.subsets("գբա", [script])


@pytest.mark.parametrize(
    ("tag", "written", "set_"),
    [
        ("fr", "Oui; non! Quoi?! L'eau: 25 %", f"Oui{NARROW}; non{NARROW}! Quoi{NARROW}?! L’eau{NBSP}: 25{NBSP}%"),
        ("fr", "Oui ; non !", f"Oui{NARROW}; non{NARROW}!"),
        ("fr", '"un" « deux » «trois»', " ".join(f"«{NARROW}{w}{NARROW}»" for w in ("un", "deux", "trois"))),
        ("fr", "à 10:30, n° 5, 12 500 €", f"à 10:30, n°{NBSP}5, 12{NBSP}500{NBSP}€"),
        ("fr", "voir https://a.example/b?c;d! fin", "voir https://a.example/b?c;d! fin"),
        ("fr-CA", 'Oui! "un": deux', f"Oui! «{NBSP}un{NBSP}»{NBSP}: deux"),
        ("ru", "А. С. Пушкин — в 2026 г. № 5", f"А.{NBSP}С.{NBSP}Пушкин{NBSP}— в{NBSP}2026{NBSP}г. №{NBSP}5"),
        ("ru", "\"Мы зовём 'течь'\"", "«Мы зовём „течь“»"),
        ("de", "z. B. \"das 'x' y\"", f"z.{NBSP}B. „das ‚x‘ y“"),
        ("hy", '"Մենք" — էջ 5', f"«Մենք»{NBSP}— էջ{NBSP}5"),
        ("zh", "\"我们的'水'\"", "“我们的‘水’”"),
        ("zh-Hant", "\"我們的'水'\"", "「我們的『水』」"),
        ("en", "It's \"5 km: good; 'no'!\"", f"It’s “5{NBSP}km: good; ‘no’!”"),
    ],
)
def test_spaces_and_quotation_marks_are_those_of_the_language(tag, written, set_):
    assert orthography.line(written, tag) == set_


def _para(tag: str, *inlines: ast.Node) -> str:
    return ast.plain(orthography.spelled([ast.para(inlines)], tag)).strip()


def _str(words: str) -> ast.Node:
    return {"t": "Str", "c": words}


def test_two_french_quotations_that_end_together_end_with_one_sign():
    inner = {"t": "Quoted", "c": [{"t": "SingleQuote"}, [_str("b")]]}
    outer = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [_str("a"), {"t": "Space"}, inner]]}
    assert _para("fr", outer) == f"«{NARROW}a «{NARROW}b{NARROW}»"


@pytest.mark.parametrize(
    ("before", "behind", "joined"),
    [("水，", "自", True), ("水", "water", False), ("한국", "어로", False), ("の", "水", True), ("water", "水", False)],
)
def test_the_end_of_a_line_between_two_chinese_letters_is_no_space(before, behind, joined):
    set_ = _para("en", _str(before), {"t": "SoftBreak"}, _str(behind))
    assert set_ == (before + behind if joined else f"{before} {behind}")


def test_code_and_formulas_stay_as_they_are():
    code = {"t": "Code", "c": [ast.attr(), "a ; b!"]}
    assert _para("fr", code) == "a ; b!"


def test_a_run_of_another_language_is_set_as_that_language():
    quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [_str("oui!")]]}
    span = ast.span(ast.attr("", [], lang="fr"), [quoted])
    assert _para("en", _str("He"), {"t": "Space"}, span) == f"He «{NARROW}oui{NARROW}!{NARROW}»"


def test_what_is_stressed_in_a_script_without_italics_is_upright():
    (para,) = orthography.spelled([ast.para([{"t": "Emph", "c": [_str("水")]}])], "en")
    assert ast.has_class(para["c"][0]["c"][0], "stressed")
    (para,) = orthography.spelled([ast.para([{"t": "Emph", "c": [_str("water")]}])], "zh")
    assert para["c"][0]["c"] == [_str("water")]


def test_a_chinese_title_in_a_reference_stands_between_its_own_marks():
    cite = {"t": "Cite", "c": [[], [{"t": "Emph", "c": [_str("县域治理")]}]]}
    assert _para("zh", cite) == "《县域治理》"


def test_a_month_beside_a_day_is_inflected():
    date = [_str("4"), {"t": "Space"}, _str("октябрь"), {"t": "Space"}, _str("2025")]
    assert _para("ru", {"t": "Cite", "c": [[], date]}) == "4 октября 2025"
    assert _para("ru", {"t": "Cite", "c": [[], date[2:]]}) == "октябрь 2025"
    assert _para("ru", *date) == "4 октябрь 2025"


def test_the_parts_of_an_armenian_name_are_not_joined(brief):
    reference = (
        "references: [{id: a, type: book, title: Ջուր, author: [{family: Մելիքյան, given: Արամ}], issued: 2021}]"
    )
    built = brief("# Ա\n\nՋուր [@a]։\n", settings="lang: hy\n", references=reference).built("html")
    words = built.text("html")
    assert "Արամ Մելիքյան" in words
    assert "Մելիքյան, Արամ" in words
    assert csl_style.MARK not in built.paths["html"].read_text()


@pytest.mark.parametrize(
    ("tag", "figure", "quote"),
    [
        ("zh-Hant", "圖", "「"), ("zh-TW", "圖", "「"), ("zh-Hant-HK", "圖", "「"), ("zh-Hans-TW", "图", "“"),
        ("zh-CN", "图", "“"),
        ("hy-arevmda", "Գծապատկեր", "«"), ("EN-gb", "Figure", "‘"),
        ("fr-CH", "Figure", "«\u202f"), ("de-CH", "Abbildung", "«"),
        ("he", "תרשים", "”"),
    ],
)  # fmt: skip
def test_a_tag_with_script_and_region_falls_back_to_what_there_is(tag, figure, quote):
    found = language(tag)
    assert found.known
    assert (found.words.figure, found.words.open_quote) == (figure, quote)


def test_dates_and_numbers_of_a_tag_that_cldr_does_not_know_are_those_of_its_language():
    import datetime

    day = datetime.date(2026, 1, 15)
    assert written_date(day, "hy-arevmda") == written_date(day, "hy")
    assert numerals("hy-arevmda").decimal == ","
    assert written_date(day, "xx") == "2026-01-15"
    assert not language("sr-Latn").known


def test_chinese_words_are_counted():
    assert word_count("水在那里照样会流失") == 5
    assert word_count("Two words, 水") == 3


def test_a_chinese_quotation_is_compared_with_its_source(brief):
    files = {"sources/documents/marsh2020.txt": "他说：“我们所说的旱灾，其实是漏水。”"}
    (found,) = brief("# 水\n\n他说：“我们所说的干旱，其实是漏水。”[@marsh2020]\n", files=files).found()
    assert found.code == "EVID002"
    assert brief("# 水\n\n他说：“其实是漏水”[@marsh2020]\n", files=files).found() == ()


def test_straight_marks_among_chinese_letters_are_quotation_marks():
    assert _para("zh", _str('所说的’干旱’，说出"漏水"二字')) == "所说的‘干旱’，说出“漏水”二字"


@pytest.mark.parametrize("marks", ["„засухой“", "“засухой”", "'засухой'", "«засухой»", "« засухой »"])
def test_kinds_of_quotation_mark_within_a_quotation_are_all_one(brief, marks):
    files = {"sources/documents/marsh2020.txt": f"Сказано: «Мы зовём {marks} то, что течь»."}
    assert brief("# А\n\n\"Мы зовём 'засухой' то, что течь\" [@marsh2020].\n", files=files).found() == ()


def test_an_altered_quotation_has_its_line_also_behind_a_short_attribute(brief):
    text = '# А\n\n::: {.summary title="Да"}\nЧто?\n:   Так.\n:::\n\n"Мы зовём засухой то" [@marsh2020].\n'
    files = {"sources/documents/marsh2020.txt": "Они звали засухой не то, что было."}
    (found,) = brief(text, files=files).found()
    assert (found.code[:4], found.span.line) == ("EVID", 8)


def test_the_hyphens_of_lines_are_told_as_such_so_that_words_are_whole(built):
    """Whoever reads a PDF drops U+00AD where a line ends (ISO 32000-1, 14.8.2.2.3)."""
    for name in PRINTED:
        pdf = next(a for a in built(name).report.artifacts if a.format == "pdf")
        text = readback.read(pdf).text
        assert re.findall(r"[^\W\d_][-\u2010]\s", text) == []
        assert [part[:9] for part in text.split("\u00ad")[1:] if not part.lstrip()[:1].isalpha()] == []


@NOTO
def test_the_manifest_names_the_fonts_of_this_machine_that_an_artifact_has_a_part_of(brief):
    folder = brief("# Գետ\n\nԳետը ցածր է։\n", settings="lang: hy\n")
    folder.built("epub", "html")
    outputs = json.loads((folder.root / "output" / "manifest.json").read_bytes())["predicate"]["briefpress_outputs"]
    for form in ("epub", "html"):
        fonts = outputs[f"a-test-of-the-river.{form}"]["fonts"]
        assert any(name.startswith("NotoSerifArmenian") for name in fonts)
        assert all(re.fullmatch(r"[\w.\[\],-]+", name) and len(told) == 64 for name, told in fonts.items())
