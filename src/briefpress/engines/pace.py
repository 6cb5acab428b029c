"""Requests to machines in; one at a time to each of them, with a pause between two, out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_guard = threading.Lock()
_turns: dict[tuple[str, int], threading.Lock] = {}
_last: dict[tuple[str, int], float] = {}


@contextmanager
def turn(host: str, port: int, pause: float) -> Iterator[None]:
    """Wait for one's turn at a machine, and `pause` seconds behind the one before; and have it."""
    with _guard:
        ours = _turns.setdefault((host, port), threading.Lock())
    with ours:
        if (host, port) in _last:
            time.sleep(max(0.0, _last[host, port] + pause - time.monotonic()))
        try:
            yield
        finally:
            _last[host, port] = time.monotonic()
