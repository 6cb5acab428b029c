"""Texts and the files that they are for in; the files written, or findings for those that are another's, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.ci.filling import of_same_brief, untouched
from briefpress.diagnostics import Diagnostic, StageError, finding


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that is to be written: where, what, the folder that it may not leave, and whether it is a program.

    `beside` is the line that does the same in a program of another brief.
    """

    path: Path
    text: str
    within: Path
    program: bool = False
    beside: str = ""


def write(planned: list[Planned], *, force: bool) -> tuple[Path, ...]:
    """Write all of them, or none; the paths of those that weren't so already.

    Raises StageError: CI004 for each that a link or git's settings lead elsewhere; CI001 for each that somebody wrote
    or changed by hand, unless `force`d; OUT001 where one can't be written.
    """
    if strays := [one.path for one in planned if not files.is_inside(one.within, one.path)]:
        raise StageError(*(_stray(path) for path in strays))
    news = [one for one in planned if _read(one.path) != one.text]
    if others := [found for one in news if not force and (found := _others(one))]:
        raise StageError(*others)
    for one in news:
        try:
            files.replace_all(one.path.parent, {one.path.name: one.text.encode()})
            if one.program:
                one.path.chmod(0o755)
        except OSError as error:
            said = f"`{one.path.as_posix()}` can't be written: {error.strerror or error}."
            raise StageError(finding("OUT001", said, None, "See to the rights of its folder.")) from error
    return tuple(one.path for one in news)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _others(one: Planned) -> Diagnostic | None:
    """What is to be said where the file that is there is another's than this brief's."""
    there = _read(one.path)
    if one.path.exists() and (there is None or not untouched(there)):
        return _kept(one.path, "isn't as `ci init` wrote it")
    if there is not None and not of_same_brief(there, one.text):
        return _kept(one.path, "is for the brief in another folder", one.beside)
    return None


def _stray(path: Path) -> Diagnostic:
    said = f"`{path.as_posix()}` is outside of this repository: nothing was written."
    hint = "See where links in the repository, and git's setting core.hooksPath, lead: others may use that folder, too."
    return finding("CI004", said, None, hint)


def _kept(path: Path, why: str, beside: str = "") -> Diagnostic:
    said = f"`{path.as_posix()}` is there, and {why}."
    hint = "Move it aside, or replace it: add --force."
    if beside:
        hint = (
            f"To have both briefs checked, write `{beside}` below its first line, and leave --pre-commit out. "
            "--force would drop the check of the other."
        )
    return finding("CI001", said, None, hint)
