"""Times the whole cold build of the first brief beside bare WeasyPrint on the same finished page, and prints ratios.

    python bench/build_time.py [rounds]

Each round runs the rivals one after the other, so that a busy machine is busy for both; the ratio is of medians.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sys.executable).parent


def seconds(arguments: Sequence[str]) -> float:
    """How long a command takes. Raises CalledProcessError where it fails."""
    # Python keeps its bytecode, as for whoever installs Briefpress; pip compiled the rivals'.
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=surroundings)
    return time.perf_counter() - begin


def race(
    name: str, rounds: int, ours: Sequence[str], theirs: Sequence[str], limit: float, fresh: Path | None = None
) -> None:
    """Run two commands in turn and print the ratio of their medians. `fresh` is removed before each of ours."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        times[0].append(seconds(ours))
        times[1].append(seconds(theirs))
    a, b = (statistics.median(t) for t in times)
    print(f"{name:<42} {a:6.3f} s / {b:6.3f} s = {a / b:.2f}  (wanted: at most {limit:.2f})")


def main() -> None:
    """Race the build against the printing of its page, and `--help` against importing Click."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    python = sys.executable
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        work = Path(folder)
        brief = work / "brief"
        for part in ("report", "sources", "styles"):
            shutil.copytree(ROOT / part, brief / part)
        program = [python, str(ROOT / "make_report.py"), "-q", "-C", str(brief)]
        seconds([*program, "render", "--format", "pdf", "--page", "--output", str(work / "page")])
        page = work / "page" / "page" / "page.html"
        bare = [str(SCRIPTS / "weasyprint"), "-q", str(page), str(work / "bare.pdf")]
        tagged = [*bare, "--pdf-variant", "pdf/ua-1", "--pdf-tags"]
        build = [*program, "build"]
        cache = brief / ".briefpress"
        race("cold build / bare weasyprint", rounds, build, bare, 1.25, cache)
        race("cold build / bare weasyprint, tagged", rounds, build, tagged, 1.25, cache)
        race("--help / import click", rounds * 3, [str(SCRIPTS / "briefpress"), "--help"],
             [python, "-c", "import click"], 2.0)  # fmt: skip


if __name__ == "__main__":
    main()
