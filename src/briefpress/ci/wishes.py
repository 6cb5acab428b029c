"""A brief's folder and what its publisher wishes of its forge in; both as the templates take them, out."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefpress.engines import repository

Forge = Literal["github", "gitlab"]
Publish = Literal["push", "request", "none"]

SOURCE = "."
"""What `--install` is where the repository is that of the program itself."""

NIGHTLY = "17 3 * * *"
"""When a brief is rebuilt: not at the full hour, when forges have the most to do and let schedules wait."""

_PLAIN = re.compile(r"[\w@+.-][\w@+. -]*(/[\w@+.-][\w@+. -]*)*")
"""Names that mean nothing to a shell, to YAML or to a forge's expressions."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What `ci init` is asked for.

    `install` is what pip is to install, or SOURCE. An edition is published by a `push` to the main branch, by a
    `request` to merge it, or not at all. With `refresh` the data is fetched anew each night, and it is asked to merge
    what changed. `attest`, `sarif` and `pictures` are of GitHub alone.
    """

    forge: Forge
    install: str
    publish: Publish = "push"
    cron: str = NIGHTLY
    attest: bool = False
    sarif: bool = True
    pictures: bool = True
    refresh: bool = False

    def command(self, default_install: str, folder: str) -> str:
        """The command that wishes this for the brief in a folder, for those who read what it wrote."""
        said = ["briefpress", *[f"-C {shlex.quote(folder)}"] * bool(folder), "ci init", self.forge]
        said += [f"--install {shlex.quote(self.install)}"] * (self.install != default_install)
        said += [f"--publish {self.publish}"] * (self.publish != "push")
        said += [f"--cron '{self.cron}'"] * (self.cron != NIGHTLY)
        said += ["--attest"] * self.attest + ["--no-sarif"] * (not self.sarif)
        said += ["--no-pictures"] * (not self.pictures) + ["--refresh"] * self.refresh
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a brief stands in its repository: the top of that, the brief's folder from there, the main branch.

    The folder is empty where the brief is the repository. `known` is whether there is a repository.
    """

    top: Path
    folder: str
    branch: str
    known: bool = True

    @property
    def odd(self) -> str:
        """The name that no workflow can hold, or nothing."""
        return next((n for n in (self.folder, self.branch) if n and not _PLAIN.fullmatch(n)), "")


def place_of(root: Path) -> Place:
    """Where the brief in a folder stands. Without a repository its folder is taken for one."""
    root = root.resolve()
    top = repository.top(root)
    if top is None:
        return Place(root, "", "main", known=False)
    folder = root.relative_to(top.resolve()).as_posix()
    return Place(top, "" if folder == "." else folder, repository.default_branch(root))
