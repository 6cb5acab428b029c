"""Editions: published once and for all, told of in what readers get, and none where nothing of substance changed."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
import pytest
from lxml import etree, html

from briefpress import imprint, status
from briefpress.editions import numbering, settingslines, shelf
from briefpress.editions.changes import changes
from briefpress.editions.settingslines import NotChangedError
from briefpress.editions.telling import told
from briefpress.editions.text import EditionText, Source
from briefpress.engines.validators import axe_core
from briefpress.settings import Brief, Revision
from conftest import REFERENCES, BriefFolder
from golden.cases import recorded

CHART = """\

```{.chart #fig:fall}
data: ../sources/data/fall.csv
x: year
y: metres
alt: The river fell from four metres to two.
```
"""
TEXT = "# The river\n\nThe river is low [@marsh2020], as [@fig:fall] shows.\n" + CHART
BRIEF = """\
title: The river   # as the house calls it
authors: [Ida Marsh]
date: 2026-01-15
edition: "1.0"  # the number
name: river
url: https://house.example/river
formats: [html]
"""


def folder_of(root: Path, brief: str = BRIEF, **files: str) -> BriefFolder:
    """A brief with one section that cites, and a chart."""
    return BriefFolder(root).write(
        {
            "report/brief.yaml": brief,
            "report/01-river.md": TEXT,
            "sources/references.yaml": REFERENCES,
            **recorded("sources/data/fall.csv", "year,metres\n2024,4\n2025,2\n"),
        }
        | files
    )


@pytest.fixture
def river(tmp_path):
    """A brief whose first edition isn't published yet."""
    return folder_of(tmp_path / "brief")


@pytest.fixture(scope="module")
def _published(tmp_path_factory):
    folder = folder_of(tmp_path_factory.mktemp("editions") / "brief")
    assert folder.command("-q", "edition", "publish").exit_code == 0
    return folder


@pytest.fixture
def one(_published, tmp_path):
    """A brief with one edition, which was published on 15 January 2026."""
    shutil.copytree(_published.root, tmp_path / "brief")
    return BriefFolder(tmp_path / "brief")


def published(folder, *options, day="2026-02-01"):
    """What `edition publish` says."""
    return folder.command("-q", "edition", "publish", *options, *(["--date", day] if "--date" not in options else []))


def settings(folder):
    """brief.yaml as it stands."""
    return (folder.root / "report/brief.yaml").read_text()


def rewrite(folder, path, old, new):
    """Change a file of the brief."""
    file = folder.root / path
    before = file.read_text()
    assert old in before
    after = before.replace(old, new)
    file.write_text(after)
    if path.startswith("sources/data/"):
        folder.write(recorded(path, after))


def state(folder):
    """Every file of brief.yaml's folder and of the shelf, with its bytes."""
    paths = [p for name in ("report", "editions") for p in (folder.root / name).rglob("*") if p.is_file()]
    return {p.relative_to(folder.root).as_posix(): p.read_bytes() for p in paths}


# publishing


def test_the_first_edition_is_what_brief_yaml_says_and_what_build_gives(tmp_path):
    folder = folder_of(tmp_path / "brief", BRIEF.replace("[html]", "[pdf, epub, html]"))
    before = settings(folder)
    done = folder.command("-q", "edition", "publish")
    assert done.exit_code == 0, done.output
    assert settings(folder) == before
    folder.built()
    frozen = {p.name: p.read_bytes() for p in (folder.root / "editions/1.0").iterdir() if p.is_file()}
    for path in (folder.root / "output").iterdir():
        if not path.name.endswith(".evidence.html"):
            assert frozen.pop(path.name) == path.read_bytes(), path.name
    (figure,) = (name for name in frozen if name.startswith("figure-"))
    assert set(frozen) == {"text.json", "edition.json", "index.html", figure}
    (record,) = shelf.editions(folder.root)
    assert (record.number, record.kind, record.published, record.updated) == ("1.0", "first", "2026-01-15", "")
    assert shelf.altered(folder.root, record) == ()
    assert shelf.text(folder.root, record).title == "The river"


def test_a_brief_without_number_and_date_gets_both(tmp_path):
    brief = "title: The river\nauthors: [Ida Marsh]\nformats: [html]\n"
    folder = folder_of(tmp_path / "brief", brief)
    assert published(folder).exit_code == 0
    assert settings(folder) == brief.replace("river\n", 'river\ndate: 2026-02-01\nedition: "1.0"\n')


def test_an_edition_that_follows_gets_its_number_and_its_line_and_all_else_stays(one):
    before = settings(one)
    rewrite(one, "report/01-river.md", "is low", "is high")
    done = published(one, "--kind", "correction", "--note", 'It said "low".')
    assert done.exit_code == 0, done.output
    line = 'revision: {date: 2026-02-01, kind: correction, note: "It said \\"low\\"."}\n'
    expected = before.replace('edition: "1.0"  # the number\n', f'edition: "1.0.1"  # the number\n{line}')
    assert settings(one) == expected
    first, second = shelf.editions(one.root)
    assert (second.number, second.kind, second.updated, second.note) == (
        "1.0.1", "correction", "2026-02-01", "It said “low”."
    )  # fmt: skip
    assert second.published == first.published == "2026-01-15"
    rewrite(one, "report/01-river.md", "is high", "is higher")
    assert published(one, day="2026-03-01").exit_code == 0
    assert 'edition: "1.1"  # the number\n' in settings(one)
    assert "revision: {date: 2026-03-01, kind: update}" in settings(one)
    assert [record.number for record in shelf.editions(one.root)] == ["1.0", "1.0.1", "1.1"]
    assert shelf.before(one.root, "1.1").number == "1.0.1"
    assert shelf.before(one.root, "1.0.1").number == "1.0", "built again, it is compared with what it was then"
    assert shelf.before(one.root, "1.0") is None
    assert shelf.before(one.root, "2").number == "1.1"


def test_what_brief_yaml_says_of_a_revision_is_taken_as_it_is(one):
    rewrite(one, "report/brief.yaml", "name: river", "name: river\nrevision:\n  kind: correction\n  date: 2026-01-20\n"
            "  note: A wrong year.  # in table 2")  # fmt: skip
    assert published(one, "--number", "1.0a", day="2026-01-20").exit_code == 0
    assert "  kind: correction\n  date: 2026-01-20\n  note: A wrong year.  # in table 2\n" in settings(one)
    assert shelf.editions(one.root)[-1].note == "A wrong year."
    assert 'edition: "1.0a"' in settings(one)


def test_a_build_that_fails_leaves_the_shelf_and_brief_yaml_as_they_were(one):
    before = state(one)
    rewrite(one, "report/01-river.md", "@marsh2020", "@nosuch")
    broken = state(one)
    done = published(one, "--kind", "update")
    assert done.exit_code == 1
    assert "CITE001" in done.output
    assert state(one) == broken
    rewrite(one, "report/01-river.md", "@nosuch", "@marsh2020")
    assert state(one) == before
    # Strictly, a warning is enough: the figure's source isn't told.
    rewrite(one, "report/brief.yaml", "authors: [Ida Marsh]\n", "")
    broken = state(one)
    assert published(one, "--kind", "update", "--strict").exit_code == 1
    assert state(one) == broken


def test_a_shelf_that_cannot_be_written_to_leaves_brief_yaml_as_it_was(river):
    (river.root / "editions").write_text("a file")
    before = settings(river)
    done = published(river, "--number", "1.5")
    assert done.exit_code == 3
    assert "OUT001" in done.output
    assert settings(river) == before


def test_two_who_publish_at_once_publish_one_after_the_other(one):
    (one.root / "editions/.new-left").mkdir()
    call = [sys.executable, "-m", "briefpress", "-C", str(one.root), "-q", "edition", "publish", "--kind", "update"]
    both = [subprocess.Popen([*call, "--date", "2026-02-01"], stdout=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [record.number for record in shelf.editions(one.root)] == ["1.0", "1.1", "1.2"]
    assert 'edition: "1.2"' in settings(one)
    assert not list((one.root / "editions").glob(".new-*"))


def test_what_ends_publishing_while_it_builds_leaves_brief_yaml_as_it_was(one):
    rewrite(one, "report/01-river.md", "is low", "is lower")
    before = state(one)
    there = set((one.root / ".briefpress/cache").glob("stage-*"))
    call = [sys.executable, "-m", "briefpress", "-C", str(one.root), "-q", "edition", "publish", "--kind", "update"]
    with subprocess.Popen([*call, "--date", "2026-02-01"], stdout=subprocess.DEVNULL) as process:
        while set((one.root / ".briefpress/cache").glob("stage-*")) <= there and process.poll() is None:
            time.sleep(0.002)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert state(one) == before


def test_an_edition_is_told_to_be_made_of_brief_yaml_as_it_became(one):
    assert published(one, "--kind", "update").exit_code == 0
    stated = json.loads((one.root / "editions/1.1/manifest.json").read_text())
    read = stated["predicate"]["buildDefinition"]["resolvedDependencies"]
    (told,) = (entry["digest"] for entry in read if entry["name"] == "report/brief.yaml")
    assert told == {"sha256": hashlib.sha256((one.root / "report/brief.yaml").read_bytes()).hexdigest()}


def test_a_brief_yaml_that_cannot_be_written_leaves_no_edition(one):
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv here")
    before = state(one)
    (one.root / "report").chmod(0o555)
    launcher = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.getuid() == 0 else []
    call = [*launcher, sys.executable, "-m", "briefpress", "-C", str(one.root), "-q", "edition", "publish"]
    done = subprocess.run([*call, "--kind", "update", "--date", "2026-02-01"], capture_output=True, text=True)
    (one.root / "report").chmod(0o755)
    assert done.returncode == 3, done.stdout
    assert "OUT001" in done.stdout
    assert state(one) == before


def test_what_was_cut_off_before_the_edition_stood_is_published_as_it_was_meant(one):
    # As it is left by what ends a process without a word: brief.yaml is written, the shelf isn't.
    line = "revision: {date: 2026-02-01, kind: correction, note: A wrong year.}"
    rewrite(one, "report/brief.yaml", 'edition: "1.0"', f'{line}\nedition: "1.0.1"')
    assert one.command("-q", "edition", "publish").exit_code == 0
    record = shelf.editions(one.root)[-1]
    assert (record.number, record.kind, record.updated) == ("1.0.1", "correction", "2026-02-01")


def test_files_that_git_would_leave_out_of_the_commit_are_told(one):
    assert "EDIT013" not in published(one, "--kind", "update").output, "it is in no repository"
    subprocess.run(["git", "init", "-q", str(one.root)], check=True)
    assert "EDIT013" not in published(one, "--kind", "update").output
    (one.root / ".gitignore").write_text("river.html\n")
    done = published(one, "--kind", "update", "--strict")
    assert done.exit_code == 0
    assert "EDIT013: git ignores `editions/1.3/river.html`." in done.output


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--number", "1.0"], "EDIT002", "Edition 1.0 is published already"),
        (["--number", "a/b"], "EDIT002", "can't be what a folder"),
        (["--number", "../1.0"], "EDIT002", "can't be what a folder"),
        (["--number", "index.html/"], "EDIT002", "can't be what a folder"),
        (["--kind", "correction"], "EDIT004", "says nothing of what was wrong"),
        (["--kind", "update", "--date", "2025-12-31"], "EDIT004", "before edition 1.0 of 2026-01-15"),
        ([], "EDIT005", "Nothing changed since edition 1.0."),
        (["--number", "2.0"], "EDIT005", "Nothing changed since edition 1.0."),
    ],
)
def test_what_can_be_no_edition_is_refused_with_what_to_do(one, options, code, says):
    before = state(one)
    done = published(one, *options)
    assert done.exit_code == 1
    assert f"error {code}" in done.output
    assert says in done.output
    assert "hint:" in done.output
    assert state(one) == before


def test_brief_yaml_is_not_at_fault_for_a_number_that_the_command_gives(one):
    assert "brief.yaml" not in published(one, "--number", "a/b").output


def test_brief_yaml_is_not_at_fault_for_a_kind_that_the_command_gives(one):
    said = published(one, "--kind", "correction").output
    assert "EDIT004" in said
    assert "brief.yaml:" not in said


def test_a_day_to_come_is_told_and_refused_where_warnings_are(one):
    meant = ["--kind", "update", "--note", "Early.", "--date", "9998-12-31"]
    refused = published(one, *meant, "--strict")
    assert refused.exit_code == 1
    assert "error EDIT012: Edition 1.1 is of 9998-12-31" in refused.output
    assert not (one.root / "editions/1.1").exists()
    assert "warning EDIT012" in published(one, *meant).output
    assert (one.root / "editions/1.1").is_dir()


def test_a_note_that_went_with_its_row_is_told_as_one(tmp_path):
    table = "\n| Year | Metres |\n|------|-------:|\n| 2024 [@daily2022] | 4 |\n| 2025 | 2 |\n\n: Metres. {#tbl:fall}\n"
    brief = folder_of(tmp_path / "brief", **{"report/01-river.md": TEXT + table})
    published(brief)
    rewrite(brief, "report/01-river.md", "| 2024 [@daily2022] | 4 |\n", "")
    assert "  (note) [-" in brief.command("-q", "edition", "changes").output


@pytest.mark.parametrize("number", ["", " "])
def test_an_empty_number_is_no_number(one, number):
    done = published(one, "--kind", "update", "--number", number)
    assert done.exit_code == 2
    assert "It is empty" in done.output
    assert len(shelf.editions(one.root)) == 1


@pytest.mark.parametrize(
    ("line", "options", "code"),
    [
        ("status: draft\n", [], "EDIT003"),
        ("status: embargo\nembargo: 2026-03-01\n", [], "EDIT003"),
        ("", ["--kind", "update"], "EDIT004"),
        ("", ["--note", "New."], "EDIT004"),
        ("revision: {date: 2026-02-01}\n", [], "EDIT004"),
    ],
)
def test_what_can_be_no_first_edition_is_refused(river, line, options, code):
    river.write({"report/brief.yaml": BRIEF + line})
    done = published(river, *options)
    assert done.exit_code == 1
    assert f"error {code}" in done.output
    assert not (river.root / "editions").exists()


def test_a_retraction_stands_until_somebody_says_what_follows_it(one, tmp_path):
    report = tmp_path / "build.json"

    def final():
        one.command("-q", "--report", f"json={report}", "build", "--if-changed")
        return one.command("-q", "ci", "outputs", str(report)).output.splitlines()

    assert final() == ["changed=false", "final=true"]
    assert published(one, "--kind", "retraction", "--note", "Its figures are gone.").exit_code == 0
    rewrite(one, "report/01-river.md", "is low", "is high")
    before = state(one)
    assert final() == ["changed=true", "final=false"], "no night publishes it"
    for options in ([], ["--number", "1.5"], ["--note", "Another word."]):
        refused = published(one, *options, day="2026-03-01")
        assert "EDIT004: Edition 1.0.1 retracts the brief" in " ".join(refused.output.split())
        assert state(one) == before
    rewrite(
        one,
        "report/brief.yaml",
        "revision: {date: 2026-02-01, kind: retraction",
        "revision: {date: 2026-03-01, kind: update",
    )
    assert final() == ["changed=true", "final=true"]
    assert published(one, day="2026-03-01").exit_code == 0
    assert published(one, "--kind", "update", day="2026-03-02").exit_code == 0, "it stands again"


@pytest.mark.parametrize("name", ["index", "Index"])
def test_a_brief_whose_page_would_be_written_over_is_no_edition(tmp_path, name):
    folder = folder_of(tmp_path / "brief", BRIEF.replace("name: river", f"name: {name}"))
    before = state(folder)
    done = folder.command("-q", "edition", "publish")
    assert done.exit_code == 1
    assert f"report/brief.yaml:5:1: error EDIT011: `{name}.html` is what an edition" in done.output
    assert state(folder) == before


def test_a_number_that_does_not_count_is_followed_by_the_one_that_is_given(tmp_path):
    folder = folder_of(tmp_path / "brief", BRIEF.replace('"1.0"', "Spring"))
    assert published(folder).exit_code == 0
    refused = published(folder, "--kind", "update")
    assert "error EDIT002" in refused.output
    assert "--number" in refused.output
    assert published(folder, "--kind", "update", "--number", "Summer").exit_code == 0
    assert published(folder, "--kind", "update", "--number", "summer").exit_code == 1, (
        "a file system may know no capitals"
    )


def test_nothing_private_is_in_an_edition(tmp_path):
    folder = folder_of(tmp_path / "brief")
    kept = folder.root.parent / "secret.txt"
    kept.write_text("Nobody may read this: the river is low.\n")
    done = folder.command("-q", "source", "add", str(kept), "--key", "marsh2020", "--rights", "private")
    assert done.exit_code == 0, done.output
    assert published(folder).exit_code == 0
    files = [p for p in (folder.root / "editions").rglob("*") if p.is_file()]
    assert len(files) > 8
    assert not [p.name for p in files if b"Nobody may read this" in p.read_bytes()]
    assert not [p.name for p in files if p.name.endswith(".evidence.html")]


# looking at the shelf


def test_list_and_show_tell_what_each_edition_is(one):
    rewrite(one, "report/01-river.md", "is low", "is high")
    published(one, "--note", "New figures.")
    rows = one.command("edition", "list").output.splitlines()
    assert [re.split("  +", row) for row in rows] == [
        ["1.1", "2026-02-01", "update", "newest", "New figures."],
        ["1.0", "2026-01-15", "first edition", "superseded"],
    ]  # fmt: skip
    shown = one.command("edition", "show", "1.0").output
    assert "Followed by edition 1.1, update, of 2026-02-01" in shown
    assert "editions/1.0/river.html" in shown
    told = json.loads(one.command("--report", "json", "edition", "list").output)
    assert [edition["number"] for edition in told["editions"]] == ["1.0", "1.1"]
    assert "error EDIT010" in one.command("edition", "show", "7").output


def test_a_file_that_was_changed_since_is_told(one):
    (one.root / "editions/1.0/river.html").write_text("other words")
    (one.root / "editions/1.0/river.ris").unlink()
    done = one.command("edition", "list")
    assert done.exit_code == 1
    assert "error EDIT009: Edition 1.0 isn't as it was published: `river.html`, `river.ris`." in done.output


def test_nothing_is_published_beside_a_record_that_cannot_be_read(one):
    rewrite(one, "editions/1.0/edition.json", '"2026-01-15"', '"15 Jan 2026"')
    rewrite(one, "report/01-river.md", "is low", "is high")
    before = state(one)
    done = published(one)
    assert done.exit_code == 1
    assert "EDIT001: `editions/1.0/edition.json` can't be read: `15 Jan 2026` is no day" in " ".join(
        done.output.split()
    )
    assert state(one) == before


@pytest.mark.parametrize(
    "torn",
    [
        *["", "[]", "{}", '{"number": "2.0", "kind": "first", "published": ""}', "[" * 9999],
        '{"number": "1.0", "kind": "first", "published": "1 May"}',
        '{"number": "1.0", "kind": "first", "published": "", "updated": "2026-13-01"}',
        '{"number": "1.0", "kind": "first", "published": "", "files": {"../../a": ""}}',
    ],
)
def test_a_record_that_cannot_be_read_is_told_with_its_file(one, torn):
    (one.root / "editions/1.0/edition.json").write_text(torn)
    for command in (["edition", "list"], ["build", "--if-changed"], ["edition", "publish"]):
        done = one.command("-q", *command)
        assert done.exit_code == 1, command
        assert "error EDIT001" in done.output


def test_a_stray_folder_is_no_edition_and_one_that_lost_its_record_is_told(one):
    one.write({"editions/press/notes.md": "To the press.\n"})
    done = one.command("-q", "edition", "list")
    assert (done.exit_code, "press" in done.output) == (0, False)
    (one.root / "editions/1.0/edition.json").unlink()
    assert "error EDIT001" in one.command("-q", "edition", "list").output


def test_a_step_of_several_parts_is_told_once(one):
    said = one.command("build", "--if-changed").output
    assert said.count("Comparing with the last edition") == 1


def test_a_link_that_leads_elsewhere_is_no_record(one, tmp_path):
    record = one.root / "editions/1.0/edition.json"
    shutil.copy(record, tmp_path / "elsewhere.json")
    record.unlink()
    record.symlink_to(tmp_path / "elsewhere.json")
    assert "error EDIT001" in one.command("-q", "edition", "list").output


# brief.yaml as text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", 'title: A\nedition: "2"\n'),
        ("title: A", 'title: A\nedition: "2"\n'),
        ("title: >\n  A long\n  title\nlang: en\n", 'title: >\n  A long\n  title\nedition: "2"\nlang: en\n'),
        ("title: A\nedition: 1.0 # it\n", 'title: A\nedition: "2" # it\n'),
        ("title: A\nedition:\nlang: en\n", 'title: A\nedition: "2"\nlang: en\n'),
        ("title: A\r\nlang: en\r\n", 'title: A\r\nedition: "2"\r\nlang: en\r\n'),
        ("\ufefftitle: A\n", '\ufefftitle: A\nedition: "2"\n'),
        ("{title: A}\n", '{title: A, edition: "2"}\n'),
        ("# Ü\ntitle: 'Ä'\n...\n", "# Ü\ntitle: 'Ä'\nedition: \"2\"\n...\n"),
    ],
)
def test_a_setting_is_changed_as_text(before, after):
    assert settingslines.changed(before.encode(), {"edition": "2"}).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("revision: {kind: update, note: 'a, b'}\nlang: en\n", "revision: {kind: update}\nlang: en\n"),
        ("revision: {note: a, kind: update}\n", "revision: {kind: update}\n"),
        ("revision:\n  note: >  # why\n    a\n    b\n  kind: update\n", "revision:\n  kind: update\n"),
        ("revision:\n  kind: update\n  note: a", "revision:\n  kind: update\n"),
        ("revision: {kind: update}\n", "revision: {kind: update}\n"),
    ],
)
def test_what_is_to_have_no_line_any_more_is_taken_out(before, after):
    assert settingslines.changed(before.encode(), {"revision": {"kind": "update", "note": None}}).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("revision: {date: 2026-01-01, kind: update}", "revision: {date: 2026-02-01, kind: update, note: \"B: 'c'\"}"),
        ("revision:\n  # why\n  note: old # so\n  date: 2026-01-01\nlang: en",
         "revision:\n  # why\n  note: \"B: 'c'\" # so\n  date: 2026-02-01\n  kind: update\nlang: en"),
        ("revision:\n  note: >\n    old\n    words\n\n  date: 2026-01-01\n  kind: correction\nlang: en",
         "revision:\n  note: \"B: 'c'\"\n\n  date: 2026-02-01\n  kind: update\nlang: en"),
        ("lang: en", "lang: en\nrevision: {date: 2026-02-01, kind: update, note: \"B: 'c'\"}\n"),
    ],
)  # fmt: skip
def test_a_group_of_settings_is_changed_where_it_stands(before, after):
    values = {"date": "2026-02-01", "kind": "update", "note": "B: 'c'"}
    done = settingslines.changed(f"{before}\ntitle: A\n".encode(), {"revision": values}).decode()
    expected = f"{after}\ntitle: A\n" if "lang: en\nrev" not in after else "lang: en\ntitle: A\n" + after[9:]
    assert done == expected


@pytest.mark.parametrize("text", ["", "- a\n", "title: [\n", "edition: &a 1\ntitle: *a\n"])
def test_what_cannot_safely_be_changed_is_left_alone(text):
    with pytest.raises(NotChangedError):
        settingslines.changed(text.encode(), {"edition": "2"})


def test_settings_that_cannot_be_changed_are_told_with_what_to_write(one):
    brief = (
        settings(one).replace('edition: "1.0"', "edition: &number '1.0'").replace("url: ", "subtitle: *number\nurl: ")
    )
    one.write({"report/brief.yaml": brief})
    done = published(one, "--kind", "update")
    assert done.exit_code == 1
    assert "error EDIT006" in done.output
    assert 'edition: "1.1"; revision: {date: 2026-02-01, kind: update}' in done.output
    assert settings(one) == brief


@pytest.mark.parametrize(
    ("number", "kind", "taken", "after"),
    [
        ("1.0", "update", ["1.0"], "1.1"),
        ("1.0", "correction", ["1.0"], "1.0.1"),
        ("1.0", "retraction", ["1.0"], "1.0.1"),
        ("1.0.1", "correction", ["1.0", "1.0.1"], "1.0.2"),
        ("1.0.1", "update", ["1.0", "1.0.1"], "1.1"),
        ("1.0", "update", ["1.0", "1.1", "1.2"], "1.3"),
        ("2", "update", ["2"], "3"),
        ("2", "correction", ["2"], "2.1"),
        ("2026-03", "update", ["2026-03"], ""),
    ],
)
def test_the_number_that_follows(number, kind, taken, after):
    assert numbering.following(number, kind, taken) == after


# build --if-changed

REFERENCED = "sources/references.yaml"
DESCRIBED = "1 source described otherwise"


def compared(folder):
    """What `build --if-changed` says last, and whether something changed."""
    done = folder.command("-q", "build", "--if-changed")
    assert done.exit_code == 0, done.output
    *_, said, changed = done.output.splitlines()
    return said, changed


def test_a_brief_that_is_as_its_last_edition_is_not_built(one):
    assert compared(one) == ("Nothing changed since edition 1.0.", "changed=false")
    assert not (one.root / "output").exists()
    told = json.loads(one.command("-q", "--report", "json", "build", "--if-changed").output)
    assert (told["changed"], told["outputs"]) == (False, [])


def test_the_edition_that_a_list_of_changes_is_about_is_no_change(tmp_path):
    folder = folder_of(tmp_path / "brief", **{"report/02-new.md": "# New\n\n::: changes\n:::\n"})
    published(folder)
    assert compared(folder) == ("Nothing changed since edition 1.0.", "changed=false")
    rewrite(folder, "report/01-river.md", "is low", "is high")
    published(folder)
    assert compared(folder) == ("Nothing changed since edition 1.1.", "changed=false")


def test_another_text_under_the_number_of_a_published_edition_is_told_and_fails_no_build(one):
    def found():
        done = one.command("-q", "--report", "json", "build", "--strict")
        assert done.exit_code == 0, done.output
        return [d for d in json.loads(done.output)["diagnostics"] if d["code"] == "EDIT014"]

    assert found() == []
    rewrite(one, "report/01-river.md", "is low", "is high")
    [said] = found()
    assert said["severity"] == "note"
    assert "Edition 1.0 is published" in said["message"]
    assert "1 section reworded" in said["message"]
    published(one)
    assert found() == []
    rewrite(one, "report/brief.yaml", "Ida Marsh", "Ida Marsh, Ben Okoro")
    assert "record `authors`" in found()[0]["message"]
    rewrite(one, "report/brief.yaml", '"1.1"', '"1.2"')
    assert found() == []


def test_an_annotation_is_of_substance_where_it_is_printed(tmp_path):
    annotated = REFERENCES.replace("- id: marsh2020", "- annote: It is out of date.\n    id: marsh2020")
    brief = folder_of(tmp_path / "brief", f"{BRIEF}citations: {{annotations: true}}\n", **{REFERENCED: annotated})
    published(brief)
    rewrite(brief, REFERENCED, "out of date", "out of print")
    assert "1 source described otherwise" in compared(brief)[0]
    rewrite(brief, "report/brief.yaml", "annotations: true", "annotations: false")
    assert "1 source described otherwise" in compared(brief)[0]
    published(brief)
    rewrite(brief, REFERENCED, "out of print", "out of date")
    assert compared(brief) == (
        f"Nothing of substance changed since edition 1.1, but only: files `{REFERENCED}`.", "changed=false"
    )  # fmt: skip


def test_a_source_with_another_address_is_told_among_the_changes(one):
    rewrite(one, REFERENCED, "- id: marsh2020", "- URL: https://press.example/price\n    id: marsh2020")
    said = one.command("-q", "edition", "changes").output
    assert "The Price of Neutrality (URL)\n" in said
    told = json.loads(one.command("-q", "edition", "changes", "--as", "json").output)["sources"]["reworded"][0]
    assert told["fields"] == [{"name": "URL", "old": None, "new": "https://press.example/price"}]


def test_sources_that_are_all_otherwise_in_the_same_are_told_in_one_line():
    def source(key, title, annotation):
        return Source(
            key, f"Marsh, {title}", annotation, {"title": title, **({"annote": annotation} if annotation else {})}
        )

    old = [source(f"m{n}", f"Work {n}", f"Useful {n}.") for n in range(7)]
    new = [source(f"m{n}", f"Work {n}", "-") for n in range(7)]
    renamed = source("m7", "Work 7", ""), source("m7", "Work 8", "")

    def said(old, new):
        texts = (EditionText("A brief", "en", (), tuple(sources)) for sources in (old, new))
        return [remark for one in told(changes(*texts), "en") for remark in one.remarks]

    assert said(old, new) == ["7 sources (annote)"]
    assert said(old[:2], new[:2]) == ["Marsh, Work 0 (annote)", "Marsh, Work 1 (annote)"]
    assert said([*old, renamed[0]], [*old, replace(renamed[1], record="other")]) == [
        "“Marsh, Work 7” is now “Marsh, Work 8”"
    ]


def test_what_made_an_edition_beside_its_text_is_told_among_the_changes(one):
    one.write({"report/02-new.md": "# New\n\n::: changes\n:::\n"})
    rewrite(one, "report/brief.yaml", "Ida Marsh", "Ida Marsh, Ben Okoro")
    rewrite(one, "report/brief.yaml", "name: river", "name: river\nkeywords: [rivers]\nabbreviations: {low: level}")
    assert published(one).exit_code == 0
    said = one.command("-q", "edition", "changes", "1.0", "1.1").output
    assert "Particulars: abbreviations; authors; keywords" in said
    assert json.loads(one.command("-q", "edition", "changes", "--as", "json", "1.0", "1.1").output)["record"] == [
        "abbreviations", "authors", "keywords",
    ]  # fmt: skip
    page = (one.root / "editions/1.1/river.html").read_text()
    assert "Particulars" in page
    assert "nothing in it has changed" in one.command("-q", "edition", "changes").output


def test_the_number_of_the_edition_is_no_change_wherever_the_text_prints_it(tmp_path):
    rise = "It rose from 1.0 to 1.1 metres."
    about = "\nThis is edition {{ edition }} of {{ title }}.\n"
    sections = {"report/01-river.md": TEXT + about, "report/02-sea.md": f"# Sea\n\n{rise}\n"}
    brief = folder_of(tmp_path / "brief", **sections)
    published(brief)
    rewrite(brief, "report/01-river.md", "is low", "is high")
    before = brief.command("-q", "edition", "changes").output
    published(brief)
    after = brief.command("-q", "edition", "changes", "1.0", "1.1").output
    assert "The river: 1 paragraph reworded\n" in before
    assert "The river: 1 paragraph reworded\n" in after
    rewrite(brief, "report/02-sea.md", "from 1.0", "from 1.1")
    assert "Sea" in brief.command("-q", "edition", "changes", "1.0").output


STYLED = """\
# The river

The river is low [@marsh2020, p. 4], “as all say,” and cold [see @daily2022; @marsh2020].
Says @marsh2020: it is cold [@daily2022].^[It was so before, as they had it [@court2021]. *All* of it.]

> It is cold. [@survey2023]

| Year | Metres |
|------|-------:|
| 2024 [@daily2022] | 4 |
| 2025 | 2 |

: Metres, as all say [@marsh2020]. {#tbl:fall}
"""


@pytest.mark.parametrize("style", ["apa", "ieee"])
def test_another_citation_style_is_no_change_of_the_text(tmp_path, style):
    brief = folder_of(tmp_path / "brief", **{"report/01-river.md": STYLED})
    published(brief)
    brief.write({"report/brief.yaml": f"{BRIEF}citations: {{style: {style}}}\n"})

    def since(old, new):
        brief.write({"report/01-river.md": STYLED.replace(old, new)})
        return json.loads(brief.command("-q", "--report", "json", "build", "--if-changed").output)["since"]

    only = "Nothing of substance changed since edition 1.0, but only: look `citations.style`."
    assert since("", "") == only
    assert "1 section reworded" in since("is low [@marsh2020, p. 4]", "is low [@marsh2020, p. 5]")
    assert "1 figure or table changed" in since("as all say [@marsh2020]", "as all say [@daily2022]")
    assert "1 section reworded" in since("is cold [@daily2022]", "is warm [@daily2022]")
    assert "1 paragraph reworded" in brief.command("-q", "edition", "changes").output


def test_a_brief_without_an_edition_is_built(river):
    assert compared(river) == ("There is no edition yet.", "changed=true")
    assert (river.root / "output/river.html").is_file()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("report/01-river.md", "is low", "is high", "1 section reworded"),
        ("report/01-river.md", "@marsh2020]", "@marsh2020; @daily2022]", "1 source added"),
        ("report/01-river.md", "from four", "from all of four", "1 figure or table changed"),
        ("sources/data/fall.csv", "2025,2", "2025,3", "1 figure or table changed"),
        (
            "sources/references.yaml",
            "The Price of Neutrality",
            "The Cost of Neutrality",
            "1 source described otherwise",
        ),
        (
            "sources/references.yaml",
            "- id: marsh2020",
            "- URL: https://press.example/price\n    id: marsh2020",
            DESCRIBED,
        ),
        ("sources/references.yaml", "- id: marsh2020", "- DOI: 10.1234/price\n    id: marsh2020", DESCRIBED),
        ("sources/references.yaml", "publisher: Harbour Press", "publisher: Quay Press", DESCRIBED),
        (
            "report/brief.yaml",
            "name: river",
            "name: river\nabbreviations: {low: level of water}",
            "text `abbreviations`",
        ),
        ("report/brief.yaml", "Ida Marsh", "Ida Marsh, Ben Okoro", "record `authors`"),
        ("report/brief.yaml", "The river", "The rivers", "record `title`"),
        ("report/brief.yaml", "name: river\n", "name: river\nrevision: {date: 2026-03-01}\n", "record `revision`"),
    ],
)
def test_what_is_of_substance_is_told_and_built(one, path, old, new, said):
    rewrite(one, path, old, new)
    told, changed = compared(one)
    assert changed == "changed=true"
    assert said in told
    assert (one.root / "output/river.html").is_file()


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("styles/house.css", "h1 { color: #222222 }\n:root { --accent: #123456 }\n", "look `styles/house.css`"),
        ("report/brief.yaml", BRIEF + "look: {style: newsroom, paper: letter}\n", "look `paper`, `style`"),
        (REFERENCED, REFERENCES.replace("- id: m", "- accessed: 2026-01-31\n    id: m"), f"files `{REFERENCED}`"),
        ("report/01-river.md", TEXT.replace("is low", "is\nlow"), "files `report/01-river.md`"),
        ("report/01-river.md", TEXT.replace("river is", "*river* is"), "files `report/01-river.md`"),
        ("report/brief.yaml", BRIEF.replace("name: river", "name: stream"), "settings `name`"),
        ("report/brief.yaml", f"{BRIEF}# a remark\n", ""),
        ("report/01-river.md", TEXT + "\n<!-- nothing that a reader sees -->\n", "files `report/01-river.md`"),
    ],
)  # fmt: skip
def test_what_is_not_of_substance_is_told_and_not_built(one, path, content, said):
    one.write({path: content})
    told, changed = compared(one)
    assert changed == "changed=false"
    assert told == (f"Nothing of substance changed since edition 1.0, but only: {said}." if said else
                    "Nothing changed since edition 1.0.")  # fmt: skip
    assert not (one.root / "output").exists()


def test_the_publisher_sets_what_is_of_substance(one):
    one.write({"styles/house.css": "h1 { color: #222222 }\n"})
    one.write({"report/brief.yaml": BRIEF + "editions: {substance: [look]}\n"})
    assert compared(one)[1] == "changed=true"
    (one.root / "styles/house.css").unlink()
    rewrite(one, "report/01-river.md", "is low", "is high")
    assert compared(one) == (
        "Nothing of substance changed since edition 1.0, but only: 1 section reworded; files `report/01-river.md`.",
        "changed=false",
    )  # fmt: skip


def test_what_was_published_is_no_change_whatever_its_revision_says(one):
    rewrite(one, "report/01-river.md", "is low", "is high")
    published(one, "--kind", "correction", "--note", "It said low.")
    assert compared(one) == ("Nothing changed since edition 1.0.1.", "changed=false")


def test_a_revision_that_is_taken_out_is_no_change_and_a_new_one_is(one):
    rewrite(one, "report/01-river.md", "is low", "is high")
    published(one, "--kind", "correction", "--note", "It said low.")
    line = next(line for line in settings(one).splitlines(keepends=True) if line.startswith("revision"))
    rewrite(one, "report/brief.yaml", line, "")
    assert compared(one) == ("Nothing changed since edition 1.0.1.", "changed=false")
    assert "EDIT005" in published(one).output
    # Of another day, it is another one: publishing it asks for nothing else.
    one.write({"report/brief.yaml": settings(one) + line.replace("02-01", "03-01")})
    assert compared(one)[1] == "changed=true"
    assert published(one, day="2026-03-01").exit_code == 0


def test_errors_are_told_before_anything_is_compared(one):
    rewrite(one, "report/01-river.md", "@marsh2020", "@nosuch")
    done = one.command("-q", "build", "--if-changed")
    assert done.exit_code == 1
    assert "CITE001" in done.output
    assert "changed=" not in done.output


# what readers are told


REVISED = BRIEF.replace('edition: "1.0"  # the number', 'edition: "1.0.1"\nlang: en-GB').replace(
    "[html]", "[pdf, epub, html]"
)
CORRECTED = REVISED + "revision: {date: 2026-02-01, kind: correction, note: Table 2 had a wrong year.}\n"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """A correction in all formats, without a cover."""
    brief = CORRECTED + "look: {cover: false}\n"
    return folder_of(tmp_path_factory.mktemp("corrected"), brief).built()


@pytest.fixture(scope="module")
def retracted(tmp_path_factory):
    """A retraction in all formats."""
    brief = CORRECTED.replace("correction", "retraction")
    return folder_of(tmp_path_factory.mktemp("retracted"), brief).built()


def test_each_artifact_tells_when_it_came_out_when_it_was_corrected_and_why(corrected):
    for form in ("pdf", "epub", "html"):
        words = corrected.text(form)
        assert "Published 15 January 2026 · Corrected 1 February 2026" in words
        assert "Correction: Table 2 had a wrong year." in words
        assert re.search(r"The newest edition: (https://)?house\.example/river", words)


def test_behind_a_cover_the_note_stands_in_the_imprint(tmp_path):
    note = " ".join(["A note that is far longer than a line of the imprint could be."] * 4)
    folder = folder_of(
        tmp_path / "brief", CORRECTED.replace("Table 2 had a wrong year.", note) + "limits: {pages: 9}\n"
    )
    folder.write(
        {f"report/0{i}-more.md": f"# Part {i}\n\nSome words of it. {'The river ran on. ' * 80}\n" for i in range(2, 8)}
    )
    built = folder.built("pdf")
    with pikepdf.open(built.paths["pdf"]) as pdf:
        assert len(pdf.pages) > 3
    assert f"Correction: {note}" in built.text("pdf")


def test_metadata_have_both_days_and_what_was_wrong(corrected):
    with pikepdf.open(corrected.paths["pdf"]) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20260115000000Z"
        assert str(pdf.docinfo.ModDate) == "D:20260201000000Z"
        xmp = pdf.open_metadata()
        assert xmp["xmp:CreateDate"].startswith("2026-01-15")
        assert xmp["xmp:ModifyDate"].startswith("2026-02-01")
    opf = etree.fromstring(corrected.epub_file("EPUB/content.opf"))
    assert opf.xpath("string(//*[@property='dcterms:modified'])") == "2026-02-01T00:00:00Z"
    assert opf.xpath("string(//*[local-name()='date'])") == "2026-01-15"
    page = corrected.html
    facts = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (facts["datePublished"], facts["dateModified"]) == ("2026-01-15", "2026-02-01")
    assert facts["correction"]["text"] == "Table 2 had a wrong year."
    assert page.xpath("//link[@rel='latest-version']/@href") == ["https://house.example/river"]
    assert page.xpath("//meta[@property='article:modified_time']/@content") == ["2026-02-01"]


def test_a_retraction_is_told_on_every_page_and_why_on_the_first(retracted):
    with pikepdf.open(retracted.paths["pdf"]) as pdf:
        pages = len(pdf.pages)
    text = retracted.text("pdf")
    assert text.count("Retracted 1 February 2026") >= pages
    assert text.count("RETRACTED") + text.count("Retracted ") >= pages
    for form in ("pdf", "epub", "html"):
        assert "Retraction: Table 2 had a wrong year." in retracted.text(form)
    for chapter in retracted.chapters.values():
        assert "Retracted 1 February 2026" in "".join(chapter.itertext())
        assert not chapter.xpath("//@data-paragraph"), "it isn't to be remarked on"
    page = retracted.html
    assert page.xpath("string(//aside[@class='notice'])") == "Retracted 1 February 2026"
    assert not page.xpath("//meta[@name='robots']"), "who looks for the brief is to find that it is retracted"
    assert page.xpath("//meta[@property='schema:creativeWorkStatus']/@content") == ["Retracted"]


@pytest.mark.parametrize("lang", ["ar", "de", "es", "fr", "he", "hy", "ru", "zh", "zh-TW"])
@pytest.mark.parametrize("kind", ["update", "correction", "retraction"])
def test_every_language_tells_of_its_editions_in_its_own_words(lang, kind):
    revision = Revision(datetime.date(2026, 2, 1), kind, "2 → 3")
    brief = Brief("The river", date=datetime.date(2026, 1, 15), lang=lang, revision=revision)
    said = " ".join((imprint.date_line(brief), *imprint.revision_note(brief)))
    assert said.count("2026") == 2 or said.count("٢٠٢٦") == 2
    assert not re.search("Published|Updated|Corrected|Retracted|What|tion:", said)
    assert bool(status.notice(brief)) == (kind == "retraction")


# the pages of all editions


@pytest.fixture(scope="module")
def shelved(tmp_path_factory):
    """A brief with a first edition, an update and a retraction."""
    folder = folder_of(tmp_path_factory.mktemp("shelved") / "brief", BRIEF + "publisher: {name: Harbour Institute}\n")
    assert published(folder).exit_code == 0
    first = state(folder)
    rewrite(folder, "report/01-river.md", "is low", "is high")
    assert published(folder, "--note", "New <figures>.").exit_code == 0
    assert published(folder, "--kind", "retraction", "--note", "It is low.", day="2026-03-01").exit_code == 0
    return folder, first


def page_of(folder, number=""):
    """The page of an edition, or of all."""
    path = folder.root / "editions" / number / "index.html"
    return html.document_fromstring(path.read_bytes())


def test_an_old_edition_stays_byte_for_byte_and_its_page_says_that_there_is_a_newer(shelved):
    folder, first = shelved
    now = state(folder)
    frozen = {path: data for path, data in first.items() if re.match("editions/1.0/", path)}
    assert len(frozen) > 6
    changed = [path for path, data in frozen.items() if now[path] != data]
    assert changed == ["editions/1.0/index.html"]
    said = " ".join(page_of(folder, "1.0").xpath("//*[@role='note']")[0].text_content().split())
    assert said.startswith("The newest edition retracts this brief: Edition 1.1.1")
    assert "Retraction: It is low." in said
    assert "This is the newest edition." in page_of(folder, "1.1.1").text_content()


def test_all_editions_are_listed_the_newest_first(shelved):
    folder, _ = shelved
    page = page_of(folder)
    assert page.xpath("//li/h2/a/text()") == ["Edition 1.1.1", "Edition 1.1", "Edition 1.0"]
    assert page.xpath("//li[p[@class='standing']]/h2/a/text()") == ["Edition 1.1.1"]
    assert "What is new: New <figures>." in page.text_content()
    told = json.loads(folder.command("--report", "json", "edition", "list").output)["editions"]
    assert [one["standing"] for one in told] == ["retracted", "retracted", "newest"]
    listed = json.loads((folder.root / "editions/editions.json").read_bytes())
    assert [(one["number"], one["kind"]) for one in listed["editions"]] == [
        ("1.1.1", "retraction"), ("1.1", "update"), ("1.0", "first")
    ]  # fmt: skip
    assert listed["newest"] == "1.1.1"


def test_every_link_of_the_pages_leads_to_a_file_and_nothing_is_fetched(shelved):
    folder, _ = shelved
    for number in ("", "1.0/", "1.1/", "1.1.1/"):
        page = page_of(folder, number)
        addresses = page.xpath("//a/@href | //link[not(@rel='icon')]/@href")
        assert len(addresses) > 4
        for address in addresses:
            assert (folder.root / urljoin(f"editions/{number}", address)).is_file(), address
        assert not page.xpath("//script | //img | //*[@src]")
    relations = dict(
        zip(page_of(folder, "1.1").xpath("//link/@rel"), page_of(folder, "1.1").xpath("//link/@href"), strict=True)
    )
    assert relations["predecessor-version"] == "../1.0/index.html"
    assert relations["successor-version"] == relations["latest-version"] == "../1.1.1/index.html"


def test_the_pages_are_accessible_by_day_and_by_night(shelved, chromium):
    folder, _ = shelved
    assert axe_core.missing() == ""
    for number in ("", "1.0", "1.1.1"):
        assert axe_core.seen_in(chromium, folder.root / "editions" / number / "index.html") == []
