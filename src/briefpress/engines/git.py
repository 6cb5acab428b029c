"""Names of files in a folder in; those of them that git keeps, out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 10


def tracked(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names in a folder that git has in its index; none where there is no git, or no repository.

    Only the index is read: no program that the repository's settings name is run.
    """
    if not names or not folder.is_dir():
        return ()
    arguments = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), "ls-files", "-z", "--", *sorted(names)]
    # The folder's own repository is asked, not one that a hook of another has set.
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    surroundings |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=SECONDS, env=surroundings, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(done.stdout.decode("utf-8", "replace").rstrip("\0").split("\0")) if done.stdout else ()
