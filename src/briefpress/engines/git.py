"""Names of files in a folder in; those of them that git has, and those that it would take, out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """Names of files as git sees them: `tracked`, or `open` to the next `git add`. What it ignores is neither."""

    tracked: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def seen(folder: Path, names: Sequence[str]) -> Seen:
    """How git sees files of a folder; none of them where there is no git, or no repository.

    No program that the repository's settings name is run.
    """
    if not names or not folder.is_dir():
        return Seen()
    asked = ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--", *names]
    # The folder's own repository is asked, not one that a hook of another has set.
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    surroundings |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *asked],
            capture_output=True,
            timeout=SECONDS,
            env=surroundings,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Seen()
    lines = [line for line in done.stdout.decode("utf-8", "replace").split("\0") if line]
    return Seen(
        tuple(line[2:] for line in lines if not line.startswith("? ")),
        tuple(line[2:] for line in lines if line.startswith("? ")),
    )
