"""Each case of the corpus: built in every format and read back, or refused with the findings that it names."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

import pagebreaks
from books import messages
from briefpress import readback
from briefpress.engines import pdf_text
from briefpress.engines.pdf_text import Tag
from briefpress.model import Artifact
from conftest import PIXEL, REFERENCES, BriefFolder, Built
from margins import outside, without_stamps
from readable import tree

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.parent.name for path in CORPUS.glob("*/case.yaml"))
FORMATS = ("pdf", "epub", "html", "docx")
WHOLE = ("report", "sources", "styles")


@dataclass(frozen=True)
class Case:
    """What `case.yaml` says. A key that isn't here is a mistake in the case."""

    about: str
    seen: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    diagnostics: tuple[str, ...] = ()
    finds: dict[str, list[str]] = field(default_factory=dict)
    xpath: dict[str, list[str]] = field(default_factory=dict)


def read(name: str) -> Case:
    """A case by its name."""
    return Case(**yaml.safe_load((CORPUS / name / "case.yaml").read_text(encoding="utf-8")))


def lay_out(name: str, case: Case, folder: Path) -> BriefFolder:
    """The case as a brief on disk."""
    for path in sorted((CORPUS / name).iterdir()):
        if path.name in WHOLE:
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
        elif path.is_dir():
            shutil.copytree(path, folder / "report" / path.name)
        elif path.name not in ("case.yaml", "tags.txt"):
            (folder / "report").mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / "report" / path.name)
    brief = BriefFolder(folder)
    settings = {"title": "A test of the river", "authors": ["Ida Marsh"], "date": "2026-01-15", **case.settings}
    # It is the same at the end of every brief; tests/test_own_record.py has it.
    settings["look"] = {"suggested_citation": False, **settings.get("look", {})}
    if not (folder / "report" / "brief.yaml").exists():
        brief.write({"report/brief.yaml": yaml.safe_dump(settings, allow_unicode=True)})
    if not (folder / "sources").exists():
        brief.write({"sources/references.yaml": REFERENCES})
    if not (folder / "report" / "pixel.png").exists():
        brief.write({"report/pixel.png": PIXEL})
    return brief


def squeezed(text: str) -> str:
    """A text without what lines, hyphenation and fonts make of its spaces and ligatures."""
    text = re.sub(r"\x02\s*|\u00ad|\u200b", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", text)


def texts(built: Built) -> dict[str, str]:
    """The text of each artifact."""
    return {a.format: readback.read(a).text for a in built.report.artifacts}


def pages(artifact: Artifact) -> list[Any]:
    """The trees of an EPUB's pages, without namespaces, or of a web page."""
    if artifact.format == "html":
        return [html.document_fromstring(artifact.data)]
    files = readback.pack.unpack(artifact.data)
    trees = [etree.fromstring(files[name]) for name in readback.spine(files)]
    for page in trees:
        for element in page.iter(etree.Element):
            element.tag = etree.QName(element).localname
    return trees


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_it_is_lost(name: str, tmp_path: Path, golden: Callable[[str, str], None]):
    case = read(name)
    brief = lay_out(name, case, tmp_path / "brief")
    report = brief.run(*FORMATS)
    told = [f"{d.span.path}:{d.span.line} {d.code}" if d.span else d.code for d in report.diagnostics]
    assert told == list(case.diagnostics), "\n".join(map(str, report.diagnostics))
    if any(d.severity == "error" for d in report.diagnostics):
        assert report.outputs == ()
        return
    built = Built({p.suffix[1:]: p for p in report.outputs if not p.name.endswith(".evidence.html")}, report)
    said = {form: squeezed(text) for form, text in texts(built).items()}
    for form in FORMATS:
        at = 0
        for wanted in case.finds.get("all", []) + case.finds.get(form, []):
            found = said[form].find(squeezed(wanted), at)
            assert found >= 0, (form, wanted)
            at = found
    for form in ("html", "epub"):
        trees = pages(next(a for a in report.artifacts if a.format == form))
        for path in case.xpath.get(form, []) + case.xpath.get("both", []):
            assert any(page.xpath(path) for page in trees), (form, path)
    assert messages(built.paths["epub"]) == []
    assert pagebreaks.differing(report) == {}
    pdf = next(a for a in report.artifacts if a.format == "pdf")
    assert outside(without_stamps(pdf.data)) == []
    golden(f"../corpus/{name}/tags.txt", tree(_text_of_the_brief(pdf_text.tags(pdf.data))))


def _text_of_the_brief(document: Tag) -> Tag:
    """The tags of the sections alone: the masthead is the same everywhere."""
    return next((kid for kid in document.kids if isinstance(kid, Tag) and kid.kind == "Part"), document)


def test_the_corpus_is_large():
    assert len(CASES) >= 80
