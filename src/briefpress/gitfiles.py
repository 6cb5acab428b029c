"""A brief's folder in; the files by which git decides what it has there and what it ignores, out."""

from __future__ import annotations

import os
from collections.abc import Iterator

_NAME = ".gitignore"
_HEAD = "gitdir: "
_FILE = "file:"
_SECONDS = 10


def deciding(root: str, below: tuple[str, ...]) -> Iterator[str]:
    """Their paths, be they there or not: what is ignored, the index, settings (gitignore, gitrepository-layout).

    `below` are folders of the brief.
    """
    for name in below:
        for folder, _, _ in os.walk(os.path.join(root, name)):
            yield os.path.join(folder, _NAME)
    folder = root
    while True:
        yield os.path.join(folder, _NAME)
        yield os.path.join(folder, ".git")
        if os.path.exists(os.path.join(folder, ".git")):
            yield from _of_repository(os.path.join(folder, ".git"))
            break
        if folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    yield from (os.path.join(settings, "git", name) for name in ("config", "ignore"))
    yield from (os.path.expanduser("~/.gitconfig"), "/etc/gitconfig")
    yield from _settings(root)


def _settings(root: str) -> Iterator[str]:
    """The files that git has its settings from, those that it would include, and what they say is ignored (git-config).

    Git itself is asked: where a system's settings are, it was told when it was made.
    """
    import subprocess  # whoever is here has asked git before

    asked = ["git", "-C", root, "config", "--show-origin", "--null", "--includes", "--list"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        said = subprocess.run(asked, capture_output=True, timeout=_SECONDS, env=clean, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    fields = iter(os.fsdecode(said).split("\0"))
    for origin, setting in zip(fields, fields, strict=False):
        if origin.startswith(_FILE):
            path = os.path.join(root, origin.removeprefix(_FILE))
            yield path
            name, _, value = setting.partition("\n")
            if name == "core.excludesfile":
                yield os.path.join(root, os.path.expanduser(value))
            elif name.startswith("include") and name.endswith(".path"):
                yield os.path.join(os.path.dirname(path), os.path.expanduser(value))


def _of_repository(git: str) -> Iterator[str]:
    own = shared = git
    if os.path.isfile(git):  # a worktree of a repository that lies elsewhere
        own = os.path.join(os.path.dirname(git), _line(git).removeprefix(_HEAD))
        shared = os.path.join(own, _line(os.path.join(own, "commondir")) or ".")
    yield os.path.join(own, "index")
    yield os.path.join(shared, "config")
    yield os.path.join(shared, "info", "exclude")


def _line(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as stream:
            return stream.readline().rstrip("\n")
    except OSError:
        return ""
