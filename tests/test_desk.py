"""The desk in Chromium: what it shows, its filters and keys, ticks and notes, what it exports, and its way back."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

import ledgers
from briefpress import files
from briefpress.engines.validators import axe_core
from briefpress.evidence.desk.desk import desk, shown
from briefpress.evidence.desk.meaning import MEANING
from briefpress.ledger import Change, Entry, Excerpt
from briefpress.look import Look
from briefpress.stages.desk import shown as about_evidence
from briefpress.wording import word_count
from conftest import BriefFolder
from ending import coming_to_an_end

COUNT = 500
TOKENS = Look("institute", "a4").tokens
WORDS = "the weir holds the river back"
DOCUMENT = f"The engineers said that {WORDS} for as long as it stands.\n\nNobody asked them again.\n"
QUOTED = f"# Water\n\nThe book says that “{WORDS}” [@marsh2020].\n"


def page_of(made: ledgers.Made) -> bytes:
    page = desk(made.project, TOKENS, made.ledger, made.library, about_evidence(made.found))
    assert page is not None
    return page


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of 500 claims, as a file."""
    path = tmp_path_factory.mktemp("desk") / "water.evidence.html"
    path.write_bytes(page_of(ledgers.made(COUNT)))
    return path


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens a page; all that the browser complains of, and all that the page asks for, fails the test."""
    contexts, heard = [], []

    def go(path: Path, width: int = 1280, **settings: Any) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, **settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:", "blob:")) or heard.append(asked.url))
        page.goto(path.as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert heard == []


def shown_claims(page: Page) -> int:
    return page.locator(".claim:visible").count()


def at(page: Page) -> int:
    """Which claim the keyboard is at, counted from 0."""
    index: int = page.evaluate("[...document.querySelectorAll('.claim')].indexOf(document.activeElement)")
    return index


# what it shows


def of(tree: Any, name: str, within: str = "") -> list[Any]:
    """The elements of a class, or those of a tag within them."""
    found: list[Any] = tree.xpath(
        f".//*[contains(concat(' ', @class, ' '), ' {name} ')]{f'//{within}' if within else ''}"
    )
    return found


def test_each_claim_stands_under_its_sentence_with_its_verdict_its_source_and_its_passage():
    made = ledgers.made(24)
    tree = html.document_fromstring(page_of(made).decode())
    assert len(of(tree, "claim")) == 24
    for entry in made.ledger:
        article = next(a for a in tree.iter("article") if entry.claim.sentence.text in _plain(of(a, "sentence")[0]))
        assert entry.claim.words in " ".join(_plain(m) for m in of(article, "sentence", "mark")) or entry.claim.pin
        assert _plain(of(article, "where")[0]).startswith(str(entry.claim.span))
        rows = [c for c in of(article, "claim") if c.get("data-kind") == entry.claim.kind]
        text = _plain(rows[0])
        assert entry.verdict.capitalize() in text
        assert all(key in (_plain(article) if "Cites the same" in text else text) for key in entry.claim.keys)
        assert entry.note.replace("`", "") in text
        assert (f"vouches for it, as found on {entry.receipt}" in text) == entry.on_trust
        if entry.excerpt:
            assert f"{entry.excerpt.before}{entry.excerpt.passage}{entry.excerpt.after}" in text
            assert rows[0].find(".//blockquote/mark").text == entry.excerpt.passage
            assert "p. 3, paragraph 2" in text or "p. 7, paragraph 1" in text


def _plain(element: Any) -> str:
    """The words of an element without the letters of the claims."""
    called = of(element, "call")
    return " ".join("".join(t for t in element.itertext() if all(t is not c.text for c in called)).split())


def test_what_differs_is_told_by_more_than_its_colour():
    tree = html.document_fromstring(page_of(ledgers.made(12)).decode())
    diff = of(tree, "diff")[0]
    assert [d.text_content() for d in diff.iter("del")] == ["only in the brief: fell;"]
    assert [i.text_content() for i in diff.iter("ins")] == ["only in the source: was said to have fallen;"]
    shapes = {c.get("data-verdict"): c.find("h3//use").get("href") for c in of(tree, "claim")}
    assert len(set(shapes.values())) == len(shapes)
    assert all(tree.xpath(f"//symbol[@id='{shape[1:]}']") for shape in shapes.values())


def test_the_counts_are_those_of_the_ledger():
    made = ledgers.made(COUNT)
    tree = html.document_fromstring(page_of(made).decode())
    counted = {b.get("data-verdict"): int(b.findtext("b")) for b in of(tree, "count")}
    assert counted == {v.replace(" ", "-"): n for v, n in Counter(e.verdict for e in made.ledger).items()}


def test_claims_of_a_sentence_that_rest_on_the_same_sources_name_them_once():
    made = ledgers.made(30)
    bare = tuple(replace(e, verdict="unchecked", place=None, excerpt=None, changes=(), note="") for e in made.ledger)
    tree = html.document_fromstring(page_of(replace(made, ledger=bare)).decode())
    for article in tree.iter("article"):
        first, *others = [_plain(row) for row in of(article, "claim") if row.get("data-kind") != "pin"]
        assert "Cites the same" not in first
        assert all("Cites the same" in other for other in others)


def test_each_source_stands_at_the_end_with_its_document_or_how_to_add_it():
    made = ledgers.made(30)
    tree = html.document_fromstring(page_of(made).decode())
    listed = " ".join(_plain(e) for e in tree.xpath("//section[@aria-labelledby='sources']//li"))
    assert "sources/documents/marsh2020.html" in listed
    assert "its document isn't on this machine" in listed
    assert "no document: briefpress source add FILE --key daily2022" in listed


def test_the_reason_why_a_document_cannot_be_kept_stands_at_its_claims():
    made = ledgers.made(1)
    page = page_of(replace(made, ledger=(replace(made.ledger[0], reason="The page wasn't seen."),)))
    assert "The author can't keep the document: The page wasn't seen." in unescape(page.decode())


def test_words_that_are_tied_to_a_passage_are_for_a_person_to_judge_and_not_green(brief):
    text = '# A\n\n[The water is everyone\'s]{.claim pin="marsh2020#p1"}.\n'
    folder = brief(text, files={"sources/documents/marsh2020.txt": "Nobody owns its water."})
    done = folder.command("verify", "--desk")
    assert "\npassage there report/01-section.md:3" in done.output
    (claim,) = of(html.fromstring(desk_of(folder).read_bytes()), "claim")
    assert "tone-judge" in claim.get("class")
    said = _plain(claim)
    assert "Passage there pin" in said
    assert "for a person to judge" in said
    assert "grees" not in said


def test_findings_on_evidence_stand_at_the_end_and_others_not():
    page = unescape(page_of(ledgers.made(3)).decode())
    assert "The review by <code>Ida</code> is of a claim that is gone." in page
    assert "no matter of the desk" not in page


def test_no_address_but_one_of_the_web_is_a_link():
    tree = html.document_fromstring(page_of(ledgers.made(40)).decode())
    links = {a.get("href") for a in tree.iter("a") if not a.get("href").startswith("#")}
    assert {link.partition("#")[0] for link in links} == {
        "https://doi.org/10.5555/low.1", "https://water.example/survey.html", "https://archive.example/survey",
    }  # fmt: skip


def test_a_brief_without_a_claim_has_no_desk():
    made = ledgers.made(1)
    assert desk(made.project, TOKENS, (), made.library, about_evidence(made.found)) is None


def test_the_same_ledger_gives_the_same_bytes():
    assert page_of(ledgers.made(60)) == page_of(ledgers.made(60))


def test_500_claims_take_less_than_two_megabytes():
    made = ledgers.made(COUNT)
    with coming_to_an_end():
        page = page_of(made)
    assert len(page) < 2_000_000


def test_no_more_than_a_short_passage_of_a_document_is_shown():
    long = Excerpt("before " * 900, "passage " * 9000, "after " * 900)
    whole = shown.short(long)
    assert word_count(f"{whole.before} {whole.passage} {whole.after}") < 300
    assert "[…]" in whole.passage
    diff = list(
        shown.differences([Change("both", "alike " * 5000), Change("brief", "not"), Change("both", "too " * 99)])
    )
    assert [change.words.strip("… ").split() for change in diff] == [["alike"] * 14, ["not"], ["too"] * 14]


@pytest.mark.parametrize("extents", [[(0, 5)], [(6, 11), (0, 5)], [(0, 11), (6, 8)], [(3, 8), (6, 20)], [(11, 11)]])
def test_a_sentence_keeps_its_words_however_its_claims_lie_in_each_other(extents):
    text = "Seven weirs hold the river."
    pieces = shown.pieces(text, extents)
    assert "".join(piece.text for piece in pieces) == text
    for number, (begin, end) in enumerate(extents):
        assert "".join(p.text for p in pieces if number in p.claims) == text[begin:end]


def test_a_block_quote_of_5000_words_is_shown_around_its_claim():
    text = "word " * 3000 + "the claim itself" + " word" * 3000
    begin = text.index("the claim")
    pieces = shown.pieces(text, [(begin, begin + 16)])
    assert [p.text for p in pieces if p.claims] == ["the claim itself"]
    assert pieces[0].text.endswith("[…] ")
    assert sum(len(p.text) for p in pieces) < shown.SENTENCE + 200


# filters and keys


def test_verdicts_kinds_sections_sources_and_words_narrow_what_is_shown(big, visit):
    page, ledger = visit(big), ledgers.made(COUNT).ledger
    assert shown_claims(page) == COUNT
    page.click(".count[data-verdict=altered]")
    page.click(".count[data-verdict=contradicted]")
    faults = [e for e in ledger if e.verdict in ("altered", "contradicted")]
    assert shown_claims(page) == len(faults)
    assert page.get_attribute(".count[data-verdict=altered]", "aria-pressed") == "true"
    page.select_option("#kind", "figure")
    figures = [e for e in faults if e.claim.kind == "figure"]
    page.wait_for_function(f"document.querySelector('.now').textContent.startsWith('{len(figures)} of {COUNT} claims')")
    assert shown_claims(page) == len(figures)
    page.select_option("#part", "2")
    page.select_option("#source", index=1)
    page.wait_for_timeout(50)
    assert 0 < shown_claims(page) < len(figures)
    page.click(".reset")
    assert shown_claims(page) == COUNT
    page.fill("#search", "17TH   “the level")
    page.wait_for_timeout(50)
    seen = page.locator("article:visible .sentence").all_text_contents()
    assert seen
    assert all("17th" in text for text in seen)
    page.fill("#search", "nothing of the kind")
    page.wait_for_timeout(50)
    assert shown_claims(page) == 0
    assert page.locator(".none").is_visible()
    assert page.locator(".part:visible").count() == 0


def test_the_keyboard_walks_ticks_notes_and_searches(big, visit):
    page = visit(big)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert at(page) == 1
    page.keyboard.press("k")
    assert at(page) == 0
    page.keyboard.press("x")
    assert page.locator(".claim input").first.is_checked()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")
    second = at(page)
    assert second >= 1
    assert "checked" not in page.locator(".claim").nth(second).get_attribute("data-state")
    page.keyboard.press("e")
    page.keyboard.type("jx? The page is 4.")
    page.keyboard.press("Escape")
    assert at(page) == second
    assert page.locator(".claim").nth(second).get_attribute("data-state") == "noted"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("zzzz")
    page.wait_for_function("document.querySelectorAll('.claim:not([hidden])').length === 0")
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert page.evaluate("document.activeElement.id") != "search"
    assert shown_claims(page) == page.locator(".claim").count()
    page.keyboard.press("?")
    assert page.locator(".help-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".help-dialog").is_visible()


def test_the_claim_that_is_walked_to_is_seen_whole_and_marked(big, visit):
    page = visit(big)
    for _ in range(40):
        page.keyboard.press("j")
    box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    bar = page.evaluate("document.querySelector('.bar').getBoundingClientRect().bottom")
    assert bar - 1 <= box["top"]
    assert box["bottom"] <= 900
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_single_keys_can_be_switched_off(big, visit):
    page = visit(big)
    page.keyboard.press("?")
    page.uncheck(".single")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert at(page) == -1
    page.reload()
    page.keyboard.press("j")
    assert at(page) == -1


def test_walking_through_500_claims_and_filtering_them_is_quick(big, visit):
    page = visit(big)
    begun = time.monotonic()
    for _ in range(50):
        page.keyboard.press("j")
    for verdict in ("altered", "unchecked", "exact"):
        page.click(f".count[data-verdict={verdict}]")
    assert time.monotonic() - begun < 60
    filtering = page.evaluate("""() => {
        const begun = performance.now();
        document.querySelector('.count').click();
        document.body.getBoundingClientRect();
        return performance.now() - begun;
    }""")
    assert filtering < 250


# ticks and notes


def test_ticks_and_notes_are_there_when_the_page_is_opened_again(big, visit):
    page = visit(big)
    page.locator(".claim input").nth(1).check()
    page.locator(".claim .edit").nth(2).click()
    page.keyboard.type("Ask the office.")
    page.reload()
    assert page.locator(".claim input").nth(1).is_checked()
    assert page.locator(".claim").nth(2).locator("textarea").input_value() == "Ask the office."
    page.select_option("#state", "noted")
    page.wait_for_timeout(50)
    assert "Ask the office." in [t.input_value() for t in page.locator("textarea:visible").all()]
    page.select_option("#state", "open")
    page.wait_for_timeout(50)
    assert page.locator(".claim[data-state=checked]:visible").count() == 0


def test_a_tick_counts_no_more_where_the_passage_is_another(visit, tmp_path):
    made = ledgers.made(6)
    path = tmp_path / "water.evidence.html"
    path.write_bytes(page_of(made))
    page = visit(path)
    page.locator(".claim input").nth(2).check()
    changed = [_with_passage(entry, f"Another passage, {i}.") for i, entry in enumerate(made.ledger)]
    path.write_bytes(page_of(ledgers.Made(made.project, tuple(changed), made.library, ())))
    page.reload()
    assert not page.locator(".claim input").nth(2).is_checked()


def _with_passage(entry: Entry, words: str) -> Entry:
    return replace(entry, excerpt=Excerpt("", words, ""))


# the way back


def review(page: Page, name: str, path: Path) -> dict[str, Any]:
    """Export what was ticked and noted; what is in the file."""
    page.click(".export")
    page.fill("#reviewer", name)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(path)
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.fixture
def quoting(brief: Callable[..., BriefFolder]) -> BriefFolder:
    """A brief with a quotation and the document that has it."""
    folder: BriefFolder = brief(QUOTED, files={"sources/documents/marsh2020.txt": DOCUMENT})
    return folder


def desk_of(folder: BriefFolder) -> Path:
    told = folder.command("-q", "verify", "--desk")
    assert told.exit_code in (0, 1), told.output
    return folder.root / "output" / "a-test-of-the-river.evidence.html"


def test_a_review_goes_from_the_desk_into_the_brief_and_back(quoting, visit, tmp_path):
    page = visit(desk_of(quoting))
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("e")
    page.keyboard.type("Seen on <paper>.")
    exported = review(page, "Ida Marsh", tmp_path / "ida.json")
    assert exported["brief"] == "a-test-of-the-river"
    assert [(r["ok"], r["note"]) for r in exported["reviews"]] == [(True, "Seen on <paper>.")]

    told = quoting.command("-q", "review", "take", str(tmp_path / "ida.json"))
    assert (told.exit_code, told.output) == (0, "")
    kept = json.loads((quoting.root / "sources/reviews.json").read_bytes())
    assert [(k["by"], k["words"]) for k in kept[1:]] == [("Ida Marsh", WORDS)]
    (entry,) = quoting.run(until="verify").manuscript.ledger
    assert (entry.review.by, entry.review.day, entry.review.note) == ("Ida Marsh", exported["day"], "Seen on <paper>.")
    again = visit(desk_of(quoting))
    assert again.locator(".claim input").is_checked()
    assert f"Reviewed by Ida Marsh, {exported['day']}" in again.locator(".by").inner_text()
    again.click(".export")
    assert again.locator(".save").is_disabled(), "what the brief has is not new"
    again.keyboard.press("Escape")
    again.locator(".claim input").uncheck()
    assert [r["ok"] for r in review(again, "T. Vance", tmp_path / "vance.json")["reviews"]] == [False]


def test_a_tick_taken_back_on_the_desk_takes_the_review_out_of_the_brief(quoting, visit, tmp_path):
    page = visit(desk_of(quoting))
    page.locator(".claim input").check()
    review(page, "Ida Marsh", tmp_path / "ida.json")
    quoting.command("-q", "review", "take", str(tmp_path / "ida.json"))
    again = visit(desk_of(quoting))
    again.locator(".claim input").uncheck()
    exported = review(again, "T. Vance", tmp_path / "vance.json")
    assert [(r["ok"], r["note"]) for r in exported["reviews"]] == [(False, "")]
    told = quoting.command("review", "take", str(tmp_path / "vance.json"))
    assert f"T. Vance, {exported['day']}: 0 checked, 0 queried, 1 withdrawn" in told.output
    assert "Of 1 claims 0 are checked and 0 queried" in told.output
    assert len(json.loads((quoting.root / "sources/reviews.json").read_bytes())) == 1
    (entry,) = quoting.run(until="verify").manuscript.ledger
    assert entry.review is None
    desk_of(quoting)
    again.reload()
    again.click(".export")
    assert again.locator(".save").is_disabled(), "what is withdrawn in the brief is not new"


def test_an_export_without_a_name_is_not_written(quoting, visit):
    page = visit(desk_of(quoting))
    page.locator(".claim input").check()
    page.click(".export")
    page.click(".save")
    assert page.locator(".export-dialog").is_visible()
    assert page.evaluate("document.activeElement.id") == "reviewer"


# plain, dark, narrow, printed


def judged(chromium: Browser, path: Path, scheme: Any, width: int, keys: str = "", without: str = "") -> list[str]:
    """What axe-core says of a desk once some keys were pressed, in one scheme of colour and one width."""
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto(path.as_uri())
    # axe-core asks what lies at a point, and what isn't laid out yet lies nowhere.
    page.add_style_tag(content="article { content-visibility: visible !important }")
    for key in keys:
        page.keyboard.press(key)
    page.add_script_tag(content=(axe_core._folder() / "axe.min.js").read_text(encoding="utf-8"))
    wanted = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "rules": {without: {"enabled": False}} if without else {},
        "resultTypes": ["violations"],
    }
    told = page.evaluate("wanted => axe.run(document, wanted)", wanted)
    page.close()
    return [f"{v['id']} at {n['target']}" for v in told["violations"] for n in v["nodes"]]


def test_axe_core_finds_nothing_with_500_claims(big, chromium):
    # Contrast takes axe-core ten times as long as all else: the next test has it, with every colour on every other.
    assert judged(chromium, big, "dark", 390, without="color-contrast") == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390), ("dark", 800)])
def test_axe_core_finds_nothing_in_light_or_dark_narrow_or_wide(chromium, tmp_path, scheme, width):
    made = ledgers.made(40)
    assert {entry.verdict for entry in made.ledger} == set(MEANING)
    path = tmp_path / "desk.html"
    path.write_bytes(page_of(made))
    assert judged(chromium, path, scheme, width) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("keys", ["?", "jxe"])
def test_axe_core_finds_nothing_in_the_dialog_nor_where_notes_are_written(chromium, tmp_path, scheme, keys):
    path = tmp_path / "desk.html"
    path.write_bytes(page_of(ledgers.made(12)))
    assert judged(chromium, path, scheme, 800, keys) == []


def test_axe_core_finds_nothing_where_reviews_are_exported(chromium, tmp_path):
    path = tmp_path / "desk.html"
    page = page_of(ledgers.made(3))
    path.write_bytes(page.replace(b'<dialog class="export-dialog"', b'<dialog open class="export-dialog"'))
    assert judged(chromium, path, "light", 800) == []


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_nothing_is_wider_than_the_window(big, visit, width):
    page = visit(big, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_it_is_a_page_to_read(big, visit):
    page = visit(big, java_script_enabled=False)
    assert shown_claims(page) == COUNT
    assert page.locator(".count").first.is_visible()
    assert not page.locator(".narrowing").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator("input:visible").count() == 0


def test_on_paper_each_claim_has_a_box_to_tick_and_no_tools(big, visit):
    page = visit(big)
    page.locator(".claim input").first.check()
    page.emulate_media(media="print")
    assert page.locator(".by-hand:visible").count() == COUNT
    assert not page.locator(".bar").is_visible()
    assert page.locator(".check:visible").count() == 0
    ticked = "getComputedStyle(document.querySelectorAll('.by-hand')[{}], '::before').content"
    assert page.evaluate(ticked.format(0)) == '"✓"'
    assert page.evaluate(ticked.format(3)) != '"✓"'


def test_the_brief_is_shown_in_its_own_language_and_direction(chromium, tmp_path):
    path = tmp_path / "desk.html"
    path.write_bytes(page_of(ledgers.made(4, lang="ar", title="النهر")))
    tree = html.document_fromstring(path.read_text(encoding="utf-8"))
    assert tree.get("lang") == "en"
    assert {(e.get("lang"), e.get("dir")) for e in [tree.find(".//h1"), *of(tree, "sentence")]} == {("ar", "rtl")}
    assert judged(chromium, path, "light", 1280) == []


# beside the edition


def test_a_build_writes_the_desk_beside_the_edition_and_nothing_of_it_into_the_edition(quoting):
    quoting.write({
        "sources/documents/marsh2020.source.yaml": (
            f"file: marsh2020.txt\nsha256: {files.sha256(DOCUMENT.encode())}\nadded: 2026-01-02\nrights: private\n"
        ),
    })  # fmt: skip
    report = quoting.run("pdf", "html")
    assert [p.name for p in report.outputs][-1] == "a-test-of-the-river.evidence.html"
    page = report.outputs[-1].read_text(encoding="utf-8")
    assert WORDS in page
    assert "reviews.json" not in page
    passed = "for as long as it stands"
    for path in (quoting.root / "output").iterdir():
        if path != report.outputs[-1] and path.name != ".gitignore":
            assert passed.encode() not in path.read_bytes()
            assert b"evidence.html" not in path.read_bytes()


def test_a_brief_without_claims_is_built_without_a_desk(brief):
    report = brief("# Water\n\nIt is low.\n").run("html")
    assert not [p for p in report.outputs if p.name.endswith(".evidence.html")]


def test_an_altered_quotation_is_on_the_desk_though_nothing_can_be_built(quoting):
    quoting.write({"report/01-section.md": QUOTED.replace("back", "up")})
    assert quoting.run("html").outputs == ()
    assert "Altered" in desk_of(quoting).read_text(encoding="utf-8")


# rows of tables, and sources that differ


ACCOUNTS = """# Water

Tolls rose by 5% that year [@marsh2020]. By another count, tolls rose by 9% that year [@office2023].

| Point | The book | The survey |
|:------|:---------|:-----------|
| Barges at the weir | About 1,900, sent back | 1,960 were counted [@office2023] |
| The flood | A long one | Three hours on 3 May 2021 [@office2023] |
| The mayor | Asked to leave | Was thanked [@office2023] |
| The bridge | Old | Older |

: Two accounts {#tbl:two source="Our summary of @marsh2020."}

"""
REFERENCES = """
- {id: marsh2020, type: book, title: The price of low water, author: [{family: Marsh}], issued: 2020}
- {id: office2023, type: report, title: River survey, author: [{literal: Water Office}], issued: 2023}
"""


@pytest.fixture
def accounts(brief: Callable[..., BriefFolder]) -> Path:
    """The desk of a brief with a table of two accounts, and the documents of both."""
    folder = brief(
        ACCOUNTS,
        files={
            "sources/references.yaml": REFERENCES,
            "sources/documents/marsh2020.txt": "That spring about 1,900 barges lay at the weir.\n\nTolls rose by 5%.\n",
            "sources/documents/office2023.txt": "Our clerks counted 1,960 barges at the weir.\n\nTolls rose by 9%. "
            "The flood of 3 May 2021 lasted for three hours.\n",
        },
    )
    return desk_of(folder)


def beside(page: Page, *words: str) -> bool:
    """Whether the cells that begin with some words stand in one line, in their order."""
    boxes = [page.locator(".cell", has=page.get_by_text(w)).first.bounding_box() for w in words]
    return len({b["y"] for b in boxes}) == 1 and [b["x"] for b in boxes] == sorted({b["x"] for b in boxes})


def test_a_row_stands_as_one_with_its_cells_side_by_side_under_the_heads_of_their_columns(accounts, visit):
    page = visit(accounts)
    row = page.locator("article.row").first
    assert row.locator(".stub").inner_text().split("\n") == ["Point", "Barges at the weir"]
    assert row.locator(".cell .column").all_inner_texts() == ["The book", "The survey"]
    assert beside(page, "sent back", "were counted")
    cells = row.locator(".cell")
    assert [cells.nth(i).locator("blockquote mark").inner_text() for i in (0, 1)] == ["1,900", "1,960"]
    assert "marsh2020" in cells.nth(0).locator("figcaption").inner_text()
    assert "office2023" in cells.nth(1).locator("figcaption").inner_text()


def test_a_row_without_claims_is_shown_where_it_cites_and_with_no_filter(accounts, visit):
    page = visit(accounts)
    told = page.locator("article.row").all_inner_texts()
    assert [text.split("\n")[1] for text in told] == ["Barges at the weir", "The flood", "The mayor"]
    assert "compare it by hand" in told[2]
    assert "River survey" in told[2]
    page.click(".count[data-verdict=agrees]")
    assert page.locator("article.row:visible").count() == 3, "every claim agrees, so that nothing is filtered out"
    page.select_option("#kind", "figure")
    page.fill("#search", "a long one")
    page.wait_for_timeout(50)
    assert page.locator("article.row:visible .stub").all_inner_texts() == ["Point\nThe flood"]


def test_where_sources_differ_each_claim_leads_to_the_other_and_a_filter_keeps_them(accounts, visit):
    page = visit(accounts)
    differing = page.locator(".claim:has(.differ)")
    assert [d.split("\n")[0].split(", by")[0] for d in page.locator(".differ").all_inner_texts()] == [
        f"Sources differ here: {words}" for words in ("9%", "5%", "1,960", "About 1,900")
    ]
    page.click(".count[data-differ]")
    assert page.get_attribute(".count[data-differ]", "aria-pressed") == "true"
    assert page.inner_text(".now").startswith("4 of 6 claims")
    assert shown_claims(page) == differing.count() == 4
    first = page.locator("article.row .claim").first
    first.locator(".differ a").click()
    assert page.evaluate("document.querySelector(':target').textContent").strip().startswith("b Agrees")
    page.click(".reset")
    assert shown_claims(page) == 6


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_core_finds_nothing_in_rows_and_they_fit_the_window(accounts, chromium, visit, scheme, width):
    assert judged(chromium, accounts, scheme, width) == []
    page = visit(accounts, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert beside(page, "sent back", "were counted") == (width > 700)


def test_rows_are_whole_without_script_and_side_by_side_on_paper(accounts, visit):
    page = visit(accounts, java_script_enabled=False)
    assert page.locator("article.row .differ:visible").count() == 2
    assert beside(page, "sent back", "were counted")
    page.emulate_media(media="print")
    assert beside(page, "sent back", "were counted")
