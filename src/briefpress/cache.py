"""A key made of everything that can change a result in; the stored bytes, or nothing, out."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from briefpress import facts, files, plainfile, seals, versions

FOLDER = facts.STORE
LARGEST = 500 << 20
"""Bytes that a store may hold. What wasn't used for longest goes first."""

_SPARED = 64 << 20
"""Bytes of a disk that a store leaves free: what comes out of a build wants room there, and has more right to it."""

_ROOM = 0.8
"""The part of that to which a store is cut, so that not every build has to cut it."""

_IGNORE = ".gitignore"
_ASIDE = ".entry-"
_OURS = re.compile(r"[a-z][^/]*-[0-9a-f]{64}(-reads)?|" + re.escape(_ASIDE) + r"\w+")
"""What the entries of a store are called, and what is written aside: nothing else in its folder is ours to delete."""

_LEFT = 3600
"""Seconds after which what a build wrote aside was left behind by one that was ended."""

_AHEAD = 3600
"""Seconds by which the clock of another machine, whose disk this may be, may be ahead."""


class Store:
    """The results of earlier builds, each behind this user's seal. Where it has no `folder` it holds nothing.

    It comes with the brief, and what another put there is as good as absent. Entries are written by a thread of its
    own; `settle` waits for it.
    """

    def __init__(self, folder: Path | None, seal: seals.Seal | None = None, largest: int = LARGEST) -> None:
        self.folder = folder if seal else None
        self._seal, self._largest = seal, largest
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="briefpress-store")
        self._writing: list[Future[None]] = []

    def key(self, kind: str, *parts: str | bytes) -> str:
        """The key of a result: what it is, this program and all libraries, and every input, each with its length."""
        digest = hashlib.sha256()
        for part in (kind, self._makers, *parts):
            data = part if isinstance(part, bytes) else part.encode()
            digest.update(len(data).to_bytes(8) + data)
        return f"{kind}-{digest.hexdigest()}"

    @cached_property
    def _makers(self) -> str:
        return "\0".join(
            (versions.program(), *(f"{name} {said}" for name, said in sorted(versions.installed().items())))
        )

    def get(self, key: str) -> bytes | None:
        """The bytes stored under a key; None where there are none behind this user's seal."""
        if self.folder is None or self._seal is None:
            return None
        place = self.folder / key
        try:
            data = self._seal.opened(key, plainfile.read(place, self._largest))
        except OSError:
            return None
        if data is not None:
            with suppress(OSError):
                os.utime(place)  # when it was used last
        return data

    def holds(self, kind: str) -> bool:
        """Whether there is any result of a kind, of which most are then likely to be there."""
        try:
            return self.folder is not None and any(self.folder.glob(f"{kind}-*"))
        except OSError:
            return False

    def put(self, key: str, data: bytes) -> None:
        """Store bytes under a key, soon. A store that can't be written to is no fault: the work is done anew."""
        if self.folder is not None:
            self._writing.append(self._writer.submit(self._write, self.folder, key, data))

    def settle(self) -> None:
        """Wait for what is being written; then cut the store to its size."""
        if self._writing and self.folder is not None:
            self._writing.append(self._writer.submit(_cut, self.folder, self._largest))
        for write in self._writing:
            write.result()
        self._writing.clear()

    def _write(self, folder: Path, key: str, data: bytes) -> None:
        if self._seal is None:
            return
        with suppress(OSError):
            # Before the first entry: one may be the text of a document that may not be published.
            if not (folder / _IGNORE).exists():
                files.replace_all(folder, {_IGNORE: b"*\n"})
            if shutil.disk_usage(folder).free < _SPARED + len(data):
                return
            handle, aside = tempfile.mkstemp(dir=folder, prefix=_ASIDE)
            try:
                # Not forced onto the disk: what a power cut tears doesn't hold to its seal.
                with os.fdopen(handle, "wb") as stream:
                    stream.write(self._seal.sealed(key, data))
                Path(aside).replace(folder / key)
            finally:
                Path(aside).unlink(missing_ok=True)


def store_of(root: Path) -> Store:
    """The store of the brief in a folder; none where a link leads elsewhere from its place, or no seal can be had."""
    return Store(root / FOLDER, seals.seal_of(root)) if _is_own(root) else Store(None)


def _is_own(root: Path) -> bool:
    """Whether the place of the store is its own. A brief may come with a link there to what its author wrote."""
    return (root / FOLDER).resolve() == root.resolve() / FOLDER


def clear(root: Path) -> int:
    """Empty the store of a brief; the number of entries that it held. Raises OSError where it can't."""
    folder = root / FOLDER
    if not folder.is_dir() or not _is_own(root):
        return 0
    entries = _entries(folder)
    for _, _, path in entries:
        path.unlink(missing_ok=True)
    if {path.name for path in folder.iterdir()} <= {_IGNORE}:
        (folder / _IGNORE).unlink(missing_ok=True)
        folder.rmdir()
    return len(entries)


def clear_unused(root: Path, seconds: float) -> tuple[int, int]:
    """Take what wasn't used for some time out of a brief's store; how many entries went, and how many are left.

    Raises OSError where it can't.
    """
    folder = root / FOLDER
    if not folder.is_dir() or not _is_own(root):
        return 0, 0
    entries = _entries(folder)
    old = [path for used, _, path in entries if used < time.time() - seconds]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old), len(entries) - len(old)


def _entries(folder: Path) -> list[tuple[float, int, Path]]:
    """When each entry was used last, its bytes and its place; what was used longest ago comes first.

    A date that is still to come was set by no build of here, and would keep an entry for ever: it comes before all.
    """
    found, now = [], time.time()
    with os.scandir(folder) as there:
        for file in there:
            if not _OURS.fullmatch(file.name):
                continue
            with suppress(FileNotFoundError):  # another build's, and gone already
                status = file.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):  # no build made it
                    continue
                used = status.st_mtime if status.st_mtime < now + _AHEAD else 0.0
                if used < now - _LEFT or not file.name.startswith(_ASIDE):
                    found.append((used, status.st_size, Path(file.path)))
    return sorted(found)


def _cut(folder: Path, largest: int) -> None:
    with suppress(OSError):
        entries = _entries(folder)
        held = sum(size for _, size, _ in entries)
        if held <= largest:
            return
        for _, size, path in entries:
            with suppress(OSError):  # one that can't go keeps no other
                path.unlink(missing_ok=True)
                held -= size
            if held <= largest * _ROOM:
                return
