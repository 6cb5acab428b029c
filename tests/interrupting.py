"""A command in; a process out that an interruption reaches, ended with its block whatever the test finds."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def interruptible(command: list[str], folder: Path, **streams: Any) -> Iterator[subprocess.Popen[str]]:
    """What runs in the background, as CI may run this, has its interruptions ignored, and so have its children."""
    process = subprocess.Popen(
        command, cwd=folder, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **streams
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
