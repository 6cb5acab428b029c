"""The wishes of a command in; a brief's files, or all that is wrong with it, out: the order of the stages."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import structs

from briefpress import cache, inputs, media, needs, provenance, readback, replacing
from briefpress.beside import Companion
from briefpress.chain import Chain
from briefpress.diagnostics import Diagnostic, Outcome, StageError, in_order
from briefpress.engines import profiles, vega, weasyprint
from briefpress.inputs import Input
from briefpress.look import Look, look_of
from briefpress.made import Made, Traced
from briefpress.memo import Kept, Memo
from briefpress.model import Artifact, CheckedEdition, Library, Manuscript, Page, Project, ResolvedManuscript
from briefpress.outcomes import Artifacts, Drawings, Examined
from briefpress.running import HaltedError, Report, Request, Run
from briefpress.settings import Format
from briefpress.stages import check
from briefpress.stages.assemble import assemble, expand_all
from briefpress.stages.cite import cite
from briefpress.stages.collect import collect
from briefpress.stages.compare import compare
from briefpress.stages.cover import cover
from briefpress.stages.desk import desk
from briefpress.stages.draw import drawings
from briefpress.stages.illustrate import illustrate
from briefpress.stages.load import load
from briefpress.stages.number import number
from briefpress.stages.print_ import finish, lay_out, told
from briefpress.stages.publish import publish, publish_desk
from briefpress.stages.seal import make_ready, seal
from briefpress.stages.trace import trace
from briefpress.why import reasons

_BEFORE_PRINT = ("assemble", "illustrate", "number", "verify", "cite", "paper")
"""The stages that make the text. Where one of them runs, the page will most likely have to be printed."""

_Checks = dict[str, Future[Outcome[Kept[Examined]]]]
"""The checks of artifacts that were begun while others were still being made, by their names."""


def run(request: Request, printer: Companion, drawer: Companion | None = None) -> Report:
    """Run the stages in their order, up to and with the step that is asked for. Every finding is in the report.

    `printer` is what `printing` gives, `drawer` what draws charts, where several runs share one.
    """
    work = Run(request, Report())
    store = cache.Store(None) if request.anew else cache.store_of(request.root)
    memo = Memo(store, request.root)
    threads = ThreadPoolExecutor(max_workers=request.jobs, thread_name_prefix="briefpress")
    with threads as workers, nullcontext(drawer) if drawer else Companion("Drawing the charts", 60) as draws:
        try:
            _stages(work, memo, _Hands(workers, printer, draws))
        except HaltedError:
            work.gather()
    if work.report.project is not None:
        output = " ".join(filter(None, (_folder(request), work.report.project.name, request.variant)))
        work.report.stages = reasons(needs.in_order(memo.ran), memo.before(output))
        memo.remember(output)
    store.settle()
    work.report.diagnostics = in_order(work.settled())
    return work.report


@dataclass(frozen=True, slots=True)
class _Hands:
    """What works beside the first thread: others of this Python, the Python that prints, and the one that draws."""

    workers: ThreadPoolExecutor
    printer: Companion
    drawer: Companion


@dataclass(frozen=True, slots=True)
class _Text:
    """What the stages of the text leave to those of the edition: the charts are still being drawn."""

    look: Look
    library: Library
    traced: tuple[Traced, ...]
    evidence: Input[Library]
    assembled: Kept[Manuscript]
    verified: Kept[Manuscript]
    cited: Kept[ResolvedManuscript]
    drawing: Future[Outcome[Kept[Drawings]]]


def _stages(work: Run, memo: Memo, hands: _Hands) -> None:
    """The pipeline: load, collect, assemble, illustrate, number, trace, verify, cite, and then an edition of the text.
    Engines that don't wait for each other run side by side."""
    request, report, take, store = work.request, work.report, work.take, memo.store
    output, own = _output(request)
    if request.until == "build":
        replacing.mend(output, request.root if own else None)
    project = report.project = take(
        "load", lambda: _wished(request, memo.reading(partial(load, request.root, request.row, store)))
    )
    if request.until == "collect":
        report.library = take("collect", lambda: collect(project, store))
        return
    look = memo.reading(partial(look_of, project))
    hands.workers.submit(provenance.engines)
    if request.renders and any(".chart" in section.text for section in project.sections) and not store.holds("chart"):
        hands.drawer.begin(vega.warm)
    collecting = work.beside(hands.workers.submit(memo.reading, partial(collect, project, store)))
    prints = request.renders and not request.if_changed and "pdf" in request.wanted(project.brief)

    def runs(stage: str) -> None:
        if stage == "assemble":
            hands.workers.submit(_import_ahead)
        if stage in _BEFORE_PRINT and prints:
            hands.printer.begin(weasyprint.warm)

    read = take("expand", lambda: Outcome(memo.reading(partial(expand_all, project, store))))
    if len(read) < len(project.sections):
        there = {one.path for one in read}
        project = report.project = replace(project, sections=tuple(s for s in project.sections if s.path in there))
    chain, sections = Chain(work, memo, project, runs), inputs.texts(project, read)
    assembled = chain.step("assemble", partial(assemble, store=store), None, sections)
    illustrated = chain.step("illustrate", partial(illustrate, store=store), assembled, inputs.tokens(look))
    if request.renders:
        draw = partial(drawings, store=store, drawer=hands.drawer)
        drawing = work.beside(hands.workers.submit(chain.ask, "draw", draw, illustrated))
    numbered = report.text = chain.step("number", number, illustrated)
    library = report.library = take("collect", collecting.result)
    made = numbered.only("datasets", "values")
    traced = report.traced = take("trace", lambda: memo.reading(partial(trace, project.root, made, library)))
    if request.until == "assemble":
        return
    evidence = inputs.weighed_against(library)
    verified = report.text = chain.step("verify", _verify, numbered, evidence)
    if request.until == "verify":
        if request.desk:
            page = _desk(work, chain, verified, evidence, look)
            report.outputs = take(
                "publish", lambda: Outcome(publish_desk(project, page, output, own=own, private=library.private))
            )
        return
    cited = report.cited = chain.step("cite", cite, verified, inputs.cited_from(library))
    if request.renders:
        work.halt_on_errors()
        text = _Text(look, library, traced, evidence, assembled, verified, cited, drawing)
        _edition(work, memo, hands, chain, project, text)


def _edition(work: Run, memo: Memo, hands: _Hands, chain: Chain, project: Project, text: _Text) -> None:
    """What becomes of the text: compare, the artifacts, check, publish."""
    request, report, take = work.request, work.report, work.take
    cited = chain.anew("compare", compare, text.cited)
    resolved, formats = cited.whole(project=project), request.wanted(project.brief)
    if request.if_changed:
        if _unchanged(work, resolved, text.look):
            return
        if "pdf" in formats:
            hands.printer.begin(weasyprint.warm)
    made = take(
        "attach",
        lambda: Outcome(provenance.made_of(resolved, text.library, text.look, text.traced, formats, request.variant)),
    )
    sources = inputs.travelling(provenance.attachments(resolved, made)) if "pdf" in formats else None
    page, early = _artifacts(work, hands, chain, project, replace(text, cited=cited), sources)
    if request.until == "render":
        return
    work.halt_on_errors()
    edition = report.edition = take(
        "check", lambda: _checked(chain, cited, resolved, made, report.artifacts, early, memo.read)
    )
    if request.until == "check":
        return
    work.halt_on_errors()
    output, own = _output(request)
    report.outputs = take(
        "publish", lambda: Outcome(publish(edition, page, output, own=own, private=text.library.private))
    )


def _artifacts(
    work: Run, hands: _Hands, chain: Chain, project: Project, text: _Text, sources: Input[Any] | None
) -> tuple[bytes | None, _Checks]:  # fmt: skip
    """The artifacts, which the report is given: compose, print and cover and bind and page, seal; and the desk.

    `sources` travel within the PDF. Of the artifacts that don't wait for the PDF, the checks are in the outcome.
    """
    request, report, take, workers, printer = work.request, work.report, work.take, hands.workers, hands.printer
    brief, formats = project.brief, request.wanted(project.brief)
    cited = text.cited if brief.evidence.annex or brief.evidence.marks else text.cited.without("ledger", "records")
    style = inputs.style(text.look)
    if "epub" in formats:
        # The second Python has time for it before there is a page to print.
        covering = work.beside(workers.submit(chain.ask, "cover", partial(cover, printer=printer), None, style))
    paper = chain.step("paper", media.paper, cited, style) if "pdf" in formats else None
    drawn = report.drawn = take("draw", text.drawing.result)
    charts = inputs.kept(drawn)
    if paper is not None and sources is not None:
        report.page = paper
        profile = take("inks", lambda: Outcome(profiles.profile_of(project) if request.variant == "print" else None))
        given = (charts, sources, inputs.inks(profile))
        printing = work.beside(workers.submit(_printed, chain, project, paper, given, printer))
    artifacts: dict[Format, tuple[Artifact, ...]] = {}
    if "epub" in formats:
        book = chain.step("bind", media.book, cited, style, charts)
    if "html" in formats:
        artifacts["html"] = chain.step("page", media.web_page, cited, style, charts).whole().files
    if "docx" in formats:
        written = Input(lambda: text.assembled.only("written").written, text.assembled.parts("written"))
        typed = partial(media.typed, drawer=hands.drawer)
        artifacts["docx"] = chain.step("type", typed, cited, style, charts, written).whole().files
    if paper is not None and not printing.done():
        # While the page is printed there is time to import what reads it back.
        readback.make_ready()
        if "epub" in formats:
            make_ready()
    page = _desk(work, chain, text.verified, text.evidence, text.look) if request.until == "build" else None
    early: _Checks = {}
    if request.until != "render" and paper is not None and not printing.done():
        waiting = [artifact for form in artifacts for artifact in artifacts[form]]
        early = {_check_of(artifact): workers.submit(_examined, chain, text.cited, artifact) for artifact in waiting}
    if paper is not None:
        artifacts["pdf"] = take("print", printing.result).whole().files
    if "epub" in formats:
        pages = next((pdf for pdf in artifacts.get("pdf", ()) if not pdf.suffix), None)
        picture = inputs.kept(take("cover", covering.result))
        artifacts["epub"] = chain.step("seal", seal, book, picture, inputs.finished(pages)).whole().files
    report.artifacts = tuple(artifact for form in dict.fromkeys(formats) for artifact in artifacts[form])
    return page, early


def _output(request: Request) -> tuple[Path, bool]:
    """The folder for what comes out, and whether it is the brief's own."""
    return (request.output or request.root / "output") / _folder(request), request.output is None


def _folder(request: Request) -> str:
    """The folder of one brief of a series in that for what comes out; nothing where it is no series."""
    return request.row.name if request.row else ""


def _printed(
    chain: Chain, project: Project, paper: Kept[Page], given: tuple[Input[Any], Input[Any], Input[Any]],
    printer: Companion,
) -> Outcome[Kept[Artifacts]]:  # fmt: skip
    """The PDF, in two stages: what lays the text out doesn't wait for what travels with it.

    Raises StageError, with what was found in the first where the second raises it.
    """
    charts, sources, profile = given
    laid = chain.ask("print", partial(lay_out, printer=printer), paper, charts, profile)
    own = Input(lambda: paper.only("inventory", "stamp"), paper.parts("inventory", "stamp"))
    found = (*laid.diagnostics, *told(project, laid.value.whole()))
    try:
        done = chain.ask("finish", partial(finish, printer=printer), laid.value, own, sources, profile)
    except StageError as error:
        raise StageError(*error.diagnostics, *found) from error
    return Outcome(done.value, (*found, *done.diagnostics))


def _checked(
    chain: Chain, cited: Kept[ResolvedManuscript], resolved: ResolvedManuscript, made: Made,
    artifacts: tuple[Artifact, ...], early: _Checks, read: list[Mapping[str, str]],
) -> Outcome[CheckedEdition]:  # fmt: skip
    """The edition, once every artifact was read back. Raises StageError with all that was found where one is wrong.

    `early` are the checks that were begun before; `read` the files that were read, as `provenance.agreed` takes them.
    """
    provenance.agreed(made, read)
    found: list[Diagnostic] = []
    wrong: list[Diagnostic] = []
    examined = []
    for artifact in artifacts:
        try:
            begun = early.get(_check_of(artifact))
            outcome = begun.result() if begun else _examined(chain, cited, artifact)
            found += outcome.diagnostics
            examined.append(outcome.value.whole())
        except StageError as error:
            wrong += error.diagnostics
    if wrong:
        raise StageError(*wrong, *found)
    return Outcome(check.edition(resolved, made, artifacts, examined, found), tuple(found))


def _examined(chain: Chain, cited: Kept[ResolvedManuscript], artifact: Artifact) -> Outcome[Kept[Examined]]:
    return chain.ask(_check_of(artifact), check.examine, cited, inputs.finished(artifact))


def _check_of(artifact: Artifact) -> str:
    """What the check of an artifact is called."""
    return f"check {artifact.format}{artifact.suffix}"


def _unchanged(work: Run, resolved: ResolvedManuscript, look: Look) -> bool:
    """Whether nothing of substance differs from the last edition, which the report is given."""
    from briefpress.editions import planning, shelf, substance

    root = resolved.project.root
    last = work.take("compare", lambda: Outcome(shelf.editions(root)[-1:]))
    if not last:
        return False
    marks = substance.marks_of(resolved, look, provenance.engines())
    text = work.take("compare", lambda: Outcome(shelf.text(root, last[0])))
    revised = planning.revises(resolved.project.brief.revision, last[0])
    verdict = work.report.verdict = substance.compared(resolved, marks, last[0], text, revised=revised)
    return not verdict.changed


def _verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    # What weighs the evidence takes its time to import, and most builds have weighed it before.
    from briefpress.stages.verify import verify

    return verify(project, manuscript, library)


def _desk(
    work: Run, chain: Chain, verified: Kept[Manuscript], evidence: Input[Library], look: Look
) -> bytes | None:  # fmt: skip
    found = inputs.about_evidence(work.settled())
    return chain.step("desk", desk, verified, evidence, inputs.tokens(look), found).whole().data


def _import_ahead() -> None:
    """Import what weighs the evidence and fills in pages while pandoc, another process, reads the sections."""
    import jinja2  # noqa: F401  # for its modules

    import briefpress.stages.verify  # noqa: F401  # as above


def _wished(request: Request, loaded: Outcome[Project]) -> Outcome[Project]:
    """The project as the command wants it: a draft where `--draft` asks for one, a booklet where `--booklet` does."""
    brief = loaded.value.brief
    if request.draft:
        brief = structs.replace(brief, status="draft", name=f"{loaded.value.name}-draft")
    if request.booklet:
        sheets = structs.replace(brief.look.print, booklet=True)
        brief = structs.replace(brief, look=structs.replace(brief.look, print=sheets))
    return Outcome(replace(loaded.value, brief=brief, trial=request.draft), loaded.diagnostics)
