"""What an author can get wrong, one fault a brief: each is told once, in words, at its place, with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefpress.cli import main
from briefpress.codes import REGISTRY
from golden.cases import FOLDER, RIVER, SETTINGS, SOUND
from golden.cases_claims import CLAIMS
from golden.cases_content import FIGURES, SOURCES
from golden.cases_evidence import PINS, RECEIPTS
from golden.cases_identity import IDENTITY
from golden.cases_records import RECORDS
from golden.cases_values import VALUES
from golden.cases_web import CAUSES, HTML, LINKS, PICTURES

CASES = {
    **SETTINGS,
    **FOLDER,
    **SOURCES,
    **FIGURES,
    **HTML,
    **LINKS,
    **PICTURES,
    **CAUSES,
    **IDENTITY,
    **CLAIMS,
    **PINS,
    **RECEIPTS,
    **VALUES,
    **RECORDS,
}
ERRORS = Path(__file__).parent / "golden" / "errors"
TOLD = re.compile(r"^(?:(?P<place>\S.*?): )?(?P<severity>error|warning|note) (?P<code>[A-Z]+\d{3}): ", re.MULTILINE)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_once_with_its_place_and_what_to_do(name, brief, golden, monkeypatch):
    case = CASES[name]
    folder = brief(*case.sections, **case.given)
    case.prepare(folder.root)
    before = files_in(folder.root)
    monkeypatch.chdir(folder.root)

    done = CliRunner().invoke(main, ["-q", *case.command])

    assert isinstance(done.exception, SystemExit | None), done.exception
    assert done.stderr == ""
    golden(f"errors/{name}.txt", f"$ briefpress {' '.join(case.command)}\n{done.stdout}exit code {done.exit_code}\n")
    told = [m.groupdict() for m in TOLD.finditer(done.stdout)]
    assert done.stdout.count("\n  hint: ") == len(told), "each finding says what to do"
    errors = [t["code"] for t in told if t["severity"] == "error"]
    assert done.exit_code == max((REGISTRY[code].exit_code for code in errors), default=0)
    assert str(folder.root) not in done.stdout
    if errors:
        after = {k: v for k, v in files_in(folder.root).items() if not k.startswith(".briefpress/")}
        assert after == before, "nothing in the brief's folder was changed"


def test_every_golden_text_has_its_case():
    assert {p.stem for p in ERRORS.glob("*.txt")} == set(CASES)


def test_ten_faults_come_in_one_run_each_once_in_the_order_of_the_files_and_the_edition_stays(brief):
    folder = brief(SOUND, "# The bridge\n\nIt opened late [@daily2022].\n")
    folder.built("html", "epub")
    edition = files_in(folder.root / "output")
    folder.write({
        "report/brief.yaml": "title: A test of the river\nautors: [Ida Marsh]\nauthors: [Ida Marsh]\ndate: soon\n"
                             "citations: {style: chicago-note}\nlook: {paper: a3}\nabbreviations: {CSTO: The Treaty}\n",
        "report/01-section.md": f"{RIVER}Low [@mash2020], as @fig:levels shows.\n\n![Low](low.png){{alt=x}}\n\n"
                                "See {{ levl }} and [the bridge](#brigde).\n",
        "styles/house.css": "/* Un café */\n".encode("latin-1"),
    })  # fmt: skip
    found = folder.run().diagnostics
    assert [(d.code, str(d.span)) for d in found] == [
        ("CITE001", "report/01-section.md:3:6"),
        ("REF001", "report/01-section.md:3:21"),
        ("FIG002", "report/01-section.md:5:8"),
        ("SECT005", "report/01-section.md:7:5"),
        ("LINK001", "report/01-section.md:7:33"),
        ("CONF002", "report/brief.yaml:2:1"),
        ("CONF003", "report/brief.yaml:4:1"),
        ("CITE004", "report/brief.yaml:5:13"),
        ("CONF003", "report/brief.yaml:6:8"),
        ("ABBR001", "report/brief.yaml:7:17"),
        ("SECT002", "styles/house.css:1:10"),
    ]
    assert files_in(folder.root / "output") == edition


def test_one_broken_line_of_a_bibliography_is_one_finding_however_often_its_records_are_cited(brief):
    broken = '[{"id": "a", "type": "book"},\n {"id": "b" "type": "book"}]'
    cites = " ".join(f"[@{key}]" for key in "ab" * 20)
    found = brief(f"{RIVER}{cites}\n", references=None, files={"sources/references.json": broken}).found()
    assert [d.code for d in found] == ["CITE003"]


def test_what_yaml_would_read_as_another_value_stays_as_it_was_written(brief):
    text = f"{RIVER}Edition {{{{ edition }}}}, part {{{{ part }}}}, {{{{ no }}}} {{{{ time }}}}.\n"
    settings = "edition: 1.10\nlang: no\nvariables: {part: 007, no: no, time: 12:30}\n"
    folder = brief(text, settings=settings, references="- id: a\n  type: book\n  edition: 1.10\n  title: No\n")
    report = folder.run(until="cite")
    assert [d.code for d in report.diagnostics] == ["META003"]
    assert "Edition 1.10, part 007, no 12:30." in folder.command("-q", "assemble").stdout or "1.10" in str(
        report.resolved
    )
    assert report.library.records["a"]["edition"] == "1.10"
    assert report.library.records["a"]["title"] == "No"


@pytest.mark.parametrize("name", [".04-draft.md", "._01-section.md", "01-section.md~", "#01-section.md#"])
def test_files_of_an_editor_or_a_system_are_no_sections(brief, name):
    report = brief(SOUND, files={f"report/{name}": b"\0not mine"}).run(until="assemble")
    assert [s.path for s in report.project.sections] == ["report/01-section.md"]


def test_a_section_is_one_whatever_the_case_of_its_ending(brief):
    report = brief(SOUND, files={"report/02-BRIDGE.MD": "# The bridge\n\nLate.\n"}).run(until="assemble")
    assert [s.path for s in report.project.sections] == ["report/01-section.md", "report/02-BRIDGE.MD"]


@pytest.mark.parametrize(
    "text",
    [
        "As [the bridge @marsh2020, @court2021](https://x.example) shows.",
        "A note.^[As @marsh2020 and @court2021 say.]",
        "See [@marsh2020, p. 3; see also @court2021].",
        "Write to [ida@x.example, ben@x.example].",
        "The cost is \\$5 and $a_{x}$ and `\\cite{x}` and `[^a]` and `{#x y=“z”}`.",
        "$$\\begin{aligned}x\\end{aligned}$$",
        "| Year | `a|b` |\n|------|-------|\n| 2024 | \\| 2  |",
        '::: {.callout\n  title="A word"}\nLow.\n:::',
        "::::: {.callout title=A}\n::: sidenote\nLow.\n:::\n:::::",
        "```\n::: callout\n[^x] \\cite{x} {{ x }}\n```",
        "<!-- ::: callout [@nobody] -->",
        "A note.[^a]\n\n[^a]: Its text,\n\n    in two paragraphs.\n\nMore.",
    ],
)
def test_what_is_right_is_not_told(brief, text):
    assert [d.message for d in brief(f"{RIVER}Low.\n\n{text}\n").found()] == []
