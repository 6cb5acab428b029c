"""Markdown of any dialect in; sections in the Markdown of a brief out, the author's wording otherwise as it was."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import msgspec
import yaml

from briefpress import ast, files, losses, markdown
from briefpress.diagnostics import StageError
from briefpress.expand import decode, split_front_matter
from briefpress.importing import about, cells, jekyll, labels, myst, quarto, sections
from briefpress.importing.draft import Draft, Piece, Source
from briefpress.importing.log import Log, Refusal
from briefpress.importing.page import Page
from briefpress.importing.shelf import Pictures, tell_undescribed
from briefpress.scan import sightings
from briefpress.settings import SectionMeta
from briefpress.strays import strays
from briefpress.validate import validate

_TITLE_BLOCK = re.compile(r"^%[ \t]*(.*)$")
_OWN = ("media", "variables")
_CITES = re.compile(r"\[[^\[\]]*?(?<![\w\\])-?@[\w{]")
_MENTION = re.compile(r"(?<![\w\\@/.`])@(?=[A-Za-z][\w-]*)")
_BRACES = re.compile(r"(?<!\\)\{\{(?!<)(?=[^{}\n]*\}\})")
_LIST = re.compile(r"^ {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])[ \t]+\S|^\s*:(?!:)")
_PARTS = 40


@dataclass(frozen=True, slots=True)
class _Include:
    """A file that a text includes: its name in the brief, as the text names it, where it is, and where that is said."""

    name: str
    said: str
    path: Path
    log: str
    line: int


def read(source: Source, text: str) -> Draft:
    """Make sections of a Markdown text. Raises Refusal where it has no word, StageError for bad front matter."""
    return of_text(source, text, {}, {})


def of_text(source: Source, text: str, given: Mapping[str, object], embedded: Mapping[str, bytes]) -> Draft:
    """The same, of a text that comes with metadata and pictures of its own."""
    page, front = _opened(source, text)
    front = {**given, **front}
    facts = about.from_front_matter({k: v for k, v in front.items() if k not in _OWN})
    included: list[_Include] = []
    _dialects(source, page, front, included)
    parts = _included(source, included, front)
    return _finished(source, page, facts, _own(front), parts, embedded)


def _opened(source: Source, text: str) -> tuple[Page, Mapping[str, object]]:
    """The text without its front matter, and that."""
    data, count = split_front_matter(text, source.log.path)
    if data.diagnostics:
        raise StageError(*data.diagnostics)
    front = data.value if isinstance(data.value, dict) else {}
    lines = text.split("\n")[count:]
    block = 0
    if (
        not count
        and lines[0].rstrip() == "+++"
        and (end := next((i for i, t in enumerate(lines) if i and t.rstrip() == "+++"), 0))
    ):
        return Page(lines[end + 1 :], source.log, end + 2), _toml(lines[1:end])
    while not count and block < 3 and block < len(lines) and (match := _TITLE_BLOCK.match(lines[block])):
        front = {**front, ("title", "author", "date")[block]: match[1]}
        block += 1
    return Page(lines[block:], source.log, count + block + 1), front


def _toml(lines: list[str]) -> Mapping[str, object]:
    """Front matter as Hugo has it. Raises Refusal where it isn't sound."""
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise Refusal(f"The front matter isn't sound TOML: {error}.", "Mend it, or take it away.",
                      int(at[1]) + 1 if at else 1) from error  # fmt: skip


def _dialects(source: Source, page: Page, front: Mapping[str, object], included: list[_Include]) -> None:
    """Write each dialect's own marks as a brief has them; `included` takes the files that the text includes."""

    def include(named: str, line: int) -> str:
        path = source.path.resolve().parent / named
        name = source.shelf.part(Path(os.path.normpath(path)))
        included.append(_Include(name, named, path, source.log.path, line))
        return name

    ending = source.path.suffix.lower()
    ours = ending in (".qmd", ".rmd")
    on_site = "layout" in front or bool(jekyll.SIGNS.search(page.text))
    dashed = labels.known_labels(page)
    if on_site and not ours:
        jekyll.rewrite(page, front)
    myst.alerts(page)
    myst.directives(page)
    cells.rewrite(page)
    if not on_site:
        _braces(page, front)
    quarto.rewrite(page, include)
    labels.rewrite(page, dashed, every=ending == ".qmd")
    myst.roles(page)
    if not ours:
        _blank_lines(page)
    if not ours and "bibliography" not in front and not _CITES.search("\n".join(page.shown())):
        page.each(_MENTION, lambda m: f"\\{m[0]}", "`@` before a name is no citation here, and is written `\\@`")


def _braces(page: Page, front: Mapping[str, object]) -> None:
    """Escape braces that mean something here alone: readers are to see them as the author does."""
    known = {*_keys(front.get("variables")), "title", "subtitle", "date", "lang", "description", "edition"}
    used = re.compile(r"\{\{\s*(?:include\b|(?:" + "|".join(map(re.escape, sorted(known))) + r")\s*\}\})")
    page.each(_BRACES, lambda m: None if used.match(m.string, m.start()) else r"\{{",
              "Two braces are written `\\{{`, as readers are to see them")  # fmt: skip


def _keys(value: object) -> list[str]:
    return [str(k) for k in value] if isinstance(value, dict) else []


def _blank_lines(page: Page) -> None:
    """A blank line before headings, lists and quotations, which GitHub's Markdown does without and pandoc doesn't."""
    masked = page.shown()
    for index in range(len(masked) - 1, 0, -1):
        line, before = masked[index], masked[index - 1]
        if not before.strip() or before.lstrip().startswith((">", "|", "<")):
            continue
        heading = re.match(r"^ {0,3}#{1,6}[ \t]+\S", line)
        opens = (_LIST.match(line) and not _in_list(masked, index)) or re.match(r"^>[ \t]?\S", line)
        if heading or (opens and not before.startswith(("#", " ", "\t", ":::"))):
            page.put(index, index + 1, ["", page.lines[index]])
            page.log.changed("Blank lines were put before lists, quotations and headings", page.number(index))


def _in_list(masked: list[str], index: int) -> bool:
    """Whether the paragraph above a line began as an item of a list."""
    while index and masked[index - 1].strip():
        index -= 1
        if _ITEM.match(masked[index]):
            return True
    return False


def _own(front: Mapping[str, object]) -> str:
    """The front matter that a section keeps: the keys that mean the same in a brief."""
    kept = {k: front[k] for k in _OWN if k in front}
    if not kept or validate(kept, SectionMeta, "", {})[0] is None:
        return ""
    return f"---\n{yaml.safe_dump(msgspec.to_builtins(kept), allow_unicode=True, sort_keys=False)}---\n\n"


def _included(source: Source, included: list[_Include], front: Mapping[str, object]) -> dict[str, str]:
    """The files that the text includes, and those that they do, as Markdown of a brief, by their names in it."""
    out: dict[str, str] = {}
    waiting = list(included)
    while waiting:
        one = waiting.pop()
        if one.name in out:
            continue
        hint = f"Put it into the brief, beside the section, as {one.name}."
        if len(out) == _PARTS:
            source.log.left(f"The included file `{one.said}` is one too many; {_PARTS} were brought in.", hint)
            continue
        try:
            data = files.read_inside(source.base, one.path)
        except (OSError, ValueError, files.OutsideBriefError):
            line = one.line if one.log == source.log.path else 0
            source.log.left(f"The included file `{one.said}` isn't in the document's folder.", hint, line)
            continue
        text, wrong = decode(data, one.said)
        if wrong:
            raise StageError(*wrong)
        log = Log((PurePosixPath(one.log).parent / one.said).as_posix())
        part = replace(source, path=one.path, log=log)
        page, _ = _opened(part, text)
        _dialects(part, page, front, waiting)
        _pictures(part, page, {}, "../")
        # In a file of the folder `parts` another of that folder goes by its name alone.
        out[one.name] = page.text.strip("\n").replace('{{ include "parts/', '{{ include "') + "\n"
        source.log.adopt(log)
    return out


def _pictures(source: Source, page: Page, embedded: Mapping[str, bytes], up: str = "") -> None:
    """Put the pictures that a text names into the brief, and write their addresses there."""
    pictures = Pictures(source.shelf, source.log, source.folders, source.name, embedded)
    for seen in sorted(sightings(page.text), key=lambda s: (-s.line, -s.column)):
        line, at = page.lines[seen.line - 1], seen.column - 1
        target = next((t for t in (seen.name, seen.name.replace("%20", " ")) if line.startswith(t, at)), "")
        if seen.kind != "image" or not target:
            continue
        defined = re.match(r"^ {0,3}\[[^\]]+\]:", line)
        if defined and not re.search(r"\.(?:png|jpe?g|gif|webp|svg|tiff?|bmp|pdf|eps)$", target, re.IGNORECASE):
            continue
        new = pictures.take(target, page.number(seen.line - 1))
        new = up + new if new.startswith("images/") else new
        page.lines[seen.line - 1] = line[:at] + new + line[at + len(target) :]


def _finished(
    source: Source, page: Page, facts: about.About, front: str, parts: dict[str, str], embedded: Mapping[str, bytes]
) -> Draft:
    """A text whose marks are those of a brief as sections: with its heading and its pictures, and held against loss."""
    _pictures(source, page, embedded)
    if not re.search(r"\w", page.text):
        raise Refusal("The file has no word in it.", "Look whether it was saved, and whether it is the one you mean.")
    sections.headed(page, facts.title, source.name)
    if deep := next((s for s in strays(page.text) if s.code == "SECT008"), None):
        raise Refusal(deep.message, deep.hint, page.number(deep.line - 1))
    pieces = [Piece(name, front + text) for name, text in sections.parts(page, source.name, source.split)]
    readings = markdown.read([p.text[len(front) :] for p in pieces])
    lost = [w for p, r in zip(pieces, readings, strict=True) for _, _, w in losses.lost(p.text[len(front) :], r.blocks)]
    if lost:
        source.log.lost(lost)
    tell_undescribed([b for r in readings for b in r.blocks], source.log)
    cited = {c["citationId"] for r in readings for n in ast.walk(r.blocks) if n["t"] == "Cite" for c in n["c"][0]}
    keys = tuple(sorted(k for k in cited if not re.match(r"^(?:fig|tbl|box|sec):", k)))
    if facts.abstract and facts.abstract not in page.text:
        source.log.note("Its front matter has an abstract or a description, which isn't in the section.",
                        "Put it into brief.yaml as `description:`, or into the text as `::: summary`.", 1)  # fmt: skip
    return Draft(tuple(pieces), facts, keys, parts)
