"""The brief of this repository: it builds, holds all that its sections hold, and leads nowhere by itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefpress import ast
from briefpress.look import script
from briefpress.model import Node
from conftest import BriefFolder, Built

FORMS = ("pdf", "epub", "html")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The repository's brief, built in a copy."""
    root = tmp_path_factory.mktemp("first") / "brief"
    for part in ("report", "sources", "styles"):
        shutil.copytree(Path(__file__).parent.parent / part, root / part)
    return BriefFolder(root).built()


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
