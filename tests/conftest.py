"""Briefs made for a test, built by the real engines, and read back by other programs than those that made them."""

from __future__ import annotations

import re
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from lxml import etree, html

from briefpress.beside import Companion
from briefpress.cli import main
from briefpress.diagnostics import Diagnostic
from briefpress.engines.validators import axe_core, verapdf
from briefpress.pipeline import run
from briefpress.running import Report, Request
from examples import LONG
from websites import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PRINTER = Companion("Printing", 600)
"""One for all tests of a process: it has WeasyPrint to import. It ends with its standard input."""

REFERENCES = """\
references:
  - id: marsh2020
    type: book
    title: The Price of Neutrality
    author: [{family: Marsh, given: Ida}]
    publisher: Harbour Press
    publisher-place: Bristol
    issued: 2020
  - id: court2021
    type: legal_case
    title: North v. South
    authority: Court of Arbitration
    issued: 2021
  - id: daily2022
    type: article-newspaper
    title: Bridge opens late
    author: [{family: Okoro, given: Ben}]
    container-title: The Daily
    issued: 2022-03-04
    URL: https://daily.example/bridge
  - id: survey2023
    type: dataset
    title: River survey
    author: [{literal: Water Office}]
    issued: 2023
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6378f1e20500057402"
    "b9d9c2c7650000000049454e44ae426082"
)


def inputs_of(predicate: dict[str, Any]) -> dict[str, str]:
    """The files of the brief that a manifest names, with their hashes."""
    dependencies = predicate["buildDefinition"]["resolvedDependencies"]
    return {one["name"]: one["digest"]["sha256"] for one in dependencies if "/" in one["name"]}


@dataclass
class BriefFolder:
    """A brief on disk. `write` adds files to it, `build` runs the pipeline on it."""

    root: Path
    defaults: bool = True
    _settings: str = field(default="")

    def write(self, files: dict[str, str | bytes]) -> BriefFolder:
        """Put files into the folder, by their paths from it. Text is dedented."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        return self

    def run(self, *formats: str, until: str = "build", **wishes: Any) -> Report:
        """Run the pipeline; its report."""
        return run(Request(self.root, until=until, formats=formats, **wishes), PRINTER)  # type: ignore[arg-type]

    def found(self, until: str = "cite", *, unrecorded: bool = False, **wishes: Any) -> tuple[Diagnostic, ...]:
        """The findings of a run that renders nothing; that data has no record is left out unless it is asked for."""
        found = self.run(until=until, **wishes).diagnostics
        return tuple(d for d in found if unrecorded or d.code != "DATA010")

    def command(self, *arguments: str) -> Result:
        """Call the command line in this process, with `-C` for this folder."""
        return CliRunner().invoke(main, ["-C", str(self.root), *arguments])

    def built(self, *formats: str) -> Built:
        """Build, with no error, and read what came out."""
        report = self.run(*formats)
        errors = [d for d in report.diagnostics if d.severity == "error"]
        assert not errors, errors
        return Built({p.suffix[1:]: p for p in report.outputs if not p.name.endswith(".evidence.html")}, report)


@dataclass
class Built:
    """What a build wrote, read back."""

    paths: dict[str, Path]
    report: Report

    @property
    def html(self) -> Any:
        """The web page as a tree."""
        return html.document_fromstring(self.paths["html"].read_bytes())

    @property
    def chapters(self) -> dict[str, Any]:
        """The EPUB's pages as trees, in reading order, by name."""
        with zipfile.ZipFile(self.paths["epub"]) as book:
            names = sorted(n for n in book.namelist() if n.startswith("EPUB/text/"))
            order = sorted(names, key=lambda n: (not n.endswith("title_page.xhtml"), n))
            return {name: etree.fromstring(book.read(name)) for name in order}

    def epub_file(self, name: str) -> bytes:
        """A file of the EPUB by its path."""
        with zipfile.ZipFile(self.paths["epub"]) as book:
            return book.read(name)

    def text(self, form: str) -> str:
        """The words of an artifact with spaces made one: of the PDF as pdftotext reads them."""
        if form == "pdf":
            done = subprocess.run(["pdftotext", "-layout", self.paths["pdf"], "-"], capture_output=True, check=True)
            raw = done.stdout.decode()
        elif form == "epub":
            raw = " ".join("".join(c.itertext()) for c in self.chapters.values())
        else:
            tree = self.html
            for style in tree.xpath("//style|//script"):
                style.drop_tree()
            raw = tree.text_content()
        return re.sub(r"\s+", " ", raw.replace("\u00ad", "").replace("\u200b", ""))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate`: write the golden texts anew, to be read before they are kept. `--long`: the long sweeps, too."""
    parser.addoption("--regenerate", action="store_true", help="write the golden texts anew")
    parser.addoption("--long", action="store_true", help="run the long sweeps, too")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the tests of properties how many examples are wanted, before they are imported."""
    settings.register_profile(LONG)
    if config.getoption("--long"):
        settings.load_profile(LONG)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long sweeps out where nobody asks for them."""
    left_out = [item for item in items if item.get_closest_marker("long") and not config.getoption("--long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the tests could not show."""
    seen = any("test_validators" in r.nodeid for r in terminalreporter.stats.get("passed", ()))
    if seen and verapdf.VALIDATOR.missing():
        terminalreporter.write_line("veraPDF isn't on this machine, as no registry has it: it has seen no PDF.")


def pytest_unconfigure() -> None:
    """End the Python that prints before this one ends."""
    PRINTER.__exit__(None, None, None)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a text against the one that is kept under a path below tests/golden."""

    def hold(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return hold


@pytest.fixture
def brief(tmp_path: Path) -> Callable[..., BriefFolder]:
    """Makes a brief: its sections' texts in order (or files by path), and lines that are added to brief.yaml."""

    def make(
        *sections: str,
        settings: str = "",
        files: dict[str, str | bytes] | None = None,
        references: str | None = REFERENCES,
        title: str = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n",
    ) -> BriefFolder:
        folder = BriefFolder(tmp_path / "brief")
        folder.write({"report/brief.yaml": title + dedent(settings)})
        for i, text in enumerate(sections, 1):
            folder.write({f"report/{i:02}-section.md": text})
        if references:
            folder.write({"sources/references.yaml": references})
        return folder.write(files or {})

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One for all tests of a process: it takes longer to start than to show most pages."""
    with axe_core.browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this repository."""
    return Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder for a brief, with the documents to bring in beside it."""
    (tmp_path / "brief").mkdir()
    monkeypatch.chdir(tmp_path)
    return BriefFolder(tmp_path / "brief")


@pytest.fixture
def site():
    """A web server, for as long as a test takes."""
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()
