"""Functions of ours and their arguments in; what they return out, worked out by a second Python beside this one.

Printing keeps Python's lock for seconds, and importing what prints for most of one: here it would hold up all else. The
second Python also has bounds of its own. As `python -m briefpress.beside`: pickled calls on standard input, a pickled
outcome of each on standard output. Both ends are this program, and nothing of a document is ever unpickled.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import Any, TypeVar

from briefpress.codes import REINSTALL
from briefpress.diagnostics import Diagnostic, StageError, finding

T = TypeVar("T")

_CALLS = 8
"""Calls after which memory is looked through for what nobody holds. A build has fewer."""

_TOO_LARGE = "Split the longest section, or make its largest picture, table or chart smaller."


class Companion:
    """A second Python that works off one call after another. It starts with the first, and is ended with the block.

    `task` names its work at the head of a sentence. A call may take `seconds`; `memory` bounds the address space, in
    bytes, where it isn't 0 and the system knows such a limit.
    """

    def __init__(self, task: str, seconds: float, memory: int = 0) -> None:
        self._task, self._seconds, self._memory = task, seconds, memory
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the block
        self._ended = False
        self._begun = 0
        self._worked = False

    def __enter__(self) -> Companion:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        if self._process is not None:
            self._process.kill()
        # Whoever waits for an answer reads the end of the stream, or is just starting it; the turn passes on.
        with self._turn:
            if self._process is not None:
                self._process.communicate()
        self._said.close()

    @property
    def worked(self) -> bool:
        """Whether it was called, and isn't only being made ready."""
        return self._worked

    def dismiss(self) -> None:
        """End it where it was only made ready, so that it takes no time from others. A later call starts it anew."""
        if not self._turn.acquire(blocking=False):  # somebody waits for it
            return
        try:
            if self._process is not None and not self._worked:
                self._process.kill()
                self._process.communicate()
                self._process, self._begun = None, 0
        finally:
            self._turn.release()

    def abandon(self) -> None:
        """End it amid a call, which then raises StageError (ENG002). A later call starts it anew."""
        if (process := self._process) is not None:
            process.kill()
            with self._turn:
                process.communicate()
                self._process, self._begun = None, 0

    def begin(self, function: Callable[[], object]) -> None:
        """Start it with a function that makes what follows ready; nothing where it was started before.

        What the function raises, a later call will raise again.
        """
        if not self._turn.acquire(blocking=False):  # somebody has called it
            return
        try:
            if self._process is None:
                with suppress(StageError, OSError):
                    _send(self._started(), function)
                    self._begun += 1
        finally:
            self._turn.release()

    def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """The value of a function of this package, which must be known by name.

        Raises StageError where the function does, where the other Python fails (ENG002), and where it takes too long or
        too much memory (ENG003).
        """
        with self._turn:
            self._worked = True
            try:
                process = self._started()
            except OSError as error:
                raise StageError(finding("ENG002", f"{self._task} can't be started: {error.strerror}.")) from error
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(self._seconds, stop)
            timer.daemon = True
            timer.start()
            try:
                _send(process, function, *arguments)
                for _ in range(self._begun):
                    _received(process)
                self._begun = 0
                outcome = _received(process)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                if late.is_set():
                    said = f"{self._task} was stopped after {self._seconds:.0f} seconds."
                    raise StageError(finding("ENG003", said, hint=_TOO_LARGE)) from error
                said = f"{self._task} failed: {self._last_words(process)}"
                raise StageError(finding("ENG002", said)) from error
            finally:
                timer.cancel()
        if outcome is None:
            said = f"{self._task} was stopped at {self._memory / 2**30:.1f} GB of memory."
            raise StageError(finding("ENG003", said, hint=_TOO_LARGE))
        value, diagnostics = outcome
        if diagnostics is not None:
            raise StageError(*diagnostics)
        result: T = value
        return result

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None and not self._ended:
            # -P: no file of the folder that we are called in stands in for a module.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(self._memory)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said,
            )  # fmt: skip
        if self._process is None or self._ended:
            # Ended while it was starting: nobody else would end the process.
            if self._process is not None:
                self._process.kill()
            raise StageError(finding("ENG002", f"{self._task} was ended."))
        return self._process

    def _last_words(self, process: subprocess.Popen[bytes]) -> str:
        code = process.wait()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return said[-1] if said else f"exit code {code}"


def _send(process: subprocess.Popen[bytes], function: Callable[..., object], *arguments: Any) -> None:
    if process.stdin is not None:
        process.stdin.write(pickle.dumps((function, arguments)))
        process.stdin.flush()


def _received(process: subprocess.Popen[bytes]) -> Any:
    if process.stdout is None:
        raise EOFError
    return pickle.load(process.stdout)  # noqa: S301  # our own other end wrote it


def _serve() -> None:
    # An interruption is for the first Python, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, args=(os.getppid(),), daemon=True).start()
    _bound(int(sys.argv[1]))
    # To look for circles takes a fourteenth of the time of printing a brief, and finds a megabyte.
    gc.disable()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        with suppress(EOFError):
            for call in count(1):
                function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own other end wrote it
                pickle.dump(_outcome(function, arguments), answers)
                answers.flush()
                if call % _CALLS == 0:
                    gc.collect()


def _end_with_the_first(parent: int) -> None:
    """Nobody waits for an answer, or would stop what never ends, once the first Python is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _outcome(function: Callable[..., Any], arguments: Any) -> tuple[Any, tuple[Diagnostic, ...] | None] | None:
    try:
        return function(*arguments), None
    except StageError as error:
        return None, error.diagnostics
    except ModuleNotFoundError as error:
        return None, (finding("ENG001", f"A library is missing: {error.name}.", hint=REINSTALL),)
    except MemoryError:
        return None


def _bound(memory: int) -> None:
    """Hold this process to its share of memory, where the system has such limits."""
    if not memory:
        return
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    _serve()
