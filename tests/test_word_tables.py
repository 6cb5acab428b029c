"""In Word each figure of a table stands whole, and each table alone."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from briefpress.engines import pack
from briefpress.word.soundness import faults
from briefpress.word.xml import NAMES, W, words_of
from conftest import BriefFolder


def _document(tmp_path: Any, files: dict[str, str], text: str, style: str) -> tuple[Any, bytes]:
    folder = BriefFolder(tmp_path)
    head = f"title: T\nauthors: [A B]\ndate: 2026-01-15\nformats: [docx]\nlook: {{style: {style}}}\n"
    folder.write({"report/brief.yaml": head, "report/01-a.md": f"# One\n\n{text}", **files})
    report = folder.run("docx", until="render")
    assert report.artifacts, report.diagnostics
    data = report.artifacts[0].data
    return etree.fromstring(pack.unpack(data)["word/document.xml"]), data


@pytest.mark.parametrize("style", ["institute", "newsroom", "ministry"])
def test_the_figures_of_a_wide_table_have_room_in_their_columns(style: str, tmp_path: Any):
    years = range(2008, 2024)
    csv = f"place,{','.join(map(str, years))}\n" + "".join(f"Region {i},{','.join(['75098'] * 16)}\n" for i in range(3))
    tree, data = _document(
        tmp_path, {"sources/data/wide.csv": csv}, "```{.table}\ndata: ../sources/data/wide.csv\n```\n", style
    )
    [table] = tree.iter(f"{W}tbl")
    sizes = {int(size.get(f"{W}val")) / 2 for size in table.iter(f"{W}sz")}
    margin = sum(int(side.get(f"{W}w")) for side in table.find("w:tblPr/w:tblCellMar", NAMES))
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert len(sizes) == 1
    # A figure is about half as wide as its letters are high.
    assert min(widths) - margin >= 5 * 0.53 * 20 * sizes.pop()
    assert not faults(data)


@pytest.mark.parametrize("style", ["institute", "newsroom", "ministry"])
def test_a_table_with_room_keeps_its_letters_and_breaks_no_word(style: str, tmp_path: Any):
    csv = "region,place,joined,exports,share,note\nNorth,Oslo,2004-05,1234.5,0.264,estimate\n"
    tree, _ = _document(tmp_path, {"sources/data/t.csv": csv}, "```{.table}\ndata: ../sources/data/t.csv\n```\n", style)
    [table] = tree.iter(f"{W}tbl")
    assert not list(table.iter(f"{W}sz"))


def test_two_tables_without_captions_stay_two(tmp_path: Any):
    block = "```{.table}\ndata: ../sources/data/t.csv\n```\n\n"
    tree, data = _document(tmp_path, {"sources/data/t.csv": "a,b\nx,1\n"}, block * 2, "institute")
    first, second = tree.iter(f"{W}tbl")
    between = [e for e in first.itersiblings() if e.tag in (f"{W}p", f"{W}tbl")]
    assert between[0].tag == f"{W}p"
    assert not words_of(between[0])
    assert between[1] is second
    assert not faults(data)
