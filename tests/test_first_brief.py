"""The brief of this repository: it builds, holds all that its sections hold, and leads nowhere by itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefpress import ast
from briefpress.ledger import SOUND
from briefpress.look import script
from briefpress.model import LOCK, Node
from conftest import BriefFolder, Built

FORMS = ("pdf", "epub", "html")


ROOT = Path(__file__).parent.parent
PRIVATE = "sources/documents/article2023.txt"
"""The article that the brief examines: it is on some machines, and never in the repository."""


def copied(root: Path) -> BriefFolder:
    """A copy of the repository's brief, as it is on a machine without the article."""
    for part in ("report", "sources", "styles"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns(Path(PRIVATE).name))
    return BriefFolder(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The repository's brief, built in a copy without the article."""
    return copied(tmp_path_factory.mktemp("first") / "brief").built()


def _nodes(built: Built, kind: str) -> list[Node]:
    resolved = built.report.resolved
    assert resolved is not None
    trees = [s.blocks for s in resolved.sections]
    return [n for n in ast.walk([*trees, resolved.references]) if n["t"] == kind]


def test_every_note_stands_in_all_three(built: Built):
    notes = [re.sub(r"\W+", "", ast.plain(n["c"]))[:60] for n in _nodes(built, "Note")]
    assert len(notes) > 50
    for form in FORMS:
        words = re.sub(r"\W+", "", built.text(form))
        for note in notes:
            # A printed note may run on over the foot of its page, so its beginning is looked for.
            assert note[:24] in words, (form, note)


def test_at_least_15_sources_are_cited_and_each_is_listed_in_all_three(built: Built):
    keys = {c["citationId"] for n in _nodes(built, "Cite") for c in n["c"][0]}
    assert len(keys) >= 15
    references = [n for n in _nodes(built, "Div") if n["c"][0][0].startswith("ref-")]
    assert {n["c"][0][0].removeprefix("ref-") for n in references} == keys
    for form in FORMS:
        words = re.sub(r"\W+", "", built.text(form))
        for reference in references:
            assert re.sub(r"\W+", "", ast.plain(reference["c"][1][:1]))[:40] in words, form


@pytest.mark.parametrize("form", FORMS)
def test_figures_and_tables_stand_with_their_numbers_and_captions(built: Built, form: str):
    words = built.text(form)
    for label in ("Figure 1.", "Figure 2.", "Table 1.", "Table 2.", "Table 3.", "Box 1."):
        assert label in words.replace("\u00a0", " ")
    assert len(_nodes(built, "Figure")) == 2
    assert len(_nodes(built, "Table")) == 3


def test_it_is_about_2000_words_long(built: Built):
    manuscript = built.report.manuscript
    assert manuscript is not None
    assert 1_900 <= manuscript.words <= 2_600


def test_nothing_but_links_leads_out_of_the_web_page(built: Built):
    tree = built.html
    for element in tree.iter():
        for name in ("src", "srcset", "data", "poster"):
            assert not (element.get(name) or "data:").startswith(("http", "//", "file"))
    for style in tree.iter("style"):
        assert not re.search(r"url\(['\"]?(?![\'\"]?data:|#)", style.text or "")
        assert "@import" not in (style.text or "")
    assert tree.xpath("//script[not(@type='application/ld+json')]/text()") == [script()]
    assert tree.xpath("//script/@src|//link[@rel='stylesheet']") == []


def test_the_lock_lets_a_machine_without_the_article_build_without_a_finding(built: Built):
    assert built.report.diagnostics == ()
    assert built.report.manuscript is not None
    ledger = [e for e in built.report.manuscript.ledger if "article2023" in e.claim.keys]
    assert ledger
    assert all(e.receipt and e.verdict in SOUND for e in ledger if e.claim.kind == "quotation")


@pytest.mark.skipif(not (ROOT / PRIVATE).exists(), reason="the article may not be published, and isn't here")
def test_with_the_article_each_quotation_from_it_is_found_in_it_and_the_lock_is_as_it_would_be_written(tmp_path: Path):
    folder = copied(tmp_path / "brief")
    shutil.copy(ROOT / PRIVATE, folder.root / PRIVATE)
    report = folder.run(until="verify")
    assert report.diagnostics == ()
    assert report.manuscript is not None
    assert not any(e.on_trust for e in report.manuscript.ledger if "article2023" in e.claim.keys)
    before = (folder.root / LOCK).read_bytes()
    assert "0 added, 0 dropped" in folder.command("verify", "--lock").stdout
    assert (folder.root / LOCK).read_bytes() == before


@pytest.mark.parametrize(("old", "new"), [("days of fighting", "weeks of fighting"), ("ly 26%", "ly 27%")])
def test_a_changed_word_or_figure_of_a_quotation_from_the_article_is_told_without_it(
    tmp_path: Path, old: str, new: str
):
    folder = copied(tmp_path / "brief")
    section = folder.root / "report/04-record.md"
    assert old in section.read_text()
    section.write_text(section.read_text().replace(old, new))
    assert {"EVID003", "LOCK004"} <= {d.code for d in folder.found(until="verify")}


def test_a_line_of_its_lock_that_was_tampered_with_is_an_error(tmp_path: Path):
    folder = copied(tmp_path / "brief")
    path = folder.root / LOCK
    path.write_text(re.sub(r"exact \d{4}", "exact 1999", path.read_text(), count=1))
    found = {d.code: d.severity for d in folder.found(until="verify")}
    assert found["LOCK003"] == "error"
