"""A pipeline and a bare repository in; its jobs run as GitLab would run them, here and without a network, out.

A rule that isn't known here fails loudly. Only what installs is left out: the PATH has the program already.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import toolbox

_KEPT = ".briefpress-kept"
_INSTALLS = ("apt-get ", "python -m pip ")


@dataclass
class Pipeline:
    """What a pipeline came to: how each job that ran ended, what it said, and the files that it kept."""

    results: dict[str, str] = field(default_factory=dict)
    log: str = ""
    artifacts: Path = Path()


@dataclass
class GitLab:
    """A project: `origin` is its repository, a bare one."""

    origin: Path
    folder: Path
    runs: int = 0

    def run(self, source: str, branch: str = "main") -> Pipeline:
        """Run the pipeline for a source: a push, a schedule, a merge request."""
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        _git("-C", str(self.origin), "config", "receive.advertisePushOptions", "true")
        variables = {
            "CI_PIPELINE_SOURCE": source, "CI_COMMIT_BRANCH": branch if source != "merge_request_event" else "",
            "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_ID": str(self.runs), "CI_PROJECT_URL": "https://lab.example/h/b",
            "CI_SERVER_PROTOCOL": "https", "CI_SERVER_HOST": "lab.example", "CI_SERVER_PORT": "443",
            "CI_PROJECT_PATH": "h/b", "BRIEFPRESS_TOKEN": "secret", "CI_COMMIT_SHA": "0f", "CI": "true",
        }  # fmt: skip
        out = Pipeline(artifacts=place / "artifacts")
        tree = place / "tree"
        _git("clone", "-q", "-b", branch, str(self.origin), str(tree))
        data = yaml.safe_load((tree / ".gitlab-ci.yml").read_text())
        assert _one_holds(data["workflow"]["rules"], variables)
        for stage in data["stages"]:
            for name, job in data.items():
                if isinstance(job, dict) and job.get("stage") == stage:
                    whole = {**data[job["extends"]], **job}
                    if "failed" not in out.results.values() and _one_holds(job.get("rules"), variables):
                        out.results[name] = self._job(place / name, whole, branch, variables, out)
        return out

    def _job(self, place: Path, job: dict[str, Any], branch: str, variables: dict[str, str], out: Pipeline) -> str:
        tree, home = place / "work", place / "home"
        home.mkdir(parents=True)
        _git("clone", "-q", "-b", branch, str(self.origin), str(tree))
        _git("-C", str(tree), "checkout", "-q", "--detach")
        (home / ".gitconfig").write_text(
            f'[url "{self.origin}"]\n\tinsteadOf = https://oauth2:secret@lab.example:443/h/b.git\n'
        )
        kept = self.folder / "kept" / ("main" if branch == "main" else "unprotected")
        for source, to in ((kept, tree / _KEPT), (out.artifacts, tree)):
            if source.exists():
                shutil.copytree(source, to, dirs_exist_ok=True)
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "CI", "XDG_"))}
        surroundings = clean | variables | job.get("variables", {})
        surroundings |= {"HOME": str(home), "PATH": toolbox.path(place / "bin", browser=False)}

        def run(*parts: str) -> bool:
            lines = [line for part in parts for line in job[part] if not line.startswith(_INSTALLS)]
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", "\n".join(lines)], cwd=tree, env=surroundings,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            )  # fmt: skip
            out.log += done.stdout
            return done.returncode == 0

        well = run("before_script", "script")
        assert run("after_script")
        assert job["cache"]["paths"] == [f"{_KEPT}/"]
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(tree / _KEPT, kept)
        for path in job.get("artifacts", {}).get("paths", ()):
            if (tree / path).exists():
                shutil.copytree(tree / path, out.artifacts / path)
        told = tree / job.get("artifacts", {}).get("reports", {}).get("dotenv", "none")
        if told.is_file():
            variables.update(line.split("=", 1) for line in told.read_text().splitlines())
        return "success" if well else "failed"


def _one_holds(rules: list[dict[str, str]] | None, variables: dict[str, str]) -> bool:
    return rules is None or any(_holds(rule["if"], variables) for rule in rules)


def _holds(condition: str, variables: dict[str, str]) -> bool:
    def value(word: str) -> str:
        assert re.fullmatch(r'\$\w+|"[\w]*"', word), f"a rule that isn't known: {condition}"
        return variables[word[1:]] if word.startswith("$") else word[1:-1]

    return all(value(a) == value(b) for a, b in (part.split(" == ") for part in condition.split(" && ")))


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], capture_output=True, check=True)
