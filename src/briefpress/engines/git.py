"""A folder in; what git answers there, and which of its files git has, or would take, out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """Names of files as git sees them: `tracked`, or `open` to the next `git add`. What it ignores is neither."""

    tracked: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def ask(
    folder: Path, *asked: str, said: bytes = b"", more: Mapping[str, str] | None = None, of_hook: bool = False
) -> bytes | None:
    """What git answers in a folder; None where there is no git or no repository, or where it fails.

    The folder's own repository is asked, not one that a hook of another has set, except where the call is `of_hook`: a
    hook is told so which index is to be committed. No program that the repository's settings name for watching files
    is run.
    """
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    if of_hook and (index := os.environ.get("GIT_INDEX_FILE")):
        surroundings["GIT_INDEX_FILE"] = str(Path(index).absolute())
    surroundings |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", **(more or {})}
    try:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *asked],
            input=said,
            capture_output=True,
            timeout=SECONDS,
            env=surroundings,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def seen(folder: Path, names: Sequence[str]) -> Seen:
    """How git sees files of a folder; none of them where there is no git, or no repository."""
    if not names or not folder.is_dir():
        return Seen()
    asked = ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--", *names]
    answer = ask(folder, *asked)
    if answer is None:
        return Seen()
    lines = [line for line in answer.decode("utf-8", "replace").split("\0") if line]
    return Seen(
        tuple(line[2:] for line in lines if not line.startswith("? ")),
        tuple(line[2:] for line in lines if line.startswith("? ")),
    )


def ignored(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those of a folder's files that `git add` leaves out; none of them where there is no git, or no repository."""
    said = "\0".join(names).encode("utf-8", "surrogateescape")
    # It refuses to take paths literally; what has no `:` before it, it does.
    answer = ask(folder, "check-ignore", "-z", "--stdin", said=said, more={"GIT_LITERAL_PATHSPECS": "0"})
    return tuple(name for name in os.fsdecode(answer).split("\0") if name) if answer else ()
