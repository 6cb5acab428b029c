"""A block of a test in; the same, failing where it doesn't come to an end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class EndlessError(AssertionError):
    """Something goes on and on."""


@contextmanager
def coming_to_an_end(seconds: int = 60) -> Iterator[None]:
    """Fail where this process works on the block for longer than `seconds`: many times what it takes.

    It is no test of speed: only the process's own time counts, however busy the machine is.
    """

    def stop(*_: object) -> None:
        raise EndlessError(f"Not done after {seconds} seconds of work")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
