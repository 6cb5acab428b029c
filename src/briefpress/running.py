"""The wishes of a command in; how its run goes, with all that is found on the way, out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from briefpress.beside import Companion
from briefpress.cache import FOLDER
from briefpress.codes import REGISTRY
from briefpress.diagnostics import Diagnostic, Outcome, Severity, StageError, as_errors, has_errors
from briefpress.engines import pandoc, weasyprint
from briefpress.made import Traced
from briefpress.memo import Kept
from briefpress.model import EDITIONS, Artifact, CheckedEdition, Library, Manuscript, Page, Project, ResolvedManuscript
from briefpress.outcomes import Drawings
from briefpress.settings import Brief, Format, Variant
from briefpress.variants import Row
from briefpress.why import Why

if TYPE_CHECKING:
    from briefpress.editions.substance import Verdict

T = TypeVar("T")
Step = Literal["collect", "assemble", "verify", "cite", "render", "check", "build"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a command asks for.

    `formats` are those of brief.yaml where none is named, and for a press the PDF alone; `booklet` asks for one
    whatever brief.yaml says, `desk` for the desk though no edition is built; `if_changed` for nothing where nothing of
    substance differs from the last edition; `anew` for all to be made, with nothing from the store. At most so many
    `jobs` are done at a time beside the first. Of a series the brief of one `row` is made. `tell` is
    called with the name of each step as it begins.
    """

    root: Path
    until: Step = "build"
    formats: tuple[Format, ...] = ()
    output: Path | None = None
    strict: bool = False
    draft: bool = False
    variant: Variant = "screen"
    booklet: bool = False
    desk: bool = False
    if_changed: bool = False
    anew: bool = False
    jobs: int = 4
    row: Row | None = None
    tell: Callable[[str], None] = field(default=lambda _: None)

    def wanted(self, brief: Brief) -> tuple[Format, ...]:
        """The formats to make."""
        return self.formats or (brief.formats if self.variant == "screen" else ("pdf",))

    @property
    def folder(self) -> str:
        """The folder of one brief of a series in that for what comes out; nothing where it is no series."""
        return self.row.name if self.row else ""

    @property
    def place(self) -> Path:
        """The folder for what comes out."""
        return (self.output or self.root / "output") / self.folder

    @property
    def is_own(self) -> bool:
        """Whether that is the brief's own folder for it."""
        return self.output is None

    @property
    def renders(self) -> bool:
        """Whether artifacts are asked for."""
        return self.until in ("render", "check", "build")


@dataclass(slots=True)
class Report:
    """How a run went: its findings, the values of its stages as far as it came, and the files that it wrote.

    `traced` leads from what is made of data to its sources. `verdict` is what differs from the last edition, where that
    was asked for and there is one; `stages` why each ran.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    project: Project | None = None
    library: Library | None = None
    traced: tuple[Traced, ...] = ()
    text: Kept[Manuscript] | None = None
    cited: Kept[ResolvedManuscript] | None = None
    page: Kept[Page] | None = None
    drawn: Kept[Drawings] | None = None
    artifacts: tuple[Artifact, ...] = ()
    verdict: Verdict | None = None
    edition: CheckedEdition | None = None
    outputs: tuple[Path, ...] = ()
    stages: tuple[Why, ...] = ()

    @property
    def manuscript(self) -> Manuscript | None:
        """The manuscript as the last stage left it that came before its citations."""
        return self.text.whole() if self.text else None

    @property
    def paper(self) -> Page | None:
        """The page that is printed, with all that it names beside it."""
        if self.page is None:
            return None
        page = self.page.whole()
        return replace(page, files={**page.files, **{name: svg.encode() for name, svg in self.drawings.items()}})

    @property
    def drawings(self) -> Mapping[str, str]:
        """The charts as SVG, by their targets."""
        return self.drawn.whole().svg if self.drawn else {}

    @property
    def resolved(self) -> ResolvedManuscript | None:
        """The manuscript with its citations written out."""
        return self.cited.whole(project=self.project) if self.cited else None


@dataclass(frozen=True, slots=True)
class Hands:
    """What works beside the first thread: others of this Python, the Python that prints, and the one that draws."""

    workers: ThreadPoolExecutor
    printer: Companion
    drawer: Companion


class HaltedError(Exception):
    """Findings keep the run from going on."""


class Run:
    """One run: gathers what its stages find, and halts where they can't go on."""

    def __init__(self, request: Request, report: Report) -> None:
        self.request, self.report = request, report
        self._found: list[Diagnostic] = []
        self._beside: list[Future[Outcome[Any]]] = []

    def take(self, step: str, stage: Callable[[], Outcome[T]]) -> T:
        """The value of a stage; what it found is kept. Halts where it raises StageError."""
        self.request.tell(step)
        try:
            outcome = stage()
        except StageError as error:
            self._found += error.diagnostics
            raise HaltedError from error
        self._found += outcome.diagnostics
        return outcome.value

    def beside(self, stage: Future[Outcome[T]]) -> Future[Outcome[T]]:
        """A stage that runs beside others: what it finds is told though the run halts before its value is taken."""
        self._beside.append(stage)
        return stage

    def gather(self) -> None:
        """Wait for the stages that run beside others; what they found is kept, once."""
        for stage in self._beside:
            try:
                found = stage.result().diagnostics
            except StageError as error:
                found = error.diagnostics
            self._found += [one for one in found if one not in self._found]

    def halt_on_errors(self) -> None:
        """Go no further where there is an error. A draft goes on: it is never what `build` publishes."""
        if has_errors(self.settled()) and not self.request.draft:
            raise HaltedError

    def settled(self) -> tuple[Diagnostic, ...]:
        """The findings with the severities that brief.yaml and `--strict` give them."""
        found, project = tuple(self._found), self.report.project
        return settled(found, project.brief if project else None, strict=self.request.strict)


def settled(diagnostics: tuple[Diagnostic, ...], brief: Brief | None, *, strict: bool) -> tuple[Diagnostic, ...]:
    """The findings with the severities that the brief gives their codes; strictly, with no warnings."""
    if brief is not None:
        diagnostics = _lowered(diagnostics, brief)
    return as_errors(diagnostics) if strict else diagnostics


def _lowered(diagnostics: tuple[Diagnostic, ...], brief: Brief) -> tuple[Diagnostic, ...]:
    return tuple(
        replace(d, severity=Severity(brief.checks[d.code].severity))
        if d.code in brief.checks and not REGISTRY[d.code].firm
        else d
        for d in diagnostics
    )


@contextmanager
def printing(request: Request) -> Iterator[Companion]:
    """The second Python that prints, made ready at once where there will be something to print.

    WeasyPrint takes as long to import as to print a short brief: enter before importing the pipeline. Where an earlier
    build has printed and no section seems to be newer, the pipeline makes it ready once it knows that the text is
    another.
    """
    with Companion("Printing", 600, memory=6 << 30) as printer:
        waits = _is_printed(request.root) or (request.if_changed and (request.root / EDITIONS).is_dir())
        if request.renders and "pdf" in (request.formats or ("pdf",)) and not waits:
            printer.begin(weasyprint.warm)
        threading.Thread(target=_ask_pandoc, daemon=True).start()
        yield printer


def _is_printed(root: Path) -> bool:
    """Whether the store seems to have what would be printed. What is believed of it, it is asked later."""
    with suppress(OSError):
        printed = [path.stat().st_mtime_ns for path in (root / FOLDER).glob("stage-print-*")]
        sections = [path.stat().st_mtime_ns for path in (root / "report").glob("*.md")]
        return bool(printed) and max(printed) >= max(sections, default=0)
    return False


def _ask_pandoc() -> None:
    """Ask for pandoc's version, which is in the key of most stages, while this program imports itself."""
    with suppress(StageError):  # whoever needs it says so
        pandoc.version()
