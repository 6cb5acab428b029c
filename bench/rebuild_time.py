"""Times builds of the first brief that have nothing or little to do beside their rivals, and prints ratios.

    python bench/rebuild_time.py [rounds]

Nothing to do, beside `import click`; after one word was changed in a section, and after a change that the EPUB alone
sees, beside bare WeasyPrint on the finished page. Each round runs all of them in turn; the ratios are of medians, once
of the time that passes and once of the processors' (a busy machine says less of the one than of the other).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from build_time import ROOT, SCRIPTS

SECTION = "report/03-background.md"
SETTINGS = "report/brief.yaml"
WANTED = {
    "nothing to do": ("import click", 1.5),
    "one word": ("bare weasyprint", 1.1),
    "EPUB only": ("bare weasyprint", 0.25),
}


def cost(arguments: Sequence[str]) -> tuple[float, float]:
    """The seconds that pass until a command ends, and those of the processors. Raises CalledProcessError."""
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before, begin = os.times(), time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=surroundings)
    passed, after = time.perf_counter() - begin, os.times()
    return passed, sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Race builds of a copy of the first brief against their rivals."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        work = Path(folder)
        brief = work / "brief"
        for part in ("report", "sources", "styles"):
            shutil.copytree(ROOT / part, brief / part)
        program = [sys.executable, str(ROOT / "make_report.py"), "-q", "-C", str(brief)]
        build = [*program, "build"]
        cost([*program, "render", "--format", "pdf", "--page", "--output", str(work / "page")])
        page = work / "page" / "page" / "page.html"
        cost(build)
        section, settings = brief / SECTION, brief / SETTINGS
        text, said = section.read_text(encoding="utf-8"), settings.read_text(encoding="utf-8")

        def one_word(number: int) -> list[str]:
            section.write_text(text.replace("public buildings", f"public {_word(number)} buildings"), encoding="utf-8")
            return build

        def epub_only(number: int) -> list[str]:
            own = f"{said}\naccessibility: {{certified_by: {_word(number)}}}\n"
            settings.write_text(own, encoding="utf-8")
            return build

        rivals: dict[str, Callable[[int], list[str]]] = {
            "one word": one_word,
            "EPUB only": epub_only,
            "nothing to do": lambda _: build,
            "import click": lambda _: [sys.executable, "-c", "import click"],
            "bare weasyprint": lambda _: [str(SCRIPTS / "weasyprint"), "-q", str(page), str(work / "bare.pdf")],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
        for number in range(rounds):
            for name, prepared in rivals.items():
                times[name].append(cost(prepared(number)))
        for name, (rival, limit) in WANTED.items():
            ours, theirs = ([statistics.median(t[i] for t in times[n]) for i in (0, 1)] for n in (name, rival))
            print(
                f"{name:<14} / {rival:<16} {ours[0]:6.3f} s / {theirs[0]:6.3f} s = {ours[0] / theirs[0]:.2f}"
                f"  (processors: {ours[1] / theirs[1]:.2f}; wanted: at most {limit:.2f})"
            )


def _word(number: int) -> str:
    """A word that no round before has used, so that nothing of it is in the store."""
    return "new" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


if __name__ == "__main__":
    main()
