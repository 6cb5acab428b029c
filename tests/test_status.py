"""Drafts and embargoes: a word, a notice and numbers in every format, and nothing else changed by them."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pikepdf
import pytest
from lxml import etree
from pikepdf import Name
from PIL import Image

from books import messages
from briefpress import status
from briefpress.engines import pdf_text, stamps
from briefpress.engines.validators import File, axe_core, validate
from briefpress.model import Stamp
from briefpress.settings import Brief
from conftest import PIXEL, REFERENCES, BriefFolder, Built

NOTICE = "Draft of 15 January 2026 — not for circulation or quotation"
FILLING = "\n\n".join(f"The river ran on, past mile {i}, and nobody said a word of it. " * 9 for i in range(7))
WIDE = "|" + "".join(f" Kilometre {i} of the river |" for i in range(14)) + "\n|" + "---|" * 14 + "\n" + (
    "|" + "".join(f" {10**i} |" for i in range(14)) + "\n"
) * 3  # fmt: skip
TEXT = f"""\
# The river

::: {{.summary title="In brief"}}
What?
:   The water is low.[^s]
:::

[^s]: A note of the summary.

{FILLING}

::: sidenote
Beside the text.
:::

- One
- Two

  and its second paragraph

| Place | What is said of it |
|:------|:-------------------|
| Bristol | The river is low there, and has been for as long as anybody who lives beside it can remember |
| Bath | High |

![A pixel](p.png){{alt="A blue point"}}

{WIDE}

## A part

{FILLING}

# References to it

> Low, says @daily2022.

```
code in a block
```
"""
SETTINGS = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nlang: en-GB\nname: river\n"


def _folder(root: Path, more: str = "", text: str = TEXT) -> BriefFolder:
    return BriefFolder(root).write(
        {
            "report/brief.yaml": SETTINGS + more, "report/01-a.md": text, "report/p.png": PIXEL,
            "sources/references.yaml": REFERENCES,
        }
    )  # fmt: skip


def _built(folder: BriefFolder, *formats: str) -> Built:
    return folder.built(*formats)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A draft of a brief with a cover, a table on its side, boxes, notes."""
    return _built(_folder(tmp_path_factory.mktemp("draft"), "status: draft\nlook: {contents: true}\n"))


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same brief, final."""
    return _built(_folder(tmp_path_factory.mktemp("final"), "look: {contents: true}\n"))


def _pages(path: Path) -> list[str]:
    """The words of each page, as pdftotext reads them."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def _shown(path: Path, page: int) -> Image.Image:
    done = subprocess.run(
        ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), "-png", path], capture_output=True, check=True
    )
    return Image.open(io.BytesIO(done.stdout)).convert("L")


# paper


def test_every_sheet_has_the_notice_the_cover_and_the_table_on_its_side_among_them(draft):
    pages = _pages(draft.paths["pdf"])
    assert len(pages) >= 5
    for page in pages:
        assert NOTICE in page
    with pikepdf.open(draft.paths["pdf"]) as pdf:
        assert any(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)


def test_the_word_lies_across_every_sheet_and_what_is_drawn_over_pages_is_no_part_of_the_text(draft):
    with pikepdf.open(draft.paths["pdf"]) as pdf:
        for page in pdf.pages:
            kinds = [
                str(operands[1].Subtype)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and str(operands[0]) == "/Artifact" and "/Subtype" in operands[1]
            ]
            assert kinds[-2:] == ["/Watermark", "/Header"], "behind the heads and feet of the page itself"
            for name in ("/BriefpressWord", "/BriefpressNotice"):
                operators = {str(o) for _, o in pikepdf.parse_content_stream(page.obj.Resources.XObject[name])}
                assert "BDC" not in operators, "nothing in an artifact is tagged"
    said = " ".join(piece.words for piece in pdf_text.tags(draft.paths["pdf"].read_bytes()).pieces())
    assert re.sub(r"\s+", " ", said).count(NOTICE) == 1, "it is read out once, on the cover"


def test_the_tags_are_those_of_the_final_edition_but_for_the_notice_and_the_word_behind_its_citation(draft, final):
    def words(built: Built) -> list[str]:
        pieces = pdf_text.tags(built.paths["pdf"].read_bytes()).pieces()
        return [w for piece in pieces if (w := " ".join(piece.words.split())) and w != NOTICE]

    assert [w for w in words(draft) if w.endswith(" (Draft)")] == [". 2026. (Draft)"]
    assert [w.removesuffix(" (Draft)") for w in words(draft)] == words(final)


def test_validators_find_nothing_in_a_draft_that_they_do_not_find_in_the_final_edition(draft, final):
    told = [
        {re.sub(r"\d+", "", d.message) for v in validate([File("pdf", built.paths["pdf"], "PDF")]) for d in v.findings}
        for built in (draft, final)
    ]
    assert told[0] <= told[1]


def test_the_letters_of_the_notice_are_in_the_file(draft):
    with pikepdf.open(draft.paths["pdf"]) as pdf:
        form = pdf.pages[1].obj.Resources.XObject["/BriefpressNotice"]
        fonts = form.Resources.Font
        assert len(fonts.keys()) >= 1
        for font in dict(fonts).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_the_word_is_seen_on_every_sheet_and_leaves_letters_as_dark_and_grounds_as_light_as_they_must_be(draft, final):
    pages = len(_pages(final.paths["pdf"]))
    assert pages == len(_pages(draft.paths["pdf"]))
    letters = 0
    for number in range(2, pages + 1):
        bare, stamped = (_shown(built.paths["pdf"], number) for built in (final, draft))
        assert bare.size == stamped.size
        middle = (
            round(bare.width * 0.2),
            round(bare.height * 0.12),
            round(bare.width * 0.8),
            round(bare.height * 0.88),
        )
        pairs = list(zip(bare.crop(middle).tobytes(), stamped.crop(middle).tobytes(), strict=True))
        shaded = [after for before, after in pairs if before == 255 and after < 250]
        # Where it lies, a ground is never so dark that the text's contrast would lose a fifth.
        numbers = [after for after in shaded if after < 200]
        assert len(shaded) > len(pairs) / 100, f"page {number} has no word across it"
        assert len(numbers) < len(shaded) / 4
        light = max(set(shaded), key=shaded.count) / 255
        assert (light**2.2 + 0.05) / 1.05 > 0.82
        dark = [(before, after) for before, after in pairs if before < 30]
        letters += len(dark)
        assert all(after <= before + 2 for before, after in dark), "it lies below the text"
    assert letters > 1000


def test_the_word_is_a_light_on_a_sheet_that_is_dark(tmp_path):
    more = "look: {style: newsroom}\n"
    bare, stamped = (
        _shown(_built(_folder(tmp_path / name, more + status), "pdf").paths["pdf"], 1)
        for name, status in (("final", ""), ("draft", "status: draft\n"))
    )
    dark = list(zip(bare.tobytes(), stamped.tobytes(), strict=True))
    assert sum(before < 40 and before + 15 < after < 90 for before, after in dark) > len(dark) / 100
    white = [sum(pixel > 250 for pixel in picture.tobytes()) for picture in (bare, stamped)]
    assert white[1] > 0.9 * white[0] > 100, "and leaves letters as light"


_TALLEST = 60
"""In points; what is taller is a letter of the word across the sheet."""


@dataclass(frozen=True)
class _Word:
    """A word on a page with its box, in points from the upper left corner."""

    said: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def foot(self) -> float:
        """How far from the head of the page its letters stand: a fifth of a font's height is below them."""
        return self.bottom - 0.22 * (self.bottom - self.top)

    @property
    def is_number(self) -> bool:
        """Whether it is the number of a line: nothing else is as small."""
        return self.said.isdigit() and self.bottom - self.top < 8.6

    def beside(self, other: _Word) -> bool:
        """Whether both stand in one line: how far a font reaches above and below its letters is its own affair."""
        is_letters = self.bottom - self.top < _TALLEST
        return is_letters and (abs(self.foot - other.foot) < 5 or self.top < other.foot < self.bottom)


def _words(path: Path) -> list[list[_Word]]:
    """The words of each page, with their boxes, as pdftotext finds them; calls of notes left out."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    tree = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    boxes = ("xMin", "yMin", "xMax", "yMax")
    pages = [
        [_Word(w.text or "", *(float(w.get(key, "0")) for key in boxes)) for w in page.iter("{*}word")]
        for page in tree.iter("{*}page")
    ]
    return [[w for w in page if not (w.is_number and _is_call(w, page))] for page in pages]


def _is_call(word: _Word, page: list[_Word]) -> bool:
    """Whether a small number stands right behind a word, as the call of a note does."""
    return any(o is not word and abs(o.right - word.left) < 1.5 and o.beside(word) for o in page)


def test_the_numbers_stand_beside_each_line_of_the_text_and_begin_anew_on_every_sheet(draft):
    counted = []
    for page in _words(draft.paths["pdf"]):
        numbers = [word for word in page if word.is_number]
        assert [int(n.said) for n in sorted(numbers, key=lambda n: n.top)] == list(range(1, len(numbers) + 1))
        for number in numbers:
            beside = [word for word in page if word not in numbers and word.beside(number)]
            assert beside, f"{number} stands beside no line"
            assert number.right < min(word.left for word in beside if word.left > number.left)
        for word in page:
            if word.said in ("nobody", "Bristol", "second", "Kilometre", "block", "Low,"):
                assert any(word.beside(number) for number in numbers), f"{word} stands in a line without a number"
        counted.append(len(numbers))
    assert counted[:2] == [0, 0], "a cover and the contents have none"
    assert all(counted[2:])
    assert max(counted) > 30


def test_side_notes_and_notes_have_no_numbers(draft):
    for page in _words(draft.paths["pdf"]):
        numbers = [word for word in page if word.is_number]
        for i, word in enumerate(page):
            if word.said == "summary." and page[i - 1].said == "the":
                assert not any(word.beside(number) for number in numbers)
    ((words, beside),) = [(page, w) for page in _words(draft.paths["pdf"]) for w in page if w.said == "Beside"]
    assert beside.right < min(word.left for word in words if word.said == "nobody")


def test_a_brief_from_the_right_has_its_numbers_on_the_right(tmp_path):
    text = "# النهر\n\n" + "النهر منخفض في هذا الفصل. " * 30 + "\n"
    settings = "title: ما بقي\nauthors: [إيدا]\ndate: 2026-01-15\nlang: ar\nname: river\nstatus: draft\n"
    built = _built(_folder(tmp_path, "", text).write({"report/brief.yaml": settings}), "pdf")
    page = _words(built.paths["pdf"])[1]
    numbers = [word for word in page if word.is_number]
    assert [int(n.said) for n in sorted(numbers, key=lambda n: n.top)] == list(range(1, len(numbers) + 1))
    assert len(numbers) > 5
    for number in numbers:
        assert number.left > max(word.right for word in page if word not in numbers and word.beside(number))


def test_the_metadata_say_what_the_notice_says(draft, final):
    with pikepdf.open(draft.paths["pdf"]) as pdf, pdf.open_metadata() as xmp:
        assert xmp["xmp:Label"] == NOTICE
    with pikepdf.open(final.paths["pdf"]) as pdf, pdf.open_metadata() as xmp:
        assert "xmp:Label" not in xmp
    assert draft.html.xpath("string(//meta[@property='schema:creativeWorkStatus']/@content)") == "Draft"
    (data,) = draft.html.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["creativeWorkStatus"] == "Draft"
    assert 'property="schema:creativeWorkStatus">Draft<' in draft.epub_file("EPUB/content.opf").decode()
    assert "creativeWorkStatus" not in final.epub_file("EPUB/content.opf").decode()


def test_a_draft_for_the_press_is_stamped_in_inks(tmp_path):
    report = _folder(tmp_path, "status: draft\n", "# A\n\nText.\n").run(variant="print", booklet=True)
    assert [d for d in report.diagnostics if d.severity == "error"] == []
    single = next(path for path in report.outputs if path.stem.endswith("-print"))
    with pikepdf.open(single) as pdf:
        bare = [page for page in pdf.pages if Name.Contents not in page.obj]
        stamped = [page for page in pdf.pages if Name.Contents in page.obj]
        assert bare
        for page in stamped:
            form = page.obj.Resources.XObject["/BriefpressWord"]
            colours = [o for o, operator in pikepdf.parse_content_stream(form) if str(operator) == "k"]
            assert colours
            assert all(float(part) == 0 for colour in colours for part in colour[:3]), "grey is of black alone"


def test_two_builds_of_a_draft_give_the_same_bytes(draft, tmp_path):
    again = _built(_folder(tmp_path, "status: draft\nlook: {contents: true}\n"))
    for form, path in draft.paths.items():
        assert again.paths[form].read_bytes() == path.read_bytes(), form


# the web page


def test_the_web_page_has_the_notice_in_sight_the_word_behind_it_and_is_found_by_no_search_engine(draft):
    page = draft.html
    (notice,) = page.xpath("//aside[@class='notice']")
    assert notice.text == NOTICE
    assert notice.getparent().tag == "body"
    assert page.text_content().count(NOTICE) == 1
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    css = page.xpath("string(//style)")
    assert "body { background-image: url(" in css


def test_every_paragraph_of_the_web_page_has_its_number_for_the_eye_alone(draft):
    page = draft.html
    numbered = page.xpath("//*[@data-paragraph]")
    assert [int(e.get("data-paragraph")) for e in numbered] == list(range(1, len(numbered) + 1))
    assert all(e.xpath("ancestor::main") for e in numbered)
    lacking = [
        p.text_content()
        for p in page.xpath("//main//p[not(@data-paragraph)]")
        if not p.xpath("ancestor::*[contains(@class, 'footnotes') or self::figure or self::table or @id='refs']")
        and "slot-name" not in (p.get("class") or "")
    ]
    assert lacking == []
    assert not page.xpath("//*[@data-paragraph][self::h2 or self::h3 or self::td or self::figcaption]")
    assert 'attr(data-paragraph) / ""' in page.xpath("string(//style)")


def test_axe_finds_nothing_against_the_web_page_of_a_draft(draft, chromium):
    assert axe_core.missing() == ""
    assert axe_core.seen_in(chromium, draft.paths["html"]) == []


def test_a_final_edition_has_none_of_it(final):
    page = final.html
    assert not page.xpath("//*[@data-paragraph] | //*[@class='notice'] | //meta[@name='robots']")
    assert "background-image" not in page.xpath("string(//style)")
    assert not [e for tree in final.chapters.values() for e in tree.iter() if e.get("data-paragraph")]
    with pikepdf.open(final.paths["pdf"]) as pdf:
        assert all("/BriefpressWord" not in page.obj.Resources.get("/XObject", {}) for page in pdf.pages)


# the e-book


def test_every_chapter_of_the_e_book_begins_with_the_notice(draft):
    for name, tree in draft.chapters.items():
        body = tree.find("{*}body")
        first = body[0] if "title_page" not in name else body[0][0]
        assert "".join(first.itertext()).strip() == NOTICE, name
    assert messages(draft.paths["epub"]) == []


def test_a_paragraph_has_the_same_number_in_the_e_book_as_on_the_web_page(draft):
    def numbers(trees: list[Any]) -> dict[str, str]:
        found = {}
        for tree in trees:
            for element in tree.iter():
                if element.get("data-paragraph"):
                    words = re.sub(r"[\s\d]+", " ", "".join(element.itertext()))
                    found[element.get("data-paragraph")] = words.strip()
        return found

    on_screen, in_book = numbers([draft.html]), numbers(list(draft.chapters.values()))
    assert len(on_screen) > 15
    assert in_book == on_screen


def test_the_style_sheet_of_the_e_book_has_the_word_behind_the_text(draft):
    css = draft.epub_file("EPUB/styles/stylesheet1.css").decode()
    assert "body { background-image: url(" in css
    assert "[data-paragraph]::before" in css


# words


def _brief(**given: Any) -> Brief:
    return msgspec.convert({"title": "A", "date": "2026-01-15", **given}, Brief)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Draft of January 15, 2026 — not for circulation or quotation"),
        ("en-GB", "Draft of 15 January 2026 — not for circulation or quotation"),
        ("de", "Entwurf vom 15. Januar 2026 – nicht weitergeben, nicht zitieren"),
        ("fr", "Projet du 15 janvier 2026 – ne pas diffuser ni citer"),
        ("es", "Borrador de 15 de enero de 2026: no difundir ni citar"),
        ("ru", "Черновик от 15 января 2026 г. — не распространять и не цитировать"),
        ("hy", "Սևագիր, 15 հունվարի, 2026 թ. — չտարածել և չմեջբերել"),
        ("ar", "مسودة بتاريخ 15 يناير 2026 — ليست للتداول ولا للاقتباس"),
        ("zh", "草稿，2026年1月15日——请勿传播或引用"),
    ],
)
def test_the_notice_of_a_draft_is_in_the_language_of_the_brief(lang, said):
    assert re.sub(r"\s", " ", status.notice(_brief(lang=lang, status="draft"))) == said


def test_a_draft_without_a_date_speaks_of_none():
    assert status.notice(_brief(status="draft", date=None)) == "Draft — not for circulation or quotation"


@pytest.mark.parametrize(
    ("lang", "end", "said"),
    [
        ("en-GB", "2026-12-01T00:01+01:00", "Embargoed until 1 December 2026, 00:01 (UTC+1)"),
        ("en-GB", "2026-12-01 00:01 +0100", "Embargoed until 1 December 2026, 00:01 (UTC+1)"),
        ("en-GB", "2026-12-01T18:30:00Z", "Embargoed until 1 December 2026, 18:30 (UTC)"),
        ("en-GB", "2026-12-01T18:30-03:30", "Embargoed until 1 December 2026, 18:30 (UTC−3:30)"),
        ("en-GB", "2026-12-01", "Embargoed until 1 December 2026"),
        ("en", "2026-12-01T00:01+01:00", "Embargoed until December 1, 2026, 12:01 AM (UTC+1)"),
        ("de", "2026-12-01T00:01+01:00", "Sperrfrist bis 1. Dezember 2026, 00:01 (UTC+1)"),
        ("ru", "2026-12-01T00:01+03:00", "Под эмбарго до 1 декабря 2026 г., 00:01 (UTC+3)"),
        ("zh", "2026-12-01T00:01+08:00", "2026年12月1日 00:01 (UTC+8)之前不得发布"),
        ("en-GB", None, "Under embargo"),
    ],
)
def test_an_embargo_is_told_with_its_end_and_the_zone_of_that_time(lang, end, said):
    brief = _brief(lang=lang, status="embargo", **({"embargo": end} if end else {}))
    assert re.sub(r"\s", " ", status.notice(brief)) == said


def test_the_program_draws_the_word_in_every_language_on_one_sheet(tmp_path):
    for lang in ("en", "ar", "zh", "hy", "ru"):
        text = "# A\n\nText.\n"
        folder = _folder(tmp_path / lang, "", text)
        folder.write({"report/brief.yaml": SETTINGS.replace("en-GB", lang) + "status: embargo\nembargo: 2026-12-01\n"})
        built = _built(folder, "pdf")
        image = _shown(built.paths["pdf"], 2)
        shaded = sum(1 for part in image.tobytes() if 225 <= part <= 245)
        assert shaded > image.width * image.height / 120, lang
        sides = (image.crop((x, 0, x + 6, image.height)) for x in (0, image.width - 6))
        edge = b"".join(side.tobytes() for side in sides)
        assert min(edge) == 255, f"{lang}: the word reaches over the edge"


def test_a_house_s_tokens_cannot_end_the_style_sheet_of_the_stamps():
    css = ':root { --x: "</style><style>.word { display: none }"; }'
    made = stamps.sheets(SimpleNamespace(pages=[]), Stamp("Draft", "Draft", "en", "ltr", css))
    assert made.count("</style>") == 1
