"""A kill at any step, a full disk, a locked folder, another build: what is left is one edition, whole."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from briefpress import files, folderlock, replacing
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


# whole builds

SETTINGS = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nname: river\nformats: [html]\n"


def _brief(place: Path) -> BriefFolder:
    return BriefFolder(place).write({"report/brief.yaml": SETTINGS, "report/01.md": "# The river\n\nIt was dry.\n"})


def _build(root: Path, *more: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "briefpress", "-q", "-C", str(root), "build", *more]
    return subprocess.run(command, env={**os.environ, **surroundings}, capture_output=True, check=False)


def _read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A brief whose section was changed since it was built, what was built, and what is to be."""
    made = _brief(tmp_path_factory.mktemp("brief"))
    assert _build(made.root).returncode == 0
    old = _read(made.root / "output")
    shutil.copytree(made.root, made.root.parent / "old")
    made.write({"report/01.md": "# The river\n\nIt was wet.\n"})
    assert _build(made.root).returncode == 0
    new = _read(made.root / "output")
    root = (made.root.parent / "old").rename(made.root.parent / "changed")
    BriefFolder(root).write({"report/01.md": "# The river\n\nIt was wet.\n"})
    assert old != new
    return root, old, new


@pytest.fixture(scope="module")
def count(editions: tuple[Path, object, object], tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a build takes that Python tells of."""
    hook = tmp_path_factory.mktemp("hook")
    root = shutil.copytree(editions[0], tmp_path_factory.mktemp("counted") / "brief")
    counting = "import atexit, sys\nn = 0\ndef hook(event, a):\n    global n\n    n += 1\nsys.addaudithook(hook)\n"
    (hook / "sitecustomize.py").write_text(f'{counting}atexit.register(lambda: print("steps", n, file=sys.stderr))\n')
    done = _build(root, PYTHONPATH=os.pathsep.join([str(hook), *sys.path]))
    return max(int(line.split()[1]) for line in done.stderr.decode().splitlines() if line.startswith("steps "))


def _kills() -> list[object]:
    return [0.97, *(pytest.param((n + 0.5) / 50, marks=pytest.mark.long) for n in range(50))]


@pytest.mark.parametrize("share", _kills())
def test_a_build_killed_at_any_share_of_its_steps_leaves_one_edition_and_the_next_is_right(
    share, count, editions, tmp_path
):
    root, old, new = editions
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(f"{_KILLING}sys.addaudithook(hook)\n")
    brief = Path(shutil.copytree(root, tmp_path / "brief"))
    step = str(max(1, round(count * share)))
    killed = _build(brief, PYTHONPATH=os.pathsep.join([str(hook), *sys.path]), STEPS=step)
    assert killed.returncode != 0
    assert _read(brief / "output") in (old, new)
    assert _build(brief).returncode == 0
    assert _read(brief / "output") == new
    assert not list(brief.rglob(".*new-*"))


def test_two_builds_at_once_leave_what_one_of_them_made(editions, tmp_path):
    root, _old, new = editions
    brief = Path(shutil.copytree(root, tmp_path / "brief"))
    command = [sys.executable, "-m", "briefpress", "-q", "-C", str(brief), "build"]
    builds = [
        subprocess.Popen([*command, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for more in ((), ("--draft",), ())
    ]
    for build in builds:
        said, _ = build.communicate(timeout=120)
        assert build.returncode == 0, said.decode()
    made = _read(brief / "output")
    assert {name: data for name, data in made.items() if "draft" not in name} == new
    assert {"river-draft.html", "manifest-draft.json"} <= set(made), "neither lost what the other made"
    assert not list(brief.rglob(".*new-*"))


def test_many_at_once_each_put_their_files_there_whole(tmp_path):
    folder = _folder(tmp_path / "brief")
    with ThreadPoolExecutor(8) as workers:
        for number in range(40):
            workers.submit(replacing.replace_together, folder, dict.fromkeys(NAMES, str(number).encode()))
            workers.submit(replacing.replace_together, folder, {f"draft-{number}.html": b"draft"})
    assert len(_states(folder)) == 1
    assert len(list(folder.glob("draft-*.html"))) == 40
    assert _is_clean(folder, *(f"draft-{number}.html" for number in range(40)))


def test_what_cannot_be_written_whole_leaves_the_folder_as_it_was(tmp_path):
    folder = _folder(tmp_path / "brief")
    bounded = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (999, 999))\n"
    )
    environment = {**os.environ, "STEPS": "-1"}
    command = [sys.executable, "-c", bounded + _REPLACE, str(folder), *NAMES]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert b"File too large" in done.stderr
    assert _states(folder) == {OLD}
    assert {path.name for path in folder.iterdir()} == {*NAMES[1:], "mine.txt"}
    assert [path.name for path in folder.parent.iterdir()] == ["output"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_and_leaves_the_old_edition_and_once_there_is_room_the_next_build_is_right(
    editions, small_disk
):
    root, old, new = editions
    brief = Path(shutil.copytree(root, small_disk / "brief", ignore=shutil.ignore_patterns(".briefpress")))
    filling = small_disk / "filling"
    with filling.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))
    done = _build(brief)
    assert done.returncode == 3
    assert b"OUT001" in done.stdout
    assert b"Traceback" not in done.stderr
    assert _read(brief / "output") == old
    filling.unlink()
    assert _build(brief).returncode == 0
    assert _read(brief / "output") == new
    assert not list(small_disk.rglob(".*new-*"))


def test_the_store_does_not_take_the_room_that_what_comes_out_needs(editions, small_disk):
    root, _, new = editions
    brief = Path(shutil.copytree(root, small_disk / "brief", ignore=shutil.ignore_patterns(".briefpress", "output")))
    needed = sum(len(data) for data in new.values()) * 5 // 4 + (64 << 10)
    (small_disk / "filling").write_bytes(bytes(shutil.disk_usage(small_disk).free - needed))
    assert _build(brief).returncode == 0
    assert _read(brief / "output") == new


@pytest.mark.parametrize("locked", [".briefpress", "output"])
def test_a_folder_that_cannot_be_written_to_spoils_nothing(locked, editions, tmp_path):
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write anywhere")
    root, old, new = editions
    brief = Path(shutil.copytree(root, tmp_path / "brief"))
    (brief / locked).mkdir(exist_ok=True)
    folders = [path for path in (brief / locked, *(brief / locked).rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    launcher = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"]
    command = [*(launcher if os.getuid() == 0 else []), sys.executable, "-m", "briefpress", "-q", "-C", str(brief)]
    done = subprocess.run([*command, "build"], capture_output=True, check=False)
    for path in folders:
        path.chmod(0o755)
    assert b"Traceback" not in done.stderr
    if locked == "output":
        assert done.returncode == 3
        assert b"OUT001" in done.stdout
        assert _read(brief / "output") == old
    else:
        assert done.returncode == 0, "a store that can't be written to is no fault"
        assert _read(brief / "output") == new


def test_remains_of_a_killed_writer_go_and_what_a_living_one_writes_stays(tmp_path):
    (tmp_path / ".new-dead").write_bytes(b"torn")
    files.replace_all(tmp_path, {"a": b"1"})
    assert {path.name for path in tmp_path.iterdir()} == {"a"}
    (tmp_path / ".new-alive").write_bytes(b"half")
    with folderlock.beside_others(tmp_path, lambda: None):
        files.replace_all(tmp_path, {"a": b"2"})
    assert {path.name for path in tmp_path.iterdir()} == {"a", ".new-alive"}


def test_who_never_gives_a_folder_back_keeps_no_writer_waiting_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(folderlock, "PATIENCE", 0.1)
    (tmp_path / ".new-alive").write_bytes(b"half")
    with ThreadPoolExecutor(1) as workers, folderlock.turn(tmp_path, 0):
        workers.submit(files.replace_all, tmp_path, {"a": b"1"}).result(timeout=20)
    assert {path.name for path in tmp_path.iterdir()} == {"a", ".new-alive"}


def test_no_folder_stays_open_where_one_holds_folders(tmp_path):
    folder = _folder(tmp_path / "brief")
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        replacing.replace_together(folder, dict.fromkeys(NAMES, NEW))
        gc.collect()
    assert not [one for one in told if one.category is ResourceWarning]


@pytest.mark.parametrize("name", ["../a", "b/../../a", "/a/b", "link/a"])
def test_a_name_that_leads_out_of_the_folder_is_not_written(tmp_path, name):
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "brief"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    (root / "b").mkdir()
    with pytest.raises(files.OutsideBriefError):
        files.replace_inside(root, root, {name: b"1"})
    assert {path.name for path in tmp_path.rglob("*")} == {"elsewhere", "brief", "link", "b"}


def test_nothing_of_another_folder_is_moved_by_what_a_strange_brief_holds(tmp_path):
    folder = _folder(tmp_path / "brief")
    private = tmp_path / "private"
    private.mkdir()
    (private / "one.pdf").write_bytes(b"private")
    aside = folder.parent / ".output.new-strange"
    aside.mkdir()
    (aside / "new").symlink_to(private)
    for name in ("decided", "names"):
        (aside / name).write_bytes(b"one.pdf")
    replacing.mend(folder)
    assert _states(folder) == {OLD}
    assert (private / "one.pdf").read_bytes() == b"private"
    assert not aside.exists()


def _begun(folder: Path) -> Path:
    """What looks as if a build had been cut off as it put files into a folder."""
    aside = folder.parent / f".{folder.name}.new-strange"
    (aside / "new").mkdir(parents=True)
    (aside / "new" / "one.pdf").write_bytes(NEW)
    (aside / "decided").write_bytes(b"one.pdf")
    return aside


def _of_another_user(aside: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder to another user")
    os.chown(aside, 65534, 65534)


def _open_to_all(aside: Path) -> None:
    aside.chmod(0o777)


@pytest.mark.parametrize("whose", [_of_another_user, _open_to_all])
def test_what_another_user_may_have_put_beside_a_folder_is_left_alone(tmp_path, whose):
    folder = _folder(tmp_path / "brief")
    aside = _begun(folder)
    whose(aside)
    replacing.mend(folder)
    assert _states(folder) == {OLD}
    replacing.replace_together(folder, {"one.html": NEW})
    assert (folder / "one.pdf").read_bytes() == OLD
    assert (aside / "new" / "one.pdf").read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o1777, 0o777, 0o1770])
def test_in_a_shared_folder_nobody_keeps_a_build_from_its_own(tmp_path, mode):
    folder = _folder(tmp_path / "shared")
    folder.parent.chmod(mode)
    with folderlock.turn(folder.parent, 0):
        replacing.replace_together(folder, dict.fromkeys(NAMES, NEW))
    assert _states(folder) == {NEW}
    assert list(folder.parent.iterdir()) == [folder]
    assert {path.name for path in folder.iterdir()} == {*NAMES, "mine.txt"}


def test_no_link_is_moved_into_a_folder(tmp_path):
    folder = _folder(tmp_path / "brief")
    aside = _begun(folder)
    (aside / "new" / "link").symlink_to("/etc/passwd")
    (aside / "names").write_bytes(b"one.pdf")
    (aside / "decided").write_bytes(b"one.pdf\0link")
    replacing.mend(folder)
    assert (folder / "one.pdf").read_bytes() == NEW
    assert not (folder / "link").is_symlink()
    assert not aside.exists()


@pytest.mark.parametrize(
    ("begun", "since", "states"), [(7200, False, {NEW}), (60, False, {OLD, NEW}), (7200, True, {OLD})]
)
def test_without_locks_what_was_cut_off_long_ago_is_finished_unless_a_later_build_was_there(
    tmp_path, monkeypatch, begun, since, states
):
    monkeypatch.setattr(folderlock, "fcntl", None)
    folder = _folder(tmp_path / "brief")
    (folder / "one.html").write_bytes(NEW)  # moved before the kill
    aside = folder.parent / ".output.new-cut"
    (aside / "new").mkdir(parents=True)
    for name in NAMES[2:]:
        (aside / "new" / name).write_bytes(NEW)
    (aside / "decided").write_bytes(b"\0".join(name.encode() for name in NAMES[1:]))
    then = time.time() - begun
    for path in (*(folder / name for name in NAMES[1:]), aside / "decided", aside):
        os.utime(path, (then, then))
    if since:
        for name in NAMES[1:]:
            (folder / name).write_bytes(OLD)
    replacing.mend(folder)
    assert _states(folder) == states
    assert aside.exists() == (begun < replacing.LEFT)


def test_who_waits_for_a_build_that_never_ends_is_told(tmp_path, monkeypatch):
    folder = _folder(tmp_path / "brief")
    monkeypatch.setattr(replacing, "PATIENCE", 0.1)
    with folderlock.turn(folder.parent, 0), pytest.raises(TimeoutError, match="another build"):
        replacing.replace_together(folder, dict.fromkeys(NAMES, NEW))
    assert _states(folder) == {OLD}
