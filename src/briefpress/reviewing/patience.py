"""Seconds in; a finding once they have passed, out."""

from __future__ import annotations

import time

from briefpress.diagnostics import StageError, finding


class Patience:
    """How long the work on one document may take: its size alone doesn't bound that."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        """Raise StageError (REV009) where it took longer; called between two steps of the work."""
        if time.monotonic() > self._until:
            said = f"The document's changes couldn't be laid beside the sections in {self._seconds:.0f} seconds."
            hint = "Accept or reject in Word what is agreed on, or send the document back in parts."
            raise StageError(finding("REV009", said, None, hint))
