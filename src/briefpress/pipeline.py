"""The wishes of a command in; a brief's files, or all that is wrong with it, out: the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import structs

from briefpress import beside, cache
from briefpress.diagnostics import Diagnostic, Outcome, StageError, as_errors, has_errors, in_order
from briefpress.engines import weasyprint
from briefpress.look import Look, look_of
from briefpress.media import screen_media
from briefpress.model import Artifact, Library, Manuscript, Page, Project, ResolvedManuscript
from briefpress.settings import Format
from briefpress.stages import compose
from briefpress.stages.assemble import assemble
from briefpress.stages.check import check
from briefpress.stages.cite import cite
from briefpress.stages.collect import collect
from briefpress.stages.illustrate import draw, illustrate
from briefpress.stages.load import load, settle
from briefpress.stages.number import number
from briefpress.stages.print_ import print_pdf
from briefpress.stages.publish import publish
from briefpress.stages.verify import verify

T = TypeVar("T")
Step = Literal["assemble", "verify", "cite", "render", "check", "build"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a command asks for.

    `formats` are those of brief.yaml where none is named; `tell` is called with the name of each step as it begins.
    """

    root: Path
    until: Step = "build"
    formats: tuple[Format, ...] = ()
    output: Path | None = None
    strict: bool = False
    draft: bool = False
    tell: Callable[[str], None] = field(default=lambda _: None)


@dataclass(slots=True)
class Report:
    """How a run went: its findings, the values of its stages as far as it came, and the files that it wrote."""

    diagnostics: tuple[Diagnostic, ...] = ()
    project: Project | None = None
    library: Library | None = None
    manuscript: Manuscript | None = None
    resolved: ResolvedManuscript | None = None
    paper: Page | None = None
    artifacts: tuple[Artifact, ...] = ()
    outputs: tuple[Path, ...] = ()


class _HaltedError(Exception):
    """Findings keep the run from going on."""


def run(request: Request) -> Report:
    """Run the stages in their order, up to and with the step that is asked for. Every finding is in the report."""
    work = _Run(request, Report())
    with ThreadPoolExecutor(max_workers=4, thread_name_prefix="briefpress") as workers, suppress(_HaltedError):
        _stages(work, workers)
    work.report.diagnostics = in_order(work.settled())
    return work.report


def _stages(work: _Run, workers: ThreadPoolExecutor) -> None:
    """The pipeline: load, collect, assemble, illustrate, number, verify, cite, compose, print and bind and page, check,
    publish. Engines that don't wait for each other run side by side."""
    request, report, take = work.request, work.report, work.take
    rendering = request.until in ("render", "check", "build")
    if rendering and "pdf" in (request.formats or ("pdf",)):
        workers.submit(weasyprint.warm)
    store = cache.store_of(request.root)

    project = report.project = take("load", lambda: _wished(request, load(request.root)))
    look = look_of(project)
    collecting = workers.submit(collect, project, store)
    assembled = take("assemble", lambda: assemble(project))
    illustrated = take("illustrate", lambda: illustrate(project, assembled, look.tokens))
    drawing = workers.submit(draw, illustrated.charts if rendering else {}, store)
    numbered = report.manuscript = take("number", lambda: number(project, illustrated))
    library = report.library = take("collect", collecting.result)
    if request.until == "assemble":
        return
    verified = report.manuscript = take("verify", lambda: verify(numbered, library))
    if request.until == "verify":
        return
    resolved = report.resolved = take("cite", lambda: cite(project, verified, library))
    if not rendering:
        return

    work.halt_on_errors()
    formats = request.formats or project.brief.formats
    paper = compose.paper(resolved, look) if "pdf" in formats else None
    drawings = take("draw", lambda: Outcome(drawing.result()))
    if paper is None:
        made = take("screens", lambda: screen_media(resolved, drawings, look, formats))
    else:
        # The PDF takes longest: it is printed here, and the others are made beside it.
        others = workers.submit(_beside, resolved, drawings, look, formats)
        sheet = report.paper = compose.with_drawings(paper, drawings)
        printed = take("print", lambda: print_pdf(project, sheet))
        rest = take("screens", others.result)
        made = {**rest, "pdf": printed}
    report.artifacts = tuple(made[form] for form in dict.fromkeys(formats))
    if request.until == "render":
        return
    work.halt_on_errors()
    edition = take("check", lambda: check(resolved, report.artifacts))
    work.halt_on_errors()
    output = request.output or request.root / "output"
    report.outputs = take("publish", lambda: Outcome(publish(edition, output)))


def _beside(
    resolved: ResolvedManuscript, drawings: Mapping[str, str], look: Look, formats: Sequence[Format]
) -> Outcome[dict[Format, Artifact]]:
    if set(formats) == {"pdf"}:
        return Outcome({})
    return beside.call(screen_media, resolved, drawings, look, formats)


def _wished(request: Request, loaded: Outcome[Project]) -> Outcome[Project]:
    """The project as the command wants it: a draft where `--draft` asks for one."""
    if not request.draft:
        return loaded
    brief = structs.replace(loaded.value.brief, status="draft", name=f"{loaded.value.name}-draft")
    return Outcome(replace(loaded.value, brief=brief), loaded.diagnostics)


class _Run:
    """One run: gathers what its stages find, and halts where they can't go on."""

    def __init__(self, request: Request, report: Report) -> None:
        self.request, self.report = request, report
        self._found: list[Diagnostic] = []

    def take(self, step: str, stage: Callable[[], Outcome[T]]) -> T:
        """The value of a stage; what it found is kept. Halts where it raises StageError."""
        self.request.tell(step)
        try:
            outcome = stage()
        except StageError as error:
            self._found += error.diagnostics
            raise _HaltedError from error
        self._found += outcome.diagnostics
        return outcome.value

    def halt_on_errors(self) -> None:
        """Go no further where there is an error. A draft goes on: it is never what `build` publishes."""
        if has_errors(self.settled()) and not self.request.draft:
            raise _HaltedError

    def settled(self) -> tuple[Diagnostic, ...]:
        """The findings with the severities that brief.yaml and `--strict` give them."""
        found = tuple(self._found)
        if self.report.project is not None:
            found = settle(found, self.report.project.brief)
        return as_errors(found) if self.request.strict else found
