"""What a message about a chart or a table block tells its author to write can be written so."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import BriefFolder

CSV = "k,y,d,v\n" + "".join(f"k{i},2020,d{i},{i}\n" for i in range(8))


def told(tmp_path: Path, kind: str, block: str) -> list[tuple[str, str]]:
    folder = BriefFolder(tmp_path).write({
        "report/brief.yaml": "title: T\nauthors: [A B]\ndate: 2026-01-15\nformats: [html]\n",
        "report/01-a.md": f"# One\n\n```{{.{kind}}}\ndata: ../sources/data/t.csv\n{block}```\n",
        "sources/data/t.csv": CSV,
    })  # fmt: skip
    found = folder.run("html", until="assemble").diagnostics
    return [(d.message, d.hint) for d in found if d.code not in ("DATA010", "META003")]


@pytest.mark.parametrize(
    ("kind", "block", "wrong", "said", "right"),
    [
        ("chart", "x: k\ny: v\nreference: 5\n", "reference: 5", "`reference: {value: 5}`", "reference: {value: 5}"),
        ("chart", "type: line\nx: k\ny: v\nticks: ten\n", "ticks: ten", "`12`", "ticks: 12"),
        ("table", "total: {v: sum}\n", "total: {v: sum}", "`columns: {v: sum}`", "total: {columns: {v: sum}}"),
        ("chart", "type: line\nx: y\ny: v\nseries: d\n", "series: d", "`panels: d`", "panels: d"),
        ("chart", "type: line\nx: y\ny: v\npanels: {field: d, columns: 9}\n", "columns: 9", "`6`", "columns: 6"),
        ("chart", "x: k\ny: v\nhighlight: k11\n", "highlight: k11", "`k1`", "highlight: k1"),
    ],
)
def test_who_follows_a_hint_is_told_nothing_more(
    kind: str, block: str, wrong: str, said: str, right: str, tmp_path: Path
):
    [(_, hint)] = told(tmp_path, kind, block)
    assert said in hint
    assert told(tmp_path / "then", kind, block.replace(wrong, right)) == []
