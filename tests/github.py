"""A workflow and a bare repository in; its jobs run as GitHub would run them, here and without a network, out.

What an expression, a step or an action needs that isn't known here fails loudly. Only what installs is left out: the
PATH has the program already.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import toolbox

Context = dict[str, Any]

# --- expressions (GitHub's docs: “Evaluate expressions in workflows and actions”) ----------------

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(&&|\|\||==|!=|[!(),])|([A-Za-z_][\w-]*(?:\.[\w-]+)*)|(\d+))")


class Expression:
    """The value of an expression, by recursive descent."""

    def __init__(self, text: str, context: Context, functions: dict[str, Callable[..., Any]]) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            assert match, f"an expression that isn't known: {text[at:]}"
            kind = ("text", "sign", "name", "number")[next(i for i in range(4) if match[i + 1] is not None)]
            self.tokens.append((kind, match[0].strip()))
            at = match.end()
        self.context, self.functions = context, functions

    def value(self) -> Any:
        out = self._either()
        assert not self.tokens, f"left over: {self.tokens}"
        return out

    def _next_is(self, *signs: str) -> str:
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return ""

    def _either(self) -> Any:
        out = self._both()
        while self._next_is("||"):
            other = self._both()
            out = out or other
        return out

    def _both(self) -> Any:
        out = self._equal()
        while self._next_is("&&"):
            other = self._equal()
            out = out and other
        return out

    def _equal(self) -> Any:
        out = self._one()
        while sign := self._next_is("==", "!="):
            other = self._one()
            same = str(out or "").lower() == str(other or "").lower()
            out = same if sign == "==" else not same
        return out

    def _one(self) -> Any:
        if self._next_is("!"):
            return not self._one()
        if self._next_is("("):
            out = self._either()
            assert self._next_is(")")
            return out
        kind, word = self.tokens.pop(0)
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind == "number":
            return int(word)
        assert kind == "name", word
        if self._next_is("("):
            arguments = []
            while not self._next_is(")"):
                arguments.append(self._either())
                self._next_is(",")
            return self.functions[word](*arguments)
        value: Any = self.context
        for part in word.split("."):
            assert value is not self.context or part in value, f"a context that isn't known: {word}"
            value = value.get(part) if isinstance(value, dict) else None
        return value


# --- the forge ----------------------------------------------------------------------------------


@dataclass
class Job:
    """How a job went."""

    result: str
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)


@dataclass
class GitHub:
    """A repository on the forge: `origin` is a bare one, `scanned` what code scanning was given."""

    origin: Path
    folder: Path
    workflow: str
    scanned: list[Any] = field(default_factory=list)
    attested: list[Any] = field(default_factory=list)
    caches: dict[str, dict[str, Path]] = field(default_factory=dict)
    runs: int = 0
    browser: bool = False

    def run(
        self, event: str, branch: str = "main", payload: Context | None = None, given: dict[str, Job] | None = None
    ) -> Run:
        """Run the workflow for an event on a branch, as the workflow stands there. What is `given` went so before."""
        self.runs += 1
        return Run(self, self.folder / f"run-{self.runs}", event, branch, payload or {}, given or {})


class Run:
    """One run: its jobs by their names, and its artifacts by theirs."""

    def __init__(
        self, forge: GitHub, folder: Path, event: str, branch: str, payload: Context, given: dict[str, Job]
    ) -> None:
        self.forge, self.folder, self.event, self.branch = forge, folder, event, branch
        self.artifacts: dict[str, Path] = {}
        self.jobs: dict[str, Job] = {}
        self.asked_of_gh: list[str] = []
        folder.mkdir(parents=True)
        tree = folder / "tree"
        _git("clone", "-q", "-b", branch, str(forge.origin), str(tree))
        self.github: Context = {
            "event_name": event, "ref": f"refs/heads/{branch}", "ref_name": branch, "workflow": "Brief",
            "repository": "harbour/briefs", "run_id": str(forge.runs), "token": "secret", "event": payload,
            "sha": _git("-C", str(tree), "rev-parse", "HEAD").strip(),
        }  # fmt: skip
        data = yaml.safe_load((tree / forge.workflow).read_text())
        triggers = data[True]  # YAML 1.1 takes `on` for a truth
        assert event in triggers, f"no trigger for {event}"
        assert data["permissions"] == {}, "a job has no right but its own"
        for name, job in data["jobs"].items():
            self.jobs[name] = given.get(name) or self._job(name, job)

    def _job(self, name: str, job: Context) -> Job:
        needed = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        needs = {n: {"result": self.jobs[n].result, "outputs": self.jobs[n].outputs} for n in needed}
        well = all(n["result"] == "success" for n in needs.values())
        if not _holds(job.get("if", "success()"), {"github": self.github, "needs": needs}, well, {}):
            return Job("skipped")
        return _Steps(self, name, job, needs).run()


class _Steps:
    """A job at work, on a machine of its own."""

    def __init__(self, run: Run, name: str, job: Context, needs: Context) -> None:
        self.of, self.job = run, job
        self.machine = run.folder / name
        self.tree, self.home, self.temp = (self.machine / n for n in ("work", "home", "temp"))
        for place in (self.tree, self.home, self.temp):
            place.mkdir(parents=True)
        self.steps: Context = {}
        self.rights: Context = job["permissions"]
        self.context: Context = {
            "github": run.github, "needs": needs, "steps": self.steps,
            "runner": {"os": "Linux", "temp": str(self.temp)},
        }  # fmt: skip
        self.told = Job("success")
        self._make_tools()

    def _make_tools(self) -> None:
        if self.rights.get("contents") == "write":
            address = f"https://forge.example/{self.of.github['repository']}.git"
            (self.home / ".gitconfig").write_text(f'[url "{self.of.forge.origin}"]\n\tinsteadOf = {address}\n')
        asked = f'echo "$GH_TOKEN $*" >> {self.machine}/gh.txt'
        self.path = toolbox.path(self.machine / "bin", browser=self.of.forge.browser, gh=asked)

    def run(self) -> Job:
        for step in self.job["steps"]:
            well = self.told.result == "success"
            if _holds(step.get("if", "success()"), self.context, well, self._functions()):
                self._step(step)
        told = self.told
        told.outputs = {k: self._filled(v) for k, v in self.job.get("outputs", {}).items()}
        asked = self.machine / "gh.txt"
        self.of.asked_of_gh += asked.read_text().splitlines() if asked.exists() else []
        return told

    def _step(self, step: Context) -> None:
        name = step.get("name", step.get("uses", "").partition("@")[0])
        self.told.ran.append(name)
        outputs: dict[str, str] = {}
        if name == "Install":
            assert "pip" in step["run"]
            done = True
        elif "run" in step:
            done = self._shell(step, outputs)
        else:
            action, _, pin = step["uses"].partition("@")
            assert re.fullmatch("[0-9a-f]{40}", pin), step["uses"]
            done = _ACTIONS[action](self, {k: self._filled(v) for k, v in step.get("with", {}).items()}, outputs)
        if "id" in step:
            self.steps[step["id"]] = {"outputs": outputs, "outcome": "success" if done else "failure"}
        if not done and not step.get("continue-on-error"):
            self.told.result = "failure"
            self.told.log += f"-- failed: {name}\n"

    def _shell(self, step: Context, outputs: dict[str, str]) -> bool:
        assert "${{" not in step["run"], "an expression in a script is where strangers get in"
        files = {name: self.machine / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        for file in files.values():
            file.write_text("")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_", "CI"))}
        surroundings = {
            **clean, "CI": "true", "GITHUB_ACTIONS": "true", "HOME": str(self.home), "RUNNER_TEMP": str(self.temp),
            "XDG_CACHE_HOME": str(self.home / ".cache"), "PATH": self.path,
            "GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": self.of.github["repository"],
            "GITHUB_SHA": self.of.github["sha"], "GITHUB_REF_NAME": self.of.branch,
            "GITHUB_RUN_ID": self.of.github["run_id"], "GITHUB_EVENT_NAME": self.of.event,
            **{k: str(v) for k, v in files.items()},
            **{k: self._filled(v) for k, v in step.get("env", {}).items()},
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-c", step["run"]], cwd=self.tree, env=surroundings,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        self.told.log += done.stdout
        self.told.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        outputs.update(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return done.returncode == 0

    def _filled(self, text: Any) -> str:
        def value(match: re.Match[str]) -> str:
            found = Expression(match[1], self.context, self._functions()).value()
            return {None: "", True: "true", False: "false"}.get(found, str(found)) if found is not None else ""

        return re.sub(r"\$\{\{(.*?)\}\}", value, str(text))

    def _functions(self) -> dict[str, Callable[..., Any]]:
        return {"hashFiles": self._hash, "format": lambda text, *parts: text.format(*parts)}

    def _hash(self, pattern: str) -> str:
        found = sorted(p for p in self.tree.glob(pattern.replace("/**", "/**/*")) if p.is_file())
        digests = b"".join(hashlib.sha256(p.read_bytes()).digest() for p in found)
        return hashlib.sha256(digests).hexdigest() if found else ""

    def paths(self, listed: str) -> list[tuple[str, Path]]:
        """Paths that an action was given, each with the place that it means."""
        names = [line.strip() for line in listed.splitlines() if line.strip()]
        return [(n, self.home / n[2:] if n.startswith("~/") else self.tree / n) for n in names]


def _holds(condition: Any, context: Context, well: bool, functions: dict[str, Callable[..., Any]]) -> bool:
    text = str(condition).strip()
    text = text[3:-2] if text.startswith("${{") and text.endswith("}}") else text
    status = {"success": lambda: well, "failure": lambda: not well, "always": lambda: True, "cancelled": lambda: False}
    if not re.search(rf"\b({'|'.join(status)})\(", text):
        text = f"success() && ({text})"
    return bool(Expression(text, context, {**functions, **status}).value())


# --- the actions --------------------------------------------------------------------------------


def _checkout(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    assert asked["persist-credentials"] == "False"
    shutil.rmtree(steps.tree)
    _git("clone", "-q", "-b", steps.of.branch, str(steps.of.forge.origin), str(steps.tree))
    if steps.rights.get("contents") != "write":
        _git("-C", str(steps.tree), "remote", "set-url", "--push", "origin", "/no/right/to/push")
    return True


def _restore(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    kept = steps.of.forge.caches
    scopes = [kept.get(steps.of.branch, {}), kept.get("main", {})]
    for wanted in (asked["key"], *asked["restore-keys"].split()):
        for scope in scopes:
            for key in [k for k in reversed(scope) if k.startswith(wanted)][:1]:
                for name, place in steps.paths(asked["path"]):
                    source = scope[key] / name.replace("/", "_")
                    if source.exists():
                        shutil.copytree(source, place, dirs_exist_ok=True)
                outputs["cache-matched-key"] = key
                return True
    return True


def _save(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    scope = steps.of.forge.caches.setdefault(steps.of.branch, {})
    assert asked["key"] not in scope, "what is kept already is kept again"
    place = scope[asked["key"]] = steps.machine / "cache"
    for name, source in steps.paths(asked["path"]):
        if source.exists():
            shutil.copytree(source, place / name.replace("/", "_"))
    return True


def _upload(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    source = steps.tree / asked["path"]
    if not source.exists():
        return asked["if-no-files-found"] == "ignore"
    if asked.get("archive") == "False":
        assert source.is_file()
        assert "name" not in asked, "what isn't packed is called as its file is"
    name = asked.get("name", source.name)
    assert name not in steps.of.artifacts, "an artifact is never changed"
    place = steps.of.artifacts[name] = steps.of.folder / "artifacts" / name
    place.mkdir(parents=True)
    if source.is_dir():
        shutil.copytree(source, place, dirs_exist_ok=True)
    else:
        shutil.copy(source, place)
    outputs["artifact-url"] = f"https://forge.example/artifacts/{name}"
    return True


def _download(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    if asked["name"] not in steps.of.artifacts:
        return False
    shutil.copytree(steps.of.artifacts[asked["name"]], steps.tree, dirs_exist_ok=True)
    return True


def _scan(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    assert steps.rights["security-events"] == "write"
    steps.of.forge.scanned.append(json.loads((steps.tree / asked["sarif_file"]).read_text()))
    return True


def _attest(steps: _Steps, asked: Context, outputs: dict[str, str]) -> bool:
    assert steps.rights["id-token"] == steps.rights["attestations"] == "write"
    subjects = [line.split("  ", 1) for line in (steps.tree / asked["subject-checksums"]).read_text().splitlines()]
    predicate = json.loads((steps.tree / asked["predicate-path"]).read_text())
    steps.of.forge.attested.append((asked["predicate-type"], dict(map(reversed, subjects)), predicate))
    return True


_ACTIONS: dict[str, Callable[[_Steps, Context, dict[str, str]], bool]] = {
    "actions/checkout": _checkout,
    "actions/cache/restore": _restore,
    "actions/cache/save": _save,
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
    "github/codeql-action/upload-sarif": _scan,
    "actions/attest": _attest,
}


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout
