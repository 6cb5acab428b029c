"""Every validator there is sees the first brief and cases of the corpus; and each of them can find a fault."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2
import pytest

from books import messages
from briefpress import specimen
from briefpress.engines.validators import VALIDATORS, File, asking, axe_core, judge, tagged, validate, verapdf
from briefpress.engines.validators.asking import Remark, run
from briefpress.engines.validators.explained import EXPLAINED, explanation
from briefpress.settings import Style
from conftest import PIXEL, BriefFolder
from test_corpus import lay_out, read

FORMS = ("pdf", "epub", "html", "docx")
NOT_IN_REGISTRIES = {"veraPDF"}
BY_NAME = {validator.name: validator for validator in VALIDATORS}
FOUND = {"CHK004", "CHK006", "ENG002", "ENG003"}
"""The codes of what a validator holds against an artifact, unexplained, and of one that doesn't answer."""


def _first(folder: Path) -> BriefFolder:
    for part in ("report", "sources", "styles"):
        shutil.copytree(Path(__file__).parent.parent / part, folder / part)
    return BriefFolder(folder)


def _case(name: str) -> Callable[[Path], BriefFolder]:
    return lambda folder: lay_out(name, read(name), folder)


def _specimen(style: Style) -> Callable[[Path], BriefFolder]:
    def laid_out(folder: Path) -> BriefFolder:
        specimen.lay_out(folder, style, folder)
        return BriefFolder(folder)

    return laid_out


CASES = (
    "a-brief-in-arabic",
    "tables-of-many-columns",
    "blocks-of-code",
    "formulas-of-every-kind",
    "headings-that-skip-levels",
    "lists-of-five-levels",
    "notes-with-blocks",
    "pictures-in-every-place",
    "quotations-in-quotations",
    "tables-in-every-place",
)
NOT_FOR_ACE = {
    "tables-of-many-columns",
    "blocks-of-code",
    "headings-that-skip-levels",
    "lists-of-five-levels",
    "quotations-in-quotations",
}
"""Cases that Ace, which starts a browser for each book, sees with `--long` alone: the specimens have their like."""

SUBJECTS: dict[str, Callable[[Path], BriefFolder]] = {
    "the first brief": _first,
    **{f"the specimen of {style}": _specimen(style) for style in get_args(Style)},
    **{name: _case(name) for name in CASES},
}
"""What every validator sees, by its name: how to lay it out in a folder."""


def _file(path: Path) -> File:
    return File(path.suffix[1:], path, path.suffix[1:].upper())


ASKED_HERE = {"EPUBCheck", "axe-core"}
"""One Java machine sees all the books here, and one Chromium all the pages."""


def _settings(subject: str, every: bool) -> tuple[tuple[str, int], ...]:
    """What a page is seen in: both schemes and all widths; `--long` sees each scheme in each width.

    Which widths are dark alternates from subject to subject, so that all six settings are seen in each run.
    """
    if every:
        return axe_core.SETTINGS
    widths = sorted({width for _, width in axe_core.SETTINGS})
    first = list(SUBJECTS).index(subject) % 2
    return tuple((("light", "dark")[(first + n) % 2], width) for n, width in enumerate(widths))


def test_without_long_too_every_setting_is_seen_and_each_subject_in_both_schemes_and_every_width():
    seen = [set(_settings(subject, every=False)) for subject in SUBJECTS]
    assert set().union(*seen) == set(axe_core.SETTINGS)
    for settings in seen:
        assert {scheme for scheme, _ in settings} == {scheme for scheme, _ in axe_core.SETTINGS}
        assert {width for _, width in settings} == {width for _, width in axe_core.SETTINGS}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_validator_has_anything_against_it_that_is_not_explained(subject, chromium, pytestconfig, tmp_path):
    built = SUBJECTS[subject](tmp_path / "brief").built(*FORMS)
    # As `check` has them: files without the title's name, which outloud would take for the name's.
    files = [_file(shutil.copy(built.paths[form], tmp_path / f"brief.{form}")) for form in FORMS]
    every = pytestconfig.getoption("--long")
    verdicts = validate(files, without=ASKED_HERE | ({"Ace"} if subject in NOT_FOR_ACE and not every else set()))
    assert {v.name for v in verdicts if v.missing} <= NOT_IN_REGISTRIES
    assert [d.message for v in verdicts for d in v.findings if d.code in FOUND] == []
    assert messages(built.paths["epub"]) == []
    assert axe_core.seen_in(chromium, built.paths["html"], _settings(subject, every)) == []


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - NOT_IN_REGISTRIES))
def test_every_validator_that_the_registries_have_is_on_this_machine(name):
    assert BY_NAME[name].missing() == ""
    assert BY_NAME[name].version()[0].isdigit()


# each can find a fault

CHAPTER = """\
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>A</title></head>
<body><p>A picture: <img src="dot.png"/></p></body></html>
"""


def _faulty_book(folder: Path, brief: BriefFolder) -> Path:
    """A book with a picture without alternative text, whose file isn't there."""
    path = folder / "brief.epub"
    with zipfile.ZipFile(brief.built("epub").paths["epub"]) as sound, zipfile.ZipFile(path, "w") as faulty:
        for item in sound.infolist():
            chapter = item.filename == "EPUB/text/ch001.xhtml"
            faulty.writestr(item, CHAPTER if chapter else sound.read(item.filename))
    return path


def _untagged_pdf(folder: Path, brief: BriefFolder) -> Path:
    path = folder / "brief.pdf"
    with pikepdf.open(brief.built("pdf").paths["pdf"]) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(path)
    return path


def _torn_pdf(folder: Path, brief: BriefFolder) -> Path:
    path = folder / "brief.pdf"
    path.write_bytes(brief.built("pdf").paths["pdf"].read_bytes()[:2000])
    return path


def _document_out_of_order(folder: Path, brief: BriefFolder) -> Path:
    """A Word document whose paragraphs have their properties in another order than the schema."""
    path = folder / "brief.docx"
    with zipfile.ZipFile(brief.built("docx").paths["docx"]) as sound, zipfile.ZipFile(path, "w") as faulty:
        for item in sound.infolist():
            style = b'<w:pStyle w:val="BodyText"/>'
            faulty.writestr(item, sound.read(item.filename).replace(style, b'<w:jc w:val="left"/>' + style))
    return path


def _page_without_language(folder: Path, brief: BriefFolder) -> Path:
    path = folder / "brief.html"
    path.write_text("<!DOCTYPE html><title>A</title><main><h1>A</h1><p>Words.</p></main>")
    return path


@pytest.mark.parametrize(
    ("name", "faulty", "rule"),
    [
        ("EPUBCheck", _faulty_book, "RSC-007"),
        ("Ace", _faulty_book, "image-alt"),
        ("outloud", _untagged_pdf, "DOC-001"),
        ("pdfua", _untagged_pdf, "UA-01-002"),
        ("qpdf", _torn_pdf, "check"),
        ("axe-core", _page_without_language, "html-has-lang"),
        ("openxml-audit", _document_out_of_order, "schema"),
    ],
)
def test_each_validator_finds_the_fault_of_a_faulty_artifact(name, faulty, rule, brief, tmp_path):
    verdict = judge(BY_NAME[name], _file(faulty(tmp_path, brief("# A\n\nWords.\n"))))
    faults = [d.message for d in verdict.findings if d.code == "CHK004"]
    assert any(said.startswith(f"{name}: {rule} ") for said in faults), verdict
    assert not verdict.passed
    assert "fault" in verdict.told


@pytest.mark.parametrize("name", ["EPUBCheck", "Ace", "outloud", "pdfua", "openxml-audit"])
def test_a_validator_that_cannot_read_its_artifact_gives_no_verdict_of_soundness(name, tmp_path):
    path = tmp_path / f"brief.{BY_NAME[name].format}"
    path.write_bytes(b"Neither a book nor a page.")
    verdict = judge(BY_NAME[name], _file(path))
    assert {d.code for d in verdict.findings} & {"CHK004", "ENG002"}
    assert not verdict.passed


def test_a_pdf_for_a_press_is_seen_by_those_that_judge_such_pdfs(brief, tmp_path):
    path = brief("# A\n\nWords.\n").built("pdf").paths["pdf"]
    verdicts = validate([File("pdf", path, "PDF for the press", for_press=True)])
    assert [(v.name, v.told) for v in verdicts] == [("qpdf", "nothing against it")]


# what is explained


def test_an_error_is_never_explained(tmp_path):
    for known in EXPLAINED:
        assert explanation(known.validator, Remark(known.rule, "error", "the rule could not be asked"), tmp_path) == ""


def test_a_remark_of_another_validator_or_another_rule_is_not_explained(tmp_path):
    assert explanation("pdfua", Remark("ORD-001", "warning", ""), tmp_path) == ""
    assert explanation("outloud", Remark("ORD-003", "warning", ""), tmp_path) == ""
    assert explanation("outloud", Remark("ORD-001", "warning", ""), tmp_path)


def _place(path: Path, words: str) -> tuple[int, float, float, float, float]:
    """Where a line begins with some words for the first time, behind the cover."""
    for number, page in list(enumerate(pypdfium2.PdfDocument(path), 1))[1:]:
        found = page.get_textpage().search(words)
        if there := found.get_next():
            boxes = [page.get_textpage().get_charbox(i) for i in range(there[0], sum(there))]
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            return number, min(lefts) - 1, min(bottoms) - 1, max(rights) + 400, max(tops) + 1
    raise AssertionError(words)


def test_a_line_of_the_text_is_told_from_a_running_head_by_its_tag(brief):
    filling = "The river ran on, and nobody said a word of it. " * 300
    text = f"# A\n\nThe first words of all. {filling}\n"
    built = brief(text, settings="publisher: {name: Water Office}\n").built("pdf")
    path = built.paths["pdf"]
    line, foot = _place(path, "The first words of all."), _place(path, "Water Office")
    data = path.read_bytes()
    assert tagged.all_in_tree(data, [line])
    assert not tagged.all_in_tree(data, [foot])
    assert not tagged.all_in_tree(data, [line, foot])
    assert not tagged.all_in_tree(data, [(1, 0.0, 0.0, 1.0, 1.0)]), "where nothing stands"
    heads = Remark("PAG-001", "warning", "1 running header or footer line(s)", "", (foot,))
    lines = Remark("PAG-001", "warning", "1 running header or footer line(s)", "", (line,))
    assert explanation("outloud", heads, path) == ""
    assert explanation("outloud", lines, path)


def test_words_that_no_tag_says_are_told_from_those_that_are_said_elsewhere(brief, tmp_path):
    filling = "The river ran on, and nobody said a word of it. " * 300
    path = brief(f"# A section of the river\n\nThe first words of all. {filling}\n").built("pdf").paths["pdf"]
    head = _place(path, "A test of the river")
    assert head[0] > 1
    assert tagged.all_said(path.read_bytes(), [head]), "the title stands on the cover, too"
    line = _place(path, "The first words of all.")
    untagged = tmp_path / "untagged.pdf"
    with pikepdf.open(path) as pdf:
        paragraphs = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S")) == "/P"]
        for paragraph in paragraphs:
            paragraph.K = pikepdf.Array()
        pdf.save(untagged)
    assert tagged.all_said(path.read_bytes(), [line])
    assert not tagged.all_said(untagged.read_bytes(), [line])
    assert not tagged.all_said(path.read_bytes(), [(1, 0.0, 0.0, 1.0, 1.0)]), "where nothing stands"
    remark = Remark("TAG-002", "warning", "1 line(s) of prose are marked /Artifact", "", (line,))
    assert explanation("outloud", remark, path)
    assert explanation("outloud", remark, untagged) == ""


def test_pdfua_s_silence_on_empty_headings_is_explained_only_where_none_is_empty(brief, tmp_path):
    path = brief("# A heading\n\nWords.\n\n## Another\n\nMore.\n").built("pdf").paths["pdf"]
    silent = Remark("UA-14-001", "warning", "the rule could not be asked: it stopped")
    assert explanation("pdfua", silent, path)
    assert explanation("pdfua", Remark("UA-14-001", "warning", "Empty heading element /H2."), path) == ""
    emptied = tmp_path / "emptied.pdf"
    with pikepdf.open(path) as pdf:
        headings = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S")) in ("/H2", "/H3")]
        assert len(headings) >= 2
        del headings[-1]["/K"]
        pdf.save(emptied)
    assert tagged.silent(emptied.read_bytes(), r"H\d*") == 1
    assert explanation("pdfua", silent, emptied) == ""


def test_many_header_cells_are_explained_only_where_each_heads_a_cell(brief, tmp_path):
    block = "```{.table}\ndata: d.csv\nheader_column: true\n```\n"
    path = brief(f"# A\n\n{block}", files={"report/d.csv": "k,v\na,1\nb,2\nc,3\n"}).built("pdf").paths["pdf"]
    remark = Remark("TBL-010", "warning", "header cells look shredded: 5 header cells against 3 data cells")
    assert explanation("outloud", remark, path)
    idle = tmp_path / "idle.pdf"
    with pikepdf.open(path) as pdf:
        cells = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S")) == "/TD"]
        assert len(cells) == 3
        del cells[1].A["/Headers"]
        pdf.save(idle)
    assert tagged.idle_headers(idle.read_bytes()) == 1
    assert explanation("outloud", remark, idle) == ""


def test_a_link_around_a_picture_is_told_from_a_link_that_says_nothing(brief, tmp_path):
    linked = '[![The river](p.png){alt="The river"}](https://example.org/)'
    path = brief(f"# A\n\nSee: {linked}.\n", files={"report/p.png": PIXEL}).built("pdf").paths["pdf"]
    remark = Remark("LNK-003", "warning", "1 /Link element(s) have no text and no /Alt")
    assert explanation("outloud", remark, path)
    silenced = tmp_path / "silenced.pdf"
    with pikepdf.open(path) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S")) == "/Figure"]
        assert len(figures) == 1
        del figures[0]["/Alt"]
        pdf.save(silenced)
    assert explanation("outloud", remark, silenced) == ""


def test_what_is_explained_is_a_note_with_its_reason_even_where_check_is_strict(brief):
    folder = brief("# A heading\n\nWords.^[A note.]\n\n1. One\n2. Two\n3. Three\n4. Four\n5. Five\n")
    arguments = ["-q", "--report", "json", "check", "--format", "pdf", "--strict", "--without", "verapdf"]
    done = folder.command(*arguments)
    told = json.loads(done.stdout)
    assert done.exit_code == 0, told
    notes = [d for d in told["diagnostics"] if d["code"] == "CHK016"]
    assert any("ORD-001" in d["message"] for d in notes)
    assert all(d["severity"] == "note" and d["hint"] for d in notes)
    assert [v["name"] for v in told["validators"]] == ["outloud", "pdfua", "qpdf"]
    assert all(v["passed"] and v["version"] and v["format"] == "pdf" for v in told["validators"])


def test_check_prints_who_saw_what_and_what_they_say_of_it(brief):
    done = brief("# A\n\nWords.\n").command("check", "--format", "epub")
    assert re.search(r"^EPUB  EPUBCheck  \d[\d.]+  nothing against it$", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^EPUB  Ace        \d[\d.]+  nothing against it$", done.stdout, re.MULTILINE), done.stdout
    assert done.exit_code == 0


@pytest.mark.skipif(verapdf.VALIDATOR.missing() == "", reason="veraPDF is on this machine")
def test_check_names_a_missing_validator_and_strict_fails_for_it_unless_it_is_excused(brief):
    folder = brief("# A\n\nWords.\n")
    alone = [a for v in VALIDATORS if v.name != "veraPDF" for a in ("--without", v.name)]
    told = folder.command("check", "--format", "pdf", *alone)
    assert "PDF  veraPDF    missing" in told.stdout
    assert "warning CHK005: veraPDF isn't on this machine, so it has not seen the PDF." in told.stdout
    assert told.exit_code == 0
    assert folder.command("check", "--format", "pdf", "--strict", *alone).exit_code == 1
    assert folder.command("check", "--format", "pdf", "--strict", *alone, "--without", "veraPDF").exit_code == 0


def test_a_warning_of_the_text_keeps_no_validator_from_being_asked_where_check_is_strict(brief):
    alone = [a for v in VALIDATORS if v.name != "qpdf" for a in ("--without", v.name)]
    done = brief("Words without a heading.\n").command("check", "--format", "pdf", "--strict", *alone)
    assert "error SECT007" in done.stdout
    assert re.search(r"^PDF  qpdf +\d[\d.]+  nothing against it$", done.stdout, re.MULTILINE), done.stdout
    assert done.exit_code == 1


# bounds


def _runs(state: Path) -> bool:
    try:
        return state.read_text().split()[2] != "Z"
    except OSError:
        return False


def test_a_validator_that_never_ends_is_stopped_with_all_that_it_has_started(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 1)
    with pytest.raises(subprocess.TimeoutExpired):
        run(["sh", "-c", "sleep 600 & echo $! >child; wait"], folder=tmp_path)
    child = (tmp_path / "child").read_text().strip()
    state = Path(f"/proc/{child}/stat")
    deadline = time.monotonic() + 10  # a signal is on its way for as long as the machine is busy
    while _runs(state) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(state)


def test_a_validator_has_no_more_memory_than_its_share(tmp_path):
    code = "import time; time.sleep(0.5); bytearray(1 << 30)"
    done = run([sys.executable, "-c", code], memory=1 << 30, folder=tmp_path)
    assert done.code
    assert "MemoryError" in done.err


def test_a_validator_that_takes_too_long_is_told_as_that(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.01)
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"%PDF-1.7")
    verdict = judge(BY_NAME["pdfua"], _file(path))
    assert [d.code for d in verdict.findings] == ["ENG003"]
    assert verdict.told == "no answer"
