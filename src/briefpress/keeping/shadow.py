"""A brief's folder in; a copy of what its text is made of, in which a file can be tried before it is taken, out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefpress.accession import FOLDER as DOCUMENTS
from briefpress.data.record import OLD

_TAKEN = ("report", "sources", "styles")
_LEFT = (DOCUMENTS, OLD)
_COPIED = 32 << 20
"""Bytes of the largest file that is copied rather than linked, where it can be."""


@contextmanager
def shadow(root: Path) -> Iterator[Path]:
    """A folder with the brief's sections, settings, sources and data, without its documents, as long as it is needed.

    Links stay links: one that leads out of the brief leads out of the copy, too. Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        there = Path(folder).resolve()
        left = {str((root / name).resolve()) for name in _LEFT}

        def skipped(where: str, names: list[str]) -> set[str]:
            return {name for name in names if str(Path(where, name).resolve()) in left}

        for name in _TAKEN:
            if (root / name).is_dir():
                shutil.copytree(root / name, there / name, symlinks=True, ignore=skipped, copy_function=_taken)
        yield there


@contextmanager
def trial(contents: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with these files alone, by their paths, as long as it is needed. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        put(Path(folder).resolve(), contents)
        yield Path(folder).resolve()


def put(there: Path, contents: Mapping[str, bytes]) -> None:
    """Put files into the copy, by their paths from it. What is linked to the brief's own isn't written to."""
    for name, data in contents.items():
        path = there / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)


def again(root: Path, there: Path, path: str) -> None:
    """Let the copy have a file as the brief has it now, or not at all. Raises OSError."""
    (there / path).unlink(missing_ok=True)
    if (root / path).is_file():
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        _taken(str(root / path), str(there / path))


def _taken(source: str, target: str) -> str:
    if Path(source).stat(follow_symlinks=False).st_size > _COPIED:
        with suppress(OSError):
            os.link(source, target)
            return target
    return str(shutil.copy2(source, target, follow_symlinks=False))
