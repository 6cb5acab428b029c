"""Long Markdown that others wrote for other programs: it goes through whole, remote pictures aside."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from books import messages
from conftest import BriefFolder

SPECIFICATION = Path(sys.prefix) / "share/commonmark-spec-0.31.2/package/spec.txt"
READMES = (
    "outloud", "pdfua", "pikepdf", "pillow", "pymupdf", "pypandoc_binary", "pypdfium2", "RapidFuzz", "rich", "ruff",
)  # fmt: skip
"""Packages that the tests install: their READMEs are here without a download."""

CORRECTIONS = {
    "pikepdf": ("--@cfcurtis", r"--\@cfcurtis"),
    "RapidFuzz": ("[GitHub Sponsors]()", "[GitHub Sponsors](https://package.example/)"),
}
"""What the build refuses with reason, and its hint tells to write: a name that would be a citation, an empty link."""

_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_TERM = re.compile(r"\[([\w\s-]+)\]\(@\)")
_PICTURE = re.compile(r"!\[([^\]]*)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_LOCAL = re.compile(r"(\]\()(?!https?:|#|mailto:)(?=[\w./-]+[)#])")


def _built(brief, text: str):
    folder: BriefFolder = brief(text)
    report = folder.run("pdf", "epub", "html")
    errors = [d for d in report.diagnostics if d.severity == "error"]
    assert errors == []
    assert messages(next(p for p in report.outputs if p.suffix == ".epub")) == []
    return report


def _slug(term: str) -> str:
    return re.sub(r"\W+", "-", term.lower())


def specification() -> str:
    """CommonMark's specification, with the mark by which its own program makes places of terms written as ours."""
    assert SPECIFICATION.exists(), "run `sh scripts/setup.sh test`, which fetches it"
    text = _FRONT.sub("", SPECIFICATION.read_text(encoding="utf-8"))
    terms = dict.fromkeys([*_TERM.findall(text), "ASCII control character"])
    places = "".join(f"[{' '.join(term.split())}]: #{_slug(term)}\n" for term in terms)
    return _TERM.sub(lambda m: f"[{m[1]}]{{#{_slug(m[1])}}}", text) + "\n" + places


def readme(package: str) -> str:
    """A package's README: its pictures are their alternative texts, its links to its own files lead to the web."""
    message = metadata.metadata(package)
    text = str(message.get_payload() or message["Description"])
    if package in CORRECTIONS:
        text = text.replace(*CORRECTIONS[package])
    text = _PICTURE.sub(lambda m: m[1] or "picture", text)
    text = _IMG.sub(lambda m: ((found := re.search(r'alt="([^"]+)"', m[0])) and found[1]) or "picture", text)
    return _LOCAL.sub(r"\1https://package.example/", text)


def test_the_specification_of_commonmark_goes_through_whole(brief):
    report = _built(brief, specification())
    assert report.resolved.words > 20_000
    # Its 655 examples are blocks of code, which must stand as they are.
    assert sum(passage.words.startswith(("→", "<", "`", "*")) for passage in report.resolved.passages) > 100


@pytest.mark.parametrize("package", READMES)
def test_the_readme_of_a_package_goes_through_whole(brief, package):
    text = readme(package)
    assert len(text) > 4_000
    _built(brief, text)
