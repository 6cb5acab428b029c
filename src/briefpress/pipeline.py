"""The wishes of a command in; a brief's files, or all that is wrong with it, out: the order of the stages."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial

from msgspec import structs

from briefpress import cache, provenance, readback, replacing
from briefpress.beside import Companion
from briefpress.chain import Chain, Input, cited_from, texts, weighed_against
from briefpress.diagnostics import Outcome, in_order
from briefpress.engines import vega
from briefpress.look import Look, look_of
from briefpress.media import screen_media
from briefpress.memo import digest
from briefpress.model import Artifact, Project, ResolvedManuscript, Written
from briefpress.running import HaltedError, Report, Request, Run
from briefpress.settings import Format
from briefpress.stages import compose
from briefpress.stages.assemble import assemble, expand_all
from briefpress.stages.check import check
from briefpress.stages.cite import cite
from briefpress.stages.collect import collect
from briefpress.stages.compare import compare
from briefpress.stages.cover import cover
from briefpress.stages.illustrate import draw, illustrate
from briefpress.stages.load import load
from briefpress.stages.number import number
from briefpress.stages.print_ import print_pdf
from briefpress.stages.publish import publish, publish_desk
from briefpress.stages.seal import make_ready, seal


def run(request: Request, printer: Companion) -> Report:
    """Run the stages in their order, up to and with the step that is asked for. Every finding is in the report.

    `printer` is what `printing` gives.
    """
    work = Run(request, Report())
    store = cache.store_of(request.root)
    threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="briefpress")
    with threads as workers, Companion("Drawing the charts", 60) as drawer, suppress(HaltedError):
        _stages(work, workers, printer, drawer, store)
    store.settle()
    work.report.diagnostics = in_order(work.settled())
    return work.report


def _stages(work: Run, workers: ThreadPoolExecutor, printer: Companion, drawer: Companion, store: cache.Store) -> None:
    """The pipeline: load, collect, assemble, illustrate, number, verify, cite, compare, compose, print and cover and
    bind and page, seal, check, publish. Engines that don't wait for each other run side by side."""
    request, report, take = work.request, work.report, work.take
    output, own = request.output or request.root / "output", request.output is None
    if request.until == "build":
        replacing.mend(output, request.root if own else None)
    project = report.project = take("load", lambda: _wished(request, load(request.root)))
    if request.until == "collect":
        report.library = take("collect", lambda: collect(project, store))
        return
    look = look_of(project)
    workers.submit(provenance.engines)
    if request.renders and any(".chart" in section.text for section in project.sections):
        drawer.begin(vega.warm)
    workers.submit(_import_evidence)
    collecting = workers.submit(collect, project, store)
    chain = Chain(work, store, project)
    sections = texts(project, take("assemble", lambda: Outcome(expand_all(project))))
    assembled = chain.step("assemble", partial(assemble, store=store), None, sections)
    tokens = Input(look.tokens, {"the tokens of the style": digest(look.tokens)})
    illustrated = chain.step("illustrate", partial(illustrate, store=store), assembled, tokens)
    charts = illustrated.only("charts").charts if request.renders else {}
    drawing = workers.submit(draw, charts, store, drawer)
    numbered = report.text = chain.step("number", number, illustrated)
    library = report.library = take("collect", collecting.result)
    if request.until == "assemble":
        return
    from briefpress.evidence.desk.desk import desk
    from briefpress.stages.verify import verify

    verified = report.text = chain.step("verify", verify, numbered, weighed_against(library))
    if request.until == "verify":
        if request.desk:
            shown = verified.only("ledger", "by_hand")
            page = desk(project, look, shown.ledger, library, work.settled(), shown.by_hand)
            report.outputs = take(
                "publish", lambda: Outcome(publish_desk(project, page, output, own=own, private=library.private))
            )
        return
    cited = report.cited = chain.step("cite", cite, verified, cited_from(library))
    if not request.renders:
        return

    work.halt_on_errors()
    resolved, ledger = cited.whole(project=project), verified.only("ledger", "by_hand")
    resolved = take("compare", partial(compare, resolved))
    if request.if_changed and _unchanged(work, resolved, look):
        return
    formats = request.wanted(project.brief)
    made = provenance.made_of(resolved, library, look, formats, request.variant)
    if "epub" in formats:
        # The second Python has time for it before there is a page to print.
        covering = workers.submit(cover, project, look, store, printer)
    paper = compose.paper(resolved, look) if "pdf" in formats else None
    drawings = report.drawings = take("draw", lambda: Outcome(drawing.result()))
    if paper is not None:
        sources = provenance.attachments(resolved, made)
        sheet = report.paper = compose.with_attachments(compose.with_drawings(paper, drawings), sources)
        printing = workers.submit(printer.call, print_pdf, project, sheet, request.variant)
    screens = take("screens", lambda: screen_media(resolved, drawings, look, formats))
    artifacts: dict[Format, tuple[Artifact, ...]] = {}
    if screens.page is not None:
        artifacts["html"] = (screens.page,)
    if "docx" in formats:
        artifacts["docx"] = (
            take("type", lambda: _word(resolved, assembled.only("written").written, drawings, look, drawer)),
        )
    if paper is not None:
        # While the page is printed there is time to import what reads it back.
        readback.make_ready()
        if screens.book is not None:
            make_ready()
    wanted = request.until == "build"
    page = desk(project, look, ledger.ledger, library, work.settled(), ledger.by_hand) if wanted else None
    if paper is not None:
        artifacts["pdf"] = take("print", printing.result)
    if (book := screens.book) is not None:
        pages = next((pdf for pdf in artifacts.get("pdf", ()) if not pdf.suffix), None)
        picture = take("cover", covering.result)
        artifacts["epub"] = (take("seal", lambda: seal(project, book, picture, pages)),)
    report.artifacts = tuple(artifact for form in dict.fromkeys(formats) for artifact in artifacts[form])
    if request.until == "render":
        return
    work.halt_on_errors()
    edition = report.edition = take("check", lambda: check(resolved, made, report.artifacts))
    if request.until == "check":
        return
    work.halt_on_errors()
    report.outputs = take("publish", lambda: Outcome(publish(edition, page, output, own=own, private=library.private)))


def _unchanged(work: Run, resolved: ResolvedManuscript, look: Look) -> bool:
    """Whether nothing of substance differs from the last edition, which the report is given."""
    from briefpress.editions import shelf, substance

    root = resolved.project.root
    last = work.take("compare", lambda: Outcome(shelf.editions(root)[-1:]))
    if not last:
        return False
    marks = substance.marks_of(resolved, look, provenance.engines())
    text = work.take("compare", lambda: Outcome(shelf.text(root, last[0])))
    verdict = work.report.verdict = substance.compared(resolved, marks, last[0], text)
    return not verdict.changed


def _word(
    resolved: ResolvedManuscript,
    written: Mapping[str, Written],
    drawings: Mapping[str, str],
    look: Look,
    drawer: Companion,
) -> Outcome[Artifact]:
    """The Word document: its pictures as Word can show them, then its text, then the file."""
    from briefpress.stages.write import docx_file
    from briefpress.word.shots import pictures_of

    shots = pictures_of(resolved, drawings, look, lambda svgs: drawer.call(vega.rasters, svgs))
    return docx_file(resolved.project, compose.typed(resolved, written, shots, look))


def _import_evidence() -> None:
    """Import what weighs the evidence while pandoc, another process, reads the sections."""
    import briefpress.evidence.desk.desk
    import briefpress.stages.verify  # noqa: F401  # for its modules


def _wished(request: Request, loaded: Outcome[Project]) -> Outcome[Project]:
    """The project as the command wants it: a draft where `--draft` asks for one, a booklet where `--booklet` does."""
    brief = loaded.value.brief
    if request.draft:
        brief = structs.replace(brief, status="draft", name=f"{loaded.value.name}-draft")
    if request.booklet:
        sheets = structs.replace(brief.look.print, booklet=True)
        brief = structs.replace(brief, look=structs.replace(brief.look, print=sheets))
    return Outcome(replace(loaded.value, brief=brief, trial=request.draft), loaded.diagnostics)
