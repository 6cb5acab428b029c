"""A page from the right: runs from the left that go over several boxes are kept whole."""

from __future__ import annotations

import re
import subprocess

import pypdfium2
import pytest

from briefpress import ast, bidi, htmltree, signednumbers


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>قال <em>one</em> ثم</p>", "<p>قال <em>one</em> ثم</p>"),
        ("<p>قال the <em>one</em> now. ثم</p>", '<p>قال <span dir="ltr">the <em>one</em> now.</span> ثم</p>'),
        ("<p>All of <em>it</em>.</p>", '<p dir="ltr">All of <em>it</em>.</p>'),
        ("<li>All of <em>it</em>.</li>", '<li><span dir="ltr">All of <em>it</em>.</span></li>'),
        ("<p>قال 2020 <b>كذا</b></p>", "<p>قال 2020 <b>كذا</b></p>"),
        ("<p>قال one<br><b>two</b></p>", "<p>قال one<br><b>two</b></p>"),
        (
            '<div>Ida. <em>Price</em>. 2020.<div class="backlinks">ورد</div></div>',
            '<div><span dir="ltr">Ida. <em>Price</em>. 2020.</span><div class="backlinks">ورد</div></div>',
        ),
        (
            '<p>قال see<span class="footnote">حاشية</span> <b>two</b></p>',
            '<p>قال <span dir="ltr">see<span class="footnote" dir="rtl">حاشية</span> <b>two</b></span></p>',
        ),
        ('<div dir="ltr"><p>See <em>it</em></p></div>', '<div dir="ltr"><p>See <em>it</em></p></div>'),
    ],
)
def test_a_run_from_the_left_over_several_boxes_has_a_direction_of_its_own(written, kept):
    tree = htmltree.parse(written)
    bidi.keep_runs(tree, True)
    assert htmltree.serialize(tree) == kept


def test_a_page_from_the_left_stays_as_it_is_but_for_its_parts_from_the_right():
    tree = htmltree.parse('<p>One <b>two</b></p><div dir="rtl"><p>قال a <b>b</b></p></div>')
    bidi.keep_runs(tree, False)
    assert htmltree.serialize(tree) == (
        '<p>One <b>two</b></p><div dir="rtl"><p>قال <span dir="ltr">a <b>b</b></span></p></div>'
    )


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("قال -5 ثم", ["-5"]),
        ("(−7%)، +1,200.5.", ["−7%", "+1,200.5"]),
        ("2020-2021 A-5 -x 5", []),
    ],
)
def test_a_number_with_a_sign_is_read_from_the_left_and_no_word_changes(written, numbers):
    blocks = signednumbers.from_left([ast.para(ast.text(written))])
    spans = [node for node in ast.walk(blocks) if node["t"] == "Span"]
    assert [span["c"][1][0]["c"] for span in spans] == numbers
    assert all(ast.attribute(span["c"][0], "dir") == "ltr" for span in spans)
    assert "".join(n.get("c", " ") for n in ast.walk(blocks) if n["t"] in ("Str", "Space")) == written


def test_numbers_below_zero_in_tables_from_the_right_have_their_sign_before_them_in_every_medium(brief):
    text = """# النهر

```{.table}
data: d.csv
columns: {k: المكان, v: {title: المستوى, format: ".0%"}, w: العمق}
```
"""
    settings = "title: النهر\nlang: ar\nauthors: [كاتب]\ndate: 2026-01-15\n"
    built = brief(text, title=settings, files={"report/d.csv": "k,v,w\nفرع,-0.5,-8\n"}).built()
    for page in [built.html, *built.chapters.values()]:
        for cell in page.xpath("//*[local-name()='td'][contains(., '8') or contains(., '5')]"):
            assert [span.get("dir") for span in cell.iter() if (span.text or "").strip()] == ["ltr"]
    with pypdfium2.PdfDocument(built.paths["pdf"]) as pdf:
        page = pdf[len(pdf) - 1].get_textpage()
        signs = [i for i in range(page.count_chars()) if page.get_text_range(i, 1) in ("−", "-")]
        eights = [i for i in range(page.count_chars()) if page.get_text_range(i, 1) == "8"]
        [eight] = [page.get_charbox(i) for i in eights]
        beside = [box for i in signs if abs((box := page.get_charbox(i))[1] - eight[1]) < 6]
        assert any(0 < eight[0] - box[0] < 10 for box in beside)


def test_the_parts_of_an_imprint_from_the_right_each_keep_their_own_direction(brief):
    settings = "title: النهر\nlang: ar\nauthors: [{name: كاتب, orcid: 0000-0002-1825-0097}]\ndate: 2026-01-15\n"
    house = "publisher: {name: Harbour Press, place: Bristol}\n"
    built = brief("# النهر\n\nقال.\n", title=settings, settings=house).built()
    [line, person, *_] = built.html.xpath("//footer[@class='colophon']/p")
    assert [part.text_content() for part in line.xpath("bdi")] == ["Harbour Press، Bristol", "15 يناير 2026"]
    assert person.xpath("string(bdi[@dir='ltr'])") == "0000-0002-1825-0097"
    [own] = next(iter(built.chapters.values())).xpath("//*[@class='identifier']")
    assert [part.get("dir") for part in own] == [None, "ltr"]
    words = subprocess.run(
        ["pdftotext", "-bbox", built.paths["pdf"], "-"], capture_output=True, check=True, text=True
    ).stdout
    house_at = [float(x) for x in re.findall(r'xMin="([\d.]+)"[^>]*>Bristol<', words)][-1]
    [day_at] = [float(x) for x in re.findall(r'xMin="([\d.]+)"[^>]*>15<', words)][-1:]
    [year_at] = [float(x) for x in re.findall(r'xMin="([\d.]+)"[^>]*>2026<', words)][-1:]
    assert house_at > day_at > year_at
