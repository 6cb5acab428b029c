"""The five forms in which findings are told: each read back by what it is meant for, with the worst of texts in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from briefpress.codes import REGISTRY
from briefpress.diagnostics import Diagnostic, Severity, Span, finding
from briefpress.reporters import FORMS, Telling, tell

WORST = '100% of: a, b\r\n<c> & "d" \x1b[31m\0 \ud800 世界'
FOUND = (
    finding("CITE001", "No bibliography has the key `a`.", Span("report/01 a.md", 3, 12), "Did you mean `@b`?"),
    finding("REF002", "Given twice.", Span("report/02.md", 9, 1), "Rename one.", [Span("report/01 a.md", 1)]),
    finding("REF003", "No reference uses it.", Span("report/02.md", 4)),
    finding("META001", "The brief has no date.", Span("report/brief.yaml")),
    finding("ENG001", "pandoc isn't on this machine."),
)  # fmt: skip


def told(form: str, found=FOUND, root: Path = Path(), outputs=(), colour: bool = False) -> str:
    return tell(form, Telling(found, outputs, root, colour))


# JSON


def test_json_has_the_keys_of_the_contract_and_no_others():
    data = json.loads(told("json", outputs=[Path("output/a.pdf")]))
    assert set(data) == {"diagnostics", "outputs"}
    assert data["outputs"] == ["output/a.pdf"]
    keys = {"code", "severity", "message", "path", "line", "column", "hint"}
    assert all(set(d) == keys for d in data["diagnostics"])
    assert data["diagnostics"][0] == {
        "code": "CITE001", "severity": "error", "message": "No bibliography has the key `a`.",
        "path": "report/01 a.md", "line": 3, "column": 12, "hint": "Did you mean `@b`?",
    }  # fmt: skip
    assert [d["severity"] for d in data["diagnostics"]] == ["error", "error", "warning", "warning", "error"]


def test_json_says_null_where_a_finding_has_no_place():
    data = json.loads(told("json"))["diagnostics"]
    assert (data[3]["path"], data[3]["line"], data[3]["column"]) == ("report/brief.yaml", None, None)
    assert (data[4]["path"], data[4]["line"], data[4]["column"], data[4]["hint"]) == (None, None, None, "")


def test_json_names_paths_from_the_briefs_folder_wherever_the_command_is_called():
    assert json.loads(told("json", root=Path("/elsewhere")))["diagnostics"][0]["path"] == "report/01 a.md"


# SARIF


def test_sarif_has_what_version_2_1_0_requires():
    data = json.loads(told("sarif"))
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-2.1.0.json")
    (run,) = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "briefpress"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["version"])
    assert [r["id"] for r in driver["rules"]] == list(REGISTRY)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]


def test_sarif_places_are_addresses_with_lines_from_one():
    first, second, _, whole, nowhere = json.loads(told("sarif"))["runs"][0]["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "report/01%20a.md"
    assert place["region"] == {"startLine": 3, "startColumn": 12}
    assert second["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert "locations" not in nowhere


def test_sarif_addresses_of_a_folder_elsewhere_are_whole():
    results = json.loads(told("sarif", root=Path("/a b")))["runs"][0]["results"]
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "file:///a%20b/report/01%20a.md"


# GitHub


def github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them."""
    out = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert match, line
        properties = dict(p.split("=", 1) for p in match[2].split(","))
        out.append((match[1], {k: _read(v) for k, v in properties.items()}, _read(match[3])))
    return out


def _read(text: str) -> str:
    signs = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    return re.sub("%..", lambda m: signs[m[0]], text)


def test_github_shows_each_finding_on_its_line():
    first, _, warning, whole, nowhere = github(told("github"))
    said = "No bibliography has the key `a`. Did you mean `@b`?"
    assert first == ("error", {"title": "CITE001", "file": "report/01 a.md", "line": "3", "col": "12"}, said)
    assert warning[0] == "warning"
    assert whole[1] == {"title": "META001", "file": "report/brief.yaml"}
    assert nowhere[1] == {"title": "ENG001"}


def test_github_escapes_what_would_end_a_command_or_a_property():
    found = [finding("CITE001", "50%, a::b\nc", Span("report/a,b:c%.md", 1, 1), "Say 100%.")]
    text = told("github", found)
    assert text.count("\n") == 1
    ((_, properties, said),) = github(text)
    assert properties["file"] == "report/a,b:c%.md"
    assert said == "50%, a::b c Say 100%."


# JUnit


def test_junit_has_a_case_for_each_finding_and_a_failure_for_each_error():
    suite = etree.fromstring(told("junit").encode())
    assert suite.tag == "testsuite"
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "3", "0")
    cases = suite.findall("testcase")
    assert [len(c.findall("failure")) for c in cases] == [1, 1, 0, 0, 1]
    assert cases[0].get("name") == "CITE001 report/01 a.md:3"
    assert cases[0].get("classname") == "report/01 a.md"
    assert cases[0].find("failure").get("type") == "CITE001"
    assert "Did you mean" in cases[0].find("failure").text
    assert cases[2].findtext("system-out").startswith("warning: No reference")


def test_junit_of_a_run_without_findings_has_one_case_that_passes():
    suite = etree.fromstring(told("junit", ()).encode())
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert len(suite) == 1
    assert len(suite[0]) == 0


# text


def test_text_tells_places_lines_carets_hints_and_how_many(tmp_path, golden, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("report").mkdir()
    Path("report/01 a.md").write_text("# A\n\nIt is low [@a].\n")
    Path("report/02.md").write_text("\n\n\n\tA tab, and text. " + "word " * 60 + "\n\n\n\n\n# B\n")
    golden("reports/text.txt", told("text"))


def test_text_of_a_run_without_findings_is_nothing():
    assert told("text", ()) == ""


def test_text_has_colour_only_where_it_is_asked_for():
    assert "\x1b[" not in told("text")
    assert "\x1b[31m\x1b[1merror CITE001" in told("text", colour=True)


@pytest.mark.parametrize(
    ("line", "column", "width"),
    [
        ("abc", 3, 2),
        ("世界x", 3, 4),  # two cells each
        ("e\u0301x", 3, 1),  # an accent takes none
        ("\tx", 2, 1),
        ("a" * 300 + "x" + "b" * 300, 301, 50),  # a window around the place, and the sign that it is one
    ],
)
def test_the_caret_stands_below_its_character(tmp_path, line, column, width):
    (tmp_path / "a.md").write_text(line + "\n", encoding="utf-8")
    out = told("text", [finding("CITE001", "Said.", Span("a.md", 1, column))], tmp_path).splitlines()
    assert out[2] == f"    | {' ' * width}^"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_line_is_found_whatever_ends_it_and_whatever_else_looks_like_an_end(tmp_path, ends):
    (tmp_path / "a.md").write_bytes(ends.join(["one \u2028 \x0b \x85 one", "two", "three"]).encode())
    assert "2 | two" in told("text", [finding("CITE001", "Said.", Span("a.md", 2, 1))], tmp_path)


@pytest.mark.parametrize("path", ["nowhere.md", ".", "a\0b.md"])
def test_a_file_that_cannot_be_read_again_is_told_without_its_line(tmp_path, path):
    assert "CITE001: Said." in told("text", [finding("CITE001", "Said.", Span(path, 1, 1))], tmp_path)


# all of them


@pytest.mark.parametrize("form", FORMS)
def test_no_form_lets_a_text_reach_the_terminal_as_a_command_or_break_its_own_syntax(form, tmp_path):
    (tmp_path / "a.md").write_bytes(b"\x1b]0;title\x07 \x1b[2J x\n")
    found = [finding("CITE001", WORST, Span("a.md", 1, 2), WORST), finding("CITE002", WORST, Span(WORST, 1, 1))]
    text = told(form, found, tmp_path)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", text)
    text.encode("utf-8")
    if form in ("json", "sarif"):
        msgspec.json.decode(text)
    if form == "junit":
        etree.fromstring(text.encode())
    if form == "github":
        assert len(github(text)) == 2


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_every_finding_of_a_real_run(form, brief):
    done = brief("# A\n\nLow [@b] [@c].\n").command("--report", form, "build", "--format", "html")
    assert done.exit_code == 1
    assert done.stdout.count("No bibliography has the key") >= 2


def test_a_note_is_told_as_one_in_every_form():
    noted = [Diagnostic("REF003", Severity.NOTE, "Said.")]
    assert '"severity": "note"' in told("json", noted)
    assert '"level": "note"' in told("sarif", noted)
    assert told("github", noted).startswith("::notice ")
    assert "note: Said." in told("junit", noted)
    assert told("text", noted) == "note REF003: Said.\n\n1 note.\n"
