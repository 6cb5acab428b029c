"""Findings in; JUnit's XML, which CI systems show as tests, out."""

from __future__ import annotations

from lxml import etree

from briefpress.diagnostics import Severity
from briefpress.reporters import Telling


def tell(telling: Telling) -> str:
    """A suite with a case for each finding, where an error fails; of a run without any, one case that passes."""
    failures = sum(1 for d in telling.diagnostics if d.severity is Severity.ERROR)
    count = max(1, len(telling.diagnostics))
    suite = etree.Element("testsuite", name="briefpress", tests=str(count), failures=str(failures), errors="0")
    for diagnostic in telling.diagnostics:
        place = telling.path(diagnostic.span) if diagnostic.span else "brief"
        at = f"{place}:{diagnostic.span.line}" if diagnostic.span and diagnostic.span.line else place
        case = etree.SubElement(suite, "testcase", classname=place, name=f"{diagnostic.code} {at}")
        text = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
        if diagnostic.severity is Severity.ERROR:
            etree.SubElement(case, "failure", message=diagnostic.message, type=diagnostic.code).text = text
        else:
            etree.SubElement(case, "system-out").text = f"{diagnostic.severity}: {text}"
    if not telling.diagnostics:
        etree.SubElement(suite, "testcase", classname="brief", name="no findings")
    return etree.tostring(suite, encoding="unicode", pretty_print=True)
