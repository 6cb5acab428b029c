"""The numbers of the first brief rest on sources/data/: one cell that changes changes what rests on it, and no more."""

from __future__ import annotations

import difflib
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from briefpress import files
from conftest import Built
from test_first_brief import FORMS, copied

CELL = "January–October 2023,Russia,0.35,"
"""Russia's share of Armenia's trade, in sources/data/trade.csv: 35 per cent, 20 points more than the EU's."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return copied(tmp_path_factory.mktemp("before") / "brief").built()


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Built:
    one = copied(tmp_path_factory.mktemp("after") / "brief")
    data = one.root / "sources" / "data" / "trade.csv"
    old = data.read_bytes()
    text = old.decode()
    assert text.count(CELL) == 1
    data.write_text(text.replace(CELL, CELL.replace("0.35", "0.37")), encoding="utf-8", newline="")
    _renew(Path(f"{data}.source.yaml"), old, data.read_bytes())
    return one.built()


def _renew(record: Path, old: bytes, new: bytes) -> None:
    """What `briefpress data add` does once an editor has looked at the new file."""
    if record.is_file():
        text = record.read_text(encoding="utf-8")
        assert files.sha256(old) in text
        record.write_text(text.replace(files.sha256(old), files.sha256(new)), encoding="utf-8")


IN_TEXT = [
    ("took 35 per", "took 37 per"),
    ("was 20 percentage", "was 22 percentage"),
    ("26%’ 35% in", "26%’ 37% in"),
    ("has 35 per", "has 37 per"),
]
"""What rests on the cell in the summary, in a judgement, in the table of the record and in a recommendation."""

DATA = "//details[contains(@class, 'data')]"
AT_BAR = ("35%", "37%")
IN_ALT = ("had 35 per", "had 37 per")


def _changes(old: str, new: str) -> list[tuple[str, str]]:
    """The words that differ, each with the word before it and the one behind."""
    a, b = old.split(), new.split()
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(" ".join(a[i - 1 : j + 1]), " ".join(b[k - 1 : m + 1])) for kind, i, j, k, m in codes if kind != "equal"]


def _prose(built: Built, form: str) -> str:
    """The words of an artifact but for those in drawings and in the tables of their data."""
    if form == "pdf":
        return built.text(form)
    if form == "epub":
        return _words("".join(page.itertext()) for name, page in built.chapters.items() if "/data-" not in name)
    tree = built.html
    for part in tree.xpath(f"//style|//script|//svg|{DATA}"):
        part.drop_tree()
    return _words([tree.text_content()])


def _words(texts: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(texts).replace("\u00ad", "").replace("\u200b", ""))


def _tabled(built: Built, form: str) -> list[str]:
    """The words of each table of a chart's data, in order."""
    if form == "epub":
        tables = [page for name, page in sorted(built.chapters.items()) if "/data-" in name]
    else:
        tables = built.html.xpath(DATA)
    return [_words(" ".join(row.itertext()) for row in table.xpath(".//*[local-name()='tr']")) for table in tables]


def _drawn(built: Built, form: str) -> list[str]:
    """The words of each drawing, in order."""
    if form == "html":
        drawings = [svg.xpath(".//text()") for svg in built.html.xpath("//svg")]
    else:
        with zipfile.ZipFile(built.paths["epub"]) as book:
            names = sorted(name for name in book.namelist() if name.endswith(".svg"))
            drawings = [etree.fromstring(book.read(name)).xpath("//*[local-name()='text']//text()") for name in names]
    return [" ".join(words) for words in drawings]


def _described(built: Built, form: str) -> str:
    """All alternative texts."""
    if form == "html":
        return " ".join(built.html.xpath("//@aria-label|//@alt"))
    if form == "epub":
        return " ".join(alt for chapter in built.chapters.values() for alt in chapter.xpath("//@alt"))
    with pikepdf.open(built.paths["pdf"]) as pdf:
        objects = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)
        return " ".join(sorted(str(one["/Alt"]) for one in objects))


@pytest.mark.parametrize("form", FORMS)
def test_one_cell_changes_exactly_what_rests_on_it_in_the_text(before: Built, after: Built, form: str):
    changed = _changes(_prose(before, form), _prose(after, form))
    if form == "pdf":  # where the figure at the bar is text, too
        (at_bar,) = (pair for pair in changed if pair not in IN_TEXT)
        changed.remove(at_bar)
        assert [words.split()[1] for words in at_bar] == list(AT_BAR)
    assert changed == IN_TEXT


@pytest.mark.parametrize("form", ["epub", "html"])
def test_one_cell_changes_its_bar_and_no_other_drawing(before: Built, after: Built, form: str):
    pairs = list(zip(_drawn(before, form), _drawn(after, form), strict=True))
    changed = [_changes(f"| {old} |", f"| {new} |") for old, new in pairs if old != new]
    assert changed, "the chart of trade"
    for one in changed:
        assert [tuple(words.split()[1] for words in pair) for pair in one] == [AT_BAR]
    assert len(pairs) - len(changed) == len(changed), "the chart of the displaced is as it was, in as many drawings"


@pytest.mark.parametrize("form", ["epub", "html"])
def test_one_cell_changes_its_cell_in_the_table_of_its_chart_s_data_and_in_no_other(
    before: Built, after: Built, form: str
):
    displaced, trade = (
        _changes(old, new) for old, new in zip(_tabled(before, form), _tabled(after, form), strict=True)
    )
    assert displaced == []
    assert trade == [("2023 35% 15%", "2023 37% 15%")]


@pytest.mark.parametrize("form", FORMS)
def test_one_cell_changes_what_is_said_of_its_chart_and_of_no_other(before: Built, after: Built, form: str):
    assert _changes(_described(before, form), _described(after, form)) == [IN_ALT]
