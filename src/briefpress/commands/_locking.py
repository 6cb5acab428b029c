"""How a run went in; sources/evidence.lock as it is to be, and what was added to it and dropped, out."""

from __future__ import annotations

from pathlib import Path

from briefpress import files
from briefpress.dates import today
from briefpress.diagnostics import Diagnostic, finding
from briefpress.evidence.receipts import lock, renewal
from briefpress.model import LOCK, Project
from briefpress.running import Report

Written = tuple[tuple[str, ...], tuple[Path, ...], tuple[Diagnostic, ...]]
"""What to say of the lock, its path where it was written, and what kept it from that."""


def write(report: Report) -> Written:
    """Write the lock, as a whole, where it is to be another than it is."""
    project, manuscript, library = report.project, report.manuscript, report.library
    if project is None or manuscript is None or library is None:
        return (), (), ()
    kept = lock.read(library.lock).value
    if not project.all_sections or not library.whole:
        return ("The lock stays as it is: the brief couldn't be read as a whole.",), (), ()
    if not kept.ours or (library.lock is None and (project.root / LOCK).exists()):
        return ("The lock stays as it is: it can't be read.",), (), ()
    new = renewal.renewed(manuscript.ledger, kept, library, today())
    if library.lock is None and not new.count:
        return ("There is nothing to lock: no document here bears a claim out.",), (), ()
    gone = len(new.dropped) + len(kept.spoiled)
    said = (
        *(f"added    {e.claim.kind:<10} {e.claim.span}" for e in new.added),
        *(f"dropped  {receipt.kind:<10} {receipt.span}  of `{receipt.key}`: {why}." for receipt, why in new.dropped),
        *(f"dropped  {LOCK}:{line}  It isn't as it was written." for line in kept.spoiled),
        f"{LOCK}: {new.count} receipt{'s' * (new.count != 1)}; {len(new.added)} added, {gone} dropped.",
    )
    if library.lock and library.lock.text == new.text:
        return said, (), ()
    return _put(project, new.text, said)


def _put(project: Project, text: str, said: tuple[str, ...]) -> Written:
    folder = project.root / "sources"
    try:
        return said, files.replace_inside(project.root, folder, {Path(LOCK).name: text.encode()}), ()
    except files.OutsideBriefError:
        blocked = "The folder `sources` is a link that leads out of the brief's folder."
        return (), (), (finding("OUT001", blocked, None, "Make it a folder."),)
    except OSError as error:
        blocked, place, _ = files.unwritable(folder, error)
        return (), (), (finding("OUT001", blocked, place, "See to the rights of the folder; the lock is as it was."),)
