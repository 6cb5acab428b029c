"""`ci init` and what it writes, as linters and a shell see it; `ci staged` with a real git; reports in files."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from briefpress import __version__, cli, reporters
from briefpress.ci.filling import REQUIREMENT, containerfile, hook, untouched, workflow
from briefpress.ci.manifests import Manifest
from briefpress.ci.reports import Finding, Told
from briefpress.ci.summing import Run, summary
from briefpress.ci.wishes import Place, Wish
from briefpress.diagnostics import Span, finding
from briefpress.engines.contact_sheet import contact_sheet
from briefpress.escaping import escaped
from briefpress.reporters import Telling, tell

SOUND = "# The river\n\nThe river is low.\n"
WISHES = [
    Wish(
        forge,
        install,
        publish,
        attest=forge == "github" and publish == "push",
        sarif=publish != "none",
        pictures=publish != "none",
        refresh=publish != "push",
    )
    for forge in ("github", "gitlab")
    for install in (REQUIREMENT, ".")
    for publish in ("push", "request", "none")
]


def git(folder: Path, *asked: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | more
    own = ("-c", "user.name=Ida", "-c", "user.email=ida@harbour.example")
    return subprocess.run(
        ["git", "-C", str(folder), *own, *asked], capture_output=True, text=True, check=False, env=clean
    )


@pytest.fixture
def tracked(brief):
    """A brief in a repository of its own, all of it committed."""

    def make(*sections, **more):
        folder = brief(*sections, **more)
        git(folder.root, "init", "-q", "-b", "main")
        git(folder.root, "add", "-A")
        git(folder.root, "commit", "-qm", "The brief")
        return folder

    return make


# what is written, as linters see it


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Every file that can be written, in a folder; workflows and pipelines by their kind."""
    place = tmp_path_factory.mktemp("ci")
    kinds: dict[str, list[Path]] = {"github": [], "gitlab": [], "container": [], "hook": []}
    for i, wish in enumerate(WISHES):
        for below in ("", "briefs/water brief"):
            at = Place(place, below, "main")
            for kind, (path, text) in (
                (wish.forge, workflow(wish, at, ("fonts-noto-core",))),
                ("container", containerfile(wish, at, ())),
                ("hook", ("pre-commit", hook(wish, at))),
            ):
                file = place / f"{i}{bool(below)}" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
                kinds[kind].append(file)
    return kinds


def said(*command: str | Path) -> str:
    tool = Path(sys.executable).parent / command[0]
    done = subprocess.run([tool, *command[1:]], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_actionlint_has_nothing_against_a_workflow(written):
    assert said("actionlint", "-no-color", "-shellcheck", "", *written["github"]) == ""


def test_zizmor_finds_nothing_unsafe_in_a_workflow(written):
    assert said("zizmor", "--offline", "--no-progress", "--color", "never", *written["github"]) == ""


@pytest.mark.parametrize(("kind", "schema"), [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
def test_a_workflow_is_what_its_forges_schema_wants(written, kind, schema):
    assert said("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *written[kind]) == ""


def test_hadolint_has_nothing_against_a_containerfile(written):
    assert said("hadolint", "--failure-threshold", "warning", *written["container"]) == ""


def test_a_linter_would_tell_of_a_fault(tmp_path, written):
    """The four tests above can fail."""
    broken = tmp_path / "broken.yml"
    broken.write_text(written["github"][0].read_text().replace("steps.told.outputs", "steps.nobody.outputs"))
    assert "nobody" in said("actionlint", "-no-color", "-shellcheck", "", broken)
    broken.write_text(written["github"][0].read_text().replace("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7"))
    assert "unpinned-uses" in said("zizmor", "--offline", "--no-progress", "--color", "never", broken)
    broken.write_text("build: {script: 7}\n")
    assert said("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", broken)


def test_no_script_of_a_workflow_holds_an_expression(written):
    """What strangers write, the title of a pull request, a branch, would be a part of the script."""
    for file in written["github"]:
        for job in yaml.safe_load(file.read_text())["jobs"].values():
            assert not any("${{" in step.get("run", "") for step in job["steps"])


def test_only_jobs_that_no_pull_request_starts_may_write(written):
    for file in written["github"]:
        for name, job in yaml.safe_load(file.read_text())["jobs"].items():
            if job["permissions"].get("contents") == "write":
                assert name in ("publish", "alive", "pictures", "data")
                assert "schedule" in job["if"] or "github.event_name != 'pull_request'" in job["if"]
                assert "github.ref_name == 'main'" in job["if"] or name == "alive", "a schedule is of that branch"


def test_the_right_to_attest_is_that_of_a_job_that_runs_nothing(written):
    jobs = [job for file in written["github"] for job in yaml.safe_load(file.read_text())["jobs"].values()]
    attesting = [job for job in jobs if "id-token" in job["permissions"]]
    assert attesting
    assert not any("run" in step for job in attesting for step in job["steps"])


def test_every_shell_script_is_one(written):
    for file in written["hook"]:
        assert subprocess.run(["sh", "-n", file], check=False).returncode == 0
    for file in written["github"]:
        for job in yaml.safe_load(file.read_text())["jobs"].values():
            for step in job["steps"]:
                done = subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, check=False)
                assert done.returncode == 0, step


# this repository


def test_this_repositorys_own_workflow_is_as_safe_as_those_that_ci_init_writes(repository):
    own = repository / ".github/workflows/ci.yml"
    assert said("zizmor", "--offline", "--no-progress", "--color", "never", own) == ""
    assert said("actionlint", "-no-color", "-shellcheck", "", own) == ""


def test_this_repositorys_workflow_and_containerfile_are_what_ci_init_writes(repository, tmp_path):
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("report", ".github", "sources", "styles"):
        shutil.copytree(repository / name, clone / name, ignore=shutil.ignore_patterns("documents"))
    shutil.copy(repository / "Containerfile", clone)
    git(clone, "init", "-q", "-b", "main")
    done = CliRunner().invoke(cli.main, ["-C", str(clone), "ci", "init", "github", "--install", ".", "--container"])
    assert done.exit_code == 0, done.output
    assert re.findall(r"(\S+)  \(as it was\)", done.output) == [
        str(clone / ".github/workflows/brief.yml"), str(clone / "Containerfile"),
    ]  # fmt: skip


# ci init


def test_init_writes_the_workflow_and_says_what_remains(tracked):
    folder = tracked(SOUND)
    done = folder.command("ci", "init", "github", "--container", "--pre-commit")
    assert done.exit_code == 0
    for name in (".github/workflows/brief.yml", "Containerfile", ".git/hooks/pre-commit"):
        assert untouched((folder.root / name).read_text())
        assert name in done.output
    assert os.access(folder.root / ".git/hooks/pre-commit", os.X_OK)
    assert "What remains for you:" in done.output
    assert REQUIREMENT.endswith(__version__)


def test_init_leaves_alone_what_was_changed_by_hand_until_it_is_forced(tracked):
    folder = tracked(SOUND)
    path = folder.root / ".gitlab-ci.yml"
    assert folder.command("ci", "init", "gitlab").exit_code == 0
    assert folder.command("ci", "init", "gitlab", "--publish", "none").exit_code == 0, "its own it may change"
    path.write_text(path.read_text() + "# mine\n")
    done = folder.command("ci", "init", "gitlab", "--container")
    assert done.exit_code == 1
    assert "error CI001: " in done.output
    assert path.read_text().endswith("# mine\n")
    assert not (folder.root / "Containerfile").exists(), "all or nothing"
    assert folder.command("ci", "init", "gitlab", "--force").exit_code == 0
    assert "# mine" not in path.read_text()


def test_init_of_a_brief_below_the_top_writes_where_the_forge_looks(tmp_path, brief):
    folder = brief(SOUND)
    git(tmp_path, "init", "-q", "-b", "trunk")
    assert folder.command("ci", "init", "github").exit_code == 0
    text = (tmp_path / ".github/workflows/brief-brief.yml").read_text()
    assert 'branches: ["trunk"]' in text
    assert "briefpress -C brief --report github" in text


@pytest.fixture
def several(tmp_path):
    """A repository with a brief in each of some folders; what `ci init` does in one of them."""
    git(tmp_path, "init", "-q", "-b", "main")

    def init(name: str, *asked: str):
        report = tmp_path / name / "report"
        report.mkdir(parents=True, exist_ok=True)
        (report / "brief.yaml").write_text(
            "title: The river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nformats: [html]\n"
        )
        (report / "01.md").write_text(SOUND)
        return CliRunner().invoke(cli.main, ["-C", str(tmp_path / name), "ci", "init", *asked])

    return init


def test_briefs_of_like_names_have_workflows_caches_and_pictures_of_their_own(several, tmp_path):
    names = ("a/b", "a-b", "A-b", "日本", "中国", "")
    for name in names:
        assert several(name, "github").exit_code == 0
    texts = [path.read_text() for path in (tmp_path / ".github/workflows").iterdir()]
    assert len(texts) == len(names)
    for own in (r"(?m)^          key: (.*)", r"refs/heads/(briefpress/pages.*)\""):
        assert len({re.findall(own, text)[0] for text in texts}) == len(names)
    assert (
        (tmp_path / ".github/workflows/brief-a-b.yml").read_text().startswith("# Written by `briefpress -C a-b ci init")
    )


def test_the_hook_of_another_brief_is_left_with_the_line_that_checks_both(several, tmp_path):
    assert several("one", "github", "--pre-commit").exit_code == 0
    before = (tmp_path / ".git/hooks/pre-commit").read_text()
    done = several("two", "github", "--pre-commit")
    assert done.exit_code == 1
    assert "`briefpress -C two ci staged || exit 1`" in done.output
    assert (tmp_path / ".git/hooks/pre-commit").read_text() == before


def test_the_one_file_of_gitlab_stays_that_of_the_first_brief(several, tmp_path):
    assert several("a", "gitlab").exit_code == 0
    first = (tmp_path / ".gitlab-ci.yml").read_text()
    done = several("b", "gitlab")
    assert done.exit_code == 1
    assert "is there, and is for the brief in another folder" in done.output
    assert (tmp_path / ".gitlab-ci.yml").read_text() == first
    assert several("b", "gitlab", "--force").exit_code == 0


def test_the_command_in_the_head_of_a_file_is_one_for_a_shell(tmp_path):
    wish = Wish("github", "briefpress; python_version>'3'")
    _, text = workflow(wish, Place(tmp_path, "water brief", "main"), ())
    command = text.split("`")[1]
    assert shlex.split(command) == [
        "briefpress",
        "-C",
        "water brief",
        "ci",
        "init",
        "github",
        "--install",
        wish.install,
    ]


def test_init_refuses_a_name_that_a_shell_would_read(tmp_path, brief):
    folder = brief(SOUND)
    git(folder.root, "init", "-q", "-b", "a$(reboot)")
    done = folder.command("ci", "init", "github")
    assert done.exit_code == 1
    assert "error CI003: A workflow can't hold the name `a$(reboot)`" in done.output


def test_init_writes_nothing_outside_of_the_repository(tracked, tmp_path):
    folder, elsewhere = tracked(SOUND), tmp_path / "elsewhere"
    elsewhere.mkdir()
    git(folder.root, "config", "core.hooksPath", str(elsewhere))
    done = folder.command("ci", "init", "github", "--pre-commit")
    assert (done.exit_code, done.output.count("error CI004: ")) == (1, 1)
    assert f"{elsewhere}/pre-commit` is outside" in done.output
    assert not (folder.root / ".github").exists(), "all or nothing"
    git(folder.root, "config", "--unset", "core.hooksPath")
    (folder.root / ".github").symlink_to(elsewhere)
    done = folder.command("ci", "init", "github", "--force")
    assert (done.exit_code, done.output.count("error CI004: ")) == (1, 1)
    assert list(elsewhere.iterdir()) == []


def test_init_writes_the_hook_of_a_worktree_where_git_keeps_it(tracked, tmp_path):
    folder, there = tracked(SOUND), tmp_path / "worktree"
    git(folder.root, "worktree", "add", "-q", str(there))
    done = CliRunner().invoke(cli.main, ["-C", str(there), "ci", "init", "github", "--pre-commit"])
    assert done.exit_code == 0, done.output
    assert untouched((folder.root / ".git/hooks/pre-commit").read_text())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("github", "--install", "a b; c"), "pip takes no `a b; c`"),
        *(
            (("github", "--cron", cron), f"`{cron}` is no schedule")
            for cron in (
                "daily",
                "61 3 * * *",
                "0 24 * * *",
                "0 3 0 * *",
                "0 3 * 13 *",
                "0 3 * * 7",
                "0 3 * * NOW",
                "0 5-3 * * *",
                "*/0 3 * * *",
                "0 3 * *",
                "0 3 * * * *",
                "0,60 3 * * *",
            )
        ),
        (("gitlab", "--attest"), "are of GitHub"),
    ],
)
def test_init_refuses_options_that_would_make_no_sound_file(tracked, options, said):
    done = tracked(SOUND).command("ci", "init", *options)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize("cron", ["*/15 3 * * *", "0,30 0-23/2 1 JAN-mar MON", "59 23 31 12 6", "5/20 4 * * 1-5"])
def test_init_takes_every_schedule_that_cron_does(tracked, cron):
    folder = tracked(SOUND)
    assert folder.command("ci", "init", "github", "--cron", cron).exit_code == 0
    assert f'cron: "{cron}"' in (folder.root / ".github/workflows/brief.yml").read_text()


def test_init_names_the_fonts_that_the_letters_of_the_brief_need(tracked):
    folder = tracked("# Տուն\n\nՏուն.\n")
    folder.command("ci", "init", "github", "--container")
    for name in (".github/workflows/brief.yml", "Containerfile"):
        assert "libharfbuzz-subset0 fonts-noto-core" in (folder.root / name).read_text()


# what is staged


def test_only_what_is_staged_is_checked(tracked):
    folder = tracked(SOUND, "# Bad\n\nIt is old [@gone].\n")
    folder.write({"report/01-section.md": f"{SOUND}\nMore [@nobody].\n"})
    assert "Nothing of the brief is staged." in folder.command("ci", "staged").output
    git(folder.root, "add", "-A")
    folder.write({"report/01-section.md": f"{SOUND}\nIn the folder it is right again.\n"})
    done = folder.command("ci", "staged")
    assert done.exit_code == 1
    assert "report/01-section.md:5:7: error CITE001: No bibliography has the key `nobody`." in done.output
    assert "  5 | More [@nobody]." in done.output, "the line is shown as it is staged"
    assert "gone" not in done.output, "what the last commit has is no fault of this one"


def test_an_error_elsewhere_that_the_staged_change_makes_is_told(tracked):
    folder = tracked(SOUND, "# Cited\n\nIt is old [@marsh2020].\n\nAnd [@gone].\n")
    records = (folder.root / "sources/references.yaml").read_text()
    folder.write({"sources/references.yaml": records.replace("marsh2020", "marsh2021")})
    git(folder.root, "add", "-A")
    done = folder.command("ci", "staged")
    assert done.exit_code == 1
    assert "report/02-section.md:3:12: error CITE001: No bibliography has the key `marsh2020`." in done.output
    assert "gone" not in done.output


def test_before_the_first_commit_all_that_is_staged_is_new(brief):
    folder = brief("# A\n\nLow [@nobody].\n")
    git(folder.root, "init", "-q")
    git(folder.root, "add", "-A")
    assert "CITE001" in folder.command("ci", "staged").output


def test_where_there_is_no_repository_staged_says_so(brief):
    done = brief(SOUND).command("ci", "staged")
    assert done.exit_code == 3
    assert "error CI002: " in done.output


def test_the_hook_keeps_git_from_committing_a_fault_and_only_a_fault(tracked, tmp_path):
    folder = tracked(SOUND)
    folder.command("ci", "init", "github", "--pre-commit")
    tool = tmp_path / "bin" / "briefpress"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m briefpress "$@"\n')
    tool.chmod(0o755)
    path = f"{tool.parent}:{os.environ['PATH']}"
    folder.write({"report/01-section.md": f"{SOUND}\nMore [@nobody].\n"})
    kept = git(folder.root, "commit", "-qam", "A fault", PATH=path)
    assert kept.returncode == 1
    assert "CITE001" in kept.stdout + kept.stderr
    folder.write({"report/01-section.md": f"{SOUND}\nMore [@marsh2020].\n"})
    done = git(folder.root, "commit", "-qm", "None", "report/01-section.md", PATH=path)
    assert done.returncode == 0, done.stderr
    # A hook that finds no program says so, and lets nothing pass unseen.
    folder.write({"report/01-section.md": SOUND})
    lacking = git(folder.root, "commit", "-qam", "No program", PATH="/usr/bin:/bin")
    assert lacking.returncode == 1
    assert "found no briefpress" in lacking.stderr


def test_the_hook_for_pre_commit_checks_a_brief_in_any_folder(repository, several, tmp_path):
    (entry,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text())
    assert (entry["entry"], entry["pass_filenames"]) == ("briefpress", False)
    several("briefs/water", "github")
    (tmp_path / "briefs/water/report/01.md").write_text("# A\n\nLow [@nobody].\n")
    git(tmp_path, "add", "-A")
    done = CliRunner().invoke(cli.main, ["-C", str(tmp_path / "briefs/water"), *entry["args"]])
    assert done.exit_code == 1
    assert "CITE001" in done.output
    assert entry["always_run"] is True, "a file that is taken out is none that pre-commit counts"


# reports in files


def test_one_run_tells_in_several_forms(brief, tmp_path):
    folder = brief("# A\n\nLow [@nobody].\n")
    to = tmp_path / "reports"
    beside = [f"--report={form}={to / form}" for form in ("json", "sarif", "codequality", "junit")]
    done = folder.command("--report", "github", *beside, "cite")
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith("::error title=CITE001,")
    for form in ("json", "sarif", "codequality"):
        assert "nobody" in json.dumps(json.loads((to / form).read_text()))
    assert 'failures="1"' in (to / "junit").read_text()


def test_a_build_with_nothing_to_do_tells_in_its_file_all_the_same(brief, tmp_path):
    folder, told = brief(SOUND), tmp_path / "told.json"
    for form in (("--report", f"json={told}"), (f"--report=json={told}",)):
        command = [sys.executable, "-m", "briefpress", "-C", str(folder.root), *form, "build", "--format", "html"]
        for _ in range(2):
            subprocess.run(command, capture_output=True, check=True)
            assert json.loads(told.read_text())["outputs"]
            told.unlink()


def test_a_report_that_cannot_be_written_is_told_and_fails(brief):
    done = brief(SOUND).command("--report", "json=/dev/null/a.json", "cite")
    assert done.exit_code == 3
    assert "error OUT001: The report `/dev/null/a.json` can't be written" in done.output


@pytest.mark.parametrize(
    ("asked", "said"), [(("json=",), "Name the file"), (("json", "sarif"), "takes one report"), (("xml",), "is one of")]
)
def test_reports_that_cannot_be_told_are_refused(brief, asked, said):
    done = brief(SOUND).command(*(f"--report={form}" for form in asked), "cite")
    assert done.exit_code == 2
    assert said in done.output


def test_the_command_line_knows_every_form_of_report():
    assert cli.FORMS == reporters.FORMS


# code quality


def test_code_quality_has_what_gitlab_requires_and_a_fingerprint_for_each_finding():
    found = [finding("CITE001", "Said.", Span("a.md", 3, 1)), finding("CITE001", "Said.", Span("a.md", 9, 1)),
             finding("REF003", "Unused."), finding("META001", "No date.", Span("report/brief.yaml"))]  # fmt: skip
    entries = json.loads(tell("codequality", Telling(found, [], Path("water"))))
    assert len({entry["fingerprint"] for entry in entries}) == len(found)
    assert [(e["location"]["path"], e["location"]["lines"]["begin"]) for e in entries] == [
        ("water/a.md", 3), ("water/a.md", 9), ("water/report/brief.yaml", 1), ("water/report/brief.yaml", 1),
    ]  # fmt: skip
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(entry["description"] and entry["check_name"] for entry in entries)


def test_the_fingerprint_of_a_finding_that_moved_is_the_same():
    def prints(line: int) -> list[str]:
        found = [finding("CITE001", "Said.", Span("a.md", line, 1))]
        return [e["fingerprint"] for e in json.loads(tell("codequality", Telling(found, [], Path())))]

    assert prints(3) == prints(30)


# the summary


def summed(told: Told, revision: dict[str, str] | None = None, **more: str) -> str:
    made = {
        "subject": [{"name": "a.pdf", "digest": {"sha256": "0f" * 32}}],
        "predicate": {
            "briefpress_brief": {
                "title": "A",
                "edition": "1.0",
                "date": "2026-01-15",
                "words": 1234,
                "revision": revision,
            },
            "briefpress_outputs": {"a.pdf": {"bytes": 1500, "pages": 3}},
        },
    }
    return summary(Run("A | <b>", told, msgspec.convert(made, Manifest), **more))


def test_a_summary_has_the_day_of_the_revision_where_there_is_one():
    said = summed(Told(), {"date": "2026-03-01", "kind": "correction", "note": "It said low."})
    assert "Edition 1.0 · correction of 2026-03-01 ·" in said
    assert "2026-01-15" not in said


def test_a_summary_tells_the_edition_its_pages_and_its_files():
    said = summed(Told(), pages="https://p", edition="https://e", changes="- One word.")
    assert "Edition 1.0 · 2026-01-15 · 3 pages · 1,234 words" in said
    assert "[All pages in one picture](https://p)" in said
    assert f"| a.pdf | 1.5 | `{'0f' * 32}` |" in said
    assert "## What changed since the last edition\n\n- One word." in said
    assert "[Download them](https://e)" in said


def test_a_summary_of_a_brief_with_errors_claims_no_edition():
    bad = Finding("CITE001", "error", "No key.", "report/a.md", 3)
    said = summed(Told((Finding("REF003", "note", "Unused."), bad)), pages="https://p", lines="https://f/{path}")
    assert "❌ **1 error and 1 note.**" in said
    assert "a.pdf" not in said
    assert "https://p" not in said
    assert said.index("CITE001") < said.index("<details>") < said.index("REF003")
    assert "[report/a.md:3](https://f/report/a.md#L3)" in said


def test_a_summary_of_findings_of_no_file_has_no_column_of_places():
    said = summed(Told((Finding("CHK006", "error", "The HTML says `A`.", hint="Look."),)))
    assert "| | what |\n|---|---|\n| ❌ CHK006 | The HTML says `A`.<br>Look. |" in said
    mixed = summed(Told((Finding("CHK006", "error", "The HTML."), Finding("CITE001", "error", "No key.", "a.md", 3))))
    assert "| ❌ CITE001 | a.md:3 | No key. |" in mixed
    assert "| | where | what |" in mixed


def test_a_summary_of_a_strict_build_calls_a_warning_that_it_raised_one(brief):
    folder = brief(SOUND, settings="limits: {words: 1}")
    folder.write({"reports/none": ""})
    report = folder.root / "reports/build.json"
    assert folder.command("--report", f"json={report}", "assemble", "--strict").exit_code == 1
    said = folder.command("ci", "summary", str(report.parent)).output
    assert "❌ **1 error.** It is a warning that counts as an error here" in said
    folder.command("--report", f"json={report}", "assemble")
    assert "counts as an error" not in folder.command("ci", "summary", str(report.parent)).output


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("output/manifest.json", "{}"),
        ("output/manifest.json", '{"subject": [{"name": "a", "digest": {}}], "predicate": {"briefpress_brief": {}}}'),
        ("reports/build.json", '{"diagnostics": [{"code": "A", "severity": "fatal", "message": "B"}]}'),
    ],
)
def test_a_summary_of_what_is_none_of_ours_says_so(brief, name, text):
    folder = brief(SOUND)
    folder.write({"reports/build.json": "{}", name: text})
    done = folder.command("ci", "summary", str(folder.root / "reports"))
    assert done.exit_code == 2
    assert Path(name).name in done.output
    assert "of this program" in done.output


def test_the_title_of_a_brief_whose_build_did_not_end_is_no_markup(brief):
    folder = brief(SOUND)
    settings = (folder.root / "report/brief.yaml").read_text()
    titled = settings.replace("title: A test of the river", 'title: "A <img src=x> `b`"')
    folder.write({"reports/none": "", "report/brief.yaml": titled})
    done = folder.command("ci", "summary", str(folder.root / "reports"))
    assert done.output.startswith("# A &lt;img src=x&gt; `b`\n\n❌")


def test_a_manifest_of_an_edition_without_its_hashes_is_told(brief):
    folder = brief(SOUND, settings="formats: [html]")
    assert folder.command("edition", "publish").exit_code == 0
    manifest = folder.root / "editions/1.0/manifest.json"
    asked = ("ci", "statement", "--subjects", str(folder.root / "a"), "--predicate", str(folder.root / "b"))
    assert folder.command(*asked).exit_code == 0
    manifest.write_text(re.sub('"sha256": *"[0-9a-f]+"', '"md5": "0"', manifest.read_text()))
    done = folder.command(*asked)
    assert (done.exit_code, done.output.count("error EDIT001: ")) == (1, 1)
    manifest.unlink()
    manifest.symlink_to("/dev/zero")
    done = folder.command(*asked)
    assert (done.exit_code, done.output.count("error EDIT001: ")) == (1, 1)


def test_the_path_of_a_finding_is_one_in_its_link():
    found = Finding("CITE001", "error", "Said.", "report/50% # & ü?.md", 3)
    said = summed(Told((found,)), lines="https://f/{path}")
    assert "(https://f/report/50%25%20%23%20%26%20%C3%BC%3F.md#L3)" in said


@pytest.mark.parametrize("words", ["```` ```<img src=x>` ````", "``<img>`", "`` ` ``<img>", "` `` <img> `"])
def test_backticks_of_several_lengths_hide_no_markup(words):
    assert "<img" not in summed(Told((Finding("A", "error", words),)))


def test_what_a_stranger_wrote_is_no_markup_of_the_summary():
    worst = "![x](http://a) <img src=x> | a | `code | in` \n# head [l](m)"
    bad = Finding("CITE001", "error", worst, "re port/(a)|[b].md", 3, hint=worst)
    said = summed(Told((bad,)), lines="https://f/{path}")
    (row,) = [line for line in said.splitlines() if "CITE001" in line]
    assert "<img" not in row
    assert "\\!\\[x\\](http://a)" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 4, "a row has three cells"
    assert "(https://f/re%20port/%28a%29%7C%5Bb%5D.md#L3)" in row
    assert said.startswith("# A \\| &lt;b&gt;\n")


# the pages


def test_the_sheet_shows_every_page_with_its_label(brief, tmp_path):
    folder = brief("# A\n\n" + "Some words about the river. " * 900, settings="look: {cover: true}\n")
    done = folder.run("pdf")
    pages = done.artifacts[0].pages
    shown = folder.command("ci", "pages", "--output", str(tmp_path / "pages.png"))
    assert f"({pages} pages, " in shown.output
    with Image.open(tmp_path / "pages.png") as sheet:
        assert sheet.width == 24 + min(pages, 4) * 344
        # Between the pages is the ground, on each of them paper.
        colours = [sheet.convert("RGB").getpixel((24 + i * 344 + 300, 40)) for i in range(min(pages, 4))]
        assert colours == [(255, 255, 255)] * len(colours)
        assert sheet.convert("RGB").getpixel((5, 5)) != (255, 255, 255)
    assert contact_sheet(folder.run("pdf").artifacts[0].data) == contact_sheet(done.artifacts[0].data)


def test_a_brief_without_a_pdf_has_no_pages_to_draw(brief, tmp_path):
    folder = brief(SOUND)
    done = folder.command("ci", "pages", "--output", str(tmp_path / "pages.png"))
    assert done.exit_code == 0
    assert "there are no pages to draw" in done.output
    assert not (tmp_path / "pages.png").exists()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("1. A & B's &amp; #12", "1\\. A & B's &amp;amp; #\u206012"),
        ("- 5 < 6 > 4", "\\- 5 &lt; 6 &gt; 4"),
        ("@ida: `a` | ![b](c)", "@\u2060ida: \\`a\\` \\| \\!\\[b\\](c)"),
        (" a\n# b", " a # b"),
    ],
)
def test_words_are_no_markdown_once_they_are_escaped(words, shown):
    assert escaped(words) == shown
