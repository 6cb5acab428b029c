"""Two manifests and the files beside them in; what differs in what went in and in what came out, as findings, out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.reproducing import unlike
from briefpress.reproducing.manifest import Recorded

GONE, NEW = "gone", "new"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file that came out: `same`, or what is different about it."""

    name: str
    same: bool
    difference: str = ""


def inputs(old: Recorded, new: Recorded, root: Path) -> Iterator[Diagnostic]:
    """What went in otherwise than it did: files path by path, then engines, libraries and fonts."""
    for path in _names(old.inputs, new.inputs):
        if (was := old.inputs.get(path)) != (now := new.inputs.get(path)):
            changed = "was not read then" if was is None else "is not read any more" if now is None else "was another"
            yield _input(f"`{path}` {changed}.", path, root)
    for name in _names(old.versions, new.versions):
        was, now = old.versions.get(name), new.versions.get(name)
        if was != now:
            said = f"{name} is {now or 'not used'}; it was {was or 'not used'}."
            hint = "`sh scripts/setup.sh`, in Briefpress's repository as it was then, installs what it was made with."
            yield finding("REPR002", said, None, hint)


def inputs_on_disk(old: Recorded, root: Path) -> Iterator[Diagnostic]:
    """The files of the brief that went in and aren't as they were, where nothing was built to ask."""
    for path, was in old.inputs.items():
        try:
            now = files.fingerprint(root, root / path, files.LARGEST_DATA).sha256
        except (OSError, files.OutsideBriefError):
            now = ""
        if was != now:
            yield _input(f"`{path}` {'was another' if now else 'can’t be read any more'}.", path, root)


def _input(said: str, path: str, root: Path) -> Diagnostic:
    place = Span(path) if (root / path).is_file() else None
    return finding("REPR002", said, place, "`git log` has it as it was, where the brief is kept in git.")


def outputs(old: Recorded, new: Recorded, before: Path, after: Path) -> tuple[Result, ...]:
    """Each file that came out, beside what the manifest says; `before` and `after` are the folders of both."""
    return tuple(_result(name, old, new, before, after) for name in _names(old.outputs, new.outputs))


def _result(name: str, old: Recorded, new: Recorded, before: Path, after: Path) -> Result:
    was, now = old.outputs.get(name), new.outputs.get(name)
    if was == now:
        return Result(name, same=True)
    if was is None or now is None:
        return Result(name, same=False, difference=NEW if was is None else GONE)
    data = _beside(before, name, was)
    if data is None:
        said = "its hash; the old file isn't beside the manifest as it was, so nothing more can be told"
    else:
        said = unlike.first(name, data, (after / name).read_bytes())
    return Result(name, same=False, difference=said)


def _beside(folder: Path, name: str, digest: str) -> bytes | None:
    """The file that a manifest names, if it stands beside it as it was. Its name is nothing but a name."""
    if os.path.basename(name) != name:  # noqa: PTH119  # a Path would take `.` away
        return None
    try:
        data = files.read_inside(folder, folder / name)
    except (OSError, files.OutsideBriefError):
        return None
    return data if files.sha256(data) == digest else None


def findings(results: tuple[Result, ...]) -> Iterator[Diagnostic]:
    """An error for each file that came out otherwise."""
    for result in results:
        if result.difference == GONE:
            yield finding("REPR001", f"`{result.name}` doesn't come out any more.")
        elif result.difference == NEW:
            yield finding("REPR001", f"`{result.name}` comes out, and the manifest doesn't name it.")
        elif not result.same:
            yield finding("REPR001", f"`{result.name}` differs first in {result.difference}.")


def _names(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys((*old, *new)))
