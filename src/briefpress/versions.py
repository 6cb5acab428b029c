"""The program, the libraries and the fonts of this machine in; what tells one state of them from another, out.

Where they are, `surroundings` says. A build with nothing to do asks there for all of them at once, by size and date,
for it has no time to read one. Here they are told one by one, for a stage is to run anew only for what it works with;
and by content or version wherever that is quick, so that a key is the same where another machine has the same.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from briefpress import facts, surroundings

_NOT_OURS = ("__pycache__",)


@cache
def program() -> str:
    """The SHA-256 of this program's files by their names: what it makes changes with its code, not with its version."""
    digest = hashlib.sha256()
    for place in _files(surroundings.PROGRAM):
        with open(place, "rb") as stream:  # noqa: PTH123  # hundreds of them, in every build
            data = stream.read()
        digest.update(f"{os.path.basename(place)}\0{len(data)}\0".encode() + data)  # noqa: PTH119
    return digest.hexdigest()


def _files(folder: str) -> list[str]:
    """The files below a folder, in order."""
    found = []
    with os.scandir(folder) as there:
        for file in sorted(there, key=lambda f: f.name):
            if file.is_dir():
                found += _files(file.path) if file.name not in _NOT_OURS else []
            else:
                found.append(file.path)
    return found


@cache
def installed() -> Mapping[str, str]:
    """The version of Python and of every library that it finds, by its name in lower case, with `_` for `-`.

    SQLite is the system's own, and answers queries: that of Python's module, which costs less to load than sqlite3.
    Libraries call each other, and some look for plugins: nobody could say which of them a stage never calls.
    """
    found = {"python": ".".join(map(str, sys.version_info))}
    with suppress(ImportError):
        import _sqlite3

        found["sqlite"] = _sqlite3.sqlite_version
    for place in surroundings.package_folders():
        try:
            names = os.listdir(place)  # noqa: PTH208  # as above
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library, _, version = name.rpartition(".")[0].partition("-")
                # The first that Python finds is the one that it imports.
                found.setdefault(library.lower().replace(".", "_"), version)
    return found


@cache
def typesetters() -> str:
    """The SHA-256 of what the shared libraries that set letters are called, their sizes and dates."""
    found = []
    for folder in dict.fromkeys(surroundings.library_folders()):
        try:
            with os.scandir(folder) as there:
                ours = [(f.name, f.stat()) for f in there if f.name.startswith(facts.SETS_TYPE)]
        except OSError:
            continue
        found += [f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in ours]
    return facts.digest(*sorted(found))


@cache
def fonts() -> str:
    """The SHA-256 of what this machine's fonts are called, how large they are and when they were changed.

    To read them all would take longer than to print.
    """
    named = dict.fromkeys(surroundings.fonts())
    return facts.digest(*(text for kind, name in named for text in (kind, name, facts.state("", kind, name))))
