"""The web page in Chromium: what it shows, opens, prints and asks for, with its script and without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from briefpress import htmltree, inlinestyles, look
from briefpress.engines.validators import axe_core
from briefpress.model import Artifact, Inventory
from briefpress.stages.check import inspect
from conftest import PIXEL, REFERENCES, BriefFolder, Built

ADDRESS = "https://harbour.example/briefs/river/"
SETTINGS = f"""\
title: Rivers & "bridges" </script> <of> the élite
subtitle: What remains
authors:
  - {{name: Ida Márš, affiliation: Harbour Institute, orcid: 0000-0002-1825-0097}}
  - T. Vance
date: 2026-01-15
edition: "1.0"
lang: en-GB
name: river
url: {ADDRESS}
description: A test & its description.
keywords: [rivers, bridges]
publisher: {{name: Harbour Institute, place: Bristol, url: "https://harbour.example"}}
identifier: {{doi: 10.5555/river.1, issn: 1234-5679, isbn: 978-3-16-148410-0, series: Briefs, number: 7}}
licence: CC-BY-4.0
citations: {{style: chicago-author-date}}
"""
FILLING = "\n\n".join(f"The river ran on, past mile {i}, and nobody said a word of it. " * 6 for i in range(7))
TEXT = f"""\
# Upstream

The river[^r] is told of [@marsh2020, p. 3] and [@daily2022].

[^r]: It has *two* banks.

    And a [source](https://spring.example/a) of its own [@survey2023].

{FILLING}

## The left bank

Some<span style="width: 3em">thing</span> here.^[Noted on the left bank.]

{FILLING}

# Downstream {{#sec:down}}

| Place | Depth |
|:------|------:|
| Ford  | 1     |

: Depths of the river {{#tbl:depths source="@survey2023."}}

----------------------------------------------------------------
 A column that has its width   And another, by far wider
----------------------------- ----------------------------------
 One                           Two
----------------------------------------------------------------

![A picture](p.png){{#fig:p alt="A dot" width=50%}}

```{{.chart #fig:chart}}
data: d.csv
x: k
y: v
caption: A chart
alt: Two bars.
```

See @tbl:depths, @fig:p, @fig:chart, @sec:down and $e^2$.

{FILLING}

# Last {{#sec:last}}

Short. See @sec:last.
"""
WIDE, NARROW = 1440, 375


def _folder(folder: BriefFolder, settings: str = SETTINGS) -> BriefFolder:
    return folder.write({
        "report/brief.yaml": settings, "report/01.md": TEXT, "report/p.png": PIXEL,
        "report/d.csv": "k,v\nOne,1\nTwo,2\n", "sources/references.yaml": REFERENCES,
    })  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief of everything that a web page has its own way with."""
    return _folder(BriefFolder(tmp_path_factory.mktemp("web"))).built("html")


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, built: Built) -> Iterator[Visit]:
    """Opens the page in a window of some width; `settings` are Playwright's of a browsing context."""
    contexts = []

    def go(width: int = WIDE, path: Any = None, **settings: Any) -> Page:
        settings.setdefault("reduced_motion", "reduce")
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, **settings))
        page = contexts[-1].new_page()
        page.goto((path or built.paths["html"]).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box, f"{selector} isn't to be seen"
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


# asking for nothing, running nothing


def _heard(page: Page, address: str, source: str) -> tuple[list[str], list[str]]:
    """Open a page as if it stood on the web: what it asks for beside itself, and what its policy has to refuse."""
    asked: list[str] = []
    refused: list[str] = []

    def answer(route: Any) -> None:
        if route.request.url == address:
            route.fulfill(body=source, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.expose_function("refusedByPolicy", lambda told: refused.append(told))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => refusedByPolicy(`${e.effectiveDirective} ${e.sample}`))"
    )
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(address)
    return asked, refused


def test_the_page_asks_for_nothing_and_breaks_no_rule_of_its_own_policy(chromium, built):
    page = chromium.new_page(viewport={"width": NARROW, "height": 900})
    asked, refused = _heard(page, ADDRESS, built.paths["html"].read_text())
    for call in page.locator("main a[role='doc-noteref'], main p a[role='doc-biblioref']").all():
        call.press("Enter")
        page.keyboard.press("Escape")
    page.locator("nav summary").click()
    page.emulate_media(media="print")
    # The answer comes behind all that the page had to tell.
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    page.close()
    assert (asked, refused) == ([], [])


def test_the_policy_keeps_the_page_from_running_fetching_and_styling_anything_else(chromium, built):
    foreign = (
        "<script>document.title = 'run'</script><p style='color: red' onclick='x()'>x</p>"
        "<style>p { color: red }</style><img src='https://elsewhere.example/p.png'>"
    )
    page = chromium.new_page()
    asked, refused = _heard(page, ADDRESS, built.paths["html"].read_text().replace("</main>", foreign + "</main>"))
    directives = ("script-src-elem", "style-src-attr", "script-src-attr", "style-src-elem", "img-src")
    for _ in range(100):
        if all(directive in " ".join(refused) for directive in directives):
            break
        page.wait_for_timeout(50)
    assert page.title() != "run"
    assert page.locator("main > p").last.evaluate("p => getComputedStyle(p).color") != "rgb(255, 0, 0)"
    page.close()
    assert asked == []
    assert [directive for directive in directives if directive not in " ".join(refused)] == []


def test_what_style_attributes_said_is_said_by_rules(built, visit):
    assert built.html.xpath("//@style") == []
    page = visit()
    cells = page.locator("#tbl-depths td").all()
    assert [cell.evaluate("c => getComputedStyle(c).textAlign") for cell in cells] == ["left", "right"]
    head = ".table-block:not([id]) th"
    assert _box(page, f"{head}:nth-child(1)")["width"] < _box(page, f"{head}:nth-child(2)")["width"]
    assert _box(page, "#fig-p img")["width"] == pytest.approx(_box(page, "#fig-p")["width"] / 2, abs=1)


def test_a_style_attribute_becomes_a_rule_that_it_can_not_break_out_of():
    styles = (
        "color: red; } body { color: blue",
        "content: '}'",
        "text-align: left;",
        "} * { color: red",
        "text-align:  left",
    )
    tree = htmltree.parse("".join(f'<p style="{style}">x</p>' for style in styles))
    rules = inlinestyles.as_classes(tree)
    assert rules.splitlines() == [
        "#content .as-1 { color: red }",
        '#content .as-2 { content: "}" }',
        "#content .as-3 { text-align: left }",
        "#content .as-4 { text-align:  left }",
    ]
    assert tree.xpath("./p/@class") == ["as-1", "as-2", "as-3", "as-4"]
    assert tree.xpath(".//@style") == []


def _changed(built: Built, old: str, new: str) -> list[str]:
    source = built.paths["html"].read_text()
    assert old in source
    artifact = Artifact("html", source.replace(old, new, 1).encode(), Inventory())
    return [d.message for d in inspect(artifact)]


def test_the_check_lets_the_program_s_own_script_pass_and_no_other(built):
    assert _changed(built, "</main>", "</main>") == []
    (other,) = _changed(built, "</main>", "<script>1</script></main>")
    assert "`<script>`" in other
    (altered,) = _changed(built, look.script(), look.script() + "1")
    assert "`<script>`" in altered
    (fetched,) = _changed(built, f"<script>{look.script()}</script>", "<script src='x.js'></script>")[:1]
    assert "`x.js`" in fetched
    (styled,) = _changed(built, "<main ", "<main style='color: red' ")
    assert "`style=color: red`" in styled
    (loose,) = _changed(built, "default-src &#39;none&#39;", "default-src *")
    assert "policy" in loose


def test_a_house_s_style_sheet_with_the_line_ends_of_windows_is_let_in_by_the_policy(brief, visit):
    css = b"main p {\r\n  color: rgb(1, 2, 3);\r\n}\r\n"
    built = brief("# A\n\nWords.\n", files={"styles/house.css": css}).built("html")
    page = visit(path=built.paths["html"])
    assert page.locator("main p").first.evaluate("p => getComputedStyle(p).color") == "rgb(1, 2, 3)"


# notes and references beside their call


@pytest.mark.parametrize("width", [NARROW, 800, WIDE])
def test_a_note_opens_beside_its_call_and_escape_leads_back(visit, width):
    page = visit(width)
    call = page.locator("#fnref1")
    call.focus()
    page.keyboard.press("Enter")
    note, at, text = _box(page, ".beside"), _box(page, "#fnref1"), _box(page, "main")
    assert page.locator(".beside-body").inner_text().startswith("It has two banks.")
    assert "And a source of its own" in page.locator(".beside-body").inner_text()
    assert "↩" not in page.locator(".beside").inner_text()
    assert page.evaluate("document.activeElement.className").startswith("beside")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Note 1"
    assert note["x"] >= 0
    assert note["right"] <= width
    if width == WIDE:
        assert note["x"] >= text["right"], "in the margin"
        assert abs(note["y"] - at["y"]) < 30, "at the height of its call"
    else:
        near = note["y"] - at["bottom"] if note["y"] > at["y"] else at["y"] - note["bottom"]
        assert 0 <= near < 20, "next to the line of its call, which it doesn't hide"
    page.keyboard.press("Escape")
    assert not page.locator(".beside").is_visible()
    assert page.evaluate("document.activeElement.id") == "fnref1"
    assert page.evaluate("location.hash") == ""


def test_tab_goes_through_a_note_and_on_from_its_call(visit):
    page = visit()
    page.locator("#fnref1").press("Enter")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent"))
    assert stops == ["Note 1", "×", "source", "Water Office 2023", "Marsh 2020, 3"]
    assert not page.locator(".beside").is_visible()


def test_a_press_on_the_call_or_elsewhere_closes_a_note_and_another_call_opens_its_own(visit):
    page = visit()
    panel = page.locator(".beside")
    page.locator("#fnref1").click()
    assert panel.is_visible()
    page.locator("#fnref1").click()
    assert not panel.is_visible()
    page.locator("#fnref1").click()
    page.locator("main p a[role='doc-biblioref']").first.click()
    assert panel.is_visible()
    assert page.locator(".is-open").all_inner_texts() == ["Marsh 2020, 3"]
    page.locator("h1").click()
    assert not panel.is_visible()


@pytest.mark.parametrize(("style", "call"), [("chicago-author-date", "Okoro 2022"), ("ieee", "[3]")])
def test_a_citation_shows_its_reference(visit, built, tmp_path, style, call):
    if style != "chicago-author-date":
        built = _folder(BriefFolder(tmp_path), SETTINGS.replace("chicago-author-date", style)).built("html")
    page = visit(path=built.paths["html"])
    page.locator("main p a[role='doc-biblioref']", has_text=call).first.press("Enter")
    assert page.locator(".beside-name").inner_text() == "Reference"
    said = " ".join(page.locator(".beside-body").inner_text().split())
    assert "Okoro" in said
    assert "bridge opens late" in said.lower()
    assert "Cited" not in said
    page.locator(".beside-name").click()
    assert not page.locator(".beside").is_visible()
    assert page.evaluate("location.hash") == "#ref-daily2022"


def test_a_citation_in_a_note_shows_its_reference_and_escape_leads_back_to_the_text(visit):
    page = visit()
    page.locator("#fnref1").press("Enter")
    page.locator(".beside a[role='doc-biblioref']").press("Enter")
    assert "River Survey" in page.locator(".beside-body").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "fnref1"


def test_nothing_in_an_open_note_has_the_id_of_another_thing(visit):
    page = visit()
    page.locator("#fnref1").press("Enter")
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )


def test_a_page_without_contents_opens_its_notes_too(brief, visit):
    built = brief("# A\n\nWords.^[Noted.]\n", settings="look: {contents: false}\n").built("html")
    page = visit(path=built.paths["html"])
    page.locator("#fnref1").press("Enter")
    assert page.locator(".beside-body").inner_text() == "Noted."


# without a script


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_without_a_script_every_link_leads_where_it_says(visit, width):
    page = visit(width, java_script_enabled=False)
    assert page.locator("nav a", has_text="Downstream").is_visible()
    page.locator("#fnref1").click()
    assert page.url.endswith("#fn1")
    assert 0 <= _box(page, "#fn1")["y"] < 900
    page.locator("#fn1 a[role='doc-backlink']").click()
    assert page.url.endswith("#fnref1")
    page.locator("main p a[role='doc-biblioref']").first.click()
    assert page.url.endswith("#ref-marsh2020")
    assert not page.locator(".beside").count()


# contents that follow


def _current(page: Page) -> list[str]:
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.locator("nav [aria-current='location']").all_text_contents()


def test_the_contents_stay_in_view_and_mark_the_section_that_is_read(visit):
    page = visit()
    assert _current(page) == []
    for anchor, title in (
        ("upstream", "Upstream"), ("the-left-bank", "The left bank"), ("sec-down", "Downstream"),
    ):  # fmt: skip
        page.evaluate("id => document.getElementById(id).scrollIntoView()", anchor)
        assert _current(page) == [title]
        assert _box(page, "nav.contents")["y"] >= 0
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    assert _current(page) == ["Notes"]
    page.locator("nav a", has_text="Last").click()
    assert _current(page) == ["Last"], "though the page ends before it could stand at the head of the window"


def test_on_a_phone_the_contents_are_a_line_that_stays_and_unfolds(visit):
    page = visit(NARROW)
    assert not page.locator("nav a").first.is_visible()
    page.evaluate("document.getElementById('sec-down').scrollIntoView()")
    assert _current(page) == ["Downstream"]
    assert page.locator(".contents-now").inner_text() == "Downstream"
    assert _box(page, "nav.contents")["y"] == 0
    assert _box(page, "#sec-down h2")["y"] >= _box(page, "nav.contents")["bottom"], "the line hides no heading"
    page.locator("nav summary").press("Enter")
    assert page.locator("nav a", has_text="Last").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("nav a").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.locator("nav a", has_text="The left bank").click()
    assert not page.locator("nav a").first.is_visible()
    assert page.evaluate("decodeURIComponent(location.hash)") == "#the-left-bank"


# every reader


def test_the_first_tab_shows_a_link_that_skips_to_the_text(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert _box(page, ".skip")["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_landmarks_have_their_names_and_there_is_one_of_each(visit):
    tree = visit().locator("body").aria_snapshot()
    for landmark in ("banner", "main", "contentinfo"):
        assert len(re.findall(rf"^- {landmark}", tree, re.MULTILINE)) == 1, landmark
    assert '- navigation "Contents"' in tree


@pytest.mark.parametrize("spaced", [False, True], ids=["as it is", "with the spacing of WCAG 1.4.12"])
def test_on_a_window_of_320_pixels_nothing_but_tables_scrolls_sideways(visit, spaced):
    page = visit(320, bypass_csp=True)
    if spaced:
        page.add_style_tag(content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
                                   "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }")  # fmt: skip
    page.locator("#fnref1").press("Enter")
    assert _box(page, ".beside")["right"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_printed_the_page_is_the_text_on_white_with_the_addresses_of_its_links(visit):
    page = visit(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 26)"
    page.locator("#fnref1").press("Enter")
    page.emulate_media(media="print")
    for selector in (".contents", ".skip", ".beside", ".footnote-back"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("#fn1").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    behind = "a => getComputedStyle(a, '::after').content"
    assert page.locator("#fn1 a[href^='http']").evaluate(behind) == '" (https://spring.example/a)"'
    assert page.locator("#ref-daily2022 a[href^='http']").evaluate(behind) == "none", "it says its address"


def test_axe_core_sees_an_open_note_and_unfolded_contents_too(chromium, tmp_path):
    folder = BriefFolder(tmp_path).write({
        "report/brief.yaml": "title: A\nauthors: [B]\ndate: 2026-01-15\n", "report/01.md": "# One\n\nA.^[Note.]\n",
        "styles/house.css": ".beside-body, .contents a { color: #777; background: #888 }",
    })  # fmt: skip
    found = " ".join(axe_core.seen_in(chromium, folder.built("html").paths["html"], [("light", 375)]))
    assert re.search(r"color-contrast: [^,]+, at \.beside-body", found)
    assert "(light, 375 px)" in found
    assert re.search(r"color-contrast: [^,]+, at [^(]*a\[href", found)


# what it says of itself


def _meta(built: Built, kind: str, name: str) -> list[str]:
    return [str(v) for v in built.html.xpath(f"//head/meta[@{kind}='{name}']/@content")]


TITLE = "Rivers & ‘bridges’ </script> <of> the élite"


def test_reference_managers_and_those_who_share_the_page_read_the_brief_s_record(built):
    wanted = {
        "citation_title": [f"{TITLE}: What remains"],
        "citation_author": ["Ida Márš", "T. Vance"],
        "citation_author_institution": ["Harbour Institute"],
        "citation_author_orcid": ["https://orcid.org/0000-0002-1825-0097"],
        "citation_publication_date": ["2026/01/15"],
        "citation_technical_report_institution": ["Harbour Institute"],
        "citation_technical_report_number": ["7"],
        "citation_doi": ["10.5555/river.1"],
        "citation_issn": ["1234-5679"],
        "citation_isbn": ["978-3-16-148410-0"],
        "citation_language": ["en-GB"],
        "citation_keywords": ["rivers", "bridges"],
        "citation_fulltext_html_url": [ADDRESS],
        "citation_pdf_url": [f"{ADDRESS}river.pdf"],
        "description": ["A test & its description."],
    }
    assert {name: _meta(built, "name", name) for name in wanted} == wanted
    shared = {
        "og:type": ["article"],
        "og:title": [f"{TITLE}: What remains"],
        "og:description": ["A test & its description."],
        "og:url": [ADDRESS],
        "og:site_name": ["Harbour Institute"],
        "og:locale": ["en_GB"],
        "article:published_time": ["2026-01-15"],
        "article:author": ["https://orcid.org/0000-0002-1825-0097", "T. Vance"],
    }
    assert {name: _meta(built, "property", name) for name in shared} == shared
    assert built.html.xpath("//link[@rel='canonical']/@href") == [ADDRESS]


def _linked(tree: Any) -> dict[str, Any]:
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    return dict(json.loads(data))


def test_the_page_is_a_report_to_search_engines_with_all_that_brief_yaml_says(built):
    report = _linked(built.html)
    assert report["@type"] == "Report"
    assert report["name"] == f"{TITLE}: What remains"
    assert report["author"][0] == {
        "@type": "Person", "@id": "https://orcid.org/0000-0002-1825-0097", "name": "Ida Márš",
        "affiliation": {"@type": "Organization", "name": "Harbour Institute"},
    }  # fmt: skip
    assert report["author"][1] == {"@type": "Person", "name": "T. Vance"}
    assert (report["datePublished"], report["inLanguage"], report["version"]) == ("2026-01-15", "en-GB", "1.0")
    assert report["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (report["@id"], report["reportNumber"]) == ("https://doi.org/10.5555/river.1", "7")
    assert report["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Briefs", "issn": "1234-5679"}
    assert [one["value"] for one in report["identifier"]] == ["10.5555/river.1", "978-3-16-148410-0"]
    assert report["keywords"] == ["rivers", "bridges"]
    assert [one["contentUrl"] for one in report["encoding"]] == [f"{ADDRESS}river.pdf", f"{ADDRESS}river.epub"]
    assert "Marsh, Ida. 2020. The Price of Neutrality. Harbour Press." in report["citation"]
    assert len(report["citation"]) == 3
    assert report["accessMode"] == ["textual", "visual"]
    assert set(report["accessibilityFeature"]) >= {"alternativeText", "MathML", "tableOfContents"}


def test_an_author_that_is_a_body_is_an_organization_to_search_engines(brief):
    yaml = (
        "title: River\ndate: 2026-01-15\npublisher: {name: River Watch}\nauthors:\n"
        "  - {name: Delta, institution: true, affiliation: Coast, url: https://delta.example}\n"
        "  - River Watch\n  - Ministry of Water\n  - {name: Ida Bank, family: Bank}\n  - 王小明\n"
    )
    report = _linked(brief("# A\n\nLow.\n", files={"report/brief.yaml": yaml}).built("html").html)
    assert [(author["@type"], author["name"]) for author in report["author"]] == [
        ("Organization", "Delta"), ("Organization", "River Watch"), ("Organization", "Ministry of Water"),
        ("Person", "Ida Bank"), ("Person", "王小明"),
    ]  # fmt: skip
    assert report["author"][0]["parentOrganization"] == {"@type": "Organization", "name": "Coast"}
    assert report["author"][0]["url"] == "https://delta.example"


def test_what_the_page_claims_follows_from_what_it_holds(brief):
    checks = "checks: {FIG001: {severity: warning, why: The archive has no descriptions yet.}}\n"
    built = brief("# A\n\n![The low river](p.png)\n", settings=checks + "look: {contents: false}\n",
                  files={"report/p.png": PIXEL}).built("html")  # fmt: skip
    report = _linked(built.html)
    assert "accessModeSufficient" not in report
    assert report["accessibilityFeature"] == ["structuralNavigation", "readingOrder", "displayTransformability"]
    for gone in ("url", "encoding", "isPartOf", "identifier", "license", "publisher"):
        assert gone not in report
    assert _meta(built, "name", "citation_pdf_url") == _meta(built, "property", "og:url") == []
    plain = _linked(brief("# A\n\nWords.\n").built("html").html)
    assert plain["accessMode"] == ["textual"]
    assert plain["accessModeSufficient"]["itemListElement"] == ["textual"]
    assert "alternativeText" not in plain["accessibilityFeature"]


def test_a_look_that_readers_cannot_change_is_not_claimed_to_be_theirs_to_change(brief):
    def features(css):
        built = brief("# A\n\nWords.\n", files={"styles/house.css": css}).built("html")
        return _linked(built.html)["accessibilityFeature"]

    assert "displayTransformability" not in features("p { color: #111 ! important }")
    assert "displayTransformability" in features("/* nothing is !important */ p { color: #111 }")


def test_a_picture_of_a_class_that_is_only_like_that_of_pictures_without_words_counts_as_described(brief):
    text = "# A\n\n![The low river](p.png){.undescribed-by-others alt='A river'}\n"
    built = brief(text, files={"report/p.png": PIXEL}).built("html")
    assert "alternativeText" in _linked(built.html)["accessibilityFeature"]


@pytest.mark.parametrize(("lang", "locale"), [("en", "en_US"), ("hy", "hy_AM"), ("fr-CA", "fr_CA"), ("zh", "zh_CN")])
def test_open_graph_has_a_language_with_its_territory(brief, lang, locale):
    built = brief("# A\n\nWords.\n", settings=f"lang: {lang}\n").built("html")
    assert _meta(built, "property", "og:locale") == [locale]
