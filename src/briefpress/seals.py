"""A result that this machine alone may believe in; the same behind its seal, and what stands behind a sound one, out.

A brief travels with its store, and whoever made it may have put anything there: a hash proves nothing against them. The
key of a seal stays with the one who builds.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefpress import files

_KEY = 32
_TAG = 32
"""Bytes of a key, and of what HMAC-SHA-256 makes with it (RFC 2104)."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of a machine by its key. It holds a result to its name, so that none stands in for another."""

    key: bytes

    def sealed(self, name: str, data: bytes) -> bytes:
        """A result behind the seal."""
        return self._tag(name, data) + data

    def opened(self, name: str, entry: bytes) -> bytes | None:
        """The result behind the seal; None where the seal is another's, or another result's."""
        tag, data = entry[:_TAG], entry[_TAG:]
        return data if hmac.compare_digest(tag, self._tag(name, data)) else None

    def _tag(self, name: str, data: bytes) -> bytes:
        return hmac.digest(self.key, name.encode() + b"\0" + data, "sha256")


def seal_of(root: Path) -> Seal | None:
    """The seal of this machine for the brief in a folder, made where there is none.

    None where its key can't be kept, or would be kept within the brief.
    """
    place = _place()
    if place is None or files.is_inside(root, place):
        return None
    try:
        return Seal(_read(place) or _made(place))
    except OSError:
        return None


def _place() -> Path | None:
    """Where programs keep what they can make anew, for this user (XDG Base Directory Specification on most systems)."""
    with contextlib.suppress(RuntimeError):  # a user without a home
        if sys.platform == "win32":
            folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
        elif sys.platform == "darwin":
            folder = Path.home() / "Library/Caches"
        else:
            said = Path(os.environ.get("XDG_CACHE_HOME", ""))
            folder = said if said.is_absolute() else Path.home() / ".cache"
        return folder / "briefpress" / "seal"
    return None


def _read(place: Path) -> bytes | None:
    """The key that is kept; None where there is none that the user alone can read."""
    try:
        with place.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if sys.platform != "win32" and (status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077):
                return None
            key = stream.read(_KEY + 1)
    except FileNotFoundError:
        return None
    return key if len(key) == _KEY else None


def _made(place: Path) -> bytes:
    """A new key, kept for the next time. Of two builds that make one at a time the last has its way."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=place.parent)  # nobody else can read it
    try:
        key = secrets.token_bytes(_KEY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(key)
        Path(aside).replace(place)
    finally:
        Path(aside).unlink(missing_ok=True)
    return key
