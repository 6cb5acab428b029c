"""One brief built under twenty surroundings, each in processes of its own: one set of bytes, lock and manifest too."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from conftest import PIXEL, REFERENCES

SETTINGS = """\
title: One brief, the same everywhere
subtitle: Whatever surrounds it
authors: [{name: Ida Márš, affiliation: Harbour Institute}, T. Vance]
edition: "1.0"
lang: en-GB
name: same
publisher: {name: Harbour Institute, place: Bristol, url: "https://harbour.example"}
identifier: {series: Briefs, number: 7}
licence: CC-BY-4.0
citations: {groups: true}
look: {contents: true, cover: true}
"""
DATE = "date: 2026-01-15\n"
ONE = """\
# The river & its *banks* {#sec:river}

Marsh found that “the river had risen twice in ten years” [@marsh2020, p. 3].[^n] See @fig:chart and @tbl:levels.

[^n]: A note with $E = mc^2$ and a link to @sec:words.

```{.chart #fig:chart}
data: levels.csv
x: place
y: level
caption: Levels
alt: Two bars.
```

```{.table #tbl:levels}
data: levels.csv
caption: Levels [@survey2023]
```

![A pixel](pixel.png){#fig:pixel alt="A dot"}
"""
TWO = """\
# Words {#sec:words}

The house is called [البيت]{lang=ar} in Arabic, [家]{lang=zh} in Chinese and [Дом]{lang=ru} in Russian.

> A quotation, as it stands, of the court [@court2021].
"""
FILES: Mapping[str, str | bytes] = {
    "report/brief.yaml": DATE + SETTINGS,
    "report/01-river.md": ONE,
    "report/02-words.md": TWO,
    "report/pixel.png": PIXEL,
    "report/levels.csv": "place,level\nUpper,1.5\nLower,2.25\n",
    "sources/references.yaml": REFERENCES,
    "sources/documents/marsh2020.txt": "It is known that the river had risen twice in ten years, and once more.\n",
    "styles/house.css": ":root { --accent: #205080; }\n",
}


@dataclass(frozen=True)
class Surroundings:
    """What a build is surrounded by. `launcher` stands before the command, `backwards` is the order of making files."""

    folder: str = "brief"
    environment: Mapping[str, str] = field(default_factory=dict)
    launcher: tuple[str, ...] = ()
    umask: int = 0o022
    backwards: bool = False
    dated: int | None = None
    """The time of last change that all files get, in seconds."""
    another_user: bool = False
    clock: str = ""
    """How far the clock is off, as libfaketime has it."""
    options: tuple[str, ...] = ()


NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
FAKED = "/usr/$LIB/faketime/libfaketime.so.1"
"""What Debian's package `faketime` brings; the loader knows what $LIB is."""
ARMENIAN = "Հրազդան – the “river” & its #1 100% law/and a folder in it"
DEEP = "/".join(f"a-folder-{n}" for n in range(12))

EVERYTHING = {
    "another folder, zone, language, hash seed and umask, files made backwards, one processor": Surroundings(
        ARMENIAN,
        {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"},
        ("taskset", "-c", "0"), umask=0o077, backwards=True, dated=86400, options=("--jobs", "1"),
    ),
    "another user, a clock that is off, an epoch": Surroundings(
        "x", {"PYTHONHASHSEED": "1", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "86400"},
        umask=0, another_user=True, clock="+1500d", options=("--jobs", "2"),
    ),
}  # fmt: skip
"""What runs always: many differences in few builds."""

EACH = {
    "a folder with other letters and spaces": Surroundings(ARMENIAN),
    "a deep folder": Surroundings(DEEP),
    "a zone far east": Surroundings(environment={"TZ": "Pacific/Kiritimati"}),
    "a zone far west": Surroundings(environment={"TZ": "America/New_York"}),
    "the language of C": Surroundings(environment={"LC_ALL": "C", "LANG": "C"}),
    "Turkish": Surroundings(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "letters of Latin 1": Surroundings(environment={"LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0"}),
    "one worker": Surroundings(options=("--jobs", "1")),
    "two workers": Surroundings(options=("--jobs", "2")),
    "a strict umask": Surroundings(umask=0o077),
    "hash seed 4294967295": Surroundings(environment={"PYTHONHASHSEED": "4294967295"}),
    "an epoch": Surroundings(environment={"SOURCE_DATE_EPOCH": "1000000000"}),
    "a clock in the past": Surroundings(clock="-9000d"),
    "a clock in the future": Surroundings(clock="+4000d"),
    "one processor": Surroundings(launcher=("taskset", "-c", "0")),
    "another user": Surroundings(another_user=True),
    "files made backwards, dated 1970": Surroundings(backwards=True, dated=0),
    "optimized, without bytecode": Surroundings(environment={"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}),
}
"""One difference each. With the two above they are twenty, and each of them is built twice: cold and warm."""


class CantError(Exception):
    """This machine doesn't have such surroundings."""


def _make(root: Path, how: Surroundings, files: Mapping[str, str | bytes]) -> None:
    for name in sorted(files, reverse=how.backwards):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = files[name]
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        if how.dated is not None:
            os.utime(path, (how.dated, how.dated))


def _call(root: Path, how: Surroundings, *arguments: str) -> None:
    home = root.parent / "home"
    home.mkdir(exist_ok=True)
    (root.parent / "tmp").mkdir(exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "XDG_", "PYTHONHASHSEED", "TZ"))}
    environment = {**kept, "HOME": str(home), "TMPDIR": str(root.parent / "tmp"), **how.environment}
    launcher, python = how.launcher, sys.executable
    if how.another_user:
        for path in (root.parent, *root.parent.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        launcher, python = (*launcher, *AS_NOBODY), _python_of_all()
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    if how.clock:
        # Last of all: what starts as another user could not share root's.
        launcher = (*launcher, "env", f"LD_PRELOAD={FAKED}", f"FAKETIME={how.clock}")
    command = [*launcher, python, "-m", "briefpress", "-C", str(root), *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, check=False, cwd=root, umask=how.umask, timeout=300
    )
    assert done.returncode == 0, f"{done.stdout.decode()[-2000:]}\n{done.stderr.decode()[-1000:]}\n{how}"


def _can(how: Surroundings, tmp_path: Path) -> None:
    if how.launcher and not shutil.which(how.launcher[0]):
        raise CantError(f"{how.launcher[0]} isn't here")
    if how.clock and not any(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")):
        raise CantError("libfaketime isn't here")
    if how.another_user:
        if os.getuid() != 0 or not shutil.which("setpriv"):
            raise CantError("only root can be another user")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        # A program that it starts is started by that user, and not by root for him.
        look = [*AS_NOBODY, "env", _python_of_all(), "-c", "import briefpress.cli"]
        if subprocess.run(look, env=environment, capture_output=True, check=False, cwd=tmp_path).returncode:
            raise CantError("another user can't read the program")


def _python_of_all() -> str:
    """This Python, or the system's of the same version where this one stands in the folder of a user."""
    here = Path(sys.executable)
    whole = [*here.parents, *here.resolve().parents]
    shared = f"/usr/bin/python3.{sys.version_info.minor}"
    return str(here) if all(path.stat().st_mode & 0o001 for path in whole) or not Path(shared).exists() else shared


def _hashes(root: Path) -> dict[str, str]:
    made = [*sorted((root / "output").iterdir()), root / "sources/evidence.lock"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}


def _built(place: Path, how: Surroundings, files: Mapping[str, str | bytes] = FILES) -> dict[str, str]:
    """The hashes of all that a cold build makes, after a look that a warm one makes the same."""
    root = place / how.folder
    _make(root, how, files)
    # A receipt bears the day on which it was first found: that is what went in, like a text.
    _call(root, replace(how, environment={**how.environment, "SOURCE_DATE_EPOCH": "1768435200"}), "verify", "--lock")
    new = (root / "sources/evidence.lock").read_bytes()
    _call(root, how, "verify", "--lock")
    assert (root / "sources/evidence.lock").read_bytes() == new, "another day finds the same"
    _call(root, how, "build", *how.options)
    cold = _hashes(root)
    shutil.rmtree(root / "output")
    _call(root, how, "build", *how.options)
    assert _hashes(root) == cold, "cold and warm differ"
    return cold


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hashes of the brief as these tests' own surroundings make it."""
    made = _built(tmp_path_factory.mktemp("wanted"), Surroundings())
    assert set(made) == {
        "same.pdf", "same.epub", "same.html", "same.evidence.html", "same.bib", "same.ris", "same.csl.json",
        "manifest.json", "evidence.lock",
    }  # fmt: skip
    return made


def _cases() -> list[object]:
    always = [pytest.param(how, id=name) for name, how in EVERYTHING.items()]
    return [*always, *(pytest.param(how, id=name, marks=pytest.mark.long) for name, how in EACH.items())]


@pytest.mark.parametrize("how", _cases())
def test_the_bytes_are_the_same_with(how, wanted):
    # pytest takes the folders that it makes away from other users, even while tests of another call run in them.
    with tempfile.TemporaryDirectory() as place:
        try:
            _can(how, Path(place))
        except CantError as error:
            pytest.skip(str(error))
        assert _built(Path(place), how) == wanted


@pytest.mark.long
def test_a_brief_without_a_date_is_of_the_epoch_and_the_same_wherever_that_is_the_same(tmp_path):
    files = {**FILES, "report/brief.yaml": SETTINGS}
    epochs = [{"SOURCE_DATE_EPOCH": "1000000000", "TZ": zone} for zone in ("Pacific/Kiritimati", "America/New_York")]
    here, there = (_built(tmp_path / str(n), Surroundings(environment=epoch), files) for n, epoch in enumerate(epochs))
    assert here == there
    later = _built(tmp_path / "later", Surroundings(environment={"SOURCE_DATE_EPOCH": "1100000000"}), files)
    assert {name for name in here if here[name] != later[name]} >= {"same.pdf", "same.epub", "manifest.json"}
