"""A function of ours and its arguments in; what it returns out, worked out by a Python of its own beside this one.

Printing keeps Python's lock for seconds; what is made meanwhile would wait for it, or keep it waiting. As
`python -m briefpress.beside`, a pickled call on standard input, its pickled outcome on standard output: both ends are
this program, and nothing of a document is ever unpickled.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from briefpress.diagnostics import Diagnostic, StageError, finding

T = TypeVar("T")
SECONDS = 300


def call(function: Callable[..., T], *arguments: Any) -> T:
    """The value of a function of this package, which must be known by name.

    Raises StageError where the function does, and where the other Python fails (ENG002) or takes too long (ENG003).
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=pickle.dumps((function, arguments)),
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise StageError(finding("ENG003", f"A part of the build was stopped after {SECONDS} seconds.")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise StageError(finding("ENG002", f"A part of the build failed: {said[-1] if said else done.returncode}"))
    value, diagnostics = pickle.loads(done.stdout)  # noqa: S301  # our own other end wrote it
    if diagnostics is not None:
        raise StageError(*diagnostics)
    result: T = value
    return result


def _serve() -> None:
    function, arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # our own other end wrote it
    outcome: tuple[Any, tuple[Diagnostic, ...] | None]
    try:
        outcome = (function(*arguments), None)
    except StageError as error:
        outcome = (None, error.diagnostics)
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    _serve()
