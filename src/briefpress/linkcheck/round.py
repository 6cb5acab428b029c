"""A brief in; one round of asking for its addresses: findings, what to show, and the register kept, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from briefpress import files
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, finding
from briefpress.engines.web import NoNetworkError
from briefpress.expand import decode
from briefpress.linkcheck import register
from briefpress.linkcheck.addresses import Address, addresses
from briefpress.linkcheck.liveness import Liveness, ask
from briefpress.linkcheck.telling import told
from briefpress.model import LINKS, Library, Manuscript, Project


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of asking found, and a line to show for it."""

    found: tuple[Diagnostic, ...]
    told: str


def go_round(
    project: Project, manuscript: Manuscript, library: Library, *,
    local: bool, within: float, tell: Callable[[str], None],
) -> Round:  # fmt: skip
    """Ask for every address of the brief, keep what is dead or moved, and tell of it.

    Where there is no network that is all there is to tell, and the register stays as it is.
    """
    given = addresses(project, manuscript, library)
    wanted = given.value
    if not wanted:
        return Round(given.diagnostics, "" if given.diagnostics else "The brief gives no address on the web.")
    try:
        answers = {s.url: s for s in ask([a.url for a in wanted], local=local, within=within, tell=tell)}
    except NoNetworkError as error:
        hint = "What was found before is kept: run it again where there is a network."
        return Round((*given.diagnostics, finding("LINK007", f"No address was looked at. {error}", None, hint)), "")
    lost = [a for a in wanted if a.archived and answers[a.url].state in ("dead", "lost")]
    copies: dict[str, Liveness] = {}
    with suppress(NoNetworkError):
        # An archive that can't be reached says nothing of what was found before.
        copies = {s.url: s for s in ask([a.archived for a in lost], local=local, within=within, tell=tell)}
    found = [*given.diagnostics, *told(wanted, answers, copies), *_keep(project, list(answers.values()))]
    return Round(tuple(found), _summary(wanted, answers))


def _keep(project: Project, answers: list[Liveness]) -> list[Diagnostic]:
    """Write the register where it has changed; a finding where it can't be."""
    path = project.root / LINKS
    try:
        before = decode(files.read_inside(project.root, path), LINKS)[0] if path.is_file() else ""
        known = register.read(before)[0]
        lines = register.updated(known, answers, today())
        if lines != known:
            files.replace_inside(project.root, path.parent, {path.name: register.written(lines).encode()})
    except files.OutsideBriefError:
        hint = "Make it a plain file in the brief's folder."
        return [finding("OUT001", f"`{LINKS}` leads out of the brief's folder.", None, hint)]
    except OSError as error:
        return [finding("OUT001", *files.unwritable(path.parent, error))]
    return []


def _summary(wanted: tuple[Address, ...], answers: dict[str, Liveness]) -> str:
    states: Counter[str] = Counter(answers[address.url].state for address in wanted)
    names = {"alive": "well", "moved": "moved", "dead": "dead", "lost": "lost", "unknown": "not to be told"}
    counts = ", ".join(f"{states[state]} {name}" for state, name in names.items() if states[state])
    return f"{len(wanted)} addresses: {counts}." if len(wanted) > 1 else f"One address: {counts}."
