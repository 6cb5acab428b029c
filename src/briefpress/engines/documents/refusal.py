"""Why a document can't be read, and what its owner can do."""

from __future__ import annotations


class UnreadableError(Exception):
    """The document's text can't be had. The text says why, as the end of a sentence; `hint` what to do."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.hint = hint
