"""A run that halts: what was found beside the stage that halted it is told with it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from briefpress.diagnostics import Outcome, StageError, finding
from briefpress.running import HaltedError, Report, Request, Run


def test_what_is_wrong_with_the_references_is_told_though_no_section_can_be_read(brief):
    found = brief("", references="- id: x\n  type: nonsense\n").found()
    assert [d.code for d in found] == ["SECT003", "CITE006"]


def test_a_halt_loses_no_finding_of_the_stages_beside_and_tells_none_twice():
    work = Run(Request(Path()), Report())
    good: Future[Outcome[int]] = Future()
    bad: Future[Outcome[int]] = Future()
    taken: Future[Outcome[int]] = Future()
    for stage in (good, bad, taken):
        work.beside(stage)
    good.set_result(Outcome(1, (finding("LIMIT002", "long"),)))
    bad.set_exception(StageError(finding("ENG001", "broken")))
    taken.set_result(Outcome(3, (finding("PAGE001", "cut off"),)))
    assert work.take("print", taken.result) == 3
    with pytest.raises(HaltedError):
        work.take("bind", bad.result)
    work.gather()
    assert sorted(d.code for d in work.settled()) == ["ENG001", "LIMIT002", "PAGE001"]


def test_a_quotation_that_is_wrong_halts_the_build_amid_its_printing_and_is_told_alone(brief):
    text = "# The river\n\nIt \u201cis very low in June\u201d [@marsh2020].\n"
    folder = brief(text, files={"sources/documents/marsh2020.txt": "The river is low in May.\n"})
    report = folder.run("pdf", "html")
    codes = {d.code for d in report.diagnostics}
    assert "error" in {d.severity for d in report.diagnostics}
    assert codes == {d.code for d in folder.run(until="cite").diagnostics}
    assert "print" in {why.stage for why in report.stages}
    assert report.page is None
    assert not (folder.root / "output").exists()
