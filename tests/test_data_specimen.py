"""docs/specimen-data has every form of chart, all that a table does and each form of a figure, without a finding."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, inspect

from briefpress import yamlfile
from briefpress.charts.kinds import KINDS, asked_for
from briefpress.data import forms
from briefpress.tables.settings import DataTable
from conftest import BriefFolder

SPECIMEN = Path(__file__).parent.parent / "docs/specimen-data"
BLOCK = re.compile(r"^```\{\.(chart|table)[^}]*\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FORM = re.compile(r"\{\{[^{}|]+\| *([a-z]+)")


def sections() -> str:
    return "\n".join(path.read_text() for path in sorted((SPECIMEN / "report").glob("*.md")))


def blocks(kind: str) -> Iterator[dict[str, Any]]:
    """What each block of a kind says, with what its file says that it names by `spec`."""
    for name, text in BLOCK.findall(sections()):
        if name == kind:
            said = yamlfile.parse(text, "section.md").value
            assert isinstance(said, dict)
            path = SPECIMEN / "report" / said["spec"] if "spec" in said else None
            own = yamlfile.parse(path.read_text(), path.name).value if path else {}
            assert isinstance(own, dict)
            yield {**own, **said}


def structs(kind: inspect.Type) -> Iterator[inspect.StructType]:
    """The types of settings within a type, itself among them."""
    if isinstance(kind, inspect.StructType):
        yield kind
        for field in kind.fields:
            yield from structs(field.type)
    for part in (*getattr(kind, "types", ()), *getattr(kind, "item_types", ())):
        yield from structs(part)
    for name in ("item_type", "value_type", "type"):
        if isinstance(part := getattr(kind, name, None), inspect.Type):
            yield from structs(part)


def keys(type_: type[Struct]) -> set[str]:
    """Every key that the settings of a type have, at any depth."""
    return {f.encode_name for s in structs(inspect.type_info(type_)) for f in s.fields}


def said(value: Any) -> set[str]:
    """Every key in what a block says."""
    if isinstance(value, dict):
        return set(value).union(*map(said, value.values()))
    return set().union(*map(said, value)) if isinstance(value, list) else set()


def test_every_form_of_chart_stands_in_it():
    assert {asked_for(block) for block in blocks("chart")} == set(KINDS)


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "vega-lite"])
def test_every_key_of_a_form_of_its_own_stands_in_it(kind):
    shared = {"sheet", "query"}  # which rows are meant: tables show these
    asked = set().union(*(set(block) for block in blocks("chart") if asked_for(block) == kind))
    anywhere = set().union(*map(set, blocks("chart")))
    own = {f.encode_name for f in inspect.type_info(KINDS[kind].settings).fields} - shared  # type: ignore[attr-defined]
    assert own <= anywhere | {"source"}, "source lines are those of records"
    assert {"data"} | (own & {"x", "event", "shapes", "low"}) <= asked


def test_every_key_of_a_table_stands_in_it():
    assert keys(DataTable) <= set().union(*map(said, blocks("table")))


def test_every_form_of_a_figure_stands_in_it():
    assert set(forms.NAMES) - {"plain"} <= set(FORM.findall(sections())), "plain is what has no form"


def test_it_is_built_without_a_finding(tmp_path):
    for part in ("report", "sources"):
        shutil.copytree(SPECIMEN / part, tmp_path / part)
    report = BriefFolder(tmp_path).run("html", strict=True)
    assert [f"{d.span}: {d.code} {d.message}" for d in report.diagnostics] == []
    assert [path.suffix for path in report.outputs if path.suffix == ".html"]
