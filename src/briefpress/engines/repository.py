"""A folder in; the repository that it is in — its top, its branch, its hooks, what is staged in it — out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefpress.engines.git import ask


def top(folder: Path) -> Path | None:
    """The folder that the repository begins in; None where a folder is in none, or where there is no git."""
    answer = ask(folder, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(answer).removesuffix("\n")) if answer else None


def default_branch(folder: Path) -> str:
    """The branch that the forge takes as the main one, else the one that is checked out, else `main`."""
    for named, before in (("refs/remotes/origin/HEAD", "origin/"), ("HEAD", "")):
        answer = ask(folder, "symbolic-ref", "--short", named)
        if answer:
            return os.fsdecode(answer).strip().removeprefix(before)
    return "main"


def hooks(folder: Path) -> Path | None:
    """The folder that git runs hooks of, by its settings; None where there is no repository."""
    answer = ask(folder, "rev-parse", "--git-path", "hooks")
    return folder / os.fsdecode(answer).removesuffix("\n") if answer else None


def own(folder: Path) -> Path | None:
    """The folder in which git keeps the repository itself, of all its worktrees; None where there is none."""
    answer = ask(folder, "rev-parse", "--git-common-dir")
    return folder / os.fsdecode(answer).removesuffix("\n") if answer else None


def staged(folder: Path) -> tuple[str, ...] | None:
    """The files in a folder that differ between the last commit and the index, deleted ones among them.

    Their paths are from the folder. None where there is no repository.
    """
    answer = ask(folder, "diff", "--cached", "--name-only", "--no-renames", "--relative", "-z", of_hook=True)
    return None if answer is None else tuple(name for name in os.fsdecode(answer).split("\0") if name)


def write_index(folder: Path, into: Path) -> bool:
    """Write a folder's files into another as the index has them; whether git could."""
    return _write(folder, into, {})


def write_commit(folder: Path, into: Path) -> bool:
    """Write a folder's files into another as the last commit has them; False where there is none."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as aside:
        index = {"GIT_INDEX_FILE": str(Path(aside) / "index")}
        return ask(folder, "read-tree", "HEAD", more=index, of_hook=True) is not None and _write(folder, into, index)


def _write(folder: Path, into: Path, index: dict[str, str]) -> bool:
    names = ask(folder, "ls-files", "-z", "--cached", more=index, of_hook=True)
    prefix = ask(folder, "rev-parse", "--show-prefix", of_hook=True)
    if names is None or prefix is None:
        return False
    # git writes paths from the repository's top, also where it is called below.
    whole = into / "whole"
    done = ask(folder, "checkout-index", "-z", "--stdin", f"--prefix={whole}/", said=names, more=index, of_hook=True)
    below = whole / os.fsdecode(prefix).removesuffix("\n")
    if done is None or not below.is_dir():
        return False
    below.rename(into / "brief")
    return True
