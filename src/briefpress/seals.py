"""A result that this machine alone may believe in; the same behind its seal, and what stands behind a sound one, out.

A brief travels with its store, and whoever made it may have put anything there: a hash proves nothing against them. The
key of a seal stays with the one who builds.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefpress import ownkey


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of a machine by its key. It holds a result to its name, so that none stands in for another."""

    key: bytes

    def sealed(self, name: str, data: bytes) -> bytes:
        """A result behind the seal."""
        return ownkey.sealed(self.key, name, data)

    def opened(self, name: str, entry: bytes) -> bytes | None:
        """The result behind the seal; None where the seal is another's, or another result's."""
        return ownkey.opened(self.key, name, entry)


def seal_of(root: Path) -> Seal | None:
    """The seal of this machine for the brief in a folder, made where there is none.

    None where its key can't be kept, or would be kept within the brief; and where another user's is kept: without it
    that user would lose all that is behind it.
    """
    place = ownkey.place()
    if place is None or not ownkey.is_apart(str(root), place) or ownkey.is_anothers(place):
        return None
    try:
        return Seal(ownkey.read(place) or _made(Path(place)))
    except OSError:
        return None


def _made(place: Path) -> bytes:
    """A new key, kept for the next time. Of two builds that make one at a time the last has its way."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=place.parent)  # nobody else can read it
    try:
        key = secrets.token_bytes(ownkey.SIZE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(key)
        Path(aside).replace(place)
    finally:
        Path(aside).unlink(missing_ok=True)
    return key
