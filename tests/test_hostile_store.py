"""What a brief brings in the place of our own things: pipes, links, folders. No build waits or fills up."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefpress import cache, replacing, seals, standing
from briefpress.cache import Store
from conftest import BriefFolder

Trap = Callable[[Path], object]


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link(path: Path) -> None:
    """To a file that would do, were it here."""
    elsewhere = path.parent.parent / "elsewhere"
    elsewhere.write_bytes(path.read_bytes() if path.exists() else b"one.pdf")
    path.unlink(missing_ok=True)
    path.symlink_to(elsewhere)


def _huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


def _dir(path: Path) -> None:
    path.mkdir()


TRAPS = [_pipe, _endless, _link, _huge, _dir]


def _put(path: Path, trap: Trap) -> None:
    if trap is not _link:
        path.unlink(missing_ok=True)
    trap(path)


@pytest.fixture(autouse=True)
def bounds() -> Iterator[None]:
    """Who waits for a pipe is woken, and who reads without end is stopped: both fail."""

    def late(*_: object) -> None:
        raise AssertionError("it waits")

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    was, handler = resource.getrlimit(resource.RLIMIT_AS), signal.signal(signal.SIGALRM, late)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (2 << 30), was[1]))
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, handler)
    resource.setrlimit(resource.RLIMIT_AS, was)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of a brief in a folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    (tmp_path / "brief").mkdir()
    return cache.store_of(tmp_path / "brief")


def _kept(store: Store, name: str = "a", data: bytes = b"known") -> Path:
    key = store.key("test", name)
    store.put(key, data)
    store.settle()
    assert store.get(key) == data
    assert store.folder is not None
    return store.folder / key


@pytest.mark.parametrize("trap", TRAPS)
def test_an_entry_that_is_no_plain_file_is_as_good_as_absent(store, trap):
    path = _kept(store)
    _put(path, trap)
    assert store.get(path.name) is None


@pytest.mark.parametrize("trap", TRAPS)
def test_a_record_that_is_no_plain_file_is_as_good_as_absent(store, tmp_path, monkeypatch, trap):
    monkeypatch.chdir(tmp_path / "brief")
    call = standing.call_of(["build"])
    assert call is not None
    store.put(call.name, standing.encoded("said", ()) or b"")
    store.settle()
    assert standing.told(call) == "said"
    _put(Path(call.path), trap)
    assert standing.told(call) is None


@pytest.mark.parametrize("name", ["names", "decided"])
@pytest.mark.parametrize("trap", TRAPS)
def test_a_list_of_names_that_is_no_plain_file_moves_nothing_and_goes(tmp_path, trap, name):
    folder = tmp_path / "output"
    aside = tmp_path / ".output.new-strange"
    for path in (folder, aside / "new"):
        path.mkdir(parents=True)
    (aside / "new" / "one.pdf").write_bytes(b"strange")
    trap(aside / name)
    replacing.mend(folder)
    assert not aside.exists()
    assert not (folder / "one.pdf").exists()
    replacing.replace_together(folder, {"one.pdf": b"new"})
    assert (folder / "one.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("trap", [_pipe, _endless])
def test_the_command_itself_neither_waits_nor_fills(tmp_path, monkeypatch, trap):
    brief = BriefFolder(tmp_path / "brief").write(
        {"report/brief.yaml": "title: One\nauthors: [{name: Ida}]\n", "report/01-one.md": "# One\n\nWords.\n"}
    )
    monkeypatch.chdir(brief.root)
    words = ("-q", "build", "--format", "html")
    named = standing.call_of(words)
    assert named is not None
    Path(named.path).parent.mkdir(parents=True)
    trap(Path(named.path))
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "briefpress", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("through", [".briefpress/cache", ".briefpress"])
def test_a_store_that_is_a_link_into_the_brief_is_none_and_nothing_there_is_deleted(store, tmp_path, through):
    root = tmp_path / "brief"
    mine = root / "report" / ("" if through.endswith("cache") else "cache")
    mine.mkdir(parents=True)
    (mine / "01-one.md").write_text("Mine.")
    (root / through).parent.mkdir(exist_ok=True)
    (root / through).symlink_to(root / "report")
    linked = cache.store_of(root)
    linked.put(linked.key("test"), b"known")
    linked.settle()
    assert cache.clear_unused(root, -9) == (0, 0)
    assert cache.clear(root) == 0
    assert [path.name for path in mine.iterdir()] == ["01-one.md"]


def test_what_is_no_entry_is_deleted_by_nobody(store, tmp_path):
    path = _kept(store)
    (path.parent / "01-one.md").write_text("Mine.")
    assert cache.clear_unused(tmp_path / "brief", -9) == (1, 0)
    _kept(store)
    assert cache.clear(tmp_path / "brief") == 1
    assert {one.name for one in path.parent.iterdir()} == {".gitignore", "01-one.md"}
    (path.parent / "01-one.md").unlink()
    assert cache.clear(tmp_path / "brief") == 0
    assert not path.parent.exists()


def _full(store: Store, count: int = 3) -> list[Path]:
    """Entries of a store that is then cut to two."""
    entries = [_kept(store, name, bytes(1000)) for name in "abc"[:count]]
    for age, path in enumerate(entries):
        os.utime(path, (time.time() - 100 + age,) * 2)
    small = Store(store.folder, seals.seal_of(Path("brief")), largest=3000)
    small.put(small.key("test", "new"), bytes(1000))
    small.settle()
    return entries


def test_a_folder_in_the_store_keeps_no_entry_from_going(store, tmp_path):
    assert store.folder is not None
    strange = store.folder / store.key("test", "strange")
    (strange / "more").mkdir(parents=True)
    os.utime(strange, (0, 0))
    assert [path.exists() for path in _full(store)] == [False, False, True]
    assert cache.clear_unused(tmp_path / "brief", -9) == (2, 0)
    _kept(store)
    assert cache.clear(tmp_path / "brief") == 1
    assert (strange / "more").is_dir()


def test_an_entry_of_a_day_to_come_goes_first(store, tmp_path):
    late = _kept(store, "late", bytes(1000))
    os.utime(late, (time.time() + 9e6,) * 2)
    assert [path.exists() for path in _full(store, 2)] == [False, True]
    assert not late.exists()
    other = _kept(store, "other")
    os.utime(other, (time.time() + 9e6,) * 2)
    cache.clear_unused(tmp_path / "brief", 86_400)
    assert not other.exists()
