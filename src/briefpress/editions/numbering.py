"""The number of an edition and what the next is to it in; the number of the next, out."""

from __future__ import annotations

import re
from collections.abc import Collection

from briefpress.editions.record import Change

_COUNTED = re.compile(r"\d+(\.\d+)*")
_OF_FOLDER = re.compile(r"\w[\w.+-]{0,60}")


def is_number(number: str) -> bool:
    """Whether a number can be what an edition's folder is called."""
    return _OF_FOLDER.fullmatch(number) is not None


def following(number: str, kind: Change, taken: Collection[str]) -> str:
    """The number of the edition that follows: 1.0 is updated by 1.1 and corrected, or retracted, by 1.0.1.

    Of one that counts in whole numbers, 2 is updated by 3 and corrected by 2.1. Nothing where it doesn't count.
    """
    if not _COUNTED.fullmatch(number):
        return ""
    parts = [int(part) for part in number.split(".")]
    place = min(1, len(parts) - 1) if kind == "update" else (1 if len(parts) == 1 else 2)
    parts = [*parts, 0, 0][: place + 1]
    while True:
        parts[place] += 1
        if (next_one := ".".join(map(str, parts))) not in taken:
            return next_one
