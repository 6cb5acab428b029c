"""What stops a build — a kill at any step, a full disk, a folder that can't be written to, another build — leaves one edition."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefpress import files, replacing
from conftest import BriefFolder

_KILLING = """\
import os, signal, sys
left = int(os.environ["STEPS"])
def hook(event, arguments):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
"""
"""A process that kills itself before one of the steps that Python tells of: files opened, renamed, linked, removed …"""

_REPLACE = (
    _KILLING
    + """\
from pathlib import Path
from briefpress import replacing
import ctypes, tempfile
sys.addaudithook(hook)
replacing.replace_together(Path(sys.argv[1]), {name: b"new" * 999 for name in sys.argv[2:]})
"""
)
NAMES = ("one.epub", "one.html", "one.pdf", "manifest.json")
OLD, NEW = b"old", b"new" * 999


def _folder(place: Path) -> Path:
    folder = place / "output"
    folder.mkdir(parents=True)
    for name in NAMES[1:]:
        (folder / name).write_bytes(OLD)
    (folder / "mine.txt").write_bytes(b"mine")
    return folder


def _states(folder: Path) -> set[bytes]:
    return {(folder / name).read_bytes() for name in NAMES[1:]}


def _killed_at_each_step(place: Path, prepare: Callable[[Path], Path]) -> Iterator[tuple[int, Path]]:
    """The number of each step, and the folder after a process was killed before it."""
    for step in range(1, 1000):
        folder = prepare(place / str(step))
        environment = {**os.environ, "STEPS": str(step)}
        command = [sys.executable, "-c", _REPLACE, str(folder), *NAMES]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        if done.returncode == 0:
            assert _states(folder) == {NEW}
            return
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        yield step, folder
        shutil.rmtree(folder.parent)


def _is_clean(folder: Path, *more: str) -> bool:
    there = {path.name for path in folder.iterdir()}
    return there == {*NAMES, "mine.txt", *more} and [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_kill_before_any_step_of_publishing_leaves_the_old_edition_or_the_new_one_and_the_next_clears_up(tmp_path):
    seen: list[frozenset[bytes]] = []
    for _step, folder in _killed_at_each_step(tmp_path, _folder):
        states = _states(folder)
        assert states in ({OLD}, {NEW})
        assert (folder / "one.epub").exists() == (states == {NEW}), "what is new is there with all else"
        assert (folder / "mine.txt").read_bytes() == b"mine"
        seen.append(frozenset(states))
        replacing.replace_together(folder, dict.fromkeys(NAMES, NEW))
        assert _states(folder) == {NEW}
        assert _is_clean(folder)
    assert len(seen) > 40
    assert len(set(seen)) == 2, "some kills came before the moment, and some behind it"


def test_where_folders_cannot_be_exchanged_the_next_build_first_finishes_what_was_cut_off(tmp_path):
    def prepare(place: Path) -> Path:
        folder = _folder(place)
        (folder / "a folder of mine").mkdir()
        return folder

    mixed = 0
    for _step, folder in _killed_at_each_step(tmp_path, prepare):
        mixed += len(_states(folder)) == 2
        replacing.mend(folder)
        assert _states(folder) in ({OLD}, {NEW})
        assert (folder / "one.epub").exists() == (_states(folder) == {NEW})
        assert {path.name for path in folder.iterdir()} - {"one.epub"} == {*NAMES[1:], "mine.txt", "a folder of mine"}
        assert [path.name for path in folder.parent.iterdir()] == ["output"]
    assert mixed, "a kill in the midst of moving is among them"


def test_the_folder_itself_stays_the_one_in_which_somebody_may_stand(tmp_path):
    folder = _folder(tmp_path / "brief")
    before = folder.stat()
    replacing.replace_together(folder, dict.fromkeys(NAMES, NEW))
    assert folder.stat().st_ino == before.st_ino
    assert folder.stat().st_mode == before.st_mode
    assert {(folder / name).stat().st_nlink for name in NAMES} == {1}
    assert _is_clean(folder)


def test_a_reader_never_finds_a_file_missing(tmp_path):
    folder = _folder(tmp_path / "brief")
    replacing.replace_together(folder, dict.fromkeys(NAMES, b"0"))
    done = threading.Event()
    counts: list[bool] = []

    def look() -> None:
        while not done.is_set():
            counts.append(all((folder / name).exists() for name in NAMES))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for number in range(40):
            replacing.replace_together(folder, dict.fromkeys(NAMES, str(number).encode()))
    finally:
        done.set()
        reader.join()
    assert len(counts) > 100
    assert all(counts)
