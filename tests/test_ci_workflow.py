"""What `ci init` writes, its steps run as GitHub and GitLab would run them: a push, pull requests, nights."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from briefpress.cli import main
from briefpress.engines import repository as git_repository
from briefpress.files import sha256
from github import GitHub, Job
from gitlab import GitLab

SETTINGS = "title: The river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nformats: [html]\n"
SOUND = "# The river\n\nThe river is low [@marsh2020].\n"
BUILT = {"build": Job("success", outputs={"changed": "true", "final": "true"})}
"""How the first job of a night went where an edition is to be published."""
SOURCE = {
    "sources/references.yaml": "references: [{id: marsh2020, type: book, title: The river, issued: 2020}]\n",
    "sources/documents/marsh2020.html": "<p>The river is low.</p>",
}


class Clone:
    """A publisher's clone of the repository."""

    def __init__(self, origin: Path, place: Path) -> None:
        self.place = place
        self.git("init", "-q", "--bare", "-b", "main", str(origin), there=False)
        self.git("clone", "-q", str(origin), str(place), there=False)

    def git(self, *arguments: str, there: bool = True, **surroundings: str) -> str:
        own = ["-c", "user.name=Ida", "-c", "user.email=ida@harbour.example"]
        at = ["-C", str(self.place)] if there else []
        done = subprocess.run(
            ["git", *own, *at, *arguments], capture_output=True, text=True, check=True, env=environment(**surroundings)
        )
        return done.stdout

    def commit(self, files: dict[str, str], branch: str = "main", **surroundings: str) -> None:
        if branch == "main":
            self.git("pull", "-q", "--rebase") if self.git("branch", "-r").strip() else None
        else:
            self.git("checkout", "-q", "-b", branch)
        for name, text in files.items():
            path = self.place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-f", ".")
        self.git("commit", "-q", "--allow-empty", "-m", "A change", **surroundings)
        self.git("push", "-q", "-u", "origin", f"HEAD:{branch}")
        self.git("checkout", "-q", "main") if branch != "main" else None


def environment(**more: str) -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **more}


def published_at(place: Path, forge: str, *options: str, settings: str = SETTINGS) -> Clone:
    """A publisher's clone of a repository with a brief, and with what `ci init` writes for a forge."""
    clone = Clone(place / "origin.git", place / "clone")
    # As many templates for a .gitignore have it, pages that a program made aren't committed.
    ignored = {".gitignore": "/output/\n/.briefpress/\n*.html\n"}
    clone.commit({"report/brief.yaml": settings, "report/01.md": SOUND, **ignored, **SOURCE})
    done = CliRunner().invoke(main, ["-C", str(clone.place), "ci", "init", forge, *options])
    assert done.exit_code == 0, done.output
    clone.commit({})
    return clone


def forge_at(place: Path, *options: str, settings: str = SETTINGS) -> SimpleNamespace:
    """GitHub with a brief in it, and its publisher's clone."""
    return SimpleNamespace(
        clone=(clone := published_at(place, "github", *options, settings=settings)),
        hub=GitHub(place / "origin.git", place / "runs", ".github/workflows/brief.yml"),
        origin=lambda *asked: clone.git("-C", str(place / "origin.git"), *asked),
    )


# a push


@pytest.fixture(scope="module")
def pushed(tmp_path_factory):
    forge = forge_at(tmp_path_factory.mktemp("push"), settings=SETTINGS.replace("html", "html, pdf"))
    forge.hub.browser = True
    return SimpleNamespace(run=forge.hub.run("push"), forge=forge)


def test_a_push_is_built_and_checked_and_nothing_is_published(pushed):
    jobs = pushed.run.jobs
    assert {n: job.result for n, job in jobs.items()} == {
        "build": "success", "findings": "success", "pictures": "success", "publish": "skipped", "alive": "skipped",
    }, jobs["build"].log  # fmt: skip
    assert pushed.forge.origin("log", "--format=%an", "main").splitlines() == ["Ida", "Ida"]


def test_a_push_keeps_the_files_and_one_picture_of_the_pages(pushed):
    kept = pushed.run.artifacts
    assert {"the-river.html", "the-river.pdf", "manifest.json"} <= {p.name for p in kept["brief"].iterdir()}
    assert (kept["pages.png"] / "pages.png").read_bytes().startswith(b"\x89PNG")


def test_the_summary_of_a_push_has_the_pages_the_validators_and_the_files_with_their_hashes(pushed):
    said = pushed.run.jobs["build"].summary
    manifest = json.loads((pushed.run.artifacts["brief"] / "manifest.json").read_text())
    assert said.startswith("# The river\n\n✅ **It is built and checked")
    assert "(https://forge.example/artifacts/pages.png)" in said
    assert "| ✅ qpdf | pdf |" in said
    assert "| ✅ axe-core | html |" in said
    assert all(one["name"] in said and one["digest"]["sha256"] in said for one in manifest["subject"])


def test_the_summary_of_a_push_shows_the_picture_from_a_branch_that_holds_nothing_else(pushed):
    said = pushed.run.jobs["pictures"].summary
    commit = pushed.forge.origin("rev-parse", "briefpress/pages").strip()
    assert said == f"![The pages](https://forge.example/harbour/briefs/raw/{commit}/pages.png)\n"
    assert pushed.forge.origin("ls-tree", "-r", "--name-only", commit).split() == ["pages.png"]
    assert pushed.forge.origin("rev-list", "--count", commit).strip() == "1"


def test_a_push_shows_its_findings_in_code_scanning(pushed):
    (sarif,) = pushed.forge.hub.scanned
    assert sarif["version"] == "2.1.0"


def test_the_store_of_a_push_is_there_for_the_next_run_with_the_key_that_seals_it(pushed):
    (kept,) = pushed.forge.hub.caches["main"].values()
    assert (kept / "~_.cache_briefpress" / "seal").is_file()
    assert any((kept / ".briefpress_cache").iterdir())


# pull requests


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    forge = forge_at(tmp_path_factory.mktemp("request"))
    forged = {".briefpress/cache/forged": "x"}
    forge.clone.commit({"report/01.md": SOUND + "\nIt is very low [@nobody].\n", **forged}, branch="low")
    payload = {"pull_request": {"head": {"repo": {"full_name": "a-stranger/briefs"}}}}
    return SimpleNamespace(run=forge.hub.run("pull_request", "low", payload), forge=forge)


def test_a_finding_of_a_pull_request_is_told_on_its_line_and_fails_it(asked):
    build = asked.run.jobs["build"]
    assert build.result == "failure"
    assert "::error title=CITE001,file=report/01.md,line=5,col=17::No bibliography has the key `nobody`." in build.log
    assert "Check" not in build.ran


def test_the_summary_of_a_pull_request_leads_to_the_line(asked):
    said = asked.run.jobs["build"].summary
    sha = asked.run.github["sha"]
    assert "❌ **1 error.**" in said
    assert f"[report/01.md:5](https://forge.example/harbour/briefs/blob/{sha}/report/01.md#L5)" in said


def test_a_pull_request_of_a_fork_gets_no_right_to_write(asked):
    jobs = asked.run.jobs
    assert [jobs[name].result for name in ("findings", "pictures", "publish", "alive")] == ["skipped"] * 4
    assert asked.forge.hub.scanned == []


def test_what_a_commit_brings_of_the_store_is_left_out(asked):
    kept = [p.name for entry in asked.forge.hub.caches.get("low", {}).values() for p in entry.rglob("*")]
    assert "forged" not in kept
    assert not (asked.run.folder / "build" / "work" / ".briefpress" / "cache" / "forged").exists()


# nights


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """The first night publishes an edition; on the second nothing changed; before the third a word did."""
    forge = forge_at(tmp_path_factory.mktemp("nights"), "--attest")
    first, second = forge.hub.run("schedule"), forge.hub.run("schedule")
    forge.clone.commit({"report/01.md": SOUND.replace("low", "high")})
    third = forge.hub.run("schedule")
    return SimpleNamespace(first=first, second=second, third=third, forge=forge)


def test_the_first_night_publishes_the_first_edition(nights):
    assert nights.first.jobs["publish"].result == "success", nights.first.jobs["publish"].log
    names = nights.forge.origin("ls-tree", "-r", "--name-only", "main").splitlines()
    assert "editions/1.0/the-river.html" in names


def test_a_night_without_a_change_makes_nothing_and_says_so(nights):
    build = nights.second.jobs["build"]
    assert build.result == "success", build.log
    assert nights.second.jobs["publish"].result == "skipped"
    assert not {"Check", "Draw the pages"} & set(build.ran)
    assert "**Nothing was made.**" in build.summary
    assert "brief" not in nights.second.artifacts


def test_the_summary_of_a_night_after_a_change_tells_the_change(nights):
    assert "What changed" not in nights.first.jobs["build"].summary
    said = nights.third.jobs["build"].summary.partition("## What changed since the last edition")[2]
    assert "**The river:** 1 paragraph reworded" in said, nights.third.jobs["build"].summary


def test_a_night_after_a_change_publishes_the_next_edition_alone(nights):
    assert nights.third.jobs["publish"].result == "success", nights.third.jobs["publish"].log
    authors = nights.forge.origin("log", "--format=%an", "main").splitlines()
    assert authors == ["github-actions[bot]", "Ida", "github-actions[bot]", "Ida", "Ida"]
    changed = nights.forge.origin("diff", "--name-only", "main~1", "main").splitlines()
    assert all(name.startswith("editions/") or name == "report/brief.yaml" for name in changed)
    assert "editions/1.1/the-river.html" in changed
    assert "editions/1.0/manifest.json" not in changed, "what was published stays"


def test_what_is_attested_is_what_was_published(nights):
    kind, subjects, predicate = nights.forge.hub.attested[-1]
    assert kind == "https://slsa.dev/provenance/v1"
    assert predicate["buildDefinition"]["resolvedDependencies"]
    number = predicate["briefpress_brief"]["edition"]
    manifest = json.loads(nights.forge.origin("show", f"main:editions/{number}/manifest.json"))
    assert subjects == {one["name"]: one["digest"]["sha256"] for one in manifest["subject"]}


def test_the_schedule_is_switched_on_anew_every_night_and_nothing_committed_where_somebody_did(nights):
    asked = [line for run in (nights.first, nights.second, nights.third) for line in run.asked_of_gh if " api " in line]
    assert asked == [
        "secret api --silent --method PUT repos/harbour/briefs/actions/workflows/brief.yml/enable"
    ] * 3  # fmt: skip


# fifty days


def alive(place: Path, *options: str) -> tuple[SimpleNamespace, str]:
    forge = forge_at(place, *options, settings=SETTINGS + "status: draft\n")
    forge.clone.commit({}, GIT_AUTHOR_DATE="2026-01-15T00:00Z", GIT_COMMITTER_DATE="2026-01-15T00:00Z")
    run = forge.hub.run("schedule", given={"build": Job("success", outputs={"changed": "true", "final": "false"})})
    assert run.jobs.get("publish", Job("skipped")).result == "skipped", "a draft is no edition"
    return forge, run.jobs["alive"].log


def test_after_fifty_days_without_a_commit_one_is_made(tmp_path):
    forge, log = alive(tmp_path)
    assert "::warning" not in log
    assert forge.origin("log", "-1", "--format=%an %s", "main").startswith(
        "github-actions[bot] Keep the schedule alive after "
    )


def test_where_nothing_may_be_pushed_the_end_of_the_schedule_is_warned_of(tmp_path):
    forge, log = alive(tmp_path, "--publish", "none")
    assert "::warning title=Schedule::Nothing was committed for" in log
    assert forge.origin("log", "-1", "--format=%an", "main").strip() == "Ida"


def test_an_edition_may_be_proposed_by_a_pull_request(tmp_path):
    """Once: it waits on its branch, however many nights pass and whatever changes, and is attested once."""
    forge = forge_at(tmp_path, "--publish", "request", "--attest")
    first = forge.hub.run("schedule", given=BUILT)
    assert first.jobs["publish"].result == "success", first.jobs["publish"].log
    assert forge.origin("branch", "--list", "--format=%(refname:short)").split() == ["briefpress/edition-1.0", "main"]
    assert any("pr create --base main --head briefpress/edition-1.0 " in line for line in first.asked_of_gh)
    proposed = forge.origin("rev-parse", "briefpress/edition-1.0")
    forge.clone.commit({"report/01.md": SOUND.replace("low", "high")})
    second = forge.hub.run("schedule", given=BUILT)
    assert second.jobs["publish"].result == "success", second.jobs["publish"].log
    assert "It waits on the branch briefpress/edition-1.0" in second.jobs["publish"].log
    assert not any("pr create" in line for line in second.asked_of_gh)
    assert forge.origin("branch", "--list", "--format=%(refname:short)").split() == ["briefpress/edition-1.0", "main"]
    assert forge.origin("rev-parse", "briefpress/edition-1.0") == proposed
    assert forge.origin("log", "-1", "--format=%an", "main").strip() == "Ida"
    assert len(forge.hub.attested) == 1


CATCH = "year,tonnes\n2024,140\n2025,120\n"


def with_data(clone, site):
    """The brief of a clone takes a number of a file that has an address, where another file stands now."""
    address = site.has("/catch.csv", CATCH.replace("120", "90"), Content_Type="text/csv")
    record = f"source: marsh2020\nsha256: {sha256(CATCH.encode())}\naddress: {address}\n"
    clone.commit({
        "sources/data/catch.csv": CATCH,
        "sources/data/catch.csv.source.yaml": record,
        "sources/data/figures.yaml": "catch: {data: catch.csv, where: {year: 2025}, column: tonnes}\n",
        "report/02.md": "# The catch\n\nIt was {{ catch }} tonnes.\n",
    })  # fmt: skip


def test_fresh_data_is_asked_to_be_merged_with_what_moves(tmp_path, site):
    forge = forge_at(tmp_path, "--publish", "none", "--refresh")
    with_data(forge.clone, site)
    first = forge.hub.run("schedule", given=BUILT)
    assert first.jobs["data"].result == "success", first.jobs["data"].log
    assert "120 → 90" in first.jobs["data"].log
    assert "briefpress/data" in forge.origin("branch", "--list", "--format=%(refname:short)").split()
    changed = forge.origin("diff", "--name-only", "main", "briefpress/data").splitlines()
    assert {"sources/data/catch.csv", "sources/data/catch.csv.source.yaml"} <= set(changed)
    assert all(name.startswith("sources/data/") for name in changed), changed
    asked = [line for line in first.asked_of_gh if " pr " in line]
    assert [line.split()[1:3] for line in asked] == [["pr", "list"], ["pr", "create"]]
    (body,) = (tmp_path / "runs").rglob("data/temp/body.md")
    assert "    value catch, report/02.md:3:8\n        120 → 90\n" in body.read_text()
    assert all(line.startswith("    ") for line in body.read_text().splitlines()), "what a file says is no Markdown"
    assert forge.origin("log", "-1", "--format=%an", "main").strip() == "Ida"


def test_where_data_is_as_it_was_nothing_is_asked_and_a_refused_file_fails_the_job(tmp_path, site):
    forge = forge_at(tmp_path, "--publish", "none", "--refresh")
    with_data(forge.clone, site)
    site.pages.clear()
    site.has("/catch.csv", CATCH, Content_Type="text/csv")
    calm = forge.hub.run("schedule", given=BUILT)
    assert calm.jobs["data"].result == "success", calm.jobs["data"].log
    site.pages.clear()
    site.has("/catch.csv", "<!DOCTYPE html><title>Log in</title>", Content_Type="text/html")
    refused = forge.hub.run("schedule", given=BUILT)
    assert refused.jobs["data"].result == "failure"
    assert "DATA017" in refused.jobs["data"].log
    assert not [line for run in (calm, refused) for line in run.asked_of_gh if " pr " in line]
    assert forge.origin("branch", "--list", "--format=%(refname:short)").split() == ["main"]


def test_gitlab_is_asked_to_merge_fresh_data(tmp_path, site):
    clone = published_at(tmp_path, "gitlab", "--publish", "none", "--refresh")
    with_data(clone, site)
    night = GitLab(tmp_path / "origin.git", tmp_path / "runs").run("schedule")
    assert night.results.get("data") == "success", night.log
    said = clone.git("-C", str(tmp_path / "origin.git"), "log", "-1", "--format=%B", "briefpress/data")
    assert "120 → 90" in said
    assert "120 → 90" in (night.artifacts / "refreshed/data.txt").read_text()


def test_what_could_not_be_pushed_is_not_attested(tmp_path):
    forge = forge_at(tmp_path, "--attest")
    refusing = tmp_path / "origin.git" / "hooks" / "pre-receive"
    refusing.parent.mkdir(exist_ok=True)
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    run = forge.hub.run("schedule", given=BUILT)
    assert run.jobs["publish"].result == "failure"
    assert "pre-receive hook declined" in run.jobs["publish"].log
    assert forge.hub.attested == []


# GitLab


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A merge request with a fault, and two nights, of which the first has an edition to publish."""
    place = tmp_path_factory.mktemp("lab")
    clone = published_at(place, "gitlab")
    clone.commit({"report/01.md": SOUND + "\nIt is very low [@nobody].\n"}, branch="low")
    forge = GitLab(place / "origin.git", place / "runs")
    asked = forge.run("merge_request_event", "low")
    first, second = forge.run("schedule"), forge.run("schedule")
    return SimpleNamespace(asked=asked, first=first, second=second, clone=clone, place=place)


def test_a_merge_request_with_a_fault_fails_and_has_it_in_its_code_quality(lab):
    assert lab.asked.results == {"build": "failed"}
    (entry,) = json.loads((lab.asked.artifacts / "reports/codequality.json").read_text())
    assert entry["location"] == {"path": "report/01.md", "lines": {"begin": 5}}
    assert 'failures="1"' in (lab.asked.artifacts / "reports/junit.xml").read_text()


def test_a_night_on_gitlab_publishes_what_changed_and_then_nothing(lab):
    assert lab.first.results == {"build": "success", "publish": "success"}, lab.first.log
    assert lab.second.results == {"build": "success", "publish": "success"}, lab.second.log
    log = lab.clone.git("-C", str(lab.place / "origin.git"), "log", "--format=%an %s", "main").splitlines()
    assert log == ["Briefpress Publish edition 1.0", "Ida A change", "Ida A change"]
    assert "There is nothing to publish." in lab.second.log


def test_a_night_on_gitlab_keeps_a_summary_and_the_store_with_its_key(lab):
    assert (lab.first.artifacts / "reports/summary.md").read_text().startswith("# The river\n\n✅")
    kept = lab.place / "runs" / "kept" / "main"
    assert (kept / "key" / "seal").is_file()
    assert any((kept / "store").iterdir())


def test_a_night_on_gitlab_proposes_an_edition_once(tmp_path):
    clone = published_at(tmp_path, "gitlab", "--publish", "request")
    forge = GitLab(tmp_path / "origin.git", tmp_path / "runs")
    first = forge.run("schedule")
    assert first.results == {"build": "success", "publish": "success"}, first.log
    clone.commit({"report/01.md": SOUND.replace("low", "high")})
    second = forge.run("schedule")
    assert second.results == {"build": "success", "publish": "success"}, second.log
    assert "Edition 1.0 waits on the branch briefpress/edition-1.0." in second.log
    branches = clone.git("-C", str(tmp_path / "origin.git"), "branch", "--list", "--format=%(refname:short)")
    assert branches.split() == ["briefpress/edition-1.0", "main"]


# the main branch


def test_the_branch_that_the_forge_calls_the_main_one_is_found(tmp_path):
    clone = Clone(tmp_path / "origin.git", tmp_path / "clone")
    clone.commit({"a": ""})
    clone.git("remote", "set-head", "origin", "main")
    clone.git("checkout", "-q", "-b", "other")
    assert git_repository.default_branch(clone.place) == "main"
