"""Markdown, bibliographies and ASTs in; ASTs, CSL records, HTML and EPUB out, by the pandoc program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from briefpress.diagnostics import StageError, finding
from briefpress.model import Node

MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
SECONDS = 120
MEMORY = "3g"

_LUA = Path(__file__).with_name("read_many.lua")


@cache
def program() -> str:
    """The path of the pandoc program that pypandoc brings. Raises StageError (ENG001) where there is none."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise StageError(
            finding("ENG001", "pandoc isn't on this machine.", hint="Run `pip install pypandoc-binary`.")
        ) from error


@cache
def version() -> str:
    """pandoc's version."""
    return _run(["--version"], b"").split(b"\n", 1)[0].decode().removeprefix("pandoc").strip()


def _run(
    arguments: Sequence[str],
    data: bytes,
    *,
    limits: bool = True,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> bytes:
    """Run pandoc with bounded time and memory, in a locale of C, without the author's configuration.

    Raises StageError: ENG001 it isn't there, ENG002 it failed, ENG003 it ran past its bounds.
    """
    rts = ["+RTS", f"-M{MEMORY}", "-A16m", "-RTS"] if limits else []
    surroundings = {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
        **(env or {}),
    }
    try:
        done = subprocess.run(
            [program(), *rts, *arguments],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env=surroundings,
            cwd=cwd,
        )
    except FileNotFoundError as error:
        hint = "Run `pip install --force-reinstall pypandoc-binary`."
        raise StageError(finding("ENG001", "pandoc can't be started.", hint=hint)) from error
    except subprocess.TimeoutExpired as error:
        raise StageError(finding("ENG003", f"pandoc was stopped after {SECONDS} seconds.")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        code = "ENG003" if "heap" in said.lower() else "ENG002"
        raise StageError(finding(code, f"pandoc failed: {said.splitlines()[0] if said else done.returncode}"))
    return done.stdout


def read_many(texts: Sequence[str]) -> list[list[Node]]:
    """The blocks of each Markdown text, each read alone, by one process."""
    if not texts:
        return []
    out = _run(["lua", str(_LUA), MARKDOWN], msgspec.json.encode(list(texts)), limits=False)
    return [msgspec.json.decode(line)["blocks"] for line in out.splitlines()]


def read_bibliography(data: bytes, form: str) -> list[dict[str, Any]]:
    """CSL records from a bibliography in one of pandoc's formats: biblatex, bibtex, ris, or markdown for YAML."""
    out = _run(["--sandbox", "-f", form, "-t", "csljson"], data)
    records: list[dict[str, Any]] = msgspec.json.decode(out or b"[]")
    return records


def cite(document: Node, style: Path, bibliography: Path, *, linked: bool) -> Node:
    """The document with its citations resolved by citeproc, and the references in its Div `refs`.

    `linked` makes each citation a link to its reference.
    """
    arguments = ["-f", "json", "-t", "json", "--citeproc", f"--csl={style}", f"--bibliography={bibliography}"]
    arguments.append(f"--metadata=link-citations={str(linked).lower()}")
    resolved: Node = msgspec.json.decode(_run(arguments, msgspec.json.encode(document)))
    return resolved


def to_html(document: Node) -> str:
    """The document's body as HTML5, in sections, with its notes at the end."""
    arguments = [
        "-f",
        "json",
        "-t",
        "html5",
        "--sandbox",
        "--section-divs",
        "--wrap=none",
        "--mathml",
        "--syntax-highlighting=none",
    ]
    return _run(arguments, msgspec.json.encode(document)).decode()


def to_epub(document: Node, css: Path, fonts: Sequence[Path], work: Path, epoch: int) -> bytes:
    """The document as EPUB 3; pictures are read from the folder `work`, the time of its parts is `epoch`."""
    out = work / "book.epub"
    arguments = [
        "-f",
        "json",
        "-t",
        "epub3",
        "--mathml",
        "--syntax-highlighting=none",
        "--split-level=1",
        "--toc-depth=2",
    ]
    arguments += [f"--epub-embed-font={font}" for font in fonts]
    arguments += [f"--css={css}", f"--resource-path={work}", f"--output={out}"]
    _run(arguments, msgspec.json.encode(document), env={"SOURCE_DATE_EPOCH": str(epoch)}, cwd=work)
    return out.read_bytes()
