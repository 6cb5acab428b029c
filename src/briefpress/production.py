"""The text of a brief in; its artifacts, made, checked and published, out: the later stages, in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from briefpress import inputs, media, provenance, readback
from briefpress.beside import Companion
from briefpress.chain import Chain
from briefpress.diagnostics import Diagnostic, Outcome, StageError
from briefpress.engines import profiles, weasyprint
from briefpress.inputs import Input
from briefpress.look import Look
from briefpress.made import Made, Traced
from briefpress.memo import Kept, Memo
from briefpress.model import Artifact, CheckedEdition, Library, Manuscript, Page, Project, ResolvedManuscript
from briefpress.outcomes import Artifacts, Drawings, Examined
from briefpress.running import HaltedError, Hands, Run
from briefpress.settings import Format
from briefpress.stages import check
from briefpress.stages.compare import compare
from briefpress.stages.cover import cover
from briefpress.stages.desk import desk
from briefpress.stages.print_ import finish, lay_out, told
from briefpress.stages.publish import publish
from briefpress.stages.seal import make_ready, seal

_Checks = dict[str, Future[Outcome[Kept[Examined]]]]
"""The checks of artifacts that were begun while others were still being made, by their names."""


@dataclass(frozen=True, slots=True)
class Text:
    """What the stages of the text leave to those of the edition: the charts are still being drawn.

    `weighed` is the text with what bears out its claims: where no page shows that, it is made while one is printed.
    """

    look: Look
    library: Library
    traced: tuple[Traced, ...]
    evidence: Input[Library]
    assembled: Kept[Manuscript]
    cited: Kept[ResolvedManuscript]
    drawing: Future[Outcome[Kept[Drawings]]]
    weighed: Callable[[], Kept[Manuscript]]


def edition(work: Run, memo: Memo, hands: Hands, chain: Chain, project: Project, text: Text) -> None:
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
    borne_out = replace(resolved, ledger=text.weighed().only("ledger").ledger)
    edition = report.edition = take(
        "check",
        lambda: _checked(chain, cited, borne_out, made, report.artifacts, early, memo.read),
    )
    if request.until == "check":
        return
    work.halt_on_errors()
    publishing = partial(publish, edition, page, request.place, own=request.is_own, private=text.library.private)
    report.outputs = take("publish", lambda: Outcome(publishing()))


def _artifacts(
    work: Run, hands: Hands, chain: Chain, project: Project, text: Text, sources: Input[Any] | None
) -> tuple[bytes | None, _Checks]:  # fmt: skip
    """The artifacts, which the report is given: compose, print and cover and bind and page, seal; and the desk.

    `sources` travel within the PDF. Of the artifacts that don't wait for the PDF, the checks are in the outcome.
    """
    request, report, take, workers, printer = work.request, work.report, work.take, hands.workers, hands.printer
    brief, formats = project.brief, request.wanted(project.brief)
    cited = text.cited if brief.evidence.shown else text.cited.without("ledger", "records")
    style = inputs.style(text.look)
    if "epub" in formats:
        # The second Python has time for it before there is a page to print.
        covering = work.beside(workers.submit(chain.ask, "cover", partial(cover, printer=printer), None, style))
    paper = chain.step("paper", media.paper, cited, style) if "pdf" in formats else None
    drawn = take("draw", text.drawing.result)
    charts = inputs.kept(drawn)
    if paper is not None and sources is not None:
        profile = take("inks", lambda: Outcome(profiles.profile_of(project) if request.variant == "print" else None))
        given = (charts, sources, inputs.inks(profile))
        printing = workers.submit(_printed, chain, project, paper, given, printer)
        _go_on(work, text, printing, printer)
        work.beside(printing)
    report.page, report.drawn = paper, drawn
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
    page = desk_page(work, chain, text.weighed(), text.evidence, text.look) if request.until == "build" else None
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


def _go_on(work: Run, text: Text, printing: Future[Any], printer: Companion) -> None:
    """Weigh the evidence while the page is printed. Where there is an error, nobody will want the PDF."""
    try:
        text.weighed()
        work.halt_on_errors()
    except HaltedError:
        work.gather()
        printing.cancel()
        printer.abandon()
        raise


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


def desk_page(
    work: Run, chain: Chain, verified: Kept[Manuscript], evidence: Input[Library], look: Look
) -> bytes | None:  # fmt: skip
    """The desk: a page for whoever weighs the evidence; nothing where there is none."""
    found = inputs.about_evidence(work.settled())
    return chain.step("desk", desk, verified, evidence, inputs.tokens(look), found).whole().data
