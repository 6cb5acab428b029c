"""The user's cache folder in; the key there that no other user can read, and bytes behind its seal, out.

Whoever asks whether there is anything to do waits for this module: it imports next to nothing.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys

SIZE = 32
"""Bytes of a key, and of what HMAC-SHA-256 makes with it (RFC 2104)."""


def place() -> str | None:
    """Where programs keep what they can make anew, for this user (XDG Base Directory Specification on most systems).

    None for a user without a home.
    """
    home = os.path.expanduser("~")
    if home.startswith("~"):
        return None
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Caches")
    else:
        said = os.environ.get("XDG_CACHE_HOME", "")
        folder = said if os.path.isabs(said) else os.path.join(home, ".cache")
    return os.path.join(folder, "briefpress", "seal")


def is_apart(root: str, path: str) -> bool:
    """Whether a path lies outside of a brief's folder, with every link followed."""
    inner, outer = os.path.realpath(path), os.path.realpath(root)
    return inner != outer and not inner.startswith(outer.rstrip(os.sep) + os.sep)


def read(path: str) -> bytes | None:
    """The key that is kept; None where there is none that the user alone can read. Raises OSError."""
    try:
        with open(path, "rb") as stream:
            status = os.fstat(stream.fileno())
            if sys.platform != "win32" and (status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077):
                return None
            key = stream.read(SIZE + 1)
    except FileNotFoundError:
        return None
    return key if len(key) == SIZE else None


def is_anothers(path: str) -> bool:
    """Whether what is kept there is another user's: of root, say, who once built with this user's cache folder."""
    if sys.platform == "win32":
        return False
    try:
        return os.lstat(path).st_uid != os.getuid()
    except FileNotFoundError:
        return False
    except OSError:  # nor may this user look
        return True


def sealed(key: bytes, name: str, data: bytes) -> bytes:
    """Bytes behind the seal of a key, held to their name."""
    return _tag(key, name, data) + data


def opened(key: bytes, name: str, entry: bytes) -> bytes | None:
    """The bytes behind the seal; None where it is another's, or of another name."""
    tag, data = entry[:SIZE], entry[SIZE:]
    return data if hmac.compare_digest(tag, _tag(key, name, data)) else None


def _tag(key: bytes, name: str, data: bytes) -> bytes:
    return hmac.digest(key, name.encode() + b"\0" + data, "sha256")
