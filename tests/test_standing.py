"""A build with nothing to do: what it read and wrote is looked at, and nothing else is done."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefpress import facts, standing, surroundings, versions
from briefpress.files import RESTS
from briefpress.gitfiles import deciding
from briefpress.witness import Witness
from conftest import PIXEL, REFERENCES, BriefFolder

HEAVY = ("briefpress.cli", "click", "lxml", "msgspec", "pikepdf", "subprocess", "tempfile", "weasyprint", "yaml")
"""No engine can be imported, or run, without one of these."""

BUILD = ("-q", "build", "--format", "html")
SECTION = """\
# One

The bridge opened late [@daily2022]. See [the picture](#fig:a).

![A picture.](a.png){#fig:a alt="A dot." source="Own."}

{{ include parts/part.md }}

```{.chart #fig:rain}
data: ../sources/data/rain.csv
type: bar
x: year
y: rain
caption: Rain.
alt: Rain by year.
source: Water Office.
```
"""
EVERYTHING: dict[str, str | bytes] = {
    "report/brief.yaml": "title: A test of the river\nauthors: [{name: Ida Marsh}]\ndate: 2026-01-15\n",
    "report/01-one.md": SECTION,
    "report/02-two.md": "# Two\n\nWords.\n",
    "report/parts/part.md": "Words of a part.\n",
    "report/a.png": PIXEL,
    "sources/references.yaml": REFERENCES,
    "sources/data/rain.csv": "year,rain\n2020,5\n2021,7\n",
    "sources/documents/daily2022.txt": "The bridge opened late.\n",
    "styles/house.css": ":root { --accent: #125; }\n",
    "styles/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A brief that was built, and the user's cache folder; nothing changes it but what puts it back."""
    home = tmp_path_factory.mktemp("home")
    made = BriefFolder(tmp_path_factory.mktemp("brief")).write(EVERYTHING)
    (made.root / "notes.txt").write_text("Nobody reads this.")
    done = call(made.root, home, *BUILD)
    assert done.returncode == 0, done.stdout
    return made.root, home, done.stdout


def call(root: Path, home: Path, *words: str, python: tuple[str, ...] = ()):
    """Call the command within a brief's folder."""
    command = [sys.executable, *python, "-m", "briefpress", *words]
    environment = {**os.environ, "XDG_CACHE_HOME": str(home)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def told(root: Path, home: Path, monkeypatch, words: tuple[str, ...] = BUILD) -> str | None:
    """What the build would be told to have said, in the same surroundings."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.chdir(root)
    named = standing.call_of(words)
    assert named is not None
    return standing.told(named)


def test_a_build_with_nothing_to_do_says_the_same_and_imports_no_engine(kept):
    root, home, said = kept
    before = {path: path.stat().st_mtime_ns for path in (root / "output").iterdir()}
    again = call(root, home, *BUILD, python=("-X", "importtime"))
    imported = {
        line.rpartition("|")[2].strip() for line in again.stderr.splitlines() if line.startswith("import time:")
    }
    assert again.stdout == said
    assert "briefpress.standing" in imported
    assert not {name for name in imported for heavy in HEAVY if name == heavy or name.startswith(f"{heavy}.")}
    assert {path: path.stat().st_mtime_ns for path in (root / "output").iterdir()} == before


@pytest.mark.parametrize("name", [*EVERYTHING, "output/a-test-of-the-river.html", "output/manifest.json"])
def test_a_byte_of_anything_that_was_read_or_came_out_makes_the_build_run(kept, monkeypatch, name):
    root, home, said = kept
    path = root / name
    was, status = path.read_bytes(), path.stat()
    place = len(was) // 2
    try:
        path.write_bytes(was[:place] + bytes([was[place] ^ 1]) + was[place + 1 :])
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert told(root, home, monkeypatch) is None
        path.unlink()
        assert told(root, home, monkeypatch) is None
    finally:
        path.write_bytes(was)
    assert told(root, home, monkeypatch) == said  # of other dates


@pytest.mark.parametrize(
    "name",
    [
        "report/03-three.md", "report/brief.yml", "sources/references.bib", "sources/evidence.lock",
        "sources/links.lock", "sources/reviews.json", "sources/documents/marsh2020.txt", "sources/data/more.csv",
        "sources/documents/daily2022.source.yaml", "styles/own.csl", "styles/own.icc", "editions/1.0/edition.json",
    ],
)  # fmt: skip
def test_a_file_that_a_build_may_look_for_makes_it_run(kept, monkeypatch, name):
    root, home, said = kept
    path = root / name
    fresh = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    try:
        assert told(root, home, monkeypatch) is None
    finally:
        shutil.rmtree(root / "editions") if fresh else path.unlink()
    assert told(root, home, monkeypatch) == said


@pytest.mark.parametrize("name", ["notes.txt", "README.md", ".gitlab-ci.yml", "output/page-1.png", ".git/HEAD"])
def test_a_file_that_no_stage_reads_makes_nothing_run(kept, monkeypatch, name):
    root, home, said = kept
    path = root / name
    was = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text("Other words.")
    try:
        assert told(root, home, monkeypatch) == said
    finally:
        path.write_bytes(was) if was is not None else path.unlink()


def test_a_link_in_the_place_of_a_file_makes_the_build_run(kept, monkeypatch, tmp_path):
    root, home, _ = kept
    path = root / "report" / "parts" / "part.md"
    elsewhere = shutil.copy(path, tmp_path / "part.md")
    was = path.read_bytes()
    path.unlink()
    path.symlink_to(elsewhere)
    try:
        assert told(root, home, monkeypatch) is None
    finally:
        path.unlink()
        path.write_bytes(was)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOURCE_DATE_EPOCH", "1"),
        ("FONTCONFIG_FILE", "/x"),
        ("PATH", "/bin"),
        ("FC_DEBUG", "1"),
        ("XDG_DATA_HOME", "/x"),
        ("PANGO_NEW", "1"),
    ],
)
def test_other_surroundings_make_the_build_run(kept, monkeypatch, name, value):
    root, home, said = kept
    assert told(root, home, monkeypatch) == said
    assert name in ("PATH", "HOME") or name not in os.environ
    monkeypatch.setenv(name, value)
    assert told(root, home, monkeypatch) is None


@pytest.mark.parametrize("words", [("build",), ("-q", "build"), (*BUILD, "--strict"), (*BUILD, "--draft")])
def test_other_options_are_another_build(kept, monkeypatch, words):
    root, home, _ = kept
    assert told(root, home, monkeypatch, words) is None


def test_a_package_that_a_key_names_is_one_of_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])  # the folder that one is in, as a session of Python has it
    versions.installed.cache_clear()
    before, known = versions.installed(), set(surroundings.surroundings())
    (tmp_path / "unheard_of-1.0.dist-info").mkdir()
    versions.installed.cache_clear()
    assert dict(versions.installed()) == {**before, "unheard_of": "1.0"}
    assert set(surroundings.surroundings()) != known
    versions.installed.cache_clear()


MEMORY = Path("/dev/shm")  # noqa: S108  # where a system has its file system in memory
in_memory = pytest.mark.skipif(not MEMORY.is_dir(), reason="this system has no file system in memory")
SMALL = {
    "brief/report/brief.yaml": "title: A test of the river\nauthors: [{name: Ida Marsh}]\ndate: 2026-01-15\n",
    "brief/report/01-one.md": "# One\n\nWords.\n",
}


@pytest.mark.parametrize(
    ("here", "words", "page"),
    [
        ("", (*BUILD, "--output", "."), ""),
        ("", (*BUILD, "--output", ".."), ".."),
        ("..", ("-q", "-C", "brief", *BUILD[1:], "--output", "."), ".."),
        ("report", ("-q", "-C", "..", *BUILD[1:]), "output"),
    ],
    ids=["into the brief's folder", "above it", "from above, above it", "from the folder of the sections"],
)
def test_wherever_one_stands_and_whatever_it_is_put_into_a_change_makes_the_build_run(
    tmp_path, monkeypatch, here, words, page
):
    made = BriefFolder(tmp_path).write(SMALL)
    changes_make_it_run(made.root / "brief", here, words, page, monkeypatch, tmp_path / "home")


@in_memory
def test_a_brief_in_memory_is_heard_of_as_well(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        made = BriefFolder(Path(folder)).write(SMALL)
        changes_make_it_run(made.root / "brief", "", BUILD, "output", monkeypatch, tmp_path / "home")


@in_memory
def test_what_is_put_into_memory_or_beside_the_user_s_key_is_missed_once_it_is_gone(tmp_path, monkeypatch):
    made, home = BriefFolder(tmp_path).write(SMALL), tmp_path / "home"
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        for output in (Path(folder), home / "briefpress" / "out"):
            changes_make_it_run(
                made.root / "brief", "", (*BUILD, "--output", str(output)), str(output), monkeypatch, home
            )


def test_a_brief_beside_the_user_s_key_is_heard_of_as_well(tmp_path, monkeypatch):
    made = BriefFolder(tmp_path / "home" / "briefpress").write(SMALL)
    changes_make_it_run(made.root / "brief", "", BUILD, "output", monkeypatch, tmp_path / "home")


def changes_make_it_run(root: Path, here: str, words: tuple[str, ...], page: str, monkeypatch, home: Path) -> None:
    """Build a brief, standing `here`; then change a section of it, and its page in the folder `page`."""
    done = call(root / here, home, *words)
    assert done.returncode == 0, done.stdout
    assert told(root / here, home, monkeypatch, words) == done.stdout
    for path in (root / "report" / "01-one.md", root / page / "a-test-of-the-river.html"):
        was = path.read_bytes()
        path.write_bytes(was.replace(b"o", b"0", 1))
        assert told(root / here, home, monkeypatch, words) is None, path
        path.write_bytes(was)
    (root / page / "a-test-of-the-river.html").unlink()
    assert told(root / here, home, monkeypatch, words) is None


def test_without_the_facts_of_what_a_build_rests_on_there_is_no_record(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    root = tmp_path / "brief"
    (root / "report").mkdir(parents=True)
    section = root / "report" / "01-one.md"
    section.write_text("Words.")
    for heard in (True, False):
        named = standing.call_of(["-C", str(root), "build", f"--output={heard}"])
        assert named is not None
        witness = Witness(named)
        witness.begin()
        if heard:
            section.read_text()
        sys.audit(RESTS, str(section))
        witness.keep("said")
        assert (standing.told(named) == "said") is heard


def test_the_brief_in_another_folder_has_nothing_to_do_either(kept, monkeypatch, tmp_path):
    root, home, said = kept
    there = shutil.copytree(root, tmp_path / "there")
    assert told(there, home, monkeypatch) == said
    (there / "output" / "manifest.json").unlink()
    assert told(there, home, monkeypatch) is None


def test_nothing_that_another_user_kept_or_that_is_damaged_is_believed(kept, monkeypatch, tmp_path):
    root, home, said = kept
    assert told(root, tmp_path, monkeypatch) is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.chdir(root)
    named = standing.call_of(BUILD)
    assert named is not None
    path = root / named.path
    was = path.read_bytes()
    try:
        for torn in (
            b"",
            was[:31],
            was[:-1],
            was.replace(said.encode()[:9], b"other wor"),
            was[:32] + b"\0" + was[32:],
        ):
            path.write_bytes(torn)
            assert standing.told(named) is None
    finally:
        path.write_bytes(was)
    assert standing.told(named) == said


def test_warnings_are_told_again(tmp_path):
    home = tmp_path / "home"
    made = BriefFolder(tmp_path / "brief").write(
        {
            "report/brief.yaml": "title: A test\nauthors: [{name: Ida Marsh}]\ndate: 2026-01-15\n",
            "report/01-one.md": "# One\n\nWords [@marsh2020].\n",
            "sources/references.yaml": REFERENCES
            + "  - id: late\n    type: book\n    title: No author\n    issued: soon\n",
        }
    )
    first = call(made.root, home, "build", "--format", "html")
    again = call(made.root, home, "build", "--format", "html")
    assert "warning" in first.stdout
    assert again.stdout == first.stdout
    assert again.returncode == 0
    assert again.stderr == "Nothing to do: all that the last build read and wrote is as it was.\n"


def test_where_nothing_can_be_written_there_is_as_little_to_do(kept, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    root, home, said = kept
    monkeypatch.setattr(os, "utime", refused)
    assert told(root, home, monkeypatch) == said


def test_nobody_has_to_read_what_is_said_again(kept):
    command = f"{sys.executable} -m briefpress {' '.join(BUILD)} | true"
    environment = {**os.environ, "XDG_CACHE_HOME": str(kept[1])}
    done = subprocess.run(command, shell=True, cwd=kept[0], env=environment, capture_output=True, check=False)  # noqa: S602
    assert not done.stderr


def test_a_build_with_errors_is_not_kept(kept, tmp_path):
    root = shutil.copytree(kept[0], tmp_path / "brief")
    (root / "report" / "02-two.md").write_text("# Two\n\n[@nobody]\n")
    for _ in range(2):
        done = call(root, kept[1], *BUILD)
        assert done.returncode == 1
        assert "CITE001" in done.stdout


def test_what_changes_while_it_is_read_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    root = tmp_path / "brief"
    (root / "report").mkdir(parents=True)
    section = root / "report" / "01-one.md"
    for change, kept in ((False, True), (True, False)):
        section.write_text("Words.")
        named = standing.call_of(["-C", str(root), "build", f"--output={change}"])
        assert named is not None
        witness = Witness(named)
        witness.begin()
        section.read_text()
        if change:
            subprocess.run(["sh", "-c", f"echo Other >'{section}'"], check=True)  # somebody else, meanwhile
        witness.keep("said")
        assert (standing.told(named) == "said") is kept


def test_a_program_that_was_looked_for_in_vain_is_missed_no_more_once_it_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    root = tmp_path / "brief"
    (root / "report").mkdir(parents=True)
    named = standing.call_of(["-C", str(root), "build"])
    assert named is not None
    witness = Witness(named)
    witness.begin()
    with pytest.raises(FileNotFoundError):
        subprocess.run(["no-such-program"], check=False)
    witness.keep("said")
    assert standing.told(named) == "said"
    (tmp_path / "no-such-program").write_text("#!/bin/sh\n")
    (tmp_path / "no-such-program").chmod(0o755)
    assert standing.told(named) is None


def test_a_profile_that_a_brief_may_be_printed_by_is_one_of_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.setattr(surroundings, "PROFILES", (str(tmp_path),))
    before = set(surroundings.surroundings())
    (tmp_path / "ghostscript").mkdir()
    assert set(surroundings.surroundings()) == before
    (tmp_path / "ghostscript" / "default_cmyk.icc").write_bytes(b"x")
    assert set(surroundings.surroundings()) != before


def test_the_files_that_settings_of_git_name_decide_as_well(tmp_path, monkeypatch):
    home, root = tmp_path / "home", tmp_path / "brief"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    home.mkdir()
    (home / ".gitconfig").write_text('[include]\npath = more.config\n[includeIf "gitdir:/x/"]\npath = ~/x.config\n')
    (home / "more.config").write_text("[core]\n\texcludesFile = ~/ignored\n")
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "config", "include.path", "own.config"], check=True)
    named = set(deciding(str(root), ()))
    assert {str(home / name) for name in ("more.config", "x.config", "ignored")} <= named
    assert str(root / ".git" / "own.config") in named


def test_a_record_holds_whatever_a_file_is_called():
    known = [("file", "report/a b\nc\udcff.md", "x y"), ("environ", "PATH", "'/bin'")]
    data = standing.encoded("said\n", known)
    assert data is not None
    said, back = standing.decoded(data)
    assert (said, list(back)) == ("said\n", known)


def test_each_kind_of_fact_has_a_state_for_what_is_not_there(tmp_path):
    for kind in facts.KINDS:
        assert facts.state(str(tmp_path), kind, str(tmp_path / "nothing"))
