"""veraPDF, which no registry has: its reports, made after its documentation, in; what is held against a PDF, out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from briefpress.engines.validators import File, judge, verapdf
from briefpress.engines.validators.asking import BrokenError

PASSES = b"""\
<?xml version="1.0" encoding="utf-8"?>
<report>
  <buildInformation><releaseDetails id="core" version="1.28.1" buildDate="2025-01-10T02:34:00Z"/></buildInformation>
  <jobs><job>
    <item size="10230"><name>brief.pdf</name></item>
    <validationReport profileName="PDF/A-3A validation profile" statement="PDF file is compliant." isCompliant="true">
      <details passedRules="145" failedRules="0" passedChecks="504" failedChecks="0"/>
    </validationReport>
    <duration start="1485134290404" finish="1485134290797">00:00:00:393</duration>
  </job></jobs>
  <batchSummary totalJobs="1" failedToParse="0" encrypted="0" outOfMemory="0" veraExceptions="0"/>
</report>
"""
FAILS = b"""\
<?xml version="1.0" encoding="utf-8"?>
<report><jobs><job>
  <item size="6213"><name>brief.pdf</name></item>
  <validationReport profileName="PDF/UA-1 validation profile" statement="Not compliant." isCompliant="false">
    <details passedRules="104" failedRules="2" passedChecks="358" failedChecks="4">
      <rule specification="ISO 14289-1:2014" clause="5" testNumber="1" status="failed" passedChecks="0"
            failedChecks="1">
        <description>The version of the standard
          shall be told</description>
        <object>MainXMPPackage</object><test>containsPDFUAIdentification == true</test>
        <check status="failed"><context>root/metadata[0](10 0 obj)</context></check>
      </rule>
      <rule specification="ISO 14289-1:2014" clause="7.18.3" testNumber="1" status="failed" failedChecks="3">
        <description>Pages with annotations have /Tabs /S</description>
      </rule>
      <rule specification="ISO 14289-1:2014" clause="7.1" testNumber="9" status="passed" failedChecks="0"/>
    </details>
  </validationReport>
</job></jobs></report>
"""
STOPS = b"""\
<report><jobs><job>
  <item size="26"><name>brief.pdf</name></item>
  <taskResult type="PARSE" isExecuted="true" isSuccess="false">
    <exceptionMessage>Couldn't parse stream</exceptionMessage>
  </taskResult>
</job></jobs></report>
"""


def test_a_report_of_verapdf_that_passes_holds_no_remark():
    assert list(verapdf.remarks(PASSES)) == []


def test_a_report_of_verapdf_that_fails_is_an_error_for_each_rule():
    found = list(verapdf.remarks(b"WARNING: a line of its log\n" + FAILS))
    assert [(said.rule, said.level) for said in found] == [("5-1", "error"), ("7.18.3-1", "error")]
    assert (
        str(found[0]) == "5-1 The version of the standard shall be told (1 times, first at root/metadata[0](10 0 obj))"
    )


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (STOPS, "Couldn't parse stream"),
        (b"<report/>", "no validation"),
        (b"Picked up JAVA_OPTS", "can't be read"),
        (FAILS.replace(b"failed", b"unknown"), None),
    ],
)
def test_a_report_of_verapdf_that_tells_of_no_success_is_never_taken_for_one(report, said):
    if said is None:
        assert [r.rule for r in verapdf.remarks(report)] == ["compliance"]
        return
    with pytest.raises(BrokenError, match=said):
        list(verapdf.remarks(report))


def test_verapdf_is_asked_for_both_standards(tmp_path, monkeypatch):
    program = tmp_path / "verapdf"
    program.write_text(
        dedent("""\
        #!/bin/sh
        # Answers as veraPDF's documentation says that it does.
        folder=$(dirname "$0")
        case "$*" in
            --version) echo "veraPDF 1.28.1" ;;
            *"--flavour 3a "*) cat "$folder/passes.xml" ;;
            *"--flavour ua1 "*) cat "$folder/fails.xml"; exit 1 ;;
        esac
        """)
    )
    program.chmod(0o755)
    (tmp_path / "passes.xml").write_bytes(PASSES)
    (tmp_path / "fails.xml").write_bytes(FAILS)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    verdict = judge(verapdf.VALIDATOR, File("pdf", tmp_path / "brief.pdf", "PDF"))
    assert verdict.version == "1.28.1"
    assert [d.message.split(" ")[1:3] for d in verdict.findings] == [["ua1", "5-1"], ["ua1", "7.18.3-1"]]
    assert verdict.told == "2 faults"


def test_a_program_that_does_not_start_is_told_and_stops_neither_check_nor_doctor(tmp_path, monkeypatch):
    program = tmp_path / "verapdf"
    program.write_bytes(b"\x7fELF, but torn")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    verdict = judge(verapdf.VALIDATOR, File("pdf", tmp_path / "brief.pdf", "PDF"))
    assert [d.code for d in verdict.findings] == ["CHK005"]
    assert verdict.missing.startswith("It doesn't start: ")
