"""The locks pin what pyproject.toml asks for, by version and hash, and setup installs nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from briefpress.engines.libraries import libraries

_PIN = re.compile(r"^(\S[^\n]*?)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n", re.M)


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, object]:
    return tomllib.loads((repository / "pyproject.toml").read_text())


def _pins(path: Path) -> dict[str, set[str]]:
    """The versions that a lock pins, by the package: several where systems or Pythons differ."""
    text = path.read_text()
    assert _PIN.sub("", text) == "", "each line is a package with its hashes, and there is no address"
    pins: dict[str, set[str]] = {}
    for match in _PIN.finditer(text):
        pinned = Requirement(match[1])
        (exactly,) = pinned.specifier
        assert exactly.operator == "=="
        pins.setdefault(canonicalize_name(pinned.name), set()).add(exactly.version)
    return pins


def _unmet(wanted: Iterable[str], pins: dict[str, set[str]]) -> list[str]:
    needs = [Requirement(text) for text in wanted if not text.startswith("briefpress[")]
    return [
        str(need) for need in needs
        if not (there := pins.get(canonicalize_name(need.name))) or not all(need.specifier.contains(v) for v in there)
    ]  # fmt: skip


def test_the_locks_pin_all_that_the_project_asks_for(project, repository):
    extras = [need for needs in project["project"]["optional-dependencies"].values() for need in needs]
    build, tests = (_pins(repository / "locks" / name) for name in ("build.txt", "test.txt"))
    assert _unmet(project["project"]["dependencies"], build) == []
    assert _unmet([*project["project"]["dependencies"], *extras], tests) == []
    assert _unmet(project["build-system"]["requires"], _pins(repository / "locks/backend.txt")) == []


def test_a_brief_is_built_with_the_same_packages_where_the_tests_run(repository):
    build, tests = (_pins(repository / "locks" / name) for name in ("build.txt", "test.txt"))
    assert {name: tests.get(name) for name in build} == build


def test_a_requirement_that_no_lock_pins_would_be_seen(repository):
    build = _pins(repository / "locks/build.txt")
    assert _unmet(["no-such-package>=1", "weasyprint>=999", "click>=8"], build) == [
        "no-such-package>=1",
        "weasyprint>=999",
    ]


def test_setup_installs_from_the_locks_alone(repository):
    script = (repository / "scripts/setup.sh").read_text()
    installing = re.findall(r"^[^#\n]*\binstall (--\S.*?)(?:;|\n|&&)", script, re.M)
    for line in (line for line in installing if " -r " in line or " -e " in line):
        assert "--require-hashes" in line or "--no-deps" in line, line
    assert sum("--require-hashes" in line for line in installing) == 2


def test_the_libraries_of_the_system_that_set_the_text_are_named_with_their_versions():
    from weasyprint.text.ffi import pango

    found = libraries()
    assert set(found) == {"pango", "harfbuzz", "fontconfig", "zlib"}
    number = pango.pango_version()
    assert found["pango"] == f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    assert all(re.fullmatch(r"\d+(\.\d+)+\S*", version) for version in found.values())
