"""The wishes of a command in; a brief's files, or all that is wrong with it, out: the order of the stages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from msgspec import structs

from briefpress import cache, inputs, needs, provenance, replacing
from briefpress.beside import Companion
from briefpress.chain import Chain
from briefpress.diagnostics import Outcome, in_order
from briefpress.engines import vega, weasyprint
from briefpress.inputs import Input
from briefpress.look import Look, look_of
from briefpress.memo import Kept, Memo
from briefpress.model import Library, Manuscript, Project, ResolvedManuscript
from briefpress.running import HaltedError, Hands, Report, Request, Run
from briefpress.stages.assemble import assemble, expand_all
from briefpress.stages.collect import collect
from briefpress.stages.draw import drawings
from briefpress.stages.load import load
from briefpress.stages.trace import trace
from briefpress.why import reasons

_BEFORE_PRINT = ("assemble", "illustrate", "number", "verify", "cite", "paper")
"""The stages that make the text. Where one of them runs, the page will most likely have to be printed."""


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
            _stages(work, memo, Hands(workers, printer, draws))
        except HaltedError:
            work.gather()
    if work.report.project is not None:
        output = " ".join(filter(None, (request.folder, work.report.project.name, request.variant)))
        work.report.stages = reasons(needs.in_order(memo.ran), memo.before(output))
        memo.remember(output)
    store.settle()
    work.report.diagnostics = in_order(work.settled())
    return work.report


def _stages(work: Run, memo: Memo, hands: Hands) -> None:
    """The pipeline: load, collect, assemble, illustrate, number, trace, verify, cite, and then an edition of the text.
    Engines that don't wait for each other run side by side."""
    request, report, take, store = work.request, work.report, work.take, memo.store
    if request.until == "build":
        replacing.mend(request.place, request.root if request.is_own else None)
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
        if stage == "cite" and request.renders:
            hands.workers.submit(_import_ahead)
        if stage in _BEFORE_PRINT and prints:
            hands.printer.begin(weasyprint.warm)

    read = take("expand", lambda: Outcome(memo.reading(partial(expand_all, project, store))))
    if len(read) < len(project.sections):
        there = {one.path for one in read}
        project = report.project = replace(project, sections=tuple(s for s in project.sections if s.path in there))
    chain, sections = Chain(work, memo, project, runs), inputs.texts(project, read)
    assembled = chain.step("assemble", partial(assemble, store=store), None, sections)
    illustrated = chain.step("illustrate", partial(_illustrate, store=store), assembled, inputs.tokens(look))
    if request.renders:
        draw = partial(drawings, store=store, drawer=hands.drawer)
        drawing = work.beside(hands.workers.submit(chain.ask, "draw", draw, illustrated))
    numbered = report.text = chain.step("number", _number, illustrated)
    library = report.library = take("collect", collecting.result)
    made = numbered.only("datasets", "values")
    traced = report.traced = take("trace", lambda: memo.reading(partial(trace, project.root, made, library)))
    if request.until == "assemble":
        return
    evidence = inputs.weighed_against(library)

    @functools.cache
    def weighed() -> Kept[Manuscript]:
        verified = report.text = chain.step("verify", _verify, numbered, evidence)
        return verified

    if request.until == "verify":
        weighed()
        if request.desk:
            _publish_desk(work, chain, weighed(), evidence, look)
        return
    before = weighed() if project.brief.evidence.shown else numbered.without("ledger")
    try:
        cited = report.cited = chain.step("cite", _cite, before, inputs.cited_from(library))
        if not prints:
            weighed()
        if request.renders:
            from briefpress.production import Text, edition

            work.halt_on_errors()
            text = Text(look, library, traced, evidence, assembled, cited, drawing, weighed)
            edition(work, memo, hands, chain, project, text)
    except HaltedError:
        weighed()  # whatever halts it, one run tells all that is wrong
        raise


def _publish_desk(work: Run, chain: Chain, verified: Kept[Manuscript], evidence: Input[Library], look: Look) -> None:
    from briefpress.production import desk_page
    from briefpress.stages.publish import publish_desk

    page, request = desk_page(work, chain, verified, evidence, look), work.request
    private = evidence.make().private
    publishing = partial(publish_desk, chain.project, page, request.place, own=request.is_own, private=private)
    work.report.outputs = work.take("publish", lambda: Outcome(publishing()))


# What a build finds in the store, it needs no code for: the code of these stages takes its time to import.


def _illustrate(
    project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store
) -> Outcome[Manuscript]:  # fmt: skip
    from briefpress.stages.illustrate import illustrate

    return illustrate(project, manuscript, tokens, store)


def _number(project: Project, manuscript: Manuscript) -> Outcome[Manuscript]:
    from briefpress.stages.number import number

    return number(project, manuscript)


def _verify(project: Project, manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    from briefpress.stages.verify import verify

    return verify(project, manuscript, library)


def _cite(project: Project, manuscript: Manuscript, library: Library) -> Outcome[ResolvedManuscript]:
    from briefpress.stages.cite import cite

    return cite(project, manuscript, library)


def _import_ahead() -> None:
    """Import what makes the artifacts while pandoc, another process, writes out the citations."""
    import briefpress.production
    import briefpress.stages.compose  # noqa: F401  # for its imports


def _wished(request: Request, loaded: Outcome[Project]) -> Outcome[Project]:
    """The project as the command wants it: a draft where `--draft` asks for one, a booklet where `--booklet` does."""
    brief = loaded.value.brief
    if request.draft:
        brief = structs.replace(brief, status="draft", name=f"{loaded.value.name}-draft")
    if request.booklet:
        sheets = structs.replace(brief.look.print, booklet=True)
        brief = structs.replace(brief, look=structs.replace(brief.look, print=sheets))
    return Outcome(replace(loaded.value, brief=brief, trial=request.draft), loaded.diagnostics)
