"""A request and rows of a series in; the brief of each, made by several Pythons side by side where there are many, out.

Threads of one Python would wait for each other, and msgspec's types can't be resolved by two of them at once.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefpress.beside import Companion
from briefpress.diagnostics import Diagnostic, StageError
from briefpress.model import Artifact, Project
from briefpress.running import Report, Request, printing
from briefpress.variants import Absent, Row
from briefpress.why import Why
from briefpress.witness import UNHEARD

_FEW = 4
"""Of so few briefs none is worth the start of another Python."""

_EACH = 1 << 30
"""Bytes of memory that one more brief at a time may want, with the Python that prints it."""

_TASK, _SECONDS = "Making a brief", 1800
"""What a Python of the crew does, and the seconds that a brief may take."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one brief: what was found, the files that came out, the parts that it hasn't, its artifacts."""

    row: Row
    found: tuple[Diagnostic, ...] = ()
    outputs: tuple[Path, ...] = ()
    absent: tuple[Absent, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    project: Project | None = None
    stages: tuple[Why, ...] = ()

    @property
    def said(self) -> str:
        """The names of the files that came out, in a line."""
        return ", ".join(path.name for path in self.outputs)


def briefs(request: Request, rows: Sequence[Row], *, keep: bool) -> tuple[Made, ...]:
    """The briefs of these rows, in their order; with their artifacts, where those are to be kept.

    At most as many are made at a time as `jobs` says, as there are processors, and as there is memory for.
    """
    side = min(len(rows), request.jobs, os.cpu_count() or 1, _free() // _EACH)
    if len(rows) < _FEW or side < 2:
        return _one_by_one(request, rows, keep=keep)
    sys.audit(UNHEARD)
    silent = replace(request, tell=_silent, jobs=max(1, request.jobs // side))
    idle: queue.SimpleQueue[Companion] = queue.SimpleQueue()

    def made(row: Row) -> Made:
        companion = idle.get()
        try:
            request.tell(f"make {row.name}")
            return companion.call(_made_here, replace(silent, row=row), keep)
        except StageError as error:
            # It is gone, or was stopped: the next brief gets another.
            companion = crew.enter_context(Companion(_TASK, _SECONDS))
            return Made(row, error.diagnostics)
        finally:
            idle.put(companion)

    with ExitStack() as crew, ThreadPoolExecutor(side, thread_name_prefix="briefpress-series") as pool:
        for _ in range(side):
            idle.put(crew.enter_context(Companion(_TASK, _SECONDS)))
        try:
            return tuple(pool.map(made, rows))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            crew.close()
            raise


def _one_by_one(request: Request, rows: Sequence[Row], *, keep: bool) -> tuple[Made, ...]:
    gc.enable()  # of one brief circles don't add up, of many they do
    with printing(request) as printer, Companion("Drawing the charts", 60) as drawer:
        from briefpress.pipeline import run

        def made(row: Row) -> Made:
            request.tell(f"make {row.name}")
            return _made(row, run(replace(request, row=row), printer, drawer), keep=keep)

        return tuple(made(row) for row in rows)


def _made(row: Row, report: Report, *, keep: bool) -> Made:
    absent = report.text.only("absent").absent if report.text else ()
    artifacts = report.artifacts if keep else ()
    return Made(row, report.diagnostics, report.outputs, absent, artifacts, report.project, report.stages)


def _made_here(request: Request, keep: bool) -> Made:
    """One of many briefs, in a Python of the crew; what prints and what draws stays for the next."""
    from briefpress.pipeline import run

    if request.row is None:
        raise ValueError("a brief of a series has a row")
    return _made(request.row, run(request, *_hands(request.root)), keep=keep)


_ended = ExitStack()
"""What ends with this Python."""


@cache
def _hands(root: Path) -> tuple[Companion, Companion]:
    """The Python that prints, and the one that draws. They start once something is to be printed, or drawn."""
    printer = printing(Request(root, until="collect"))
    return _ended.enter_context(printer), _ended.enter_context(Companion("Drawing the charts", 60))


def _silent(_step: str) -> None:
    """Say nothing: the steps of many briefs at a time would tell nobody anything."""


def _free() -> int:
    """Bytes of memory that can be had, as far as the system tells."""
    try:
        told = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text("ascii").splitlines())
        return int(told["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return 2 * _EACH
