"""The programs of this machine in; a PATH for a job of a forge, out."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def path(place: Path, *, browser: bool, **tools: str) -> str:
    """A PATH with the program, with tools that are given as shell scripts, and with what this machine has.

    Chromium takes longer to start than all else in a job: only where a test is about the validators is it there. The
    only web that there is is on this machine, where data is refreshed.
    """
    place.mkdir(parents=True)
    ours = f'case "$*" in *"data refresh"*) set -- "$@" --local;; esac\nexec {sys.executable} -m briefpress "$@"'
    for name, text in {"briefpress": ours, **tools}.items():
        (place / name).write_text(f"#!/bin/sh\n{text}\n")
        (place / name).chmod(0o755)
    return f"{place}:{os.environ['PATH'] if browser else _without_browsers().name}"


@cache
def _without_browsers() -> tempfile.TemporaryDirectory[str]:
    kept = tempfile.TemporaryDirectory(prefix="briefpress-tools-")
    folder = Path(kept.name)
    for place in os.environ["PATH"].split(":"):
        for tool in Path(place).iterdir() if Path(place).is_dir() else ():
            if tool.name not in _BROWSERS and not (folder / tool.name).is_symlink():
                (folder / tool.name).symlink_to(tool)
    return kept
