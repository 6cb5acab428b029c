"""An EPUB on disk in; what EPUBCheck says of it, out."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from briefpress.engines.validators.asking import (
    CHECK_EXTRA,
    Remark,
    Validator,
    package_folder,
    package_version,
    run,
)

_JAVA = ("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a run of seconds, compiling less and one collector of garbage halve the work."""


def _jar() -> Path | None:
    folder = package_folder("epubcheck")
    return next(iter(sorted(folder.rglob("epubcheck*.jar"))), None) if folder else None


def _missing() -> str:
    if _jar() is None:
        return CHECK_EXTRA
    return "" if shutil.which("java") else "Run `apt-get install default-jre-headless`."


def _ask(path: Path, room: Path) -> list[Remark]:
    java = shutil.which("java") or "java"
    arguments = [java, *_JAVA, "-jar", str(_jar()), str(path), "--json", "-", "--quiet"]
    out = run(arguments, memory=0, folder=room).answer()
    report = msgspec.json.decode(out[out.index(b"{") :])
    found = []
    for said in report["messages"]:
        place = next((f"{p['path']}:{p['line']}" for p in said.get("locations", []) if p.get("path")), "")
        grave = said["severity"] in ("ERROR", "FATAL")
        found.append(Remark(said["ID"], "error" if grave else "warning", said["message"], place))
    return found


VALIDATOR = Validator("EPUBCheck", "epub", _missing, package_version("epubcheck"), _ask)
