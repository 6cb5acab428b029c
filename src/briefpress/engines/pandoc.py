"""Markdown, documents, bibliographies and ASTs in; ASTs, CSL records, Markdown, HTML and EPUB out, by pandoc."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from briefpress import ast
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.model import Node
from briefpress.records import RefusedError

MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros-example_lists+autolink_bare_uris"
# Without example lists: a paragraph that begins with `@key.` would be one, and its citation gone. With links of bare
# addresses: the `@name` in `https://social.example/@name` would be a citation.
SECONDS = 120
MEMORY = "3g"
DEPTH = 120
"""How deep a document's AST may be: some 50 quotations, 30 lists."""

_NESTING = (b'"BlockQuote"', b'"BulletList"', b'"OrderedList"', b'"DefinitionList"', b'"Div"', b'"Span"', b'"Quoted"',
            b'"Emph"', b'"Strong"')  # fmt: skip

_PARSE = re.compile(r"Error at .*?\(?line (\d+), column (\d+)\)?:? unexpected ('.'|end of input|\S+)")
_PASSED = re.compile(
    r"^\[(?:INFO|WARNING)\] (?:Skipped '(.+?)'|Could not load include file (\S+(?<!\.sty)(?<!\.cls)))"
    r"(?: at (?:\S+ )?line (\d+)[^\n]*)?$",
    re.MULTILINE | re.DOTALL,
)
_LUA = Path(__file__).with_name("read_many.lua")


@cache
def program() -> str:
    """The path of the pandoc program: that which PYPANDOC_PANDOC names, else pypandoc brings, else another one.

    Raises StageError (ENG001) where there is none.
    """
    # pypandoc itself would import what loads pandoc from the web, and that takes longer than pandoc with a section.
    found = find_spec("pypandoc")
    if found is not None and found.origin is not None and "PYPANDOC_PANDOC" not in os.environ:
        brought = Path(found.origin).with_name("files") / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if brought.is_file():
            return str(brought)
    try:
        import pypandoc

        # Where none was brought: it runs each pandoc of the machine, and takes the newest.
        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise StageError(
            finding("ENG001", "pandoc isn't on this machine.", hint="Run `pip install pypandoc-binary`.")
        ) from error


def version() -> str:
    """pandoc's version."""
    with _asking:  # of several threads one asks
        return _version()


_asking = threading.Lock()


@cache
def _version() -> str:
    return _run(["--version"], b"").split(b"\n", 1)[0].decode().removeprefix("pandoc").strip()


def _run(
    arguments: Sequence[str],
    data: bytes,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> bytes:
    """What pandoc writes; raises StageError as `_heard` does."""
    return _heard(arguments, data, env=env, cwd=cwd)[0]


def _heard(
    arguments: Sequence[str],
    data: bytes,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> tuple[bytes, str]:
    """Run pandoc with bounded time and memory, in a locale of C, without the author's configuration.

    What it writes comes out, and what it says. Raises StageError: ENG001 it isn't there, ENG002 it failed, ENG003 it
    ran past its bounds.
    """
    rts = ["+RTS", f"-M{MEMORY}", "-A16m", "-RTS"]
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
    except OSError as error:
        hint = "Run `pip install --force-reinstall pypandoc-binary`."
        raise StageError(finding("ENG001", f"pandoc can't be started: {error.strerror}.", hint=hint)) from error
    except subprocess.TimeoutExpired as error:
        hint = "A section or a bibliography is far too long, or nested too deep."
        raise StageError(finding("ENG003", f"pandoc was stopped after {SECONDS} seconds.", hint=hint)) from error
    if done.returncode:
        raise StageError(_failure(done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"))
    return done.stdout, done.stderr.decode("utf-8", "replace")


def _failure(said: str) -> Diagnostic:
    """What pandoc's last words mean."""
    if "heap" in said.lower():
        hint = "A section or a bibliography is far too long, or nested too deep."
        return finding("ENG003", "pandoc ran out of memory.", hint=hint)
    if said.startswith("Error reading bibliography file"):
        detail = " ".join(said.split("\n", 1)[-1].split())
        hint = "Compare the records with those of a bibliography that is right."
        return finding("CITE003", f"A record of the bibliography can't be used: {detail}.", hint=hint)
    words = " ".join(line.strip() for line in said.splitlines() if line.strip(" ^"))[:300]
    hint = "`briefpress doctor` tells whether pandoc is whole. If it is, please report this."
    return finding("ENG002", f"pandoc failed: {words}", hint=hint)


def read_many(texts: Sequence[str], form: str = MARKDOWN) -> list[list[Node]]:
    """The blocks of each text, in Markdown or another of pandoc's formats, each read alone, by one process."""
    if not texts:
        return []
    out = _run(["lua", str(_LUA), form], msgspec.json.encode(list(texts)))
    return [_blocks(line, text) for line, text in zip(out.splitlines(), texts, strict=True)]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A document of another program: its AST, its pictures by the names that the AST has, and what pandoc passed over.

    Each thing that was passed over comes with its line, 0 where the format has none.
    """

    document: Node
    pictures: Mapping[str, bytes]
    passed: tuple[tuple[int, str], ...]


def read_foreign(data: bytes, form: str, *arguments: str) -> Foreign:
    """A document in one of pandoc's formats. Raises StageError as all runs do, and where it is nested too deep."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        out, said = _heard(["--sandbox", "--verbose", "--extract-media=.", "-f", form, "-t", "json", *arguments],
                           data, cwd=Path(folder))  # fmt: skip
        pictures = {
            p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(Path(folder).rglob("*"))
            if p.is_file() and not p.is_symlink()
        }
    _blocks(out, form)
    passed = tuple((int(m[3] or 0), m[1] or f"\\input{{{m[2]}}}") for m in _PASSED.finditer(said))
    return Foreign(msgspec.json.decode(out), pictures, passed)


def to_markdown(blocks: Sequence[Node]) -> str:
    """Blocks as Markdown that `read_many` reads as the same blocks, each paragraph on one line."""
    form = f"{MARKDOWN}-raw_attribute-simple_tables-multiline_tables-smart"
    return _run(["-f", "json", "-t", form, "--wrap=none"], msgspec.json.encode(ast.document(list(blocks)))).decode()


def _blocks(line: bytes, text: str) -> list[Node]:
    """The blocks of one document. Raises StageError (SECT008) where they are nested too deep for any page."""
    try:
        blocks: list[Node] = msgspec.json.decode(line)["blocks"]
        deep = sum(line.count(kind) for kind in _NESTING) > DEPTH / 3 and _deeper_than(DEPTH, blocks)
    except RecursionError:
        deep = True
    if deep:
        said = f"The text that begins “{' '.join(text.split())[:40]}” is nested too deep."
        hint = "Too many quotations, lists or components stand in each other: take some apart."
        raise StageError(finding("SECT008", said, hint=hint))
    return blocks


def _deeper_than(depth: int, tree: Any) -> bool:
    level = [tree]
    for _ in range(depth):
        children = (v for item in level for v in (item.values() if isinstance(item, dict) else item))
        level = [v for v in children if isinstance(v, dict | list)]
    return bool(level)


def read_bibliography(data: bytes, form: str) -> list[dict[str, Any]]:
    """CSL records from a bibliography in one of pandoc's formats: biblatex, bibtex, ris, or markdown for YAML.

    Raises RefusedError where pandoc can't read it.
    """
    try:
        out = _run(["--sandbox", "-f", form, "-t", "csljson"], data)
    except StageError as error:
        said = error.diagnostics[0].message
        match = _PARSE.search(said)
        if error.diagnostics[0].code != "ENG002" or match is None:
            raise
        what = re.sub(r"^'(.+)'$", r"`\1`", match[3])
        told = "it ends too early" if what == "end of input" else f"{what} can't stand here"
        raise RefusedError(int(match[1]), int(match[2]), told) from error
    records: list[dict[str, Any]] = msgspec.json.decode(out or b"[]")
    return records


def write_biblatex(records: str) -> str:
    """Records in CSL-JSON as BibLaTeX."""
    return _run(["-f", "csljson", "-t", "biblatex"], records.encode()).decode()


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


def to_docx(document: Node, reference: bytes, pictures: Mapping[str, bytes], epoch: int) -> bytes:
    """The document as DOCX, in the styles and on the sheet of a reference document; `epoch` is its time."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        work = Path(folder)
        for name, data in pictures.items():
            target = work / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (work / "reference.docx").write_bytes(reference)
        out = work / "out.docx"
        arguments = ["-f", "json", "-t", "docx", "--syntax-highlighting=none", "--reference-doc=reference.docx"]
        arguments += [f"--resource-path={work}", f"--output={out}"]
        _run(arguments, msgspec.json.encode(document), env={"SOURCE_DATE_EPOCH": str(epoch)}, cwd=work)
        return out.read_bytes()


def to_plain_html(text: str) -> str:
    """A Markdown text of any dialect as bare HTML. Raises StageError as all runs do."""
    arguments = [
        "-f",
        f"{MARKDOWN}-citations-smart",
        "-t",
        "html5",
        "--sandbox",
        "--wrap=none",
        "--email-obfuscation=none",
    ]
    return _run([*arguments, "--syntax-highlighting=none", "--mathml"], text.encode()).decode()
