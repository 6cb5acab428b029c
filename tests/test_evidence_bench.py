"""A part of the benchmark of evidence: each thing that is done to a quotation or figure once, and each format."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

BENCH = Path(__file__).parent.parent / "bench" / "evidence"
FORMATS = {"txt", "md", "html", "pdf", "docx", "odt", "epub"}


@pytest.fixture(scope="module")
def bench() -> SimpleNamespace:
    """The modules of the benchmark, which is no package."""
    sys.path.insert(0, str(BENCH))
    try:
        names = ("corpus", "cases", "weighing")
        modules: dict[str, ModuleType] = {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(BENCH))
    return SimpleNamespace(**modules)


@pytest.fixture(scope="module")
def told(bench: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, Any]]:
    """The part's cases, and what Briefpress says of each."""
    folder = tmp_path_factory.mktemp("evidence")
    known = bench.corpus.sources()
    part = _part(bench, known)
    made = bench.corpus.make(known, folder / "documents")
    return list(zip(part, bench.weighing.answers(part, made, folder / "brief"), strict=True))


def _part(bench: SimpleNamespace, known: dict[str, Any]) -> list[Any]:
    """The first case of each thing that is done, and the first faithful and tampered one of each format.

    Those that Briefpress is known to get wrong are marked so where they stand, and only the whole benchmark has them.
    """
    chosen: dict[tuple[Any, ...], Any] = {}
    for case in (c for c in (*bench.cases.quotations(), *bench.cases.figures()) if not c.missed):
        chosen.setdefault((case.kind, case.faithful, case.done), case)
        chosen.setdefault((case.kind, case.faithful, known[case.document].format, "format"), case)
    return list(dict.fromkeys(chosen.values()))


@pytest.mark.parametrize("kind", ["quotation", "figure"])
def test_what_is_faithful_is_never_called_changed(kind: str, told: list[tuple[Any, Any]]) -> None:
    rows = _of(told, kind, faithful=True)
    assert rows
    assert not [(case.name, answer.said) for case, answer in rows if answer.of != "sound"]


@pytest.mark.parametrize("kind", ["quotation", "figure"])
def test_what_is_tampered_with_is_always_caught(kind: str, told: list[tuple[Any, Any]]) -> None:
    rows = _of(told, kind, faithful=False)
    assert rows
    assert not [(case.name, answer.said) for case, answer in rows if answer.of != "caught"]


def _of(told: list[tuple[Any, Any]], kind: str, *, faithful: bool) -> list[tuple[Any, Any]]:
    return [(case, answer) for case, answer in told if case.kind == kind and case.faithful is faithful]


def test_another_source_and_another_page_are_named_as_such(told: list[tuple[Any, Any]]) -> None:
    said = {case.done: answer.said for case, answer in told if case.kind == "quotation"}
    assert said["another source"] == "wrong source"
    assert said["another page"] == "wrong page"


def test_few_of_the_benchmark_are_known_to_be_wrong(bench: SimpleNamespace) -> None:
    for every, most in ((bench.cases.quotations(), 0.01), (bench.cases.figures(), 0.06)):
        assert sum(bool(case.missed) for case in every) <= most * len(every)


def test_the_benchmark_is_as_large_as_it_is_said_to_be(bench: SimpleNamespace) -> None:
    known, quotations, figures = bench.corpus.sources(), bench.cases.quotations(), bench.cases.figures()
    assert len(known) >= 20
    assert {source.format for source in known.values()} == FORMATS
    assert all(600 <= len(source.markdown.split()) <= 1500 for source in known.values())
    assert len(quotations) >= 400
    assert len(figures) >= 200
    for every in (quotations, figures):
        assert 0.45 <= sum(case.faithful for case in every) / len(every) <= 0.55
        assert {(case.faithful, known[case.document].format) for case in every} == {
            (faithful, form) for faithful in (True, False) for form in FORMATS
        }


def test_what_is_tampered_with_is_nowhere_in_the_document_that_is_cited(bench: SimpleNamespace) -> None:
    known = bench.corpus.sources()
    # Those whose letters and digits are the document's, in its order or in another.
    same = {"punctuation", "question made a statement", "number written otherwise", "capital within", "another page"}
    same |= {"cut in a number or word", "order of parts", "merge over pages", "gap that takes over"}
    for case in bench.cases.quotations():
        if not case.faithful and case.done not in same:
            cited = known[case.cites[0]]
            letters = bench.corpus.squashed(" ".join((*cited.paragraphs, *cited.notes)))
            pieces = bench.cases.pieces(case.words)
            assert not all(bench.corpus.squashed(piece) in letters for piece in pieces), case.name
