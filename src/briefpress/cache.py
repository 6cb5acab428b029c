"""A key made of everything that can change a result in; the stored bytes, or nothing, out."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from briefpress import __version__, files

FOLDER = ".briefpress/cache"
_IGNORE = ".gitignore"


@dataclass(frozen=True, slots=True)
class Store:
    """A content-addressed store in a folder, or none where `folder` is None. `root` is the brief's, where it is one's.

    An entry begins with the SHA-256 of what follows; one that doesn't hash right is as good as absent.
    """

    folder: Path | None
    root: Path | None = None

    def key(self, kind: str, *parts: str | bytes) -> str:
        """The key of a result: what it is, this program's version, and every input, each with its length."""
        digest = hashlib.sha256()
        for part in (kind, __version__, *parts):
            data = part if isinstance(part, bytes) else part.encode()
            digest.update(len(data).to_bytes(8) + data)
        return f"{kind}-{digest.hexdigest()}"

    def get(self, key: str) -> bytes | None:
        """The bytes stored under a key, or None where there are none that hash right."""
        if self.folder is None:
            return None
        try:
            entry = (self.folder / key).read_bytes()
        except OSError:
            return None
        data = entry[64:]
        return data if entry[:64] == files.sha256(data).encode() else None

    def put(self, key: str, data: bytes) -> None:
        """Store bytes under a key. A store that can't be written to is no fault: the work is done anew."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                # Before the first entry: one may be the text of a document that may not be published.
                if not (self.folder / _IGNORE).exists():
                    files.replace_all(self.folder, {_IGNORE: b"*\n"})
                files.replace_all(self.folder, {key: files.sha256(data).encode() + data})


def store_of(root: Path) -> Store:
    """The store of the brief in a folder; none where its place is a link that leads out of the brief."""
    return Store(root / FOLDER if files.is_inside(root, root / FOLDER) else None, root)


def clear(root: Path) -> int:
    """Empty the store of a brief; the number of entries that it held. Raises OSError where it can't."""
    folder = root / FOLDER
    if not folder.is_dir() or not files.is_inside(root, folder):
        return 0
    count = sum(path.name != _IGNORE for path in folder.iterdir())
    shutil.rmtree(folder)
    return count
